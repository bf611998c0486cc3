"""Arabic and Hebrew: joined letters, running leftwards, with digits and Latin words in them.

What is expected is written out as a sign writer would paint it: the joined forms of the letters
one by one from left to right, inside an override that keeps any renderer from turning them.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from conflictlog.plotting import Theme, timeline
from conflictlog.plotting.draw import text
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.months import month_names
from conflictlog.plotting.wording import LEFT_TO_RIGHT, RIGHT_TO_LEFT, clean, first_direction
from tests.drawn import assert_tidy, event

FONTS = Theme().fonts
SHELLING, NORTH, RAQQA, PEACE = "قصف", "شمال", "الرقة", "שלום"
PAINTED = {
    SHELLING: "\ufed2\ufebc\ufed7",
    NORTH: "\ufedd\ufe8e\ufee4\ufeb7",
    RAQQA: "\ufe94\ufed7\ufeae\ufedf\ufe8d",
    PEACE: PEACE[::-1],
}
RAQQA_NORTHWARDS = f"{PAINTED[RAQQA]} {PAINTED[NORTH]}"
LONG = f"{SHELLING} {NORTH} {RAQQA} 12 km " * 6
MARKS = LEFT_TO_RIGHT + RIGHT_TO_LEFT


def ink(words, **how):
    """Draw one line large, as our pictures do, and give its pixels cut to what is inked."""
    figure = Figure(figsize=(8, 1), dpi=100)
    canvas = FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    fixed = {"transform": ax.transAxes, "theme": Theme(), "size": 30, "colour": "#000000"}
    text(ax, 0.02, 0.3, words, **(fixed | how))
    canvas.draw()
    dark = np.asarray(canvas.buffer_rgba())[:, :, 0] < 128
    across, down = dark.any(axis=0).nonzero()[0], dark.any(axis=1).nonzero()[0]
    return dark[down[0] : down[-1] + 1, across[0] : across[-1] + 1]


def same(one, two):
    """Say whether two pictures of ink are the same but for a pixel's rounding here and there."""
    if abs(one.shape[1] - two.shape[1]) > 3 or abs(one.shape[0] - two.shape[0]) > 2:
        return False
    high, wide = np.minimum(one.shape, two.shape)
    shared = (one[:high, :wide] & two[:high, :wide]).sum()
    return shared > 0.9 * max(one.sum(), two.sum())


@pytest.mark.parametrize(
    ("written", "painted"),
    [
        *PAINTED.items(),
        (f"{NORTH} {RAQQA}", RAQQA_NORTHWARDS),
        (f"12 km {NORTH} {RAQQA}", f"12 km {RAQQA_NORTHWARDS}"),
        (f"{NORTH} {RAQQA} 12 km", f"km 12 {RAQQA_NORTHWARDS}"),
        (f"{NORTH} 12 {RAQQA}", f"{PAINTED[RAQQA]} 12 {PAINTED[NORTH]}"),
        (f"{PEACE} (12)", f"(12) {PAINTED[PEACE]}"),
        (f"Kyiv, {PEACE}", f"Kyiv, {PAINTED[PEACE]}"),
    ],
)
@pytest.mark.parametrize("bold", [False, True])
def test_a_line_is_painted_as_it_is_read(written, painted, bold):
    """Letters are joined and run leftwards; numbers and Latin words keep their own direction."""
    found = ink(clean(written, FONTS), bold=bold)
    assert same(found, ink(f"\u202d{painted}\u202c", bold=bold))
    assert not same(found, ink(f"\u202d{written}\u202c", bold=bold))


def test_what_follows_a_name_in_our_sentences_stays_behind_it():
    """A count after an Arabic name is not drawn into it."""
    name = clean(RAQQA, FONTS)
    found = ink(f"Raqqa: {name}; 5 more")
    assert same(found, ink(f"\u202dRaqqa: {PAINTED[RAQQA]}; 5 more\u202c"))
    assert clean(f"Raqqa: {name}; 5 more", FONTS) == f"Raqqa: {name}; 5 more"


@given(
    words=st.lists(
        st.sampled_from((SHELLING, NORTH, RAQQA, PEACE, "12", "km", "Kyiv", "(3)", "...")),
        min_size=1,
        max_size=30,
    ),
    width=st.floats(40, 300),
)
def test_every_line_runs_as_the_whole_does(words, width):
    """Broken lines lose no word, keep their order, and begin in the direction of the first."""
    ruler = Ruler(FONTS)
    written = clean(" ".join(words), FONTS)
    for lines in (
        ruler.wrap(written, 9, width),
        ruler.balanced(written, 9, width, lines=100),
    ):
        assert [word for line in lines for word in line.strip(MARKS).split()] == words
        whole = first_direction(written) or LEFT_TO_RIGHT
        assert all((first_direction(line) or LEFT_TO_RIGHT) == whole for line in lines)
        assert all(ruler.width(line, 9) <= max(width, 45) for line in lines)


@pytest.mark.parametrize("width", [4.5, 9])
def test_lines_of_one_block_end_together_on_the_right(width):
    """A title and a label of several Arabic lines are flush right; Latin ones flush left."""
    ax = timeline([event(1, title=LONG), event(2, title="word " * 40)], title=LONG, width=width)
    assert_tidy(ax)
    for label, at in (("title", "x1"), ("label:e-1", "x1"), ("label:e-2", "x0")):
        own = [one for one in ax.texts if one.get_label() == label and "Dec" not in one.get_text()]
        assert len(own) > 1
        edges = [getattr(one.get_window_extent(), at) for one in own]
        assert all(abs(b - a) < 2 for a, b in itertools.pairwise(edges))


@pytest.mark.parametrize("mark", ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067"])
def test_a_title_cannot_turn_what_stands_around_it(mark):
    """Overrides, embeddings and isolates are dropped; marks that reach no further stay."""
    assert clean(f"a{mark}b", FONTS) == "ab"
    assert (
        clean(f"a{LEFT_TO_RIGHT}b{RIGHT_TO_LEFT}c", FONTS) == f"a{LEFT_TO_RIGHT}b{RIGHT_TO_LEFT}c"
    )
    assert clean(f"{mark}{RIGHT_TO_LEFT} \u200d", FONTS) == ""


@pytest.mark.parametrize("locale", ["ar", "he", "fa", "ur"])
def test_the_year_stays_behind_the_month_and_the_day_before(locale):
    """Digits after a month in Arabic or Hebrew would run leftwards: '21 2022 December'."""
    pytest.importorskip("babel")
    base = pytest.importorskip("bidi.algorithm", reason="an oracle of the order on screen")
    month = month_names(locale)[11]
    seen = base.get_display(f"from 21 {month} 2022 on", base_dir="L")
    assert seen.index("21") < seen.index("2022")
    assert seen.endswith("2022 on")
    assert base.get_display(f"21 {month} 2022").split()[-1] == "2022"
