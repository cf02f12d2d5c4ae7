"""What is said of drafted questions; part of `eval.texts.TEXTS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DRAFT: Final[Mapping[str, tuple[str, str]]] = {
    "draft_help": (
        (
            "Lav udkast til spørgsmål ud fra et indeks, så I kan bygge jeres egen spørgsmålsfil.\n\n"
            "Spørgsmålene dannes af afstemninger, beslutninger, sagsnumre, overskrifter og tal. Hvert "
            "har et sted, der er kontrolleret. Ret dem, så de lyder som jeres egne, og slet de dårlige, "
            "før filen bruges til at måle.\n\n"
            "\b\nEksempler:\n"
            "  referatsvar questions udkast.jsonl --index indeks\n"
            "  referatsvar questions udkast.jsonl --index indeks --count 200 --seed 2"
        ),
        (
            "Draft questions from an index, so that you can build your own question file.\n\n"
            "They are made from votes, decisions, case numbers, headings and numbers. Each has a place "
            "that was checked. Edit them until they sound like your own, and delete the poor ones, "
            "before the file is used to measure.\n\n"
            "\b\nExamples:\n"
            "  referatsvar questions draft.jsonl --index index\n"
            "  referatsvar questions draft.jsonl --index index --count 200 --seed 2"
        ),
    ),
    "metavar_draft": ("UDKAST", "DRAFT"),
    "draft_help_count": ("Højst så mange spørgsmål.", "At most so many questions."),
    "draft_help_seed": (
        "Et andet tal giver andre spørgsmål; samme tal de samme.",
        "Another number gives other questions; the same number the same ones.",
    ),
    "drafted": (
        "{count} udkast i {file}. Læs og ret dem, før filen bruges.",
        "{count} drafts in {file}. Read and edit them before the file is used.",
    ),
    "draft_exists": (
        "{file}: findes allerede og bliver ikke overskrevet. Vælg et andet navn.",
        "{file}: is there already and will not be overwritten. Choose another name.",
    ),
    "draft_unwritable": (
        "{file}: kan ikke skrives ({detail}). Vælg et andet sted.",
        "{file}: cannot be written ({detail}). Choose another place.",
    ),
    "no_drafts": (
        "{folder}: giver ingen udkast. Læs flere dokumenter ind med referatsvar ingest.",
        "{folder}: gives no drafts. Read more documents in with referatsvar ingest.",
    ),
}
