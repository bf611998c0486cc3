"""How good a merge is, where the truth is known: folds of MAVERICK, ablation, calibration.

Run ``python benchmarks/merge_quality.py`` with ``folds maverick_kenya_reports.csv``, ``ablation
[maverick_kenya_reports.csv]``, ``overlap``, or ``calibration [maverick_kenya_reports.csv]
[--picture file.png]``. Seeds from 101 on were used
for no fitting and no choice; a fold is an election, or several, that the model has not seen.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import attrs
import numpy as np
import polars as pl

import conflictlog as cl
from conflictlog.formats import maverick
from conflictlog.merging import MatchModel, MergeResult
from conflictlog.merging.comparing import COMPARISONS
from conflictlog.merging.evaluating import MergeScores, reports_apart, score_clusters
from conflictlog.merging.model import Weights
from conflictlog.merging.model.fitting import fit_weights
from conflictlog.merging.scoring import sigmoid
from conflictlog.testing import Generated, generate
from conflictlog.testing.generator.settings import Style

ROOT = Path(__file__).resolve().parents[1]
SEEDS = (101, 102, 103)
STYLES: tuple[Style, ...] = ("sparse", "dense")
ROWS = 1_000
#: Pairs of a fold that a person judges, links and near misses.
JUDGED = 200
#: The elections with nine tenths of MAVERICK's reports of Kenya.
GREAT = ("K-General-2007", "K-General-2017")
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)


def fitting() -> ModuleType:
    """Load the script that fits the shipped model."""
    spec = importlib.util.spec_from_file_location(
        "fit_match_model", ROOT / "tools" / "fit_match_model.py"
    )
    if spec is None or spec.loader is None:
        raise FileNotFoundError(ROOT / "tools" / "fit_match_model.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def without_election(tool: ModuleType, path: Path) -> Iterator[tuple[Any, ...]]:
    """For each of the two great elections, and for the rest, give log, truth, and a blind model."""
    sources, logs = tool.generated(), tool.one_log()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        single, truth = reports_apart(maverick.read(path))
    elections = np.array(tool.election_of(single))
    labelled = tool.labelled_reports(path)
    names = sorted(set(elections.tolist()))
    rest_of_all = [name for name in names if name not in GREAT]
    for part in (*([name] for name in GREAT), rest_of_all):
        held = np.isin(labelled.folds, [names.index(name) for name in part])
        rest = attrs.evolve(
            labelled,
            pairs=labelled.pairs.taken(~held),
            cells={name: cells[~held] for name, cells in labelled.cells.items()},
            rivals=labelled.rivals[~held],
            labels=labelled.labels[~held],
            folds=labelled.folds[~held],
        )
        inside = np.isin(elections, part)
        log = cl.EventLog.from_frame(single.frame.filter(pl.Series(inside)))
        rest = attrs.evolve(rest, matches=float(rest.labels.sum()))
        model = attrs.evolve(MatchModel.default(), inside=tool.fitted_inside(rest, sources, logs))
        yield part[0] if len(part) == 1 else "the rest", log, truth, model


def coded(sheet: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    """Fill the verdicts of a sheet in from the truth."""
    told: dict[str, set[int]] = {}
    for id, incident in truth.select("id", "incident").iter_rows():
        told.setdefault(id, set()).add(incident)
    verdicts = [
        "different" if told[a].isdisjoint(told[b]) else "same"
        for a, b in sheet.select("id_a", "id_b").iter_rows()
    ]
    return sheet.with_columns(verdict=pl.Series(verdicts, dtype=pl.String))


def naive_rule(log: cl.EventLog) -> pl.DataFrame:
    """Put together what shares its first day and a cell of a tenth of a degree."""
    cell = [(pl.col(name) * 10).floor().cast(pl.Int64).cast(pl.String) for name in ("lat", "lon")]
    key = pl.concat_str(pl.col("day_start_first").cast(pl.String), *cell, separator=" ")
    return pl.DataFrame({"log": ["reports"] * len(log), "id": log.frame["id"]}).with_columns(
        cluster=pl.coalesce(log.derived.select(key).to_series(), pl.col("id"))
    )


def folds(path: Path) -> None:
    """Print the figures of each fold, merged by a model of the others, and of all together."""
    tool = fitting()
    print("fold            way                    P     R     F1    B-cubed")
    whole: dict[str, list[pl.DataFrame]] = {}
    truth = pl.DataFrame()
    for name, log, truth, model in without_election(tool, path):
        first = cl.merge(log, model=model)
        judged = first.judged(coded(first.sheet(JUDGED, seed=1), truth)).ledger
        learnt = MatchModel.fit(log, judged, model=model)
        ways = {
            "fitted without it": first.clusters,
            f"refitted on {JUDGED} pairs": cl.merge(log, model=learnt, adapt=False).clusters,
            "the same, pairs held": cl.merge(
                log, model=learnt, adapt=False, judgements=judged
            ).clusters,
            "not adapted": cl.merge(log, model=model, adapt=False).clusters,
            "day + 0.1 degree": naive_rule(log),
        }
        for way, clusters in ways.items():
            whole.setdefault(way, []).append(clusters)
            print(shown(name, way, score_clusters(clusters, truth)), flush=True)
    for way, parts in whole.items():
        print(shown("all", way, score_clusters(pl.concat(parts), truth)))


def shown(name: object, way: str, scores: MergeScores) -> str:
    """Give one line."""
    return (
        f"{name!s:14}  {way:23} {scores.precision:.3f} {scores.recall:.3f} {scores.f1:.3f} "
        f"{scores.b_cubed:.3f}"
    )


def ablation(path: Path | None) -> None:
    """Print what each comparison and each step is worth between generated sources."""
    model = MatchModel.default()
    made = {style: [generate(ROWS, seed=seed, style=style) for seed in SEEDS] for style in STYLES}
    ways: dict[str, dict[str, Any]] = {
        "as shipped": {},
        "not adapted": {"adapt": False},
        "no learnt spellings": {"patch": ("adapting._learnt", lambda *_: {})},
        **({} if path is None else {"no corrections": {"model": _uncorrected(model, path)}}),
        "no decoy": {"decoy": False},
        "copies not first": {"copies": False},
        "no rivals": {"model": _changed(model, rivals=0.0)},
        "no competition": {"patch": ("steps.compete", lambda _, __, odds: odds / (1 + odds))},
        **{f"no {name}": {"model": _silent(model, name)} for name in COMPARISONS},
    }
    print("left out             " + "  ".join(f"{style:6}" for style in made))
    for name, how in ways.items():
        with _patched(how.pop("patch", None)):
            found = [np.mean([_f1(each, **how) for each in several]) for several in made.values()]
        print(f"{name:20} " + "  ".join(f"{each:.3f} " for each in found), flush=True)


@contextlib.contextmanager
def _patched(what: tuple[str, Any] | None) -> Iterator[None]:
    """Leave a step of merging out."""
    if what is None:
        yield
        return
    with mock.patch(f"conflictlog.merging.{what[0]}", what[1]):
        yield


def _uncorrected(model: MatchModel, path: Path) -> MatchModel:
    """Fit the model between data sets anew, by counted tables and factors alone."""
    tool = fitting()
    lent = attrs.evolve(tool.labelled_reports(path), matches=tool.OTHER, tables_only=True)
    with _patched(("model.fitting.corrected", lambda bare, *_, **__: bare)):
        found = fit_weights([*(each for each, _ in tool.generated()), lent])
    return attrs.evolve(model, between=found)


def overlap() -> None:
    """Print how merges fare where few incidents are shared, or none."""
    print("style   coverage   P     R     F1    wrong, as told   links of two unrelated sources")
    for style in STYLES:
        for coverage in (0.1, 0.2, 0.5, 0.9):
            rows = []
            for seed in SEEDS:
                made = generate(ROWS, seed=seed, style=style, coverage=coverage)
                result = cl.merge(*made.logs.values())
                scores = score_clusters(result.clusters, made.truth, across=True)
                told = result.decoy.wrong if result.decoy else np.nan
                rows.append((scores.precision, scores.recall, scores.f1, told))
            mean = np.nanmean(rows, axis=0)
            print(
                f"{style:7} {coverage:8}  " + " ".join(f"{each:.3f}" for each in mean), flush=True
            )
        unrelated = []
        for seed in SEEDS:
            one = generate(ROWS, seed=seed, style=style, sources=1).logs["A"]
            other = generate(ROWS, seed=seed + 1_000, style=style, sources=2).logs["B"]
            clusters = (
                cl.merge(one, other).clusters.group_by("cluster").agg(pl.col("log").n_unique())
            )
            unrelated.append(int((clusters["log"] > 1).sum()))
        print(f"{style:7} unrelated  {unrelated}", flush=True)


def _f1(made: Generated, **how: Any) -> float:
    return score_clusters(cl.merge(*made.logs.values(), **how).clusters, made.truth, across=True).f1


def _changed(model: MatchModel, **values: Any) -> MatchModel:
    weights: Weights = attrs.evolve(model.between, **values)
    return attrs.evolve(model, between=weights)


def _silent(model: MatchModel, name: str) -> MatchModel:
    """Give the model without a comparison: its factor is 0, and nothing is corrected."""
    weights = model.between
    return _changed(
        model,
        factors={**weights.factors, name: 0.0},
        corrections={each: table for each, table in weights.corrections.items() if each != name},
    )


def calibration(path: Path | None, picture: Path | None) -> None:
    """Print tables of reliability, and the Brier score."""
    told: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for style in STYLES:
        pairs = [judged_pairs(generate(ROWS, seed=seed, style=style)) for seed in SEEDS]
        told[f"generated, {style}"] = _joined(pairs)
    if path is not None:
        tool = fitting()
        found = [
            labelled(cl.merge(log, model=model), truth)
            for _, log, truth, model in without_election(tool, path)
        ]
        told["MAVERICK Kenya, unseen elections"] = _joined(found)
    for name, (p, labels) in told.items():
        print(reliability(name, p, labels), flush=True)
    if picture is not None:
        drawn(told, picture)


def _joined(pairs: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([p for p, _ in pairs]), np.concatenate([labels for _, labels in pairs])


def drawn(told: dict[str, tuple[np.ndarray, np.ndarray]], picture: Path) -> None:
    """Draw what was said against what was seen."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.8), layout="constrained")
    ax = figure.add_subplot()
    ax.plot([0, 1], [0, 1], color="0.6", linewidth=1, linestyle="--", label="as said")
    styles = zip(("#0072B2", "#D55E00", "#117733"), ("o", "s", "^"), strict=True)
    for (name, (p, labels)), (colour, marker) in zip(told.items(), styles, strict=False):
        rows = list(bins_of(p, labels))
        said, seen = [row[0] for row in rows], [row[1] for row in rows]
        # Twice the standard error of a share.
        error = [2 * (row[1] * (1 - row[1]) / row[2]) ** 0.5 for row in rows]
        ax.errorbar(
            said, seen, yerr=error, color=colour, marker=marker, markersize=5, label=name, capsize=2
        )
    ax.set(
        xlim=(0, 1),
        ylim=(0, 1),
        xlabel="probability that the merge gives a pair",
        ylabel="share of such pairs that are one incident",
    )
    ax.legend(loc="upper left", frameon=False)
    figure.savefig(picture, dpi=110)


def judged_pairs(made: Generated) -> tuple[np.ndarray, np.ndarray]:
    """Give the probability of each candidate pair between generated sources, and the truth."""
    return labelled(cl.merge(*made.logs.values()), made.truth)


def labelled(result: MergeResult, truth: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Give the probability of each candidate pair of a merge, and whether it is one incident."""
    records, pairs = result.records, result.scored.pairs
    rows = pl.DataFrame({"id": records.ids.tolist(), "row": np.arange(len(records))})
    told = truth.select("id", "incident").join(rows, on="id").select("incident", "row")
    met = told.join(told, on="incident").filter(pl.col("row") < pl.col("row_right"))
    true = met["row"].to_numpy() * len(records) + met["row_right"].to_numpy()
    asked = pairs.a.astype(np.int64) * len(records) + pairs.b
    return sigmoid(result.scored.z), np.isin(asked, true).astype(float)


def bins_of(p: np.ndarray, labels: np.ndarray) -> Iterable[tuple[float, float, int]]:
    """Give, by bins of probability, the mean, the share that is true, and how many pairs."""
    at = np.clip(np.searchsorted(BINS, p, side="right") - 1, 0, len(BINS) - 2)
    for number in range(len(BINS) - 1):
        here = at == number
        if here.any():
            yield float(p[here].mean()), float(labels[here].mean()), int(here.sum())


def reliability(name: str, p: np.ndarray, labels: np.ndarray) -> str:
    """Give a table: what was said, what was seen; the Brier score, and its skill."""
    brier = float(((p - labels) ** 2).mean())
    base = float(labels.mean())
    skill = 1 - brier / (base * (1 - base))
    rows = [
        f"  said {said:.2f}, true {seen:.2f} ({n} pairs)" for said, seen, n in bins_of(p, labels)
    ]
    return "\n".join([f"{name}: Brier {brier:.4f}, skill {skill:.2f}", *rows])


def main() -> None:
    """Do one of three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("folds", "ablation", "calibration", "overlap"))
    parser.add_argument("maverick", nargs="?", type=Path)
    parser.add_argument("--picture", type=Path)
    given = parser.parse_args()
    if given.what == "folds":
        if given.maverick is None:
            parser.error("folds needs the file of MAVERICK's reports")
        folds(given.maverick)
    elif given.what == "ablation":
        ablation(given.maverick)
    elif given.what == "overlap":
        overlap()
    else:
        calibration(given.maverick, given.picture)


if __name__ == "__main__":
    main()
