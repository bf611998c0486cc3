"""Proposals of origins: what is seen, what is not, and that nothing is changed."""

from __future__ import annotations

import attrs
import pytest

from conflictlog.report import Estimate, Report, Source
from conflictlog.weighing import suggest_origins, weigh

AFP = "Agence France-Presse"
STORY = "Russia launched 35 drones overnight and air defences shot most of them down over Kyiv"


def item(outlet, identifier, published=None, **what) -> Report:
    """Make a report with an id that sorts."""
    source = {name: what.pop(name) for name in ("url", "title", "sha256", "wire") if name in what}
    return Source(outlet, published=published, **source).says(id=identifier, **what)


@pytest.mark.parametrize(
    "what",
    [
        {"headline": "Drones hit Kyiv (AFP)"},
        {"title": "KYIV, Dec 19 (AFP) - Drones hit the capital"},
        {"quote": "AFP: drones hit the capital"},
        {"quote": "Drones hit the capital - AFP"},
        {"title": "Drones hit the capital | Agence France Presse"},
        {"quote": "Drones hit the capital, by AFP."},
        {"quote": "The mayor told AFP that the power was out."},
        {"translation": "Drones hit the capital /AFP/"},
    ],
)
def test_a_byline_proposes_the_wire(what):
    """An agency's name where by-lines stand is a wire."""
    (found,) = suggest_origins([item("The Moscow Times", "r-1", **what)])
    assert (found.report_id, found.wire, found.derived_from) == ("r-1", AFP, None)
    assert "by-line" in str(found)


@pytest.mark.parametrize("outlet", ["Kyiv Post / AFP", "AFP via Yahoo", "Yahoo (AFP)"])
def test_an_outlet_written_with_its_wire_proposes_it(outlet):
    """Lists of sources often join the two."""
    (found,) = suggest_origins([item(outlet, "r-1")])
    assert found.wire == AFP


@pytest.mark.parametrize(
    "what",
    [
        {"outlet": "AFP", "headline": "Drones hit Kyiv (AFP)"},
        {"outlet": "Kyiv Post", "headline": "Drones hit Kyiv (AFP)", "wire": "AFP"},
        {"outlet": "Kyiv Post", "headline": "Drones hit Kyiv (video)"},
        {"outlet": "Kyiv Post", "headline": "Kyiv: drones over the capital"},
        {"outlet": "Kyiv Post", "headline": "The AFP bureau was hit"},
    ],
)
def test_no_wire_where_none_is_told(what):
    """The agency itself, a wire that is set, other brackets, and mere mentions propose nothing."""
    assert suggest_origins([item(what.pop("outlet"), "r-1", **what)]) == ()


def test_near_identical_text_proposes_the_earliest():
    """Copies derive from the report published first; one without a date comes last."""
    reports = [
        item("Paper A", "r-1", quote=STORY + "."),
        item("Paper B", "r-2", "2022-12-19", quote=STORY.upper()),
        item("Paper C", "r-3", "2022-12-20", quote=STORY.replace("overnight", "last night")),
    ]
    found = {one.report_id: one.derived_from for one in suggest_origins(reports)}
    assert found == {"r-1": "r-2", "r-3": "r-2"}


def test_different_texts_propose_nothing():
    """Two accounts of one raid in different words are two."""
    reports = [
        item("Paper A", "r-1", quote=STORY),
        item("Paper B", "r-2", quote="Residents woke to explosions before the power went out"),
    ]
    assert suggest_origins(reports) == ()


def test_one_quoted_number_is_proposed_with_its_reason():
    """Two outlets with one telling number may have it from one mouth."""
    reports = [
        item("Paper A", "r-1", "2022-12-19", estimates={"downed": 30}),
        item("Paper B", "r-2", "2022-12-20", estimates={"downed": Estimate(30, low=25)}),
    ]
    (found,) = suggest_origins(reports)
    assert (found.report_id, found.derived_from) == ("r-2", "r-1")
    assert "30 downed" in found.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"estimates": {"downed": 4}}, {"estimates": {"downed": 4}}),
        ({"estimates": {"downed": 30}}, {"estimates": {"launched": 30}}),
        ({"quote": "On 19 December 2022"}, {"quote": "19 December, 2022: news"}),
        ({"quote": "at 10:30"}, {"quote": "since 10:45"}),
    ],
)
def test_small_or_unlike_numbers_say_nothing(one, other):
    """Small counts, other counts, dates and clock times agree by chance."""
    assert suggest_origins([item("A", "r-1", **one), item("B", "r-2", **other)]) == ()


def test_the_same_post_and_the_same_bytes_are_one():
    """Links are compared without what only tracks; hashes in any case."""
    post = "https://www.t.me/kpszsu/1234"
    reports = [
        item("Telegram", "r-1", "2022-12-19", url=post + "?single"),
        item("Paper A", "r-2", "2022-12-20", quote=f"See {post}/"),
        item("Paper B", "r-3", "2022-12-21", sha256="ab12"),
        item("Paper C", "r-4", "2022-12-22", sha256="AB12"),
    ]
    found = {one.report_id: (one.derived_from, one.why) for one in suggest_origins(reports)}
    assert found == {
        "r-2": ("r-1", "the same post: t.me/kpszsu/1234"),
        "r-4": ("r-3", "the same bytes: sha256 ab12"),
    }


def test_two_pages_of_one_site_are_not_one_post():
    """A query that names the page is kept."""
    reports = [
        item("A", "r-1", url="https://example.org/watch?v=1"),
        item("B", "r-2", url="https://example.org/watch?v=2"),
    ]
    assert suggest_origins(reports) == ()


@pytest.mark.parametrize(
    "names",
    [("Ukraine's air force", "Ukrainian Air Force"), ("Kyiv region police", "Kyiv Region Polise")],
)
def test_one_claimant_in_several_spellings(names):
    """The registry knows some; letters show others."""
    reports = [item("A", "r-1", claimant=names[0]), item("B", "r-2", claimant=names[1])]
    (found,) = suggest_origins(reports)
    assert (found.report_id, found.derived_from) == ("r-2", "r-1")
    assert "spellings" in found.why


def test_two_different_claimants_are_not_one():
    """Near is not the same where the registry knows both."""
    reports = [
        item("A", "r-1", claimant="Ukraine's Defence Ministry"),
        item("B", "r-2", claimant="Russia's Defence Ministry"),
    ]
    assert suggest_origins(reports) == ()


def test_one_article_is_many_reports():
    """Reports of one outlet share its link and words, and are not compared."""
    page = {"url": "https://example.org/1", "title": STORY, "sha256": "ab"}
    reports = [item("Paper", f"r-{n}", claimant=f"Mayor {n}", **page) for n in range(3)]
    assert suggest_origins(reports) == ()


def test_what_is_linked_already_is_not_proposed():
    """Derived, superseding and denying reports are left alone."""
    first = item("A", "r-1", quote=STORY)
    for link in ({"derived_from": "r-1"}, {"supersedes": "r-1"}, {"stance": "denies"}):
        assert suggest_origins([first, item("B", "r-2", quote=STORY, **link)]) == ()


def test_several_reasons_make_one_proposal():
    """A pair is proposed once, with all that was seen."""
    reports = [
        item("A", "r-1", quote=STORY, sha256="ab", estimates={"launched": 35}),
        item("B", "r-2", quote=STORY, sha256="ab", estimates={"launched": 35}),
    ]
    (found,) = suggest_origins(reports)
    for part in ("near-identical text", "sha256 ab", "35 launched"):
        assert part in found.why


def test_order_changes_nothing_and_accepting_takes_effect():
    """Proposals are a function of the set; an accepted one makes two witnesses one."""
    reports = [item(f"Paper {n}", f"r-{n}", quote=STORY) for n in range(4)]
    found = suggest_origins(reports)
    assert found == suggest_origins(reversed(reports))
    assert {one.derived_from for one in found} == {"r-0"}
    parents = {one.report_id: one.derived_from for one in found}
    accepted = [
        attrs.evolve(report, derived_from=parents[report.id]) if report.id in parents else report
        for report in reports
    ]
    assert len(weigh(reports).witnesses) == 4
    assert len(weigh(accepted).witnesses) == 1


def test_a_thousand_copies_are_done_at_once():
    """The work stays bounded: a copy is compared with what came first, not with every copy."""
    reports = [
        item(f"Paper {n}", f"r-{n:04}", quote=STORY, estimates={"launched": 35})
        for n in range(1000)
    ]
    found = suggest_origins(reports)
    assert len(found) == 999
    assert {one.derived_from for one in found} == {"r-0000"}


def test_reports_without_source_are_taken():
    """An analyst's own note has no outlet and is compared like any other."""
    reports = [Report(quote=STORY, id="r-1"), item("A", "r-2", quote=STORY)]
    assert [one.report_id for one in suggest_origins(reports)] == ["r-2"]
