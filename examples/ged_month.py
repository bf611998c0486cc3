"""A month of UCDP GED: read, summed up, its problems listed, drawn by kind and by actor.

Run it with `python examples/ged_month.py GED_FILE 2016-01 [FOLDER]`; the file, plain or gzipped,
is one of https://ucdp.uu.se/downloads/. Without a file, `python examples/ged_month.py [FOLDER]`
draws a month of invented rows. The pictures go to FOLDER, by default `examples/output`.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

import conflictlog as cl

WIDTH_INCHES = 12
INVENTED_MONTH = "2016-01"
HEADER_LINE = (
    "id,year,active_year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,"
    "side_a_new_id,side_a,side_b_new_id,gwnob,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,"
    "longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,"
    "date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high"
)


def main(ged_file: Path, month: str, folder: Path, *, footer: str | None = None) -> None:
    """Print what the file holds and what is wrong with it, and leave two pictures."""
    log = cl.read(ged_file, format="ucdp-ged")
    print(str(log).partition("\n")[0])

    print(f"\nProblems met: {log.problems.height}, by column\n")
    for column, problem, count in (
        log.problems.group_by("column", "problem").len().sort("len", descending=True).iter_rows()
    ):
        print(f"{count:6} {column}: {problem}")

    folder.mkdir(parents=True, exist_ok=True)
    print()
    title = f"Organised violence, {cl.When(month).label()}"
    for suffix, lanes in {"": "kind", "_actors": "actor"}.items():
        path = folder / f"ged_month{suffix}.png"
        axes = log.plot.timeline(
            window=month, lanes=lanes, title=title, width=WIDTH_INCHES, footer=footer
        )
        axes.figure.savefig(path)
        print(f"picture: {path}")


def write_invented_rows(path: Path) -> None:
    """Write rows of events that never happened, under the header of the release."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER_LINE.split(","), restval="")
        writer.writeheader()
        for number in range(120):
            long = number % 17 == 0
            first = number * number % (25 if long else 31) + 1
            best = number % 5
            day = f"{INVENTED_MONTH}-{first:02d}"
            writer.writerow(
                {
                    "id": number + 1,
                    "year": INVENTED_MONTH[:4],
                    "type_of_violence": 1,
                    "side_a": "Government of Utopia" if number % 3 else "Utopian rebels",
                    "side_b": "River militia",
                    "number_of_sources": 1,
                    "source_article": f'"Invented Wire,{day},Row {number} of an example"',
                    "source_office": "Invented Wire",
                    "source_date": day,
                    "source_headline": f"Row {number} of an example",
                    "where_prec": 1 + number % 5,
                    "where_coordinates": "Amaurot town",
                    "latitude": 0.0,
                    "longitude": 0.5,
                    "event_clarity": 1,
                    # 3 stands for some time within a week.
                    "date_prec": 3 if long else 1,
                    "date_start": day,
                    "date_end": f"{INVENTED_MONTH}-{first + 6:02d}" if long else day,
                    "deaths_b": best,
                    "low": best,
                    "best": best,
                    # One count out of order, so that there is a problem to list.
                    "high": 0 if number == 44 else best,
                }
            )


if __name__ == "__main__":
    output = Path(__file__).parent / "output"
    given = sys.argv[1:]
    if len(given) > 1:
        main(Path(given[0]), given[1], Path(given[2]) if len(given) > 2 else output)
    else:
        with tempfile.TemporaryDirectory() as made:
            invented = Path(made) / "invented_ged.csv"
            write_invented_rows(invented)
            main(
                invented,
                INVENTED_MONTH,
                Path(given[0]) if given else output,
                footer="Rows of an example: none of this happened.",
            )
