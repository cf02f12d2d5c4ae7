"""Bullets that are drawn and not written: small filled shapes in front of a line.

Programs that print web pages draw their lists' bullets. To a reader they are there; here they become
a bullet character in the page's text, with the box of the shape.
"""

from __future__ import annotations

import ctypes

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.columns import inked, line_spans

SMALLEST, LARGEST = 1.5, 7.0
"""Points; a bullet's width and height lie between."""

ROUND = 1.4
"""A bullet is at most this many times as long as wide."""

BEFORE = 30.0
"""Points from a bullet to its line, at most."""

MOST_OBJECTS = 5000
"""A page with more is a drawing; its shapes are no bullets."""

BULLET = "•"


def drawn_bullets(page: pypdfium2.PdfPage) -> NDArray[np.float32]:
    """The boxes of the page's shapes that may be bullets, shape (n, 4), in points."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    found = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for position in range(count if count <= MOST_OBJECTS else 0):
        shape = pdfium.FPDFPage_GetObject(page.raw, position)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            continue
        width, height = right.value - left.value, top.value - bottom.value
        small = min(width, height) >= SMALLEST and max(width, height) <= LARGEST
        if small and max(width, height) <= ROUND * min(width, height):
            found.append((left.value, bottom.value, right.value, top.value))
    return np.array(found, dtype=np.float32).reshape(-1, 4)


def write_bullets(
    text: str, boxes: NDArray[np.float32], bullets: NDArray[np.float32]
) -> tuple[str, NDArray[np.float32]]:
    """The text with a bullet in front of each line that one is drawn before, and the boxes of its
    characters. `boxes` are those of `text`, `bullets` those of `drawn_bullets`."""
    places = _places(text, boxes, bullets)
    if not places:
        return text, boxes
    characters: list[str] = []
    rows: list[NDArray[np.float32]] = []
    done = 0
    nowhere = np.zeros((1, 4), dtype=np.float32)
    for position in sorted(places):
        characters += [text[done:position], BULLET, " "]
        rows += [boxes[done:position], bullets[places[position]][None], nowhere]
        done = position
    characters.append(text[done:])
    rows.append(boxes[done:])
    return "".join(characters), np.vstack(rows)


def _places(text: str, boxes: NDArray[np.float32], bullets: NDArray[np.float32]) -> dict[int, int]:
    """For each line with a bullet, where its ink begins in the text: the bullet's row."""
    ink = inked(boxes)
    places: dict[int, int] = {}
    for start, end in line_spans(text):
        positions = start + np.flatnonzero(ink[start:end])
        if not len(positions) or text[positions[0]] == BULLET:
            continue
        left = boxes[positions[0], 0]
        bottom, top = boxes[positions, 1].min(), boxes[positions, 3].max()
        middle = (bullets[:, 1] + bullets[:, 3]) / 2
        gaps = left - bullets[:, 2]
        near = np.flatnonzero((gaps > 0) & (gaps < BEFORE) & (middle > bottom) & (middle < top))
        if len(near):
            places[int(positions[0])] = int(near[np.argmin(gaps[near])])
    return places
