"""The frame around the view of decisions: a whole page with head, tabs and one main part.

Every view is a page of its own, with an address that can be shared, and works without script. With
it, the views change in place and the chat keeps its conversation (static/precedents.js).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlencode

from assistant.texts import Language
from assistant.web_texts import text
from index.hits import StoredDocument

VIEW_STYLES: Final = (
    "precedents", "precedents_form", "precedents_list", "precedents_item", "precedents_case",
    "precedents_narrow",
)  # fmt: skip
"""The styles of the view, in their order: what is for narrow windows overrules the rest."""

STYLES: Final = ("app", "page", *VIEW_STYLES)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the views are in one language. `prefix` is "" for the app's own language, else "/en"."""

    prefix: str = ""

    @property
    def chat(self) -> str:
        """The chat in the same language."""
        return f"{self.prefix}/"

    @property
    def list(self) -> str:
        """All decisions."""
        return f"{self.prefix}/beslutninger"

    def found(self, query: str) -> str:
        """The decisions that the part after "?" asks for."""
        return f"{self.list}?{query}" if query else self.list

    def export(self, kind: str, query: str) -> str:
        """The same as a file, "csv" or "xlsx"."""
        return f"{self.list}.{kind}?{query}" if query else f"{self.list}.{kind}"

    def item(self, document: StoredDocument, position: int, character: int | None = None) -> str:
        """An agenda item; `character` is where the decision begins that is asked for."""
        values = {"dokument": document.id, "punkt": str(position)}
        if character is not None:
            values["tegn"] = str(character)
        return f"{self.list}/punkt?{urlencode(values)}"

    def case(self, number: str) -> str:
        """The history of a case."""
        return f"{self.list}/sag?{urlencode({'nr': number})}"


@dataclass(frozen=True, slots=True)
class Frame:
    """What all views share: the language, and the addresses in it."""

    language: Language
    addresses: Addresses

    def plain(self, code: str, **values: object) -> str:
        """A text as it is."""
        return text(code, self.language, **values)

    def say(self, code: str, **values: object) -> str:
        """A text for HTML: it and its values are escaped."""
        return escape(self.plain(code, **values))


def tabs(frame: Frame, current: str) -> str:
    """The two views beside each other; `current` is "chat" or "decisions"."""
    links = "".join(
        f'<a class="rv-tab" href="{address}" data-view="{name}"'
        f"{' aria-current=page' if name == current else ''}>{frame.say(f'view_{name}')}</a>"
        for name, address in (
            ("chat", frame.addresses.chat),
            ("decisions", frame.addresses.list),
        )
    )
    return f'<nav class="rv-tabs" aria-label="{frame.say("views")}">{links}</nav>'


def page_html(frame: Frame, main: str, *, title: str, other: str, size: str) -> str:
    """A whole page. `title` is that of the window, `other` the address of the same view in the other
    language, `size` tells how large the collection is; all three are plain text."""
    styles = "".join(f'<link rel="stylesheet" href="/statisk/{name}.css">' for name in STYLES)
    words = " ".join(
        f'data-{name}="{frame.say(f"decisions_{name}")}"' for name in ("loading", "unreachable")
    )
    return (
        f'<!doctype html><html lang="{frame.language}" data-language="{frame.language}" '
        f'class="rv-alone"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="/statisk/icon.svg">{styles}'
        f'<script src="/statisk/theme.js"></script>'
        f'<script type="module" src="/statisk/precedents.js"></script></head><body>'
        f'<div id="rv-decisions" {words}>'
        f'<header class="rv-head"><a class="rv-skip-to" href="#rv-main-part">'
        f"{frame.say('skip_to_results')}</a>"
        f'<div class="rv-name"><h1>{frame.say("title")}</h1>'
        f"{tabs(frame, 'decisions')}</div>"
        f'<div class="rv-state">{escape(size)} <a href="{escape(other)}">'
        f"{frame.say('other_language')}</a></div></header>"
        f'<main id="rv-main-part" tabindex="-1">{main}</main></div>'
        f'<p id="rv-announce" class="rv-hidden" role="status"></p></body></html>'
    )


def message_html(frame: Frame, told: str) -> str:
    """A main part that only says something; `told` is plain text."""
    return (
        f'<h2 class="rv-message" tabindex="-1" data-announce>{escape(told)}</h2>{back_html(frame)}'
    )


def back_html(frame: Frame) -> str:
    """The way back to the list; the script leads it to the list one came from."""
    return (
        f'<p class="rv-line"><a class="rv-go rv-back-to-list" href="{frame.addresses.list}">'
        f"← {frame.say('back_to_list')}</a></p>"
    )
