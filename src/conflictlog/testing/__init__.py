"""Material for tests: Hypothesis strategies, and generated data with known truth.

The strategies need ``conflictlog[testing]``; what is generated from a seed does not.
"""

from conflictlog.testing.generator import (
    Difficulty,
    Generated,
    generate,
    many_reports,
    measure_difficulty,
)
from conflictlog.testing.strategies import (
    actors,
    claimants,
    datasets,
    dates,
    estimates,
    events,
    facets,
    ids,
    kinds,
    links,
    logs,
    moments,
    places,
    reports,
    sources,
    texts,
    whens,
    written_dates,
    zones,
)

__all__ = [
    "Difficulty",
    "Generated",
    "actors",
    "claimants",
    "datasets",
    "dates",
    "estimates",
    "events",
    "facets",
    "generate",
    "ids",
    "kinds",
    "links",
    "logs",
    "many_reports",
    "measure_difficulty",
    "moments",
    "places",
    "reports",
    "sources",
    "texts",
    "whens",
    "written_dates",
    "zones",
]
