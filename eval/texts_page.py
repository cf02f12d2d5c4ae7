"""What the page of a run says; part of `eval.texts.TEXTS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PAGE: Final[Mapping[str, tuple[str, str]]] = {
    "page_title": ("Måling: {file}", "Evaluation: {file}"),
    "page_asked": (
        "{count} spørgsmål, {answerable} med svar i dokumenterne. Søgning: {mode}.",
        "{count} questions, {answerable} with an answer in the documents. Search: {mode}.",
    ),
    "page_made": (
        "Lavet {created} med version {program}; spørgsmålsfilens SHA-256 begynder {sha256}.",
        "Made {created} with version {program}; the question file's SHA-256 begins {sha256}.",
    ),
    "page_intervals": (
        (
            "Under hvert tal står dets 95 %-interval (bootstrap over spørgsmål): med andre spørgsmål "
            "af samme slags ville tallet falde omtrent dér. Et bredt interval betyder få spørgsmål."
        ),
        (
            "Below each figure stands its 95 % interval (bootstrap over questions): with other "
            "questions of the same sort it would fall about there. A wide one means few questions."
        ),
    ),
    "page_first_citation": ("Første henvisning rigtig", "First citation right"),
    "page_quotes": ("Citater ordret på siden", "Quotes verbatim on the page"),
    "page_of": ("{part} af {whole}", "{part} of {whole}"),
    "page_kinds": ("Efter type", "By kind"),
    "page_kinds_one": ("type", "kind"),
    "page_documents": ("Efter dokument", "By document"),
    "page_documents_one": ("dokument med svaret", "document with the answer"),
    "page_questions": ("spørgsmål", "questions"),
    "page_all": ("alle", "all"),
    "page_abstention": (
        "Siger den nej på de rigtige tidspunkter?",
        "Does it say no when it should?",
    ),
    "page_at_threshold": (
        (
            "Ved tærsklen blev {answered} af {unanswerable} spørgsmål uden svar i dokumenterne "
            "besvaret, og {refused} af {answerable} med svar blev afvist."
        ),
        (
            "At the threshold, {answered} of {unanswerable} questions without an answer in the "
            "documents were answered, and {refused} of {answerable} with one were refused."
        ),
    ),
    "page_covered": (
        "højst 1 af 20 forkert, når {share} % besvares (tærskel {threshold})",
        "at most 1 in 20 wrong where {share} % are answered (threshold {threshold})",
    ),
    "page_never_covered": (
        "ingen tærskel holder det forkerte på højst 1 af 20",
        "no threshold keeps what is wrong to 1 in 20",
    ),
    "page_plots": ("Kurver", "Plots"),
    "page_risk_title": ("Risiko og dækning", "Risk and coverage"),
    "page_coverage": ("spørgsmål, der besvares", "questions answered"),
    "page_risk": ("besvarede, der er forkerte", "answered ones that are wrong"),
    "page_risk_ground": ("Besvaret uden grundlag", "Answered without ground"),
    "page_risk_citation": (
        "Besvaret, og første henvisning ikke rigtig",
        "Answered, and the first citation not right",
    ),
    "page_threshold": ("tærskel {threshold}", "threshold {threshold}"),
    "page_latency_title": ("Svartid", "Response time"),
    "page_milliseconds": ("millisekunder", "milliseconds"),
    "page_share": ("spørgsmål, der er færdige", "questions that are done"),
    "page_median": ("median", "median"),
    "page_p95": ("95 %", "95 %"),
    "page_seconds_search": ("Søgning", "Search"),
    "page_seconds_ask": ("Svar", "Answer"),
    "page_wrong": ("Det, der gik galt ({count})", "What went wrong ({count})"),
    "page_wrong_how": (
        "Hvert spørgsmål står ét sted, under den alvorligste fejl. Åbn det for at se, hvad der blev fundet.",
        "Each question stands once, under its gravest mistake. Open it to see what was found.",
    ),
    "page_mistake_groundless": (
        "Besvaret, skønt dokumenterne intet svar har",
        "Answered, though the documents hold no answer",
    ),
    "page_mistake_refused": (
        "Afvist, skønt dokumenterne har svaret",
        "Refused, though the documents hold the answer",
    ),
    "page_mistake_citation": (
        "Første henvisning er ikke dér, hvor svaret står",
        "The first citation is not where the answer stands",
    ),
    "page_mistake_ranking": (
        "Første fundne tekst har ikke svaret",
        "The first text found does not hold the answer",
    ),
    "page_rank": (
        "Første rigtige tekst stod som nr. {rank}.",
        "The first right text stood at rank {rank}.",
    ),
    "page_no_rank": (
        "Ingen rigtig tekst blandt de første ti.",
        "No right text among the first ten.",
    ),
    "page_confidence": ("Sikkerhed {confidence}.", "Confidence {confidence}."),
    "page_page": ("side {page}", "page {page}"),
    "page_wanted": ("Svaret står her", "The answer stands here"),
    "page_cited": ("Svaret citerede", "The answer quoted"),
    "page_offered": ("Nærmeste steder, der blev tilbudt", "Nearest places that were offered"),
    "page_hits": ("Først fundet", "Found first"),
}
