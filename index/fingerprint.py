"""What an index belongs to: another setting makes other passages, vectors or terms."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from index import analysis
from ingest import split

OF_THE_PROGRAM = frozenset(("splitter", "analysis"))
"""What only another version of the program changes; the rest a user may set back."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The settings an index was built with. `model` identifies weights, tokenizer and prompts."""

    model: str
    passage_tokens: int
    splitter: int = split.VERSION
    analysis: int = analysis.VERSION

    def to_json(self) -> str:
        """As it is kept in the catalog."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Fingerprint:
        """The inverse of `to_json`."""
        return cls(**json.loads(text))

    def first_difference(self, other: Fingerprint) -> tuple[str, str, str] | None:
        """Name and both values of the first setting that differs, or None."""
        for setting in fields(self):
            ours, theirs = getattr(self, setting.name), getattr(other, setting.name)
            if ours != theirs:
                return setting.name, str(ours), str(theirs)
        return None
