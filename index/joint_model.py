"""The network that reads a question and a passage together, from the tokens that are kept of both.

The tokens have read their own text already; two blocks let them read each other: the passage's look at the
question's, at their neighbours and at themselves, and the question's look back at the passage's. What
it costs is a tenth of the embedding model reading both texts anew ("precomputing transformer term
representations", MacAvaney et al. 2020, arXiv 2004.14255). Importing this module imports torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from index.late import SCALE, WIDTH

BLOCKS = 2
HEADS = 4
INNER = 256
"""Width within a feed-forward layer."""

NEIGHBOURS = 9
"""Tokens that are seen by the one in their midst."""

LARGER = 8.0
"""Unit vectors times this have numbers near 1, as a network takes them."""

SHARP = 20.0
"""Of the soft maximum of a word's cosines over a sentence."""

UNSAID = -20.0
"""What a sentence without tokens scores."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A question and a passage: the question's tokens as it is `asked` and by the model's `plain` weights,
    both of shape (words, width), with their `weights`, shape (words,), the rarest word's being 1; the
    passage's `tokens` as they are kept, shape (tokens, width), and to which of its `sentences` each
    belongs, `sentence_of`, shape (tokens,), -1 for none."""

    asked: NDArray[np.float32]
    plain: NDArray[np.float32]
    weights: NDArray[np.float32]
    tokens: NDArray[np.int8]
    sentence_of: NDArray[np.int64]
    sentences: int


class _Look(nn.Module):
    """What one row of tokens sees in another: attention over several heads."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key_value = nn.Linear(WIDTH, 2 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.norm_seen = nn.LayerNorm(WIDTH)

    def forward(self, looking: Tensor, seen: Tensor, there: Tensor) -> Tensor:
        rows, count, _ = looking.shape
        query = self.query(self.norm(looking)).view(rows, count, HEADS, -1).transpose(1, 2)
        both = self.key_value(self.norm_seen(seen)).view(rows, seen.shape[1], 2, HEADS, -1)
        key, value = both.permute(2, 0, 3, 1, 4)
        found = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=there[:, None, None, :]
        )
        seen_there: Tensor = self.out(found.transpose(1, 2).reshape(rows, count, WIDTH))
        return seen_there


class _Neighbours(nn.Module):
    """What stands beside each token: a convolution of each direction by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.beside = nn.Conv1d(WIDTH, WIDTH, NEIGHBOURS, padding=NEIGHBOURS // 2, groups=WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)

    def forward(self, tokens: Tensor, there: Tensor) -> Tensor:
        kept = self.norm(tokens) * there[..., None]
        mixed = functional.gelu(self.beside(kept.transpose(1, 2)).transpose(1, 2))
        beside: Tensor = self.out(mixed)
        return beside


class _Forward(nn.Module):
    """What each token makes of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.wide = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)

    def forward(self, tokens: Tensor) -> Tensor:
        made: Tensor = self.narrow(functional.gelu(self.wide(self.norm(tokens))))
        return made


class _Block(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.look = _Look()
        self.look_back = _Look()
        self.neighbours = _Neighbours()
        self.forward_passage = _Forward()
        self.forward_question = _Forward()
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, passage: Tensor, question: Tensor, there: Tensor, asked: Tensor
    ) -> tuple[Tensor, Tensor]:
        passage = passage + self.look(passage, question, asked)
        passage = passage + self.neighbours(passage, there)
        passage = passage + self.forward_passage(passage)
        question = question + self.dropout(self.look_back(question, passage, there))
        return passage, question + self.dropout(self.forward_question(question))


class JointModel(nn.Module):
    """Scores each sentence of a passage as an answer to a question: above 0 where it is more likely one
    than that no sentence of the passages read is."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.of_question = nn.Linear(2 * WIDTH + 1, WIDTH)
        self.of_passage = nn.Linear(WIDTH + 3, WIDTH)
        self.blocks = nn.ModuleList(_Block(dropout) for _ in range(BLOCKS))
        self.dropout = nn.Dropout(dropout)
        self.telling = nn.Linear(WIDTH, 1)
        ends = 4 * WIDTH + 3
        self.head = nn.Sequential(
            nn.LayerNorm(ends), nn.Linear(ends, WIDTH), nn.GELU(), nn.Dropout(dropout), nn.Linear(WIDTH, 1)
        )  # fmt: skip

    def forward(self, pairs: Sequence[Pair], turn: Tensor | None = None) -> list[Tensor]:
        """The scores of the sentences of each pair, one at least, shape (sentences,) each. `turn`, shape
        (the pairs' width, width), leads from the directions of the pairs' tokens to those of the tokens
        learnt from, the same by default."""
        asked = _padded([one.asked for one in pairs], turn)
        plain = _padded([one.plain for one in pairs], turn)
        weights = _padded([one.weights[:, None] for one in pairs])[..., 0]
        of_question = _there([len(one.asked) for one in pairs])
        tokens = _padded([one.tokens for one in pairs], turn) / SCALE
        there = _there([len(one.tokens) for one in pairs])
        most = max(one.sentences for one in pairs)
        member = _members(pairs, most)
        shares = weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-6) * of_question
        similar = tokens @ asked.transpose(1, 2)
        similar = similar.masked_fill(~(of_question[:, None, :] & there[:, :, None]), -1.0)
        passage, question = self._read(
            asked, plain, weights, tokens, similar, shares, there, of_question
        )
        return [
            row[: one.sentences]
            for row, one in zip(
                self._scored(passage, question, member, similar, shares, of_question), pairs, strict=True
            )
        ]  # fmt: skip

    def _read(
        self, asked: Tensor, plain: Tensor, weights: Tensor, tokens: Tensor, similar: Tensor,
        shares: Tensor, there: Tensor, of_question: Tensor,
    ) -> tuple[Tensor, Tensor]:  # fmt: skip
        """Passage and question after they have read each other."""
        weighed = similar * shares[:, None, :]
        # At least 0, as beside a longer question, whose words a shorter one's places lack.
        most = weighed.amax(2).clamp(min=0)
        told = torch.stack([similar.amax(2), most * 5, weighed.sum(2)], dim=2)
        passage = self.of_passage(torch.cat([tokens * LARGER, told], dim=2))
        question = torch.cat([asked * LARGER, plain * LARGER, weights[..., None]], dim=2)
        question = self.dropout(self.of_question(question))
        for block in self.blocks:
            passage, question = block(passage, question, there, of_question)
        return passage, question

    def _scored(
        self, passage: Tensor, question: Tensor, member: Tensor, similar: Tensor, shares: Tensor,
        of_question: Tensor,
    ) -> Tensor:  # fmt: skip
        """The scores of all sentences, shape (pairs, sentences)."""
        counts = member.sum(dim=1)
        mean = member.transpose(1, 2) @ passage / counts.clamp(min=1)[..., None]
        telling = member * torch.exp(self.telling(passage).clamp(-15, 15))
        most_telling = (
            telling.transpose(1, 2) @ passage / telling.sum(dim=1).clamp(min=1e-6)[..., None]
        )
        nearest = torch.log(member.transpose(1, 2) @ torch.exp(similar * SHARP) + 1e-9) / SHARP
        late = (nearest * shares[:, None, :]).sum(dim=2)
        of_passage = (similar.amax(dim=1) * shares).sum(dim=1)
        summed = (question * shares[..., None]).sum(dim=1)
        highest = question.masked_fill(~of_question[..., None], -1e4).amax(dim=1)
        shape = (len(passage), member.shape[2], -1)
        seen = [
            mean,
            most_telling,
            *(one[:, None, :].expand(shape) for one in (summed, highest)),
            late[..., None] * 5,
            (of_passage * 5)[:, None, None].expand(len(passage), member.shape[2], 1),
            (counts > 0).float()[..., None],
        ]
        scores: Tensor = self.head(torch.cat(seen, dim=2))[..., 0]
        return scores.masked_fill(counts == 0, UNSAID)


def _padded(rows: Sequence[NDArray[np.generic]], turn: Tensor | None = None) -> Tensor:
    """Rows of different lengths as one tensor, turned, zeros behind; each at least one long."""
    usual = WIDTH if turn is None else len(turn)
    width = next((row.shape[1] for row in rows if len(row)), usual)
    filled = np.zeros((len(rows), max([1, *map(len, rows)]), width), np.float32)
    for place, row in enumerate(rows):
        if len(row):
            filled[place, : len(row)] = row
    made = torch.from_numpy(filled)
    return made if turn is None else made @ turn


def _there(lengths: Sequence[int]) -> Tensor:
    """Which of the padded places are of a text; the first of an empty one, for attention must see something."""
    kept = np.maximum(np.array(lengths, dtype=np.int64), 1)
    return torch.from_numpy(np.arange(kept.max()) < kept[:, None])


def _members(pairs: Sequence[Pair], most: int) -> Tensor:
    """Which token belongs to which sentence, shape (pairs, tokens, sentences)."""
    longest = max([1, *(len(one.tokens) for one in pairs)])
    member = np.zeros((len(pairs), longest, max(1, most)), np.float32)
    for row, one in enumerate(pairs):
        (places,) = np.nonzero(one.sentence_of >= 0)
        member[row, places, one.sentence_of[places]] = 1.0
    return torch.from_numpy(member)
