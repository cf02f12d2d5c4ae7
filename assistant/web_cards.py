"""The sources of an answer become HTML: cards, and what the conversation shows around an answer.

Every word of a document is escaped here. The conversation is read as Markdown by Gradio, so there
each character that Markdown, HTML or mathematics could take for a sign is written as a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.explain import SMALLEST
from assistant.model import Answer, Citation
from assistant.texts import Language, say_in
from assistant.web_texts import date_text, text
from ingest.model import Box

SHOWN_QUESTION: Final = 600
"""Characters of a question that the conversation shows."""

MAX_MARKS: Final = 120
"""Boxes in the address of a picture: more lines than a page of small print has."""

_SIGN: Final = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with the number it has in its answer."""

    number: int
    citation: Citation


def literal(words: str) -> str:
    """`words` for the conversation, shown exactly as they are, on one line."""
    return _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(words.split()))


def question_html(question: str) -> str:
    """The question in the conversation, cut where it is endless."""
    shown = question if len(question) <= SHOWN_QUESTION else question[:SHOWN_QUESTION] + " …"
    return literal(shown)


def notice_html(code: str, language: Language, **values: object) -> str:
    """A message of the app itself in the conversation."""
    return f'<p class="rv-notice">{literal(text(code, language, **values))}</p>'


def searched_html(question: str, searched: str, also: Sequence[str], language: Language) -> str:
    """What was searched in place of a question that leans on the one before, and besides."""
    told = []
    if searched != question:
        told.append(text("searched_for", language, question=searched))
    if also:
        told.append(text("also_searched", language, words=", ".join(also)))
    return "".join(f'<p class="rv-searched">{literal(line)}</p>' for line in told)


def sources_of(answer: Answer) -> tuple[Source, ...]:
    """The answer's citations, or the nearest ones, each once, numbered from 1 in reading order."""
    citations = [c for statement in answer.statements for c in statement.citations]
    unique = list(dict.fromkeys(citations or answer.nearest))
    return tuple(Source(number, citation) for number, citation in enumerate(unique, start=1))


def panel_html(
    question: str, sources: Sequence[Source], turn: int, language: Language, *, answered: bool
) -> str:
    """The cards of one answer, and the place for the picture of the page."""
    heading = text("sources" if answered else "nearest", language)
    shown = question if len(question) <= SHOWN_QUESTION else question[:SHOWN_QUESTION] + " …"
    asked = text("sources_for", language, question=shown)
    kind = "rv-found" if answered else "rv-nearest"
    start = (
        f'<section class="rv-turn {kind}" id="kilder-{turn}" data-turn="{turn}" '
        f'aria-label="{literal(asked)}"><div class="rv-heads"><h2>{literal(heading)}</h2>'
        f'<p class="rv-asked" title="{literal(shown)}">{literal(shown)}</p></div>'
    )
    if not sources:
        return f'{start}<p class="rv-hint">{literal(text("no_nearest", language))}</p></section>'
    cards = "".join(card_html(source, turn, language) for source in sources)
    return (
        f'{start}<ol class="rv-cards">{cards}</ol>{view_html(f"side-{turn}", language)}</section>'
    )


def card_html(source: Source, turn: int, language: Language) -> str:
    """One source: a button that shows its page, and a link that opens its PDF there."""
    citation, document = source.citation, source.citation.document
    place = text("page", language, page=citation.page)
    if citation.label not in ("", str(citation.page)):
        place = text("page_labelled", language, page=citation.page, label=citation.label)
    about = [text(f"kind_{document.kind.value}", language)]
    about += [date_text(document.date, language)] if document.date else []
    about += [document.organization] if document.organization else []
    where = _dots([_item(citation, language), citation.section or ""]) if citation.item else ""
    if citation.item and citation.item.closed:
        where = _dots([text("closed_item", language)]) + where
    if citation.ocr:
        where = _dots([text("read_by_ocr", language)]) + where
    if citation.item and citation.item.case_number:
        number = text("case_number", language, number=citation.item.case_number)
        where += f'<span class="rv-part rv-whole">{literal(number)}</span>'
    open_text = text("open_pdf", language, page=citation.page)
    return (
        f'<li class="rv-card" id="kilde-{turn}-{source.number}">'
        f'<button type="button" class="rv-choose" aria-pressed="false" '
        f'aria-controls="side-{turn}" data-document="{literal(document.sha256)}" '
        f'data-page="{citation.page}" data-pages="{document.file_pages}" '
        f'data-marks="{marks_text(citation.boxes)}" data-title="{literal(document.title)}">'
        f'<span class="rv-number" aria-hidden="true">{source.number}</span>'
        f'<span class="rv-facts"><span class="rv-heading">'
        f'<span class="rv-title">{literal(document.title)}</span>'
        f'<span class="rv-about">{_dots(about)}</span></span>'
        f'<span class="rv-where"><b>{literal(place)}</b> {where}</span>'
        f'<q class="rv-quote" lang="da">{literal(citation.quote)}</q></span></button>'
        f"{_also_html(citation, language)}{_why_html(citation, language)}"
        f'<a class="rv-open" href="/kilde/{literal(document.sha256)}.pdf#page={citation.page}" '
        f'target="_blank" rel="noopener" title="{literal(document.name)}">{literal(open_text)}'
        f'<span class="rv-hidden"> {literal(text("new_tab", language))}</span></a></li>'
    )


def _also_html(citation: Citation, language: Language) -> str:
    """Where else the same text stands."""
    places = "".join(
        f'<li><a href="/kilde/{literal(place.document.sha256)}.pdf#page={place.page_first}" '
        f'target="_blank" rel="noopener">{literal(place.document.title)}</a> '
        f"{literal(text('page', language, page=place.page_first))}</li>"
        for place in citation.also
    )
    heading = literal(text("also_in", language))
    return f'<div class="rv-also"><b>{heading}</b><ul>{places}</ul></div>' if places else ""


def _why_html(citation: Citation, language: Language) -> str:
    """A fold-out: what put the source where it stands."""
    parts = sorted(citation.why, key=lambda part: -abs(part[1]))
    rows = "".join(
        f"<li><span>{literal(say_in(language, f'part_{name}'))}</span> "
        f"<b>{literal(decimal(value, language))}</b></li>"
        for name, value in parts
        if abs(value) >= SMALLEST
    )
    if not rows:
        return ""
    heading = literal(text("why_here", language))
    return f'<details class="rv-why"><summary>{heading}</summary><ul>{rows}</ul></details>'


def decimal(value: float, language: Language) -> str:
    """A number with its sign and one decimal, as the language writes it."""
    written = f"{value:+.1f}"
    return written.replace(".", ",") if language == "da" else written


def view_html(name: str, language: Language) -> str:
    """The place for the picture of a page, with buttons that turn it. The script fills it."""
    words = {
        f"data-{name.replace('_', '-')}": text(
            name, language, page="{page}", count="{count}", title="{title}"
        )
        for name in (
            "picture_of",
            "page_of",
            "open_pdf",
            "loading_page",
            "picture_failed",
            "no_mark",
        )
    }
    data = " ".join(f'{name}="{literal(value)}"' for name, value in words.items())
    buttons = "".join(
        f'<button type="button" class="rv-turn-page" data-step="{step}" '
        f'aria-label="{literal(text(code, language))}" title="{literal(text(code, language))}">'
        f"{sign}</button>"
        for step, code, sign in ((-1, "previous_page", "‹"), (1, "next_page", "›"))
    )
    return (
        f'<figure class="rv-view" id="{name}" aria-label="{literal(text("view_label", language))}" '
        f'{data}><figcaption><span class="rv-caption" aria-live="polite"></span>'
        f'<button type="button" class="rv-back" hidden>{literal(text("back_to_mark", language))}'
        f"</button>{buttons}</figcaption>"
        f'<div class="rv-frame" tabindex="0"><p class="rv-status" role="status"></p>'
        f'<img class="rv-picture" alt=""></div></figure>'
    )


def _item(citation: Citation, language: Language) -> str:
    item = citation.item
    if item is None:
        return ""
    code = "item" if item.number else "item_unnumbered"
    return text(code, language, number=item.number, title=item.title)


def _dots(parts: Sequence[str]) -> str:
    """Parts of one line; the style sheet sets the dots between them."""
    return "".join(f'<span class="rv-part">{literal(part)}</span>' for part in parts if part)


def marks_text(boxes: Sequence[Box]) -> str:
    """Boxes for an address: tenths of points, `left,bottom,right,top`, joined by `_`."""
    return "_".join(",".join(str(round(value * 10)) for value in box) for box in boxes[:MAX_MARKS])


MAX_LENGTH: Final = 32 * MAX_MARKS
_MARKS: Final = re.compile(r"(-?[0-9]{1,6}(,-?[0-9]{1,6}){3}(_|$))*")


def marks_boxes(marks: str) -> tuple[Box, ...]:
    """The boxes that `marks_text` wrote; raises ValueError for anything else."""
    if len(marks) > MAX_LENGTH or not _MARKS.fullmatch(marks) or marks.count("_") >= MAX_MARKS:
        raise ValueError("not a list of boxes")
    boxes = []
    for mark in filter(None, marks.split("_")):
        left, bottom, right, top = (int(value) / 10 for value in mark.split(","))
        boxes.append((left, bottom, right, top))
    return tuple(boxes)
