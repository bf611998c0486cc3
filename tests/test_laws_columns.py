"""Laws of the columns: they hold what events hold, and show what events show."""

from __future__ import annotations

import attrs
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given

from conflictlog.event import Event
from conflictlog.log import EventLog
from conflictlog.place import covering_cap
from conflictlog.schema import SCHEMA, decode_events, encode_events
from conflictlog.testing import logs
from conflictlog.weighing import ConfidenceModel
from conflictlog.weighing_columns import confidence_columns

BOUNDS = ("s0", "s1", "e0", "e1", "tz", "precision", "open_start", "open_end")
DAYS = ("day_start_first", "day_start_last", "day_end_first", "day_end_last")
PLACE = {
    "place": "name",
    "lat": "lat",
    "lon": "lon",
    "radius_km": "radius_km",
    "country": "country",
    "place_precision": "precision",
    "place_role": "role",
}
BASIS = ("level", "origins_for", "origins_against", "best_reliability", "one_sided")


def told(event: Event) -> dict[str, object]:
    """Give what an object shows, in the names of the derived columns."""
    shown = event.shown
    when, places = shown.when, shown.places
    caps = [place.cap for place in places]
    found: dict[str, object] = {"title": shown.title, "kind": shown.kind, "phase": shown.phase}
    found |= {name: None if when is None else getattr(when, name) for name in BOUNDS}
    found |= dict(zip(DAYS, (None,) * 4 if when is None else when.local_days, strict=True))
    found |= {name: getattr(places[0], field) if places else None for name, field in PLACE.items()}
    cap = covering_cap(caps) if caps and None not in caps else None
    around = (None,) * 4 if cap is None else attrs.astuple(cap)
    found |= dict(zip(("cap_x", "cap_y", "cap_z", "cap_km"), around, strict=True))
    found |= {"n_places": len(places), "n_reports": len(event.reports)}
    return found | weighed(event)


def weighed(event: Event, model: ConfidenceModel | None = None) -> dict[str, object]:
    """Give how sure an object is, in the names of the derived columns."""
    weighing = event.weigh(model)
    found = {"confidence": weighing.confidence, "status": weighing.status}
    return found | {name: getattr(weighing.basis, name) for name in BASIS}


def agree(row: dict[str, object], wanted: dict[str, object]) -> None:
    """Compare a row with what the object says; floats to 1e-9, as columns are rounded."""
    assert row.keys() == wanted.keys()
    for name, value in wanted.items():
        if isinstance(value, float):
            assert row[name] == pytest.approx(value, abs=1.1e-9, rel=1e-12), name
        else:
            assert row[name] == value, name


@given(logs())
def test_columns_hold_what_events_hold(log):
    """Encoded and decoded, events are what they were."""
    events = list(log)
    frame = encode_events(events)
    assert frame.schema == SCHEMA
    assert list(decode_events(frame)) == events
    assert [repr(event) for event in decode_events(frame)] == [repr(event) for event in events]
    assert EventLog(events) == log


@given(logs())
def test_columns_show_what_events_show(log):
    """Every derived column equals the object path, event by event."""
    derived = log.derived
    assert derived.height == len(log)
    for event, row in zip(log, derived.iter_rows(named=True), strict=True):
        agree(row, told(event))


@given(logs(max_size=6))
def test_confidence_by_columns_is_confidence_by_objects(log):
    """Under another model as well."""
    model = ConfidenceModel(name="drawn", unrated=0.62, rho=0.8, self_factor=0.3, prior=0.2)
    found = confidence_columns(log.frame, model=model)
    for event, row in zip(log, found.iter_rows(named=True), strict=True):
        agree(row, weighed(event, model))
