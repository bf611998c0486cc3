"""Timelines, tested without pictures: what is drawn, where, and what is said about it."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys

import attrs
import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.plotting import Plotter, Theme, timeline
from conflictlog.plotting.clock import FIRST_DAY, LAST_DAY
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.packing import first_fit
from conflictlog.plotting.ticks import MIN_DISTANCE, make_ticks
from conflictlog.plotting.wording import clean
from conflictlog.when import When
from conflictlog.when.wording import MONTHS
from tests.drawn import KINDS, WHENS, assert_tidy, event, gids, legend, said, texts

UGLY = (
    r"$\frac{1$",
    "\ud800 lone",
    "\u202eright to left\u2066",
    "\u0627\u0644\u0642\u0635\u0641 \u05e9\u05dc\u05d5\u05dd",
    "x" * 5000,
    "word " * 1000,
    "e" + "\u0301" * 400,
    "tab\tline\nnull\x00",
    "\u6f22\u5b57\U0001f680",
    "   ",
)


def whole(title):
    """Give the title as an event may hold it: whole characters, or nothing."""
    return title.encode("utf-8", "ignore").decode().replace("\x00", " ").strip() or None


def titles():
    """Give any text at all."""
    return st.text(max_size=90) | st.sampled_from(UGLY) | st.text(st.characters(), max_size=30)


def events():
    """Give a few events of every form of doubt."""
    one = st.tuples(st.sampled_from(WHENS), titles(), st.sampled_from(KINDS))
    phase = st.sampled_from(("happened", "ongoing", "planned", "cancelled", None))
    return st.lists(st.tuples(one, phase), max_size=14).map(
        lambda drawn: [
            event(number, when, title=whole(title), kind=kind, phase=phase)
            for number, ((when, title, kind), phase) in enumerate(drawn)
        ]
    )


@settings(max_examples=12)
@given(log=events(), width=st.floats(4, 18))
def test_no_label_overlaps_another_or_leaves_the_figure(log, width):
    """Whatever the titles, times, counts and widths."""
    ax = timeline(log, width=width)
    assert_tidy(ax)
    dated = [f"event:{one.id}" for one in log if one.when is not None]
    assert gids(ax) == sorted(dated)
    ax.figure.canvas.draw()


@pytest.mark.parametrize("width", range(400, 1000, 25))
def test_no_month_is_left_out_between_others(width):
    """February is short: where it has no room, every second month is named."""
    ticks = make_ticks(17897.0, 18262.0, width, lambda _: 20.0)
    named = [MONTHS.index(tick.text) for tick in ticks.labels]
    assert len({later - one for one, later in itertools.pairwise(named)}) == 1


@settings(max_examples=30)
@given(
    low=st.floats(FIRST_DAY, LAST_DAY - 1),
    length=st.floats(0.003, 3_000_000),
    width=st.floats(150, 2000),
)
def test_ticks_keep_their_distance(low, length, width):
    """From minutes to millennia, 52 points apart and inside the axis."""
    # A window may reach a little over the calendar's ends.
    low, high = low - length / 30, min(low + length, LAST_DAY) + length / 30
    ruler = Ruler(("DejaVu Sans",))
    ticks = make_ticks(low, high, width, lambda text: ruler.width(text, 9))
    at = [(tick.position - low) / (high - low) * width for tick in ticks.labels]
    assert all(b - a >= MIN_DISTANCE - 1e-6 for a, b in itertools.pairwise(at))
    assert all(low <= tick.position <= high for tick in ticks.labels)
    assert len(ticks.labels) >= 1 or width < 300


@given(
    extents=st.lists(
        st.tuples(st.floats(0, 900), st.floats(0, 200)).map(lambda e: (e[0], e[0] + e[1]))
    ),
    gap=st.floats(0, 12),
)
def test_rows_keep_the_gap(extents, gap):
    """Two in one row are never nearer than the gap, and no row is skipped."""
    rows = first_fit(extents, gap)
    for (one, row), (two, other) in itertools.combinations(zip(extents, rows, strict=True), 2):
        if row == other:
            left, right = sorted((one, two))
            assert right[0] >= left[1] + gap - 1e-9
    assert set(rows) == set(range(len(set(rows))))


def test_nothing_global_changes():
    """Neither rcParams nor the list of open figures."""
    before = dict(mpl.rcParams)
    timeline([event(1), event(2, "2022-12")]).figure.canvas.draw()
    assert dict(mpl.rcParams) == before
    code = (
        "import sys\n"
        "from conflictlog.event import Event\n"
        "from conflictlog.plotting import timeline\n"
        "timeline([Event(when='2022-12-19', kind='visit')])\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_a_users_style_does_not_leak_in():
    """TeX, grids and mathtext of the caller's rcParams leave the data as it is."""
    style = {"text.usetex": True, "axes.grid": True, "xtick.labelsize": 30, "axes.facecolor": "k"}
    with mpl.rc_context(style):
        ax = timeline([event(1, title="50% of $x_1$")])
        ax.figure.canvas.draw()
        assert_tidy(ax)
    assert "50% of $x_1$" in said(ax, "label:")


def test_the_legend_holds_what_is_in_use():
    """Statuses, phases and drawings of doubt, and no other."""
    assert legend(timeline([event(1)])) == {"reported, not contested", "some time that day"}
    log = [
        event(1, status="one_sided"),
        event(2, status="contested", phase="planned"),
        event(3, "[2022-12-18..2022-12-20]", phase="cancelled"),
        event(4, "2022-12-17/2022-12-21", phase="ongoing"),
    ]
    assert [one.status for one in log] == ["one_sided", "contested", "reported", "reported"]
    assert legend(timeline(log)) == {
        "reported, not contested",
        "claimed by one side",
        "contested",
        "planned",
        "cancelled",
        "ongoing",
        "some time that day",
        "some time within the bar",
        "uncertain start or end fades",
    }
    assert "denied" in legend(timeline([event(5, status="denied")]))
    # Where lanes are not categories, colours need words.
    assert {"Strike", "Visit"} <= legend(timeline([event(1), event(2, kind="visit")], lanes="none"))


def test_far_events_do_not_squash_the_rest():
    """What lies outside the bulk stands at the edge, is counted, and keeps its date."""
    log = [event(number) for number in range(8)]
    log += [event(8, "2022-02", title="Invasion"), event(9, "2022-10/..", title="Force")]
    ax = timeline(log)
    low, high = ax.get_xlim()
    assert high - low < 15
    assert len(gids(ax)) == 10
    assert "Feb 2022" in said(ax, "label:")
    footer = said(ax, "footer")
    assert "10 of 10 events shown" in footer
    assert "1 lies before the window, shown at its edge" in footer
    assert "1 begins or may begin before the window" in footer
    assert "wholly outside the window" in legend(ax)


def test_a_given_window_hides_and_says_so():
    """What lies outside a window that the caller names is counted."""
    log = [event(1), event(2, "2022-11-02"), event(3, "2023-02")]
    ax = timeline(log, window="2022-12")
    assert gids(ax) == ["event:e-1"]
    assert "1 of 3 events shown" in said(ax, "footer")
    assert "1 lies before the window, not shown" in said(ax, "footer")
    assert "1 lies after the window, not shown" in said(ax, "footer")
    assert ax.get_xlim() == (19327.0, 19358.0)
    # Half-open: what ends where the window begins is outside.
    assert gids(timeline(log, window=("2022-12-20", "2022-12-24"))) == []


def test_undated_events_are_listed():
    """Without a time there is no mark, but a line in the footer."""
    ax = timeline([event(1), event(2, None, title="Older headline")])
    assert gids(ax) == ["event:e-1"]
    assert "1 undated: Older headline" in said(ax, "footer")


@pytest.mark.parametrize("log", [[], [event(1, None)]])
def test_nothing_to_draw_is_said(log):
    """An empty log gives a figure that says so, without an axis of an invented time."""
    ax = timeline(log)
    assert_tidy(ax)
    assert any("no " in text.get_text() for text in ax.texts)
    assert len(ax.get_xticks()) == 0


@pytest.mark.parametrize("title", UGLY)
def test_text_is_data(title):
    """Any title is drawn, as PNG and as SVG."""
    log = [event(1, title=whole(title)), event(2, "0001-01-01"), event(3, "9999-12-31")]
    log = [attrs.evolve(log[0], id="\x01 <&>"), *log[1:]]
    ax = timeline(log, title=title, footer=title, width=7)
    assert_tidy(ax)
    for form in ("png", "svg"):
        ax.figure.savefig(io.BytesIO(), format=form)


def test_long_titles_end_in_an_ellipsis():
    """Three lines, then the date at its precision."""
    lines = texts(timeline([event(1, title="word " * 900)]), "label:")
    assert len(lines) == 4
    assert lines[2].endswith("\u2026")
    assert lines[3] == "19 Dec"


def test_dates_show_the_year_only_where_it_matters():
    """Within one year the axis says it; across years each label does."""
    assert texts(timeline([event(1)]), "label:")[-1] == "19 Dec"
    across = timeline([event(1), event(2, "2023-01-02")])
    assert "19 Dec 2022" in texts(across, "label:")


def test_zones_share_one_axis():
    """The zone that all share; else UTC, and the subtitle says that words are local."""
    kyiv = event(1, When("2022-12-19", tz="Europe/Kyiv"))
    ax = timeline([kyiv, event(2, "2022-12-20")])
    assert "times in Europe/Kyiv" in said(ax, "subtitle")
    minsk = event(3, When("2022-12-19", tz="Europe/Minsk"))
    assert "drawn in UTC, dates in words are local" in said(timeline([kyiv, minsk]), "subtitle")
    assert "times in +02:00" in said(timeline([event(4)], tz="+02:00"), "subtitle")
    assert "no time zone given" in said(timeline([event(4)]), "subtitle")


def test_sources_and_credits_stand_in_the_footer():
    """Outlets with their wires and days, and what a log asks to be said."""

    class Log(list):
        def credits(self):
            return ["UCDP GED 23.1, CC BY 4.0"]

    footer = said(Plotter(Log([event(1, sensitive=True)])).timeline(), "footer")
    plain = said(timeline([event(1)]), "footer")
    assert "Sources: The Moscow Times (AFP), 19 Dec 2022." in plain
    assert "Sources: UCDP GED 23.1, CC BY 4.0." in footer
    assert "1 event is marked sensitive" in footer


def test_lanes():
    """By kind, by a function, by what is not known; past twelve the rest is one lane."""
    log = [event(1), event(2, kind="visit"), event(3, kind=None)]
    assert texts(timeline(log), "lane") == ["Strike", "Visit", "Not known"]
    assert texts(timeline(log, lanes="group"), "lane") == ["Violence", "Diplomacy", "Not known"]
    assert texts(timeline(log, lanes=lambda one: one.id), "lane") == ["e-1", "e-2", "e-3"]
    assert texts(timeline(log, lanes="none"), "lane") == []
    places = [event(number, place=f"P{number:02d}") for number in range(20)]
    lanes = texts(timeline(places, lanes="place"), "lane")
    assert len(lanes) == 12
    assert lanes[-1] == "Other"
    coarse = [event(1, kind="battle|strike"), event(2, kind="strike|visit")]
    assert said(timeline(coarse), "lane") == "Violence Several kinds"


@pytest.mark.parametrize("size", [(16, 9), (10, 4.4)])
def test_given_axes_keep_everything_inside(size):
    """Labels where there is room, else marks; never a new figure."""
    figure = Figure(figsize=size)
    canvas = FigureCanvasAgg(figure)
    axes = figure.subplots(1, 2)
    given_box = axes[0].get_position().transformed(figure.transFigure)
    ax = timeline([event(1), event(2, "2022-12-21", kind="visit")], ax=axes[0], title="Left")
    assert ax is axes[0]
    now = ax.get_position().transformed(figure.transFigure)
    assert now.x0 >= given_box.x0
    assert now.x1 <= given_box.x1 + 1
    assert bool(texts(ax, "label:")) == (size == (16, 9))
    for text in ax.texts:
        box = text.get_window_extent(canvas.get_renderer())
        assert given_box.x0 - 1 <= box.x0
        assert box.x1 <= given_box.x1 + 1
        assert given_box.y0 - 1 <= box.y0
        assert box.y1 <= given_box.y1 + 1
    figure.savefig(io.BytesIO())


@pytest.mark.parametrize(("size", "side"), [((2, 4), "wide"), ((8, 1), "high")])
def test_axes_too_small_for_words_are_refused(size, side):
    """With the size that would do; nothing is drawn."""
    ax = Figure(figsize=size).subplots()
    with pytest.raises(InvalidValue, match=f"ax is .* inches {side}; expected at least .*ax out"):
        timeline([event(1)], ax=ax)
    assert not ax.texts


@pytest.mark.parametrize(
    ("arguments", "error", "parts"),
    [
        ({"lanes": "kinds"}, UnknownName, ("lanes", "'kinds'", "'kind'")),
        ({"lanes": 7}, InvalidValue, ("lanes", "7", "kind")),
        ({"width": 1}, InvalidValue, ("width", "1", "inches")),
        ({"width": float("nan")}, InvalidValue, ("width", "nan", "inches")),
        ({"tz": "Europe/Kiyv"}, UnknownName, ("tz", "Europe/Kiyv", "Europe/Kyiv")),
        ({"tz": "+99:00"}, UnknownName, ("tz", "+99:00", "+02:00")),
        ({"window": "2022-12-19T10:00:00Z"}, InvalidValue, ("window", "2022-12-19T10", "start")),
    ],
)
def test_bad_arguments_are_refused(arguments, error, parts):
    """The field, the value and the cure are named."""
    with pytest.raises(error) as caught:
        timeline([event(1)], **arguments)
    for part in parts:
        assert part in str(caught.value)


def _deutan_lab(colour):
    """Give a colour in CIELAB as someone without green cones sees it (Machado 2009)."""
    rgb = np.array(mpl.colors.to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    deutan = np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    )
    xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    ) @ np.clip(deutan @ linear, 0, 1)
    f = np.cbrt(xyz / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_colours_are_told_apart_under_deutan_vision():
    """The least distance stays above twice that of Matplotlib's own cycle (7), grey included."""
    colours = [_deutan_lab(colour) for colour in (*Theme().palette, Theme().other)]
    nearest = min(np.linalg.norm(a - b) for a, b in itertools.combinations(colours, 2))
    assert nearest > 17


def test_clean_is_idempotent():
    """What was cleaned stays, so that a title may pass twice."""
    for title in UGLY:
        once = clean(title, ("DejaVu Sans",))
        assert clean(once, ("DejaVu Sans",)) == once
