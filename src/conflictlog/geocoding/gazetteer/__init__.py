"""The embedded gazetteer: which places have a name, and which lie near a point, offline.

The packed table (``data/gazetteer.parquet``) is unpacked once into a database in the user's cache
and read there. What is in it, and from where, stands in ``docs/reference/gazetteer.md``.
"""

from conflictlog.geocoding.gazetteer.crediting import attribution
from conflictlog.geocoding.gazetteer.rows import FAMILIES, Hit, Role, Row, family_of
from conflictlog.geocoding.gazetteer.table import Table, open_table

__all__ = ["FAMILIES", "Hit", "Role", "Row", "Table", "attribution", "family_of", "open_table"]
