"""A log as one interactive page: timeline, map and table that filter one another.

The charts are Vega-Lite, written with Altair and drawn by the libraries that vl-convert
carries; all of it is in the file, and nothing is loaded.
"""

from __future__ import annotations

from conflictlog.plotting.interactive.build import to_html

__all__ = ["to_html"]
