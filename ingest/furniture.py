"""Running headers, footers and page numbers: found in a page's text, kept out of passages."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ingest.lines import printed_lines
from ingest.printed import PrintedPage

MARGIN = 0.2
"""Share of the page's height, at top and bottom, in which furniture may stand."""

SHARE = 0.4
"""A line in the margin is furniture when it recurs, at one height, on this share of the pages."""

FEWEST = 3
"""But never on fewer pages than this."""

SAME_HEIGHT = 6.0
"""Points; a header's parts to the left and right stand at one height."""

PAGE_NUMBER = re.compile(
    r"\s*(?P<marked>[-–]\s*)?(?P<number>\d{1,4})(?:\s*(?:af|/|of)\s*(?P<total>\d{1,4}))?(?:\s*[-–])?\s*$"
)
PAGE_WORD = re.compile(r"\s*side\s+\d{1,4}(?:\s*(?:af|/|of)\s*\d{1,4})?\s*$", re.IGNORECASE)
RULE = re.compile(r"\s*_[\s_]*$")
"""A line drawn with underscores."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A line that is only a number: where it is, what it says, and how high it stands."""

    place: tuple[int, int]
    value: int
    height: int


def furniture(pages: Sequence[PrintedPage]) -> frozenset[tuple[int, int]]:
    """The lines to leave out, as (page number, start in the page's printed text)."""
    places: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    numbers: list[_Number] = []
    left_out: set[tuple[int, int]] = set()
    for page in pages:
        edge = MARGIN * page.height
        for line in printed_lines(page):
            place = (page.number, line.start)
            if "_" in line.text and RULE.match(line.text):
                left_out.add(place)
            if edge < line.bottom and line.top < page.height - edge:
                continue
            # Four points of play: some writers set the header a little higher on the first page.
            height = round(line.bottom / 4)
            outermost = line.top < edge / 2 or line.bottom > page.height - edge / 2
            number = PAGE_NUMBER.match(line.text) if outermost else None
            if PAGE_WORD.match(line.text) or (number and (number["marked"] or number["total"])):
                left_out.add(place)
            elif number:
                numbers.append(_Number(place, int(number["number"]), height))
            pattern = re.sub(r"\d+", "#", " ".join(line.text.split()))
            places[pattern, height].append(place)
    left_out |= _page_numbers(numbers)
    needed = max(FEWEST, SHARE * len(pages))
    recurring = set(left_out)
    for same in places.values():
        if len({page for page, _ in same}) >= needed:
            recurring.update(same)
    for page in pages:
        left_out |= _outermost(page, recurring)
    return frozenset(left_out)


def _outermost(page: PrintedPage, recurring: AbstractSet[tuple[int, int]]) -> set[tuple[int, int]]:
    """The recurring lines with nothing but such lines between them and the page's edge: what recurs
    below an item's title, as a label does, is no running header."""
    lines = sorted(printed_lines(page), key=lambda line: line.bottom)
    found = set()
    middle = page.height / 2
    lower = [line for line in lines if line.bottom < middle]
    upper = [line for line in lines if line.bottom >= middle]
    for inwards in (lower, upper[::-1]):
        reached: float | None = None
        for line in inwards:
            if (page.number, line.start) in recurring:
                found.add((page.number, line.start))
                reached = line.bottom
            elif reached is None or abs(line.bottom - reached) > SAME_HEIGHT:
                break
    return found


def _page_numbers(numbers: Sequence[_Number]) -> set[tuple[int, int]]:
    """Those that number the pages. A number alone on its line may be a year, or an amount: it must
    be the page's own, or count along with the pages, or rise from page to page at one height."""
    by_shift: dict[int, list[_Number]] = defaultdict(list)
    by_height: dict[int, list[_Number]] = defaultdict(list)
    for number in numbers:
        by_shift[number.value - number.place[0]].append(number)
        by_height[number.height].append(number)
    found = [same for shift, same in by_shift.items() if shift == 0 or _on_pages(same) > 1]
    for same in by_height.values():
        rising = all(a.value < b.value for a, b in itertools.pairwise(same))
        if rising and _on_pages(same) >= FEWEST:
            found.append(same)
    return {number.place for same in found for number in same}


def _on_pages(numbers: Sequence[_Number]) -> int:
    return len({number.place[0] for number in numbers})
