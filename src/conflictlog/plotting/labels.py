"""What a caller says about labels: whether to draw them, and other words for some."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

import attrs

from conflictlog.errors import InvalidValue, UnknownId, nearest_hint

__all__ = ["Labels", "read_labels"]


@attrs.frozen(kw_only=True)
class Labels:
    """Whether labels are drawn (None: where they find room), and words that replace titles."""

    wanted: bool | None = None
    words: Mapping[str, str] = attrs.field(factory=dict)


def read_labels(labels: object, ids: Collection[str]) -> Labels:
    """Read ``labels=``: True, False, None, or a mapping from event id to text.

    Parameters
    ----------
    labels
        What the caller gave; an empty text hides the label of that event.
    ids
        The ids of all events.

    Raises
    ------
    UnknownId
        For an id that no event has; the nearest is named.
    InvalidValue
        For anything else than True, False, None or a mapping to texts.

    Examples
    --------
    >>> read_labels({"e-1": "Minsk"}, ["e-1", "e-2"]).words["e-1"]
    'Minsk'
    >>> read_labels(False, ["e-1"]).wanted
    False
    """
    if labels is None or isinstance(labels, bool):
        return Labels(wanted=labels)
    if not isinstance(labels, Mapping):
        raise InvalidValue(
            f"labels is {labels!r:.80}",
            expected="True, False, None, or a mapping from event id to text",
            remedy="{'e-1': 'other words', 'e-2': ''}",
        )
    known = frozenset(ids)
    for name, words in labels.items():
        if name not in known:
            raise UnknownId(
                f"labels names the event {name!r:.80}",
                expected="ids of events in the log",
                remedy=nearest_hint(str(name), known) if len(known) < 100_000 else "",
            )
        if not isinstance(words, str):
            raise InvalidValue(
                f"labels[{name!r:.80}] is {words!r:.80}",
                expected="text; an empty text hides the label",
                remedy="write it in quotes",
            )
    return Labels(words=MappingProxyType(dict(labels)))
