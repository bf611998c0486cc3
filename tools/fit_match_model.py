"""Fit the shipped match model.

Run ``python tools/fit_match_model.py maverick_kenya_reports.csv --lists ged_1.csv ged_2.csv``.

MAVERICK Kenya (van Baalen and Höglund, CC BY 4.0) is the labelled data for reports in one log; the
generator, in worlds of several coverages and errors, for rows of different data sets and for
copies. Each fills the other's tables a little, so that no level is judged by one kind of data
alone. Lists of events that are taken to tell no incident twice, as the UCDP's, say what two rows of
a list have in common that are no copies. The same inputs give the same file.
"""

from __future__ import annotations

import argparse
import json
import warnings
from pathlib import Path

import attrs
import numpy as np
import polars as pl

from conflictlog.formats import ged, maverick
from conflictlog.log import EventLog
from conflictlog.merging import merge
from conflictlog.merging.comparing import compare
from conflictlog.merging.episodes import part_terms, parts_of
from conflictlog.merging.evaluating import reports_apart
from conflictlog.merging.model import MatchModel, Weights
from conflictlog.merging.model.fitting import fit_weights
from conflictlog.merging.model.labelled import Labelled
from conflictlog.merging.model.logistic import fit_bounded
from conflictlog.merging.pairing import Pairs, Window, candidate_pairs
from conflictlog.merging.records import Records, records_of
from conflictlog.merging.scoring import may_match, rivals
from conflictlog.testing import generate
from conflictlog.testing.generator.settings import Style

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "src" / "conflictlog" / "data" / "match_model.json"
#: Seed, coverage and noise of each generated world, in both styles.
WORLDS = ((1, 0.5, 1.0), (2, 0.5, 1.0), (3, 0.25, 0.6), (4, 0.75, 1.4))
STYLES: tuple[Style, ...] = ("sparse", "dense")
ROWS = 1_000
#: The same and the number of sources of worlds that stand in one log, as reports do; their rows.
ONE_LOG = ((1, 0.5, 1.0, 3), (2, 0.25, 0.6, 3), (5, 0.5, 1.0, 1))
ONE_LOG_ROWS = 300
#: As how many matches a kind of data counts in the tables of the other's question, and as how many
#: those worlds count in all that is fitted for reports.
OTHER, BESIDE = 250.0, 60.0
#: Rows of the sources from which parts of episodes are learnt: there are few.
EPISODE_ROWS = 2_000
#: Each set of them counts as so many pairs that are.
EPISODE_PARTS = 300.0
LISTED = "lists of the UCDP GED (Uppsala Conflict Data Program, CC BY 4.0)"
INSIDE = Window(km=60, sure_km=60, days=7)


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("maverick", type=Path)
    parser.add_argument("--lists", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=FILE)
    given = parser.parse_args()
    lists = [labelled_list(path) for path in given.lists]
    model = fitted(labelled_reports(given.maverick), generated(), one_log(), lists)
    model = attrs.evolve(model, parts=fitted_parts(model))
    given.out.write_text(json.dumps(model.as_json(), separators=(",", ":")) + "\n", "utf-8")
    print(model)


def fitted(
    reports: Labelled,
    sources: list[tuple[Labelled, Labelled]],
    logs: list[Labelled],
    lists: list[Labelled],
) -> MatchModel:
    """Fit the three questions."""
    lent = attrs.evolve(reports, matches=OTHER, tables_only=True)
    return MatchModel(
        name="conflictlog-2026",
        between=fit_weights([*(each for each, _ in sources), lent]),
        inside=fitted_inside(reports, sources, logs),
        copies=fit_weights([*(each for _, each in sources), *lists, lent]),
        inside_window=INSIDE,
        made_from=(
            "MAVERICK Kenya (van Baalen and Höglund, doi:10.1093/jopres/xjaf012, CC BY 4.0)",
            f"generated sources, {ROWS} rows each, seeds {WORLDS[0][0]} to {WORLDS[-1][0]}",
            *((LISTED,) if lists else ()),
        ),
    )


def fitted_inside(
    reports: Labelled, sources: list[tuple[Labelled, Labelled]], logs: list[Labelled]
) -> Weights:
    """Fit what is asked of reports in one log."""
    share = OTHER / len(sources)
    beside = [attrs.evolve(each, matches=share, tables_only=True) for each, _ in sources]
    alone = [attrs.evolve(each, matches=BESIDE / len(logs)) for each in logs]
    return fit_weights([reports, *beside, *alone])


def fitted_parts(model: MatchModel) -> tuple[float, ...]:
    """Fit what speaks for a row being a part of an episode, on the generator's episodes."""
    values, labels, weight = [], [], []
    for style in STYLES:
        for seed, coverage, noise in WORLDS:
            made = generate(EPISODE_ROWS, seed=seed, style=style, coverage=coverage, noise=noise)
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
    records = records_of({"reports": single})
    pairs = candidate_pairs(records, INSIDE)
    pairs = pairs.taken(may_match(records, pairs))
    names = sorted(set(found))
    folds = np.array([names.index(name) for name in found])
    return labelled(records, pairs, truth, folds[pairs.a])


def labelled_list(path: Path) -> Labelled:
    """Give the pairs of a list of events of which none is told twice."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        log = ged.read(path)
    records = records_of({"list": log})
    pairs = candidate_pairs(records, Window())
    return labelled(
        records, pairs, pl.DataFrame({"id": [""], "incident": [0]}), records.first // 10
    )


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
        for seed, coverage, noise in WORLDS:
            made = generate(ROWS, seed=seed, style=style, coverage=coverage, noise=noise)
            records = with_true_copies(records_of(made.logs), made.truth)
            pairs = candidate_pairs(records, Window())
            inside = ~may_match(records, pairs)
            folds = stretches(records)
            truth = made.truth.select("id", "incident")
            alone = attrs.evolve(records, excluder=np.full(len(records), -1, np.int32))
            found.append(
                (
                    labelled(records, pairs.taken(~inside), truth, folds),
                    labelled(alone, pairs.taken(inside), truth, folds),
                )
            )
    return found


def one_log() -> list[Labelled]:
    """Give the pairs of generated sources that stand in one log, each row a report."""
    found = []
    for style in STYLES:
        for seed, coverage, noise, sources in ONE_LOG:
            made = generate(
                ONE_LOG_ROWS,
                seed=seed,
                style=style,
                coverage=coverage,
                noise=noise,
                sources=sources,
            )
            frame = pl.concat([log.frame for log in made.logs.values()])
            records = records_of({"reports": EventLog.from_frame(frame)})
            size = len(records)
            records = attrs.evolve(
                records,
                sources=("reports",),
                source=np.zeros(size, np.int16),
                listed=False,
                excluder=np.full(size, -1, np.int32),
            )
            pairs = candidate_pairs(records, INSIDE)
            truth = made.truth.select("id", "incident")
            found.append(labelled(records, pairs, truth, stretches(records)))
    return found


def with_true_copies(records: Records, truth: pl.DataFrame) -> Records:
    """Say which rows of one list tell of one incident alone, and of the same."""
    rows = pl.DataFrame(
        {"id": records.ids.tolist(), "row": np.arange(len(records)), "list": records.source}
    )
    told = rows.join(truth.select("id", "incident"), on="id")
    alone = told.filter(pl.len().over("row") == 1)
    first = alone.select("row", copy=pl.col("row").min().over("list", "incident"))
    copy = np.arange(len(records), dtype=np.int32)
    copy[first["row"].to_numpy()] = first["copy"].to_numpy()
    return attrs.evolve(records, copy=copy)


def stretches(records: Records) -> np.ndarray:
    """Give folds: ten days and a stretch of the country are held out together."""
    lam = np.nan_to_num(np.arctan2(records.xyz[:, 1], records.xyz[:, 0]))
    found: np.ndarray = (records.first // 10) * 7 + np.floor(lam * 57 / 2).astype(int) * 3
    return found


def labelled(records: Records, pairs: Pairs, truth: pl.DataFrame, folds: np.ndarray) -> Labelled:
    """Label pairs by the truth."""
    rows = pl.DataFrame({"id": records.ids.tolist(), "row": np.arange(len(records))})
    told = truth.join(rows, on="id").select("incident", "row")
    met = told.join(told, on="incident").filter(pl.col("row") < pl.col("row_right"))
    true = met["row"].to_numpy() * len(records) + met["row_right"].to_numpy()
    asked = pairs.a.astype(np.int64) * len(records) + pairs.b
    labels = np.isin(asked, true).astype(float)
    return Labelled(
        records=records,
        pairs=pairs,
        cells=compare(records, pairs),
        rivals=rivals(records, pairs),
        labels=labels,
        folds=folds if len(folds) == len(pairs) else folds[pairs.a],
        matches=float(labels.sum()),
    )


if __name__ == "__main__":
    main()
