"""The characters of a page with the box of each, as PDFium has them.

PDFium is asked for the box of each character by itself, which Python does slowly: so the text comes at
once, and all pages have their boxes written to the same places, whose addresses are made once.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache
from itertools import repeat

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

HYPHEN = 0x02
"""The code PDFium gives a hyphen that ends a line; it leaves out the line end itself."""

DOUBTFUL_IN_TEXT = 0xFFFE
"""What stands in its text for such a hyphen, and for NUL as well: there, PDFium is asked which it is."""

LINE_FEED, RETURN, SPACE = 0x0A, 0x0D, 0x20
FIRST_CONTROL, LAST_CONTROL = 0x7F, 0x9F

FARTHEST = 1e6
"""Points; no page reaches so far, and what is said to stand there has no place."""

LAST_CHARACTER = 0x10FFFF
FIRST_SURROGATE, LAST_SURROGATE = 0xD800, 0xDFFF
NO_CHARACTER = 0xFFFD

AT_A_TIME = 4096
"""Characters that are asked for at once, so many as nearly every page has at most."""

SIDES = 4
DOUBLE = ctypes.sizeof(ctypes.c_double)


def characters_of(textpage: pypdfium2.PdfTextPage) -> tuple[str, NDArray[np.float32]]:
    """The page's characters in PDFium's order, and their boxes, shape (characters, 4), float32, points:
    left, bottom, right, top; all 0 for what has no ink. A return is left out, a line's last hyphen has its
    line end after it, and what is no character (lone surrogates, NUL, controls) is a space."""
    codes = _codes(textpage)
    hyphen, control = codes == HYPHEN, _among(codes, FIRST_CONTROL, LAST_CONTROL)
    inked = (codes > SPACE) & ~control | hyphen
    boxes = _boxes(textpage, np.flatnonzero(inked), len(codes))
    times = 1 + hyphen - (codes == RETURN)
    boxes = np.repeat(boxes, times, axis=0)
    printed = np.repeat(_printable(codes, control), times)
    ends = np.cumsum(times)[hyphen] - 1
    boxes[ends], printed[ends] = 0.0, LINE_FEED
    return printed.tobytes().decode("utf-32-le"), boxes


def _among(codes: NDArray[np.int64], first: int, last: int) -> NDArray[np.bool_]:
    among: NDArray[np.bool_] = (codes >= first) & (codes <= last)
    return among


def _printable(codes: NDArray[np.int64], control: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """The code of what is printed for each code, in the byte order of UTF-32-LE."""
    printed = codes.astype("<u4")
    printed[control | (codes < SPACE) & (codes != LINE_FEED)] = SPACE
    printed[codes == HYPHEN] = ord("-")
    lone = _among(codes, FIRST_SURROGATE, LAST_SURROGATE)
    printed[lone | (codes > LAST_CHARACTER)] = NO_CHARACTER
    return printed


def _codes(textpage: pypdfium2.PdfTextPage) -> NDArray[np.int64]:
    """The code of each character, shape (characters,): all at once where the text has as many units as
    the page has characters, which a sign beyond 16 bits or one that is left out prevents."""
    count = textpage.count_chars()
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage.raw, 0, count, units)
    if written == count + 1:  # with the NUL at its end
        codes = np.frombuffer(units, dtype=np.uint16, count=count).astype(np.int64)
        for place in np.flatnonzero(codes == DOUBTFUL_IN_TEXT).tolist():
            codes[place] = pdfium.FPDFText_GetUnicode(textpage.raw, place)
        return codes
    one_by_one = (pdfium.FPDFText_GetUnicode(textpage.raw, place) for place in range(count))
    return np.fromiter(one_by_one, dtype=np.int64, count=count)


def _boxes(
    textpage: pypdfium2.PdfTextPage, inked: NDArray[np.intp], count: int
) -> NDArray[np.float32]:
    """The boxes of the characters at the places `inked`, shape (count, 4); the others are 0."""
    boxes = np.zeros((count, SIDES), dtype=np.float32)
    box_at, sides, addresses = _asked()
    handle = repeat(ctypes.byref(textpage.raw.contents))
    for first in range(0, len(inked), AT_A_TIME):
        places = inked[first : first + AT_A_TIME]
        found = sides[: len(places)]
        found[:] = 0.0
        deque(map(box_at, handle, places.tolist(), *addresses), maxlen=0)
        # A damaged font or matrix may give any number; the text stands, its place is not known.
        found[~(np.abs(found) < FARTHEST).all(axis=1)] = 0.0
        boxes[places] = found
    return boxes


@cache
def _asked() -> tuple[Callable[..., int], NDArray[np.float64], tuple[Sequence[object], ...]]:
    """FPDFText_GetCharBox, which takes a page, a place and where to write left, right, bottom and top;
    the array, shape (AT_A_TIME, 4), in which it writes left, bottom, right, top; and the addresses of
    all its numbers, in the order of the function. One for all pages: PDFium serves one thread at a time.

    Without types of its own a function takes addresses as they are, and what keeps Python's lock is
    called twice as quickly.
    """
    memory = (ctypes.c_double * (SIDES * AT_A_TIME))()
    left, bottom, right, top = (
        [ctypes.byref(memory, (row * SIDES + side) * DOUBLE) for row in range(AT_A_TIME)]
        for side in range(SIDES)
    )
    address = ctypes.cast(pdfium.FPDFText_GetCharBox, ctypes.c_void_p).value or 0
    box_at = ctypes.PYFUNCTYPE(ctypes.c_int)(address)
    sides = np.ctypeslib.as_array(memory).reshape(AT_A_TIME, SIDES)
    return box_at, sides, (left, right, bottom, top)
