"""Laws of confidence: they hold for any set of reports."""

from __future__ import annotations

import attrs
import pytest

pytest.importorskip("hypothesis")

from hypothesis import assume, given
from hypothesis import strategies as st

from conflictlog.report import Actor, Claimant, Report, Source
from conflictlog.weighing import ConfidenceModel, weigh

IDS = [f"r-{number}" for number in range(8)]
OUTLETS = ["AFP", "Agence France-Presse", "Reuters", "TASS", "UCDP", "A blog", "The Moscow Times"]
CLAIMANTS = [
    None,
    "Ukraine's air force",
    "Russia's Defence Ministry",
    "Dmitry Peskov",
    "officials",
    "TASS",
    Claimant("Someone", side="Ukraine", reliability="A"),
]
PARTIES = (Actor("Ukraine"), Actor("Russia"))
ANY_ID = st.sampled_from(IDS)
LETTERS = [None, "A", "B", "C", "D", "E", "F"]


@st.composite
def report(draw, identifier=ANY_ID, *, plain=False) -> Report:
    """Draw a report that may point to any other."""
    source = Source(
        draw(st.sampled_from(OUTLETS)),
        wire=draw(st.sampled_from([None, None, "AFP", "TASS"])),
        reliability=draw(st.sampled_from(LETTERS)),
    )
    ids = st.lists(st.sampled_from([*IDS, "gone"]), max_size=2)
    return Report(
        source=source,
        claimant=draw(st.sampled_from(CLAIMANTS)),
        stance=draw(st.sampled_from(["affirms", "denies", "neutral"])),
        interest=draw(st.sampled_from([None, "self", "against"])),
        derived_from=() if plain else draw(ids),
        cites=draw(st.lists(st.sampled_from(OUTLETS), max_size=2)),
        supersedes=None if plain else draw(st.sampled_from([None, None, None, *IDS])),
        id=draw(identifier),
    )


def several(**options) -> st.SearchStrategy[list[Report]]:
    """Draw reports, each id once."""
    return st.lists(report(**options), max_size=7, unique_by=lambda item: item.id)


MODELS = st.builds(
    ConfidenceModel,
    name=st.just("drawn"),
    chance=st.dictionaries(st.sampled_from("ABCDEF"), st.floats(0.5, 0.999999)),
    unrated=st.floats(0.5, 0.99),
    self_factor=st.floats(0, 1),
    rho=st.floats(0, 1),
    prior=st.floats(0.001, 0.999),
)


@given(several(), st.randoms(use_true_random=False))
def test_order_changes_nothing(reports, random):
    """The whole result is a function of the set."""
    shuffled = list(reports)
    random.shuffle(shuffled)
    assert weigh(shuffled, parties=PARTIES) == weigh(reports, parties=PARTIES)


@given(several())
def test_repetition_changes_nothing(reports):
    """A report given twice is one report; so is a context that repeats the pool."""
    once = weigh(reports, parties=PARTIES)
    assert weigh(reports + reports, parties=PARTIES) == once
    assert weigh(reports, context=reports, parties=PARTIES) == once


@given(several(), several(), several())
def test_union_is_commutative_and_associative(one, other, third):
    """Sets of reports may be united in any way."""
    left = weigh(set(one) | (set(other) | set(third)), parties=PARTIES)
    assert left == weigh((set(third) | set(one)) | set(other), parties=PARTIES)


@given(several(), st.data())
def test_a_copy_adds_nothing(reports, data):
    """A report of the same stance that derives from one that is there changes no confidence."""
    assume(reports)
    original = data.draw(st.sampled_from(reports))
    copy = attrs.evolve(
        data.draw(report(st.just("x-copy"), plain=True)),
        stance=original.stance,
        derived_from=(original.id,),
    )
    # What is superseded is out of the pool, its copy would be in; and nobody else may name it.
    assume(not weigh(reports).superseded)
    assume(not _named(copy, reports))
    before = weigh(reports, parties=PARTIES).confidence
    assert weigh([*reports, copy], parties=PARTIES).confidence == pytest.approx(before, abs=1e-12)


@given(several(), report(st.just("x-new")), MODELS)
def test_support_never_lowers_and_denial_never_raises(reports, new, model):
    """A report that no other names and that supersedes none moves the sum one way only."""
    new = attrs.evolve(new, supersedes=None, cites=())
    assume(not _named(new, reports))
    before = weigh(reports, parties=PARTIES, model=model).confidence
    after = weigh([*reports, new], parties=PARTIES, model=model).confidence
    if new.stance == "affirms":
        assert after >= before - 1e-12
    elif new.stance == "denies":
        assert after <= before + 1e-12
    else:
        assert after == pytest.approx(before, abs=1e-12)


@given(several(), report(st.just("x-row"), plain=True))
def test_a_supporting_curated_row_never_lowers(reports, row):
    """A new row that cites what is there only repeats or adds."""
    assume(not _named(row, reports))
    row = attrs.evolve(row, stance="affirms")
    before = weigh(reports, parties=PARTIES).confidence
    assert weigh([*reports, row], parties=PARTIES).confidence >= before - 1e-12


@given(several(), MODELS)
def test_confidence_is_never_certain(reports, model):
    """Strictly between nothing and everything, whatever the parameters."""
    weighing = weigh(reports, parties=PARTIES, model=model)
    assert 0 < weighing.confidence < 1
    assert weighing.s_affirm >= 0
    assert weighing.s_deny >= 0


def test_a_thousand_certain_origins_are_not_certainty():
    """Even undiscounted sums stay below one."""
    model = ConfidenceModel(name="drawn", chance={"A": 0.999999}, rho=1)
    reports = [Source(f"Paper {number}", reliability="A").says() for number in range(1000)]
    denials = [attrs.evolve(item, stance="denies") for item in reports]
    high, low = weigh(reports, model=model).confidence, weigh(denials, model=model).confidence
    assert 0 < low < 0.5 < high < 1
    assert low == 1 - high


@given(several())
def test_flipping_every_stance_mirrors_the_confidence(reports):
    """At a prior of a half nobody is favoured."""
    flip = {"affirms": "denies", "denies": "affirms", "neutral": "neutral"}
    flipped = [attrs.evolve(item, stance=flip[item.stance]) for item in reports]
    here, there = (weigh(side, parties=PARTIES).confidence for side in (reports, flipped))
    assert here + there == pytest.approx(1, abs=1e-12)


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=12))
def test_cycles_end(links):
    """Whatever derives from whatever, each report has at least one origin."""
    parents = {name: [to for start, to in links if start == name] for name in IDS}
    reports = [
        Source(f"Paper {name}", reliability="B").says(id=name, derived_from=above)
        for name, above in parents.items()
    ]
    weighing = weigh(reports)
    told = {name for witness in weighing.witnesses for name in witness.reports}
    assert told == set(IDS)
    # As many origins as there are groups of reports that no path leaves.
    reach = {name: _reach(name, parents) for name in IDS}
    sinks = {min(above) for name, above in reach.items() if all(reach[a] == above for a in above)}
    assert len(weighing.witnesses) == len(sinks)


def _reach(name, parents) -> frozenset[str]:
    found, waiting = {name}, [name]
    while waiting:
        new = set(parents[waiting.pop()]) - found
        found |= new
        waiting += new
    return frozenset(found)


def _named(new: Report, reports: list[Report]) -> bool:
    """Say whether another report names this one, by id or by outlet."""
    outlet, wire = (new.source.outlet, new.source.wire) if new.source else (None, None)
    known = {"AFP": "AFP", "Agence France-Presse": "AFP"}
    mine = {known.get(name, name) for name in (outlet, wire) if name}
    return any(
        new.id in (*item.derived_from, item.supersedes)
        or mine & {known.get(name, name) for name in item.cites}
        for item in reports
    )
