"""Every picture, drawn in one way: a new one of `log.plot` joins by itself."""

from __future__ import annotations

import inspect

import polars as pl

from conflictlog.plotting import Plotter, calibration, matches, waterfall

#: What a picture must be told beside the log.
ASKED = {
    "confidence": lambda log: (log[0],),
    "estimates": lambda log: ("killed",),  # noqa: ARG005 - each is given the log
}
#: Those that draw one event; the others draw a log, be it empty.
OF_ONE_EVENT = frozenset({"confidence"})


def _waterfall(log, **given):
    told = [(str(one.title), str(one.reports[0].claimant if one.reports else "")) for one in log]
    bits = [(-1) ** number * 2.5 / (number + 1) for number in range(len(told))]
    rows = [("prior", "chance", -3.0)]
    rows += [(*words, each) for words, each in zip(told, bits, strict=True)]
    names, remarks = [words[0] for words in told], [words[1] for words in told]
    pair = (names[0], names[-1]) if names else None
    asked = {"pair": pair, "decision": "one event", "threshold": 0.27, "remarks": remarks}
    return waterfall(rows, **asked, **given)


def _matches(log, **given):
    chances = [(number * 0.37 + 0.05) % 1 for number in range(len(log))]
    decided = ["same event" if chance > 0.4 else "apart" for chance in chances]
    schema = {"probability": pl.Float64, "decision": pl.String}
    pairs = pl.DataFrame({"probability": chances, "decision": decided}, schema=schema)
    return matches(pairs, threshold=0.27, remarks=[str(one.title) for one in log], **given)


def _calibration(log, **given):
    chances = [(number * 0.37 + 0.05) % 1 for number in range(len(log))]
    true = [number % 3 == 0 for number in range(len(log))]
    schema = {"probability": pl.Float64, "truth": pl.Boolean}
    pairs = pl.DataFrame({"probability": chances, "truth": true}, schema=schema)
    return calibration(pairs, remarks=[str(one.title) for one in log], **given)


#: Pictures of merges, here of plain values that say what the events say.
OF_MERGES = {"calibration": _calibration, "matches": _matches, "waterfall": _waterfall}


def _pictures():
    for name, method in vars(Plotter).items():
        if name.startswith("_") or not inspect.isfunction(method):
            continue
        if any(one.name == "page" for one in inspect.signature(method).parameters.values()):
            yield name


_OF_PLOTTER = tuple(sorted(_pictures()))
PICTURES = (*_OF_PLOTTER, *OF_MERGES)
OF_LOGS = tuple(name for name in _OF_PLOTTER if name not in OF_ONE_EVENT)


def draw(name, log, **given):
    """Draw one picture of a log or a list of events."""
    if name in OF_MERGES:
        return OF_MERGES[name](log, **given)
    asked = ASKED.get(name, lambda _: ())(log)
    return getattr(Plotter(log), name)(*asked, **given)


def options(name):
    """Give the names of a picture's own options."""
    if name in OF_MERGES:
        return set()
    return set(inspect.signature(getattr(Plotter, name)).parameters) - {"self", "page"}
