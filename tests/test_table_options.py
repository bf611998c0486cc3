"""The options that readers of tables share: spelt once, taken by each, refused with the nearest."""

from __future__ import annotations

import importlib
import inspect
import typing
from pathlib import Path

import pytest

import conflictlog as cl
from conflictlog.errors import UnknownName, UnknownOption
from conflictlog.formats.options import Reading, TableOptions, check_options, reading_of
from conflictlog.report import Coverage, Dataset

READERS = (
    *("acled", "gdelt", "ged", "geoconfirmed", "gtd", "icews", "maverick", "polecat", "scad"),
    "viina",
)


@pytest.fixture(params=READERS)
def reader(request):
    """Give each module that reads tables of a data set."""
    return importlib.import_module(f"conflictlog.formats.{request.param}")


def test_the_options_stand_in_one_place(reader):
    """A reader spells only what is its own, and names where the others are explained."""
    own = inspect.signature(reader.read).parameters
    assert not own.keys() & TableOptions.__annotations__.keys()
    assert "`TableOptions`" in inspect.getdoc(reader.read)


def test_a_misspelt_option_is_refused_with_the_nearest(reader):
    """Before the file is looked at, and in the reader's own name."""
    with pytest.raises(UnknownOption, match=f"{reader.NAME} takes no 'keep_row'.*'keep_rows'"):
        reader.read(Path("missing.csv"), keep_row=True)


def test_errors_is_one_of_two_words(reader):
    """As everywhere."""
    with pytest.raises(UnknownName, match="colect"):
        reader.read(Path("missing.csv"), errors="colect")


def test_the_front_door_names_the_nearest_too(tmp_path):
    """Also of the options that one reader has for itself."""
    path = tmp_path / "candidate.csv"
    path.write_text("x\n1\n")
    with pytest.raises(UnknownOption, match="did you mean 'lag_days'"):
        cl.read(path, format="viina", lagdays=1)
    with pytest.raises(UnknownOption, match="did you mean 'encoding'"):
        cl.read(path, format="icews", encodng="utf-8")


def test_what_was_said_wins_over_what_the_file_tells():
    """A data set keeps its terms; when it was fetched, and what it covers, is of this reading."""
    terms = Dataset("GDELT", licence="any use", redistributable=True)
    coverage = Coverage(first="2018-01-01", last="2018-01-02")
    reading = Reading(retrieved="2026-01-02", coverage=coverage)
    told = reading.dataset_of(terms, version="2.0")
    assert (told.name, told.version, told.licence) == ("GDELT", "2.0", "any use")
    assert (told.retrieved, told.coverage) == ("2026-01-02", coverage)
    assert Reading(version="mine").dataset_of(terms, version="2.0").version == "mine"


def test_the_reading_has_a_field_for_each_option():
    """And of the same type."""
    fields = typing.get_type_hints(Reading)
    assert fields == typing.get_type_hints(TableOptions)


def test_readers_of_other_packages_may_take_anything():
    """Nothing is known of their options, so that none is refused."""

    def read(path, **options: Unknown):  # type: ignore[name-defined]  # noqa: F821 - its package is not at hand
        """Read nothing."""

    check_options(read, {"depth": 3}, "reading x")
    with pytest.raises(UnknownOption, match="it takes no options"):
        check_options(lambda path: path, {"depth": 3}, "reading x")


def test_options_are_checked_by_the_reader_that_takes_them():
    """So that a slip of the keyboard finds the reader's own."""

    def read(path, *, tz=None, **options: typing.Unpack[TableOptions]):
        """Read nothing."""

    assert reading_of("x", read, {"member": "a.csv"}) == Reading(member="a.csv")
    with pytest.raises(UnknownOption, match="did you mean 'member'"):
        reading_of("x", read, {"meber": "a.csv"})  # type: ignore[typeddict-unknown-key]
