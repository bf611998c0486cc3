"""Logs in files: the same answers as in memory, piece by piece; and files that are no log."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import attrs
import polars as pl
import pytest

pytest.importorskip("hypothesis")

from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import conflictlog as cl
from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.errors import (
    DuplicateId,
    FileNotReadable,
    InvalidFile,
    InvalidValue,
    NewerSchema,
    UnknownFormat,
    UnknownName,
)
from conflictlog.event import Event, Link
from conflictlog.formats import geoparquet
from conflictlog.formats.geoparquet.inspecting import look_into
from conflictlog.log import EventLog
from conflictlog.report import Coverage, Dataset, Estimate, Report
from conflictlog.scanning import chunks, files, scan
from conflictlog.testing import many_reports
from tests.asked import queries, telling_logs

SAMPLE = minsk_kyiv_2022()
DECEMBER = Dataset(
    "ours", coverage=Coverage(first="2022-12-01", last="2022-12-31"), redistributable=True
)


def parted(log, sizes, folder, *, current=True):
    """Write a log into several files; without current derived columns where told."""
    paths = []
    start = 0
    for number, size in enumerate([*sizes, len(log)]):
        path = Path(folder) / f"part-{number}.parquet"
        log[start : start + size].write(path)
        if not current:
            kept = pl.read_parquet_metadata(path)
            head = json.loads(kept["conflictlog"])
            head["derived"] = "another release"
            kept = {key: text for key, text in kept.items() if key != "ARROW:schema"}
            kept["conflictlog"] = json.dumps(head)
            pl.read_parquet(path).write_parquet(path, metadata=kept)
        paths.append(path)
        start += size
    return paths


def same(left, right):
    """Say whether two tables are equal, numbers to the last digits."""
    assert_frame_equal(left, right, abs_tol=1e-9)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    """Cut files into pieces and row groups of few rows: so that sums are really added up."""
    monkeypatch.setattr(chunks, "_BLOCK", 3)
    monkeypatch.setattr(chunks, "_WIDE", 4)
    monkeypatch.setattr(files, "_HASHES", 4)
    monkeypatch.setattr(geoparquet, "_ROW_GROUP", 2)


#: Each example writes and reads several files: few are drawn.
FEW = 8
PIECES = st.lists(st.integers(0, 3), max_size=2)


@settings(max_examples=FEW)
@given(data=st.data(), log=telling_logs(max_size=4), sizes=PIECES, current=st.booleans())
def test_scans_keep_what_logs_keep(data, log, sizes, current):
    """What is collected, in which order, with which doubts; and every answer and count."""
    query, further = data.draw(queries(log)), data.draw(queries(log, size=2))
    certainty = data.draw(st.sampled_from(["possible", "certain"]))
    with tempfile.TemporaryDirectory() as folder:
        opened = scan(parted(log, sizes, folder, current=current))
        assert opened.height == len(log)
        same(opened.answers(query), log.answers(query))
        assert opened.explain(query) == query.explain(log)
        asked = opened.filter(query, certainty=certainty)
        wanted = log.filter(query, certainty=certainty)
        found = asked.collect()
        assert found.ids == wanted.ids
        assert found == wanted
        assert found.filtered_by == wanted.filtered_by
        assert len(asked) == len(wanted)
        assert asked.filter(further).collect().ids == wanted.filter(further).ids
        assert {event.id for event in asked} == {*wanted.ids}


BY = st.sampled_from(
    [
        None,
        *("day", "month", "year", "kind", "country", "admin1", "actor", "source", "status"),
        ("month", "kind"),
        ("year", "source"),
        ("kind", "country"),
    ]
)
KEYS = st.sampled_from(["kind", "country", "actor", "source", "year"])
HOW = st.fixed_dictionaries(
    {"depth": st.integers(1, 2), "planned": st.booleans()},
    optional={"spans": st.sampled_from(["once", "begins"])},
)


@settings(max_examples=FEW)
@given(data=st.data(), log=telling_logs(max_size=4), sizes=PIECES, by=BY, key=KEYS, how=HOW)
def test_scans_sum_up_what_logs_sum_up(data, log, sizes, by, key, how):
    """Counts, sums and rankings, of all events and of those that a query keeps."""
    log = EventLog(log, datasets=[DECEMBER])
    query = data.draw(queries(log, size=2))
    window = data.draw(st.sampled_from([None, "2022-12", ("2021-12-30", "2023-02")]))
    window = "2022" if window is None and by is not None and "day" in by else window
    with tempfile.TemporaryDirectory() as folder:
        opened = scan(parted(log, sizes, folder))
        for whole, pieces in ((log, opened), (log.filter(query), opened.filter(query))):
            same(
                pieces.counts(by=by, window=window, **how),
                whole.counts(by=by, window=window, **how),
            )
            if key != "year":
                same(pieces.top(key, 3, **how), whole.top(key, 3, **how))
            try:
                wanted = whole.sums("killed", by=by, window=window, **how)
            except InvalidValue as error:
                with pytest.raises(InvalidValue, match=error.seen[:20]):
                    pieces.sums("killed", by=by, window=window, **how)
            else:
                same(pieces.sums("killed", by=by, window=window, **how), wanted)


def test_parts_in_other_files_are_not_added_twice(tmp_path):
    """Parts in other files are not added twice, nor are wholes; a circle is named."""

    def told(number):
        return [Report(source="AFP", estimates={"killed": Estimate(number)})]

    log = EventLog(
        [
            Event(id="wave", reports=told(9)),
            Event(id="a", reports=told(4), links=[Link(type="part_of", target="wave")]),
            Event(id="b", reports=told(3), links=[Link(type="part_of", target="wave")]),
            Event(id="c", reports=told(1), links=[Link(type="part_of", target="gone")]),
        ]
    )
    opened = scan(parted(log, [1, 1, 1], tmp_path))
    for take, best in (("leaves", 8), ("parents", 10)):
        same(opened.sums("killed", take=take), log.sums("killed", take=take))
        assert opened.sums("killed", take=take)["best"].item() == best
    round_ = [
        Event(id="x", links=[Link(type="part_of", target="y")]),
        Event(id="y", links=[Link(type="part_of", target="x")]),
    ]
    with pytest.raises(InvalidValue, match="'x', 'y'"):
        scan(parted(EventLog(round_), [1], tmp_path)).sums("killed")


def test_counts_and_units_that_no_file_knows_are_refused(tmp_path):
    """Counts and units that no file knows are refused with the nearest, as in memory."""
    opened = scan(parted(SAMPLE, [5], tmp_path))
    with pytest.raises(UnknownName, match="downed"):
        opened.sums("downd")
    with pytest.raises(UnknownName, match="months"):
        opened.counts(by="months")
    with pytest.raises(InvalidValue, match="whole number"):
        opened.top("kind", 0)
    with pytest.raises(UnknownName, match="certain"):
        opened.filter(cl.kind("strike"), certainty="certainly")
    with pytest.raises(InvalidValue, match="expected a query"):
        opened.filter("kind = strike")


def test_nothing_is_read_until_an_answer_is_wanted(tmp_path):
    """Nothing is read until an answer is wanted; a scan prints what it will ask, and of what."""
    (path,) = parted(SAMPLE, [], tmp_path)
    opened = scan(str(path))
    path.unlink()
    asked = opened.filter(cl.kind("strike")).filter(cl.on("2022-12-19"), certainty="certain")
    assert repr(asked).splitlines() == [
        "<LogScan of 'part-0.parquet'",
        "  .filter(kind('strike'))",
        "  .filter(on('2022-12-19'), certainty='certain')>",
    ]
    assert asked == opened.filter(cl.kind("strike")).filter(
        cl.on("2022-12-19"), certainty="certain"
    )
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        asked.filters = ()
    with pytest.raises(InvalidFile, match=r"part-0\.parquet"):
        asked.collect()


def test_row_groups_of_other_days_are_ruled_out(tmp_path):
    """Row groups of other days are ruled out by flat columns; the rest is asked again."""
    log = EventLog.from_frame(many_reports(500, seed=3, reports=(1, 1)))
    (path,) = parted(log, [], tmp_path)
    opened = scan(path)
    query = cl.during("2022-12") & cl.near((50.45, 30.52), km=50) & (cl.confidence >= 0.6)
    coarse = chunks.rows_of(opened.files[0], query)
    assert len(log.filter(query)) <= len(coarse) < 100
    assert opened.filter(query).collect() == log.filter(query)
    either = cl.on("2022-12-19") | ~(cl.confidence < 0.9) | ~cl.near((50.45, 30.52), km=500)
    assert opened.filter(either).collect() == log.filter(either)


def test_what_no_file_matches_is_said(tmp_path):
    """What no file matches is said, as are folders, empty lists and files that come twice."""
    paths = parted(SAMPLE, [3], tmp_path)
    with pytest.raises(FileNotReadable, match="no file matches"):
        scan(tmp_path / "*.parq")
    with pytest.raises(FileNotReadable, match=r"\*\.parquet"):
        scan(tmp_path)
    with pytest.raises(FileNotReadable, match="does not exist"):
        scan(tmp_path / "part-9.parquet")
    with pytest.raises(InvalidValue, match="empty list"):
        scan([])
    with pytest.raises(InvalidValue, match="path is 3"):
        scan(3)
    with pytest.raises(InvalidValue, match="named twice"):
        scan([paths[0], tmp_path / "part-*.parquet"])
    assert len(scan([str(tmp_path / "part-*.parquet")])) == len(SAMPLE)


def test_a_name_with_brackets_is_no_glob(tmp_path):
    """A name with brackets is no glob where such a file exists."""
    SAMPLE.write(tmp_path / "log[1].parquet")
    assert scan(tmp_path / "log[1].parquet").collect() == SAMPLE
    assert geoparquet.read(tmp_path / "log[1].parquet") == SAMPLE


def test_files_that_are_no_log_are_refused(tmp_path):
    """Parquet of others, other files, damaged ones and those of newer releases are refused."""
    (path,) = parted(SAMPLE, [], tmp_path)
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "other.parquet")
    with pytest.raises(UnknownFormat, match=r"other\.parquet is Parquet, but not a log"):
        scan(tmp_path / "other.parquet")
    SAMPLE.write(tmp_path / "log.jsonl")
    with pytest.raises(InvalidFile, match=r"log\.jsonl is no Parquet"):
        scan(tmp_path / "log.jsonl")
    (tmp_path / "cut.parquet").write_bytes(path.read_bytes()[:2000])
    with pytest.raises(InvalidFile, match=r"cut\.parquet"):
        scan(tmp_path / "cut.parquet")
    kept = pl.read_parquet_metadata(path)
    head = {**json.loads(kept["conflictlog"]), "schema": 99, "needs": "conflictlog>=9"}
    pl.read_parquet(path).write_parquet(
        tmp_path / "newer.parquet", metadata={"conflictlog": json.dumps(head)}
    )
    with pytest.raises(NewerSchema, match="conflictlog>=9"):
        scan([path, tmp_path / "newer.parquet"])


def test_files_of_different_versions_are_no_one_log(tmp_path, monkeypatch):
    """Files of different versions of the schema are refused, both named."""
    one, two = parted(SAMPLE, [4], tmp_path)
    monkeypatch.setattr(
        files,
        "look_into",
        lambda path: attrs.evolve(look_into(path), version=1 if path == one else 2),
    )
    with pytest.raises(InvalidFile, match=r"part-1.* version 2 .*part-0.* 1.*write them again"):
        scan([one, two])


def test_an_id_in_two_files_is_an_error(tmp_path):
    """An id in two files is an error that names it and both, whatever is asked."""
    parted(SAMPLE, [], tmp_path)
    SAMPLE[:2].write(tmp_path / "again.parquet")
    opened = scan(tmp_path / "*.parquet")
    first = min(SAMPLE[:2].ids)
    for ask in (opened.collect, opened.counts, lambda: opened.answers(cl.kind("strike"))):
        with pytest.raises(DuplicateId, match=r"again.parquet and in part-0.parquet") as told:
            ask()
        assert repr(first) in str(told.value)


def test_files_of_the_first_release_are_scanned():
    """Files of every released version are scanned, though they keep no derived columns."""
    golden = sorted((Path(__file__).parent / "golden" / "v1").glob("*.parquet"))
    for path in golden:
        opened = scan(path)
        assert opened.collect() == geoparquet.read(path)
        same(opened.counts(by="kind"), geoparquet.read(path).counts(by="kind"))
        assert "slower" in repr(opened)
