"""The addresses of the view of decisions: the list, an item, a case, and the list as a file."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.case import case_history
from assistant.precedent import decisions_table, folded
from assistant.spreadsheet import csv_text, write_xlsx
from assistant.texts import Language, say_in
from assistant.web_precedents_case import case_html
from assistant.web_precedents_frame import Addresses, Frame, message_html, page_html
from assistant.web_precedents_item import item_html
from assistant.web_precedents_list import find, list_html
from assistant.web_precedents_wanted import Wanted
from index.decisions import Structure
from index.store import Index

SHEETS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

HEADERS: Final = {"Cache-Control": "no-store"}

_LOG = logging.getLogger(__name__)


def precedent_routes(index: Index, language: Language) -> APIRouter:
    """The view over `index`, in the app's `language` and, under a prefix, in the other one."""
    router = APIRouter()
    other: Language = "en" if language == "da" else "da"
    addresses = {language: Addresses(), other: Addresses(f"/{other}")}
    for spoken, where in addresses.items():
        elsewhere = other if spoken == language else language
        _add(router, View(index, Frame(spoken, where), elsewhere, addresses[elsewhere]))
    return router


class View:
    """The views in one language. `other` and `elsewhere` are the other one and its addresses."""

    def __init__(self, index: Index, frame: Frame, other: Language, elsewhere: Addresses) -> None:
        self.frame = frame
        self._index = index
        self._other = other
        self._elsewhere = elsewhere

    def list(self, request: Request) -> Response:
        """What was found, under the form it was found with."""
        wanted = wanted_by(request)
        found = find(self._index, self.frame, wanted, wanted.shown)
        main = list_html(self.frame, wanted, found, self._index.documents())
        return self._page(request, main, self.frame.plain("decisions_title"))

    def item(self, request: Request) -> Response:
        """An agenda item."""
        structure = self._structure(request.query_params.get("dokument", ""))
        position = _number(request.query_params.get("punkt", ""))
        if structure is None or position is None or position >= len(structure.items):
            return self.refused(request, "item_gone", 404)
        character = _number(request.query_params.get("tegn", ""))
        main = item_html(self._index, self.frame, structure, position, character)
        title = self.frame.plain("view_title", title=folded(structure.items[position].title))
        return self._page(request, main, title)

    def case(self, request: Request) -> Response:
        """The history of a case."""
        number = folded(request.query_params.get("nr", ""))[:100]
        steps = case_history(self._index, number)
        title = self.frame.plain(
            "view_title", title=self.frame.plain("case_heading", number=number)
        )
        if not steps:
            told = say_in(self.frame.language, "no_case", number=number)
            return self._page(request, message_html(self.frame, told), title, 404)
        return self._page(request, case_html(self._index, self.frame, number, steps), title)

    def sheet(self, request: Request, kind: str) -> Response:
        """All that was found, as a file."""
        found = find(self._index, self.frame, wanted_by(request))
        table = decisions_table(found.decisions, self.frame.language)
        if kind == "csv":
            content = ("\ufeff" + csv_text(table)).encode()  # the mark by which Excel knows UTF-8
        else:
            book = io.BytesIO()
            write_xlsx(table, book)
            content = book.getvalue()
        name = self.frame.plain("export_file")
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}.{kind}"'}
        return Response(content, media_type=SHEETS[kind], headers=headers)

    def refused(self, request: Request, code: str, status: int) -> Response:
        """A page that only says why there is nothing to see."""
        told = self.frame.plain(code)
        title = self.frame.plain("decisions_title")
        return self._page(request, message_html(self.frame, told), title, status)

    def elsewhere(self, request: Request) -> Response | None:
        """The same view in the language that `?lang=` asks for, unless this is it."""
        if request.query_params.get("lang") != self._other:
            return None
        return RedirectResponse(self._in_the_other(request))

    def _structure(self, document_id: str) -> Structure | None:
        document = self._index.document(document_id)
        if document is None or document.id != document_id:
            return None
        try:
            return self._index.structure(document.key)
        except KeyError:  # removed meanwhile
            return None

    def _page(self, request: Request, main: str, title: str, status: int = 200) -> Response:
        documents = self._index.documents()
        code = "collection_one" if len(documents) == 1 else "collection"
        pages = sum(document.page_count for document in documents)
        size = self.frame.plain(code, documents=len(documents), pages=pages) if documents else ""
        page = page_html(
            self.frame, main, title=title, other=self._in_the_other(request), size=size
        )
        return HTMLResponse(page, status, headers=HEADERS)

    def _in_the_other(self, request: Request) -> str:
        path = request.url.path.removeprefix(self.frame.addresses.prefix)
        query = "&".join(
            part for part in request.url.query.split("&") if part and not part.startswith("lang=")
        )
        return f"{self._elsewhere.prefix}{path}" + (f"?{query}" if query else "")


def wanted_by(request: Request) -> Wanted:
    """What a request's address asks for."""
    return Wanted.of(request.query_params.multi_items())


def _add(router: APIRouter, view: View) -> None:
    where = view.frame.addresses.list

    def told(show: Callable[[Request], Response]) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            try:
                return view.elsewhere(request) or show(request)
            except Exception:  # noqa: BLE001  a visitor gets a page in plain words, the log the error
                _LOG.exception("A page of decisions could not be shown")
                return view.refused(request, "decisions_failed", 500)

        return answer

    def sheet(kind: str) -> Callable[[Request], Response]:
        return lambda request: view.sheet(request, kind)

    router.add_api_route(where, told(view.list), response_class=HTMLResponse)
    router.add_api_route(f"{where}/punkt", told(view.item), response_class=HTMLResponse)
    router.add_api_route(f"{where}/sag", told(view.case), response_class=HTMLResponse)
    for kind in SHEETS:
        router.add_api_route(f"{where}.{kind}", told(sheet(kind)))


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None
