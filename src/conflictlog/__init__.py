"""Conflict events with their sources and their uncertainty.

Names are imported when they are first used: `import conflictlog` itself loads neither Polars
nor Matplotlib nor geopy.

Examples
--------
>>> import conflictlog as cl
>>> cl.Estimate(30, low=23)
Estimate(30, low=23)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conflictlog import datasets, testing
    from conflictlog.errors import (
        AmbiguousPlace,
        ConflictlogError,
        ContradictoryJudgements,
        DuplicateId,
        FileNotReadable,
        GeocodingFailed,
        Inexact,
        InvalidFile,
        InvalidValue,
        MissingExtra,
        NewerSchema,
        NotExpressible,
        SensitiveQuery,
        UnknownFormat,
        UnknownId,
        UnknownName,
        UnknownOption,
    )
    from conflictlog.event import Assessment, Event, Link, Member
    from conflictlog.formats import TableMapping, read, suggest_mapping, write
    from conflictlog.geocoding import (
        Candidate,
        Gazetteer,
        Geocoded,
        Located,
        geocode,
        locate,
        locate_all,
        nearest_places,
        read_overrides,
        write_review,
    )
    from conflictlog.geocoding.remote import Cached, Chain, RateLimited
    from conflictlog.kinds import Crosswalk, Taxonomy, crosswalk, taxonomy
    from conflictlog.log import EventLog
    from conflictlog.merging import Judgement, Ledger, MatchModel, MergeResult, merge, unmerge
    from conflictlog.place import Place
    from conflictlog.plotting import Theme
    from conflictlog.predicates import (
        actor,
        after,
        before,
        between,
        claimant,
        confidence,
        during,
        evidence,
        facet,
        ids,
        kind,
        linked_to,
        near,
        on,
        part_of,
        phase,
        sensitive,
        source,
        status,
        tag,
        text,
        unknown,
        value,
        within,
    )
    from conflictlog.query import Query
    from conflictlog.rating_views import RatingView, rating_view
    from conflictlog.registry import KnownClaimant, Outlet, Registry, shipped_registry
    from conflictlog.report import (
        Actor,
        Claimant,
        Coverage,
        Dataset,
        Estimate,
        Locator,
        Report,
        Source,
    )
    from conflictlog.scanning import LogScan, scan
    from conflictlog.summaries import compare
    from conflictlog.weighing import ConfidenceModel
    from conflictlog.when import When

__version__ = "0.1.0"

# Public name -> the room that holds it; a room that is public itself holds its own name.
_ROOMS = {
    "Actor": "report",
    "AmbiguousPlace": "errors",
    "Assessment": "event",
    "Cached": "geocoding.remote",
    "Candidate": "geocoding",
    "Chain": "geocoding.remote",
    "Claimant": "report",
    "ConfidenceModel": "weighing",
    "ConflictlogError": "errors",
    "ContradictoryJudgements": "errors",
    "Coverage": "report",
    "Crosswalk": "kinds",
    "Dataset": "report",
    "DuplicateId": "errors",
    "Estimate": "report",
    "Event": "event",
    "EventLog": "log",
    "FileNotReadable": "errors",
    "Gazetteer": "geocoding",
    "Geocoded": "geocoding",
    "GeocodingFailed": "errors",
    "Inexact": "errors",
    "InvalidFile": "errors",
    "InvalidValue": "errors",
    "Judgement": "merging",
    "KnownClaimant": "registry",
    "Ledger": "merging",
    "Link": "event",
    "Located": "geocoding",
    "Locator": "report",
    "LogScan": "scanning",
    "MatchModel": "merging",
    "Member": "event",
    "MergeResult": "merging",
    "MissingExtra": "errors",
    "NewerSchema": "errors",
    "NotExpressible": "errors",
    "Outlet": "registry",
    "Place": "place",
    "Query": "query",
    "RateLimited": "geocoding.remote",
    "RatingView": "rating_views",
    "Registry": "registry",
    "Report": "report",
    "SensitiveQuery": "errors",
    "Source": "report",
    "TableMapping": "formats",
    "Taxonomy": "kinds",
    "Theme": "plotting",
    "UnknownFormat": "errors",
    "UnknownId": "errors",
    "UnknownName": "errors",
    "UnknownOption": "errors",
    "When": "when",
    "actor": "predicates",
    "after": "predicates",
    "before": "predicates",
    "between": "predicates",
    "claimant": "predicates",
    "compare": "summaries",
    "confidence": "predicates",
    "crosswalk": "kinds",
    "datasets": "datasets",
    "during": "predicates",
    "evidence": "predicates",
    "facet": "predicates",
    "geocode": "geocoding",
    "ids": "predicates",
    "kind": "predicates",
    "linked_to": "predicates",
    "locate": "geocoding",
    "locate_all": "geocoding",
    "merge": "merging",
    "near": "predicates",
    "nearest_places": "geocoding",
    "on": "predicates",
    "part_of": "predicates",
    "phase": "predicates",
    "rating_view": "rating_views",
    "read": "formats",
    "read_overrides": "geocoding",
    "scan": "scanning",
    "sensitive": "predicates",
    "shipped_registry": "registry",
    "source": "predicates",
    "status": "predicates",
    "suggest_mapping": "formats",
    "tag": "predicates",
    "taxonomy": "kinds",
    "testing": "testing",
    "text": "predicates",
    "unknown": "predicates",
    "unmerge": "merging",
    "value": "predicates",
    "within": "predicates",
    "write": "formats",
    "write_review": "geocoding",
}

__all__ = [
    "Actor",
    "AmbiguousPlace",
    "Assessment",
    "Cached",
    "Candidate",
    "Chain",
    "Claimant",
    "ConfidenceModel",
    "ConflictlogError",
    "ContradictoryJudgements",
    "Coverage",
    "Crosswalk",
    "Dataset",
    "DuplicateId",
    "Estimate",
    "Event",
    "EventLog",
    "FileNotReadable",
    "Gazetteer",
    "Geocoded",
    "GeocodingFailed",
    "Inexact",
    "InvalidFile",
    "InvalidValue",
    "Judgement",
    "KnownClaimant",
    "Ledger",
    "Link",
    "Located",
    "Locator",
    "LogScan",
    "MatchModel",
    "Member",
    "MergeResult",
    "MissingExtra",
    "NewerSchema",
    "NotExpressible",
    "Outlet",
    "Place",
    "Query",
    "RateLimited",
    "RatingView",
    "Registry",
    "Report",
    "SensitiveQuery",
    "Source",
    "TableMapping",
    "Taxonomy",
    "Theme",
    "UnknownFormat",
    "UnknownId",
    "UnknownName",
    "UnknownOption",
    "When",
    "__version__",
    "actor",
    "after",
    "before",
    "between",
    "claimant",
    "compare",
    "confidence",
    "crosswalk",
    "datasets",
    "during",
    "evidence",
    "facet",
    "geocode",
    "ids",
    "kind",
    "linked_to",
    "locate",
    "locate_all",
    "merge",
    "near",
    "nearest_places",
    "on",
    "part_of",
    "phase",
    "rating_view",
    "read",
    "read_overrides",
    "scan",
    "sensitive",
    "shipped_registry",
    "source",
    "status",
    "suggest_mapping",
    "tag",
    "taxonomy",
    "testing",
    "text",
    "unknown",
    "unmerge",
    "value",
    "within",
    "write",
    "write_review",
]

# Hidden from type checkers, who would otherwise accept every mistyped name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a public name from its room, once."""
        room = _ROOMS.get(name)
        if room is None:
            from conflictlog.errors import nearest_hint

            hint = nearest_hint(name, __all__) or "the public names are in conflictlog.__all__"
            raise AttributeError(f"module 'conflictlog' has no attribute {name!r}; {hint}")
        module = importlib.import_module(f"conflictlog.{room}")
        value = module if room == name else getattr(module, name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """List the public names beside what is loaded."""
    return sorted({*globals(), *__all__})
