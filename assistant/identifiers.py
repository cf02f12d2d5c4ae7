"""Identifiers of what is exported: the same thing has the same one in every export."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from index.hits import StoredDocument

URN: Final = "urn:referatsvar:"

_SPELT: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Makes identifiers below `base`: URNs, or addresses below the web app's address. OParl wants
    addresses; URNs are for an export that is not served anywhere."""

    base: str = URN

    @classmethod
    def below(cls, address: str | None) -> Identifiers:
        """Identifiers below the web app's address, or URNs where there is none."""
        return cls(address.rstrip("/") + "/") if address else cls()

    def make(self, kind: str, *parts: str | int) -> str:
        """The identifier of a thing of some kind, from parts that are safe in an address."""
        if self.base == URN:
            return URN + ":".join([kind, *map(str, parts)])
        return self.base + "/".join(["oparl", kind, *map(str, parts)])

    def named(self, kind: str, name: str) -> str:
        """The identifier of what is known by its name only, such as a person."""
        return self.make(kind, slug(name))

    def file(self, document: StoredDocument) -> str:
        """The identifier of a document: of the file, or of the part of a packet on these pages."""
        return self.make("file", *document_parts(document))

    def address(self, document: StoredDocument) -> str:
        """Where the file can be fetched: from the web app, if its address is known."""
        if self.base == URN:
            return self.file(document)
        return f"{self.base}kilde/{document.sha256}.pdf"


def document_parts(document: StoredDocument) -> tuple[str | int, ...]:
    """What tells a document from all others: its file's SHA-256, and where it begins in a packet."""
    first = document.page_first
    return (document.sha256,) if first == 1 else (document.sha256, first)


def slug(name: str) -> str:
    """A name in letters that are safe in an address, with a few hexadecimal digits that keep names
    apart whose letters are the same without accents."""
    folded = " ".join(unicodedata.normalize("NFKC", name).lower().split())
    digest = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    plain = (
        unicodedata.normalize("NFKD", folded.translate(_SPELT)).encode("ascii", "ignore").decode()
    )
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
    return f"{words}-{digest}" if words else digest
