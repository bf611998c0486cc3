"""Every picture that `log.plot` can draw, drawn in one way: a new one joins by itself."""

from __future__ import annotations

import inspect

from conflictlog.plotting import Plotter

#: What a picture must be told beside the log.
ASKED = {
    "confidence": lambda log: (log[0],),
    "estimates": lambda log: ("killed",),  # noqa: ARG005 - each is given the log
}
#: Those that draw one event; the others draw a log, be it empty.
OF_ONE_EVENT = frozenset({"confidence"})


def _pictures():
    for name, method in vars(Plotter).items():
        if name.startswith("_") or not inspect.isfunction(method):
            continue
        if any(one.name == "page" for one in inspect.signature(method).parameters.values()):
            yield name


PICTURES = tuple(sorted(_pictures()))
OF_LOGS = tuple(name for name in PICTURES if name not in OF_ONE_EVENT)


def draw(name, log, **given):
    """Draw one picture of a log or a list of events."""
    asked = ASKED.get(name, lambda _: ())(log)
    return getattr(Plotter(log), name)(*asked, **given)


def options(name):
    """Give the names of a picture's own options."""
    return set(inspect.signature(getattr(Plotter, name)).parameters) - {"self", "page"}
