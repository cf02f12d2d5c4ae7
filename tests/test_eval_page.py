"""The page of a run, in a real browser: that it opens offline, shows every figure, and that nothing
in a document or a question becomes markup."""

from __future__ import annotations

import json
import re

import pytest
from conftest import ROOT
from playwright.sync_api import sync_playwright
from web_browser import launch

from eval.figures import Asked, answer_figures, retrieval_figures, seconds_figures
from eval.metrics import METRICS, scores
from eval.mistakes import MISTAKES, mistakes
from eval.page import report_page
from eval.plots import cumulative, steps
from eval.questions import Question
from eval.relevance import Place
from eval.texts_page import PAGE
from eval.trec import judge_passages

HOSTILE = '<script>window.ran = 1</script><img src="https://example.org/x" onerror="window.ran=1">'
LONG = "Beskæftigelsesudvalgsformandskabskonstituering" * 6


def question(number, kind="fact", words="Hallen åbner klokken otte"):
    place = Place(f"Møde {number % 2} & {HOSTILE}.pdf", 2, words)
    return Question(f"q-{number}", f"Hvornår åbner hallen {HOSTILE}?", kind, (place,), "")


def answered(place, confidence):
    cited = {"document": place[0], "page": place[1], "quote": place[2]}
    return {
        "answered": confidence > 0.5,
        "confidence": confidence,
        "statements": [{"text": "…", "citations": [cited]}] if confidence > 0.5 else [],
        "nearest": [] if confidence > 0.5 else [cited],
    }


@pytest.fixture(scope="module")
def run():
    """A run in which every kind of mistake was made: (metrics, lines)."""
    right = question(0)
    place = (right.relevant[0].document, 2, right.relevant[0].quote)
    other = (f"Andet {LONG}.pdf", 7, f"Svømmehallen er lukket {HOSTILE} {LONG}")
    none = Question("q-none", "Hvad koster månen?", "unanswerable", (), "")
    cases = [
        (right, [place], answered(place, 0.9)),
        (question(2), [other, place], answered(place, 0.8)),
        (question(4, "vote"), [place], answered(other, 0.7)),
        (question(6, "vote"), [other], answered(other, 0.2)),
        (none, [other], answered(other, 0.6)),
    ]
    asked, lines, rankings = [], [], []
    for number, (one, found, answer) in enumerate(cases, start=1):
        hits = [
            {"document": document, "page_first": page, "text": text}
            for document, page, text in found
        ]
        asked.append(Asked(one, hits, answer, number / 100, number / 50))
        judged = judge_passages(one.id, one.kind, [(d, t) for d, _, t in found], one.relevant)
        rankings.append(judged.ranking())
        verdict = asked[-1].first_citation()
        lines.append(
            {
                "id": one.id,
                "kind": one.kind,
                "question": one.question,
                "relevant": [
                    {"document": p.document, "page": p.page, "quote": p.quote} for p in one.relevant
                ],
                "hits": hits,
                "answer": answer,
                "seconds": number / 50,
                "search_seconds": number / 100,
                "metrics": scores(judged.ranking()) if one.answerable else None,
                "first_citation_relevant": verdict.relevant if verdict else None,
            }
        )
    metrics = {
        "created": "2026-01-01T00:00:00+00:00",
        "program": "0",
        "settings": {"mode": "hybrid", "threshold": 0.5},
        "questions": {"file": f"{HOSTILE}.jsonl", "sha256": "0" * 64, "count": 5, "answerable": 4},
        "retrieval": retrieval_figures(rankings[:-1]),
        "answers": answer_figures(asked, []),
        "seconds": {
            "search": seconds_figures(one.search_seconds for one in asked),
            "ask": seconds_figures(one.ask_seconds for one in asked),
        },
    }
    return metrics, lines


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, run, tmp_path):
    """Opens the page in a language and a window, offline; every request and complaint is kept."""
    contexts = []

    def open_page(language="da", width=1280):
        file = tmp_path / "report.html"
        file.write_text(report_page(*run, language), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.asked_for, page.complaints = [], []
        page.on("request", lambda request: page.asked_for.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(file.as_uri())
        assert page.asked_for == [file.as_uri()]
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 1280), ("da", 360)])
def test_it_opens_offline_asks_for_nothing_and_fits_the_window(opened, language, width):
    page = opened(language, width)
    for details in page.locator("details").all():
        details.locator("summary").click()
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(page.asked_for) == 1
    assert page.complaints == []
    assert page.evaluate("window.ran") is None


def test_what_comes_from_documents_and_questions_is_shown_as_it_is_and_is_no_markup(opened):
    page = opened()
    assert page.locator("script, img, a, iframe, link").count() == 0
    assert HOSTILE in page.locator("h1").inner_text()
    assert HOSTILE in page.locator("details").first.text_content()


def test_every_figure_stands_there_with_its_interval(opened, run):
    page = opened()
    every = run[0]["retrieval"]["all"]
    cards = page.locator(".cards li").all_inner_texts()
    for name in METRICS:
        (card,) = (card for card in cards if card.split()[0] == name)
        low, high = every["intervals"][name]
        shown = (f"{every[name]:.3f}", f"{low:.2f}–{high:.2f}")
        for figure in shown:
            assert figure.replace(".", ",") in card
    kinds = page.locator("div[aria-labelledby=kinds] tbody th").all_inner_texts()
    assert kinds == ["fact", "vote", "alle"]
    documents = page.locator("div[aria-labelledby=documents] tbody tr")
    assert documents.count() == len(run[0]["retrieval"]["documents"])


def test_two_plots_are_drawn_within_their_sheets(opened):
    page = opened()
    figures = page.locator("figure")
    assert figures.count() == 2
    for figure in figures.all():
        sheet = figure.locator("svg[role=img]").bounding_box()
        for curve in figure.locator("path.curve").all():
            box = curve.bounding_box()
            assert box["x"] >= sheet["x"]
            assert box["y"] >= sheet["y"] - 1
            assert box["x"] + box["width"] <= sheet["x"] + sheet["width"] + 1
            assert box["y"] + box["height"] <= sheet["y"] + sheet["height"] + 1
    assert "0,50" in figures.first.inner_text()
    assert "median 60 ms" in figures.last.inner_text()


def test_what_went_wrong_is_listed_once_gravest_first_with_what_was_found(opened, run):
    assert [(one.id, one.mistake) for one in mistakes(run[1])] == [
        ("q-none", "groundless"),
        ("q-6", "refused"),
        ("q-4", "citation"),
        ("q-2", "ranking"),
    ]
    assert {one.mistake for one in mistakes(run[1])} == set(MISTAKES)
    page = opened()
    assert page.locator("details").count() == 4
    refused = page.locator("details").nth(1)
    refused.locator("summary").click()
    words = refused.inner_text()
    for part in ("Hallen åbner klokken otte", "Svømmehallen er lukket", "side 7", "0,20"):
        assert part in words


def test_a_run_of_the_search_alone_has_a_page_without_answers(run):
    metrics, lines = run
    plain = [{**line, "answer": None, "kind": ""} for line in lines]
    ranked = {**metrics["retrieval"], "kinds": {"": metrics["retrieval"]["all"]}, "documents": {}}
    page = report_page(
        {
            **metrics,
            "retrieval": ranked,
            "answers": None,
            "seconds": {**metrics["seconds"], "ask": None},
        },
        plain,
        "en",
    )
    assert "Risk and coverage" not in page
    assert page.count("<figure>") == 1
    assert [one.mistake for one in mistakes(plain)] == ["ranking", "ranking"]


def test_no_text_of_the_page_is_left_unused():
    template = (ROOT / "eval" / "page.html").read_text(encoding="utf-8")
    code = (ROOT / "eval" / "page.py").read_text(encoding="utf-8")
    asked = {f"page_{key}" for key in re.findall(r'say\("(\w+)"', template)}
    asked |= set(re.findall(r'"(page_\w+)"', code))
    made = ("page_mistake_", "page_risk_", "page_seconds_", "page_median", "page_p95",
            "page_kinds", "page_documents")  # fmt: skip
    assert asked - {"page_mistake_", "page_risk_"} <= PAGE.keys()
    assert [key for key in PAGE if key not in asked and not key.startswith(made)] == []


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (1.0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (118.0, [0, 20, 40, 60, 80, 100, 120]),
        (0.0, [0, 1]),
        (7.0, [0, 2, 4, 6, 8]),
    ],
)
def test_an_axis_has_round_numbers_that_hold_all_points(most, expected):
    assert steps(most) == expected


def test_a_staircase_rises_to_one():
    assert cumulative([3.0, 1.0]) == [(1.0, 0.0), (1.0, 0.5), (3.0, 0.5), (3.0, 1.0), (3.0, 1.0)]
    assert cumulative([]) == []


def test_the_page_is_written_beside_the_figures_it_shows(run):
    metrics, lines = run
    again = json.loads(json.dumps([metrics, lines]))
    assert report_page(*again, "da") == report_page(metrics, lines, "da")
