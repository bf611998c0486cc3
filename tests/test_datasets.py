"""The sample: one report of 19 December 2022, without false exactness."""

from __future__ import annotations

import datetime as dt

import pytest

from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.errors import Inexact
from conflictlog.log import EventLog
from conflictlog.when import day_number, overlap_days

MONDAY = day_number(dt.date(2022, 12, 19))


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Give the sample once."""
    return minsk_kyiv_2022()


def test_everything_comes_from_one_carried_story(log: EventLog) -> None:
    """Everything comes from one carried story."""
    wires = {r.source.wire for e in log for r in e.reports if r.source and r.source.published}
    assert wires == {"AFP"}
    for event in log:
        for report in event.reports:
            assert report.source is not None
            assert report.source.outlet == "The Moscow Times"
            assert report.source.url is report.source.title is None


def test_the_article_and_its_wire_are_one_origin(log: EventLog) -> None:
    """The article and its wire are one origin."""
    assert log["MK22:visit"].basis.origins_for == 1


def test_the_ministers_were_there_on_monday_and_nobody_knows_since_when(log: EventLog) -> None:
    """The ministers were there on monday and nobody knows since when."""
    when = log["MK22:ministers"].shown.when
    assert when is not None
    assert overlap_days(when, MONDAY, MONDAY) == (True, True)
    assert overlap_days(when, MONDAY - 30, MONDAY - 30) == (True, False)
    with pytest.raises(Inexact):
        _ = when.start


def test_thirty_five_nationwide_and_twenty_three_over_kyiv_are_two_scopes(log: EventLog) -> None:
    """Thirty five nationwide and twenty three over Kyiv are two scopes."""
    wave, kyiv = log["MK22:raid"], log["MK22:raid-kyiv"]
    assert wave.estimate("launched", scope="Ukraine").best == 35
    assert kyiv.estimate("launched", scope="Kyiv").best == 23
    assert [(link.type, link.target) for link in kyiv.links] == [("part_of", "MK22:raid")]
    assert not wave.conflicts()


def test_thirty_downed_is_ukraines_claim_alone(log: EventLog) -> None:
    """Thirty downed is Ukraine's claim alone."""
    downed = log["MK22:raid"].estimate("downed")
    assert downed.best == 30
    assert round(downed.confidence, 3) == 0.604


def test_no_known_casualties_is_no_zero(log: EventLog) -> None:
    """No known casualties is no zero."""
    killed = log["MK22:raid-kyiv"].reports
    told = [r.estimates["killed"] for r in killed if "killed" in r.estimates]
    assert [(e.best, e.low, e.high) for e in told] == [(None, 0, None)]


def test_the_witness_is_sensitive_and_her_place_is_not_stored(log: EventLog) -> None:
    """The witness is sensitive and her place is not stored."""
    kyiv = log["MK22:raid-kyiv"]
    (witness,) = [report for report in kyiv.reports if report.sensitive]
    assert witness.evidence == ("eyewitness",)
    assert witness.places == ()
    assert kyiv.sensitive


def test_the_cause_of_the_blackouts_is_a_claimed_link(log: EventLog) -> None:
    """The cause of the blackouts is a claimed link."""
    blackouts = log["MK22:blackouts"]
    (link,) = blackouts.links
    assert (link.type, link.target) == ("caused_by", "MK22:raid")
    assert link.claimant is not None
    texts = {r.estimates["regions_affected"].text for r in blackouts.reports}
    assert texts == {"a dozen", "the capital and nearly a dozen"}
    assert all(r.estimates["regions_affected"].best is None for r in blackouts.reports)


def test_the_drills_are_somewhere_in_belarus_until_nobody_knows_when(log: EventLog) -> None:
    """The drills are somewhere in Belarus until nobody knows when."""
    drills = log["MK22:drills"]
    assert drills.place is not None
    assert (drills.place.precision, drills.place.country) == ("undisclosed", "BLR")
    assert drills.place.lat is None
    assert drills.shown.when is not None
    assert drills.shown.when.e1 is None
    assert "video" in drills.basis.evidence


def test_only_moscow_speaks_of_missiles_over_belgorod(log: EventLog) -> None:
    """Only Moscow speaks of missiles over Belgorod."""
    belgorod = log["MK22:belgorod"]
    assert belgorod.status == "one_sided"
    assert round(belgorod.confidence, 3) == 0.551
    assert belgorod.estimate("downed").best == 4
    assert belgorod.shown.facets["outcome"] == ("intercepted",)


def test_the_force_has_no_invented_number_and_no_invented_day(log: EventLog) -> None:
    """The force has no invented number and no invented day."""
    force = log["MK22:joint-force"]
    estimate = force.estimate("deployed")
    assert estimate.best is None
    assert "several thousand" in str(estimate)
    assert force.shown.when is not None
    assert force.shown.when.precision == "month"


def test_the_denial_stands_beside_the_rumour(log: EventLog) -> None:
    """The denial stands beside the rumour."""
    rumour = log["MK22:rumour"]
    assert rumour.status == "contested"
    assert round(rumour.confidence, 3) == 0.499


def test_the_transfer_is_planned_for_a_window_open_at_one_end(log: EventLog) -> None:
    """The transfer is planned for a window open at one end."""
    transfer = log["MK22:missile-transfer"]
    assert transfer.shown.phase == "planned"
    assert transfer.shown.when is not None
    assert transfer.shown.when.s0 is None
    assert transfer.shown.when.e1 is not None


def test_the_invasion_was_partly_launched_from_belarus(log: EventLog) -> None:
    """The invasion was partly launched from Belarus."""
    roles = {place.country: place.role for place in log["MK22:invasion"].shown.places}
    assert roles == {"UKR": "occurred", "BLR": "launched_from"}
