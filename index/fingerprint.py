"""What an index belongs to: another setting makes other passages, vectors or terms."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace

from index import analysis
from ingest import split
from ingest.closed_marks import RULES as CLOSED_RULES
from ingest.privacy import RULES, Privacy

MASKED, PRINTED = f"masked by rules {RULES}", "as printed"
KEPT, LEFT_OUT = (f"{what}, told by rules {CLOSED_RULES}" for what in ("kept", "left out"))

OF_THE_PROGRAM = frozenset(("splitter", "analysis"))
"""What only another version of the program changes; the rest a user may set back."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The settings an index was built with. `model` identifies weights, tokenizer and prompts."""

    model: str
    passage_tokens: int
    splitter: int = split.VERSION
    analysis: int = analysis.VERSION
    personal_numbers: str = MASKED
    closed_items: str = KEPT

    def to_json(self) -> str:
        """As it is kept in the catalog."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Fingerprint:
        """The inverse of `to_json`."""
        # Before there was a choice, all was taken in as it is printed.
        before = {"personal_numbers": PRINTED, "closed_items": "kept"}
        return cls(**{**before, **json.loads(text)})

    def with_privacy(self, privacy: Privacy) -> Fingerprint:
        """The fingerprint of an index that leaves out what `privacy` says."""
        return replace(
            self,
            personal_numbers=MASKED if privacy.mask_numbers else PRINTED,
            closed_items=LEFT_OUT if privacy.skip_closed else KEPT,
        )

    def first_difference(self, other: Fingerprint) -> tuple[str, str, str] | None:
        """Name and both values of the first setting that differs, or None."""
        for setting in fields(self):
            ours, theirs = getattr(self, setting.name), getattr(other, setting.name)
            if ours != theirs:
                return setting.name, str(ours), str(theirs)
        return None
