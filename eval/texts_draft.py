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
    "calibrate_help": (
        (
            "Tilpas svarenes sikkerhed til jeres egne spørgsmål, med og uden svar i dokumenterne, og find den grænse, "
            "der holder, hvad den lover: højst 1 af 20 svar uden grundlag.\n\n"
            "\b\nEksempler:\n"
            "  referatsvar calibrate spoergsmaal.jsonl --index indeks\n"
            "  referatsvar calibrate spoergsmaal.jsonl --index indeks --most-wrong 0.1 --dry-run"
        ),
        (
            "Fit the confidence of answers to your own questions, with and without an answer in the documents, and "
            "find the threshold that keeps its promise: at most 1 in 20 answers without ground.\n\n"
            "\b\nExamples:\n"
            "  referatsvar calibrate questions.jsonl --index index\n"
            "  referatsvar calibrate questions.jsonl --index index --most-wrong 0.1 --dry-run"
        ),
    ),
    "calibrate_help_most": (
        "Hvor stor en del af svarene der højst må være uden grundlag.",
        "What share of the answers may be without ground at most.",
    ),
    "calibrate_help_dry": ("Vis tallene, men gem intet.", "Show the figures, but keep nothing."),
    "calibrated": (
        "{asked} spørgsmål, {answerable} med svar i dokumenterne. Ved grænsen {threshold:.2f} besvares {answered}; "
        "{without_ground} af dem ({share:.0f} %) uden grundlag, og {refused} med svar afvises. AUROC {auc:.3f}, "
        "Brier {before:.3f} før og {after:.3f} efter.",
        "{asked} questions, {answerable} with an answer in the documents. At the threshold {threshold:.2f} {answered} "
        "are answered; {without_ground} of them ({share:.0f} %) without ground, and {refused} with an answer are "
        "refused. AUROC {auc:.3f}, Brier {before:.3f} before and {after:.3f} after.",
    ),
    "calibrated_not_kept": (
        "Ingen grænse holder svar uden grundlag under {share:.0f} % for disse spørgsmål. Den sædvanlige beholdes.",
        "No threshold keeps answers without ground below {share:.0f} % for these questions. The usual one stays.",
    ),
    "calibrated_kept": ("Gemt i indekset.", "Kept in the index."),
    "calibrated_dry": ("Intet er gemt.", "Nothing was kept."),
    "too_few_to_calibrate": (
        "{answerable} spørgsmål med svar og {without} uden er for få. Der skal mindst {fewest} til af hver.",
        "{answerable} questions with an answer and {without} without are too few. At least {fewest} of each are needed.",
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
