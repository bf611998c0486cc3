"""What a notebook shows: short, escaped, without script, legible on white and on black."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.datasets import minsk_kyiv_2022
from conflictlog.event import Event
from conflictlog.log import EventLog, Problem, problem_frame
from conflictlog.markup import shorten, tidy
from conflictlog.report import Estimate, Report, Source
from conflictlog.report.wording import said
from conflictlog.testing import strategies
from tests.browser import Browser
from tests.contrast import contrasts, too_pale

WRITTEN = {"div", "p", "b", "span", "table", "thead", "tbody", "tr", "th", "td"}
NASTY = (
    "<script>document.title = 'ran'</script>",
    "<img src=x onerror=\"document.title = 'ran'\">",
    "</td></table><h1 onclick='x'>",
    "' onmouseover='document.title=1",
    "$\\frac{1$ or $5",
    "a\x00b\x1b[31m\u2028c\u202ed",
    "قصف على صنعاء",
    "x" * 5000,
)


class Reader(HTMLParser):
    """Collects elements, attributes and text, and checks that elements close in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.text: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Keep what stands in the tag."""
        self.tags.add(tag)
        self.attributes.update(attrs)
        self.open.append(tag)

    def handle_endtag(self, tag):
        """Close the innermost."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Keep the text."""
        self.text.append(data)

    def handle_comment(self, data):
        """Refuse what we never write."""
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def read(page: str) -> Reader:
    """Parse what a notebook is given."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def nasty_events() -> list[Event]:
    """Make events whose every free text is one of the nasty ones."""
    return [
        Event(
            id=f"n{row}",
            title=text,
            notes=text,
            place=text,
            kind="visit",
            actors=text,
            reports=Source(text).says(text, quote=text, headline=text, facets={"weapon": text}),
        )
        for row, text in enumerate(NASTY)
        if text.isprintable()
    ] + [Event(id=f"t{row}", title=text) for row, text in enumerate(NASTY)]


# What our own pages are made of, whatever they show.
PLAIN = [Event(id="a"), minsk_kyiv_2022()["MK22:raid"]]
KNOWN = {
    pair
    for page in (
        minsk_kyiv_2022()._repr_html_(),
        EventLog([Event(id=f"e{row}") for row in range(20)])._repr_html_(),
        *(event._repr_html_() for event in PLAIN),
        Event(reports=[Report(source=f"s{row}") for row in range(20)])._repr_html_(),
    )
    for pair in read(page).attributes
}


def assert_tame(page: str) -> None:
    """Only our elements, only our attributes, nothing that loads or runs."""
    found = read(page)
    assert found.tags <= WRITTEN
    assert found.attributes <= KNOWN
    assert {name for name, _ in found.attributes} <= {"style", "class", "dir", "scope", "colspan"}
    assert "url(" not in page
    page.encode()  # a notebook is a file


class TestEscaping:
    """Text from data is text."""

    @given(st.lists(st.text() | st.sampled_from(NASTY), min_size=1, max_size=3))
    def test_no_title_becomes_an_element_or_an_attribute(self, titles) -> None:
        """Whatever stands in a title, the page has our elements and attributes alone."""
        events = [Event(id=f"e{row}", title=title) for row, title in enumerate(titles)]
        assert_tame(EventLog(events)._repr_html_())
        for event in events:
            assert_tame(event._repr_html_())

    @given(strategies.events())
    def test_no_field_of_an_event_does(self, event) -> None:
        """The same for every field that an event and its reports have."""
        assert_tame(event._repr_html_())
        assert_tame(EventLog([event])._repr_html_())

    @given(st.text(min_size=1).filter(lambda text: text.strip()))
    def test_no_outlet_does(self, outlet) -> None:
        """The same for outlets, with whatever letters."""
        assert_tame(Event(reports=Report(source=outlet, quote=outlet))._repr_html_())

    def test_text_is_shown_as_written(self) -> None:
        """What was escaped reads as the source wrote it."""
        page = read(Event(id="a", title="<b>5 & 6</b> 'quoted'")._repr_html_())
        assert "<b>5 & 6</b> 'quoted'" in page.text

    def test_prices_are_no_mathematics(self) -> None:
        """A notebook is told not to typeset what stands between dollars."""
        for page in (Event(id="a")._repr_html_(), EventLog()._repr_html_()):
            assert page.startswith("<div class='tex2jax_ignore mathjax_ignore'")


class TestLog:
    """A log's table."""

    def test_columns_and_an_event(self) -> None:
        """Date at its precision, kind, title, place, status, basis before number, id."""
        text = read(minsk_kyiv_2022()._repr_html_()).text
        assert text[1:8] == ["when", "kind", "what", "where", "status", "basis: confidence", "id"]
        at = text.index("MK22:raid")
        assert text[at - 6 : at] == [
            "between 18 and 19 Dec 2022",
            "strike/drone",
            "Drone raid across Ukraine",
            "Ukraine, UKR",
            "reported",
            "3 origins, best B: .84",
        ]

    def test_a_long_log_shows_ten_and_counts_the_rest(self) -> None:
        """First and last events; between them the commonest kinds and what is disputed."""
        kinds = ["visit"] * 50 + ["talks"] * 20 + ["exercise"] * 10 + ["rally", None] * 5
        events = [Event(id=f"e{row:02}", kind=kind) for row, kind in enumerate(kinds)]
        events[60] = attrs.evolve(events[60], reports=Report(source="TASS", stance="denies"))
        page = EventLog(events)._repr_html_()
        assert page.count("<tr>") == 1 + 10 + 1
        told = "… 80 more: 45 visit, 20 talks, 10 exercise, 5 of 2 other kinds, 1 denied …"
        assert told in read(page).text

    @pytest.mark.parametrize(("events", "rows"), [(0, 0), (1, 2), (12, 13), (13, 12)])
    def test_little_is_never_left_out_for_a_line(self, events, rows) -> None:
        """A line that says "1 more" would take the room of that one."""
        page = EventLog([Event(id=f"e{row}") for row in range(events)])._repr_html_()
        assert page.count("<tr>") == rows
        assert f"{events} event" in page

    def test_problems_are_pointed_to(self) -> None:
        """Who reads a file in a notebook sees that something was wrong with it."""
        problem = Problem(file="a.csv", row=1, column="x", value="y", problem="wrong")
        log = EventLog.from_frame(EventLog().frame, problems=problem_frame([problem]))
        assert "log.problems has 1 line." in log._repr_html_()

    def test_long_text_is_cut(self) -> None:
        """A cell holds a line or two."""
        page = EventLog([Event(id="a", title="x" * 5000)])._repr_html_()
        assert "x" * 89 + "…" in page
        assert "x" * 90 not in page


class TestEvent:
    """An event's card."""

    def test_basis_and_who_says_what(self) -> None:
        """Basis before number; each report with source, claimant, stance, content."""
        text = read(minsk_kyiv_2022()["MK22:raid"]._repr_html_()).text
        assert text[0] == "Drone raid across Ukraine"
        assert text[text.index("confidence") + 1] == "3 origins, best B: .84"
        at = text.index("downed: 30")
        assert text[at - 3 : at] == ["The Moscow Times (AFP), 2022-12-19", "Ukraine", "affirms"]

    def test_what_is_unknown_is_said(self) -> None:
        """An event of which nothing is known says so."""
        text = read(Event(id="a")._repr_html_()).text
        assert {"undated", "place unknown", "kind unknown", "no origin for or against: .50"} < {
            *text
        }

    def test_a_denial_is_not_among_what_is_left_out(self) -> None:
        """Of many reports ten are shown: each origin's weightiest, and denials, before copies."""
        copies = [Report(source="AFP", headline=f"h{row}") for row in range(30)]
        denials = [
            Report(source="TASS", stance="denies"),
            Report(source="TASS", stance="denies", about="initiator"),
        ]
        event = Event(reports=[*copies, *denials])
        page = event._repr_html_()
        text = read(page).text
        assert "denies" in text
        assert "denies initiator" in text
        assert "… 22 more reports (22 affirms): event.reports holds all …" in text
        assert "the event itself" in page

    def test_sensitive_and_superseded_are_marked(self) -> None:
        """What must not be published, and what was taken back, is seen as such."""
        first = Report(source="AFP", headline="30 dead")
        event = Event(
            sensitive=True,
            reports=[first, Report(source="AFP", headline="3 dead", supersedes=first.id)],
        )
        text = read(event._repr_html_()).text
        assert "Marked sensitive: redact before publishing." in text
        assert "affirms, superseded" in text

    def test_many_counts_are_counted(self) -> None:
        """Three counts are spelt out."""
        event = Event(reports=Report(source="AFP", estimates=dict.fromkeys("abcde", 1)))
        assert "and 2 more counts" in event._repr_html_()


def test_what_a_report_says() -> None:
    """Its own words first, translated ones marked, then each thing that it states."""
    report = Report(
        source="AFP",
        quote="“Збито”",
        translation="Downed",
        estimates={"downed": Estimate(30, scope="Kyiv")},
        when="2022-12-19",
        place="Kyiv",
        kind="strike/drone",
        facets={"weapon": ["drone", "missile"]},
    )
    told = "“Downed” (translated); downed: 30, Kyiv; 19 Dec 2022; Kyiv; strike/drone; "
    assert said(report) == told + "weapon: drone, missile"
    assert said(Report(source="AFP", quote='"It flew"')) == "“It flew”"
    assert said(Report(source="AFP")) == ""


@given(st.text(), st.integers(1, 30))
def test_a_cut_keeps_to_its_length(text, most) -> None:
    """One line, no longer than asked; what fits is kept whole."""
    cut = shorten(text, most)
    assert len(cut) <= most
    assert tidy(cut) == cut
    words = " ".join(tidy(text).split())
    assert cut == words or cut.endswith("…")


def test_a_cut_keeps_a_letter_with_its_marks() -> None:
    """A letter is not left without the accent that was written on it."""
    assert shorten("abcde\u0301f", 6) == "abcd…"


def test_ipython_finds_both() -> None:
    """A notebook's formatter takes them up as they are."""
    formatters = pytest.importorskip("IPython.core.formatters")
    for shown in (Event(id="a"), EventLog()):
        found, _ = formatters.DisplayFormatter().format(shown, include={"text/html"})
        assert found == {"text/html": shown._repr_html_()}


@pytest.mark.parametrize(
    ("dark", "ground", "ink"), [(False, "#fff", "#222"), (True, "#111", "#ddd")]
)
def test_in_a_browser_nothing_runs_and_all_is_legible(
    browser: Browser, tmp_path: Path, dark: bool, ground: str, ink: str
) -> None:
    """In light and dark: no script, no request, text in the notebook's colour, on its ground."""
    shown: list[Any] = [*nasty_events(), EventLog(nasty_events()), minsk_kyiv_2022(), EventLog()]
    path = tmp_path / "page.html"
    path.write_text(
        f"<!doctype html><meta charset=utf-8><title>t</title><body style='background:{ground};"
        f"color:{ink}'>" + "".join(item._repr_html_() for item in shown),
        encoding="utf-8",
    )
    browser.dark(dark)
    browser.open(path)
    assert browser.requests() == [path.as_uri()]
    assert browser.console() == []
    assert browser.driver.title == "t"
    colours = browser.driver.execute_script(
        "return [...new Set([...document.querySelectorAll('body *')].map(each => {"
        " const style = getComputedStyle(each);"
        " return style.color + ' on ' + style.backgroundColor + ' ' + style.opacity }))]"
    )
    parts = int(ink[1] * 2, 16)
    inherited = f"rgb({parts}, {parts}, {parts}) on rgba(0, 0, 0, 0)"
    assert set(colours) == {f"{inherited} 1", f"{inherited} 0.75"}
    assert len(contrasts(browser)) > 50
    assert too_pale(browser) == []
    # A narrow cell of a notebook scrolls its own table, and never the page.
    browser.resize(400, 800)
    assert browser.driver.execute_script("return document.body.scrollWidth <= innerWidth")
