"""A place in the documents, written as people cite it: the body, the date, the item, the case number,
the section and the page."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Final, Protocol

from assistant.model import Citation
from assistant.texts import Language, say_in
from assistant.web_texts import date_text

TERM: Final = re.compile(r"[\s,(]*\b(?:19|20)\d\d\s*[-–/]\s*(?:(?:19|20)?\d\d)\)?\s*$")
"""The period a body was elected for, after its name: "2014-2017"."""


class Numbered(Protocol):
    """An agenda item, or a reference to one."""

    @property
    def number(self) -> str:
        """As printed, empty where there is none."""

    @property
    def title(self) -> str:
        """As printed."""

    @property
    def case_number(self) -> str | None:
        """The case, where it is named."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. Every part may be missing but the page; `title` is the document's, and
    is used where no body is known. `page_last` is given where it stands on several pages. `ocr`: the
    page is a scan, read by OCR."""

    page: int
    page_last: int | None = None
    organization: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    item: Numbered | None = None
    section: str | None = None
    ocr: bool = False


def place_cited(citation: Citation) -> Place:
    """Where a citation stands. Only minutes are cited by their body."""
    document = citation.document
    return Place(
        page=citation.page,
        organization=document.organization,
        date=document.date,
        title=document.title,
        item=citation.item,
        section=citation.section,
        ocr=citation.ocr,
    )


def written_place(place: Place, language: Language) -> str:
    """A place as it is cited: "Klima- og Fritidsudvalget, 15. marts 2023, punkt 2 Diget, sagsnr.
    23-002245, Beslutning, side 3". It is plain text of documents: escape it for HTML."""
    head = without_term(place.organization) if place.organization else place.title
    parts = [head, date_text(place.date, language) if place.date else None]
    if place.item:
        code = "place_item" if place.item.number else "place_item_unnumbered"
        number = place.item.number.rstrip(".")
        parts.append(say_in(language, code, number=number, title=place.item.title).strip())
        if place.item.case_number:
            parts.append(say_in(language, "place_case", number=place.item.case_number))
    parts += [place.section, written_pages(place.page, place.page_last or place.page, language)]
    parts += [say_in(language, "place_ocr")] if place.ocr else []
    return ", ".join(part for part in parts if part)


def written_pages(first: int, last: int, language: Language) -> str:
    """The pages from `first` to `last`: "side 8", "side 8-9"."""
    if first == last:
        return say_in(language, "place_page", page=first)
    return say_in(language, "place_pages", first=first, last=last)


def without_term(organization: str) -> str:
    """A body's name without the period it was elected for."""
    return TERM.sub("", organization) or organization
