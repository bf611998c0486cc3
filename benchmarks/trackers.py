"""Two trackers of footage, of another kind than anything that the match model was fitted on.

Run with ``python benchmarks/trackers.py``. One tracker picks a few hundred incidents; the other has
thousands of rows, and one row for each piece of footage, so that up to 14 rows are one incident.
Points are exact to tens of metres, which the first does not say; nobody names actors, kinds or
counts; some words of a title are the incident's own. Printed is what a merge finds, and what it
finds after a person judged some pairs.
"""

from __future__ import annotations

import datetime as dt

import attrs
import numpy as np
import polars as pl

import conflictlog as cl
from conflictlog.merging import MatchModel
from conflictlog.merging.evaluating import score_clusters
from conflictlog.merging.preparing import Cardinality

SEEDS = (1, 2, 3)
NAMES = ["picked", "footage"]
MANY: dict[str, Cardinality] = {"footage": "many"}
INCIDENTS, TOWNS, DAYS = 9_000, 60, 50
PICKED, ROWS = 366, 6_634
VOCABULARY, OWN_WORDS = 3_000, 12


@attrs.frozen(kw_only=True, eq=False)
class Trackers:
    """Two logs, and which row tells of which incident."""

    picked: cl.EventLog
    footage: cl.EventLog
    truth: pl.DataFrame


def trackers(seed: int) -> Trackers:
    """Draw incidents in towns, and what each tracker has of them."""
    rng = np.random.default_rng(seed)
    weight = (np.arange(TOWNS) + 1.5) ** -1.2
    centre = np.stack([rng.uniform(46, 51.5, TOWNS), rng.uniform(30, 39, TOWNS)])
    town = rng.choice(TOWNS, INCIDENTS, p=weight / weight.sum())
    where = centre[:, town] + _km(rng.normal(0, 4, (2, INCIDENTS)))
    day = rng.integers(0, DAYS, INCIDENTS)
    common = (np.arange(VOCABULARY) + 5.0) ** -1
    common /= common.sum()
    words = [rng.choice(VOCABULARY, OWN_WORDS, p=common, replace=False) for _ in range(INCIDENTS)]
    picked = rng.choice(INCIDENTS, PICKED, replace=False)
    shown = np.flatnonzero(rng.random(INCIDENTS) < 0.5)
    footage = np.repeat(shown, np.minimum(14, rng.geometric(0.75, len(shown))))
    footage = rng.permutation(footage)[:ROWS]

    def event(name: str, number: int, incident: int, precision: str | None) -> cl.Event:
        lat, lon = where[:, incident] + _km(rng.normal(0, 0.06, 2))
        late = int(rng.random() < 0.08) * int(rng.integers(1, 3))
        date = dt.date(2022, 2, 24) + dt.timedelta(int(day[incident]) + late)
        own = [word for word in words[incident] if rng.random() < 0.45]
        title = " ".join(
            f"word{_letters(word)}" for word in (*own, *rng.choice(VOCABULARY, 6, p=common))
        )
        return cl.Event(
            id=f"{name}:{number}",
            title=title,
            when=date.isoformat(),
            place=cl.Place(lat=float(lat), lon=float(lon), precision=precision),
        )

    logs = [
        cl.EventLog(
            [event("p", number, each, None) for number, each in enumerate(picked.tolist())]
        ),
        cl.EventLog(
            [event("f", number, each, "exact") for number, each in enumerate(footage.tolist())]
        ),
    ]
    truth = pl.DataFrame(
        {
            "id": [id for log in logs for id in log.ids],
            "incident": np.concatenate([picked, footage]),
        }
    )
    return Trackers(picked=logs[0], footage=logs[1], truth=truth)


def _km(km: np.ndarray) -> np.ndarray:
    return (km.T / (111.2, 73.0)).T


def _letters(number: int) -> str:
    """Write a number without digits, which are no words."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def found(made: Trackers, judged: int) -> tuple[float, float, float]:
    """Merge, with a model that learnt from so many judged pairs; give precision, recall, F1."""
    logs = made.picked, made.footage
    result = cl.merge(*logs, names=NAMES, cardinality=MANY)
    if judged:
        truth = dict(made.truth.iter_rows())
        sheet = result.sheet(judged, seed=1)
        verdicts = [
            "same" if truth[a] == truth[b] else "different"
            for a, b in sheet.select("id_a", "id_b").iter_rows()
        ]
        learnt = MatchModel.fit(
            logs, sheet.with_columns(verdict=pl.Series(verdicts)), names=NAMES, cardinality=MANY
        )
        result = cl.merge(*logs, names=NAMES, cardinality=MANY, model=learnt, adapt=False)
    scores = score_clusters(result.clusters, made.truth, across=True)
    return scores.precision, scores.recall, scores.f1


def main() -> None:
    """Print a line for each number of judged pairs."""
    drawn = [trackers(seed) for seed in SEEDS]
    print("judged   P     R     F1")
    for judged in (0, 60, 150):
        means = np.mean([found(each, judged) for each in drawn], axis=0)
        print(f"{judged:6}  " + " ".join(f"{each:.3f}" for each in means), flush=True)


if __name__ == "__main__":
    main()
