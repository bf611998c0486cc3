"""A map: dots only where they are true, areas clipped to their country, labels apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import conflictlog as cl
from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.outlines import country_rings
from conflictlog.place import Place
from conflictlog.plotting.cartography import draw_map
from conflictlog.plotting.cartography.view import circle, unrolled
from tests.drawn import assert_tidy, event, gids, legend, said

shapely = pytest.importorskip("shapely")

KYIV = Place("Kyiv", lat=50.45, lon=30.52, country="UKR")
BELGOROD = Place("Belgorod region", lat=50.75, lon=37.6, country="RUS", precision="admin1")
BELARUS = Place(country="BLR", precision="undisclosed")
HOME = (22.0, 44.0, 42.0, 57.0)


def at(number, *places, **fields):
    """Make an event at places."""
    return event(number, places=places, **fields)


def dots(ax):
    """Count the marks that carry an event's id."""
    found = (type(child).__name__ for child in ax.get_children() if child.get_gid())
    return sum(name == "PathCollection" for name in found)


def painted(ax):
    """Give the picture as numbers, rows from the top."""
    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).astype(int)


@pytest.mark.parametrize("width", [7, 11])
def test_the_sample_is_tidy_and_each_event_with_a_place_has_one_id(width):
    """Ten of eleven events have a place; the eleventh is listed."""
    ax = draw_map(cl.datasets.minsk_kyiv_2022(), width=width)
    assert_tidy(ax)
    assert len(gids(ax)) == len(set(gids(ax))) == 10
    assert said(ax, "subtitle").startswith("10 of 11 events")
    footer = said(ax, "footer")
    assert "1 without a place: Minsk would be pressed" in footer
    assert "borders imply no view" in footer
    assert "Natural Earth" in footer
    assert "The Moscow Times/AFP" in footer
    assert "marked sensitive" in footer


def test_a_dot_stands_only_where_the_place_is_known_closely():
    """Neither a region's representative point nor a country is ever a dot."""
    assert dots(draw_map([at(1, KYIV)], extent=HOME)) == 1
    for vague in (BELGOROD, BELARUS, Place("Kharkiv", country="UKR")):
        ax = draw_map([at(1, vague)], extent=HOME)
        assert dots(ax) == 0
        assert gids(ax) == ["event:e-1"]


def test_the_same_radius_is_an_area_on_a_closer_map():
    """A dot is a matter of the figure's scale: 25 km are many pixels on a map of a city."""
    near = Place("Kyiv", lat=50.45, lon=30.52, radius_km=25, country="UKR")
    assert dots(draw_map([at(1, near)], extent=HOME)) == 1
    assert dots(draw_map([at(1, near)], extent=(30, 50.2, 31, 50.7))) == 0


@pytest.mark.parametrize(("place", "code"), [(BELGOROD, "RUS"), (BELARUS, "BLR")])
def test_an_area_colours_nothing_outside_its_country(place, code):
    """Missiles over Belgorod region are no circle over Kharkiv."""
    ax = draw_map([at(1, place)], labels=False, extent=HOME)
    full = painted(ax)
    for artist in ax.get_children():
        if type(artist).__name__ == "PathPatch" and artist.get_zorder() in {2.2, 3.5}:
            artist.set_visible(False)
    changed = np.abs(full - painted(ax)).sum(axis=2) > 30
    rows, columns = np.nonzero(changed)
    spots = np.column_stack([columns + 0.5, full.shape[0] - rows - 0.5])
    degrees = ax.transData.inverted().transform(spots)
    land = shapely.union_all([shapely.Polygon(rings[0]).buffer(0) for rings in country_rings(code)])
    # The edge is a line of some width.
    inside = shapely.contains_xy(land.buffer(0.1), *degrees.T)
    assert len(inside) > 500
    assert inside.all()


def test_the_legend_holds_what_is_in_use():
    """A lone dot has no area's key; a contested one has its words."""
    ax = draw_map([at(1, KYIV, status="contested")], extent=(10, 40, 60, 60))
    assert "contested" in legend(ax)
    assert not any("inside" in words for words in legend(ax))
    ax = draw_map([at(1, BELARUS)])
    assert any("inside" in words for words in legend(ax))


def test_what_lies_outside_is_counted_and_listed():
    """An extent hides nothing in silence."""
    lima = Place("Lima", lat=-12.05, lon=-77.04, country="PER")
    ax = draw_map([at(1, KYIV), at(2, lima, title="A visit to Lima")], extent="Ukraine")
    assert "1 lies outside this map: A visit to Lima" in said(ax, "footer")
    assert said(ax, "subtitle").startswith("1 of 2 events")


def test_a_label_without_room_is_listed_in_the_footer():
    """Forty events in one town: every label is on the map or in the footer."""
    ax = draw_map([at(number, KYIV, title=f"Blast {number}") for number in range(40)], width=6)
    assert_tidy(ax)
    assert len(gids(ax)) == 40
    assert "Drawn without room for a label: " in said(ax, "footer")


def test_the_antimeridian_is_no_edge():
    """Two events on either side of it are near each other on the map."""
    fiji = Place("Taveuni", lat=-16.85, lon=179.97, country="FJI")
    tonga = Place("Niuafo'ou", lat=-15.6, lon=-175.63, country="TON")
    ax = draw_map([at(1, fiji), at(2, tonga)])
    west, east = ax.get_xlim()
    assert east - west < 20
    assert dots(ax) == 2
    assert unrolled([(179, 0, 180, 1), (-180, 0, -179, 1)]) in {
        (179, 0, 181, 1),
        (-181, 0, -179, 1),
    }


def test_shapes_are_in_proportion():
    """One km is as long across as it is down."""
    ax = draw_map([at(1, KYIV)], extent=HOME)
    ring = ax.transData.transform(circle(50.45, 30.52, 20))
    across, down = np.ptp(ring, axis=0)
    assert across == pytest.approx(down, rel=0.02)


def test_many_events_are_collections_without_labels():
    """Above sixty events the subtitle says so."""
    places = [Place(lat=48 + n / 100, lon=30 + n / 70, country="UKR") for n in range(80)]
    ax = draw_map([at(number, place) for number, place in enumerate(places)])
    assert "no labels above 60 events" in said(ax, "subtitle")
    assert len(ax.get_children()) < 120


def test_it_draws_into_axes_and_stays_inside():
    """Two maps share a figure."""
    figure = Figure(figsize=(16, 8))
    FigureCanvasAgg(figure)
    for number, ax in enumerate(figure.subplots(1, 2)):
        drawn = draw_map([at(1, KYIV), at(2, BELARUS)], ax=ax)
        assert drawn is ax
        box = ax.get_position()
        assert number * 0.45 < box.x0 < box.x1 < 0.5 + number * 0.5
    assert_tidy(ax)


@pytest.mark.parametrize("events", [[], [event(1)]])
def test_an_empty_map_says_so(events):
    """No events, and none with a place, make a clear figure."""
    ax = draw_map(events)
    assert_tidy(ax)
    assert any("no events" in text.get_text() for text in ax.texts)


def test_bad_input_is_refused_with_a_cure():
    """Names are looked up, boxes and sizes checked."""
    with pytest.raises(UnknownName, match="Ukraine"):
        draw_map([], extent="Ukrane")
    with pytest.raises(InvalidValue, match="south below north"):
        draw_map([], extent=(20, 60, 40, 50))
    with pytest.raises(InvalidValue, match="extent"):
        draw_map([], extent=(20, 60))
    with pytest.raises(InvalidValue, match="width is 1"):
        draw_map([], width=1)
    with pytest.raises(InvalidValue, match="beside ax"):
        draw_map([], width=9, ax=Figure().subplots())


@settings(max_examples=12, deadline=None)
@given(
    titles=st.lists(st.text(max_size=90), min_size=1, max_size=7),
    width=st.floats(5, 14),
    data=st.data(),
)
def test_labels_never_overlap_whatever_the_words(titles, width, data):
    """Text is data, and the map stays tidy."""
    pool = st.sampled_from([KYIV, BELGOROD, BELARUS, Place("Minsk", lat=53.9, lon=27.57)])
    events = [at(n, data.draw(pool), title=title or None) for n, title in enumerate(titles)]
    ax = draw_map(events, width=width)
    assert_tidy(ax)
    assert len(gids(ax)) == len(events)
