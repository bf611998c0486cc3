"""Reports: who says what where; ids by content; refusals that name field, value and cure."""

from __future__ import annotations

import datetime as dt
import math
import pickle

import attrs
import pytest

from conflictlog.errors import ConflictlogError, InvalidValue, UnknownName, UnknownOption
from conflictlog.place import Place
from conflictlog.report import (
    COUNT_NAMES,
    EVIDENCE,
    PHASES,
    STANCES,
    Actor,
    Claimant,
    Coverage,
    Dataset,
    Estimate,
    Locator,
    Report,
    Source,
)
from conflictlog.when import When

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import given  # noqa: E402 - skipped loudly where it is missing
from hypothesis import strategies as st  # noqa: E402

NAMES = st.sampled_from(["AFP", "Reuters", "TASS", "Мэр Киева", "a 'quoted' name", "x\ny"])
COUNTS = st.none() | st.integers(0, 500) | st.floats(0, 1e6)
ESTIMATES = st.builds(
    lambda best, low, high, scope, text, rounded: Estimate(
        best, low=low, high=high, scope=scope, text=text or "some", rounded=rounded
    ),
    COUNTS,
    COUNTS,
    COUNTS,
    st.none() | st.just("Kyiv"),
    st.none() | st.just("several"),
    st.booleans(),
)
SOURCES = st.builds(
    Source,
    NAMES,
    url=st.none() | st.just("https://example.org/1"),
    published=st.sampled_from([None, "2022-12", "2022-12-19", "2022-12-19T08:30:00Z"]),
    wire=st.none() | st.just("AFP"),
    reliability=st.sampled_from([None, "A", "F"]),
)
REPORTS = st.builds(
    Report,
    source=st.none() | SOURCES,
    claimant=st.none() | st.builds(Claimant, NAMES, side=st.sampled_from([None, "UKR", "Houthis"])),
    stance=st.sampled_from(STANCES),
    about=st.sampled_from([None, "initiator", "downed"]),
    evidence=st.lists(st.sampled_from(EVIDENCE), max_size=2),
    when=st.sampled_from([None, "2022-12-19", "2022-12"]),
    places=st.lists(st.sampled_from([Place("Kyiv"), Place(country="UKR")]), max_size=2),
    kind=st.sampled_from([None, "strike/drone", "attack|strike"]),
    phase=st.sampled_from([None, *PHASES]),
    actors=st.lists(st.builds(Actor, NAMES), max_size=2),
    estimates=st.dictionaries(st.sampled_from(COUNT_NAMES), ESTIMATES, max_size=2),
    facets=st.dictionaries(st.just("weapon"), st.just("Shahed-136/Geran-2"), max_size=1),
    sensitive=st.booleans(),
)


class TestLaws:
    """What holds for every report."""

    @given(REPORTS)
    def test_a_report_is_a_value(self, report):
        """Its repr makes it again; pickling and evolving without a change keep it."""
        assert eval(repr(report)) == report  # noqa: S307 - our own repr
        assert pickle.loads(pickle.dumps(report)) == report
        assert attrs.evolve(report) == report
        assert hash(attrs.evolve(report)) == hash(report)

    @given(REPORTS)
    def test_the_id_follows_from_what_is_said(self, report):
        """A fresh id of the same content is the same id."""
        assert attrs.evolve(report, id=None).id == report.id
        assert attrs.evolve(report, id=None, quote="other words").id != report.id

    @given(SOURCES, st.sampled_from(["retrieved", "archived_url", "sha256", "reliability"]))
    def test_how_it_was_fetched_or_rated_is_no_part_of_the_id(self, source, field):
        """Retrieval, archive, hash and rating leave the id alone."""
        value = {"retrieved": "2023", "reliability": "C"}.get(field, "x")
        changed = attrs.evolve(source, **{field: value})
        assert changed.says("Kyiv").id == source.says("Kyiv").id

    @given(ESTIMATES)
    def test_an_estimate_says_itself(self, estimate):
        """An estimate's repr makes it again, and it reads as something."""
        assert eval(repr(estimate)) == estimate  # noqa: S307 - our own repr
        assert str(estimate)


class TestReport:
    """What a report takes and keeps."""

    def test_locator_rating_and_interest_are_no_part_of_the_id(self):
        """Only identifying parts are."""
        plain = Report(source="AFP", headline="Drones over Kyiv")
        kept = Report(
            source="AFP",
            headline="Drones over Kyiv",
            locator=Locator(row=3),
            ratings=[("admiralty-reliability", "B")],
            interest="self",
            sensitive=True,
        )
        assert plain.id == kept.id
        assert plain != kept

    def test_the_wording_of_a_date_is_no_part_of_it(self):
        """Two ways of writing one day make equal reports."""
        one = Report(source="AFP", when=When("2022-12-19"))
        other = Report(source="AFP", when=When("19/12/2022", format="%d/%m/%Y"))
        assert one == other
        assert one.id == other.id

    def test_a_given_id_is_kept(self):
        """A data set's own key is the id."""
        assert Report(source="UCDP GED", id="GED:412700").id == "GED:412700"

    def test_shorthands(self):
        """Names stand for sources, claimants, actors and places; numbers for estimates."""
        report = Report(
            source="AFP",
            claimant="Ukraine",
            place="Kyiv",
            actors="Russia",
            estimates={"downed": 30},
            facets={"weapon": "FPV", "cut": []},
            evidence="video",
        )
        assert report.source == Source("AFP")
        assert report.claimant == Claimant("Ukraine")
        assert report.places == (Place("Kyiv"),)
        assert report.actors == (Actor("Russia"),)
        assert report.estimates == {"downed": Estimate(30)}
        assert report.facets == {"weapon": ("FPV",)}
        assert report.evidence == ("video",)

    def test_one_article_is_many_reports(self):
        """A source says several things, each a report of its own."""
        article = Source("The Moscow Times", wire="AFP", published=dt.date(2022, 12, 19))
        claims = {article.says("Ukraine", estimates={"downed": 30}).id, article.says().id}
        assert len(claims) == 2
        assert str(article) == "The Moscow Times (AFP), 2022-12-19"
        assert str(article.says("Kyiv")) == "Kyiv (The Moscow Times (AFP), 2022-12-19)"

    def test_a_set_has_one_order(self):
        """Texts given as a set are sorted: a set's own order differs between processes."""
        assert Report(source="x", evidence={"video", "imagery"}).evidence == ("imagery", "video")
        assert Report(source="x", cites=["b", "a", "b"]).cites == ("b", "a")

    def test_place_and_places_exclude_each_other(self):
        """Both at once are refused; an empty list beside one place is not."""
        assert Report(source="x", place="Kyiv", places=[]).places == (Place("Kyiv"),)
        with pytest.raises(InvalidValue, match="both place= and places="):
            Report(source="x", place="Kyiv", places="Lviv")

    def test_a_side_that_is_a_country_is_its_code(self):
        """A country's name becomes alpha-3, any other side stays as written."""
        assert Claimant("air force", side="Ukraine").side == "UKR"
        assert Claimant("spokesman", side="Houthis").side == "Houthis"


class TestEstimate:
    """Counts as they are told."""

    def test_disorder_is_kept_and_flagged(self):
        """A low above the high is kept as it was given."""
        odd = Estimate(5, low=9, high=3)
        assert (odd.low, odd.best, odd.high, odd.in_order) == (9, 5, 3, False)

    @pytest.mark.parametrize(
        ("estimate", "text"),
        [
            (Estimate(30), "30"),
            (Estimate(30, low=20), "30 (20-?)"),
            (Estimate(low=4, text="several"), '4 or more ("several")'),
            (Estimate(high=3), "3 or fewer"),
            (Estimate(low=2, high=5, unit="drones", scope="Kyiv"), "2-5 drones, Kyiv"),
            (Estimate(text="several thousand"), '"several thousand"'),
            (Estimate(12, rounded=True, text="a dozen"), 'about 12 ("a dozen")'),
            (Estimate.none_known(), "none known"),
        ],
    )
    def test_printing(self, estimate, text):
        """It prints what is known and the words."""
        assert str(estimate) == text

    def test_numbers_of_numpy_are_numbers(self):
        """A number of an array is a number; whole ones become integers."""
        numpy = pytest.importorskip("numpy")
        best = Estimate(numpy.int64(3)).best
        assert (best, type(best)) == (3, int)
        assert Estimate(numpy.float64(2.5)).best == 2.5

    @pytest.mark.parametrize("bad", [True, "30", math.nan, math.inf, -99, 2**54, [3]])
    def test_no_counts(self, bad):
        """Booleans, words, infinities and sentinels are refused by name."""
        with pytest.raises(InvalidValue, match=r"high is ") as caught:
            Estimate(high=bad)
        assert caught.value.remedy

    def test_nothing_is_no_estimate(self):
        """An estimate must say something."""
        with pytest.raises(InvalidValue, match="none_known"):
            Estimate(unit="drones")


class TestProvenance:
    """Data sets, coverage, locators."""

    def test_values(self):
        """Each prints as the call that makes it; False is not left out where None is meant."""
        terms = Dataset("UCDP GED", version="23.1", redistributable=False)
        assert repr(terms) == "Dataset('UCDP GED', version='23.1', redistributable=False)"
        assert eval(repr(terms)) == terms  # noqa: S307 - our own repr
        assert str(terms) == "UCDP GED 23.1"

    @pytest.mark.parametrize(
        ("make", "text"),
        [
            (Locator, "a locator that says nothing"),
            (lambda: Locator(row=0), "row is 0"),
            (lambda: Locator(row=True), "row is True"),
            (lambda: Coverage(first="2022", last="2021"), "before first"),
            (lambda: Coverage(lag_days=-1), "lag_days is -1"),
            (lambda: Dataset("x", coverage="all"), "coverage holds 'all'"),
            (lambda: Dataset("x", redistributable="no"), "redistributable is 'no'"),
        ],
    )
    def test_refusals(self, make, text):
        """What says nothing or cannot be is refused."""
        with pytest.raises(InvalidValue, match=text) as caught:
            make()
        assert caught.value.remedy


BAD = {
    "stance": ("affirm", UnknownName, "'affirms'"),
    "phase": ("hapened", UnknownName, "'happened'"),
    "interest": ("selfish", UnknownName, "one of self, against"),
    "evidence": ("vidio", UnknownName, "'video'"),
    "source": (7, InvalidValue, r"Source\(outlet\)"),
    "claimant": (7, InvalidValue, r"Claimant\(name\)"),
    "when": ("19/12/2022", InvalidValue, "format="),
    "kind": ("Strike!", InvalidValue, "'strike'"),
    "actors": (7, InvalidValue, "list"),
    "estimates": ({"downed": True}, InvalidValue, "text="),
    "facets": (["weapon"], InvalidValue, "mapping"),
    "ratings": ([("admiralty-reliability", "Z")], ConflictlogError, "A"),
    "sensitive": (1, InvalidValue, "True or False"),
    "locator": ("row 3", InvalidValue, "Locator"),
    "supersedes": (7, InvalidValue, "text"),
    "cites": (7, InvalidValue, "list"),
    "quote": ("\ud800", InvalidValue, "surrogate"),
    "id": (" ", InvalidValue, "not blank"),
}


class TestBadInput:
    """Every refusal is a leaf that is also a builtin, and names field, value and cure."""

    @pytest.mark.parametrize("field", sorted(BAD))
    def test_field(self, field):
        """The message names the field and what would be accepted."""
        value, leaf, cure = BAD[field]
        with pytest.raises(leaf, match=cure) as caught:
            Report(**{field: value})
        assert isinstance(caught.value, ConflictlogError)
        assert isinstance(caught.value, ValueError | LookupError)
        assert field in str(caught.value) or "admiralty-reliability" in str(caught.value)

    def test_a_mistyped_keyword_names_the_nearest(self):
        """Every class does so, and a source's verb as well."""
        with pytest.raises(UnknownOption, match="'derived_from'"):
            Report(derived_form="r-1")
        with pytest.raises(UnknownOption, match="'published'"):
            Source("AFP", publised="2022")
        with pytest.raises(UnknownOption, match="'estimates'"):
            Source("AFP").says("Kyiv", estimate={"downed": 30})
        with pytest.raises(TypeError):
            Actor("x", rol="host")
        with pytest.raises(UnknownOption, match="'AFP' that says so"):
            Source("AFP").says(source="TASS")

    @pytest.mark.parametrize(
        "make",
        [
            lambda: Actor("x", role=("host", "guest")),
            lambda: Report(stance=("affirms",)),
            lambda: Report(phase=("happened",)),
            lambda: Report(interest=("self",)),
            lambda: Report(locator=(Locator(row=1),)),
        ],
    )
    def test_one_word_is_not_a_tuple_of_words(self, make):
        """Only fields that hold several values take several."""
        with pytest.raises(ConflictlogError, match=r"expected .*; (write one|make one)"):
            make()

    def test_huge_integers_and_codes_that_are_no_text_are_refused(self):
        """What Python itself cannot convert is refused as any other wrong value."""
        with pytest.raises(InvalidValue, match="expected a finite number"):
            Estimate(10**400)
        with pytest.raises(InvalidValue, match="country is 5"):
            Actor("x", country=5)
        with pytest.raises(InvalidValue, match=r"country is {'RUS'}"):
            Actor("x", country={"RUS"})

    @pytest.mark.parametrize(
        ("make", "text"),
        [
            (lambda: Source(""), "outlet is ''"),
            (lambda: Source("AFP", reliability="Q"), "reliability is 'Q'"),
            (lambda: Source("AFP", published="2022-02-30"), "published is '2022-02-30'"),
            (lambda: Source("AFP", published=dt.datetime(2022, 1, 1)), "without a zone"),
            (lambda: Claimant("x", reliability=True), "reliability is True"),
            (lambda: Actor("x", role="hosst"), "'host'"),
            (lambda: Actor("x", country="Narnia"), "country is 'Narnia'"),
            (lambda: Actor(None), "name is None"),
        ],
    )
    def test_parts(self, make, text):
        """The parts of a report refuse as clearly."""
        with pytest.raises(ConflictlogError, match=text):
            make()

    @pytest.mark.parametrize(
        ("fields", "text"),
        [
            ({"ratings": [("A", "B", "C")]}, "ratings holds"),
            ({"ratings": ["ab"]}, "ratings holds"),
            ({"estimates": {"downed": None}}, r"estimates\['downed'\] is None"),
            ({"estimates": {"downed": math.nan}}, r"estimates\['downed'\] is nan"),
            ({"estimates": 30}, "estimates is 30"),
            ({"facets": {"weapon": 5}}, r"facets\['weapon'\] is 5"),
            ({"places": 5}, "places is 5"),
            ({"when": "2022-12-19T10:00"}, "without a zone"),
        ],
    )
    def test_several(self, fields, text):
        """Fields that hold several values name which one is wrong."""
        with pytest.raises(InvalidValue, match=text) as caught:
            Report(**fields)
        assert caught.value.expected
        assert caught.value.remedy
