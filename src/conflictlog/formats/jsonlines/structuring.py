"""JSON objects to values: checked by the values themselves, all faults of a record at once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs
import cattrs
from cattrs.errors import ClassValidationError, IterableValidationError

from conflictlog.errors import ConflictlogError, InvalidValue, UnknownOption, nearest_hint
from conflictlog.event import Event
from conflictlog.formats.checking import NOT_OURS, check_field, own_error
from conflictlog.report import Report
from conflictlog.schema.shapes import SHAPES, Many, Named, One, Shape
from conflictlog.when import When, from_json

__all__ = ["Fault", "event_from_json"]

#: What a time may be told by in a hand-written object, beside text and the fields themselves.
_TOLD: Final = (
    "edtf",
    "throughout",
    "began_by",
    "began_no_earlier_than",
    "ended_by",
    "ended_no_earlier_than",
)


@attrs.frozen
class Fault:
    """One fault of a record: where, what stands there, and what is wrong with it."""

    path: str
    value: object
    error: ConflictlogError


def event_from_json(record: object) -> tuple[Event | None, tuple[Fault, ...]]:
    """Make an event of a JSON object, or give every fault that it has.

    Examples
    --------
    >>> event_from_json({"kind": "visit", "place": "Minsk"})[0].place.name
    'Minsk'
    >>> wrong = {"place": {"lat": 91, "lon": 30}, "phase": "done"}
    >>> [fault.path for fault in event_from_json(wrong)[1]]
    ['$.place.lat', '$.phase']
    """
    try:
        return _CONVERTER.structure(record, Event), ()
    except ClassValidationError as group:
        return None, tuple(_faults(group, "$", record))
    except ConflictlogError as error:
        return None, (Fault("$", record, error),)


class _At(ConflictlogError):
    """A fault on its way up: the step of the path, then what is wrong there."""

    def __init__(self, step: str, value: object, cause: Exception) -> None:
        super().__init__(str(cause))
        self.step = step
        self.value = value
        self.cause = cause


def _faults(error: Exception, path: str, value: object) -> list[Fault]:
    """Flatten what cattrs collected into faults with their paths."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        return [fault for inner in error.exceptions for fault in _faults(inner, path, value)]
    if isinstance(error, _At):
        return _faults(error.cause, path + error.step, error.value)
    assert isinstance(error, ConflictlogError)  # noqa: S101 - nothing else is put in
    return [Fault(path, value, error)]


def _checked(step: str, value: object, make: Callable[[], Any], errors: list[Exception]) -> Any:
    """Run one step of the making and keep its fault, with the place where it stands."""
    try:
        return make()
    except (ConflictlogError, ClassValidationError, IterableValidationError) as error:
        errors.append(_At(step, value, error))
    except NOT_OURS as error:
        errors.append(_At(step, value, own_error(error, step.lstrip("."), value)))
    return None


class _Structurer:
    """Makes values of one class out of JSON objects."""

    def __init__(self, cls: type[attrs.AttrsInstance]) -> None:
        fields = attrs.fields_dict(cls)
        self.cls = cls
        self.name = cls.__name__.lower()
        self.fields = tuple(fields)
        self.alias = {"place": "places"} if "places" in fields else {}
        # What the constructor takes first: "AFP" is short for a source, 30 for an estimate.
        self.short = next((name for name, field in fields.items() if not field.kw_only), None)
        # A class with a constructor of its own has no defaults here, and needs nothing.
        self.needed = [
            name
            for name, field in fields.items()
            if field.default is attrs.NOTHING and cls not in (Event, Report)
        ]

    def __call__(self, record: Any, _: object) -> Any:
        if not isinstance(record, Mapping):
            if self.short is None or not isinstance(record, str | int | float):
                raise InvalidValue(
                    f"{self.name} is {record!r}",
                    expected=f"an object with some of {', '.join(self.fields)}",
                    remedy="put it in braces",
                )
            record = {self.short: record}
        errors: list[Exception] = []
        given, steps = self._parts(record, errors)
        refused: Exception | None = None
        if not errors:
            try:
                return self.cls(**given)
            except (ConflictlogError, *NOT_OURS) as error:
                refused = error
        # Something is wrong: check each field by itself, so that one fault does not hide the next.
        for name, step in steps.items():
            check = functools.partial(check_field, self.cls, name, given[name])
            _checked(step, given[name], check, errors)
        if refused is not None and not errors:
            # What cannot be true together; the message begins with the field it points at.
            ours = own_error(refused, self.name, record)
            field = ours.seen.partition(" ")[0]
            at = (f".{field}", record[field]) if field in record else ("", record)
            errors.append(_At(*at, ours))
        raise ClassValidationError(f"a faulty {self.name}", errors, self.cls) from refused

    def _parts(
        self, record: Mapping[str, Any], errors: list[Exception]
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """Make what stands in the fields; beside it, the step of the path to each good one."""
        given: dict[str, Any] = {}
        steps: dict[str, str] = {}
        for key, item in record.items():
            name = self.alias.get(key, key)
            wrong = self._wrong_key(key, name, given)
            if wrong is not None:
                errors.append(_At(f".{key}", item, wrong))
            elif item is not None:
                before = len(errors)
                shape = SHAPES[self.cls].get(name)
                given[name] = _field(
                    name, shape, [item] if name != key else item, f".{key}", errors
                )
                if len(errors) == before:
                    steps[name] = f".{key}"
        missing = [name for name in self.needed if name not in given]
        if missing:
            lacking = InvalidValue(
                f"{self.name} has no {' and no '.join(missing)}",
                expected=f"an object with {', '.join(self.needed)}",
                remedy="add it",
            )
            errors.append(_At("", record, lacking))
        return given, steps

    def _wrong_key(self, key: str, name: str, given: Mapping[str, Any]) -> ConflictlogError | None:
        if name in given:
            return InvalidValue("both 'place' and 'places' are given", remedy="keep 'places'")
        if name in self.fields:
            return None
        known = [*self.fields, *self.alias]
        return UnknownOption(
            f"{self.name} has no field {key!r}",
            remedy=nearest_hint(key, known) or f"it has {', '.join(known)}",
        )


def _field(name: str, shape: Shape | None, item: Any, step: str, errors: list[Exception]) -> Any:
    """Make the values inside one field."""
    match shape:
        case One(part):
            return _nested(step, item, part, errors)
        case Many(part) if isinstance(item, list):
            # "place" is one, "places[0]" the first of several.
            steps = [step if step != f".{name}" else f"{step}[{n}]" for n in range(len(item))]
            return tuple(
                _nested(at, each, part, errors) for at, each in zip(steps, item, strict=True)
            )
        case Many(part):
            return (_nested(step, item, part, errors),)
        case Named(of=part) if part is not None and isinstance(item, Mapping):
            return {key: _nested(f"{step}.{key}", each, part, errors) for key, each in item.items()}
    return item


def _nested(step: str, item: Any, cls: type, errors: list[Exception]) -> Any:
    return _checked(step, item, lambda: _CONVERTER.structure(item, cls), errors)


def _when(record: Any, _: object) -> When:
    if not isinstance(record, Mapping):
        if not isinstance(record, str):
            raise InvalidValue(
                f"when is {record!r}", expected="text or an object", remedy='write "2022-12-19"'
            )
        return When(record)
    if any(name in record for name in _TOLD):
        fields = dict(record)
        return When(fields.pop("edtf", None), **fields)
    if "precision" not in record:
        # Without bounds it would be any time at all, which nobody means by {"tz": "..."}.
        raise InvalidValue(
            f"when is {dict(record)!r}",
            expected="text under 'edtf', a bound such as 'began_by', or all fields of a When",
            remedy='write {"edtf": "2022-12-19", "tz": "Europe/Kyiv"}',
        )
    return from_json(record)


_CONVERTER: Final = cattrs.Converter()
for _cls in SHAPES:
    _CONVERTER.register_structure_hook(_cls, _Structurer(_cls))
_CONVERTER.register_structure_hook(When, _when)
