"""The columns of VIINA's tables, and how one is told from another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from conflictlog.formats.delimited import Layout

__all__ = ["LABELS", "LAYOUT", "class_of", "is_events", "is_labels", "is_merged"]

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
#: A class of the model: t_mil_b is its flag (0 or 1), and what that was cut from, a probability,
#: is t_mil_pred in VIINA 1 and t_mil in VIINA 2.
_CLASS: Final = re.compile(r"([at]_[a-z]+(?:_init)?)(?:_(b|pred))?", re.IGNORECASE)


def class_of(name: str) -> tuple[str, str] | None:
    """Tell what a column of labels holds: the class, and "b" or "pred"; None for any other.

    Examples
    --------
    >>> class_of("t_mil"), class_of("A_RUS_INIT_B"), class_of("tid")
    (('t_mil', 'pred'), ('a_rus_init', 'b'), None)
    """
    told = _CLASS.fullmatch(name)
    return None if told is None else (told[1].lower(), (told[2] or "pred").lower())


def is_events(header: Iterable[str]) -> bool:
    """Say whether a header is that of event_info, of whatever version."""
    names = LAYOUT.named(header).keys()
    return names >= {"event_id", "date", "report_id", *_GEO}


def is_labels(header: Iterable[str]) -> bool:
    """Say whether a header is that of event_labels."""
    names = list(header)
    classes = sum(class_of(name) is not None for name in names)
    return "event_id" in names and classes > len(names) // 2 and not is_events(names)


def is_merged(header: Iterable[str]) -> bool:
    """Say whether a header is that of event_1pd, one row a day and place."""
    return {"event_id_1pd", "event_ids", "n_reports"} <= set(header)
