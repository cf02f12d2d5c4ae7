"""Minority statements, remarks and reservations: who said what for the record, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.meeting import Dissent, Span
from ingest.phrases import sentences
from ingest.quotes import MARKS, blanked, quotes
from ingest.voters import PARTY_NAMES, ROLES, VOTERS, party_of, split_voters

_WHO = rf"{ROLES}?(?P<who>{VOTERS})"
_VOTED = (
    r"(?:(?:stemte|stemmer|har\s+stemt)\s+(?:i?mod|nej|for)(?:\s+(?:indstillingen|forslaget))?"
    r"|undl(?:od|ader)(?:\s+at\s+(?:stemme|tage\s+stilling))?"
    r"|(?:kan|kunne)\s+ikke\s+(?:tiltræde|støtte|godkende|anbefale|tilslutte\s+sig)(?:\s+(?:indstillingen|forslaget))?)"
)
_KIND = (
    r"(?:bemærkning(?:er)?|mindretalsudtalelser?|protokol(?:tilførsel|bemærkning|udtalelse|lat|erklæring)"
    r"|begrundelse|stemmeforklaring|særudtalelse|særstandpunkt|udtalelse|erklæring|tilførsel(?:\s+til\s+protokollen)?)"
)
_RECORD = r"(?:til\s+(?:protokol(?:len|s)?|referat(?:et)?)|i\s+(?:protokollen|referatet))"
_WISH = r"(?:har\s+)?(?:ønske(?:t|de|r)?|bad\s+om|beder\s+om|begærede?|begærer|fik|anmodede\s+om)(?:\s+at\s+få|\s+at)?"
_SAYS = (
    r"(?:bemærke(?:de|r)|udtalte|udtaler|tilkendeg(?:av|iver)|anført?e|anfører|oplyste|påpege(?:de|r)|understrege(?:de|r)"
    r"|fremhæve(?:de|r)|beklage(?:de|r)|gjorde\s+opmærksom\s+på|gav\s+udtryk\s+for|gør\s+opmærksom\s+på)"
)

INTRODUCTIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_WHO}(?:\s+{_VOTED})?,?\s+(?:og\s+)?med\s+(?:den\s+|følgende\s+|en\s+)?{_KIND}\s*(?:om\s*)?,?\s*:?\s*(?:at\s+)?"), "Imod stemte (Ø) med bemærkning om, at taksten er for høj."),
    (re.compile(rf"{_WHO}(?:\s+{_VOTED})?(?:\s+og|,)?\s+(?:har\s+)?(?:afgiv(?:er|et)?|afgav|fremsatte|fremsætter|havde|fremkom\s+med)\s+(?:følgende|en)?\s*(?:fælles\s+)?{_KIND}\s*(?:om,?\s*)?:?\s*(?:at\s+)?"), "Ane Holm (A) afgav følgende mindretalsudtalelse: Taksten er for høj."),
    (re.compile(rf"{_WHO}(?:\s+{_VOTED}\s+og)?\s+{_WISH}\s+(?:det\s+|følgende\s+|en\s+)?{_KIND}?\s*(?:(?:til)?(?:ført|føjet)\s+)?(?:{_RECORD}|\w*protokollen)?\s*(?:,\s*at\s+|:\s*)"), "Ane Holm ønskede følgende ført til protokol: Taksten er for høj."),
    (re.compile(rf"{_WHO}\s+fik\s+(?:til)?ført\s+{_RECORD}\s*(?:,\s*at\s+|:\s*)"), "Ane Holm fik ført til protokol, at taksten er for høj."),
    (re.compile(rf"\b(?i:{_KIND})(?:\s+til\s+protokollen)?\s+(?:fra|ved|afgivet\s+af)\s+{_WHO}\s*(?::\s*|,?\s+om,?\s+at\s+)"), "Protokoltilførsel fra Ane Holm (A): Taksten er for høj."),
    (re.compile(rf"{_WHO}\s+{_SAYS}(?:\s+(?:dog|desuden|endvidere|til\s+protokol(?:len)?))*\s*[,:]\s*(?:at\s+)?"), "Ane Holm (A) bemærkede, at taksten er for høj."),
    (re.compile(rf"{_WHO}\s+(?:fremsatte|stillede)\s+følgende\s+(?:ændrings|under|mod)?forslag[^:\n]{{0,40}}:\s*"), "(Ø) fremsatte følgende forslag: Taksten sættes ned."),
)  # fmt: skip
"""What stands before a statement; its text begins behind. Each with an example."""

REASON = re.compile(
    rf"{_WHO}\s+{_VOTED}\s*,?\s+(?=(?:da|fordi|idet|eftersom|med\s+henvisning\s+til|under\s+henvisning\s+til)\b)"
)
"""A vote with its reason: the reason is the statement."""

REASON_AFTER = re.compile(
    rf"\b[Ii]?mod\s+(?:stemte|stemmer)\s*:?\s*{_WHO}\s*,?\s+(?=(?:da|fordi|idet|eftersom)\b)"
)
"""The same where the voter comes last."""

RESERVATION = re.compile(rf"{_WHO}\s+(?=(?:tog|tager)\s+(?:\w+\s+)?forbehold\b)")
"""A reservation is a statement in its own words."""

PARTY_STATEMENT = re.compile(
    rf"(?P<who>{PARTY_NAMES})\s+(?:ønsker|mener|finder|kan\s+ikke|støtter|vil\s+(?:ikke|gerne)|foretrækker|bakker)\b(?!\s+(?:tiltræde|støtte|godkende|anbefale)\s*(?:indstillingen|forslaget)?\.)"
)
"""A party's own words in a sentence that it begins."""

_STOPS = re.compile(
    r"\s*(?:[Ff]or\s+(?:stemte|stemmer)\b|[Ii]?mod\s+(?:stemte|stemmer)\b|[Mm]ed\s+stemmerne\b|Afbud\b|Fraværende\b"
    r"|(?:Udvalget|Byrådet|Kommunalbestyrelsen|Økonomiudvalget)\s+(?:godkendte|besluttede|tiltrådte|vedtog|anbefale|tog)"
    r"|Indstillingen\b|Ikke\s+til\s+stede\b|Følgende\s+deltog\b|\d+\s*\.)"
)
"""How a sentence begins that no statement without quote marks reaches over."""


def find_dissents(text: str, span: Span) -> tuple[Dissent, ...]:
    """The statements within a decision, in order, each with the exact words."""
    quoted = list(quotes(text, span))
    plain = blanked(text, span)
    within = list(sentences(plain, span))
    found: list[Dissent] = []
    taken: list[Span] = []
    introduced = _introduced(plain, span, within)
    for start, who, body, goes_on in sorted(introduced, key=lambda one: (one[0], -one[2])):
        said = _said(text, body, within, quoted, goes_on=goes_on)
        if said is None or any(start < end and begin < said[1] for begin, end in taken):
            continue
        if not split_voters(who):
            continue
        taken.append((start, said[1]))
        words = text[slice(*said)]
        found.append(Dissent(who, party_of(who) or _own_party(words), words, said))
    return tuple(found)


def _introduced(
    plain: str, span: Span, within: Sequence[Span]
) -> Iterator[tuple[int, str, int, bool]]:
    """Each introduction outside of quotes: where it begins, who, where the statement begins, and
    whether it goes on over sentences."""
    for pattern in (*(pattern for pattern, _ in INTRODUCTIONS), REASON, REASON_AFTER, RESERVATION):
        for match in pattern.finditer(plain, *span):
            colon = plain[: match.end()].rstrip().endswith(":")
            yield match.start("who"), " ".join(match["who"].split()), match.end(), colon
    for start, end in within:
        own = PARTY_STATEMENT.match(plain, start, end)
        if own:
            yield start, own["who"], start, True


def _said(
    text: str, start: int, within: Sequence[Span], quoted: Sequence[Span], *, goes_on: bool
) -> Span | None:
    """The statement's span: the quote that begins there, or the words to the sentence's end; after
    a colon, and in a party's own words, to the paragraph's."""
    while start < len(text) and text[start].isspace():
        start += 1
    for quote in quoted:
        if start <= quote[0] <= start + 4 and not text[start : quote[0]].strip(MARKS + " \nat"):
            return _trimmed(text, quote)
    ends = [end for _, end in within if end > start]
    if not ends:
        return None
    last = ends[0]
    for begin, end in within if goes_on else ():
        if begin < last:
            continue
        if "\n" in text[last:begin] or _STOPS.match(text, begin, end):
            break
        last = end
    return _trimmed(text, (start, last))


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without white space, and without a quote mark that only closes it."""
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    end = span[0] + len(words.rstrip())
    closing = re.search(rf"[{MARKS}]\.?$", text[start:end])
    if closing:
        end = start + closing.start()
    return (start, end) if start < end else None


def _own_party(words: str) -> str | None:
    """The party that a statement speaks for in its first word."""
    match = re.match(rf"(?:at\s+)?({PARTY_NAMES})\b", words)
    return match[1] if match else None
