"""One file with all that it needs: text escaped, scripts named by their hash, nothing loaded."""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import importlib.resources
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from matplotlib.colors import to_hex

from conflictlog._lazy import require
from conflictlog.markup import tidy
from conflictlog.plotting.cartography.scenery import Scenery
from conflictlog.plotting.theme import Theme

__all__ = ["compose_page", "escaped"]

_SCRIPTS = ("filter.js", "drawing.js", "table.js", "main.js")
_BUNDLE = "window.vegaEmbed=vegaEmbed;"
_FONT = re.compile(r"[\w][\w .-]*")
_HOLE = re.compile(r"@([a-z_]+)@")


def escaped(text: object) -> str:
    r"""Give text of data or of a caller for any place in a page, attributes included.

    Examples
    --------
    >>> escaped('<b title="x">\u202e')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return html.escape(tidy(str(text)), quote=True)


def as_json(value: object) -> str:
    r"""Write data so that no character of it can end a script or a comment.

    Examples
    --------
    >>> print(as_json("</script><!--"))
    "\u003c/script\u003e\u003c!--"
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    # All three only ever stand inside strings.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@functools.lru_cache(maxsize=1)
def vega() -> str:
    """Give the libraries, from the package that carries them."""
    convert = require("vl_convert", extra="html", purpose="to_html()")
    found: str = convert.javascript_bundle(_BUNDLE)
    # Neither stands in it today; were one to, the page would end there.
    return found.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _asset(name: str) -> str:
    path = importlib.resources.files("conflictlog.plotting.interactive").joinpath(name)
    return path.read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def paints(theme: Theme) -> str:
    """Give the colours of a theme as properties of a style sheet."""
    look = Scenery.of(theme)
    found: dict[str, Any] = {
        "ink": theme.ink,
        "muted": theme.muted,
        "paper": theme.paper,
        "band": theme.band,
        "grid": theme.grid,
        "sea": look.sea,
        "land": look.land,
        "coast": look.coast,
        "border": look.border,
        "link": theme.affirm,
        "focus": theme.affirm,
    }
    return ";".join(f"--{name}:{to_hex(colour)}" for name, colour in found.items())


def _fonts(theme: Theme) -> str:
    own = [f'"{name}"' for name in theme.fonts if _FONT.fullmatch(name)]
    if theme.fonts == Theme().fonts:
        own = []
    return ",".join([*own, "system-ui", "-apple-system", '"Segoe UI"', "sans-serif"])


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _HOLE.sub(lambda hole: values[hole[1]], template)


def compose_page(
    *,
    title: str,
    subtitle: str,
    footer: Iterable[str],
    words: Mapping[str, str],
    data: Mapping[str, Any],
    light: Theme,
    dark: Theme,
    start: str,
) -> str:
    """Put the page together.

    Parameters
    ----------
    title, subtitle, footer, words
        Plain text; it is escaped here.
    data
        What the scripts read.
    light, dark
        Both looks.
    start
        "auto" for the reader's own preference, else "light" or "dark".
    """
    style = _filled(
        _asset("page.css"), {"light": paints(light), "dark": paints(dark), "fonts": _fonts(light)}
    )
    parts = "\n".join(_asset(name) for name in _SCRIPTS)
    # A scope of its own: the libraries' short names are global.
    script = f"(() => {{\n{parts}}})();"
    library = vega()
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hash(library)} {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return _filled(
        _asset("page.html"),
        {
            "start": start,
            "policy": policy,
            "style": style,
            "title": escaped(title),
            "subtitle": escaped(subtitle),
            "footer": "".join(f'<p dir="auto">{escaped(line)}</p>' for line in footer if line),
            **{name: escaped(text) for name, text in words.items()},
            "data": as_json(data),
            "vega": library,
            "script": script,
        },
    )
