"""Where lanes and frame stand in points: with labels, or without where they find no room."""

from __future__ import annotations

import math

import attrs

from conflictlog.errors import InvalidValue
from conflictlog.plotting import notes
from conflictlog.plotting.dense import place_dense
from conflictlog.plotting.draw import forms_in_use
from conflictlog.plotting.frame import Frame, gutter_of, make_frame
from conflictlog.plotting.layout import LINE, Lane, Scale, place_labelled
from conflictlog.plotting.legend import legend_entries
from conflictlog.plotting.measure import Ruler
from conflictlog.plotting.scene import MOST_LABELS, Scene
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.wording import clean

__all__ = ["Plan", "Words", "doubt_words", "footer_notes", "make_plan", "too_small"]

_TALLEST = 20_000.0  # points; Agg draws no more than 65,536 pixels


@attrs.frozen(kw_only=True)
class Words:
    """What is written around the lanes, apart from what is counted."""

    title: str | None
    footer: list[str]


@attrs.frozen(kw_only=True)
class Plan:
    """Lanes and frame in points."""

    lanes: list[Lane]
    scale: Scale
    frame: Frame
    gutter: float
    height: float
    labelled: bool
    ruler: Ruler


def make_plan(
    scene: Scene,
    words: Words,
    wide: float,
    room: float | None,
    *,
    labels: bool | None,
    theme: Theme,
    reason: str | None = None,
) -> Plan:
    """Try with labels, and without where they are too many or find no room."""
    why = [] if reason is None else [reason]
    if not scene.wants_labels and labels is None:
        why.append(f"marks without labels above {MOST_LABELS} events")
    if scene.wants_labels:
        plan = _plan_once(scene, words, wide, theme, labelled=True, reason="; ".join(why))
        if plan.height <= (_TALLEST if room is None else room):
            return plan if room is None else _stretched(plan, room)
        why.append("marks without labels: no room for them")
    plan = _plan_once(scene, words, wide, theme, labelled=False, reason="; ".join(why))
    return plan if room is None else _stretched(plan, room)


def too_small(which: str, seen: float, least: float) -> InvalidValue:
    """Say that axes are too small for what stands around the lanes."""
    return InvalidValue(
        f"ax is {seen / 72:.2f} inches {which}",
        expected=f"at least {math.ceil(least / 7.2) / 10:.1f}, for title, legend, axis and footer",
        remedy="make the figure larger, or leave ax out",
    )


def _stretched(plan: Plan, room: float) -> Plan:
    """Fit the lanes to the axes given: air between them, or everything closer."""
    least = plan.frame.above + plan.frame.below + 8.0 * len(plan.lanes)
    if room < least:
        raise too_small("high", room, least)
    total = sum(lane.height for lane in plan.lanes)
    spare = room - plan.height
    if spare >= 0 or total <= 0:
        extra = spare / len(plan.lanes)
        lanes = [attrs.evolve(lane, height=lane.height + extra) for lane in plan.lanes]
    else:
        factor = max(total + spare, 1.0) / total
        lanes = [
            attrs.evolve(
                lane,
                height=lane.height * factor,
                mark=max(lane.mark * factor, 1.0),
                placed=tuple(
                    attrs.evolve(one, top=one.top * factor, height=one.height * factor)
                    for one in lane.placed
                ),
            )
            for lane in plan.lanes
        ]
    return attrs.evolve(plan, lanes=lanes, height=room)


def _plan_once(
    scene: Scene,
    words: Words,
    wide: float,
    theme: Theme,
    *,
    labelled: bool,
    reason: str,
) -> Plan:
    ruler = Ruler(theme.fonts)
    inner = max(wide - 2 * theme.margin, 40.0)
    present = {item.lane for item in scene.drawn}
    names = [name for name in scene.grouping.lanes if name in present]
    shown_names = [clean(name, theme.fonts) for name in names]
    gutter = gutter_of(shown_names, inner, theme, ruler)
    scale = Scale(low=scene.low, high=scene.high, width=max(inner - gutter, 20.0))
    by_lane = [
        (shown, [item for item in scene.drawn if item.lane == name])
        for name, shown in zip(names, shown_names, strict=True)
    ]
    lanes = (
        place_labelled(by_lane, scale, theme, ruler) if labelled else place_dense(by_lane, scale)
    )
    lanes = [_room_for_name(lane, gutter, theme, ruler) for lane in lanes]
    lanes = lanes or [Lane(name="", height=90.0, placed=(), mark=theme.mark, bar=theme.bar)]
    if reason and any(lane.crowded for lane in lanes):
        reason += ", tall stacks overlap"
    forms = forms_in_use(lanes, scale, labelled=labelled)
    used = {item.category for item in scene.drawn}
    entries = legend_entries(
        statuses={item.seen.status for item in scene.drawn},
        phases={item.seen.phase for item in scene.drawn},
        forms=forms,
        categories=[]
        if scene.grouping.lanes_are_categories
        else [(name, scene.colours[name]) for name in scene.grouping.categories if name in used],
        theme=theme,
    )
    footer = (*words.footer, *footer_notes(scene, scale, theme))
    frame = make_frame(
        title=words.title
        or clean(notes.default_title(scale, scene.dated, theme.months), theme.fonts),
        subtitle=notes.subtitle(scene, doubt=doubt_words(forms), reason=reason),
        entries=entries,
        footer=[part for part in footer if part],
        width=inner,
        theme=theme,
        ruler=ruler,
    )
    height = frame.above + sum(lane.height for lane in lanes) + frame.below
    return Plan(
        lanes=lanes,
        scale=scale,
        frame=frame,
        gutter=gutter,
        height=height,
        labelled=labelled,
        ruler=ruler,
    )


def footer_notes(scene: Scene, scale: Scale, theme: Theme) -> list[str]:
    """Count what is drawn and what is not, and warn of what is sensitive."""
    sensitive = sum(item.seen.sensitive for item in scene.drawn)
    sensitive += sum(seen.sensitive for seen in scene.undated)
    return [notes.counts_note(scene, scale, theme.fonts), notes.sensitive_note(sensitive)]


def doubt_words(forms: set[str]) -> str | None:
    """Say how doubt is drawn, where it is."""
    if forms & {"day", "span", "open", "day line"}:
        return "bars fade where the time is uncertain"
    return "lines span the time in which it happened" if "within line" in forms else None


def _room_for_name(lane: Lane, gutter: float, theme: Theme, ruler: Ruler) -> Lane:
    if not lane.name:
        return lane
    lines = ruler.wrap(lane.name, theme.lane_size, gutter - 11.5, bold=True, lines=4)
    extra = len(lines) * theme.lane_size * LINE + 8 - lane.height
    if extra <= 0:
        return lane
    return attrs.evolve(
        lane,
        height=lane.height + extra,
        placed=tuple(attrs.evolve(one, top=one.top + extra / 2) for one in lane.placed),
    )
