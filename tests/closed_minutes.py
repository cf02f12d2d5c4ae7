"""A small collection with secrets in closed items, each closed in another way; typeset for the tests."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

SECRETS = (
    "Zebragården", "Kvartsvej", "Obsidian", "Malakitten", "Topashuset", "Safirskolen", "Jaspisgrunden",
    "Granatmarken", "Rubinfonden", "Opalbanken", "24-009911", "24-009922", "7.654.321", "8.765.432",
    "Kim Karneol", "Bo Beryl",
)  # fmt: skip
"""Words that stand in closed items alone, a case number and a name of a file among them."""

OPEN_TWICE = "Udvalget godkender, at byens springvand males blåt i løbet af foråret."
"""Stands in an open item, and in a closed one of another meeting."""

HEAD = [
    "Teknikudvalget",
    "Referat",
    "Mødedato: {} kl. 15.00",
    "Til stede: Ida Holm (A), Per Lund (V)",
]


def item(heading: str, case: str, *body: str) -> list[str]:
    return ["", heading, f"Sagsnr. {case}", *body]


def decided(words: str) -> tuple[str, str]:
    return "Beslutning", words


FOUNTAIN = item(
    "Punkt 1: Springvand på torvet", "24-001111", "Sagsfremstilling",
    "Springvandet på torvet er falmet, og borgerne ønsker en frisk farve.", *decided(OPEN_TWICE),
)  # fmt: skip
BRIDGE = item(
    "Punkt 2: Bro over åen", "24-002222", "Sagsfremstilling", "Den gamle bro over åen er usikker.",
    "Bilag", "Notat om broen", *decided("Godkendt, idet Per Lund (V) stemte imod."),
)  # fmt: skip

FILES: dict[str, list[str]] = {
    # One meeting, once as all may see it and once whole.
    "2024-06-05 åben.pdf": [*HEAD, *FOUNTAIN, *BRIDGE],
    "2024-06-05 åben og lukket.pdf": [
        *HEAD, "Åbne punkter", "1 Springvand på torvet", "2 Bro over åen", "Lukkede punkter",
        "3 Køb af Zebragården", *FOUNTAIN, *BRIDGE,
        *item("Punkt 3: Køb af Zebragården", "24-009911", "Sagsfremstilling",
              "Kommunen køber gården på Kvartsvej for 7.654.321 kr. af Kim Karneol.",
              "Bilag", "Notat om broen", "Vurdering fra Opalbanken",
              *decided("Godkendt, idet Ida Holm (A) stemte imod.")),
    ],
    # Closed and open items on one page, an open sentence repeated behind closed doors, a text alone.
    "2024-08-14 referat.pdf": [
        *HEAD,
        *item("Punkt 1: Lukket: Strid om Obsidian", "24-009922", "Sagsfremstilling", OPEN_TWICE,
              "Springvandet på torvet er falmet, og borgerne ønsker en frisk farve.",
              *decided(f"Udvalget afviste kravet fra Malakitten. {OPEN_TWICE}")),
        *item("Punkt 2: Cykelsti langs skoven", "24-003333", *decided("Godkendt.")),
        *item("Punkt 3: Forlig med Topashuset", "24-002222",
              "Sagen behandles for lukkede døre, jf. kommunestyrelseslovens § 10.",
              *decided("Udsat, da Bo Beryl var fraværende.")),
        *item("Punkt 4: Legeplads ved havnen", "24-004444", *decided("Punktet blev oversendt til byrådet.")),
        "", "Lukket punkt 1: Salg af Safirskolen", "Skolen sælges for 8.765.432 kr.",
    ],
    "lukket/Referat fra lukket møde om Jaspisgrunden.pdf": [
        HEAD[0], "Referat fra lukket møde", "Mødedato: {} kl. 9.00",
        *item("Punkt 1: Køb af Jaspisgrunden", "24-009911", *decided("Granatmarken indgår i købet.")),
        *item("Punkt 2: Støtte fra Rubinfonden", "24-009922", *decided("Godkendt.")),
    ],
    "Notat om broen.pdf": ["Notat om broen", "Den gamle bro over åen er fra 1931 og kan ikke bære lastbiler."],
}  # fmt: skip
DATES = ("5. juni 2024", "5. juni 2024", "14. august 2024", "21. august 2024", "1. maj 2024")


def typeset(folder: Path) -> None:
    """Write the collection as PDF files."""
    for (name, lines), date in zip(FILES.items(), DATES, strict=True):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        canvas = Canvas(str(file), pagesize=A4, invariant=True)
        height = 790
        for line in lines:
            if height < 60:
                canvas.showPage()
                height = 790
            canvas.drawString(60, height, line.format(date))
            height -= 20
        canvas.save()
