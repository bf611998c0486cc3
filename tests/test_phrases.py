"""What is understood of a text about a place, in four languages and a little Hebrew."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.geocoding.phrases import (
    Around,
    Between,
    Either,
    Named,
    Near,
    Offset,
    Part,
    Phrase,
    Several,
    Withheld,
    Within,
    parse,
)
from conflictlog.geocoding.words import lexicon

KNOWN = Path(__file__).parent / "data" / "places" / "known.csv"

MILE, NAUTICAL_MILE = 1.609344, 1.852

# --- Plain names ---------------------------------------------------------------------------------

NAMES = {
    "Avdiivka": Named("Avdiivka"),
    "Chasiv Yar.": Named("Chasiv Yar"),
    "“Kyiv”": Named("Kyiv"),
    "in Bakhmut": Named("Bakhmut"),
    "у Куп'янську": Named("Куп'янську"),
    "в Бахмуте": Named("Бахмуте"),
    "في الرقة": Named("الرقة"),
    "с. Роботине": Named("Роботине", "village"),
    "смт Борова": Named("Борова", "village"),
    "пгт. Боровая": Named("Боровая", "village"),
    "м. Сєвєродонецьк": Named("Сєвєродонецьк", "city"),
    "village of Robotyne": Named("Robotyne", "village"),
    "Robotyne village": Named("Robotyne", "village"),
    "قرية الحلوانية": Named("الحلوانية", "village"),
    "Kharkiv Oblast": Named("Kharkiv", "admin1"),
    "в Харьковской области": Named("Харьковской", "admin1"),
    "Запорізька обл.": Named("Запорізька", "admin1"),
    "в провинции Идлиб": Named("Идлиб", "admin1"),
    "Покровський р-н": Named("Покровський", "admin2"),
    "قضاء الحويجة": Named("الحويجة", "admin2"),
    "Aleppo countryside": Named("Aleppo", "countryside"),
    "بريف دمشق": Named("دمشق", "countryside"),
    "Saky air base": Named("Saky", "airbase"),
    "авиабаза Энгельс": Named("Энгельс", "airbase"),
    "مطار كويرس العسكري": Named("كويرس", "airbase"),
    "Каховська ГЕС": Named("Каховська", "dam"),
    "Туапсинский НПЗ": Named("Туапсинский", "refinery"),
    "port of Odesa": Named("Odesa", "port"),
    "معبر باب الهوى": Named("باب الهوى", "crossing"),
    "מחנה הפליטים ג'נין": Named("ג'נין", "camp"),
    "Zaporizhzhia NPP": Named("Zaporizhzhia", "npp"),
    "oil depot in Feodosia": Named("Feodosia", "depot"),
    "нефтебаза в Феодосии": Named("Феодосии", "depot"),
    "North Kivu province": Named("North Kivu", "admin1"),
    "лівий берег Херсонщини": Named("Херсонщини"),
    "temporarily occupied Luhansk": Named("Luhansk"),
    "в окупованому Бердянську": Named("Бердянську"),
    "multiple locations across Kharkiv Oblast": Named("Kharkiv", "admin1"),
    "حقل العمر النفطي": Named("العمر", "oilfield"),
    "ولاية شمال دارفور": Named("شمال دارفور", "admin1"),
    "Грайворонский городской округ": Named("Грайворонский", "admin2"),
    "وادي النضارة": Named("وادي النضارة"),
    "Ростов-на-Дону": Named("Ростов-на-Дону"),
    "asdfghjkl": Named("asdfghjkl"),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.items())
def test_a_name_is_taken_out_of_what_stands_around_it(text, expected):
    """Prepositions and quotes go; the word for what it is becomes a kind of the gazetteer."""
    assert parse(text) == expected


# --- Relations -----------------------------------------------------------------------------------

RELATIONS = {
    "12 km NE of Avdiivka": Offset(Named("Avdiivka"), 12, 45),
    "12km north-east of Avdiivka": Offset(Named("Avdiivka"), 12, 45),
    "10km SE Pokrovsk": Offset(Named("Pokrovsk"), 10, 135),
    "about 12 km (7 miles) to the northeast of Avdiivka": Offset(Named("Avdiivka"), 12, 45),
    "20 miles south of Kharkiv": Offset(Named("Kharkiv"), 20 * MILE, 180),
    "60NM southwest of Mokha": Offset(Named("Mokha"), 60 * NAUTICAL_MILE, 225),
    "15-20 km NNW of Kupiansk": Offset(Named("Kupiansk"), 17.5, 337.5, 11.25, 2.5),
    "за 12,5 км на північний схід від Бахмута": Offset(Named("Бахмута"), 12.5, 45),
    "за 5-7 кілометрів північніше Роботиного": Offset(Named("Роботиного"), 6, 0, spread_km=1),
    "12 км на ПнСх від Бахмута": Offset(Named("Бахмута"), 12, 45),
    "в 20 км к юго-западу от Харькова": Offset(Named("Харькова"), 20, 225),
    "к юго-западу от Харькова в 20 км": Offset(Named("Харькова"), 20, 225),
    "в 3 км южнее Клещеевки": Offset(Named("Клещеевки"), 3, 180),
    "12 كم شمال شرق حلب": Offset(Named("حلب"), 12, 45),
    "على بعد ١٢ كم شمال حلب": Offset(Named("حلب"), 12, 0),
    '10 ק"מ צפונית לעזה': Offset(Named("לעזה"), 10, 0),
    "10 km à l'est de Gao": Offset(Named("Gao"), 10, 90),
    "500 m west of Spirne": Offset(Named("Spirne"), 0.5, 270),
    "5 km from Chasiv Yar": Around(Named("Chasiv Yar"), 5),
    "15 nautical miles off Hodeidah": Around(Named("Hodeidah"), 15 * NAUTICAL_MILE),
    "12 км от Авдеевки": Around(Named("Авдеевки"), 12),
    "на відстані 20 км від Куп'янська": Around(Named("Куп'янська"), 20),
    "على بعد 5 كيلومترات من الرقة": Around(Named("الرقة"), 5),
    "within 10 km of Bakhmut": Near(Named("Bakhmut"), km=10),
    "в радиусе 10 км от Бахмута": Near(Named("Бахмута"), km=10),
    "a few kilometres north of Orikhiv": Near(Named("Orikhiv"), bearing_degrees=0),
    "в нескольких километрах от Токмака": Near(Named("Токмака")),
    "near Chasiv Yar": Near(Named("Chasiv Yar")),
    "outskirts of Bakhmut": Near(Named("Bakhmut")),
    "Bakhmut area": Near(Named("Bakhmut")),
    "off the coast of Yemen": Near(Named("Yemen")),
    "під Авдіївкою": Near(Named("Авдіївкою")),
    "у районі н.п. Степове": Near(Named("Степове", "settlement")),
    "в районе Угледара": Near(Named("Угледара")),
    "под Купянском": Near(Named("Купянском")),
    "au nord-ouest de Ménaka": Near(Named("Ménaka"), bearing_degrees=315),
    "пад Гомелем": Near(Named("Гомелем")),
    "بالقرب من دير الزور": Near(Named("دير الزور")),
    "قرب مدينة الباب": Near(Named("الباب", "city")),
    "ליד חיפה": Near(Named("חיפה")),
    "на Авдіївському напрямку": Near(Named("Авдіївський"), km=30),
    "positions near Bakhmut": Near(Named("Bakhmut")),
    "north of Khan Yunis": Near(Named("Khan Yunis"), bearing_degrees=0),
    "to the north of Khan Yunis": Near(Named("Khan Yunis"), bearing_degrees=0),
    "севернее Работино": Near(Named("Работино"), bearing_degrees=0),
    "شمال غرب إدلب": Near(Named("إدلب"), bearing_degrees=315),
    "between Kreminna and Svatove": Between(Named("Kreminna"), Named("Svatove")),
    "між Оріховом та Токмаком": Between(Named("Оріховом"), Named("Токмаком")),
    "между Купянском и Сватово": Between(Named("Купянском"), Named("Сватово")),
    "بين حلب وإدلب": Between(Named("حلب"), Named("إدلب")),
    "the Svatove-Kreminna highway": Between(Named("Svatove"), Named("Kreminna")),
    "траса Слов'янськ — Бахмут": Between(Named("Слов'янськ"), Named("Бахмут")),
    "road from Bakhmut to Chasiv Yar": Between(Named("Bakhmut"), Named("Chasiv Yar")),
    "western Kherson Oblast": Part(Named("Kherson", "admin1"), "W"),
    "in the north of Kharkiv Oblast": Part(Named("Kharkiv", "admin1"), "N"),
    "northeastern Syria": Part(Named("Syria"), "NE"),
    "на сході Донецької області": Part(Named("Донецької", "admin1"), "E"),
    "на північно-східній околиці Бахмута": Part(Named("Бахмута"), "NE"),
    "северная часть Бахмута": Part(Named("Бахмута"), "N"),
    "ريف حلب الشمالي": Part(Named("حلب", "countryside"), "N"),
    "northern Aleppo countryside": Part(Named("Aleppo", "countryside"), "N"),
    "Kharkiv city centre": Part(Named("Kharkiv"), "centre"),
    "в центре Харькова": Part(Named("Харькова"), "centre"),
    "між населеними пунктами Кліщіївка та Андріївка": Between(
        Named("Кліщіївка", "settlement"), Named("Андріївка")
    ),
    "Avdiivka-Donetsk front": Between(Named("Avdiivka"), Named("Donetsk")),
    "на рубеже Новоселовка - Бердычи": Between(Named("Новоселовка"), Named("Бердычи")),
    "بين بلدتي عيتا الشعب ورميش": Between(Named("عيتا الشعب", "town"), Named("رميش")),
    "Deir ez-Zor's eastern countryside": Part(Named("Deir ez-Zor", "countryside"), "E"),
    "western and central Ukraine": Named("Ukraine"),
}


@pytest.mark.parametrize(("text", "expected"), RELATIONS.items())
def test_a_relation_is_read(text, expected):
    """What stands before and after a name says where about it."""
    assert parse(text) == expected


# --- Several names -------------------------------------------------------------------------------

LISTS = {
    "с. Роботине, Запорізька обл.": Within(
        Named("Роботине", "village"), (Named("Запорізька", "admin1"),)
    ),
    "Lysychansk (Luhansk Oblast)": Within(Named("Lysychansk"), (Named("Luhansk", "admin1"),)),
    "Robotyne in Zaporizhzhia Oblast": Within(
        Named("Robotyne"), (Named("Zaporizhzhia", "admin1"),)
    ),
    "с. Роботине Пологівського р-ну Запорізької обл.": Within(
        Named("Роботине", "village"),
        (Named("Пологівського", "admin2"), Named("Запорізької", "admin1")),
    ),
    "Ukraine, Kharkiv Oblast, Kupiansk raion, Synkivka village": Within(
        Named("Synkivka", "village"),
        (Named("Kupiansk", "admin2"), Named("Kharkiv", "admin1"), Named("Ukraine")),
    ),
    "Шевченківський район Харкова": Within(Named("Шевченківський", "admin2"), (Named("Харкова"),)),
    "قرية الحلوانية بريف حلب الشرقي": Within(
        Named("الحلوانية", "village"), (Part(Named("حلب", "countryside"), "E"),)
    ),
    "12 km NE of Avdiivka, Donetsk Oblast": Within(
        Offset(Named("Avdiivka"), 12, 45), (Named("Donetsk", "admin1"),)
    ),
    "Богданівка під Бахмутом": Within(Named("Богданівка"), (Near(Named("Бахмутом")),)),
    "у Вовчанську на Харківщині": Within(Named("Вовчанську"), (Named("Харківщині"),)),
    "Tal Rifaat north of Aleppo": Within(
        Named("Tal Rifaat"), (Near(Named("Aleppo"), bearing_degrees=0),)
    ),
    "Verbove about 10 km east of Robotyne": Within(
        Named("Verbove"), (Offset(Named("Robotyne"), 10, 90),)
    ),
    "بلدة تل رفعت شمالي حلب": Within(
        Named("تل رفعت", "town"), (Near(Named("حلب"), bearing_degrees=0),)
    ),
    "Kharkiv's Saltivka district": Within(Named("Saltivka", "admin2"), (Named("Kharkiv"),)),
    "منبج وجرابلس": Several((Named("منبج"), Named("جرابلس"))),
    "Kyiv region (Bucha, Irpin)": Within(
        Several((Named("Bucha"), Named("Irpin"))), (Named("Kyiv", "admin1"),)
    ),
    "Industrialnyi district, Kharkiv city": Within(
        Named("Industrialnyi", "admin2"), (Named("Kharkiv", "city"),)
    ),
    "с. Глотово Грайворонского г.о.": Within(
        Named("Глотово", "village"), (Named("Грайворонского", "admin2"),)
    ),
    "في مدينتي الباب ومنبج": Several((Named("الباب", "city"), Named("منبج"))),
    "Metina, Zap, Avashin": Within(Named("Metina"), (Named("Zap"), Named("Avashin"))),
    "Robotyne, Verbove and Novoprokopivka": Several(
        (Named("Robotyne"), Named("Verbove"), Named("Novoprokopivka"))
    ),
    "Kharkiv and Sumy oblasts": Several((Named("Kharkiv", "admin1"), Named("Sumy", "admin1"))),
    "حلب والرقة": Several((Named("حلب"), Named("الرقة"))),
    "Kyiv; Lviv": Several((Named("Kyiv"), Named("Lviv"))),
    "Stepanakert / Khankendi": Either((Named("Stepanakert"), Named("Khankendi"))),
    "Bakhmut (formerly Artemivsk)": Either((Named("Bakhmut"), Named("Artemivsk"))),
    "Artsakh or Nagorno-Karabakh": Either((Named("Artsakh"), Named("Nagorno-Karabakh"))),
}


@pytest.mark.parametrize(("text", "expected"), LISTS.items())
def test_several_names_are_told_apart(text, expected):
    """What holds what, what stands beside what, and what is another name of what."""
    assert parse(text) == expected


# --- Withheld ------------------------------------------------------------------------------------

WITHHELD = {
    "undisclosed": None,
    "Unknown location": None,
    "N/A": None,
    "місце не розголошується": None,
    "не разглашается": None,
    "غير معلوم": None,
    "מיקום לא ידוע": None,
    "undisclosed location in Belarus": Named("Belarus"),
    "неизвестное место в Беларуси": Named("Беларуси"),
    "مكان غير معلوم في سوريا": Named("سوريا"),
    "Kharkiv Oblast (exact location unknown)": Named("Kharkiv", "admin1"),
}


@pytest.mark.parametrize(("text", "of"), WITHHELD.items())
def test_what_is_not_told_is_no_name(text, of):
    """An area that is told is kept."""
    assert parse(text) == Withheld(of)


def test_a_town_called_unknown_is_a_town():
    """A word for what is withheld counts alone or before an area."""
    assert parse("Unknown Pond") == Named("Unknown Pond")


# --- The compass ---------------------------------------------------------------------------------

POINTS = (
    *("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE"),
    *("S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"),
)
COMPASS = {
    "letters": "12 km {} of Kharkiv",
    "en": "12 km {} of Kharkiv",
    "en joined": "12 km {} of Kharkiv",
    "uk": "за 12 км на {} від Харкова",
    "uk letters": "12 км на {} від Харкова",
    "ru": "в 12 км к {} от Харькова",
    "ru letters": "12 км {} от Харькова",
    "ar": "12 كم {} حلب",
}
# The last word of a direction, and those before it.
WINDS = {
    "en": ("north east south west", "north east south west"),
    "uk": ("північ схід південь захід", "північно східно південно західно"),
    "ru": ("северу востоку югу западу", "северо востоко юго западо"),
    "ar": ("شمال شرق جنوب غرب", "شمال شرق جنوب غرب"),
    "letters": ("N E S W", "N E S W"),
    "uk letters": ("Пн Сх Пд Зх", "Пн Сх Пд Зх"),
    "ru letters": ("С В Ю З", "С В Ю З"),
}


def spelt(language, point):
    """Spell a point of the compass as a language does."""
    last, first = (
        dict(zip("NESW", words.split(), strict=True))
        for words in WINDS[language.removesuffix(" joined")]
    )
    words = [*(first[letter] for letter in point[:-1]), last[point[-1]]]
    if language == "en joined":
        return words[0] + "-" + "".join(words[1:]) if len(words) == 3 else "".join(words)
    return ("" if "letters" in language else " " if language == "ar" else "-").join(words)


@pytest.mark.parametrize("language", COMPASS)
@pytest.mark.parametrize("point", POINTS)
def test_all_points_of_the_compass_are_read(language, point):
    """Sixteen of them, in letters and in words, hyphenated, joined or apart."""
    found = parse(COMPASS[language].format(spelt(language, point)))
    assert isinstance(found, Offset)
    assert found.km == 12
    assert found.bearing_degrees == POINTS.index(point) * 22.5
    assert found.spread == (11.25 if len(point) == 3 else 22.5)


# --- Laws ----------------------------------------------------------------------------------------

FRAGMENTS = [
    *("near", "12 km", "NE of", "north", "of", "between", "and", ",", "(", ")", "/", ";", "–", "-"),
    *("Kyiv", "oblast", "у", "під", "області", "район", "Харківської", "від", "12 км", "с.", "та"),
    *("ريف", "حلب", "شمال", "قرب", "بين", "والرقة", "في", "12 كم", "ליד", "ל", "10-", "unknown"),
    *("western", "the", "in", "X", "'", '"', "central", "road", "from", "to", "within", "a few"),
]


@given(st.text(max_size=300) | st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join))
def test_no_text_is_too_strange(text):
    """Nothing is raised; every part has words; depth is bounded."""
    found = parse(text)
    assert isinstance(found, Phrase)
    # Eight steps, of which each may put something near into an area.
    assert depth(found) <= 17
    # A name is never made up: its letters stand in the text.
    seen = unicodedata.normalize("NFC", "".join(c for c in text if unicodedata.category(c) != "Cf"))
    letters = "".join(seen.split())
    assert all("".join(name.split())[:3] in letters or name == "" for name in named(found))


SIMPLE = st.sampled_from(["Kyiv", "Chasiv Yar", "Авдіївка", "Часов Яр", "حلب", "חיפה"]).map(Named)
DISTANCES = st.integers(1, 999).map(float)
BEARINGS = st.integers(0, 15).map(lambda number: number * 22.5)
TREES = st.one_of(
    st.builds(Near, SIMPLE),
    st.builds(Near, SIMPLE, km=DISTANCES),
    st.builds(Near, SIMPLE, bearing_degrees=BEARINGS),
    st.builds(Around, SIMPLE, DISTANCES),
    st.builds(
        lambda of, km, bearing: Offset(of, km, bearing, 22.5 if bearing % 45 == 0 else 11.25),
        SIMPLE,
        DISTANCES,
        BEARINGS,
    ),
    st.builds(Between, SIMPLE, SIMPLE),
    st.builds(Part.toward, SIMPLE, BEARINGS),
    st.builds(Part, SIMPLE, st.just("centre")),
)
NESTED = st.one_of(
    TREES,
    st.builds(Withheld, st.none() | SIMPLE | TREES),
    st.builds(Near, TREES),
    st.builds(Within, SIMPLE | TREES, st.lists(SIMPLE, min_size=1, max_size=3).map(tuple)),
    st.builds(Either, st.lists(TREES | SIMPLE, min_size=2, max_size=3).map(tuple)),
    st.builds(Several, st.lists(TREES | SIMPLE, min_size=2, max_size=3).map(tuple)),
)


@given(NESTED)
def test_a_printed_phrase_is_read_as_itself(phrase):
    """Printing and reading are one another's opposites."""
    assert parse(str(phrase)) == phrase


@pytest.mark.parametrize(
    "text", [text for text in (*NAMES, *RELATIONS, *LISTS, *WITHHELD) if "oblasts" not in text]
)
def test_a_phrase_can_be_printed_and_read(text):
    """In English with the names as written; only a shared plural is printed with its last name."""
    assert parse(str(parse(text))) == parse(text)


def test_nesting_is_bounded():
    """What is said of what is said ends somewhere; the rest is a name that nobody knows."""
    found = parse("near " * 60 + "Kyiv")
    assert depth(found) <= 9
    assert str(found) == "near " * 60 + "Kyiv"


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_repetition_does_not_blow_up(fragment):
    """Each reader hands on less than it was given: 300 characters take milliseconds."""
    start = perf_counter()
    for other in ("", "12 km", "and", "X"):
        parse((f"{fragment} {other} " * 100)[:300])
    assert perf_counter() - start < 2


def test_every_text_of_the_table_is_read():
    """Each part of a phrase is cut out of the text, and stands in it as written."""
    with KNOWN.open(encoding="utf-8") as rows:
        texts = [row["text"] for row in csv.DictReader(rows)]
    assert len(texts) > 100
    for text in texts:
        assert all(name in text for name in named(parse(text)))


def test_a_word_has_one_meaning_on_each_side():
    """The table of words gives kinds that the gazetteer knows, and no empty spelling."""
    known = lexicon()
    for table in (known.kinds_before, known.kinds_after, known.units, known.directions):
        assert all(table.meanings), "an empty spelling would match everything"
    assert "admin1" in known.kinds_before.meanings.values()
    assert known.units.meanings["km",] == 1


def children(phrase):
    """List what a phrase is made of."""
    fields = (getattr(phrase, name, ()) for name in ("of", "first", "second", "areas", "items"))
    for field in fields:
        if isinstance(field, Phrase):
            yield field
        elif isinstance(field, tuple):
            yield from field


def depth(phrase):
    """Count the levels of a phrase."""
    return 1 + max(map(depth, children(phrase)), default=0)


def named(phrase):
    """List the names in a phrase."""
    own = [phrase.name] if isinstance(phrase, Named) else []
    return own + [name for child in children(phrase) for name in named(child)]
