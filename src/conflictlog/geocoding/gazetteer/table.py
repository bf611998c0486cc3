"""The table, opened: from names to places, exactly or nearly, and from points to places."""

from __future__ import annotations

import functools
import json
import os
import sqlite3
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from conflictlog.countries import country_code
from conflictlog.errors import UnknownId
from conflictlog.geocoding.gazetteer.crediting import attribution
from conflictlog.geocoding.gazetteer.packed import imprint
from conflictlog.geocoding.gazetteer.rows import FAMILIES, ROLES, Hit, Row
from conflictlog.geocoding.gazetteer.unpacking import database, in_memory

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from conflictlog.geocoding.gazetteer.likeness import Likeness
    from conflictlog.geocoding.gazetteer.nearness import Nearest, Points

__all__ = ["Table", "open_table"]

_ROW: Final = (
    "r.id, r.name, r.lat, r.lon, r.radius_km, r.kind, r.countries, r.admin1, r.admin1_key, "
    "r.admin2, r.population, r.source, r.source_id, r.launch_area"
)
_JOINED: Final = f"SELECT n.key, n.name, n.role, {_ROW} FROM names n JOIN rows r ON r.id = n.row"  # noqa: S608 - no input
_OF_KEY: Final = f"{_JOINED} WHERE n.key = ?"
# Lists are handed over as JSON: one question, however many values it has.
_OF_KEYS: Final = f"{_JOINED} WHERE n.key IN (SELECT value FROM json_each(?))"  # noqa: S608 - no input
_OF_KINDS: Final = f"SELECT {_ROW} FROM rows r WHERE r.kind IN (SELECT value FROM json_each(?))"  # noqa: S608 - no input
_OF_ID: Final = f"SELECT {_ROW} FROM rows r WHERE r.id = ?"  # noqa: S608 - no input
_KEYS_OF_COUNTRY: Final = """
SELECT n.key FROM rows r JOIN names n ON n.row = r.id WHERE n.role < 3 AND r.id IN (
  SELECT id FROM rows WHERE countries = ?1 UNION ALL
  SELECT id FROM rows WHERE countries LIKE '%|%' AND instr(countries, ?1))
"""
_POINTS_OF_KINDS: Final = """
SELECT id, lat, lon FROM rows WHERE kind IN (SELECT value FROM json_each(?))
AND lat IS NOT NULL AND source <> 'KATOTTG'
"""
_NAMES_OF_ID: Final = "SELECT name, role FROM names WHERE row = ? ORDER BY role, name"


def open_table(cache_dir: str | os.PathLike[str] | None = None) -> Table:
    """Open the table of places; the first call on a machine unpacks it, in some seconds.

    Parameters
    ----------
    cache_dir
        Where the unpacked database is kept: else the environment's ``CONFLICTLOG_CACHE``, else
        the user's cache folder. Where it cannot be written to, the table is held in memory, and
        a warning says so.

    Examples
    --------
    >>> table = open_table()
    >>> from conflictlog.geocoding.spelling import fold
    >>> hit = table.exact([fold("Бахмут")])[0]
    >>> hit.row.name, hit.row.countries, hit.role
    ('Bakhmut', ('UKR',), 'primary')
    """
    return Table(cache_dir)


class Table:
    """Places by their names. Made by `open_table`.

    It may be shared by threads (each has its own connection) and sent to other processes (which
    open it again). Keys are made by ``conflictlog.geocoding.spelling.fold``; countries are
    alpha-3; kinds may be families (``rows.FAMILIES``): "settlement" is village, town and city.

    ===================================  =======================================================
    ``exact(keys)``                      all hits of a few keys: namesakes of the whole world
    ``exact_many(keys)``                 the same for many, as a mapping
    ``fuzzy(key, country)``              nearly this key, inside a country, with scores
    ``areas(kind, country)``             all rows of a kind
    ``admin1(key, country)``             first divisions of that name
    ``names(id)``                        all names of a row, with their roles
    ``row(id)``, ``rows(ids)``           rows by number
    ``nearest(lat, lon, k, kinds)``      ids and distances of the nearest places, for many points
    ``version``, ``built_from``          what it is, and which versions of which packages made it
    ``attribution``, ``attributions``    whom to name below a map or a table
    ===================================  =======================================================
    """

    __slots__ = ("_cache_dir", "_fuzzy", "_local", "_lock", "_memory", "_path", "_points", "_uri")

    def __init__(self, cache_dir: str | os.PathLike[str] | None = None) -> None:
        self._cache_dir = cache_dir
        self._path: Path | None = database(cache_dir)
        self._uri = (
            "" if self._path is None else f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
        )
        self._memory = in_memory() if self._path is None else None
        self._local = threading.local()
        self._lock = threading.Lock()
        self._fuzzy: dict[str, Likeness] = {}
        self._points: dict[frozenset[str], Points] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return (open_table, (self._cache_dir,))

    def __len__(self) -> int:
        """Count the places."""
        (count,) = self._ask("SELECT count(*) FROM rows")[0]
        return int(count)

    def __repr__(self) -> str:
        """Say what it is and where it lies."""
        return f"<Table {self.version}: {len(self):,} places, {self._path or 'in memory'}>"

    @property
    def version(self) -> str:
        """The version of the data: year and month of the build."""
        return str(imprint()["version"])

    @property
    def built_from(self) -> Mapping[str, str]:
        """The packages that it was built from, with their versions."""
        return dict(imprint()["built_from"])

    @property
    def attributions(self) -> Mapping[str, str]:
        """The terms of each source, by its name in ``Row.source``; and of names and divisions."""
        return dict(imprint()["attributions"])

    @property
    def attribution(self) -> str:
        """One line that names the sources, for a footer."""
        return attribution()

    def exact(self, keys: Iterable[str] | str) -> list[Hit]:
        """Find all rows that have one of these keys.

        Returns
        -------
        list of Hit
            In the order of the keys; for one key by role (primary, alternate, former, code), then
            by population, largest first. A row is there once for each key that it has.

        Examples
        --------
        >>> hit = open_table().exact(["kyiv", "nowhere at all"])[0]
        >>> hit.row.name, hit.row.kind, hit.role
        ('Kyiv', 'city', 'primary')
        """
        asked = (keys,) if isinstance(keys, str) else dict.fromkeys(keys)
        found: list[Hit] = []
        for key in asked:
            told = self._ask(_OF_KEY, (key,))
            if len(told) > 1:
                told.sort(key=_order)
            found += map(_hit, told)
        return found

    def exact_many(self, keys: Iterable[str]) -> dict[str, list[Hit]]:
        """Find the rows of many keys at once; a key that nothing has maps to an empty list.

        Examples
        --------
        >>> found = open_table().exact_many(["bakhmut", "xyzzy"])
        >>> len(found["bakhmut"]) > 0, found["xyzzy"]
        (True, [])
        """
        found: dict[str, list[Hit]] = {key: [] for key in keys}
        for values in sorted(self._ask(_OF_KEYS, (json.dumps(list(found)),)), key=_order):
            found[values[0]].append(_hit(values))
        return found

    def fuzzy(
        self, key: str, country: str, *, limit: int = 5, cutoff: float = 85
    ) -> list[tuple[Hit, float]]:
        """Find rows of a country whose key is nearly this one, codes left aside.

        Without a country a near miss is mostly a wrong place elsewhere, so one is asked for.

        Parameters
        ----------
        key
            A folded name.
        country
            A code or a name.
        limit
            How many rows at most, each by the one of its keys that is most alike.
        cutoff
            The least score, from 0 to 100 (see ``Likeness.best``).

        Examples
        --------
        >>> hit, score = open_table().fuzzy("avdivka", "UKR")[0]
        >>> hit.matched, round(score)
        ('Avdiivka', 93)
        """
        code = country_code(country)
        scores = dict(self._likeness(code).best(key, limit=4 * limit, cutoff=cutoff))
        found: dict[int, tuple[Hit, float]] = {}
        for hit in self.exact(scores):
            if hit.role != "code" and code in hit.row.countries:
                found.setdefault(hit.row.id, (hit, scores[hit.key]))
        return list(found.values())[:limit]

    def areas(self, kind: str, country: str | None = None) -> list[Row]:
        """Give all rows of a kind or a family, by name.

        Examples
        --------
        >>> len(open_table().areas("admin1", "UKR"))
        27
        """
        told = self._ask(_OF_KINDS, (json.dumps(sorted(_kinds(kind))),))
        code = None if country is None else country_code(country)
        rows = [_row(values) for values in told]
        kept = [row for row in rows if code is None or code in row.countries]
        return sorted(kept, key=lambda row: (row.name, row.id))

    def admin1(self, key: str, country: str | None = None) -> list[Row]:
        """Find first divisions by a key, in one country or anywhere.

        Examples
        --------
        >>> [row.name for row in open_table().admin1("донецька область")]
        ['Donetsk Oblast']
        """
        code = None if country is None else country_code(country)
        return [
            hit.row
            for hit in self.exact(key)
            if hit.row.kind == "admin1" and (code is None or code in hit.row.countries)
        ]

    def row(self, number: int) -> Row:
        """Give a row by its id.

        Raises
        ------
        UnknownId
            Where the table has no such row.
        """
        found = self.rows((number,))
        if not found:
            raise UnknownId(
                f"the table has no row {number}",
                expected="an id that this version of the table gave",
                remedy="look the name up again: ids are not kept between versions",
            )
        return found[0]

    def rows(self, numbers: Iterable[int]) -> list[Row]:
        """Give rows by their ids, in the same order; those that it does not hold are left out."""
        found = [self._ask(_OF_ID, (int(number),)) for number in numbers]
        return [_row(values) for told in found for values in told]

    def names(self, number: int) -> list[tuple[str, str]]:
        """Give the names of a row with their roles, as the table spells them."""
        told = self._ask(_NAMES_OF_ID, (int(number),))
        return [(name, ROLES[role]) for name, role in told]

    def nearest(
        self,
        lat: ArrayLike,
        lon: ArrayLike,
        *,
        k: int = 1,
        kinds: Collection[str] = ("settlement",),
    ) -> Nearest:
        """Find the nearest places of each point; villages that have no point of their own are out.

        Examples
        --------
        >>> near = open_table().nearest([48.59], [38.0], k=2)
        >>> open_table().row(near.ids[0, 0]).name, near.km.shape
        ('Bakhmut', (1, 2))
        """
        from conflictlog.geocoding.gazetteer.nearness import Points

        wanted = _kinds(kinds)
        if wanted not in self._points:
            told = self._ask(_POINTS_OF_KINDS, (json.dumps(sorted(wanted)),))
            ids, north, east = zip(*told, strict=True) if told else ((), (), ())
            self._points[wanted] = Points(ids, north, east)
        return self._points[wanted].nearest(lat, lon, k=k)

    def _likeness(self, code: str) -> Likeness:
        known = self._fuzzy.get(code)
        if known is None:
            from conflictlog.geocoding.gazetteer.likeness import Likeness

            told = self._ask(_KEYS_OF_COUNTRY, (code,))
            known = self._fuzzy[code] = Likeness.of(key for (key,) in told)
        return known

    def _ask(self, question: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        if self._memory is not None:
            with self._lock:
                return self._memory.execute(question, values).fetchall()
        return self._connection().execute(question, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        # A connection must cross neither threads nor forks.
        local = self._local
        if getattr(local, "pid", None) != os.getpid():
            local.pid = os.getpid()
            local.connection = sqlite3.connect(self._uri, uri=True)
            # The file is read as memory that processes share, not through a cache of each.
            local.connection.execute("PRAGMA mmap_size = 268435456")
        return local.connection  # type: ignore[no-any-return]


def _kinds(kinds: Collection[str]) -> frozenset[str]:
    asked = (kinds,) if isinstance(kinds, str) else kinds
    return frozenset().union(*(FAMILIES.get(kind, frozenset({kind})) for kind in asked))


@functools.lru_cache(maxsize=1024)
def _countries(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("|")) if joined else ()


def _row(values: tuple[Any, ...]) -> Row:
    fields = (*values[:6], _countries(values[6]), *values[7:13], values[13] > 0)
    return Row(*fields)


def _hit(values: tuple[Any, ...]) -> Hit:
    return Hit(_row(values[3:]), values[0], values[1], ROLES[values[2]])


def _order(values: tuple[Any, ...]) -> tuple[int, int, int]:
    """Sort what `_JOINED` gives: by role, then the most populous, then by id."""
    return (values[2], -(values[13] or 0), values[3])
