"""Whatever stands in the data or is asked for: every picture draws it or says what is wrong."""

from __future__ import annotations

import copy
import inspect
import io
import re
import subprocess
import sys

import attrs
import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from conflictlog.errors import ConflictlogError, InvalidValue, UnknownName, UnknownOption
from conflictlog.event import Event
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.plotting import Plotter
from conflictlog.plotting.page import OPTIONS
from conflictlog.report import Actor, Claimant, Estimate, Report, Source
from conflictlog.when import When
from tests.drawn import UGLY, WHENS, assert_clear, event
from tests.pictures import OF_LOGS, OF_ONE_EVENT, PICTURES, draw, options

UNENCODABLE = ("\ud800 lone", "tab\tline\nnull\x00bell\x07", "   ", "\u200f\u200e", "\u2028")


def whole(number, words, when="2022-12-19"):
    """Make an event that says the same words wherever an event can say something."""
    report = Report(
        source=Source(words, title=words),
        claimant=Claimant(words),
        headline=words,
        estimates={"killed": Estimate(3, low=1, high=8, scope=words)},
    )
    place = Place(words[:200], lat=50.45, lon=30.52, precision="town")
    return Event(
        id=f"e-{number}",
        title=words,
        kind="strike/drone",
        when=None if when is None else When(when),
        place=place,
        actors=[Actor(words, role="initiator")],
        reports=[report],
    )


@pytest.mark.parametrize("name", PICTURES)
def test_any_words_are_drawn_as_words(name):
    """Titles, names, outlets, claimants and scopes: no TeX, no turned lines, nothing outside."""
    log = [whole(number, words) for number, words in enumerate(UGLY)]
    assert_clear(draw(name, log, title=UGLY[0], footer=UGLY[2]))
    if name in OF_ONE_EVENT:
        for one in log[2:5]:  # from right to left, without a space, very many words
            assert_clear(draw(name, [one], title=one.title))


@pytest.mark.parametrize("words", UNENCODABLE, ids=ascii)
@pytest.mark.parametrize("name", PICTURES)
def test_what_no_file_can_hold_is_left_out(name, words):
    """Half characters and control characters in what the caller says are drawn as boxes or air."""
    ax = draw(name, [whole(1, "Raid")], title=words, footer=words)
    assert_clear(ax)
    ax.figure.savefig(io.BytesIO(), format="pdf")
    said = "".join(text.get_text() for text in ax.texts)
    assert said.isprintable() or not set(said) & set("\t\n\x00\x07\ud800\u2028")


@pytest.mark.parametrize("whens", [["0001-01-01"], ["9999-12-31"], [None], WHENS])
@pytest.mark.parametrize("name", PICTURES)
def test_any_time_is_drawn_or_said(name, whens):
    """The first year and the last, open ends, no time at all, and all of them together."""
    assert_clear(draw(name, [whole(number, "Raid", when) for number, when in enumerate(whens)]))


@pytest.mark.parametrize("make", [list, EventLog], ids=["list", "log"])
@pytest.mark.parametrize("name", OF_LOGS)
def test_no_events_are_a_clear_empty_picture(name, make):
    """It has its size, says that there is nothing, and draws no axis of an unknown time."""
    ax = draw(name, make([]))
    assert_clear(ax)
    said = " ".join(text.get_text() for text in ax.texts).casefold()
    assert "no " in said
    assert Plotter.describe(ax)


@pytest.mark.parametrize("name", sorted(OF_ONE_EVENT))
def test_an_event_that_is_not_there_is_named(name):
    """A mistyped id is refused with the nearest one."""
    with pytest.raises(ConflictlogError, match="e-1"):
        getattr(Plotter([event(1)]), name)("e-11")


@pytest.mark.parametrize("name", OF_LOGS)
def test_what_cannot_be_placed_is_counted(name):
    """An event without time and place is in the counts of every picture that has no room for it."""
    lost = attrs.evolve(whole(3, "Nobody knows where", None), places=())
    ax = draw(name, [whole(1, "Raid"), whole(2, "Blast", "2022-12"), lost])
    said = " ".join(text.get_text() for text in ax.texts)
    assert "Nobody knows where" in said or re.search(r"\b1 (undated|without|unplaced)", said), said


@pytest.mark.parametrize("option", ["lanes", "by", "period"])
@pytest.mark.parametrize("name", PICTURES)
def test_an_unknown_word_is_refused_with_the_known_ones(name, option):
    """Lanes and groups that nobody knows are no silent default."""
    if option not in options(name):
        assert option not in options(name)
        return
    with pytest.raises(ConflictlogError) as caught:
        draw(name, [whole(1, "Raid")], **{option: "knid"})
    assert "knid" in str(caught.value)
    if option in {"lanes", "by"}:
        assert isinstance(caught.value, (UnknownName, UnknownOption))
        assert "kind" in str(caught.value)


@pytest.mark.parametrize("name", PICTURES)
def test_an_option_that_no_picture_has_is_refused(name):
    """With the nearest one."""
    with pytest.raises((UnknownOption, TypeError), match="title"):
        draw(name, [whole(1, "Raid")], titel="Raids")


@pytest.mark.parametrize("width", [0, -1, 1.0, 1e9, float("nan"), float("inf"), "wide", True])
@pytest.mark.parametrize("name", PICTURES)
def test_an_impossible_width_is_refused(name, width):
    """By an error of ours, before anything is drawn."""
    with pytest.raises(InvalidValue, match="width"):
        draw(name, [whole(1, "Raid")], width=width)


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_a_folder_that_does_not_exist_is_told(tmp_path, ending):
    """No file, no folder, and a message that names what is missing."""
    ax = Plotter([event(1)]).timeline()
    missing = tmp_path / "missing" / f"picture.{ending}"
    with pytest.raises(ConflictlogError, match="missing"):
        Plotter.save(ax, missing)
    assert not missing.parent.exists()


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_global_changes(name, tmp_path):
    """Neither rcParams while it draws and saves, nor the events that it drew."""
    log = [whole(1, "Raid"), whole(2, "Blast", "2022-12")]
    before, events = dict(mpl.rcParams), copy.deepcopy(log)
    ax = draw(name, log)
    Plotter.save(ax, tmp_path / "picture.svg")
    assert dict(mpl.rcParams) == before
    assert log == events


def test_no_picture_imports_pyplot():
    """The list of open figures is the caller's; nothing of ours needs it."""
    code = (
        "import sys\n"
        "from tests.pictures import PICTURES, draw\n"
        "from tests.drawn import event\n"
        "for name in PICTURES:\n"
        "    draw(name, [event(1)]).figure.canvas.draw()\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


STYLE = {
    "text.usetex": True,
    "axes.grid": True,
    "axes.facecolor": "#000000",
    "figure.constrained_layout.use": True,
    "font.size": 40,
    "lines.linewidth": 9,
    "patch.linewidth": 9,
    "savefig.facecolor": "#FF00FF",
    "text.color": "#FF00FF",
    "xtick.color": "#FF00FF",
    "xtick.labelsize": 40,
    "xtick.top": True,
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_users_style_does_not_leak_in(name):
    """The same pixels under the caller's rcParams, TeX and grids included."""
    log = [whole(1, "50% of $x_1$"), whole(2, "Blast", "2022-12")]
    plain = pixels(draw(name, log))
    with mpl.rc_context(STYLE):
        styled = draw(name, log)
        assert_clear(styled)
        assert np.array_equal(pixels(styled), plain)


def pixels(ax):
    """Draw the whole figure."""
    ax.figure.canvas.draw()
    return np.asarray(ax.figure.canvas.buffer_rgba())[:, :, :3].astype(int)


@pytest.mark.parametrize("name", PICTURES)
def test_given_axes_bound_the_picture(name):
    """In a user's figure every pixel outside the axes' rectangle stays as it was."""
    figure = Figure(figsize=(14, 22), dpi=60, facecolor="#FFEE00")
    FigureCanvasAgg(figure)
    ax = figure.subplots(2, 2)[0, 1]
    for other in figure.axes:
        other.set_axis_off()
    ax.set_axis_on()
    box = ax.get_position(original=True)
    log = [whole(n, f"Drones over Kyiv {n}", f"2022-12-{n + 13:02}") for n in range(1, 4)]
    log.append(whole(9, "word " * 20, "2022-10/.."))
    given = draw(name, log, ax=ax, title="word " * 100)
    assert given is ax
    found = pixels(ax)
    high, wide = found.shape[:2]
    rows = slice(int((1 - box.y1) * high) - 2, int((1 - box.y0) * high) + 3)
    columns = slice(int(box.x0 * wide) - 2, int(box.x1 * wide) + 3)
    inside = np.zeros((high, wide), dtype=bool)
    inside[rows, columns] = True
    drawn = (found != [255, 238, 0]).any(axis=2)
    assert drawn[inside].any()
    assert not (drawn & ~inside).any()


@pytest.mark.parametrize("name", PICTURES)
def test_a_tight_box_works(name):
    """A tight box cuts air, and never grows the figure by hidden artists."""
    ax = draw(name, [whole(1, "Raid"), whole(2, "Blast", "2022-12")])
    file = io.BytesIO()
    ax.figure.savefig(file, format="png", dpi=100, bbox_inches="tight")
    file.seek(0)
    high, wide = mpl.image.imread(file).shape[:2]
    assert wide <= ax.figure.bbox.width + 25
    assert high <= ax.figure.bbox.height + 25


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda plot: plot.timeline(ax=3), "figure.add_subplot()"),
        (lambda plot: plot.map(ax=Figure()), "figure.add_subplot()"),
        (lambda plot: plot.timeline(lane="kind"), "did you mean 'lanes'"),
        (lambda plot: plot.counts(perod="day"), "did you mean 'period'"),
        (lambda plot: plot.timeline(shiny=True), "leave it out"),
        (lambda plot: plot.timeline(lanes="source"), "lanes=lambda event: event.status"),
        (lambda plot: plot.timeline(lanes=3), "lanes=lambda event: event.status"),
        (lambda plot: plot.timeline(title=3), "write it in quotes"),
        (lambda plot: plot.timeline(tz=3), "tz='Europe/Kyiv'"),
        (lambda plot: plot.timeline(locale=3), "leave it out for English"),
        (lambda plot: plot.timeline(labels={"e-0": 3}), "write it in quotes"),
        (lambda plot: plot.map(by="source"), "by=lambda event"),
        (lambda plot: plot.map(height=1), "leave it out"),
        (lambda plot: plot.small_multiples(by="source"), "by=lambda event"),
        (lambda plot: plot.small_multiples(columns=0), "leave it out"),
        (lambda plot: plot.estimates(None), "estimates('downed')"),
        (lambda plot: plot.estimates("killed", most=0), "leave it out for 40"),
        (lambda plot: plot.counts(annotate=["e-0"]), "annotate={"),
        (lambda plot: plot.describe(3), "keep it"),
        (lambda plot: plot.save(plot.timeline(), "x.eps"), "ax.figure.savefig(path)"),
    ],
)
def test_every_error_names_its_cure(make, words):
    """What was seen, what was expected, and what to write instead."""
    with pytest.raises(ConflictlogError) as caught:
        make(Plotter(EventLog([whole(0, "raid")])))
    assert words in str(caught.value)
    assert caught.value.expected
    assert caught.value.remedy


def test_slips_are_looked_up_among_all_options_of_pictures():
    """The list in the room is what the pictures take."""
    taken = {
        name
        for picture in (*OF_LOGS, "estimates", "confidence")
        for name, told in inspect.signature(getattr(Plotter, picture)).parameters.items()
        if told.kind is told.KEYWORD_ONLY
    }
    assert set(OPTIONS) == taken
