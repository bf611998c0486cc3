"""The ground floor: ids by content, immutable mappings, moments, keywords, errors."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import subprocess
import sys

import attrs
import pytest

from conflictlog import errors
from conflictlog.errors import ConflictlogError, InvalidValue, UnknownOption, nearest_hint
from conflictlog.frozenmap import FrozenMap
from conflictlog.identity import content_hash
from conflictlog.keywords import named_keywords
from conflictlog.moments import moment_text

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import given  # noqa: E402 - skipped loudly where it is missing
from hypothesis import strategies as st  # noqa: E402

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3).map(FrozenMap)
    ),
    max_leaves=8,
)
LEAVES = sorted(
    {
        getattr(errors, name)
        for name in errors.__all__
        if isinstance(getattr(errors, name), type) and name != "ConflictlogError"
    },
    key=lambda leaf: leaf.__name__,
)


@attrs.frozen
class Note:
    """A value with an attribute that no comparison sees."""

    words: str
    colour: str | None = None
    marks: tuple[str, ...] = ()
    margin: str | None = attrs.field(default=None, eq=False)


@attrs.frozen
class WiderNote:
    """The same value in a later version."""

    words: str
    colour: str | None = None
    marks: tuple[str, ...] = ()
    later: str | None = None


class TestContentHash:
    """Equal content has one hash, in every process and version."""

    @given(PLAIN)
    def test_equal_values_hash_alike(self, value):
        """A copy hashes as the value does."""
        assert content_hash(value) == content_hash(copy.deepcopy(value))

    @given(st.dictionaries(st.text(max_size=3), st.integers(), max_size=5))
    def test_order_of_a_mapping_is_no_content(self, mapping):
        """The order in which a mapping was filled says nothing."""
        assert content_hash(mapping) == content_hash(dict(reversed(mapping.items())))

    def test_types_are_told_apart(self):
        """A number, its text, a truth value, nothing and emptiness differ."""
        values: tuple[object, ...] = (1, "1", True, None, (), "", (None,), {})
        hashes = {content_hash(value) for value in values}
        assert len(hashes) == 8

    def test_whole_floats_are_integers(self):
        """30 and 30.0 are one number; 0.0 and -0.0 as well."""
        assert content_hash(30) == content_hash(30.0)
        assert content_hash(0.0) == content_hash(-0.0)

    def test_what_no_comparison_sees_is_no_content(self):
        """An attribute that is left out of == is left out of the hash."""
        assert content_hash(Note("a", margin="x")) == content_hash(Note("a", margin="y"))

    def test_a_later_field_that_says_nothing_changes_no_id(self):
        """Ids survive a version that adds an empty field."""
        assert content_hash(Note("a")) == content_hash(WiderNote("a"))
        assert content_hash(Note("a")) != content_hash(WiderNote("a", later="b"))

    def test_the_hash_is_the_same_in_another_process(self):
        """Neither a seed nor an address is part of it."""
        code = (
            "from conflictlog.identity import content_hash;"
            "print(content_hash('AFP', None, {'b': 1, 'a': 2.5}))"
        )
        out = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
        )
        assert out.stdout.strip() == content_hash("AFP", None, {"a": 2.5, "b": 1})

    def test_length_and_refusals(self):
        """The length is asked for; what has no stable form is refused."""
        assert len(content_hash("a", length=8)) == 8
        with pytest.raises(TypeError, match="set"):
            content_hash({1})


class TestFrozenMap:
    """A mapping that is a value."""

    @given(st.dictionaries(st.text(max_size=4), st.integers(), max_size=6))
    def test_it_is_equal_to_its_dict_and_sorted(self, items):
        """It compares as a mapping, iterates sorted, and survives pickling and repr."""
        frozen = FrozenMap(items)
        assert frozen == items
        assert list(frozen) == sorted(items)
        assert hash(frozen) == hash(FrozenMap(dict(reversed(items.items()))))
        assert pickle.loads(pickle.dumps(frozen)) == frozen
        assert FrozenMap(eval(repr(frozen))) == frozen  # noqa: S307 - a dict of our own

    def test_nothing_changes_it(self):
        """Neither items nor attributes can be set."""
        frozen = FrozenMap({"a": 1})
        with pytest.raises(TypeError):
            frozen["a"] = 2  # type: ignore[index]  # what is tested
        with pytest.raises(AttributeError, match="immutable"):
            frozen.extra = 2
        with pytest.raises(KeyError):
            frozen["b"]


class TestMoments:
    """Publication moments sort as text and are no finer than given."""

    @pytest.mark.parametrize(
        ("given_value", "kept"),
        [
            ("2022", "2022"),
            (" 2022-12 ", "2022-12"),
            ("2022-12-19", "2022-12-19"),
            (dt.date(2022, 12, 19), "2022-12-19"),
            ("2022-12-19T08:30Z", "2022-12-19T08:30:00Z"),
            ("2022-12-19T01:30:00.5+02:00", "2022-12-18T23:30:00Z"),
            (dt.datetime(2022, 12, 19, 1, tzinfo=dt.UTC), "2022-12-19T01:00:00Z"),
            (None, None),
        ],
    )
    def test_normal_forms(self, given_value, kept):
        """A clock time becomes UTC; coarser moments stay as they are."""
        assert moment_text(given_value) == kept

    @pytest.mark.parametrize(
        "bad",
        [
            "19/12/2022",
            "2022-13",
            "2022-02-30",
            "20221219",
            "2022-W51",
            "2022-12-19T08:30",
            "2022-12-19T25:00Z",
            "0001-01-01T00:00+02:00",
            "now",
            "",
            2022,
            True,
            dt.datetime(2022, 12, 19),
        ],
    )
    def test_refusals_name_field_value_and_cure(self, bad):
        """What is no moment is refused, with its field."""
        with pytest.raises(InvalidValue, match="retrieved is") as caught:
            moment_text(bad, "retrieved")
        assert caught.value.expected
        assert caught.value.remedy

    @given(st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1)), st.integers(1, 9**9))
    def test_text_sorts_as_time(self, moment, seconds):
        """A later moment is a larger text."""
        early = moment.replace(tzinfo=dt.UTC)
        late = early + dt.timedelta(seconds=seconds)
        assert str(moment_text(early)) < str(moment_text(late))


class TestKeywords:
    """A mistyped keyword names the nearest."""

    def test_hint(self):
        """The hint is a known keyword; far from all, all are listed."""
        kind = named_keywords(attrs.make_class("Mark", {"colour": attrs.field(default="grey")}))
        with pytest.raises(UnknownOption, match=r"Mark\(\) takes no 'color'.*'colour'"):
            kind(color="red")
        with pytest.raises(UnknownOption, match="it takes colour"):
            kind(zzz=1)
        assert attrs.evolve(kind(), colour="red").colour == "red"

    def test_values_that_do_not_fit_the_call_are_named_with_what_does(self):
        """Too many positional values and a missing one show the whole call."""

        @named_keywords
        @attrs.frozen
        class Mark:
            text: str
            margin: str = attrs.field(default="", kw_only=True)

        with pytest.raises(UnknownOption, match=r"too many .* Mark\(text, \*, margin=...\); write"):
            Mark("a", "b")
        with pytest.raises(UnknownOption, match=r"missing a required argument: 'text'.*; give it"):
            Mark()

    def test_a_type_error_from_within_stays_itself(self):
        """Only a call that does not fit is an UnknownOption."""

        @named_keywords
        @attrs.frozen
        class Length:
            of: int = attrs.field(converter=len)

        with pytest.raises(TypeError, match="no len") as caught:
            Length(5)
        assert not isinstance(caught.value, ConflictlogError)


class TestErrors:
    """One root, leaves that are also builtins, three parts."""

    @pytest.mark.parametrize("leaf", LEAVES)
    def test_leaves(self, leaf):
        """Each leaf is also a builtin error, reads in three parts, and pickles."""
        error = leaf("lat is 91", expected="-90 to 90", remedy="check the column")
        assert isinstance(error, ConflictlogError)
        builtins = {base for base in leaf.__mro__ if base.__module__ == "builtins"}
        assert builtins - {Exception, BaseException, object}
        assert str(error) == "lat is 91; expected -90 to 90; check the column"
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.remedy) == (leaf, str(error), error.remedy)

    def test_hints_fold_case(self):
        """A hint gives the known spelling, and is silent where nothing is near."""
        assert nearest_hint("ukr", ["UKR", "BLR"]) == "did you mean 'UKR'?"
        assert nearest_hint("qqqq", ["visit"]) == ""
