"""Personal numbers (CPR) are masked before anything else is done with a page's text.

A CPR number is a date of birth, DDMMYY, and four digits; a hyphen, a space or nothing stands between.
Numbers given out since 2007 need not satisfy modulus 11, so a valid date is enough where the number is
written as a CPR number is. What is said to be an account, a case or a telephone number is left alone,
unless modulus 11 says otherwise. Each digit becomes `MASK`, so that no offset and no box moves.

Sources: the CPR office, "Personnummeret i CPR-systemet" (2008), for dates, centuries and modulus 11.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.model import Box, Page
from ingest.printed import PrintedDocument


@dataclass(frozen=True, slots=True)
class Privacy:
    """What of a file is not taken in: the digits of CPR numbers, and on request its closed items."""

    mask_numbers: bool = True
    skip_closed: bool = False


USUAL_PRIVACY = Privacy()


MASK = "\u2588"
"""In place of a masked digit; the same sign in a document becomes `BLOCK`."""

BLOCK = "\u25a0"

RULES = 2
"""Raised with every change of what is masked: an index masked by other rules is built anew."""

DIGITS = 10
"""Of a CPR number, each one masked."""

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

NUMBER = re.compile(
    r"(?<![0-9])(?P<day>[0-9]{2})(?P<dot>[ ./-]?)(?P<month>[0-9]{2})(?P=dot)"
    r"(?P<century>(?:19|20)(?=[0-9]{2}[^0-9])|)(?P<year>[0-9]{2})"
    r"(?P<between>[ \u00a0]?[-\u00ad\u2010-\u2015\u2212][ \u00a0]?\n?[ ]?|[ \u00a0]|\n|)"
    r"(?P<serial>[0-9]{4})(?![0-9])"
)
"""As CPR numbers are written, also over a line's end; not as a part of longer digits."""

IN_BOXES = re.compile(
    r"(?<![0-9])(?<![0-9] )(?P<day>[0-9] [0-9])(?P<dot> )(?P<month>[0-9] [0-9]) (?P<century>)"
    r"(?P<year>[0-9] [0-9])(?P<between> ?[-\u2010-\u2015] ?| )(?P<serial>[0-9](?: [0-9]){3})(?! ?[0-9])"
)
"""As a form prints it, each digit in a box of its own."""

YEAR = re.compile("(?:19|20)[0-9]{2}")
"""The end of a period: "01.02.22 - 2024"."""

DIGIT_GROUPS = ("day", "month", "year", "serial")

COMES_FROM = re.compile(r"[0-9][-./:,]$")
GOES_ON = re.compile(r"[-.][0-9]")
"""What joins a number to one before it, and to one behind it."""

SUM_GOES_ON = re.compile(r"[-.,][0-9]")
"""The same behind ten digits in a row: they may be an amount."""

OTHER = re.compile(
    r"\b(?:(?:sag|journal|j|dok|akt|id|reg|bilag|kunde|medlem|rekvisition|aftale|l\u00f8be|varen?"
    r"|projekt|udbud)[a-z\u00e6\u00f8\u00e5]*\.?[ -]?(?:nr|nummer|no|id)s?\.?"
    r"|(?:konto(?!r)|bank|faktura|ordre|giro|matr|cvr|p-|ean|gln|se-|iban|tlf|telefon|mobil|fax)[a-z\u00e6\u00f8\u00e5]*\.?"
    r"(?:[ -]?(?:nr|nummer|no)\.?)?)"
    r"[ :#]*(?:[0-9]{4}[ -])?$",
    re.IGNORECASE,
)
"""What stands before a number that is something else."""

PERSON = re.compile(
    r"\b(?:(?:cpr|personnum|person[- ]?nr|f\u00f8dselsnum|f\u00f8dt)[^\n]{0,24}|f\. ?)$",
    re.IGNORECASE,
)
"""What stands before a personal number."""

BEFORE = 40
"""Characters before a number that may say what it is."""


def masked(text: str) -> str:
    """The text with the digits of its CPR numbers as `MASK`; of the same length."""
    return _with_masks(text.replace(MASK, BLOCK))


def _with_masks(text: str) -> str:
    letters = list(text)
    for digits in personal_numbers(text):
        for place in digits:
            letters[place] = MASK
    return "".join(letters)


def masked_document(printed: PrintedDocument) -> PrintedDocument:
    """A file as printed, without CPR numbers: on its pages, in the title that its metadata gives, and in
    the names of files inside."""
    pages = tuple(replace(page, text=masked(page.text)) for page in printed.pages)
    names = tuple(map(masked, printed.enclosed.names))
    return PrintedDocument(masked(printed.title), pages, replace(printed.enclosed, names=names))


def masked_across(text: str, pages: Sequence[Page]) -> tuple[str, tuple[Page, ...]]:
    """A document's cleaned text and its pages, without what reads as a CPR number only there: one that
    a page's end, a running line or a character without width had broken."""
    places = np.array([place for digits in personal_numbers(text) for place in digits], np.int64)
    if not len(places):
        return text, tuple(pages)
    return _with_masks(text), tuple(_masked_page(page, places - page.start) for page in pages)


def _masked_page(page: Page, places: NDArray[np.int64]) -> Page:
    """A page with masks in place of some of its cleaned characters, as far as they are its own."""
    own = page.origin[places[(places >= 0) & (places < len(page.origin))]]
    letters = list(page.printed)
    for place in own.tolist():
        letters[place] = MASK
    printed = "".join(letters)
    covered = (*page.covered, *masked_areas(printed, page.boxes))
    return replace(page, printed=printed, covered=tuple(dict.fromkeys(covered)))


def masks_in(text: str) -> int:
    """How many CPR numbers were masked in a text."""
    return text.count(MASK) // DIGITS


def masked_areas(printed: str, boxes: NDArray[np.float32]) -> tuple[Box, ...]:
    """The places of masked digits on a page: one box for each number, or for its part on a line.
    `boxes` are those of the printed characters, shape (len(printed), 4)."""
    found = []
    for match in re.finditer(f"{MASK}[{MASK} .-]*", printed):
        own = boxes[match.start() : match.end()]
        own = own[own[:, 0] < own[:, 2]]
        if len(own):
            left, bottom = own[:, :2].min(axis=0)
            right, top = own[:, 2:].max(axis=0)
            found.append((float(left), float(bottom), float(right), float(top)))
    return tuple(found)


def personal_numbers(text: str) -> Iterator[tuple[int, ...]]:
    """Where the ten digits of each CPR number stand in a text that is not masked."""
    for form in (NUMBER, IN_BOXES):
        position = last = 0
        while match := form.search(text, position):
            digits = "".join(match.group(*DIGIT_GROUPS)).replace(" ", "")
            if _is_date(digits) and _is_personal(
                match, digits, in_boxes=form is IN_BOXES, is_part=_is_part(match, last)
            ):
                yield tuple(
                    place
                    for group in DIGIT_GROUPS
                    for place in range(*match.span(group))
                    if text[place] != " "
                )
                position = last = match.end()
            else:
                position = match.start() + 1


def _is_part(match: re.Match[str], last: int) -> bool:
    """Whether a number is a part of a longer one; `last` is the end of the CPR number before it."""
    text, start, end = match.string, match.start(), match.end()
    listed = bool(last) and start == last + 1
    if not listed and _comes_from(text, start):
        return True
    goes_on = GOES_ON if match["between"] else SUM_GOES_ON
    return bool(goes_on.match(text, end)) and not NUMBER.match(text, end + 1)


def _comes_from(text: str, start: int) -> bool:
    return COMES_FROM.search(text[max(0, start - 2) : start]) is not None


def _is_personal(match: re.Match[str], digits: str, *, in_boxes: bool, is_part: bool) -> bool:
    """Whether a number with a valid date is a CPR number, by how it is written and what is before it."""
    before = match.string[max(0, match.start() - BEFORE) : match.start()]
    between, sure = match["between"], satisfies_modulus_11(digits)
    hyphen = bool(between.strip())
    if PERSON.search(before):
        return True
    if is_part:
        return sure and hyphen and not _comes_from(match.string, match.start())
    if OTHER.search(before):
        return sure and bool(between)
    if in_boxes or between == "\n":
        return hyphen or sure  # so are columns of figures written
    if match["dot"] or match["century"]:
        # A date is followed by a year or a time: "01.02.2014", "01.02.14 1500", "01.02.22 - 2024".
        period = match["dot"] != " " and (between != "-" or match["century"])
        return hyphen and not (period and YEAR.match(match["serial"]))
    return True


def _is_date(digits: str) -> bool:
    """Whether the first six digits are a day that the seventh allows."""
    day, month = int(digits[:2]), int(digits[2:4])
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= calendar.monthrange(_year(digits), month)[1]


def _year(digits: str) -> int:
    """The year of birth: the seventh digit tells the century."""
    year, seventh = int(digits[4:6]), int(digits[6])
    if seventh <= 3:
        return 1900 + year
    if seventh in {4, 9}:
        return 2000 + year if year <= 36 else 1900 + year
    return 2000 + year if year <= 57 else 1800 + year


def satisfies_modulus_11(digits: str) -> bool:
    """Whether the weighted sum of ten digits is divisible by 11."""
    return sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11 == 0
