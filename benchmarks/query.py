"""A compound query by columns, beside Polars and pandas written by hand, and a loop over objects.

Run with ``python benchmarks/query.py [events ...]``; 400,000 and 3,000,000 unless told. All are
asked for the possible answer, on columns that were derived before; all find the same events.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

import conflictlog as cl
from conflictlog.engines import Columns, possible_rows
from conflictlog.outlines import EARTH_RADIUS_KM, Cap
from conflictlog.testing import many_reports

_ROUNDS = 7
_SAMPLE = 2_000
_KYIV = (50.45, 30.52)
_KM = 50
_FIRST, _LAST = 19_327, 19_357  # December 2022
_KINDS = ("strike", "strike/drone", "strike/shelling", "explosion", "violence")
QUERY = (
    cl.during("2022-12")
    & cl.near(_KYIV, km=_KM)
    & cl.kind("strike", "explosion")
    & cl.actor("Russia")
    & (cl.confidence >= 0.6)
)


def flattened(log: cl.EventLog) -> pl.DataFrame:
    """Lay out what the query asks for as a person would: flat columns, actors in a list."""
    report = pl.col("reports").list.first().struct.field
    # What denies, or speaks of something else, names no actor: as the log has it.
    speaks = (report("stance") != "denies") & (
        report("about").is_null() | report("about").is_in(["initiator", "actors"])
    )
    names = pl.when(speaks).then(report("actors").list.eval(pl.element().struct.field("name")))
    actors = log.frame.select(names.fill_null([]).alias("actors")).to_series()
    return log.derived.with_columns(log.frame["id"], actors)


def polars_expression() -> pl.Expr:
    """Write the possible answer as one expression."""
    kyiv = Cap.around(*_KYIV, radius_km=_KM)
    dot = pl.col("cap_x") * kyiv.x + pl.col("cap_y") * kyiv.y + pl.col("cap_z") * kyiv.z
    reach = ((pl.col("cap_km") + _KM) / EARTH_RADIUS_KM).cos()
    named = pl.col("actors").list.eval(pl.element().str.contains("Russia", literal=True))
    return (
        (pl.col("day_start_first") <= _LAST)
        & (pl.col("day_end_last") >= _FIRST)
        & (dot >= reach)
        & pl.col("kind").is_in(_KINDS)
        & (named.list.any() | (pl.col("actors").list.len() == 0))
        & (pl.col("confidence") >= 0.6)
    )


def pandas_masks(flat: pl.DataFrame) -> Callable[[], list[str]]:
    """Write the possible answer as boolean masks; actors are one text, as in flat files."""
    kyiv = Cap.around(*_KYIV, radius_km=_KM)
    texts = flat.with_columns(pl.col("actors").list.join("; ")).to_pandas()

    def asked() -> list[str]:
        dot = texts["cap_x"] * kyiv.x + texts["cap_y"] * kyiv.y + texts["cap_z"] * kyiv.z
        reach = np.cos((texts["cap_km"] + _KM) / EARTH_RADIUS_KM)
        found = texts[
            (texts["day_start_first"] <= _LAST)
            & (texts["day_end_last"] >= _FIRST)
            & (dot >= reach)
            & texts["kind"].isin(_KINDS)
            & (texts["actors"].str.contains("Russia", regex=False) | (texts["actors"] == ""))
            & (texts["confidence"] >= 0.6)
        ]
        return list(found["id"])

    return asked


def timed(tasks: dict[str, Callable[[], Sequence[str]]]) -> dict[str, float]:
    """Time tasks in turn, and see that all give the same; the median of some rounds."""
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    found: dict[str, list[str]] = {}
    for _ in range(_ROUNDS):
        for name, task in tasks.items():
            start = time.perf_counter()
            answer = task()
            seconds[name].append(time.perf_counter() - start)
            found[name] = list(answer)
    first = next(iter(found.values()))
    for name, answer in found.items():
        if answer != first:
            raise SystemExit(f"{name} finds {len(answer)} events instead of {len(first)}")
    print(f"  {len(first)} events possible")
    return {name: statistics.median(each) for name, each in seconds.items()}


def measure(events: int) -> None:
    """Time every way on one log."""
    start = time.perf_counter()
    log = cl.EventLog.from_frame(many_reports(events, seed=1, reports=(1, 1)))
    made = time.perf_counter() - start
    start = time.perf_counter()
    columns = Columns(log.frame, log.derived)
    print(
        f"{events:,} events, made in {made:.1f} s, derived in {time.perf_counter() - start:.1f} s"
    )
    flat, expression = flattened(log), polars_expression()
    ids = log.frame["id"]
    medians = timed(
        {
            "log.filter(query)": lambda: log.filter(QUERY).ids,
            "rows alone": lambda: ids.gather(possible_rows(QUERY, columns)).to_list(),
            "one Polars expression": lambda: flat.filter(expression)["id"].to_list(),  # noqa: PLW0108 - to be timed whole
            "pandas masks": pandas_masks(flat),
        }
    )
    ours = medians["log.filter(query)"]
    for name, seconds in medians.items():
        print(f"  {name:<24}{seconds * 1000:9.1f} ms {seconds / ours:7.1f}")
    sample = list(log[:_SAMPLE])
    start = time.perf_counter()
    answers = [QUERY.answer(event) for event in sample]
    seconds = (time.perf_counter() - start) * events / len(sample)
    print(f"  {'objects, scaled':<24}{seconds:9.1f} s  {seconds / ours:7.0f}")
    print(f"  (from {len(sample):,} events, {sum(answer is not False for answer in answers)} kept)")
    if not math.isfinite(ours):
        raise SystemExit(1)


def main() -> None:
    """Measure for each number of events."""
    for events in [int(float(each)) for each in sys.argv[1:]] or [400_000, 3_000_000]:
        measure(events)


if __name__ == "__main__":
    main()
