"""How far a long read or write is: one bar on a terminal or in a notebook, and nowhere else.

`read` and `write` open a bar with `showing`; what takes long calls `stage` or goes through
`counted`, whoever has opened one. The bar stands in a context variable, the only ambient value of
the package: it belongs to one call, ends with it, and decides nothing but what is shown. So no
reader of any format, ours or another package's, has to carry it along.
"""

from __future__ import annotations

import contextlib
import contextvars
import importlib
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal, TypeVar

from conflictlog.errors import InvalidValue

__all__ = ["Bar", "advance", "check_progress", "clear", "counted", "expect", "showing", "stage"]

T = TypeVar("T")
Unit = Literal["", "B", "events", "rows"]

#: What takes no longer is not worth a bar, unless the file says beforehand that it will.
_PATIENCE: Final = 0.5
_LARGE: Final = 8 << 20


class Bar:
    """One line that says what is being done, and how much of it: drawn by tqdm, gone at the end.

    Parameters
    ----------
    title
        What the line begins with: the name of the file.
    patience
        After so many seconds it is first drawn. Until then tqdm is not even loaded.
    """

    def __init__(self, title: str, patience: float) -> None:
        self._title = title
        self._from = time.monotonic() + patience
        self._stage: tuple[str, int | None, Unit] = ("reading", None, "")
        self._done = 0
        self._drawn: Any = None

    def stage(self, what: str, total: int | None, unit: Unit) -> None:
        """Begin something else, of which ``total`` is all there is to do."""
        self.close(done=True)
        self._stage, self._done = (what, total, unit), 0
        self._draw()

    def expect(self, size: int) -> None:
        """Be drawn from now on where there are many bytes to read."""
        if size >= _LARGE:
            self._from = time.monotonic()

    def advance(self, done: int) -> None:
        """Say how much of it is done so far."""
        self._done = done
        self._draw()

    def clear(self) -> None:
        """Leave the line to what is to be written there."""
        if self._drawn is not None:
            self._drawn.clear()

    def close(self, *, done: bool) -> None:
        """Take the line away; what is not done stays in a notebook, in red."""
        if self._drawn is not None:
            if done and self._stage[1] is not None:
                self._drawn.update(self._stage[1] - self._drawn.n)
            self._drawn.close()
            self._drawn = None

    def _draw(self) -> None:
        if self._drawn is None and time.monotonic() >= self._from:
            what, total, unit = self._stage
            self._drawn = _tqdm()(
                desc=f"{self._title}: {what}",
                total=total,
                unit=unit if unit in ("", "B") else f" {unit}",
                unit_scale=True,
                # Without a number of things to do, it says what is being done.
                bar_format=None if unit else "{desc}",
                initial=self._done,
                miniters=1,
                leave=False,
                dynamic_ncols=True,
                file=sys.stderr,
            )
        elif self._drawn is not None:
            self._drawn.update(self._done - self._drawn.n)


def _tqdm() -> Callable[..., Any]:
    with warnings.catch_warnings():
        # A notebook without widgets has the bar in text: nothing to warn of.
        warnings.simplefilter("ignore")
        found: type[Any] = importlib.import_module("tqdm.auto").tqdm
    # Its monitor is a thread of the whole process; ours are drawn at each step anyway.
    return type("_Quiet", (found,), {"monitor_interval": 0})


_BAR: Final[contextvars.ContextVar[Bar | None]] = contextvars.ContextVar("bar", default=None)


def check_progress(wanted: object) -> None:
    """Refuse anything but True, False and None."""
    if wanted is not None and not isinstance(wanted, bool):
        raise InvalidValue(
            f"progress is {wanted!r}",
            expected="True, False or None",
            remedy="leave it out to see a bar when it takes long",
        )


@contextlib.contextmanager
def showing(title: str, wanted: object, *, size: int = 0) -> Iterator[None]:
    """Show how far the call is, where a person looks on.

    Parameters
    ----------
    title
        What the line begins with.
    wanted
        None: when it takes long, on a terminal or in a notebook. True: at once there. False:
        never. Nothing is ever written to pipes and files, nor where ``CI`` is set.
    size
        Bytes that are to be read: many make the bar appear at once.

    Raises
    ------
    InvalidValue
        Where ``wanted`` is none of the three.
    """
    check_progress(wanted)
    # Within another call the bar is that call's.
    if wanted is False or _BAR.get() is not None or not _watched():
        yield
        return
    bar = Bar(title, 0.0 if wanted or size >= _LARGE else _PATIENCE)
    token = _BAR.set(bar)
    done = False
    try:
        yield
        done = True
    finally:
        _BAR.reset(token)
        bar.close(done=done)


def _watched() -> bool:
    """Say whether a person sees what is written to stderr, and lines can be written over there."""
    if os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        return False
    try:
        if sys.stderr.isatty():
            return True
    except (AttributeError, ValueError):  # none at all, or closed
        return False
    shell: Any = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return hasattr(shell, "kernel")


def stage(what: str, total: int | None = None, unit: Unit = "") -> None:
    """Say what comes next, and of how many bytes, rows or events."""
    bar = _BAR.get()
    if bar is not None:
        bar.stage(what, total, unit)


def expect(size: int) -> None:
    """Say how many bytes a file has become: what is packed looks small."""
    bar = _BAR.get()
    if bar is not None:
        bar.expect(size)


def advance(done: int) -> None:
    """Say how much of it is done so far."""
    bar = _BAR.get()
    if bar is not None:
        bar.advance(done)


def clear() -> None:
    """Take the bar off the line, before something is written there."""
    bar = _BAR.get()
    if bar is not None:
        bar.clear()


def counted(items: Iterable[T], what: str, total: int, unit: Unit) -> Iterator[T]:
    """Pass things on one by one, and count them.

    Examples
    --------
    >>> list(counted("abc", "reading", 3, "events"))
    ['a', 'b', 'c']
    """
    if _BAR.get() is None:
        yield from items
        return
    stage(what, total, unit)
    for number, item in enumerate(items, 1):
        yield item
        if number % 64 == 0:
            advance(number)
    advance(total)
