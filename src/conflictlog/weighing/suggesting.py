"""Proposals of who repeats whom, for the analyst to accept; nothing is changed here."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

import attrs

from conflictlog.keywords import named_keywords
from conflictlog.registry import Registry, shipped_registry
from conflictlog.report import Report
from conflictlog.weighing.bylines import named_wires
from conflictlog.weighing.likeness import (
    media_hash,
    near_texts,
    post_address,
    quoted_numbers,
    same_spelling,
)

__all__ = ["OriginSuggestion", "suggest_origins"]


@named_keywords
@attrs.frozen(kw_only=True)
class OriginSuggestion:
    """One proposal: a report that `derived_from` or `wire` could be filled in for.

    Parameters
    ----------
    report_id
        The report to change.
    derived_from
        Id of the report that it seems to repeat; None where a wire is proposed.
    wire
        The agency whose story it seems to carry; None where a parent is proposed.
    why
        What was seen.

    Examples
    --------
    >>> print(OriginSuggestion(report_id="r-2", wire="AFP", why="by-line '(AFP)' in the title"))
    r-2: wire='AFP', by-line '(AFP)' in the title
    """

    report_id: str
    derived_from: str | None = None
    wire: str | None = None
    why: str

    def __str__(self) -> str:
        change = f"wire={self.wire!r}" if self.wire else f"derived_from={self.derived_from!r}"
        return f"{self.report_id}: {change}, {self.why}"


def suggest_origins(
    reports: Iterable[Report], registry: Registry | None = None
) -> tuple[OriginSuggestion, ...]:
    """Propose which reports are copies of others.

    Looked at: by-lines of agencies; near-identical text; one quoted number; the same post or
    the same media; one claimant in several spellings. The later report is proposed to derive
    from the earliest. Reports of one outlet are taken for what they are and not compared.

    Parameters
    ----------
    reports
        All reports of an event.
    registry
        Outlets and claimants; left out, the shipped one.

    Returns
    -------
    tuple[OriginSuggestion, ...]
        By report, the same on every run and in any order of the reports.

    Examples
    --------
    >>> copy = Report(source="The Moscow Times", headline="Drones hit Kyiv (AFP)", id="r-1")
    >>> print(*suggest_origins([copy]))
    r-1: wire='Agence France-Presse', by-line '(AFP)' in the headline
    """
    registry = shipped_registry() if registry is None else registry
    ordered = sorted(set(reports), key=_earliest_first)
    found = [
        OriginSuggestion(report_id=report.id, wire=wire, why=why)
        for report in ordered
        for wire, why in named_wires(report, registry)
    ]
    pairs: dict[tuple[str, str], list[str]] = {}
    for earlier, later, why in _pairs(ordered, registry):
        pairs.setdefault((earlier.id, later.id), []).append(why)
    found += [
        OriginSuggestion(report_id=later, derived_from=earlier, why="; ".join(reasons))
        for (earlier, later), reasons in pairs.items()
    ]
    return tuple(
        sorted(found, key=lambda item: (item.report_id, item.wire or "", item.derived_from or ""))
    )


def _earliest_first(report: Report) -> tuple[bool, str, str]:
    published = report.source.published if report.source else None
    return (published is None, published or "", report.id)


def _pairs(ordered: Sequence[Report], registry: Registry) -> Iterator[tuple[Report, Report, str]]:
    """Find pairs of an earlier and a later report that look like one, with the reason."""
    seen: Sequence[tuple[Callable[[Report], Iterable[Hashable]], str]] = (
        (post_address, "the same post: {}"),
        (media_hash, "the same bytes: sha256 {}"),
        (quoted_numbers, "the same number: {}"),
    )

    def apart(earlier: Report, later: Report) -> bool:
        return _may_derive(earlier, later, registry)

    for keys_of, why in seen:
        first: dict[Hashable, list[Report]] = {}
        for report in ordered:
            for key in keys_of(report):
                held = first.setdefault(key, [])
                earlier = next((item for item in held if apart(item, report)), None)
                if earlier is not None:
                    yield earlier, report, why.format(key)
                elif all(_outlet(item, registry) != _outlet(report, registry) for item in held):
                    # One an outlet is enough to compare with: the work stays bounded.
                    held.append(report)
    yield from near_texts(ordered, apart)
    yield from same_spelling(ordered, apart, registry)


def _outlet(report: Report, registry: Registry) -> str | None:
    return registry.canonical_outlet(report.source.outlet) if report.source else None


def _may_derive(earlier: Report, later: Report, registry: Registry) -> bool:
    """Say whether a proposal would tell anything new: other outlet, and not linked yet."""
    if earlier.id == later.id or earlier.stance != later.stance:
        return False
    if later.id in earlier.derived_from or earlier.id in later.derived_from:
        return False
    if earlier.id == later.supersedes or later.id == earlier.supersedes:
        return False
    outlets = (_outlet(earlier, registry), _outlet(later, registry))
    return outlets[0] is None or outlets[0] != outlets[1]
