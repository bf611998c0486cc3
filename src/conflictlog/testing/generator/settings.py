"""What the generated world is like: two styles, tuned so that matching is as hard as it is."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

import attrs

__all__ = ["PRECISIONS", "STYLES", "VOCABULARIES", "Setting", "Style"]

Style = Literal["dense", "sparse"]

#: Precision classes, with the share of rows and the scatter in km around the true point.
PRECISIONS: Final = ("exact", "near", "settlement", "district", "none")


@attrs.frozen(kw_only=True)
class Setting:
    """The parameters of one style."""

    first_day: dt.date
    rows_a_year: int
    """Of one source in one area: the density, which never changes."""
    size_km: tuple[float, float]
    """North to south, west to east."""
    cities: int
    front_towns: int
    """Towns along a front line; none: a country without one."""
    front_share: float
    city_slope: float
    """How fast the weights of cities fall with their rank: a few hold most."""
    front_slope: float
    spread_km: float
    """How far from the middle of a town its incidents lie."""
    mass_share: float
    """Incidents that fall on days of mass attacks."""
    mass_every_days: int
    copies: float
    kinds: tuple[tuple[str, float], ...]
    night_share: float
    sides: tuple[tuple[tuple[str, ...], ...], ...]
    """Pairs of actors in turn: the variants of each one's name, one for each source first."""


_RUSSIA = ("Russia", "Military Forces of Russia (2000-)", "Government of Russia", "Russian army")
_UKRAINE = ("Ukraine", "Military Forces of Ukraine (2019-)", "Government of Ukraine", "AFU")
_CIVILIANS = ("Civilians", "Civilians (Ukraine)", "Civilians", "residents")
_BOKO_HARAM = (
    "Boko Haram",
    "JAS: Boko Haram",
    "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad",
    "sect",
)
_ARMY = ("Army", "Military Forces of Nigeria (2010-2015)", "Government of Nigeria", "soldiers")
_POLICE = ("Police", "Police Forces of Nigeria (2010-2015)", "Government of Nigeria", "policemen")
_HERDERS = ("Fulani herders", "Fulani Ethnic Militia (Nigeria)", "Fulani", "gunmen")
_FARMERS = ("Berom farmers", "Berom Ethnic Militia (Nigeria)", "Birom", "villagers")
_PEOPLE = ("Civilians", "Civilians (Nigeria)", "Civilians", "residents")
_CROWD = ("Protesters", "Protesters (Nigeria)", "Supporters of CPC", "youths")

STYLES: Final[dict[str, Setting]] = {
    "dense": Setting(
        first_day=dt.date(2022, 2, 24),
        rows_a_year=35_000,
        size_km=(800.0, 1200.0),
        cities=40,
        front_towns=160,
        front_share=0.7,
        city_slope=1.0,
        front_slope=0.8,
        spread_km=2.5,
        mass_share=0.06,
        mass_every_days=9,
        copies=0.06,
        kinds=(
            ("strike/shelling", 0.52),
            ("strike/drone", 0.12),
            ("strike/missile", 0.08),
            ("strike/air", 0.06),
            ("battle", 0.16),
            ("explosion/mine", 0.02),
            ("attack/killing", 0.01),
            ("outage/power", 0.02),
            ("protest", 0.01),
        ),
        night_share=0.4,
        sides=((_RUSSIA, _UKRAINE), (_RUSSIA, _CIVILIANS), (_UKRAINE, _RUSSIA)),
    ),
    "sparse": Setting(
        first_day=dt.date(2011, 1, 1),
        # ACLED has 349 rows of Nigeria in 2011, GED 248, GTD 174, SCAD 133.
        rows_a_year=350,
        size_km=(1000.0, 1000.0),
        cities=70,
        front_towns=0,
        front_share=0.0,
        city_slope=2.1,
        front_slope=0.0,
        spread_km=3.0,
        mass_share=0.32,
        mass_every_days=60,
        copies=0.12,
        kinds=(
            ("battle", 0.22),
            ("attack/killing", 0.3),
            ("attack/abduction", 0.06),
            ("explosion/ied", 0.14),
            ("explosion/suicide", 0.03),
            ("riot", 0.13),
            ("protest", 0.12),
        ),
        night_share=0.4,
        sides=(
            (_BOKO_HARAM, _PEOPLE),
            (_BOKO_HARAM, _ARMY),
            (_BOKO_HARAM, _POLICE),
            (_HERDERS, _FARMERS),
            (_CROWD, _POLICE),
        ),
    ),
}

#: How each source codes what happened: fine, in ACLED's sets, and GED's one word.
VOCABULARIES: Final[tuple[dict[str, str], ...]] = (
    {},
    {
        "strike/shelling": "strike/missile|strike/naval|strike/shelling",
        "strike/missile": "strike/missile|strike/naval|strike/shelling",
        "strike/drone": "strike/air|strike/drone",
        "strike/air": "strike/air|strike/drone",
        "explosion/ied": "explosion/ied|explosion/mine",
        "explosion/mine": "explosion/ied|explosion/mine",
        "attack/killing": "attack",
        "outage/power": "sabotage",
    },
    {
        "strike/shelling": "violence",
        "strike/missile": "violence",
        "strike/drone": "violence",
        "strike/air": "violence",
        "explosion/ied": "violence",
        "explosion/mine": "violence",
        "explosion/suicide": "violence",
        "attack/killing": "violence",
        "attack/abduction": "violence",
        "battle": "violence",
        "outage/power": "violence",
        "protest": "unrest",
        "riot": "violence",
    },
)
