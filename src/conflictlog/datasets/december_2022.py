"""One news report of 19 December 2022, coded event by event, without false exactness.

The Moscow Times carried an AFP story: Russia's president in Minsk, a drone raid on
Ukraine hours before, drills at an undisclosed place, a claim that one side makes, a
denial. Names, dates, counts and short attributed phrases are facts of that report;
the wording is ours. Its title, url and hour are not recorded here.
"""

from __future__ import annotations

from conflictlog.event import Event, Link
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.report import Actor, Claimant, Dataset, Estimate, Source
from conflictlog.when import When

__all__ = ["minsk_kyiv_2022"]

_MINSK, _KYIV, _MOSCOW = "Europe/Minsk", "Europe/Kyiv", "Europe/Moscow"

_ARTICLE = Source("The Moscow Times", wire="AFP", published="2022-12-19", language="en")
# Only its headline stands beside the article: older, undated.
_OLDER = Source("The Moscow Times", language="en")

_DATASET = Dataset(
    "Minsk and Kyiv, 19 December 2022",
    licence="CC0 1.0",
    redistributable=True,
    attribution="coded by the conflictlog authors from one report",
)

_UKRAINE = Place("Ukraine", country="UKR", precision="country")
_BELARUS = Place("Belarus", country="BLR", precision="country")
_KYIV_CITY = Place("Kyiv", lat=50.45, lon=30.52, radius_km=20, country="UKR", precision="town")
_MINSK_CITY = Place("Minsk", lat=53.90, lon=27.57, radius_km=15, country="BLR", precision="town")

_RUSSIA_ATTACKS = Actor("Russia", role="initiator", country="RUS")
_UKRAINE_HIT = Actor("Ukraine", role="target", country="UKR")

# "Hours before" an arrival whose hour is not given: that night or the evening before.
_BEFORE_ARRIVAL = When(
    "[2022-12-18..2022-12-19]", tz=_KYIV, text="hours before Putin's arrival on 19 December"
)
_BY_MONDAY = "[..2022-12-19]"


def minsk_kyiv_2022() -> EventLog:
    """Give the report of 19 December 2022 as a log of eleven events.

    Returns
    -------
    EventLog
        A visit, a drone raid with its part over Kyiv, blackouts, drills, missiles over
        Belgorod region, a force, a rumour with its denial, the invasion, a planned
        transfer. What nobody knew is left open in each.

    Examples
    --------
    >>> log = minsk_kyiv_2022()
    >>> len(log), log["MK22:raid"].estimate("downed").best
    (11, 30)
    >>> log["MK22:rumour"].status
    'contested'
    """
    events = (*_visits(), *_raid(), _blackouts(), *_military(), *_statements(), _invasion())
    return EventLog(events, datasets=[_DATASET]).sort("when")


def _visits() -> tuple[Event, ...]:
    arrival = Event(
        id="MK22:visit",
        kind="visit",
        title="Putin arrives in Minsk, met by Lukashenko",
        reports=_ARTICLE.says(
            when=When("2022-12-19", tz=_MINSK),
            # "The airport": Minsk has one in town and one 40 km east of it.
            place=Place(
                "Minsk, airport",
                lat=53.90,
                lon=27.57,
                radius_km=50,
                country="BLR",
                precision="vicinity",
            ),
            actors=[
                Actor("Vladimir Putin", role="guest", country="RUS"),
                Actor("Alexander Lukashenko", role="host", country="BLR"),
            ],
            phase="happened",
        ),
        notes="The news with which the report was updated.",
    )
    ministers = Event(
        id="MK22:ministers",
        kind="visit",
        title="Lavrov and Shoigu are already in Minsk",
        reports=_ARTICLE.says(
            when=When(
                began_by="2022-12-19",
                ended_no_earlier_than="2022-12-19",
                tz=_MINSK,
                text="already in Minsk on Monday",
            ),
            place=_MINSK_CITY,
            actors=[
                Actor("Sergei Lavrov", role="guest", country="RUS"),
                Actor("Sergei Shoigu", role="guest", country="RUS"),
            ],
            phase="happened",
        ),
    )
    return arrival, ministers


def _raid() -> tuple[Event, ...]:
    # "Officials", of which side the text does not say: an unnamed claimant.
    officials = Claimant("officials")
    wave = Event(
        id="MK22:raid",
        kind="strike/drone",
        title="Drone raid across Ukraine",
        facets={"domain": "air"},
        reports=[
            _ARTICLE.says(
                when=_BEFORE_ARRIVAL,
                place=_UKRAINE,
                actors=[_RUSSIA_ATTACKS, _UKRAINE_HIT],
                phase="happened",
            ),
            _ARTICLE.says(officials, estimates={"launched": Estimate(35, scope="Ukraine")}),
            _ARTICLE.says("Ukraine", estimates={"downed": 30}, evidence="statement"),
        ],
    )
    kyiv = Event(
        id="MK22:raid-kyiv",
        kind="strike/drone",
        title="Drones over Kyiv, critical infrastructure damaged",
        facets={"domain": "air"},
        reports=[
            _ARTICLE.says(
                when=_BEFORE_ARRIVAL,
                place=_KYIV_CITY,
                actors=[_RUSSIA_ATTACKS, _UKRAINE_HIT],
                phase="happened",
            ),
            _ARTICLE.says(officials, estimates={"launched": Estimate(23, scope="Kyiv")}),
            _ARTICLE.says(
                "Vitali Klitschko",
                evidence="statement",
                facets={"damage": "unknown"},
                quote="critical infrastructure damaged",
                estimates={
                    "killed": Estimate.none_known(),
                    "injured": Estimate.none_known(),
                },
            ),
            _ARTICLE.says(
                Claimant("a resident of western Kyiv, aged 68"),
                evidence="eyewitness",
                headline="Several explosions heard, then the power went",
                estimates={"explosions": Estimate(text="several")},
                sensitive=True,
            ),
        ],
        links=[Link("part_of", "MK22:raid")],
        notes="Where the explosions were, the witness does not say.",
        sensitive=True,
    )
    return wave, kyiv


def _blackouts() -> Event:
    when = When(began_by="2022-12-19", ended_no_earlier_than="2022-12-19", tz=_KYIV)
    return Event(
        id="MK22:blackouts",
        kind="outage/power",
        title="Power cut in Kyiv and about a dozen regions",
        reports=[
            _ARTICLE.says(
                when=when,
                place=_UKRAINE,
                phase="ongoing",
                estimates={"regions_affected": Estimate(text="a dozen", rounded=True)},
            ),
            _ARTICLE.says(
                "Ukrenergo",
                when=when,
                places=[_KYIV_CITY, _UKRAINE],
                phase="ongoing",
                facets={"cut": "scheduled"},
                estimates={
                    "regions_affected": Estimate(
                        text="the capital and nearly a dozen", rounded=True
                    )
                },
            ),
        ],
        links=[Link("caused_by", "MK22:raid", claimant="Ukraine")],
    )


def _military() -> tuple[Event, ...]:
    ministry = Claimant("Russia's Defence Ministry")
    joint = [
        Actor("Russian forces", role="participant", country="RUS"),
        Actor("Belarusian forces", role="participant", country="BLR"),
    ]
    undisclosed = Place(country="BLR", precision="undisclosed")
    drills = Event(
        id="MK22:drills",
        kind="exercise",
        title="Russian drills with Belarusian forces",
        reports=[
            _ARTICLE.says(
                ministry,
                when=When(began_by="2022-12-19", tz=_MINSK),
                place=undisclosed,
                actors=joint,
                phase="ongoing",
                evidence="statement",
            ),
            _ARTICLE.says(
                ministry,
                headline="Footage of tank, artillery and sniper training",
                place=undisclosed,
                actors=joint,
                evidence="video",
            ),
        ],
        notes="Announced on 19 December, hours before the arrival.",
    )
    belgorod = Place(
        "Belgorod region",
        lat=50.75,
        lon=37.6,
        country="RUS",
        admin1="Belgorod",
        precision="admin1",
        role="intercepted_over",
    )
    missiles = Event(
        id="MK22:belgorod",
        kind="strike/missile",
        title="US-made missiles shot down, says Moscow",
        reports=[
            _ARTICLE.says(
                "Moscow",
                when=When(_BY_MONDAY, tz=_MOSCOW),
                place=belgorod,
                actors=Actor("Russia", role="target", country="RUS"),
                facets={"weapon": "US-made missile", "outcome": "intercepted"},
                phase="happened",
                evidence="statement",
                estimates={"downed": told},
            )
            for told in (Estimate(text="several"), Estimate(4))
        ],
    )
    transfer = Event(
        id="MK22:missile-transfer",
        kind="deployment",
        title="Nuclear-capable missiles for Belarus, planned",
        reports=_OLDER.says(
            headline="Missiles that can carry nuclear warheads are to reach Belarus within months",
            # Fewer than twelve months after an unknown day before 19 December 2022: no day is
            # known at either end, and no more than the year at the later one.
            when=When("[..2023]", tz=_MINSK, text="within months"),
            place=_BELARUS,
            actors=[
                Actor("Russia", role="party", country="RUS"),
                Actor("Belarus", role="host", country="BLR"),
            ],
            phase="planned",
        ),
        notes="Only the headline of an older, undated report is at hand.",
    )
    return drills, missiles, transfer


def _statements() -> tuple[Event, ...]:
    force = Event(
        id="MK22:joint-force",
        kind="statement/announcement",
        title="Belarus announces a joint force with Russia",
        reports=_ARTICLE.says(
            "Belarus",
            when=When("2022-10", tz=_MINSK),
            place=_BELARUS,
            actors=[
                Actor("Belarus", role="initiator", country="BLR"),
                Actor("Russia", role="participant", country="RUS"),
            ],
            phase="happened",
            evidence="statement",
            estimates={"deployed": Estimate(text="several thousand", unit="Russian servicemen")},
        ),
    )
    pressed = [
        Actor("Russia", role="initiator", country="RUS"),
        Actor("Belarus", role="target", country="BLR"),
    ]
    rumour = Event(
        id="MK22:rumour",
        kind="statement/rumour",
        title="Minsk would be pressed to send troops",
        reports=[
            _ARTICLE.says("unnamed reports", when=When(_BY_MONDAY, tz=_MINSK), actors=pressed),
            _ARTICLE.says(
                "Dmitry Peskov",
                stance="denies",
                evidence="statement",
                headline="The Kremlin's spokesman calls it groundless",
                actors=pressed,
            ),
        ],
    )
    return force, rumour


def _invasion() -> Event:
    return Event(
        id="MK22:invasion",
        kind="violence",
        title="Invasion of Ukraine, partly launched from Belarus",
        reports=_ARTICLE.says(
            when=When(
                began_no_earlier_than="2022-02-20",
                began_by="2022-03-19",
                ended_no_earlier_than="2022-12-19",
                tz=_KYIV,
                text="nearly 10 months before",
            ),
            places=[
                _UKRAINE,
                Place("Belarus", country="BLR", precision="country", role="launched_from"),
            ],
            actors=[_RUSSIA_ATTACKS, _UKRAINE_HIT],
            phase="ongoing",
        ),
    )
