"""A sentence with one number becomes the question for it, by the word order of Danish.

The finite verb of a Danish main clause stands second: "Kommunen har brugt 4 mio. kr. på veje." With
the number asked for it stands second again, and the subject after it: "Hvor meget har kommunen brugt
på veje?" Only plain clauses are turned; the others give no question.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from assistant.cite import as_quoted
from eval.draft_parts import in_sentence

MOST_WORDS = 24
"""Words of a sentence that is turned: a longer one has too much beside its number."""

MOST_BEFORE = 7
"""Words before the verb: they are the subject, or a first phrase."""

NUMBER = re.compile(
    r"(?<![\w.,/-])(?:(?:ca\.|cirka|omkring|omtrent|knap|godt)\s+)?"
    r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,6}(?:,\d+)?)\s*"
    r"(?P<unit>(?:(?:mio|mia)\.\s*)?(?:kr\b\.?|kroner)|pct\b\.?|procent|%"
    r"|(?:[a-zæøå]{3,}e\s+(?=[a-zæøå]{4,}(?:r|e|n)\b))?[a-zæøå]{4,})(?!\w)"
)
"""A number with what it counts: money, percent, or a noun, perhaps with an adjective."""

YEAR = re.compile(r"(?:19|20)\d\d")

MONEY = re.compile(r"\bkr\b|kroner")
PERCENT = frozenset({"%", "pct", "pct.", "procent"})

NO_UNIT = frozenset(
    """januar februar marts april maj juni juli august september oktober november december eller samt
    blev bliver skal kunne ville havde efter inden under over mellem med til fra ved som der""".split()
)
"""Words after a number that are not what is counted."""

VERBS = frozenset(
    """er var bliver blev har havde får fik kan kunne skal skulle vil ville koster kostede betaler
    betalte udgør udgjorde modtager modtog bruger brugte afsætter afsatte bevilger bevilgede søger
    søgte stiger steg falder faldt dækker omfatter omfattede rummer giver gav forventes forventer
    afsættes bevilges anslås kræver sparer sparede svarer vurderes deltog deltager tilbyder ansætter
    ansatte behandler behandlede modtages fordeles opfører opførte""".split()
)
"""Finite verbs that amounts and counts stand with."""

PREPOSITIONS = frozenset(
    "i på for til med ved fra af efter under siden blandt hos inden ud".split()
)
SUBJECTS = frozenset("der vi man de det kommunen byrådet udvalget".split())
"""Words that are the subject where they stand after the verb: what stands before it is not."""

BOUND = frozenset("de disse alle første sidste kun end over under mindst højst".split())
"""Words before a number that it cannot be asked for without."""

NOT_PLAIN = re.compile(
    r"[,;:?!()\"”«»•]|\b(?:som|at|ikke|men|hvis|når|fordi|hvor|hvoraf|hvilket|dette|denne|disse"
    r"|daværende|nuværende|heraf|herudover|hermed|herved|ovenfor|nedenfor|således|samme|derfor|dermed|også|desuden"
    r"|endvidere|derudover)\b",
    re.IGNORECASE,
)
"""Signs of a clause within the clause, of a denial, or of a sentence that leans on another."""


def number_question(sentence: str, known: AbstractSet[str]) -> tuple[str, str] | None:
    """The question for the one number of a sentence, and its answer; None where the sentence is not
    a plain clause. `known` has the words that the collection writes in lower case."""
    clause = as_quoted(sentence).removesuffix(".")
    found = [match for match in NUMBER.finditer(clause) if _counts(match)]
    if len(found) != 1 or len(clause.split()) > MOST_WORDS or not clause[:1].isupper():
        return None
    (match,) = found
    before, after = clause[: match.start()].split(), clause[match.end() :].strip()
    second = next((n for n, word in enumerate(before) if word in VERBS), None)
    if second is None or not 1 <= second <= MOST_BEFORE or _bound(before[-1]):
        return None
    first, verb, middle = " ".join(before[:second]), before[second], before[second + 1 :]
    turned = before[0].lower() in PREPOSITIONS or (bool(middle) and middle[0] in SUBJECTS)
    # A number that is itself the subject is asked for in another way; "der" opens a clause.
    if (turned and not middle) or "der" in (*middle[1:], *after.split()):
        return None
    between = " ".join(middle)
    if any(NOT_PLAIN.search(part) for part in (first, between, after)):
        return None
    asked, opening = _asked(match["unit"]), in_sentence(first, known)
    parts = (
        (asked, verb, between, after, opening) if turned else (asked, verb, opening, between, after)
    )
    answer = f"{match['number']} {match['unit']}".removesuffix(".")
    return " ".join(part for part in parts if part) + "?", f"{answer}."


def _bound(word: str) -> bool:
    """Whether the number before which a word stands belongs to it: "de 5", "1- 2"."""
    return word in BOUND or word.endswith("-")


def _counts(match: re.Match[str]) -> bool:
    """Whether the number counts something: it is no year and no day of a month."""
    return not YEAR.fullmatch(match["number"]) and match["unit"].split()[0] not in NO_UNIT


def _asked(unit: str) -> str:
    if MONEY.search(unit):
        return "Hvor meget"
    return "Hvor mange procent" if unit in PERCENT else f"Hvor mange {unit}"
