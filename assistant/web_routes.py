"""The app's own addresses: the PDF files, pictures of their pages, health, style and script.

A document is named by its id only; the file is found in the index, never by a path from outside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import FileResponse, PlainTextResponse, Response

from assistant.pages import PagePictures
from assistant.texts import Language
from assistant.web_cards import marks_boxes
from assistant.web_files import NoSuchPage, SourceFiles, SourceProblem
from assistant.web_security import FILE_POLICY
from assistant.web_texts import text
from index.access import Right
from index.hits import StoredDocument
from index.store import Index

STATIC: Final = Path(__file__).parent / "static"

MEDIA: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

# An id is the hash of the bytes, so what stands at its address never changes; but that the file has
# gone must be noticed, so the browser keeps it for a short time only.
FILE_HEADERS: Final = {
    "Cache-Control": "private, max-age=300",
    "Content-Security-Policy": FILE_POLICY,
}


class UnknownDocument(SourceProblem):
    """The index has no document of that id."""

    code = "unknown_document"


class FileWithheld(SourceProblem):
    """Parts of the file may not be seen by all, and it can only be handed out whole."""

    code = "file_withheld"


class BadMarks(SourceProblem):
    """The marks in the address are no boxes."""

    code = "bad_marks"


class Sources:
    """The documents of an index, as files and as pictures of pages."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._files = SourceFiles()
        self._pictures = PagePictures(self._files)

    def file(self, document_id: str) -> Response:
        """Send a document's PDF, to be shown by the browser; raises a `SourceProblem`."""
        document = self._find(document_id)
        path = Path(document.path)
        if not self._whole(document, path):
            raise FileWithheld(document_id[:64])
        self._files.check(path, document.sha256)
        return FileResponse(
            path,
            media_type="application/pdf",
            filename=Path(document.name).name,
            content_disposition_type="inline",
            headers=FILE_HEADERS,
        )

    def _whole(self, document: StoredDocument, path: Path) -> bool:
        """Whether a file may be handed out. Pages that are in no document may have been left out, as
        a closed part of a packet is."""
        if not self._index.whole(document):
            return False
        if Right.CLOSED in self._index.catalog.rights:
            return True
        return self._pictures.page_count(path, document.sha256) == document.file_pages

    def picture(self, document_id: str, page: str, marks: str) -> Response:
        """Send a page's picture; `X-Mark` says where its marks are. Raises a `SourceProblem`."""
        try:
            boxes = marks_boxes(marks)
        except ValueError as error:
            raise BadMarks(marks[:40]) from error
        document = self._find(document_id)
        if not (page.isascii() and page.isdigit() and len(page) <= 6):
            raise NoSuchPage(page[:40])
        covered = self._index.covered(document, int(page))
        if covered is None:
            raise NoSuchPage(page)
        path, sha256 = Path(document.path), document.sha256
        picture = self._pictures.picture(path, sha256, int(page), boxes, covered)
        headers = dict(FILE_HEADERS)
        if picture.marked is not None:
            headers["X-Mark"] = " ".join(f"{share:.4f}" for share in picture.marked)
        return Response(picture.png, media_type="image/png", headers=headers)

    def _find(self, document_id: str) -> StoredDocument:
        document = self._index.document(document_id)
        if document is None or document.id != document_id:
            raise UnknownDocument(document_id[:64])
        return document


def routes(index: Index, language: Language) -> APIRouter:
    """Return the routes over `index`; `language` is that of their error texts."""
    router = APIRouter()
    sources = Sources(index)

    def refuse(problem: SourceProblem) -> Response:
        status = 400 if isinstance(problem, BadMarks) else 404
        words = text(problem.code, language)
        return PlainTextResponse(words, status, headers={"Cache-Control": "no-store"})

    @router.get("/sundhed")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/statisk/{name}")
    def static(name: str) -> Response:
        known = {path.name: path for path in STATIC.iterdir() if path.suffix in MEDIA}
        if name not in known:
            return PlainTextResponse("404", 404)
        media = MEDIA[known[name].suffix]
        return FileResponse(known[name], media_type=media, headers={"Cache-Control": "no-cache"})

    @router.api_route("/kilde/{document_id}.pdf", methods=["GET", "HEAD"])
    def file(document_id: str) -> Response:
        try:
            return sources.file(document_id)
        except SourceProblem as problem:
            return refuse(problem)

    @router.get("/side/{document_id}/{page}.png")
    def picture(document_id: str, page: str, marks: str = "") -> Response:
        try:
            return sources.picture(document_id, page, marks)
        except SourceProblem as problem:
            return refuse(problem)

    return router
