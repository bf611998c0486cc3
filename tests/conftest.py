"""One clock, one zone, no screen, no network; and in CI no silent skips."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser import Browser

os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()
os.environ["MPLBACKEND"] = "Agg"
# For tests that start a fresh interpreter: it sees what pytest sees, installed or not.
SOURCE = str(Path(__file__).resolve().parents[1] / "src")
os.environ["PYTHONPATH"] = os.pathsep.join(
    part for part in (SOURCE, os.environ.get("PYTHONPATH")) if part
)

REAL_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
# The only reason for which a test may be skipped where CONFLICTLOG_CI is set.
MAY_BE_ABSENT = "real data not beside the checkout"

try:
    import hypothesis
except ModuleNotFoundError:
    pass  # tests of laws skip themselves, and say so
else:
    # No clock decides: a busy machine is no finding.
    patient = hypothesis.settings(
        deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.register_profile("fast", patient, derandomize=True, max_examples=40)
    hypothesis.settings.register_profile("full", patient, print_blob=True, max_examples=1000)
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Find the real data sets, which are too large and too restricted to be kept here."""
    if not REAL_DATA.is_dir():
        pytest.skip(MAY_BE_ABSENT)
    return REAL_DATA


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one Chromium a worker: a start takes longer than most tests."""
    from tests.browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """Give Chromium to a test as if nobody had used it (see tests/browser.py)."""
    chromium.reset()
    return chromium


# Sockets are blocked test by test: one that drives a browser may speak to the loopback.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests that ask for a browser reach its driver, and nothing else."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1"]))


def _forbidden_skips(config: pytest.Config) -> list[str]:
    """Name each skip that CI does not accept, with its reason."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("CONFLICTLOG_CI") or reporter is None:
        return []
    found = []
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        if not reason.startswith(MAY_BE_ABSENT):
            found.append(f"{report.nodeid}: {reason}")
    return found


# On the summary and not on single tests: doctests and whole modules that skip are seen as well.
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI in which a test was skipped that CI must run."""
    if _forbidden_skips(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which skips failed the run."""
    found = _forbidden_skips(config)
    if found:
        terminalreporter.section("skipped, and CI must run it", red=True)
        for line in found:
            terminalreporter.write_line(line, red=True)
