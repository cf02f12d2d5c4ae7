"""The default model's encoder for one short text: the library's states, but for rounding."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from index.embedding import Embedder
from index.question_adapter import adapted, default_factors
from index.question_encoder import QuestionEncoder
from index.steady import read_model
from index.weights import default_model_folder

ROUNDING = 1e-4
"""Of states between -10 and 10, whose errors add up over twelve layers."""


@pytest.fixture(scope="module")
def transformer():
    return read_model(default_model_folder())[0]


def both(module, text: str) -> tuple[torch.Tensor, torch.Tensor]:
    ids = module.tokenizer(text, return_tensors="pt", truncation=True, max_length=512)["input_ids"]
    features = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    with torch.inference_mode():
        ours = QuestionEncoder(module)(dict(features))["token_embeddings"]
        return ours, module(dict(features))["token_embeddings"]


@pytest.mark.parametrize("words", [0, 1, 2, 7, 20, 60, 700])
def test_states_are_the_librarys(transformer, words):
    ours, theirs = both(transformer, "query: " + "Hvad blev besluttet om skolen? " * words)
    assert ours.shape == theirs.shape
    assert float((ours - theirs).abs().max()) < ROUNDING


def test_states_are_the_adapted_librarys(transformer):
    module = adapted(transformer, default_factors())
    ours, theirs = both(module, "query: Hvad koster skolebussen?")
    plain, _ = both(transformer, "query: Hvad koster skolebussen?")
    assert float((ours - theirs).abs().max()) < ROUNDING
    assert float((ours - plain).abs().max()) > 100 * ROUNDING


def test_a_question_without_the_adapter_has_the_models_own_vector():
    embedder = Embedder.load(precision="float32")
    question = "Hvad blev besluttet om skolebussen?"
    plain = embedder.embed_question(question, plain=True)
    model = read_model(default_model_folder())
    theirs = model.encode(["query: " + question], normalize_embeddings=True)[0]
    assert float(np.abs(plain.vector - theirs).max()) < ROUNDING
    assert float(np.abs(plain.vector - embedder.embed_question(question).vector).max()) > ROUNDING
