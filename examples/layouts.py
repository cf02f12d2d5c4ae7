"""The layouts: three kinds of minutes, and one for all other documents."""

from collections.abc import Callable
from typing import Any

from manuscript import Block, Item, Manuscript
from paper import (
    MARGIN,
    WIDTH,
    Decorate,
    build,
    long_date,
    paragraph,
    style,
    weekday,
)
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Spacer, Table

MUNICIPALITY = "Lærkesund Kommune"
LABELS = 124.0  # points, width of the label column in the table layout
DECISIONS = ("Beslutning", "Udvalget besluttede")


def flow(blocks: tuple[Block, ...], body: ParagraphStyle, width: float = WIDTH) -> list[Flowable]:
    """Set paragraphs, lists, headings and tables in one column."""
    entry = ParagraphStyle(
        "entry", body, leftIndent=30, bulletIndent=14, spaceAfter=body.fontSize * 0.25
    )
    bold = ParagraphStyle(
        "bold", body, fontName=f"{body.fontName.partition('-')[0]}-Bold", keepWithNext=1
    )
    found: list[Flowable] = []
    for block in blocks:
        if block.kind in ("heading", "section", "item"):
            found.append(paragraph(block.text, bold))
        elif block.kind == "paragraph":
            found.append(paragraph(block.text, body))
        elif block.kind == "table":
            found += [grid(block, body, width), Spacer(1, 9)]
        else:
            for number, (text,) in enumerate(block.rows, 1):
                mark = "•" if block.kind == "bullets" else f"{number}."
                found.append(paragraph(text, entry, mark))
            found.append(Spacer(1, 6))
    return found


def grid(block: Block, body: ParagraphStyle, width: float) -> Table:
    """Rule a table: first row bold, first column wide, columns of figures set to the right."""
    figures = ParagraphStyle("figures", body, alignment=2, spaceAfter=0)
    first = ParagraphStyle("first", body, spaceAfter=0, alignment=0)
    rows = [
        [
            paragraph(f"**{cell}**" if not row else cell, figures if column else first)
            for column, cell in enumerate(cells)
        ]
        for row, cells in enumerate(block.rows)
    ]
    columns = len(block.rows[0])
    wide = width * 0.5 if columns < 5 else width * 0.3
    rest = (width - wide) / (columns - 1)
    rules = [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(rows, [wide] + [rest] * (columns - 1), style=rules, repeatRows=1)


def headings(manuscript: Manuscript) -> bytes:
    """Typeset minutes under numbered headings with a table of contents, the decision first."""
    body = style("Sans", 10)
    name = style("Sans-Bold", 10, keepWithNext=1, spaceBefore=3)
    large = style("Sans-Bold", 13, keepWithNext=1, spaceBefore=14)
    close = style("Sans", 10, spaceAfter=0)

    def story() -> list[Flowable]:
        items = manuscript.items()
        found = [paragraph(manuscript.text("udvalg"), style("Sans-Bold", 16, spaceAfter=12))]
        found += [paragraph(line, close) for line in lines]
        found += [Spacer(1, 9), paragraph("**Deltagere:** " + ", ".join(people), body)]
        if absent:
            found.append(paragraph("**Afbud:** " + ", ".join(absent), body))
        found.append(paragraph("Indholdsfortegnelse", name))
        found += [paragraph(f"{item.number} {item.title}", close) for item in items]
        found.append(Spacer(1, 6))
        for item in items:
            found.append(paragraph(f"Punkt {item.number}: {item.title}", large))
            if item.case_number:
                kept = style("Sans", 10, keepWithNext=1)
                found.append(paragraph(f"Sagsnr. {item.case_number}", kept))
            for section in item.sections:
                found.append(paragraph(section.name, name))
                look = style("Sans-Italic", 10) if section.name == "Indstilling" else body
                found += flow(section.blocks, look)
        return found

    people, absent = manuscript.names("til_stede"), manuscript.names("afbud")
    day = manuscript.date
    lines = (
        "Referat",
        f"Mødedato: {weekday(day)} den {long_date(day)}",
        f"Mødetidspunkt: {manuscript.text('kl').replace('.', ':')}",
        f"Mødelokale: {manuscript.text('sted')}",
    )
    header = f"{manuscript.text('udvalg')} {long_date(day)}"
    return built(
        manuscript, "Sans", story, decorated(header, "Sans", "Side {} af {}", A4[0] - MARGIN)
    )


def table(manuscript: Manuscript) -> bytes:
    """Typeset minutes with labels in a bold left column, values to the right, an item a page."""
    body = style("Serif", 9.8, divided=True)
    label = style("Serif-Bold", 9.8)
    large = style("Serif-Bold", 11.5)
    plain = style("Serif", 9.8, spaceAfter=12)
    committee, day = manuscript.text("udvalg"), manuscript.date

    def rows(name: str, values: list[Flowable]) -> list[list[Flowable]]:
        return [
            [paragraph(name, label) if number == 0 else Spacer(1, 0), value]
            for number, value in enumerate([*values, Spacer(1, 1)])
        ]

    def columns(content: list[list[Flowable]]) -> Table:
        rules = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ]
        return Table(content, [LABELS, WIDTH - LABELS], style=rules)

    def item_rows(item: Item) -> list[list[Flowable]]:
        content = []
        for section in item.sections:
            name = section.name
            if name in DECISIONS:
                name = f"{name}\n{committee} den {day:%d-%m-%Y}"
            look = style("Serif-Italic", 9.8, divided=True) if name == "Indstilling" else body
            content += rows(name, flow(section.blocks, look, WIDTH - LABELS - 12))
        return content

    def story() -> list[Flowable]:
        time, place = manuscript.text("kl"), manuscript.text("sted")
        title = f"Referat af møde {weekday(day)} den {long_date(day)} kl. {time}, {place}"
        found: list[Flowable] = [
            paragraph(committee.upper(), style("Serif-Bold", 11, spaceAfter=10)),
            paragraph(title, plain),
        ]
        present = "\n".join(manuscript.names("til_stede"))
        absent = "\n".join(manuscript.names("afbud")) or "Ingen"
        content = rows("Til stede", [paragraph(present, body)])
        found.append(columns(content + rows("Fraværende", [paragraph(absent, body)])))
        for item in manuscript.items():
            found += [PageBreak(), paragraph(f"{item.number}. {item.title}", large)]
            if item.case_number:
                found.append(paragraph(f"Sagsnr.: {item.case_number}", plain))
            found.append(columns(item_rows(item)))
        return found

    return built(manuscript, "Serif", story, decorated("", "Serif", "{}", A4[0] / 2))


def running(manuscript: Manuscript) -> bytes:
    """Typeset a protocol in justified text with italic labels."""
    body = style("Serif", 10.4, justify=True, divided=True)
    name = style("Serif-Italic", 10.4, keepWithNext=1, spaceAfter=1)
    large = style("Serif-Bold", 11, keepWithNext=1, spaceBefore=8)
    committee, day = manuscript.text("udvalg"), manuscript.date

    def story() -> list[Flowable]:
        time, place = manuscript.text("kl"), manuscript.text("sted")
        present = ", ".join(manuscript.names("til_stede"))
        opened = f"Mødet blev åbnet kl. {time}. Til stede var {present}."
        found = [
            paragraph(f"Til medlemmerne af {committee}", body),
            paragraph(f"Protokol for mødet den {long_date(day)} i {place}", large),
            paragraph(opened, body),
        ]
        if absent := manuscript.names("afbud"):
            found.append(paragraph(f"Fraværende: {', '.join(absent)}.", body))
        for item in manuscript.items():
            case = f" (sag {item.case_number})" if item.case_number else ""
            found.append(paragraph(f"Ad {item.number}) {item.title}{case}", large))
            for section in item.sections:
                found.append(paragraph(section.name, name))
                italic = style("Serif-Italic", 10.4, justify=True, divided=True)
                found += flow(section.blocks, italic if section.name == "Indstilling" else body)
        return found

    header = f"{committee} {long_date(day)}"
    return built(manuscript, "Serif", story, decorated(header, "Serif-Italic", "- {} -", A4[0] / 2))


def document(manuscript: Manuscript) -> bytes:
    """Typeset a policy, memo, recommendation or letter: sender, date, title, text."""
    family = manuscript.text("skrift") or "Sans"
    body = style(family, 10.3, divided=True)
    close = style(family, 10.3, spaceAfter=0)

    def story() -> list[Flowable]:
        head = manuscript.names("brevhoved")
        found = [paragraph(line, close) if line else Spacer(1, 14) for line in head]
        found += [
            Spacer(1, 16),
            paragraph(manuscript.text("titel"), style(f"{family}-Bold", 15, spaceAfter=12)),
        ]
        return found + flow(manuscript.blocks, body)

    footer = manuscript.text("fod") + "{} / {}"
    return built(manuscript, family, story, decorated("", family, footer, A4[0] - MARGIN))


def decorated(header: str, family: str, footer: str, x: float) -> Decorate:
    """Draw header and footer; `x` is where the footer ends or, at half width, its middle."""

    def draw(canvas: Any, page: int, pages: int) -> None:
        canvas.setFont(family, 7.5)
        centred = x == A4[0] / 2
        if centred:
            canvas.drawCentredString(x, A4[1] - 42, header)
        else:
            canvas.drawString(MARGIN - 6, A4[1] - 42, header)
        canvas.setFont(family.partition("-")[0], 7.5)
        place = canvas.drawCentredString if centred else canvas.drawRightString
        place(x, 36, footer.format(page, pages))

    return draw


def built(
    manuscript: Manuscript, family: str, story: Callable[[], list[Flowable]], decorate: Decorate
) -> bytes:
    """Build the PDF file with its title and sender."""
    day = manuscript.date
    title = manuscript.text("titel") or f"{manuscript.text('udvalg')} {long_date(day)}"
    sender = manuscript.text("afsender") or MUNICIPALITY
    return build(story, title=title, author=sender, day=day, family=family, decorate=decorate)


LAYOUTS: dict[str, Callable[[Manuscript], bytes]] = {
    "headings": headings,
    "table": table,
    "running": running,
    "document": document,
}
