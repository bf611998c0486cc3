"""The registry: many spellings are one outlet, one claimant, one side."""

from __future__ import annotations

import pickle

import pytest

from conflictlog.countries import country_codes
from conflictlog.errors import InvalidValue, UnknownName, UnknownOption
from conflictlog.registry import KnownClaimant, Outlet, Registry, name_key, shipped_registry

KNOWN = shipped_registry()
ENTRIES: list[Outlet | KnownClaimant] = [*KNOWN.outlets, *KNOWN.claimants]


# -- names


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("AFP", "Agence France-Presse"),
        ("Agence France Presse", "Agence France-Presse"),
        ("REUTERS", "Reuters"),
        ("Reuters News", "Reuters"),
        ("Associated Press Newswires", "Associated Press"),
        ("The Associated Press", "Associated Press"),
        ("TASS World Service", "TASS"),
        ("ITAR-TASS World Service", "TASS"),
        ("ТАСС", "TASS"),
        ("Interfax: Ukrainian General Newswire", "Interfax-Ukraine"),
        ("BBC Monitoring Ukraine & Baltics", "BBC Monitoring"),
        ("BBC Monitoring Ukraine and Baltics", "BBC Monitoring"),
        ("moscow times", "The Moscow Times"),
        ("http://syria.liveuamap.com/", "Liveuamap"),
        ("Anadolu Ajansi", "Anadolu"),
        ("The Independent (in SOHR)", "The Independent"),
        ("Violations Documentation Center", "VDC"),
        ("Ministry of Defense of Ukraine (Facebook)", "Ukraine's Defence Ministry"),
        ("Some   Blog", "some blog"),
    ],
)
def test_an_outlet_has_one_name(written: str, canonical: str) -> None:
    """Case, accents, punctuation, "The" and bracketed additions do not matter."""
    assert KNOWN.canonical_outlet(written) == canonical


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("Ukraine’s air force", "Ukraine's armed forces"),
        ("the Ukrainian Air Force", "Ukraine's armed forces"),
        ("General Staff of the Armed Forces of Ukraine", "Ukraine's armed forces"),
        ("Ukraine", "Ukraine's armed forces"),
        ("Kremlin", "the Kremlin"),
        ("Dmitry Peskov", "the Kremlin"),
        ("Moscow", "the Kremlin"),
        ("Russian Ministry of Defence", "Russia's Defence Ministry"),
        ("Klitschko", "Vitali Klitschko"),
        ("Belarus' Defense Ministry (statement)", "Belarus's Defence Ministry"),
        ("Ansar Allah", "Houthis"),
        ("Hamas-run health ministry", "Gaza's Health Ministry"),
        ("Syrian Observatory for Human Rights", "SOHR"),
        ("A  Farmer", "a farmer"),
    ],
)
def test_a_claimant_has_one_name(written: str, canonical: str) -> None:
    """A spokesman is his house; an outlet that claims is itself; others keep their words."""
    assert KNOWN.canonical_claimant(written) == canonical


def test_an_outlet_and_a_claimant_of_one_name_are_one() -> None:
    """Origins are compared across both, so no spelling may lead to two entries."""
    spellings = [
        name_key(spelling)
        for entry in ENTRIES
        for spelling in dict.fromkeys(map(name_key, (entry.name, *entry.aliases)))
    ]
    assert len(spellings) == len(set(spellings))


def test_canonical_names_are_stable() -> None:
    """Naming twice is naming once, for known and unknown names."""
    for name in [*(o.name for o in KNOWN.outlets), "Some Blog", "officials"]:
        once = KNOWN.canonical_outlet(name)
        assert KNOWN.canonical_outlet(once) == once
    for name in [*(c.name for c in KNOWN.claimants), "A Farmer", "officials"]:
        once = KNOWN.canonical_claimant(name)
        assert KNOWN.canonical_claimant(once) == once


# -- ratings


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("AFP", "B"),
        ("Reuters", "B"),
        ("AP", "B"),
        ("The Moscow Times", "B"),
        ("UCDP", "B"),
        ("ACLED", "B"),
        ("Ukraine's armed forces", "C"),
        ("Ukraine's air force", "C"),
        ("Russia's Defence Ministry", "D"),
        ("Kremlin", "D"),
        ("Dmitry Peskov", "D"),
        ("officials", "F"),
        ("unnamed officials", "F"),
        ("reports", "F"),
        ("TASS", None),
        ("SOHR", None),
        ("Some Blog", None),
        (None, None),
    ],
)
def test_shipped_ratings(name: str | None, letter: str | None) -> None:
    """Those that the confidence model names, and no others."""
    assert KNOWN.reliability_of(name) == letter


def test_nothing_else_is_rated() -> None:
    """A rating is judgement: what nobody judged stays open."""
    rated = {e.name for e in ENTRIES if e.reliability is not None}
    assert rated == {
        "Agence France-Presse",
        "Reuters",
        "Associated Press",
        "The Moscow Times",
        "UCDP",
        "ACLED",
        "Ukraine's armed forces",
        "Russia's Defence Ministry",
        "the Kremlin",
    }


@pytest.mark.parametrize(
    "name",
    [
        "officials",
        "Officials",
        "unnamed officials",
        "two senior officials",
        "security sources",
        "media reports",
        "local authorities",
        "witnesses",
        "a high-ranking military official",
        "not specified",
        "a diplomat who asked not to be named",
        "an aide, on condition of anonymity",
    ],
)
def test_nobody_in_particular_is_unnamed(name: str) -> None:
    """Only general words, and one of them a person or a rumour."""
    assert KNOWN.is_unnamed(name)
    claimant = KNOWN.claimant(name)
    assert claimant is not None
    assert (claimant.reliability, claimant.side) == ("F", None)


@pytest.mark.parametrize(
    "name", ["", "...", "Ukrenergo", "Reuters", "Klitschko", "military", "police", "Ukraine"]
)
def test_a_body_is_not_unnamed(name: str) -> None:
    """A name, or an institution, is somebody."""
    assert not KNOWN.is_unnamed(name)


# -- what the entries say


def test_agencies_are_wires_and_know_their_state() -> None:
    """Codes are alpha-3 codes of real countries; a state's agency speaks for it."""
    wires = {entry.name for entry in KNOWN.outlets if entry.wire}
    assert {"Agence France-Presse", "Reuters", "Associated Press", "TASS", "Xinhua"} <= wires
    assert "The Moscow Times" not in wires
    codes = set(country_codes())
    for outlet in KNOWN.outlets:
        assert outlet.country is None or outlet.country in codes
    for entry in ENTRIES:
        if entry.side is not None and entry.side not in codes:
            assert KNOWN.canonical_claimant(entry.side) == entry.side
    assert KNOWN.side_of("TASS World Service") == "RUS"
    assert KNOWN.side_of("Vitaliy Klitschko") == "UKR"
    assert KNOWN.side_of("Reuters") is None
    assert len(KNOWN.outlets) > 60


def test_the_registry_is_loaded_once_and_is_a_value() -> None:
    """The same object each time, hashable, equal after pickling."""
    assert shipped_registry() is KNOWN
    copy = pickle.loads(pickle.dumps(KNOWN))
    assert copy == KNOWN
    assert hash(copy) == hash(KNOWN)
    assert copy.canonical_outlet("AFP") == "Agence France-Presse"


# -- sides


@pytest.mark.parametrize(
    ("side", "actor", "country", "same"),
    [
        ("UKR", "Government of Ukraine", None, True),
        ("UKR", "Ukraine", None, True),
        ("UKR", "Military Forces of Ukraine (2019-) Air Force", None, True),
        ("UKR", "Ukraine's armed forces", None, True),
        ("UKR", "anything", "UKR", True),
        ("UKR", "anything", "RUS|UKR", True),
        ("UKR", "Government of Russia (Soviet Union)", None, False),
        ("RUS", "Government of Russia (Soviet Union)", None, True),
        ("MMR", "Government of Myanmar (Burma)", None, True),
        ("YEM", "Government of Yemen (North Yemen)", None, True),
        ("RUS", "Wagner Group", None, True),
        ("BLR", "Belarus", None, True),
        ("Houthis", "Ansar Allah", None, True),
        ("Donetsk People's Republic", "DPR", None, True),
        ("Hamas", "Hamas", None, True),
        ("Hamas", "Government of Israel", None, False),
        ("Some Militia", "some militia", None, True),
        ("Government of Ukraine", "Ukraine", None, True),
        ("ISL", "IS", None, False),
        ("SYR", "Syrian insurgents", None, False),
        (None, "Ukraine", "UKR", False),
        ("UKR", None, None, False),
        ("UKR", "Civilians", None, False),
    ],
)
def test_sides(side: str | None, actor: str | None, country: str | None, *, same: bool) -> None:
    """A state is its government and its forces; a short name of an actor is no country code."""
    assert KNOWN.same_side(side, actor, country) is same


# -- extending


def test_a_mapping_changes_only_the_fields_that_it_names() -> None:
    """Any of an entry's names finds it; the shipped registry stays as it was."""
    mine = KNOWN.extend(
        outlets={"ITAR-TASS": {"reliability": "D", "aliases": ["Tass Online"]}},
        claimants={"Kremlin": {"reliability": "E"}, "Village council": {"side": "UKR"}},
    )
    assert mine.reliability_of("TASS") == mine.reliability_of("tass online") == "D"
    assert mine.outlet("TASS World Service") == mine.outlet("TASS")
    assert mine.side_of("TASS") == "RUS"
    assert mine.reliability_of("Peskov") == "E"
    assert mine.side_of("village council") == "UKR"
    assert KNOWN.reliability_of("TASS") is None
    assert KNOWN.claimant("village council") is None
    assert len(mine.outlets) == len(KNOWN.outlets)


def test_an_entry_replaces_the_one_of_its_name() -> None:
    """Whole values are taken whole."""
    mine = KNOWN.extend(
        outlets=[Outlet("Reuters", reliability="A"), Outlet("My Desk", country="France")],
        claimants=[KnownClaimant("officials", reliability="C")],
    )
    assert mine.outlet("Reuters") == Outlet("Reuters", reliability="A")
    assert mine.outlet("Reuters News") is None
    assert mine.outlet("my desk") == Outlet("My Desk", country="FRA")
    assert mine.reliability_of("officials") == "C"


def test_what_an_extension_refuses() -> None:
    """One spelling belongs to one entry; fields and codes exist."""
    with pytest.raises(InvalidValue, match="alias 'AFP' of 'Me' belongs to 'Agence France-Presse'"):
        KNOWN.extend(outlets=[Outlet("Me", aliases=["AFP"])])
    with pytest.raises(UnknownOption, match=r"no field 'reliabilty'.*'reliability'"):
        KNOWN.extend(outlets={"AFP": {"reliabilty": "A"}})
    with pytest.raises(InvalidValue, match="reliability is 'Z'"):
        KNOWN.extend(claimants={"Kremlin": {"reliability": "Z"}})
    with pytest.raises(InvalidValue, match="Outlet values"):
        KNOWN.extend(outlets=["AFP"])  # type: ignore[list-item]
    with pytest.raises(InvalidValue, match=r"aliases is 'AFP'.*write \['AFP'\]"):
        Outlet("Me", aliases="AFP")
    with pytest.raises(UnknownName, match="country is 'Frence'"):
        Outlet("Me", country="Frence")


def test_an_empty_registry_knows_nobody() -> None:
    """Everything shipped is data: without it names are kept as written."""
    empty = Registry()
    assert empty.canonical_claimant("AFP") == "afp"
    assert empty.reliability_of("officials") is None
    assert not empty.same_side("RUS", "TASS")
