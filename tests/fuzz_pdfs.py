"""Damaged files by the thousand: real PDFs with bytes flipped, cut, spliced and objects exchanged.

    python -m tests.fuzz_pdfs 2000 [FIRST_SEED]

reads as many in worker processes and prints what came of them. The same seed gives the same file.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ingest.errors import FileProblem
from ingest.limits import Limits
from ingest.pipeline import Outcome, Reading, read_all
from ingest.sources import Source

OBJECT = re.compile(rb"\n\d+ 0 obj\b.*?\nendobj", re.DOTALL)
NUMBER = re.compile(rb"(?<=[ /\[])\d+(?=[ /\]>\r\n])")
NAME = re.compile(rb"/[A-Z][A-Za-z0-9]{2,}")
LARGEST = 400_000
"""Bytes of a file to begin with: small ones are read quickly."""

LIMITS = Limits(seconds=60, page_seconds=0, megabytes=2000)

Damage = Callable[[bytearray, random.Random, Sequence[bytes]], None]


def flip(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    """Bits here and there."""
    for _ in range(chance.choice((1, 5, 40, 400))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def overwrite(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    """A stretch of noise, zeros or one byte."""
    at, length = chance.randrange(len(content)), chance.choice((4, 100, 3000))
    with_ = chance.choice((bytes(length), b"(" * length, chance.randbytes(length)))
    content[at : at + length] = with_


def cut(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    """The end, or a piece in the middle."""
    at = chance.randrange(len(content))
    del content[at : chance.choice((len(content), at + chance.randrange(1, 5000)))]


def splice(content: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    """A piece of another file in the middle of this one."""
    other = chance.choice(others)
    start = chance.randrange(len(other))
    at = chance.randrange(len(content))
    content[at:at] = other[start : start + chance.randrange(1, 20_000)]


def double(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    """A piece once more."""
    start = chance.randrange(len(content))
    piece = bytes(content[start : start + chance.randrange(1, 5000)])
    content[start:start] = piece * chance.choice((1, 2, 50))


def exchange_objects(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    """Two objects under one another's numbers."""
    found = [match.span() for match in OBJECT.finditer(content)]
    if len(found) < 2:
        return
    (a, b), (c, d) = sorted(chance.sample(found, 2))
    one, other = bytes(content[a:b]), bytes(content[c:d])
    swapped = (_with_number(other, one), _with_number(one, other))
    content[c:d] = swapped[1]
    content[a:b] = swapped[0]


def _with_number(body: bytes, number_of: bytes) -> bytes:
    return number_of[: number_of.index(b"obj")] + body[body.index(b"obj") :]


def numbers(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    """Lengths, references and sizes that are wrong, mostly far too large or negative."""
    found = [match.span() for match in NUMBER.finditer(content)]
    for start, end in sorted(chance.sample(found, min(len(found), 8)), reverse=True):
        content[start:end] = chance.choice((b"0", b"-1", b"65536", b"4294967295", b"9" * 30, b"7"))


def names(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    """One key of the file's language in place of another."""
    found = [match.span() for match in NAME.finditer(content)]
    if not found:
        return
    known = [bytes(content[start:end]) for start, end in found]
    for start, end in sorted(chance.sample(found, min(len(found), 4)), reverse=True):
        content[start:end] = chance.choice(known)


DAMAGES: tuple[Damage, ...] = (
    flip, overwrite, cut, splice, double, exchange_objects, numbers, names,
)  # fmt: skip


def seeds_of(folders: Sequence[Path]) -> list[bytes]:
    """The small real files to begin with, in order of their names."""
    paths = sorted(path for folder in folders for path in folder.iterdir())
    return [
        path.read_bytes()
        for path in paths
        if path.suffix.lower() == ".pdf" and path.stat().st_size < LARGEST
    ]


def damaged(originals: Sequence[bytes], seed: int) -> bytes:
    """The file that a seed stands for."""
    chance = random.Random(seed)
    content = bytearray(chance.choice(originals))
    for _ in range(chance.choice((1, 1, 2, 4))):
        if content:
            chance.choice(DAMAGES)(content, chance, originals)
    return bytes(content)


def read_damaged(
    originals: Sequence[bytes], seeds: Sequence[int], folder: Path, tokenizer: Path
) -> Iterator[tuple[int, Outcome]]:
    """What comes of the files that these seeds stand for, in any order."""
    sources = []
    for seed in seeds:
        path = folder / f"{seed}.pdf"
        path.write_bytes(damaged(originals, seed))
        sources.append(Source(path, path.name))
    for source, outcome in read_all(sources, Reading(tokenizer, workers=2, limits=LIMITS)):
        yield int(source.name.removesuffix(".pdf")), outcome


def report_of(outcome: Outcome) -> str:
    """In a word."""
    return outcome.code if isinstance(outcome, FileProblem) else "read"


def main(count: int, first: int = 0) -> None:
    """Read so many damaged files, and print what came of them."""
    import os

    from conftest import EXAMPLES

    from index.embedding import Embedder

    corpus = Path(os.environ.get("REFERATSVAR_CORPUS", "../shared")) / "corpus"
    originals = seeds_of([EXAMPLES, corpus / "ballerup-2012", corpus / "difficult"])
    begun, counts = time.monotonic(), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = Embedder.load().tokenizer_file
        for seed, outcome in read_damaged(
            originals, range(first, first + count), Path(folder), tokenizer
        ):
            counts[report_of(outcome)] += 1
            if report_of(outcome) in {"crashed", "too_slow", "too_large"}:
                print(seed, outcome, flush=True)  # noqa: T201  this is its output
    seconds = time.monotonic() - begun
    print(f"{counts.total()} files in {seconds:.0f} s: {dict(counts.most_common())}")  # noqa: T201


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main(*map(int, sys.argv[1:]))
