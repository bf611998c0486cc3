"""Bytes to text: which encoding a file is in, told by what it would say in each.

Every byte is a letter in every one-byte encoding, so that nothing fails: what tells them
apart is what stands beside it. 0xD5 is an apostrophe in "don’t" on an old Macintosh and Õ in
Windows; 0x92 is the apostrophe in Windows and í on the Macintosh.
"""

from __future__ import annotations

import codecs
from typing import Final

import attrs
import numpy as np

from conflictlog.errors import InvalidFile, InvalidValue

__all__ = ["Text", "check_encoding", "decode", "decode_head", "guess"]

#: Byte-order marks, the longer first where one begins another.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What files without a mark are tried in, and how people call it.
_ONE_BYTE: Final = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp1251": "Windows-1251"}
_PROBED: Final = 1 << 16
_BLOCK: Final = 1 << 18
# By how much the best must beat the next: for a letter on average, and in all.
_CLEAR: Final = 0.15
_ENOUGH: Final = 0.35


@attrs.frozen(kw_only=True)
class Text:
    """A file's text as bytes in UTF-8 without a mark, and what it was written in.

    ``guessed`` is set where nothing in the file says so but its letters.
    """

    data: bytes
    encoding: str = "utf-8"
    guessed: bool = False

    @property
    def called(self) -> str:
        """The encoding as people call it."""
        return _ONE_BYTE.get(self.encoding, self.encoding)


def check_encoding(encoding: str | None) -> str | None:
    """Refuse a name that is no encoding of text."""
    if encoding is None:
        return None
    try:
        found = codecs.lookup(encoding)
        "".encode(found.name)
    except (LookupError, TypeError) as error:
        raise InvalidValue(
            f"encoding is {encoding!r}",
            expected="the name of an encoding of text",
            remedy="'utf-8', 'cp1252' (Windows), 'mac_roman', 'utf-16' or 'cp1251'",
        ) from error
    return found.name


def decode(data: bytes, *, file: str, encoding: str | None = None) -> Text:
    """Give a file's text in UTF-8.

    Parameters
    ----------
    data
        The bytes, unpacked.
    file
        Name of the file, for messages.
    encoding
        What the file is in, whatever it looks like.

    Raises
    ------
    InvalidFile
        Where bytes are not what the encoding allows, or could be in several: with the line
        and the byte.
    """
    named = check_encoding(encoding)
    mark, marked = next(((m, name) for m, name in _MARKS if data.startswith(m)), (b"", None))
    if named is not None:
        if marked is not None and codecs.lookup(marked).name.startswith(named):
            data = data[len(mark) :]
        return _recoded(data, named, file)
    if marked is not None:
        return _recoded(data[len(mark) :], codecs.lookup(marked).name, file)
    if data.isascii() and b"\0" not in data[:_PROBED]:
        return Text(data=data)
    wide = _wide(data[:_PROBED])
    if wide is not None:
        return _recoded(data, wide, file)
    if _is_utf8(data):
        return Text(data=data)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return _guessed(data, file, error)
    return Text(data=data)


def _is_utf8(data: bytes) -> bool:
    """Say whether bytes are UTF-8; block by block, for the text takes up to four times as much."""
    view, at = memoryview(data), 0
    try:
        while at < len(view):
            last = at + _BLOCK >= len(view)
            at += codecs.utf_8_decode(view[at : at + _BLOCK], "strict", last)[1]
    except UnicodeDecodeError:
        return False
    return True


def decode_head(data: bytes, *, whole: bool) -> str | None:
    """Give the beginning of a file as text, as far as it can be told; None for binary data.

    For recognising a format by its names: what is uncertain is settled when the file is read.
    """
    mark, marked = next(((m, name) for m, name in _MARKS if data.startswith(m)), (b"", None))
    named = marked or _wide(data)
    if named is None and b"\0" in data:
        return None
    # Incremental: the cut may fall inside a letter.
    decoder = codecs.getincrementaldecoder(named or "utf-8")("strict")
    try:
        return decoder.decode(data[len(mark) :], final=whole)
    except UnicodeDecodeError:
        if named is not None:
            return None
    costs = guess(data)
    return data.decode(min(costs, key=lambda name: costs[name]), "replace")


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark: every other byte of plain letters is zero."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    few = max(2, len(data) // 20)
    if odd > few and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > few and odd == 0 else None


def _recoded(data: bytes, encoding: str, file: str) -> Text:
    if encoding == "utf-8" and _is_utf8(data):
        return Text(data=data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidFile(
            f"{file}, line {line}: byte 0x{data[error.start]:02x} is not {encoding.upper()}",
            expected=f"text in {encoding.upper()}",
            remedy="leave encoding= out to have it told, or name another",
        ) from error
    if encoding == "utf-8":
        return Text(data=data)
    return Text(data=text.removeprefix("\ufeff").encode(), encoding=encoding)


def _guessed(data: bytes, file: str, error: UnicodeDecodeError) -> Text:
    """Tell a one-byte encoding, or refuse with the line where two are as likely."""
    costs = guess(data)
    best, *others = sorted(costs, key=lambda name: costs[name])
    told = _decoded(data, best)
    rivals = [name for name in others if _decoded(data, name) not in {None, told}]
    ahead = costs[rivals[0]] - costs[best] if rivals else 3.0
    damaged = _mostly_utf8(data)
    enough = ahead >= _CLEAR and ahead * _high_count(data) >= _ENOUGH
    if told is not None and enough and not damaged and costs[best] < 1.0:
        return Text(data=told.encode(), encoding=best, guessed=True)
    line = data.count(b"\n", 0, error.start) + 1
    around = data[max(0, error.start - 8) : error.start + 9]
    shown = [f"{name} {around.decode(name, 'replace')!r}" for name in (best, *others)]
    raise InvalidFile(
        f"{file}, line {line}: byte 0x{data[error.start]:02x} is not UTF-8",
        expected="text in UTF-8" if damaged else f"one encoding that fits: {' or '.join(shown)}",
        remedy="save it again with the encoding UTF-8, or say encoding="
        + ("" if damaged else repr(best)),
    )


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _high_count(data: bytes) -> int:
    return int(np.count_nonzero(np.frombuffer(data, dtype=np.uint8) >= 0x80))


def _mostly_utf8(data: bytes) -> bool:
    """Say whether a file is UTF-8 but for a few damaged letters."""
    lost = data.decode("utf-8", "replace").count("\ufffd")
    return _high_count(data) > 4 * lost


def guess(data: bytes) -> dict[str, float]:
    """Give what each one-byte encoding would cost: how odd its letters look, on average.

    Examples
    --------
    >>> costs = guess("Libya’s café, it’s “over”".encode("mac_roman"))
    >>> min(costs, key=costs.get)
    'mac_roman'
    """
    letters = np.frombuffer(b" " + data + b" ", dtype=np.uint8)
    at = np.flatnonzero(letters >= 0x80)
    before, byte, after = (letters[at + shift].astype(np.uint32) for shift in (-1, 0, 1))
    triples, counts = np.unique((before << 16) | (byte << 8) | after, return_counts=True)
    total = max(int(counts.sum()), 1)
    found = dict.fromkeys(_ONE_BYTE, 0.0)
    for triple, count in zip(triples.tolist(), counts.tolist(), strict=True):
        around = triple.to_bytes(3, "big")
        for name in found:
            found[name] += count * _cost(around.decode(name, "replace")) / total
    return found


_QUOTES: Final = frozenset("‘’‚“”„«»")
_USUAL: Final = frozenset("–—…•°§©®™€£½¼¾²³º\u00a0")
# Letters of Serbian and Macedonian, which are signs in other tables.
_RARE_CYRILLIC: Final = frozenset("ЃѓЉЊЌЋЏђљњќћџѕЅјЈ")
_CYRILLIC_WORDS: Final = frozenset("авикосуяАВИКОСУЯ")


def _cost(around: str) -> float:
    """Say how odd a letter looks between its neighbours: 0 plausible, 1 odd, 3 impossible."""
    before, letter, after = tuple(around)
    if letter == "\ufffd" or "\x80" <= letter < "\xa0":
        return 3.0
    if letter in _QUOTES:
        return _quote_cost(letter, before, after)
    if letter in _USUAL:
        inside = before.isalpha() and after.isalpha() and letter not in "–—\u00a0°"
        doubled = letter == "\u00a0" and (before == " " or after == " ")
        return 0.8 if inside else 0.3 if doubled else 0.1
    if "\u0400" <= letter <= "\u04ff":
        return _cyrillic_cost(letter, before, after)
    # Signs that no coder types, and the letters of few languages.
    if not letter.isalpha() or letter > "\u024f" or letter in "ƒªºþÞðÐŸÿıµ":
        return 1.0
    return 0.3 + _latin_cost(letter, before, after)


def _quote_cost(letter: str, before: str, after: str) -> float:
    if letter == "’" and (before.isalnum() or after.isalnum()):
        return 0.0
    opening = letter in "‘‚“„«"
    near, far = (after, before) if opening else (before, after)
    fits = (near.isalnum() or near in _QUOTES or near in ".,!?") and not far.isalnum()
    return 0.0 if fits else 0.7


def _cyrillic_cost(letter: str, before: str, after: str) -> float:
    beside = [side for side in (before, after) if side.isalpha()]
    if letter in _RARE_CYRILLIC or any(side < "\u0400" for side in beside):
        return 1.0
    if beside:
        return 0.1
    return 0.2 if letter in _CYRILLIC_WORDS else 0.9


def _latin_cost(letter: str, before: str, after: str) -> float:
    beside = [side for side in (before, after) if side.isalpha()]
    if not beside:
        return 0.2 if letter in "àéÀÉ" else 0.6
    # Two accents in a row are rare, three are another alphabet.
    cost = 0.4 * sum(not side.isascii() for side in beside)
    if letter.isupper():
        # A capital within a word of small letters, or two at its start.
        inside = 0.7 if before.islower() else 0.4 if before.isupper() and after.islower() else 0.1
        return cost + inside
    if before.isupper() and after.isupper():
        return cost + 0.3
    return cost + (0.3 if after == "s" and letter != "é" else 0.0)
