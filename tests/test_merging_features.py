"""Merging: models that learn, policies, episodes, sheets for coders."""

from __future__ import annotations

import attrs
import polars as pl
import pytest

import conflictlog as cl
from conflictlog.errors import FileNotReadable, InvalidValue, UnknownName
from conflictlog.merging import Judgement, Ledger, MatchModel, write_sheet
from conflictlog.testing import Generated, generate


@pytest.fixture(scope="module")
def sparse() -> Generated:
    """Two sources of 300 rows over a country."""
    return generate(300, seed=8, style="sparse", sources=2)


@pytest.fixture(scope="module")
def merged(sparse: Generated) -> cl.MergeResult:
    """Their merge."""
    return cl.merge(*sparse.logs.values())


def judged_by_truth(made: Generated, pairs: pl.DataFrame) -> list[Judgement]:
    """Judge pairs as somebody would who knows the truth."""
    told: dict[str, set[int]] = {}
    for id, incident in made.truth.select("id", "incident").iter_rows():
        told.setdefault(id, set()).add(incident)
    return [
        Judgement(a=(log_a, a), b=(log_b, b), verdict="same" if told[a] & told[b] else "different")
        for log_a, a, log_b, b in pairs.select("log_a", "id_a", "log_b", "id_b").iter_rows()
    ]


# --------------------------------------------------------------------- models


def test_a_model_prints_what_it_is_made_of_and_gives_its_tables_in_bits() -> None:
    """A model prints what it is made of and gives its tables in bits."""
    model = MatchModel.default()
    text = str(model)
    assert "MAVERICK Kenya" in text
    assert "place names" in text
    table = model.table("time")
    assert table.columns == ["stratum", "level", "bits"]
    one_day = table.filter(pl.col("stratum") == "one day")["bits"]
    assert one_day[0] > 0 > one_day[-1] >= -6.0001
    with pytest.raises(UnknownName, match="distance"):
        model.table("distanse")


def test_adapting_by_hand_is_what_a_merge_does_and_tells_how_far_it_went(
    sparse: Generated, merged: cl.MergeResult
) -> None:
    """Adapting by hand is what a merge does and tells how far it went."""
    adapted = MatchModel.default().adapt(*sparse.logs.values())
    assert adapted.moved is not None
    assert 0 < adapted.moved < 3
    again = cl.merge(*sparse.logs.values(), model=adapted, adapt=False)
    assert again.clusters.equals(merged.clusters)
    assert f"by {adapted.moved:.2f} bits" in str(merged.report())
    kept = MatchModel.from_json(adapted.as_json())
    assert kept.moved == pytest.approx(adapted.moved, abs=0.001)


def test_a_model_of_another_version_is_refused_by_name() -> None:
    """Tables have the cells of the comparisons that they were made for."""
    told = MatchModel.default().as_json()
    told["between"]["matches"]["killed"] = [1.0, 2.0]
    with pytest.raises(
        cl.errors.InvalidValue, match="the table of 'killed' has 2 cells"
    ) as told_to:
        MatchModel.from_json(told)
    assert "made by another version" in str(told_to.value)


def test_a_model_learns_from_judgements_and_says_more_truly_how_sure_it_is(
    sparse: Generated, merged: cl.MergeResult
) -> None:
    """One that says too much of everything learns not to; the shipped one keeps what it knows."""
    pairs = merged.matches
    shown = pairs.gather_every(2)
    logs = list(sparse.logs.values())
    shipped = MatchModel.default()
    weights = attrs.evolve(shipped.between, line=(1.0, 3.0))
    wrong = shipped.replaced("between", weights, name="too sure")
    unseen = pairs.join(shown, on=["id_a", "id_b"], how="anti")
    told = [each.verdict == "same" for each in judged_by_truth(sparse, unseen)]

    def brier(result: cl.MergeResult) -> float:
        found = unseen.select("id_a", "id_b").join(
            result.matches, on=["id_a", "id_b"], how="left", maintain_order="left"
        )
        p = found["probability"].fill_null(0.0)
        return float(((p - pl.Series(told).cast(pl.Float64)) ** 2).mean())

    def learnt(model: MatchModel) -> float:
        found = MatchModel.fit(logs, judged_by_truth(sparse, shown), model=model)
        return brier(cl.merge(*logs, model=found, adapt=False))

    assert learnt(wrong) < brier(cl.merge(*logs, model=wrong)) - 0.02
    assert learnt(shipped) < brier(merged) + 0.005


def test_too_few_judgements_teach_nothing_and_it_is_said_what_is_needed(
    sparse: Generated, merged: cl.MergeResult
) -> None:
    """Too few judgements teach nothing and it is said what is needed."""
    few = judged_by_truth(sparse, merged.matches.head(12))
    with pytest.raises(InvalidValue, match=r"12 judgements hold.*10 of each"):
        MatchModel.fit(sparse.logs.values(), few)


# ------------------------------------------------------------------- policies


def telling(id: str, **said: object) -> cl.EventLog:
    """Make a log of one event with one report; nothing is set by an analyst."""
    published = said.pop("published", "2022-12-20")
    report = cl.Report(source=cl.Source("AFP", published=published), id=f"r-{id}", **said)
    return cl.EventLog([cl.Event(id=id, reports=[report])])


@pytest.fixture(scope="module")
def tellings() -> dict[str, cl.EventLog]:
    """Four tellings of one strike on Kyiv."""
    near = cl.Place("Kyiv", lat=50.45, lon=30.52, country="UKR", radius_km=5)
    exact = cl.Place("Podil", lat=50.46, lon=30.51, country="UKR", radius_km=0.3)
    other = cl.Place("Kyiv", lat=50.44, lon=30.53, country="UKR", radius_km=8)
    return {
        "c": telling(
            "c:1", when="2022-12-19", place=near, kind="strike/drone", estimates={"killed": 3}
        ),
        "a": telling(
            "a:1",
            when="2022-12-19T02:00Z/2022-12-19T03:00Z",
            place=exact,
            kind="strike",
            estimates={"killed": 5},
            published="2022-12-23",
        ),
        "b": telling(
            "b:1",
            when="2022-12-19",
            place=other,
            kind="strike",
            estimates={"killed": cl.Estimate(low=4, high=9)},
        ),
    }


def united(tellings: dict[str, cl.EventLog], policy: object) -> cl.MergeResult:
    """Merge the tellings and confirm that all are one event."""
    found = cl.merge(*tellings.values(), names=tellings, policy=policy, decoy=False, adapt=False)
    return found.confirm("a:1", "b:1").confirm("b:1", "c:1")


@pytest.mark.parametrize(
    ("policy", "kind", "place", "killed"),
    [
        ("preferred", "strike/drone", "c:1", "c:1"),
        ("mode", "strike", "c:1", "a:1"),
        ("most precise", "strike/drone", "a:1", "a:1"),
        ("most conservative", "strike", "b:1", "c:1"),
        ("latest", "strike", "a:1", "a:1"),
    ],
)
def test_a_policy_takes_a_members_own_value(
    tellings: dict[str, cl.EventLog], policy: str, kind: str, place: str, killed: str
) -> None:
    """A policy takes a member's own value, never a mean of several."""
    found = united(tellings, policy)
    (event,) = found.log
    own = {log[0].id: log[0] for log in tellings.values()}
    assert event.kind == kind
    assert event.places == own[place].reports[0].places
    assert found.counts["member"].to_list() == [killed]
    assert (found.counts["lowest"][0], found.counts["highest"][0]) == (3, 9)


def test_policies_may_be_told_by_field_and_what_differs_stays_open_without(
    tellings: dict[str, cl.EventLog],
) -> None:
    """Policies may be told by field and what differs stays open without."""
    (event,) = united(tellings, {"place": "most precise"}).log
    assert event.places[0].name == "Podil"
    assert event.kind is None
    agreed = united(tellings, "agreed")
    assert not agreed.log[0].places
    assert agreed.counts["best"].to_list() == [None]
    with pytest.raises(InvalidValue, match=r"'point'.*when, place, kind, counts"):
        united(tellings, {"point": "mode"})


@pytest.mark.parametrize("policy", ["preferred", "mode", "most precise", "latest"])
def test_whatever_the_policy_taking_apart_restores(
    sparse: Generated, policy: str, tmp_path
) -> None:
    """Whatever the policy, taking apart restores the originals."""
    logs = list(sparse.logs.values())
    found = cl.merge(*logs, policy=policy, adapt=False, decoy=False)
    assert any(event.kind is not None for event in found.log)
    assert found.originals() == logs[0] | logs[1]
    found.log.write(tmp_path / "merged.parquet")
    assert cl.unmerge(cl.read(tmp_path / "merged.parquet")) == logs[0] | logs[1]


def test_the_preferred_log_is_the_one_given_first(tellings: dict[str, cl.EventLog]) -> None:
    """The preferred log is the one given first, whatever it is called."""
    turned = dict(reversed(tellings.items()))
    assert united(turned, "preferred").log[0].places[0].radius_km == 8


# ------------------------------------------------------------------- episodes


@pytest.fixture(scope="module")
def episodic() -> tuple[Generated, cl.MergeResult]:
    """Make sources of which the last has rows for whole episodes."""
    made = generate(1000, seed=31, style="sparse")
    return made, cl.merge(*made.logs.values())


def siege(id: str, when: str, killed: int) -> cl.Event:
    """Make an attack on one town, as a source tells it."""
    report = cl.Report(
        source=cl.Source("Reuters"),
        when=when,
        place=cl.Place("Konduga", lat=11.65, lon=13.42, country="NGA", precision="town"),
        kind="attack/killing",
        actors=["Boko Haram", "Civilians"],
        estimates={"killed": killed},
        id=f"r-{id}",
    )
    return cl.Event(id=id, reports=[report])


def test_days_of_an_episode_are_proposed_as_its_parts_and_counted_once() -> None:
    """Days of an episode are proposed as its parts and counted once."""
    days = cl.EventLog(
        [
            siege("d:1", "2014-02-11", 9),
            siege("d:2", "2014-02-12", 20),
            siege("d:3", "2014-09-01", 2),
        ]
    )
    whole = cl.EventLog([siege("w:1", "2014-02-11/2014-02-13", 30)])
    found = cl.merge(days, whole, names=["days", "wholes"], decoy=False, adapt=False)
    assert sorted(found.episodes["part"]) == ["d:1", "d:2"]
    assert set(found.episodes["whole"]) == {"w:1"}
    told = dict(found.episodes.select("part", "why").iter_rows())
    assert told["d:1"] == "2014-02-11 within 2014-02-11 to 2014-02-13; 0.0 km apart; 9 of 30 killed"
    linked = found.linked(least=0.3)
    assert sorted(linked.frame["id"]) == ["d:1", "d:2", "d:3", "w:1"]
    assert [link.target for link in linked["d:2"].links] == ["w:1"]
    assert linked.sums("killed", take="leaves")["best"].to_list() == [31]
    assert linked.sums("killed", take="parents")["best"].to_list() == [32]


def test_proposed_parts_are_mostly_right_where_the_truth_is_known(
    episodic: tuple[Generated, cl.MergeResult],
) -> None:
    """Proposed parts are mostly right where the truth is known."""
    made, found = episodic
    told: dict[str, set[int]] = {}
    for id, incident in made.truth.select("id", "incident").iter_rows():
        told.setdefault(id, set()).add(incident)
    likely = found.episodes.filter(pl.col("probability") >= 0.5)
    right = [
        len(told[w]) > 1 and bool(told[w] & told[p])
        for w, p in likely.select("whole", "part").iter_rows()
    ]
    assert len(right) >= 5
    assert sum(right) / len(right) >= 0.5


def test_links_of_episodes_change_neither_the_log_nor_what_it_was_made_of(
    episodic: tuple[Generated, cl.MergeResult],
) -> None:
    """Links of episodes change neither the log nor what it was made of."""
    _, found = episodic
    assert not any(event.links for event in found.log)
    linked = found.linked()
    links = linked.frame.select("id", "links").explode("links").drop_nulls("links").unnest("links")
    assert links.height > 0
    assert set(links["type"]) == {"part_of"}
    assert set(links["target"]) <= set(linked.frame["id"])
    assert sum(linked.derived["n_reports"]) == sum(found.log.derived["n_reports"])


def test_rows_that_may_be_many_are_merged_and_no_episode_is_made_of_them() -> None:
    """Rows that may be many are merged and no episode is made of them."""
    days = cl.EventLog([siege("d:1", "2014-02-11", 9), siege("d:2", "2014-02-12", 20)])
    whole = cl.EventLog([siege("w:1", "2014-02-11/2014-02-12", 30)])
    found = cl.merge(
        days, whole, names=["days", "wholes"], cardinality={"days": "many"}, decoy=False
    )
    assert found.episodes.is_empty()
    both = found.confirm("d:1", "w:1").confirm("d:2", "w:1")
    assert len(both.log) == 1
    assert found.linked() == found.log


# --------------------------------------------------------------------- coders


def coded(made: Generated, sheet: pl.DataFrame, who: str = "one") -> pl.DataFrame:
    """Fill a sheet in as a coder would who knows the truth."""
    verdicts = [each.verdict for each in judged_by_truth(made, sheet)]
    return sheet.with_columns(verdict=pl.Series(verdicts), who=pl.lit(who))


def test_a_sheet_holds_links_and_near_misses_and_does_not_tell_which(
    merged: cl.MergeResult,
) -> None:
    """A sheet holds links and near misses and does not tell which."""
    sheet = merged.sheet(60, seed=1)
    assert sheet.height == 60
    assert not {"decision", "probability"} & set(sheet.columns)
    told = sheet.join(merged.matches, on=["id_a", "id_b"], maintain_order="left")
    assert set(told["decision"]) == {"same event", "apart"}
    # The order says nothing either.
    for half in (told.head(30), told.tail(30)):
        assert set(half["decision"]) == {"same event", "apart"}
    assert merged.sheet(60, seed=1).equals(sheet)
    assert not merged.sheet(60, seed=2).equals(sheet)
    assert merged.sheet(10_000, seed=1).height == merged.matches.height


def test_the_scores_of_a_full_sheet_are_those_of_the_truth(
    sparse: Generated, merged: cl.MergeResult
) -> None:
    """The scores of a full sheet are those of the truth, and a sample's come near them."""
    whole = merged.coder_scores(coded(sparse, merged.sheet(10_000, seed=1)))
    pairs = coded(sparse, merged.matches)
    same, linked = pairs["verdict"] == "same", pairs["decision"] == "same event"
    assert whole.precision == pytest.approx((same & linked).sum() / linked.sum())
    assert whole.recall == pytest.approx((same & linked).sum() / same.sum())
    some = merged.coder_scores(coded(sparse, merged.sheet(120, seed=3)))
    assert some.precision == pytest.approx(whole.precision, abs=0.15)
    assert some.recall == pytest.approx(whole.recall, abs=0.15)
    assert some.judged == 120
    assert "kappa" not in str(some)


def test_two_coders_are_compared_by_kappa(sparse: Generated, merged: cl.MergeResult) -> None:
    """Two coders are compared by kappa: what they agree on beyond chance."""
    one = coded(sparse, merged.sheet(40, seed=1))
    assert merged.coder_scores(one, one).kappa == 1
    turned = one.with_columns(
        verdict=pl.col("verdict").replace({"same": "different", "different": "same"})
    )
    both = merged.coder_scores(one, turned)
    assert both.kappa < 0
    assert both.unsure == 0
    with pytest.raises(InvalidValue, match="3 sheets"):
        merged.coder_scores(one, one, one)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_sheets_go_to_files_and_back(
    sparse: Generated, merged: cl.MergeResult, tmp_path, ending: str
) -> None:
    """Sheets go to files and back, and what looks like a formula stays text."""
    if ending == "xlsx":
        pytest.importorskip("fastexcel")
        pytest.importorskip("xlsxwriter")
    path = tmp_path / f"sheet.{ending}"
    sheet = coded(sparse, merged.sheet(20, seed=1)).with_columns(why=pl.lit("=1+1"))
    write_sheet(sheet, path)
    judged = merged.judged(path)
    assert [each.why for each in judged.ledger] == ["=1+1"] * 20
    assert merged.coder_scores(path).precision == merged.coder_scores(sheet).precision
    judged.ledger.write(tmp_path / f"ledger.{ending}")
    assert Ledger.read(tmp_path / f"ledger.{ending}") == judged.ledger
    write_sheet(merged.review(5), path)
    assert len(merged.judged(path).ledger) == 0


def test_a_missing_file_of_judgements_says_so(merged: cl.MergeResult, tmp_path) -> None:
    """A missing file of judgements says so."""
    with pytest.raises(FileNotReadable, match=r"none\.xlsx cannot be read"):
        merged.judged(tmp_path / "none.xlsx")


# ---------------------------------------------------------------- comparisons


def worded(id: str, headline: str, *, title: str | None = None, **more: object) -> cl.EventLog:
    """Make a log of one killing in Jos, told in words."""
    place = cl.Place("Jos", lat=9.9, lon=8.9, country="NGA", precision="town")
    report = cl.Report(
        source=cl.Source("Vanguard", title=title),
        when="2011-09-09",
        place=place,
        kind="attack/killing",
        headline=headline,
        id=f"r-{id}",
        **more,
    )
    return cl.EventLog([cl.Event(id=id, reports=[report])])


def bits_of_words(one: cl.EventLog, other: cl.EventLog) -> float:
    """Give what the words of two rows are worth."""
    found = cl.merge(one, other, names=["x", "y"], decoy=False, adapt=False)
    return float(found.matches["bits words"][0])


def test_rare_words_in_common_speak_for_a_pair_and_other_words_against_it() -> None:
    """Rare words in common speak for a pair and other words against it."""
    told = worded("x:1", "Gunmen burn a petrol tanker beside the brewery")
    assert bits_of_words(told, worded("y:1", "Petrol tanker burnt, brewery closed")) > 0.5
    assert bits_of_words(told, worded("y:1", "Mourners shot dead during wedding procession")) < 0


def test_names_numbers_and_kinds_are_no_words_as_they_are_compared_already() -> None:
    """Names, numbers and kinds are no words, as they are compared already."""
    one = worded("x:1", "Killing attack in Jos: 12 dead 2011")
    assert bits_of_words(one, worded("y:1", "Killing attack in Jos: 12 dead 2011")) == 0


def test_the_heading_of_an_article_tells_of_many_events_and_is_left_out() -> None:
    """The heading of an article tells of many events and is left out."""
    heading = "Violence spreads across several northern states before elections"
    one, other = (worded(id, heading, title=heading) for id in ("x:1", "y:1"))
    assert bits_of_words(one, other) == 0
    quoted = [
        worded(id, heading, title=heading, quote="They came on motorcycles wearing uniforms")
        for id in ("x:1", "y:1")
    ]
    assert bits_of_words(*quoted) > 1


def vague(id: str, **place: object) -> cl.EventLog:
    """Make a log of one attack whose place has no point."""
    report = cl.Report(
        source=cl.Source("Vanguard"),
        when="2011-09-09",
        place=cl.Place(country="NGA", **place),
        kind="attack/killing",
        id=f"r-{id}",
    )
    return cl.EventLog([cl.Event(id=id, reports=[report])])


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ({"admin1": "Plateau"}, {"admin1": "Plateau"}, True),
        ({"admin1": "Plateau"}, {"admin1": "Borno"}, False),
        ({"admin1": "Plateau"}, {}, True),
        ({"name": "Plateau"}, {"name": "Vwang", "admin1": "Plateau"}, True),
        ({"name": "Plateau"}, {"name": "Vwang", "admin1": "Kaduna"}, False),
        ({"name": "Vwang", "admin1": "Plateau"}, {"name": "Vwang"}, True),
    ],
)
def test_rows_without_a_point_meet_by_area_and_name(
    one: dict[str, str], other: dict[str, str], *, met: bool
) -> None:
    """Rows without a point meet by area and name."""
    found = cl.merge(vague("x:1", **one), vague("y:1", **other), names=["x", "y"], decoy=False)
    assert bool(len(found.candidates.pairs)) is met


def test_an_event_that_names_another_as_the_same_is_linked_to_it() -> None:
    """An event that names another as the same is linked to it; related ones are not."""

    def bits(type: str) -> float:
        one, other = vague("x:1", name="Jos"), vague("y:1", name="Jos")
        cited = cl.EventLog([attrs.evolve(other[0], links=[cl.Link(type, "x:1")])])
        found = cl.merge(one, cited, names=["x", "y"], decoy=False, adapt=False)
        return float(found.matches["bits links"][0])

    assert bits("same_as") > 2
    assert bits("related") == 0
