"""TimelineJS to logs: ours back, and anybody's slides in JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from conflictlog.errors import ConflictlogError, InvalidFile
from conflictlog.formats.findings import Findings
from conflictlog.formats.geojson.reading import records_of
from conflictlog.formats.heading import read_datasets
from conflictlog.formats.jsonfile import plain_text, read_json, read_text
from conflictlog.formats.opening import Head
from conflictlog.formats.progress import counted
from conflictlog.formats.recording import log_of_records
from conflictlog.formats.timelinejs.writing import EVENT, MARK
from conflictlog.log import EventLog
from conflictlog.report import Dataset
from conflictlog.when import When, to_json

__all__ = ["read", "sniff"]

_PARTS: Final = ("year", "month", "day")
_COLUMNS: Final = ("Year", "Month", "Day", "Time", "End Year", "Headline", "Media")


def sniff(head: Head) -> bool:
    """Recognise slides: JSON with start dates, or the columns of the spreadsheet."""
    text = (head.text or "").lstrip()
    if text[:1] == "{":
        return ('"events"' in text and '"start_date"' in text and '"text"' in text) or MARK in text
    return all(name in head.first_line.split(",") for name in _COLUMNS)


def read(path: Path, *, errors: str = "collect", tz: str | None = None) -> EventLog:
    """Read slides as events.

    Parameters
    ----------
    path
        JSON, or CSV with the columns of TimelineJS's spreadsheet.
    errors
        "collect" or "raise".
    tz
        Whose clock the times of day are; without it only their days are read, and the
        problems say so.

    Raises
    ------
    InvalidFile
        Where there is no list of events.
    """
    findings = Findings(path.name, errors)
    text = read_text(path)
    if text.lstrip()[:1] != "{":
        title, slides = _rows(text, path)
    else:
        root = read_json(path)
        if not isinstance(root.get("events"), list):
            raise InvalidFile(
                f"{path.name}: events is {type(root.get('events')).__name__}",
                expected="a list of slides",
                remedy="export it again from TimelineJS",
            )
        if MARK in root:
            ours = [
                slide.get(EVENT) if isinstance(slide, Mapping) else None for slide in root["events"]
            ]
            datasets = read_datasets(root, path.name)
            return log_of_records(records_of(ours, findings), findings, datasets)
        title, slides = _titled(root.get("title")), root["events"]
        if root.get("eras"):
            findings.add(0, "eras are not read", value=len(root["eras"]), outcome="kept")
    name = title or path.name.split(".")[0]
    reader = _Slides(findings, name, tz)
    return log_of_records(reader.records(slides), findings, (Dataset(name),))


def _titled(slide: object) -> str | None:
    text = slide.get("text") if isinstance(slide, Mapping) else None
    return _plain(text.get("headline")) if isinstance(text, Mapping) else None


def _rows(text: str, path: Path) -> tuple[str | None, list[dict[str, Any]]]:
    """Give the rows of the spreadsheet as slides, the title slide apart."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    title, slides = None, []
    try:
        for row in reader:
            slide = _slide_of(row)
            if (row.get("Type") or "").strip().casefold() == "title":
                title = _titled(slide)
            else:
                slides.append(slide)
    except csv.Error as error:
        raise InvalidFile(
            f"{path.name}, line {reader.line_num}: {error}",
            expected="CSV with quotation marks in pairs",
            remedy="perhaps the file is cut off",
        ) from error
    return title, slides


def _slide_of(row: Mapping[str, Any]) -> dict[str, Any]:
    def date(lead: str) -> dict[str, Any]:
        parts = {name: row.get(f"{lead}{name.title()}") for name in _PARTS}
        clock = (row.get(f"{lead}Time") or "").split(":")
        return {**parts, **dict(zip(("hour", "minute", "second"), clock, strict=False))}

    return {
        "start_date": date(""),
        "end_date": date("End "),
        "display_date": row.get("Display Date"),
        "text": {"headline": row.get("Headline"), "text": row.get("Text")},
        "media": {
            "url": row.get("Media"),
            "credit": row.get("Media Credit"),
            "caption": row.get("Media Caption"),
        },
        "group": row.get("Group"),
    }


class _Slides:
    """Makes records of slides; what cannot be read is listed with its slide."""

    def __init__(self, findings: Findings, name: str, tz: str | None) -> None:
        self.findings = findings
        self.name = name
        self.tz = tz

    def records(self, slides: list[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
        """Make one record a slide."""
        found = counted(slides, "building", len(slides), "events")
        for number, slide in enumerate(found, 1):
            if not isinstance(slide, Mapping):
                self.findings.add(number, "this is no slide", value=str(slide)[:80])
                continue
            yield number, self._record(number, slide)

    def _record(self, number: int, slide: Mapping[str, Any]) -> dict[str, Any]:
        text, media = slide.get("text") or {}, slide.get("media") or {}
        url = plain_text(media.get("url"))
        linked = url if url is not None and url.startswith(("http://", "https://")) else None
        words = [_plain(text.get("text")), _plain(url) if linked is None else None]
        source = {"outlet": self.name, "url": linked, "title": _plain(media.get("caption"))}
        report = {
            "source": {name: item for name, item in source.items() if item is not None},
            "cites": [credit] if (credit := _plain(media.get("credit"))) else [],
            "headline": _plain(text.get("headline")),
            "quote": "\n".join(filter(None, words)) or None,
            "when": self._when(number, slide),
            "locator": {"dataset": self.name, "file": self.findings.file, "row": number},
        }
        record: dict[str, Any] = {"reports": [report]}
        key, group = plain_text(slide.get("unique_id")), _plain(slide.get("group"))
        if key is not None:
            record["id"] = f"{self.name}:{key}"
        if group is not None:
            record["tags"] = [group]
        return record

    def _when(self, number: int, slide: Mapping[str, Any]) -> dict[str, Any] | None:
        try:
            first = self._text(number, slide.get("start_date"))
            last = self._text(number, slide.get("end_date"))
            if first is None and last is None:
                return None
            both = f"{first}/{last}" if first and last and first != last else first or last
            return to_json(When(both, tz=self.tz))
        except ConflictlogError as error:
            seen, hint = error.seen, error.remedy
        except (ValueError, TypeError, AttributeError) as error:
            seen, hint = f"the date cannot be read: {error}", "write numbers"
        self.findings.add(
            number,
            seen,
            column="start_date",
            value=str(slide.get("start_date"))[:120],
            hint=hint or "the years 1 to 9999 can be held",
            outcome="kept",
        )
        return None

    def _text(self, number: int, date: Any) -> str | None:
        """Write the parts that are there: how exactly it is known."""
        if not date:
            return None
        told = [plain_text(date.get(name)) for name in _PARTS]
        if told[0] is None:
            return None
        year = int(told[0])
        if not 1 <= year <= 9999:
            raise ValueError(f"the year {year} is outside 1 to 9999")
        known = [f"{year:04}"]
        for part in told[1:]:
            if part is None:
                break
            known.append(f"{int(part):02}")
        day = "-".join(known)
        hour = plain_text(date.get("hour"))
        if hour is None or len(known) < 3:
            return day
        if self.tz is None:
            self.findings.add(
                number,
                "a time of day without a zone: only its day is read",
                column="start_date",
                value=f"{day} {hour}:{plain_text(date.get('minute')) or '00'}",
                hint='say whose clock it is: tz="Europe/Kyiv"',
                outcome="kept",
            )
            return day
        minute = int(plain_text(date.get("minute")) or 0)
        second = plain_text(date.get("second"))
        return f"{day}T{int(hour):02}:{minute:02}" + (f":{int(second):02}" if second else "")


class _Words(HTMLParser):
    """Collects the words of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's call
        self.silent += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style") and self.silent > 0
        if tag in ("p", "blockquote", "div", "li"):
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def _plain(value: object) -> str | None:
    """Give the words of what may be HTML, in one line."""
    text = plain_text(value)
    if text is None:
        return None
    reader = _Words()
    reader.feed(text)
    reader.close()
    return " ".join("".join(reader.words).split()) or None
