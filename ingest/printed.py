"""The data of a file as printed, before anything is cleaned: what `ingest.pdf` gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.model import NOTHING_ENCLOSED, Enclosed, PageReading


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class PrintedPage:
    """A page as printed: `text` with a line feed at line ends, and a box for each character, shape
    (len(text), 4), float32, points; characters without ink have an empty box.

    `boxes` are in the page's own coordinates, as described at `ingest.model.Box`. `shown` are the
    same boxes on the page as it is read (`ingest.frame`): turned by /Rotate, cropped, and turned
    upright where the sheet lies on its side, so that lines run from left to right. `width` and
    `height` are those of the page so. `agreement` and `reading` are those of `ingest.model.Page`.
    """

    number: int
    label: str
    width: float
    height: float
    text: str
    boxes: NDArray[np.float32]
    shown: NDArray[np.float32]
    agreement: float
    reading: PageReading = PageReading.TEXT


@dataclass(frozen=True, slots=True, eq=False)
class PrintedDocument:
    """The pages of a file, with the title its metadata gives, or an empty string, and the files inside."""

    title: str
    pages: tuple[PrintedPage, ...]
    enclosed: Enclosed = NOTHING_ENCLOSED
