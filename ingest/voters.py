"""Who votes, as minutes print them: "Ane Holm (A)", "(V)", "A, F og Ø", "Enhedslisten"."""

from __future__ import annotations

import re

PARTY_NAMES = (
    "Socialdemokratiet|Socialdemokraterne|Radikale Venstre|Det Radikale Venstre|De Radikale"
    "|Det Konservative Folkeparti|Konservative|Nye Borgerlige|Socialistisk Folkeparti|SF"
    "|Liberal Alliance|Kristendemokraterne|Danmarksdemokraterne|Dansk Folkeparti|Moderaterne"
    "|Venstre|Enhedslisten|Alternativet|Veganerpartiet|Slesvigsk Parti|Frihedslisten"
    r"|(?:[A-ZÆØÅ]\w+)?listen\b(?: [A-ZÆØÅ]\w+)*"
)
"""Parties and lists by name."""

LETTER = r"[A-ZÆØÅ]"

PARTY = rf"\((?:{LETTER}{{1,3}}|{PARTY_NAMES}|[Uu]den for parti(?:erne)?|UP|løsgænger)\)"
"""A party in brackets, as it stands behind a name or alone."""

_WORD = r"(?:[A-ZÆØÅÖÜÄÉ][\w'’-]*[\w'’]|[A-ZÆØÅ]\.|el-[A-ZÆØÅ]\w+)"
_JOINED = r"(?:af|von|van|de|el|al|bin)"

NAME = rf"{_WORD}(?:\s(?:{_JOINED}\s)?{_WORD}){{1,5}}"
"""A name of two to six words."""

VOTER = (
    rf"(?:{NAME}(?:\s?{PARTY})?|{PARTY}|(?:{PARTY_NAMES})(?:\s?{PARTY})?|(?:[Ll]iste|[Pp]arti)\s{LETTER}\b"
    rf"|\b{LETTER}\b(?:\s\(\d{{1,2}}\))?(?!\.))"
)

BETWEEN = r"(?:\s?,\s(?:og\s|samt\s)?|\s(?:og|samt)\s|\s?,\s?\n|\s(?=\())"

VOTERS = rf"{VOTER}(?:{BETWEEN}{VOTER})*"
"""One voter or several: "(V), (A) og Ane Holm (C)"."""

_ONE = re.compile(VOTER)

_COUNT = re.compile(r"\s\(\d{1,2}\)$")

NOT_NAMES = frozenset(
    """udvalget byrådet kommunalbestyrelsen økonomiudvalget forvaltningen administrationen ingen
    imod for med afbud fraværende punkt indstillingen forslaget""".split()
)
"""Capitalised words that begin sentences and are no voters."""


def split_voters(listed: str) -> tuple[str, ...]:
    """Each voter of a list as printed, white space folded."""
    found = [" ".join(match[0].split()) for match in _ONE.finditer(listed)]
    named = (_COUNT.sub("", voter) for voter in found)
    return tuple(voter for voter in named if voter.lower() not in NOT_NAMES)


def party_of(voter: str) -> str | None:
    """The party printed with a voter, or that is the voter: "A" of "Ane Holm (A)" and of "(A)"."""
    bracketed = re.search(r"\(([^)]+)\)$", voter)
    if bracketed:
        return bracketed[1]
    if re.fullmatch(rf"(?:(?:[Ll]iste|[Pp]arti)\s)?({LETTER})", voter):
        return voter[-1]
    return voter if re.fullmatch(PARTY_NAMES, voter) else None
