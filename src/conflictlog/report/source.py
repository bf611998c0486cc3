"""The published item that says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from conflictlog.errors import InvalidValue, UnknownOption
from conflictlog.keywords import named_keywords
from conflictlog.report.actor import reliability_code
from conflictlog.report.checks import call_text, moment, optional_text, required_text

if TYPE_CHECKING:
    from conflictlog.report.actor import Claimant
    from conflictlog.report.record import Report

__all__ = ["Source", "as_source"]


@named_keywords
@attrs.frozen
class Source:
    """A published item: an article, a post, a data set's row.

    Parameters
    ----------
    outlet
        Who published it.
    url, title
        Of the item itself.
    published, retrieved
        ISO text, a date, or an aware datetime; clock times are kept in UTC.
    archived_url, sha256
        An archived copy, and the hash of the bytes that were read.
    language
        BCP 47 tag, "uk", "ru".
    wire
        The agency whose story the outlet carries: the same origin, not a second one.
    reliability
        Admiralty letter A to F; left out, the registry's for this outlet.

    Examples
    --------
    >>> article = Source("The Moscow Times", wire="AFP", published="2022-12-19")
    >>> report = article.says("Ukraine", estimates={"downed": 30})
    >>> report.estimates["downed"].best
    30
    """

    outlet: str = attrs.field(converter=required_text("outlet"))
    url: str | None = attrs.field(default=None, converter=optional_text("url"), kw_only=True)
    title: str | None = attrs.field(default=None, converter=optional_text("title"), kw_only=True)
    published: str | None = attrs.field(default=None, converter=moment("published"), kw_only=True)
    retrieved: str | None = attrs.field(default=None, converter=moment("retrieved"), kw_only=True)
    archived_url: str | None = attrs.field(
        default=None, converter=optional_text("archived_url"), kw_only=True
    )
    sha256: str | None = attrs.field(default=None, converter=optional_text("sha256"), kw_only=True)
    language: str | None = attrs.field(
        default=None, converter=optional_text("language"), kw_only=True
    )
    wire: str | None = attrs.field(default=None, converter=optional_text("wire"), kw_only=True)
    reliability: str | None = attrs.field(default=None, converter=reliability_code, kw_only=True)

    __repr__ = call_text

    def says(self, claimant: Claimant | str | None = None, **what: object) -> Report:
        """Make a report of this source: one article is many reports.

        Parameters
        ----------
        claimant
            Who says so inside the source; None means the outlet itself.
        what
            Any other field of `Report`.

        Examples
        --------
        >>> Source("AFP").says("Kremlin", stance="denies").claimant.name
        'Kremlin'
        """
        from conflictlog.report.record import Report

        if "source" in what:
            raise UnknownOption(
                f"says() takes no 'source': it is {self.outlet!r} that says so",
                remedy="use Report(source=...) for another source",
            )
        return Report(source=self, claimant=claimant, **what)  # type: ignore[arg-type]  # Report checks each field itself

    def __str__(self) -> str:
        carried = f"{self.outlet} ({self.wire})" if self.wire else self.outlet
        return f"{carried}, {self.published[:10]}" if self.published else carried


def as_source(value: object) -> Source | None:
    """Take a source or just the outlet's name."""
    if value is None or isinstance(value, Source):
        return value
    if isinstance(value, str):
        return Source(value)
    raise InvalidValue(
        f"source is {value!r}",
        expected="a Source or an outlet's name",
        remedy="make Source(outlet)",
    )
