"""Hostile and odd files, written byte by byte, each with the report that reading it must end in.

The report is a problem's code, or the text that is read. `GOOD` stands in every file that can be
read. What can be done with such a file is in `docs/reading.md`.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdf
from pypdf.generic import DictionaryObject, NameObject
from reportlab.pdfgen.canvas import Canvas

GOOD = "Udvalget vedtog budgettet."
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
SHOW = b"BT /F 12 Tf 72 700 Td (" + GOOD.encode("ascii") + b") Tj ET"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>>>>>"
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file: what it does, its bytes, and the code of the problem that it gives, None where it is
    read; `text` is what must then be in it, and `enclosed` the names of the files inside."""

    name: str
    content: bytes
    problem: str | None = None
    text: str = GOOD
    enclosed: tuple[str, ...] = ()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def flate(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[%s]" % (b"/FlateDecode" * times))


def repeated(unit: bytes, megabytes: int) -> bytes:
    """So many megabytes of one unit, compressed piece by piece."""
    packer = zlib.compressobj(9)
    piece = unit * (1_000_000 // len(unit))
    packed = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    return stream(packed, b"/Filter/FlateDecode")


def pdf(*objects: bytes, trailer: bytes = b"", header: bytes = b"%PDF-1.7\n") -> bytes:
    """A file of numbered objects, the first of which is the catalog."""
    content, places = bytearray(header), []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return bytes(content + b"startxref\n%d\n%%%%EOF\n" % start)


def page_with(contents: bytes, *more: bytes, page: bytes = PAGE, catalog: bytes = CATALOG) -> bytes:
    return pdf(catalog, PAGES, page, contents, FONT, *more)


GOOD_FILE = page_with(stream(SHOW))


def made_with(change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(GOOD_FILE))
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def many_pages(count: int) -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content, pageCompression=1)
    for number in range(1, count + 1):
        canvas.drawString(72, 700, f"Side {number} af planen. {GOOD}")
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def with_resources(resources: bytes) -> bytes:
    return PAGE.replace(b"/Font<</F 5 0 R>>", b"/Font<</F 5 0 R>>" + resources)


def deep_tree(levels: int) -> bytes:
    """Page trees in page trees."""
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (row + 7) for row in range(levels)]
    last = PAGE.replace(b"/Parent 2 0 R", b"/Parent %d 0 R" % (5 + levels))
    pages = PAGES.replace(b"3 0 R", b"6 0 R")
    return pdf(CATALOG, pages, b"null", stream(SHOW), FONT, *nodes, last)


def files() -> Iterator[Hostile]:
    """All of them."""
    yield from not_whole()
    yield from locked()
    yield from knotted()
    yield from bombs()
    yield from odd()
    yield from carrying()


def not_whole() -> Iterator[Hostile]:
    yield Hostile("zero bytes", b"", "empty")
    yield Hostile(
        "a letter called .pdf", b"Kun navnet siger, at dette er en PDF-fil." * 40, "not_pdf"
    )
    yield Hostile("a header and noise", b"%PDF-1.7\n" + bytes(range(256)) * 40, "broken")
    yield Hostile("cut off in its first objects", GOOD_FILE[:120], "broken")
    whole = GOOD_FILE[: GOOD_FILE.rindex(b"xref\n0")]
    yield Hostile("cut off before its table of objects", whole, "broken")
    yield Hostile(
        "cut off in its table of objects", whole + b"xref\n0 6\n" + b"trailer<</Root 1 0 R>>"
    )
    yield Hostile("500 bytes of mail header in front", b"Received: from x\n" * 30 + GOOD_FILE)
    zeros = GOOD_FILE[:200] + bytes(4000)
    yield Hostile("zeros after the first bytes, as a failed download leaves", zeros, "broken")
    yield Hostile("its table of objects points to itself", GOOD_FILE.replace(
        b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % GOOD_FILE.rindex(b"xref\n0")))  # fmt: skip


def locked() -> Iterator[Hostile]:
    lock = {"algorithm": "RC4-128"}
    yield Hostile("needs a password", made_with(lambda w: w.encrypt("nøgle", **lock)), "locked")
    yield Hostile("may be read, not printed", made_with(lambda w: w.encrypt("", "ejer", **lock)))

    def unknown(writer: pypdf.PdfWriter) -> None:
        entry = DictionaryObject({NameObject("/Filter"): NameObject("/Adobe.PubSec")})
        writer._add_object(entry)
        writer._encrypt_entry, writer._encryption = entry, None

    yield Hostile("locked with a certificate", made_with(unknown), "locked")


def knotted() -> Iterator[Hostile]:
    ring = PAGES.replace(b"Kids[3 0 R]/Count 1", b"Kids[3 0 R 2 0 R]/Count 2")
    yield Hostile("a page tree that holds itself", pdf(CATALOG, ring, PAGE, stream(SHOW), FONT))
    only = PAGES.replace(b"3 0 R", b"2 0 R")
    yield Hostile("a page tree that holds only itself", pdf(CATALOG, only, PAGE), "broken")
    yield Hostile("2,000 page trees within one another", deep_tree(2000), "broken")
    nested = b"[" * 100_000 + b"]" * 100_000
    yield Hostile("100,000 arrays within one another", page_with(stream(SHOW), nested,
                  catalog=CATALOG.replace(b">>", b"/Outlines 6 0 R>>")))  # fmt: skip
    graphics = b"q " * 500_000 + SHOW
    yield Hostile("500,000 graphics states within one another", page_with(flate(graphics)))
    lying = PAGES.replace(b"Count 1", b"Count 1000000000")
    yield Hostile("says that it has a billion pages", pdf(CATALOG, lying, PAGE, stream(SHOW), FONT))
    form = stream(
        b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    )
    yield Hostile("a drawing that draws itself", page_with(
        stream(SHOW + b" /X Do"), form, page=with_resources(b"/XObject<</X 6 0 R>>")))  # fmt: skip
    yield Hostile("content that is its own length", page_with(
        stream(SHOW).replace(b"/Length %d" % len(SHOW), b"/Length 4 0 R")))  # fmt: skip
    missing = PAGES.replace(b"[3 0 R]/Count 1", b"[null 9 0 R 3 0 R]/Count 3")
    yield Hostile("pages that are not there", pdf(CATALOG, missing, PAGE, stream(SHOW), FONT))


def bombs() -> Iterator[Hostile]:
    yield Hostile(
        "a gigabyte of spaces in a thousandth of it", page_with(repeated(b" ", 1000)), "too_large"
    )
    yield Hostile("packed four times over", page_with(flate(bytes(60_000_000), 4)), "no_text")
    line = b"(" + b"a " * 120 + b") Tj T*\n"
    text = flate(b"BT /F 2 Tf 3 TL 9 830 Td\n" + line * 8000 + b"ET")
    yield Hostile("more text than a limit allows", page_with(text), "too_long")
    endless = SHOW + b"\n" + b"0 0 m 9 9 l S\n" * 500_000
    yield Hostile("half a million lines drawn", page_with(flate(endless)))
    yield Hostile("a stream without an end", page_with(
        stream(SHOW).replace(b"\nendstream", b"").replace(b"/Length %d" % len(SHOW), b"/Length 99999999999")))  # fmt: skip
    image = stream(zlib.compress(bytes(100_000_000), 9), b"/Type/XObject/Subtype/Image/Width 60000"
                   b"/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode")  # fmt: skip
    yield Hostile("a picture of 3,600 million pixels", page_with(
        stream(SHOW + b" q 500 0 0 500 0 0 cm /X Do Q"), image,
        page=with_resources(b"/XObject<</X 6 0 R>>")))  # fmt: skip


def odd() -> Iterator[Hostile]:
    yield Hostile("5,000 pages", many_pages(5000))
    yield Hostile("a page of 14,400 points", page_with(
        stream(SHOW), page=PAGE.replace(b"595 842", b"14400 14400")))  # fmt: skip
    yield Hostile("a page a billion points wide", page_with(
        stream(SHOW), page=PAGE.replace(b"595 842", b"1000000000 842")))  # fmt: skip
    yield Hostile("a page without size", page_with(
        stream(SHOW), page=PAGE.replace(b"/MediaBox[0 0 595 842]", b"")))  # fmt: skip
    title = b"/Info<</Title(Referat" + b"\\000x" * 100_000 + b")>>"
    yield Hostile("a title of 200,000 characters, half of them none", pdf(
        CATALOG, PAGES, PAGE, stream(SHOW), FONT, trailer=title))  # fmt: skip
    ranges = b"\n".join((
        b"begincmap\n1 begincodespacerange\n<00000000> <FFFFFFFF>\nendcodespacerange",
        b"1 beginbfrange\n<00000000> <FFFFFFFF> <0041>\nendbfrange\nendcmap",
    ))  # fmt: skip
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R>>")
    yield Hostile("a character map of four billion entries", pdf(
        CATALOG, PAGES, PAGE, stream(SHOW), font, stream(ranges)), text="")  # fmt: skip
    program = (
        FONT.replace(b"Helvetica", b"Egen")
        .replace(b"/Type1", b"/TrueType")
        .replace(
            b">>",
            b"/FontDescriptor<</Type/FontDescriptor/FontName/Egen/Flags 32/FontFile2 6 0 R>>>>",
        )
    )
    yield Hostile("a font of noise", pdf(
        CATALOG, PAGES, PAGE, stream(SHOW), program, stream(bytes(range(256)) * 200)))  # fmt: skip
    yield Hostile("one word of a million letters", page_with(
        flate(SHOW + b" BT /F 1 Tf 72 600 Td (" + b"x" * 1_000_000 + b") Tj ET")))  # fmt: skip


def carrying() -> Iterator[Hostile]:
    script = b"/OpenAction<</S/JavaScript/JS(while\\(true\\){app.alert\\(1\\)})>>>>"
    yield Hostile("a script that runs without end when it is opened", page_with(
        stream(SHOW), catalog=CATALOG[:-2] + script))  # fmt: skip
    launch = b"/OpenAction<</S/Launch/F(/bin/sh)>>>>"
    yield Hostile("starts a program when it is opened", page_with(
        stream(SHOW), catalog=CATALOG[:-2] + launch))  # fmt: skip
    yield Hostile("another PDF attached to it",
                  made_with(lambda w: w.add_attachment("bilag.pdf", GOOD_FILE)),
                  enclosed=("bilag.pdf",))  # fmt: skip
    inside = stream(GOOD_FILE, b"/Type/EmbeddedFile")
    file = b"<</Type/Filespec/F(a.pdf)/EF<</F 6 0 R>>>>"
    note = b"/Annots[<</Subtype/FileAttachment/Rect[9 9 30 30]/FS " + file + b">>]"
    other = file.replace(b"a.pdf", b"b.pdf").replace(b"6 0", b"7 0")
    yield Hostile("a PDF attached to a note, and one to a page", page_with(
        stream(SHOW), inside, inside, page=PAGE[:-2] + note + b"/AF[" + other + b"]>>"),
        enclosed=("b.pdf", "a.pdf"))  # fmt: skip
    names = b"/Collection<</View/D>>/Names<</EmbeddedFiles<</Names[(a.pdf)" + file + b"]>>>>>>"
    yield Hostile("a portfolio: a cover with files inside", page_with(
        stream(SHOW), inside, catalog=CATALOG[:-2] + names), enclosed=("a.pdf",))  # fmt: skip
    yield Hostile("a portfolio whose cover is empty", page_with(
        stream(b""), inside, catalog=CATALOG[:-2] + names), "only_enclosed")  # fmt: skip
    turned = "a\u202efdp.\x1b[31m\n.pdf".encode("utf-16-be").hex().encode("ascii")
    hostile = (
        b"(../../etc/passwd)", b"(C:\\\\mappe\\\\bilag.pdf)", b"<FEFF" + turned + b">",
        b"(" + b"x" * 500_000 + b".pdf)", b"(sag 010190-1234.pdf)", b"()",
    )  # fmt: skip
    listed = b"".join(
        b"(%d)<</Type/Filespec/UF%s/EF<</F %d 0 R>>>>" % (number, name, number)
        for number, name in enumerate(hostile, start=6)
    )
    yield Hostile("files inside with hostile names", page_with(
        stream(SHOW), *[inside] * 6,
        catalog=CATALOG[:-2] + b"/Names<</EmbeddedFiles<</Names[" + listed + b"]>>>>>>"),
        enclosed=("passwd", "bilag.pdf", "a fdp. [31m .pdf", "x" * 59 + " … " + "x" * 55 + ".pdf",
                  "sag ██████-████.pdf", ""))  # fmt: skip
    ring = b"<</Names[(a)" + file + b"]/Kids[7 0 R 7 0 R]>>"
    yield Hostile("a list of attachments that holds itself", page_with(
        stream(SHOW), inside, ring, catalog=CATALOG[:-2] + b"/Names<</EmbeddedFiles 7 0 R>>>>"),
        enclosed=("a.pdf",))  # fmt: skip
