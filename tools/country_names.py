"""Names of countries that no package lists: what data sets and newsrooms write."""

from __future__ import annotations

__all__ = ["ALIASES", "GW_EXTRA", "NAMES"]

# Short names where country-converter's is clipped or could be mistaken.
NAMES = {
    "BLM": "Saint Barthélemy",
    "COG": "Republic of the Congo",
    "FSM": "Micronesia",
    "MAF": "Saint Martin",
    "SGS": "South Georgia and the South Sandwich Islands",
    "SHN": "Saint Helena, Ascension and Tristan da Cunha",
    "SJM": "Svalbard and Jan Mayen",
}

# The first of a row is the UCDP's spelling where it has its own; then ACLED's, ICEWS', SCAD's,
# GDELT's and the press's.
ALIASES = {
    "ARE": ("UAE", "Emirates"),
    "BHS": ("The Bahamas",),
    "BIH": ("Bosnia-Herzegovina", "Bosnia", "Bosnia & Herzegovina", "BiH"),
    "BLR": ("Byelorussia", "Belorussia"),
    "BRN": ("Brunei",),
    "CAF": ("CAR", "Central African Rep."),
    "CIV": ("Ivory Coast", "Cote d'Ivoire"),
    "COD": (
        "DR Congo (Zaire)",
        "Zaire",
        "DRC",
        "DR of the Congo",
        "Democratic Republic of Congo",
        "Congo, Democratic Republic of",
        "Congo, Dem. Rep.",
        "Congo-Kinshasa",
        "Congo (Kinshasa)",
    ),
    "COG": (
        "Congo",
        "Congo Republic",
        "Republic of Congo",
        "Congo, Republic of",
        "Congo, Rep.",
        "Congo-Brazzaville",
        "Congo (Brazzaville)",
    ),
    "CPV": ("Cape Verde",),
    "CZE": ("Czech Rep.",),
    "DEU": ("Federal Republic of Germany", "German Federal Republic"),
    "ESH": ("Sahrawi Arab Democratic Republic",),
    "FLK": ("Falklands", "Malvinas"),
    "FSM": ("Federated States of Micronesia",),
    "GBR": ("UK", "Britain", "Great Britain", "U.K."),
    "GMB": ("The Gambia",),
    "IRN": ("Iran (Islamic Republic of)",),
    "KGZ": ("Kyrgyz Republic",),
    "KHM": ("Cambodia (Kampuchea)", "Kampuchea"),
    "KOR": ("Republic of Korea", "South Korea", "Korea, South"),
    "LAO": ("Laos",),
    "LKA": ("Sri Lanka (Ceylon)", "Ceylon"),
    "MAC": ("Macau",),
    "MDG": ("Madagascar (Malagasy)",),
    "MKD": (
        "Macedonia, FYR",
        "Macedonia",
        "FYROM",
        "FYR Macedonia",
        "the former Yugoslav Republic of Macedonia",
    ),
    "MMR": ("Myanmar (Burma)", "Burma", "Myanmar/Burma"),
    "PRK": ("DPRK", "Korea, North"),
    "PSE": (
        "Occupied Palestinian Territory",
        "Palestinian Territory",
        "Palestinian Territories",
        "Palestinian Territory, Occupied",
        "West Bank and Gaza",
        "Gaza and West Bank",
    ),
    "ROU": ("Rumania",),
    "RUS": ("Russia (Soviet Union)",),
    "SRB": ("Serbia (Yugoslavia)",),
    "STP": ("Sao Tome",),
    "SWZ": ("Kingdom of eSwatini (Swaziland)", "Swaziland", "eSwatini (Swaziland)"),
    "SYR": ("Syria",),
    "TLS": ("East Timor",),
    "TUR": ("Turkey", "Turkey (Ottoman Empire)"),
    "TZA": ("Tanzania",),
    "USA": ("United States of America", "U.S.", "U.S.A.", "America"),
    "VAT": ("Vatican City", "Holy See", "Vatican City State"),
    "VIR": ("US Virgin Islands",),
    "VNM": ("Vietnam (North Vietnam)", "Viet Nam", "Vietnam, Democratic Republic of"),
    "XKX": ("Kosovo (UNSCR 1244)",),
    "YEM": ("Yemen (North Yemen)", "Yemen (Arab Republic of Yemen)", "North Yemen", "South Yemen"),
    "ZWE": ("Zimbabwe (Rhodesia)", "Rhodesia"),
}

# Gleditsch-Ward numbers beside the one that country-converter has: states that are gone, by
# the state on whose land they were, and the numbers that the UCDP uses for united ones.
GW_EXTRA = {
    "DEU": {265},  # German Democratic Republic
    "SRB": {345},  # Serbia and Montenegro, Yugoslavia
    "TZA": {511},  # Zanzibar
    "VNM": {816},  # Democratic Republic of Vietnam, and Vietnam since 1975
    "YEM": {678},  # Yemen Arab Republic, and Yemen since 1990
}
