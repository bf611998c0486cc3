"""Where reports ultimately come from: chains, cycles, wires and curated rows.

Reports are nodes; `derived_from` points from a report to its parents. A node that no path
leaves is a root; so is a cycle that no path leaves, under its smallest id, and so is a parent
that the event does not hold.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import attrs

from conflictlog.report import Report
from conflictlog.weighing.profile import Profile

__all__ = ["Trace", "find_superseded", "replaced_ids", "trace_origins"]

# A report by its place in the sequence, or the id of a parent that is not there.
Node = int | str


@attrs.frozen(kw_only=True)
class Trace:
    """One path from a report to an origin, and what is left of its weight there."""

    origin: str
    weight: float
    reliability: str | None
    halved: bool
    interest: str | None
    inferred: bool


def find_superseded(reports: Sequence[Report]) -> frozenset[str]:
    """Find the ids that a later word replaces; in a circle nobody has the later word."""
    return replaced_ids({report.id: report.supersedes for report in reports if report.supersedes})


def replaced_ids(target: Mapping[str, str]) -> frozenset[str]:
    """Find the ids that a later word replaces, where `target` gives what each id supersedes."""
    circular = _in_circles(target)
    return frozenset(old for new, old in target.items() if new not in circular)


def _in_circles(target: Mapping[str, str]) -> set[str]:
    """Find the ids that replace themselves in the end; each id is walked over once."""
    circular: set[str] = set()
    seen: set[str] = set()
    for start in target:
        walk: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in seen and at not in walk:
            walk[at] = len(walk)
            at = target.get(at)
        if at in walk:
            circular.update(list(walk)[walk[at] :])
        seen.update(walk)
    return circular


def trace_origins(
    reports: Sequence[Report],
    profiles: Sequence[Profile],
    own: Sequence[Trace],
    canonical_outlet: Callable[[str], str],
) -> list[list[Trace]]:
    """Trace every report to its origins.

    Parameters
    ----------
    reports, profiles
        All reports of the event, and what each is worth by itself.
    own
        For each report its trace of length nothing: origin, weight and interest of its own.
    canonical_outlet
        Gives the one name of an outlet.

    Returns
    -------
    list[list[Trace]]
        For each report its traces, one an origin; never none.
    """
    parents = _parents(reports)
    children: dict[Node, list[int]] = defaultdict(list)
    for node, above in enumerate(parents):
        for parent in above:
            children[parent].append(node)
    heads = _heads(reports, own, parents, children)
    reached: list[dict[Node, Trace]] = [{} for _ in reports]
    for head in heads:
        for node, trace in _carry(head, own, children).items():
            reached[node][head] = trace
    names: dict[Node, tuple[str, ...]] = {head: (name,) for head, name in heads.items()}
    carriers: dict[Node, str | None] = {
        node: profiles[node].carrier for node, above in enumerate(parents) if not above
    }
    superseded = find_superseded(reports)
    for node, report in enumerate(reports):
        if report.cites and not parents[node]:
            cited = {canonical_outlet(name) for name in report.cites}
            told = [
                other
                for other, item in enumerate(profiles)
                if item.outlet != profiles[node].outlet
                and not cited.isdisjoint((item.outlet, item.wire))
                and node not in reached[other]
                and reports[other].id not in superseded
            ]
            names[node] = _cited_names(
                heads[node], {head for other in told for head in reached[other]}, heads, carriers
            )
    return [
        _per_origin(
            attrs.evolve(trace, origin=name)
            for head, trace in found.items()
            for name in names[head]
        )
        for found in reached
    ]


def _parents(reports: Sequence[Report]) -> list[list[Node]]:
    places: dict[str, list[Node]] = defaultdict(list)
    for node, report in enumerate(reports):
        places[report.id].append(node)
    return [
        [node for parent in report.derived_from for node in places.get(parent, [parent])]
        for report in reports
    ]


def _flood(start: Node, edges: Callable[[Node], Iterable[Node]], seen: set[Node]) -> set[Node]:
    """Add to `seen` all that can be reached, without recursion: chains may be long."""
    found = {start}
    waiting = [start]
    seen.add(start)
    while waiting:
        for node in edges(waiting.pop()):
            if node not in seen:
                seen.add(node)
                found.add(node)
                waiting.append(node)
    return found


def _heads(
    reports: Sequence[Report],
    own: Sequence[Trace],
    parents: Sequence[Collection[Node]],
    children: Mapping[Node, Sequence[int]],
) -> dict[Node, str]:
    """Give one node for each root, with the origin's name."""

    def down(node: Node) -> Iterable[Node]:
        return children.get(node, ())

    def up(node: Node) -> Iterable[Node]:
        return () if isinstance(node, str) else parents[node]

    # The last node from which a sweep downwards had to start stands in a root: whoever could
    # reach it would have been swept from earlier, or is below it as well. So from the back.
    starts: list[Node] = []
    seen: set[Node] = set()
    outside = sorted(node for node in children if isinstance(node, str))
    for node in (*outside, *range(len(reports))):
        if node not in seen:
            starts.append(node)
            _flood(node, down, seen)
    heads: dict[Node, str] = {}
    covered: set[Node] = set()
    for node in reversed(starts):
        if node in covered:
            continue
        _flood(node, down, covered)
        if isinstance(node, str):
            heads[node] = node
        elif not parents[node]:
            heads[node] = own[node].origin
        else:
            cycle = [member for member in _flood(node, up, set()) if isinstance(member, int)]
            first = min(cycle, key=lambda member: (reports[member].id, member))
            heads[first] = reports[first].id
    return heads


def _carry(
    head: Node, own: Sequence[Trace], children: Mapping[Node, Sequence[int]]
) -> dict[int, Trace]:
    """Carry a root's trace down to all that derive from it, along the widest paths."""
    best: dict[int, Trace] = {}
    if isinstance(head, str):
        waiting = [(*_rank(own[node]), node) for node in children[head]]
        offers = {node: own[node] for node in children[head]}
    else:
        waiting = [(*_rank(own[head]), head)]
        offers = {head: own[head]}
    heapq.heapify(waiting)
    while waiting:
        *_, node = heapq.heappop(waiting)
        if node in best:
            continue
        trace = best[node] = offers[node]
        for child in children.get(node, ()):
            offer = _weaker(trace, own[child])
            if child not in best and (child not in offers or _rank(offer) < _rank(offers[child])):
                offers[child] = offer
                heapq.heappush(waiting, (*_rank(offer), child))
    return best


def _rank(trace: Trace) -> tuple[float, bool]:
    """Order traces: the heavier first, then the disinterested."""
    return (-trace.weight, trace.interest == "self")


def _weaker(above: Trace, below: Trace) -> Trace:
    """Pass a trace through one more report: no better than it, nor less interested."""
    least = above if above.weight <= below.weight else below
    biased = [trace for trace in (above, below) if trace.interest == "self"]
    return attrs.evolve(
        least,
        origin=above.origin,
        interest="self" if biased else above.interest,
        inferred=biased[0].inferred if biased else above.inferred,
    )


def _cited_names(
    own: str,
    roots: Collection[Node],
    heads: Mapping[Node, str],
    carriers: Mapping[Node, str | None],
) -> tuple[str, ...]:
    """Name the origins for which a curated row speaks: its own, or the cited outlets'."""
    # Where the outlet quotes the very claimant that the row names, that one stays the origin.
    if not roots or own in {heads[head] for head in roots}:
        return (own,)
    # The curator relied on the outlet, not on one of the many whom the outlet quotes.
    return tuple(sorted({carriers.get(head) or heads[head] for head in roots}))


def _per_origin(traces: Iterable[Trace]) -> list[Trace]:
    best: dict[str, Trace] = {}
    for trace in traces:
        held = best.get(trace.origin)
        if held is None or _rank(trace) < _rank(held):
            best[trace.origin] = trace
    return [best[name] for name in sorted(best)]
