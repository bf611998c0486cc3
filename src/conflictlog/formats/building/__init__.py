"""From columns of text to a log: what every reader of a table is made of.

A reader is a list of parts. Each part is one field of a report as columns: what is worked out
of the text, what may be wrong with a row, and the value in the schema's type. `build` puts
them together: every row becomes an event, part of one, or a rejected row in ``log.problems``.

::

    LAYOUT = Layout(
        what="an ACLED export",
        columns=("event_id_cnty", "event_date", "time_precision", ...),  # all that is read
        required=("event_id_cnty", "event_date"),
        aliases={"event_id": "event_id_cnty"},  # other names, in small letters
        verbatim=("notes",),  # keeps the blanks around its cells
        blanks=("NA",),  # cells that say nothing
    )

    TERMS = Dataset("ACLED", licence=..., redistributable=False, attribution=...)


    def sniff(head):
        return begins_with(head, LAYOUT, KNOWN_BY)


    def read(path, **options: Unpack[TableOptions]):  # formats/options.py
        reading = reading_of(NAME, read, options)
        table = reading.table(as_path(path), LAYOUT)
        land = country("country", ("iso", NUMERIC))  # first that names one wins
        return build(
            table,
            reading.findings(table),
            dataset=reading.dataset_of(TERMS),
            key="event_id_cnty",  # ids are ACLED:UKR12345 (prefix= for another)
            reports={
                "source": source(pl.lit("ACLED")),
                "cites": texts("source", ";"),
                "when": when(
                    "event_date",
                    formats=(ISO, "%d %B %Y"),
                    span=coded("time_precision", {"1": "day", "2": "week", "3": "month"}),
                ),
                "places": places(
                    place(
                        "latitude",
                        "longitude",
                        name="location",
                        admin1="admin1",
                        country=land,
                        precision=coded("geo_precision", {"1": "town", "2": "admin2"}),
                    )
                ),
                "kind": kind("sub_event_type", "acled"),
                "actors": actors(actor("actor1"), actor("assoc_actor_1", separator=";")),
                "estimates": estimates(estimate("killed", "fatalities")),
                "facets": facets(facet("region", "region")),
                "ratings": ratings(rating("acled-geo-precision", "geo_precision")),
                "quote": plain("notes"),
            },
            keep_rows=reading.keep_rows,
        )

- A *cell* is the name of a column or an expression on columns; work on the text first where it
  needs it: ``table = attrs.evolve(table, rows=table.rows.with_columns(...))``. Private columns
  begin with an underscore. Everything that can be null is: nothing is guessed.
- What no part here does is a ``Part(value=..., prepare=..., checks=(Check(...), ...))`` of the
  reader's own; ``record(PLACE, lat=..., ...)``, ``listed`` and ``single`` build structs and
  lists of the schema. ``Check(outcome="rejected")`` rejects a row, "kept" lists a flaw.
- A part whose ``prepare`` is the reader's own says which columns it looks at
  (``reads=frozenset({"type"})``): it is then shown each distinct row of them once. One that
  looks at other rows, or at what another part adds, does not, and is shown the whole table.
- Points outside the country of their row: ``joined([spot, beside("latitude")], spot.value)``,
  where ``spot`` is the `place`; listed and kept.
- Several places a report: a ``place(..., alias="_2")`` each. Several reports a row:
  ``reports=[{...}, {...}]``; give the later ones an ``"id"`` part that is null where there is
  no such report. Several rows one event: ``rows_are="places"`` or ``"reports"``.
- Tables in memory (JSON turned into columns, KML): ``table_of(frame of text, LAYOUT,
  file=name)``, then the same; `attrs.evolve` its ``sha256``.
"""

from __future__ import annotations

from conflictlog.formats.building.assembling import Rows, build
from conflictlog.formats.building.borders import beside
from conflictlog.formats.building.counts import SENTINELS, estimate, estimates
from conflictlog.formats.building.faults import Check, note_faults
from conflictlog.formats.building.kinds_of import kind
from conflictlog.formats.building.lands import code_of_name, code_of_number, country, looked_up
from conflictlog.formats.building.nesting import listed, record, single
from conflictlog.formats.building.parts import (
    Cell,
    Part,
    as_cell,
    coded,
    joined,
    name_of,
    plain,
    tidy_code,
)
from conflictlog.formats.building.points import place, places
from conflictlog.formats.building.things import (
    actor,
    actors,
    claimant,
    facet,
    facets,
    rating,
    ratings,
    source,
    texts,
)
from conflictlog.formats.building.times import ISO, Dates, Span, days, when

__all__ = [
    "ISO",
    "SENTINELS",
    "Cell",
    "Check",
    "Dates",
    "Part",
    "Rows",
    "Span",
    "actor",
    "actors",
    "as_cell",
    "beside",
    "build",
    "claimant",
    "code_of_name",
    "code_of_number",
    "coded",
    "country",
    "days",
    "estimate",
    "estimates",
    "facet",
    "facets",
    "joined",
    "kind",
    "listed",
    "looked_up",
    "name_of",
    "note_faults",
    "place",
    "places",
    "plain",
    "rating",
    "ratings",
    "record",
    "single",
    "source",
    "texts",
    "tidy_code",
    "when",
]
