"""Events to draw, and what a figure says: for the tests of pictures."""

from __future__ import annotations

import io
import itertools

import matplotlib as mpl

from conflictlog.event import Event
from conflictlog.report import Claimant, Report, Source
from conflictlog.when import When

AFP = Source("The Moscow Times", wire="AFP", published="2022-12-19")
KINDS = ("strike/drone", "visit", "exercise", "outage/power", "statement", "deployment", None)
WHENS = (
    "2022-12-19",
    "2022-12",
    "2022-10/..",
    "../2022-12-20",
    "2022-12-13/2022-12-21",
    "[2022-12-18..2022-12-19]",
    "[..2022-12-19]",
    "[2022-12-19..]",
    "2022-12-19T03:10:00Z",
    "2022-02",
    "0001-01-01",
    "9999-12-31",
    None,
)


def event(number, when="2022-12-19", *, title="Drones over Kyiv", kind="strike", **fields):
    """Make an event that AFP reports."""
    status = fields.pop("status", "reported")
    says = {"source": AFP, "claimant": "Ukraine", "interest": "against"}
    if status == "one_sided":
        says["interest"] = "self"
    reports = [] if status == "denied" else [Report(**says)]
    if status in {"contested", "denied"}:
        weak = Source("Someone", reliability="D" if status == "contested" else "B")
        reports.append(Report(source=weak, claimant=Claimant("Kremlin"), stance="denies"))
    when = When(when) if isinstance(when, str) else when
    return Event(id=f"e-{number}", title=title, kind=kind, when=when, reports=reports, **fields)


def texts(ax, prefix):
    """Give the words of all texts of one purpose, in order."""
    return [text.get_text() for text in ax.texts if str(text.get_label()).startswith(prefix)]


def said(ax, prefix):
    """Give what the figure says in one place, as one line."""
    return " ".join(texts(ax, prefix))


def legend(ax):
    """Give the legend's words."""
    return {str(t.get_label())[7:] for t in ax.texts if str(t.get_label()).startswith("legend:")}


def gids(ax):
    """Give the ids on the marks."""
    found = [artist.get_gid() for artist in ax.get_children() if artist.get_gid()]
    return sorted(gid for gid in found if gid.startswith("event:"))


def label_boxes(ax):
    """Give one box an event's label, in pixels."""
    renderer = ax.figure.canvas.get_renderer()
    boxes: dict[str, list] = {}
    for text in ax.texts:
        if str(text.get_label()).startswith("label:") and text.get_text():
            boxes.setdefault(text.get_label(), []).append(text.get_window_extent(renderer))
    return [mpl.transforms.Bbox.union(lines) for lines in boxes.values()]


def assert_tidy(ax):
    """No two labels overlap, and no text leaves the figure."""
    boxes = label_boxes(ax)
    for one, two in itertools.combinations(boxes, 2):
        across = min(one.x1, two.x1) - max(one.x0, two.x0)
        down = min(one.y1, two.y1) - max(one.y0, two.y0)
        assert not (across > 0.5 and down > 0.5), (one, two)
    renderer = ax.figure.canvas.get_renderer()
    whole = ax.figure.bbox
    for text in (*ax.texts, *ax.get_xticklabels()):
        if text.get_text().strip():
            box = text.get_window_extent(renderer)
            assert box.x0 >= -1, text
            assert box.x1 <= whole.x1 + 1, text
            assert box.y0 >= -1, text
            assert box.y1 <= whole.y1 + 1, text


def assert_clear(ax):
    """No text overlaps another, none leaves the figure; all are drawn as PNG and as SVG."""
    ax.figure.canvas.draw()
    renderer = ax.figure.canvas.get_renderer()
    whole = ax.figure.bbox
    drawn = [text for text in (*ax.texts, *ax.get_xticklabels()) if text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in drawn]
    for words, box in boxes:
        assert box.x0 >= -1, words
        assert box.x1 <= whole.x1 + 1, words
        assert box.y0 >= -1, words
        assert box.y1 <= whole.y1 + 1, words
    for (said_one, one), (said_two, two) in itertools.combinations(boxes, 2):
        across = min(one.x1, two.x1) - max(one.x0, two.x0)
        down = min(one.y1, two.y1) - max(one.y0, two.y0)
        # Lines of one block may touch by the descenders that none of their letters has.
        assert not (across > 1 and down > 3), (said_one, said_two)
    for form in ("png", "svg"):
        ax.figure.savefig(io.BytesIO(), format=form)


UGLY = (
    r"$\frac{1$",
    "\u202eright to left\u2066",
    "\u0627\u0644\u0642\u0635\u0641 \u05e9\u05dc\u05d5\u05dd",
    "x" * 5000,
    "word " * 1000,
    "e" + "\u0301" * 400,
    "tab\tline",
    "\u6f22\u5b57\U0001f680",
)
