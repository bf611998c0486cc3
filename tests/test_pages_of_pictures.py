"""What every picture takes beside its own options: look, language, words, alt text, files."""

from __future__ import annotations

import inspect
import re
import xml.etree.ElementTree as ET

import matplotlib as mpl
import pytest
from PIL import Image

import conflictlog as cl
from conflictlog.errors import (
    ConflictlogError,
    FileNotReadable,
    InvalidValue,
    UnknownFormat,
    UnknownName,
    UnknownOption,
)
from conflictlog.plotting import Page, Plotter, Theme
from conflictlog.plotting.months import month_names


@pytest.fixture(scope="module")
def log():
    """Give the sample."""
    return cl.datasets.minsk_kyiv_2022()


def pictures(log):
    """Give every picture of a log by its name, with the arguments that it needs."""
    first = next(iter(log)).id
    needs = {"confidence": (first,), "estimates": ("downed",)}
    taken = {"describe", "save"}
    names = [name for name in vars(Plotter) if not name.startswith("_") and name not in taken]
    return {name: (getattr(log.plot, name), needs.get(name, ())) for name in sorted(names)}


def texts(ax, label):
    """Give what is written under a label."""
    return " ".join(text.get_text() for text in ax.texts if text.get_label() == label)


def test_every_picture_takes_the_page_options(log):
    """No picture spells its page options out, so none forgets one."""
    for name, (draw, _) in pictures(log).items():
        kinds = [one.kind for one in inspect.signature(draw).parameters.values()]
        assert inspect.Parameter.VAR_KEYWORD in kinds, name


def test_title_and_footer_are_written(log):
    """What the analyst says stands in the picture."""
    for name, (draw, needs) in pictures(log).items():
        ax = draw(*needs, title="Our subject", footer="Drawn by us.")
        assert texts(ax, "title") == "Our subject", name
        assert "Drawn by us." in texts(ax, "footer"), name


def test_an_unknown_option_names_the_nearest(log):
    """A mistyped option is not swallowed."""
    for draw, needs in pictures(log).values():
        with pytest.raises(UnknownOption, match=r"tilte.*title"):
            draw(*needs, tilte="x")


@pytest.mark.parametrize("bad", [{"theme": "dark"}, {"title": 3}, {"width": "9"}, {"width": 1}])
def test_page_options_of_a_wrong_type_are_refused(log, bad):
    """The message names the option."""
    with pytest.raises(ConflictlogError, match=next(iter(bad))):
        log.plot.timeline(**bad)


def test_a_theme_gives_the_width_in_millimetres(log):
    """A printed column of 89 mm is 3.5 inches wide; a width in inches wins."""
    for name, (draw, needs) in pictures(log).items():
        inches = draw(*needs, theme=Theme.print()).figure.get_size_inches()[0]
        assert inches == pytest.approx(89 / 25.4), name
    wide = log.plot.timeline(theme=Theme.print(), width=5).figure.get_size_inches()[0]
    assert wide == pytest.approx(5)


@pytest.mark.parametrize("wrong", [10, -3, "89", float("nan"), True])
def test_a_width_that_no_page_has_is_refused(wrong):
    """Millimetres, from 76."""
    with pytest.raises(InvalidValue, match="width_mm"):
        Theme(width_mm=wrong)


def test_the_dark_look_paints_the_whole_figure(log):
    """Paper and ink change places, in every picture."""
    dark = Theme.dark()
    for name, (draw, needs) in pictures(log).items():
        figure = draw(*needs, theme=dark).figure
        assert mpl.colors.to_hex(figure.get_facecolor()) == dark.paper.lower(), name
        white = [
            text.get_text()
            for axes in figure.axes
            for text in axes.texts
            if text.get_visible() and mpl.colors.to_hex(text.get_color()) == Theme().ink.lower()
        ]
        assert not white, (name, white)


@pytest.mark.parametrize(
    ("locale", "december"), [("uk", "груд."), ("fr", "déc."), ("pt-BR", "dez."), ("en_GB", "Dec")]
)
def test_months_are_named_in_the_reader_s_language(log, locale, december):
    """Axis, labels and title name the month in the language asked for."""
    ax = log.plot.timeline(locale=locale)
    ticks = " ".join(tick.get_text() for tick in ax.get_xticklabels())
    labels = " ".join(text.get_text() for text in ax.texts if text.get_visible())
    assert december in ticks
    assert december in labels
    assert locale.startswith("en") or not re.search(r"\d Dec\b", ticks)


def test_an_unknown_language_names_the_nearest():
    """And the cure."""
    with pytest.raises(UnknownName, match="xx"):
        month_names("xx")
    with pytest.raises(InvalidValue, match="locale"):
        month_names("")


def test_alt_text_says_what_the_picture_shows(log):
    """Kind, title, counts, the events in words, the sources."""
    told = log.plot.describe(log.plot.timeline(title="Two capitals"))
    assert told.startswith("Timeline: Two capitals.")
    assert f"{len(log)} events" in told
    assert "claimed by one side 3" in told
    assert "Sources:" in told
    for name, (draw, needs) in pictures(log).items():
        assert len(log.plot.describe(draw(*needs))) > 60, name


def test_axes_of_others_have_no_alt_text(log):
    """We do not describe what we did not draw."""
    ax = mpl.figure.Figure().add_subplot()
    with pytest.raises(InvalidValue, match=r"log\.plot"):
        log.plot.describe(ax)
    with pytest.raises(InvalidValue):
        log.plot.describe(None)


def test_svg_keeps_its_text_and_its_alt_text(log, tmp_path):
    """Letters are letters in SVG, not outlines."""
    ax = log.plot.timeline(title="Two capitals")
    root = ET.parse(log.plot.save(ax, tmp_path / "a.svg")).getroot()  # noqa: S314 - our own file
    words = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Two capitals" in words
    assert "Timeline: Two capitals" in ET.tostring(root, encoding="unicode")


def test_pdf_has_fonts_that_can_be_edited(log, tmp_path):
    """TrueType, not Type 3."""
    ax = log.plot.timeline()
    data = log.plot.save(ax, tmp_path / "a.pdf").read_bytes()
    assert b"/CIDFontType2" in data or b"/TrueType" in data
    assert b"/Type3" not in data


def test_png_carries_its_alt_text(log, tmp_path):
    """In its metadata, at the resolution asked for."""
    ax = log.plot.timeline(title="Two capitals")
    with Image.open(log.plot.save(ax, str(tmp_path / "a.png"), dpi=50)) as image:
        assert image.info["Description"].startswith("Timeline: Two capitals")
        assert image.size[0] == pytest.approx(11 * 50, abs=1)


def test_saving_twice_gives_the_same_bytes(log, tmp_path):
    """No clock and no random ids go into a file."""
    for suffix in ("svg", "pdf", "png"):
        first, second = (
            log.plot.save(log.plot.counts(), tmp_path / f"{name}.{suffix}").read_bytes()
            for name in "ab"
        )
        assert first == second, suffix


def test_saving_leaves_matplotlib_as_it_was(log, tmp_path):
    """What a file needs is set for its writing only."""
    before = dict(mpl.rcParams)
    log.plot.save(log.plot.counts(), tmp_path / "a.svg")
    assert dict(mpl.rcParams) == before


def test_a_file_that_cannot_be_is_refused(log, tmp_path):
    """A missing folder and an unknown ending are named."""
    ax = log.plot.counts()
    with pytest.raises(FileNotReadable, match="nowhere"):
        log.plot.save(ax, tmp_path / "nowhere" / "a.png")
    with pytest.raises(UnknownFormat, match=r"\.png"):
        log.plot.save(ax, tmp_path / "a.pgn")
    with pytest.raises(InvalidValue, match="dpi"):
        log.plot.save(ax, tmp_path / "a.png", dpi=0)
    assert not list(tmp_path.iterdir())


def test_page_names_its_options():
    """What `help` shows is what is taken."""
    for name in Page.__annotations__:
        assert name in (Page.__doc__ or "")
