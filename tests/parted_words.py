"""Words of real files parted by spaces without width, and how many of them are read whole again.

    python -m tests.parted_words FOLDER [SHARE]

parts that share of the words with four letters or more (0.05) and prints how many there were, how many
came right, and every other space that was taken for a stray one. The same folder gives the same words.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ingest.errors import FileProblem
from ingest.pdf import read_pdf
from ingest.printed import PrintedPage
from ingest.stray_spaces import NOTHING, without_stray_spaces

WORD = re.compile(r"[^\W\d_]{4,}")


def parted(page: PrintedPage, share: float, chance: random.Random) -> tuple[PrintedPage, set[int]]:
    """The page with some of its words in two parts, and where their new spaces are."""
    words = [match.span() for match in WORD.finditer(page.text) if chance.random() < share]
    places = [chance.randrange(start + 1, end) for start, end in words]
    text = np.insert(np.array(list(page.text), dtype="<U1"), places, " ")
    boxes, shown = (np.insert(found, places, 0, axis=0) for found in (page.boxes, page.shown))
    spaces = {place + before for before, place in enumerate(places)}
    return replace(page, text="".join(text.tolist()), boxes=boxes, shown=shown), spaces


def main(arguments: Sequence[str]) -> None:
    """Part the words of all files in a folder."""
    share = float(arguments[1]) if len(arguments) > 1 else 0.05
    chance = random.Random(7)
    begun = right = 0
    for path in sorted(Path(arguments[0]).rglob("*.[pP][dD][fF]")):
        try:
            pages = read_pdf(path.read_bytes(), path.name).pages
        except FileProblem:
            continue
        made = [parted(page, share, chance) for page in pages]
        for page, (before, spaces) in zip(
            without_stray_spaces([page for page, _ in made]), made, strict=True
        ):
            taken = {place for place, c in enumerate(page.text) if before.text[place] != c}
            begun += len(spaces)
            right += len(taken & spaces)
            for place in sorted(taken - spaces):
                around = page.text[max(0, place - 20) : place + 20].replace(NOTHING, "_")
                print(f"{path.name} {page.number}: {around!r}")  # noqa: T201  this is its output
    print(f"{begun} words parted, {right} whole again")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
