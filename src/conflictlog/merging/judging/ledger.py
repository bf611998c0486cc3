"""`Judgement` and `Ledger`: who decided what about which pair, when, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal, get_args

import attrs
import polars as pl

from conflictlog.errors import InvalidFile, InvalidValue, nearest_hint
from conflictlog.merging.judging.tables import read_table, write_sheet

__all__ = ["Judgement", "Key", "Ledger", "Verdict"]

Verdict = Literal["same", "different", "unsure", "withdrawn"]
Key = tuple[str, str]

_COLUMNS: Final = ("log_a", "id_a", "log_b", "id_b", "verdict", "who", "when", "why", "step")


def _verdict(_: object, __: object, value: object) -> None:
    if value not in get_args(Verdict):
        raise InvalidValue(
            f"verdict is {value!r}",
            expected=f"one of {', '.join(get_args(Verdict))}",
            remedy=nearest_hint(str(value), get_args(Verdict)),
        )


@attrs.frozen(kw_only=True)
class Judgement:
    """One decision about one pair of records.

    Parameters
    ----------
    a, b
        The two records, each the name of its log and its id there; kept in order.
    verdict
        same, different, unsure; withdrawn takes the last one on this pair back.
    who, when, why
        As the analyst says; ``when`` is ISO text.
    step
        What judgements were made together by, as those of a ``split``: they are undone together.

    Raises
    ------
    InvalidValue
        Where the verdict is none of these, or the two are one record.

    Examples
    --------
    >>> Judgement(a=("ged", "GED:1"), b=("acled", "UKR7"), verdict="same", who="desk").pair
    (('acled', 'UKR7'), ('ged', 'GED:1'))
    """

    a: Key
    b: Key
    verdict: Verdict = attrs.field(validator=_verdict)
    who: str | None = None
    when: str | None = None
    why: str | None = None
    step: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.a == self.b:
            raise InvalidValue(
                f"a judgement on {self.a[1]!r} and itself",
                expected="two records",
                remedy="give the ids of two records",
            )
        if self.b < self.a:
            first, second = self.b, self.a
            object.__setattr__(self, "a", first)
            object.__setattr__(self, "b", second)

    @property
    def pair(self) -> tuple[Key, Key]:
        """The two records, in order."""
        return self.a, self.b


@attrs.frozen
class Ledger:
    """Judgements in the order in which they were made; only ever added to.

    Examples
    --------
    >>> ledger = Ledger().add(Judgement(a=("x", "1"), b=("y", "2"), verdict="same"))
    >>> len(ledger), ledger.standing()[(("x", "1"), ("y", "2"))].verdict
    (1, 'same')
    """

    judgements: tuple[Judgement, ...] = ()

    def __iter__(self) -> Iterator[Judgement]:
        return iter(self.judgements)

    def __len__(self) -> int:
        return len(self.judgements)

    def add(self, *judgements: Judgement) -> Ledger:
        """Give the ledger with more judgements at its end."""
        return Ledger((*self.judgements, *judgements))

    def standing(self) -> dict[tuple[Key, Key], Judgement]:
        """Give what holds: of several on one pair the last, less what was withdrawn."""
        held: dict[tuple[Key, Key], list[Judgement]] = {}
        for each in self.judgements:
            past = held.setdefault(each.pair, [])
            if each.verdict != "withdrawn":
                past.append(each)
            elif past:
                past.pop()
        return {pair: past[-1] for pair, past in held.items() if past}

    def undone(self, *, when: str | None = None) -> Ledger:
        """Give the ledger with the last judgement that holds withdrawn, and all of its step.

        Raises
        ------
        InvalidValue
            Where none holds.
        """
        standing = self.standing()
        last = next(
            (each for each in reversed(self.judgements) if standing.get(each.pair) is each), None
        )
        if last is None:
            raise InvalidValue(
                "undo() of a ledger in which no judgement holds",
                expected="a judgement to take back",
                remedy="confirm, reject or split first",
            )
        step = [each for each in standing.values() if last.step and each.step == last.step]
        return self.add(
            *(
                attrs.evolve(each, verdict="withdrawn", when=when, why="undone")
                for each in step or [last]
            )
        )

    def to_frame(self) -> pl.DataFrame:
        """Give the judgements as a table, one row each."""
        rows = [
            (*each.a, *each.b, each.verdict, each.who, each.when, each.why, each.step)
            for each in self
        ]
        return pl.DataFrame(rows, schema=dict.fromkeys(_COLUMNS, pl.String), orient="row")

    @classmethod
    def from_frame(cls, frame: pl.DataFrame) -> Ledger:
        """Read judgements from a table; rows without a verdict are passed over.

        Raises
        ------
        InvalidFile
            Where a column is missing; with the row where a verdict is none.
        """
        missing = [name for name in _COLUMNS[:5] if name not in frame.columns]
        if missing:
            raise InvalidFile(
                f"judgements without {', '.join(missing)}",
                expected=f"columns {', '.join(_COLUMNS)}",
                remedy="keep the columns of review() and fill verdict in",
            )
        told = frame.with_row_index("_row", offset=1).with_columns(
            pl.col("verdict").cast(pl.String).str.strip_chars().str.to_lowercase()
        )
        told = told.filter(pl.col("verdict").fill_null("") != "")
        found = []
        for row in told.iter_rows(named=True):
            try:
                found.append(
                    Judgement(
                        a=(str(row["log_a"]), str(row["id_a"])),
                        b=(str(row["log_b"]), str(row["id_b"])),
                        verdict=row["verdict"],
                        **{name: row.get(name) for name in _COLUMNS[5:]},
                    )
                )
            except InvalidValue as error:
                raise InvalidFile(f"row {row['_row']}: {error}") from error
        return cls(tuple(found))

    def write(self, path: str | Path) -> None:
        """Write the judgements as CSV, or as Excel (.xlsx) with ``conflictlog[excel]``."""
        write_sheet(self.to_frame(), path)

    @classmethod
    def read(cls, path: str | Path) -> Ledger:
        """Read judgements from CSV or Excel (.xlsx): a ledger, or a review or sheet filled in.

        Raises
        ------
        FileNotReadable
            Where there is no such file.
        InvalidFile
            Where a column is missing, or a verdict is none.
        """
        return cls.from_frame(read_table(path))


def as_ledger(given: Ledger | Iterable[Judgement] | pl.DataFrame | str | Path | None) -> Ledger:
    """Take a ledger, judgements, a table or a path."""
    if given is None:
        return Ledger()
    if isinstance(given, Ledger):
        return given
    if isinstance(given, pl.DataFrame):
        return Ledger.from_frame(given)
    if isinstance(given, str | Path):
        return Ledger.read(given)
    listed = tuple(given) if isinstance(given, Iterable) else ()
    if not isinstance(given, Iterable) or not all(isinstance(each, Judgement) for each in listed):
        raise InvalidValue(
            f"judgements are {given!r}",
            expected="a Ledger, its file, a table, or Judgement values in a list",
            remedy="write judgements=[Judgement(a=('ged', 'GED:1'), b=('acled', 'UKR7'), "
            "verdict='same')]",
        )
    return Ledger(listed)
