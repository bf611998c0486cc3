"""Cases where other tools of matching err, edges of the map and the calendar, and odd input."""

from __future__ import annotations

import warnings

import attrs
import polars as pl
import pytest

import conflictlog as cl
from conflictlog.errors import ConflictlogError
from tests.told import Told, log_of, strike

HERE = Told(point=(50.45, 30.52), killed=4)


def merged(*logs: cl.EventLog, names: str = "abcde", **how) -> cl.MergeResult:
    """Merge logs, called a, b, c."""
    return cl.merge(*logs, names=list(names[: len(logs)]), **how)


def together(result: cl.MergeResult) -> set[frozenset[str]]:
    """Give the clusters of more than one record."""
    found = result.clusters.group_by("cluster").agg("id").filter(pl.col("id").list.len() > 1)
    return {frozenset(ids) for ids in found["id"]}


def both_ways(one: cl.EventLog, other: cl.EventLog, **how) -> set[frozenset[str]]:
    """Give the clusters, which the order of logs and rows does not change."""
    found = together(merged(one, other, **how))
    turned = [cl.EventLog(list(log)[::-1]) for log in (one, other)]
    assert together(merged(*turned, **how)) == found
    assert together(cl.merge(*turned[::-1], names=["b", "a"], **how)) == found
    return found


class TestTheBestCandidateWins:
    """Not the first that is good enough."""

    def test_the_better_kind(self) -> None:
        """A drone is a drone, and no battle, whichever row comes first."""
        drone, battle = Told(kind="strike/drone"), Told(kind="battle")
        assert both_ways(log_of(drone, name="a"), log_of(battle, drone, name="b")) == {
            frozenset(("a:1", "b:2"))
        }

    def test_the_nearer(self) -> None:
        """A few hundred metres beat five kilometres."""
        near, far = Told(point=(50.451, 30.52)), Told(point=(50.495, 30.52))
        assert both_ways(log_of(Told(), name="a"), log_of(far, near, name="b")) == {
            frozenset(("a:1", "b:2"))
        }

    def test_the_same_day(self) -> None:
        """Beats the day after, where rows of one log are no copies of one another."""
        after = Told(day="2022-12-20")
        assert both_ways(
            log_of(Told(), name="a"), log_of(after, Told(), name="b"), copies=False
        ) == {frozenset(("a:1", "b:2"))}

    def test_the_displaced_finds_its_second_best(self) -> None:
        """The row that loses its partner to a better pair takes the one that is left."""
        first = Told(point=(50.45, 30.52), killed=14)
        second = Told(point=(50.46, 30.52), killed=14)
        left = log_of(first, second, name="a")
        # Both of a are near b:1; the second of a is nearer to it than to b:2.
        right = log_of(
            Told(point=(50.45, 30.52), killed=14), Told(point=(50.472, 30.52), killed=14), name="b"
        )
        assert both_ways(left, right, decoy=False, adapt=False) == {
            frozenset(("a:1", "b:1")),
            frozenset(("a:2", "b:2")),
        }

    def test_the_second_log_against_the_third(self) -> None:
        """Two that the first log knows nothing of are found as well."""
        elsewhere = Told(point=(46.48, 30.72), day="2022-06-01", place="Odesa")
        found = merged(log_of(elsewhere, name="a"), log_of(HERE, name="b"), log_of(HERE, name="c"))
        assert together(found) == {frozenset(("b:1", "c:1"))}

    def test_one_incident_in_five_logs(self) -> None:
        """Is one event."""
        logs = [log_of(HERE, name=name) for name in "abcde"]
        result = merged(*logs)
        assert together(result) == {frozenset(f"{name}:1" for name in "abcde")}
        assert len(result.log["a:1"].reports) == 5


class TestEdges:
    """Of the map, the calendar, and what is known."""

    def test_the_antimeridian_and_the_poles(self) -> None:
        """Two points a kilometre apart are that near everywhere."""
        for one, other in (
            ((-16.8, 179.998), (-16.8, -179.998)),
            ((89.999, 10.0), (89.999, -150.0)),
            ((-90.0, 0.0), (-90.0, 120.0)),
        ):
            pair = [
                log_of(Told(point=point, place=None, country=None, killed=4), name=name)
                for point, name in ((one, "a"), (other, "b"))
            ]
            assert together(merged(*pair)) == {frozenset(("a:1", "b:1"))}, one

    def test_without_points_they_meet_by_country_and_name(self) -> None:
        """And never across a border, or under another name."""
        bare = {"point": None, "killed": 12}
        kyiv = log_of(Told(place="Bakhmut", **bare), name="a")
        same = merged(kyiv, log_of(Told(place="Bakhmut", **bare), name="b"))
        assert same.matches.height == 1
        other = merged(kyiv, log_of(Told(place="Lviv", **bare), name="b"))
        abroad = merged(kyiv, log_of(Told(place="Bakhmut", country="POL", **bare), name="b"))
        assert together(other) == together(abroad) == set()

    def test_without_a_time_nothing_is_linked_and_nothing_is_lost(self) -> None:
        """It is counted, and said."""
        result = merged(log_of(Told(day=None), name="a"), log_of(HERE, name="b"))
        assert together(result) == set()
        assert result.report().unlinkable == 1
        assert "no time" in result.explain("a:1", "b:1")

    @pytest.mark.parametrize(
        "day", ["2022-12-19/..", "../2022-12-19", "2022", "2022-12", "9999-12-31"]
    )
    def test_open_and_long_times_are_no_error(self, day: str) -> None:
        """Whatever they match."""
        result = merged(log_of(Told(day=day), HERE, name="a"), log_of(HERE, name="b"))
        assert sum(result.log.derived["n_reports"]) == 3

    def test_a_huge_radius_is_no_error(self) -> None:
        """Somewhere on Earth."""
        vague = Told(precision=None, radius_km=20_000.0)
        result = merged(log_of(vague, name="a"), log_of(vague, HERE, name="b"))
        assert sum(result.log.derived["n_reports"]) == 3

    def test_empty_logs_and_logs_of_one(self) -> None:
        """Are logs."""
        empty = cl.EventLog()
        assert len(merged(empty, empty).log) == 0
        assert merged(empty, empty).clusters.height == merged(empty).matches.height == 0
        assert len(merged(log_of(HERE, name="a"), empty).log) == 1
        assert len(merged(log_of(HERE, name="a")).log) == 1
        assert "0 records" in str(merged(empty))

    def test_one_id_in_two_logs(self) -> None:
        """Equal events are one row; another event of the same id is told apart by its log."""
        log = log_of(HERE, name="x")
        assert len(merged(log, log).log) == 1
        other = cl.EventLog([strike("x:1", Told(point=(46.5, 30.7), day="2021-01-01"))])
        result = merged(log, other)
        assert set(result.log.ids) == {"x:1", "b:x:1"}

    def test_data_sets_and_sensitivity_are_kept(self) -> None:
        """All data sets are named; an event is sensitive if a member is."""
        sets = [cl.Dataset(name=name) for name in ("GED", "ACLED")]
        logs = [
            cl.EventLog([strike(f"{name}:1", told)], datasets=[each])
            for name, told, each in (
                ("a", HERE, sets[0]),
                ("b", Told(killed=4, sensitive=True), sets[1]),
            )
        ]
        result = cl.merge(*logs)
        assert {each.name for each in result.log.datasets} == {"GED", "ACLED"}
        assert [event.sensitive for event in result.log] == [True]
        assert set(result.clusters["log"]) == {"GED", "ACLED"}

    def test_merged_logs_merge_again_down_to_the_first_members(self) -> None:
        """Members of members are members; taking apart gives the first logs."""
        logs = [log_of(HERE, name=name) for name in "abc"]
        twice = cl.merge(merged(*logs[:2]).log, logs[2], names=["ab", "c"])
        assert [member.id for member in twice.log["a:1"].members] == ["a:1", "b:1", "c:1"]
        assert cl.unmerge(twice.log) == cl.EventLog([event for log in logs for event in log])

    def test_a_report_that_was_added_after_the_merge_is_kept(self) -> None:
        """With the member whose id the event bears."""
        event = merged(log_of(HERE, name="a"), log_of(HERE, name="b")).log["a:1"]
        more = cl.Report(source=cl.Source("BBC"), id="r-late")
        late = cl.EventLog([attrs.evolve(event, reports=[*event.reports, more])])
        assert [report.id for report in cl.unmerge(late)["a:1"].reports] == ["r-a:1", "r-late"]


LEFT, RIGHT = log_of(HERE, name="a"), log_of(HERE, name="b")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: cl.merge([LEFT, RIGHT]), "given a list.*logs"),
        (lambda: cl.merge(LEFT, None), "given a NoneType"),
        (lambda: cl.merge(LEFT.frame), "given a DataFrame"),
        (lambda: cl.merge(LEFT, merged(LEFT)), "given a MergeResult.*give its .log"),
        (lambda: merged(LEFT, RIGHT, threshold="0.5"), "threshold is '0.5'"),
        (lambda: merged(LEFT, RIGHT, threshold=[0.5]), "threshold is"),
        (lambda: merged(LEFT, RIGHT, threshold=0.9, confident=True), "threshold.*confident"),
        (lambda: merged(LEFT, RIGHT, model="default"), "model is 'default'"),
        (lambda: merged(LEFT, RIGHT, cardinality=None), "cardinality is None"),
        (lambda: merged(LEFT, RIGHT, cardinality=["one"]), "cardinality is"),
        (lambda: merged(LEFT, RIGHT, judgements=5), "judgements are 5"),
        (lambda: merged(LEFT, RIGHT, judgements=[("a:1", "b:1", "same")]), "judgements"),
        (lambda: merged(LEFT, RIGHT, judgements="none.csv"), "none.csv"),
        (lambda: cl.merge(LEFT, RIGHT, names="ab"), "names is 'ab'"),
        (lambda: cl.merge(LEFT, RIGHT, names=3), "names is 3"),
        (lambda: cl.merge(LEFT, RIGHT, names=["x", "x"]), "each once"),
        (lambda: cl.merge(LEFT, RIGHT, names=["", "x"]), "names is"),
        (lambda: merged(LEFT, RIGHT).explain("a:1", "a:1"), "and itself"),
        (lambda: merged(LEFT, RIGHT).explain(["a:1"], "b:1"), "holds"),
        (lambda: merged(LEFT, RIGHT).explain("a:1", "q"), "'q'"),
        (lambda: merged(LEFT, RIGHT).review("10"), "review.*'10'"),
        (lambda: merged(LEFT, RIGHT).review(-1), "review.*-1"),
        (lambda: merged(LEFT, RIGHT).split("q"), "'q'"),
        (lambda: merged(LEFT, RIGHT).undo(), "no judgement"),
        (lambda: cl.unmerge(merged(LEFT, RIGHT)), "given a MergeResult.*give its .log"),
        (lambda: cl.unmerge("x.parquet"), "given a str"),
        (lambda: cl.MatchModel.from_json({}), "name"),
        (lambda: cl.MatchModel.from_json("x.json"), "str"),
    ],
)
def test_odd_calls_are_refused_with_a_way_out(call, told: str) -> None:
    """By an error of ours, that says what was seen."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ConflictlogError, match=f"(?s){told}"):
            call()
