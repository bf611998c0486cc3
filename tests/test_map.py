"""A map: dots only where they are true, areas clipped to their country, labels apart."""

from __future__ import annotations

import json

import attrs
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import conflictlog as cl
from conflictlog.errors import FileNotReadable, InvalidValue, UnknownId, UnknownName
from conflictlog.outlines import country_rings
from conflictlog.place import Place
from conflictlog.plotting.cartography import draw_map
from conflictlog.plotting.cartography.hexagons import bin_points
from conflictlog.plotting.cartography.view import circle, unrolled
from conflictlog.plotting.describing import describe
from conflictlog.plotting.theme import Theme
from conflictlog.testing import generate
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


def test_single_labels_are_replaced_or_hidden():
    """The marks stay; an id that is not there is refused by the nearest that is."""
    events = [at(1, KYIV), at(2, KYIV, title="Second"), at(3, BELARUS), at(4, BELARUS)]
    ax = draw_map(events, labels={"e-1": "Other words", "e-2": "", "e-3": "Drills", "e-4": " "})
    written = " ".join(text.get_text() for text in ax.texts)
    assert "Other words" in written
    assert "Drills" in written
    assert "Second" not in written
    assert len(gids(ax)) == 4
    with pytest.raises(UnknownId, match="e-1"):
        draw_map(events, labels={"e-11": "Other words"})
    with pytest.raises(InvalidValue, match="mapping"):
        draw_map(events, labels=["e-1"])


def test_the_alt_text_tells_what_the_shapes_show():
    """Dots, areas, categories and who stands behind."""
    told = describe(draw_map([at(1, KYIV), at(2, BELARUS, kind="visit", status="contested")]))
    assert "Dots at 1 place; 1 area filled." in told
    assert "Strike 1" in told
    assert "not contested 1, contested 1." in told


@settings(max_examples=4, deadline=None)
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


AREAS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"shapeName": name, "ADM1_PCODE": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]],
            },
        }
        for name, code, w, s, e, n in (
            ("Kharkivs'ka Oblast", "UA63", 35, 48.5, 38, 50.2),
            ("B\u00e9lgorod", "RU-BEL", 35.5, 50.2, 39, 51.3),
            ("North", "A", 30, 46, 31, 47),
            ("North", "B", 33, 46, 34, 47),
        )
    ],
}


def patches(ax):
    """Give the filled areas."""
    return [a for a in ax.get_children() if type(a).__name__ == "PathPatch" and a.zorder == 2.2]


def test_a_place_that_boundaries_name_is_filled_by_its_polygon():
    """Case, accents and the word for what it is do not matter; a code will do too."""
    by_code = Place("Kharkiv", pcode="UA63", country="UKR", precision="admin1")
    ax = draw_map([at(1, BELGOROD), at(2, by_code)], boundaries=AREAS)
    assert_tidy(ax)
    shapes = {tuple(np.ptp(patch.get_path().vertices, axis=0).round(1)) for patch in patches(ax)}
    assert shapes == {(3.5, 1.1), (3.0, 1.7)}
    assert "2 events known to 2 areas of the boundaries given" in said(ax, "footer")


@pytest.mark.parametrize(
    "place",
    [
        Place(admin1="North", country="UKR"),
        Place(admin1="Belgorod", country="BRA", lat=-10.0, lon=-50.0, precision="admin1"),
        Place("Kyiv", lat=50.45, lon=30.52, country="UKR"),
    ],
)
def test_boundaries_are_no_guess(place):
    """Two areas of one name, one far from the point, and a town match nothing."""
    ax = draw_map([at(1, place)], boundaries=AREAS)
    assert "No place is named as an area" in said(ax, "footer")


def test_boundaries_are_read_from_files_text_and_geometries(tmp_path):
    """A path, its text, and whatever has a geo interface give the same map."""
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps(AREAS), encoding="utf-8")
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.GeoDataFrame.from_features(AREAS["features"], crs=4326)
    for source in (path, str(path), json.dumps(AREAS), frame):
        ax = draw_map([at(1, BELGOROD)], boundaries=source, labels=False, width=5)
        assert "1 event known to 1 area" in said(ax, "footer")
    with pytest.raises(InvalidValue, match=r"EPSG:3857.*to_crs\(4326\)"):
        draw_map([], boundaries=frame.to_crs(3857))
    lines = shapely.LineString([(30, 50), (32, 51)])
    assert gids(draw_map([at(1, KYIV)], boundaries=lines)) == ["event:e-1"]


def polygon(*ring):
    """Give a polygon of one ring."""
    return {"type": "Polygon", "coordinates": [list(ring)]}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (3, "boundaries are 3"),
        ("{", "no JSON"),
        ({"a": 1}, "GeoJSON"),
        ({"type": "FeatureCollection", "features": []}, "no polygon and no line"),
        ({"type": "FeatureCollection", "features": 3}, "no list of features"),
        ({"type": "Topology"}, "Topology"),
        ({"type": "Point", "coordinates": [1, 2]}, "draw points as events"),
        (polygon([0, 0], [1, 0], [1, 1]), "not closed"),
        (polygon([0, 0], [1, 0], [1, 1], [0, 1]), "not closed"),
        (polygon([500000, 6e6], [1, 0], [1, 1], [500000, 6e6]), "to_crs"),
        (polygon([0, float("nan")], [1, 0], [1, 1], [0, 0]), "finite"),
        ({"type": "Polygon", "coordinates": [1]}, "nested wrongly"),
        ({"type": "Polygon", "coordinates": None}, "nested wrongly"),
    ],
)
def test_bad_boundaries_are_refused(given, words):
    """Each says what was wrong, and what cures it."""
    with pytest.raises(InvalidValue, match=words):
        draw_map([at(1, KYIV)], boundaries=given)


def test_missing_boundaries_are_named():
    """A path that is no file is not read as text."""
    with pytest.raises(FileNotReadable, match=r"nowhere\.geojson"):
        draw_map([at(1, KYIV)], boundaries="nowhere.geojson")


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("kind", {"Strike", "Visit"}),
        ("status", {"Reported", "Contested"}),
        ("country", {"UKR", "BLR"}),
        ("none", set()),
        (lambda event: event.id, {"e-1", "e-2"}),
    ],
)
def test_colours_are_told_by_what_was_asked(by, words):
    """The legend names each category in use."""
    events = [at(1, KYIV), at(2, BELARUS, kind="visit", status="contested")]
    found = legend(draw_map(events, by=by))
    assert words <= found
    assert ("Strike" in found) == (by == "kind")


def test_an_unknown_colouring_is_refused():
    """The nearest name is told."""
    with pytest.raises(UnknownName, match="'status'"):
        draw_map([], by="statsu")
    with pytest.raises(InvalidValue, match="by is 3"):
        draw_map([], by=3)


@pytest.fixture(scope="module")
def crowd():
    """Give a log of more events than marks are drawn of."""
    return generate(10_200, seed=4, sources=1, style="sparse").logs["A"]


@pytest.fixture(scope="module")
def crowded(crowd):
    """Give the map of the crowd."""
    return draw_map(crowd)


@pytest.fixture
def throng(monkeypatch):
    """Give a log that is a crowd only because marks are drawn of fewer."""
    monkeypatch.setattr("conflictlog.plotting.cartography.plate.MOST_MARKS", 300)
    monkeypatch.setattr("conflictlog.plotting.intake.CROWD", 300)
    return generate(600, seed=4, sources=1, style="sparse").logs["A"]


def test_a_crowd_is_counted_in_hexagons(crowded):
    """Every event is in a hexagon, in a hatched country, or counted in the footer."""
    ax = crowded
    assert_tidy(ax)
    assert "density above 10,000 events" in said(ax, "subtitle")
    (drawn,) = [artist for artist in ax.get_children() if artist.get_gid() == "density"]
    assert len(drawn.get_paths()) > 50
    assert any("events in a hexagon: 1" in words for words in legend(ax))
    assert any("somewhere in it" in words for words in legend(ax))
    shown = int(said(ax, "subtitle").split(" of ")[0].replace(",", ""))
    assert f"{10_200 - shown:,} lie outside this map" in said(ax, "footer")
    assert "In no hexagon" in said(ax, "footer")


def test_a_log_and_a_list_give_the_same_crowd(throng):
    """Events that are objects already are counted as columns are."""
    one, two = draw_map(throng), draw_map(list(throng))
    assert said(one, "subtitle") == said(two, "subtitle")
    assert legend(one) == legend(two)


def test_area_only_events_are_in_no_hexagon(throng):
    """A region's representative point is no point."""
    vague = throng.derived["place_precision"].is_in(["admin1", "admin2"])
    some = [event for event, keep in zip(throng, vague, strict=True) if keep][:4]
    events = [one for _ in range(80) for one in some]
    events = [attrs.evolve(one, id=f"e-{n}") for n, one in enumerate(events)]
    ax = draw_map(events)
    assert not any(artist.get_gid() == "density" for artist in ax.get_children())
    assert "In no hexagon" in said(ax, "footer")


def test_what_a_crowd_has_outside_the_map_is_counted(crowd):
    """No event goes missing where the map ends."""
    ax = draw_map(crowd, extent=(5, 5, 8, 8))
    shown = int(said(ax, "subtitle").split(" of ")[0].replace(",", ""))
    assert 0 < shown < 10_200
    assert f"{10_200 - shown:,} lie far outside this map" in said(ax, "footer")


def test_few_of_a_crowd_in_a_window_are_drawn_one_by_one(monkeypatch):
    """The switch asks how many events may touch the extent; the others are counted."""
    monkeypatch.setattr("conflictlog.plotting.cartography.plate.MOST_MARKS", 300)
    many = [at(n, Place(lat=-12 + n / 400, lon=-77.0, country="PER")) for n in range(320)]
    events = [*many, at(400, KYIV), at(401, BELARUS), at(402)]
    ax = draw_map(events, extent=(28, 49, 33, 51))
    assert said(ax, "subtitle").startswith("1 of 323 events")
    assert gids(ax) == ["event:e-400"]
    assert "321 lie far outside this map" in said(ax, "footer")
    assert "1 without a place" in said(ax, "footer")
    assert "density" in said(draw_map(events, extent="Peru"), "subtitle")


@given(
    st.lists(st.tuples(st.floats(0, 900), st.floats(0, 700)), min_size=1, max_size=60),
    st.floats(4, 12),
)
def test_each_point_lies_in_the_hexagon_that_counts_it(points, across):
    """Counts add up, and no point is farther from a centre than a corner is."""
    spots = np.array(points)
    bins = bin_points(spots, np.arange(len(points)), across)
    assert bins.counts.sum() == len(points)
    apart = np.hypot(*(spots[:, None, :] - bins.centres[None]).transpose(2, 0, 1))
    assert (apart.min(axis=1) <= across / np.sqrt(3) + 1e-6).all()


def test_an_event_counts_once_in_a_hexagon():
    """Two places of one event in one hexagon are one event."""
    bins = bin_points(np.zeros((3, 2)), np.array([0, 0, 1]), 9.0)
    assert bins.counts.tolist() == [2]


def test_marks_at_one_place_are_one_mark_that_says_so():
    """Eighty blasts in one town are one larger dot, not a column of dots."""
    ax = draw_map([at(number, KYIV) for number in range(80)])
    assert "larger: several at one place, up to 80" in legend(ax)
    assert dots(ax) == 0


PLACES = st.builds(
    Place,
    name=st.sampled_from([None, "Kyiv", "\u05e9\u05dc\u05d5\u05dd", "long " * 30]),
    lat=st.floats(-90, 90) | st.sampled_from([-90.0, 0.0, 89.99, 90.0]),
    lon=st.floats(-180, 180) | st.sampled_from([-180.0, 179.999, 180.0]),
    radius_km=st.sampled_from([0.1, 5.0, 50.0, 400.0, 5000.0]),
    precision=st.sampled_from(["exact", "vicinity", "admin1", "water"]),
    country=st.none() | st.sampled_from(["UKR", "FJI", "RUS", "ATA", "SGP", "RUS|UKR"]),
)


@settings(max_examples=4, deadline=None)
@given(
    places=st.lists(PLACES, min_size=1, max_size=5),
    width=st.floats(3, 20),
    theme=st.sampled_from([Theme(), Theme.dark(), Theme.print()]),
)
@example(places=[Place(lat=90.0, lon=0.0), Place(lat=-90.0, lon=0.0)], width=3, theme=Theme())
@example(places=[Place(lat=1.0, lon=180.0), Place(lat=1.0, lon=-180.0)], width=20, theme=Theme())
def test_a_map_is_tidy_wherever_on_the_globe_and_however_wide(places, width, theme):
    """No labels overlap, nothing leaves the figure, each event shown has one id."""
    events = [at(number, place) for number, place in enumerate(places)]
    ax = draw_map(events, width=width, theme=theme)
    assert_tidy(ax)
    found = gids(ax)
    assert len(found) == len(set(found))
    counted = said(ax, "subtitle").split(" event")[0]
    assert len(found) == int(counted.split(" of ")[0])
    low, high = ax.get_ylim()
    assert -90 <= low < high <= 90


@pytest.mark.parametrize(
    "extent", [(30.5, 50.4, 30.6, 50.5), (-180, -90, 180, 90), (170, -20, -170, 0)]
)
@pytest.mark.parametrize("width", [3, 20])
def test_tiny_and_whole_world_extents_are_tidy(extent, width, throng):
    """A city, the world, and a window over the antimeridian; few events and very many."""
    for events in ([at(1, KYIV), at(2, BELARUS)], throng):
        assert_tidy(draw_map(events, extent=extent, width=width))
