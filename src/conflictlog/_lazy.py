"""Optional packages: imported where they are used, with the line that installs them."""

from __future__ import annotations

import importlib
from types import ModuleType

from conflictlog.errors import MissingExtra

__all__ = ["require"]


def require(module: str, *, extra: str, purpose: str) -> ModuleType:
    """Import an optional package, or say how to install it.

    Parameters
    ----------
    module
        Dotted name of the module to import.
    extra
        The extra of conflictlog that brings it.
    purpose
        What needs it, for the message.

    Raises
    ------
    MissingExtra
        Where the package is not installed.

    Examples
    --------
    >>> require("json", extra="none", purpose="an example").__name__
    'json'
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise MissingExtra(
            f"{purpose} needs the package {module.partition('.')[0]!r}, which is not installed",
            remedy=f'install it with: pip install "conflictlog[{extra}]"',
        ) from error
