"""How an event is said in words: numbers that never claim certainty, one line an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictlog.event.shown import Shown

if TYPE_CHECKING:
    from conflictlog.event.record import Event
    from conflictlog.weighing import Basis

__all__ = ["chance_text", "confidence_text", "headline_of", "one_line", "places_text"]


def chance_text(chance: float | None) -> str:
    """Write a probability with two digits, never as 0 or 1.

    Examples
    --------
    >>> chance_text(0.604), chance_text(0.9999), chance_text(None)
    ('.60', '>.99', '-')
    """
    if chance is None:
        return "-"
    text = f"{chance:.2f}"
    return {"1.00": ">.99", "0.00": "<.01"}.get(text, text.removeprefix("0"))


def confidence_text(basis: Basis, confidence: float) -> str:
    """Write a confidence, its basis first: "one side, one origin: .60"."""
    return f"{basis}: {chance_text(confidence)}"


def places_text(shown: Shown, *, most: int = 2) -> str:
    """Name the places that an event shows, the first few of them."""
    names = [str(place) for place in shown.places]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return "; ".join(names[:most]) + more


def headline_of(shown: Shown) -> str:
    """Give the title, or what a reader needs in its place: the kind and where."""
    if shown.title is not None:
        return shown.title
    kind = shown.kind or "event"
    return f"{kind}, {places_text(shown, most=1)}" if shown.places else kind


def one_line(event: Event) -> str:
    """Say an event in one line, its id last."""
    shown, weighing = event.shown, event.weigh()
    parts = [shown.when.label() if shown.when is not None else "undated"]
    if shown.title is not None:
        parts += [shown.kind or "kind unknown", shown.title]
    else:
        parts.append(shown.kind or "kind unknown")
    parts.append(places_text(shown) or "place unknown")
    if shown.phase not in {None, "happened"}:
        parts.append(str(shown.phase))
    parts.append(confidence_text(weighing.basis, weighing.confidence))
    return " | ".join(" ".join(part.split()) for part in (*parts, event.id))
