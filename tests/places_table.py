"""A gazetteer of some forty places, so that tests of rules need no large file."""

from __future__ import annotations

import numpy as np
from rapidfuzz import fuzz

from conflictlog.geocoding.gazetteer import Hit, Row
from conflictlog.geocoding.gazetteer.nearness import Points
from conflictlog.geocoding.spelling import fold

# name; lat; lon; radius; kind; countries; admin1; population; other names ("-" before a former
# one, "=" before a code)
_LINES = """
Ukraine; 48.4; 31.2; 700; country; UKR; ; 0; Україна, Украина, أوكرانيا, =UKR, =UA
Belarus; 53.5; 28.0; 350; country; BLR; ; 0; Білорусь, Беларусь, Белоруссия, بيلاروسيا, =BLR
Syria; 35.0; 38.5; 400; country; SYR; ; 0; Сирія, Сирия, سوريا, =SYR
Georgia; 42.0; 43.5; 250; country; GEO; ; 0; Грузія, =GEO
Donetsk Oblast; 48.1; 37.8; 120; admin1; UKR; ; 0; Donetsk, Донецька область, =UA-14
Chernihiv Oblast; 51.3; 32.0; 130; admin1; UKR; ; 0; Chernihiv, Чернігівська область
Kharkiv Oblast; 49.6; 36.5; 130; admin1; UKR; ; 0; Kharkiv, Харківська область, Харьковская область
Mykolaiv Oblast; 47.3; 32.0; 120; admin1; UKR; ; 0; Mykolaiv, Миколаївська область
Zaporizhzhia Oblast; 47.3; 35.7; 130; admin1; UKR; ; 0; Zaporizhzhia, Запорізька область
Crimea; 45.3; 34.3; 150; region; UKR|RUS; ; 0; Крим, Крым
Aleppo Governorate; 36.3; 37.6; 90; admin1; SYR; ; 0; Aleppo, حلب, محافظة حلب
Georgia; 32.7; -83.4; 300; admin1; USA; ; 0;
Kyiv; 50.4547; 30.5238; 14; city; UKR; Kyiv City; 2952301; Kiev, Київ, Киев, كييف, קייב
Kharkiv; 49.9808; 36.2527; 13; city; UKR; Kharkiv Oblast; 1433886; Харків, Харьков, Kharkov
Avdiivka; 48.139; 37.748; 5; town; UKR; Donetsk Oblast; 31392; Авдіївка, Авдеевка
Avdiivka; 51.58; 33.02; 2; village; UKR; Chernihiv Oblast; 700; Авдіївка
Bakhmut; 48.595; 38.0; 6; city; UKR; Donetsk Oblast; 77620; Бахмут, -Artemivsk, -Артемовск
Chasiv Yar; 48.588; 37.834; 4; town; UKR; Donetsk Oblast; 13000; Часів Яр, Часов Яр
Robotyne; 47.443; 35.826; 2; village; UKR; Zaporizhzhia Oblast; 480; Роботине, Работино
Stepove; 48.19; 37.66; 2; village; UKR; Donetsk Oblast; 70; Степове
Stepove; 47.31; 32.05; 2; village; UKR; Mykolaiv Oblast; 1900; Степове
Stepove; 47.02; 31.90; 2; village; UKR; Mykolaiv Oblast; 600; Степове
Andriivka; 48.5; 37.966; 2; village; UKR; Donetsk Oblast; 70; Андріївка
Andriivka; 48.79; 37.55; 2; village; UKR; Donetsk Oblast; 90; Андріївка
Saky; 45.134; 33.6; 4; town; UKR; Crimea; 24000; Саки, Saki
Saky Air Base; 45.093; 33.595; 3; airbase; UKR; Crimea; 0; Саки, Saki, аеродром Саки
Hostomel Airport; 50.603; 30.192; 3; airbase; UKR; Kyiv Oblast; 0; Antonov Airport, =UKKM
Kyiv Boryspil; 50.345; 30.895; 4; airport; UKR; Kyiv Oblast; 0; =UKBB, =KBP
Minsk; 53.9; 27.5667; 14; city; BLR; Minsk City; 1742124; Мінск, Минск
Gomel; 52.434; 30.975; 9; city; BLR; Gomel Region; 480000; Гомель, Homel
Aleppo; 36.2021; 37.1343; 13; city; SYR; Aleppo Governorate; 2098210; حلب, Халеб
Raqqa; 35.95; 39.01; 8; city; SYR; Raqqa Governorate; 177636; الرقة, Ar Raqqah
Tripoli; 32.8752; 13.1875; 12; city; LBY; Tripoli District; 1150989; طرابلس
Tripoli; 34.4367; 35.8497; 8; city; LBN; North Governorate; 229398; طرابلس
Metina; 37.2; 43.3; 20; area; IRQ; Duhok Governorate; 0;
Zap; 37.3; 43.6; 20; area; IRQ; Duhok Governorate; 0;
Avashin; 37.2; 44.1; 20; area; IRQ; Duhok Governorate; 0; Avaşîn
Primorsko-Akhtarsk; 46.05; 38.23; 5; launch area; RUS; Krasnodar Krai; 0; Приморско-Ахтарск
Black Sea; 43.4; 34.3; 600; sea; ; ; 0; Чорне море, Чёрное море
Eastern Ghouta; 33.53; 36.45; 15; area; SYR; Rif Dimashq; 0; الغوطة الشرقية
"""

_SITES = {"airbase", "area", "launch area", "region", "sea"}


class HandTable:
    """A table as the gazetteer's, held in lists."""

    attribution = "Places: written by hand"

    def __init__(self, lines: str = _LINES) -> None:
        self.all: list[Row] = []
        self.hits: dict[str, list[Hit]] = {}
        divisions: dict[str, int] = {}
        for number, line in enumerate(lines.strip().splitlines(), 1):
            name, lat, lon, radius, kind, lands, admin1, people, others = (
                part.strip() for part in line.split(";")
            )
            row = Row(
                number,
                name,
                float(lat),
                float(lon),
                float(radius),
                kind,
                tuple(sorted(lands.split("|"))) if lands else (),
                admin1=admin1 or None,
                admin1_key=divisions.get(admin1),
                population=int(people) or None,
                source="conflictlog sites" if kind in _SITES else "GeoNames",
                source_id=str(number),
                launch_area=kind == "launch area",
            )
            if kind == "admin1":
                divisions.setdefault(name, number)
            self.all.append(row)
            for text, role in [(name, "primary"), *map(_role, filter(None, others.split(",")))]:
                known = self.hits.setdefault(fold(text), [])
                if all(hit.row.id != number for hit in known):
                    known.append(Hit(row, fold(text), text, role))

    def exact(self, keys):
        """Find all that bear one of these names."""
        asked = (keys,) if isinstance(keys, str) else dict.fromkeys(keys)
        return [hit for key in asked for hit in self.hits.get(key, [])]

    def exact_many(self, keys):
        """Find the rows of many keys."""
        return {key: self.exact(key) for key in keys}

    def fuzzy(self, key, country, *, limit=5, cutoff=85):
        """Find names of a country that are nearly the same."""
        scored = sorted(((fuzz.ratio(key, name), name) for name in self.hits), reverse=True)
        return [
            (hit, score)
            for score, name in scored[: 20 * limit]
            if score >= cutoff
            for hit in self.hits[name]
            if country in hit.row.countries and hit.role != "code"
        ]

    def admin1(self, key, country=None):
        """Find first divisions by a key."""
        return [
            hit.row
            for hit in self.exact(key)
            if hit.row.kind == "admin1" and (country is None or country in hit.row.countries)
        ]

    def areas(self, kind, country=None):
        """Give all rows of a kind."""
        return [
            row
            for row in self.all
            if row.kind == kind and (country is None or country in row.countries)
        ]

    def names(self, number):
        """Give the names of a row with their roles."""
        return [
            (hit.matched, hit.role)
            for hits in self.hits.values()
            for hit in hits
            if hit.row.id == number
        ]

    def rows(self, numbers):
        """Give rows by their ids."""
        return [self.all[int(number) - 1] for number in numbers]

    def nearest(self, lat, lon, *, k=1, kinds=("settlement",)):
        """Find the nearest populated places."""
        assert kinds == ("settlement",)
        rows = [row for row in self.all if row.kind in {"city", "town", "village"}]
        points = Points(
            [row.id for row in rows], [row.lat for row in rows], [row.lon for row in rows]
        )
        return points.nearest(np.asarray(lat), np.asarray(lon), k=k)


def _role(text: str) -> tuple[str, str]:
    bare = text.strip()
    if bare.startswith("-"):
        return bare[1:], "former"
    return (bare[1:], "code") if bare.startswith("=") else (bare, "alternate")
