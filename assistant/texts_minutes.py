"""What the commands for decisions, cases and structure say, in Danish with English beside. The table
is part of `assistant.texts.TEXTS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ingest.meeting import ItemKind, Outcome

OUTCOMES: Final[Mapping[Outcome, tuple[str, str]]] = {
    Outcome.APPROVED: ("godkendt", "approved"),
    Outcome.APPROVED_AMENDED: ("godkendt med ændringer", "approved with changes"),
    Outcome.REJECTED: ("afvist", "rejected"),
    Outcome.NOTED: ("taget til efterretning", "noted"),
    Outcome.POSTPONED: ("udsat", "postponed"),
    Outcome.REFERRED: ("oversendt", "referred"),
    Outcome.DISCUSSED: ("drøftet", "discussed"),
    Outcome.SPLIT: ("delt", "split"),
    Outcome.UNKNOWN: ("ukendt", "unknown"),
}
"""What a body did, in one word: shown, and understood after `--outcome`."""

ITEM_KINDS: Final[Mapping[ItemKind, tuple[str, str]]] = {
    ItemKind.DECISION: ("beslutning", "decision"),
    ItemKind.INFORMATION: ("orientering", "information"),
    ItemKind.DISCUSSION: ("drøftelse", "discussion"),
    ItemKind.ANNOUNCEMENT: ("meddelelse", "announcement"),
}

MINUTES: Final[Mapping[str, tuple[str, str]]] = {
    # Help
    "help_precedents": (
        "Find beslutninger: efter betydning med --query, og efter fakta med de øvrige tilvalg.\n\n"
        "\b\nEksempler:\n"
        '  referatsvar precedents --query "løntilskud" --outcome ændret --index indeks\n'
        "  referatsvar precedents --person Lind --dissent --xlsx uenighed.xlsx --index indeks",
        "Find decisions: by meaning with --query, and by fact with the other options.\n\n"
        "\b\nExamples:\n"
        '  referatsvar precedents --query "løntilskud" --outcome approved_amended --index index\n'
        "  referatsvar precedents --person Lind --dissent --xlsx dissent.xlsx --index index",
    ),
    "help_query": (
        "Hvad sagen handler om. Uden det vises de nyeste beslutninger først.",
        "What the case is about. Without it the newest decisions come first.",
    ),
    "help_outcome": (
        "Kun dette udfald: godkendt, ændret, afvist, efterretning, udsat, oversendt, drøftet, delt "
        "eller ukendt (eller de engelske koder). Kan gentages.",
        "Only this outcome: approved, approved_amended, rejected, noted, postponed, referred, "
        "discussed, split or unknown (or the Danish words). May be repeated.",
    ),
    "help_organization": (
        "Kun beslutninger fra dette udvalg; en del af navnet er nok.",
        "Only decisions of this body; part of its name is enough.",
    ),
    "help_decided_from": (
        "Kun møder fra denne dato, skrevet ÅÅÅÅ-MM-DD.",
        "Only meetings from this date, written YYYY-MM-DD.",
    ),
    "help_decided_to": (
        "Kun møder til og med denne dato, skrevet ÅÅÅÅ-MM-DD.",
        "Only meetings up to this date, written YYYY-MM-DD.",
    ),
    "help_dissent": (
        "Kun beslutninger, som nogen var uenig i: stemmer imod eller en mindretalsudtalelse.",
        "Only decisions that somebody disagreed with: votes against, or a minority statement.",
    ),
    "help_person": (
        "Kun beslutninger, der nævner denne person blandt stemmer eller mindretalsudtalelser.",
        "Only decisions that name this person among votes or minority statements.",
    ),
    "help_party": (
        "Kun beslutninger, hvor dette partis bogstav står ved stemmer eller mindretalsudtalelser.",
        "Only decisions where this party's letter stands with votes or minority statements.",
    ),
    "help_case_number": ("Kun dette sagsnummer.", "Only this case number."),
    "help_decision_count": ("Højst så mange beslutninger.", "At most so many decisions."),
    "help_csv": (
        "Skriv et regneark i CSV-filen FIL i stedet (- skriver det på skærmen).",
        "Write a table to the CSV file FILE instead (- writes it to the screen).",
    ),
    "help_xlsx": (
        "Skriv et regneark i Excel-filen FIL i stedet.",
        "Write a table to the Excel file FILE instead.",
    ),
    "help_case": (
        "Vis en sags historie: møder, beslutninger og dokumenter i tidens rækkefølge.\n\n"
        "\b\nEksempel:\n  referatsvar case 14/1175 --index indeks",
        "Show the history of a case: meetings, decisions and documents in order of time.\n\n"
        "\b\nExample:\n  referatsvar case 14/1175 --index index",
    ),
    "help_followups": (
        "Vis de beslutninger, der beder om noget senere: hvad, hvornår og fra hvem.\n\n"
        "\b\nEksempel:\n  referatsvar followups --from 2024-01-01 --index indeks",
        "Show the decisions that ask for something later: what, when and by whom.\n\n"
        "\b\nExample:\n  referatsvar followups --from 2024-01-01 --index index",
    ),
    "help_structure": (
        "Vis, hvad der er forstået af et dokument: møde, punkter, beslutninger, stemmer og bilag.\n\n"
        "\b\nEksempler:\n"
        '  referatsvar structure "2014-03-12 referat.pdf" --index indeks\n'
        "  referatsvar structure --all --json --index indeks",
        "Show what was understood of a document: meeting, items, decisions, votes, attachments.\n\n"
        "\b\nExamples:\n"
        '  referatsvar structure "2014-03-12 minutes.pdf" --index index\n'
        "  referatsvar structure --all --json --index index",
    ),
    "help_all": (
        "Alle dokumenter, én linje JSON for hvert.",
        "All documents, one line of JSON for each.",
    ),
    "help_export": (
        "Skriv møderne i et format, som andre programmer læser: OParl 1.1 med Popolo-afstemninger.\n\n"
        "\b\nEksempel:\n"
        "  referatsvar export --format oparl --out moeder.json --index indeks",
        "Write the meetings in a format that other programs read: OParl 1.1 with Popolo votes.\n\n"
        "\b\nExample:\n"
        "  referatsvar export --format oparl --out meetings.json --index index",
    ),
    "help_format": ("Formatet: oparl.", "The format: oparl."),
    "help_out": (
        "Filen, der skrives. Uden den: skærmen.",
        "The file to write. Without it: the screen.",
    ),
    "help_base_url": (
        "Websidens adresse; så bliver alle id'er adresser under den. Uden den er de urn:referatsvar:….",
        "The web page's address; all ids are then addresses under it. Without it they are "
        "urn:referatsvar:….",
    ),
    "metavar_text": ("TEKST", "TEXT"),
    "metavar_outcome": ("UDFALD", "OUTCOME"),
    "metavar_party": ("BOGSTAV", "LETTER"),
    "metavar_case": ("SAGSNR", "CASE"),
    # Places
    "place_item": ("punkt {number} {title}", "item {number} {title}"),
    "place_item_unnumbered": ("{title}", "{title}"),
    "place_case": ("sagsnr. {number}", "case no. {number}"),
    "place_page": ("side {page}", "page {page}"),
    "place_ocr": ("læst med OCR", "read by OCR"),
    "place_pages": ("side {first}-{last}", "pages {first}-{last}"),
    # Votes
    "vote_for": ("{count} for", "{count} for"),
    "vote_for_names": ("for: {names}", "for: {names}"),
    "vote_against": ("{count} imod", "{count} against"),
    "vote_against_named": ("{count} imod ({names})", "{count} against ({names})"),
    "vote_against_names": ("imod: {names}", "against: {names}"),
    "vote_abstained": ("{count} undlod", "{count} abstained"),
    "vote_abstained_named": ("{count} undlod ({names})", "{count} abstained ({names})"),
    "vote_abstained_names": ("undlod: {names}", "abstained: {names}"),
    "vote_unanimous": ("enstemmigt", "unanimous"),
    "vote_on": ("Om {on}: {vote}", "On {on}: {vote}"),
    # Decisions and cases
    "bad_outcome": (
        "»{value}« er ikke et udfald. Vælg mellem: {choices}.",
        "“{value}” is no outcome. Choose from: {choices}.",
    ),
    "one_output": (
        "Vælg kun én af --json, --csv og --xlsx.",
        "Choose only one of --json, --csv and --xlsx.",
    ),
    "no_decisions": (
        "Ingen beslutninger passer til det, der er spurgt om. Fjern nogle af filtrene, eller prøv med "
        "andre ord.",
        "No decisions fit what was asked for. Remove some of the filters, or try other words.",
    ),
    "no_followups": (
        "Ingen beslutninger passer: ingen beder om noget senere i den periode eller det udvalg.",
        "No decisions fit: none asks for something later in that period or body.",
    ),
    "no_case": (
        "Der er ingen sag med nummeret {number} i indekset. Skriv nummeret, som det står i referatet.",
        "There is no case numbered {number} in the index. Write the number as it stands in the minutes.",
    ),
    "written_rows": ("{count} linjer er skrevet i {file}.", "{count} rows written to {file}."),
    "written_meetings": (
        "{count} møder er skrevet i {file}.",
        "{count} meetings written to {file}.",
    ),
    "decision_outcome": ("Udfald: {outcome}", "Outcome: {outcome}"),
    "decision_referred": ("Udfald: {outcome} til {to}", "Outcome: {outcome} to {to}"),
    "decision_points": ("Punkt for punkt: {points}", "By point: {points}"),
    "decision_point": ("{points} {outcome}", "{points} {outcome}"),
    "decision_vote": ("Stemmer: {vote}", "Votes: {vote}"),
    "decision_dissent": ("Mindretal, {who}: {text}", "Minority, {who}: {text}"),
    "decision_earlier": (
        "Tidligere beslutning, {organization}, {date}",
        "Earlier decision, {organization}, {date}",
    ),
    "decision_source": ("Fil: {document}", "File: {document}"),
    "case_title": ("Sag {number}", "Case {number}"),
    "case_documents": ("Dokumenter:", "Documents:"),
    "unknown_date": ("uden dato", "without date"),
    "unknown_body": ("ukendt udvalg", "unknown body"),
    "followup_when": ("Hvornår: {when}", "When: {when}"),
    # Columns of tables and spreadsheets
    "columns_decisions": (
        "Dato|Udvalg|Punkt|Titel|Sagsnr.|Udfald|Stemmer|Mindretal|Beslutning|Indstilling|Dokument|Side",
        "Date|Body|Item|Title|Case no.|Outcome|Votes|Minority|Decision|Recommendation|Document|Page",
    ),
    "columns_followups": (
        "Dato|Udvalg|Punkt|Titel|Sagsnr.|Hvad|Hvornår|Dokument|Side",
        "Date|Body|Item|Title|Case no.|What|When|Document|Page",
    ),
    "sheet_decisions": ("Beslutninger", "Decisions"),
    "sheet_followups": ("Opfølgning", "Follow-ups"),
    # Structure
    "structure_or_all": (
        "Nævn et dokument, eller brug --all.",
        "Name a document, or use --all.",
    ),
    "structure_title": ("{kind}: {title}", "{kind}: {title}"),
    "structure_meeting": ("Møde: {organization}, {date}", "Meeting: {organization}, {date}"),
    "structure_time": ("Tid: {starts}-{ends}", "Time: {starts}-{ends}"),
    "structure_starts": ("Tid: {starts}", "Time: {starts}"),
    "structure_place": ("Sted: {place}", "Place: {place}"),
    "structure_chair": ("Formand: {name}", "Chair: {name}"),
    "structure_participants": ("Til stede: {names}", "Present: {names}"),
    "structure_absent": ("Fraværende: {names}", "Absent: {names}"),
    "structure_layout": ("Opbygning: {layout}", "Layout: {layout}"),
    "structure_no_layout": (
        "Opbygningen er ikke genkendt; kun afsnittene er læst.",
        "The layout was not recognised; only the sections were read.",
    ),
    "structure_parts": ("Filen indeholder flere dokumenter:", "The file holds several documents:"),
    "structure_part": ("{kind}: {title}, {pages}", "{kind}: {title}, {pages}"),
    "structure_item": ("{number}. {title} ({pages})", "{number}. {title} ({pages})"),
    "structure_item_unnumbered": ("{title} ({pages})", "{title} ({pages})"),
    "structure_case": ("Sagsnr.: {number}", "Case no.: {number}"),
    "structure_item_kind": ("Type: {kind}", "Kind: {kind}"),
    "structure_closed": ("Lukket punkt", "Closed item"),
    "structure_sections": ("Afsnit: {names}", "Sections: {names}"),
    "structure_attachment": ("Bilag: {name}", "Attachment: {name}"),
    "structure_attachment_linked": (
        "Bilag: {name} → {document}",
        "Attachment: {name} → {document}",
    ),
    "structure_no_items": (
        "Der er ikke fundet punkter i dokumentet.",
        "No items were found in the document.",
    ),
}
