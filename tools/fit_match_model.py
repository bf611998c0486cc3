"""Fit the shipped match model: ``python tools/fit_match_model.py maverick_kenya_reports.csv``.

MAVERICK Kenya (van Baalen and Höglund, CC BY 4.0) is the labelled data for reports in one log; the
generator, seeds 1 to 3 of each style, for rows of different data sets and for copies. Each fills
the other's tables a little, so that no level is judged by one kind of data alone. The same inputs
give the same file.
"""

from __future__ import annotations

import argparse
import json
import warnings
from pathlib import Path

import attrs
import numpy as np
import polars as pl

from conflictlog.formats import maverick
from conflictlog.log import EventLog
from conflictlog.merging import merge
from conflictlog.merging.comparing import compare
from conflictlog.merging.episodes import part_terms, parts_of
from conflictlog.merging.evaluating import reports_apart
from conflictlog.merging.model import MatchModel
from conflictlog.merging.model.fitting import Labelled, fit_weights
from conflictlog.merging.model.logistic import fit_bounded
from conflictlog.merging.pairing import Pairs, Window, candidate_pairs
from conflictlog.merging.records import Records, records_of
from conflictlog.merging.scoring import may_match, rivals
from conflictlog.testing import generate
from conflictlog.testing.generator.settings import Style

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "src" / "conflictlog" / "data" / "match_model.json"
SEEDS = (1, 2, 3)
STYLES: tuple[Style, ...] = ("sparse", "dense")
ROWS = 1_000
#: As how many matches a kind of data counts for its own question, and for the other.
OWN, OTHER = 2_000.0, 250.0
#: Rows of the sources from which parts of episodes are learnt: there are few.
EPISODE_ROWS = 2_000
#: Each set of them counts as so many pairs that are.
EPISODE_PARTS = 300.0
INSIDE = Window(km=60, sure_km=60, days=7)


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("maverick", type=Path)
    parser.add_argument("--out", type=Path, default=FILE)
    given = parser.parse_args()
    model = fitted(labelled_reports(given.maverick), generated())
    model = attrs.evolve(model, parts=fitted_parts(model))
    given.out.write_text(json.dumps(model.as_json(), separators=(",", ":")) + "\n", "utf-8")
    print(model)


def fitted(reports: Labelled, sources: list[tuple[Labelled, Labelled]]) -> MatchModel:
    """Fit the three questions."""
    share = 1 / len(sources)
    between = [attrs.evolve(each, matches=OWN * share) for each, _ in sources]
    copies = [attrs.evolve(each, matches=OWN * share) for _, each in sources]
    beside = [attrs.evolve(each, matches=OTHER * share, tables_only=True) for each, _ in sources]
    lent = attrs.evolve(reports, matches=OTHER, tables_only=True)
    return MatchModel(
        name="conflictlog-2026",
        between=fit_weights([*between, lent]),
        inside=fit_weights([attrs.evolve(reports, matches=OWN), *beside]),
        copies=fit_weights([*copies, lent]),
        inside_window=INSIDE,
        made_from=(
            "MAVERICK Kenya (van Baalen and Höglund, doi:10.1093/jopres/xjaf012, CC BY 4.0)",
            f"generated sources, {ROWS} rows each, seeds {SEEDS[0]} to {SEEDS[-1]}",
        ),
    )


def fitted_parts(model: MatchModel) -> tuple[float, ...]:
    """Fit what speaks for a row being a part of an episode, on the generator's episodes."""
    values, labels, weight = [], [], []
    for style in STYLES:
        for seed in SEEDS:
            made = generate(EPISODE_ROWS, seed=seed, style=style)
            result = merge(*made.logs.values(), model=model)
            parts = parts_of(result.records, result.candidates.pairs)
            told: dict[str, set[int]] = {}
            for id, incident in made.truth.select("id", "incident").iter_rows():
                told.setdefault(id, set()).add(incident)
            ids = result.records.ids
            known = np.array(
                [
                    len(told[ids[whole]]) > 1 and not told[ids[whole]].isdisjoint(told[ids[part]])
                    for whole, part in zip(parts.whole, parts.part, strict=True)
                ],
                dtype=float,
            )
            values.append(
                part_terms(result.records, result.candidates, parts, model.between, result.labels)
            )
            labels.append(known)
            weight.append(np.full(len(known), EPISODE_PARTS / max(1.0, known.sum())))
    found = fit_bounded(
        np.concatenate(values),
        np.concatenate(labels),
        start=np.array([0.7, 0.7, 0.0, 0.0, 0.0, 0.0]),
        ridge=np.array([5.0] * 5 + [1e-6]),
        low=np.array([0.0, 0.0, -10.0, -10.0, -10.0, -10.0]),
        high=np.array([1.2, 1.2, 0.0, 0.0, 0.0, 10.0]),
        weights=np.concatenate(weight),
    )
    return tuple(float(each) for each in found)


def labelled_reports(path: Path) -> Labelled:
    """Give the pairs of MAVERICK's reports; folds are elections."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        log = maverick.read(path)
    single, truth = reports_apart(log)
    found = election_of(single)
    records = records_of({"reports": single}, copies={"reports": True})
    pairs = candidate_pairs(records, INSIDE)
    pairs = pairs.taken(may_match(records, pairs))
    names = sorted(set(found))
    folds = np.array([names.index(name) for name in found])
    return labelled(records, pairs, truth, folds[pairs.a])


def election_of(log: EventLog) -> list[str]:
    """Give the election that each report belongs to."""
    facets = log.frame.select(
        pl.col("reports").list.first().struct.field("facets").alias("facets")
    ).with_row_index("row")
    told = facets.explode("facets").filter(pl.col("facets").struct.field("name") == "election")
    found = dict(zip(told["row"], told["facets"].struct.field("values").list.first(), strict=True))
    return [str(found.get(row)) for row in range(log.frame.height)]


def generated() -> list[tuple[Labelled, Labelled]]:
    """Give, for each generated set, the pairs between sources and those within one."""
    found = []
    for style in STYLES:
        for seed in SEEDS:
            made = generate(ROWS, seed=seed, style=style)
            records = records_of(made.logs, copies=dict.fromkeys(made.logs, False))
            pairs = candidate_pairs(records, Window())
            inside = ~may_match(records, pairs)
            # Ten days and a stretch of the country are held out together.
            lam = np.nan_to_num(np.arctan2(records.xyz[:, 1], records.xyz[:, 0]))
            folds = (records.first // 10) * 7 + np.floor(lam * 57 / 2).astype(int) * 3
            truth = made.truth.select("id", "incident")
            alone = attrs.evolve(records, excluder=np.full(len(records), -1, np.int32))
            found.append(
                (
                    labelled(records, pairs.taken(~inside), truth, folds),
                    labelled(alone, pairs.taken(inside), truth, folds),
                )
            )
    return found


def labelled(records: Records, pairs: Pairs, truth: pl.DataFrame, folds: np.ndarray) -> Labelled:
    """Label pairs by the truth."""
    rows = pl.DataFrame({"id": records.ids.tolist(), "row": np.arange(len(records))})
    told = truth.join(rows, on="id").select("incident", "row")
    met = told.join(told, on="incident").filter(pl.col("row") < pl.col("row_right"))
    true = met["row"].to_numpy() * len(records) + met["row_right"].to_numpy()
    asked = pairs.a.astype(np.int64) * len(records) + pairs.b
    return Labelled(
        records=records,
        pairs=pairs,
        cells=compare(records, pairs),
        rivals=rivals(records, pairs),
        labels=np.isin(asked, true).astype(float),
        folds=folds if len(folds) == len(pairs) else folds[pairs.a],
        matches=OWN,
    )


if __name__ == "__main__":
    main()
