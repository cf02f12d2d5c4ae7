"""The ways to search that are compared: the whole search, and each of its halves alone."""

from __future__ import annotations

from typing import get_args

from index.hits import Mode

MODES: tuple[Mode, ...] = get_args(Mode)
