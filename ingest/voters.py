"""Who votes, as minutes print them: "Ane Holm (A)", "(V)", "A, F og Ø", "Enhedslisten"."""

from __future__ import annotations

import re

PARTY_NAMES = (
    "Socialdemokratiet|Socialdemokraterne|Radikale Venstre|Det Radikale Venstre|De Radikale"
    "|Det Konservative Folkeparti|De Konservative|Konservative|Nye Borgerlige|Socialistisk Folkeparti|SF"
    "|Liberal Alliance|Kristendemokraterne|Danmarksdemokraterne|Dansk Folkeparti|Moderaterne"
    "|Venstre|Enhedslisten|Alternativet|Veganerpartiet|Slesvigsk Parti|Schleswigsche Partei"
    r"|(?:[A-ZÆØÅ]\w{1,30})?[Ll]isten\b(?: [A-ZÆØÅ]\w+){0,3}"
)
"""Parties and lists by name."""

LETTER = r"[A-ZÆØÅ]"

PARTY = (
    rf"\((?:{LETTER}{{1,3}}|{PARTY_NAMES}|[Uu]den for parti(?:er(?:ne)?)?|[Ll]øsgænger|uafhængig)\)"
)
"""A party in brackets, as it stands behind a name or alone."""

_LONG_PARTY = r"\([A-ZÆØÅ][a-zæøå]+(?:\s\w+){0,3}\)"
"""Any party's name in brackets: behind a person it is one, alone it may be a person."""

_UPPER = "A-ZÆØÅÄÖÜÀÁÂÇÈÉÊËÍÎÏÑÓÔÚŠŽČĆŁ"
_FIRST = rf"(?:(?<!\w)[{_UPPER}][\w'’-]{{0,30}}[\w'’]|(?:el|al)-[{_UPPER}]\w+|[{_UPPER}]\.\s?[{_UPPER}]\.)"
_WORD = rf"(?:{_FIRST}|[{_UPPER}]\.)"
_JOINED = r"(?:af|von|van|de|el|al|bin|der)"

NAME = rf"{_FIRST}(?:[ ](?:{_JOINED}[ ])?{_WORD}){{0,4}}[ ](?:{_JOINED}[ ])?{_FIRST}"
"""A name of two to six words on one line; an initial is neither its first nor its last."""

COUNT = r"(?:\s\(\d{1,2}\))?"
"""How many of a party, behind it: "A (4)"."""

VOTER = (
    rf"(?:(?:{PARTY_NAMES})(?!\s{LETTER}[a-zæøå])(?:\s?{PARTY})?{COUNT}|{NAME}(?:\s?(?:{PARTY}|{_LONG_PARTY}))?|{PARTY}{COUNT}"
    rf"|(?:[Ll]iste|[Pp]arti)\s{LETTER}\b|(?<![\w.]){LETTER}\b{COUNT}(?!\.?[ ]?[A-ZÆØÅ][a-zæøå]+\s\())"
)

BETWEEN = rf"(?:\s?,\s?(?:og\s|samt\s)?|\+|\s(?:og|samt|plus)\s|(?<=\))[ ](?=\({LETTER}{{1,2}}\)(?:[ ]\(|[.,;\n]|[ ]og[ ]|$)))"

VOTERS = rf"(?>{VOTER})(?:{BETWEEN}(?>{VOTER})){{0,60}}+"
"""One voter or several: "(V), (A) og Ane Holm (C)". A list is taken whole or not at all, up to 60 more
(no council has more members): hostile text must not be tried in all its parts."""

ROLES = (
    r"(?:(?:[Ff]ormand(?:en)?|[Uu]dvalgsformand(?:en)?|[Nn]æstformand(?:en)?|[Vv]iceborgmester(?:en)?"
    r"|[Bb]orgmester(?:en)?|[Rr]ådmand(?:en)?|[Bb]yrådsmedlem(?:merne)?|[Mm]edlemmerne|[Pp]artierne?"
    r"|[Ll]øsgænger(?:en)?|[Uu]dvalgsmedlem|[Gg]ruppeformand|[Ll]isterne)\s+)"
)
"""What stands before a name and is no part of it."""

_ONE = re.compile(VOTER)
_ROLE = re.compile(ROLES)
_COUNT = re.compile(r"\s\(\d{1,2}\)$")

NOT_NAMES = frozenset(
    """udvalget byrådet kommunalbestyrelsen økonomiudvalget forvaltningen administrationen ingen
    imod for med afbud fraværende punkt indstillingen forslaget godkendt vedtaget tiltrådt herefter
    ad derudover samtidig""".split()
)
"""Capitalised words that begin sentences and are no voters."""


_BODY = re.compile(
    r"(?:udvalg|råd|bestyrelse|forvaltning|afdeling|kommune|forening|magistrat|administration)"
    r"(?:et|en|n|er|erne)?$",
    re.IGNORECASE,
)
"""How the name of a body ends, which is nobody's."""


def split_voters(listed: str) -> tuple[str, ...]:
    """Each voter of a list as printed, white space folded, without role and number."""
    found = (_ROLE.sub("", " ".join(match[0].split())) for match in _ONE.finditer(listed))
    named = [_COUNT.sub("", voter) for voter in found]
    return tuple(
        voter
        for voter in dict.fromkeys(named)
        if voter.split(" ")[0].lower() not in NOT_NAMES and not _BODY.search(voter)
    )


def party_of(voter: str) -> str | None:
    """The party printed with a voter, or that is the voter: "A" of "Ane Holm (A)" and of "(A)"."""
    bracketed = re.search(r"\(([^)]+)\)$", voter)
    if bracketed:
        return bracketed[1]
    if re.fullmatch(rf"(?:(?:[Ll]iste|[Pp]arti)\s)?({LETTER})", voter):
        return voter[-1]
    return voter if re.fullmatch(PARTY_NAMES, voter) else None
