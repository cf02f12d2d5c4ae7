"""Parts of a document that a question names by their code: "forslag A.13", "Mål 5".

A part begins with a sentence, mostly a heading, that begins with its code, and goes on to the next one
of that shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

KIND: Final = r"(?i:\b(?:mål|anbefaling|forslag|initiativ|indsats|indsatsområde|tema|spor|punkt|afsnit|kapitel|bilag) )"
LETTERED: Final = re.compile(
    rf"(?:{KIND}(?=[A-ZÆØÅ]\d)|{KIND}?(?=[^\W\d_]\.\d))"
    r"(?P<code>(?<![\w.])[^\W\d_]\.?\d{1,3}(?:\.\d{1,3})*(?!\w))"
)
"""Without a dot only after a word for what it is: "forslag A13", not "C40" or "E47", which are names."""

COUNTED: Final = re.compile(rf"(?P<code>{KIND}(?:nr\. ?)?\d{{1,3}}(?!\w|[.,]\d))")
SHAPES: Final = (LETTERED, COUNTED)
"""Parts are told from one another by codes of one shape."""

NamedParts = dict[re.Pattern[str], set[str]]
"""The codes that a question names, by their shape."""


def named_parts(question: str) -> NamedParts:
    """What a question names."""
    found = {shape: {_code(one) for one in shape.finditer(question)} for shape in SHAPES}
    return {shape: codes for shape, codes in found.items() if codes}


def in_parts(named: NamedParts, section: str | None, texts: Sequence[str]) -> list[bool]:
    """For each sentence of a passage, whether it stands in a part that is named, its heading among them.
    `section` is that in which the passage begins."""
    inside = [False] * len(texts)
    for shape, codes in named.items():
        begun = shape.match(section or "")
        within = begun is not None and _code(begun) in codes
        for n, text in enumerate(texts):
            if begins := shape.match(text.strip()):
                within = _code(begins) in codes
            inside[n] |= within
    return inside


def opens_part(named: NamedParts, text: str) -> bool:
    """Whether a sentence begins with a code that is named: where it is no heading, it is what is asked for."""
    begun = [(codes, shape.match(text.strip())) for shape, codes in named.items()]
    return any(found is not None and _code(found) in codes for codes, found in begun)


def is_code(text: str) -> bool:
    """Whether a text is a code and nothing else."""
    return any(shape.fullmatch(text.strip()) for shape in SHAPES)


def _code(found: re.Match[str]) -> str:
    """A code in one way of writing: "a.13" and "A13", "Mål nr. 5" and "mål 5"."""
    return re.sub(r"(?<=^\w)\.|nr\. ?", "", found["code"].casefold())
