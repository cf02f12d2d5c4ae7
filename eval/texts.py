"""What the evaluation says to people, in Danish and in English, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.texts import Language
from eval.texts_draft import DRAFT
from eval.texts_page import PAGE
from eval.texts_problems import PROBLEMS
from eval.texts_structure import STRUCTURE

TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    # The command and its options.
    "help": (
        (
            "Stil alle spørgsmål i en fil, og mål søgning, citater og afslag.\n\n"
            "\b\nEksempler:\n"
            "  referatsvar eval spoergsmaal.jsonl --index indeks --out resultat\n"
            "  referatsvar eval spoergsmaal.jsonl --index indeks --out resultat --mode keyword\n"
            "  referatsvar eval --beir samling --out resultat\n"
            "  referatsvar eval --compare resultat-før resultat-efter\n"
            "  referatsvar eval spoergsmaal.jsonl --index indeks --export-beir samling\n"
            "  referatsvar eval spoergsmaal.jsonl --index indeks --ablation varianter.toml"
        ),
        (
            "Ask all questions of a file, and score search, quotes and abstentions.\n\n"
            "\b\nExamples:\n"
            "  referatsvar eval questions.jsonl --index index --out result\n"
            "  referatsvar eval questions.jsonl --index index --out result --mode keyword\n"
            "  referatsvar eval --beir collection --out result\n"
            "  referatsvar eval --compare result-before result-after\n"
            "  referatsvar eval questions.jsonl --index index --export-beir collection\n"
            "  referatsvar eval questions.jsonl --index index --ablation variants.toml"
        ),
    ),
    "metavar_questions": ("[SPØRGSMÅL]", "[QUESTIONS]"),
    "help_index": (
        "Mappen med indekset. Med --beir: mappen, hvor tekstindekset gemmes.",
        "The folder of the index. With --beir: the folder that keeps the index of the texts.",
    ),
    "help_out": ("Mappen, som resultaterne skrives i.", "The folder that the results go to."),
    "help_mode": ("Hvilken søgning der måles.", "Which search is measured."),
    "help_beir": (
        "En BEIR-samling (corpus.jsonl, queries.jsonl, qrels.tsv) i stedet for en spørgsmålsfil.",
        "A BEIR collection (corpus.jsonl, queries.jsonl, qrels.tsv) instead of a question file.",
    ),
    "help_compare": (
        "Sammenlign to kørsler af de samme spørgsmål: to mapper eller to filer run.jsonl.",
        "Compare two runs of the same questions: two folders, or two files run.jsonl.",
    ),
    "help_export": (
        "Skriv spørgsmålene og indeksets passager som en BEIR-samling i denne mappe; stil intet.",
        "Write the questions and the index's passages as a BEIR collection here; ask nothing.",
    ),
    "exported": (
        (
            "{folder}: {texts} tekster og {queries} spørgsmål; "
            "{judged} af dem har mindst én relevant tekst."
        ),
        (
            "{folder}: {texts} texts and {queries} queries; "
            "{judged} of them have at least one relevant text."
        ),
    ),
    "with_questions": (
        "Angiv sammen med --export-beir og --ablation en spørgsmålsfil og --index.",
        "With --export-beir and --ablation, give a question file and --index.",
    ),
    "help_json": (
        "Med --compare: skriv sammenligningen som JSON.",
        "With --compare: print the comparison as JSON.",
    ),
    "either": (
        "Angiv enten en spørgsmålsfil, --beir MAPPE eller --compare KØRSEL KØRSEL.",
        "Give either a question file, --beir FOLDER or --compare RUN RUN.",
    ),
    "out_missing": (
        "Angiv med --out mappen, som resultaterne skrives i.",
        "Name the folder that the results go to with --out.",
    ),
    "index_missing": (
        "Angiv indeksets mappe med --index.",
        "Name the folder of the index with --index.",
    ),
    "asking": ("Stiller spørgsmål", "Asking"),
    "written": (
        "Resultaterne ligger i {folder}. Læs dem i {page}",
        "The results are in {folder}. Read them in {page}",
    ),
    # The report.
    "title": ("{name} ({mode})", "{name} ({mode})"),
    "kind": ("type", "kind"),
    "questions": ("spørgsmål", "questions"),
    "all": ("alle", "all"),
    "document": ("dokument med svaret", "document with the answer"),
    "intervals": (
        "I klammer: 95 %-intervaller (bootstrap over spørgsmål).",
        "In brackets: 95 % intervals (bootstrap over questions).",
    ),
    "quotes": (
        "Citater fundet ordret på den angivne side: {found} af {checked}",
        "Quotes found verbatim on the cited page: {found} of {checked}",
    ),
    "recognised": (
        "  og {count} citater fra scannede sider, som ikke kan efterprøves",
        "  and {count} quotes from scanned pages, which cannot be checked",
    ),
    "quote_lost": (
        "  ikke fundet: {question}, {document}, side {page} ({reason}): {quote}",
        "  not found: {question}, {document}, page {page} ({reason}): {quote}",
    ),
    "first_citation": (
        (
            "Første kildehenvisning relevant: {relevant} af {answered} besvarede {interval} "
            "(på rigtig side {page}, i rigtigt dokument {document})"
        ),
        (
            "First citation relevant: {relevant} of {answered} answered {interval} "
            "(on a right page {page}, in a right document {document})"
        ),
    ),
    "abstentions": (
        (
            "Ved tærsklen: {answered} af {unanswerable} uden svar i dokumenterne besvaret, "
            "{wrong} af {answerable} med svar afvist"
        ),
        (
            "At the threshold: {answered} of {unanswerable} unanswerable answered, "
            "{wrong} of {answerable} answerable refused"
        ),
    ),
    "confidence": (
        "Sikkerhed: AUROC {auc}; 95 % af svarene har grundlag, når {covered} besvares",
        "Confidence: AUROC {auc}; 95 % of the answers have ground where {covered} are answered",
    ),
    "no_threshold": ("intet", "none"),
    "seconds": (
        "Sekunder: søgning {median:.3f} (95 %: {p95:.3f}, 99 %: {p99:.3f}, højst {max:.3f})",
        "Seconds: search {median:.3f} (95 %: {p95:.3f}, 99 %: {p99:.3f}, at most {max:.3f})",
    ),
    "seconds_ask": (
        "Sekunder: svar {median:.3f} (95 %: {p95:.3f}, 99 %: {p99:.3f}, højst {max:.3f})",
        "Seconds: answer {median:.3f} (95 %: {p95:.3f}, 99 %: {p99:.3f}, at most {max:.3f})",
    ),
    # Variants of the search.
    "help_ablation": (
        "Mål varianter af søgningen, som en TOML-fil nævner, mod den første af dem.",
        "Score variants of the search, named by a TOML file, against the first of them.",
    ),
    "ablation_title": ("{name}: varianter af søgningen", "{name}: variants of the search"),
    "ablation_variant": ("variant", "variant"),
    "ablation_how": (
        "forskel fra den første variant; p: parret randomiseringstest, tosidet",
        "difference from the first variant; p: paired randomisation test, two-sided",
    ),
    # Two runs held against each other.
    "paired_title": ("To kørsler over {count} spørgsmål", "Two runs over {count} questions"),
    "paired_figure": ("mål", "figure"),
    "paired_first": ("første", "first"),
    "paired_second": ("anden", "second"),
    "paired_difference": ("forskel", "difference"),
    "paired_p": ("p", "p"),
    "paired_won": ("vundet", "won"),
    "paired_lost": ("tabt", "lost"),
    "paired_tied": ("lige", "tied"),
    "paired_citation": ("første henvisning", "first citation"),
    "paired_names": ("Første: {first}. Anden: {second}.", "First: {first}. Second: {second}."),
    "paired_how": (
        (
            "I klammer: 95 %-intervaller. p: parret randomiseringstest, tosidet. "
            "Vundet og tabt er set fra den anden kørsel."
        ),
        (
            "In brackets: 95 % intervals. p: paired randomisation test, two-sided. "
            "Won and lost are those of the second run."
        ),
    ),
    "paired_changed": (
        "Ændrede spørgsmål: {count}, og {others}, hvor kun rækkefølgen af de øvrige rigtige er en anden",
        "Questions that changed: {count}, and {others} in which only further right ones moved",
    ),
    "paired_rank": ("plads {before} → {after}", "rank {before} → {after}"),
    "paired_same_rank": ("stadig plads {rank}", "still rank {rank}"),
    "paired_none": ("ingen", "none"),
    "paired_gained": ("første henvisning nu rigtig", "first citation now right"),
    "paired_gone": ("første henvisning nu forkert", "first citation now wrong"),
    **DRAFT,
    **PAGE,
    **PROBLEMS,
    **STRUCTURE,
}


def text(key: str, language: Language, **values: object) -> str:
    """The text called `key`, with its places filled in."""
    danish, english = TEXTS[key]
    return (danish if language == "da" else english).format(**values)
