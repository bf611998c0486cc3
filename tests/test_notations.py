"""Coordinates in text: what is read, what is told to be wrong, and what is left alone."""

from __future__ import annotations

import math
import pickle

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conflictlog.errors import InvalidValue
from conflictlog.geocoding.notations import Coordinates, ShortPlusCode, read_coordinates
from conflictlog.geocoding.notations.values import SMALLEST_KM
from conflictlog.outlines import distance_km


def read(text: str) -> Coordinates:
    """Read what must be whole coordinates."""
    found = read_coordinates(text)
    assert isinstance(found, Coordinates), text
    return found


KYIV = [
    "50.4501, 30.5234",
    "50.4501,30.5234",
    "50.4501 30.5234",
    "(50.4501; 30.5234)",
    "[50.4501/30.5234]",
    "+50.4501, +30.5234",
    "50,4501 30,5234",
    "50,4501; 30,5234",
    "50,4501, 30,5234",
    "50.4501N 30.5234E",
    "50.4501° N, 30.5234° E",
    "N50.4501 E30.5234",
    "E 30.5234, N 50.4501",
    "30.5234E 50.4501N",
    "50.4501 north, 30.5234 east",
    "lat: 50.4501, lon: 30.5234",
    "50.4501, 30.5234.",
    "Coordinates: 50.4501, 30.5234",
    "координати 50,4501; 30,5234",
    "GPS N 50 27.006 E 30 31.404",
    "50 degrees 27 minutes 0.4 seconds north, 30 degrees 31 minutes 24.2 seconds east",
    "50 градусов 27 минут 0,4 секунды с.ш., 30 градусов 31 минута 24,2 секунды в.д.",
    "50 درجة 27.006 دقيقة شمالا، 30 درجة 31.404 دقيقة شرقا",
    "longitude 30.5234 latitude 50.4501",
    "широта 50,4501, довгота 30,5234",
    "50,4501° пн. ш., 30,5234° сх. д.",
    "50.4501 с.ш., 30.5234 в.д.",
    "50.4501 северной широты, 30.5234 восточной долготы",
    "٥٠٫٤٥٠١، ٣٠٫٥٢٣٤",
    "٥٠٫٤٥٠١ شمالا ٣٠٫٥٢٣٤ شرقا",
    "۵۰٫۴۵۰۱ شمال، ۳۰٫۵۲۳۴ شرق",
    "50.4501 צפון, 30.5234 מזרח",
    "50°27'0.4\"N 30°31'24.2\"E",
    "50º 27′ 0,4″ N, 30º 31′ 24,2″ E",
    "50°27'0.4'' N 30°31'24.2'' E",
    "N 50°27'0.4\", E 30°31'24.2\"",
    "50 27 0.4 N 30 31 24.2 E",
    "50°27.006' N 30°31.404' E",
    "50°27.006', 30°31.404'",
    "502700.4N 0303124.2E",
    "N502700.4 E0303124.2",
    "+50.4501+030.5234/",
    "36U UA 24182 91607",
    "9G2GFG2F+2922",
    "geo:50.4501,30.5234",
    "geo:50.4501,30.5234,180;crs=wgs84?z=12",
    "geo:0,0?q=50.4501,30.5234(Maidan)",
    "https://www.google.com/maps/place/Kyiv/@50.40,30.60,12z/data=!4m6!3d50.4501!4d30.5234",
    "https://maps.google.com/?q=50.4501,30.5234",
    "https://www.openstreetmap.org/?mlat=50.4501&mlon=30.5234#map=15/50.40/30.60",
    "https://yandex.ru/maps/?pt=30.5234,50.4501&z=12",
    "http://wikimapia.org/#lang=uk&lat=50.4501&lon=30.5234&z=12",
]


@pytest.mark.parametrize("text", KYIV)
def test_every_notation_of_one_point_gives_that_point(text):
    """Maidan Nezalezhnosti, written by fifty hands."""
    found = read(text)
    assert distance_km(found.lat, found.lon, 50.4501, 30.5234) < 0.02
    assert found.radius_km < 0.03


def test_what_geopy_misreads_is_read_or_left_alone():
    """geopy.Point makes 26, 82; 30, -166; 0, 2 and 2, 3 of these."""
    square = read("37U DP 26 82")
    assert (square.notation, round(square.lat, 3), round(square.lon, 3)) == ("MGRS", 48.591, 38.003)
    comma = read("50,4501 30,5234")
    assert (comma.lat, comma.lon) == (50.4501, 30.5234)
    spaced = read("48 35 44 N 38 00 02 E")
    assert (spaced.lat, spaced.lon, spaced.notation) == (48.595556, 38.000556, "DMS")
    assert read_coordinates("1 2 3") is None


@pytest.mark.parametrize(
    "text",
    [
        "", "Kyiv", "12 km NE of Avdiivka", "12, 15", "50 30", "50,45", "50,30", "12 Shevchenko St",
        "M03", "E40", "5", "48.5", "2022-12-19", "1 MAR 2022", "25FEB2022", "1 May 2022", "3 men",
        "10 the", "37u dp 26 82", "48 35 44", "50 27 0 30 31 0", "Kyiv 50.45, 30.52 centre",
        "at 50.4501, 30.5234", "50.4501, 30.5234, 12", "14:30", "https://example.org/50.4,30.5",
        "http://[50.45,30.52", "12345 67890", "С.", "°", "N E", "1.2.3, 4.5", "50.45.1 30.52",
        "48°35'44\" 12", "5 min, 3 min", "coordinates", "GPS",
        "coordinates of 50.45, 30.52", "9" * 5000, "1," * 900,
    ],
)  # fmt: skip
def test_what_is_no_notation_is_none(text):
    """Names, dates, house numbers and sentences that hold coordinates."""
    assert read_coordinates(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("91.2, 30", "-90 to 90; lat and lon look swapped: if so, write 30, 91.2"),
        ("118.2, 34.05", "write 34.05, 118.2"),
        ("-91.5, 200.5", "check the digits"),
        ("45.0, 190.5", "write -169.5"),
        ("45.5N 190.5E", "-180 to 180"),
        ("95°30'N 38°00'E", "latitude is 95.5"),
        ("48°65'N 38°00'E", "minutes are 65"),
        ("48°60'N 38°00'E", "minutes are 60"),
        ("486000N 0380000E", "reach 60"),
        ("48°35'61\"N 38°00'00\"E", "seconds are 61"),
        ("486500N 0380000E", "reach 60"),
        ("geo:95.0,30.0", "latitude is 95"),
        ("https://maps.google.com/?q=95.5,30.0", "latitude is 95.5"),
        ("61UDP2682", "a number from 1 to 60"),
        ("0UDP2682", "a number from 1 to 60"),
        ("37IDP2682", "without I and O"),
        ("37UAA0050", "to each side"),
        ("37UKP2682", "has no square KP"),
        ("37UDZ2682", "has no square DZ"),
        ("37TDP2682", "outside band T"),
        ("37U DP 123 45", "another number of digits"),
        ("37UDP123", "another number of digits"),
        ("37U 412345 412345", "48 to 56 degrees"),
        ("37U 012345 5412345", "outside the grid"),
        ("XXXXXXXX+XX", "outside the Earth"),
    ],
)
def test_what_is_out_of_range_says_so(text, told):
    """A notation that cannot be true is told apart from what is none."""
    with pytest.raises(InvalidValue) as caught:
        read_coordinates(text)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("50.45N 30.52", "only one of two numbers has a direction"),
        ("50.45N 30.52N", "both numbers are latitudes"),
        ("50.45E 30.52W", "both numbers are longitudes"),
        ("-50.45S 30.52E", "a sign and a letter"),
        ("lat 50.45E, lon 30.52N", "contradict"),
        ("48 35 44, 38 00 02", "or something else"),
        ("37S 412345 3900000", "the southern hemisphere"),
        ("FG2F+29", "add the place"),
        ("https://maps.app.goo.gl/AbCdEf123", "a short one is known to its site"),
        ("https://www.google.com/maps/place/Kyiv", "cannot be read offline"),
        ("geo:50.45", "geo:50.4501,30.5234"),
        ("geo:50.45,30.52;crs=nad27", "WGS84"),
        ("geo:50.45,30.52;u=far", "in metres"),
    ],
)
def test_what_is_unclear_is_refused_with_a_cure(text, told):
    """Nothing is guessed: two readings are two readings."""
    with pytest.raises(InvalidValue, match="expected") as caught:
        read_coordinates(text)
    assert told in str(caught.value)


def test_only_text_is_read():
    """Numbers have their own way in."""
    with pytest.raises(InvalidValue, match="Place"):
        read_coordinates((50.45, 30.52))


def test_digits_make_the_radius():
    """A tenth of a degree leaves 7 km open, a kilometre square 0.7, and nothing beats 10 m."""
    assert read("50.4, 30.5").radius_km == pytest.approx(6.6, abs=0.1)
    assert read("50.45, 30.52").radius_km == pytest.approx(0.66, abs=0.01)
    assert read("50.45012345, 30.52341234").radius_km == SMALLEST_KM
    assert read("50.4501, 30.5").radius_km == pytest.approx(3.56, abs=0.01)
    assert read("48°N 38°E").radius_km == pytest.approx(67, abs=1)
    assert read("48°35'N 38°00'E").radius_km == pytest.approx(1.1, abs=0.05)
    assert read("37UDP").radius_km == pytest.approx(70.7, abs=0.1)
    assert read("geo:50.4501,30.5234;u=350").radius_km == 0.35


def test_a_view_of_a_map_is_no_pin():
    """What a link was looking at is known to half a screen, whatever its digits."""
    near = read("https://www.google.com/maps/@50.4501234,30.5234567,17z")
    far = read("https://www.google.com/maps/@50.4501234,30.5234567,9z")
    metres = read("@50.4501234,30.5234567,2500m/data=!3m1!1e3")
    osm = read("https://www.openstreetmap.org/#map=9/50.4501/30.5234")
    assert near.notation == far.notation == metres.notation == osm.notation == "map view"
    assert far.radius_km == pytest.approx(256 * near.radius_km, rel=1e-4)
    assert osm.radius_km == pytest.approx(far.radius_km, rel=1e-4)
    assert metres.radius_km == 2.5


def test_yandex_writes_the_longitude_first():
    """Its links would put Kyiv into Saudi Arabia otherwise."""
    found = read("https://yandex.ru/maps/143/kyiv/?ll=30.5234%2C50.4501&z=12")
    assert (found.lat, found.lon, found.notation) == (50.4501, 30.5234, "map view")


def test_n_and_s_after_a_zone_may_be_hemispheres():
    """A reading is taken where it is the only one that fits."""
    assert read("37N 412345 5412345") == read("37U 412345 5412345")
    assert read("37S 412345 8000000").lat == pytest.approx(-18.09, abs=0.01)


def test_a_short_plus_code_waits_for_its_place():
    """The place is the locator's to find; the nearest cell of that name is meant."""
    code = read_coordinates("FG2F+29, Kyiv")
    assert code == ShortPlusCode(code="FG2F+29", of="Kyiv")
    assert isinstance(code, ShortPlusCode)
    found = code.near(50.45, 30.52)
    assert distance_km(found.lat, found.lon, 50.4501, 30.5234) < 0.02
    assert pickle.loads(pickle.dumps(found)) == found


def test_unseen_marks_do_not_hide_coordinates():
    """Copied text carries marks of direction and spaces of many widths."""
    assert read("\u200e50.4501\u00a0\u200f,\u2009−30.5234\ufeff").lon == -30.5234


lats = st.floats(-90, 90).map(lambda value: round(value, 6))
lons = st.floats(-180, 180).map(lambda value: round(value, 6))


def within(found: Coordinates, lat: float, lon: float, *, slack: float = 0.0005) -> bool:
    """Say whether a point lies in the disc; the slack is what rounding to 1e-6 degrees costs."""
    return distance_km(found.lat, found.lon, lat, lon) <= found.radius_km + slack


@given(lats, lons, st.integers(1, 7), st.sampled_from(["{}, {}", "{} {}", "{};{}", "({}, {})"]))
def test_decimals_are_read_within_their_digits(lat, lon, digits, form):
    """What is written to n digits lies within their radius."""
    assert within(read(form.format(f"{lat:.{digits}f}", f"{lon:.{digits}f}")), lat, lon)


@given(lats, lons, st.integers(1, 6))
def test_a_decimal_comma_says_the_same(lat, lon, digits):
    """A comma for a point changes nothing, where the two stay apart."""
    point = f"{lat:.{digits}f} {lon:.{digits}f}"
    for mark in (" ", "; ", ", "):
        assert read(point.replace(".", ",").replace(" ", mark)) == read(point)


def sexagesimal(value: float, parts: int, digits: int) -> list[str]:
    """Write an angle by degrees, minutes and seconds, rounded at the end only."""
    units = round(abs(value) * 60 ** (parts - 1) * 10**digits)
    written = []
    for order in range(parts - 1, -1, -1):
        size = 60**order * 10**digits
        amount, units = divmod(units, size) if order else (units / 10**digits, 0)
        written.append(f"{amount:.{digits}f}" if order == 0 else str(amount))
    return written


LETTERS = {
    "Latin": "NSEW",
    "Ukrainian": ["пн. ш.", "пд. ш.", "сх. д.", "зх. д."],
    "Russian": ["с.ш.", "ю.ш.", "в.д.", "з.д."],
    "Arabic": ["شمالا", "جنوبا", "شرقا", "غربا"],
    "Hebrew": ["צפון", "דרום", "מזרח", "מערב"],
}


@given(
    lats, lons, st.integers(1, 3), st.integers(0, 4), st.sampled_from(list(LETTERS)), st.booleans()
)
def test_minutes_and_seconds_are_read_within_their_digits(lat, lon, parts, digits, script, swap):
    """In marks and letters of every script, in either order."""
    north, south, east, west = LETTERS[script]
    marks = "°'\""
    halves = []
    for value, letters in ((lat, (north, south)), (lon, (east, west))):
        numbers = sexagesimal(value, parts, digits)
        angle = "".join(number + mark for number, mark in zip(numbers, marks, strict=False))
        halves.append(f"{angle} {letters[value < 0]}")
    found = read(", ".join(reversed(halves) if swap else halves))
    assert within(found, lat, lon)


@given(lats, lons, st.integers(0, 3))
def test_compact_forms_are_read_within_their_digits(lat, lon, digits):
    """As notices to aviators write them."""
    lat_parts = sexagesimal(lat, 3, digits)
    lon_parts = sexagesimal(lon, 3, digits)
    width = 2 + (digits + 1 if digits else 0)
    one = f"{lat_parts[0]:0>2}{lat_parts[1]:0>2}{lat_parts[2]:0>{width}}{'NS'[lat < 0]}"
    two = f"{lon_parts[0]:0>3}{lon_parts[1]:0>2}{lon_parts[2]:0>{width}}{'EW'[lon < 0]}"
    assert within(read(f"{one} {two}"), lat, lon)


grid_lats = st.floats(-79.9, 83.9)
grid_lons = st.floats(-179.99, 179.99)


@given(grid_lats, grid_lons, st.integers(1, 5), st.booleans())
def test_mgrs_is_read_as_another_library_writes_it(lat, lon, precision, spaced):
    """GEOTRANS, by the package mgrs, names the square; the point lies within its radius."""
    mgrs = pytest.importorskip("mgrs")
    assume(abs(lat) > 1e-6)  # GEOTRANS rounds the southern side of the equator onto it
    text = mgrs.MGRS().toMGRS(lat, lon, MGRSPrecision=precision)
    digits = text[-2 * precision :]
    if spaced:
        head = text[: -2 * precision]
        text = f"{head[:-2]} {head[-2:]} {digits[:precision]} {digits[precision:]}"
    found = read(text)
    assert found.notation == "MGRS"
    assert within(found, lat, lon, slack=0.01 * found.radius_km + 0.001)


@given(grid_lats, grid_lons)
def test_utm_is_read_to_the_metre(lat, lon):
    """The letter of the band goes with the zone."""
    utm = pytest.importorskip("utm")
    east, north, zone, band = utm.from_latlon(lat, lon)
    assume(band != "S")
    assert within(read(f"{zone}{band} {east:.0f} {abs(north):.0f}"), lat, lon, slack=0.002)


@given(st.floats(-89.99, 89.99), st.floats(-179.99, 179.99), st.sampled_from([4, 6, 8, 10, 11, 12]))
def test_plus_codes_are_read_within_their_cell(lat, lon, length):
    """Full codes, padded ones too."""
    from openlocationcode import openlocationcode

    found = read(openlocationcode.encode(lat, lon, length))
    assert within(found, lat, lon)


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_a_shortened_plus_code_comes_back(lat, lon, up, along):
    """Completed from a point nearby it is the full code again."""
    from openlocationcode import openlocationcode

    full = openlocationcode.encode(lat, lon)
    short = read_coordinates(f"{full[4:]} Somewhere")
    assert isinstance(short, ShortPlusCode)
    assert short.near(lat + up, lon + along) == read(full)


@given(st.text(alphabet="0123456789.,;-+°'\"NSEW /UDP:@#zg", max_size=40))
def test_any_text_is_coordinates_none_or_an_error_of_ours(text):
    """Nothing else comes out, and what comes out lies on the Earth."""
    try:
        found = read_coordinates(text)
    except InvalidValue:
        return
    if isinstance(found, Coordinates):
        assert abs(found.lat) <= 90
        assert abs(found.lon) <= 180
        assert SMALLEST_KM <= found.radius_km < math.inf
