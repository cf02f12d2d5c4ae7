"""What is said of how well minutes are understood, the problems of its files too; part of
`eval.texts.TEXTS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

STRUCTURE: Final[Mapping[str, tuple[str, str]]] = {
    "structure_help": (
        (
            "Mål, hvor godt referater er forstået: hvert felt holdt op mod et facit.\n\n"
            "\b\nEksempler:\n"
            "  referatsvar eval-structure facit.jsonl --index indeks\n"
            "  referatsvar eval-structure facit.jsonl --decisions beslutninger.jsonl --index indeks\n"
            "  referatsvar eval-structure facit.jsonl --index indeks --errors"
        ),
        (
            "Score how well minutes are understood: each field held against the truth.\n\n"
            "\b\nExamples:\n"
            "  referatsvar eval-structure truth.jsonl --index index\n"
            "  referatsvar eval-structure truth.jsonl --decisions decisions.jsonl --index index\n"
            "  referatsvar eval-structure truth.jsonl --index index --errors"
        ),
    ),
    "metavar_truth": ("FACIT", "TRUTH"),
    "structure_help_index": (
        "Mappen med indekset, som referaterne er læst ind i.",
        "The folder of the index that the minutes were read into.",
    ),
    "structure_help_decisions": (
        "En fil mere med facit, for eksempel udfald og stemmer mærket i hånden.",
        "One more file of truth, such as outcomes and votes labelled by hand.",
    ),
    "structure_help_json": ("Skriv tallene som JSON.", "Write the figures as JSON."),
    "structure_help_errors": (
        "Nævn også hver fejl: dokument, punkt, felt, ønsket og læst.",
        "Name each error too: document, item, field, wanted and read.",
    ),
    "structure_title": (
        "Forståelse af {documents} referater",
        "Understanding of {documents} minutes",
    ),
    "structure_layouts": ("Efter opsætning", "By layout"),
    "structure_confusion": (
        "Udfald: rækker er facit, kolonner det læste (- er intet)",
        "Outcomes: rows are the truth, columns what was read (- is nothing)",
    ),
    "structure_field": ("felt", "field"),
    "structure_cases": ("helt rigtige", "exactly right"),
    "structure_precision": ("præcision", "precision"),
    "structure_recall": ("genfinding", "recall"),
    "structure_invented": ("opdigtet, hvor intet er", "invented where nothing is"),
    "structure_total": ("alle felter", "all fields"),
    "structure_missing": (
        "{document}: er ikke i indekset, og tæller som ikke læst.",
        "{document}: is not in the index, and counts as not read.",
    ),
    "structure_error": (
        "{document}, punkt {item}, {field}: ønsket {wanted}, læst {got}",
        "{document}, item {item}, {field}: wanted {wanted}, read {got}",
    ),
    "structure_error_of_meeting": (
        "{document}, {field}: ønsket {wanted}, læst {got}",
        "{document}, {field}: wanted {wanted}, read {got}",
    ),
    "structure_limits": (
        (
            "…_without_closed: uden lukkede punkter, hvis beslutning er tom i facit. "
            "…_without_contradicted: uden møder, hvor en beslutning melder en fraværende, "
            "som facits liste regner for mødt. …_without_attachment_lists: uden læste afsnit Bilag, "
            "hvor facit kun har bilagene for sig. De tæller ikke med i alle felter."
        ),
        (
            "…_without_closed: without closed items whose decision the truth leaves empty. "
            "…_without_contradicted: without meetings in which a decision names somebody as absent "
            "whom the truth's list counts as present. …_without_attachment_lists: without sections "
            "Bilag that were read where the truth has the attachments by themselves only. They do not "
            "count in all fields."
        ),
    ),
    "not_truth": (
        "{file}, linje {line}: er hverken et møde (items) eller en beslutning (number, outcome).",
        "{file}, line {line}: is neither a meeting (items) nor a decision (number, outcome).",
    ),
    "meeting_twice": (
        "{file}, linje {line}: {document} står der allerede. Giv hvert møde én linje.",
        "{file}, line {line}: {document} already stands there. Give each meeting one line.",
    ),
    "no_truth": (
        "{file}: indeholder intet facit. Skriv ét møde eller én beslutning på hver linje.",
        "{file}: holds no truth. Write one meeting or one decision a line.",
    ),
}
