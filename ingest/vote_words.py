"""The ways in which Danish minutes write a vote: one row a way, with an example of each."""

from __future__ import annotations

import re

from ingest.meeting import Span
from ingest.voters import ROLES, VOTER, VOTERS

NUMBER_WORDS = {
    word: value
    for value, words in enumerate(
        "nul|en,én,et,ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten".split(
            "|"
        )
    )
    for word in words.split(",")
}

_NUMBER = rf"(?i:(?<![\d.,-])\d{{1,3}}(?![\w-]|[.,]\d)|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
_MEMBERS = r"(?:\s*(?:medlem(?:mer)?|stemmer?|personer|byrådsmedlem(?:mer)?))?"
_WHO = rf"(?:{ROLES}?(?P<who>{VOTERS})|\(\s*(?P<inner>{VOTERS})\s*\))"
_BY = rf"(?:{ROLES}?(?P<who>{VOTERS}))"
_BRACKETED = rf"(?:[ ]*:?[ ]*\(??(?P<inner>{VOTERS})\)?)?"
_VOTED = r"(?:stemte|stemmer|har\s+stemt|stemt)"
_ON = r"(?:\s+(?!stemte|stemmer|at\b)[a-zæøå][^\s.,:;()]*(?:\s+(?!stemte|stemmer)[^\s.,:;()]+){0,3}?)?"
_LINES = rf"\s*:?\s*\n(?P<lines>(?:[ \t]*[•·–-]?\s?{VOTER}[ \t]*,?(?:\n|$))+)"
_COLON = r"\s*:?\s*"
_LEAD = r"(?:(?:[Ee]t|[Dd]et|[Uu]dvalgets)\s+)?(?:[Ff]lertal|[Mm]indretal)(?:let|lets|tallet)?(?:\s+i\s+\w+)?(?:\s+på\s+\d+)?(?:,?\s+(?:bestående\s+af|som\s+består\s+af|der\s+består\s+af|udgjort\s+af))?\s*"

COUNTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b(?P<for>{_NUMBER})\s+(?:stemmer?\s+)?for\s+(?:og|mod)\s+(?P<against>{_NUMBER})\s*(?:stemmer?\s+)?(?:i?mod)?\b"), "Med stemmerne 7 for og 2 imod"),
    (re.compile(rf"\b(?P<for>{_NUMBER})\s+(?:stemmer?\s+)?(?:for|ja)\s*,\s*(?P<against>{_NUMBER})\s+(?:stemmer?\s+)?(?:i?mod|nej)\b"), "7 stemmer for, 2 imod"),
    (re.compile(rf"\b(?P<for>{_NUMBER})\s+stemmer?\s+(?:i?mod)\s+(?P<against>{_NUMBER})"), "7 stemmer mod 2"),
    (re.compile(r"\bstemme(?:rne|tallene|tal)\s+(?P<for>\d{1,3})\s*(?:[-–]|mod|imod|for\s+og)\s*(?P<against>\d{1,3})\b"), "med stemmerne 7 mod 2"),
)  # fmt: skip
"""Both numbers in one phrase."""

SIDES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("for", re.compile(rf"\b[Ff]or{_ON}\s+{_VOTED}{_COLON}(?P<count>{_NUMBER})?{_MEMBERS}{_COLON}{_WHO}"), "For stemte A og B."),
    ("for", re.compile(rf"\b[Ff]or{_ON}\s+{_VOTED}{_COLON}(?P<count>{_NUMBER}){_MEMBERS}"), "For stemte 7."),
    ("for", re.compile(rf"\b[Ff]or{_ON}(?:\s+{_VOTED})?{_LINES}"), "For stemte:\nAne Holm (A)\nBo Friis (V)\n"),
    ("for", re.compile(rf"(?:^|(?<=[\s(]))(?:[Ss]temmer\s+for|For|Ja)\s*:\s*(?P<count>{_NUMBER})?{_MEMBERS}{_COLON}{_WHO}"), "For: A og B."),
    ("for", re.compile(rf"(?P<count>{_NUMBER})(?:\s+medlem(?:mer)?)?\s+(?:stemmer?|{_VOTED})\s+for\b{_BRACKETED}"), "7 stemte for (A og B)"),
    ("for", re.compile(rf"(?:{_LEAD})?{_WHO}\s+{_VOTED}\s+(?:for|ja)\b"), "Ane Holm (A) stemte for."),
    ("for", re.compile(rf"\b[Ff]lertal(?:let)?\b[^.\n]{{0,40}}?(?:bestående\s+af|:|\s)\s*{_WHO}\s+(?:{_VOTED}\s+for|godkendte|vedtog|tiltrådte|anbefale[rd]e?|besluttede|ønske[rd]e?|indstiller)\b"), "Et flertal bestående af A og B godkendte indstillingen."),
    ("for", re.compile(rf"\baf\s+et\s+flertal(?:\s+bestående\s+af)?\s*:?\s*{_WHO}"), "Tiltrådt af et flertal (A og B)."),
    ("for", re.compile(rf"\b[Hh]erfor\s+{_VOTED}{_COLON}{_WHO}"), "Herfor stemte A."),
    ("against", re.compile(rf"\b(?:[Ii]mod|[Mm]od){_ON}\s+{_VOTED}{_COLON}(?P<count>{_NUMBER})?{_MEMBERS}{_COLON}{_WHO}"), "Imod stemte V."),
    ("against", re.compile(rf"\b(?:[Ii]mod|[Mm]od){_ON}\s+{_VOTED}{_COLON}(?P<count>{_NUMBER}){_MEMBERS}"), "Imod stemte 2."),
    ("against", re.compile(rf"\b(?:[Ii]mod|[Mm]od){_ON}(?:\s+{_VOTED})?{_LINES}"), "Imod stemte:\nAne Holm (A)\nBo Friis (V)\n"),
    ("against", re.compile(rf"(?:^|(?<=[\s(]))(?:[Ss]temmer\s+i?mod|Imod|Mod|Nej)\s*:\s*(?P<count>{_NUMBER})?{_MEMBERS}{_COLON}{_WHO}"), "Imod: V."),
    ("against", re.compile(rf"(?P<count>{_NUMBER})(?:\s+medlem(?:mer)?)?\s+(?:stemmer?|{_VOTED})\s+i?mod\b{_BRACKETED}"), "2 stemte imod (V)"),
    ("against", re.compile(rf"(?:{_LEAD})?{_WHO}\s+{_VOTED}\s+(?:i?mod|nej)\b"), "V stemmer imod."),
    ("against", re.compile(rf"\b{_VOTED}\s+{_BY}\s+i?mod\b"), "Herefter stemte Ane Holm (A) imod."),
    ("against", re.compile(rf"\b[Hh]erimod\s+{_VOTED}{_COLON}{_WHO}"), "Herimod stemte V."),
    ("against", re.compile(rf"(?:{_LEAD})?{_WHO}\s+(?:kunne|kan)\s+(?:dog\s+)?ikke\s+(?:tiltræde|støtte|godkende|anbefale|medvirke|tilslutte)\b"), "V og C kunne ikke tiltræde indstillingen."),
    ("abstained", re.compile(rf"(?:{_LEAD})?{_WHO}\s+(?:undlod|undlader)(?:\s+dog)?(?:\s+at\s+(?:stemme|tage\s+stilling|deltage))?\b"), "Liste Å undlod at stemme."),
    ("abstained", re.compile(rf"{_BY}\s+(?:tog|tager)\s+(?:dog\s+)?ikke\s+stilling\b"), "Ane Holm (A) tog ikke stilling."),
    ("abstained", re.compile(rf"{_BY}\s+(?:{_VOTED}\s+(?:hverken|blankt)|afstod\s+fra\s+at\s+stemme|deltog\s+ikke\s+i\s+afstemningen)"), "Ane Holm (A) stemte hverken for eller imod."),
    ("abstained", re.compile(rf"\b(?:[Hh]verken\s+for\s+eller\s+imod|[Uu]ndlod(?:\s+at\s+stemme)?|[Uu]ndlod\s+at\s+tage\s+stilling|[Bb]lank(?:t)?)(?:\s+{_VOTED})?{_COLON}(?P<count>{_NUMBER})?{_MEMBERS}{_COLON}{_WHO}"), "Undlod at stemme: Ane Holm (A)."),
    ("abstained", re.compile(rf"\b(?:[Hh]verken\s+for\s+eller\s+imod|[Uu]ndlod\s+at\s+stemme)(?:\s+{_VOTED})?{_LINES}"), "Undlod at stemme:\nAne Holm (A)\n"),
    ("abstained", re.compile(rf"(?P<count>{_NUMBER})(?:\s+medlem(?:mer)?)?\s+(?:undlod(?:\s+at\s+stemme)?|stemte\s+blankt|(?:stemte\s+)?hverken\s+for(?:\s+eller\s+imod)?){_BRACKETED}"), "1 undlod at stemme (Ane Holm)"),
)  # fmt: skip
"""One side of a vote: its number, its voters, or both."""

TURNED_DOWN = re.compile(
    r"\b(?:forkast|nedstem|afvi(?:st|ses|ste)|fald(?:t|et)|ikke\s+(?:vedtag|godkend|tiltrå))",
    re.IGNORECASE,
)
"""Behind these words the greater of two numbers is that of the votes against."""

UNANIMOUS = re.compile(r"(?<!ikke )\b[Ee]nstemmigt?\b")
"""Only this word tells of a vote without a vote against."""

AMENDMENT = re.compile(
    r"\b(?:fremsatte|stillede|fremsætter|stiller|foreslog|foreslår)\b"
    r"|\b(?:ændrings|mod|underændrings|udsættelses)forslag|\bforslag(?:et)?\s+(?:fra|stillet|fremsat)\b",
    re.IGNORECASE,
)
"""What says that a vote that follows is on somebody's own proposal."""

MAIN_AGAIN = re.compile(
    r"\b(?:indstillingen|hovedforslaget|(?:forslaget|budgettet|sagen)\s+i\s+sin\s+helhed|den\s+samlede\s+\w+"
    r"|(?:udvalget|rådet|bestyrelsen|repræsentationen)\s+(?:godkendte|vedtog|tiltrådte))\b",
    re.IGNORECASE,
)
"""What says that a vote that follows is on the case itself."""

REJECTED_PROPOSAL = re.compile(
    r"\b(?:afvi(?:ste|ses|st)|forkast(?:ede|et|es))\s+(?:[A-ZÆØÅ]\w+\s+)?"
    r"(?P<on>(?:indstillings)?punkt\s+\w+|[^.,\n–-]{3,80})"
)
"""A vote that turned something down, beside another that did not."""

WANTED = re.compile(rf"{_WHO}\s+ønskede\s+(?P<not>ikke\s+)?at\b")
"""Sides told by what they wanted, where the numbers are printed without names."""


def number_of(written: str | None) -> int | None:
    """A number in figures or in words."""
    if not written:
        return None
    return int(written) if written.isdigit() else NUMBER_WORDS.get(written.lower())


_LED_IN = re.compile(r"(?:,\s*|\b)(?:idet|mens|men|hvor|hvoraf)\s+$")


def own_votes(text: str, span: Span) -> list[Span]:
    """Where members tell that they are against, or abstain, with the word that leads in to it
    ("idet"): those are no words of the body."""
    found = []
    for side, pattern, _ in SIDES:
        for match in pattern.finditer(text, *span) if side != "for" else ():
            led_in = _LED_IN.search(text, max(span[0], match.start() - 12), match.start())
            found.append((led_in.start() if led_in else match.start(), match.end()))
    return found
