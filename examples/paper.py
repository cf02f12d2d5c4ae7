"""Fonts, text styles and pages: all that the layouts share."""

import html
import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

FONT_FOLDERS = (Path("/usr/share/fonts/truetype/dejavu"), Path("/usr/share/fonts/dejavu"))
FACES = {
    "Sans": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"),
    "Serif": ("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic"),
}
HYPHENS = Path(__file__).parent / "source" / "orddeling.txt"
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MARGIN = 68.0  # points, left and right
WIDTH = A4[0] - 2 * MARGIN

Decorate = Callable[[Any, int, int], None]  # draws header and footer: canvas, page, pages


class FontMissingError(Exception):
    """A typeface is not installed; the message says how to install it."""


@cache
def load_fonts() -> None:
    """Register DejaVu Sans and Serif with their bold and italic faces."""
    folder = next((folder for folder in FONT_FOLDERS if folder.is_dir()), FONT_FOLDERS[0])
    for family, names in FACES.items():
        for name, face in zip(names, ("", "-Bold", "-Italic"), strict=True):
            path = folder / f"{name}.ttf"
            if not path.is_file():
                raise FontMissingError(
                    f"{path} is missing. Install the typefaces with: "
                    "sudo apt-get install fonts-dejavu-core fonts-dejavu-extra"
                )
            pdfmetrics.registerFont(TTFont(family + face, str(path)))
        pdfmetrics.registerFontFamily(
            family, family, f"{family}-Bold", f"{family}-Italic", f"{family}-Bold"
        )


@cache
def hyphens() -> dict[str, list[str]]:
    """Read the words that may be divided at a line's end, with their parts."""
    words = HYPHENS.read_text(encoding="utf-8").split()
    return {word.replace("-", ""): word.split("-") for word in words}


def divide(word: str) -> Iterator[tuple[str, str]]:
    """Yield the two parts at every place where a word may be divided, longest first part first."""
    parts = hyphens().get(word.lower().strip(".,;:()»«"), [])
    start = word.lower().find("".join(parts))
    for count in range(len(parts) - 1, 0, -1):
        cut = start + len("".join(parts[:count]))
        yield word[:cut], word[cut:]


def style(family: str, size: float = 9.5, **options: Any) -> ParagraphStyle:
    """Make a text style; `justify` and `divided` are added to reportlab's own options."""
    load_fonts()
    justify, divided = options.pop("justify", False), options.pop("divided", False)
    settings = {"leading": size * 1.4, "spaceAfter": size * 0.85} | options
    if divided:
        settings["hyphenationLang"] = divide
    return ParagraphStyle(
        "text",
        fontName=family,
        fontSize=size,
        alignment=TA_JUSTIFY if justify else TA_LEFT,
        bulletFontName=family.partition("-")[0],
        bulletFontSize=size,
        **settings,
    )


def paragraph(text: str, look: ParagraphStyle, bullet: str | None = None) -> Paragraph:
    """Make a paragraph with **bold** and *italic* turned into faces, nothing else read as a mark."""
    marked = html.escape(text, quote=False)
    marked = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", marked)
    marked = re.sub(r"\*(.+?)\*", r"<i>\1</i>", marked)
    return Paragraph(marked.replace("\n", "<br/>"), look, bulletText=bullet)


def long_date(day: date) -> str:
    """Write a date as 7. februar 2023."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """Name the day of the week, in lower case."""
    return DAYS[day.weekday()]


def build(
    story: Callable[[], list[Flowable]],
    *,
    title: str,
    author: str,
    day: date,
    family: str,
    decorate: Decorate,
) -> bytes:
    """Build the PDF file, twice, as "Side 1 af 4" needs the number of pages."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))  # reportlab's fixed date
    pages = 0
    for _ in range(2):
        output = BytesIO()
        frame = Frame(MARGIN, 60, WIDTH, A4[1] - 125, 0, 0, 0, 0)
        draw = partial(_decorate, decorate, pages)
        document = BaseDocTemplate(
            output,
            pagesize=A4,
            title=title,
            author=author,
            creator="Lærkesund Kommune",
            lang="da-DK",
            initialFontName=family,
            pageTemplates=[PageTemplate(frames=[frame], onPage=draw)],
        )
        document.build(story(), canvasmaker=partial(Canvas, invariant=1))
        pages = document.page
    return output.getvalue()


def _decorate(decorate: Decorate, pages: int, canvas: Any, document: Any) -> None:
    canvas.saveState()
    decorate(canvas, document.page, pages)
    canvas.restoreState()
