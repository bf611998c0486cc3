"""The generator: the same seed the same bytes, known truth, and as hard as real data."""

from __future__ import annotations

import statistics

import polars as pl
import pytest

import conflictlog.testing as cl_testing
from conflictlog.errors import InvalidValue, UnknownOption
from conflictlog.event import Event
from conflictlog.log import EventLog
from conflictlog.place import distance_km
from conflictlog.schema import SCHEMA
from conflictlog.testing import generate, many_reports, measure_difficulty
from conflictlog.weighing_columns import confidence_columns

STYLES = ("dense", "sparse")


@pytest.mark.parametrize("style", STYLES)
def test_the_same_seed_gives_the_same_bytes(style):
    """And another seed gives others."""
    one, two, other = (generate(500, seed=seed, style=style) for seed in (3, 3, 4))
    assert one.truth.equals(two.truth)
    assert all(one.frames[name].equals(two.frames[name]) for name in one.frames)
    assert not one.frames["A"].equals(other.frames["A"])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("rows", [1, 2, 37, 1000])
def test_every_source_has_the_rows_asked_for(style, rows):
    """Whatever is copied or told as an episode."""
    made = generate(rows, seed=1, style=style, sources=4)
    assert {name: frame.height for name, frame in made.frames.items()} == dict.fromkeys(
        "ABCD", rows
    )
    assert all(frame["id"].n_unique() == rows for frame in made.frames.values())


def test_the_truth_names_every_row():
    """Each id of each source tells an incident; only episodes tell several."""
    made = generate(2000, seed=2, style="sparse")
    for name, frame in made.frames.items():
        told = made.truth.filter(pl.col("source") == name)
        assert set(told["id"]) == set(frame["id"])
        several = told.group_by("id").len().filter(pl.col("len") > 1)["id"]
        assert set(several) == set(frame.filter("episode")["id"])
    assert made.frames["C"]["episode"].any()
    assert not made.frames["A"]["episode"].any()


def test_sources_hold_copies():
    """Several rows of one source tell one incident, under other outlets."""
    made = generate(1000, seed=5, style="sparse", sources=1)
    told = made.truth.join(made.frames["A"], on="id")
    copied = told.group_by("incident").agg(pl.len(), pl.col("outlet").n_unique().alias("outlets"))
    share = 1 - copied.height / 1000
    assert 0.05 < share < 0.2
    assert copied.filter(pl.col("len") > 1)["outlets"].min() > 1


@pytest.mark.parametrize("style", STYLES)
def test_it_is_as_hard_as_real_data(style):
    """Half of the true pairs within 3 km and 1 day, nine tenths within 10 km and 2 days."""
    low, high = {"dense": (0.15, 0.22), "sparse": (0.26, 0.34)}[style]
    found = [measure_difficulty(generate(1000, seed=seed, style=style)) for seed in range(10, 16)]
    assert statistics.mean(one.near for one in found) == pytest.approx(0.5, abs=0.05)
    assert statistics.mean(one.wide for one in found) == pytest.approx(0.9, abs=0.03)
    assert low < statistics.mean(one.f1 for one in found) < high


@pytest.mark.parametrize("style", STYLES)
def test_the_density_does_not_depend_on_the_number_of_rows(style):
    """More rows are more days, and then more areas."""
    few, many = (generate(rows, seed=1, style=style) for rows in (2000, 20_000))
    days = [
        (made.frames["A"]["date_start"].max() - made.frames["A"]["date_start"].min()).days
        for made in (few, many)
    ]
    areas = [made.frames["A"]["country"].n_unique() for made in (few, many)]
    assert areas[1] * days[1] == pytest.approx(10 * areas[0] * days[0], rel=0.35)
    assert measure_difficulty(many).f1 == pytest.approx(measure_difficulty(few).f1, abs=0.06)


def test_sources_code_with_different_grain():
    """One finely, one in sets, one in a single word."""
    made = generate(2000, seed=1)
    fine, sets, coarse = (set(made.frames[name]["kind"]) for name in "ABC")
    assert "strike/drone" in fine
    assert any("|" in kind for kind in sets)
    assert coarse <= {"violence", "unrest"}


def test_each_source_has_its_own_point_for_a_town():
    """Rows of settlement precision stand on the gazetteer's point, which differs by source."""
    made = generate(5000, seed=1)
    points = []
    for name in "AB":
        rows = made.frames[name].filter(pl.col("precision") == "settlement")
        points.append(rows.group_by("lat", "lon").len())
        assert points[-1].height < rows.height / 2
    first, second = (set(zip(each["lat"], each["lon"], strict=True)) for each in points)
    assert first.isdisjoint(second)


def test_no_noise_gives_the_same_point():
    """At noise 0 an exact row lies where it happened, in every source."""
    made = generate(300, seed=1, noise=0)
    exact = [made.frames[name].filter(pl.col("precision") == "exact") for name in "AB"]
    pairs = (
        made.truth.join(exact[0], on="id")
        .join(made.truth.join(exact[1], on="id"), on="incident", suffix="_b")
        .select("lat", "lon", "lat_b", "lon_b")
    )
    assert pairs.height > 5
    assert max(distance_km(*row) for row in pairs.rows()) < 0.02


def test_logs_are_built_of_the_frames():
    """One event a row, with what the row says; events are those that an analyst would make."""
    made = generate(200, seed=7)
    for name, log in made.logs.items():
        assert isinstance(log, EventLog)
        assert log.ids == tuple(made.frames[name]["id"])
        # An encoder that checks nothing would let through what no constructor makes.
        assert EventLog(eval_event(event) for event in log) == log
    assert made.logs is made.logs


def eval_event(event: Event) -> Event:
    """Make an event anew by its own repr, through every check."""
    from conflictlog.frozenmap import FrozenMap
    from conflictlog.place import Place
    from conflictlog.report import Actor, Claimant, Estimate, Locator, Report, Source
    from conflictlog.when import When

    names = (Actor, Claimant, Estimate, Event, FrozenMap, Locator, Place, Report, Source, When)
    made: Event = eval(repr(event), {cls.__name__: cls for cls in names})  # noqa: S307 - our own repr
    return made


def test_many_reports_are_a_log():
    """The frame has the schema's columns, and events that pass every check."""
    frame = many_reports(200, seed=1, reports=(1, 4), derived=0.1)
    assert frame.schema == SCHEMA
    assert frame.equals(many_reports(200, seed=1, reports=(1, 4), derived=0.1))
    log = EventLog.from_frame(frame)
    assert EventLog(eval_event(event) for event in log) == log
    counts = frame["reports"].list.len()
    assert (counts.min(), counts.max()) == (1, 4)


def test_confidence_by_columns_equals_objects_on_many_reports():
    """On generated events too, whose names are real ones."""
    frame = many_reports(300, seed=2, derived=0.02)
    found = confidence_columns(frame)
    for event, row in zip(EventLog.from_frame(frame), found.iter_rows(named=True), strict=True):
        assert row["confidence"] == pytest.approx(event.confidence, abs=1.1e-9)
        assert row["status"] == event.status


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"style": "dens"}, UnknownOption, "'dens'.*did you mean 'dense'"),
        ({"coverage": 0}, InvalidValue, "coverage is 0"),
        ({"sources": 27}, InvalidValue, "sources is 27"),
        ({"noise": -1}, InvalidValue, "noise is -1"),
    ],
)
def test_bad_options_are_refused(options, error, words):
    """The message names the option, its value and the cure."""
    with pytest.raises(error, match=words):
        generate(10, seed=1, **options)


def test_bad_counts_are_refused():
    """No rows are no data."""
    with pytest.raises(InvalidValue, match="rows_per_source is 0"):
        generate(0, seed=1)
    with pytest.raises(InvalidValue, match=r"reports is \(3, 2\)"):
        many_reports(1, seed=1, reports=(3, 2))


def test_the_generator_needs_no_hypothesis():
    """Only the strategies do."""
    import subprocess
    import sys

    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import conflictlog.testing as t\n"
        "print(len(t.generate(5, seed=1).logs['A']), len(t.many_reports(2, seed=1)))\n"
        "try: t.texts()\n"
        "except t.strategies.words.require.__globals__['MissingExtra'] as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("5 2\n")
    assert 'conflictlog[testing]"' in run.stdout
    assert cl_testing.generate is generate
