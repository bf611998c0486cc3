"""The words of a picture for those who do not see it, read off what was drawn."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase

from conflictlog.errors import InvalidValue

__all__ = ["count_names", "count_sides", "describe", "tell"]

_MOST = 60  # rows named one by one; more would not be listened to
_LONGEST = 4_000
_SIDES = {
    "reported": "not contested",
    "one_sided": "claimed by one side",
    "contested": "contested",
    "denied": "denied",
}
_ROWS = frozenset({"label", "row", "origin", "amount", "event", "scope", "teller", "annotation"})


class _Told(Artist):
    """An artist that draws nothing: it keeps with the axes what they hold."""

    def __init__(self, kind: str, facts: tuple[str, ...]) -> None:
        super().__init__()
        self.kind, self.facts = kind, facts
        self.set_in_layout(False)

    def draw(self, renderer: RendererBase) -> None:
        """Draw nothing."""


def tell(ax: Axes, kind: str, *sentences: str) -> None:
    """Keep on the axes what kind of picture they hold, and what its shapes say.

    Parameters
    ----------
    ax
        The axes that the picture was drawn into.
    kind
        In words: "Timeline", "Bars".
    *sentences
        What only shapes show: the tallest bar, the darkest day.
    """
    ax.add_artist(_Told(kind, tuple(sentence for sentence in sentences if sentence)))


def count_names(counts: Mapping[str, int], order: Iterable[str]) -> str:
    """Say how many there are of each name, in an order."""
    named = [f"{name} {counts[name]:,}" for name in order if name and counts.get(name)]
    return f"{', '.join(named)}." if named else ""


def count_sides(statuses: Mapping[str, int]) -> str:
    """Say how many events who stands behind.

    Examples
    --------
    >>> count_sides({"denied": 1, "reported": 1200})
    'not contested 1,200, denied 1.'
    """
    counts = {words: statuses.get(status, 0) for status, words in _SIDES.items()}
    return count_names(counts, counts)


def describe(ax: Axes) -> str:
    """Give the alt text of a picture.

    Parameters
    ----------
    ax
        The Axes that a picture of ours returned.

    Returns
    -------
    str
        Kind, title, what is counted, what the shapes show, the labels in reading order (up to
        60), the footer; one paragraph.

    Raises
    ------
    InvalidValue
        For axes that no picture of ours was drawn into.

    Examples
    --------
    >>> from conflictlog.event import Event
    >>> from conflictlog.plotting import timeline
    >>> ax = timeline([Event(title="Raid on Kyiv", when="2022-12-19")], title="A night")
    >>> describe(ax)[:44]
    'Timeline: A night. 1 event; bars fade where '
    """
    found = getattr(ax, "texts", None)
    if found is None:
        raise InvalidValue(
            f"ax is {ax!r:.80}",
            expected="the Axes that a picture gave",
            remedy="keep it: ax = log.plot.timeline()",
        )
    told = [artist for artist in ax.get_children() if isinstance(artist, _Told)]
    if not told:
        raise InvalidValue(
            "the axes hold no picture of ours",
            expected="Axes from log.plot",
            remedy="draw with log.plot.timeline(ax=...) first",
        )
    groups = [
        (label, " ".join(text.get_text() for text in texts))
        for label, texts in itertools.groupby(found, key=lambda text: str(text.get_label()))
    ]

    def joined(name: str) -> str:
        return " ".join(words for label, words in groups if label == name)

    rows = [words for label, words in groups if _is_row(label) and words.strip()]
    title, more = joined("title"), len(rows) - _MOST
    sentences = [
        f"{told[-1].kind}: {title}" if title else told[-1].kind,
        joined("subtitle"),
        joined("empty"),
        *told[-1].facts,
        "; ".join(rows[:_MOST]) + f"; and {more:,} more" * (more > 0),
        joined("footer"),
    ]
    whole = " ".join(_ended(one) for one in sentences if one)
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1].rstrip() + "\u2026"


def _is_row(label: str) -> bool:
    """Say whether a text belongs to an event, a claimant or an origin, by its label."""
    return label.partition(":")[0] in _ROWS


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "\u2026")) else f"{sentence}."
