"""timemap (Forensic Architecture, Bellingcat): events as strings, their sources by id.

Written for its server, and read from anybody's: dates ``M/D/YYYY``, sources in a file of their own
or beside the events; ids of sources that are not there are listed.
"""

from __future__ import annotations

from typing import Final

from conflictlog.formats.timemap.reading import read, sniff
from conflictlog.formats.timemap.writing import LOSSES, write

__all__ = ["LOSSES", "NAME", "SUFFIXES", "TRIED", "read", "sniff", "write"]

NAME: Final = "timemap"
SUFFIXES: Final = (".timemap.json",)
#: The size that was tried.
TRIED: Final = "10,000 events with 40,000 reports"
