"""Rewrite tests/public_api.txt: one line per public name, with its kind and signature.

Run it after a change of the public names, and read the difference: it is what users will see.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from types import ModuleType

import attrs

import conflictlog

SNAPSHOT = Path(__file__).resolve().parents[1] / "tests" / "public_api.txt"


class Bare(str):
    """An annotation as its source has it: shown without quotes, whatever Python's version."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def signature(value: object) -> str:
    """Write a signature as its source has it, or nothing where there is none to see."""
    try:
        found = inspect.signature(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""
    parameters = [
        each.replace(annotation=_bare(each.annotation)) for each in found.parameters.values()
    ]
    return str(
        found.replace(parameters=parameters, return_annotation=_bare(found.return_annotation))
    )


def _bare(annotation: object) -> object:
    return Bare(annotation) if isinstance(annotation, str) else annotation


def line(name: str, value: object) -> str:
    """Describe a public name of the package."""
    if isinstance(value, ModuleType):
        return f"{name}  module"
    if isinstance(value, type) and issubclass(value, BaseException):
        bases = ", ".join(base.__name__ for base in value.__bases__)
        return f"{name}  error({bases})"
    if isinstance(value, type):
        return f"{name}  class{signature(value)}"
    if callable(value):
        return f"{name}  function{signature(value)}"
    return f"{name}  {type(value).__name__}"


def own_members(value: type) -> dict[str, object]:
    """Collect what a class and its bases in this package define under public names."""
    found: dict[str, object] = {}
    for base in reversed(value.__mro__):
        if base.__module__.partition(".")[0] == "conflictlog":
            found |= {name: member for name, member in vars(base).items() if name[0] != "_"}
    return found


def members(name: str, value: type) -> list[str]:
    """Describe the fields, properties and methods of a public class."""
    # Not the types that attrs keeps: reading a file resolves those, once and for all.
    written = {
        key: annotation
        for base in reversed(value.__mro__)
        for key, annotation in inspect.get_annotations(base).items()
    }
    names = [field.name for field in attrs.fields(value)] if attrs.has(value) else []
    fields = {key: written.get(key) for key in names}
    lines = []
    for key, member in sorted((own_members(value) | fields).items()):
        if key in fields:
            if not key.startswith("_"):
                lines.append(f"{name}.{key}  field: {_type_name(fields[key])}")
        elif isinstance(member, property):
            returns = signature(member.fget).partition(" -> ")[2]
            lines.append(f"{name}.{key}  property: {returns or '?'}")
        elif isinstance(member, classmethod | staticmethod):
            kind = type(member).__name__
            lines.append(f"{name}.{key}  {kind}{signature(member.__func__)}")
        elif callable(member):
            lines.append(f"{name}.{key}  method{signature(member)}")
        else:
            lines.append(f"{name}.{key}  {type(member).__name__}")
    return lines


def _type_name(annotation: object) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)


def describe() -> str:
    """Describe the whole public surface, sorted by name."""
    lines = []
    for name in sorted(conflictlog.__all__):
        value = getattr(conflictlog, name)
        lines.append(line(name, value))
        if isinstance(value, ModuleType):
            lines += [line(f"{name}.{key}", getattr(value, key)) for key in sorted(value.__all__)]
        elif isinstance(value, type) and not issubclass(value, BaseException):
            lines += members(name, value)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    SNAPSHOT.write_text(describe(), encoding="utf-8")
    print(f"wrote {SNAPSHOT.relative_to(SNAPSHOT.parents[1])}")
