"""Maps in cartopy's projections: our own outlines, cut where the plane is, an honest scale."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from conflictlog.errors import InvalidValue, MissingExtra
from conflictlog.outlines import country_rings, distance_km
from conflictlog.place import Place
from conflictlog.plotting.cartography import draw_map
from conflictlog.plotting.cartography.projected import fit_projected
from tests.drawn import assert_tidy, event, gids, said

ccrs = pytest.importorskip("cartopy.crs")

KYIV = Place("Kyiv", lat=50.45, lon=30.52, country="UKR")
BELARUS = Place(country="BLR", precision="undisclosed")
TAVEUNI = Place("Taveuni", lat=-16.85, lon=179.97, country="FJI")
NIUAFOOU = Place("Niuafo'ou", lat=-15.6, lon=-175.63, country="TON")
ARCTIC = Place("The pole", lat=89.5, lon=0, radius_km=500, precision="water")
CONIC = ccrs.LambertConformal(30, 50)


def at(number, *places, **fields):
    """Make an event at places."""
    return event(number, places=places, **fields)


def area_km2(path):
    """Give the area of rings in metres, holes and overlaps apart."""
    rings = [np.asarray(ring) for ring in path.to_polygons(closed_only=True)]
    return sum(
        abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2e6
        for x, y in ((ring - ring[0]).T for ring in rings)
    )


@pytest.mark.parametrize(
    ("projection", "places", "extent"),
    [
        (CONIC, [KYIV, BELARUS], "Ukraine"),
        (ccrs.Robinson(), [KYIV, TAVEUNI, Place(country="ATA")], None),
        (ccrs.AzimuthalEquidistant(180, -10), [TAVEUNI, NIUAFOOU], None),
        (ccrs.NorthPolarStereo(), [ARCTIC, Place(country="GRL")], None),
        (ccrs.Orthographic(30, 50), [KYIV, ARCTIC], (-180, -90, 180, 90)),
    ],
)
@pytest.mark.parametrize("width", [4, 10])
def test_a_projected_map_is_tidy_and_names_its_projection(projection, places, extent, width):
    """Wide and narrow, across the antimeridian, at the pole, on a globe."""
    events = [at(number, place) for number, place in enumerate(places)]
    ax = draw_map(events, projection=projection, extent=extent, width=width)
    assert_tidy(ax)
    assert len(gids(ax)) == len(places)
    assert " projection; " in said(ax, "footer")
    assert "Equirectangular" not in said(ax, "footer")


def test_the_scale_bar_is_as_long_as_it_says_at_the_middle():
    """Its ends, set at the middle of the map and back on the globe, lie so far apart."""
    ax = draw_map([at(1, KYIV)], projection=CONIC, extent="Ukraine")
    said_km = next(t.get_text() for t in ax.texts if t.get_label() == "scale")
    bar = next(line for line in ax.lines if line.get_label() == "scale")
    ends = bar.get_transform().transform(np.column_stack(bar.get_data()))
    plane = ax.transData.inverted().transform(ends)
    middle = np.array([np.mean(ax.get_xlim()), np.mean(ax.get_ylim())])
    plane += middle - plane.mean(axis=0)
    (lon1, lat1, _), (lon2, lat2, _) = ccrs.PlateCarree().transform_points(CONIC, *plane.T)
    assert distance_km(lat1, lon1, lat2, lon2) == pytest.approx(float(said_km[:-3]), rel=0.01)


def test_the_world_has_no_one_scale():
    """Where the scale changes much, a bar would say what is not so."""
    ax = draw_map([], projection=ccrs.Robinson(), extent=(-180, -90, 180, 90))
    assert not any(text.get_label() == "scale" for text in ax.texts)
    assert "no one scale holds" in said(ax, "footer")


@settings(max_examples=25)
@given(
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(20, 3000),
    st.sampled_from(
        [
            ccrs.LambertAzimuthalEqualArea(),
            ccrs.LambertAzimuthalEqualArea(30, 50),
            ccrs.Mollweide(),
            ccrs.EqualEarth(180),
        ]
    ),
)
def test_a_disc_keeps_its_area_wherever_the_plane_is_cut(lat, lon, km, projection):
    """In a plane of equal areas, over poles and antimeridian too."""
    view = fit_projected((-180, -90, 180, 90), projection, 500, height=None)
    true = 2 * np.pi * 6371.0**2 * (1 - np.cos(km / 6371.0))
    assert area_km2(view.disc(lat, lon, km)) == pytest.approx(true, rel=0.08)


def test_countries_are_cut_at_the_antimeridian_and_not_smeared():
    """Russia, Fiji and Antarctica have their areas on a plane that cuts through them."""
    for centre in (0, 100):
        view = fit_projected((-180, -90, 180, 90), ccrs.Mollweide(centre), 500, height=None)
        for code, true in (("RUS", 16.9e6), ("FJI", 19e3), ("ATA", 12.3e6)):
            assert area_km2(view.path(country_rings(code))) == pytest.approx(true, rel=0.1)


def test_what_lies_beyond_the_horizon_is_counted():
    """The far side of a globe is outside the map, and a map of it alone is refused."""
    globe = ccrs.Orthographic(30, 50)
    ax = draw_map([at(1, KYIV), at(2, TAVEUNI)], projection=globe)
    assert "1 lies outside this map" in said(ax, "footer")
    assert "1 lies outside" in said(draw_map([at(2, TAVEUNI)], projection=globe), "footer")
    with pytest.raises(InvalidValue, match="central_longitude"):
        draw_map([at(2, TAVEUNI)], projection=globe, extent="Fiji")


def test_geographic_axes_keep_their_projection():
    """The map takes that of the axes, and draws nothing that must be fetched."""
    pytest.importorskip("cartopy.mpl.geoaxes")
    figure = Figure(figsize=(10, 9))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.05, 0.05, 0.9, 0.9), projection=CONIC)
    ax = draw_map([at(1, KYIV), at(2, BELARUS)], ax=axes)
    assert ax is axes
    figure.canvas.draw()
    assert_tidy(ax)
    assert "Lambert conformal projection" in said(ax, "footer")
    with pytest.raises(InvalidValue, match="that of the axes"):
        draw_map([], ax=axes, projection=ccrs.Robinson())


@pytest.mark.parametrize("wrong", ["Robinson", 4326, ccrs.Geodetic(), ccrs.Robinson])
def test_what_is_no_projection_is_refused(wrong):
    """Names, codes and classes are told what is wanted."""
    with pytest.raises(InvalidValue, match="LambertConformal"):
        draw_map([], projection=wrong)


def test_without_cartopy_its_extra_is_named(monkeypatch):
    """Nothing else of a map needs it."""
    monkeypatch.setitem(sys.modules, "cartopy.crs", None)
    monkeypatch.setitem(sys.modules, "cartopy", None)
    with pytest.raises(MissingExtra, match=r"conflictlog\[cartopy\]"):
        draw_map([], projection=CONIC)
