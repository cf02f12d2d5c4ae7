"""Ten layouts in which Danish minutes are set, for the invented minutes of `minutes_generator`."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minutes_sitting import Member, Point, Sitting
from minutes_votes import joined
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer, Table

sys.path.append(str(Path(__file__).parents[1] / "examples"))

import paper

LABELS = 108.0
"""Points: so narrow that the names of bodies are broken."""

Story = Callable[[Sitting, "Look"], list[Flowable]]


class Noted(Paragraph):  # type: ignore[misc]
    """A paragraph that notes in its point on which pages it stands."""

    point: Point | None = None

    def split(self, *size: float) -> list[Any]:
        parts: list[Any] = super().split(*size)
        for part in parts:
            part.point = self.point
        return parts

    def draw(self) -> None:
        if self.point is not None:
            self.point.pages.add(self.canv.getPageNumber())
        super().draw()


class Look:
    """The typefaces of a layout."""

    def __init__(self, family: str, size: float, *, justify: bool = False) -> None:
        self.family = family
        self.body = paper.style(family, size, justify=justify)
        self.close = paper.style(family, size, spaceAfter=0)
        self.label = paper.style(f"{family}-Bold", size, keepWithNext=1, spaceBefore=4)
        self.italic = paper.style(f"{family}-Italic", size, keepWithNext=1, spaceAfter=1)
        self.item = paper.style(f"{family}-Bold", size + 2, keepWithNext=1, spaceBefore=12)
        self.title = paper.style(f"{family}-Bold", size + 5, spaceAfter=10)


def set_text(text: str, look: Any, point: Point | None = None) -> Flowable:
    """One paragraph; with a point it notes its pages there."""
    made = Noted(text.replace("&", "&amp;").replace("<", "&lt;"), look)
    made.point = point
    return made


def long(sitting: Sitting) -> str:
    return paper.long_date(sitting.date)


def clock(sitting: Sitting, which: str = "starts") -> str:
    return str(getattr(sitting, which)).replace(":", ".")


def people(members: Sequence[Member]) -> list[str]:
    return [f"{one.shown}, {one.role}" if one.role else one.shown for one in members]


def parts_of(sitting: Sitting, point: Point, decision: str, *, first: bool = False
             ) -> list[tuple[str, list[str]]]:  # fmt: skip
    """The labelled parts of a point in their order; `decision` is the label above what was decided."""
    ruled: list[tuple[str, list[str]]] = [(decision, point.rulings[-1].paragraphs)]
    if point.absent_label:
        name = "Afbud" if sitting.layout in ("contents", "history") else "Fraværende"
        ruled.append((name, [point.absent_label]))
    attached = [("Bilag", point.attachments)] if point.attachments else []
    if first:
        return [*ruled, *point.sections, *attached]
    if sitting.layout in ("label-table", "protocol", "open-closed"):
        return [*point.sections, *attached, *ruled]
    return [*point.sections, *ruled, *attached]


def stacked(point: Point, parts: Sequence[tuple[str, list[str]]], look: Look, label: Any
            ) -> list[Flowable]:  # fmt: skip
    """Each label on a line of its own, its text below."""
    found: list[Flowable] = []
    for name, texts in parts:
        found.append(set_text(name, label, point))
        mark = "• " if name == "Bilag" and len(texts) > 1 else ""
        found += [set_text(mark + text, look.body, point) for text in texts]
    return found


def opened(sitting: Sitting, point: Point, heading: str, look: Look) -> list[Flowable]:
    """The heading of a point with what stands right below it."""
    found = [set_text(heading, look.item, point)]
    kept = paper.style(look.family, look.body.fontSize, keepWithNext=1, spaceAfter=4)
    if point.closed == "Lukket punkt" and sitting.layout != "open-closed":
        found.append(set_text("Lukket punkt", kept, point))
    if point.case_number:
        found.append(set_text(sitting.case_label.format(point.case_number), kept, point))
    return found


def label_table(sitting: Sitting, look: Look) -> list[Flowable]:
    """Labels in a narrow bold column, values beside them, rows that run over pages."""

    def rows(name: str, values: list[Flowable], point: Point | None = None) -> list[list[Any]]:
        label = set_text(name.replace("\n", " "), look.label, point)
        return [[label if not n else "", value] for n, value in enumerate(values)]

    def columns(content: list[list[Any]]) -> Table:
        rules = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        return Table(content, [LABELS, paper.WIDTH - LABELS], style=rules)

    body = f"{sitting.organization} {sitting.term}"
    found = [
        set_text(body, look.title),
        set_text(f"Referat af møde {paper.weekday(sitting.date)} den {long(sitting)} "
                 f"kl. {clock(sitting)}, {sitting.place}", look.body),
        columns([
            *rows("Til stede", [set_text(one, look.close) for one in people(sitting.present)]),
            *rows("Fraværende", [set_text(one, look.close)
                                 for one in people(sitting.absent) or ["Ingen"]]),
        ]),
    ]  # fmt: skip
    for point in sitting.points:
        found += opened(sitting, point, f"{point.number}. {point.heading}", look)
        content: list[list[Any]] = []
        named = [(f"Beslutning {ruling.truth['organization']} {sitting.term} den "
                  f"{_short(ruling.truth['date'])}", ruling.paragraphs)
                 for ruling in point.rulings]  # fmt: skip
        parts = parts_of(sitting, point, named[-1][0])
        place = next(n for n, (name, _) in enumerate(parts) if name == named[-1][0])
        for name, texts in [*parts[:place], *named[:-1], *parts[place:]]:
            content += rows(name, [set_text(text, look.body, point) for text in texts], point)
        found.append(columns(content))
    return found


def contents(sitting: Sitting, look: Look) -> list[Flowable]:
    """A table of contents with dots, numbered headings, labels on lines of their own."""
    dots = "." * 40
    found = [
        set_text(f"Referat fra {sitting.organization}", look.title),
        set_text(f"Dato: {long(sitting)}", look.close),
        set_text(f"Tidspunkt: kl. {clock(sitting)}", look.close),
        set_text(f"Sted: {sitting.place}", look.close),
        set_text(f"Medlemmer til stede: {', '.join(one.shown for one in sitting.present)}",
                 look.close),
        set_text(f"Afbud: {', '.join(one.shown for one in sitting.absent) or 'Ingen'}", look.body),
        set_text("Indholdsfortegnelse", look.label),
    ]  # fmt: skip
    for point in sitting.points:
        page = min(point.pages, default=1)
        found.append(set_text(f"{point.number}. {point.heading} {dots} {page}", look.close))
    found.append(Spacer(1, 8))
    for point in sitting.points:
        found += opened(sitting, point, f"{point.number}. {point.heading}", look)
        found += stacked(point, parts_of(sitting, point, "Beslutning"), look, look.label)
    return found


def protocol(sitting: Sitting, look: Look) -> list[Flowable]:
    """Running text: "Ad 5) …", "Udvalget besluttede", and when the meeting ended."""
    found = [
        set_text(f"Protokol for mødet i {sitting.organization} den {long(sitting)} "
                 f"kl. {clock(sitting)} i {sitting.place}", look.title),
        set_text(f"Til stede var {_listed(sitting.present)}.", look.body),
    ]  # fmt: skip
    if sitting.absent:
        found.append(set_text(f"Fraværende med afbud: {_listed(sitting.absent)}.", look.body))
    for point in sitting.points:
        case = f" (sag {point.case_number})" if point.case_number else ""
        found.append(set_text(f"Ad {point.number}) {point.heading}{case}", look.item, point))
        if point.closed == "Lukket punkt":
            found.append(set_text("Lukket punkt", look.italic, point))
        parts = parts_of(sitting, point, f"{sitting.own} besluttede")
        found += stacked(point, parts, look, look.italic)
    found.append(set_text(f"Mødet hævet kl. {clock(sitting, 'ends')}.", look.body))
    return found


def decision_first(sitting: Sitting, look: Look) -> list[Flowable]:
    """What was decided stands above the case."""
    found = [
        set_text(sitting.organization, look.title),
        set_text("Referat", look.label),
        set_text(f"Mødedato: {paper.weekday(sitting.date)} den {long(sitting)}", look.close),
        set_text(f"Mødetidspunkt: kl. {clock(sitting)} - {clock(sitting, 'ends')}", look.close),
        set_text(f"Mødelokale: {sitting.place}", look.close),
        set_text(f"Deltagere: {', '.join(people(sitting.present))}", look.close),
        set_text(f"Fraværende: {', '.join(people(sitting.absent)) or 'Ingen'}", look.body),
    ]
    for point in sitting.points:
        found += opened(sitting, point, f"Punkt {point.number}: {point.heading}", look)
        parts = parts_of(sitting, point, "Beslutning", first=True)
        found += stacked(point, parts, look, look.label)
    return found


def party_table(sitting: Sitting, look: Look) -> list[Flowable]:
    """Those who met in a ruled table with party letters; the kind of each point is printed."""
    rows = [["Navn", "Parti", "Funktion", "Fremmøde"]]
    rows += [[one.name, one.party, one.role.capitalize() or "Medlem", "Til stede"]
             for one in sitting.present]  # fmt: skip
    rows += [[one.name, one.party, "Medlem", "Afbud"] for one in sitting.absent]
    grid = Table(
        [[set_text(cell, look.close if n else look.label) for cell in row]
         for n, row in enumerate(rows)],
        [190, 60, 100, 100], style=[("GRID", (0, 0), (-1, -1), 0.4, colors.grey)],
    )  # fmt: skip
    found = [
        set_text(f"{sitting.organization} - referat", look.title),
        set_text(f"Mødet blev holdt den {_short(sitting.date.isoformat())} kl. {clock(sitting)}",
                 look.close),
        set_text(f"Sted: {sitting.place}", look.body),
        set_text("Deltagere", look.label),
        grid,
    ]  # fmt: skip
    for point in sitting.points:
        found += opened(sitting, point, f"Pkt. {point.number}: {point.heading}", look)
        parts = [("Punkttype", [point.kind.capitalize()]), *parts_of(sitting, point, "Beslutning")]
        found += stacked(point, parts, look, look.label)
    return found


def sentence(sitting: Sitting, look: Look) -> list[Flowable]:
    """Those who met in a sentence, and labels in bold before their text."""
    found = [
        set_text(f"Referat af mødet i {sitting.organization}", look.title),
        set_text(f"{paper.weekday(sitting.date).capitalize()} den {long(sitting)} "
                 f"kl. {clock(sitting)}. Mødested: {sitting.place}.", look.body),
        set_text(f"I mødet deltog {_listed(sitting.present)}.", look.body),
    ]  # fmt: skip
    if sitting.absent:
        found.append(set_text(f"Der var afbud fra {_listed(sitting.absent)}.", look.body))
    for point in sitting.points:
        found += opened(sitting, point, f"{point.number}) {point.heading}", look)
        for name, texts in parts_of(sitting, point, "Beslutning"):
            before = Noted(f"<b>{name}:</b> {texts[0]}", look.body)
            before.point = point
            found.append(before)
            found += [set_text(text, look.body, point) for text in texts[1:]]
    found.append(set_text(f"Mødet sluttede kl. {clock(sitting, 'ends')}.", look.body))
    return found


def page_heads(sitting: Sitting, look: Look) -> list[Flowable]:
    """Heads and feet on every page, and a page with signatures."""
    found = [
        set_text("Lærkesund Kommune", look.close),
        set_text(f"Mødereferat for {sitting.organization}", look.title),
        set_text(f"Dato: {paper.weekday(sitting.date)} den {long(sitting)}", look.close),
        set_text(f"Start: {sitting.starts}", look.close),
        set_text(f"Sted: {sitting.place}", look.close),
        set_text("Til stede:", look.label),
        *(set_text(one.shown, look.close) for one in sitting.present),
        set_text("Fraværende:", look.label),
        *(set_text(one, look.close) for one in [m.shown for m in sitting.absent] or ["Ingen"]),
        PageBreak(),
    ]
    for point in sitting.points:
        found += opened(sitting, point, f"Punkt {point.number} - {point.heading}", look)
        found += stacked(point, parts_of(sitting, point, "Beslutning"), look, look.label)
    found += [PageBreak(), set_text("Underskrifter", look.item)]
    for one in sitting.present:
        found += [Spacer(1, 26), set_text(one.name, look.body)]
    return found


def dated_decision(sitting: Sitting, look: Look) -> list[Flowable]:
    """Each decision under a label with body and date, earlier ones first."""
    found = [
        set_text(f"{sitting.organization}", look.title),
        set_text(f"Beslutningsreferat fra mødet {paper.weekday(sitting.date)} den {long(sitting)}, "
                 f"kl. {clock(sitting)}", look.body),
        set_text(f"Mødested: {sitting.place}", look.close),
        set_text(f"Medlemmer: {', '.join(people(sitting.present))}", look.close),
        set_text(f"Afbud: {', '.join(people(sitting.absent)) or 'Ingen'}", look.body),
    ]  # fmt: skip
    for point in sitting.points:
        found += opened(sitting, point, f"{point.number}. {point.heading}", look)
        now = f"Beslutning i {sitting.organization} den {long(sitting)}"
        before = []
        for ruling in point.rulings[:-1]:
            day = paper.long_date(_date(ruling.truth["date"]))
            name = f"Beslutning i {ruling.truth['organization']} den {day}"
            before.append((name, ruling.paragraphs))
        parts = [("Punkttype", [point.kind.capitalize()]), *parts_of(sitting, point, now)]
        place = next(n for n, (name, _) in enumerate(parts) if name == now)
        found += stacked(point, [*parts[:place], *before, *parts[place:]], look, look.label)
    return found


def history(sitting: Sitting, look: Look) -> list[Flowable]:
    """Earlier decisions under "Sagens forløb"."""
    found = [
        set_text("Referat", look.title),
        set_text(f"{sitting.organization}", look.label),
        set_text(f"Mødedato: {_short(sitting.date.isoformat())}", look.close),
        set_text(f"Mødet startede kl.: {clock(sitting)}", look.close),
        set_text(f"Mødested: {sitting.place}", look.close),
        set_text(f"Til stede: {', '.join(one.shown for one in sitting.present)}", look.close),
        set_text(f"Ikke til stede: {', '.join(one.shown for one in sitting.absent) or 'Ingen'}",
                 look.body),
    ]  # fmt: skip
    for point in sitting.points:
        found += opened(sitting, point, f"Dagsordenspunkt {point.number}: {point.heading}", look)
        parts = parts_of(sitting, point, "Beslutning")
        if len(point.rulings) > 1:
            texts = []
            for ruling in point.rulings[:-1]:
                texts.append(f"{_short(ruling.truth['date'])} {ruling.truth['organization']}")
                texts += ruling.paragraphs
            parts.insert(len(point.sections), ("Sagens forløb", texts))
        found += stacked(point, parts, look, look.label)
    return found


def open_closed(sitting: Sitting, look: Look) -> list[Flowable]:
    """Open points, then a heading, then the closed ones; those who met one a line."""
    found = [
        set_text(f"{sitting.organization}s møde den {long(sitting)}", look.title),
        set_text(f"Kl. {clock(sitting)} i {sitting.place}", look.body),
        set_text("Deltagere", look.label),
        *(set_text(f"• {one}", look.close) for one in people(sitting.present)),
        set_text("Afbud", look.label),
        *(set_text(f"• {one}", look.close) for one in people(sitting.absent) or ["Ingen"]),
        set_text("Åbne punkter", look.title),
    ]
    closed = False
    for point in sitting.points:
        if point.closed and not closed:
            closed = True
            found.append(set_text("Lukkede punkter", look.title))
        found += opened(sitting, point, f"{point.number}. {point.heading}", look)
        found += stacked(point, parts_of(sitting, point, "Beslutning"), look, look.label)
    return found


@dataclass(frozen=True)
class Layout:
    """A layout: its story, its face, what stands at head and foot, and what it prints beside."""

    story: Story
    family: str
    size: float
    head: str = ""
    foot: str = "{page}"
    printed: frozenset[str] = frozenset()


def _layout(story: Story, family: str, size: float, head: str, foot: str, printed: str) -> Layout:
    return Layout(story, family, size, head, foot, frozenset(printed.split(";")))


LAYOUTS: dict[str, Layout] = {
    "label-table": _layout(label_table, "Serif", 9.8, "", "{page}", "term;chair;earlier"),
    "contents": _layout(contents, "Sans", 9.5, "{organization}", "Side {page} af {pages}", ""),
    "protocol": _layout(protocol, "Serif", 10.4, "{organization} {date}", "- {page} -", "ends"),
    "decision-first": _layout(decision_first, "Sans", 9.5, "{organization} {date}",
                              "Side {page} af {pages}", "ends;chair;closed title"),
    "party-table": _layout(party_table, "Sans", 9, "", "{page}/{pages}", "chair;kind"),
    "sentence": _layout(sentence, "Serif", 10, "", "Side {page}", "ends"),
    "page-heads": _layout(page_heads, "Sans", 9.2, "Lærkesund Kommune - {organization}, {date}",
                          "Mødereferat, side {page} af {pages}", "signatures;closed title"),
    "dated-decision": _layout(dated_decision, "Serif", 9.6, "{organization}", "{page}",
                              "chair;kind;earlier"),
    "history": _layout(history, "Sans", 9.5, "", "Side {page}", "earlier;closed title"),
    "open-closed": _layout(open_closed, "Serif", 10, "Lærkesund Kommune", "{page} / {pages}",
                           "chair"),
}  # fmt: skip


def typeset(sitting: Sitting) -> bytes:
    """The PDF file of a meeting; afterwards its points know their pages."""
    layout = LAYOUTS[sitting.layout]
    look = Look(layout.family, layout.size, justify=sitting.layout == "protocol")

    def story() -> list[Flowable]:
        made = layout.story(sitting, look)
        for point in sitting.points:
            point.pages.clear()
        return made

    def decorate(canvas: Any, page: int, pages: int) -> None:
        canvas.setFont(layout.family, 7.5)
        values = {"organization": sitting.organization, "date": long(sitting), "page": page,
                  "pages": pages}  # fmt: skip
        canvas.drawString(paper.MARGIN, A4[1] - 42, layout.head.format(**values))
        canvas.drawRightString(A4[0] - paper.MARGIN, 36, layout.foot.format(**values))

    made: bytes = paper.build(
        story, title="Referat", author="Lærkesund Kommune", day=sitting.date, family=layout.family,
        decorate=decorate,
    )  # fmt: skip
    return made


def _listed(members: Sequence[Member]) -> str:
    return joined([f"{one.shown} ({one.role})" if one.role else one.shown for one in members])


def _short(date: str) -> str:
    return "-".join(reversed(date.split("-")))


def _date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
