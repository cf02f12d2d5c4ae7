"""Whether quotes stand on the pages they are cited from, read from the PDF files themselves.

The check asks neither the index nor the code that made the citation. It opens the file, takes the
cited page, and looks for the quote in its text, both in the normalisation of `ingest.words`; control
characters count as white space. Two readers are asked.
pypdf shares no code with the reader that the citations come from, PDFium; but it sets the text of
some pages in another order, or lacks their character maps. So a quote counts as found when either
reader finds it, and how many pypdf alone found is told beside it.
"""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import pypdf
import pypdfium2

from index.hits import StoredDocument
from ingest.privacy import masked
from ingest.words import normalise


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote that an answer shows, with the page that it names."""

    question: str
    document: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """One quote, looked for. `reason` is empty when it was found, otherwise `no_document` (the
    index does not know the name), `no_file`, `changed` (the file is not the one that was indexed),
    or `not_on_page`."""

    quote: Quote
    found: bool
    found_by_pypdf: bool
    reason: str


def check_quotes(quotes: Iterable[Quote], documents: Mapping[str, StoredDocument]) -> list[Check]:
    """Look for each quote on its page; `documents` are those of the index, by name."""
    return [_check(quote, documents.get(quote.document)) for quote in quotes]


def _check(quote: Quote, document: StoredDocument | None) -> Check:
    if document is None:
        return Check(quote, found=False, found_by_pypdf=False, reason="no_document")
    path = Path(document.path)
    if not path.is_file():
        return Check(quote, found=False, found_by_pypdf=False, reason="no_file")
    if _digest(path) != document.sha256:
        return Check(quote, found=False, found_by_pypdf=False, reason="changed")
    words = normalise(quote.text)
    by_pypdf = _stands(words, _text_by_pypdf, path, quote.page)
    found = by_pypdf or _stands(words, _text_by_pdfium, path, quote.page)
    return Check(quote, found, by_pypdf, "" if found else "not_on_page")


def _stands(
    words: str, reader: Callable[[Path, int], Sequence[str]], path: Path, page: int
) -> bool:
    return bool(words) and any(words in printed for printed in reader(path, page))


@cache
def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=256)
def _text_by_pypdf(path: Path, number: int) -> Sequence[str]:
    """The normalised text of a page, as printed and masked; none where pypdf cannot read it."""
    try:
        pages = _open_with_pypdf(path).pages
        return _comparable(pages[number - 1].extract_text()) if 1 <= number <= len(pages) else ()
    except Exception:  # noqa: BLE001  a damaged file may raise anything; the other reader is asked
        return ()


@lru_cache(maxsize=256)
def _text_by_pdfium(path: Path, number: int) -> Sequence[str]:
    """The normalised text of a page, as printed and masked; none where PDFium cannot read it."""
    try:
        with pypdfium2.PdfDocument(path) as opened:
            if not 1 <= number <= len(opened):
                return ()
            return _comparable(opened[number - 1].get_textpage().get_text_range())
    except pypdfium2.PdfiumError:
        return ()


@lru_cache(maxsize=8)
def _open_with_pypdf(path: Path) -> pypdf.PdfReader:
    # pypdf tells every oddity of a file in the log; here only the words matter.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(path)
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def _comparable(text: str) -> Sequence[str]:
    printed = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    hidden = masked(printed)
    return tuple(normalise(one) for one in dict.fromkeys((printed, hidden)))
