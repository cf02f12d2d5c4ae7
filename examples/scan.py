"""A typeset document as it comes from a scanner: slightly turned grey pictures, no text layer."""

from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image

DOTS_PER_INCH = 130
DEGREES = 0.8  # as if the sheet lay a little askew
QUALITY = 38  # JPEG, as office scanners set it
PAPER = 246  # grey value of the sheet, not quite white
INK = 30


def scanned(pdf: bytes, title: str, author: str, day: date) -> bytes:
    """Make the same pages into pictures in a new PDF file."""
    document = pypdfium2.PdfDocument(pdf)
    first, *rest = [picture(page) for page in document]
    document.close()
    output = BytesIO()
    first.save(
        output,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=DOTS_PER_INCH,
        quality=QUALITY,
        title=title,
        author=author,
        creationDate=day.timetuple(),
        modDate=day.timetuple(),
    )
    return output.getvalue()


def picture(page: Any) -> Image.Image:
    """Render a page as a grey picture."""
    grey: Image.Image = page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
    inked = grey.point([INK + value * (PAPER - INK) // 255 for value in range(256)])
    return inked.rotate(DEGREES, Image.Resampling.BICUBIC, fillcolor=PAPER)
