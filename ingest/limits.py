"""What the reading of one file may take. Whatever exceeds it ends, and is reported."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one file, and of these seconds for the OCR of one page (0 reads no page by OCR);
    megabytes of memory for the process that reads it (0: any); characters of text in it."""

    seconds: float = 900.0
    page_seconds: float = 60.0
    megabytes: int = 4096
    characters: int = 50_000_000


USUAL = Limits()
"""For one ordinary machine."""
