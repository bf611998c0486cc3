"""Laws of every picture: whatever is drawn at whatever width, no text lies on another."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflictlog.event import Event
from conflictlog.place import Place
from conflictlog.plotting import Theme
from conflictlog.report import Actor, Claimant, Estimate, Report, Source
from conflictlog.when import When
from tests.drawn import KINDS, UGLY, WHENS, assert_clear
from tests.pictures import PICTURES, draw

LOOKS = (Theme.light(), Theme.dark(), Theme.print())
words = st.sampled_from(("Raid", "Drones over Kyiv, critical infrastructure damaged", *UGLY))
numbers = st.integers(0, 40_000)
places = st.builds(
    Place,
    words.map(lambda text: text[:200]),
    lat=st.floats(44, 52),
    lon=st.floats(23, 39),
    precision=st.sampled_from(("exact", "town", "vicinity", "admin1")),
)
reports = st.builds(
    lambda outlet, claimant, number, stance: Report(
        source=Source(outlet),
        claimant=Claimant(claimant),
        stance=stance,
        estimates={"killed": Estimate(number, low=number // 2, high=number * 2)},
    ),
    words,
    words,
    numbers,
    st.sampled_from(("affirms", "affirms", "denies")),
)
events = st.builds(
    Event,
    title=words,
    kind=st.sampled_from(KINDS),
    when=st.sampled_from(WHENS).map(lambda text: text and When(text)),
    places=st.lists(places, max_size=2),
    actors=st.lists(st.builds(Actor, words, role=st.just("initiator")), max_size=1),
    reports=st.lists(reports, min_size=1, max_size=3),
)
logs = st.lists(events, min_size=1, max_size=9).map(
    lambda log: [attrs.evolve(one, id=f"e-{number}") for number, one in enumerate(log)]
)


@pytest.mark.parametrize("name", PICTURES)
@settings(max_examples=2, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    log=logs,
    width=st.floats(3, 20),
    title=st.none() | words,
    theme=st.sampled_from(LOOKS),
)
def test_no_text_lies_on_another_or_leaves_the_figure(name, log, width, title, theme):
    """Over titles, places, numbers, times, widths of 3 to 20 inches and looks."""
    ax = draw(name, log, width=width, title=title, theme=theme)
    assert_clear(ax)
    assert ax.figure.get_figwidth() == pytest.approx(width)


@pytest.mark.parametrize("theme", LOOKS, ids=["light", "dark", "print"])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_one_event_is_clear_in_every_look(name, theme):
    """A figure takes the theme's width, where nobody gives another."""
    one = Event(id="e-1", title="Raid", kind="strike", when=When("2022-12-19"))
    ax = draw(name, [one], theme=theme)
    assert_clear(ax)
    if theme.width_mm is not None:
        assert ax.figure.get_figwidth() * 25.4 == pytest.approx(theme.width_mm)
