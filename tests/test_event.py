"""Events: what is set, what is picked, what is counted, what conflicts, and how it is said."""

from __future__ import annotations

import itertools
import math
import pickle

import attrs
import pytest

from conflictlog.errors import ConflictlogError, InvalidValue, UnknownName, UnknownOption
from conflictlog.event import (
    LINK_TYPES,
    Alternative,
    Assessment,
    Conflict,
    Event,
    Link,
    Member,
    chance_text,
    headline_of,
    parties_of,
)
from conflictlog.event.picking import pick_order, width
from conflictlog.place import Place
from conflictlog.registry import shipped_registry
from conflictlog.report import Actor, Claimant, Estimate, Report, Source
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing.origins import trace_origins
from conflictlog.when import When

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import given  # noqa: E402 - skipped loudly where it is missing
from hypothesis import strategies as st  # noqa: E402

KYIV = Place("Kyiv", lat=50.45, lon=30.52, country="UKR")
OBLAST = Place("Kyiv Oblast", lat=50.3, lon=30.9, country="UKR", precision="admin1")
LVIV = Place("Lviv", lat=49.84, lon=24.03, country="UKR")
RUSSIA = Actor("Russia", role="initiator")
UKRAINE = Actor("Ukraine", role="target")

REPORTS = st.builds(
    Report,
    source=st.builds(
        Source,
        st.sampled_from(["AFP", "Reuters", "TASS", "a blog"]),
        published=st.sampled_from([None, "2022-12-19", "2022-12-20"]),
    ),
    claimant=st.sampled_from([None, "Ukraine", "the Kremlin", "officials"]),
    stance=st.sampled_from(["affirms", "affirms", "denies", "neutral"]),
    about=st.sampled_from([None, None, "initiator", "downed", "when"]),
    when=st.sampled_from([None, "2022-12-19", "2022-12", "2022-12-20"]),
    places=st.lists(st.sampled_from([KYIV, OBLAST, LVIV]), max_size=1),
    kind=st.sampled_from([None, "strike", "strike/drone", "visit"]),
    phase=st.sampled_from([None, "happened", "planned"]),
    headline=st.sampled_from([None, "Drones over Kyiv"]),
    actors=st.lists(st.sampled_from([RUSSIA, UKRAINE, Actor("Belarus")]), max_size=2),
    estimates=st.dictionaries(
        st.sampled_from(["downed", "launched"]),
        st.sampled_from([Estimate(30), Estimate(23, scope="Kyiv"), Estimate(text="several")]),
        max_size=2,
    ),
    facets=st.dictionaries(
        st.sampled_from(["weapon", "target"]), st.sampled_from(["energy", "FPV"]), max_size=2
    ),
)
MANY = st.lists(REPORTS, max_size=5)
EVENTS = st.builds(
    Event,
    kind=st.sampled_from([None, "strike/drone"]),
    when=st.sampled_from([None, "2022-12-19"]),
    places=st.lists(st.just(KYIV), max_size=1),
    actors=st.lists(st.sampled_from([RUSSIA, UKRAINE]), max_size=2, unique=True),
    reports=MANY,
    links=st.lists(st.builds(Link, st.sampled_from(LINK_TYPES), st.just("e-1")), max_size=1),
    assessments=st.lists(st.just(Assessment(who="desk", p=0.9)), max_size=1),
    members=st.lists(st.just(Member(id="GED:1", kind="strike", when="2022-12")), max_size=1),
    tags=st.lists(st.sampled_from(["energy", "night"]), max_size=2),
    sensitive=st.booleans(),
)


def said(outlet="Reuters", **fields):
    """Make a report whose id is its outlet's name unless another is given."""
    published = fields.pop("published", None)
    return Report(source=Source(outlet, published=published), id=fields.pop("id", outlet), **fields)


class TestLaws:
    """What holds for every event."""

    @given(EVENTS)
    def test_an_event_is_a_value(self, event):
        """Its repr makes it again; pickling and evolving without a change keep it."""
        assert eval(repr(event)) == event  # noqa: S307 - our own repr
        assert pickle.loads(pickle.dumps(event)) == event
        assert attrs.evolve(event) == event
        assert hash(attrs.evolve(event)) == hash(event)
        assert attrs.evolve(event, id=None).id == event.id

    @given(MANY, st.randoms(use_true_random=False))
    def test_the_order_of_reports_says_nothing(self, reports, random):
        """Reports are a set: shuffled and doubled they make the same event."""
        shuffled = [*reports, *reports[:2]]
        random.shuffle(shuffled)
        one, other = Event(reports=reports), Event(reports=shuffled)
        assert one == other
        assert one.id == other.id
        assert one.shown == other.shown
        assert one.conflicts() == other.conflicts()

    @given(EVENTS)
    def test_what_is_shown_is_set_or_stated(self, event):
        """Each shown attribute names where it comes from, and is found there."""
        shown = event.shown
        reports = {report.id: report for report in event.reports}
        for name in ("kind", "when", "places", "phase"):
            value, origin = getattr(shown, name), shown.origin_of.get(name)
            if not value:
                assert origin is None
            elif origin == "set":
                assert value == getattr(event, name)
            else:
                assert value == getattr(reports[str(origin)], name)
                assert reports[str(origin)].stance != "denies"

    @given(EVENTS)
    def test_everything_can_be_asked(self, event):
        """Each estimate, conflict, confidence, line and explanation can be had."""
        for name in ("when", "place", "kind", "phase", "actors", "title", "initiator"):
            assert 0 < event.confidence_in(name) < 1
        for name in event.estimate_names:
            assert str(event.estimate(name))
        for conflict in event.conflicts():
            assert len(conflict.alternatives) >= 1
            assert str(conflict)
        assert str(event).endswith(event.id)
        assert event.id in event.explain()

    @given(EVENTS)
    def test_an_estimate_is_never_an_average(self, event):
        """The best number is one that a report states, between the bounds."""
        for name in event.estimate_names:
            stated = {r.estimates[name].best for r in event.reports if name in r.estimates}
            for part in _parts(event, name):
                assert part.best in stated | {None}
                if part.best is not None:
                    assert part.low <= part.best <= part.high


def _parts(event, name):
    return event.estimate(name).by_scope.values()


class TestShown:
    """The pick rule: reliability, narrowness, publication, id."""

    def test_set_beats_reported(self):
        """What the analyst set is shown, and said to be set."""
        event = Event(kind="visit", reports=[said(kind="strike", when="2022-12-19")])
        assert (event.shown.kind, event.shown.origin_of["kind"]) == ("visit", "set")
        assert event.shown.origin_of["when"] == "Reuters"

    def test_affirming_comes_before_neutral_and_denying_never(self):
        """A better rated neutral report yields to an affirming one."""
        event = Event(
            reports=[
                said("a blog", phase="happened"),
                said("Reuters", phase="planned", stance="neutral"),
                said("AFP", phase="cancelled", stance="denies"),
            ]
        )
        assert event.shown.phase == "happened"
        assert Event(reports=event.reports[:1]).shown.phase is None

    def test_reliability_comes_first(self):
        """The weakest of outlet and claimant counts."""
        event = Event(
            reports=[
                said("Reuters", claimant="the Kremlin", place=KYIV),
                said("AFP", place=LVIV, published="2023"),
            ]
        )
        assert event.place == LVIV

    def test_then_the_narrowest(self):
        """A day beats a month, a town a region, a kind its family."""
        event = Event(
            reports=[
                said("AFP", when="2022-12", place=KYIV, kind="strike"),
                said("Reuters", when="2022-12-19", place=OBLAST, kind="strike/drone"),
            ]
        )
        assert event.shown.when == When("2022-12-19")
        assert event.place == KYIV
        assert event.shown.kind == "strike/drone"

    def test_then_the_earliest_then_the_id(self):
        """Published first, a missing date last; then the smallest id."""
        late = said("AFP", phase="planned", published="2022-12-20")
        early = said("Reuters", phase="happened", published="2022-12-19")
        undated = said("Associated Press", phase="cancelled", id="A")
        assert Event(reports=[late, early, undated]).shown.phase == "happened"
        assert Event(reports=[undated, attrs.evolve(late, source="AFP")]).shown.phase == "cancelled"

    def test_superseded_reports_are_history(self):
        """A corrected report shows nothing and weighs nothing."""
        old = said("AFP", estimates={"downed": 12}, when="2022-12-18")
        new = said("Reuters", estimates={"downed": 30}, supersedes="AFP")
        event = Event(reports=[old, new])
        assert event.shown.when is None
        assert event.estimate("downed").low == 30
        assert event.confidence == pytest.approx(0.8)

    def test_reports_about_another_attribute_state_nothing_else(self):
        """Who speaks about the initiator is asked for nothing but the initiator."""
        event = Event(reports=[said(about="initiator", actors=[RUSSIA], place=KYIV)])
        assert event.shown.actors == (RUSSIA,)
        assert event.place is None

    def test_actors_by_role_and_facets_by_name(self):
        """Different reports may give the initiator, the target, the weapon."""
        event = Event(
            reports=[
                said("AFP", actors=[RUSSIA], facets={"weapon": "FPV"}),
                said("Reuters", actors=[UKRAINE], facets={"target": "energy"}),
            ]
        )
        assert event.shown.actors == (RUSSIA, UKRAINE)
        assert event.shown.facets == {"weapon": ("FPV",), "target": ("energy",)}
        assert event.shown.origin_of == {
            "initiator": "AFP",
            "target": "Reuters",
            "weapon": "AFP",
            "facet:target": "Reuters",
        }

    def test_the_order_is_total(self):
        """Two reports of different id never tie, and widths rank what is known."""
        reports = [said(outlet, id=key) for outlet in ("AFP", "x") for key in ("1", "2")]
        keys = {pick_order(report, 0.0, None) for report in reports}
        assert len(keys) == 2
        assert width("strike/drone") < width("strike") < width("violence") < width("attack|strike")
        assert width(When("2022-12-19")) < width(When("2022-12")) < width(When("2022-12-01/.."))
        assert width((KYIV,)) < width((KYIV, OBLAST)) < width((Place("a wood"),)) == math.inf

    def test_parties(self):
        """The set actors are the parties, else everybody that a report names."""
        reports = [said("AFP", actors=[RUSSIA]), said("Reuters", actors=[RUSSIA, UKRAINE])]
        assert set(parties_of(Event(reports=reports))) == {RUSSIA, UKRAINE}
        assert parties_of(Event(actors=[UKRAINE], reports=reports)) == (UKRAINE,)


class TestConfidence:
    """The numbers of the design, asked of events."""

    @pytest.mark.parametrize(
        ("event", "confidence", "status"),
        [
            (Event(), 0.500, "reported"),
            (Event(reports=[said("AFP")]), 0.800, "reported"),
            (Event(reports=[said("AFP"), said("Reuters")]), 0.889, "reported"),
            (
                Event(
                    actors=["Russia", "Ukraine"],
                    reports=[said("AFP", claimant="Ukraine's air force")],
                ),
                0.604,
                "one_sided",
            ),
            (
                Event(actors=["Russia", "Ukraine"], reports=[said("AFP", claimant="the Kremlin")]),
                0.551,
                "one_sided",
            ),
            (
                Event(reports=[said("AFP"), said("Reuters", stance="denies")]),
                0.500,
                "contested",
            ),
            (Event(reports=[said("AFP", stance="denies")]), 0.200, "denied"),
        ],
    )
    def test_reference_values(self, event, confidence, status):
        """Confidence to three digits, and the derived status."""
        assert event.confidence == pytest.approx(confidence, abs=5e-4)
        assert event.status == status
        assert event.basis == event.weigh().basis

    def test_a_model_and_a_registry_of_your_own(self):
        """Both change the number, for one call."""
        event = Event(reports=[said("AFP")])
        model = ConfidenceModel(name="mine", chance={"B": 0.75})
        mine = shipped_registry().extend(outlets={"AFP": {"reliability": "A"}})
        assert event.weigh(model).confidence == pytest.approx(0.75)
        assert event.weigh(registry=mine).confidence == pytest.approx(0.9)
        assert event.confidence_in("kind", model=model, registry=mine) == 0.5

    def test_denying_who_leaves_the_event_alone(self):
        """A denial about the initiator lowers the initiator, not the blast."""
        blast = [said("AFP", actors=[RUSSIA]), said("Reuters")]
        denied = said("TASS", claimant="the Kremlin", stance="denies", about="initiator")
        event = Event(reports=[*blast, denied])
        assert event.confidence == Event(reports=blast).confidence
        assert event.confidence_in("initiator") < Event(reports=blast).confidence_in("initiator")

    def test_only_who_states_the_shown_value_counts_for_it(self):
        """A rival is no denial, and no support; a finer value supports a coarser one."""
        event = Event(
            when="2022-12-19",
            reports=[
                said("AFP", when="2022-12-19"),
                said("Reuters", when="2022-12-20"),
                said("TASS", when="2022-12"),
            ],
        )
        assert event.confidence_in("when") == pytest.approx(0.8)
        assert attrs.evolve(event, when="2022-12").confidence_in("when") > 0.8

    def test_affirming_an_attribute_supports_it(self):
        """Confirming without a value counts; confirming another value does not."""
        base = [said("AFP", actors=[RUSSIA])]
        confirmed = Event(reports=[*base, said("Reuters", about="initiator")])
        rival = Actor("Belarus", role="initiator")
        other = Event(reports=[*base, said("Reuters", about="initiator", actors=[rival])])
        assert confirmed.confidence_in("initiator") == pytest.approx(0.889, abs=5e-4)
        assert other.confidence_in("initiator") == pytest.approx(0.8)

    def test_names(self):
        """Roles, counts and facets are known names; others get the nearest."""
        event = Event(
            reports=[
                said(
                    estimates={"downed": 30},
                    facets={"weapon": "FPV", "target": "energy"},
                    actors=[UKRAINE],
                )
            ]
        )
        for name in ("downed", "weapon", "target", "facet:target", "place", "places", "host"):
            expected = 0.5 if name in {"place", "places", "host"} else 0.8
            assert event.confidence_in(name) == pytest.approx(expected)
        with pytest.raises(UnknownName, match="'downed'"):
            event.confidence_in("downd")

    def test_a_count_of_several_scopes_needs_one(self):
        """Two scopes are two claims: which one is asked for must be said."""
        event = Event(
            reports=[
                said("AFP", estimates={"launched": Estimate(35, scope="nationwide")}),
                said("Reuters", estimates={"launched": Estimate(23, scope="Kyiv")}),
            ]
        )
        with pytest.raises(InvalidValue, match="launched is stated for 2 scopes"):
            event.confidence_in("launched")
        assert event.confidence_in("launched", scope="Kyiv") == pytest.approx(0.8)


class TestEstimate:
    """Counts over all reports."""

    def test_best_is_the_best_supported(self):
        """Two origins beat one; low and high are the extremes; nothing is averaged."""
        event = Event(
            reports=[
                said("AFP", estimates={"downed": 30}),
                said("Reuters", estimates={"downed": Estimate(30, high=34)}),
                said("Associated Press", estimates={"downed": Estimate(20, low=15)}),
            ]
        )
        downed = event.estimate("downed")
        assert (downed.low, downed.best, downed.high) == (15, 30, 34)
        assert downed.confidence == pytest.approx(0.889, abs=5e-4)
        assert downed.confidence == event.confidence_in("downed")
        assert downed.status == "reported"
        assert str(downed) == "downed: 30 (15-34); 2 origins, best B: .89"

    def test_ties_go_to_the_lower(self):
        """Of two equally supported numbers the lower is shown."""
        event = Event(
            reports=[
                said("AFP", estimates={"killed": 7}),
                said("Reuters", estimates={"killed": 5}),
            ]
        )
        assert event.estimate("killed").best == 5

    def test_who_says_what(self):
        """Each claimant, or the outlet itself, keeps what it said."""
        event = Event(
            reports=[
                said("AFP", claimant=Claimant("Ukraine"), estimates={"downed": 30}),
                said("Reuters", estimates={"downed": 25}),
            ]
        )
        assert event.estimate("downed").by_claimant == {
            "Ukraine": (Estimate(30),),
            "Reuters": (Estimate(25),),
        }

    def test_scopes_are_never_mixed(self):
        """35 nationwide and 23 over Kyiv: two numbers, neither chosen, neither summed."""
        event = Event(
            reports=[
                said("AFP", estimates={"launched": Estimate(35, scope="nationwide")}),
                said("Reuters", estimates={"launched": Estimate(23, scope="Kyiv")}),
            ]
        )
        both = event.estimate("launched")
        assert (both.best, both.low, both.high, both.confidence) == (None, None, None, None)
        assert {name: part.best for name, part in both.by_scope.items()} == {
            "Kyiv": 23,
            "nationwide": 35,
        }
        assert "2 scopes, not summed" in str(both)
        assert event.estimate("launched", scope="nationwide").best == 35
        with pytest.raises(UnknownName, match="'nationwide'"):
            event.estimate("launched", scope="nationwid")

    def test_words_stay_words(self):
        """The word several gets no number; beside a number it stays listed."""
        several = said("AFP", estimates={"downed": Estimate(text="several")})
        four = said("Reuters", estimates={"downed": 4})
        alone = Event(reports=[several]).estimate("downed")
        assert (alone.best, alone.low, alone.high, alone.texts) == (None, None, None, ("several",))
        assert str(alone) == 'downed: "several"; one origin, B: .80'
        assert Event(reports=[several, four]).estimate("downed").texts == ("several",)
        at_least = Event(reports=[said(estimates={"downed": Estimate(low=4, text="several")})])
        assert str(at_least.estimate("downed")).startswith('downed: 4 or more, "several"')

    def test_none_known_is_no_zero(self):
        """No known casualties: zero known, no upper bound."""
        event = Event(reports=[said(estimates={"killed": Estimate.none_known()})])
        killed = event.estimate("killed")
        assert (killed.low, killed.best, killed.high) == (0, None, None)
        assert str(killed) == 'killed: "none known"; one origin, B: .80'

    def test_units_are_not_mixed(self):
        """Numbers of another unit stay out of the bounds."""
        event = Event(
            reports=[
                said("AFP", estimates={"downed": Estimate(30, unit="drones")}),
                said("Reuters", estimates={"downed": Estimate(90, unit="rockets")}),
            ]
        )
        downed = event.estimate("downed")
        assert (downed.best, downed.high, downed.unit) == (30, 30, "drones")

    def test_a_denied_count(self):
        """A denial about the count lowers it and contests it."""
        event = Event(
            reports=[
                said("AFP", estimates={"downed": 30}),
                said("TASS", claimant="the Kremlin", stance="denies", about="downed"),
            ]
        )
        assert event.estimate("downed").status == "contested"
        assert event.estimate("downed").confidence == event.confidence_in("downed") < 0.8

    def test_unknown_counts_name_the_nearest(self):
        """A mistyped count is refused with the nearest that a report states."""
        event = Event(reports=[said(estimates={"downed": 30})])
        assert event.estimate_names == ("downed",)
        with pytest.raises(UnknownName, match="did you mean 'downed'"):
            event.estimate("downd")
        with pytest.raises(UnknownName, match="estimate_names"):
            Event().estimate("downed")


def conflict_names(*reports, **fields):
    """Give the names of what conflicts."""
    return [conflict.attribute for conflict in Event(reports=reports, **fields).conflicts()]


class TestConflicts:
    """What cannot all be true."""

    @pytest.mark.parametrize(
        ("field", "coarse", "fine", "rival"),
        [
            ("when", "2022-12", "2022-12-19", "2022-12-20"),
            ("places", [OBLAST], [KYIV], [LVIV]),
            ("places", [Place(country="UKR")], [KYIV], [Place("Minsk", country="BLR")]),
            ("kind", "violence", "strike/drone", "visit"),
            ("kind", "attack|strike", "strike/drone", "battle"),
            ("actors", [RUSSIA], [RUSSIA, Actor("Iran", role="initiator")], [
                Actor("Belarus", role="initiator")]),
            ("facets", {"weapon": "FPV"}, {"weapon": ["FPV", "mortar"]}, {"weapon": "ATACMS"}),
            ("estimates", {"x": Estimate(low=20, high=40)}, {"x": 30}, {"x": 50}),
            ("estimates", {"x": Estimate(text="several")}, {"x": 30}, {"x": 31}),
        ],
    )  # fmt: skip
    def test_coarser_is_no_rival(self, field, coarse, fine, rival):
        """A wider value that holds the other is compatible; another value is not."""
        wide, narrow = said("AFP", **{field: coarse}), said("Reuters", **{field: fine})
        assert conflict_names(wide, narrow) == []
        assert len(conflict_names(narrow, said("TASS", **{field: rival}))) == 1

    def test_floating_and_zoned_times_compare_by_day(self):
        """A day without a zone does not contradict an hour of it with one."""
        day, hour = said("AFP", when="2022-12-19"), said("TASS", when="2022-12-19T23:30+02:00")
        assert conflict_names(day, hour) == []
        assert conflict_names(day, said("TASS", when="2022-12-20T23:30+02:00")) == ["when"]

    def test_scopes_are_no_conflict(self):
        """Numbers of two scopes never contradict each other."""
        assert (
            conflict_names(
                said("AFP", estimates={"launched": Estimate(35, scope="nationwide")}),
                said("TASS", estimates={"launched": Estimate(23, scope="Kyiv")}),
            )
            == []
        )

    def test_alternatives_say_who_and_how_sure(self):
        """Each rival names its reports and what they weigh; the set one stands first."""
        event = Event(phase="happened", reports=[said("AFP", phase="planned"), said("Reuters")])
        (conflict,) = event.conflicts()
        assert conflict == Conflict(
            "phase",
            (
                Alternative("happened", ("set",), None),
                Alternative("planned", ("AFP",), pytest.approx(0.8)),
            ),
        )
        assert str(conflict) == "phase: happened (set: -) or planned (AFP: .80)"

    def test_denials_are_conflicts(self):
        """The event's, an attribute's, and of what nobody states."""
        affirmed = said("AFP", actors=[RUSSIA])
        event = Event(
            reports=[
                affirmed,
                said("TASS", stance="denies"),
                said("TASS", stance="denies", about="initiator", id="TASS-2"),
                said("TASS", stance="denies", about="damaged", id="TASS-3"),
            ]
        )
        found = {conflict.attribute: conflict for conflict in event.conflicts()}
        assert set(found) == {"event", "initiator", "damaged"}
        assert [one.value for one in found["event"].alternatives] == ["affirmed", "denied"]
        assert found["event"].alternatives[0].confidence == event.confidence
        assert found["initiator"].alternatives[1].reports == ("TASS-2",)
        assert [one.value for one in found["damaged"].alternatives] == ["denied"]

    def test_agreement_is_silence(self):
        """Equal accounts conflict in nothing."""
        reports = [said(name, when="2022-12-19", place=KYIV, kind="strike") for name in "abc"]
        assert Event(kind="strike/drone", reports=reports).conflicts() == ()


class TestWording:
    """How an event reads."""

    def test_one_line(self):
        """When, what, where, basis before number, id."""
        event = Event(
            kind="strike/drone",
            title="Drone raid",
            when="2022-12-19",
            place=KYIV,
            actors=["Russia", "Ukraine"],
            reports=[said("AFP", claimant="Ukraine")],
            id="e-raid",
        )
        line = str(event)
        for part in (
            "19 Dec 2022",
            "strike/drone",
            "Drone raid",
            "Kyiv",
            "one side, one origin: .",
        ):
            assert part in line
        assert line.index("one side") < line.index(": .")
        assert line.endswith("e-raid")

    def test_nothing_known(self):
        """An event of which nothing is known still prints, and says so."""
        line = str(Event(id="e-0"))
        assert "undated" in line
        assert "place unknown" in line
        assert ".50" in line

    def test_plans_are_said_to_be_plans(self):
        """A phase other than happened is in the line."""
        assert "planned" in str(Event(phase="planned"))

    def test_line_breaks_in_data_do_not_break_the_line(self):
        """Whatever white space a name holds, an event is one line."""
        assert len(str(Event(title="a\nb", place=Place("x\r\ny"))).splitlines()) == 1

    def test_headline(self):
        """The title, or the kind and where."""
        assert headline_of(Event(title="Raid").shown) == "Raid"
        assert headline_of(Event(kind="visit", place="Minsk").shown) == "visit, Minsk"
        assert headline_of(Event(reports=[said(headline="Drones")]).shown) == "Drones"

    def test_chances_are_never_certain(self):
        """Two digits, but neither 0 nor 1."""
        assert [chance_text(p) for p in (0.551, 0.999, 0.001, None)] == [".55", ">.99", "<.01", "-"]

    def test_explain(self):
        """It names what is set, what is picked and from whom, conflicts, and the sum."""
        event = Event(
            kind="strike",
            reports=[
                said("AFP", when="2022-12-19", estimates={"downed": 30}, facets={"target": "port"}),
                said("Reuters", when="2022-12-20", actors=[RUSSIA]),
            ],
            assessments=[Assessment(who="desk", p=0.9, why="video")],
        )
        text = event.explain()
        for part in (
            "kind: strike (set by the analyst)",
            "when: 19 Dec 2022 (AFP)",
            "initiator: Russia (Reuters)",
            "  AFP: AFP\n",
            "facet:target: port",
            "downed: 30; one origin, B: .80",
            "when: 19 Dec 2022 (AFP: .80) or 20 Dec 2022 (Reuters: .80)",
            "desk: .90, video",
            "sigmoid",
        ):
            assert part in text

    def test_suggest_origins(self):
        """Copies of one wire story are proposed as such."""
        words = "Air defences downed thirty drones over the capital during the night, officials say"
        event = Event(
            reports=[
                said("The Moscow Times", quote=f"{words} (AFP)"),
                said("AFP", quote=words),
            ]
        )
        assert "The Moscow Times" in {found.report_id for found in event.suggest_origins()}


class TestRecord:
    """What an event takes and refuses."""

    def test_reports_are_kept_once_and_sorted(self):
        """Equal reports are one; two contents of one id both stay."""
        one, other = said("AFP"), said("Reuters")
        assert Event(reports=[other, one, one]).reports == (one, other)
        twin = said("AFP", quote="other words")
        assert len(Event(reports=[one, twin]).reports) == 2
        pairs = itertools.permutations([one, twin, other])
        assert len({Event(reports=items).reports for items in pairs}) == 1

    def test_ids(self):
        """Content gives the id; a given one is kept; an evolved event keeps its own."""
        event = Event(kind="visit", place="Minsk")
        assert event.id == Event(kind="visit", place="Minsk").id
        assert event.id.startswith("e-")
        assert len(event.id) == 14
        assert attrs.evolve(event, notes="x").id == event.id
        assert attrs.evolve(event, notes="x", id=None).id != event.id

    def test_the_wording_of_a_date_changes_no_id(self):
        """The text of a date is no content."""
        other = When("19/12/2022", format="%d/%m/%Y")
        assert Event(when=other).id == Event(when="2022-12-19").id

    @pytest.mark.parametrize(
        ("fields", "text"),
        [
            ({"reports": [7]}, "reports holds 7"),
            ({"reports": 7}, "reports is 7"),
            ({"links": ["e-1"]}, "links holds 'e-1'"),
            ({"assessments": [0.9]}, "assessments holds 0.9"),
            ({"members": ["GED:1"]}, "members holds 'GED:1'"),
            ({"when": "2022-02-30"}, "when is '2022-02-30'"),
            ({"when": "2022-12-20/2022-12-18"}, "2022-12-20"),
            ({"place": Place("x"), "places": ["y"]}, "both place= and places="),
            ({"kind": "Strike"}, "kind is 'Strike'"),
            ({"sensitive": "yes"}, "sensitive is 'yes'"),
            ({"id": ""}, "id is ''"),
            ({"tags": 5}, "tags is 5"),
        ],
    )
    def test_refusals(self, fields, text):
        """Each refusal names field, value and cure."""
        with pytest.raises(InvalidValue, match=text) as caught:
            Event(**fields)
        assert caught.value.remedy

    def test_mistyped_words(self):
        """Keywords and vocabularies name the nearest."""
        with pytest.raises(UnknownOption, match="'reports'"):
            Event(report=[])
        with pytest.raises(UnknownName, match="'planned'"):
            Event(phase="planed")
        with pytest.raises(UnknownName, match="'caused_by'"):
            Link("causedby", "e-1")
        with pytest.raises(InvalidValue, match="without p and without a verdict"):
            Assessment(who="desk")
        for bad in (True, math.nan, 1.5, "high"):
            with pytest.raises(ConflictlogError, match="p is "):
                Assessment(who="desk", p=bad)

    def test_nothing_can_be_set_afterwards(self):
        """Events are frozen, and what they derive has no place to be set."""
        event = Event()
        for name in ("kind", "status", "confidence", "colour"):
            with pytest.raises(AttributeError):
                setattr(event, name, "x")


def test_all_rivals_are_weighed_on_origins_traced_once(monkeypatch):
    """A conflict among hundreds of reports traces them once, not once a rival value."""
    traced = []

    def counting(*args):
        traced.append(args)
        return trace_origins(*args)

    monkeypatch.setattr("conflictlog.weighing.pooling.trace_origins", counting)
    event = Event(
        reports=[Report(source=f"outlet {i}", estimates={"killed": i % 50}) for i in range(200)]
    )
    (conflict,) = event.conflicts()
    assert len(conflict.alternatives) == 50
    assert len(traced) == 1


@pytest.mark.parametrize("ask", [Event.estimate, Event.confidence_in])
def test_names_that_are_no_text_are_refused_as_errors_of_the_library(ask):
    """A number in place of a name is refused as a mistyped name is."""
    event = Event(reports=[Report(source="AFP", estimates={"downed": 30})])
    with pytest.raises(ConflictlogError, match="5"):
        ask(event, 5)
    with pytest.raises(ConflictlogError, match="scope of downed 5"):
        event.estimate("downed", scope=5)
