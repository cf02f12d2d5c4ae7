"""A page with what was filled in and noted on it: the values of form fields, comments set as text, stamps.

PDFium gives the text of a page's own content alone, and does not draw fields; here they become part of
it, so that they are read, masked, found and shown like all else.
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

WRITTEN = frozenset((pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP))
"""Kinds of annotations that put words on a page."""


def open_page(opened: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Open page `number` (from 1), with what is written on it; the caller closes it. Raises
    pypdfium2.PdfiumError for a page that cannot be opened. The file itself is not changed."""
    page = opened[number - 1]
    if not _written_on(page):
        return page
    flattened = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    if flattened != pdfium.FLATTEN_SUCCESS:
        return page
    page.close()  # it is seen once the page is opened anew
    return opened[number - 1]


def _written_on(page: pypdfium2.PdfPage) -> bool:
    """Whether a page has fields or notes."""
    for position in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, position)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in WRITTEN:
            return True
    return False
