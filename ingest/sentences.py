"""Sentences of the cleaned text, as spans. A line end that the typesetter chose ends a sentence."""

from __future__ import annotations

from ingest.model import Span

LANGUAGE = "da"


def sentence_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The sentences between two offsets of `text`, without the white space around them."""
    import sentencex  # noqa: PLC0415  slow to import, and only readers need it

    spans: list[Span] = []
    position = start
    for line in text[start:end].split("\n"):
        cursor = position
        for sentence in sentencex.segment(LANGUAGE, line) if line.strip() else ():
            first = text.index(sentence, cursor, position + len(line)) if sentence else cursor
            cursor = first + len(sentence)
            left = first + len(sentence) - len(sentence.lstrip())
            right = cursor - (len(sentence) - len(sentence.rstrip()))
            if left < right:
                spans.append((left, right))
        position += len(line) + 1
    return tuple(spans)
