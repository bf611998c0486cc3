"""The public surface is written down, and changes only on purpose."""

from __future__ import annotations

from tools import public_api


def test_the_snapshot_is_current() -> None:
    """What users can call is exactly what tests/public_api.txt says."""
    written = public_api.SNAPSHOT.read_text(encoding="utf-8").splitlines()
    found = public_api.describe().splitlines()
    lost = [line for line in written if line not in found]
    new = [line for line in found if line not in written]
    assert found == written, (
        f"the public surface changed: lost {lost}, new {new}; "
        "where that is meant, run python tools/public_api.py and commit the difference"
    )
