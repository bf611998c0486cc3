"""Merge generated sources: time, memory and F1, beside Splink and two simple rules.

Run with ``python benchmarks/merge.py [rows a source ...]``; ``--peers`` adds the others where they
are installed (``pip install splink``), in the same run. Seeds from 101 on were used for no
fitting and no choice. Each merge is a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

import conflictlog as cl
from conflictlog.kinds import kind_members, taxonomy
from conflictlog.merging.evaluating import score_clusters
from conflictlog.testing import Generated, generate

SEED = 101
sys.path.insert(0, str(Path(__file__).parent))


def ours(made: Generated) -> pl.DataFrame:
    """Merge with the shipped model, as anybody would."""
    return cl.merge(*made.logs.values()).clusters


def naive(made: Generated) -> pl.DataFrame:
    """Put together what shares a day and a cell of a tenth of a degree: a pandas script's rule."""
    parts = [
        frame.select(
            pl.lit(f"generated {name}").alias("log"),
            "id",
            pl.format(
                "{} {} {}",
                "date_start",
                (pl.col("lat") * 10).floor(),
                (pl.col("lon") * 10).floor(),
            ).alias("cluster"),
        )
        for name, frame in made.frames.items()
    ]
    return pl.concat(parts).with_columns(pl.coalesce("cluster", "id"))


def greedy(made: Generated) -> pl.DataFrame:
    """Put each row with the nearest of the other source: 10 km, 2 days, a kind in common."""
    frames = {name: _with_cells(frame) for name, frame in made.frames.items()}
    head = {row: row for frame in frames.values() for row in frame["id"].to_list()}
    names = sorted(frames)
    for at, name in enumerate(names):
        for other in names[at + 1 :]:
            _join_nearest(frames[name], frames[other], head)
    parts = [
        pl.DataFrame({"log": [f"generated {name}"] * frame.height, "id": frame["id"]})
        for name, frame in frames.items()
    ]
    whole = pl.concat(parts)
    return whole.with_columns(cluster=pl.Series([_root(head, row) for row in whole["id"]]))


def _with_cells(frame: pl.DataFrame) -> pl.DataFrame:
    groups = {
        kind: sorted({taxonomy().group_of(each) or each for each in kind_members(kind)})
        for kind in frame["kind"].unique()
    }
    table = pl.DataFrame({"kind": list(groups), "group": list(groups.values())})
    return frame.join(table, on="kind").select(
        "id",
        "group",
        "lat",
        "lon",
        pl.col("date_start").cast(pl.Int32).alias("day"),
        # Tenths of a degree are 11 km: rows within 10 km lie in neighbouring cells at most.
        (pl.col("lat") * 10).floor().cast(pl.Int32).alias("row"),
    )


def _join_nearest(left: pl.DataFrame, right: pl.DataFrame, head: dict[str, str]) -> None:
    steps = pl.DataFrame({"d": [-1, 0, 1]}, schema={"d": pl.Int32})
    near = steps.join(pl.DataFrame({"t": range(-2, 3)}, schema={"t": pl.Int32}), how="cross")
    asked = left.join(near, how="cross").with_columns(
        pl.col("row") + pl.col("d"), pl.col("day") + pl.col("t")
    )
    met = asked.join(right, on=["row", "day"], suffix="_b").filter(
        pl.col("group").list.set_intersection("group_b").list.len() > 0
    )
    north = (pl.col("lat") - pl.col("lat_b")) * 111.2
    east = (pl.col("lon") - pl.col("lon_b")) * 111.2 * pl.col("lat").radians().cos()
    met = met.with_columns(km=(north**2 + east**2).sqrt()).filter(pl.col("km") <= 10)
    taken: set[str] = set()
    for one, other in met.sort("km", pl.col("t").abs(), "id", "id_b").select("id", "id_b").rows():
        if one not in taken and other not in taken:
            taken |= {one, other}
            head[_root(head, other)] = _root(head, one)


def _root(head: dict[str, str], row: str) -> str:
    while head[row] != row:
        row = head[row]
    return row


def splink(made: Generated) -> pl.DataFrame:
    """Merge with Splink."""
    from peers.with_splink import splink_clusters

    found: pl.DataFrame = splink_clusters(made.frames)
    return found


WAYS: dict[str, Callable[[Generated], pl.DataFrame]] = {
    "conflictlog": ours,
    "day + 0.1 degree": naive,
    "nearest, 10 km, 2 d": greedy,
    "splink": splink,
}


def measured(way: str, style: str, rows: int, seed: int) -> dict[str, float]:
    """Run one way once, in this process."""
    made = generate(rows, seed=seed, style=style)  # type: ignore[arg-type]
    for log in made.logs.values():
        log.derived  # noqa: B018 - what reading has built already
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    clusters = WAYS[way](made)
    seconds = time.perf_counter() - start
    scores = score_clusters(clusters, made.truth, across=True)
    return {
        "seconds": seconds,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "before_mb": before / 1024,
        "precision": scores.precision,
        "recall": scores.recall,
        "f1": scores.f1,
    }


def main() -> None:
    """Print a line for each size, style and way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=float, default=[1e3, 1e4])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--style", choices=("sparse", "dense"))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    styles = [given.style] if given.style else ["sparse", "dense"]
    if given.one:
        print(json.dumps(measured(given.one, styles[0], int(given.rows[0]), given.seed)))
        return
    ways = list(WAYS) if given.peers else ["conflictlog"]
    print("rows x 3  style   way                     s    peak MB   P     R     F1")
    for rows in given.rows:
        for style in styles:
            for way in ways:
                told = _alone(way, style, int(rows), given.seed)
                if told is None:
                    continue
                print(
                    f"{int(rows):>8}  {style:6}  {way:19} {told['seconds']:7.2f} "
                    f"{told['peak_mb']:9.0f}   {told['precision']:.3f} {told['recall']:.3f} "
                    f"{told['f1']:.3f}",
                    flush=True,
                )


def _alone(way: str, style: str, rows: int, seed: int) -> dict[str, float] | None:
    command = [sys.executable, __file__, str(rows), "--style", style, "--seed", str(seed)]
    done = subprocess.run([*command, "--one", way], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{rows:>8}  {style:6}  {way}: {done.stderr.strip().splitlines()[-1]}")
        return None
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    main()
