"""The default model's encoder (BERT, Devlin et al. 2019, arXiv 1810.04805) for one short text.

What the library adds around each layer, and products with few rows on the left, take longer than the
arithmetic where a text has twenty tokens: on two cores without bfloat16 a question took 42 to 50 ms, and takes
25 to 38 so. The states are the library's but for rounding. With bfloat16, and for batches, the library's own is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor, nn


class QuestionEncoder:
    """A transformer of sentence-transformers, in float32, for a single text without padding. Its weights are
    those at the time when this was made."""

    def __init__(self, transformer: Any) -> None:
        model = transformer.model
        self._embeddings: nn.Module = model.embeddings
        heads = int(model.config.num_attention_heads)
        self._layers = [_Layer(layer, heads) for layer in model.encoder.layer]

    def __call__(self, features: dict[str, Any]) -> dict[str, Any]:
        """Add the states of all tokens, shape (1, tokens, dimension), as `token_embeddings`."""
        states = self._embeddings(input_ids=features["input_ids"])[0]
        for layer in self._layers:
            states = layer(states)
        return {**features, "token_embeddings": states[None]}


class _Linear:
    """A linear layer, or several side by side, from columns to columns: few of them come fastest out of a
    product with the weights on its left."""

    def __init__(self, *layers: nn.Linear) -> None:
        import torch  # noqa: PLC0415 (heavy)

        alone = len(layers) == 1  # whose weights need no copy
        weights = [layer.weight.detach() for layer in layers]
        self._weights = weights[0] if alone else torch.cat(weights)
        self._bias = torch.cat([layer.bias.detach() for layer in layers])[:, None]

    def __call__(self, columns: Tensor) -> Tensor:
        """Shape (outputs, tokens), from (inputs, tokens)."""
        return (self._weights @ columns).add_(self._bias)


class _Layer:
    """One layer of the encoder."""

    def __init__(self, layer: Any, heads: int) -> None:
        own, output = layer.attention.self, layer.attention.output
        self._heads = heads
        self._asked_held_told = _Linear(own.query, own.key, own.value)
        self._attended = _Linear(output.dense)
        self._first_norm: nn.Module = output.LayerNorm
        self._inner = _Linear(layer.intermediate.dense)
        self._outer = _Linear(layer.output.dense)
        self._second_norm: nn.Module = layer.output.LayerNorm

    def __call__(self, states: Tensor) -> Tensor:
        """Shape (tokens, dimension), from the same."""
        from torch.nn import functional  # noqa: PLC0415 (heavy)

        tokens, dimension = states.shape
        projected = self._asked_held_told(states.t().contiguous())
        by_head = projected.view(3, self._heads, dimension // self._heads, tokens).transpose(2, 3)
        attended = functional.scaled_dot_product_attention(*by_head)
        mixed = self._attended(attended.transpose(1, 2).reshape(dimension, tokens))
        states = self._first_norm(states + mixed.t())
        inner = functional.gelu(self._inner(states.t().contiguous()))
        put_out: Tensor = self._second_norm(states + self._outer(inner).t())
        return put_out
