"""What two reports may have in common that one of them copied."""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from conflictlog.registry import Registry
from conflictlog.report import Report

__all__ = ["media_hash", "near_texts", "post_address", "quoted_numbers", "same_spelling"]

Apart = Callable[[Report, Report], bool]

# Two words at a time: fewer than this many pairs say too little, and a copy shares most.
_FEWEST_PAIRS = 5
_COPIED_SHARE = 0.7
# Smaller numbers are shared by chance.
_SMALLEST_TELLING = 10
_NUMBER = re.compile(
    r"(?<![\w.,:/-])\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?![\w,])|(?<![\w.,:/-])\d+(?![\w:/-])"
)
_MONTHS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b"
    r"|\b\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
_ALIKE = 0.85


def post_address(report: Report) -> tuple[str, ...]:
    """Give the address of its post, without what differs between two copies of a link.

    Examples
    --------
    >>> from conflictlog.report import Source
    >>> post_address(Source("A", url="https://www.t.me/kpszsu/1?single").says())
    ('t.me/kpszsu/1',)
    """
    source = report.source
    links = {link for link in (source and source.url, source and source.archived_url) if link}
    links.update(re.findall(r"https?://[^\s<>\"')]+", report.quote or ""))
    return tuple(sorted({_address(link) for link in links}))


def _address(link: str) -> str:
    # An archive's link holds the link of the page that it keeps.
    found = re.sub(r"^.+?/(?=https?://)", "", link.strip())
    found = re.sub(r"^https?://(?:www\.|m\.|mobile\.)?", "", found, flags=re.IGNORECASE)
    host, slash, path = found.partition("/")
    page, mark, query = path.partition("#")[0].partition("?")
    # Only queries that track or embed may be cut: elsewhere they are the page's name.
    kept = [part for part in query.split("&") if "=" in part and not part.startswith("utm_")]
    return host.casefold() + (slash + page).rstrip("/") + (mark + "&".join(kept) if kept else "")


def media_hash(report: Report) -> tuple[str, ...]:
    """Give the hash of the bytes that were read.

    Examples
    --------
    >>> media_hash(Report(source="AFP"))
    ()
    """
    known = report.source and report.source.sha256
    return (known.casefold(),) if known else ()


def quoted_numbers(report: Report) -> tuple[str, ...]:
    """Give the telling numbers that it states or quotes, each with what it counts if known.

    Examples
    --------
    >>> quoted_numbers(Report(source="AFP", estimates={"downed": 30, "launched": 4}))
    ('30 downed',)
    >>> quoted_numbers(Report(source="AFP", quote="On Dec 19, 2022 we shot down 30 of 1,250."))
    ('1250', '30')
    """
    found: set[str] = set()
    for name, estimate in report.estimates.items():
        scope = f" ({estimate.scope})" if estimate.scope else ""
        found.update(
            f"{value} {name}{scope}"
            for value in {estimate.best, estimate.low, estimate.high}
            if value is not None and value >= _SMALLEST_TELLING
        )
    text = _MONTHS.sub(" ", " ".join(filter(None, (report.quote, report.translation))))
    for written in _NUMBER.findall(text):
        value = int(re.sub(r"\D", "", written))
        is_year = len(written) == len("2022") and 1900 <= value < 2100
        if value >= _SMALLEST_TELLING and not is_year:
            found.add(str(value))
    return tuple(sorted(found))


def near_texts(ordered: Sequence[Report], apart: Apart) -> Iterator[tuple[Report, Report, str]]:
    """Find texts that share most of their word pairs with an earlier report's.

    A copy is not compared with again, so that a thousand copies cost a thousand looks.
    """
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    sizes: list[int] = []
    leaders: list[Report] = []
    for report in ordered:
        pairs = _word_pairs(report)
        if len(pairs) < _FEWEST_PAIRS:
            continue
        shared = Counter(number for pair in pairs for number in holders.get(pair, ()))
        alike = sorted(
            number
            for number, count in shared.items()
            if count >= _COPIED_SHARE * max(sizes[number], len(pairs))
            or count >= _COPIED_SHARE * min(sizes[number], len(pairs)) >= 2 * _FEWEST_PAIRS
        )
        earlier = next((n for n in alike if apart(leaders[n], report)), None)
        if earlier is not None:
            share = round(100 * shared[earlier] / min(sizes[earlier], len(pairs)))
            yield leaders[earlier], report, f"near-identical text: {share} % of the word pairs"
            continue
        leaders.append(report)
        sizes.append(len(pairs))
        for pair in pairs:
            holders[pair].append(len(leaders) - 1)


def _word_pairs(report: Report) -> set[tuple[str, str]]:
    title = report.source.title if report.source else None
    text = report.quote or report.headline or title or ""
    words = re.findall(r"\w+", text.casefold())
    return set(itertools.pairwise(words))


def same_spelling(
    ordered: Sequence[Report], apart: Apart, registry: Registry
) -> Iterator[tuple[Report, Report, str]]:
    """Find claimants that are one under several spellings: by the registry, or by letters."""
    first: dict[str, list[Report]] = {}
    for report in ordered:
        if report.claimant is None:
            continue
        name = report.claimant.name
        canonical = registry.canonical_claimant(name)
        if canonical not in first:
            close = difflib.get_close_matches(canonical, first, n=1, cutoff=_ALIKE)
            canonical = close[0] if close and not registry.claimant(name) else canonical
        held = first.setdefault(canonical, [])
        for earlier in held:
            other = earlier.claimant
            if other is not None and other.name != name and apart(earlier, report):
                yield earlier, report, f"one claimant in two spellings: {other.name!r}, {name!r}"
                break
        else:
            if all(item.claimant != report.claimant for item in held):
                held.append(report)
