"""Words by row, made into codes: each distinct set is looked at once, however many rows hold it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from conflictlog.merging.records.values import Codes, Sets

__all__ = ["by_distinct", "code_sets", "code_texts", "folded", "said"]

#: Beginnings of words that say that nothing is known: no two such are one.
_UNKNOWN = (
    r"^(?:unknown|unidentified|unnamed|unspecified|undetermined|not (?:known|said|specified|stated)"
    r"|невідом|неизвестн|невизначен)"
)
#: And whole ones.
_NOTHING = ("", "none", "na", "n a", "other", "other context", "not applicable")


def folded(text: pl.Expr) -> pl.Expr:
    """Fold case, marks and punctuation, so that spellings of one name meet.

    Examples
    --------
    >>> frame = pl.DataFrame({"name": ["Jama'atu  Ahlis-Sunna", "Müller (2000-)"]})
    >>> frame.select(folded(pl.col("name")))["name"].to_list()
    ['jamaatu ahlis sunna', 'muller 2000']
    """
    plain = text.str.normalize("NFKD").str.replace_all(r"\p{M}|['’ʼ`]", "")
    return plain.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()


def said(word: pl.Expr) -> pl.Expr:
    """Give a folded word; null where it says that nothing is known.

    Examples
    --------
    >>> frame = pl.DataFrame({"word": ["police", "unknown actor kenya", "other"]})
    >>> frame.select(said(pl.col("word")))["word"].to_list()
    ['police', None, None]
    """
    return pl.when(~(word.str.contains(_UNKNOWN) | word.is_in(_NOTHING))).then(word)


def by_distinct(texts: pl.Series, *how: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """Do one thing after another to texts, to each distinct one once.

    Examples
    --------
    >>> by_distinct(pl.Series(["Kyiv ", None, "unknown"]), folded, said).to_list()
    ['kyiv', None, None]
    """
    done = pl.col("text")
    for each in how:
        done = each(done)
    table = pl.DataFrame({"text": texts.drop_nulls().unique()}).with_columns(done=done)
    found = pl.DataFrame({"text": texts}).join(table, on="text", how="left", maintain_order="left")
    return found["done"]


def code_texts(texts: pl.Series) -> tuple[Codes, tuple[str, ...]]:
    """Give a code for each text, -1 for none, and the texts by code, sorted."""
    words = texts.drop_nulls().unique().sort()
    table = pl.DataFrame({"text": words, "code": np.arange(len(words), dtype=np.int32)})
    found = pl.DataFrame({"text": texts}).join(table, on="text", how="left", maintain_order="left")
    return found["code"].fill_null(-1).to_numpy().astype(np.int32), tuple(words.to_list())


def code_sets(items: pl.DataFrame, height: int) -> Sets:
    """Make the sets of words of each row from a long table (row, word), rows with none left out."""
    items = items.select(pl.col("row").cast(pl.Int64), pl.col("word").cast(pl.String))
    items = items.filter(pl.col("word").is_not_null() & (pl.col("word") != "")).unique()
    words = items["word"].unique().sort()
    table = pl.DataFrame({"word": words, "at": np.arange(len(words), dtype=np.int64)})
    coded = items.join(table, on="word")
    # Most sets hold one word: only the others need a key of all their words.
    several = coded.filter(pl.len().over("row") > 1)
    alone = coded.join(several.select("row").unique(), on="row", how="anti")
    ones = alone.select("at").unique().sort("at").with_row_index("code")
    rows = several.group_by("row").agg(pl.col("at").sort())
    rows = rows.with_columns(
        key=pl.col("at").list.eval(pl.element().cast(pl.String)).list.join(" ")
    )
    distinct = rows.select("at", "key").unique("key").sort("key")
    distinct = distinct.with_row_index("code", offset=ones.height)
    codes = np.full(height, -1, np.int32)
    for held, known, on in ((alone, ones, "at"), (rows, distinct, "key")):
        found = held.select("row", on).join(known.select(on, "code"), on=on)
        codes[found["row"].to_numpy()] = found["code"].to_numpy().astype(np.int32)
    counts = coded.group_by("at").len("n").sort("at")["n"].to_numpy()
    return Sets(
        codes=codes,
        sets=(
            *((word,) for word in ones["at"].to_list()),
            *(tuple(each) for each in distinct["at"].to_list()),
        ),
        words=tuple(words.to_list()),
        share=counts / max(1, height),
    )
