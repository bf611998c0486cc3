"""How far a long read is: shown to people who look on, and to nobody else."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import conflictlog as cl
from conflictlog.errors import InvalidFile, InvalidValue
from conflictlog.formats import ProblemsWarning
from conflictlog.formats.progress import advance, counted, expect, showing, stage

TABLE = Path(__file__).parent / "data" / "ged" / "invented.csv"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def put_stderr(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None) -> None:
    """Put a stream in the place of stderr: pytest itself puts another one there for each test."""
    found = SimpleNamespace(stderr=stream, modules=sys.modules)
    monkeypatch.setattr("conflictlog.formats.progress.sys", found)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of stderr, with somebody before it."""
    for name in ("CI", "TERM", "TQDM_DISABLE"):
        monkeypatch.delenv(name, raising=False)
    stream = Terminal()
    put_stderr(monkeypatch, stream)
    return stream


def log_of(count: int) -> cl.EventLog:
    """Make a log of so many events."""
    return cl.EventLog(
        [cl.Event(id=f"e{n}", kind="visit", when="2022-12-19", place="Minsk") for n in range(count)]
    )


def written(folder: Path, name: str) -> Path:
    """Write 200 events in the format that a name asks for."""
    path = folder / name
    log_of(200).write(path, lossy="allow")
    return path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("log.jsonl", "reading"),
        ("log.jsonl.gz", "unpacking"),
        ("log.csv", "reading"),
        ("log.geojson", "building"),
        ("log.kml", "building"),
        ("log.timeline.json", "building"),
        ("log.timemap.json", "building"),
    ],
)
def test_a_terminal_shows_how_far_a_read_is(
    tmp_path: Path, terminal: Terminal, name: str, said: str
) -> None:
    """On a terminal a bar names the file and what is being done, and goes away at the end."""
    path = written(tmp_path, name)
    assert terminal.getvalue() == ""  # writing 200 events takes no half second
    log = cl.read(path, progress=True)
    assert len(log) == 200
    shown = terminal.getvalue()
    assert f"{name}: {said}:" in shown
    assert "%|" in shown
    assert "\n" not in shown
    assert shown.endswith("\r")
    assert shown.rsplit("\r", 2)[-2].strip() == ""


def test_tables_say_which_step_they_are_at(tmp_path: Path, terminal: Terminal) -> None:
    """A table, whose steps are one call each, names the step; packed, it counts bytes."""
    packed = tmp_path / "ged.csv.gz"
    packed.write_bytes(gzip.compress(TABLE.read_bytes()))
    with pytest.warns(ProblemsWarning):
        cl.read(packed, progress=True)
    steps = [step for step in terminal.getvalue().split("\r") if step.strip()]
    assert [step.split(": ")[1].strip() for step in steps][-4:] == [
        "decoding",
        "parsing",
        "building events",
        "laying out events",
    ]
    assert "B/s" in steps[0]


def test_answers_from_files_show_which_file_they_read(tmp_path: Path, terminal: Terminal) -> None:
    """A scan of several files names the one that is being read, and counts its rows."""
    for n in range(2):
        log = cl.EventLog([cl.Event(id=f"{n}-{m}", kind="visit") for m in range(300)])
        log.write(tmp_path / f"part{n}.parquet")
    files = cl.scan(tmp_path / "*.parquet", progress=True)
    assert terminal.getvalue() == ""  # nothing is read yet
    assert files.filter(cl.kind("visit")).counts(by="kind").height == 1
    shown = terminal.getvalue()
    assert "2 files: comparing ids" in shown
    assert "2 files: part0.parquet:" in shown
    assert "2 files: part1.parquet:" in shown
    assert shown.rsplit("\r", 2)[-2].strip() == ""
    with pytest.raises(InvalidValue, match="progress is 'yes'"):
        cl.scan(tmp_path / "*.parquet", progress="yes")


def test_a_write_shows_how_far_it_is(tmp_path: Path, terminal: Terminal) -> None:
    """A write that was asked to show a bar counts the events."""
    log_of(200).write(tmp_path / "log.jsonl", progress=True)
    assert "200" in terminal.getvalue()
    assert "events/s" in terminal.getvalue()


@pytest.mark.parametrize("progress", [None, False])
def test_short_reads_and_whoever_says_no_see_nothing(
    tmp_path: Path, terminal: Terminal, progress: bool | None
) -> None:
    """What takes no half second shows nothing unless it is told to."""
    cl.read(written(tmp_path, "log.jsonl"), progress=progress)
    assert terminal.getvalue() == ""


def test_large_files_and_long_reads_show_a_bar_by_themselves(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file shows its bar at once, any other when half a second has gone by."""
    with showing("large.csv", None, size=100_000_000):
        stage("decoding")
    assert "large.csv: decoding" in terminal.getvalue()
    with showing("packed.csv.gz", None, size=1_000_000):
        stage("unpacking", 1_000_000, "B")
        assert "packed" not in terminal.getvalue()
        expect(30_000_000)
        stage("decoding")
    assert "packed.csv.gz: decoding" in terminal.getvalue()
    clock = iter([0.0, 0.3, 0.6])
    monkeypatch.setattr("conflictlog.formats.progress.time.monotonic", lambda: next(clock))
    with showing("slow.csv", None):
        stage("unpacking", 100, "B")
        assert "slow" not in terminal.getvalue()
        advance(50)
        assert "slow.csv: unpacking:  50%|" in terminal.getvalue()


@pytest.mark.parametrize("where", ["pipe", "CI", "dumb", "nothing"])
def test_nothing_goes_where_nobody_looks(
    tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Pipes, files, CI and terminals that cannot rewrite a line stay clean, whatever was asked."""
    stream: io.StringIO | None = terminal
    if where == "pipe":
        stream = io.StringIO()
    elif where == "nothing":
        stream = None
    else:
        monkeypatch.setenv(*{"CI": ("CI", "true"), "dumb": ("TERM", "dumb")}[where])
    put_stderr(monkeypatch, stream)
    assert len(cl.read(written(tmp_path, "log.jsonl"), progress=True)) == 200
    assert stream is None or stream.getvalue() == ""


def test_notebooks_show_it_although_they_are_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook's stream is no terminal, but somebody looks at it."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("TERM", raising=False)
    stream = io.StringIO()
    put_stderr(monkeypatch, stream)

    class Kernel:
        kernel = "there"

    class Python:
        get_ipython: Callable[[], object] = staticmethod(Kernel)

    monkeypatch.setitem(sys.modules, "IPython", Python)
    with showing("log.csv", wanted=True):
        stage("parsing")
    assert "log.csv: parsing" in stream.getvalue()


def test_errors_and_warnings_find_a_clean_line(tmp_path: Path, terminal: Terminal) -> None:
    """Where a read fails or warns, the bar is gone before anything else is written."""
    path = tmp_path / "log.jsonl"
    path.write_text('{"conflictlog": "log", "schema": 1}\n' + '{"kind": 3}\n' * 300)
    with pytest.raises(InvalidFile):
        cl.read(path, errors="raise", progress=True)
    assert terminal.getvalue().endswith("\r")
    with pytest.warns(ProblemsWarning):
        cl.read(path, progress=True)
    assert terminal.getvalue().endswith("\r")


def test_a_bar_within_a_bar_is_none_and_ends_with_its_call(terminal: Terminal) -> None:
    """A read inside another shows nothing of its own; afterwards nothing is left behind."""
    before = threading.active_count()
    with showing("outer", wanted=True), showing("inner", wanted=True):
        assert list(counted("abc", "reading", 3, "rows")) == ["a", "b", "c"]
    assert "outer: reading" in terminal.getvalue()
    assert "inner" not in terminal.getvalue()
    assert threading.active_count() == before
    shown = terminal.getvalue()
    stage("parsing")
    advance(1)
    assert terminal.getvalue() == shown


@pytest.mark.parametrize("wanted", ["yes", 1, 0])
def test_progress_is_true_false_or_none(tmp_path: Path, wanted: object) -> None:
    """Any other word is refused."""
    path = written(tmp_path, "log.jsonl")
    with pytest.raises(InvalidValue, match=r"progress is .*True, False or None"):
        cl.read(path, progress=wanted)


def test_tqdm_is_loaded_for_a_bar_alone(tmp_path: Path) -> None:
    """Reading does not load tqdm where no bar is shown."""
    path = written(tmp_path, "log.jsonl")
    code = (
        f"import sys, conflictlog as cl; cl.read({str(path)!r}); assert 'tqdm' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
