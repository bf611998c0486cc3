"""`log.to_html`: one page with linked charts and a table, whole, escaped, without a network."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import conflictlog as cl
from conflictlog.errors import (
    ConflictlogError,
    FileNotReadable,
    InvalidValue,
    MissingExtra,
    UnknownName,
)
from conflictlog.plotting import Theme
from tests.browser import Browser

pytest.importorskip("altair", reason="altair is not installed")
pytest.importorskip("vl_convert", reason="vl-convert-python is not installed")

NASTY = (
    "<script>window.pwned=1</script>",
    "</script><!-- <b>",
    "\u2028\u2029 \ud800 \x00\x1b[31m",
    '" onfocus="alert(1)',
    "\u202eesrever\u2066",
    "$\\frac{1$ & &amp; @title@ ${x} `y`",
    "\u0642\u0635\u0641 \u05e9\u05dc\u05d5\u05dd",
    "a" * 5000,
)


class _Page(HTMLParser):
    """What a parser makes of a page: tags with attributes, text, the scripts by type."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open = tag if tag != "script" else f"script {dict(attrs).get('type', '')}".strip()

    def handle_data(self, data):
        self.texts.setdefault(self._open, []).append(data)

    @property
    def data(self):
        return json.loads("".join(self.texts["script application/json"]))


def _write(log: cl.EventLog, folder: Path, **options: object) -> tuple[Path, _Page]:
    path = log.to_html(folder / "page.html", **options)
    return path, _Page(path.read_text(encoding="utf-8"))


def _nasty_log() -> cl.EventLog:
    events = []
    for number, text in enumerate(NASTY):
        source = cl.Source(f"Outlet {number}", title="<i>", url="javascript:alert(1)")
        report = source.says(
            f"Who {number} <b>", quote=text.replace("\ud800", ""), estimates={"killed": number}
        )
        events.append(
            cl.Event(
                id=f"n{number}",
                kind="strike",
                title=text.replace("\ud800", ""),  # an event refuses half characters
                when="2022-12-19",
                place=cl.Place("Kyiv <img src=x>", lat=50.45, lon=30.52, country="UKR"),
                reports=[report],
            )
        )
    return cl.EventLog(events)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the sample's page once."""
    log = cl.datasets.minsk_kyiv_2022()
    return log.to_html(tmp_path_factory.mktemp("page") / "kyiv.html", title="Kyiv")


def test_the_page_holds_all_that_it_needs(sample: Path) -> None:
    """No tag names another file, and the policy allows nothing but what is inside."""
    page = _Page(sample.read_text(encoding="utf-8"))
    for tag, attributes in page.tags:
        for name in ("src", "srcset", "action", "data", "poster", "background"):
            assert name not in attributes, (tag, attributes)
        if "href" in attributes:
            assert attributes["href"].startswith(("#", "data:")), attributes
    (policy,) = [
        attributes["content"]
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    style = "".join(page.texts["style"])
    assert "url(" not in style
    assert "@import" not in style


def test_the_page_says_what_it_shows(sample: Path) -> None:
    """Title, number of events, doubt, zone, credits, viewpoint and warning are written."""
    text = sample.read_text(encoding="utf-8")
    words = re.sub(r"<script.*?</script>|<style.*?</style>", "", text, flags=re.DOTALL)
    for part in (
        "<title>Kyiv</title>",
        "11 events; pale bars",
        "drawn in UTC, dates in words are local",
        "Sources: Minsk and Kyiv",
        "Borders imply no view",
        "1 event is marked sensitive",
        "1 without a place that a map can show",
        'aria-label="Timeline of 11 dated events',
    ):
        assert part in words, part


def test_the_same_log_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    """No clock, no chance, no order of a set is in the page."""
    again = cl.datasets.minsk_kyiv_2022().to_html(tmp_path / "again.html", title="Kyiv")
    assert again.read_bytes() == sample.read_bytes()
    assert again == tmp_path / "again.html"


def test_dates_and_bases_are_those_of_the_events(tmp_path: Path) -> None:
    """What columns say of an event is what the event says of itself."""
    log = cl.datasets.minsk_kyiv_2022()
    events = _write(log, tmp_path)[1].data["events"]
    found = {name: (date, basis) for name, date, basis in zip(
        events["id"], events["date"], events["basis"], strict=True)}  # fmt: skip
    for event in log:
        weighed = event.weigh()
        date, basis = found[event.id]
        assert date == event.shown.when.label()
        assert basis.startswith(f"{weighed.basis}: ")


def test_text_of_data_stays_text(tmp_path: Path) -> None:
    """A parser finds no tag and no attribute that a title brought."""
    log = _nasty_log()
    page = _write(log, tmp_path, title=NASTY[0], footer="".join(NASTY))[1]
    assert sum(tag == "script" for tag, _ in page.tags) == 3
    assert not any(tag in {"i", "b", "img"} for tag, _ in page.tags)
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    data = page.data
    assert data["events"]["title"][0] == NASTY[0]
    assert len(data["events"]["title"][-1]) == 5000
    assert not any(data["reports"]["url"])
    assert set(data["reports"]["plain"]) == {"javascript:alert(1)"}
    text = json.dumps(data, ensure_ascii=False)
    assert not re.search("[\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800\x00\x1b]", text)


def test_only_plain_web_addresses_become_links() -> None:
    """Other schemes, names and passwords, white space and quotes are text."""
    from conflictlog.plotting.interactive.reports import link

    assert link("https://example.org/a?b=1#c") == "https://example.org/a?b=1#c"
    for url in (
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " https://example.org",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https://user:pass@example.org/",
        'https://example.org/"onclick="x',
        "https://example.org:99999/",
        "//example.org",
        "http://[::1",
    ):
        assert link(url) == "", url


def test_any_title_is_a_title(tmp_path: Path) -> None:
    """Whatever characters a title has, the page has one title, and its data can be read."""
    pytest.importorskip("hypothesis")
    from hypothesis import given, settings
    from hypothesis import strategies as st

    from conflictlog.plotting.interactive.page import as_json, escaped

    texts = st.text(st.characters(exclude_categories=[])) | st.sampled_from(NASTY)

    @settings(max_examples=200)
    @given(texts)
    def holds(text: str) -> None:
        page = _Page(f'<p title="{escaped(text)}">{escaped(text)}</p>')
        assert [tag for tag, _ in page.tags] == ["p"]
        assert list(page.tags[0][1]) == ["title"]
        written = as_json({"title": text})
        assert json.loads(written) == {"title": text}
        assert not set("<>&\u2028\u2029") & set(written)

    holds()


def test_undated_and_unplaced_events_are_listed_and_counted(tmp_path: Path) -> None:
    """Nothing is dropped for want of a date or a place."""
    log = cl.EventLog(
        [
            cl.Event(id="a", kind="strike", title="dated", when="2022-12-19"),
            cl.Event(id="b", kind="visit", title="undated", place=cl.Place("Minsk", country="BLR")),
            cl.Event(id="c"),
        ]
    )
    path, page = _write(log, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "2 undated: in the table, not on the timeline" in text
    assert "2 without a place that a map can show" in text
    assert page.data["events"]["title"] == ["dated", "undated", "c"]
    assert page.data["events"]["date"] == ["19 Dec 2022", "undated", "undated"]


def test_an_empty_log_gives_a_clear_page(tmp_path: Path) -> None:
    """No event is an answer too."""
    path, page = _write(cl.EventLog(), tmp_path)
    assert "0 events" in path.read_text(encoding="utf-8")
    assert page.data["total"] == 0


def test_the_ends_of_the_calendar_are_drawn(tmp_path: Path) -> None:
    """The first and the last year, and open ends, break nothing; years have four digits."""
    whens = ("0001-01-01", "9999-12-31", "../2022-12", "2022-12/..")
    path, page = _write(cl.EventLog(cl.Event(id=w[:5], when=w) for w in whens), tmp_path)
    low, high = page.data["domain"]
    assert low < high
    assert "1 Jan 0001" in page.data["events"]["date"]
    assert "<title>Events, 1 Jan 0001 to 31 Dec 9999</title>" in path.read_text(encoding="utf-8")


def test_what_lies_beyond_the_axis_is_counted(tmp_path: Path) -> None:
    """The axis holds the bulk, and the page says what is left at its edges."""
    days = [*(f"2022-12-{day}" for day in range(10, 16)), "9999-12-31"]
    path, _ = _write(cl.EventLog(cl.Event(id=day, when=day) for day in days), tmp_path)
    assert "1 lies beyond the ends of the axis" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("limit", [0, 100])
def test_what_the_map_does_not_show_is_counted(tmp_path: Path, limit: int) -> None:
    """The map ends short of the poles: a place beyond is in the table, and said."""
    places = {"a": (88.0, 10.0), "b": (-89.5, 0.0), "c": (50.0, 20.0)}
    log = cl.EventLog(
        cl.Event(id=name, when="2022-12-19", place=cl.Place("Camp", lat=lat, lon=lon))
        for name, (lat, lon) in places.items()
    )
    text = _write(log, tmp_path, limit=limit)[0].read_text(encoding="utf-8")
    said = (
        "2 without a place that a map can" if limit == 0 else "2 lie outside the frame of the map"
    )
    assert said in text
    assert "Map of 1 event with" in text


def test_months_speak_the_language_of_the_reader(tmp_path: Path) -> None:
    """`locale=` names the months of title, table and axis, as in the other pictures."""
    pytest.importorskip("babel")
    log = cl.EventLog([cl.Event(id="a", when="2022-12-19")])
    path, page = _write(log, tmp_path, locale="uk")
    months = {one["name"]: one.get("value") for one in page.data["timeline"]["params"]}["months"]
    assert months[11] == "\u0433\u0440\u0443\u0434."
    assert page.data["events"]["date"] == [f"19 {months[11]} 2022"]
    assert f"{months[11]} 2022</title>" in path.read_text(encoding="utf-8")


def test_charts_hold_to_the_schema_of_vega_lite(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written unchecked, for speed, is checked here."""
    from conflictlog.plotting.interactive import charts

    monkeypatch.setattr(charts, "VALIDATE", True)
    for counts in (False, True):
        charts.timeline_spec((0, 1), 90, 8.0, counts=counts)
        charts.map_spec((0.0, 0.0, 1.0, 1.0), counts=counts)


def test_what_lies_outside_the_window_is_counted(tmp_path: Path) -> None:
    """A window leaves dated events out, and says how many."""
    log = cl.EventLog([cl.Event(id=f"e{day}", when=f"2022-12-{day}") for day in range(10, 20)])
    path, page = _write(log, tmp_path, window=("2022-12-12", "2022-12-15"))
    assert page.data["events"]["id"] == ["e12", "e13", "e14", "e15"]
    assert "6 lie outside the window" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lanes", ["kind", "family", "group", "actor", "place", "country", "none"])
def test_lanes_are_those_of_the_timeline(lanes: str) -> None:
    """Each name of lanes works one by one and in counts; every event is in one lane."""
    from conflictlog.plotting.interactive.content import gather_content
    from conflictlog.plotting.interactive.counting import count_content

    log = cl.datasets.minsk_kyiv_2022()
    options = {"window": None, "tz": None, "light": Theme(), "dark": Theme.dark()}
    for found in (
        gather_content(log, lanes=lanes, **options),
        count_content(log, lanes=lanes, **options)[0],
    ):
        assert set(found.events["l"]) == set(range(len(found.lanes)))


def test_above_the_limit_the_page_counts_and_says_so(tmp_path: Path) -> None:
    """Counts add up to the events; no title and no report is in the page."""
    log = cl.EventLog.from_frame(cl.testing.many_reports(3000, seed=1))
    path, page = _write(log, tmp_path, limit=2999)
    text = path.read_text(encoding="utf-8")
    assert "3,000 events; too many to draw one by one: counted by lane, " in text
    assert sum(page.data["events"]["n"]) == 3000
    undated = int(log.derived["precision"].is_null().sum())
    events = page.data["events"]
    assert undated == sum(
        n for n, dated in zip(events["n"], events["dated"], strict=True) if not dated
    )
    assert "title" not in events
    assert page.data["reports"] == {"e": []}
    assert all(exact <= n for exact, n in zip(events["exact"], events["n"], strict=True))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """The error names the folder and the cure, and nothing is left behind."""
    with pytest.raises(FileNotReadable, match=r"nowhere cannot be written to.*make the folder"):
        cl.EventLog().to_html(tmp_path / "nowhere" / "page.html")
    assert not list(tmp_path.iterdir())


def test_a_missing_package_is_named_with_its_extra(tmp_path: Path, monkeypatch) -> None:
    """Without Altair, the line that installs it is in the message."""
    monkeypatch.setitem(__import__("sys").modules, "altair", None)
    with pytest.raises(MissingExtra, match=r'altair.*pip install "conflictlog\[html\]"'):
        cl.EventLog().to_html(tmp_path / "page.html")


def test_bad_options_are_refused(tmp_path: Path) -> None:
    """Mistyped lanes, zones, limits and themes are named."""
    log = cl.datasets.minsk_kyiv_2022()
    path = tmp_path / "page.html"
    for limit in (0, 100):
        with pytest.raises(UnknownName, match="did you mean 'kind'"):
            log.to_html(path, lanes="kinds", limit=limit)
    with pytest.raises(UnknownName, match="Europe/Kyiv"):
        log.to_html(path, tz="Europe/Kiyv")
    for wrong in (-1, "all", 1.5, True, None):
        with pytest.raises(InvalidValue, match=f"limit is {wrong!r}.*0 or more"):
            log.to_html(path, limit=wrong)
    for limit in (0, 100):
        for window in ("soon", -5, ("2022-12-24", "2022-12-01"), ()):
            with pytest.raises(ConflictlogError) as caught:
                log.to_html(path, window=window, limit=limit)
            assert str(caught.value)
    with pytest.raises(UnknownName, match="locale is 'ukr1'"):
        log.to_html(path, locale="ukr1")
    with pytest.raises(InvalidValue, match="theme is 'dark'"):
        log.to_html(path, theme="dark")
    assert not path.exists()


# ------------------------------------------------------------------- in Chromium


def _open(browser, path: Path) -> None:
    browser.open(path)
    _until(browser, "return document.documentElement.dataset.ready === 'yes'")


def _until(browser, script: str) -> object:
    for _ in range(200):
        if found := browser.driver.execute_script(script):
            return found
        time.sleep(0.05)
    raise AssertionError(script)


# Bars that the filters keep: the others stay in grey.
BARS = "conflictlog.views.timeline.data('events').filter(d => !d.o)"


def _rows(browser: Browser) -> Any:
    script = "return [...document.querySelectorAll('tbody tr[id]')].map(r => r.id)"
    return browser.driver.execute_script(script)


def _dots(browser: Browser) -> Any:
    script = """
        const v = conflictlog.views.map;
        return v.data('dots').filter(d => !d.o).length
            + v.data('areas').filter(d => !d.properties.o).length"""
    return browser.driver.execute_script(script)


def _bars(browser: Browser) -> Any:
    return browser.driver.execute_script(f"return {BARS}.length")


def _all_bars(browser: Browser) -> Any:
    return browser.driver.execute_script("return conflictlog.views.timeline.data('events').length")


def _drag(browser, holder: str, start: tuple[float, float], stop: tuple[float, float]) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    canvas = browser.driver.find_element("css selector", f"#{holder} canvas")
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", canvas)
    wide, high = canvas.size["width"], canvas.size["height"]

    def offset(at: tuple[float, float]) -> tuple[int, int]:
        return round((at[0] - 0.5) * wide), round((at[1] - 0.5) * high)

    chain = ActionChains(browser.driver, duration=40)
    chain.move_to_element_with_offset(canvas, *offset(start)).click_and_hold()
    middle = tuple((a + b) / 2 for a, b in zip(start, stop, strict=True))
    chain.move_to_element_with_offset(canvas, *offset(middle))
    chain.move_to_element_with_offset(canvas, *offset(stop)).release().perform()


def _status(browser: Browser) -> Any:
    return browser.driver.execute_script("return document.getElementById('status').textContent")


def _spread(folder: Path) -> Path:
    """Write a page of ten days, one event a day, from west to east."""
    events = [
        cl.Event(
            id=f"e{number}",
            kind="strike/drone" if number % 2 else "visit",
            title=f"Event {number}",
            when=f"2022-12-{10 + number}",
            place=cl.Place(f"Town {number}", lat=49.0, lon=24.0 + number * 1.5, country="UKR"),
            reports=[cl.Source("AFP").says(f"Witness {number}", estimates={"killed": number})],
        )
        for number in range(10)
    ]
    return cl.EventLog(events).to_html(folder / "spread.html")


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of ten days once."""
    return _spread(tmp_path_factory.mktemp("spread"))


def _type(browser: Browser, name: str, keys: str) -> None:
    """Type into a control as a reader does."""
    field = browser.driver.find_element("id", name)
    browser.driver.execute_script("document.activeElement.blur()")  # a date's first part again
    field.send_keys(keys)


def test_brushing_the_timeline_filters_map_and_table(browser, spread: Path) -> None:
    """A dragged stretch of time keeps its events everywhere; reset brings back the rest."""
    _open(browser, spread)
    assert len(_rows(browser)) == 10
    assert _dots(browser) >= 10
    _drag(browser, "timeline", (0.02, 0.5), (0.42, 0.5))
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length < 6")
    kept = len(_rows(browser))
    assert 2 <= kept <= 5
    assert _rows(browser)[0] == "e0"
    assert _dots(browser) < 10
    assert _bars(browser) == 10
    assert "certain" in _status(browser)
    assert browser.driver.find_element("id", "from").get_attribute("value") <= "2022-12-10"
    browser.driver.find_element("id", "clear").click()
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length === 10")
    assert browser.driver.execute_script("return conflictlog.state.time") is None
    _until(browser, "return !conflictlog.views.timeline.signal('brush').a")
    assert browser.console() == []


def test_reset_takes_every_filter_back(browser, spread: Path) -> None:
    """Dates, area, search, boxes: one button empties all of them, and says so."""
    _open(browser, spread)
    _type(browser, "from", "12122022")
    _type(browser, "search", "event")
    browser.driver.find_element("css selector", ".area summary").click()
    _type(browser, "west", "26\t")
    for name in ("c0", "unknown"):
        browser.driver.find_element("id", name).click()
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length < 6")
    browser.driver.find_element("id", "clear").click()
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length === 10")
    _until(browser, f"return {BARS}.length === 10")
    assert _status(browser) == "10 events, no filter set"
    for name in ("from", "to", "search", "west", "south", "east", "north"):
        assert browser.driver.find_element("id", name).get_attribute("value") == "", name
    assert browser.driver.find_element("id", "c0").is_selected()
    assert not browser.driver.find_element("id", "unknown").is_selected()
    assert browser.console() == []


def test_from_after_to_is_said(browser, spread: Path) -> None:
    """A stretch of time that ends before it begins is not applied, and the page says so."""
    _open(browser, spread)
    _type(browser, "from", "12182022")
    _type(browser, "to", "12122022")
    _until(browser, "return document.getElementById('status').textContent.includes('From is')")
    assert _status(browser).endswith("From is after To: the dates are not applied")
    assert len(_rows(browser)) == 10
    _type(browser, "to", "12192022")
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length === 2")
    # The event of the 17th ended before the 18th began, by a microsecond.
    assert _status(browser).startswith("2 of 10 events: 2 certain, 0 possible; from 2022-12-18")


def test_a_chart_of_nothing_is_a_sentence(browser, tmp_path: Path) -> None:
    """Without a date there is no axis, without a place no map of somewhere else."""
    _open(browser, cl.EventLog().to_html(tmp_path / "empty.html"))
    assert "The log holds no events." in browser.driver.find_element("tag name", "main").text
    assert not browser.driver.find_element("id", "map").is_displayed()
    assert not browser.driver.find_element("id", "timeline").is_displayed()
    _open(browser, cl.EventLog([cl.Event(id="a", when="2022-12-19")]).to_html(tmp_path / "a.html"))
    assert "No event has a place that a map" in browser.driver.find_element("tag name", "main").text
    assert browser.driver.find_element("id", "timeline").is_displayed()
    assert browser.console() == []


def test_an_area_runs_across_the_antimeridian(browser, tmp_path: Path) -> None:
    """West beyond east is an area across 180 degrees; the map shows that side of the globe."""
    lons = (170, 179, -179, -170, 0)
    path = cl.EventLog(
        cl.Event(id=f"e{at}", when="2022-12-19", place=cl.Place(f"Town {at}", lat=10, lon=lon))
        for at, lon in enumerate(lons)
    ).to_html(tmp_path / "far.html")
    left, _, right, _ = _Page(path.read_text(encoding="utf-8")).data["plane"]["box"]
    assert 190 < right - left < 260  # from 0 eastward to 190, and air: not the whole globe
    _open(browser, path)
    browser.driver.find_element("css selector", ".area summary").click()
    for name, degrees in (("west", "175"), ("east", "-175")):
        _type(browser, name, f"{degrees}\t")
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length === 2")
    assert sorted(_rows(browser)) == ["e1", "e2"]
    assert _dots(browser) == 5  # the map shows what other filters keep
    assert browser.console() == []


def test_brushing_the_map_filters_timeline_and_table(browser, spread: Path) -> None:
    """A dragged area keeps its events everywhere."""
    _open(browser, spread)
    _drag(browser, "map", (0.02, 0.1), (0.45, 0.9))
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length < 8")
    kept = _rows(browser)
    assert 2 <= len(kept) <= 6
    assert kept[0] == "e0"
    _until(browser, f"return {BARS}.length === {len(kept)}")
    assert _all_bars(browser) == 10
    assert "in the area chosen" in _status(browser)
    assert browser.console() == []


def test_a_click_on_a_category_filters_all(browser, sample: Path) -> None:
    """The legend's boxes are the filter of categories."""
    _open(browser, sample)
    before = _bars(browser)
    label = browser.driver.find_element("xpath", "//fieldset//label[contains(., 'Strike')]")
    label.click()
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length === 8")
    _until(browser, f"return {BARS}.length === {before - 3}")
    assert _all_bars(browser) == before - 3
    assert _status(browser).startswith("8 of 11 events")


def test_everything_is_reached_by_keyboard(browser, sample: Path) -> None:
    """Dates, search and rows work without a mouse; a row is one stop; the focus is seen."""
    from selenium.webdriver.common.keys import Keys

    _open(browser, sample)

    def press(*keys: str) -> None:
        browser.driver.switch_to.active_element.send_keys(*keys)

    def focused() -> Any:
        script = "const at = document.activeElement; return at.id || at.closest('tr')?.id"
        return browser.driver.execute_script(script)

    def reach(name: str) -> None:
        for _ in range(40):
            press(Keys.TAB)
            if focused() == name:
                return
        raise AssertionError(name)

    browser.driver.find_element("tag name", "body").send_keys(Keys.TAB)
    assert "Skip" in browser.driver.switch_to.active_element.text
    reach("from")
    press("12192022")
    _until(browser, "return conflictlog.state.time?.[0] === Date.UTC(2022, 11, 19)")
    reach("search")
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert browser.driver.execute_script(outline) == "solid"
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length < 11")
    first, second, *_ = _rows(browser)
    reach(first)
    assert browser.driver.execute_script(outline) == "solid"
    press(Keys.ARROW_DOWN)
    assert focused() == second
    press(Keys.ARROW_UP)
    assert focused() == first
    press(Keys.TAB)
    assert focused() == second
    press(Keys.ENTER)
    _until(browser, f"return document.querySelector('#{second} details').open")
    _until(browser, f"return document.querySelector('#{second} .more li')")
    browser.driver.find_element("css selector", "a.skip").send_keys(Keys.TAB)
    reach("search")
    press("putin")
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length === 1")
    reach("clear")
    press(Keys.ENTER)
    _until(browser, "return document.querySelectorAll('tbody tr[id]').length === 11")


def test_a_tooltip_says_who_says_what(browser, tmp_path: Path) -> None:
    """Over a mark stand title, date, place, basis, counts and reports."""
    from selenium.webdriver.common.action_chains import ActionChains

    log = _nasty_log()[:1]
    _open(browser, log.to_html(tmp_path / "one.html"))
    canvas = browser.driver.find_element("css selector", "#timeline canvas")
    script = """
        const v = conflictlog.views.timeline, d = v.data('events')[0];
        return [v.scale('x')(d.m), d.y, v.width(), v.height()]"""
    x, y, _, _ = browser.driver.execute_script(script)
    chain = ActionChains(browser.driver)
    chain.move_to_element_with_offset(
        canvas, round(x - canvas.size["width"] / 2), round(y - canvas.size["height"] / 2)
    ).perform()
    text = str(_until(browser, "const t = document.getElementById('tip'); return t.innerText"))
    for part in ("<script>window.pwned=1</script>", "19 Dec 2022", "Kyiv <img src=x>", "killed 0"):
        assert part in text, text
    assert "Who 0 <b>, in Outlet 0" in text
    assert browser.driver.execute_script("return window.pwned") is None


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_fits_its_window(browser, sample: Path, width: int) -> None:
    """Nothing stands out to the right, also after the window has changed; light and dark."""
    _open(browser, sample)
    browser.resize(width, 844)
    script = f"""
        const c = document.querySelector('#map canvas');
        return document.documentElement.scrollWidth <= {width}
            && Math.abs(c.clientWidth - document.getElementById('map').clientWidth) < 3"""
    _until(browser, script)
    paper = "return getComputedStyle(document.body).backgroundColor"
    light = browser.driver.execute_script(paper)
    browser.dark()
    _until(browser, "return document.getElementById('theme').textContent === 'Light'")
    dark = browser.driver.execute_script(paper)
    assert light == "rgb(255, 255, 255)"
    assert dark != light
    ink = browser.driver.execute_script("return conflictlog.views.map.signal('ink')")
    assert ink == Theme.dark().ink.lower()
    browser.driver.find_element("id", "theme").click()
    _until(browser, "return document.getElementById('theme').textContent === 'Dark'")
    assert browser.driver.execute_script(paper) == light
    assert browser.console() == []


def test_no_request_leaves_and_no_script_runs(browser, tmp_path: Path) -> None:
    """Opened, filtered and read, a page of hostile titles asks for nothing and runs nothing."""
    path = _nasty_log().to_html(tmp_path / "nasty.html", title=NASTY[0])
    _open(browser, path)
    browser.driver.execute_script(
        "document.querySelectorAll('details').forEach(d => d.open = true)"
    )
    _until(browser, "return document.querySelectorAll('.more').length === 8")
    assert browser.requests() == [path.as_uri()]
    assert browser.console() == []
    assert browser.driver.execute_script("return window.pwned") is None
    assert browser.driver.title == NASTY[0]
    assert browser.driver.find_elements("css selector", "tbody a, tbody img, tbody b") == []
    assert NASTY[0] in browser.driver.find_element("css selector", "h1").text


def test_counts_are_linked_too(browser, tmp_path: Path) -> None:
    """Above the limit, brushing filters what is counted."""
    log = cl.EventLog.from_frame(cl.testing.many_reports(3000, seed=1))
    path = log.to_html(tmp_path / "many.html", limit=1000)
    _open(browser, path)
    assert _status(browser) == "3,000 events, no filter set"
    _drag(browser, "timeline", (0.1, 0.5), (0.4, 0.5))
    _until(browser, "return conflictlog.state.time !== null")
    _until(browser, "return document.getElementById('status').textContent.includes(' of 3,000')")
    kept = int(_status(browser).split()[0].replace(",", ""))
    first, last = (browser.driver.find_element("id", name).get_attribute("value")
                   for name in ("from", "to"))  # fmt: skip
    days = log.derived.select(pl.col("day_start_first").cast(pl.Date).cast(pl.String).alias("day"))[
        "day"
    ].drop_nulls()
    assert int(((days >= first) & (days <= last)).sum()) <= kept < 3000
    assert browser.console() == []


def test_twenty_thousand_events_are_usable(browser, tmp_path: Path) -> None:
    """A filter of 20,000 events answers at once, and the table holds a page of them."""
    log = cl.EventLog.from_frame(cl.testing.many_reports(20_000, seed=1, reports=(1, 1)))
    path = log.to_html(tmp_path / "large.html")
    _open(browser, path)
    assert len(_rows(browser)) == 100
    started = time.monotonic()
    browser.driver.find_element("id", "c1").click()
    _until(browser, "return document.getElementById('status').textContent.includes(' of 20,000')")
    assert time.monotonic() - started < 10
    assert browser.console() == []
