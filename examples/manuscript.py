"""Reads a manuscript: Markdown below a TOML head between two lines of "+++".

Understood: "## item", "### section", "#### heading", paragraphs, "- " and "1. " lists, "| a | b |" tables,
**bold** and *italic*.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

Kind = Literal["item", "section", "heading", "paragraph", "bullets", "numbers", "table"]
HEADINGS: dict[str, Kind] = {"##": "item", "###": "section", "####": "heading"}
CASE_NUMBER = re.compile(r"Sagsnr\. (\d\d-\d{6})")
NUMBER = re.compile(r"\d+\. ")


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a list (one cell a row) or a table."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Section:
    """A named part of an agenda item, such as "Resume" or "Beslutning"."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Item:
    """An agenda item; a closed one has little more than its decision."""

    number: int
    title: str
    case_number: str | None
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Manuscript:
    """A document to typeset: its file name, its TOML head and its blocks."""

    name: str
    head: dict[str, Any]
    blocks: tuple[Block, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file; one without a head is refused."""
        _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        return cls(path.stem, tomllib.loads(head), tuple(map(block, paragraphs(body))))

    @property
    def date(self) -> date:
        """The day of the meeting or of the document."""
        day: date = self.head["dato"]
        return day

    def text(self, key: str) -> str:
        """Return a line of the head, empty where it is missing."""
        return str(self.head.get(key, ""))

    def names(self, key: str) -> list[str]:
        """Return a list of lines in the head, such as people."""
        return list(self.head.get(key, []))

    def items(self) -> list[Item]:
        """Return the agenda items of minutes, in order."""
        starts = [n for n, part in enumerate(self.blocks) if part.kind == "item"]
        ends = [*starts[1:], len(self.blocks)]
        return [
            item(number, self.blocks[start:end])
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
        ]


def item(number: int, blocks: tuple[Block, ...]) -> Item:
    """Make an item from its heading, its case number and its sections."""
    title, *rest = blocks
    found = CASE_NUMBER.fullmatch(rest[0].text)
    starts = [n for n, part in enumerate(rest) if part.kind == "section"]
    ends = [*starts[1:], len(rest)]
    sections = tuple(
        Section(rest[start].text, tuple(rest[start + 1 : end]))
        for start, end in zip(starts, ends, strict=True)
    )
    return Item(number, title.text, found[1] if found else None, sections)


def paragraphs(body: str) -> list[list[str]]:
    """Return the lines of each block: blocks are parted by blank lines."""
    return [part.splitlines() for part in re.split(r"\n\s*\n", body.strip())]


def block(lines: list[str]) -> Block:
    """Recognise a block by the first characters of its first line."""
    mark, _, rest = lines[0].partition(" ")
    if mark in HEADINGS:
        return Block(HEADINGS[mark], rest.strip())
    if mark == "-":
        return Block("bullets", rows=entries(lines, re.compile("- ")))
    if NUMBER.match(lines[0]):
        return Block("numbers", rows=entries(lines, NUMBER))
    if mark == "|":
        rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
        return Block("table", rows=tuple(row for row in rows if set(row[0]) != {"-"}))
    return Block("paragraph", " ".join(line.strip() for line in lines))


def entries(lines: list[str], mark: re.Pattern[str]) -> tuple[tuple[str], ...]:
    """Return list entries; a line without a mark continues the entry before it."""
    found: list[str] = []
    for line in lines:
        if mark.match(line):
            found.append(mark.sub("", line, count=1))
        else:
            found[-1] += " " + line.strip()
    return tuple((entry,) for entry in found)
