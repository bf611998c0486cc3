"""Ukraine's first divisions: codes in GeoNames and in KATOTTG, and their names."""

from __future__ import annotations

__all__ = ["BY_KATOTTG", "OBLASTS"]

# GeoNames, KATOTTG, English, Ukrainian adjective, Russian adjective, other names in use
_TABLE = (
    ("23", "UA05", "Vinnytsia", "Вінницька", "Винницкая", "Вінниччина"),
    ("24", "UA07", "Volyn", "Волинська", "Волынская", "Волинь|Волынь"),
    ("04", "UA12", "Dnipropetrovsk", "Дніпропетровська", "Днепропетровская", "Дніпропетровщина"),
    ("05", "UA14", "Donetsk", "Донецька", "Донецкая", "Донеччина"),
    ("27", "UA18", "Zhytomyr", "Житомирська", "Житомирская", "Житомирщина"),
    ("25", "UA21", "Zakarpattia", "Закарпатська", "Закарпатская", "Закарпаття|Закарпатье"),
    ("26", "UA23", "Zaporizhzhia", "Запорізька", "Запорожская", "Zaporizhia|Zaporozhye"),
    ("06", "UA26", "Ivano-Frankivsk", "Івано-Франківська", "Ивано-Франковская", "Прикарпаття"),
    ("13", "UA32", "Kyiv", "Київська", "Киевская", "Київщина|Kiev Oblast"),
    ("10", "UA35", "Kirovohrad", "Кіровоградська", "Кировоградская", "Кіровоградщина"),
    ("14", "UA44", "Luhansk", "Луганська", "Луганская", "Луганщина|Lugansk"),
    ("15", "UA46", "Lviv", "Львівська", "Львовская", "Львівщина"),
    ("16", "UA48", "Mykolaiv", "Миколаївська", "Николаевская", "Миколаївщина|Nikolaev"),
    ("17", "UA51", "Odesa", "Одеська", "Одесская", "Одещина|Odessa"),
    ("18", "UA53", "Poltava", "Полтавська", "Полтавская", "Полтавщина"),
    ("19", "UA56", "Rivne", "Рівненська", "Ровенская", "Рівненщина"),
    ("21", "UA59", "Sumy", "Сумська", "Сумская", "Сумщина"),
    ("22", "UA61", "Ternopil", "Тернопільська", "Тернопольская", "Тернопільщина"),
    ("07", "UA63", "Kharkiv", "Харківська", "Харьковская", "Харківщина|Kharkov"),
    ("08", "UA65", "Kherson", "Херсонська", "Херсонская", "Херсонщина"),
    ("09", "UA68", "Khmelnytskyi", "Хмельницька", "Хмельницкая", "Хмельниччина"),
    ("01", "UA71", "Cherkasy", "Черкаська", "Черкасская", "Черкащина"),
    ("03", "UA73", "Chernivtsi", "Чернівецька", "Черновицкая", "Буковина"),
    ("02", "UA74", "Chernihiv", "Чернігівська", "Черниговская", "Чернігівщина|Chernigov"),
)

OBLASTS: dict[str, tuple[str, tuple[str, ...]]] = {
    f"UA.{geonames}": (
        f"{english} Oblast",
        (
            english,
            f"{ukrainian} область",
            ukrainian,
            f"{russian} область",
            russian,
            *others.split("|"),
        ),
    )
    for geonames, _, english, ukrainian, russian, others in _TABLE
} | {
    "UA.11": ("Crimea", ("Автономна Республіка Крим", "АР Крим", "Крим", "Крым", "Qırım")),
    "UA.12": ("Kyiv City", ("місто Київ", "город Киев", "Kiev City")),
    "UA.20": ("Sevastopol City", ("місто Севастополь", "город Севастополь")),
}
"""By GeoNames' code: the English name, and others."""

BY_KATOTTG: dict[str, str] = {katottg: f"UA.{geonames}" for geonames, katottg, *_ in _TABLE} | {
    "UA01": "UA.11",
    "UA80": "UA.12",
    "UA85": "UA.20",
}
"""From the first four characters of a KATOTTG code to GeoNames' code."""
