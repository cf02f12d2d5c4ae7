"""A stretch of minutes as a quote: shown only where it is found on its page, with buttons that show
the page with its lines marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from assistant.cite import BULLET, cite_place
from assistant.model import Citation
from assistant.structure import pages
from assistant.web_cards import marks_text
from assistant.web_precedents_frame import Frame
from index.decisions import Structure
from index.hits import ItemReference, StoredDocument
from index.store import Index
from ingest.meeting import Span

AT_START: Final = re.compile(rf"^(?:{BULLET.pattern})+\s*")
"""Bullets at the beginning of a line, which fonts of their own draw and others cannot."""


SHORT: Final = 320
"""Characters of a decision that a list shows."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document. `text` keeps the breaks between lines; without `citations` it could not
    be found on its pages, which are those from `first` to `last`."""

    document: StoredDocument
    text: str
    citations: tuple[Citation, ...]
    first: int
    last: int


def quote_of(index: Index, structure: Structure, item: ItemReference, span: Span) -> Quote:
    """The words of a span, looked for on the pages it stands on."""
    words = structure.text[slice(*span)]
    found = cite_place(index, structure.document, item, span, words) if words.strip() else ()
    first, last = pages(structure, span)
    return Quote(structure.document, shown_text(words), found, first, last)


def shown_text(words: str) -> str:
    """Words with their lines: each without space around it, bullets as they are drawn everywhere.
    Empty where there are only signs, like the dash in an empty field."""
    if not any(character.isalnum() for character in words):
        return ""
    lines = (" ".join(AT_START.sub("• ", line).split()) for line in words.splitlines())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return text if text.count("• ") > 1 else text.removeprefix("• ")


def shortened(words: str) -> str:
    """The beginning of a text that is too long for a list."""
    return words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0] + " …"


def quote_html(frame: Frame, quote: Quote) -> str:
    """A quote with its pages; a message instead of what could not be found."""
    if not quote.text:
        return f'<p class="rv-hint">{frame.say("quote_empty")}</p>'
    if not quote.citations:
        unmarked = "".join(
            _button(frame, quote.document, page, "") for page in range(quote.first, quote.last + 1)
        )
        return (
            f'<p class="rv-message">{frame.say("quote_unverified")}</p>'
            f'<p class="rv-places">{unmarked}{_link(frame, quote.document, quote.first)}</p>'
        )
    buttons = "".join(
        _button(frame, quote.document, one.page, marks_text(one.boxes)) for one in quote.citations
    )
    quoted = frame.say("quoted", quote=quote.text)
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in quoted.split("\n\n"))
    return (
        f'<blockquote class="rv-quoted" lang="da">{paragraphs}</blockquote>'
        f'<p class="rv-places">{buttons}'
        f"{_link(frame, quote.document, quote.citations[0].page)}</p>"
    )


def words_html(frame: Frame, quotes: Sequence[Quote]) -> str:
    """Short quotes as a list, each with its page; those that could not be found are left out."""
    entries = "".join(
        f'<li><q lang="da">{escape(quote.text)}</q> '
        + "".join(
            _button(frame, quote.document, one.page, marks_text(one.boxes))
            for one in quote.citations
        )
        + "</li>"
        for quote in quotes
        if quote.citations
    )
    return f'<ul class="rv-words">{entries}</ul>' if entries else ""


def _button(frame: Frame, document: StoredDocument, page: int, marks: str) -> str:
    hint = frame.say("show_page_marked" if marks else "show_page", page=page)
    return (
        f'<button type="button" class="rv-place" aria-pressed="false" aria-controls="rv-side" '
        f'data-document="{document.sha256}" data-page="{page}" data-pages="{document.file_pages}" '
        f'data-marks="{marks}" data-title="{escape(document.title)}" title="{hint}" '
        f'aria-label="{hint}">{frame.say("page", page=page)}</button>'
    )


def _link(frame: Frame, document: StoredDocument, page: int) -> str:
    return (
        f'<a href="/kilde/{document.sha256}.pdf#page={page}" target="_blank" rel="noopener">'
        f"{frame.say('open_pdf', page=page)}"
        f'<span class="rv-hidden"> {frame.say("new_tab")}</span></a>'
    )
