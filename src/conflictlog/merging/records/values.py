"""`Records`: what is compared, as arrays; values that repeat are codes into tables."""

from __future__ import annotations

from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

__all__ = ["NO_DAY", "PRECISION_CLASSES", "Codes", "Days", "Records", "Sets", "Words"]

Codes = NDArray[np.int32]
Days = NDArray[np.int32]

#: The day of a record that has none.
NO_DAY: Final = np.int32(-(2**31))

#: How exactly points are known: the strata of the tables of distance.
PRECISION_CLASSES: Final = ("exact", "near", "settlement", "district", "none")


@attrs.frozen(kw_only=True, eq=False)
class Sets:
    """Sets of words, each distinct set once; a record holds a code, -1 for none.

    Parameters
    ----------
    codes
        One a record.
    sets
        By code: the words of the set, as codes, sorted.
    words
        By code: the word, folded.
    share
        By word: the share of records that hold it.
    """

    codes: Codes
    sets: tuple[tuple[int, ...], ...]
    words: tuple[str, ...]
    share: NDArray[np.float64]

    @property
    def phrases(self) -> tuple[str, ...]:
        """By code: the words of the set in one text, which is the same for every log."""
        return tuple("; ".join(self.words[word] for word in each) for each in self.sets)

    def taken(self, rows: NDArray[np.intp]) -> Sets:
        """Give the same for some records; shares stay those of all."""
        return attrs.evolve(self, codes=self.codes[rows])


@attrs.frozen(kw_only=True, eq=False)
class Words:
    """The words of texts, one text after another.

    Parameters
    ----------
    codes
        The text of each record; -1 for none.
    start
        Where each text begins in `words`, and where the last ends.
    words, weights
        The words of each text as codes, sorted; and what each weighs: the log of how few say it.
    norm
        By text: the length of its vector of weights.
    """

    codes: Codes
    start: NDArray[np.int64]
    words: Codes
    weights: NDArray[np.float64]
    norm: NDArray[np.float64]

    def taken(self, rows: NDArray[np.intp]) -> Words:
        """Give the same for some records; weights stay those of all."""
        return attrs.evolve(self, codes=self.codes[rows])


@attrs.frozen(kw_only=True, eq=False)
class Records:
    """The records of one or several logs.

    Parameters
    ----------
    logs
        Names of the logs, by code.
    log
        The log of each record.
    ids
        The id of each record, unique in its log.
    sources
        Names of the lists that the records stand in, by code: the logs, or where there is one log,
        the data sets in it whose rows are events.
    source
        The list of each record.
    listed
        Whether the records are rows of lists of events, in which one incident mostly has one row;
        else they are reports, of which an incident has as many as it has.
    excluder
        Records of one number exclude one another: they are never one event. -1: excludes nobody.
    xyz
        Unit vectors, shape (n, 3); nan without a point.
    radius_km, level
        The radius, and the index into `PRECISION_CLASSES`.
    first, last
        Local days since 1970-01-01, closed; `NO_DAY` without a time.
    lasts
        Local days that it lasted at the least: what is known to a window of days lasted one.
    country
        A code; -1 for none.
    kind
        A code into `kinds`; -1 for none.
    actors, sides, types, parts, places, areas, methods, contexts, targets, outlets, links
        Sets of folded names and links. Sides are the states or movements that the actors belong
        to, types what sort of actor they are, parts who began it and against whom; areas are the
        first and second divisions of the places.
    texts
        What is said in words.
    killed, injured
        The numbers of dead and injured; nan where nobody says.
    counts
        Other numbers, each as a word: its name, its scope and itself.
    published
        The day; `NO_DAY` where not said.
    copy
        Records of one number tell the same in one list: they do not compete, and count once.
        All differ unless told.
    """

    logs: tuple[str, ...]
    log: NDArray[np.int16]
    ids: NDArray[np.object_]
    sources: tuple[str, ...]
    source: NDArray[np.int16]
    listed: bool
    excluder: Codes
    xyz: NDArray[np.float64]
    radius_km: NDArray[np.float64]
    level: NDArray[np.int8]
    first: Days
    last: Days
    lasts: Days
    country: Codes
    kind: Codes
    kinds: tuple[str, ...]
    actors: Sets
    sides: Sets
    types: Sets
    parts: Sets
    places: Sets
    areas: Sets
    methods: Sets
    contexts: Sets
    targets: Sets
    outlets: Sets
    links: Sets
    texts: Words
    killed: NDArray[np.float64]
    injured: NDArray[np.float64]
    counts: Sets
    published: Days
    copy: Codes = attrs.field(
        default=attrs.Factory(
            lambda self: np.arange(len(self.log), dtype=np.int32), takes_self=True
        )
    )

    def __len__(self) -> int:
        return len(self.log)

    @property
    def linkable(self) -> NDArray[np.bool_]:
        """Whether a record can meet another: it has a time, and a point, a place or a country."""
        somewhere = ~np.isnan(self.xyz[:, 0]) | (self.places.codes >= 0) | (self.country >= 0)
        found: NDArray[np.bool_] = somewhere & (self.first != NO_DAY)
        return found

    def groups(self) -> NDArray[np.int64]:
        """Give the smallest row of each record's copies."""
        _, first, at = np.unique(self.copy, return_index=True, return_inverse=True)
        found: NDArray[np.int64] = first[at.reshape(-1)]
        return found

    def copies(self) -> NDArray[np.int64]:
        """Give how many rows tell the same as each record, itself among them."""
        _, at, sizes = np.unique(self.copy, return_inverse=True, return_counts=True)
        found: NDArray[np.int64] = sizes[at.reshape(-1)]
        return found

    def rows(self) -> dict[tuple[str, str], int]:
        """Give the row of each record by the name of its log and its id."""
        named = zip((self.logs[log] for log in self.log), self.ids.tolist(), strict=True)
        return {key: row for row, key in enumerate(named)}

    def taken(self, rows: NDArray[np.intp]) -> Records:
        """Give some of the records; codes stay what they are."""
        whole = {"logs", "kinds", "sources", "listed"}
        changed: dict[str, Any] = {}
        for field in attrs.fields(Records):
            value = getattr(self, field.name)
            if field.name in whole:
                continue
            changed[field.name] = (
                value.taken(rows) if isinstance(value, Sets | Words) else value[rows]
            )
        return attrs.evolve(self, **changed)

    def moved(self, days: NDArray[np.int32]) -> Records:
        """Give the same records at other days: what a decoy is made of."""
        known = self.first != NO_DAY
        told = self.published != NO_DAY
        return attrs.evolve(
            self,
            first=np.where(known, self.first + days, NO_DAY).astype(np.int32),
            last=np.where(known, self.last + days, NO_DAY).astype(np.int32),
            published=np.where(told, self.published + days, NO_DAY).astype(np.int32),
        )
