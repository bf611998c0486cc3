"""A text becomes a place only where it means one; what was assumed is said."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.geocoding.locating.pipeline import locate_in
from conflictlog.outlines import distance_km
from conflictlog.place import Place
from tests.places_table import HandTable

TABLE = HandTable()


def locate(text, **options):
    """Look a text up in the small table."""
    return locate_in(TABLE, text, **options)


def where(found) -> tuple[float, float]:
    """Give the point of what was decided."""
    assert found.state == "decided", str(found)
    best = found.candidates[0]
    assert best.lat is not None
    assert best.lon is not None
    return best.lat, best.lon


@pytest.mark.parametrize("text", ["Kyiv", "KIEV", "київ", "Киев", "كييف", "קייב", "м. Київ"])
def test_a_city_has_many_names_and_outshines_its_namesakes(text):
    """Population decides for a city of 50,000 and more."""
    assert where(locate(text)) == (50.4547, 30.5238)


def test_the_place_keeps_the_text_and_says_how_it_was_found():
    """What was written is never replaced."""
    place = locate("Артемовск", country="UKR").place
    assert (place.name, place.precision, place.admin1) == ("Артемовск", "town", "Donetsk Oblast")
    assert place.basis == "geocoded: former name, GeoNames"


# --- Ambiguity ---


def test_villages_of_one_name_stay_ambiguous_whatever_their_size():
    """Of 15 front-line names the most populous namesake was the wrong one for 9."""
    found = locate("Stepove", country="UKR")
    assert (found.state, len(found.candidates)) == ("ambiguous", 3)
    with pytest.raises(cl.AmbiguousPlace, match="Donetsk Oblast"):
        _ = found.place
    assert found.hint == "give admin1= (Donetsk Oblast or Mykolaiv Oblast), near= or an override"


@pytest.mark.parametrize("admin1", ["Donetsk Oblast", "Донецька область", "UA-14", "Donetsk"])
def test_the_division_decides_in_any_of_its_spellings(admin1):
    """A village is told by its oblast."""
    assert where(locate("Степове", country="UKR", admin1=admin1)) == (48.19, 37.66)


def test_a_place_near_by_decides_where_the_next_namesake_is_plainly_farther():
    """By a point, a place, or a name."""
    for near in ((48.14, 37.75), Place("x", lat=48.14, lon=37.75), "Bakhmut"):
        assert where(locate("Stepove", country="UKR", near=near)) == (48.19, 37.66)
    beside = locate("Stepove", country="UKR", near=(47.2, 32.0))
    assert (beside.state, len(beside.candidates)) == ("ambiguous", 3)
    assert [each.admin1 for each in beside.candidates][:2] == ["Mykolaiv Oblast"] * 2


def test_two_large_cities_compete_until_a_country_is_given():
    """Five times as many people is no decision."""
    found = locate("Tripoli")
    assert found.state == "ambiguous"
    assert found.hint == "give country= (Lebanon or Libya)"
    assert where(locate("Tripoli", country="Lebanon")) == (34.4367, 35.8497)
    assert where(locate("طرابلس", country=["LBY"])) == (32.8752, 13.1875)


def test_a_country_and_a_state_of_one_name_compete():
    """Neither Georgia is a safe guess."""
    assert locate("Georgia").state == "ambiguous"
    assert locate("Georgia", country="USA").best.kind == "admin1"


def test_a_word_that_two_countries_are_called_by_decides_neither():
    """Congo is two countries, and so is Korea."""
    table = HandTable(
        """
        Republic of the Congo; -0.7; 15.2; 600; country; COG; ; 0; Congo
        DR Congo; -2.9; 23.6; 1100; country; COD; ; 0;
        """
    )
    assert locate_in(table, "Congo").state == "ambiguous"
    assert locate_in(table, "Congo", country="COD").place.country == "COD"


def test_a_town_wins_over_the_base_of_its_name_unless_the_base_is_asked_for():
    """By ``kind=``, by a family of kinds, or by a word of the text."""
    assert [each.kind for each in locate("Saki", country="UKR").candidates] == ["town", "airbase"]
    assert locate("Саки", country="UKR", kind="airbase").best.name == "Saky Air Base"
    assert locate("Саки", country="UKR", kind="base").best.name == "Saky Air Base"
    assert locate("Saky air base", country="UKR").best.kind == "airbase"
    assert locate("аеродром Саки", country="UKR").best.kind == "airbase"


def test_a_base_that_is_not_known_is_looked_for_about_its_town():
    """With a wider disc, less confidence, and a note."""
    found = locate("Bakhmut air base", country="UKR").best
    assert (found.precision, found.radius_km >= 20) == ("vicinity", True)
    assert "no airbase of that name is in the gazetteer" in found.notes


# --- Relations ---


def test_a_direction_and_a_distance_move_the_place_and_widen_it():
    """The radius is the town's own and a quarter of the distance at least."""
    found = locate("12 km NE of Avdiivka", country="UKR", admin1="Donetsk Oblast")
    lat, lon = where(found)
    assert distance_km(lat, lon, 48.139, 37.748) == pytest.approx(12, abs=0.002)
    assert lat > 48.139
    assert lon > 37.748
    assert found.best.radius_km >= 5 + 3
    assert found.place.precision == "vicinity"
    assert found.best.method == "12 km NE of Avdiivka"


def test_a_city_outshines_its_namesakes_in_relations_too():
    """Near Kyiv is near the city, whatever village has its name."""
    table = HandTable(
        """
        Kyiv; 50.45; 30.52; 14; city; UKR; ; 2952301;
        Kyiv; 47.5; 31.5; 2; village; UKR; ; 300;
        Gaza; 31.5; 34.45; 8; city; PSE; ; 590481;
        Gaza Province; -22.9; 33.0; 250; admin1; MOZ; ; 0; Gaza
        """
    )
    for text in (
        "near Kyiv",
        "12 km NE of Kyiv",
        "northern Kyiv",
        "north of Kyiv",
        "5 km from Kyiv",
    ):
        assert where(locate_in(table, text)) == pytest.approx((50.45, 30.52), abs=0.2)
    assert {each.kind for each in locate_in(table, "northern Gaza").candidates} == {
        "city",
        "admin1",
    }
    assert locate_in(table, "northern Gaza").state == locate_in(table, "Gaza").state == "ambiguous"


def test_places_that_are_named_together_and_lie_far_apart_are_no_place():
    """No one disc says anything of them."""
    found = locate("Kyiv and Minsk")
    assert (found.state, "each up by itself" in found.hint) == ("none", True)


def test_relations_keep_the_ambiguity_of_what_they_start_from():
    """12 km from one of several villages is one of several places."""
    assert locate("12 km NE of Stepove", country="UKR").state == "ambiguous"
    assert locate("near Stepove", country="UKR").state == "ambiguous"


@pytest.mark.parametrize(
    ("text", "lat", "lon", "least", "most"),
    [
        ("near Bakhmut", 48.595, 38.0, 16, 16),
        ("під Бахмутом", 48.595, 38.0, 16, 16),
        ("5 km from Chasiv Yar", 48.588, 37.834, 9, 12),
        ("between Chasiv Yar and Bakhmut", 48.59, 37.92, 8, 15),
        ("northern Kharkiv Oblast", 50.18, 36.5, 100, 110),
        ("Bakhmut, Donetsk Oblast, Ukraine", 48.595, 38.0, 6, 6),
        ("Бахмут (Донецька область)", 48.595, 38.0, 6, 6),
    ],
)
def test_each_relation_has_its_disc(text, lat, lon, least, most):
    """Near is wider than at, and a part is within the whole."""
    found = locate(text, country="UKR")
    assert where(found) == pytest.approx((lat, lon), abs=0.03)
    assert least <= found.best.radius_km <= most


def test_an_area_in_the_text_decides_like_the_condition_of_the_call():
    """The oblast after the comma is as good as ``admin1=``."""
    assert where(locate("Stepove, Donetsk Oblast", country="UKR")) == (48.19, 37.66)
    assert where(locate("Авдіївка, Чернігівська область")) == (51.58, 33.02)
    assert where(locate("Avdiivka (Chernihiv Oblast), Ukraine")) == (51.58, 33.02)


def test_an_unknown_village_is_given_by_its_town_but_not_by_its_oblast():
    """A wrong answer is worse than none; a disc around a town still says something."""
    found = locate("Nova Sloboda, Bakhmut", country="UKR").best
    assert (found.precision, found.radius_km) == ("vicinity", 16)
    assert "'Nova Sloboda' is not known in it" in found.notes
    assert locate("Nova Sloboda, Donetsk Oblast", country="UKR").state == "none"
    assert locate("Nova Sloboda, Tripoli").state == "none"


def test_the_largest_area_may_come_first():
    """As addresses are written in Ukraine."""
    assert where(locate("Донецька область, Степове", country="UKR")) == (48.19, 37.66)


def test_a_former_name_stands_back_where_the_day_is_known():
    """After the renaming, Artemivsk is whatever is called so now; without a day both compete."""
    table = HandTable(
        """
        Bakhmut; 48.595; 38.0; 6; city; UKR; Donetsk Oblast; 77620; -Artemivsk
        Artemivsk; 47.9; 36.9; 2; village; UKR; ; 300;
        """
    )
    assert locate_in(table, "Artemivsk", country="UKR").state == "ambiguous"
    assert locate_in(table, "Artemivsk", on="2015-02-01").state == "ambiguous"
    found = locate_in(table, "Artemivsk", country="UKR", on="2022-12-19")
    assert found.best.name == "Artemivsk"
    assert "former name of Bakhmut" in found.notes[0]


def test_a_name_in_use_goes_before_one_among_the_others_of_a_place():
    """Nikopol was once called so, and Sloviansk is."""
    table = HandTable(
        """
        Nikopol; 47.57; 34.39; 5; city; UKR; ; 105160; Слов'янськ
        Slovyansk; 48.85; 37.6; 5; city; UKR; ; 105141; Слов'янськ
        """
    )
    assert locate_in(table, "Слов'янськ").best.name == "Slovyansk"


def test_another_spelling_of_one_village_does_not_tell_it_from_its_namesakes():
    """The table has the Russian name of one of the two."""
    table = HandTable(
        """
        Vesele; 44.85; 34.88; 2; village; UKR; ; 900; Veseloe
        Vesele; 48.06; 37.73; 2; village; UKR; ; 300;
        """
    )
    assert locate_in(table, "Veseloe", country="UKR").state == "ambiguous"


def test_a_village_is_taken_in_another_romanisation_but_not_misspelt():
    """Every other village differs by a letter from one, and a gazetteer lacks many."""
    table = HandTable("Vodiane; 48.1; 37.7; 2; village; UKR; ; 300;")
    assert locate_in(table, "Vodyane", country="UKR").best.name == "Vodiane"
    found = locate_in(table, "Vodiano", country="UKR")
    assert (found.state, found.hint) == ("none", "did you mean Vodiane? Then write that")


def test_a_slip_of_the_pen_keeps_the_first_letter():
    """Ntarama is no misspelt Gitarama."""
    table = HandTable("Gitarama; -2.07; 29.76; 5; city; RWA; ; 87613;")
    assert locate_in(table, "Ntarama", country="RWA").state == "none"
    assert locate_in(table, "Gitaramma", country="RWA").state == "decided"


def test_a_village_is_no_city():
    """Whoever writes "village" means none."""
    assert locate("Bakhmut village", country="UKR").state == "none"
    assert locate("Bakhmut town", country="UKR").state == "decided"


def test_a_division_may_be_spelt_nearly():
    """They are few, so the nearest is plain; where it is not, it is refused."""
    for name in ("Donets'k oblast", "Donetskk Oblast", "oblast of Donetsk"):
        assert where(locate("Stepove", country="UKR", admin1=name)) == (48.19, 37.66)


def test_villages_side_by_side_are_one_place_in_a_wider_disc():
    """What differs by less than the disc is no ambiguity."""
    table = HandTable(
        """
        Geneina; 13.453; 22.447; 5.7; city; SDN; ; 162981;
        Geneina; 13.475; 22.457; 2; village; SDN; ; 900;
        """
    )
    assert 5.7 <= locate_in(table, "Geneina").best.radius_km <= 10


def test_names_of_a_side_of_a_place_are_names_first():
    """Eastern Ghouta is no eastern part of a Ghouta."""
    assert locate("Eastern Ghouta", country="SYR").best.method == "exact name"


def test_places_named_together_are_covered_by_one_disc():
    """Where each is known and they lie near one another."""
    found = locate("Metina, Zap, Avashin", country="IRQ")
    assert found.state == "decided"
    disc = found.place.cap
    for row in TABLE.all:
        if row.name in {"Metina", "Zap", "Avashin"}:
            assert disc.contains(Place(lat=row.lat, lon=row.lon, radius_km=20).cap)


# --- What is not told, and what is not found ---


@pytest.mark.parametrize("text", ["undisclosed location", "місце не розголошується"])
def test_a_withheld_place_is_no_missing_one(text):
    """Its country stays known."""
    found = locate(text, country="BLR")
    assert (found.state, found.place.precision, found.place.country) == (
        "withheld",
        "undisclosed",
        "BLR",
    )


def test_a_withheld_place_keeps_the_area_that_is_told():
    """A country by its code, a division by its disc."""
    assert locate("undisclosed location in Belarus").place.country == "BLR"
    area = locate("undisclosed location in Kharkiv Oblast").place
    assert (area.precision, area.admin1, area.radius_km) == ("undisclosed", "Kharkiv Oblast", 130)


def test_what_matches_nothing_is_none_and_says_what_would_help():
    """No hit is an answer, no error."""
    found = locate("Zhovtiarskivske")
    assert (found.state, found.place) == ("none", None)
    assert found.hint.startswith("give country=")
    assert "Lebanon or Libya" in locate("Tripoli", country="SYR").hint
    assert "kind=" in locate("Kyiv", kind="airbase").hint


def test_a_misspelt_name_is_found_inside_a_country_only():
    """Without one a near miss is mostly a wrong place elsewhere."""
    assert locate("Bakmut", country="UKR").best.name == "Bakhmut"
    assert locate("Bakmut").state == "none"
    assert locate("Bakmut", country="SYR").state == "none"


def test_a_name_that_another_place_bears_is_not_misspelt():
    """Chernihiv's Avdiivka is no typing error for something in Kharkiv Oblast."""
    found = locate("Avdiivka", country="UKR", admin1="Kharkiv Oblast")
    assert found.state == "none"
    assert "outside what was asked for" in found.hint


# --- Codes and coordinates ---


def test_codes_are_read_where_they_are_written_as_codes():
    """UKBB is an airport; ukbb is nothing."""
    assert locate("UKBB").best.name == "Kyiv Boryspil"
    assert locate("ukbb").state == "none"
    assert locate("BLR").place == Place(
        "BLR", country="BLR", precision="country", basis="geocoded: code, GeoNames"
    )


@pytest.mark.parametrize(
    "text", ["48.1397, 37.7420", "48,1397; 37,7420", "48°08'23\"N 37°44'31\"E", "N48.1397 E37.7420"]
)
def test_coordinates_are_a_point_with_the_radius_of_their_digits(text):
    """No name is looked for."""
    found = locate(text, country="UKR")
    assert where(found) == pytest.approx((48.1397, 37.742), abs=2e-4)
    assert (found.place.precision, found.place.country) == ("exact", "UKR")
    assert found.best.radius_km < 0.1


def test_coordinates_outside_the_country_are_kept_and_marked():
    """Nothing is moved or swapped."""
    found = locate("15.35, 44.2", country="UKR")
    assert found.place.country is None
    assert found.best.notes == ("far outside UKR, which was asked for",)


# --- Bad input ---


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "without a letter"),
        (" \t ", "without a letter"),
        ("---", "without a letter"),
        (None, "expected text"),
        (50.45, "expected text"),
        ("Kyiv " * 2000, "10,000 characters|9,999 characters"),
        ("Kyi\x00v", "control"),
        ("Kуiv", "Cyrillic"),
        ("91.2, 30.5", "-90 to 90"),
        ("50.45, 190.2", "-180 to 180"),
    ],
)
def test_what_cannot_be_a_place_is_refused_with_its_cure(text, told):
    """Each error says what was seen, what was expected, and what to do."""
    with pytest.raises(cl.InvalidValue, match=told):
        locate(text, country="UKR")


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"country": "Ukrane"}, cl.UnknownName, "Ukraine"),
        ({"admin1": "Nowhere Oblast", "country": "UKR"}, cl.UnknownName, "admin1"),
        ({"admin1": " "}, cl.InvalidValue, "admin1"),
        ({"kind": "air base"}, cl.UnknownName, "airbase"),
        ({"kind": 7}, cl.InvalidValue, "kind"),
        ({"near": (91, 30)}, cl.InvalidValue, "lat"),
        ({"near": "Nowhere at all"}, cl.InvalidValue, "near"),
        ({"near": Place("Kyiv")}, cl.InvalidValue, "no point"),
        ({"near": 7}, cl.InvalidValue, "near"),
        ({"near": "Stepove"}, cl.AmbiguousPlace, "Stepove"),
        ({"on": "winter"}, cl.InvalidValue, "on"),
        ({"limit": 0}, cl.InvalidValue, "limit"),
        ({"overrides": {"Kyiv": (50, 30)}}, cl.InvalidValue, "override"),
    ],
)
def test_conditions_that_cannot_be_met_are_refused(options, error, told):
    """A mistyped country is no missing place."""
    with pytest.raises(error, match=told):
        locate("Kyiv", **options)


def test_the_name_of_a_country_may_be_written_in_another_language():
    """Whatever the gazetteer knows a country by."""
    assert where(locate("Kyiv", country="Україна")) == (50.4547, 30.5238)


# --- Overrides ---


def test_an_override_always_wins():
    """By the text, however it is spelt; one for the country goes first."""
    here = Place("Yahidne", lat=49.5, lon=37.5, radius_km=2, country="UKR")
    there = Place("Yahidne", lat=51.4, lon=31.3, radius_km=2, country="UKR")
    told = {"ЯГІДНЕ": there, ("Ягідне", "UKR"): here}
    assert where(locate("ягідне", country="UKR", overrides=told)) == (49.5, 37.5)
    assert where(locate("ягідне", overrides=told)) == (51.4, 31.3)
    assert locate("Kyiv", overrides={"kyiv": here}).best.method == "override"
    undisclosed = Place(country="BLR", precision="undisclosed")
    assert locate("Kyiv", overrides={"Kyiv": undisclosed}).place.precision == "undisclosed"


# --- Values and laws ---


def test_a_launch_area_is_marked():
    """Strikes come from there; it is no target."""
    notes = locate("Primorsko-Akhtarsk", country="RUS").best.notes
    assert "a launch area: strikes come from here" in notes


def test_confidence_is_explained_by_notes():
    """Fewer conditions and more rivals lower it, each with its reason."""
    sure = locate("Kyiv", country="UKR").best
    unsure = locate("Kyiv").best
    rivals = locate("Stepove", country="UKR").best
    assert sure.confidence > unsure.confidence > rivals.confidence
    assert "no country was given" in unsure.notes
    assert "one of 3 that compete" in rivals.notes


def test_a_result_can_be_sent_to_another_process():
    """It is a value."""
    found = locate("Stepove", country="UKR")
    assert pickle.loads(pickle.dumps(found)) == found


names = st.sampled_from(sorted({hit.matched for hits in TABLE.hits.values() for hit in hits}))
codes = st.sampled_from(["UKR", "SYR", "LBN", "LBY", "IRQ", "BLR"])


@given(names, codes)
def test_a_country_never_loses_a_place_that_lies_in_it(name, code):
    """What was found there without the condition is found with it."""
    without = {
        each.source_id
        for each in locate(name, limit=50).candidates
        if code in each.countries and each.kind != "country"
    }
    found = locate(name, country=code, limit=50)
    assert without <= {each.source_id for each in found.candidates}


@given(names, st.integers(1, 500), st.sampled_from([0, 45, 90, 135, 180, 225, 270, 315]))
def test_so_far_from_a_place_lies_so_far_from_it(name, km, bearing):
    """The distance along the great circle is the one that was written."""
    wind = dict(zip(range(0, 360, 45), ["N", "NE", "E", "SE", "S", "SW", "W", "NW"], strict=True))
    base = locate(name, limit=50)
    moved = locate(f"{km} km {wind[bearing]} of {name}", limit=50)
    placed = {each.source_id: each for each in base.candidates}
    for each in moved.candidates:
        at = placed[each.source_id]
        assert distance_km(at.lat, at.lon, each.lat, each.lon) == pytest.approx(km, abs=0.002)
        assert each.radius_km >= at.radius_km + km / 4


@given(names)
def test_near_a_place_is_never_more_exact_than_the_place(name):
    """Nor is "north of" it, or "outside" it."""
    placed = {each.source_id: each for each in locate(name, limit=50).candidates}
    for words in ("near", "north of", "outside", "5 km from"):
        for each in locate(f"{words} {name}", limit=50).candidates:
            if each.source_id in placed:
                assert each.radius_km >= placed[each.source_id].radius_km
                assert each.confidence <= placed[each.source_id].confidence


@given(names, st.sampled_from([str.upper, str.lower, str.title, lambda text: f"  {text} "]))
def test_case_and_blanks_change_nothing(name, change):
    """But for codes, which are written in capitals."""
    one, other = locate(name, limit=50), locate(change(name), limit=50)
    if "code" not in {each.method for each in (*one.candidates, *other.candidates)}:
        assert one.state == other.state
        assert one.candidates == other.candidates


@given(st.text(max_size=40))
def test_any_text_is_answered_or_refused(text):
    """Nothing else can happen."""
    try:
        found = locate(text, country="UKR")
    except cl.ConflictlogError:
        return
    assert found.state in {"decided", "ambiguous", "none", "withheld"}
    assert len(str(found)) > 0
