"""Colours for every eye: told apart without red or green cones, and legible on their paper."""

from __future__ import annotations

import itertools

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb

from conflictlog.plotting import Theme
from tests.drawn import event
from tests.pictures import PICTURES, draw

colorspacious = pytest.importorskip("colorspacious")

THEMES = {"light": Theme.light(), "dark": Theme.dark(), "print": Theme.print()}
TAB10 = [to_hex(colour) for colour in mpl.colormaps["tab10"].colors]  # type: ignore[attr-defined]
#: Least distances in CAM02-UCS, where about 2 is just seen side by side.
LEAST = {"deuteranomaly": 15.0, "protanomaly": 15.0, "tritanomaly": 10.0, None: 18.0}


def seen(colour, eye):
    """Give a colour as a dichromat sees it."""
    if eye is None:
        return np.array(to_rgb(colour))
    space = {"name": "sRGB1+CVD", "cvd_type": eye, "severity": 100}
    return np.clip(colorspacious.cspace_convert(np.array(to_rgb(colour)), space, "sRGB1"), 0, 1)


def nearest(colours, eye):
    """Give the least distance between two of the colours, and which they are."""
    return min(
        (
            float(
                colorspacious.deltaE(
                    seen(one, eye), seen(two, eye), input_space="sRGB1", uniform_space="CAM02-UCS"
                )
            ),
            one,
            two,
        )
        for one, two in itertools.combinations(colours, 2)
    )


def contrast(one, two):
    """Give the contrast of WCAG 2: 1 to 21."""

    def light(colour):
        parts = np.array(to_rgb(colour))
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ (0.2126, 0.7152, 0.0722))

    low, high = sorted((light(one), light(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("eye", LEAST, ids=str)
@pytest.mark.parametrize("look", THEMES)
def test_categories_are_told_apart_by_every_eye(look, eye):
    """No two colours of a palette, "other" among them, are near; far better than tab10's."""
    theme = THEMES[look]
    colours = [*theme.palette, theme.other]
    least, one, two = nearest(colours, eye)
    assert least >= LEAST[eye], (one, two)
    if eye in {"deuteranomaly", "protanomaly"}:
        assert least >= 2.5 * nearest(TAB10[: len(colours)], eye)[0]


@pytest.mark.parametrize("eye", LEAST, ids=str)
@pytest.mark.parametrize("look", THEMES)
def test_for_and_against_are_far_apart(look, eye):
    """The two colours on which a whole picture rests."""
    assert nearest((THEMES[look].affirm, THEMES[look].deny), eye)[0] >= 40


@pytest.mark.parametrize("look", THEMES)
def test_marks_stand_out(look):
    """At least 3:1 on paper and on the shaded lanes, as WCAG asks of what is not text."""
    theme = THEMES[look]
    for colour in (*theme.palette, theme.other, theme.key, theme.affirm, theme.deny):
        for ground in (theme.paper, theme.band):
            assert contrast(colour, ground) >= 3, (colour, ground)


@pytest.mark.parametrize("look", THEMES)
@pytest.mark.parametrize("name", PICTURES)
def test_every_text_is_legible(look, name):
    """4.5:1 on paper and band for each text drawn, but names of countries under the marks."""
    theme = THEMES[look]
    log = [event(number, f"2022-12-{number + 10}", kind=kind) for number, kind in enumerate(KINDS)]
    ax = draw(name, log, theme=theme)
    words = [text for text in ax.texts if text.get_visible() and text.get_label() != "country"]
    assert words
    for text in (*words, *ax.get_xticklabels()):
        grounds = (theme.paper, theme.band)
        if str(text.get_label()).startswith("cell"):
            continue
        for ground in grounds:
            assert contrast(text.get_color(), ground) >= 4.5, (text.get_text(), text.get_label())


KINDS = ("strike", "visit", "exercise", "outage", "statement", "deployment", "protest", None)
