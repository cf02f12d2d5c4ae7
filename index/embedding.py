"""Text to vectors, with any sentence-transformers model, on the processor.

Sentence vectors come from the same pass as their passage's ("late chunking", Günther et al. 2024,
arXiv 2409.04701): each is the mean of the sentence's tokens, which have read the whole passage.
Questions go through weights of their own where the model has an adapter (`index.question_adapter`).
Importing this module is cheap; `Embedder.load` imports torch.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from index import weights
from index.errors import ModelUnusable, TextTooLong
from index.model_folder import find_model, model_identity, write_whole
from index.processor import (
    MOST_THREADS,
    Precision,
    choose_precision,
    multiply_on_one_thread,
    on_one_thread,
    prepare_environment,
    usable_cores,
)
from index.question_adapter import adapted, default_factors
from index.question_encoder import QuestionEncoder
from index.steady import PROBES, read_model, same

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

KEPT = 16
"""Questions whose vectors are kept: an answer to one of several parts asks for each of them more than once."""

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """One text, embedded in one pass: its unit `vector`, shape (dimension,), the unit vectors of its
    `spans`, shape (spans, dimension), and its `tokens` as the transformer gives them, shape (tokens,
    dimension), without prompt and special tokens. Token k ends before the text's character `ends[k]`.
    """

    vector: Vectors
    spans: Vectors
    tokens: Vectors
    ends: npt.NDArray[np.int64]


class Embedder:
    """A loaded model. All methods may be called from several threads: each batch takes a lock,
    so that a question waits for one batch of a bulk job, not for the job.

    `max_tokens` counts special tokens and prompt; `dimension` is a vector's length; `identity` is
    a fingerprint of the model's files; `tokenizer_file` is a `tokenizer.json` that counts as the
    model does, for processes that need no model.
    """

    def __init__(self, folder: Path, precision: Precision, *, adapter: bool = True) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        ours = adapter and folder == weights.default_model_folder().resolve()
        self._factors = default_factors() if ours else {}
        self._start(precision)
        self.identity = model_identity(folder)
        self.tokenizer_file = self._write_tokenizer(folder)

    @classmethod
    def load(
        cls,
        model: str | None = None,
        threads: int | None = None,
        *,
        precision: Literal["auto", "float32", "bfloat16"] = "auto",
        progress: Callable[[str], None] | None = None,
        adapter: bool = True,
    ) -> Embedder:
        """Load a model: the default (None), a sentence-transformers folder, or a hub's name.

        Only a name may reach the network. `threads` is at most 8 and by default the number of
        usable cores; it is set for the whole process. "auto" chooses bfloat16 where the processor
        computes with it (about twice as fast, cosine 0.9999 to float32). `progress` is told the stages
        of unpacking the default model. Without `adapter` its questions are embedded by the model's own
        weights, as passages are. Raises ModelProblem.
        """
        threads = min(threads or usable_cores(), MOST_THREADS)
        prepare_environment(threads)
        multiply_on_one_thread()
        folder = find_model(model, progress)
        chosen = choose_precision() if precision == "auto" else precision
        import torch  # noqa: PLC0415 (heavy)

        torch.set_num_threads(threads)
        try:
            return cls(folder, chosen, adapter=adapter)
        except ModelUnusable:
            raise
        except Exception as error:  # a model's folder can be wrong in every way
            reason = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
            raise ModelUnusable(model=model or folder, reason=reason) from error

    def _start(self, precision: Precision) -> None:
        """Read the model anew, to compute in `precision` or, where that goes wrong, in float32.
        Raises ModelUnusable when both do."""
        if not any(self._settle(one) for one in dict.fromkeys((precision, "float32"))):
            reason = "the vector of a text depends on the texts beside it"
            raise ModelUnusable(model=self._folder, reason=reason)

    def _settle(self, precision: Precision) -> bool:
        """Read the model and say whether it computes in `precision` what it does in float32."""
        import torch  # noqa: PLC0415 (heavy)

        self._kept: dict[tuple[str, bool], Embedded] = {}
        model = read_model(self._folder)
        tokenizer: Any = model[0].tokenizer
        # The Rust tokenizer itself: its settings are fixed here, and it tells offsets.
        self._tokenizer: Tokenizer = tokenizer.backend_tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._pad = int(tokenizer.pad_token_id or 0)
        self._wants_types = "token_type_ids" in tokenizer.model_input_names
        self._query_prompt = model.prompts.get("query") or ""
        self._passage_prompt = model.prompts.get("passage") or model.prompts.get("document") or ""
        self.max_tokens = int(model.max_seq_length or 512)
        self._modules: list[Any] = list(model.children())
        self._asked: Any = self._modules[0]
        self._asked_plainly: Any = self._modules[0]
        if self._factors:  # a copy, which a large model would notice
            self._asked = adapted(self._modules[0], self._factors)
        # The first pass is slow, and shows whether the model has all parts that are needed.
        exact = np.stack([self._pass([probe])[0].vector for probe in PROBES])
        self.dimension = exact.shape[1]
        self.precision: Precision = precision
        if precision == "bfloat16":
            # Pooling and what follows stay in float32: they cost nothing, and rounding shows.
            self._modules[0].to(torch.bfloat16)
            self._asked.to(torch.bfloat16)
        elif self._factors:
            self._asked = QuestionEncoder(self._asked)
            self._asked_plainly = QuestionEncoder(self._modules[0])
        alone = np.stack([self._pass([probe])[0].vector for probe in PROBES])
        beside = np.stack([one.vector for one in self._pass(PROBES)])
        return same(exact, alone) and same(exact, beside)

    def _pass(self, texts: Sequence[str]) -> list[Embedded]:
        encodings = self._encode([self._passage_prompt + text for text in texts])
        return self._forward(encodings, [[]] * len(texts), self._passage_prompt, self._modules[0])

    @property
    def has_adapter(self) -> bool:
        """Whether questions have weights of their own."""
        return bool(self._factors)

    def embed_query(self, text: str) -> Vectors:
        """Return the question's unit vector, shape (dimension,). Raises as `embed_question`."""
        return self.embed_question(text).vector

    def embed_question(self, text: str, *, plain: bool = False) -> Embedded:
        """Embed a question, with its tokens; `plain`, as the model does without the adapter. One longer
        than the model reads is cut at its limit: its beginning still finds something. Raises ValueError
        for an empty text.
        """
        _refuse_empty([text])
        with self._lock:
            if (text, plain) not in self._kept:
                self._kept[text, plain] = self._embed_question(text, plain=plain)
                if len(self._kept) > KEPT:
                    self._kept.pop(next(iter(self._kept)))
            return self._kept[text, plain]

    def forget_questions(self) -> None:
        """Keep no question's vectors, so that what the next one takes can be measured."""
        with self._lock:
            self._kept.clear()

    def _embed_question(self, text: str, *, plain: bool) -> Embedded:
        encodings = self._encode([self._query_prompt + text])
        if len(encodings[0].ids) > self.max_tokens:
            with self._lock:
                self._tokenizer.enable_truncation(self.max_tokens)
                encodings = self._tokenizer.encode_batch([_sound(self._query_prompt + text)])
                self._tokenizer.no_truncation()
        encoder = self._asked_plainly if plain else self._asked
        with self._lock, on_one_thread():
            return self._forward(encodings, [[]], self._query_prompt, encoder)[0]

    def embed_passages(
        self, texts: Sequence[str], batch_size: int = 32, progress: Progress | None = None
    ) -> Vectors:
        """Return unit vectors, shape (texts, dimension). Raises as `embed_texts`."""
        embedded = self.embed_texts(texts, [[]] * len(texts), batch_size, progress)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, one in enumerate(embedded):
            vectors[row] = one.vector
        return vectors

    def embed_texts(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[tuple[int, int]]],
        batch_size: int = 32,
        progress: Progress | None = None,
    ) -> list[Embedded]:
        """Embed texts, each with its spans and tokens, in one pass. `progress` is told (done, total).

        Spans are character offsets [start, end) into their text. A token belongs to the span that
        holds its last character (its first may be the space before the word); prompt and special
        tokens belong to none. A span without tokens has the zero vector. Raises ValueError for an
        empty text or a span outside its text, TextTooLong for one longer than `max_tokens`.
        """
        _refuse_empty(texts)
        for text, own in zip(texts, spans, strict=True):
            if any(not 0 <= start <= end <= len(text) for start, end in own):
                raise ValueError(f"a span lies outside its text of {len(text)} characters: {own}")
        encodings = self._encode([self._passage_prompt + text for text in texts])
        lengths = np.array([len(encoding.ids) for encoding in encodings], dtype=np.int64)
        for position in np.flatnonzero(lengths > self.max_tokens):
            raise TextTooLong(
                position=int(position), tokens=int(lengths[position]), limit=self.max_tokens
            )
        embedded: dict[int, Embedded] = {}
        order = np.argsort(-lengths, kind="stable").tolist()  # alike lengths together: less padding
        for first in range(0, len(texts), batch_size):
            rows = order[first : first + batch_size]
            batch = self._sure([encodings[row] for row in rows], [spans[row] for row in rows])
            embedded.update(zip(rows, batch, strict=True))
            if progress:
                progress(first + len(rows), len(texts))
        return [embedded[row] for row in range(len(texts))]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return each text's tokens as a passage, with prompt and special tokens."""
        encodings = self._encode([self._passage_prompt + text for text in texts])
        return [len(encoding.ids) for encoding in encodings]

    def _encode(self, texts: list[str]) -> list[Encoding]:
        with self._lock:
            return self._tokenizer.encode_batch([_sound(text) for text in texts])

    def _sure(
        self, encodings: list[Encoding], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[Embedded]:
        """One pass over a batch of passages, the shortest last; that one is embedded alone, too."""
        batch = self._forward(encodings, spans, self._passage_prompt, self._modules[0])
        if len(encodings[-1].ids) < len(encodings[0].ids):
            (alone,) = self._forward(encodings[-1:], [[]], self._passage_prompt, self._modules[0])
            if not same(batch[-1].vector, alone.vector):
                self._start("float32")
                return self._forward(encodings, spans, self._passage_prompt, self._modules[0])
        return batch

    def _forward(
        self,
        encodings: list[Encoding],
        spans: Sequence[Sequence[tuple[int, int]]],
        prompt: str,
        encoder: Any,
    ) -> list[Embedded]:
        """One pass of a transformer over one batch."""
        import torch  # noqa: PLC0415 (heavy)

        shape = len(encodings), max(len(encoding.ids) for encoding in encodings)
        ids, mask, types = np.full(shape, self._pad), np.zeros(shape, int), np.zeros(shape, int)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            types[row, : len(encoding.ids)] = encoding.type_ids
            mask[row, : len(encoding.ids)] = 1
        features: dict[str, Any] = {
            "input_ids": torch.from_numpy(ids),
            "attention_mask": torch.from_numpy(mask),
        }
        if self._wants_types:
            features["token_type_ids"] = torch.from_numpy(types)
        if prompt:  # for models that leave the prompt out of the mean
            in_text = [end > len(prompt) for _, end in encodings[0].offsets]
            features["prompt_length"] = in_text.index(True) if any(in_text) else 0
        with self._lock, torch.inference_mode():
            features = encoder(features)
            tokens = features["token_embeddings"] = features["token_embeddings"].float()
            vectors = self._finish(features, self._modules[1:])
            later = [part for part in self._modules[1:] if type(part).__name__ != "Pooling"]
            embedded = []
            for row, (encoding, own) in enumerate(zip(encodings, spans, strict=True)):
                belongs = _tokens_of_spans(encoding, own, len(prompt))
                counts = belongs.sum(axis=1, keepdims=True)
                shares = torch.from_numpy(belongs / np.maximum(counts, 1)).float()
                means = shares @ tokens[row, : len(encoding.ids)]
                of_spans = self._finish({"sentence_embedding": means}, later) * (counts > 0)
                ends = _ends(encoding, len(prompt))
                own_tokens = tokens[row, : len(encoding.ids)].numpy()[ends > 0]
                embedded.append(Embedded(vectors[row], of_spans, own_tokens, ends[ends > 0]))
        return embedded

    @staticmethod
    def _finish(features: dict[str, Any], modules: list[Any]) -> Vectors:
        for module in modules:
            features = module(features)
        vectors: Vectors = features["sentence_embedding"].float().numpy()
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.maximum(norms, np.float32(1e-12))
        return vectors

    def _write_tokenizer(self, folder: Path) -> Path:
        if folder == weights.default_model_folder().resolve():
            return folder / "tokenizer.json"
        # A library may change the tokenizer it reads, so what it made of it is what counts.
        file = weights.cache_folder() / "tokenizers" / f"{self.identity}.json"
        if not file.exists():
            write_whole(file, self._tokenizer.to_str().encode())
        return file


def _tokens_of_spans(
    encoding: Encoding, spans: Sequence[tuple[int, int]], shift: int
) -> npt.NDArray[np.bool_]:
    """Which token belongs to which span: shape (spans, tokens). `shift` is the prompt's length."""
    last = _ends(encoding, shift) - 1
    bounds = np.array(spans, dtype=np.int64).reshape(-1, 2)
    return (bounds[:, :1] <= last) & (last < bounds[:, 1:])


def _ends(encoding: Encoding, shift: int) -> npt.NDArray[np.int64]:
    """Where each token ends in its text, shape (tokens,); 0 or less for prompt and special tokens.
    `shift` is the prompt's length."""
    ends = np.array([end for _, end in encoding.offsets], dtype=np.int64) - shift
    ends[np.array(encoding.special_tokens_mask, dtype=bool)] = 0
    return ends


def _refuse_empty(texts: Sequence[str]) -> None:
    for position, text in enumerate(texts):
        if not text.replace("\0", "").strip():
            raise ValueError(f"text number {position} is empty: it has no meaning to embed")


def _sound(text: str) -> str:
    # Half a surrogate pair, which broken PDF files yield, is no UTF-8; the length stays.
    return text.encode("utf-8", "replace").decode()
