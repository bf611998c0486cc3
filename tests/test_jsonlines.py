"""JSON Lines: lossless, written by hand too, every fault of a line at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conflictlog.errors import ConflictlogError, InvalidFile, NewerSchema, UnknownFormat
from conflictlog.event import Event
from conflictlog.formats import ProblemsWarning, read, write
from conflictlog.formats.jsonlines.structuring import event_from_json
from conflictlog.formats.jsonlines.unstructuring import event_to_json
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.report import Actor, Claimant, Estimate, Report, Source
from conflictlog.when import When

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.testing import events, logs

HEAD = '{"conflictlog": "log", "schema": 1}\n'

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
words = st.sampled_from(
    ["kind", "when", "places", "place", "reports", "source", "estimates", "lat", "name", "edtf"]
)
json_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(words | st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)


def typed(tmp_path: Path, *lines: str, head: str = HEAD) -> Path:
    """Write a file as a person would."""
    path = tmp_path / "typed.jsonl"
    path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@given(logs())
def test_a_log_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, log: EventLog
) -> None:
    """A log comes back as it was: events, order, data sets, without problems."""
    path = tmp_path_factory.getbasetemp() / "law.jsonl"
    write(log, path, republish=True)
    back = read(path)
    assert back == log
    assert back.ids == log.ids
    assert back.datasets == log.datasets
    assert not back.problems.height


@given(events())
def test_an_event_comes_back_from_json_text(event: Event) -> None:
    """An event comes back from JSON text, the wording of its time included."""
    back, faults = event_from_json(json.loads(json.dumps(event_to_json(event))))
    assert not faults
    assert back == event
    assert (back.when and back.when.text) == (event.when and event.when.text)


@given(json_values)
def test_no_json_does_more_than_fail_with_our_errors(record: Any) -> None:
    """No JSON does more than fail with our errors."""
    event, faults = event_from_json(record)
    assert (event is None) == bool(faults)
    assert all(isinstance(fault.error, ConflictlogError) for fault in faults)


def test_what_says_nothing_is_left_out(tmp_path: Path) -> None:
    """What says nothing is left out, and the id comes first."""
    path = tmp_path / "log.jsonl"
    write(EventLog([Event(id="a", kind="visit", reports=[Report(source="AFP", id="r")])]), path)
    head, line = path.read_text().splitlines()
    assert json.loads(head) == {
        "conflictlog": "log",
        "schema": 1,
        "needs": "conflictlog>=0.1.0",
        "confidence_model": "conflictlog-2026.1",
        "datasets": [],
    }
    assert line == ('{"id":"a","kind":"visit","reports":[{"id":"r","source":{"outlet":"AFP"}}]}')


def test_the_same_log_gives_the_same_bytes_gzipped_too(tmp_path: Path) -> None:
    """The same log gives the same bytes, gzipped too."""
    log = EventLog([Event(kind="visit")])
    for name in ("one.jsonl.gz", "two.jsonl.gz"):
        write(log, tmp_path / name)
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()


def test_a_person_may_write_in_short(tmp_path: Path) -> None:
    """A person may write in short."""
    record = {
        "kind": ["attack", "strike"],
        "when": "2022-12-19",
        "place": "Kyiv",
        "actors": ["Ukraine", {"name": "Russia", "role": "initiator", "country": "Russia"}],
        "facets": {"weapon": "drone"},
        "notes": None,
        "reports": [
            {
                "source": "AFP",
                "claimant": "Ukraine",
                "places": ["Kyiv", {"lat": 50.45, "lon": 30.52}],
                "when": {"edtf": "2022-12-19", "tz": "Europe/Kyiv", "throughout": True},
                "estimates": {"downed": 30, "launched": {"best": 35, "scope": "nationwide"}},
            },
            {"source": {"outlet": "TASS"}, "when": {"began_by": "2022-12-19"}},
        ],
    }
    (event,) = read(typed(tmp_path, json.dumps(record)))
    assert event == Event(
        kind=["attack", "strike"],
        when="2022-12-19",
        place="Kyiv",
        actors=["Ukraine", Actor("Russia", role="initiator", country="RUS")],
        facets={"weapon": ["drone"]},
        reports=[
            Report(
                source=Source("AFP"),
                claimant=Claimant("Ukraine"),
                places=[Place("Kyiv"), Place(lat=50.45, lon=30.52)],
                when=When("2022-12-19", tz="Europe/Kyiv", throughout=True),
                estimates={"downed": 30, "launched": Estimate(35, scope="nationwide")},
            ),
            Report(source="TASS", when=When(began_by="2022-12-19")),
        ],
    )


def test_every_fault_of_a_line_is_listed_with_its_path(tmp_path: Path) -> None:
    """Every fault of a line is listed with its path, its value and a cure."""
    wrong = {
        "phase": "hapened",
        "sensitive": "yes",
        "place": {"lat": 91, "lon": 30},
        "reports": [
            {
                "source": {"outlt": "AFP", "outlet": "AFP"},
                "places": ["Kyiv", {"lat": 200, "lon": 3}],
                "estimates": {"downed": True},
                "when": "19/12/2022",
                "actors": [{"name": "X", "country": 5}],
            }
        ],
    }
    path = typed(tmp_path, json.dumps(wrong), '{"id": "fine", "place": "Minsk"}')
    with pytest.warns(ProblemsWarning, match=r"typed.jsonl: 1 row rejected; first: row 2, \$"):
        log = read(path)
    assert log.ids == ("fine",)
    rows = {row["column"]: row for row in log.problems.iter_rows(named=True)}
    assert set(rows) == {
        "$.phase",
        "$.sensitive",
        "$.place.lat",
        "$.reports[0].source.outlt",
        "$.reports[0].places[1].lat",
        "$.reports[0].estimates.downed.best",
        "$.reports[0].when",
        "$.reports[0].actors[0].country",
    }
    assert all(row["row"] == 2 and row["outcome"] == "rejected" for row in rows.values())
    assert rows["$.phase"]["value"] == '"hapened"'
    assert "did you mean 'happened'" in rows["$.phase"]["hint"]
    assert "did you mean 'outlet'" in rows["$.reports[0].source.outlt"]["hint"]
    with pytest.raises(InvalidFile, match=r"line 2: \$\.place\.lat.*and \$\.phase"):
        read(path, errors="raise")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"kind": "visit"', "cut off|no JSON"),
        ('{"notes": NaN}', "NaN is no number"),
        ('{"notes": "a", "notes": "b"}', "'notes' occurs twice"),
        ("[" * 100_000, "no JSON"),
        ("5", r"event is 5"),
        ('{"when": {}}', "text under 'edtf'"),
        ('{"when": {"tz": "Europe/Kyiv"}}', "text under 'edtf'"),
        ('{"when": 2022}', "when is 2022"),
        ('{"place": "a", "places": ["b"]}', "both 'place' and 'places'"),
        ('{"reports": [{"claimant": {}}]}', "claimant has no name"),
        ('{"title": "\\ud800"}', "ud800 is half a letter"),
        ('{"reports": [{"locator": {"row": 99999999999999999999}}]}', "row is 9999"),
    ],
)
def test_a_bad_line_is_told_from_the_good_ones(tmp_path: Path, line: str, words: str) -> None:
    """A bad line is told from the good ones."""
    path = typed(tmp_path, '{"id": "one"}', line, '{"id": "two"}')
    with pytest.raises(InvalidFile, match=words):
        read(path, errors="raise")
    with pytest.warns(ProblemsWarning, match=r"1 row rejected"):
        log = read(path)
    assert log.ids == ("one", "two")
    assert log.problems["row"].to_list() == [3]


def test_bytes_that_are_not_utf8_spoil_their_line_alone(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 spoil their line alone."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(HEAD.encode() + b'{"id": "z\xfcrich"}\n{"id": "b"}\n')
    with pytest.warns(ProblemsWarning, match=r"byte 0xfc"):
        log = read(path, format="jsonl")
    assert log.ids == ("b",)


def test_one_id_with_two_contents_is_kept_twice_and_listed(tmp_path: Path) -> None:
    """One id with two contents is kept twice and listed; an equal event is kept once."""
    path = typed(
        tmp_path,
        '{"id": "a", "kind": "visit"}',
        '{"id": "a", "kind": "strike"}',
        '{"id": "a", "kind": "visit"}',
    )
    with pytest.warns(ProblemsWarning, match=r"1 row kept with a flaw"):
        log = read(path)
    assert log.ids == ("a", "a.2")
    assert log.problems.row(0, named=True) | {"hint": ""} == {
        "file": "typed.jsonl",
        "row": 3,
        "column": "id",
        "value": "a",
        "problem": "the id 'a' stands for another event already",
        "hint": "",
        "outcome": "kept",
    }


def test_a_newer_schema_names_what_to_install(tmp_path: Path) -> None:
    """A newer schema names what to install."""
    head = '{"conflictlog": "log", "schema": 2, "needs": "conflictlog>=0.9"}\n'
    with pytest.raises(NewerSchema, match=r'schema is 2.*pip install --upgrade "conflictlog>=0.9"'):
        read(typed(tmp_path, head=head))


@pytest.mark.parametrize(
    "head",
    [
        '{"conflictlog": "log"}',
        '{"conflictlog": "log", "schema": true}',
        '{"conflictlog": "log", "schema": 0}',
        '{"conflictlog": "model", "schema": 1}',
        '{"conflictlog": "log", "schema": 1, "datasets": [{"nme": "x"}]}',
        '{"conflictlog": "log", "schema": 1, "datasets": {}}',
    ],
)
def test_a_faulty_heading_is_refused(tmp_path: Path, head: str) -> None:
    """A faulty heading is refused."""
    with pytest.raises(InvalidFile, match=r"typed.jsonl, line 1"):
        read(typed(tmp_path, head=head + "\n"))


def test_without_a_heading_it_is_told_what_to_add(tmp_path: Path) -> None:
    """Without a heading it is told what to add."""
    path = typed(tmp_path, '{"kind": "visit"}', head="")
    with pytest.raises(UnknownFormat, match=r'"schema": 1.*add it at the top'):
        read(path, format="jsonl")
    path.write_text("kind: visit\n")
    with pytest.raises(UnknownFormat, match=r"not JSON"):
        read(path, format="jsonl")


def test_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    """Blank lines and a byte-order mark do no harm."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode() + b'\r\n{"id": "a"}\r\n\n')
    assert read(path).ids == ("a",)
