"""Place strings of conflict reporting, with the answers that a person would give.

The tables are in `tests/data/places`; their answers were written without a look at the gazetteer.
A wrong answer is worse than none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.place_strings import FOLDER, Answered, ask, rows, table, tally

FILES = sorted(FOLDER.glob("*.csv"))


def told(answers: list[Answered]) -> str:
    """List what is wrong, for whoever reads a failure."""
    lines = [
        f"{each.row['id']} {each.row['text']!r}: {each.found.best or each.found.state}"
        for each in answers
        if each.outcome == "wrong"
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("path", [path for path in FILES if path.stem != "asked"], ids=str)
def test_with_the_country_most_are_right_and_few_are_wrong(path: Path):
    """At least 85 % right and at most 3 % wrong; without the country more stay open."""
    strings = rows(path)
    with_country = [ask(row) for row in strings]
    without = [ask(row, country=False) for row in strings]
    shown = table({f"{path.stem}, with country": with_country, f"{path.stem}, without": without})
    report = f"{shown}\nwrong:\n{told(with_country)}"
    print(f"\n{report}")  # noqa: T201 - shown with -s, and where it fails
    shares = tally(with_country)
    assert shares["right"] >= 0.85, shown
    assert shares["wrong"] <= 0.03, report
    # What is lost with the country is said to be open, not guessed.
    assert tally(without)["wrong"] <= shares["wrong"] + 0.05, told(without)


def test_the_tables_hold_enough_strings_of_each_script():
    """200 strings at least, in Latin, Cyrillic, Arabic and Hebrew script."""
    strings = [row for path in FILES for row in rows(path)]
    scripts = {row["script"] for row in strings}
    assert {"Latin", "Cyrillic", "Arabic", "Hebrew"} <= scripts
    assert len({row["id"] for row in strings}) == len(strings)


ASKED = rows(FOLDER / "asked.csv")


@pytest.mark.parametrize("row", ASKED, ids=[row["id"] for row in ASKED])
def test_what_users_found_wrong_stays_mended(row: dict[str, str]):
    """Each of these strings was once answered wrongly, or not at all."""
    answered = ask(row)
    assert answered.outcome == "right", f"{row['text']!r}: {answered.found}"
