"""The same text in several documents is one hit that names the others."""

from __future__ import annotations

import numpy as np

from index.fold import folded
from index.reader import StoredPassage

SAME = "Administrationen foreslår en ny rute til skolen. Den koster to millioner kroner om året."
OTHER = "Svømmehallen får længere åbningstid om lørdagen. Forslaget koster en ny livredder."
SHORT = "Godkendt."


def passage(id_: int, text: str) -> StoredPassage:
    cut = text.find(". ") + 1
    spans = ((100, 100 + cut), (101 + cut, 100 + len(text))) if cut else ((100, 100 + len(text)),)
    return StoredPassage(
        id=id_, document=id_, span=(100, 100 + len(text)), page_first=1, page_last=1, text=text,
        head="", section=None, item=None, position=None, traits=0, sentences=spans,
        sentence_vectors=np.zeros((len(spans), 1), np.float32),
    )  # fmt: skip


def fold(texts, count):
    stored = {id_: passage(id_, text) for id_, text in enumerate(texts)}
    return folded(stored, stored.__getitem__, count)


def test_the_best_of_equal_texts_stays_and_names_the_others():
    assert fold([SAME, OTHER, SAME, OTHER, SAME], 10) == {0: [2, 4], 1: [3]}


def test_line_breaks_and_hyphens_make_no_other_text():
    assert fold([SAME, SAME.replace("ny rute", "ny\nru-\nte")], 10) == {0: [1]}


def test_a_changed_sentence_makes_another_text():
    assert fold([SAME, SAME.replace("to millioner", "fem millioner")], 10) == {0: [], 1: []}


def test_short_texts_that_stand_everywhere_are_never_folded():
    assert fold([SHORT, SHORT, SHORT], 10) == {0: [], 1: [], 2: []}


def test_so_many_as_are_asked_for_differ():
    assert fold([SAME, SAME, OTHER, SHORT], 2) == {0: [1], 2: []}


def test_a_search_folds_what_is_printed_twice_but_precedents_do_not(index):
    hits = index.search("skole", 10_000)
    places = [(hit.document.name, hit.page_first) for hit in hits if hit.also]
    assert places, "nothing in the collection is printed twice"
    for hit in hits:
        for other in hit.also:
            assert other.document.name
            assert other.page_first >= 1
