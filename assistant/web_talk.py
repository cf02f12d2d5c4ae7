"""One visitor's conversation: a question in, messages and source cards out. No Gradio here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from assistant.answer import NO_DOCUMENTS
from assistant.conversation import standing_alone
from assistant.model import Answer
from assistant.texts import Language
from assistant.web_answer import answer_html
from assistant.web_cards import (
    notice_html,
    panel_html,
    question_html,
    searched_html,
    sources_of,
)
from index.hits import Filter

LONGEST_QUESTION: Final = 2000
"""Characters. More is not a question but a pasted document."""

KEPT_TURNS: Final = 20
"""Questions of a conversation that stay on the screen, with their sources."""

Ask = Callable[[str, Filter], Answer]
"""Answers a question from the documents that a filter allows."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its reply, as HTML; `panel` holds the cards and may be empty. `searched` is the
    question as it was searched, in words; None where it was not."""

    number: int
    question: str
    reply: str
    panel: str = ""
    searched: str | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """The turns so far. Turns are numbered through, also when old ones are dropped."""

    turns: tuple[Turn, ...] = ()

    @property
    def next_number(self) -> int:
        """The number of the turn to come."""
        return self.turns[-1].number + 1 if self.turns else 1

    @property
    def before(self) -> str | None:
        """The last question that was searched; None where there was none."""
        searched = (turn.searched for turn in reversed(self.turns) if turn.searched)
        return next(searched, None)

    def with_turn(self, turn: Turn) -> Talk:
        """Return this conversation with one more turn."""
        return Talk((*self.turns, turn)[-KEPT_TURNS:])

    def messages(self) -> list[dict[str, str]]:
        """Return the turns in the form that `gr.Chatbot` shows."""
        return [
            {"role": role, "content": content}
            for turn in self.turns
            for role, content in (("user", turn.question), ("assistant", turn.reply))
        ]

    def panels(self) -> str:
        """Return the cards of all turns; the page's script shows one turn's at a time."""
        return "".join(turn.panel for turn in self.turns)


def objection(question: str, language: Language) -> str | None:
    """Why `question` cannot be asked, as a message; None if it can."""
    if not any(character.isalnum() for character in question):
        return notice_html("empty_question", language)
    if len(question) > LONGEST_QUESTION:
        sizes = {"length": len(question), "limit": LONGEST_QUESTION}
        mark = "." if language == "da" else ","
        shown = {name: f"{size:,}".replace(",", mark) for name, size in sizes.items()}
        return notice_html("long_question", language, **shown)
    return None


def reply(ask: Ask, question: str, limits: Filter, talk: Talk, language: Language) -> Turn:
    """Answer `question`, which has no `objection`, as the next of `talk`. Never raises: what goes wrong
    is logged."""
    asked, number = question_html(question), talk.next_number
    searched = standing_alone(question.strip(), talk.before)
    try:
        found = ask(searched, limits)
    except Exception:  # noqa: BLE001  one failed question must not end the conversation
        _LOG.exception("A question could not be answered")
        return Turn(number, asked, notice_html("failed", language))
    if found.reason == NO_DOCUMENTS and not limits:
        return Turn(number, asked, no_documents_html(language))
    sources = sources_of(found)
    changed = searched_html(question.strip(), searched, found.also_searched, language)
    return Turn(
        number,
        asked,
        changed + answer_html(found, sources, number, language, filtered=bool(limits)),
        panel_html(searched, sources, number, language, answered=found.answered),
        searched,
    )


def no_documents_html(language: Language) -> str:
    """How to fill an empty index."""
    command = "<code>referatsvar ingest MAPPE &#45;&#45;index INDEKS</code>"
    return f"{notice_html('no_documents', language)}<p>{command}</p>"
