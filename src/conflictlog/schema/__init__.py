"""The columns of a log: names, types, units, meaning, and the way from events and back."""

from conflictlog.schema.columns import COLUMNS, SCHEMA, VERSION, Column, describe_columns
from conflictlog.schema.decoding import decode_event, decode_events, decode_row
from conflictlog.schema.encoding import encode_events

__all__ = [
    "COLUMNS",
    "SCHEMA",
    "VERSION",
    "Column",
    "decode_event",
    "decode_events",
    "decode_row",
    "describe_columns",
    "encode_events",
]
