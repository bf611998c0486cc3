"""Write the golden files of the present schema version: once, then never again.

Run from the checkout: ``python tools/build_golden.py``. Files of a released version are read
for ever, so one that is there already stays as it is; a new schema version gets a new folder.
"""

from __future__ import annotations

from pathlib import Path

from conflictlog.event import Assessment, Event, Link, Member
from conflictlog.formats import write
from conflictlog.log import EventLog
from conflictlog.place import Place
from conflictlog.report import (
    Actor,
    Claimant,
    Coverage,
    Dataset,
    Estimate,
    Locator,
    Report,
    Source,
)
from conflictlog.schema import VERSION
from conflictlog.when import When

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "golden" / f"v{VERSION}"


def golden_log() -> EventLog:
    """Build a small log that uses every field of the schema."""
    source = Source(
        "The Moscow Times",
        url="https://example.org/article?id=1&lang=en",
        title="Raid, blackouts",
        published="2022-12-19",
        retrieved="2022-12-20T08:30:00Z",
        archived_url="https://example.org/archive",
        sha256="0" * 64,
        language="en",
        wire="AFP",
        reliability="B",
    )
    claim = Report(
        id="r-claim",
        source=source,
        claimant=Claimant("Ukraine's air force", side="UKR", reliability="C"),
        interest="self",
        evidence=["statement", "video"],
        when=When("2022-12-19T03:10+02:00"),
        places=[
            Place("Kyiv", lat=50.45, lon=30.52, country="UKR", admin1="Kyiv", pcode="043"),
            Place("Kyiv oblast", lat=50.3, lon=30.9, precision="admin1", role="target"),
        ],
        kind="strike/drone",
        phase="happened",
        headline="Thirty of 35 drones downed",
        actors=[Actor("Russia", role="initiator", country="RUS", type="state forces")],
        estimates={
            "launched": Estimate(35, scope="nationwide"),
            "downed": Estimate(30, low=28, high=35, unit="drones", rounded=True),
            "injured": Estimate.none_known(),
            "outages": Estimate(low=4, text="several"),
        },
        facets={"weapon": ["drone", "Shahed-136"], "target": "energy"},
        quote="=30 of 35",
        translation="thirty",
        ratings=[("admiralty-reliability", "C")],
        sensitive=True,
        locator=Locator(dataset="hand", file="notes.csv", sha256="ab", row=7),
        member="e-part",
    )
    denial = Report(
        id="r-denial",
        source="TASS",
        claimant="the Kremlin",
        stance="denies",
        about="initiator",
        interest="against",
        derived_from=["r-claim"],
        cites=["RIA Novosti"],
        supersedes="r-older",
    )
    raid = Event(
        id="e-raid",
        kind=["attack", "strike"],
        title="Drone raid",
        when=When("2022-12-18~/2022-12-19~", tz="Europe/Kyiv"),
        places=[Place("Крим", country="RUS|UKR", basis="by hand")],
        actors=[Actor("Ukraine", role="target")],
        facets={"domain": "air"},
        phase="happened",
        reports=[claim, denial],
        links=[Link("follows", "e-visit", claimant=Claimant("Ukraine", side="UKR"))],
        assessments=[
            Assessment(who="desk", p=0.9, verdict="likely", when="2022-12-20", why="film")
        ],
        notes="two\nlines, and a semicolon; here",
        tags=["drones", "power; grid"],
        sensitive=True,
        members=[Member(id="e-part", kind="strike", when="2022-12", places="Kyiv", tags="x")],
    )
    arrival = When(began_by="2022-12-19", ended_no_earlier_than="2022-12-19", tz="Europe/Minsk")
    visit = Event(
        id="e-visit",
        kind="visit",
        when=arrival,
        place=Place("Minsk", lat=53.9, lon=27.57, radius_km=25, country="BLR", admin2="Minsk"),
    )
    drills = Event(
        id="e-drills",
        reports=[
            Report(
                id="r-drills",
                source="Interfax",
                when="2022-10/..",
                place=Place(country="BLR", precision="undisclosed"),
            )
        ],
    )
    bare = Event(id="e-bare")
    return EventLog(
        [raid, visit, drills, bare],
        datasets=[
            Dataset(
                "hand",
                version="1",
                licence="CC BY 4.0",
                redistributable=True,
                attribution="the desk",
                retrieved="2022-12-20",
                coverage=Coverage(
                    first="2022-01-01",
                    last="2022-12-31",
                    countries=["UKR", "BLR"],
                    kinds=["strike"],
                    lag_days=1,
                ),
            )
        ],
    )


def main() -> None:
    """Write what is not there yet."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for suffix in (".jsonl", ".parquet", ".csv"):
        path = FOLDER / f"log{suffix}"
        if path.exists():
            print(f"{path.name} is there already and stays as it is")
            continue
        if suffix == ".csv":
            write(golden_log(), path, lossy="allow")
        else:
            write(golden_log(), path)
        print(f"wrote {path.name}, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
