"""A document's text becomes passages: within one item, at paragraph and sentence borders.

Sizes are counted in the embedding model's own tokens, so that nothing is cut silently when it is
embedded. A passage never holds two items, or sections of two kinds; a decision is always a passage of
its own.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.headings import find_headings
from ingest.labels import DECISION, SectionKind, label_kind
from ingest.meeting import Section
from ingest.model import AgendaItem, Page, Passage, Span, pages_of
from ingest.sentences import sentence_spans
from ingest.words import written_date

if TYPE_CHECKING:
    from tokenizers import Tokenizer

VERSION = 2
"""Part of an index's fingerprint: raised when the same text would be split otherwise."""

SEPARATORS = ["\n\n", "\n", r"(?<=[.!?:;])\s+", " ", ""]
"""Where to cut, best first: between paragraphs, lines, sentences, words, and if it must be, within."""

SAYS_NOTHING = re.compile(r"(?:(?:nej|ingen|intet)\b.{0,30}|[-–—]?)$", re.IGNORECASE)
"""The text of a section that is only there because its form asks for it."""

EARLIER = "Tidligere beslutning"

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
    headings = _headings(text, items)
    heading_starts = [heading.start for heading in headings]
    passages = []
    for item, stretch_section, span in _stretches(text, items):
        for part in splitter.spans(text, span):
            section = stretch_section
            above = bisect_right(heading_starts, part[0]) - 1
            if section is None and above >= 0 and headings[above].start >= span[0]:
                name = headings[above].name
                section = name if not name.startswith(lead[:40]) else None
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


def _headings(text: str, items: tuple[AgendaItem, ...]) -> list[Section]:
    """What may name a passage's place: the labels of sections, and the headings within them."""
    labels = [section for item in items for section in item.sections]
    labelled = {label.start for label in labels}
    others = [heading for heading in find_headings(text) if heading.start not in labelled]
    return sorted([*labels, *others], key=lambda heading: heading.start)


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
    """The text cut along items and kinds of sections: (item, section, span); a section is named
    where it is a decision."""
    first = items[0].start if items else len(text)
    if first > 0:
        yield None, None, (0, first)
    for index, item in enumerate(items):
        start, kind = item.start, None
        for section in item.sections:
            following = _kind(text, section, kind)
            if kind is not None and (following is not kind or section.name == DECISION):
                yield index, _named(item, kind, (start, section.start)), (start, section.start)
                start = section.start
            kind = following
        if start < item.end:
            yield index, _named(item, kind, (start, item.end)), (start, item.end)
    last = items[-1].end if items else len(text)
    if last < len(text):
        yield None, None, (last, len(text))


def _kind(text: str, section: Section, above: SectionKind | None) -> SectionKind:
    """The kind of section that decides with which neighbours a section shares passages.

    What says nothing ("Bilag: Nej") goes with whatever stands above it.
    """
    kind = label_kind(section.name) or SectionKind.CASE
    if kind in (SectionKind.ITEM_KIND, SectionKind.COMPETENCE):
        kind = SectionKind.CASE
    says_nothing = SAYS_NOTHING.match(text[section.body : section.end].strip())
    if above is not None and says_nothing and kind is not SectionKind.DECISION:
        return above
    if above is SectionKind.DECISION and kind in (SectionKind.ABSENCE, SectionKind.DISSENT):
        return above
    return kind


def _named(item: AgendaItem, kind: SectionKind | None, span: Span) -> str | None:
    """A decision's name; one of an earlier meeting tells whose it was, and when."""
    if kind is not SectionKind.DECISION:
        return None
    inside = [one for one in item.decisions if span[0] <= one.span[0] and one.span[1] <= span[1]]
    if not inside or not inside[0].earlier:
        return DECISION
    date = written_date(inside[0].date) if inside[0].date else None
    return ", ".join(part for part in (EARLIER, inside[0].organization, date) if part)
