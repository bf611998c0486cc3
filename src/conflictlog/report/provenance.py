"""Where rows come from: a data set, its terms, its coverage, and the place of a row in it."""

from __future__ import annotations

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.keywords import named_keywords
from conflictlog.report.checks import (
    call_text,
    kind_of_value,
    moment,
    optional_text,
    required_text,
    texts,
    truth,
)

__all__ = ["Coverage", "Dataset", "Locator"]


def _row(_: object, attribute: attrs.Attribute[int], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**63:
        raise InvalidValue(
            f"{attribute.name} is {value!r}",
            expected="a row number from 1",
            remedy="the header is no row; leave it out where it is not known",
        )


def _days(_: object, attribute: attrs.Attribute[int], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidValue(
            f"{attribute.name} is {value!r}",
            expected="whole days, 0 or more",
            remedy="leave it out where it is not known",
        )


@named_keywords
@attrs.frozen(kw_only=True)
class Locator:
    """Where the raw row stands, so that it can always be found again.

    Parameters
    ----------
    dataset
        Name of the data set.
    file
        Name of the file, without its folder.
    sha256
        Hash of the file's bytes, in hexadecimal.
    row
        Number of the data row, from 1, the header and tag rows not counted.

    Examples
    --------
    >>> Locator(dataset="UCDP GED", file="ged.csv", row=17).row
    17
    """

    dataset: str | None = attrs.field(default=None, converter=optional_text("dataset"))
    file: str | None = attrs.field(default=None, converter=optional_text("file"))
    sha256: str | None = attrs.field(default=None, converter=optional_text("sha256"))
    row: int | None = attrs.field(default=None, validator=attrs.validators.optional(_row))

    __repr__ = call_text

    def __attrs_post_init__(self) -> None:
        if not (self.dataset or self.file or self.sha256 or self.row):
            raise InvalidValue(
                "a locator that says nothing",
                expected="dataset, file, sha256 or row",
                remedy="leave the locator out",
            )


@named_keywords
@attrs.frozen(kw_only=True)
class Coverage:
    """What a data set set out to record: only inside it does "no report" mean zero.

    Parameters
    ----------
    first, last
        First and last day recorded, ISO dates.
    countries
        ISO 3166-1 alpha-3 codes; empty means all.
    kinds
        Kinds recorded; empty means not stated.
    lag_days
        How many days an event usually takes to appear.

    Examples
    --------
    >>> Coverage(first="2014-01-01", last="2021-12-31", countries=("UKR",)).last
    '2021-12-31'
    """

    first: str | None = attrs.field(default=None, converter=moment("first"))
    last: str | None = attrs.field(default=None, converter=moment("last"))
    countries: tuple[str, ...] = attrs.field(default=(), converter=texts("countries"))
    kinds: tuple[str, ...] = attrs.field(default=(), converter=texts("kinds"))
    lag_days: int | None = attrs.field(default=None, validator=attrs.validators.optional(_days))

    __repr__ = call_text

    def __attrs_post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise InvalidValue(
                f"last is {self.last!r}, before first, {self.first!r}",
                expected="first <= last",
                remedy="swap them",
            )


@named_keywords
@attrs.frozen
class Dataset:
    """A data set that events were read from, with its terms.

    Parameters
    ----------
    name
        Its usual name, "UCDP GED".
    version
        As published, "23.1".
    licence
        As published, "CC BY 4.0".
    redistributable
        Whether its rows may be republished; None where not known.
    attribution
        The line that its publisher asks for.
    retrieved
        When the file was fetched, ISO text.
    coverage
        What it set out to record.

    Examples
    --------
    >>> print(Dataset("UCDP GED", version="23.1", licence="CC BY 4.0"))
    UCDP GED 23.1 (CC BY 4.0)
    """

    name: str = attrs.field(converter=required_text("name"))
    version: str | None = attrs.field(
        default=None, converter=optional_text("version"), kw_only=True
    )
    licence: str | None = attrs.field(
        default=None, converter=optional_text("licence"), kw_only=True
    )
    redistributable: bool | None = attrs.field(
        default=None, validator=attrs.validators.optional(truth), kw_only=True
    )
    attribution: str | None = attrs.field(
        default=None, converter=optional_text("attribution"), kw_only=True
    )
    retrieved: str | None = attrs.field(default=None, converter=moment("retrieved"), kw_only=True)
    coverage: Coverage | None = attrs.field(
        default=None, validator=kind_of_value(Coverage), kw_only=True
    )

    __repr__ = call_text

    def __str__(self) -> str:
        name = f"{self.name} {self.version}" if self.version else self.name
        return f"{name} ({self.licence})" if self.licence else name
