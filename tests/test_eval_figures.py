"""From what was asked and found to the figures of metrics.json, by hand."""

from __future__ import annotations

from dataclasses import replace

from eval.figures import Asked, answer_figures, retrieval_figures, seconds_figures
from eval.metrics import METRICS
from eval.questions import Place, Question
from eval.trec import judge_passages

ANSWERABLE = Question("q-1", "Hvem?", "vote", (Place("a.pdf", 3, "Rådet stemte imod"),), "")
UNANSWERABLE = Question("q-2", "Hvad?", "unanswerable", (), "")


def answered(*citations: tuple[str, int, str]) -> dict[str, object]:
    cited = [{"document": d, "page": p, "quote": q, "boxes": []} for d, p, q in citations]
    sure = 0.9 if cited else 0.2
    return {
        "answered": bool(cited),
        "confidence": sure,
        "statements": [{"text": "…", "citations": cited}],
    }


def asked(question: Question, answer: dict[str, object] | None) -> Asked:
    return Asked(question, [], answer, 0.1, 0.2)


def test_the_first_citation_decides_and_refusals_are_counted_both_ways():
    right, wrong = ("a.pdf", 3, "Rådet stemte imod."), ("a.pdf", 4, "Mødet blev hævet.")
    figures = answer_figures(
        [
            asked(ANSWERABLE, answered(right, wrong)),
            asked(replace(ANSWERABLE, id="q-3"), answered(wrong, right)),
            asked(replace(ANSWERABLE, id="q-4", kind="fact"), answered()),
            asked(UNANSWERABLE, answered()),
            asked(replace(UNANSWERABLE, id="q-5"), answered(wrong)),
        ],
        [],
    )
    first = figures["first_citation"]
    assert (first["relevant"], first["answered"], first["share"]) == (1, 2, 0.5)
    assert (first["on_page"], first["in_document"]) == (1, 2)
    assert first["interval"] == (0.0, 1.0)
    expected = {
        "answerable": 3,
        "answerable_refused": 1,
        "unanswerable": 2,
        "unanswerable_refused": 1,
        "answerable_refused_by_kind": {"fact": 1},
        "confidence_auc": 3.5 / 6,
    }
    assert expected.items() <= figures["abstentions"].items()


def test_a_refusal_is_judged_by_the_nearest_place_that_it_offers():
    right = {"document": "a.pdf", "page": 3, "quote": "Rådet stemte imod."}
    refused = {**answered(), "nearest": [right]}
    assert asked(ANSWERABLE, refused).judgement().cited
    assert not asked(ANSWERABLE, answered()).judgement().cited
    assert not asked(UNANSWERABLE, refused).judgement().cited
    assert asked(UNANSWERABLE, None).judgement() is None


def test_quotes_from_scans_are_counted_by_themselves():
    answer = answered(("a.pdf", 3, "Rådet stemte imod."), ("b.pdf", 1, "Læst af et billede."))
    answer["statements"][0]["citations"][1]["ocr"] = True
    one = asked(ANSWERABLE, answer)
    assert [quote.document for quote in one.quotes()] == ["a.pdf"]
    assert answer_figures([one], [])["quotes"]["recognised"] == 1


def test_a_question_that_finds_nothing_counts_zero_in_the_means():
    found = judge_passages("q-1", "vote", [("a.pdf", "Rådet stemte imod")], ANSWERABLE.relevant)
    nothing = judge_passages("q-3", "vote", [], ANSWERABLE.relevant)
    means = retrieval_figures([found.ranking(), nothing.ranking()])["all"]
    assert means["questions"] == 2
    assert {name: means[name] for name in METRICS} == dict.fromkeys(METRICS, 0.5)


def test_a_question_counts_under_each_document_that_holds_its_answer():
    places = (*ANSWERABLE.relevant, Place("b.pdf", 1, "Rådet stemte for"))
    both = judge_passages("q-1", "vote", [("a.pdf", "Rådet stemte imod")], places)
    one = judge_passages("q-2", "vote", [], places[1:])
    documents = retrieval_figures([both.ranking(), one.ranking()])["documents"]
    assert [(name, row["questions"]) for name, row in documents.items()] == [
        ("a.pdf", 1),
        ("b.pdf", 2),
    ]
    assert documents["b.pdf"]["Success@1"] == 0.5


def test_a_percentile_is_the_smallest_that_so_many_do_not_exceed():
    figures = seconds_figures(map(float, range(1, 201)))
    assert figures == {"median": 100.5, "p95": 190, "p99": 198, "max": 200}
    assert seconds_figures([]) is None
