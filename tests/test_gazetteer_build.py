"""The scripts that build the table of places."""

from __future__ import annotations

import os
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.gazetteer import build, packing
from tools.gazetteer.divisions import without_type
from tools.gazetteer.inputs import Inputs
from tools.gazetteer.places import Draft, distance_km, enclosing, spellings
from tools.gazetteer.romanising import romanised
from tools.gazetteer.ukraine import Entry, unite

DONETSK = Draft("Donetsk Oblast", "admin1", "UKR", "GeoNames")


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Знам’янка", "Znamianka"),
        ("Згорани", "Zghorany"),
        ("Розгон", "Rozghon"),
        ("Єнакієве", "Yenakiieve"),
        ("Їжакевич", "Yizhakevych"),
        ("Кадиївка", "Kadyivka"),
        ("Стрий", "Stryi"),
        ("Щербухи", "Shcherbukhy"),
        ("Яготин", "Yahotyn"),
        ("Гоща", "Hoshcha"),
        ("Нью-Йорк", "Niu-York"),
    ],
)
def test_names_are_romanised_as_the_state_does(name, latin):
    """The examples of the resolution itself, and a hyphen after which a word begins."""
    assert romanised(name) == latin


@given(st.lists(st.tuples(st.floats(-60, 60), st.floats(20, 60)), min_size=1, max_size=12))
def test_a_disc_holds_its_points(points):
    """All points lie in the disc, and it is no larger than twice what any two need."""
    lat, lon, radius = enclosing(points)
    assert all(distance_km(lat, lon, *point) <= radius + 1e-6 for point in points)
    widest = max(distance_km(*one, *other) for one in points for other in points)
    assert radius <= widest + 0.1


def test_names_are_kept_once_and_in_four_scripts():
    """Spellings of one key are one; what no key can be made of is left out."""
    found = spellings("Kyiv", ["KYIV", "Kiev", "Київ", "كييف", "קייב", "基輔", "..."])
    assert found == ["Kiev", "Київ", "كييف", "קייב"]


def test_words_for_divisions_come_off():
    """A division is found with the word for what it is, and without."""
    assert without_type("Homs Governorate") == ["Homs"]
    assert without_type("محافظة حمص") == ["حمص"]
    assert without_type("Crimea") == []


def entry(code: str, name: str, hromada: str, category: str = "C") -> Entry:
    """Make an entry of the codifier in Donetsk oblast."""
    return Entry(code, category, name, "UA14000000000091971", hromada[:6], hromada)


def village(number: int, name: str, lat: float, *others: str) -> Draft:
    """Make a row of GeoNames."""
    return Draft(
        name,
        "village",
        "UKR",
        "GeoNames",
        lat=lat,
        lon=38.0,
        admin1=DONETSK,
        number=number,
        alternates=[*others],
    )


def test_the_only_one_of_a_name_is_paired():
    """One row and one entry of a name in an oblast are one place; of two, none is chosen."""
    rows = [village(1, "Klishchiyivka", 48.5, "Кліщіївка"), village(2, "Stepove", 48.2, "Степове")]
    listed = [
        entry("UA1", "Кліщіївка", "UA1402"),
        entry("UA2", "Степове", "UA1404"),
        entry("UA3", "Степове", "UA1406"),
    ]
    assert unite(rows, listed, {"UA.05": DONETSK}) == {"UA1": rows[0]}


def test_neighbours_tell_namesakes_apart():
    """Of two entries of a name, the one whose raion lies all around the row is paired."""
    around = [village(n, f"Village{n}", 48.0 + n / 100, name) for n, name in enumerate("абвгд", 10)]
    row = village(1, "Stepove", 48.1, "Степове")
    listed = [entry(f"UA{n}", name, "UA1402") for n, name in enumerate("абвгд", 10)]
    listed += [entry("UA2", "Степове", "UA1402"), entry("UA3", "Степове", "UA1406")]
    assert unite([*around, row], listed, {"UA.05": DONETSK})["UA2"] is row


def test_the_same_drafts_give_the_same_bytes(tmp_path):
    """Nothing of the clock or of chance goes into the file."""
    drafts = [DONETSK, village(1, "Stepove", 48.1, "Степове")]
    for name in ("one", "two"):
        again = [attrs.evolve(draft) for draft in drafts]
        again[1].admin1 = again[0]
        packing.write(packing.frame(again), tmp_path / name, {"version": "2026-11"})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


# Takes two minutes and 200 MB of packages, so it is there for those who ask for it: a folder with
# what tools/README.md has unpacked, as python, cities and divisions.
if folder := os.environ.get("CONFLICTLOG_GAZETTEER_INPUTS"):

    def test_the_inputs_give_the_table():
        """The versions that the table names make it again, to the letter."""
        from conflictlog.geocoding.gazetteer.packed import imprint

        base = Path(str(folder))
        inputs = Inputs(base / "python", base / "cities", base / "divisions")
        assert inputs.versions() == imprint()["built_from"]
        assert packing.content_hash(packing.frame(build.gather(inputs))) == imprint()["content"]
