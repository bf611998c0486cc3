"""The published strategies: every value they draw is valid, and the hard cases come up."""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis")

from hypothesis import HealthCheck, Phase, find, given, settings

import conflictlog.testing as published
from conflictlog.event import Assessment, Event, Link, Member
from conflictlog.frozenmap import FrozenMap
from conflictlog.kinds import taxonomy
from conflictlog.place import Place
from conflictlog.report import Actor, Claimant, Coverage, Dataset, Estimate, Locator, Report, Source
from conflictlog.testing import (
    actors,
    claimants,
    datasets,
    estimates,
    events,
    kinds,
    links,
    logs,
    places,
    reports,
    sources,
    texts,
    whens,
)
from conflictlog.when import When

VALUES = {
    actors: Actor,
    claimants: Claimant,
    datasets: Dataset,
    estimates: Estimate,
    events: Event,
    places: Place,
    reports: Report,
    sources: Source,
    whens: When,
}
NAMES = {
    cls.__name__: cls
    for cls in (*VALUES.values(), Assessment, Coverage, FrozenMap, Link, Locator, Member)
}
# Found, not shrunk: what matters is that it comes up.
SEARCH = settings(
    max_examples=3000,
    phases=[Phase.generate],
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("strategy", VALUES, ids=lambda strategy: strategy.__name__)
def test_every_value_is_made_again_by_its_repr(strategy):
    """Drawn values are what constructors make of what they print."""

    @settings(max_examples=30)
    @given(strategy())
    def law(value):
        assert isinstance(value, VALUES[strategy])
        assert eval(repr(value), dict(NAMES)) == value  # noqa: S307 - our own repr

    law()


def test_every_strategy_is_published():
    """What __all__ names is there."""
    assert len({*published.__all__}) == len(published.__all__)
    assert all(hasattr(published, name) for name in published.__all__)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda text: text.startswith("="),
        lambda text: "\n" in text,
        lambda text: '"' in text,
        lambda text: "\u200f" in text,
        lambda text: "\u0301" in text,
        lambda text: "\u200d" in text,
        lambda text: any("\u4e00" <= letter <= "\u9fff" for letter in text),
    ],
    ids=["formula", "newline", "quote", "right to left", "combining", "joined", "Chinese"],
)
def test_texts_are_nasty(wanted):
    """Each kind of text that breaks tools comes up."""
    assert find(texts(), wanted, settings=SEARCH) is not None


@given(texts())
def test_texts_can_be_written(text):
    """None is blank, none holds half a character."""
    assert text.strip()
    assert text.encode().decode() == text


@pytest.mark.parametrize(
    "wanted",
    [
        lambda when: when.tz is None,
        lambda when: when.tz == "Asia/Beirut",
        lambda when: when.tz is not None and when.tz[0] in "+-",
        lambda when: when.s0 is None,
        lambda when: when.e1 is None and when.open_end == "ongoing",
        lambda when: when.s0 is not None and when.s0 == when.e1,
        lambda when: when.qualifier == "both",
        lambda when: when.precision == "minute",
        lambda when: when.text is not None,
    ],
    ids=[
        *("floating", "gap at midnight", "offset", "open start", "ongoing"),
        *("instant", "qualified", "minute", "wording"),
    ],
)
def test_times_are_of_every_kind(wanted):
    """Each kind of time comes up."""
    assert find(whens(), wanted, settings=SEARCH) is not None


@pytest.mark.parametrize(
    "wanted",
    [
        lambda place: place.lat is None and place.country is None,
        lambda place: place.country == "RUS|UKR",
        lambda place: place.lat == 90,
        lambda place: place.lon == 179.95 and (place.radius_km or 0) > 10,
        lambda place: place.lat == place.lon == 0,
        lambda place: place.precision == "undisclosed",
        lambda place: place.point == "representative",
    ],
    ids=["anywhere", "disputed", "pole", "antimeridian", "null island", "undisclosed", "area"],
)
def test_places_are_of_every_kind(wanted):
    """Each kind of place comes up."""
    assert find(places(), wanted, settings=SEARCH) is not None


@pytest.mark.parametrize(
    "wanted",
    [
        lambda report: report.stance == "denies" and report.about is not None,
        lambda report: report.interest == "against",
        lambda report: report.id in report.derived_from,
        lambda report: "gone" in report.derived_from,
        lambda report: report.cites and report.supersedes,
        lambda report: report.sensitive,
        lambda report: any(not count.in_order for count in report.estimates.values()),
        lambda report: report.kind is not None and "|" in report.kind,
        lambda report: report.kind == "sighting/ufo",
        lambda report: report.kind in taxonomy().groups,
    ],
    ids=[
        *("denial", "against interest", "own parent", "dangling parent", "corrects and cites"),
        *("sensitive", "out of order", "set of kinds", "unknown kind", "group"),
    ],
)
def test_reports_are_of_every_kind(wanted):
    """Each kind of report comes up."""
    assert find(reports(), wanted, settings=SEARCH) is not None


def test_events_hold_cycles():
    """Two reports that derive from each other come up."""

    def circular(event):
        parents = {report.id: report.derived_from for report in event.reports}
        return any(
            name != other and name in parents.get(other, ())
            for name, above in parents.items()
            for other in above
        )

    assert find(events(), circular, settings=SEARCH) is not None


def test_names_and_links_come_from_vocabularies():
    """Kinds and links are drawn, not invented."""
    assert find(kinds(), lambda kind: kind.count("/") == 1, settings=SEARCH) is not None
    assert find(links(), lambda link: link.claimant is not None, settings=SEARCH) is not None


@settings(max_examples=20)
@given(logs(max_size=3, max_reports=2))
def test_logs_keep_to_the_sizes_asked_for(log):
    """So that a law over logs stays fast."""
    assert len(log) <= 3
    assert all(len(event.reports) <= 2 for event in log)
