"""The schema: columns, and the way from events and back."""

from __future__ import annotations

import polars as pl

from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.event import Assessment, Event, Link, Member
from conflictlog.report import Estimate, Locator, Report
from conflictlog.schema import COLUMNS, SCHEMA, decode_events, describe_columns, encode_events
from conflictlog.schema.columns import WHEN
from conflictlog.when import When

FULL = Event(
    id="full",
    kind=["attack", "strike"],
    title="Everything at once",
    when=When("2022-12-19T03:10+02:00"),
    reports=[
        Report(
            source="AFP",
            claimant="Ukraine",
            estimates={"killed": Estimate(5, low=8, high=1.5, rounded=True)},
            facets={"weapon": ["mortar", "FPV"]},
            ratings=[("admiralty-credibility", "2")],
            derived_from=["r-1"],
            locator=Locator(dataset="ours", row=1),
        )
    ],
    links=[Link("part_of", "x", claimant="Ukraine")],
    assessments=[Assessment(who="desk", p=0.25)],
    members=[Member(id="m", when="2022", tags=["a"])],
    tags=["b", "a"],
)


def test_every_event_comes_back_as_it_was() -> None:
    """Every event comes back as it was."""
    events = [*minsk_kyiv_2022(), FULL, Event(id="bare")]
    assert list(decode_events(encode_events(events))) == events


def test_whole_counts_come_back_as_integers() -> None:
    """Whole counts come back as integers."""
    (event,) = decode_events(encode_events([FULL]))
    estimate = event.reports[0].estimates["killed"]
    assert (estimate.best, estimate.high) == (5, 1.5)
    assert isinstance(estimate.best, int)


def test_the_wording_of_a_date_comes_back_too() -> None:
    """The wording of a date comes back too."""
    (event,) = decode_events(encode_events([Event(when=When("2022-12-19", text="Monday"))]))
    assert event.when is not None
    assert event.when.text == "Monday"


def test_no_events_have_all_columns() -> None:
    """No events have all columns."""
    assert encode_events([]).schema == SCHEMA


def test_a_struct_of_nulls_is_no_value() -> None:
    """A struct of nulls is no value."""
    frame = encode_events([Event(id="a")])
    nothing = [pl.lit(None, field.dtype).alias(field.name) for field in WHEN.fields]
    emptied = frame.with_columns(when=pl.struct(nothing))
    assert next(decode_events(emptied)).when is None


def test_every_column_says_what_it_means() -> None:
    """Every column says what it means."""
    assert all(column.meaning for column in COLUMNS)
    assert len(describe_columns().splitlines()) == len(SCHEMA)
