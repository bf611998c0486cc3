"""The columns of VIINA's tables, and how one is told from another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from conflictlog.formats.delimited import Layout

__all__ = ["CLASS", "LABELS", "LAYOUT", "is_events", "is_labels", "is_merged"]

_GEO: Final = ("geo_precision", "geo_api")
LAYOUT: Final = Layout(
    what="VIINA's event_info",
    columns=(
        *("viina_version", "event_id", "event_id_1pd", "date", "time"),
        *("geonameid", "feature_code", "asciiname"),
        *("adm1_name", "adm1_code", "adm2_name", "adm2_code"),
        *("longitude", "latitude", *_GEO, "location", "address"),
        *("report_id", "source", "url", "text", "lang"),
    ),
    required=("event_id", "date", "report_id"),
    verbatim=("text",),
    blanks=("NA",),
)
LABELS: Final = Layout(what="VIINA's event_labels", required=("event_id",), blanks=("NA",))
#: A class of the model: its flag (0 or 1), and the probability that the flag was cut from.
CLASS: Final = re.compile(r"([at]_[a-z]+(?:_init)?)_(b|pred)", re.IGNORECASE)


def is_events(header: Iterable[str]) -> bool:
    """Say whether a header is that of event_info, of whatever version."""
    names = LAYOUT.named(header).keys()
    return names >= {"event_id", "date", "report_id", *_GEO}


def is_labels(header: Iterable[str]) -> bool:
    """Say whether a header is that of event_labels."""
    names = list(header)
    classes = sum(CLASS.fullmatch(name) is not None for name in names)
    return "event_id" in names and classes > len(names) // 2 and not is_events(names)


def is_merged(header: Iterable[str]) -> bool:
    """Say whether a header is that of event_1pd, one row a day and place."""
    return {"event_id_1pd", "event_ids", "n_reports"} <= set(header)
