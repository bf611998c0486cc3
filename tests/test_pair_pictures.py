"""Pictures of a merge: a pair's evidence adds up on the page, and every pair is in a bar."""

from __future__ import annotations

import io
import math
import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import LineCollection, PathCollection, PolyCollection

from conflictlog.errors import ConflictlogError, InvalidValue, UnknownId
from conflictlog.merging import merge
from conflictlog.plotting import Theme, calibration, describe, matches, waterfall
from conflictlog.plotting.pairs.mirror import Layer, mirrored
from conflictlog.testing import generate
from tests.drawn import UGLY, assert_clear, legend, said, texts

ROWS = [
    ("prior", "chance and the rivals of the two", -6.0),
    ("killed", "the same number, 10 and more", 5.5),
    ("distance", "farther than 50 km", -2.5),
    ("time", "same day", 3.0),
]
SHELLING, RAQQA = "قصف", "الرقة"


@pytest.fixture(scope="module")
def made():
    """Give two generated sources and their truth."""
    return generate(150, seed=5, style="sparse", sources=2)


@pytest.fixture(scope="module")
def both(made):
    """Give a merge of the two."""
    return merge(*made.logs.values())


def of(ax, kind, gid):
    """Give the artist of a kind with an id."""
    return next(one for one in ax.get_children() if isinstance(one, kind) and one.get_gid() == gid)


def sum_drawn(ax):
    """Give the bits at which the mark of the result stands."""
    mark = of(ax, PathCollection, "pair:result")
    (x, _), *_ = mark.get_offset_transform().transform(mark.get_offsets())
    return ax.transData.inverted().transform((x, 0))[0]


def arrows(ax):
    """Give each bar's first and farthest x, in data: where it starts and where it points."""
    found = []
    for slab in (one for one in ax.get_children() if isinstance(one, PolyCollection)):
        corners = slab.get_paths()[0].vertices
        if len(corners) == 6:  # five and back: a bar with a point
            shown = (slab.get_transform() - ax.transData).transform(corners)
            found.append((shown[0][0], shown[2][0]))
    return found


# ----------------------------------------------------------------- one pair


def test_a_pair_is_a_sum_in_bits():
    """Every piece has its row and its words; the rest of the page says what it comes to."""
    ax = waterfall(ROWS, pair=("ged-1", "desk-7"), decision="one event", threshold=0.27)
    assert_clear(ax)
    assert said(ax, "title") == "ged-1 and desk-7: one event"
    assert said(ax, "subtitle").startswith(
        "probability .50 that they are one event, joined from .27"
    )
    assert said(ax, "row:affirms") == "the same number, 10 and more same day"
    assert said(ax, "row:denies") == "farther than 50 km"
    assert texts(ax, "amount:") == ["-6.0", "+5.5", "-2.5", "+3.0", "0.0"]
    assert legend(ax) == {"speaks for one event", "speaks against it", "joined from .27"}
    assert sum_drawn(ax) == pytest.approx(0)


def test_direction_says_what_colour_says():
    """What speaks for it points right, what speaks against it left, each from the sum so far."""
    ends = arrows(waterfall(ROWS))
    assert len(ends) == 5  # three pieces, and two keys of the legend
    own = [pair for pair in ends if min(pair) > -7 and max(pair) < 4][:3]
    assert own == [pytest.approx(pair) for pair in ((-6, -0.5), (-0.5, -3), (-3, 0))]


def test_what_nobody_needs_is_not_in_the_legend():
    """Without a piece against it, and without a threshold, neither is explained."""
    ax = waterfall(ROWS[:2])
    assert legend(ax) == {"speaks for one event"}
    assert said(ax, "title") == "Evidence of a match"
    assert legend(waterfall(ROWS[:1])) == set()


@settings(max_examples=10)
@given(
    bits=st.lists(st.floats(-40, 40), min_size=1, max_size=12),
    width=st.floats(3, 14),
    names=st.sampled_from(UGLY),
    theme=st.sampled_from((Theme.light(), Theme.dark(), Theme.print())),
)
def test_any_evidence_is_drawn(bits, width, names, theme):
    """No text lies on another, and the mark stands at the sum."""
    rows = [(names, names, each) for each in bits]
    pair = (names, names)
    ax = waterfall(rows, pair=pair, remarks=[names], threshold=0.5, width=width, theme=theme)
    assert_clear(ax)
    assert sum_drawn(ax) == pytest.approx(sum(bits), abs=1e-6)


def test_names_from_right_to_left_keep_what_stands_beside_them():
    """An Arabic place in what was seen; the decision stays behind two Arabic ids."""
    rows = [("prior", "", -2.0), ("place names", f"{SHELLING} {RAQQA} 12", 4.0)]
    ax = waterfall(rows, pair=(SHELLING, RAQQA), decision="two events", width=3.9)
    assert_clear(ax)
    assert said(ax, "title").endswith(": two events")
    ax.figure.savefig(io.BytesIO(), format="pdf")


def test_a_pair_is_told_to_those_who_do_not_see_it():
    """Kind, pair, probability, the pieces in their order with their bits."""
    told = describe(waterfall(ROWS, pair=("a", "b"), decision="one event"))
    assert told.startswith("Waterfall of a pair: a and b: one event. probability .50")
    assert "Killed; the same number, 10 and more; +5.5; Distance; farther than 50 km; -2.5" in told
    assert "In all; 0.0 bits for one event: probability .50; 0.0" in told


# ----------------------------------------------------------------- of a merge


def test_a_merge_draws_what_it_explains(both):
    """The same pieces; the sum is the probability of the table; the two are told apart below."""
    row = both.matches.filter(pl.col("decision") == "same event").row(0, named=True)
    ax = both.plot.waterfall(row["id_a"], row["id_b"])
    assert_clear(ax)
    assert 1 / (1 + 2.0 ** -sum_drawn(ax)) == pytest.approx(row["probability"], abs=1e-6)
    for line in both.explain(row["id_a"], row["id_b"]).splitlines()[1:-1]:
        words = line.partition(": ")[2].replace("(", "").split()[0]
        assert words in said(ax, "row:"), line
    assert said(ax, "title") == f"{row['id_a']} and {row['id_b']}: one event"
    for side in ("id_a", "id_b"):
        assert f"{row[side]}: " in said(ax, "footer")
    assert f"Model {both.model.name}." in said(ax, "footer")


def test_a_judgement_stands_below_the_evidence(both):
    """What a person decided, and why, is not left to the bits."""
    row = both.matches.filter(pl.col("decision") == "same event").row(0, named=True)
    apart = both.reject(row["id_a"], row["id_b"], who="desk", why="another street")
    ax = apart.plot.waterfall(row["id_a"], row["id_b"])
    assert said(ax, "title").endswith(": two events")
    assert "Judged different by desk: another street." in said(ax, "footer")


def test_a_cluster_against_the_pair_is_named(both):
    """Where the pair's own probability would have joined it, or would not, the footer says so."""
    told = both.matches.with_columns(joins=pl.col("probability") >= both.threshold)
    crossed = told.filter(pl.col("joins") != (pl.col("decision") == "same event"))
    assert crossed.height
    for row in crossed.head(3).iter_rows(named=True):
        footer = said(both.plot.waterfall(row["id_a"], row["id_b"]), "footer")
        wanted = "Not joined: other pairs" if row["joins"] else "Joined by the rest"
        assert wanted in footer


def test_ids_that_cannot_be_drawn_are_refused(both):
    """Unknown, twice the same, never compared: each with what is wrong and what to do."""
    one, other, *_ = both.clusters.filter(pl.col("log") == both.records.logs[0])["id"]
    with pytest.raises(UnknownId, match=r"result\.clusters|did you mean"):
        both.plot.waterfall(one, "nobody-1")
    with pytest.raises(InvalidValue, match="both"):
        both.plot.waterfall(one, one)
    with pytest.raises(InvalidValue, match=r"exclude one another.*result\.explain") as caught:
        both.plot.waterfall(one, other)
    assert repr(one) in str(caught.value)
    assert repr(other) in str(caught.value)


def test_all_pairs_of_a_merge_are_counted(both):
    """Those with a score stand in bars, the others in the footer; the table's decisions agree."""
    ax = both.plot.matches()
    assert_clear(ax)
    merged = both.matches.filter(pl.col("decision") == "same event").height
    scored, met = len(both.scored.pairs), len(both.candidates.pairs)
    assert said(ax, "subtitle").startswith(f"{scored:,} pairs")
    assert f"merged, downwards: {merged:,}" in legend(ax)
    assert f"apart, upwards: {scored - merged:,}" in legend(ax)
    assert f"{met - scored:,} more pairs" in said(ax, "footer")
    assert both.plot.describe(ax).startswith("Mirrored histogram: How sure the matches are.")
    assert "calibration, matches, waterfall" in repr(both.plot)


# ----------------------------------------------------------------- all pairs


def frame(chances, decided):
    """Make a table of pairs."""
    return pl.DataFrame(
        {"probability": chances, "decision": decided},
        schema={"probability": pl.Float64, "decision": pl.String},
    )


def heights(ax, gid):
    """Give the drawn heights of one side's bars, in points, by their left edge in data."""
    slabs = of(ax, PolyCollection, gid)
    found = {}
    for path in slabs.get_paths():
        xs = (slabs.get_transform() - ax.transData).transform(path.vertices)[:, 0]
        ys = path.vertices[:, 1]
        found[round(float(xs.mean()), 3)] = float(ys.max() - ys.min())
    return found


def test_unique_stands_up_and_merged_hangs_down():
    """The threshold is a dashed line at its place; the sides have their counts."""
    pairs = frame([0.05, 0.05, 0.4, 0.95, 0.2], ["apart", "apart", "apart", *["same event"] * 2])
    ax = matches(pairs, threshold=0.27)
    assert_clear(ax)
    up, down = heights(ax, "up:apart"), heights(ax, "down:merged")
    assert max(up.values()) == pytest.approx(2 * min(up.values()))
    assert len(down) == 2
    zero = {path.vertices[:, 1].min() for path in of(ax, PolyCollection, "down:merged").get_paths()}
    assert zero == {
        path.vertices[:, 1].max() for path in of(ax, PolyCollection, "up:apart").get_paths()
    }
    line = of(ax, LineCollection, "threshold")
    (x, _), _ = (line.get_transform() - ax.transData).transform(line.get_segments()[0])
    assert x == pytest.approx(0.27)
    assert "1 apart above it" in said(ax, "footer")
    assert "1 merged below it" in said(ax, "footer")


def test_counts_go_on_a_log_scale_only_where_a_bar_could_not_be_seen():
    """And the picture says so."""
    few = matches(frame([0.05] * 50 + [0.9], ["apart"] * 50 + ["same event"]))
    many = matches(frame([0.05] * 900 + [0.9], ["apart"] * 900 + ["same event"]))
    assert "log scale" not in said(few, "subtitle")
    assert "counts on a log scale" in said(many, "subtitle")
    assert texts(many, "count") == ["100", "10", "1", "0", "1"]
    (lowest,) = heights(many, "down:merged").values()
    assert lowest > 10


@settings(max_examples=15)
@given(
    pairs=st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=200),
    width=st.floats(3, 14),
    threshold=st.none() | st.floats(0.01, 0.99),
)
def test_every_pair_is_in_one_bar(pairs, width, threshold):
    """Whatever the width: nothing falls between bars, 0 and 1 included."""
    decided = ["same event" if together else "apart" for _, together in pairs]
    ax = matches(frame([chance for chance, _ in pairs], decided), threshold=threshold, width=width)
    assert_clear(ax)
    numbers = [int(words.rpartition(": ")[2]) for words in legend(ax) if ": " in words]
    assert sum(numbers) == len(pairs)
    if not pairs:
        assert said(ax, "empty") == "no pairs of records"


@pytest.mark.parametrize("tenth", range(10))
def test_a_bar_begins_at_its_left_edge(tenth):
    """.3 stands right of .3, though three tenths are a little more for a computer."""
    (middle,) = heights(matches(frame([tenth / 10], ["apart"])), "up:apart")
    assert tenth / 10 < middle < tenth / 10 + 0.05


def test_several_colours_in_one_bar_have_no_log_scale():
    """A share of a bar has a height only where heights add up."""
    tall, low = (pl.Series([count, 0]).to_numpy() for count in (900, 1))
    one = Layer(name="a", colour="#000000", up=tall, down=low)
    assert mirrored([one]).log
    assert not mirrored([one, one]).log
    assert mirrored([one, one]).up == 1800


# ----------------------------------------------------------------- against the truth


def known(chances, true):
    """Make a table of pairs whose truth is known."""
    return pl.DataFrame(
        {"probability": chances, "truth": true},
        schema={"probability": pl.Float64, "truth": pl.Boolean},
    )


def test_a_mark_on_the_diagonal_means_that_the_probability_holds():
    """Of ten pairs at .8, eight are one event: as high as it is far right."""
    ax = calibration(known([0.8] * 10 + [0.25] * 4, [True] * 8 + [False] * 2 + [True] * 4))
    assert_clear(ax)
    marks = of(ax, PathCollection, "bins")
    points = marks.get_offset_transform().transform(marks.get_offsets())
    shares = {one.get_text(): one for one in ax.texts if one.get_label() == "share"}
    zero, one = (
        shares[words].get_transform().transform(shares[words].get_position())[1]
        for words in ("0", "1")
    )
    size = shares["0"].get_fontsize() * 0.36 * ax.figure.dpi / 72  # the baseline is below
    found = {
        round(float(ax.transData.inverted().transform(point)[0]), 2): (point[1] - zero - size)
        / (one - zero)
        for point in points
    }
    assert found == {0.25: pytest.approx(1, abs=0.01), 0.8: pytest.approx(0.8, abs=0.01)}
    assert "10 at .80: .80 are" in describe(ax)
    assert "4 at .25: >.99 are" in describe(ax)


def test_the_brier_score_is_the_mean_square_of_what_was_said_wrongly():
    """Nothing wrong is 0; a coin's is .25."""
    assert "Brier score .250" in said(calibration(known([0.5] * 4, [True, False] * 2)), "subtitle")
    assert "Brier score .000" in said(calibration(known([1.0, 0.0], [True, False])), "subtitle")
    assert said(calibration(known([], [])), "empty") == "no pairs of records"


@settings(max_examples=10)
@given(
    pairs=st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=100),
    width=st.floats(3, 14),
)
def test_every_bin_is_told(pairs, width):
    """The numbers that are told add up to all pairs, and every text is clear."""
    ax = calibration(known(*zip(*pairs, strict=True) if pairs else ([], [])), width=width)
    assert_clear(ax)
    counts = [int(found) for found in re.findall(r"(\d+) at ", describe(ax))]
    assert sum(counts) == len(pairs)


def test_a_merge_is_held_against_the_truth(made, both):
    """A pair is true where the two share an incident, and the picture counts each scored pair."""
    ax = both.plot.calibration(made.truth)
    assert said(ax, "subtitle").startswith(f"{len(both.scored.pairs):,} pairs of known truth")
    tells = dict(made.truth.group_by("id").agg("incident").iter_rows())
    ids, pairs, z = both.records.ids, both.scored.pairs, both.scored.z
    errors = [
        (1 / (1 + math.exp(-odds)) - bool({*tells.get(ids[a], ())} & {*tells.get(ids[b], ())})) ** 2
        for a, b, odds in zip(pairs.a, pairs.b, z, strict=True)
    ]
    brier = f"{sum(errors) / len(errors):.3f}".removeprefix("0")
    assert f"Brier score {brier} " in said(ax, "subtitle")


def test_a_truth_about_something_else_is_refused(made, both):
    """Columns of other names, ids of other records."""
    with pytest.raises(InvalidValue, match="id and incident"):
        both.plot.calibration(made.truth.rename({"incident": "event"}))
    with pytest.raises(InvalidValue, match="no record of the merge"):
        both.plot.calibration(made.truth.with_columns(id=pl.lit("x")))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: calibration(frame([0.1], ["apart"])), "probability and truth"),
        (lambda: calibration(known([-0.1], [True])), "row 1, column probability has -0.1"),
        (lambda: waterfall([]), "at least the prior"),
        (lambda: waterfall([("time", 3)]), "a name, words and bits"),  # type: ignore[list-item]
        (lambda: waterfall([("time", "same day", "many")]), "words and bits"),  # type: ignore[list-item]
        (lambda: waterfall([("time", "same day", float("nan"))]), "'time' has nan bits"),
        (lambda: waterfall(ROWS, threshold=27), "threshold is 27"),
        (lambda: waterfall(ROWS, treshold=0.27), "treshold"),
        (lambda: matches(pl.DataFrame({"probability": [0.1]})), "probability and decision"),
        (lambda: matches([0.1]), "pairs is list"),
        (lambda: matches(frame([0.1, 1.5], ["apart"] * 2)), "row 2, column probability has 1.5"),
        (lambda: matches(frame([None], ["apart"])), "row 1, column probability has None"),
        (lambda: matches(frame([0.1], ["apart"]), threshold=0), "threshold is 0"),
    ],
)
def test_what_cannot_be_drawn_is_named(make, words):
    """What was seen, what was expected, and what to write instead."""
    with pytest.raises(ConflictlogError, match=words) as caught:
        make()
    assert caught.value.remedy
