"""What a page holds of each event, as columns: few objects, however many events."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import attrs
import polars as pl

from conflictlog.countries import country_name
from conflictlog.event import chance_text
from conflictlog.log import EventLog
from conflictlog.markup import tidy
from conflictlog.plotting.clock import FIRST_DAY, LAST_DAY, Clock
from conflictlog.plotting.intake import Everyone, Seen, take
from conflictlog.plotting.interactive.reports import (
    counts_in_words,
    link,
    report_columns,
    statements,
)
from conflictlog.plotting.interactive.stacking import stack
from conflictlog.plotting.items import Item, common_zone, make_items
from conflictlog.plotting.lanes import Grouping, group
from conflictlog.plotting.layout import Scale
from conflictlog.plotting.scene import category_colours
from conflictlog.plotting.theme import Theme
from conflictlog.plotting.window import choose_window, given_window
from conflictlog.plotting.wording import in_words
from conflictlog.weighing import Basis
from conflictlog.when.reading import Bounds
from conflictlog.when.value import restore

if TYPE_CHECKING:
    from conflictlog.event import Event

__all__ = ["Content", "gather_content"]

_DAY_MS = 86_400_000
_BOUNDS = ("s0", "s1", "e0", "e1", "tz", "precision", "open_start", "open_end")
_BASIS = ("origins_for", "origins_against", "best_reliability", "one_sided", "level")


@attrs.frozen(kw_only=True)
class Content:
    """The events of a page: columns of them and of their reports, and what lies outside."""

    rows: list[int]
    events: dict[str, list[Any]]
    reports: dict[str, list[Any]]
    lanes: list[dict[str, Any]]
    categories: list[dict[str, Any]]
    domain: tuple[int, int]
    height: int
    bar: float
    outside: int
    beyond: int
    undated: int
    zone: str | None
    shifted: bool
    sensitive: int
    total: int
    placed: int
    hidden: int
    tally: dict[str, Any] | None = None


def milliseconds(days: float) -> int | None:
    """Give a moment on the axis; None for one that is not known.

    Rounded down: the last microsecond of a day stays in that day. Half a microsecond is what
    days as floats may lack.
    """
    return math.floor(days * _DAY_MS + 0.0005) if math.isfinite(days) else None


def shades(
    grouping: Grouping, light: Theme, dark: Theme, counts: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Give the categories, each with its colour on a light and on a dark page."""
    pairs = [category_colours(grouping, theme.palette, theme.other) for theme in (light, dark)]
    return [
        {
            "name": tidy(name) or "All",
            "n": counts[name],
            "light": pairs[0][name],
            "dark": pairs[1][name],
        }
        for name in grouping.categories
        if counts[name]
    ]


def gather_content(
    log: EventLog,
    *,
    lanes: str | Callable[[Event], object | None],
    window: object,
    tz: str | None,
    light: Theme,
    dark: Theme,
) -> Content:
    """Read off a log what its page shows."""
    intake = take(log)
    zone = tz if tz is not None else common_zone(intake.zones)
    clock = Clock(zone or "UTC")
    given = None if window is None else given_window(window, clock)
    near = intake.near(given)
    items = make_items(near.seen, clock)
    low, high = choose_window(items) if given is None else given
    scale = Scale(low=low, high=high, width=1.0)
    drawn = [item for item in items if given is None or scale.side(item) is None]
    undated = intake.first_undated(intake.undated)
    seen = [*(item.seen for item in drawn), *undated]
    kinds = Counter(dict(log.derived["kind"].value_counts().iter_rows()))
    grouping = group(seen, lanes, Everyone(intake, kinds))
    place = {name: at for at, name in enumerate(grouping.lanes)}
    used = set(grouping.category_of)
    order = {
        name: at for at, name in enumerate(name for name in grouping.categories if name in used)
    }
    lane_of = [place[name] for name in grouping.lane_of]
    extents = [_extent(item, low, high) for item in drawn]
    stacked = stack(extents, lane_of[: len(drawn)], len(place), high - low)
    rows = [one.row for one in seen]
    columns = {
        **_words(log, rows, seen, light),
        "c": [order[name] for name in grouping.category_of],
        "l": lane_of,
        "y": [*stacked.y, *[0.0] * len(undated)],
        **_times(drawn, len(undated), low),
    }
    return Content(
        rows=rows,
        events=columns,
        reports=_reports(log, rows),
        lanes=[
            {"name": tidy(name), "top": top, "bottom": bottom, "odd": at % 2}
            for at, (name, (top, bottom)) in enumerate(
                zip(grouping.lanes, stacked.edges, strict=True)
            )
        ],
        categories=shades(grouping, light, dark, Counter(grouping.category_of)),
        domain=(round(low * _DAY_MS), round(high * _DAY_MS)),
        height=stacked.height,
        bar=stacked.bar,
        outside=near.before + near.after + len(items) - len(drawn),
        beyond=0 if given else sum(scale.side(item) is not None for item in drawn),
        undated=len(undated),
        zone=zone,
        shifted=bool(intake.zones - {None, zone}),
        sensitive=sum(one.sensitive for one in seen),
        total=len(seen),
        placed=0,
        hidden=0,
    )


def _extent(item: Item, low: float, high: float) -> tuple[float, float]:
    """Give where an event's bar stands inside the window; open ends reach its edge."""
    start, end = min(max(item.s0, low), high), max(min(item.e1, high), low)
    mark = min(max(item.anchor(low)[0], low), high)
    return min(start, mark), max(end, mark)


def _times(drawn: list[Item], undated: int, low: float) -> dict[str, list[Any]]:
    """Give bounds and the mark of each dated event in milliseconds, and blanks for the others."""
    blank: list[Any] = [None] * undated
    found: dict[str, list[Any]] = {
        name: [milliseconds(min(max(getattr(item, name), FIRST_DAY), LAST_DAY))
               if math.isfinite(getattr(item, name)) else None for item in drawn] + blank
        for name in ("s0", "s1", "e0", "e1")
    }  # fmt: skip
    found["m"] = [_mark(item, low) for item in drawn] + blank
    found["dated"] = [1] * len(drawn) + [0] * undated
    return found


def _mark(item: Item, low: float) -> int | None:
    if item.form == "day":
        return milliseconds((item.s0 + item.e1) / 2)
    return milliseconds(item.anchor(low)[0])


def _words(log: EventLog, rows: list[int], seen: list[Seen], theme: Theme) -> dict[str, list[Any]]:
    derived = log.derived[rows]
    frame = log.frame[rows]
    reports = report_columns(frame.select("reports"))
    counts = counts_in_words(reports)
    titles = [_title(one) for one in seen]
    basis = [
        f"{Basis(origins_for=a, origins_against=b, best_reliability=c, one_sided=d, level=e)}: "
        f"{chance_text(p)}"
        for a, b, c, d, e, p in derived.select(*_BASIS, "confidence").iter_rows()
    ]
    return {
        "id": [tidy(one) for one in frame["id"]],
        "title": titles,
        "date": _dates(frame, derived, theme),
        "kind": [
            in_words(tidy(kind or "not known").replace("/", ", ").replace("|", " or "))
            for kind in derived["kind"]
        ],
        "place": _places(derived),
        "status": derived["status"].to_list(),
        "phase": [phase or "" for phase in derived["phase"]],
        "basis": basis,
        "sure": [round(p, 4) for p in derived["confidence"]],
        "counts": [counts.get(at, "") for at in range(len(rows))],
        "sensitive": [int(one) for one in frame["sensitive"]],
    }


def _title(one: Seen) -> str:
    kind = one.kind and in_words(one.kind.replace("/", ", "))
    for text in (one.title, kind, one.id):
        if text and (cleaned := tidy(text).strip()):
            return cleaned
    return "untitled"


def _dates(frame: pl.DataFrame, derived: pl.DataFrame, theme: Theme) -> list[str]:
    """Give each date at its precision, in the words of `When.label`."""
    table = pl.DataFrame({"at": pl.int_range(frame.height, dtype=pl.Int64, eager=True)}).hstack(
        derived.select(_BOUNDS)
    )
    when = pl.col("w").struct.field
    told = (
        pl.concat(
            [
                frame.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("at"), w="when"),
                frame.select(
                    pl.int_range(pl.len(), dtype=pl.Int64).alias("at"),
                    pl.col("reports").list.eval(pl.element().struct.field("when")).alias("w"),
                ).explode("w"),
            ]
        )
        .filter(when("precision").is_not_null())
        .select("at", *(when(name).alias(name) for name in (*_BOUNDS, "text", "qualifier")))
        .unique(subset=["at", *_BOUNDS], keep="first", maintain_order=True)
    )
    # The wording and the qualifier are those of the time that is shown: found by its bounds.
    joined = table.join(
        told, on=["at", *_BOUNDS], how="left", nulls_equal=True, maintain_order="left"
    )
    known: dict[tuple[Any, ...], str] = {}
    found = []
    for row in joined.drop("at").iter_rows():
        if row[5] is None:
            found.append("undated")
            continue
        if row not in known:
            s0, s1, e0, e1, tz, precision, start, end, text, qualifier = row
            known[row] = tidy(
                restore(
                    Bounds(s0, s1, e0, e1, tz, text, precision, qualifier or "none", start, end)
                ).label(months=theme.months)
            )
        found.append(known[row])
    return found


def _places(derived: pl.DataFrame) -> list[str]:
    """Name the first place, never more exactly than it is known, and count the others."""
    found = []
    columns = ("place", "country", "place_precision", "radius_km", "n_places")
    for name, country, precision, km, count in derived.select(columns).iter_rows():
        lands = " or ".join(country_name(code) for code in (country or "").split("|") if code)
        if precision is None and not name:
            words = "not known"
        elif precision == "undisclosed":
            words = ", ".join(part for part in (name, f"undisclosed place in {lands}") if part)
            words = words.removesuffix(" in ")
        elif not name:
            words = f"somewhere in {lands}" if lands else f"{precision}"
        else:
            near = "near " if precision == "vicinity" else ""
            words = near + name + (f", {lands}" if lands and lands != name else "")
            words += f" ({km:g} km)" if near and km is not None else ""
        found.append(tidy(words) + (f" and {count - 1} more" if count > 1 else ""))
    return found


def _reports(log: EventLog, rows: list[int]) -> dict[str, list[Any]]:
    table = report_columns(log.frame[rows].select("reports"))

    def words(name: str) -> list[str]:
        return [tidy(text) if text else "" for text in table[name]]

    source = [
        f"{outlet} ({wire})" if wire else outlet
        for outlet, wire in zip(words("outlet"), words("wire"), strict=True)
    ]
    quote = [
        f"{text} [{other}]" if text and other else text or other
        for text, other in zip(words("quote"), words("translation"), strict=True)
    ]
    return {
        "e": table["row"].to_list(),
        "who": words("who"),
        "source": source,
        "article": words("article"),
        "url": [link(url) for url in table["url"]],
        "plain": [tidy(url) if url and not link(url) else "" for url in table["url"]],
        "archived": [link(url) for url in table["archived"]],
        "day": words("published"),
        "stance": words("stance"),
        "about": words("about"),
        "interest": words("interest"),
        "evidence": words("evidence"),
        "says": words("headline"),
        "quote": quote,
        "counts": [statements(told) for told in table["estimates"].to_list()],
        "old": [int(flag) for flag in table["superseded"]],
    }
