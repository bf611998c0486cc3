"""What is compared: who, on which side, in what part, how many, and what is said to be unknown."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictlog as cl
from conflictlog.merging.comparing import COMPARISONS, comparison
from conflictlog.merging.model import Evidence
from conflictlog.merging.pairing import Pairs
from conflictlog.merging.records import records_of
from conflictlog.testing import generate

KYIV = cl.Place("Kyiv", lat=50.45, lon=30.52, country="UKR", precision="exact")


def telling(id: str, *actors: cl.Actor, place: cl.Place = KYIV, **said: object) -> cl.EventLog:
    """Make a log of one event that one report tells."""
    report = cl.Report(
        source=cl.Source("AFP"), when="2022-12-19", places=[place], actors=actors, **said
    )
    return cl.EventLog([cl.Event(id=id, reports=[report])])


def seen(one: cl.EventLog, other: cl.EventLog) -> dict[str, str]:
    """Say what each comparison sees in two records."""
    records = records_of({"a": one, "b": other})
    pair = Pairs(a=np.zeros(1, np.int32), b=np.ones(1, np.int32), km=np.zeros(1, np.float32))
    cells = Evidence(records, cl.MatchModel.default().between).cells(pair)
    return {name: COMPARISONS[name].words(int(each[0])) for name, each in cells.items()}


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (30, 30, "the same number, 25 and more"),
        (12, 12, "the same number, 10 to 24"),
        (3, 3, "the same number, 3 or 4"),
        (0, 0, "both none"),
        (4, 5, "one more or less"),
        (2, 3, "one or two, and one more"),
        (4, 6, "up to half as many again"),
        (10, 14, "up to half as many again, 10 and more"),
        (10, 35, "up to four times as many"),
        (10, 70, "other numbers"),
        (0, 2, "none against 1 or 2"),
        (0, 40, "none against 10 and more"),
        (5, None, "not told"),
    ],
)
def test_numbers_of_dead_and_injured_have_one_scale(one, other, words) -> None:
    """Equal numbers tell most where they are large; what is not told tells nothing."""
    for count in ("killed", "injured"):
        pair = [
            telling(name, estimates={} if n is None else {count: n})
            for name, n in (("a", one), ("b", other))
        ]
        assert seen(*pair)[count] == seen(*pair[::-1])[count] == words


def test_other_counts_are_compared_by_name_and_scope() -> None:
    """Thirty-five drones nationwide and twenty-three over Kyiv do not contradict one another."""
    nationwide = telling("a", estimates={"launched": 35})
    over_kyiv = telling("b", estimates={"launched": cl.Estimate(23, scope="Kyiv")})
    downed = telling("c", estimates={"launched": 35, "downed": 30})
    assert seen(nationwide, over_kyiv)["other counts"] == "not told"
    assert seen(nationwide, downed)["other counts"] == "the same number, 25 and more"
    # Of two counts, the one that agrees speaks: the other may be a slip.
    slip = telling("d", estimates={"launched": 20, "downed": 30})
    assert seen(downed, slip)["other counts"] == "the same number, 25 and more"


def test_two_names_of_one_state_are_of_one_side() -> None:
    """The registry knows whose forces they are."""
    one = telling("a", cl.Actor("Military Forces of Russia (2000-)"))
    other = telling("b", cl.Actor("Wagner Group"), cl.Actor("Government of Ukraine"))
    found = seen(one, other)
    assert found["actors"] == "no actor shared"
    assert found["sides"] == "a side in common"
    assert seen(one, telling("c", cl.Actor("Russia")))["sides"] == "the same one side"
    assert seen(one, telling("d", cl.Actor("AFU")))["sides"] == "not told"


def test_swapped_roles_are_told_from_shared_ones() -> None:
    """Who struck whom is not the same as who was struck by whom."""
    russia, ukraine = "Russia", "Ukraine"
    one = telling("a", cl.Actor(russia, role="initiator"), cl.Actor(ukraine, role="target"))
    same = telling("b", cl.Actor(russia, role="initiator"))
    swapped = telling("c", cl.Actor(ukraine, role="initiator"), cl.Actor(russia, role="target"))
    others = telling("d", cl.Actor("Boko Haram", role="initiator"))
    untold = telling("e", cl.Actor(russia), cl.Actor(ukraine))
    words = [seen(one, each)["roles"] for each in (same, swapped, others, untold)]
    assert words == [
        "one in the same role",
        "roles swapped",
        "others in the same role",
        "not told",
    ]


def test_unknown_is_no_name_that_two_records_share() -> None:
    """Nor one that two differ in: it tells nothing."""
    unknown, unidentified = (
        cl.Actor("Unknown actor (Kenya)", type="Unknown"),
        cl.Actor("Unidentified armed group", type="Other"),
    )
    police = telling("c", cl.Actor("Police", type="Security forces"))
    for one, other in (
        (telling("a", unknown), telling("b", unknown)),
        (telling("a", unknown), telling("b", unidentified)),
        (telling("a", unknown), police),
    ):
        found = seen(one, other)
        assert found["actors"] == found["actor types"] == "not told"


def test_what_was_struck_is_compared() -> None:
    """By the facets that data sets call target."""
    school = telling("a", facets={"target": ["School"]})
    assert seen(school, telling("b", facets={"target_type": ["school"]}))["target"].startswith(
        "one target"
    )
    assert seen(school, telling("c", facets={"target": ["Market"]}))["target"] == "other targets"


@pytest.mark.parametrize(
    ("said", "stratum"),
    [
        ({"precision": "exact"}, "exact and exact"),
        ({"radius_km": 0.3}, "exact and exact"),
        ({"precision": "unknown"}, "not said how exact"),
        ({"precision": "unknown", "radius_km": 4.0}, "exact and near"),
    ],
)
def test_a_distance_is_weighed_by_how_exact_the_points_are(said, stratum) -> None:
    """By the word, by a radius that says more, or on the whole."""
    place = cl.Place("Kyiv", lat=50.45, lon=30.52, country="UKR", **said)
    found = seen(telling("a"), telling("b", place=place))["distance"]
    assert found == f"the same point ({stratum})"


def test_a_record_that_names_only_a_country_meets_all_of_that_day_there() -> None:
    """A country's name is no place's name."""
    country = cl.Place("Kenya", country="KEN", precision="country")
    town = cl.Place("Eldoret", lat=0.52, lon=35.27, country="KEN", precision="town")
    both = cl.merge(telling("a", place=country), telling("b", place=town), names=["a", "b"])
    assert len(both.candidates.pairs) == 1
    lima = cl.Place("Lima", lat=-12.05, lon=-77.04, country="PER", precision="town")
    none = cl.merge(telling("a", place=country), telling("b", place=lima), names=["a", "b"])
    assert len(none.candidates.pairs) == 0


def test_tables_in_bits_are_what_explain_adds_up() -> None:
    """Corrections and the floor included."""
    one, other = telling("a", estimates={"killed": 12}), telling("b", estimates={"killed": 12})
    both = cl.merge(one, other, names=["a", "b"], adapt=False)
    table = cl.MatchModel.default().table("killed")
    bits = dict(zip(table["level"], table["bits"], strict=True))["the same number, 10 to 24"]
    line = next(line for line in both.explain("a", "b").splitlines() if "killed" in line)
    assert f"{bits:+.1f} bits" in line


@given(
    codes=st.lists(st.integers(-1, 5), min_size=2, max_size=30),
    asked=st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40),
)
def test_pairs_of_codes_are_looked_up_alike_by_a_table_and_one_by_one(codes, asked) -> None:
    """Many distinct values need no table of them all; what is seen is the same."""
    rows = np.array(asked, np.int32).reshape(-1, 2) % len(codes)
    pairs = Pairs(a=rows[:, 0], b=rows[:, 1], km=np.zeros(len(rows), np.float32))
    held = np.array(codes, np.int32)
    table = np.add.outer(np.arange(6), np.arange(6)).astype(np.int16)
    by_table = comparison.by_table(held, table)(pairs)
    for few in (0, 1_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(comparison, "_FEW", few)
            judge = comparison.by_codes(held, 6, lambda one, other: one + other)
        assert judge(pairs).tolist() == judge(pairs).tolist() == by_table.tolist()
        told = [codes[a] + codes[b] if min(codes[a], codes[b]) >= 0 else -1 for a, b in rows]
        assert by_table.tolist() == told


def test_a_merge_is_the_same_on_one_core_and_on_several(monkeypatch) -> None:
    """Blocks of pairs are looked at side by side, and put together in order."""
    made = generate(300, seed=8, style="dense")
    found = []
    for cores in (1, 4):
        monkeypatch.setattr(pl, "thread_pool_size", lambda cores=cores: cores)
        monkeypatch.setattr("conflictlog.merging.pairing.blocks._BLOCK", 100)
        monkeypatch.setattr("conflictlog.merging.model.evidence._BLOCK", 1_000)
        found.append(cl.merge(*made.logs.values()))
    one, several = found
    assert one.clusters.equals(several.clusters)
    assert one.matches.equals(several.matches)
