"""Kinds: a coarse code answers "possible", never a silent no."""

from __future__ import annotations

import pickle
from itertools import product

import pytest

from conflictlog.errors import InvalidValue, UnknownName
from conflictlog.kinds import (
    Facet,
    Taxonomy,
    crosswalk,
    kind_members,
    parse_kind,
    taxonomy,
)

YES, MAYBE, NO = (True, True), (True, False), (False, False)
NODES = (*taxonomy().groups, *taxonomy().kinds)


# -- the shipped taxonomy


def test_the_shipped_taxonomy_has_33_families_and_37_kinds_below_them() -> None:
    """Counts of the list it was made from; a lost line of data shows here."""
    tax = taxonomy()
    assert len(tax.families) == 33
    assert len(tax.kinds) == 70
    assert len(tax.kinds) - len(tax.families) == 37
    assert len(tax.groups) == 7


def test_no_group_shares_a_familys_name() -> None:
    """One word is one node."""
    assert set(taxonomy().groups).isdisjoint(taxonomy().kinds)


def test_every_node_has_a_definition_and_a_parent_that_exists() -> None:
    """Only groups and `other`, which is none of the kinds of any group, stand at the top."""
    tax = taxonomy()
    for node in NODES:
        assert tax.definition(node).endswith(".")
        above = tax.parent(node)
        if above is None:
            assert node == "other" or node in tax.groups
        else:
            assert above in NODES
            assert node in tax.descendants(above)


def test_the_taxonomy_is_loaded_once_and_is_a_value() -> None:
    """The same object each time, hashable, equal after pickling."""
    assert taxonomy() is taxonomy()
    copy = pickle.loads(pickle.dumps(taxonomy()))
    assert copy == taxonomy()
    assert hash(copy) == hash(taxonomy())
    assert copy.answers("strike/drone", "violence") == YES


def test_facets_have_vocabularies() -> None:
    """A facet is a typed word, not a kind; only the weapon takes any word."""
    tax = taxonomy()
    assert tax.facets["outcome"].words == ("hit", "intercepted", "missed", "failed", "unknown")
    assert [name for name, facet in tax.facets.items() if facet.open] == ["weapon"]
    assert tax.check_facet("weapon", "a new thing") == ("weapon", "a new thing")
    with pytest.raises(UnknownName, match=r"facet damage has no word 'hevy'.*'heavy'"):
        tax.check_facet("damage", "hevy")
    with pytest.raises(UnknownName, match=r"facet 'outcom' is not known.*'outcome'"):
        tax.check_facet("outcom", "hit")


# -- three-valued answers


@pytest.mark.parametrize(
    ("coded", "asked", "answer"),
    [
        ("violence", "strike", MAYBE),
        ("violence", "strike/drone", MAYBE),
        ("violence", "violence", YES),
        ("strike", "violence", YES),
        ("strike/drone", "violence", YES),
        ("strike/drone", "strike", YES),
        ("strike", "strike/drone", MAYBE),
        ("strike/drone", "strike/missile", NO),
        ("violence", "visit", NO),
        ("attack|explosion|strike", "strike", MAYBE),
        ("attack|explosion|strike", "strike/drone", MAYBE),
        ("attack|explosion|strike", "violence", YES),
        ("attack|explosion|strike", "visit", NO),
        ("strike/air|strike/drone", "strike", YES),
        ("strike/drone", "battle|strike", YES),
        ("battle|strike", "battle|strike", YES),
        ("battle|strike", "strike", MAYBE),
        ("other", "strike", NO),
        ("other", "humanitarian", NO),
        ("air_defence/interception", "strike", NO),
        (None, "strike", MAYBE),
        # kinds that the taxonomy does not hold: by their own text, and by what precedes a slash
        ("strike/laser", "strike", YES),
        ("strike/laser", "violence", YES),
        ("strike", "strike/laser", MAYBE),
        ("violence", "strike/laser", MAYBE),
        ("omen", "omen", YES),
        ("omen/comet", "omen", YES),
        ("omen", "omen/comet", MAYBE),
        ("omen", "strike", NO),
        ("violence", "omen", NO),
        ("strikes", "strike", NO),
    ],
)
def test_answers(coded: str | None, asked: str, answer: tuple[bool, bool]) -> None:
    """Finer than asked is certain, coarser is possible, beside is no."""
    assert taxonomy().answers(coded, asked) == answer


def test_certain_implies_possible_for_every_pair() -> None:
    """The law of three-valued answers, over every two nodes and every crosswalk set."""
    tax = taxonomy()
    sets = [
        crosswalk(name).kind_of(code)
        for name in ("acled", "ucdp")
        for code in crosswalk(name).codes
    ]
    for coded, asked in product([*NODES, *sets, None, "omen", "strike/laser"], NODES):
        possible, certain = tax.answers(coded, asked)
        assert possible or not certain


def test_a_node_and_its_ancestors_answer_each_other() -> None:
    """Upward is certain, downward is possible."""
    tax = taxonomy()
    for node in NODES:
        assert tax.answers(node, node) == YES
        for above in tax.ancestors(node):
            assert tax.answers(node, above) == YES
            assert tax.answers(above, node) == MAYBE


# -- refusing and extending


def test_a_mistyped_kind_names_the_nearest() -> None:
    """The message holds what was asked and the cure."""
    with pytest.raises(UnknownName, match=r"kind 'strike/dron'.*did you mean 'strike/drone'"):
        taxonomy().check("strike/dron")
    with pytest.raises(UnknownName, match=r"kind 'omen'.*extend"):
        taxonomy().check("strike|omen")
    with pytest.raises(LookupError):
        taxonomy().definition("omen")
    assert taxonomy().check("violence") == "violence"


def test_an_extension_is_another_value() -> None:
    """Nothing that one caller adds is seen by another."""
    mine = taxonomy().extend(
        {
            "strike/drone/fpv": "A small first-person-view drone.",
            "harassment": {"definition": "Buzzing, dazzling.", "group": "space_war"},
            "harassment/laser": "Dazzling by laser.",
        },
        groups={"space_war": "In orbit."},
        facets={"outcome": ["returned"], "orbit": ["low", "high"]},
    )
    assert isinstance(mine, Taxonomy)
    assert mine.answers("strike/drone/fpv", "strike/drone") == YES
    assert mine.answers("space_war", "harassment/laser") == MAYBE
    assert mine.check_facet("outcome", "returned") == ("outcome", "returned")
    assert mine.check_facet("orbit", "low") == ("orbit", "low")
    assert "harassment" not in taxonomy().kinds
    assert not taxonomy().facets["outcome"].allows("returned")
    assert mine.extend(facets={"orbit": Facet("orbit", open=True)}).facets["orbit"].allows("x")


@pytest.mark.parametrize(
    ("kinds", "error", "text"),
    [
        ({"strike": "again"}, InvalidValue, "'strike' is defined already"),
        ({"violence": "again"}, InvalidValue, "'violence' is defined already"),
        ({"omen/comet": "no family"}, UnknownName, "stands below 'omen'"),
        ({"strikes/x": "mistyped"}, UnknownName, "did you mean 'strike'"),
        ({"omen": {"group": "military_"}}, UnknownName, "did you mean 'military'"),
        ({"strike/x": {"group": "unrest"}}, InvalidValue, "leave group out"),
        ({"omen": {"meaning": "?"}}, InvalidValue, "meaning"),
        ({"a|b": "two"}, InvalidValue, "a|b"),
        ({"Omen": "capital"}, InvalidValue, "write 'omen'"),
    ],
)
def test_what_an_extension_refuses(
    kinds: dict[str, str], error: type[Exception], text: str
) -> None:
    """A path has one meaning and a place below what exists."""
    with pytest.raises(error) as caught:
        taxonomy().extend(kinds)
    assert text in str(caught.value)


def test_a_group_may_not_take_a_kinds_name() -> None:
    """One word is one node, in extensions too."""
    with pytest.raises(InvalidValue, match="group is 'strike'"):
        taxonomy().extend(groups={"strike": "no"})


# -- the text form


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (None, None),
        ("strike", "strike"),
        (" strike / drone".replace(" / ", "/"), "strike/drone"),
        ("strike|attack", "attack|strike"),
        ({"strike", "attack"}, "attack|strike"),
        (["b|a", "a"], "a|b"),
        (["strike", "strike/drone"], "strike|strike/drone"),
    ],
)
def test_a_kind_is_stored_sorted_and_without_doubles(given: object, stored: str | None) -> None:
    """An ancestor beside its descendant stays: the coder said both."""
    assert parse_kind(given) == stored  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given", ["", "Strike", "strike/", "/drone", "strike//drone", "a|", "strike drone", "стрike"]
)
def test_what_is_no_path_is_refused(given: str) -> None:
    """The message names the field, the value and the form."""
    with pytest.raises(InvalidValue, match=r"^kind is .*lower-case words such as 'strike/drone'"):
        parse_kind(given)


@pytest.mark.parametrize("given", [3, True, [3], ["strike", None], []])
def test_what_is_no_text_is_refused(given: object) -> None:
    """A number or an empty set is no kind; None is how to say that it is not known."""
    with pytest.raises(InvalidValue, match="None where the kind is not known"):
        parse_kind(given)  # type: ignore[arg-type]


# -- crosswalks


@pytest.mark.parametrize(
    "name",
    [
        *("acled", "acled-v7", "cameo", "gtd", "gtd-targets", "maverick", "plover", "scad"),
        *("ucdp", "viina"),
    ],
)
def test_every_crosswalk_target_exists(name: str) -> None:
    """Kinds, what is folded in, and facets are all in the taxonomy."""
    table, tax = crosswalk(name), taxonomy()
    for entry in table.entries.values():
        assert tax.check(entry.kind) == entry.kind
        for kind in (*entry.also, *entry.unchecked):
            assert tax.check(kind) == kind
        assert set(entry.unchecked) <= {*kind_members(entry.kind), *entry.also}
        for facet, words in entry.facets.items():
            for word in words:
                tax.check_facet(facet, word)


def test_cameo_has_every_code_of_its_codebook() -> None:
    """By the counts of version 1.1b3; below 12, ICEWS and PLOVER's table have two more."""
    counts = [10, 27, 28, 7, 8, 5, 6, 25, 5, 27, 12, 28, 22, 26, 6, 13, 13, 14, 9, 7]
    codes = [code for code in crosswalk("cameo").codes if len(code) > 2]
    assert [sum(c.startswith(f"{n:02}") for c in codes) for n in range(1, 21)] == counts


def test_ucdp_says_who_and_never_with_what() -> None:
    """A strike is possible in every type, certain in none."""
    ucdp = crosswalk("ucdp")
    assert ucdp.kind_of(1) == ucdp.kind_of("2") == "violence"
    assert ucdp.kind_of("3") == "attack|explosion|strike"
    assert ucdp.facets_of(2) == {"dyad": ("non_state",)}
    assert [ucdp.facets_of(code)["dyad"][0] for code in "123"] == [
        *("state_based", "non_state", "one_sided")
    ]
    for code in ucdp.codes:
        assert taxonomy().answers(ucdp.kind_of(code), "strike/drone") == MAYBE
    assert ucdp.codes_of("strike/drone") == ("1", "2", "3")
    assert ucdp.codes_of("visit") == ()


SUB_EVENTS = {
    "Battles": [
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    ],
    "Explosions/Remote violence": [
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ],
    "Violence against civilians": ["Sexual violence", "Attack", "Abduction/forced disappearance"],
    "Protests": [
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
    ],
    "Riots": ["Violent demonstration", "Mob violence"],
    "Strategic developments": [
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ],
}


def test_acled_has_25_sub_event_types_under_6_event_types() -> None:
    """All of the scheme of 2019, and an event type is never finer than what it stands above."""
    acled, tax = crosswalk("acled"), taxonomy()
    broad = {code for code, entry in acled.entries.items() if entry.broad}
    assert broad == set(SUB_EVENTS)
    assert set(acled.codes) - broad == {name for names in SUB_EVENTS.values() for name in names}
    assert len(acled.codes) == 31
    for event_type, names in SUB_EVENTS.items():
        for name in names:
            for member in kind_members(acled.kind_of(name) or ""):
                assert tax.answers(acled.kind_of(event_type), member)[0], (event_type, member)


@pytest.mark.parametrize(
    ("code", "asked", "answer"),
    [
        ("Air/drone strike", "strike", YES),
        ("Air/drone strike", "strike/drone", MAYBE),
        ("Air/drone strike", "strike/missile", MAYBE),
        ("Shelling/artillery/missile attack", "strike/missile", MAYBE),
        ("Shelling/artillery/missile attack", "strike/drone", NO),
        ("Armed clash", "battle", YES),
        ("Armed clash", "strike", NO),
        ("Government regains territory", "battle", MAYBE),
        ("Government regains territory", "control/captured", MAYBE),
        ("Suicide bomb", "explosion", YES),
        ("Chemical weapon", "strike/chemical", YES),
        ("Grenade", "explosion", YES),
        ("Attack", "attack", YES),
        ("Attack", "attack/sexual", NO),
        ("Disrupted weapons use", "air_defence/interception", MAYBE),
        ("Peaceful protest", "protest", YES),
        ("Mob violence", "riot", YES),
        ("Other", "other", MAYBE),
        ("Explosions/Remote violence", "strike", MAYBE),
        ("Battles", "strike", NO),
    ],
)
def test_acled_answers(code: str, asked: str, answer: tuple[bool, bool]) -> None:
    """A sub-event that fits several kinds answers possible for each."""
    assert taxonomy().answers(crosswalk("acled").kind_of(code), asked) == answer


def test_one_kind_may_stand_under_several_codes() -> None:
    """Whoever looks for a kind is sent to the codes that fold it in as well."""
    acled = crosswalk("acled")
    assert acled.codes_of("strike/missile") == (
        "Air/drone strike",
        "Shelling/artillery/missile attack",
    )
    assert acled.codes_of("air_defence/interception") == (
        "Air/drone strike",
        "Disrupted weapons use",
    )
    assert "Armed clash" in acled.codes_of("strike/shelling")
    assert "Suicide bomb" in acled.codes_of("attack/assassination")
    assert acled.codes_of("visit") == ()


def test_codes_are_found_whatever_their_case_and_unknown_ones_are_not_guessed() -> None:
    """An unknown code has no kind, which answers possible to everything."""
    acled = crosswalk("acled")
    assert acled.kind_of(" armed  CLASH ") == "battle"
    assert acled.kind_of("Beyond the codebook") is None
    assert acled.kind_of(None) is None
    assert crosswalk("ucdp").kind_of(True) is None
    assert dict(acled.facets_of("Beyond the codebook")) == {}


def test_an_unknown_crosswalk_is_refused() -> None:
    """The shipped ones are named."""
    with pytest.raises(UnknownName, match=r"crosswalk 'acle' is not known.*did you mean 'acled'"):
        crosswalk("acle")
