"""Hypothesis strategies for every value of the library, and for whole logs."""

from conflictlog.testing.strategies.records import events, facets, kinds, links, logs, reports
from conflictlog.testing.strategies.times import whens, written_dates, zones
from conflictlog.testing.strategies.values import (
    actors,
    claimants,
    datasets,
    estimates,
    places,
    sources,
)
from conflictlog.testing.strategies.words import dates, ids, moments, texts

__all__ = [
    "actors",
    "claimants",
    "datasets",
    "dates",
    "estimates",
    "events",
    "facets",
    "ids",
    "kinds",
    "links",
    "logs",
    "moments",
    "places",
    "reports",
    "sources",
    "texts",
    "whens",
    "written_dates",
    "zones",
]
