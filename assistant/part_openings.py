"""How a question begins, in Danish and English: told by its first words alone.

A question word is followed by its verb in a question that stands by itself ("hvad koster hallen"), and by a
subject or "der" in one that is part of a sentence ("hvad hallen koster", "hvem der stemte imod").
"""

from __future__ import annotations

import re
from typing import Final

PREPOSITION: Final = (
    r"(?:af|for|fra|hos|i|med|mod|om|over|på|pa|paa|til|under|ved|at|by|from|in|of|on|to|with)"
)

PREPOSITIONS: Final = re.compile(PREPOSITION, re.IGNORECASE)

MODAL: Final = (
    "er|var|har|havde|kan|kunne|vil|ville|skal|skulle|må|måtte|bør|burde|blev|bliver"
    "|is|are|was|were|has|have|had|can|could|will|would|shall|should|may|must|do|does|did"
)
COMMON: Final = (
    f"{MODAL}|får|fik|går|gik|kommer|kom|siger|sagde|gør|gjorde|står|stod|ligger|lå|sker|skete|ser|tager|tog|giver|gav"
    "|mener|mente|synes|syntes|tror|ved|vidste|koster|kostede|kræver|krævede|gælder|galdt|betyder|betød|hedder|hed"
    "|bruger|brugte|stemte|stemmer|foreslår|foreslog|anbefaler|anbefalede|besluttede|vedtog|driver|drev|ejer|ejede"
    "|åbner|åbnede|lukker|lukkede|betaler|betalte|deltager|deltog|hører|hørte|lød|lyder|begrundede|begrunder|svarede"
    "|svarer|skrev|skriver|endte|ender|varer|varede|løber|løb|findes|fandtes|holder|holdt|træder|trådte|venter"
    "|ventede|starter|startede|slutter|sluttede|holdes|skyldes|kræves|gives|ydes|betales|sidder|sad|bestemmer|bestemte|stopper|stoppede|sparer|sparede"
    "|røg|faldt|steg|bad|fandt|lagde|lod|valgte|vandt|traf|trak|kørte|kører|solgte|spurgte|mangler|manglede"
    "|happens|happened|said|says|voted|went|came|comes|took|takes|pays|paid|runs|ran|costs|decided|opens|opened"
)
"""Verbs that questions to a municipality are asked with."""

VERB: Final = re.compile(rf"(?:{COMMON})\b(?!-)", re.IGNORECASE)
REGULAR: Final = re.compile(r"(?:\w{2,}er|\w{2,}(?:ede|[^s\W]te|[^\We]ed))\b", re.IGNORECASE)
"""What has the ending of a verb, as nouns have too ("eksperter")."""

SIZE: Final = r"(?:mange|meget|store?|stort|lange?|høje?|højt|hoej|få|many|much|large)"
MANNER: Final = r"(?:længe|laenge|langt|ofte|tit|dyrt|lidt|gamm?el|gamle|hurtigt|tidligt|sent|long|often|high|old|far)"
ASKING: Final = re.compile(
    rf"(?:{PREPOSITION}\s+)?(?:(?P<sized>hvor\s+{SIZE}|how\s+{SIZE}|hvilke[nt]?|which)"
    rf"|(?P<plain>hvor\s+{MANNER}|how\s+{MANNER}|hvem|hvad|hvorn(?:å|aa|a)r|hvorfor|hvordan|hvor|what|who|where"
    r"|when|why|how))\b\s*",
    re.IGNORECASE,
)
"""A question word; those of `sized` may go with a noun."""

IDIOM: Final = re.compile(r"hvad\s+(?:angår|gælder|vedrører|enten)\b", re.IGNORECASE)
"""No question: as for, whether."""

INSTEAD: Final = re.compile(r"hvad\s+med\s+\w|what\s+about\s+\w|how\s+about\s+\w", re.IGNORECASE)

OTHER: Final = r"(?!(?:der|som|det|de|den|han|hun|man|vi|jeg|du|it|they|the|we|he|she)\b)"
NOUN: Final = tuple(
    re.compile(rf"{words}(?:{PREPOSITION}\s+[\w-]+\s+)?", re.IGNORECASE)
    for words in ("", rf"{OTHER}[\w-]+\s+", rf"{OTHER}[\w-]+\s+(?P<second>[\w-]+)\s+")
)
"""What a question word of size goes with, before the verb: "af dem", "elever", "udenlandsk minister"."""

SUBJECT: Final = re.compile(
    r"(?:[A-ZÆØÅ][\w.-]*|(?i:\w{3,}(?:en|et|ne)|det|den|de|der|som|han|hun|man|vi|jeg|du|it|they|the|he|she|we|that))\b"
)
"""What a clause says something of; after it, a verb is not the second."""

NOTHING_MORE: Final = re.compile(
    rf"(?:{PREPOSITION}\s+)?(?:(?:hvor|how)\s+{SIZE}(?:\s+[\w-]+)?|(?:hvor|how)\s+{MANNER}|(?:hvilke[nt]?|which)\s+[\w-]+"
    r"|hvem|hvad|hvorn(?:å|aa|a)r|hvorfor|hvordan|hvor|what|who|where|when|why|how)"
    r"(?:\s+(?:ikke|lige|netop|da|så|der|dér|her|henne|dem|not)){0,2}\s*(?:[?.!]|$)",
    re.IGNORECASE,
)
"""A question of nothing but its question word: "hvorfor", "på hvilke vilkår", "for how long"."""

WHETHER: Final = re.compile(
    r"(?:(?i:er|var|blev|bliver|kan|kunne|vil|ville|skal|skulle|må|måtte|bør|burde)"
    r"\s+(?:(?i:der|det|den|de|han|hun|man|vi|jeg|du|nogen|dette)\b|[A-ZÆØÅ]\w|(?i:\w{3,}(?:en|et|ne)\b))"
    r"|(?i:har|havde)\s+(?:(?i:der|han|hun|man|vi|jeg|du|nogen)\b|(?i:det|den|de)\b(?!\s+\w+e\b))"
    r"|(?i:mener|mente|synes|syntes|tror)\s+(?:(?i:det|den|de|han|hun|man|vi|\w{3,}(?:en|et|ne))\b|[A-ZÆØÅ]\w)"
    r"|(?i:\w{2,}(?:er|ede|te))\s+(?i:vi|han|hun|man|jeg|du)\b"
    r"|(?i:is|are|was|were|has|have|had|can|could|will|would|should|do|does|did)"
    r"\s+(?i:it|they|the|he|she|we|there|any|this|these|that)\b)"
)
"""A question without a question word, behind ", og": its verb and its subject. "Hvem ejer hallen, og har
ansvaret for den?" has one subject for two verbs, and is one question."""


def begins_question(rest: str, *, certain: bool = False) -> bool:
    """Whether a question that stands by itself begins here; `certain` asks for a verb that is none but
    a verb."""
    asking = question_word(rest)
    if asking is None:
        return False
    if INSTEAD.match(rest):
        return True
    after = rest[asking.end() :]
    if asking["plain"] and _verb_at(after, certain=certain):
        return True
    if asking["plain"] and asking["plain"].lower() != "what":
        return False
    return any(_verb_behind(noun, after, certain=certain) for noun in NOUN)


def _verb_behind(noun: re.Pattern[str], after: str, *, certain: bool) -> bool:
    """Whether a verb follows what the question word goes with, and that is not a subject of its own."""
    found = noun.match(after)
    if found is None:
        return False
    second = found.groupdict().get("second")
    if second and (SUBJECT.fullmatch(second) or PREPOSITIONS.fullmatch(second)):
        return False
    # "alvorlige handlinger": the noun behind an adjective has a verb's ending.
    alone = found.group().split()
    certain = certain or not alone or (not second and alone[0].endswith("e"))
    return _verb_at(after[found.end() :], certain=certain)


def _verb_at(after: str, *, certain: bool) -> bool:
    """Whether a verb stands here, and not a noun that has its ending: before another verb."""
    if VERB.match(after):
        return True
    verb = None if certain else REGULAR.match(after)
    return verb is not None and not VERB.match(after[verb.end() :].lstrip())


def question_word(rest: str) -> re.Match[str] | None:
    """The question word that stands here."""
    return None if IDIOM.match(rest) else ASKING.match(rest)


def begins_whether(rest: str) -> bool:
    """Whether a question without a question word begins here, behind ", og"."""
    return WHETHER.match(rest) is not None


def begins_with_verb(sentence: str) -> bool:
    """Whether a sentence begins with a verb, as one that asks whether something is so."""
    return sentence[:1].isupper() and _verb_at(sentence, certain=False)


def is_bare(rest: str) -> bool:
    """Whether there is nothing here but a question word."""
    return NOTHING_MORE.match(rest) is not None
