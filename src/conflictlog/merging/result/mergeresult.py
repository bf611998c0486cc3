"""`MergeResult`: a merge that explains itself and can be changed, each change giving a new one."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs
import numpy as np
import polars as pl
from numpy.typing import NDArray

from conflictlog.errors import InvalidValue, UnknownId, nearest_hint
from conflictlog.log import EventLog
from conflictlog.merging.decoy import Decoy
from conflictlog.merging.judging import Judgement, Ledger, Settled, Verdict, settle
from conflictlog.merging.judging.ledger import Key, as_ledger
from conflictlog.merging.model import MatchModel
from conflictlog.merging.records import Records
from conflictlog.merging.result.coding import CoderScores, coder_scores, coder_sheet
from conflictlog.merging.result.counting import count_table
from conflictlog.merging.result.differing import disagreement
from conflictlog.merging.result.explaining import explain
from conflictlog.merging.result.matching import match_table, review_table
from conflictlog.merging.result.nesting import episode_table, part_links, parts_apart
from conflictlog.merging.result.picturing import MergePlotter
from conflictlog.merging.result.reporting import MergeReport, report_of
from conflictlog.merging.result.wholes import named_clusters, united_log
from conflictlog.merging.scoring import level_of
from conflictlog.merging.steps import Candidates, Scored, cluster
from conflictlog.merging.uniting import Policies, parted

__all__ = ["MergeResult"]


@attrs.frozen(kw_only=True, eq=False)
class MergeResult:
    """Which records are one event, why, and the log that they make.

    Made by `conflictlog.merge`. Nothing in it changes: `confirm`, `reject`, `unsure`, `split` and
    `undo` each give a new result, whose clusters follow from the scores and the ledger alone.

    Parameters
    ----------
    inputs
        The logs by name.
    model
        The model, as it was adapted.
    records, candidates, scored, copies
        What was compared, the pairs, their log-odds, and groups of copies.
    ledger, settled
        Judgements, and what they settle.
    labels
        The cluster of each record, as the smallest record in it.
    decoy
        How many links chance would make; None where it was not asked for, or the days are too few.
    threshold, policies
        As asked for; policies by field.
    preference
        Names of the logs in the order in which they were given.
    many
        Names of those of which several rows may be one event.

    Examples
    --------
    >>> from conflictlog.merging import merge
    >>> from conflictlog.testing import generate
    >>> one, other = generate(100, seed=5, style="sparse", sources=2).logs.values()
    >>> both = merge(one, other)
    >>> pair = both.matches.row(0, named=True)
    >>> apart = both.reject(pair["id_a"], pair["id_b"], who="desk", why="another street")
    >>> len(apart.log) > len(both.log), len(apart.undo().log) == len(both.log)
    (True, True)
    """

    inputs: Mapping[str, EventLog]
    model: MatchModel
    records: Records
    candidates: Candidates
    scored: Scored
    copies: NDArray[np.int64]
    ledger: Ledger
    settled: Settled
    labels: NDArray[np.int64]
    decoy: Decoy | None
    threshold: float
    policies: Policies
    preference: tuple[str, ...]
    many: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"<MergeResult {len(self.records)} records, {len(np.unique(self.labels))} events>"

    def __str__(self) -> str:
        return str(self.report())

    # ----------------------------------------------------------------- what it found

    @functools.cached_property
    def log(self) -> EventLog:
        """The merged log: a cluster is an event with the reports of all its members."""
        return united_log(self, self.labels)

    @functools.cached_property
    def clusters(self) -> pl.DataFrame:
        """One row a record: its log, its id, and the id of the event that it belongs to."""
        return named_clusters(self.records, self.labels)

    @functools.cached_property
    def matches(self) -> pl.DataFrame:
        """One row a pair that may be one event: probability, bits by comparison, decision."""
        return match_table(self)

    @functools.cached_property
    def counts(self) -> pl.DataFrame:
        """One row for each event, count and scope: the number that the policy takes.

        Columns best, low and high are what one report states, of the member named; never a mean
        or a sum of several. lowest and highest are the bounds over all members. Under "agreed" the
        number is null where they differ.
        """
        return count_table(self)

    @functools.cached_property
    def episodes(self) -> pl.DataFrame:
        """Rows that may be parts of a longer episode that another log has in one row.

        One row a pair: whole_log, whole, part_log, part, probability and why. They are proposals
        and change nothing; `linked` gives the log with the links. Rows of a log whose cardinality
        is "many" are merged with what they are a part of, and are not listed.
        """
        return episode_table(self)

    def linked(self, least: float = 0.5) -> EventLog:
        """Give the merged log with ``part_of`` links from parts to the episodes that hold them.

        A part and its whole are two events there, so that sums take leaves or wholes and never
        both. `originals` of it is as before, and single rows keep their links.

        Parameters
        ----------
        least
            The probability from which a proposed part is linked.

        Examples
        --------
        >>> from conflictlog.merging import merge
        >>> from conflictlog.testing import generate
        >>> both = merge(*generate(400, seed=5, style="sparse", sources=2).logs.values())
        >>> len(both.linked()) >= len(both.log), both.episodes.columns[:4]
        (True, ['whole_log', 'whole', 'part_log', 'part'])
        """
        found = self.episodes.filter(pl.col("probability") >= least)
        if found.is_empty():
            return self.log
        labels = parts_apart(self, found)
        log = united_log(self, labels)
        frame = part_links(
            log.frame, found, named_clusters(self.records, labels), self.records.lasts
        )
        return EventLog.from_frame(
            frame, datasets=log.datasets, problems=log.problems, records=log.records
        )

    def explain(self, a: str, b: str) -> str:
        """Say why two records are, or are not, one event; in bits of evidence.

        Parameters
        ----------
        a, b
            Ids.

        Raises
        ------
        UnknownId
            Where no log holds an id.
        InvalidValue
            Where the two are one.
        """
        if a == b:
            raise InvalidValue(
                f"explain() of {a!r} and itself",
                expected="two records",
                remedy="give the ids of two records",
            )
        return explain(self, self.row(a), self.row(b))

    @property
    def plot(self) -> MergePlotter:
        """Pictures of the merge: ``result.plot.matches()``, ``result.plot.waterfall(a, b)``."""
        return MergePlotter(self)

    def disagreement(self) -> pl.DataFrame:
        """Say, field by field, how far the members of one event differ."""
        return disagreement(self)

    def report(self) -> MergeReport:
        """Sum up what was linked, what could not be, and how dense the data are."""
        return report_of(self)

    # ----------------------------------------------------------------- a person's part

    def review(self, n: int = 50) -> pl.DataFrame:
        """Give the most doubtful pairs first, with columns for a verdict, to be filled in.

        Write it with `conflictlog.merging.write_sheet` (.csv, .xlsx), fill ``verdict`` with same,
        different or unsure, and give the file or the table to `judged`.

        Raises
        ------
        InvalidValue
            Where `n` is no whole number, or below 0.
        """
        if isinstance(n, bool) or not isinstance(n, int) or n < 0:
            raise InvalidValue(
                f"review() was asked for {n!r} pairs",
                expected="a whole number, 0 or more",
                remedy="write review(20)",
            )
        return review_table(self, n)

    def sheet(self, n: int = 100, *, seed: int) -> pl.DataFrame:
        """Draw links and near misses for a coder, in random order and without the decision.

        Equal numbers come from each stratum of decision and probability; `coder_scores` puts
        their true weights back. Write it with `conflictlog.merging.write_sheet`.

        Parameters
        ----------
        n
            How many pairs.
        seed
            Of the draw: the same seed gives the same sheet.

        Examples
        --------
        >>> from conflictlog.merging import merge
        >>> from conflictlog.testing import generate
        >>> both = merge(*generate(100, seed=5, style="sparse", sources=2).logs.values())
        >>> sheet = both.sheet(10, seed=1)
        >>> sheet.height, "decision" in sheet.columns
        (10, False)
        """
        return coder_sheet(self, n, seed)

    def coder_scores(self, *sheets: pl.DataFrame | str | Path) -> CoderScores:
        """Score the merge by a sheet that a coder filled in, or by two coders' sheets.

        Parameters
        ----------
        *sheets
            One or two; tables, or paths to CSV or Excel. Where two coders differ on a pair, it
            counts half.

        Returns
        -------
        CoderScores
            Precision, recall and F1, weighted by strata; Cohen's kappa of two coders.
        """
        return coder_scores(self, sheets)

    def judged(
        self, judgements: Ledger | Iterable[Judgement] | pl.DataFrame | str | Path
    ) -> MergeResult:
        """Add judgements to the ledger: a reviewed table, its file, or values."""
        return self._settled(self.ledger.add(*as_ledger(judgements)))

    def confirm(
        self,
        a: str,
        b: str,
        *,
        who: str | None = None,
        when: str | None = None,
        why: str | None = None,
    ) -> MergeResult:
        """Judge two records to be one event."""
        return self._judge("same", a, b, who=who, when=when, why=why)

    def reject(
        self,
        a: str,
        b: str,
        *,
        who: str | None = None,
        when: str | None = None,
        why: str | None = None,
    ) -> MergeResult:
        """Judge two records to be different events: they are never in one cluster."""
        return self._judge("different", a, b, who=who, when=when, why=why)

    def unsure(
        self,
        a: str,
        b: str,
        *,
        who: str | None = None,
        when: str | None = None,
        why: str | None = None,
    ) -> MergeResult:
        """Note that two records were looked at, and cannot be told."""
        return self._judge("unsure", a, b, who=who, when=when, why=why)

    def split(
        self, id: str, *, who: str | None = None, when: str | None = None, why: str | None = None
    ) -> MergeResult:
        """Take an event apart: all its records are judged different from one another.

        Parameters
        ----------
        id
            The event's id, or that of any of its records.
        """
        head = self.labels[self.row(id)]
        rows = np.flatnonzero(self.labels == head).tolist()
        pairs = [(one, other) for at, one in enumerate(rows) for other in rows[at + 1 :]]
        step = f"split {len(self.ledger) + 1}"
        found = [
            Judgement(
                a=self._key(one),
                b=self._key(other),
                verdict="different",
                who=who,
                when=when,
                why=why,
                step=step,
            )
            for one, other in pairs
        ]
        return self._settled(self.ledger.add(*found))

    def undo(self, *, when: str | None = None) -> MergeResult:
        """Take the last judgement that holds back, or the last split."""
        return self._settled(self.ledger.undone(when=when))

    def originals(self) -> EventLog:
        """Give the merged log taken apart: every event as it was before."""
        return EventLog.from_frame(parted(self.log.frame), datasets=self.log.datasets)

    # ----------------------------------------------------------------- for the rooms below

    def row(self, id: str) -> int:
        """Give the row of a record by its id.

        Raises
        ------
        UnknownId
            Where no log holds it; the nearest are named.
        """
        if not isinstance(id, str) or id not in self._rows:
            raise UnknownId(
                f"no log of this merge holds {id!r}",
                expected="the id of a record",
                remedy=nearest_hint(str(id), list(self._rows)[:10_000])
                or "see result.clusters for all ids",
            )
        return self._rows[id]

    @functools.cached_property
    def _rows(self) -> dict[str, int]:
        return {id: row for row, id in enumerate(self.records.ids.tolist())}

    def _key(self, row: int) -> Key:
        return self.records.logs[self.records.log[row]], self.records.ids[row]

    def _judge(self, verdict: Verdict, a: str, b: str, **note: str | None) -> MergeResult:
        keys = [self._key(self.row(each)) for each in (a, b)]
        return self._settled(
            self.ledger.add(Judgement(a=keys[0], b=keys[1], verdict=verdict, **note))
        )

    def _settled(self, ledger: Ledger) -> MergeResult:
        settled = settle(ledger, self.records.rows(), self.copies)
        labels = cluster(
            self.records,
            self.scored,
            self.model,
            settled.groups,
            threshold=self.threshold,
            apart=settled.apart,
        )
        return attrs.evolve(self, ledger=ledger, settled=settled, labels=labels)

    @property
    def stop(self) -> float:
        """The log-odds at which clusters are joined, in nats."""
        return level_of(self.threshold)
