"""The name of an attachment, or of a file, taken apart.

Lists write names with or without the file's ending, cut them short with dots, and put numbers before
them: the document's in the archive, or the attachment's in the list.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import STOP_WORDS, coarse

ENDING = re.compile(
    r"[.\s](?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|msg|tiff?|html?)\s*$", re.IGNORECASE
)

CUT = re.compile(r"\s*(?:\.{2,}|…)[.\s]*$")
"""Where a list cut a name short."""

RECORD = re.compile(
    r"^(?:dok(?:ument)?\.?\s*(?:nr|nummer)\.?\s*:?\s*)?"
    r"(?P<number>(?:(?:19|20)\d\d|\d\d)[-‐–/]\d{4,}|(?!(?:19|20)\d{6}\b)\d{6,})\b[-\s‐–_:.]*",
    re.IGNORECASE,
)
"""A number in the archive before a name: "2012-208960 - ". No date: "2014-03-12", "20140312"."""

NUMBERED = re.compile(
    r"^(?:(?:punkt|pkt\.?|sag)\s*\d+[-\s‐–_:.,]*)?"
    r"bilag\s*(?:nr\.?\s*)?(?:(?P<number>\d{1,2}[a-zæøå]?|[A-ZÆØÅ](?=\s*[-‐–_:.)]))\b\s*[-‐–_:.)]*|[-‐–_:])\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A number among the attachments before a name: "Bilag 1 - ", "Bilag 2a: "."""

_RECORD_IN_TEXT = re.compile(
    r"\bdok(?:ument)?\.?\s*(?:nr|nummer|id)\b\.?\s*:?\s*([\d/‐–-]{6,})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: its words in coarse spelling, whether it was cut short, its number in the
    archive, and its number among the attachments."""

    words: tuple[str, ...]
    cut: bool = False
    record: str | None = None
    number: str | None = None

    @property
    def bare(self) -> bool:
        """Whether it is a number among the attachments and nothing else: "Bilag 1"."""
        return self.number is not None and not self.words and not self.cut

    @property
    def letters(self) -> str:
        """The words without the spaces, of which lists lose some and add others."""
        return "".join(self.words)

    @property
    def content(self) -> tuple[str, ...]:
        """The words that carry a subject, without numbers; of a name cut short the last may be half a
        word."""
        whole = self.words[:-1] if self.cut else self.words
        return tuple(
            word
            for word in whole
            if len(word) > 1 and word not in STOP_WORDS and not word.isdigit()
        )


@lru_cache(maxsize=20_000)
def parse_name(printed: str) -> Name:
    """A name as printed in a list, or that of a file."""
    text = " ".join(unicodedata.normalize("NFKC", printed.replace("…", "....")).split())
    text = ENDING.sub("", text)
    uncut = CUT.sub("", text)
    cut = uncut != text
    record = number = None
    found = RECORD.match(uncut)
    if found and found.end() < len(uncut):
        record, uncut = _digits(found["number"]), uncut[found.end() :]
    numbered = NUMBERED.match(uncut)
    if numbered:
        number = numbered["number"].lower() if numbered["number"] else None
        uncut = numbered["rest"]
    return Name(words_of(uncut), cut, record, number)


def records_in(text: str) -> frozenset[str]:
    """The numbers in the archive that a document's text gives itself: "Dok.nr.: 2012-208960"."""
    return frozenset(_digits(number) for number in _RECORD_IN_TEXT.findall(text))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in coarse spelling: lower case, æ, ae and a as one."""
    return tuple(coarse(word) for word in re.findall(r"[^\W_]+", text.lower()))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
