"""The characters of a page with the box of each, as PDFium has them.

PDFium is asked for the box of each character by itself, which Python does slowly: so the text comes at
once, and the calls are made with addresses in one array.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable
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

AT_A_TIME = 20_000
"""Characters whose addresses are held at once: a hostile page may have millions."""

SIDES = 4
DOUBLE = ctypes.sizeof(ctypes.c_double)

Call = Callable[..., int]


def characters_of(textpage: pypdfium2.PdfTextPage) -> tuple[str, NDArray[np.float32]]:
    """The page's characters in PDFium's order, and their boxes, shape (characters, 4), float32, points:
    left, bottom, right, top; all 0 for what has no ink. A return is left out, a line's last hyphen has its
    line end after it, and what is no character (lone surrogates, NUL, controls) is a space."""
    codes = _codes(textpage)
    characters = [*map(_printable, codes.tolist())]
    lengths = np.fromiter(map(len, characters), dtype=np.intp, count=len(characters))
    inked = (codes > SPACE) & ((codes < FIRST_CONTROL) | (codes > LAST_CONTROL)) | (codes == HYPHEN)
    boxes = np.repeat(_boxes(textpage, np.flatnonzero(inked), len(codes)), lengths, axis=0)
    boxes[np.cumsum(lengths)[lengths > 1] - 1] = 0.0
    return "".join(characters), boxes


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
    handle = repeat(ctypes.addressof(textpage.raw.contents))
    for first in range(0, len(inked), AT_A_TIME):
        places = inked[first : first + AT_A_TIME]
        sides = np.zeros((len(places), SIDES), dtype=np.float64)
        rows = range(sides.ctypes.data, sides.ctypes.data + sides.nbytes, SIDES * DOUBLE)
        left, bottom, right, top = (
            range(rows.start + side * DOUBLE, rows.stop + side * DOUBLE, rows.step)
            for side in range(SIDES)
        )
        for _ in map(_box_at(), handle, places.tolist(), left, right, bottom, top):
            pass
        # A damaged font or matrix may give any number; the text stands, its place is not known.
        sides[~(np.abs(sides) < FARTHEST).all(axis=1)] = 0.0
        boxes[places] = sides
    return boxes


@cache
def _box_at() -> Call:
    """FPDFText_GetCharBox, which is given addresses in place of objects."""
    address = ctypes.c_void_p
    prototype = ctypes.CFUNCTYPE(ctypes.c_int, address, ctypes.c_int, *[address] * SIDES)
    return prototype(ctypes.cast(pdfium.FPDFText_GetCharBox, address).value or 0)


@cache
def _printable(code: int) -> str:
    if code == HYPHEN:
        return "-\n"
    if code == LINE_FEED:
        return "\n"
    if code == RETURN:
        return ""
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    character = chr(code)
    return " " if unicodedata.category(character) == "Cc" else character
