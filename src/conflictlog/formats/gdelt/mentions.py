"""Mentions: every article that tells of an event, as a report of its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import attrs
import polars as pl

from conflictlog.errors import InvalidFile
from conflictlog.formats.building import (
    Check,
    Part,
    build,
    coded,
    facet,
    facets,
    joined,
    rating,
    ratings,
    source,
)
from conflictlog.formats.delimited import read_table
from conflictlog.formats.gdelt.articles import moment
from conflictlog.formats.gdelt.columns import KEY, layout_of
from conflictlog.formats.opening import look
from conflictlog.formats.options import Reading
from conflictlog.log import EventLog
from conflictlog.report import Dataset

__all__ = ["with_mentions"]

#: What the ids of mentions end in, behind that of their event.
_SUFFIX: Final = "-mention"
_TYPES: Final = {
    "1": "web",
    "2": "citation",
    "3": "core",
    "4": "dtic",
    "5": "jstor",
    "6": "nontextual",
}


def with_mentions(
    log: EventLog, paths: Iterable[Path], reading: Reading, *, dataset: Dataset
) -> EventLog:
    """Add to each event a report for each of its mentions, of whichever file.

    Raises
    ------
    InvalidFile
        Where a file holds no mentions.
    """
    ids = log.frame["id"].str.strip_prefix("GDELT:")
    told = [_read(path, ids, reading, dataset) for path in dict.fromkeys(paths)]
    if not told:
        return log
    found = pl.concat([one.frame.select("id", "reports") for one in told]).explode("reports")
    nth = pl.int_range(1, pl.len() + 1).over("id")
    name = pl.when(nth == 1).then("id").otherwise(pl.format("{}#{}", "id", nth))
    added = (
        found.select(
            pl.col("id").str.strip_suffix(_SUFFIX),
            pl.col("reports").struct.with_fields(id=name).alias("_more"),
        )
        .group_by("id")
        .agg("_more")
    )
    frame = log.frame.join(added, on="id", how="left", maintain_order="left")
    # The reports of an event have one order, by their ids: GDELT's own is the shortest.
    more = pl.col("_more").list.eval(pl.element().sort_by(pl.element().struct.field("id")))
    both = pl.when(pl.col("_more").is_not_null()).then(pl.concat_list("reports", more))
    return EventLog.from_frame(
        frame.with_columns(pl.coalesce(both, "reports").alias("reports")).drop("_more"),
        datasets=log.datasets,
        problems=pl.concat([log.problems, *(one.problems for one in told)]),
        records=log.records,
    )


def _read(path: Path, ids: pl.Series, reading: Reading, dataset: Dataset) -> EventLog:
    """Read one file: under the id of each event, its mentions."""
    found = layout_of(look(path).first_line)
    if found is None or found[0] != "mentions":
        raise InvalidFile(
            f"{path.name} holds {'events' if found else 'no mentions of GDELT'}",
            expected="mentions: 16 columns, named 20180101000000.mentions.CSV",
            remedy="read events by their own path, and give their mentions as mentions=",
        )
    table = read_table(path, found[1], encoding=reading.encoding)
    absent = Check(
        column=KEY,
        where=pl.col(KEY).is_not_null() & ~pl.col(KEY).is_in(ids.implode()),
        problem="the file of events has none of this id",
        hint="read the events of the day when it was first coded as well",
        outcome="rejected",
    )
    return build(
        table,
        reading.findings(table),
        dataset=dataset,
        reports=_report(),
        key=pl.format(f"{{}}{_SUFFIX}", KEY).alias(KEY),
        rows_are="reports",
        checks=(absent,),
    )


def _report() -> dict[str, Part]:
    seen = moment("MentionTimeDate")
    web = pl.col("MentionType") == "1"
    address = pl.col("MentionIdentifier")
    outlet = source(
        pl.coalesce("MentionSourceName", pl.lit("GDELT")),
        url=pl.when(web).then(address),
        title=pl.when(~web).then(address),
        retrieved=seen.value,
    )
    kind = coded("MentionType", _TYPES)
    language = pl.col("MentionDocTranslationInfo").str.extract(r"srclc:\s*([a-z]{2,3})", 1)
    return {
        "source": joined([seen], outlet.value),
        "facets": facets(
            facet("mention_type", attrs.evolve(kind, several=False)),
            facet("sentence", "SentenceID"),
            facet("translated_from", language),
        ),
        "ratings": ratings(rating("gdelt-confidence", "Confidence")),
    }
