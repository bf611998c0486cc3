"""What a reader meets on its way: collected into `log.problems`, or raised at once."""

from __future__ import annotations

import warnings
from typing import Literal, get_args

import attrs
import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.progress import clear
from conflictlog.keywords import one_of
from conflictlog.log import EventLog, Problem, problem_frame
from conflictlog.log.combining import number_twins
from conflictlog.log.problems import PROBLEM_SCHEMA
from conflictlog.report import Dataset
from conflictlog.schema import decode_events

__all__ = ["Errors", "Findings", "ProblemsWarning", "check_errors"]

Errors = Literal["collect", "raise"]


class ProblemsWarning(UserWarning):
    """Some rows of a file had faults; ``log.problems`` lists them."""


def check_errors(errors: object) -> None:
    """Refuse any other word than "collect" and "raise"."""
    one_of("errors", errors, get_args(Errors))


@attrs.define
class Findings:
    """The problems of one file, as its reader meets them.

    With ``errors="raise"`` the first row that cannot be kept raises `InvalidFile`; what is
    kept with a flaw is listed either way.
    """

    file: str
    errors: str = "collect"
    items: list[Problem] = attrs.field(factory=list)
    _laid: list[pl.DataFrame] = attrs.field(factory=list, init=False)

    def add(
        self,
        row: int,
        problem: str,
        *,
        column: str | None = None,
        value: object = None,
        hint: str = "",
        outcome: Literal["kept", "rejected"] = "rejected",
    ) -> None:
        """Note one problem of one row; see `conflictlog.log.Problem`."""
        if self.errors == "raise" and outcome == "rejected":
            where = f", {column}" if column else ""
            raise InvalidFile(
                f"{self.file}, row {row}{where}: {problem}",
                remedy=hint or 'errors="collect" skips such rows and lists them',
            )
        text = None if value is None else str(value)
        self.items.append(
            Problem(
                file=self.file,
                row=row,
                column=column,
                value=text,
                problem=problem,
                hint=hint,
                outcome=outcome,
            )
        )

    def add_all(self, faults: pl.DataFrame) -> None:
        """Note problems that stand in columns already: row, column, value, problem and so on."""
        rejected = faults.filter(pl.col("outcome") == "rejected")
        if self.errors == "raise" and rejected.height:
            self.add(**rejected.row(0, named=True))
        named = faults.with_columns(pl.lit(self.file).alias("file"))
        # In the order in which they were noted.
        self._laid += [problem_frame(self.items), named.select(list(PROBLEM_SCHEMA))]
        self.items.clear()

    def laid_out(self) -> pl.DataFrame:
        """Give everything that was noted, in columns and in its order."""
        return pl.concat([*self._laid, problem_frame(self.items)])

    def note_encoding(self, encoding: str, *, guessed: bool) -> None:
        """List that nothing but its letters told what a file is written in."""
        if guessed:
            self.add(
                0,
                f"nothing says which encoding the file is in: read as {encoding}",
                hint=f"look at its accents and quotes; encoding={encoding!r} says that it is right",
                outcome="kept",
            )

    def make_log(
        self,
        frame: pl.DataFrame,
        rows: list[int],
        datasets: tuple[Dataset, ...] = (),
        records: pl.DataFrame | None = None,
    ) -> EventLog:
        """Make the log, with one warning where there were problems.

        Parameters
        ----------
        frame
            Columns of the log's schema; one id may occur twice.
        rows
            The row of the file where each event stands.
        datasets
            The data sets that the events come from.
        records
            The raw rows, where they are kept.
        """
        frame = self._one_event_an_id(frame, rows)
        log = EventLog.from_frame(
            frame, datasets=datasets, problems=self.laid_out(), records=records
        )
        self.warn()
        return log

    def _one_event_an_id(self, frame: pl.DataFrame, rows: list[int]) -> pl.DataFrame:
        """Keep equal events once, and events of one id but another content under new ids."""
        if frame["id"].n_unique() == frame.height:
            return frame
        numbered = frame.with_columns(pl.Series("_row", rows, dtype=pl.Int64))
        twins = numbered.filter(frame["id"].is_duplicated())
        seen: dict[str, list[object]] = {}
        equal = []
        for event, row in zip(decode_events(twins.drop("_row")), twins["_row"], strict=True):
            known = seen.setdefault(event.id, [])
            if event in known:
                equal.append(row)
            known.append(event)
        numbered = numbered.filter(~pl.col("_row").is_in(equal))
        renamed, _ = number_twins(numbered)
        changed = (renamed["id"] != numbered["id"]).arg_true()
        for index in changed:
            old, new = numbered["id"][index], renamed["id"][index]
            self.add(
                numbered["_row"][index],
                f"the id {old!r} stands for another event already",
                column="id",
                value=old,
                hint=f"read as {new!r}; give it an id of its own",
                outcome="kept",
            )
        return renamed.drop("_row")

    def warn(self) -> None:
        """Warn once, with counts, where there is something to list."""
        noted = self.laid_out()
        if noted.is_empty():
            return
        refused = noted.filter(pl.col("outcome") == "rejected")
        rejected = refused["row"].n_unique()
        # A rejected row is not kept, whatever else is wrong with it; row 0 is the whole file.
        flawed = noted.filter(pl.col("row") > 0, ~pl.col("row").is_in(refused["row"].implode()))
        kept = flawed["row"].n_unique()
        remarks = noted.filter(pl.col("row") == 0).height
        counts = [
            f"{count} row{'' if count == 1 else 's'} {what}"
            for count, what in ((rejected, "rejected"), (kept, "kept with a flaw"))
            if count
        ]
        if remarks:
            counts.append(f"{remarks} remark{'' if remarks == 1 else 's'} on the whole file")
        first = Problem(**(noted if refused.is_empty() else refused).row(0, named=True))
        clear()  # the warning may go to the line where the bar stands
        where = ", ".join(filter(None, (f"row {first.row}" * (first.row > 0), first.column)))
        told = f"{where}: {first.problem}" if where else first.problem
        warnings.warn(
            f"{self.file}: {', '.join(counts)}; first: {told}; see log.problems",
            ProblemsWarning,
            stacklevel=5,
        )
