"""Keys, forms and scripts of names as newsrooms, channels and tables write them."""

from __future__ import annotations

import re
import sys
import unicodedata
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictlog.errors import MissingExtra
from conflictlog.geocoding.spelling import Form, fold, forms, morphology, script, suspicious

# As a sentence has it, and as a map has it.
UKRAINIAN = {
    "Авдіївкою": "Авдіївка",
    "Бахмуті": "Бахмут",
    "Бахмутом": "Бахмут",
    "Краматорську": "Краматорськ",
    "Донецьком": "Донецьк",
    "Роботиного": "Роботине",
    "Роботиним": "Роботине",
    "Кліщіївці": "Кліщіївка",
    "Часового Яру": "Часів Яр",
    "Києві": "Київ",
    "Києва": "Київ",
    "Харковом": "Харків",
    "Куп'янська": "Куп'янськ",
    "Одесі": "Одеса",
    "Запоріжжі": "Запоріжжя",
    "Великої Новосілки": "Велика Новосілка",
    "Новій Каховці": "Нова Каховка",
    "Сум": "Суми",
    "Черкасах": "Черкаси",
    "Чернівцями": "Чернівці",
    "Кривому Розі": "Кривий Ріг",
    "Маріуполем": "Маріуполь",
    "Тернополі": "Тернопіль",
    "Рубіжному": "Рубіжне",
    "Лозовою": "Лозова",
    "Гуляйполя": "Гуляйполе",
    "Керчі": "Керч",
    "Івано-Франківську": "Івано-Франківськ",
    "Кам'янця-Подільського": "Кам'янець-Подільський",
}
RUSSIAN = {
    "Авдеевкой": "Авдеевка",
    "Бахмуте": "Бахмут",
    "Работина": "Работино",
    "Часова Яра": "Часов Яр",
    "Суджи": "Суджа",
    "Суджей": "Суджа",
    "Рыльском": "Рыльск",
    "Мариуполе": "Мариуполь",
    "Великой Новосёлки": "Великая Новосёлка",
    "Красного Лимана": "Красный Лиман",
    "Ростове-на-Дону": "Ростов-на-Дону",
    "Великих Луках": "Великие Луки",
    "Нижнем Новгороде": "Нижний Новгород",
    "Кременной": "Кременная",
    "Сумах": "Сумы",
    "Орла": "Орёл",
    "Ельца": "Елец",
    "Казанью": "Казань",
    "Запорожья": "Запорожье",
    "Джанкое": "Джанкой",
    "Сирии": "Сирия",
    "Гомелем": "Гомель",
}
# What a text may add to a name, and how the form that takes it off is called.
FORMS = {
    "с. Роботине": ("Роботине", "without word"),
    "м. Київ": ("Київ", "without word"),
    "смт Борова": ("Борова", "without word"),
    "г. Энгельс": ("Энгельс", "without word"),
    "village of Ain Issa": ("Ain Issa", "without word"),
    "Ain Issa village": ("Ain Issa", "without word"),
    "مدينة الباب": ("الباب", "without word"),
    "بالرقة": ("الرقة", "without prefix"),
    "للموصل": ("الموصل", "without prefix"),
    "والحسكة": ("الحسكة", "without prefix"),
    "بحلب": ("حلب", "without prefix"),
    "في حلب": ("حلب", "without prefix"),
    "בחיפה": ("חיפה", "without prefix"),
    "בתל אביב": ("תל אביב", "without prefix"),
    "Kyiv's": ("Kyiv", "without ending"),
    "Raqqah": ("Raqqa", "final h"),
    "Al-Mansoura": ("Mansurah", "respelt"),
    "Новомихайловке": ("Новомихайлівка", "respelt"),
    "Белогоровка": ("Білогорівка", "respelt"),
    "Андреевка": ("Андріївка", "respelt"),
    "Марьинки": ("Мар'їнка", "respelt"),
    "Очеретино": ("Очеретине", "respelt"),
    "Khan Sheikhoun": ("Khan Shaykhun", "respelt"),
    "Бахмутський": ("Бахмут", "adjective of"),
    "Авдіївському": ("Авдіївка", "adjective of"),
    "Рыльского": ("Рыльск", "adjective of"),
    "Запорізької": ("Запоріжжя", "adjective of"),
    "Одеської": ("Одеса", "adjective of"),
}

# Scripts that reports are written in, with what is put between and upon their letters.
LETTERS = st.sampled_from(
    "abcxyzABCşğıİéłØßÆ абвгґдеєжиіїйьъыёўАБЇЁ ابتثةىيءأإآٱلمـَّ אבגדהםןשׂץ־׳ "
    "0123٤٥۶ '’ʼ-–.,()/«»&\u200f\u200d\u00ad\t"
)
NAMES = st.text(LETTERS, max_size=40) | st.text(max_size=30)

SAME = [
    ("Kyiv", "KYIV", "kyiv "),
    ("Slov'yansk", "Slov’yansk", "Slovʼyansk", "Slov`yansk", "Slovyansk"),
    ("Sloviansʹk", "Slovians'k", "Sloviansk"),
    ("Слов'янськ", "СЛОВ’ЯНСЬК", "Словʼянськ"),
    ("Орехово-Зуево", "Орехово‑Зуево", "Орехово Зуево", "орехово–зуево"),
    ("Королёв", "Королев"),
    ("Deir ez-Zor", "Deir al-Zor", "Deir Ezzor".replace("Ezz", "ez Z"), "Deir az-Zor", "Deir Zor"),
    ("as-Suwayda", "As Suwayda", "al-Suwayda", "Suwayda'", "As-Suwaydāʾ"),
    ("ash-Shaddadi", "al-Shaddadi", "Al Shaddadi"),
    ("دير الزور", "دَير الزُّور", "دير زور", "ديـر الزور"),
    ("الرقة", "الرقه", "رقة", "الرَّقَّة"),
    ("إدلب", "ادلب", "أدلب"),
    ("حلبچه کرمانشاه", "حلبچه كرمانشاه"),
    ("الموصل الى", "الموصل الي"),
    ("תֵּל אָבִיב", "תל אביב", "תל־אביב"),
    ("Şırnak", "SIRNAK", "Sirnak", "ŞIRNAK"),
    ("Diyarbakır", "DİYARBAKIR", "diyarbakir"),
    ("Đà Nẵng", "Da Nang"),
    ("Straße 5", "STRASSE ٥"),
    ("N'Djamena", "NDjamena"),
]

DIFFERENT = [
    ("El Salvador", "Salvador"),
    ("Лимань", "Лиман"),
    ("Kyiv", "Київ"),
    ("Al", "El"),
    ("Es Fornells", "Fornells"),
    ("Ad Fontes", "Fontes"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_have_one_key(spellings):
    """Case, marks, apostrophes, joints, articles and Persian letters are no difference."""
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_tells_two_names_apart_stays_in_the_key(one, other):
    """Soft signs, scripts, and articles that are the name stay."""
    assert fold(one) != fold(other)


def test_a_text_without_letters_has_an_empty_key():
    """Nothing is raised, whatever is written."""
    assert [fold(text) for text in ("", " ", "—", "'", "\x00", "\u200f")] == [""] * 6
    assert fold("\ud800 Kyiv") == "kyiv"


@given(NAMES)
def test_the_key_of_a_key_is_itself(text):
    """So that tables of keys can be folded twice without harm."""
    assert fold(fold(text)) == fold(text)


@given(NAMES)
def test_a_key_is_words_of_letters_and_digits(text):
    """One space between words, none around them, no capital and no mark."""
    key = fold(text)
    assert key == " ".join(key.split())
    assert not [c for c in key if c != " " and unicodedata.category(c)[0] not in "LNM"]


@given(NAMES)
def test_case_is_no_part_of_a_key(text):
    """Headlines are written in capitals."""
    assert fold(text.upper()) == fold(text)
    assert fold(text.casefold()) == fold(text)


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_composition_is_no_part_of_a_key(text):
    """A name typed with combining marks is the name typed without."""
    keys = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert keys == {fold(text)}


@given(st.text("abcdxyzабвгдіьابتثلمאבגדה ", max_size=20), st.data())
def test_marks_are_no_part_of_a_key(text, data):
    """Stress marks, harakat and points may stand anywhere after a letter."""
    marks = data.draw(st.lists(st.sampled_from("\u0301\u0308\u064e\u0651\u05b8"), max_size=5))
    marked = text
    for mark in marks:
        letters = [at for at, letter in enumerate(marked, 1) if letter != " "]
        if letters:
            at = data.draw(st.sampled_from(letters))
            marked = marked[:at] + mark + marked[at:]
    assert fold(marked) == fold(text)


def test_a_million_names_can_be_keyed():
    """Ten microseconds a name is the aim; the bound leaves room for a busy machine."""
    names = ["Deir ez-Zor", "Слов'янськ", "محافظة دير الزور", "Saint-Jean-de-Luz", "Şırnak"] * 400
    start = perf_counter()
    for name in names:
        fold(name)
    assert (perf_counter() - start) / len(names) < 50e-6


@pytest.mark.parametrize(("text", "name"), [*UKRAINIAN.items(), *RUSSIAN.items()])
def test_a_case_leads_back_to_the_name(text, name):
    """After the text itself; the table decides which of the keys is a place."""
    found = forms(text)
    assert found[0] == Form(fold(text), "exact")
    assert Form(fold(name), "without ending") in found


@pytest.mark.parametrize(("text", "name"), [*UKRAINIAN.items(), *RUSSIAN.items()])
def test_dictionaries_lead_there_too(text, name):
    """By pymorphy3 where the extra is installed: the same keys, better ones first."""
    for language in ("uk", "ru"):
        pytest.importorskip(f"pymorphy3_dicts_{language}")
    found = [form.key for form in forms(text, "pymorphy")]
    assert found[0] == fold(text)
    assert fold(name) in found


def test_a_dictionary_guesses_less_than_a_table_of_endings():
    """What the dictionary knows stands before what the endings allow."""
    pytest.importorskip("pymorphy3_dicts_uk")
    assert forms("Авдіївкою", "pymorphy")[1] == Form("авдіівка", "pymorphy")


def test_a_dictionary_that_is_missing_is_named(monkeypatch):
    """With the line that installs it."""
    morphology._analyser.cache_clear()
    monkeypatch.setitem(sys.modules, "pymorphy3_dicts_uk", None)
    with pytest.raises(MissingExtra, match=r"conflictlog\[morphology\]"):
        forms("Їжівкою", "pymorphy")


@pytest.mark.parametrize("text", FORMS)
def test_a_form_says_what_was_taken_off(text):
    """So that a reviewer sees why a place was found."""
    name, method = FORMS[text]
    found = {form.key: form.method for form in forms(text)}
    assert found[fold(name)] == method


def test_a_name_that_is_a_word_for_a_village_stays():
    """Nothing is taken off where nothing would be left."""
    assert forms("Село")[0].key == "село"
    assert forms("") == ()


@given(NAMES)
def test_the_first_form_is_the_key(text):
    """Keys are folded, none is empty, none comes twice, and they are few."""
    found = forms(text)
    keys = [form.key for form in found]
    assert keys[:1] == ([fold(text)] if fold(text) else keys[:1])
    assert len(keys) == len(set(keys)) <= 36
    assert all(key and fold(key) == key for key in keys)


SUSPICIOUS = {
    "Ky\u0456v": r"letter 3 of the word .* is Cyrillic \(U\+0456\), the others are Latin",
    "\u041ariv": r"letter 1 of the word .* is Cyrillic \(U\+041A\)",
    "Бахмуt": r"letter 6 of the word .* is Latin \(U\+0074\), the others are Cyrillic",
    "Kyiv\x07": r"character 5 is U\+0007",
    "a\u202etxt": r"character 2 is U\+202E, which is not seen",
    "Ky\u200biv": r"character 3 is U\+200B",
    "K\ufffdiv": r"U\+FFFD: the text was decoded wrongly",
    "\ud800": r"U\+D800",
}


@pytest.mark.parametrize("text", SUSPICIOUS, ids=ascii)
def test_what_is_not_what_it_looks_like_is_named(text):
    """With its place in the text and its code."""
    assert re.search(SUSPICIOUS[text], suspicious(text))


@pytest.mark.parametrize(
    "text",
    ["Kyiv (Київ)", "GPS-глушіння", "میان\u200cدوآب", "حلب\u200f", "Т-72Б3", "Kyiv\nLviv", ""],
    ids=ascii,
)
def test_what_is_rightly_mixed_is_no_cause_for_alarm(text):
    """Words of two scripts side by side, and joiners that Persian and Arabic need."""
    assert suspicious(text) is None


def test_a_script_is_named():
    """As Unicode names it."""
    texts = ["Kyiv", "Київ", "حلب", "חיפה", "Αθήνα", "Kyiv Київ", "112"]
    expected = ["Latin", "Cyrillic", "Arabic", "Hebrew", "Greek", "mixed", None]
    assert [script(text) for text in texts] == expected


@given(NAMES)
def test_no_text_is_too_strange_for_these(text):
    """They look, and do not raise."""
    assert isinstance(suspicious(text), str | None)
    assert isinstance(script(text), str | None)
