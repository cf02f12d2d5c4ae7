"""A question of several parts, taken apart: "Hvad koster hallen, og hvornår åbner den?".

Where a part begins is told by word order: a question word followed by its verb, after a comma, "og" or a full
stop. "…, hvem der stemte imod" is no part, as the verb does not follow, nor is "børn og unge", which has no
question word. In doubt a question stays whole: two parts read as one are still answered, one torn in
two is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.conversation import subject_of
from assistant.part_openings import (
    PREPOSITION,
    begins_question,
    begins_whether,
    begins_with_verb,
    is_bare,
    question_word,
)
from index.traits import asked_for

MOST_PARTS: Final = 4
"""What follows the beginning of the fourth part stays with it."""

LONGEST: Final = 1000
"""Characters; a longer text is no question but a pasted document."""

BORDER: Final = re.compile(
    r"(?P<end>[?!:;]|(?<!\d)\.|\s[-–—])\s+(?:(?:og|samt|men|and|but)\s+)?"
    r"|(?P<comma>,)\s*(?P<and>(?:og|samt|men|and|but)\s+)?(?:så\s+)?"
    r"|\s(?:og|samt|and)\s+",
    re.IGNORECASE,
)
"""Where a part may begin: behind the end of a sentence, a comma or "og"."""

EMBEDDED: Final = re.compile(
    r"[\s,](?:hvem|hvad|hvor\w*|hvilke[nt]?|om|at|who|what|how|whether)(?:\s|$)", re.IGNORECASE
)
"""What opens a clause within a part; a question word after it may go on with that clause."""

TRAILING: Final = re.compile(r"[\s,]+(?:og|samt|men|and|but)\s*$|[\s,;:.?!–—-]+$", re.IGNORECASE)

UNENDED: Final = re.compile(rf"\s{PREPOSITION}$", re.IGNORECASE)
"""What ends so before a comma goes on behind it: "regler for, hvornår …"."""

BOTH: Final = re.compile(
    r"\bbåde\s+(?P<one>[^\s,?]+)\s+og\s+(?P<other>[^\s,?]+)"
    r"(?=\s*\?*\s*$|\s+(?:om|i|på|til|for|af|ved|med|fra)\b)",
    re.IGNORECASE,
)
"""Two things of one word each."""

POINTING: Final = re.compile(
    r"\b(?:den|det|de|dem|dens|dets|deres|han|ham|hans|hun|hende|hendes|denne|dette|disse|sådan|herom|herefter"
    r"|dertil|derfor|derom|derpå|derind|der|it|its|they|them|their|he|his|she|her|this|these|that|those)\b",
    re.IGNORECASE,
)
"""Words that point back to what another part names."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question: as it is `asked`, and as it is `searched`, which stands alone; `leans`
    where it does not without the rest."""

    asked: str
    searched: str
    leans: bool


def parts_of(question: str) -> tuple[Part, ...]:
    """The parts of a question, two to four, in order; none where it is one."""
    if len(question) > LONGEST:
        return ()
    head, pieces = _pieces(" ".join(question.split()))
    if len(pieces) == 1 and (both := BOTH.search(pieces[0])):
        pieces = [_instead(both, both[name]) for name in ("one", "other")]
    pieces = list(dict.fromkeys(pieces))
    if len(pieces) < 2:
        return ()
    return tuple(
        Part(_shown(piece), _standing_alone(head, pieces, n), leans=_leans(pieces, n))
        for n, piece in enumerate(pieces)
    )


def _pieces(question: str) -> tuple[str, list[str]]:
    """What is told before the first part, and the parts."""
    starts = _starts(question)
    if not starts:
        return "", []
    ends = [*starts[1:], len(question)]
    pieces = [_bare(question[begin:end]) for begin, end in zip(starts, ends, strict=True)]
    return question[: starts[0]].strip(" ,;:–—-"), pieces


def _starts(question: str) -> list[int]:
    """Where the parts begin."""
    starts: list[int] = []
    if question_word(question) or begins_with_verb(question):
        starts.append(0)
    for border in BORDER.finditer(question):
        if len(starts) == MOST_PARTS:
            break
        before = question[starts[-1] : border.start()] if starts else ""
        if _begins(question[border.end() :], before, border):
            starts.append(border.end())
    return starts


def _begins(rest: str, before: str, border: re.Match[str]) -> bool:
    """Whether a part begins with `rest`, `before` being the part that would end."""
    if border["end"]:
        sentence = rest[:1].isupper() and question_word(rest) is not None
        return sentence or begins_question(rest) or begins_with_verb(rest)
    if (UNENDED.search(before) and not border["and"]) or is_bare(before):
        return False
    if before and is_bare(rest):
        return border["comma"] is None or border["and"] is not None
    if before and border["comma"] and border["and"] and begins_whether(rest):
        return True
    # Behind a comma alone "hvor elever mødes" may tell of a place: only a certain verb will do.
    certain = border["and"] is None and border["comma"] is not None
    return begins_question(rest, certain=certain or EMBEDDED.search(before) is not None)


def _bare(piece: str) -> str:
    """A part without the signs and the "og" around it."""
    return TRAILING.sub("", piece)


def _shown(piece: str) -> str:
    """A part as a question of its own."""
    return f"{piece[:1].upper()}{piece[1:]}?"


def _instead(both: re.Match[str], one: str) -> str:
    return f"{both.string[: both.start()]}{one}{both.string[both.end() :]}"


def _leans(pieces: Sequence[str], n: int) -> bool:
    """Whether a part points to what another names, or names no subject of its own."""
    asked = pieces[n]
    # "Stemmetallet" and "bilagene" ask for something of a subject.
    named = [word for word in subject_of(asked) if not asked_for(word)]
    return is_bare(asked) or not named or (n > 0 and bool(POINTING.search(asked)))


def _standing_alone(head: str, pieces: Sequence[str], n: int) -> str:
    """A part as it is searched: with what is told before the parts; and one that leans with the
    subject of the parts before it, the first with that of the others."""
    asked = pieces[n]
    if head:
        return _shown(f"{head} {asked}" if head.endswith((".", "!", "?")) else f"{head}: {asked}")
    if not _leans(pieces, n):
        return _shown(asked)
    own = {word.lower() for word in subject_of(asked)}
    others = pieces[:n] or pieces[1:]
    subject = [word for other in others for word in subject_of(other)]
    subject = [word for word in dict.fromkeys(subject) if word.lower() not in own]
    return _shown(f"{asked}: {' '.join(subject)}") if subject else _shown(asked)
