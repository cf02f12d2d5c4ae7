"""Tesseract reads the picture of a page: words with their boxes, upright whichever way it lies.

The program and its Danish data come with the system (Debian: tesseract-ocr, tesseract-ocr-dan), and
are driven by pytesseract (the extra `ocr`). Where either is missing, nothing is read and `missing`
tells what.
"""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

LANGUAGE = "dan"
PROGRAM = "tesseract"

SURE = 75.0
"""Mean confidence (0 to 100) of a page that lies upright; below it the other ways are tried."""

LEAST = 30.0
"""Confidence below which a word is a stain or a signature."""

POOR = 50.0
"""Mean confidence below which a page's words are guesses."""

LONG_WORD = re.compile(r"\w{5,}")
"""Is longer than it is high."""

Json = dict[str, list[Any]]


class OcrFailed(Exception):
    """A page could not be read in time, or Tesseract gave up."""


@dataclass(frozen=True, slots=True, eq=False)
class OcrText:
    """What stands in a picture after it is turned clockwise by `turn` degrees: one printed line a
    line, and a box for each character, float32 (len(text), 4): left, bottom, right, top in pixels
    from the turned picture's lower left corner. A word's characters share its width evenly.
    `confidence` is the words' mean, from 0 to 100."""

    text: str
    boxes: NDArray[np.float32]
    turn: int
    confidence: float


@cache
def missing() -> str:
    """What OCR lacks on this machine: the name of a package or program, "" where nothing."""
    if importlib.util.find_spec("pytesseract") is None:
        return "pytesseract"
    program = shutil.which(PROGRAM)
    if program is None:
        return PROGRAM
    listed = subprocess.run(  # noqa: S603  the program just found
        [program, "--list-langs"], capture_output=True, text=True, check=False
    )
    return "" if LANGUAGE in listed.stdout.split() else f"{PROGRAM}-ocr-{LANGUAGE}"


def version() -> str:
    """Tesseract's version, as it writes it."""
    done = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return (done.stdout or done.stderr).split("\n", maxsplit=1)[0]


def recognise(picture: Image.Image, dots_per_inch: int, seconds: float) -> OcrText:
    """The text of a grey picture. Raises OcrFailed, also when it takes longer than `seconds`."""
    # Its threads mostly wait for one another; files are read side by side instead.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    until = time.monotonic() + seconds
    best = _upright(picture, 0, dots_per_inch, until)
    if best.confidence >= SURE:
        # Short texts are read though they lie on their side, but not always in order.
        turn = _lie_of(best)
        return _upright(picture, turn, dots_per_inch, until) if turn else best
    # Otherwise a sheet on its side gives words too, but none that Tesseract believes in.
    with contextlib.suppress(OcrFailed):
        turn = _orientation(picture, dots_per_inch, until)
        if turn:
            turned = _upright(picture, turn, dots_per_inch, until)
            best = max(best, turned, key=lambda found: found.confidence)
    return best


def _lie_of(found: OcrText) -> int:
    """Degrees by which to turn a picture clockwise whose words run downwards or upwards; else 0."""
    inked = found.boxes[:, 2] > found.boxes[:, 0]
    words = [match.span() for match in LONG_WORD.finditer(found.text)]
    lengths = [
        (np.ptp(found.boxes[start:end, [0, 2]]), np.ptp(found.boxes[start:end, [1, 3]]))
        for start, end in words
        if inked[start:end].all()
    ]
    if sum(height > width for width, height in lengths) <= len(lengths) / 2:
        return 0
    downwards = 0
    for line in re.finditer(r".+", found.text):
        start, end = line.span()
        downwards += int(np.sign(found.boxes[start, 1] - found.boxes[end - 1, 1]))
    return 270 if downwards > 0 else 90


def _orientation(picture: Image.Image, dots_per_inch: int, until: float) -> int:
    """Degrees by which to turn the picture clockwise, for its lines to run from left to right."""
    import pytesseract  # noqa: PLC0415  slow to load, and few files need it

    try:
        found = pytesseract.image_to_osd(
            picture,
            config=f"--dpi {dots_per_inch}",
            timeout=_left(until),
            output_type=pytesseract.Output.DICT,
        )
    except (RuntimeError, OSError) as error:  # "Too few characters" is an error to Tesseract
        raise OcrFailed(str(error)) from error
    return int(found["rotate"]) % 360


def _upright(picture: Image.Image, turn: int, dots_per_inch: int, until: float) -> OcrText:
    import pytesseract  # noqa: PLC0415  see above

    turned = picture.rotate(-turn, expand=True) if turn else picture
    try:
        data = pytesseract.image_to_data(
            turned,
            lang=LANGUAGE,
            config=f"--dpi {dots_per_inch} --psm 3",
            timeout=_left(until),
            output_type=pytesseract.Output.DICT,
        )
    except (RuntimeError, OSError) as error:
        raise OcrFailed(str(error)) from error
    return _text(data, turn, turned.height)


def _left(until: float) -> float:
    """Seconds left; pytesseract takes 0 for no limit."""
    return max(0.1, until - time.monotonic())


def _text(data: Json, turn: int, height: int) -> OcrText:
    """Tesseract's table of words as text with boxes."""
    sure_of = {
        row: float(data["conf"][row])
        for row, word in enumerate(data["text"])
        if word.strip() and float(data["conf"][row]) >= 0.0
    }
    rows = [row for row, confidence in sure_of.items() if confidence >= LEAST]
    if not rows:
        return OcrText("", np.zeros((0, 4), np.float32), turn, 0.0)
    lengths = [len(data["text"][row]) for row in sure_of]
    sure = float(np.average(list(sure_of.values()), weights=lengths))
    pieces: list[str] = []
    boxes: list[NDArray[np.float32]] = []
    gap = np.zeros((1, 4), np.float32)
    for _, line in itertools.groupby(rows, key=lambda row: _line(data, row)):
        for position, row in enumerate(line):
            if pieces:
                pieces.append(" " if position else "\n")
                boxes.append(gap)
            word = "".join(data["text"][row].split())
            pieces.append(word)
            boxes.append(_characters(data, row, len(word), height))
    return OcrText("".join(pieces), np.concatenate(boxes), turn, sure)


def _line(data: Json, row: int) -> tuple[int, int, int]:
    return data["block_num"][row], data["par_num"][row], data["line_num"][row]


def _characters(data: Json, row: int, count: int, height: int) -> NDArray[np.float32]:
    """A word's box, parted evenly between its characters."""
    left, top = data["left"][row], data["top"][row]
    edges = np.linspace(left, left + data["width"][row], count + 1)
    boxes = np.empty((count, 4), np.float32)
    boxes[:, 0], boxes[:, 2] = edges[:-1], edges[1:]
    boxes[:, 1], boxes[:, 3] = height - top - data["height"][row], height - top
    return boxes
