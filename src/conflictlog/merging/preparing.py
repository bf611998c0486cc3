"""Logs into records that are ready to be paired, in an order that hangs on no order of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import attrs
import numpy as np

from conflictlog.errors import InvalidValue
from conflictlog.log import EventLog
from conflictlog.merging.naming import named
from conflictlog.merging.records import Records, records_of

__all__ = ["Cardinality", "Prepared", "prepared"]

Cardinality = Literal["one", "many"]


@attrs.frozen(kw_only=True, eq=False)
class Prepared:
    """What is merged.

    Parameters
    ----------
    logs
        By name, in an order that hangs on nothing but names and ids.
    preference
        The names in the order in which the logs were given.
    many
        Logs of which several rows may be one event.
    records
        Their records.
    """

    logs: dict[str, EventLog]
    preference: tuple[str, ...]
    many: frozenset[str]
    records: Records


def prepared(
    logs: tuple[EventLog, ...],
    *,
    names: Iterable[str] | None = None,
    cardinality: Cardinality | Mapping[str, Cardinality] = "one",
) -> Prepared:
    """Name the logs and take their records out.

    Raises
    ------
    InvalidValue
        Without a log, or where names or words of cardinality are none.
    """
    given, preference = named(logs, names)
    many = _many(cardinality, tuple(given))
    records = records_of(given)
    records = records.taken(np.lexsort((records.ids.astype(str), records.log)))
    freed = np.isin(records.log, [records.logs.index(name) for name in many])
    excluder = np.where(freed, -1, records.excluder).astype(np.int32)
    return Prepared(
        logs=given,
        preference=preference,
        many=frozenset(many),
        records=attrs.evolve(records, excluder=excluder),
    )


def _many(cardinality: Cardinality | Mapping[str, Cardinality], names: tuple[str, ...]) -> set[str]:
    """Give the logs of which several rows may be one event."""
    told = dict.fromkeys(names, cardinality) if isinstance(cardinality, str) else cardinality
    if not isinstance(told, Mapping):
        raise InvalidValue(
            f"cardinality is {cardinality!r}",
            expected="'one', 'many', or one of them by name of a log",
            remedy=f"write cardinality={{{names[0]!r}: 'many'}}",
        )
    for name, word in told.items():
        if name not in names or word not in ("one", "many"):
            raise InvalidValue(
                f"cardinality says {word!r} of {name!r}",
                expected=f"'one' or 'many' of {', '.join(names)}",
                remedy="name logs as they are called in the merge; see names=",
            )
    return {name for name, word in told.items() if word == "many"}
