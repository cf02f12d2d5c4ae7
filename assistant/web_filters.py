"""The fields that limit a search: kind of document, period, documents."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import gradio as gr

from assistant.texts import Language
from assistant.web_texts import text
from index.hits import Filter, StoredDocument
from ingest.model import DocumentKind

Choice = tuple[str, str]
"""What is shown, and the value."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the visitor has chosen, as the fields give it."""

    kinds: tuple[str, ...] = ()
    year_from: str = ""
    year_to: str = ""
    documents: tuple[str, ...] = ()

    @classmethod
    def of_fields(
        cls,
        kinds: Sequence[str] | None,
        year_from: str | None,
        year_to: str | None,
        documents: Sequence[str] | None,
    ) -> Choices:
        """Choices from the fields' values, in the order of `filter_fields`."""
        return cls(tuple(kinds or ()), year_from or "", year_to or "", tuple(documents or ()))

    def filter(self) -> Filter:
        """The search's filter; raises ValueError for a period that ends before it begins."""
        first = datetime.date(int(self.year_from), 1, 1) if self.year_from else None
        last = datetime.date(int(self.year_to), 12, 31) if self.year_to else None
        if first and last and last < first:
            raise ValueError("the period ends before it begins")
        return Filter(
            documents=frozenset(self.documents),
            kinds=frozenset(DocumentKind(kind) for kind in self.kinds),
            date_from=first,
            date_to=last,
        )


def filter_fields(
    documents: Sequence[StoredDocument], language: Language
) -> list[gr.components.Component]:
    """The four fields in a fold-out: kinds, first year, last year, documents."""

    def field(code: str, choices: list[Choice], *, many: bool) -> gr.Dropdown:
        return gr.Dropdown(
            choices,
            value=None if many else "",
            multiselect=many,
            label=text(f"filter_{code}", language),
            elem_id=f"rv-{code}",
            min_width=120,
        )

    kinds, years, titles = _choices(documents, language)
    with gr.Accordion(text("filters", language), open=False, elem_id="rv-filters"):
        kind = field("kinds", kinds, many=True)
        with gr.Row():
            first = field("from", years, many=False)
            last = field("to", years, many=False)
        name = field("documents", titles, many=True)
    return [kind, first, last, name]


def current_choices(
    documents: Sequence[StoredDocument], language: Language
) -> list[dict[str, object]]:
    """What the four fields offer now: the index may have grown since the page was built."""
    kinds, years, titles = _choices(documents, language)
    return [gr.update(choices=choices) for choices in (kinds, years, years, titles)]


def _choices(
    documents: Sequence[StoredDocument], language: Language
) -> tuple[list[Choice], list[Choice], list[Choice]]:
    present = {document.kind for document in documents}
    kinds = [
        (text(f"kind_{kind}", language), kind.value) for kind in DocumentKind if kind in present
    ]
    years = [("–", ""), *((year, year) for year in _years(d.date for d in documents))]
    return kinds, years, [(document.title, document.reference) for document in documents]


def _years(dates: Iterable[datetime.date | None]) -> list[str]:
    return [f"{year:04}" for year in sorted({date.year for date in dates if date}, reverse=True)]
