from __future__ import annotations

import itertools
import json
import math
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import Terms, analyse, analyse_question, stem
from index.keywords import FIELDS, FOLDER, KeywordEntry, KeywordIndex

WORDS = """
    skole løntilskud budget vej cykelsti børn ældre træning svømmehal høring lokalplan
    beskæftigelse indsats ledighed bus skov klima regnvand affald bibliotek kultur
""".split()


def entry(passage: int, text: str, document: int = 1) -> KeywordEntry:
    return KeywordEntry(passage, document, "", text)


def made(*entries: KeywordEntry) -> KeywordIndex:
    index = KeywordIndex.empty(None)
    index.update(entries, [])
    return index


def found(index: KeywordIndex, question: str, field="words", k: int = 10, **limits) -> list[int]:
    hits = index.search(field, analyse_question(question), k, **limits)
    return [passage for passage, _ in hits]


def bm25(texts: list[list[str]], question: list[str], k1: float = 1.2, b: float = 0.75) -> list:
    """Robertson and Zaragoza 2009, with 1 added within the logarithm, as Lucene has it."""
    mean = sum(map(len, texts)) / len(texts)
    scores = []
    for text in texts:
        counts, score = Counter(text), 0.0
        for term in question:
            having = sum(term in other for other in texts)
            rarity = math.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
            weight = k1 * (1 - b + b * len(text) / mean)
            score += rarity * counts[term] * (k1 + 1) / (counts[term] + weight)
        scores.append(score)
    return scores


@settings(deadline=None, max_examples=25)
@given(
    texts=st.lists(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join),
        min_size=2,
        max_size=30,
    ),
    question=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
)
def test_scores_are_those_of_bm25_by_its_definition(texts, question):
    index = made(*itertools.starmap(entry, enumerate(texts)))
    terms = analyse_question(question)
    for field in FIELDS:
        expected = bm25([list(getattr(analyse(text), field)) for text in texts],
                        list(getattr(terms, field)))  # fmt: skip
        hits = dict(index.search(field, terms, len(texts)))
        assert set(hits) == {row for row, score in enumerate(expected) if score > 0}
        for row, score in hits.items():  # tantivy keeps lengths above 40 coarsely, to an eighth
            assert score == pytest.approx(expected[row], rel=1e-4 if field == "words" else 0.13)


def test_the_best_comes_first_and_only_as_many_as_asked():
    index = made(*(entry(n, "budget " * n + "skole " * (9 - n)) for n in range(1, 9)))
    assert found(index, "budget", k=3) == [8, 7, 6]


def test_filters_act_inside_the_search():
    texts = [entry(n, "budget " * (200 - n) + "vej", document=n % 100) for n in range(200)]
    index = made(*texts)
    assert found(index, "budget", documents=[99], k=2) == [99, 199]
    assert found(index, "budget", passages=[150, 120, 10_000], k=9) == [120, 150]
    assert found(index, "budget", documents=[99], passages=[199, 98]) == [199]
    assert found(index, "budget", documents=[]) == []
    assert found(index, "budget", passages=[]) == []


def test_a_filter_leaves_scores_as_they_are():
    index = made(*(entry(n, f"budget {WORDS[n]}", document=n) for n in range(20)))
    terms = analyse_question("budget skole")
    everywhere = dict(index.search("words", terms, 20))
    within = dict(index.search("words", terms, 20, documents=[0, 3], passages=[0, 3]))
    assert within == {passage: everywhere[passage] for passage in (0, 3)}


def test_a_passage_removed_and_added_is_replaced():
    index = made(entry(1, "skole"), entry(2, "vej"))
    index.update([entry(1, "svømmehal")], [1])
    assert found(index, "skole") == []
    assert found(index, "svømmehal") == [1]
    assert len(index) == 2


def test_removed_passages_are_not_found():
    index = made(entry(1, "skole"), entry(2, "skole"))
    index.update([], [1, 77])
    assert found(index, "skole") == [2]
    assert len(index) == 1


def test_a_word_that_all_removed_passages_had_does_not_weigh_less_than_nothing():
    index = made(*(entry(n, "skole") for n in range(20)))
    index.update([entry(100, "skole vej")], range(20))
    assert all(rarity > 0 for rarity in index.rarity([stem("skole"), stem("vej")]).values())


def test_rare_words_weigh_more():
    index = made(*(entry(n, "budget" + " skole" * (n == 1)) for n in range(10)))
    common, rare, unknown = index.rarity([stem("budget"), stem("skole"), "ukendt"]).values()
    assert 0 < common < rare
    assert unknown == 0


def test_the_head_is_searched_too():
    index = KeywordIndex.empty(None)
    index.update([KeywordEntry(7, 1, "Klima- og Fritidsudvalget", "Punktet blev udsat.")], [])
    assert found(index, "Fritidsudvalget") == [7]


def test_ids_as_large_as_a_time_in_microseconds_are_kept():
    index = made(entry(1_764_000_000_000_001, "skole", document=1_764_000_000_000_000))
    assert found(index, "skole", documents=[1_764_000_000_000_000]) == [1_764_000_000_000_001]


@pytest.mark.parametrize("text", ["", "\0", "🎉", '+-&|!(){}[]^"~*?:\\/', "AND OR NOT", "ord:ord"])
def test_no_text_is_read_as_a_query_language(text):
    index = made(entry(1, "skole"), entry(2, text))
    for field in FIELDS:
        index.search(field, analyse_question(text), 5)
    assert 1 in found(index, f"skole {text}")


@pytest.mark.parametrize("length", [4_000, 100_000])
def test_very_long_questions_stay_quick(length):
    random = np.random.default_rng(1)
    letters = np.array(list("abcdefghijklmnoprstuvyæøå     "))
    index = made(*(entry(n, "".join(random.choice(letters, 800))) for n in range(300)))
    question = "".join(random.choice(letters, length))
    begun = time.monotonic()
    assert found(index, question, field="grams")
    found(index, question)
    assert time.monotonic() - begun < 1


def test_a_word_of_a_hundred_thousand_letters_is_no_harm():
    index = made(entry(1, "x" * 100_000 + " skole"))
    assert found(index, "skole") == [1]
    assert found(index, "x" * 100_000) == []


def test_what_is_written_is_there_when_loaded_again(tmp_path: Path):
    KeywordIndex.empty(tmp_path).update([entry(1, "skole"), entry(2, "vej")], [])
    loaded = KeywordIndex.load(tmp_path)
    assert loaded is not None
    assert len(loaded) == 2
    assert found(loaded, "vej") == [2]


def test_all_files_may_be_read_by_those_who_may_read_one(tmp_path: Path):
    KeywordIndex.empty(tmp_path).update([entry(1, "skole")], [])
    assert len({path.stat().st_mode for path in (tmp_path / FOLDER).iterdir()}) == 1


def test_an_open_index_does_not_change_when_another_writes(tmp_path: Path):
    KeywordIndex.empty(tmp_path).update([entry(1, "skole")], [])
    reader, writer = KeywordIndex.load(tmp_path), KeywordIndex.load(tmp_path)
    assert reader is not None
    assert writer is not None
    writer.update([entry(2, "skole")], [1])
    time.sleep(0.7)  # longer than tantivy waits between two looks at the folder
    assert found(reader, "skole") == [1]
    KeywordIndex.empty(tmp_path)  # as a repair does, which removes the old files
    assert found(reader, "skole") == [1]


def test_what_a_killed_writer_left_does_not_stop_the_next(tmp_path: Path):
    KeywordIndex.empty(tmp_path).update([entry(n, "skole vej") for n in range(9)], [])
    folder = tmp_path / FOLDER
    meta, managed = (
        json.loads((folder / name).read_text()) for name in ("meta.json", ".managed.json")
    )
    (segment,) = meta["segments"]
    for stamp in range(meta["opstamp"], meta["opstamp"] + 20):
        # As tantivy does it: a file is listed first, and then made, by the name of its operation.
        name = f"{segment['segment_id'].replace('-', '')}.{stamp}.del"
        managed.append(name)
        (folder / name).touch()
    (folder / ".managed.json").write_text(json.dumps(managed))
    loaded = KeywordIndex.load(tmp_path)
    assert loaded is not None
    loaded.update([entry(9, "skole")], [1, 2])
    assert sorted(found(loaded, "skole", k=20)) == [0, 3, 4, 5, 6, 7, 8, 9]


def files_of(folder: Path) -> list[str]:
    return sorted(path.suffix or path.name for path in (folder / FOLDER).iterdir())


@pytest.mark.parametrize("damage", ["missing", "empty", "half", "garbage"])
def test_a_damaged_file_is_noticed_when_loading_or_does_not_matter(tmp_path: Path, damage):
    names = None
    for position in itertools.count():
        folder = tmp_path / str(position)
        folder.mkdir()
        KeywordIndex.empty(folder).update([entry(n, "skole vej") for n in range(40)], [])
        files = sorted((folder / FOLDER).iterdir(), key=lambda path: path.suffix or path.name)
        names = names or [path.suffix or path.name for path in files]
        if position == len(files):
            break
        file, content = files[position], files[position].read_bytes()
        if damage == "missing":
            file.unlink()
        else:
            changed = {"empty": b"", "half": content[: len(content) // 2],
                       "garbage": bytes(byte ^ 0x55 for byte in content)}  # fmt: skip
            file.write_bytes(changed[damage])
        loaded = KeywordIndex.load(folder)
        if loaded is not None and len(loaded):  # an empty one is noticed by its length
            assert len(found(loaded, "skole", k=50)) == 40, names[position]


def test_no_folder_counts_as_none(tmp_path: Path):
    assert KeywordIndex.load(tmp_path) is None
    (tmp_path / FOLDER).write_text("a file")
    assert KeywordIndex.load(tmp_path) is None


def test_without_terms_or_places_nothing_is_found():
    index = made(entry(1, "skole"))
    assert index.search("words", Terms((), ()), 5) == []
    assert index.search("words", Terms(("skol",), ()), 0) == []
