"""Data as HTML for notebooks: text stays text, colours are the reader's, nothing is loaded.

Whatever a source wrote goes through `cell`, which cleans, cuts and escapes it. Styles are
inline and without colours of their own, so that light and dark notebooks both stay legible.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Sequence

__all__ = ["card", "heading", "line", "shorten", "table", "tidy"]

#: Mid-grey shows on white and on black.
_RULE = "border:0;border-top:1px solid rgba(128,128,128,.4)"
_CELL = (
    f"{_RULE};padding:.2em .9em .2em 0;text-align:left;vertical-align:top;"
    "white-space:normal;overflow-wrap:break-word;min-width:4em;max-width:28em"
)
_QUIET = "opacity:.75"


def tidy(text: str) -> str:
    r"""Replace what would break a line or turn its direction; keep every visible letter.

    Examples
    --------
    >>> tidy("a\nb\u202ec \ud800")
    'a bc  '
    """
    if text.isprintable():  # whatever breaks a line or turns its direction is not
        return text
    return "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Cs"} else letter
        for letter in text
        if not (0x202A <= ord(letter) <= 0x202E or 0x2066 <= ord(letter) <= 0x2069)
    )


def shorten(text: str, most: int) -> str:
    """Write a text in one line of at most so many characters; a cut ends in an ellipsis.

    Examples
    --------
    >>> shorten("Drone raid  across Ukraine", 11)
    'Drone raid…'
    """
    words = " ".join(tidy(text[: 4 * most]).split())
    if len(words) <= most and len(text) <= 4 * most:
        return words
    end = min(most - 1, len(words))
    while end and (
        unicodedata.combining(words[end : end + 1] or " ") or words[end - 1] == "\u200d"
    ):
        end -= 1  # a letter keeps its marks, or goes with them
    return words[:end].rstrip() + "…"


def _escaped(text: str, most: int) -> str:
    return html.escape(shorten(text, most))


def heading(text: str, beside: str = "") -> str:
    """Write a line in bold, and beside it one that stands back."""
    quiet = f" <span style='{_QUIET}'>{_escaped(beside, 80)}</span>" if beside else ""
    return f"<p dir='auto' style='margin:.3em 0'><b>{_escaped(text, 160)}</b>{quiet}</p>"


def line(text: str) -> str:
    """Write a paragraph of ours, which may quote data.

    Examples
    --------
    >>> line("<b>")
    "<p style='margin:.3em 0'>&lt;b&gt;</p>"
    """
    return f"<p style='margin:.3em 0'>{_escaped(text, 600)}</p>"


def table(
    rows: Iterable[Sequence[str]],
    *,
    heads: Sequence[str] = (),
    most: int = 90,
    gap: tuple[int, str] | None = None,
) -> str:
    """Write a table; without heads, the first cell of each row is its head.

    Parameters
    ----------
    rows
        Cells of plain text; they are escaped here.
    heads
        The names of the columns.
    most
        Characters of a cell; the rest is cut.
    gap
        Before which row something is left out, and what is said there.

    Examples
    --------
    >>> "&lt;script&gt;" in table([["<script>"]], heads=["what"])
    True
    """
    body = []
    for row in rows:
        cells = [f"<td dir='auto' style='{_CELL}'>{_escaped(text, most)}</td>" for text in row]
        if not heads:
            head = f"<th scope='row' style='{_CELL};font-weight:normal;{_QUIET}'>"
            cells[0] = f"{head}{_escaped(row[0], most)}</th>"
        body.append(f"<tr>{''.join(cells)}</tr>")
    if gap is not None:
        position, text = gap
        span = f"<td colspan='{len(heads) or 2}' style='{_CELL};max-width:none;{_QUIET}'>"
        body.insert(position, f"<tr>{span}{_escaped(text, 300)}</td></tr>")
    names = "".join(
        f"<th scope='col' style='{_CELL}'>{_escaped(name, most)}</th>" for name in heads
    )
    top = f"<thead><tr>{names}</tr></thead>" if heads else ""
    style = "border-collapse:collapse;margin:.3em 0;color:inherit;background:none"
    return f"<table style='{style}'>{top}<tbody>{''.join(body)}</tbody></table>"


def card(*parts: str) -> str:
    """Put pieces of this module together for one ``_repr_html_``.

    The classes keep a notebook from reading "$5 or $6" as mathematics.

    Examples
    --------
    >>> card(line("2 events")).startswith("<div class='tex2jax_ignore mathjax_ignore'")
    True
    """
    style = "color:inherit;overflow-x:auto"
    return f"<div class='tex2jax_ignore mathjax_ignore' style='{style}'>{''.join(parts)}</div>"
