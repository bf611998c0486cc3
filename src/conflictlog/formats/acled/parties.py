"""Who: actor1 and actor2 are the two parties in no order, and did nothing to one another first."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from conflictlog.formats.building import (
    Check,
    Part,
    actor,
    actors,
    code_of_name,
    joined,
    looked_up,
    tidy_code,
)

__all__ = ["parties"]

#: What the numbers stood for that the API gives with ``inter_num=1``, and old files hold.
_TYPES: Final = {
    "1": "State forces",
    "2": "Rebel group",
    "3": "Political militia",
    "4": "Identity militia",
    "5": "Rioters",
    "6": "Protesters",
    "7": "Civilians",
    "8": "External/Other forces",
}
_NUMBER: Final = r"^-?\d+$"
#: Whose forces they are, where the name says no more than that: "Haftar Faction" may follow.
_STATE: Final = re.compile(
    r"(?:Government|(?:Military|Police) Forces) of ([^()]+?)(?: \(\d{4}-(?:\d{4})?\))?"
)


def parties() -> Part:
    """Give all actors as parties; those with a name of a state's forces with the state."""
    return actors(
        _party("1"),
        actor("assoc_actor_1", separator=";"),
        _party("2"),
        actor("assoc_actor_2", separator=";"),
    )


def _party(side: str) -> Part:
    name, inter, state = f"actor{side}", f"inter{side}", f"_state{side}"
    code = tidy_code(pl.col(inter), fold=False)
    in_words = code.replace_strict(_TYPES, default=None, return_dtype=pl.String)
    kind = pl.when(code.str.contains(_NUMBER)).then(in_words).otherwise(code)
    prepared = Part(
        value=pl.col(state),
        prepare=lambda rows: rows.with_columns(looked_up(pl.col(name), _state_of).alias(state)),
        reads=frozenset({name}),
        checks=(
            Check(
                column=inter,
                where=code.str.contains(_NUMBER) & in_words.is_null() & (code != "0"),
                problem="no such code: kept without it",
                hint="1 to 8, 0 for none, or the words",
            ),
        ),
    )
    one = actor(name, country=pl.col(state), type=kind)
    return joined([prepared, one], one.value)


def _state_of(name: str) -> str | None:
    found = _STATE.fullmatch(name)
    return code_of_name(found[1]) if found else None
