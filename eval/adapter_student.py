"""The default model with low-rank factors to learn, as it embeds questions.

Its own twelve lines of LoRA (Hu et al. 2021, arXiv 2106.09685), for a library of adapters would bring a
training framework along.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from index.question_adapter import ENCODER, Factors
from index.steady import read_model
from index.weights import default_model_folder

RANK = 8


class LowRank(nn.Module):
    """A linear layer with factors added to its weights; they begin as nothing."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        spread = 1 / math.sqrt(linear.in_features)
        self.down = nn.Parameter(torch.randn(RANK, linear.in_features) * spread)
        self.up = nn.Parameter(torch.zeros(linear.out_features, RANK))

    @torch.no_grad()
    def begin(self, factors: Factors) -> None:
        """Learn on from factors."""
        self.up.copy_(torch.from_numpy(factors.up))
        self.down.copy_(torch.from_numpy(factors.down))

    def forward(self, states: Tensor) -> Tensor:
        """The layer's outputs, shape (..., outputs)."""
        return torch.add(
            self.linear(states), functional.linear(functional.linear(states, self.down), self.up)
        )


class Student:
    """The default model with factors to learn at every linear layer of its encoder: from nothing, or on from those
    `begun` earlier."""

    def __init__(self, begun: Mapping[str, Factors] | None = None) -> None:
        model = read_model(default_model_folder())
        transformer: Any = model[0]
        self._tokenizer: Tokenizer = transformer.tokenizer.backend_tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(model.max_seq_length or 512)
        self._prompt = model.prompts.get("query") or ""
        self._transformer: nn.Module = transformer.model
        self._transformer.requires_grad_(False)
        self._layers = dict(_inserted(self._transformer))
        for name, factors in (begun or {}).items():
            self._layers[name].begin(factors)

    def parameters(self) -> list[nn.Parameter]:
        """What is learnt."""
        return [part for layer in self._layers.values() for part in (layer.down, layer.up)]

    def factors(self) -> dict[str, Factors]:
        """What was learnt."""
        return {
            name: Factors(layer.up.detach().numpy(), layer.down.detach().numpy())
            for name, layer in self._layers.items()
        }

    def embed(self, texts: Sequence[str]) -> list[tuple[Tensor, Tensor]]:
        """The unit vectors of questions, shape (dimension,), and their tokens, shape (tokens,
        dimension), as `Embedder.embed_question` gives them."""
        encodings = self._tokenizer.encode_batch([self._prompt + text for text in texts])
        longest = max(len(encoding.ids) for encoding in encodings)
        ids = torch.ones(len(texts), longest, dtype=torch.long)  # 1 is the model's padding
        mask = torch.zeros(len(texts), longest, dtype=torch.long)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = torch.tensor(encoding.ids)
            mask[row, : len(encoding.ids)] = 1
        states = self._transformer(input_ids=ids, attention_mask=mask).last_hidden_state
        means = (states * mask[:, :, None]).sum(dim=1) / mask.sum(dim=1, keepdim=True)
        vectors = functional.normalize(means, dim=-1)
        own = []
        for row, encoding in enumerate(encodings):
            ends = np.array([end for _, end in encoding.offsets]) - len(self._prompt)
            kept = (ends > 0) & ~np.array(encoding.special_tokens_mask, dtype=bool)
            own.append((vectors[row], states[row, : len(kept)][torch.from_numpy(kept)]))
        return own


def _inserted(transformer: nn.Module) -> Iterator[tuple[str, LowRank]]:
    """Each linear layer of the encoder, replaced by one with factors, under its name."""
    for name, module in list(transformer.named_modules()):
        if isinstance(module, nn.Linear) and name.startswith(ENCODER):
            parent, _, own = name.rpartition(".")
            layer = LowRank(module)
            setattr(transformer.get_submodule(parent), own, layer)
            yield name, layer
