"""Queries: what they say, what they keep, and what they refuse."""

from __future__ import annotations

import json
import pickle

import pytest

import conflictlog as cl
from conflictlog.query import Query

KYIV = cl.Place("Kyiv", lat=50.45, lon=30.52)


@pytest.fixture(scope="module")
def log():
    """Give the sample of December 2022."""
    return cl.datasets.minsk_kyiv_2022()


def test_a_query_prints_as_the_expression_that_makes_it():
    """A reader may copy it."""
    query = cl.near(KYIV, km=50) & cl.during("2022-12") & ~cl.kind("strike", "battle")
    assert repr(query) == (
        "near(Place('Kyiv', lat=50.45, lon=30.52), km=50) & during('2022-12')"
        " & ~kind('battle', 'strike')"
    )
    assert query._repr_html_() == (
        "<code>near(Place(&#x27;Kyiv&#x27;, lat=50.45, lon=30.52), km=50) &amp; "
        "during(&#x27;2022-12&#x27;) &amp; ~kind(&#x27;battle&#x27;, &#x27;strike&#x27;)</code>"
    )
    assert repr((cl.on("2022-12-19") | cl.kind("visit")) & cl.before("2023")) == (
        "(on('2022-12-19') | kind('visit')) & before('2023-01-01')"
    )


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (lambda: cl.during("2022"), "during('2022')"),
        (lambda: cl.during("2022-12"), "during('2022-12')"),
        (lambda: cl.during("2022-12-18/2022-12-20"), "during('2022-12-18/2022-12-20')"),
        (lambda: cl.during("2022-12-18/.."), "during('2022-12-18/..')"),
        (lambda: cl.during("../2022-12"), "during('../2022-12-31')"),
        (lambda: cl.on("2022-12-19"), "on('2022-12-19')"),
        (lambda: cl.on("2022-12-19") | cl.on("2022-12-20"), "during('2022-12-19/2022-12-20')"),
        (lambda: cl.during("2022-11") | cl.during("2022-12-30/.."), None),
        (lambda: cl.between("2022-12-18", "2022-12-20"), "during('2022-12-18/2022-12-20')"),
        (lambda: cl.before("2022-12"), "before('2022-12-01')"),
        (lambda: cl.after("2022-12"), "after('2022-12-31')"),
        (lambda: ~cl.after("2022-12"), "during('../2022-12-31')"),
        (
            lambda: cl.between("2022-12-19T00:00", "2022-12-19T06:00", tz="Europe/Kyiv"),
            "between('2022-12-18T22:00:00Z', '2022-12-19T04:00:00Z')",
        ),
        (lambda: cl.after("2022-12-19T04:00:00Z"), "after('2022-12-19T04:00:00Z')"),
        (lambda: cl.before("2022-12-19T04:00:00Z"), "before('2022-12-19T04:00:00Z')"),
    ],
)
def test_times_are_written_in_one_form(query, text):
    """Whatever form they came in; and the text makes an equal query."""
    made = query()
    names = {name: getattr(cl, name) for name in cl.__all__}
    assert eval(repr(made), names) == made  # noqa: S307 - our own text
    if text is not None:
        assert repr(made) == text


def test_a_query_is_a_value():
    """Equal up to order, hashable, to be pickled and to be a key."""
    one = cl.near(KYIV, km=50) & cl.during("2022-12") & cl.during("2022-12")
    other = cl.during("2022-12-01/2022-12-31") & cl.near((50.45, 30.52), km=50.0)
    assert one == other
    assert len({one, other}) == 1
    assert one != cl.near(KYIV, km=50) | cl.during("2022-12")
    assert pickle.loads(pickle.dumps(one)) == one


def test_a_filter_says_how_sure_it_is_and_why(log):
    """Certain, possible, and what leaves the rest open."""
    query = cl.near(KYIV, km=50) & cl.during("2022-12") & cl.kind("strike")
    kept = log.filter(query)
    assert kept.ids == ("MK22:belgorod", "MK22:invasion", "MK22:raid", "MK22:raid-kyiv")
    assert (
        "1 certain, 3 possible (1 for place, 1 for place and kind, 1 for place and time)"
        in str(kept).splitlines()[0]
    )
    assert kept.doubts.filter(id="MK22:raid").row(0, named=True) == {
        "id": "MK22:raid",
        "place": True,
        "time": False,
        "kind": False,
    }
    assert log.filter(query, certainty="certain").ids == ("MK22:raid-kyiv",)
    assert "1 certain, 0 possible" in str(log.filter(query, certainty="certain"))
    assert log.doubts.columns == ["id"]
    assert "possible" not in str(log).splitlines()[0]
    again = kept.filter(cl.on("2022-12-19"))
    assert again.doubts.filter(id="MK22:raid")["place"].item(), "earlier doubt stays"
    sure = kept.filter(cl.source("Reuters") | ~cl.source("Reuters"))
    assert sure.doubts.equals(kept.doubts), "a question that leaves nothing open adds no doubt"


def test_a_query_explains_itself(log):
    """What each part keeps."""
    query = cl.kind("strike") & (cl.on("2022-12-19") | cl.during("2021"))
    lines = query.explain(log).splitlines()
    assert lines[0].split() == ["certain", "possible", "no"]
    assert [line.split()[-3:] for line in lines[2:3]] == [["3", "1", "7"]]
    assert len(lines) == 6


def test_an_answer_an_event(log):
    """Yes, no, or not known."""
    query = cl.kind("strike") & cl.during("2022-12")
    found = dict(log.answers(query).rows())
    assert found == {event.id: query.answer(event) for event in log}
    assert found["MK22:raid"] is True
    assert found["MK22:visit"] is False
    assert found["MK22:invasion"] is None


def test_an_empty_log_and_empty_answers(log):
    """Nothing to keep is no error."""
    query = cl.near((0, -150), km=1) & cl.on("1990-01-01") & cl.kind("attack/abduction")
    assert len(cl.EventLog().filter(query)) == 0
    assert len(log.filter(query)) == 0
    assert str(log.filter(query)) == "0 events"
    assert cl.EventLog().answers(query).rows() == []


def test_two_places_are_asked_one_by_one():
    """Between two places lies much that is neither."""
    moved = cl.Event(id="m", places=[KYIV, cl.Place("Minsk", lat=53.9, lon=27.57)])
    log = cl.EventLog([moved])
    between = cl.near((52.2, 29.0), km=50)
    assert len(log.filter(between)) == 0
    assert between.answer(moved) is False
    assert log.filter(cl.near((53.9, 27.57), km=50), certainty="certain").ids == ("m",)


def test_roles_of_places_are_told_apart():
    """Where it was launched is not where it occurred."""
    launch = cl.Place("Kyiv", lat=50.45, lon=30.52, role="launched_from")
    event = cl.Event(id="l", places=[launch])
    assert cl.near(KYIV, km=50).answer(event) is None
    assert cl.near(KYIV, km=50, roles="launched_from").answer(event) is True
    assert cl.EventLog([event]).answers(cl.near((0, 90), km=9)).rows() == [("l", None)]


KYIV_BOX = {"type": "Polygon", "coordinates": [[[30, 50], [31, 50], [31, 51], [30, 51], [30, 50]]]}
BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
OPEN_RING = {"type": "Polygon", "coordinates": [[[30, 50], [31, 50], [31, 51], [30, 51]]]}


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (lambda: cl.value("killed") >= 3, "value('killed') >= 3"),
        (lambda: cl.value("killed", scope="Kyiv") < 2.5, "value('killed', scope='Kyiv') < 2.5"),
        (lambda: ~(cl.value("killed") > 3), "value('killed') <= 3"),
        (lambda: cl.confidence >= 0.6, "confidence >= 0.6"),
        (lambda: (cl.value("killed") > 1) & (cl.value("killed") < 3), None),
        (lambda: cl.actor("Russia", role="initiator"), "actor('Russia', role='initiator')"),
        (lambda: cl.source("AFP") | cl.claimant("the Kremlin"), None),
        (lambda: cl.phase("planned") | cl.phase("ongoing"), "phase('ongoing', 'planned')"),
        (lambda: ~cl.status("denied"), "~status('denied')"),
        (lambda: cl.evidence("video"), "evidence('video')"),
        (lambda: cl.facet("weapon", "drone"), "facet('weapon', 'drone')"),
        (lambda: cl.text("kyiv", "drones"), "text('kyiv') & text('drones')"),
        (lambda: cl.tag("a"), "tag('a')"),
        (lambda: cl.ids("b", "a") | cl.ids("c"), "ids('a', 'b', 'c')"),
        (lambda: cl.part_of("x") | cl.linked_to("x"), "part_of('x') | linked_to('x')"),
        (cl.sensitive, "sensitive()"),
        (lambda: cl.unknown("killed"), "unknown('killed')"),
        (lambda: cl.within("Ukraine"), "within('UKR')"),
        (lambda: cl.within(["Ukraine", "RU"]), "within(['RUS', 'UKR'])"),
        (lambda: cl.within((170, -20, -170, 0)), "within((170, -20, -170, 0))"),
        (lambda: cl.within(admin1="Kyiv Oblast"), "within(admin1='Kyiv Oblast')"),
        (lambda: cl.within(KYIV_BOX, roles="route"), None),
    ],
)
def test_questions_are_written_as_they_are_asked(query, text):
    """And the text makes an equal query; so does the JSON."""
    made = query()
    names = {name: getattr(cl, name) for name in cl.__all__}
    assert eval(repr(made), names) == made  # noqa: S307 - our own text
    assert Query.from_json(made.to_json()) == made
    if text is not None:
        assert repr(made) == text


def test_a_disc_is_in_a_region_on_its_border_or_outside():
    """The radius counts, over the antimeridian and at a pole too."""

    def answers(query, *places):
        events = [cl.Event(id=str(n), place=place) for n, place in enumerate(places)]
        found = cl.EventLog(events).answers(query)["answer"].to_list()
        assert found == [query.answer(event) for event in events]
        return found

    def disc(lat, lon, km):
        return cl.Place(lat=lat, lon=lon, radius_km=km)

    fiji = (170, -20, -170, -10)
    inside, edge, out = disc(-15, 180, 50), disc(-15, -169.9, 50), disc(-15, -165, 50)
    assert answers(cl.within(fiji), inside, edge, out) == [True, None, False]
    arctic = cl.within((-180, 80, 180, 90))
    assert answers(arctic, disc(90, 0, 500), disc(80, 5, 5), disc(70, 5, 5)) == [True, None, False]
    pytest.importorskip("shapely")
    ring = [[170, -20], [190, -20], [190, -10], [170, -10], [170, -20]]
    polygon = {"type": "Polygon", "coordinates": [ring]}
    assert answers(cl.within(polygon), inside, edge, out) == [True, None, False]
    kyiv = cl.within(KYIV_BOX)
    assert answers(kyiv, disc(50.5, 30.5, 5), disc(50.5, 30.02, 5), disc(52, 30.5, 5)) == [
        True,
        None,
        False,
    ]
    belarus = cl.Place(country="Belarus", precision="undisclosed")
    lima = {"type": "Polygon", "coordinates": [[[-78, -13], [-76, -13], [-76, -11], [-78, -13]]]}
    assert answers(cl.within(lima), belarus, cl.Place("a forest")) == [False, None]
    assert answers(kyiv, belarus) == [None], "the cap of Belarus reaches Kyiv"


def test_polygons_come_from_shapely_features_and_boundaries():
    """Whatever has a GeoJSON form."""
    shapely = pytest.importorskip("shapely")
    shape = shapely.box(30, 50, 31, 51)
    feature = {"type": "Feature", "geometry": KYIV_BOX, "properties": {}}
    found = cl.within("Kyiv", boundaries={"Kyiv": shape})
    assert found.answer(cl.Event(place=cl.Place(lat=50.5, lon=30.5))) is True
    assert cl.within(feature).answer(cl.Event(place=cl.Place(lat=50.5, lon=30.5))) is True
    assert "name='Kyiv'" in repr(found)
    mended = cl.within(BOW_TIE, repair=True)
    assert mended.answer(cl.Event(place=cl.Place(lat=0.1, lon=0.05, radius_km=0))) is True
    assert mended.answer(cl.Event(place=cl.Place(lat=0.5, lon=0.01, radius_km=0))) is not None
    assert cl.within(OPEN_RING, repair=True) == cl.within(
        {
            "type": "Polygon",
            "coordinates": [[*OPEN_RING["coordinates"][0], OPEN_RING["coordinates"][0][0]]],
        }
    )


def test_a_division_says_that_it_has_no_outline(log):
    """By its name, else possible."""
    query = cl.within("Ukraine", admin1="KYÏV oblast")
    known = cl.Event(place=cl.Place("Bucha", country="UKR", admin1="Kyiv Oblast"))
    assert query.answer(known) is True
    assert query.answer(cl.Event(place=cl.Place("Bucha", country="UKR"))) is None
    assert "'KYÏV oblast' compared by name, without an outline" in query.explain(log)
    assert "compared by name" in str(log.filter(query)).splitlines()[0]


def test_a_count_is_three_valued_over_all_reports():
    """Low, best and high of each; scopes told apart."""
    raid = cl.Event(
        reports=[
            cl.Report(source="AFP", estimates={"killed": cl.Estimate(4, low=3, high=9)}),
            cl.Report(source="TASS", estimates={"killed": cl.Estimate(2, scope="Kyiv")}),
            cl.Report(source="BBC", stance="denies", about="killed", estimates={"killed": 99}),
        ]
    )
    killed, kyiv = cl.value("killed"), cl.value("killed", scope="Kyiv")
    asked = [killed >= 2, killed >= 3, killed > 9, killed <= 9, kyiv == 2, kyiv != 2]
    assert [query.answer(raid) for query in asked] == [True, None, False, True, True, False]
    assert (cl.value("injured") >= 1).answer(raid) is None
    assert (killed >= 3).answer(cl.Event(reports=[cl.Report(estimates={"killed": 3})])) is True
    vague = cl.Report(source="AFP", estimates={"killed": cl.Estimate(low=4, text="several")})
    assert (killed >= 4).answer(cl.Event(reports=[vague])) is True
    assert (killed >= 5).answer(cl.Event(reports=[vague])) is None


def test_names_are_found_in_every_spelling():
    """Case, accents, the registry's aliases; whole words only."""
    event = cl.Event(
        actors=["Forces Armées de la Côte d'Ivoire", cl.Actor("Ansar Allah")],
        reports=[
            cl.Report(source=cl.Source("Le Monde", wire="Agence France-Presse")),
            cl.Report(source="ITAR-TASS", claimant="Dmitry Peskov"),
        ],
    )
    assert cl.actor("forces armees").answer(event) is True
    assert cl.actor("Houthis").answer(event) is True
    assert cl.actor("Ivoi").answer(event) is False
    assert cl.source("AFP").answer(event) is True
    assert cl.source("TASS World Service").answer(event) is True
    assert cl.claimant("the Kremlin").answer(event) is True
    assert cl.source("Reuters").answer(event) is False


@pytest.mark.parametrize(
    ("words", "told", "found"),
    [
        ("удар", "Удар по Києву", True),
        ("уда", "Удар по Києву", False),
        ("STRASSE", "Straße gesperrt", True),
        ("ΣΟΦΌΣ", "σοφός λόγος", True),
        ("朝阳", "北京市朝阳区", True),
        ("حلب", "القصف على حلب", True),
        ("critical  infrastructure", "Critical\ninfrastructure hit", True),
        ("infrastructure critical", "Critical infrastructure hit", False),
        ("$5", "it cost $5 each", True),
    ],
)
def test_words_are_found_in_any_script(words, told, found):
    """Case-folded, and as words where the script has words."""
    event = cl.Event(id="x", reports=[cl.Report(source="AFP", quote=told)])
    assert cl.text(words).answer(event) is found
    assert cl.EventLog([event]).answers(cl.text(words))["answer"].item() is found


# ------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (lambda: cl.kind("strike/dron"), cl.UnknownName, "strike/drone"),
        (cl.kind, cl.InvalidValue, "names no kind"),
        (lambda: cl.kind(None), cl.InvalidValue, "unknown('kind')"),
        (lambda: cl.between("2022-12-20", "2022-12-18"), cl.InvalidValue, "empty interval"),
        (
            lambda: cl.between("2022-12-20T08:00Z", "2022-12-20T08:00Z"),
            cl.InvalidValue,
            "empty interval",
        ),
        (lambda: cl.between("2022-12-20", "2022-12-21T08:00Z"), cl.InvalidValue, "two dates"),
        (lambda: cl.during("2022-12-20/2022-12-18"), cl.InvalidValue, "before its start"),
        (lambda: cl.during("19/12/2022"), cl.InvalidValue, "during(...)"),
        (lambda: cl.during("2022-12-19T08:00"), cl.InvalidValue, "without a zone"),
        (lambda: cl.during("2022-12~"), cl.InvalidValue, "leave the mark out"),
        (lambda: cl.on("2022-12"), cl.InvalidValue, "during('2022-12')"),
        (lambda: cl.before("../2022"), cl.InvalidValue, "known start"),
        (lambda: cl.near(KYIV, km=-1), cl.InvalidValue, "km=-1"),
        (lambda: cl.near(KYIV, km=float("nan")), cl.InvalidValue, "km=nan"),
        (lambda: cl.near(KYIV, km=True), cl.InvalidValue, "km=True"),
        (lambda: cl.near("Kyjv", km=50), cl.UnknownName, "no place that the gazetteer knows"),
        (lambda: cl.near((118.2, 34.05), km=50), cl.InvalidValue, "swapped"),
        (lambda: cl.near((50.45,), km=50), cl.InvalidValue, "(lat, lon)"),
        (lambda: cl.near(cl.Place("Kyiv"), km=50), cl.InvalidValue, "no point of its own"),
        (lambda: cl.near(KYIV, km=50, roles="launched"), cl.UnknownName, "launched_from"),
        (lambda: cl.on("2022-12-19") and cl.kind("strike"), cl.InvalidValue, "use & | ~"),
        (lambda: not cl.on("2022-12-19"), cl.InvalidValue, "use & | ~"),
        (lambda: cl.on("2022-12-19") & "strike", cl.InvalidValue, "another query"),
        (lambda: cl.on("2022-12-19").answer("x"), cl.InvalidValue, "expected an Event"),
        (lambda: cl.EventLog().filter("kind=strike"), cl.InvalidValue, "expected a query"),
        (lambda: cl.EventLog().answers(len), cl.InvalidValue, "expected a query"),
        (
            lambda: cl.EventLog().filter(cl.kind("strike"), certainty="certian"),
            cl.UnknownName,
            "did you mean 'certain'?",
        ),
        (lambda: 1 < cl.value("killed") < 3, cl.InvalidValue, "(x > 1) & (x < 3)"),
        (lambda: cl.value("killed") >= "3", cl.InvalidValue, "expected a number"),
        (lambda: cl.value("killed") == None, cl.InvalidValue, "unknown('killed')"),  # noqa: E711 - bad input
        (lambda: cl.confidence >= float("inf") * 0, cl.InvalidValue, "expected a number"),
        (lambda: cl.confidence & cl.sensitive(), TypeError, ""),
        (lambda: cl.value("killed") and True, cl.InvalidValue, "value('killed') >= 3"),
        (lambda: cl.value(""), cl.InvalidValue, "name"),
        (lambda: cl.actor(""), cl.InvalidValue, "a name as text"),
        (lambda: cl.actor("Russia", role="initator"), cl.UnknownName, "'initiator'"),
        (lambda: cl.source(None), cl.InvalidValue, "a name as text"),
        (lambda: cl.phase("plannned"), cl.UnknownName, "'planned'"),
        (cl.phase, cl.InvalidValue, "one text or more"),
        (lambda: cl.status("rumour"), cl.UnknownName, "reported, one_sided"),
        (lambda: cl.evidence("videos"), cl.UnknownName, "'video'"),
        (cl.text, cl.InvalidValue, "names no word"),
        (lambda: cl.ids(7), cl.InvalidValue, "texts that are not blank"),
        (lambda: cl.linked_to("x", type="partof"), cl.UnknownName, "part_of"),
        (lambda: cl.unknown("places"), cl.UnknownName, "'place'"),
        (cl.within, cl.InvalidValue, "names no area"),
        (lambda: cl.within("Ukrane"), cl.UnknownName, "'Ukraine'"),
        (lambda: cl.within("Kyjv Oblast"), cl.UnknownName, "within(admin1='Kyjv Oblast')"),
        (lambda: cl.within(7), cl.InvalidValue, "GeoJSON"),
        (lambda: cl.within((30, 51, 31, 50)), cl.InvalidValue, "south not above north"),
        (lambda: cl.confidence >= 60, cl.InvalidValue, "for 60 per cent write 0.6"),
        (lambda: cl.confidence >= -1, cl.InvalidValue, "a number from 0 to 1"),
        (lambda: cl.confidence >= "B", cl.InvalidValue, "write confidence >= 0.6"),
        (lambda: cl.value("kiled"), cl.UnknownName, "did you mean 'killed'?"),
        (lambda: cl.value("rescued"), cl.UnknownName, "unknown_ok=True"),
        (lambda: cl.unknown("rescued"), cl.UnknownName, "unknown_ok=True"),
        (lambda: cl.phase("plannned"), cl.UnknownName, "phase is 'plannned'"),
        (lambda: cl.ids(["a", "b"]), cl.InvalidValue, "unpack a list: ids(*names)"),
        (lambda: cl.facet("weapon"), cl.InvalidValue, "give each as an argument"),
        (lambda: cl.tag(" "), cl.InvalidValue, "texts that are not blank"),
        (
            lambda: cl.within(admin1="Kyiw", boundaries={"Kyiv": KYIV_BOX}),
            cl.UnknownName,
            "did you mean 'Kyiv'?",
        ),
        (
            lambda: cl.within("Ukraine", admin1="Kyiv", boundaries={"Kyiv": KYIV_BOX}),
            cl.InvalidValue,
            "join two questions",
        ),
        (lambda: cl.within(boundaries={"Kyiv": KYIV_BOX}), cl.InvalidValue, "name of one boundary"),
        (lambda: cl.within((30, 50, 390, 51)), cl.InvalidValue, "antimeridian"),
        (lambda: cl.within((30, 50, 31)), cl.InvalidValue, "(west, south, east, north)"),
        (lambda: cl.within(BOW_TIE), cl.InvalidValue, "repair=True"),
        (lambda: cl.within(OPEN_RING), cl.InvalidValue, "closed ring"),
        (lambda: cl.within({"type": "Point", "coordinates": [1, 2]}), cl.InvalidValue, "Polygon"),
        (
            lambda: cl.within("Kyiw", boundaries={"Kyiv": KYIV_BOX}),
            cl.UnknownName,
            "did you mean 'Kyiv'?",
        ),
    ],
)
def test_nonsense_is_refused_with_its_cure(ask, error, words):
    """Before any row is read."""
    with pytest.raises(error) as caught:
        ask()
    assert words in str(caught.value)
    if error is not TypeError:
        assert caught.value.expected
        assert caught.value.remedy


def test_what_is_no_log_is_not_explained():
    """A list of events is none."""
    with pytest.raises(cl.InvalidValue, match=r"expected an EventLog; put events into one"):
        cl.on("2022-12-19").explain([])


def test_a_sorted_or_sliced_answer_still_says_how_sure_it_is():
    """What is joined with other events is no answer any more."""
    log = cl.datasets.minsk_kyiv_2022()
    found = log.filter(cl.kind("strike") & cl.within("Ukraine", admin1="Kyiv Oblast"))
    assert found.sort("id").filtered_by == found.filtered_by
    assert found.sort("id").doubts.sort("id").equals(found.doubts.sort("id"))
    assert [found[place : place + 1].doubts.rows() for place in range(len(found))] == [
        [row] for row in found.doubts.rows()
    ]
    assert found[::-1].doubts["id"].to_list() == [*reversed(found.ids)]
    assert found[:1].filtered_by.startswith("0 certain, 1 possible")
    sure = log.filter(cl.kind("strike"), certainty="certain")[:2]
    assert sure.filtered_by == "2 certain, 0 possible"
    assert (found | log).filtered_by is None


def test_own_counts_and_kinds_are_asked_for_openly():
    """A name of one's own is written with unknown_ok, in repr too."""
    rescued = cl.value("rescued", unknown_ok=True) >= 3
    event = cl.Event(reports=[cl.Report(source="AFP", estimates={"rescued": 4})])
    assert rescued.answer(event) is True
    assert cl.unknown("rescued", unknown_ok=True).answer(event) is False
    for query in (
        rescued,
        cl.unknown("rescued", unknown_ok=True),
        cl.kind("strike/own", unknown_ok=True),
    ):
        assert eval(repr(query), {name: getattr(cl, name) for name in cl.__all__}) == query  # noqa: S307 - our own repr
        assert cl.Query.from_json(query.to_json()) == query


def test_a_division_is_asked_for_by_its_outline_where_there_is_one():
    """Whether it is named as the area or as admin1."""
    boundaries = {"Kyiv": KYIV_BOX}
    assert cl.within(admin1="Kyiv", boundaries=boundaries) == cl.within(
        "Kyiv", boundaries=boundaries
    )


def altered(**fields):
    """Give a query's JSON with other fields."""
    return json.dumps({**json.loads(cl.kind("strike").to_json()), **fields})


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("", cl.InvalidValue, "no JSON"),
        ("[]", cl.InvalidValue, "no query"),
        (altered(version=2), cl.NewerSchema, "install a newer conflictlog"),
        (altered(version="1"), cl.InvalidValue, "version is '1'"),
        (altered(query=None), cl.InvalidValue, "a part of the query is None"),
        (altered(query={"op": "nearr"}), cl.UnknownName, "did you mean 'near'?"),
        (altered(query={"op": ["near"]}), cl.UnknownName, "op is ['near']"),
        (altered(query={"op": "and", "parts": []}), cl.InvalidValue, "a list of queries"),
        (altered(query={"op": "near", "lat": 1, "lon": 2}), cl.InvalidValue, "lacks the field"),
        (
            altered(query={"op": "near", "lat": 1, "lon": 2, "km": -3}),
            cl.InvalidValue,
            "km is -3",
        ),
        (
            altered(query={"op": "near", "lat": 1, "lon": 2, "km": True}),
            cl.InvalidValue,
            "km is True",
        ),
        (
            altered(query={"op": "days", "first": 2, "last": 1}),
            cl.InvalidValue,
            "an empty interval",
        ),
        (
            altered(query={"op": "days", "first": "x", "last": 1}),
            cl.InvalidValue,
            "a whole number",
        ),
        (
            altered(query={"op": "days", "first": 0, "last": 1, "laast": 1}),
            cl.UnknownOption,
            "did you mean 'last'?",
        ),
        (
            altered(query={"op": "confidence", "sign": ">=", "than": 10**400}),
            cl.InvalidValue,
            "than",
        ),
        (altered(query={"op": "confidence", "sign": "=>", "than": 1}), cl.UnknownName, "one of >="),
        (altered(query={"op": "actor", "asked": 5, "names": ["x"]}), cl.InvalidValue, "asked is 5"),
        (
            altered(query={"op": "kind", "kinds": ["x"], "roots": ["x"], "above": 5}),
            cl.InvalidValue,
            "above is 5",
        ),
        (altered(query={"op": "box", "box": [1, 2, 3]}), cl.InvalidValue, "the box is"),
        (altered(query={"op": "polygon", "polygons": [[[1, 2]]]}), cl.InvalidValue, "a ring"),
        (altered(query={"op": "area"}), cl.InvalidValue, "names no area"),
        (
            altered(query={"op": "near", "lat": 1, "lon": 2, "km": 3, "roles": []}),
            cl.InvalidValue,
            "roles",
        ),
        ('{"x":' * 10_000 + "1" + "}" * 10_000, cl.InvalidValue, "nests"),
    ],
)
def test_bad_json_is_refused(text, error, words):
    """Nothing is guessed, and no parser recurses."""
    with pytest.raises(error) as caught:
        Query.from_json(text)
    assert words in str(caught.value)


def test_deep_nesting_is_refused_while_it_is_built():
    """Ten thousand levels would be too many for any walk."""

    def deep(query):
        for number in range(10_000):
            query = (query & cl.near((1, 1), km=number)) | cl.near((2, 2), km=number)
        return query

    with pytest.raises(cl.InvalidValue, match="at most 100") as caught:
        deep(cl.on("2022-12-19"))
    assert "a & b & c is one level" in str(caught.value)


def test_a_long_chain_is_one_level():
    """Many parts of one sign nest no deeper than two."""
    query = cl.near((1, 1), km=0)
    for number in range(1, 300):
        query |= cl.near((1, 1), km=number)
    assert query.depth == 2
    assert Query.from_json(query.to_json()) == query
