"""Names and numbers in the form in which they are compared: people, bodies, parties, case numbers."""

from __future__ import annotations

import re
import unicodedata

SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})

CASE_LABEL = re.compile(
    r"^(?:sags?\s*(?:nr|nummer)|sag|j(?:ournal)?\.?\s*(?:nr|nummer))[.:\s]*", re.IGNORECASE
)
"""What people write in front of a case number."""

DASHES = re.compile(r"[‐‑‒–—/]")

LETTERS = {
    "socialdemokratiet": "a", "socialdemokraterne": "a",
    "radikale venstre": "b", "det radikale venstre": "b", "de radikale": "b", "radikale": "b",
    "det konservative folkeparti": "c", "konservative": "c", "de konservative": "c",
    "nye borgerlige": "d",
    "socialistisk folkeparti": "f", "sf": "f",
    "liberal alliance": "i", "la": "i",
    "kristendemokraterne": "k",
    "moderaterne": "m",
    "dansk folkeparti": "o", "df": "o",
    "venstre": "v",
    "danmarksdemokraterne": "ae",
    "enhedslisten": "oe",
    "alternativet": "aa",
}  # fmt: skip
"""The national parties' letters on the ballot, folded. Lists of one municipality have others."""

PARTY_LABEL = re.compile(r"^(?:liste|parti)\s+(?=\w$|ae$|oe$|aa$)")


def fold(name: str) -> str:
    """A name in lower case, æ/ø/å as ae/oe/aa, without accents, its words parted by one space."""
    spelt = unicodedata.normalize("NFKC", name).lower().translate(SPELT)
    plain = "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain))


def fold_party(party: str) -> str:
    """A party by its letter, where it has one all over the country: "ø" of "Enhedslisten" and of
    "Liste Ø" (folded, "oe"); otherwise its name folded."""
    folded = PARTY_LABEL.sub("", fold(party))
    return LETTERS.get(folded, folded)


def case_key(number: str) -> str:
    """A case number in lower case, without spaces and a label before it, with one kind of dash."""
    bare = CASE_LABEL.sub("", unicodedata.normalize("NFKC", number).strip())
    return "".join(DASHES.sub("-", bare).lower().split())
