"""The browser that tests of pages are driven with: what it sees, and that it is cut off."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

from tests.browser import Browser


@pytest.fixture
def page(tmp_path: Path):
    """Write a page into a file."""

    def write(body: str) -> Path:
        path = tmp_path / "page.html"
        head = "<!doctype html><meta charset=utf-8><meta name=viewport content=width=device-width>"
        path.write_text(f"{head}<title>t</title>{body}", encoding="utf-8")
        return path

    return write


def test_a_page_of_its_own_asks_for_nothing_else(browser: Browser, page) -> None:
    """A page with all that it needs inside is one request, and no error."""
    path = page("<p>Kyiv</p><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")
    browser.open(path)
    assert browser.requests() == [path.as_uri()]
    assert browser.console() == []


def test_every_request_is_seen_and_none_gets_out(browser: Browser, page) -> None:
    """Scripts, pictures, sockets and late requests are listed, and fail."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        here = f"http://127.0.0.1:{port}/here.png"
        path = page(
            f"<img src='{here}'><script src='https://example.org/a.js'></script>"
            "<script>new WebSocket('wss://example.org/b');"
            "window.late = fetch('https://example.org/c').then(() => 'got', () => 'failed')"
            "</script>"
        )
        browser.open(path)
        late = browser.driver.execute_async_script("window.late.then(arguments[0])")
        assert late == "failed"
        wanted = {path.as_uri(), here}
        wanted |= {"https://example.org/a.js", "wss://example.org/b", "https://example.org/c"}
        deadline = time.monotonic() + 5
        while set(browser.requests()) != wanted and time.monotonic() < deadline:
            time.sleep(0.05)
        assert set(browser.requests()) == wanted
        assert browser.console()
        listener.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_fault_of_a_script_is_seen(browser: Browser, page) -> None:
    """An exception that nobody catches is on the console, and forgotten with the next page."""
    browser.open(page("<script>throw new Error('mine')</script>"))
    assert any("mine" in message for message in browser.console())
    browser.open(page("<p>calm</p>"))
    assert browser.console() == []


def test_width_and_colours_are_the_readers(browser: Browser, page, tmp_path: Path) -> None:
    """A phone's width and a dark page are seen by the page; a picture has the asked size."""
    style = "<style>@media (prefers-color-scheme: dark) { body { background: #000 } }</style>"
    browser.open(page(style + "<p>Kyiv</p>"))
    asked = (
        "return [innerWidth, getComputedStyle(document.body).backgroundColor,"
        " matchMedia('(prefers-color-scheme: dark)').matches]"
    )
    assert browser.driver.execute_script(asked) == [1280, "rgba(0, 0, 0, 0)", False]
    browser.resize(390, 844)
    browser.dark()
    assert browser.driver.execute_script(asked) == [390, "rgb(0, 0, 0)", True]
    shot = browser.screenshot(tmp_path / "page.png").read_bytes()
    assert shot[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(shot[16:20]), int.from_bytes(shot[20:24])] == [390, 844]


def test_each_test_begins_anew(browser: Browser) -> None:
    """Whatever an earlier test did, the window is empty, light and wide."""
    assert browser.driver.current_url == "about:blank"
    assert browser.requests() == []
    dark = "return matchMedia('(prefers-color-scheme: dark)').matches"
    assert browser.driver.execute_script(dark) is False


def test_only_the_loopback_is_open(browser: Browser) -> None:
    """A test that has a browser still reaches no network by itself."""
    with (
        pytest.warns(UserWarning, match="socket"),
        socket.socket() as out,
        pytest.raises(SocketConnectBlockedError),
    ):
        out.connect(("192.0.2.1", 80))
