"""An answer becomes HTML for the conversation: its statements, each with the numbers of its sources.

All that documents or questions say is written as `assistant.web_cards.literal` has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from assistant.model import Answer, Citation, Statement, Unanswered
from assistant.owners import same_owner
from assistant.texts import Language, say_in
from assistant.web_cards import Source, literal
from assistant.web_texts import text

HIGH: Final = 0.8
MEDIUM: Final = 0.65
"""Probabilities from which the confidence is called high, or medium."""


def answer_html(
    answer: Answer, sources: Sequence[Source], turn: int, language: Language, *, filtered: bool
) -> str:
    """The answer in the conversation. `turn` ties its numbers to its cards."""
    if not answer.answered:
        why = "nothing_found_filter" if filtered and not sources else "nothing_found_why"
        codes = [why, "nearest_pointer"] if sources else [why]
        told = [text(code, language) for code in codes]
        if answer.lacks:
            told[0] = say_in(language, f"lacks_{answer.lacks}")
        paragraphs = "".join(f"<p>{literal(words)}</p>" for words in told)
        title = literal(text("nothing_found", language))
        return f'<div class="rv-none"><p class="rv-lead">{title}</p>{paragraphs}</div>'
    numbers = {source.citation: source.number for source in sources}
    lead = literal(text("answer_lead", language))
    parts = [f'<div class="rv-answer"><p class="rv-lead">{lead}</p>']
    if answer.disagreement:
        signs = literal(text("signs_of_disagreement", language))
        parts.append(f'<p class="rv-disagreement">{signs}</p>')
    parts += _statements(answer, numbers, turn, language)
    parts += [_unanswered(one, language) for one in answer.unanswered]
    level = confidence_code(answer.confidence)
    hint = literal(text("confidence_hint", language))
    words = literal(text(level, language))
    parts.append(f'<p class="rv-confidence {level}" title="{hint}">{words}</p></div>')
    return "".join(parts)


def _statements(
    answer: Answer, numbers: Mapping[Citation, int], turn: int, language: Language
) -> Iterator[str]:
    """The statements in order; where they are of several owners, those of each side by side, and then
    the rest. Where a question has parts, these give the order."""
    sides: list[list[Statement]] = []
    for one in answer.statements:
        side = next(
            (s for s in sides if one.owner and same_owner(s[0].owner or "", one.owner)), None
        )
        if side:
            side.append(one)
        elif one.owner and not one.parts:
            sides.append([one])
    beside = sides if len(sides) > 1 else []
    if beside:
        columns = "".join(
            f'<div class="rv-side">{_owner(side[0])}'
            + "".join(_statement(one, numbers, turn, language) for one in side)
            + "</div>"
            for side in beside
        )
        yield f'<div class="rv-sides">{columns}</div>'
    shown = [one for side in beside for one in side]
    for one in answer.statements:
        if one not in shown:
            yield _statement(one, numbers, turn, language, owner=_owner(one))


def _owner(statement: Statement) -> str:
    """Whose words they are."""
    return f'<p class="rv-owner">{literal(statement.owner)}</p>' if statement.owner else ""


def _statement(
    statement: Statement,
    numbers: Mapping[Citation, int],
    turn: int,
    language: Language,
    owner: str = "",
) -> str:
    """A statement, below the parts of the question that it answers, and its owner."""
    links = "".join(
        _reference(numbers[citation], citation, turn, language) for citation in statement.citations
    )
    quoted = text("quoted", language, quote=statement.text)
    asked = "".join(f'<p class="rv-asked-part">{literal(part)}</p>' for part in statement.parts)
    return f'{asked}{owner}<blockquote class="rv-statement" lang="da">{_together(quoted, links)}</blockquote>'


def _unanswered(missing: Unanswered, language: Language) -> str:
    """A part of the question without ground, and what was looked for in vain."""
    told = literal(text("part_without_ground", language, part=missing.part))
    why = literal(say_in(language, f"lacks_{missing.lacks}")) if missing.lacks else ""
    return f'<p class="rv-unanswered"><b>{told}</b> {why}</p>'


def _together(quoted: str, links: str) -> str:
    """The quote with its numbers, which never stand alone on a line."""
    start, space, last = quoted.rpartition(" ")
    if len(last) > 30:
        return f"{literal(quoted)}{links}"
    return f'{literal(start)}{space}<span class="rv-together">{literal(last)}{links}</span>'


def _reference(number: int, citation: Citation, turn: int, language: Language) -> str:
    label = literal(
        text(
            "source_label",
            language,
            number=number,
            title=citation.document.title,
            page=citation.page,
        )
    )
    return (
        f'<sup><a class="rv-ref" href="#kilde-{turn}-{number}" role="button" title="{label}">'
        f'<span class="rv-hidden">{literal(text("source", language))} </span>{number}</a></sup>'
    )


def confidence_code(confidence: float) -> str:
    """The text that names a confidence from 0 to 1."""
    if confidence >= HIGH:
        return "confidence_high"
    return "confidence_medium" if confidence >= MEDIUM else "confidence_low"
