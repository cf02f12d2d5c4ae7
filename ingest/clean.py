r"""Printed pages become one cleaned text, with the map from every character back to its page.

What is done, and nothing else: Unicode NFC, ligatures spelt out, soft hyphens and zero-width
characters dropped, white space folded, spaces within a word dropped, words hyphenated at a line end
joined, running headers, page numbers and lines that stand outside of the page left out. Lines are joined to paragraphs: a line end that the typesetter chose becomes
"\\n", one with space below it "\\n\\n", one that was only the end of the line a space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.furniture import furniture
from ingest.label_column import rest_of_labels, set_labels_right
from ingest.labels import SectionKind, begins_label, heads_item, label_kind, names_decision
from ingest.lines import HYPHENS, LOOSE, NARROW, PrintedLine, printed_lines
from ingest.model import Page
from ingest.printed import PrintedPage
from ingest.privacy import masked_areas
from ingest.stray_spaces import NOTHING, without_stray_spaces
from ingest.vocabulary import Vocabulary, vocabulary_of

SUSPENDED = ("og", "eller", "samt", "/", "og/eller", "and", "or")
"""Words before which a hyphen at a line end belongs to the word: "Erhvervs-" + "og"."""

DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Soft hyphen and characters without width."""

KEPT = ("ikke", "non", "eks")
"""First parts that keep their hyphen wherever they stand: "ikke-planlagte"."""

LINE_TAIL = 100
"""Characters at a line's end in which its last word is looked for."""

PLAIN_LINE = re.compile(r"(?:[!-~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027] ?)+")
"""A line without anything to fold, drop or compose."""

WORD_BEFORE_HYPHEN = re.compile(r"(\w+)[-\u2010\u00ad]\s*$")
FIRST_WORD = re.compile(r"\s*(\S+)")


@dataclass(slots=True)
class _Text:
    """Cleaned text as it is gathered, in pieces that are not empty. Of each: the page, the printed
    position of its first character, and 1 where the others follow that one, 0 where all are made from it."""

    pieces: list[str] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, text: str, page: int, origin: int) -> None:
        """Append `text`, all of it made from the printed character at `origin`."""
        if text:
            self.pieces.append(text)
            self.places.append((page, origin, 0))

    def extend(self, text: str, page: int, origin: int) -> None:
        """Append `text` as it is printed from `origin` on."""
        if text:
            self.pieces.append(text)
            self.places.append((page, origin, 1))

    def trim(self, unwanted: str) -> None:
        """Drop trailing characters that are in `unwanted`."""
        while self.pieces:
            self.pieces[-1] = self.pieces[-1].rstrip(unwanted)
            if self.pieces[-1]:
                return
            del self.pieces[-1], self.places[-1]

    def ends_in(self, characters: str) -> bool:
        """Whether there is text, and its last character one of these."""
        return bool(self.pieces) and self.pieces[-1][-1] in characters

    def maps(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The page of each character, and where it is printed there."""
        lengths = np.fromiter(map(len, self.pieces), dtype=np.int32, count=len(self.pieces))
        pages, origins, steps = np.array(self.places, dtype=np.int32).reshape(-1, 3).T
        begins = np.cumsum(lengths, dtype=np.int32) - lengths
        within = np.arange(lengths.sum(), dtype=np.int32) - np.repeat(begins, lengths)
        return np.repeat(pages, lengths), np.repeat(origins, lengths) + within * np.repeat(
            steps, lengths
        )


def clean(printed: Sequence[PrintedPage]) -> tuple[str, tuple[Page, ...]]:
    """The document's cleaned text, and its pages with their maps into it."""
    printed = set_labels_right(printed)
    read = without_stray_spaces(printed)
    text = _gather(read, furniture(read) | rest_of_labels(read))
    if not text.pieces:  # what recurs on every page is all that they have
        text = _gather(read, frozenset())
    return "".join(text.pieces), _pages(printed, text)


def _gather(printed: Sequence[PrintedPage], left_out: AbstractSet[tuple[int, int]]) -> _Text:
    """The cleaned characters of all lines but those `left_out`: (page, start in its text)."""
    text = _Text()
    words = vocabulary_of(printed)
    previous: PrintedLine | None = None
    listing = False
    for page in printed:
        for line in printed_lines(page):
            if (page.number, line.start) in left_out:
                continue
            kind = label_kind(line.text)
            # A decision's label may be broken over lines: its first line ends a list too.
            if kind or begins_label(line.text):
                listing = kind is SectionKind.ATTACHMENTS
            if previous is not None:
                _join(text, previous, line, words, listing=listing)
            _add_line(text, line)
            if text.pieces:
                previous = line
    text.trim(" \n")
    return text


def _join(
    text: _Text,
    previous: PrintedLine,
    line: PrintedLine,
    words: Vocabulary,
    *,
    listing: bool,
) -> None:
    """Put between two lines what belongs there: nothing, a space, or one or two line ends. In a
    list of attachments (`listing`) a line is an entry, or goes on with one."""
    page, origin = previous.page, max(previous.end - 1, previous.start)
    separator = _separator(previous, line, listing=listing)
    if separator == " ":
        tail = previous.text[-LINE_TAIL:].replace(NOTHING, "").rstrip()
        word = WORD_BEFORE_HYPHEN.search(tail) if tail.endswith(HYPHENS) else None
        following = FIRST_WORD.match(line.text) if word else None
        if word and following:
            parts = word.group(1), following.group(1)
            elsewhere = _may_go_on_elsewhere(previous, line)
            separator = _after_hyphen(text, *parts, words, doubtful=elsewhere)
    text.trim(" ")
    text.add(separator, page, origin)


def _may_go_on_elsewhere(previous: PrintedLine, line: PrintedLine) -> bool:
    """Whether a word divided at the foot of a narrow column need not go on in the next line."""
    narrow = previous.column_right - previous.left < NARROW * previous.page_width
    last_column = previous.left > NARROW * previous.page_width
    return narrow and (last_column if previous.page != line.page else line.above(previous))


def _after_hyphen(
    text: _Text, before: str, after: str, words: Vocabulary, *, doubtful: bool
) -> str:
    """What follows a line's last hyphen: the hyphen of a split word is taken away, but for one that
    the document writes with a hyphen elsewhere. Where it is `doubtful` that the parts belong
    together, the document must know such a word."""
    bare = after.rstrip(".,;:)")
    if bare.lower() in SUSPENDED:
        return " "
    if before.islower() and after[0].isupper():
        return "\n"  # the word goes on elsewhere, after a box or a heading
    if doubtful and not words.knows(before, bare):
        return "\n"
    if words.keeps_hyphen(before, bare):
        return ""
    if after[0].islower() and before.isalpha() and not _keeps_hyphen(before):
        text.trim(" " + "".join(HYPHENS))
    return ""


def _keeps_hyphen(part: str) -> bool:
    """Whether a compound's first part is written with a hyphen: "UU-", "e-", "ikke-"."""
    return len(part) == 1 or part.isupper() or part.lower() in KEPT


def _separator(previous: PrintedLine, line: PrintedLine, *, listing: bool) -> str:
    """How two neighbouring printed lines hang together."""
    if _label(previous.text) or _label(line.text):
        return "\n"
    if previous.page != line.page:
        flows = previous.text.rstrip()[-1:] not in ".:;!?" and line.text.lstrip()[:1].islower()
        return " " if flows else "\n"
    if line.above(previous):
        return " " if previous.hyphenated else "\n"
    return _below(previous, line, listing=listing)


def _below(previous: PrintedLine, line: PrintedLine, *, listing: bool) -> str:
    """How a line hangs together with the one above it."""
    gap = line.gap_to(previous)
    goes_on = gap < 2 * max(line.height, 1.0) or line.text.lstrip()[:1].islower()
    if previous.hyphenated and goes_on:
        return " "
    if gap > line.usual_gap + LOOSE * max(line.height, 1.0):
        return "\n\n"
    if listing:
        return "\n" if previous.ends_entry_before(line) or line.beside(previous) else " "
    begins = line.bulleted or heads_item(line.text)
    chosen = begins or line.beside(previous) or previous.has_room_for(line)
    return "\n" if chosen else " "


def _label(line: str) -> bool:
    """Whether a printed line is a label of a section: its text begins below."""
    return label_kind(line) is not None or names_decision(line)


def _add_line(text: _Text, line: PrintedLine) -> None:
    """Append one printed line, folded and composed: whole, where there is nothing to do."""
    if PLAIN_LINE.fullmatch(line.text):
        text.extend(line.text, line.page, line.start)
        return
    for cluster, origin in _clusters(line.text, line.start):
        composed = unicodedata.normalize("NFC", cluster)
        if composed in DROPPED:
            continue
        if composed.isspace():
            if text.pieces and not text.ends_in(" \n"):
                text.add(" ", line.page, origin)
            continue
        if "\ufb00" <= composed <= "\ufb06":
            composed = unicodedata.normalize("NFKC", composed)
        text.add(composed, line.page, origin)


def _clusters(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Each character with the combining marks that follow it, and where it is printed."""
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        yield text[position:end], start + position
        position = end


def _pages(printed: Sequence[PrintedPage], text: _Text) -> tuple[Page, ...]:
    """Each page with its stretch of the cleaned text."""
    of_page, origins = text.maps()
    pages = []
    for page in printed:
        start, end = np.searchsorted(of_page, [page.number, page.number + 1])
        pages.append(
            Page(
                number=page.number,
                label=page.label,
                width=page.width,
                height=page.height,
                printed=page.text,
                boxes=page.boxes,
                start=int(start),
                origin=origins[start:end],
                agreement=page.agreement,
                reading=page.reading,
                covered=masked_areas(page.text, page.boxes),
            )
        )
    return tuple(pages)
