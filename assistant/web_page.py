"""The page: Gradio's components, and what happens when they are used."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import gradio as gr

from assistant.texts import Language
from assistant.web_cards import literal, notice_html, question_html
from assistant.web_filters import Choices, current_choices, filter_fields
from assistant.web_precedents_frame import Frame, tabs
from assistant.web_talk import Ask, Talk, Turn, no_documents_html, objection, reply
from assistant.web_texts import text
from index.hits import StoredDocument
from index.store import Index

PARALLEL_QUESTIONS: Final = 2
"""Questions answered at once; more would only make each of them slower."""

# Fonts by name only: the system's own. A font object would be fetched.
_FONTS: Final = ("system-ui", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif")
_MONO: Final = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")

Updates = tuple[Any, ...]
"""New values for the question, the conversation, the sources, the state and the examples."""


def theme() -> gr.themes.Base:
    """Return a plain theme without fonts from elsewhere; the rest is in the style sheets."""
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=_FONTS, font_mono=_MONO)


def build_page(
    index: Index, ask: Ask, frame: Frame, *, examples: Sequence[str], other: str
) -> gr.Blocks:
    """Build the chat in one language. `other` is the address of the chat in the other one."""
    documents, language = index.documents(), frame.language
    with gr.Blocks(title=text("title", language), analytics_enabled=False, fill_width=True) as page:
        header = _markup(_header(documents, frame, other), "rv-header")
        with gr.Row(elem_id="rv-main", equal_height=False):
            with gr.Column(elem_id="rv-talk", scale=5, min_width=320):
                chat = _chat(language, empty=not documents)
                with gr.Row(elem_id="rv-examples") as chip_row:
                    chips = [
                        gr.Button(example, size="sm", elem_classes="rv-chip", min_width=0)
                        for example in examples
                    ]
                with gr.Row(elem_id="rv-ask"):
                    question, send = _question(language)
                filters = filter_fields(documents, language)
            with gr.Column(elem_id="rv-sources", scale=6, min_width=320):
                panel = _markup(_no_sources(language), "rv-panel")
        talk = gr.State(Talk())
        asked_by = [(question.submit, question), (send.click, question)]
        asked_by += [(chip.click, chip) for chip in chips]
        for event, source in asked_by:
            event(
                _asker(ask, language),
                [source, talk, *filters],
                [question, chat, panel, talk, chip_row],
                show_progress="hidden",
                concurrency_limit=PARALLEL_QUESTIONS,
                concurrency_id="ask",
                trigger_mode="once",
                api_visibility="private",
            )

        def refreshed() -> list[object]:
            # The index may have grown since the page was built.
            now = index.documents()
            header = _header(now, frame, other, ready=True)
            return [header, *current_choices(now, language)]

        page.load(
            refreshed,
            None,
            [header, *filters],
            show_progress="hidden",
            api_visibility="private",
        )
    page.queue(default_concurrency_limit=PARALLEL_QUESTIONS, api_open=False)
    return page


def _asker(answer: Ask, language: Language) -> Callable[..., Iterator[Updates]]:
    def ask(asked: str | None, talk: Talk, *fields: Any) -> Iterator[Updates]:
        question, number = asked or "", talk.next_number
        shown = question_html(question) or "–"
        refused = objection(question, language)
        try:
            limits = Choices.of_fields(*fields).filter()
        except ValueError:
            refused = refused or notice_html("filter_order", language)
        if refused is not None:
            # The question stays in its field, so that it can be mended.
            yield _updates(talk.with_turn(Turn(number, shown, refused)), language, gr.skip())
            return
        waiting = Turn(number, shown, _waiting(language))
        yield "", talk.with_turn(waiting).messages(), gr.skip(), gr.skip(), gr.skip()
        turn = reply(answer, question, limits, talk, language)
        yield _updates(talk.with_turn(turn), language, "")

    return ask


def _updates(talk: Talk, language: Language, field: Any) -> Updates:
    panels = talk.panels() or _no_sources(language)
    return field, talk.messages(), panels, talk, gr.update(visible=False)


def _chat(language: Language, *, empty: bool) -> gr.Chatbot:
    return gr.Chatbot(
        label=text("chat", language),
        show_label=False,
        container=False,
        elem_id="rv-chat",
        height=None,
        placeholder=_welcome(language, empty=empty),
        latex_delimiters=[],
        buttons=[],
        feedback_options=None,
        layout="bubble",
        group_consecutive_messages=False,
        allow_file_downloads=False,
        line_breaks=False,
    )


def _question(language: Language) -> tuple[gr.Textbox, gr.Button]:
    question = gr.Textbox(
        label=text("question", language),
        show_label=False,
        container=False,
        placeholder=text("question_placeholder", language),
        lines=1,
        max_lines=5,
        elem_id="rv-question",
        scale=1,
        html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=True, lang="da"),
    )
    send = gr.Button(
        text("send", language), variant="primary", elem_id="rv-send", scale=0, min_width=96
    )
    return question, send


def _markup(content: str, elem_id: str) -> gr.Markdown:
    # Our own HTML, without empty lines and with all else in it escaped. gr.HTML would evaluate it
    # as a template, which a strict content security policy does not allow.
    return gr.Markdown(
        content, elem_id=elem_id, sanitize_html=False, latex_delimiters=[], container=False
    )


def _header(
    documents: Sequence[StoredDocument], frame: Frame, other: str, *, ready: bool = False
) -> str:
    language = frame.language
    # `ready` tells the page's script that Gradio now reacts to the visitor.
    size = ""
    if documents:
        pages = sum(document.page_count for document in documents)
        code = "collection_one" if len(documents) == 1 else "collection"
        size = html.escape(text(code, language, documents=len(documents), pages=pages))
    words = {
        code: html.escape(text(code, language))
        for code in (
            "title", "tagline", "skip_to_question", "other_language", "chat", "asked", "answered",
        )
    }  # fmt: skip
    return (
        f'<header class="rv-top" data-chat="{words["chat"]}" data-asked="{words["asked"]}" '
        f'data-answered="{words["answered"]}"{" data-ready" if ready else ""}><a class="rv-skip" href="#rv-question">'
        f"{words['skip_to_question']}</a>"
        f'<div class="rv-name"><h1>{words["title"]}</h1>{tabs(frame, "chat")}</div>'
        f'<div class="rv-state">{size} <a href="{html.escape(other)}">'
        f'{words["other_language"]}</a></div><p class="rv-tagline">{words["tagline"]}</p></header>'
    )


def _welcome(language: Language, *, empty: bool) -> str:
    if empty:
        return f'<div class="rv-welcome">{no_documents_html(language)}</div>'
    title, words = (literal(text(code, language)) for code in ("welcome_title", "welcome"))
    return f'<div class="rv-welcome"><h2>{title}</h2><p>{words}</p></div>'


def _waiting(language: Language) -> str:
    return f'<p class="rv-waiting">{literal(text("searching", language))}</p>'


def _no_sources(language: Language) -> str:
    heading, hint = (html.escape(text(code, language)) for code in ("sources", "no_sources"))
    return (
        f'<div class="rv-empty"><img src="/statisk/icon.svg" alt=""><h2>{heading}</h2>'
        f'<p class="rv-hint">{hint}</p></div>'
    )
