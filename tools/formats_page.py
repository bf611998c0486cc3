"""Rewrite docs/formats.md: every format, what it reads and writes, what is lost, how it is known.

Run it after a change of the formats, and read the difference. All of it is taken from the code: the
suffixes, the first sentence of ``sniff``, ``LOSSES``, and ``TRIED``, the size that was tried.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from conflictlog.formats import Loss
from conflictlog.formats.sniffing import BUILT_IN, format_table

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "formats.md"
_HEAD: Final = """\
# Formats

Made from the code by `tools/formats_page.py`. `cl.read(path)` recognises a file by what it holds,
`format=` says it; `log.write(path)` chooses by the suffix. What a format cannot hold is told in one
warning, with counts and an event of each; `lossy="raise"` refuses before anything is written,
`lossy="allow"` is silent. What a data set's licence does not let be passed on is refused unless you
say `republish=True`.

| format | reads | writes | what is lost | recognised by | tried with |
|---|---|---|---|---|---|
"""


def page() -> str:
    """Write the whole page."""
    formats = [fmt for name, fmt in sorted(format_table().items()) if name in BUILT_IN]
    rows = "".join(map(_row, formats))
    lists = "".join(map(_losses, formats))
    return f"{_HEAD}{rows}\n## What each format loses, and why\n{lists}"


def _row(fmt: Any) -> str:
    writes = hasattr(fmt, "write")
    suffixes = ", ".join(f"`{suffix}`" for suffix in fmt.SUFFIXES) or "yes"
    lost = "" if not writes else f"{_number(_declared(fmt))}" if _declared(fmt) else "nothing"
    sniffed = _sentence(fmt.sniff).removeprefix("Recognise ").removeprefix("Say whether a ")
    cells = (
        f"`{fmt.NAME}`",
        "yes",
        suffixes if writes else "",
        lost,
        sniffed,
        getattr(fmt, "TRIED", ""),
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _number(losses: tuple[Loss, ...]) -> str:
    return f"{len(losses)} things, below"


def _declared(fmt: Any) -> tuple[Loss, ...]:
    found: tuple[Loss, ...] = getattr(fmt, "LOSSES", ())
    return found


def _sentence(function: Any) -> str:
    return " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split()).rstrip(".")


def _losses(fmt: ModuleType | Any) -> str:
    """List what a format declares, by its reason."""
    reasons: dict[str, list[str]] = {}
    for loss in _declared(fmt):
        plain = loss.finds is not None or loss.what == loss.field
        reasons.setdefault(loss.why, []).append(loss.what if plain else f"`{loss.field}`")
    if not reasons:
        return ""
    lines = "".join(f"- {', '.join(lost)}: {why}.\n" for why, lost in reasons.items())
    return f"\n### `{fmt.NAME}`\n\n{lines}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(PAGE.parents[1])}")
