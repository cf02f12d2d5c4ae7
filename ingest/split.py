"""A document's text becomes passages: within one item, at paragraph and sentence borders.

Sizes are counted in the embedding model's own tokens, so that nothing is cut silently when it is
embedded. A decision is always a passage of its own.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.minutes import DECISION, find_headings, find_sections
from ingest.model import AgendaItem, Page, Passage, Span, pages_of
from ingest.sentences import sentence_spans
from ingest.words import written_date

if TYPE_CHECKING:
    from tokenizers import Tokenizer

VERSION = 1
"""Part of an index's fingerprint: raised when the same text would be split otherwise."""

SEPARATORS = ["\n\n", "\n", r"(?<=[.!?:;])\s+", " ", ""]
"""Where to cut, best first: between paragraphs, lines, sentences, words, and if it must be, within."""

AFTER_DECISION = frozenset(
    ("Fraværende", "Afbud", "Mindretalsudtalelse", "Protokoltilførsel", "Udtalelser")
)
"""Sections that belong to the decision above them."""

LONGEST_TITLE = 120
"""Characters of a title that go into a passage's head."""


@dataclass(frozen=True, slots=True)
class Splitter:
    """Cuts texts into passages of at most `size` tokens, as counted by the model's tokenizer."""

    tokenizer: Tokenizer
    size: int

    @classmethod
    def load(cls, tokenizer_file: Path, size: int) -> Splitter:
        """A splitter with the tokenizer in `tokenizer_file` (the tokenizers library's JSON)."""
        from tokenizers import Tokenizer  # noqa: PLC0415  slow to import, and only readers need it

        tokenizer = Tokenizer.from_file(str(tokenizer_file))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(tokenizer, size)

    def tokens(self, text: str) -> int:
        """How many tokens the model makes of `text`."""
        return len(self.tokenizer.encode(text, add_special_tokens=False))

    def spans(self, text: str, span: Span) -> Iterator[Span]:
        """The parts of `text` within `span`, each small enough, in order, without overlap."""
        from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415  slow

        start, end = span
        splitter = RecursiveCharacterTextSplitter(
            separators=SEPARATORS,
            is_separator_regex=True,
            keep_separator="end",
            chunk_size=self.size,
            chunk_overlap=0,
            length_function=self.tokens,
            strip_whitespace=True,
        )
        cursor = start
        for part in splitter.split_text(text[start:end]):
            first = text.index(part, cursor, end)
            cursor = first + len(part)
            yield first, cursor


def split(
    text: str,
    pages: tuple[Page, ...],
    items: tuple[AgendaItem, ...],
    lead: str,
    splitter: Splitter,
) -> tuple[Passage, ...]:
    """The passages of a document. `lead` opens each head: organization and date, or the title."""
    headings = find_headings(text)
    heading_starts = [heading.start for heading in headings]
    passages = []
    for item, stretch_section, span in _stretches(text, items):
        for part in splitter.spans(text, span):
            section = stretch_section
            above = bisect_left(heading_starts, part[0]) - 1
            # The heading that a passage begins with is in its text; one above it belongs to it too.
            if section is None and above >= 0 and headings[above].start >= span[0]:
                section = (
                    headings[above].name if not headings[above].name.startswith(lead[:40]) else None
                )
            page_first, page_last = pages_of(pages, part)
            passages.append(
                Passage(
                    start=part[0],
                    end=part[1],
                    page_first=page_first,
                    page_last=page_last,
                    head=head(lead, items[item] if item is not None else None, section),
                    item=item,
                    section=section,
                    sentences=sentence_spans(text, *part),
                )
            )
    return tuple(passages)


def lead_of(title: str, organization: str | None, date: datetime.date | None) -> str:
    """What opens the heads of a document's passages."""
    written = written_date(date) if date else ""
    return ", ".join(part for part in (organization or title[:LONGEST_TITLE], written) if part)


def head(lead: str, item: AgendaItem | None, section: str | None) -> str:
    """Where a passage stands, in one line."""
    parts = [lead]
    if item is not None:
        parts.append(f"punkt {item.number} {item.title[:LONGEST_TITLE]}")
        if item.case_number:
            parts.append(f"sagsnr. {item.case_number}")
    if section:
        parts.append(section)
    return ", ".join(parts)


def _stretches(
    text: str, items: tuple[AgendaItem, ...]
) -> Iterator[tuple[int | None, str | None, Span]]:
    """The text cut along items and decisions: (item, section, span).

    Sections other than decisions run together, so that short ones share a passage.
    """
    first = items[0].start if items else len(text)
    if first > 0:
        yield None, None, (0, first)
    for index, item in enumerate(items):
        start, in_decision = item.start, False
        for section in find_sections(text, item.start, item.end):
            belongs = section.name == DECISION or (in_decision and section.name in AFTER_DECISION)
            if belongs and in_decision and section.name != DECISION:
                continue
            if start < section.start and (belongs or in_decision):
                yield index, DECISION if in_decision else None, (start, section.start)
                start = section.start
            in_decision = belongs
        if start < item.end:
            yield index, DECISION if in_decision else None, (start, item.end)
