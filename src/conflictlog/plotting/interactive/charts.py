"""The two charts as Vega-Lite, built with Altair: data come later, colours follow the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from conflictlog._lazy import require
from conflictlog.when.wording import MONTHS

if TYPE_CHECKING:
    import altair as alt

__all__ = ["map_spec", "timeline_spec"]

_PAINTS = ("ink", "muted", "paper", "band", "grid", "sea", "land", "coast", "border")
_LIGHT_PALE, _STRONG = 0.3, 0.85
_SHAPES = {
    "circle": "circle",
    "diamond": "diamond",
    "struck": "M-1,0A1,1,0,1,0,1,0A1,1,0,1,0,-1,0M-1.6,-1.3L1.6,1.3",
    "onward": "M-1,0A1,1,0,1,0,1,0A1,1,0,1,0,-1,0M1.2,0L2.4,0M1.9,-0.5L2.4,0L1.9,0.5",
}
VALIDATE = False
_AXIS = 26  # pixels under the lanes
_WHEN = (
    "utchours(datum.value) || utcminutes(datum.value) ? utcFormat(datum.value, '%H:%M')"
    " : utcdate(datum.value) > 1 ? utcdate(datum.value) + ' ' + months[utcmonth(datum.value)]"
    " : utcmonth(datum.value) ? months[utcmonth(datum.value)] + ' ' + utcFormat(datum.value, '%Y')"
    " : utcFormat(datum.value, '%Y')"
)
_SHAPE = f"['{_SHAPES['circle']}','diamond','{_SHAPES['struck']}','{_SHAPES['onward']}'][datum.g]"


def _altair() -> Any:
    return require("altair", extra="html", purpose="to_html()")


def _paint(name: str) -> dict[str, str]:
    return {"expr": name}


def _dressed(
    chart: alt.LayerChart, *, height: int, below: int, months: Sequence[str] = ()
) -> dict[str, Any]:
    """Add what both charts share: the paints as parameters, a transparent ground."""
    alt = _altair()
    padding = {"left": 0, "right": 0, "top": 0, "bottom": below}
    spec: dict[str, Any] = (
        chart.properties(width=600, height=height, background="transparent", padding=padding)
        .add_params(
            *(alt.param(name=name, value="#888888") for name in _PAINTS),
            alt.param(name="palette", value=["#888888"]),
            alt.param(name="months", value=list(months)),
        )
        .configure(
            autosize=alt.AutoSizeParams(type="none"),
            view=alt.ViewConfig(stroke=None),
            axis=alt.AxisConfig(
                labelColor=alt.expr("muted"),
                tickColor=alt.expr("muted"),
                domainColor=alt.expr("muted"),
                gridColor=alt.expr("grid"),
                titleColor=alt.expr("ink"),
                labelFont="system-ui, sans-serif",
                labelFontSize=11,
            ),
        )
        # Held to the schema by a test, not each time.
        .to_dict(validate=VALIDATE)
    )
    # An address that nobody asks for; a page without any is plain to check.
    spec.pop("$schema", None)
    return spec


def _brush(alt: Any, name: str, encodings: list[str]) -> Any:
    mark = alt.BrushConfig(fill="#6A8CAF", fillOpacity=0.18, stroke="#3F6C97", strokeWidth=1.2)
    return alt.selection_interval(name=name, encodings=encodings, mark=mark)


def _mark(alt: Any, **channels: Any) -> Any:
    return {
        "filled": False,
        "shape": alt.expr(_SHAPE),
        "fill": alt.expr("datum.f ? palette[datum.c] : paper"),
        "stroke": alt.expr("palette[datum.c]"),
        "opacity": alt.expr("datum.o ? 0.3 : 1"),
        "strokeWidth": 1.6,
        "strokeDash": alt.expr("datum.p ? [1.6,1.6] : [1,0]"),
        **channels,
    }


def timeline_spec(
    domain: tuple[int, int],
    height: int,
    bar: float,
    *,
    months: Sequence[str] = MONTHS,
    counts: bool = False,
) -> dict[str, Any]:
    """Build the timeline: lanes, bars of what is possible and of what is certain, marks.

    Parameters
    ----------
    domain
        First and last moment, milliseconds since 1970 on the axis' clock.
    height
        Of all lanes, in pixels.
    bar
        Thickness of a bar, in pixels.
    months
        Their names, January first.
    counts
        Bars of numbers a period instead of events.
    """
    alt = _altair()
    time = alt.Scale(type="utc", domain=list(domain), nice=False, clamp=True)
    across = alt.Axis(
        title=None,
        grid=True,
        labelOverlap="greedy",
        labelFlush=True,
        labelBound=True,
        labelExpr=_WHEN,
        tickCount=alt.expr("ceil(width/95)"),
    )

    def x(field: str) -> Any:
        return alt.X(f"{field}:T", scale=time, axis=across)

    def y(field: str) -> Any:
        rows = alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False)
        return alt.Y(f"{field}:Q", scale=rows, axis=None)

    lanes = alt.NamedData(name="lanes")
    events = alt.NamedData(name="events")
    band = (
        alt.Chart(lanes)
        .mark_rect(fill=alt.expr("datum.odd ? paper : band"), tooltip=None)
        .encode(x=x("a"), x2="b", y=y("top"), y2="bottom")
    )
    name = (
        alt.Chart(lanes)
        .mark_text(
            align="left",
            baseline="top",
            dx=6,
            dy=3,
            fontWeight=600,
            fontSize=12,
            font="system-ui, sans-serif",
            limit=320,
            fill=alt.expr("ink"),
            stroke=alt.expr("datum.odd ? paper : band"),
            strokeWidth=3,
            strokeOffset=0,
            tooltip=None,
        )
        .encode(x=x("a"), y=y("top"), text="name:N")
    )
    letters = name.mark_text(
        align="left", baseline="top", dx=6, dy=3, fontWeight=600, fontSize=12,
        font="system-ui, sans-serif", limit=320, fill=alt.expr("ink"), tooltip=None,
    )  # fmt: skip
    brush = _brush(alt, "brush", ["x"])
    if counts:
        pale = (
            alt.Chart(events)
            .mark_rect(fill=alt.expr("palette[datum.c]"), opacity=_LIGHT_PALE)
            .encode(x=x("a"), x2="b", y=y("top"), y2="bottom", tooltip="k:N")
            .add_params(brush)
        )
        sure = (
            alt.Chart(events)
            .mark_rect(fill=alt.expr("palette[datum.c]"), opacity=_STRONG)
            .encode(x=x("a"), x2="b", y=y("sure"), y2="bottom", tooltip="k:N")
        )
        return _dressed(
            alt.layer(band, pale, sure, name, letters), height=height, below=_AXIS, months=months
        )
    possible = (
        alt.Chart(events)
        .mark_rect(
            fill=alt.expr("palette[datum.c]"),
            opacity=alt.expr(f"datum.o ? 0.12 : {_LIGHT_PALE}"),
            height=bar,
            cornerRadius=1,
        )
        .encode(x=x("a"), x2="b", y=y("y"), tooltip="k:N")
        .add_params(brush)
    )
    certain = (
        alt.Chart(events)
        .transform_filter("isValid(datum.ca)")
        .mark_rect(
            fill=alt.expr("palette[datum.c]"),
            opacity=alt.expr(f"datum.o ? 0.22 : {_STRONG}"),
            height=bar,
        )
        .encode(x=x("ca"), x2="cb", y=y("y"), tooltip="k:N")
    )
    ends = [
        alt.Chart(events)
        .transform_filter(f"datum.{side}")
        .mark_point(
            shape=f"triangle-{where}",
            fill=alt.expr("palette[datum.c]"),
            stroke=alt.expr("paper"),
            strokeWidth=0.8,
            size=bar * bar * 1.1,
            opacity=alt.expr("datum.o ? 0.3 : 1"),
            xOffset=-3 if where == "right" else 3,
        )
        .encode(x=x(at), y=y("y"), tooltip="k:N")
        for side, where, at in (("la", "left", "a"), ("ra", "right", "b"))
    ]
    size = max(bar * bar * 1.15, 20)
    marks = (
        alt.Chart(events)
        .transform_filter("isValid(datum.m)")
        .mark_point(**_mark(alt, size=size))
        .encode(x=x("m"), y=y("y"), tooltip="k:N")
    )
    chart = alt.layer(band, possible, certain, *ends, marks, name, letters)
    return _dressed(chart, height=height, below=_AXIS, months=months)


def map_spec(view: tuple[float, float, float, float], *, counts: bool = False) -> dict[str, Any]:
    """Build the map: land, areas with a dashed edge, dots; in degrees squeezed at mid-latitude.

    Parameters
    ----------
    view
        Left, bottom, right, top, on the plane of the map.
    counts
        Discs of numbers a cell instead of dots.
    """
    alt = _altair()
    left, bottom, right, top = view
    plane = {
        "type": "identity",
        "reflectY": True,
        "scale": alt.expr(f"width/{right - left!r}"),
        "translate": alt.expr(
            f"[{-left!r}*width/{right - left!r},{top!r}*height/{top - bottom!r}]"
        ),
    }

    def shapes(data: str, **mark: Any) -> Any:
        mark = {"fill": "transparent", "stroke": None, **mark}
        return alt.Chart(alt.NamedData(name=data)).mark_geoshape(**mark).project(**plane)

    def x(field: str) -> Any:
        return alt.X(
            f"{field}:Q", axis=None, scale=alt.Scale(domain=[left, right], nice=False, zero=False)
        )

    def y(field: str) -> Any:
        return alt.Y(
            f"{field}:Q", axis=None, scale=alt.Scale(domain=[bottom, top], nice=False, zero=False)
        )

    colour = alt.expr("palette[datum.properties.c]")
    base = [
        shapes("land", fill=alt.expr("land")),
        shapes("lakes", fill=alt.expr("sea"), stroke=alt.expr("coast"), strokeWidth=0.4),
        shapes("coasts", stroke=alt.expr("coast"), strokeWidth=0.6),
        shapes("borders", stroke=alt.expr("border"), strokeWidth=0.9),
        shapes("disputed", stroke=alt.expr("border"), strokeWidth=0.9, strokeDash=[3, 2.2]),
    ]
    areas = [
        shapes(
            "areas", fill=colour, fillOpacity=alt.expr("datum.properties.o ? 0.03 : 0.15")
        ).encode(tooltip="properties.k:N"),
        shapes(
            "areas",
            stroke=colour,
            strokeOpacity=alt.expr("datum.properties.o ? 0.35 : 1"),
            strokeWidth=1.5,
            strokeDash=[5, 3.2],
        ),
    ]
    dots = alt.Chart(alt.NamedData(name="dots"))
    box = _brush(alt, "box", ["x", "y"])
    single = (
        dots.transform_filter("datum.n == 1")
        .mark_point(
            **_mark(
                alt,
                size=alt.expr("datum.z"),
                xOffset=alt.expr("datum.dx"),
                yOffset=alt.expr("datum.dy"),
            )
        )
        .encode(x=x("x"), y=y("y"), tooltip="k:N")
    )
    discs = (
        dots.transform_filter("datum.n > 1")
        .mark_point(
            shape="circle",
            fill=alt.expr("palette[datum.c]"),
            stroke=alt.expr("paper"),
            strokeWidth=1,
            size=alt.expr("datum.size"),
            opacity=0.82,
        )
        .encode(x=x("x"), y=y("y"), tooltip="k:N")
    )
    numbers = (
        dots.transform_filter(f"datum.size > {380 if counts else 250}")
        .mark_text(
            fill=alt.expr("paper"), fontSize=10, fontWeight=600, font="system-ui, sans-serif"
        )
        .encode(x=x("x"), y=y("y"), text="label:N", tooltip="k:N")
    )
    marks = [discs.add_params(box), numbers] if counts else [single.add_params(box), discs, numbers]
    return _dressed(alt.layer(*base, *areas, *marks), height=400, below=0)
