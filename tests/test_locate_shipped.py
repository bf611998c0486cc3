"""The embedded gazetteer answers offline: nothing reaches a socket."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketBlockedError

import conflictlog as cl
from conflictlog.geocoding import names_of


def test_nothing_leaves_this_machine(monkeypatch):
    """With sockets blocked, and any attempt to resolve a host counted."""
    asked: list[object] = []

    def refuse(*arguments, **_):
        asked.append(arguments)
        raise SocketBlockedError

    for name in ("getaddrinfo", "gethostbyname", "create_connection", "socket"):
        monkeypatch.setattr(socket, name, refuse)
    for text, country in [
        ("Kyiv", None),
        ("12 km NE of Avdiivka", "UKR"),
        ("під Авдіївкою", "UKR"),
        ("ريف حلب الشمالي", "SYR"),
        ("9G8F+6W, Kyiv", None),
        ("https://www.google.com/maps/@48.1397,37.7420,15z", None),
        ("Nowhere at all", "SYR"),
    ]:
        cl.locate(text, country=country)
    gazetteer = cl.Gazetteer()
    assert gazetteer.geocode("Kharkiv", country="UKR").raw.name == "Kharkiv"
    assert gazetteer.reverse((50.45, 30.52)).raw.country == "UKR"
    assert asked == []


def test_the_data_is_credited():
    """Its licence asks for it."""
    assert "GeoNames" in cl.Gazetteer().attribution


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("Kharkov", "UKR", "Kharkiv"),
        ("в Бахмуте", "UKR", "Bakhmut"),
        ("حلب", "SYR", "Aleppo"),
        ("Ménaka", "MLI", "Menaka"),
    ],
)
def test_places_of_many_countries_are_known(text, country, name):
    """In the scripts and spellings that reports use."""
    best = cl.locate(text, country=country).best
    assert best is not None
    assert best.name.replace("é", "e") == name


def test_divisions_have_the_names_that_logs_write():
    """GED has "Hamah Governorate" where the table has Hama, so that queries of it find them."""
    names = set(names_of(cl.locate("Hama Governorate", country="SYR").best))
    assert {"hamah governorate", "hama province"} <= set(map(str.casefold, names))
