"""The door: every public name is there, nothing is loaded before it is asked for."""

from __future__ import annotations

import importlib
import json
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import conflictlog as cl

SOURCE = Path(__file__).resolve().parents[1] / "src"
HEAVY = {"geopy", "matplotlib", "numpy", "pandas", "pendulum", "polars", "pyarrow", "shapely"}

EXTRAS = {"duckdb", "fastexcel", "geopandas", "hypothesis", "pandas", "pyarrow", "shapely"}


def fresh(code: str) -> str:
    """Run code in an interpreter that has imported nothing yet."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout


def test_the_door_is_light() -> None:
    """Importing the package loads none of the heavy packages."""
    loaded = fresh("import sys, json, conflictlog; print(json.dumps(sorted(sys.modules)))")
    assert HEAVY.isdisjoint(name.partition(".")[0] for name in json.loads(loaded))


def test_the_door_loads_no_room() -> None:
    """Importing the package loads no room, so a room that fails spoils only its own names."""
    loaded = fresh("import sys, json, conflictlog; print(json.dumps(sorted(sys.modules)))")
    assert [name for name in json.loads(loaded) if name.startswith("conflictlog.")] == []


@pytest.mark.parametrize("seed", range(3))
def test_every_public_name_works_twice_in_any_order(seed: int) -> None:
    """No import of a room replaces a public name: the second use gives the same as the first."""
    code = f"""
import random
import conflictlog as cl

names = list(cl.__all__)
random.Random({seed}).shuffle(names)
first = {{name: getattr(cl, name) for name in names}}
random.Random({seed + 1000}).shuffle(names)
for name in names:
    assert getattr(cl, name) is first[name], name
print(len(first))
"""
    assert int(fresh(code)) == len(cl.__all__)


def test_public_names_come_from_the_room_that_the_table_says() -> None:
    """The table, `__all__` and the rooms agree."""
    assert sorted([*cl._ROOMS, "__version__"]) == cl.__all__
    for name, room in cl._ROOMS.items():
        module = importlib.import_module(f"conflictlog.{room}")
        assert getattr(cl, name) is (module if room == name else getattr(module, name))


def test_the_block_for_type_checkers_holds_every_name() -> None:
    """An editor completes each public name, from the room that really holds it."""
    import ast

    tree = ast.parse((SOURCE / "conflictlog" / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        alias.name: (node.module or "").removeprefix("conflictlog").lstrip(".") or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("conflictlog")
        for alias in node.names
        if alias.name != "nearest_hint"
    }
    assert seen == cl._ROOMS


def test_no_module_bears_a_public_name() -> None:
    """An imported submodule would replace the lazy attribute of its name."""
    rooms = {path.stem for path in (SOURCE / "conflictlog").iterdir() if path.stem[0] != "_"}
    bearers = rooms & set(cl.__all__)
    assert all(isinstance(getattr(cl, name), ModuleType) for name in bearers), bearers


def test_a_mistyped_name_is_met_with_the_nearest() -> None:
    """The message names what was asked for and what comes near."""
    with pytest.raises(AttributeError, match=r"'Evnt'; did you mean 'Event'"):
        cl.Evnt  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match=r"conflictlog\.__all__"):
        cl.qqqqqq  # type: ignore[attr-defined]
    assert not hasattr(cl, "__wrapped__")


def test_dir_lists_every_public_name() -> None:
    """Completion in a shell sees names that are not loaded yet."""
    assert set(cl.__all__) <= set(dir(cl))


def test_star_import_gives_exactly_the_public_names() -> None:
    """`from conflictlog import *` follows `__all__`."""
    code = "kept = set(globals()); from conflictlog import *; print(*set(globals()) - kept)"
    assert set(fresh(code).split()) - {"kept"} == set(cl.__all__)


def test_every_name_resolves_without_the_extras() -> None:
    """A core installation opens every door: an extra is asked for where it is used."""
    code = f"""
import sys

sys.modules.update(dict.fromkeys({sorted(EXTRAS)}))
import conflictlog as cl

print(len([getattr(cl, name) for name in cl.__all__]))
"""
    assert int(fresh(code)) == len(cl.__all__)


def test_names_resolve_from_many_threads_at_once() -> None:
    """A first use in two threads is as good as in one."""
    from concurrent.futures import ThreadPoolExecutor

    names = [name for name in cl.__all__ for _ in range(4)]
    random.Random(0).shuffle(names)  # noqa: S311 - an order, not a secret
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda name: getattr(cl, name), names))
    assert all(value is getattr(cl, name) for name, value in zip(names, found, strict=True))
