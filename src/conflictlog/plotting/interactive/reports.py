"""Who says what of each event, as columns for a page."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

import polars as pl

from conflictlog.markup import tidy
from conflictlog.report import Estimate

__all__ = ["counts_in_words", "link", "report_columns"]

_COUNT = ("name", "best", "low", "high", "unit", "scope", "text", "rounded")
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f-\x9f\"'<>\\^`{|}\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def link(url: str | None) -> str:
    """Give an address that a page may link to; "" for all but plain http and https.

    Examples
    --------
    >>> link("https://example.org/a?b=1"), link("javascript:alert(1)"), link("https://")
    ('https://example.org/a?b=1', '', '')
    """
    if not url or _UNSAFE.search(url) or not url.isprintable():
        return ""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and (parts.port is None or parts.port >= 0)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and named and "@" not in parts.netloc else ""


def report_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """Give a row a report: `row` of its event, who, where, when, what; in the events' order."""
    r = pl.col("r").struct.field
    flat = (
        frame.lazy()
        .select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), pl.col("reports").alias("r"))
        .explode("r")
        .filter(r("id").is_not_null())
        .select(
            "row",
            r("id").alias("id"),
            r("claimant").struct.field("name").alias("who"),
            r("source").struct.field("outlet").alias("outlet"),
            r("source").struct.field("wire").alias("wire"),
            r("source").struct.field("title").alias("article"),
            r("source").struct.field("url").alias("url"),
            r("source").struct.field("archived_url").alias("archived"),
            r("source").struct.field("published").str.slice(0, 10).alias("published"),
            r("stance").alias("stance"),
            r("about").alias("about"),
            r("interest").alias("interest"),
            r("evidence").list.join(", ").alias("evidence"),
            r("headline").alias("headline"),
            r("quote").alias("quote"),
            r("translation").alias("translation"),
            r("supersedes").alias("supersedes"),
            r("estimates").alias("estimates"),
        )
        .collect()
    )
    old = flat.select("row", id="supersedes").drop_nulls().unique()
    marked = flat.join(
        old.with_columns(pl.lit(value=True).alias("superseded")),
        on=["row", "id"],
        how="left",
        maintain_order="left",
    )
    return marked.with_columns(pl.col("superseded").fill_null(value=False)).drop("supersedes")


def statements(told: list[dict[str, Any]] | None) -> str:
    """Write the counts of one report.

    Examples
    --------
    >>> statements([{"name": "downed", "best": 30.0, "scope": "Kyiv"}])
    'downed 30, Kyiv'
    """
    return "; ".join(_statement(tuple(map(one.get, _COUNT))) for one in told or ())


@functools.lru_cache(maxsize=4096)
def _statement(fields: tuple[Any, ...]) -> str:
    name, *numbers, unit, scope, text, rounded = fields
    best, low, high = (
        int(value) if isinstance(value, float) and value.is_integer() else value
        for value in numbers
    )
    told = Estimate(
        best=best,
        low=low,
        high=high,
        unit=unit,
        scope=scope,
        text=text,
        rounded=bool(rounded),
    )
    return f"{name} {tidy(str(told))}"


def counts_in_words(reports: pl.DataFrame) -> dict[int, str]:
    """Give the span of each count that an event's reports state, scope by scope."""
    told = (
        reports.filter(~pl.col("superseded"))
        .select("row", pl.col("estimates").alias("t"))
        .explode("t")
        .filter(pl.col("t").struct.field("name").is_not_null())
        .unnest("t")
        .with_columns(
            least=pl.min_horizontal("low", "best", "high"),
            most=pl.max_horizontal("low", "best", "high"),
            open=pl.col("best").is_null() & pl.col("high").is_null() & pl.col("low").is_not_null(),
        )
        .group_by("row", "name", "scope")
        .agg(
            pl.col("least").min(),
            pl.col("most").max(),
            pl.col("open").any(),
            pl.col("text").drop_nulls().first(),
        )
        .drop_nulls("least")
        .sort("row", "name", "scope", nulls_last=False)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row, name, scope, least, most, unbounded, text in told.iter_rows():
        span = f"{least:,g}" if least == most else f"{least:,g}-{most:,g}"
        if unbounded and text and not most:  # "none known": "0 or more" would add nothing
            found[row].append(f"{name}: {text}" + (f" ({scope})" if scope else ""))
            continue
        found[row].append(
            f"{name} {span}{' or more' if unbounded else ''}" + (f" ({scope})" if scope else "")
        )
    return {row: tidy("; ".join(words)) for row, words in found.items()}
