"""What a report is about: the classes that a model gave it, by flags and probabilities.

A flag is the probability cut at a threshold of its own, from .001 to .999: a probability of
one class says nothing beside that of another, and is none that the event took place. Both are
kept as given, and no confidence follows from them. Columns and classes are those that the README of
VIINA describes, versions 1 and 2 (github.com/zhukovyuri/VIINA).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import attrs
import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.building import (
    Part,
    actor,
    actors,
    facet,
    joined,
    looked_up,
    rating,
    ratings,
)
from conflictlog.formats.delimited import Table, read_table
from conflictlog.formats.findings import Findings
from conflictlog.formats.viina.columns import LABELS, class_of
from conflictlog.kinds import crosswalk, parse_kind

__all__ = ["Classes", "classes_of", "with_labels", "with_own_labels"]

_SIDES: Final = {
    "a_rus": ("Russian or Russian-aligned armed forces", "RUS"),
    "a_ukr": ("Ukrainian or Ukrainian-aligned armed forces", "UKR"),
    "a_civ": ("Civilians", None),
    "a_other": ("Third party", None),
}
_TRUE: Final = ("1", "1.0", "true")


def with_labels(table: Table, path: Path, member: str | None, findings: Findings) -> Table:
    """Join the classes of event_labels to their events.

    Raises
    ------
    InvalidFile
        Where the file holds no classes.
    """
    labels = read_table(path, LABELS, member=member)
    found = _classes(labels.written)
    if not found:
        raise InvalidFile(
            f"{labels.file} holds no classes",
            expected="VIINA's event_labels, with t_mil_b and its like",
            remedy="labels= takes the file event_labels beside event_info",
        )
    labels.note(findings)
    rows = labels.rows.select("event_id", *(pl.col(name).alias(low) for name, low in found.items()))
    once = rows.unique("event_id", keep="first", maintain_order=True)
    ids = table.rows["event_id"].drop_nulls().unique()
    unknown = once.height - once.filter(pl.col("event_id").is_in(ids.implode())).height
    unlabelled = table.rows.filter(~pl.col("event_id").is_in(once["event_id"].implode())).height
    for count, what in (
        (rows.height - once.height, "rows of an id that has labels already: the first count"),
        (unknown, "rows of events that are not in event_info: not used"),
        (unlabelled, "events without a row in event_labels: kept without a kind"),
    ):
        if count:
            hint = "take both files of one year and one download"
            findings.add(0, f"{labels.file}: {count} {what}", hint=hint, outcome="kept")
    united = table.rows.join(once, on="event_id", how="left", maintain_order="left")
    return attrs.evolve(table, rows=united)


def with_own_labels(table: Table) -> Table:
    """Take the classes that stand in the table itself, as in VIINA 1."""
    found = _classes(table.raw.columns)
    own = table.raw.select(pl.col(name).alias(own) for name, own in found.items())
    return attrs.evolve(table, rows=table.rows.hstack(own))


def _classes(names: Iterable[str]) -> dict[str, str]:
    """Give the columns of classes, with one name each for whatever version: t_mil_b, t_mil_pred."""
    told = {name: class_of(name) for name in names}
    return {name: "_".join(found) for name, found in told.items() if found is not None}


@attrs.frozen
class Classes:
    """The classes that columns hold, as expressions on their flags."""

    flags: dict[str, pl.Expr]
    odds: tuple[str, ...]

    def kind(self) -> Part:
        """Give the kinds of all classes that are set: any of them."""
        table = crosswalk("viina")
        kinds = [
            pl.when(flag).then(pl.lit(table.kind_of(name)))
            for name, flag in self.flags.items()
            if table.kind_of(name) is not None
        ]
        if not kinds:
            return Part(value=pl.lit(None, pl.String))
        words = pl.concat_str(kinds, separator="|", ignore_nulls=True)
        known = pl.when(words.str.len_bytes() > 0).then(words)
        return Part(value=looked_up(known, parse_kind))

    def initiators(self) -> Part | None:
        """Give who began; where the table tells parties from initiators, as it tells them."""
        told = any(name.endswith("_init") for name in self.flags)
        parts = []
        for name, (who, land) in _SIDES.items():
            begun = self.flags.get(f"{name}_init")
            taking = self.flags.get(name)
            known = [flag for flag in (begun, taking) if flag is not None]
            if not known:
                continue
            there = pl.any_horizontal(known)
            acting = begun if told else taking
            first = pl.lit(value=False) if acting is None else acting
            role = pl.when(first).then(pl.lit("initiator")).otherwise(pl.lit("party"))
            cell = pl.when(there).then(pl.lit(who))
            parts.append(actor(cell, role=role, country=pl.lit(land, pl.String)))
        return actors(*parts) if parts else None

    def names(self) -> Part:
        """Give all classes that are set, as a facet."""
        cells = [pl.when(flag).then(pl.lit(name)) for name, flag in sorted(self.flags.items())]
        if not cells:
            return facet("viina_classes", pl.lit(None, pl.String))
        value = pl.concat_list(cells).list.drop_nulls()
        return facet("viina_classes", Part(value=value, several=True))

    def rated(self) -> Part | None:
        """Give the probability of each class that is set, as the model wrote it."""
        parts = [
            rating(f"x-viina-{name}", pl.when(self.flags[name]).then(pl.col(f"{name}_pred")))
            for name in self.odds
        ]
        return joined(parts, ratings(*parts).value) if parts else None


def classes_of(rows: pl.DataFrame) -> Classes:
    """Find the classes of a table by the names of its columns."""
    found = [told for told in map(class_of, rows.columns) if told is not None]
    flags, odds = ({name for name, held in found if held == what} for what in ("b", "pred"))
    return Classes(
        {
            name: pl.col(f"{name}_b").str.to_lowercase().is_in(list(_TRUE)).fill_null(value=False)
            for name in sorted(flags)
        },
        tuple(sorted(flags & odds)),
    )
