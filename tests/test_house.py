"""The rules of the house, where no other tool checks them."""

from __future__ import annotations

import inspect
import os
import re
import shutil
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import conflictlog as cl

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "conflictlog"
PYPROJECT_TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads(PYPROJECT_TEXT)
FOLDERS = ("src", "tests", "tools", "benchmarks", "examples", "docs", ".ci")
TEXTS = {".cff", ".cfg", ".csv", ".md", ".py", ".toml", ".txt", ".yaml", ".yml", ""}


def length(path: Path) -> int:
    """Count a file's lines."""
    return len(path.read_text(encoding="utf-8").splitlines())


def our_files() -> list[Path]:
    """Collect the texts of the project: not its caches, not what examples leave."""
    inside = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    beside = list(ROOT.iterdir())
    return [
        path
        for path in inside + beside
        if path.is_file() and path.suffix in TEXTS and "output" not in path.parts
    ]


def test_files_are_short() -> None:
    """Half of the files have fewer than 150 lines, none has more than 500."""
    lengths = {str(path.relative_to(PACKAGE)): length(path) for path in PACKAGE.rglob("*.py")}
    assert statistics.median(lengths.values()) < 150
    assert {name: count for name, count in lengths.items() if count > 500} == {}


def test_modules_are_nouns_of_the_trade() -> None:
    """No module is a drawer for the rest."""
    vague = {"base", "common", "core", "helpers", "lib", "misc", "shared", "tools", "utils"}
    assert {path.stem.strip("_") for path in PACKAGE.rglob("*")}.isdisjoint(vague)


def public_things() -> dict[str, object]:
    """Collect what is public: the names at the door, and those in the modules among them."""
    things = {name: getattr(cl, name) for name in cl.__all__ if name != "__version__"}
    modules = {name: thing for name, thing in things.items() if isinstance(thing, ModuleType)}
    for name, module in modules.items():
        del things[name]
        things |= {f"{name}.{key}": getattr(module, key) for key in module.__all__}
    return things


def test_public_names_are_documented() -> None:
    """Each public name says in a sentence what it is, and shows it, errors aside, in a doctest."""
    silent, unshown = [], []
    for name, thing in public_things().items():
        text = inspect.getdoc(thing) or ""
        if not text.partition("\n\n")[0].endswith((".", "?")):
            silent.append(name)
        error = isinstance(thing, type) and issubclass(thing, BaseException)
        if callable(thing) and not error and ">>> " not in text:
            unshown.append(name)
    assert (silent, unshown) == ([], [])


def test_one_version_everywhere() -> None:
    """The package, its metadata, the citation and the changelog agree."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version = PYPROJECT["project"]["version"]
    assert cl.__version__ == version
    assert f"\nversion: {version}\n" in citation
    assert re.search(rf"^## {re.escape(version)}\b", changelog, re.MULTILINE)
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_the_readme_opens_with_the_two_commands() -> None:
    """A newcomer sees what to type first."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert 0 < readme.find("make example") < readme.find("make test")


def test_every_rule_that_is_off_has_its_reason() -> None:
    """A linter's rule is ignored for a reason that stands beside it."""
    block = PYPROJECT_TEXT.partition("[tool.ruff.lint]")[2].partition("[tool.ruff.lint.flake8")[0]
    rules = re.findall(r'^\s+"[A-Z]+\d*",.*$', block, re.MULTILINE)
    assert len(rules) > 20
    assert [rule for rule in rules if not re.search(r",\s+# \w.{8,}", rule)] == []


def test_every_low_room_is_kept_light() -> None:
    """Each room of layers 0-2, and the query tree, stands in the contract that keeps it light."""
    contracts = {each["id"]: each for each in PYPROJECT["tool"]["importlinter"]["contracts"]}
    layers = [re.findall(r"\w+", layer) for layer in contracts["layers"]["layers"]]
    low = {room for layer in layers[-4:] for room in layer} | {"query"}
    built = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    light = {name.removeprefix("conflictlog.") for name in contracts["light"]["source_modules"]}
    assert light == low & built


def test_make_has_few_recipes() -> None:
    """What a developer types fits on one hand, or two."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert len(re.findall(r"^[\w$][^:=#\n]*:(?!=)", makefile, re.MULTILINE)) < 10


def test_no_path_of_one_machine_is_left() -> None:
    """Nothing speaks of the machine that it was written on."""
    homes = "|".join(["/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", r"(?<![\w.])/wo" + "rk/"])
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in our_files()
        if (match := re.search(rf"(?:{homes})\S*", path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("reason", "in_ci", "code"),
    [
        ("no such package", True, pytest.ExitCode.TESTS_FAILED),
        ("no such package", False, pytest.ExitCode.OK),
        ("real data not beside the checkout", True, pytest.ExitCode.OK),
    ],
)
def test_a_skip_fails_in_ci(
    tmp_path: Path, reason: str, in_ci: bool, code: pytest.ExitCode
) -> None:
    """A test that CI must run may not be skipped there, and the reason is told."""
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    body = f"import pytest\n\ndef test_one():\n    pytest.skip({reason!r})\n"
    (tmp_path / "test_one.py").write_text(body, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "CONFLICTLOG_CI"}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        env=environment | ({"CONFLICTLOG_CI": "1"} if in_ci else {}),
        cwd=tmp_path,
    )
    assert run.returncode == code, run.stdout
    assert ("CI must run it" in run.stdout) == (code == pytest.ExitCode.TESTS_FAILED)
