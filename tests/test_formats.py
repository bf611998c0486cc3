"""Reading and writing in general: recognising, refusing, atomic files, golden files."""

from __future__ import annotations

import os
import signal
import types
import warnings
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from conflictlog.atomic import atomic_path
from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.errors import (
    FileNotReadable,
    InvalidFile,
    InvalidValue,
    UnknownFormat,
    UnknownName,
    UnknownOption,
)
from conflictlog.event import Event
from conflictlog.formats import (
    BrokenFormatWarning,
    ProblemsWarning,
    format_table,
    jsonlines,
    read,
    sniffing,
    write,
)
from conflictlog.formats.findings import Findings
from conflictlog.formats.opening import look
from conflictlog.log import EventLog
from conflictlog.report import Dataset
from tools.build_golden import golden_log

GOLDEN = Path(__file__).parent / "golden"
VISIT = EventLog([Event(id="v", kind="visit", when="2022-12-19", place="Minsk")])


# ------------------------------------------------------------------------------- golden files


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_golden_files_of_version_1_are_read_as_the_log_that_was_written(suffix: str) -> None:
    """Golden files of version 1 are read as the log that was written."""
    log = read(GOLDEN / "v1" / f"log{suffix}")
    assert log == golden_log()
    assert log.ids == golden_log().ids
    assert log.datasets == golden_log().datasets
    assert not log.problems.height


def test_the_golden_spreadsheet_holds_what_was_typed() -> None:
    """The golden spreadsheet holds what was typed."""
    log = read(GOLDEN / "v1" / "log.csv")
    assert log.ids == golden_log().ids
    assert log["e-raid"].links == golden_log()["e-raid"].links
    assert log["e-raid"].reports[0].estimates == golden_log()["e-raid"].reports[0].estimates
    assert log["e-visit"] == golden_log()["e-visit"]


# ------------------------------------------------------------------------- what is recognised


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".parquet", ".geoparquet", ".csv"])
def test_content_decides_and_not_the_name(tmp_path: Path, suffix: str) -> None:
    """Content decides, and not the name."""
    written = tmp_path / f"log{suffix}"
    write(VISIT, str(written))
    renamed = written.rename(tmp_path / "log.dat")
    assert read(renamed) == VISIT


def test_a_log_writes_itself(tmp_path: Path) -> None:
    """A log writes itself."""
    VISIT.write(tmp_path / "visit.jsonl")
    assert read(tmp_path / "visit.jsonl") == VISIT


def test_the_sample_comes_back_from_every_lossless_format(tmp_path: Path) -> None:
    """The sample comes back from every lossless format."""
    sample = minsk_kyiv_2022()
    for suffix in (".jsonl", ".parquet"):
        write(sample, tmp_path / f"sample{suffix}")
        back = read(tmp_path / f"sample{suffix}")
        assert back == sample
        assert back.datasets == sample.datasets


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html><html>", "a web page"),
        (b'{"type": "FeatureCollection"}', "JSON without a heading"),
        (b"PK\x03\x04 and so on", "ZIP archive"),
        (b"%PDF-1.7", "a PDF"),
        ("когда;где".encode("utf-16"), "'когда;где'"),
        (b"a,b,c\n1,2,3\n", "'a,b,c'"),
        (b"\x00\x01\x02", "binary data"),
        (b"\n\n  \n", "blank"),
    ],
)
def test_a_file_of_another_format_is_named_for_what_it_is(
    tmp_path: Path, content: bytes, words: str
) -> None:
    """A file of another format is named for what it is."""
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(UnknownFormat, match=r"expected a file of one of") as caught:
        read(path)
    assert words in str(caught.value)


def test_a_table_of_no_known_format_is_told_how_to_be_read(tmp_path: Path) -> None:
    """Any table is read through a mapping; what is no table is not sent there."""
    path = tmp_path / "mine.csv"
    path.write_bytes(b"day,town\n2022-12-19,Minsk\n")
    with pytest.raises(UnknownFormat, match=r"suggest_mapping\(path\)"):
        read(path)
    for other in (b"%PDF-1.7\x00", b'{"data": []}', b"<html>"):
        path.write_bytes(other)
        with pytest.raises(UnknownFormat) as caught:
            read(path)
        assert "suggest_mapping" not in str(caught.value)


def test_the_warning_counts_each_row_once_and_the_whole_file_apart() -> None:
    """A rejected row is not kept as well, and what is said of the file is said of no row."""
    findings = Findings("some.csv")
    findings.add(2, "no date", column="when")
    findings.add(2, "no such code", column="kind", outcome="kept")
    findings.note_encoding("cp1252", guessed=True)
    told = r"some.csv: 1 row rejected, 1 remark on the whole file; first: row 2, when: no date;"
    with pytest.warns(ProblemsWarning, match=told):
        findings.warn()
    alone = Findings("some.csv")
    alone.note_encoding("cp1252", guessed=True)
    with pytest.warns(ProblemsWarning, match=r"1 remark on the whole file; first: nothing says"):
        alone.warn()


def test_bytes_that_fit_several_encodings_are_shown_with_their_line(tmp_path: Path) -> None:
    """Bytes that fit several encodings are shown with their line, and what each makes of them."""
    path = tmp_path / "latin.csv"
    path.write_bytes(b"event,when\na \xcaity,2022\n")
    with pytest.raises(InvalidFile, match=r"line 2: byte 0xca is not UTF-8.*Êity.*save it again"):
        read(path)


def test_what_a_spreadsheet_on_windows_saves_is_read(tmp_path: Path) -> None:
    """Letters tell Windows-1252 where they can; that it was told so is listed."""
    path = tmp_path / "latin.csv"
    path.write_bytes("event,when,title\nz,2022,Zürich’s café\n".encode("cp1252"))
    with pytest.warns(ProblemsWarning, match="read as cp1252"):
        log = read(path)
    assert log[0].title == "Zürich’s café"
    assert read(path, encoding="cp1252") == log


def test_a_letter_may_be_cut_by_the_end_of_the_head(tmp_path: Path) -> None:
    """A letter may be cut by the end of the head: that is no fault of the file."""
    path = tmp_path / "long.txt"
    path.write_text("a" + "ї" * 70_000, encoding="utf-8")
    assert look(path).text is not None


def test_missing_files_folders_and_empty_files_are_refused(tmp_path: Path) -> None:
    """Missing files, folders and empty files are refused, each with a cure."""
    (tmp_path / "events.jsonl").write_text("x")
    with pytest.raises(FileNotReadable, match=r"does not exist.*did you mean 'events.jsonl'"):
        read(tmp_path / "event.jsonl")
    with pytest.raises(FileNotReadable, match=r"folder .* does not exist either"):
        read(tmp_path / "nowhere" / "event.jsonl")
    with pytest.raises(FileNotReadable, match=r"is a directory.*name one file"):
        read(tmp_path)
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(InvalidFile, match=r"is empty"):
        read(tmp_path / "empty.csv")
    with pytest.raises(OSError, match=r"does not exist"):
        read("nowhere.csv")
    with pytest.raises(InvalidValue, match=r"path is 5"):
        read(5)


def test_a_cut_gzip_file_is_refused(tmp_path: Path) -> None:
    """A cut gzip file is refused."""
    path = tmp_path / "log.jsonl.gz"
    write(minsk_kyiv_2022(), path)
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(InvalidFile, match=r"truncated gzip"):
        read(path)


def test_mistyped_options_name_the_nearest(tmp_path: Path) -> None:
    """Mistyped options name the nearest."""
    path = tmp_path / "log.csv"
    write(VISIT, path)
    with pytest.raises(UnknownOption, match=r"'date_formt'.*did you mean 'date_format'"):
        read(path, date_formt="%d/%m/%Y")
    with pytest.raises(UnknownFormat, match=r"'json'.*did you mean 'jsonl'"):
        read(path, format="json")
    with pytest.raises(UnknownName, match=r"errors is 'rise'.*did you mean 'raise'"):
        read(path, errors="rise")
    with pytest.raises(UnknownOption, match=r"writing jsonl takes no 'losy'"):
        write(VISIT, tmp_path / "log.jsonl", losy="allow")


# ------------------------------------------------------------------------------------ writing


def test_an_unknown_suffix_names_the_known(tmp_path: Path) -> None:
    """An unknown suffix names the known."""
    with pytest.raises(UnknownFormat, match=r"suffix '.jsn'.*\.parquet.*did you mean '.jsonl'"):
        write(VISIT, tmp_path / "log.jsn")
    write(VISIT, tmp_path / "log.jsn", format="jsonl")
    assert read(tmp_path / "log.jsn") == VISIT
    with pytest.raises(UnknownFormat, match=r"only read"):
        write(VISIT, tmp_path / "log.csv", format="ucdp-ged")
    with pytest.raises(InvalidValue, match=r"log is a list"):
        write([], tmp_path / "log.csv")


def test_what_a_licence_forbids_is_written_only_when_told(tmp_path: Path) -> None:
    """What a licence forbids is written only when told."""
    closed = EventLog(VISIT, datasets=[Dataset("ACLED", redistributable=False)])
    with pytest.raises(InvalidValue, match=r"ACLED.*republish=True"):
        write(closed, tmp_path / "log.jsonl")
    assert not list(tmp_path.iterdir())
    write(closed, tmp_path / "log.jsonl", republish=True)
    assert read(tmp_path / "log.jsonl").datasets == closed.datasets


def test_a_failing_writer_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failing writer leaves the old file and nothing else."""
    path = tmp_path / "log.jsonl"
    write(VISIT, path)
    before = path.read_bytes()

    def fail(event: Event) -> None:
        raise RuntimeError(event.id)

    monkeypatch.setattr(jsonlines, "event_to_json", fail)
    with pytest.raises(RuntimeError, match=r"v"):
        write(VISIT, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    """A file appears only when it is whole, with the rights of the one that it replaces."""
    path = tmp_path / "new.txt"
    with atomic_path(path) as fresh:
        fresh.write_text("one")
        assert not path.exists()
    path.chmod(0o640)
    with atomic_path(path) as fresh:
        fresh.write_text("two")
        assert path.read_text() == "one"
    assert path.read_text() == "two"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_written_through(tmp_path: Path) -> None:
    """A link is written through, and stays a link."""
    target = tmp_path / "target.jsonl"
    link = tmp_path / "link.jsonl"
    target.write_text("old")
    link.symlink_to(target)
    write(VISIT, link)
    assert link.is_symlink()
    assert read(target) == VISIT


def test_folders_are_not_written_over_and_not_made(tmp_path: Path) -> None:
    """Folders are not written over, and not made."""
    with pytest.raises(FileNotReadable, match=r"existing folder"):
        write(VISIT, tmp_path / "nowhere" / "log.jsonl")
    (tmp_path / "dir.jsonl").mkdir()
    with pytest.raises(FileNotReadable, match=r"is a directory"):
        write(VISIT, tmp_path / "dir.jsonl")


# ----------------------------------------------------------------------------- other packages


def plug_in(monkeypatch: pytest.MonkeyPatch, **members: object) -> None:
    """Install a format of another package, or one that fails to load."""
    point = EntryPoint("theirs", "their_package.module", sniffing.GROUP)
    module = types.SimpleNamespace(**members) if members else None

    def load(_: EntryPoint) -> object:
        if module is None:
            raise ImportError("no module named 'their_need'")
        return module

    monkeypatch.setattr(sniffing, "entry_points", lambda **_: [point])
    monkeypatch.setattr(EntryPoint, "load", load)


def test_a_broken_plug_in_warns_and_the_others_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken plug-in warns, and the others work."""
    write(VISIT, tmp_path / "log.jsonl")
    plug_in(monkeypatch)
    with pytest.warns(BrokenFormatWarning, match=r"'theirs'.*their_package.*no module named"):
        assert read(tmp_path / "log.jsonl") == VISIT
    plug_in(monkeypatch, NAME="half", SUFFIXES=())
    with pytest.warns(BrokenFormatWarning, match=r"it has no sniff, read"):
        format_table()


def test_a_plug_in_reads_its_own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plug-in reads its own files."""

    def read_theirs(path: Path, *, errors: str = "collect") -> EventLog:
        return VISIT

    plug_in(
        monkeypatch,
        NAME="theirs",
        SUFFIXES=(".thr",),
        sniff=lambda head: head.data.startswith(b"THEIRS"),
        read=read_theirs,
    )
    path = tmp_path / "x.thr"
    path.write_bytes(b"THEIRS")
    assert read(path) is VISIT
    with pytest.raises(UnknownFormat, match=r"suffix '.thr'"):
        write(VISIT, path)


def test_two_formats_that_claim_a_file_are_both_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two formats that claim a file are both named; a failing sniff warns."""
    write(VISIT, tmp_path / "log.jsonl")
    plug_in(monkeypatch, NAME="all", SUFFIXES=(), sniff=lambda _: True, read=print)
    with pytest.raises(UnknownFormat, match=r"could be jsonl or all.*format='jsonl'"):
        read(tmp_path / "log.jsonl")
    assert read(tmp_path / "log.jsonl", format="jsonl") == VISIT
    plug_in(monkeypatch, NAME="bad", SUFFIXES=(), sniff=lambda _: 1 / 0, read=print)
    with pytest.warns(BrokenFormatWarning, match=r"'bad' failed to look"):
        assert read(tmp_path / "log.jsonl") == VISIT


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path) -> None:
    """Where no room is left, every writer says so, and the old file stays as it was."""
    resource = pytest.importorskip("resource")
    suffixes = ["jsonl", "jsonl.gz", "parquet", "csv"]
    log = minsk_kyiv_2022()
    log.derived
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    usual = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    told = []
    for suffix in suffixes:
        path = tmp_path / f"log.{suffix}"
        path.write_text("old")
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                write(log, path)
        except FileNotReadable as error:
            told.append(str(error))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert path.read_text() == "old"
    signal.signal(signal.SIGXFSZ, usual)
    assert len(told) == len(suffixes)
    assert all("could not be written" in words and "make room" in words for words in told)
    assert len(list(tmp_path.iterdir())) == len(suffixes)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes have names here")
def test_a_pipe_is_no_place_for_a_file(tmp_path: Path) -> None:
    """What is written whole takes the place of what was there: of a pipe or a device never."""
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    with pytest.raises(FileNotReadable, match=r"a device, a pipe or a socket"):
        write(VISIT, pipe)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize(
    "suffix",
    [suffix for fmt in format_table().values() if hasattr(fmt, "write") for suffix in fmt.SUFFIXES],
)
def test_a_log_without_events_comes_back_from_every_format(tmp_path: Path, suffix: str) -> None:
    """A table of no rows of our own making is whole."""
    write(EventLog([]), tmp_path / f"none{suffix}")
    log = read(tmp_path / f"none{suffix}")
    assert log == EventLog([])
    assert not log.problems.height


def test_names_that_no_file_can_have_are_refused(tmp_path: Path) -> None:
    """A name too long, and one with a NUL, are told by errors of ours."""
    long = tmp_path / f"{'x' * 300}.jsonl"
    with pytest.raises(FileNotReadable, match="does not exist"):
        read(long)
    with pytest.raises(FileNotReadable, match="cannot be written"):
        write(VISIT, long)
    for call in (lambda: read("a\0.jsonl"), lambda: write(VISIT, "a\0.jsonl")):
        with pytest.raises(InvalidValue, match="path is"):
            call()
