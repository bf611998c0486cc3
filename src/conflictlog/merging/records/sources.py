"""Where records come from: articles, links, days of publication."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.merging.records.coding import folded
from conflictlog.merging.records.values import NO_DAY
from conflictlog.registry import shipped_registry

__all__ = ["canonical_link", "links_of", "outlets_of", "published_of", "story_of"]

_TRACKERS = (
    r"[?&](?:utm_[^=&#]*|fbclid|gclid|yclid|igshid|mc_[ce]id|ref(?:_src|_url)?|s|t|single)=[^&#]*"
)


def canonical_link(url: pl.Expr) -> pl.Expr:
    """Give one spelling to links of one page: posts by their number, trackers off.

    Examples
    --------
    >>> told = [
    ...     "https://twitter.com/a/status/12?s=20",
    ...     "http://www.x.com/b/status/12",
    ...     "https://t.me/s/war/7?single",
    ...     "https://www.bbc.co.uk/news/1/?utm_source=x#top",
    ... ]
    >>> pl.DataFrame({"url": told}).select(canonical_link(pl.col("url")))["url"].to_list()
    ['x/12', 'x/12', 't.me/war/7', 'bbc.co.uk/news/1']
    """
    bare = (
        url.str.strip_chars()
        .str.replace(r"^(?i)https?://", "")
        .str.replace(r"^(?i)(?:www|m|mobile|amp)\.", "")
        .str.replace(r"#.*$", "")
        .str.replace(r"\?single$", "")
        .str.replace_all(_TRACKERS, "")
        .str.replace(r"^([^?]*)&", "${1}?")
        .str.strip_chars_end("/?")
    )
    host = bare.str.extract(r"^([^/?]*)", 1)
    whole = host.str.to_lowercase() + bare.str.slice(host.str.len_chars())
    post = bare.str.extract(r"^(?i)(?:twitter|x)\.com/[^?]*/status(?:es)?/(\d+)", 1)
    channel = bare.str.replace(r"^(?i)(?:t|telegram)\.me/(?:s/)?", "t.me/")
    return (
        pl.when(post.is_not_null())
        .then(pl.format("x/{}", post))
        .when(channel.str.starts_with("t.me/"))
        .then(channel.str.to_lowercase())
        .otherwise(whole)
    )


def outlets_of(reports: pl.DataFrame) -> pl.DataFrame:
    """Give the outlets by the registry's names: two spellings of one are one.

    Examples
    --------
    >>> outlets_of(pl.DataFrame({"row": [0, 1], "outlet": ["ITAR-TASS", "Tass"]}))["word"].to_list()
    ['tass', 'tass']
    """
    known = shipped_registry()
    distinct = reports["outlet"].drop_nulls().unique()
    names = {name: known.canonical_outlet(name) for name in distinct.to_list()}
    called = pl.col("outlet").replace_strict(names, return_dtype=pl.String)
    return reports.select("row", word=folded(called))


def links_of(frame: pl.DataFrame) -> pl.DataFrame:
    """Give what ties records together: pages, wire stories, ids that they name as the same."""
    table = _reports(
        frame,
        url=("source", "url"),
        archived=("source", "archived_url"),
        wire=("source", "wire"),
        title=("source", "title"),
        id=("id",),
        named=("derived_from",),
    )
    wire = pl.format("wire {} {}", folded(pl.col("wire")), folded(pl.col("title")))
    same = pl.col("links").list.eval(
        pl.when(pl.element().struct.field("type") == "same_as").then(
            pl.element().struct.field("target")
        )
    )
    events = frame.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), "id", same=same)
    named = pl.concat(
        [
            table.select("row", "named").explode("named").select("row", word=_report("named")),
            events.explode("same").select("row", word=_event("same")),
        ]
    ).drop_nulls()
    pages = [
        table.drop_nulls(name).select("row", word=canonical_link(pl.col(name)))
        for name in ("url", "archived")
    ]
    wires = table.drop_nulls("wire").select("row", word=wire)
    return pl.concat([*pages, wires, named, _own_ids(table, events, named["word"])])


def _own_ids(table: pl.DataFrame, events: pl.DataFrame, named: pl.Series) -> pl.DataFrame:
    """Give ids where somebody names them, or where two rows hold the very same report."""
    ids = [(table.select("row", "id"), _report), (events.select("row", "id"), _event)]
    if named.is_empty() and not any(held["id"].is_duplicated().any() for held, _ in ids):
        return events.clear().select("row", word=pl.col("id"))
    own = pl.concat([held.select("row", word=written("id")) for held, written in ids])
    return own.filter(pl.col("word").is_in(named.implode()) | pl.col("word").is_duplicated())


def _report(name: str) -> pl.Expr:
    return pl.format("report {}", name)


def _event(name: str) -> pl.Expr:
    return pl.format("event {}", name)


def story_of(frame: pl.DataFrame) -> NDArray[np.int64]:
    """Give the article of each record a number; -1 for none, or where it has several reports."""
    table = _reports(
        frame,
        url=("source", "url"),
        outlet=("source", "outlet"),
        title=("source", "title"),
        published=("source", "published"),
    )
    named = pl.col("title").is_not_null() & pl.col("outlet").is_not_null()
    key = pl.coalesce(
        canonical_link(pl.col("url")),
        pl.when(named).then(
            pl.concat_str("outlet", "title", pl.col("published").fill_null(""), separator="\x1f")
        ),
    )
    alone = table.with_columns(key=key).filter(pl.len().over("row") == 1).drop_nulls("key")
    found = np.full(frame.height, -1, np.int64)
    found[alone["row"].to_numpy()] = alone["key"].rank("dense").cast(pl.Int64).to_numpy()
    return found


def published_of(frame: pl.DataFrame) -> NDArray[np.int32]:
    """Give the first day on which a record was published."""
    table = _reports(frame, published=("source", "published"))
    day = pl.col("published").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    told = table.select("row", day=day.cast(pl.Int32)).drop_nulls()
    first = told.group_by("row").agg(pl.col("day").min())
    found = np.full(frame.height, NO_DAY, np.int32)
    found[first["row"].to_numpy()] = first["day"].to_numpy()
    return found


def _reports(frame: pl.DataFrame, **fields: tuple[str, ...]) -> pl.DataFrame:
    """Give some fields of every report, flat, with the row of its event."""
    lists = []
    for name, path in fields.items():
        value = pl.element()
        for field in path:
            value = value.struct.field(field)
        lists.append(pl.col("reports").list.eval(value).alias(name))
    numbered = frame.lazy().with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"))
    filled = numbered.filter(pl.col("reports").list.len() > 0).select("row", *lists)
    return filled.explode(*fields).collect(engine="in-memory")
