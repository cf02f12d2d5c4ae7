"""Votes for invented minutes: who voted how, and the words for it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import minutes_wordings as words
from minutes_sitting import Member

Voters = list[str]


def drawn_vote(
    rng: random.Random, present: Sequence[Member], *, rejected: bool
) -> tuple[dict[str, Any], list[str]]:
    """A vote that is lost where `rejected`, else won: its truth, and its paragraphs."""
    members = rng.sample(list(present), len(present))
    fewer = rng.randint(1, (len(members) - 1) // 2)
    party = rng.choice(members).party
    bloc = [member for member in members if member.party == party]
    if rng.random() < 0.6 and 2 * len(bloc) < len(members):  # a party votes against the others
        members = [*bloc, *(member for member in members if member.party != party)]
        fewer = len(bloc)
    without = rng.choice((0, 0, 1)) if len(members) - fewer - 1 > fewer else 0
    small, aside, large = (
        members[:fewer],
        members[fewer : fewer + without],
        members[fewer + without :],
    )
    ayes, noes = (small, large) if rejected else (large, small)
    counts = {"for_count": len(ayes), "against_count": len(noes)}
    none: dict[str, Any] = {"for": [], "against": [], "abstained": [], "for_count": None,
                            "against_count": None}  # fmt: skip
    if rng.random() < 0.15:
        wording = rng.choice(words.COUNTED)
        return none | counts, wording.format(
            n_for=counts["for_count"], n_against=counts["against_count"]
        ).split("\n")
    torn = {member.party for member in [*ayes, *aside]} & {member.party for member in noes}
    style = "names" if torn else rng.choice(("names", "letters", "letters", "parties"))
    shown_for, for_, bracketed = _shown(rng, ayes, style)
    shown_against, against, _ = _shown(rng, noes, style, bracketed)
    wording = rng.choice(words.VOTES)
    counted = "{n_for}" in wording
    said = wording.format(
        **{"for": shown_for, "against": shown_against, "n_for": len(ayes), "n_against": len(noes)}
    )
    truth = none | {"for": for_ if "{for}" in wording else [], "against": against}
    if counted:
        truth |= counts
    paragraphs = said.split("\n")
    if aside:
        names = [member.shown for member in aside]
        paragraphs.append(rng.choice(words.ABSTAINED).format(names=joined(names)))
        truth["abstained"] = names
    return truth, paragraphs


def joined(names: Sequence[str]) -> str:
    """Names as they are listed in Danish: "Anna, Bo og Carl"."""
    return " og ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), names[-1]])


def _shown(
    rng: random.Random, members: Sequence[Member], style: str, bracketed: bool | None = None
) -> tuple[str, Voters, bool]:
    if bracketed is None:
        bracketed = rng.random() < 0.5
    parties = sorted({member.party for member in members})
    if style == "letters":
        voters = [f"({party})" if bracketed else party for party in parties]
    elif style == "parties":
        voters = [words.PARTIES[party] for party in parties]
    else:
        voters = [member.shown for member in members]
    return joined(voters), voters, bracketed
