"""A headless Chromium for tests of pages: what it asked for, what went wrong, how it looks."""

from __future__ import annotations

import base64
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

# Nothing is resolved, and what needs no name meets a proxy that nobody runs: even a page that
# asks for something gets nothing. Files need neither.
CUT_OFF = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
)
FLAGS = (
    *CUT_OFF,
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
)
# What a page carries inside itself is no request.
INSIDE = ("data:", "blob:", "about:")
PHONE = 500


class Browser:
    """One tab of a headless Chromium, brought to the same state before each test.

    ``driver`` is selenium's: elements, keys, scripts.
    """

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver
        self._requests: list[str] = []
        self._errors: list[str] = []
        driver.set_page_load_timeout(60)
        driver.set_script_timeout(60)

    def reset(self) -> None:
        """Leave the page, forget what it did, and be a light window of 1280 x 800 again."""
        self.driver.get("about:blank")
        for handle in self.driver.window_handles[1:]:
            self.driver.switch_to.window(handle)
            self.driver.close()
        self.driver.switch_to.window(self.driver.window_handles[0])
        self.resize(1280, 800)
        self.dark(on=False)
        self._forget()

    def open(self, path: Path) -> None:
        """Open a file, and count requests and errors from here on."""
        self._forget()
        self.driver.get(path.resolve().as_uri())

    def requests(self) -> list[str]:
        """List each URL that was asked for since the page was opened, the page's own first."""
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self._requests.append(message["params"]["request"]["url"])
            elif message["method"] == "Network.webSocketCreated":
                self._requests.append(message["params"]["url"])
        return [url for url in self._requests if not url.startswith(INSIDE)]

    def console(self) -> list[str]:
        """List the errors on the console since the page was opened: scripts', blocked loads'."""
        log = self.driver.get_log("browser")
        self._errors += [entry["message"] for entry in log if entry["level"] == "SEVERE"]
        return list(self._errors)

    def resize(self, width: int, height: int) -> None:
        """Give the page so many pixels; a narrow one is a phone's and heeds the viewport tag."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1}
        self.cdp("Emulation.setDeviceMetricsOverride", **metrics, mobile=width < PHONE)

    def dark(self, on: bool = True) -> None:
        """Say that the reader prefers a dark page, or a light one."""
        feature = {"name": "prefers-color-scheme", "value": "dark" if on else "light"}
        self.cdp("Emulation.setEmulatedMedia", features=[feature])

    def screenshot(self, path: Path, *, whole: bool = False) -> Path:
        """Write what is seen, or the whole page however long, as PNG."""
        shot = self.cdp("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))
        return path

    def cdp(self, command: str, **arguments: Any) -> dict[str, Any]:
        """Send one command of the Chrome DevTools Protocol."""
        answer: dict[str, Any] = self.driver.execute_cdp_cmd(command, arguments)
        return answer

    def _forget(self) -> None:
        self.driver.get_log("performance")
        self.driver.get_log("browser")
        self._requests, self._errors = [], []


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium with an empty profile, and end it; skip where it is missing, saying what."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    # Named by hand, so that selenium never looks for them online.
    binary, driver_path = (shutil.which(name) for name in ("chromium", "chromedriver"))
    if not (binary and driver_path):
        pytest.skip("chromium and chromedriver are not installed (Debian: chromium-driver)")
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as profile:
        patch.setenv("SE_OFFLINE", "true")
        patch.setenv("NO_PROXY", "localhost,127.0.0.1")
        patch.setenv("no_proxy", "localhost,127.0.0.1")
        driver = _start(webdriver, binary, driver_path, profile)
        try:
            yield Browser(driver)
        finally:
            driver.quit()


def _start(webdriver: Any, binary: str, driver_path: str, profile: str) -> Chrome:
    """Start it without a window: the new way, or the old one where that is unknown."""
    from selenium.common.exceptions import WebDriverException

    def start(headless: str) -> Chrome:
        options = webdriver.ChromeOptions()
        options.binary_location = binary
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        for flag in (headless, *FLAGS, f"--user-data-dir={profile}/{headless.strip('-=')}"):
            options.add_argument(flag)
        service = webdriver.ChromeService(executable_path=driver_path)
        driver: Chrome = webdriver.Chrome(options=options, service=service)
        return driver

    try:
        return start("--headless=new")
    except WebDriverException:
        return start("--headless")
