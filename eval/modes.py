"""The ways to search that are compared: the whole search, and each of its halves alone."""

from __future__ import annotations

from typing import Literal, get_args

Mode = Literal["hybrid", "keyword", "dense"]
"""The search as people get it; BM25 alone; vectors alone."""

MODES: tuple[Mode, ...] = get_args(Mode)
