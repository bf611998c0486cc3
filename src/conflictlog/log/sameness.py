"""Whether two frames hold the same values: Polars itself compares nested columns slowly."""

from __future__ import annotations

import polars as pl

__all__ = ["equal_frames", "equal_rows"]


def equal_frames(left: pl.DataFrame, right: pl.DataFrame) -> bool:
    """Say whether two frames of one schema hold the same rows in the same order.

    Examples
    --------
    >>> frame = pl.DataFrame({"a": [[1, 2], [], None]})
    >>> equal_frames(frame, frame.clone()), equal_frames(frame, frame.reverse())
    (True, False)
    """
    return left.height == right.height and all(
        _equal(left[name], right[name]) for name in left.columns
    )


def _equal(left: pl.Series, right: pl.Series) -> bool:
    """Compare without building rows: lengths of lists, then what stands in them."""
    if isinstance(left.dtype, pl.List):
        lengths = left.list.len()
        if not lengths.equals(right.list.len()):
            return False
        filled = (lengths > 0).fill_null(value=False)
        return _equal(left.filter(filled).explode(), right.filter(filled).explode())
    if isinstance(left.dtype, pl.Struct):
        return left.is_null().equals(right.is_null()) and all(
            _equal(left.struct.field(field.name), right.struct.field(field.name))
            for field in left.dtype.fields
        )
    return left.equals(right)


def equal_rows(left: pl.DataFrame, right: pl.DataFrame) -> pl.Series:
    """Say for each row of two frames of one schema and height whether both hold the same.

    Examples
    --------
    >>> left, right = pl.DataFrame({"a": [[1], [2]]}), pl.DataFrame({"a": [[1], [3]]})
    >>> equal_rows(left, right).to_list()
    [True, False]
    """
    if equal_frames(left, right):
        return pl.repeat(value=True, n=left.height, eager=True)
    found = pl.repeat(value=True, n=left.height, eager=True)
    for name in left.columns:
        if not _equal(left[name], right[name]):
            found &= left[name].eq_missing(right[name])
    return found
