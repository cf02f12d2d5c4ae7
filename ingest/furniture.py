"""Running headers, footers and page numbers: found in a page's text, kept out of passages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.lines import printed_lines
from ingest.pdf import PrintedPage

MARGIN = 0.2
"""Share of the page's height, at top and bottom, in which furniture may stand."""

SHARE = 0.4
"""A line in the margin is furniture when it recurs, at one height, on this share of the pages."""

FEWEST = 3
"""But never on fewer pages than this."""

PAGE_NUMBER = re.compile(r"\s*(?:[-–]\s*)?\d{1,4}(?:\s*(?:af|/|of)\s*\d{1,4})?(?:\s*[-–])?\s*$")
PAGE_WORD = re.compile(r"\s*side\s+\d{1,4}(?:\s*(?:af|/|of)\s*\d{1,4})?\s*$", re.IGNORECASE)
RULE = re.compile(r"[\s_]*_[\s_]*$")
"""A line drawn with underscores."""


def furniture(pages: Sequence[PrintedPage]) -> frozenset[tuple[int, int]]:
    """The lines to leave out, as (page number, start in the page's printed text)."""
    places: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    left_out: set[tuple[int, int]] = set()
    for page in pages:
        edge = MARGIN * page.height
        for line in printed_lines(page):
            place = (page.number, line.start)
            if RULE.match(line.text):
                left_out.add(place)
            if edge < line.bottom and line.top < page.height - edge:
                continue
            outermost = line.top < edge / 2 or line.bottom > page.height - edge / 2
            if PAGE_WORD.match(line.text) or (outermost and PAGE_NUMBER.match(line.text)):
                left_out.add(place)
            pattern = re.sub(r"\d+", "#", " ".join(line.text.split()))
            # Four points of play: some writers set the header a little higher on the first page.
            places[pattern, round(line.bottom / 4)].append(place)
    needed = max(FEWEST, SHARE * len(pages))
    for same in places.values():
        if len({page for page, _ in same}) >= needed:
            left_out.update(same)
    return frozenset(left_out)
