"""`generate`: overlapping data sets whose truth is known."""

from __future__ import annotations

import functools
import math

import attrs
import numpy as np
import polars as pl

from conflictlog.errors import InvalidValue, UnknownOption, nearest_hint
from conflictlog.log import EventLog
from conflictlog.testing.generator.frames import source_frame, truth_frame
from conflictlog.testing.generator.logs import log_of
from conflictlog.testing.generator.reading import read_world
from conflictlog.testing.generator.settings import STYLES, Style
from conflictlog.testing.generator.world import make_world

__all__ = ["Generated", "generate"]


@attrs.frozen(kw_only=True, eq=False)
class Generated:
    """Several sources that tell of the same incidents, and who tells of which.

    Parameters
    ----------
    seed, style
        As asked for.
    frames
        By source: its rows in flat columns (id, dates, point, precision class, names,
        kind, counts, outlet, publication, headline), as a data set would publish them.
    truth
        One row a source's id and an incident that it tells: source, id, incident. An
        episode tells several; a syndicated copy tells what its original tells.

    Examples
    --------
    >>> made = generate(100, seed=1, style="sparse")
    >>> sorted(made.frames) == sorted(made.logs), made.truth.columns
    (True, ['source', 'id', 'incident'])
    """

    seed: int
    style: str
    frames: dict[str, pl.DataFrame]
    truth: pl.DataFrame

    @functools.cached_property
    def logs(self) -> dict[str, EventLog]:
        """The same rows as logs, by source; ids are those of the frames. Built at first use."""
        return {name: log_of(frame, name) for name, frame in self.frames.items()}

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name}: {frame.height}" for name, frame in self.frames.items())
        return f"<Generated {self.style}, seed {self.seed}: {sizes} rows>"


def generate(
    rows_per_source: int,
    *,
    seed: int,
    style: Style = "dense",
    sources: int = 3,
    coverage: float = 0.5,
    noise: float = 1.0,
) -> Generated:
    """Generate overlapping data sets with known truth, in columns.

    The density never changes: more rows are more days, up to ten years, then more areas.
    The same arguments give the same bytes.

    Parameters
    ----------
    rows_per_source
        Rows of each source, 1 or more.
    seed
        Of NumPy's generator.
    style
        "dense" is like Ukraine in 2022, tens of thousands of rows a year along a front and
        in cities; "sparse" like Nigeria in 2011, 350 rows a year over a country.
    sources
        1 to 26. In turn they code finely, in ACLED's sets, and in GED's one word; the last
        of several also has rows for whole episodes.
    coverage
        Share of the incidents that each source tells of.
    noise
        Factor on the errors of points and dates; 1 is as hard as real data.

    Raises
    ------
    InvalidValue
        Where a number is out of its range.
    UnknownOption
        Where the style is not known.

    Examples
    --------
    >>> made = generate(100, seed=1, style="sparse")
    >>> made
    <Generated sparse, seed 1: A: 100, B: 100, C: 100 rows>
    >>> made.truth.columns
    ['source', 'id', 'incident']
    >>> len(made.logs["A"])
    100
    """
    if style not in STYLES:
        raise UnknownOption(
            f"style is {style!r}",
            expected=f"one of {', '.join(STYLES)}",
            remedy=nearest_hint(str(style), STYLES),
        )
    _check("rows_per_source", rows_per_source, 1, math.inf)
    _check("sources", sources, 1, 26)
    _check("coverage", coverage, 0.001, 1)
    _check("noise", noise, 0, 100)
    setting = STYLES[style]
    rng = np.random.default_rng(seed)
    told = max(1, round(rows_per_source * (1 - setting.copies)))
    world = make_world(
        rng, setting, rows_per_source=rows_per_source, incidents=math.ceil(told / coverage)
    )
    frames: dict[str, pl.DataFrame] = {}
    truths: list[pl.DataFrame] = []
    for source in range(sources):
        reading = read_world(
            rng,
            world,
            source=source,
            rows=rows_per_source,
            coverage=coverage,
            noise=noise,
            episodes=source == sources - 1 > 0,
        )
        frame = source_frame(rng, reading, world, setting, source)
        frames[chr(ord("A") + source)] = frame
        truths.append(truth_frame(reading, frame, source))
    return Generated(seed=seed, style=style, frames=frames, truth=pl.concat(truths))


def _check(name: str, value: float, low: float, high: float) -> None:
    if isinstance(value, bool) or not low <= value <= high:
        raise InvalidValue(
            f"{name} is {value!r}", expected=f"{low} to {high}", remedy="choose a number between"
        )
