"""Variants of the search, as a file names them: what is weighed otherwise, or left out.

    [[variant]]
    name = "as it is"

    [[variant]]
    name = "without grams"
    weights = { grams = 0.0 }

    [[variant]]
    name = "words alone"
    mode = "keyword"

The first is the base that the others are held against. `weights` are those of `index.fusion`, by the
name of the feature; a weight of 0 leaves it out.
"""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.errors import VariantProblem
from eval.modes import MODES
from index.fusion import WEIGHTS
from index.hits import Mode

KEYS = frozenset({"name", "mode", "weights"})


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to search."""

    name: str
    mode: Mode = "hybrid"
    weights: Mapping[str, float] = field(default_factory=dict)


def read_variants(path: Path) -> tuple[Variant, ...]:
    """The variants of a TOML file, at least one; raises `VariantProblem`."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VariantProblem("unreadable", file=path, detail=error.strerror or error) from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise VariantProblem("not_toml", file=path, detail=error) from error
    entries = content.get("variant")
    if not isinstance(entries, list) or not entries or content.keys() != {"variant"}:
        raise VariantProblem("no_variant", file=path)
    variants = [_variant(entry, path, number) for number, entry in enumerate(entries, start=1)]
    names = [variant.name for variant in variants]
    for name in names:
        if names.count(name) > 1:
            raise VariantProblem("variant_twice", file=path, name=name)
    return tuple(variants)


def _variant(entry: Any, path: Path, number: int) -> Variant:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise VariantProblem("variant_without_name", file=path, number=number)
    name, mode, weights = entry["name"], entry.get("mode", "hybrid"), entry.get("weights", {})
    for key in entry.keys() - KEYS:
        raise VariantProblem("unknown_key", file=path, name=name, field=key)
    if mode not in MODES:
        raise VariantProblem("unknown_mode", file=path, name=name, modes=", ".join(MODES))
    if not isinstance(weights, dict) or weights.keys() - WEIGHTS.keys():
        raise VariantProblem("unknown_weight", file=path, name=name, weights=", ".join(WEIGHTS))
    for value in weights.values():
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise VariantProblem("not_weight", file=path, name=name)
    return Variant(name, mode, {key: float(value) for key, value in weights.items()})


@contextlib.contextmanager
def weighed(variant: Variant) -> Iterator[None]:
    """Within it, every search of this process weighs as the variant says."""
    before = dict(WEIGHTS)
    WEIGHTS.update(variant.weights)
    try:
        yield
    finally:
        WEIGHTS.update(before)
