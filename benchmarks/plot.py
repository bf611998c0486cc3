"""Time pictures of 100 to 1,000,000 events beside what Matplotlib needs to draw as many lines.

Each drawing ends in a PNG. Beside ours stand the two ways that everybody knows: one artist an
event, and all events as one `LineCollection`; neither has lanes, labels, words or doubt. The
columns that a log derives from its events once, whatever is asked of it, are timed apart. All
take turns in one process, and the best of several rounds counts: a busy machine slows all alike.

Run with ``python benchmarks/plot.py [events ...] [--rounds N]``.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from conflictlog.log import EventLog
from conflictlog.plotting import Plotter
from conflictlog.testing import generate

_SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
_MOST_ARTISTS = 10_000  # above that, one artist an event takes minutes
_US_PER_DAY = 86_400_000_000
_DPI = 100

Spans = npt.NDArray[np.float64]


def save(ax: Axes) -> None:
    """Draw the figure as a PNG."""
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.savefig(io.BytesIO(), format="png", dpi=_DPI)


def blank() -> Axes:
    """Give axes of the size of a timeline."""
    figure = Figure(figsize=(11, 7))
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def one_artist_an_event(spans: Spans) -> Axes:
    """Draw each event by a call of its own."""
    ax = blank()
    for low, high, row in spans:
        ax.plot([low, high], [row, row], color="C0")
    return ax


def one_collection(spans: Spans) -> Axes:
    """Draw all events as one artist."""
    ax = blank()
    low, high, row = spans.T
    ends = np.stack([np.column_stack([low, row]), np.column_stack([high, row])], axis=1)
    ax.add_collection(LineCollection(list(ends)))
    ax.autoscale_view()
    return ax


def spans_of(log: EventLog) -> Spans:
    """Give start and end in days, and one of sixty rows, for each event."""
    bounds = log.derived.select("s0", "e1").drop_nulls().to_numpy() / _US_PER_DAY
    return np.column_stack([bounds, np.arange(len(bounds)) % 60])


def measure(count: int, rounds: int) -> None:
    """Draw so many events in each way and print the best times with their ratios."""
    log = generate(count, seed=1, sources=1).logs["A"]
    start = time.perf_counter()
    _ = log.derived
    derived = time.perf_counter() - start
    spans, plot = spans_of(log), Plotter(log)
    ways: dict[str, Callable[[], Axes]] = {
        "one LineCollection": lambda: one_collection(spans),
        "timeline": plot.timeline,
        "map": plot.map,
        "counts": plot.counts,
    }
    if count <= _MOST_ARTISTS:
        ways["one artist an event"] = lambda: one_artist_an_event(spans)
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds if count < max(_SIZES) else min(rounds, 2)):
        for name, way in ways.items():
            start = time.perf_counter()
            save(way())
            best[name] = min(best[name], time.perf_counter() - start)
    print(f"{len(log):,} events; derived columns, once: {derived:.2f} s")
    for name, seconds in best.items():
        ratio = seconds / best["one LineCollection"]
        print(f"  {name:<20} {seconds * 1000:10.0f} ms   {ratio:7.2f} LineCollections", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("events", nargs="*", type=float, default=_SIZES, help="how many")
    parser.add_argument("--rounds", type=int, default=3, help="drawings of each kind")
    given = parser.parse_args()
    for count in given.events:
        measure(int(count), given.rounds)


if __name__ == "__main__":
    main()
