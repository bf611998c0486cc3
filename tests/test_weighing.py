"""Confidence of one event: the reference values, origins, status, basis, words."""

from __future__ import annotations

import attrs
import pytest

from conflictlog.errors import InvalidValue, UnknownName, UnknownOption
from conflictlog.registry import shipped_registry
from conflictlog.report import Actor, Claimant, Report, Source
from conflictlog.weighing import Basis, ConfidenceModel, Weighing, profile, weigh
from conflictlog.weighing.origins import replaced_ids

UKRAINE = Actor("Ukraine", role="target")
RUSSIA = Actor("Russia", role="initiator")
PARTIES = (UKRAINE, RUSSIA)
AFP = "Agence France-Presse"


def said(outlet="AFP", rating=None, **what) -> Report:
    """Make a report of an outlet."""
    return Source(outlet, reliability=rating).says(**what)


def three(weighing: Weighing) -> str:
    """Write a confidence to three digits."""
    return f"{weighing.confidence:.3f}"


PESKOV = said(claimant="Kremlin spokesman Dmitry Peskov", stance="denies")
BELGOROD = said("The Moscow Times", claimant="Russia's Defence Ministry")
REFERENCE = {
    "no report": ([], ".500"),
    "AFP (B)": ([said()], ".800"),
    "AFP and 20 copies": (
        [said(id="r-0"), *(said(f"Paper {n}", "A", derived_from="r-0") for n in range(20))],
        ".800",
    ),
    "AFP and 20 copies by wire": (
        [said(), *(Source(f"Paper {n}", wire="AFP", reliability="A").says() for n in range(20))],
        ".800",
    ),
    "AFP + Reuters": ([said(), said("Reuters")], ".889"),
    "three B": ([said(), said("Reuters"), said("Associated Press")], ".919"),
    "A + B": ([said("Imagery", "A"), said()], ".947"),
    "20 independent C": ([said(f"Paper {n}", "C") for n in range(20)], ".845"),
    "30 downed by Ukraine only": (
        [said(claimant="Ukraine's air force", estimates={"downed": 30})],
        ".604",
    ),
    "four missiles over Belgorod by Moscow only": ([BELGOROD], ".551"),
    "the same + independent imagery (B)": (
        [BELGOROD, said("Planet", "B", evidence="satellite")],
        ".816",
    ),
    "unnamed reports against Peskov's denial": (
        [said("The Moscow Times", claimant="reports"), PESKOV],
        ".499",
    ),
    "AFP denied by a neutral B": ([said(), said("Reuters", stance="denies")], ".500"),
}


@pytest.mark.parametrize("name", REFERENCE)
def test_reference_values(name):
    """Each reference value of the design holds to three digits."""
    reports, expected = REFERENCE[name]
    assert three(weigh(reports, parties=PARTIES)) == "0" + expected


def test_self_interest_said_or_inferred_weighs_the_same():
    """A stated self-interest and one inferred from the parties halve alike; one is marked."""
    inferred = weigh([said(claimant="Ukraine's air force")], parties=PARTIES)
    stated = weigh([said(claimant="Ukraine's air force", interest="self")])
    assert inferred.confidence == stated.confidence
    assert inferred.witnesses[0].interest_inferred
    assert not stated.witnesses[0].interest_inferred


def test_a_side_that_is_no_party_is_not_self_interested():
    """Without parties nothing is inferred, and a stated 'against' counts in full."""
    claim = said(claimant="Ukraine's air force")
    assert three(weigh([claim])) == "0.700"
    admission = said(claimant="Ukraine's air force", interest="against")
    assert three(weigh([admission], parties=PARTIES)) == "0.700"


def test_a_claimants_own_side_and_rating_come_before_the_registrys():
    """What a report says of its claimant is not overruled."""
    someone = Claimant("Some Brigade", side="Ukraine", reliability="D")
    weighing = weigh([said(claimant=someone)], parties=PARTIES)
    assert three(weighing) == "0.551"


def test_an_unrated_claimant_leaves_the_carriers_weight():
    """A claimant whom nobody rated neither helps nor harms."""
    assert three(weigh([said(claimant="Anna of Podil")])) == "0.800"
    assert weigh([said(claimant="Anna of Podil")]).witnesses[0].origin == "anna of podil"


def test_a_rated_claimant_does_not_lift_an_unrated_carrier():
    """A report is no better than its carrier."""
    assert three(weigh([said("A blog", claimant="Ukraine's air force")])) == "0.550"


def test_an_outlet_in_several_spellings_is_one_origin():
    """The registry's canonical name decides who is who."""
    weighing = weigh([said("AFP"), said("Agence France-Presse")])
    assert len(weighing.witnesses) == 1
    assert three(weighing) == "0.800"


def test_a_story_of_a_state_agency_is_as_interested_in_another_paper():
    """A wire's story keeps the wire's side, so that a copy adds nothing."""
    own = [said("TASS")]
    copied = [*own, Source("The Moscow Times", wire="TASS").says()]
    assert weigh(copied, parties=PARTIES).confidence == weigh(own, parties=PARTIES).confidence
    assert weigh(copied, parties=PARTIES).status == "one_sided"


def test_a_report_without_source_and_claimant_is_its_own_origin():
    """Two anonymous notes are two origins."""
    weighing = weigh([Report(quote="one", id="n-1"), Report(quote="two", id="n-2")])
    assert [witness.origin for witness in weighing.witnesses] == ["n-1", "n-2"]


class TestChains:
    """`derived_from` leads to the roots."""

    def test_the_weight_along_a_path_is_its_minimum(self):
        """A chain is as strong as its weakest link, its interest included."""
        root = said(claimant="Ukraine's air force", id="r-1")
        middle = said("Reuters", derived_from="r-1", id="r-2")
        last = said("A paper", "A", derived_from="r-2", id="r-3")
        weighing = weigh([last], context=[root, middle, last], parties=PARTIES)
        assert three(weighing) == "0.604"
        assert weighing.status == "one_sided"
        assert weighing.witnesses[0].origin == "Ukraine's armed forces"

    def test_several_parents_speak_for_each_root(self):
        """A report of two parents stands for two origins."""
        roots = [said(id="r-1"), said("Reuters", id="r-2")]
        both = said("A paper", "B", derived_from=("r-1", "r-2"), id="r-3")
        weighing = weigh([both], context=[*roots, both])
        assert [witness.origin for witness in weighing.witnesses] == [AFP, "Reuters"]
        assert three(weighing) == "0.889"

    def test_a_parent_that_is_not_there_is_a_root(self):
        """Two copies of one unseen report are one witness."""
        copies = [said("X", "B", derived_from="gone"), said("Y", "B", derived_from="gone")]
        weighing = weigh(copies)
        assert [witness.origin for witness in weighing.witnesses] == ["gone"]
        assert three(weighing) == "0.800"

    def test_the_better_of_two_paths_counts(self):
        """Where two paths lead to one root, the report keeps the stronger."""
        root = said("Root", "A", id="r-1")
        weak = said("Weak", "D", derived_from="r-1", id="r-2")
        strong = said("Strong", "B", derived_from="r-1", id="r-3")
        last = said("Last", "A", derived_from=("r-2", "r-3"), id="r-4")
        assert three(weigh([last], context=[root, weak, strong, last])) == "0.800"

    def test_a_cycle_is_one_origin_under_its_smallest_id(self):
        """Reports that derive from one another end, as one witness."""
        ring = [said(f"P{n}", "B", id=f"r-{n}", derived_from=f"r-{(n + 1) % 4}") for n in range(4)]
        tail = said("Tail", "A", id="r-9", derived_from="r-2")
        weighing = weigh([*ring, tail])
        assert [witness.origin for witness in weighing.witnesses] == ["r-0"]
        assert three(weighing) == "0.800"

    def test_a_cycle_with_a_way_out_has_the_root_outside(self):
        """A cycle that repeats an agency is that agency's."""
        root = said(id="r-9")
        one = said("P1", "B", id="r-1", derived_from=("r-2", "r-9"))
        two = said("P2", "B", id="r-2", derived_from="r-1")
        assert [witness.origin for witness in weigh([root, one, two]).witnesses] == [AFP]

    def test_a_chain_of_thousands_ends(self):
        """Length is no danger: nothing recurses."""
        chain = [said("P", "B", id="r-0")]
        chain += [said("P", "B", id=f"r-{n}", derived_from=f"r-{n - 1}") for n in range(1, 3000)]
        assert three(weigh(chain)) == "0.800"


class TestCuratedRows:
    """Rows of a data set that name what they relied on."""

    def test_a_row_is_one_origin_its_own(self):
        """Three cited outlets do not make three witnesses."""
        row = said("UCDP GED", cites=("AFP", "Reuters", "Interfax"))
        assert three(weigh([row])) == "0.800"

    def test_a_row_speaks_for_a_cited_outlet_that_reports_itself(self):
        """The row and the story that it rests on are one witness."""
        row = said("UCDP GED", cites=("Agence France Presse",))
        assert three(weigh([row, said()])) == "0.800"
        assert three(weigh([row, said("Reuters")])) == "0.889"

    def test_two_rows_on_one_story_are_one_witness(self):
        """UCDP and ACLED, both resting on AFP, add nothing to AFP."""
        rows = [said("UCDP", cites="AFP"), said("ACLED", cites="AFP")]
        assert three(weigh(rows)) == "0.889"
        assert three(weigh([*rows, said()])) == "0.800"

    def test_a_cited_paper_that_carries_a_wire_leads_to_the_wire(self):
        """The row rests on the agency, by way of the paper."""
        paper = Source("The Moscow Times", wire="AFP").says()
        row = said("UCDP", cites="The Moscow Times")
        assert [witness.origin for witness in weigh([paper, row]).witnesses] == [AFP]

    def test_a_weak_claim_in_the_cited_outlet_does_not_pull_the_row_down(self):
        """The curator's own weight stays."""
        row = said("UCDP", cites="AFP")
        claim = said(claimant="Russia's Defence Ministry")
        assert weigh([row, claim], parties=PARTIES).confidence > weigh([row]).confidence


class TestSupersession:
    """A later word replaces an earlier one."""

    def test_a_superseded_report_leaves_the_pool(self):
        """It is named, and counts no more."""
        weighing = weigh([said(id="r-1"), said("Reuters", supersedes="r-1", stance="neutral")])
        assert weighing.superseded == ("r-1",)
        assert weighing.confidence == 0.5

    def test_a_correction_outside_the_pool_counts_as_well(self):
        """All reports of the event may correct."""
        wrong = said(id="r-1")
        right = said(about="place", supersedes="r-1")
        assert weigh([wrong], context=[wrong, right]).confidence == 0.5

    def test_a_long_chain_of_corrections_leaves_the_last(self):
        """Ten thousand corrections cost no more than ten thousand reports."""
        target = {f"r-{number + 1}": f"r-{number}" for number in range(10_000)}
        gone = replaced_ids(target)
        assert len(gone) == 10_000
        assert "r-10000" not in gone

    def test_a_word_from_outside_a_circle_replaces_one_within(self):
        """The circle's own words cancel out, the other one stands."""
        assert replaced_ids({"a": "b", "b": "a", "c": "b", "d": "d"}) == {"b"}

    def test_reports_that_supersede_one_another_all_stay(self):
        """In a circle nobody has the last word."""
        pair = [said(id="r-1", supersedes="r-2"), said("Reuters", id="r-2", supersedes="r-1")]
        assert weigh(pair).superseded == ()


class TestStatusAndBasis:
    """What is printed before the number."""

    @pytest.mark.parametrize(
        ("reports", "status", "text", "level"),
        [
            ([], "reported", "no origin for or against", "low"),
            ([said()], "reported", "one origin, B", "moderate"),
            ([said(), said("Reuters")], "reported", "2 origins, best B", "high"),
            ([said("A blog")], "reported", "one origin, unrated", "low"),
            ([said("X", "C"), said("Y", "C")], "reported", "2 origins, best C", "moderate"),
            ([said("X", "D"), said("Y", "D")], "reported", "2 origins, best D", "low"),
            ([BELGOROD], "one_sided", "one side, one origin", "low"),
            ([said(), PESKOV], "contested", "1 origin for, 1 against", "low"),
            ([PESKOV], "denied", "no origins for, 1 against", "low"),
            ([said("A", "D"), said(stance="denies")], "denied", "1 origin for, 1 against", "low"),
        ],
    )
    def test_status_text_and_level(self, reports, status, text, level):
        """Status, words and level follow from the two sides."""
        weighing = weigh(reports, parties=PARTIES)
        assert (weighing.status, str(weighing.basis), weighing.basis.level) == (status, text, level)

    def test_one_disinterested_origin_is_enough_not_to_be_one_sided(self):
        """One-sided means every affirming origin."""
        assert weigh([BELGOROD, said()], parties=PARTIES).status == "reported"

    def test_of_equal_weights_the_rated_letter_is_shown(self):
        """F and unrated weigh the same: what someone judged is told, whatever the ids."""
        for one, other in (("r-1", "r-2"), ("r-2", "r-1")):
            weighing = weigh([said("A blog", "F", id=one), said("A blog", id=other)])
            assert weighing.basis.best_reliability == "F"

    def test_a_neutral_report_counts_for_neither(self):
        """It is a witness that says nothing."""
        weighing = weigh([said(stance="neutral")])
        assert weighing.confidence == 0.5
        assert [witness.stance for witness in weighing.witnesses] == ["neutral"]

    def test_evidence_is_the_affirming_reports(self):
        """Types of evidence are united in their own order."""
        reports = [
            said(evidence=("video", "imagery")),
            said("X", stance="denies", evidence="statement"),
        ]
        assert weigh(reports).basis.evidence == ("imagery", "video")

    def test_a_denial_without_weight_contests_nothing(self):
        """Reliability E weighs nothing, on either side."""
        assert weigh([said(), said("X", "E", stance="denies")]).status == "reported"


def test_explain_shows_every_step():
    """Origins, reports, halvings, the discount and the result can be redone by hand."""
    reports = [
        said(claimant="Ukraine's air force", id="r-1"),
        said("Reuters", id="r-2"),
        Source("The Moscow Times", wire="Reuters").says(id="r-3"),
        said("X", stance="denies", id="r-4"),
        said("Y", stance="neutral", id="r-5"),
        said("Z", id="r-6"),
        said("Z", id="r-7", quote="corrected", supersedes="r-6"),
    ]
    text = weigh(reports, parties=PARTIES).explain()
    for part in (
        "3 origins for, 1 against",
        "Reuters: B 1.386 = 1.386",
        "the same origin, adding nothing: r-3",
        "Ukraine's armed forces: C .847 x .500 self-interested (inferred) x .500 as no. 2 = .212",
        "z: unrated .201 x .250 as no. 3 = .050",
        "x: unrated .201 = .201",
        "neutral, not counted:\n  y: r-5",
        "superseded, not counted: r-6",
        "confidence = sigmoid(1.448) = .810",
        "model conflictlog-2026.1",
    ):
        assert part in text


class TestModel:
    """The parameters are one named value."""

    def test_other_parameters_need_another_name(self):
        """An export must tell which model computed it."""
        with pytest.raises(InvalidValue, match=r"name is 'conflictlog-2026\.1'.*pass name="):
            ConfidenceModel(rho=0.7)
        assert ConfidenceModel(name="desk", rho=0.7).rho == 0.7

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("rho", 1.5),
            ("rho", True),
            ("self_factor", -1),
            ("prior", 0),
            ("prior", 1.0),
            ("unrated", 0.4),
            ("chance", {"A": 1.0}),
            ("prior", "half"),
            ("unrated", float("nan")),
        ],
    )
    def test_impossible_parameters_are_refused(self, field, value):
        """Field and value are named."""
        with pytest.raises(InvalidValue, match=field) as caught:
            ConfidenceModel(name="desk", **{field: value})
        shown = value["A"] if isinstance(value, dict) else value
        assert repr(shown) in str(caught.value)

    def test_an_unknown_letter_or_keyword_is_named(self):
        """Letters run from A to F."""
        with pytest.raises(UnknownName, match="'G'"):
            ConfidenceModel(name="desk", chance={"G": 0.9})
        with pytest.raises(UnknownOption, match="did you mean 'prior'"):
            ConfidenceModel(piror=0.5)  # type: ignore[call-arg]  # the mistake under test

    def test_letters_left_out_keep_their_value(self):
        """One rating can be changed alone."""
        model = ConfidenceModel(name="desk", chance={"B": 0.75})
        assert (model.chance["A"], model.chance["B"]) == (0.9, 0.75)

    def test_repr_makes_it_again(self):
        """A model can be written down."""
        model = ConfidenceModel(name="desk", prior=0.3)
        assert eval(repr(model)) == model  # noqa: S307 - our own text

    def test_prior_moves_the_confidence(self):
        """Without reports the prior is all there is."""
        prior = weigh([], model=ConfidenceModel(name="desk", prior=0.3)).confidence
        assert prior == pytest.approx(0.3, abs=1e-12)


def test_the_registry_is_the_analysts_to_change():
    """A rating in another registry changes the weight."""
    mine = shipped_registry().extend(outlets={"Reuters": {"reliability": "A"}})
    assert three(weigh([said("Reuters")], registry=mine)) == "0.900"


def test_profile_takes_plain_values():
    """Columns call it once a combination."""
    found = profile(
        outlet="The Moscow Times",
        wire="AFP",
        claimant=None,
        registry=shipped_registry(),
        model=ConfidenceModel(),
    )
    assert (found.origin, found.reliability, found.side) == (AFP, "B", None)
    assert (found.outlet, found.carrier) == ("The Moscow Times", AFP)


def test_results_are_frozen_values():
    """A weighing can be compared and written down."""
    one, other = weigh([said()]), weigh([said()])
    assert one == other
    assert hash(one) == hash(other)
    assert eval(repr(Basis())) == Basis()  # noqa: S307 - our own text
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.confidence = 1.0  # type: ignore[misc]  # the mistake under test


def test_chances_are_a_mapping():
    """A number for all letters is refused."""
    with pytest.raises(InvalidValue, match="chance is 5; expected a mapping"):
        ConfidenceModel(name="mine", chance=5)
