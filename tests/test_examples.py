"""The examples run from anywhere, leave the pictures that they name, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from matplotlib.image import imread

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*.py"))
REAL = "ucdp-ged/ged_syr_2016-2019.csv.gz"


def run(script: Path, *arguments: object, cwd: Path) -> str:
    """Run a script as a reader would, with no room for leftovers but its own."""
    scratch = cwd / "scratch"
    scratch.mkdir(parents=True)
    command = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=scratch,
        env={**os.environ, "TMPDIR": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    left = [path.name for path in scratch.iterdir() if not path.name.startswith("matplotlib")]
    assert left == []
    return done.stdout


def kept() -> set[Path]:
    """List the files among the examples."""
    return {path for path in EXAMPLES.rglob("*") if "__pycache__" not in path.parts}


def assert_pictures(output: str, folder: Path) -> None:
    """Compare the folder with the pictures and pages that the script names; none is blank."""
    lines = [line for line in output.splitlines() if "picture: " in line or "page: " in line]
    named = {line.partition(": ")[2] for line in lines}
    assert named
    assert {str(path) for path in folder.iterdir()} == named
    for path in named:
        if path.endswith(".html"):
            assert Path(path).read_text(encoding="utf-8").rstrip().endswith("</html>")
            continue
        pixels = imread(path)
        assert pixels.shape[1] >= 300  # three inches, the narrowest
        assert pixels.std() > 0.05


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_an_example_leaves_its_pictures_and_nothing_else(script: Path, tmp_path: Path) -> None:
    """In the folder given; neither the working folder nor the examples' own are touched."""
    before = kept()
    folder = tmp_path / "pictures" / "of it"
    assert_pictures(run(script, folder, cwd=tmp_path), folder)
    assert kept() == before


def test_a_month_of_the_real_data_is_drawn(shared_data: Path, tmp_path: Path) -> None:
    """The script reads a file of the data set itself, and lists what is wrong with it."""
    folder = tmp_path / "pictures"
    script = EXAMPLES / "ged_month.py"
    output = run(script, shared_data / REAL, "2016-01", folder, cwd=tmp_path)
    assert output.startswith("16566 events, ")
    assert "low <= best <= high does not hold" in output
    assert_pictures(output, folder)
