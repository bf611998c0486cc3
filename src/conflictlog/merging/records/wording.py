"""What records say in words, less what other comparisons have read of it already."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.merging.records.coding import folded
from conflictlog.merging.records.values import Codes, Words

__all__ = ["words_of"]

#: A word that more of the records say tells nothing, where there are enough of them to say so.
_COMMON = 0.1
_FEW = 50
#: Shorter words, and texts of fewer, tell nothing.
_LETTERS = 3
_LEAST = 3


def words_of(frame: pl.DataFrame, known: pl.DataFrame, kinds: pl.Series) -> Words:
    """Give the words of titles, headlines, quotes, translations and notes.

    A headline that is the title of its source is the heading of an article, which tells of many
    events, and is left out.

    Parameters
    ----------
    frame
        Rows of the schema.
    known
        Row and word (folded) of names that are compared by themselves: places, actors.
    kinds
        The kind of each row.
    """
    texts = pl.concat([_reported(frame), *_own(frame)]).rename({"text": "word"})
    rows = pl.int_range(frame.height, dtype=pl.Int64, eager=True)
    named = pl.concat(
        [
            known.select(pl.col("row").cast(pl.Int64), "word"),
            pl.DataFrame({"row": rows, "word": kinds}),
        ]
    )
    told = _split(texts).filter(
        (pl.col("word").str.len_chars() >= _LETTERS) & ~pl.col("word").str.contains(r"\d")
    )
    spoken = told["word"].unique().sort()
    # Rows are joined by numbers: words of a million texts are few.
    codes = pl.DataFrame({"word": spoken, "code": np.arange(len(spoken), dtype=np.int64)})
    told, names = (
        _by_row(given, tokens.join(codes, on="word"))
        for given, tokens in ((texts, told), (named, _split(named)))
    )
    told = told.join(names, on=["row", "code"], how="anti")
    if frame.height >= _FEW:
        told = told.filter(pl.len().over("code") <= _COMMON * frame.height)
    return _packed(told.filter(pl.len().over("row") >= _LEAST), frame.height)


def _split(texts: pl.DataFrame) -> pl.DataFrame:
    """Give each distinct text with its words."""
    distinct = texts.select(text="word").drop_nulls().unique()
    words = folded(pl.col("text")).str.split(" ")
    return distinct.with_columns(words.alias("word")).explode("word")


def _by_row(texts: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    return (
        texts.join(tokens.select("text", "code"), left_on="word", right_on="text")
        .select("row", "code")
        .unique()
    )


def _reported(frame: pl.DataFrame) -> pl.DataFrame:
    element = pl.element().struct
    fields = {
        "headline": element.field("headline"),
        "heading": element.field("source").struct.field("title"),
        "quote": element.field("quote"),
        "translation": element.field("translation"),
    }
    lists = [pl.col("reports").list.eval(value).alias(name) for name, value in fields.items()]
    flat = (
        frame.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), *lists)
        .filter(pl.col("headline").list.len() > 0)
        .explode(*fields)
    )
    own = pl.col("headline").ne_missing(pl.col("heading"))
    parts = [
        flat.filter(own).select("row", text="headline"),
        *(flat.select("row", text=name) for name in ("quote", "translation")),
    ]
    return pl.concat(parts).drop_nulls()


def _own(frame: pl.DataFrame) -> list[pl.DataFrame]:
    numbered = frame.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), "title", "notes")
    return [numbered.select("row", text=name).drop_nulls() for name in ("title", "notes")]


def _packed(told: pl.DataFrame, height: int) -> Words:
    """Put words by row into two arrays; a word weighs by how few records say it."""
    rows = told["row"].n_unique()
    weighed = told.with_columns(
        (1 + height / pl.len().over("code")).log().alias("weight"),
        (pl.col("row").rank("dense").cast(pl.Int64) - 1).alias("text"),
    ).sort("text", "code")
    text = weighed["text"].to_numpy()
    codes: Codes = np.full(height, -1, np.int32)
    codes[weighed["row"].to_numpy()] = text
    weight: NDArray[np.float64] = weighed["weight"].to_numpy()
    return Words(
        codes=codes,
        start=np.searchsorted(text, np.arange(rows + 1)),
        words=weighed["code"].to_numpy().astype(np.int32),
        weights=weight,
        norm=np.sqrt(np.bincount(text, weight**2, minlength=rows)),
    )
