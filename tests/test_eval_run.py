"""A whole evaluation, on a real index: which files it writes, and that its checks can fail."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from eval.metrics import METRICS
from eval.questions import Place, Question, read_questions
from eval.verbatim import Quote, check_quotes

SCHEMA = json.loads(
    (Path(__file__).parent / "schemas" / "metrics.json").read_text(encoding="utf-8")
)
TOPICS = ("skolebus", "oversvømmelser ved åen", "frivillige foreninger", "unge og fritidsjob")


def check_schema(metrics: dict[str, object]) -> None:
    jsonschema.validate(json.loads(json.dumps(metrics)), SCHEMA)


@pytest.fixture(scope="module")
def truth(index) -> list[Question]:
    """Questions that are sentences of the collection itself, one without a word to search for, and
    one that nothing can answer."""
    questions = []
    for number, topic in enumerate(TOPICS):
        hits = index.search(topic)
        # On one page, so that it is certain which; long, so that it stands in one place only.
        hit, (start, end) = next(
            (hit, span)
            for hit in hits
            for span in hit.sentences
            if hit.page_first == hit.page_last and span[1] - span[0] >= 100
        )
        sentence = hit.text[start - hit.span[0] : end - hit.span[0]].strip()
        place = Place(f"examples/{hit.document.name}", hit.page_first, sentence)
        questions.append(Question(f"q-{number}", sentence, "fact", (place,), ""))
    questions.append(Question("q-signs", "???", "typo", questions[0].relevant, ""))
    questions.append(Question("q-none", "Hvor høj er Mount Everest?", "unanswerable", (), ""))
    return questions


@pytest.fixture(scope="module")
def question_path(truth, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("questions") / "questions.jsonl"
    lines = []
    for question in truth:
        places = [
            {"document": p.document, "page": p.page, "quote": p.quote} for p in question.relevant
        ]
        fields = {"id": question.id, "question": question.question, "kind": question.kind}
        lines.append(json.dumps({**fields, "relevant": places}))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def results(index, question_path, tmp_path_factory) -> Path:
    from eval.run import run_questions

    out = tmp_path_factory.mktemp("results")
    run_questions(read_questions(question_path), index, out)
    return out


def test_all_files_are_written_and_nothing_else(results):
    names = sorted(path.name for path in results.iterdir())
    assert names == ["metrics.json", "qrels.trec", "report.html", "run.jsonl", "run.trec"]


def test_metrics_follow_their_schema_and_name_what_was_asked(results, question_path, truth):
    metrics = json.loads((results / "metrics.json").read_text(encoding="utf-8"))
    check_schema(metrics)
    digest = hashlib.sha256(question_path.read_bytes()).hexdigest()
    assert metrics["questions"]["sha256"] == digest
    assert metrics["questions"]["count"] == len(truth)
    assert metrics["retrieval"]["all"]["questions"] == len(truth) - 1


def test_sentences_of_the_collection_find_themselves_and_every_quote_is_on_its_page(results):
    metrics = json.loads((results / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["retrieval"]["kinds"]["fact"]["Success@5"] == 1.0
    quotes = metrics["answers"]["quotes"]
    assert quotes["checked"] > 0
    assert quotes["not_found"] == []


def test_a_question_without_a_word_finds_nothing_and_counts_zero(results):
    metrics = json.loads((results / "metrics.json").read_text(encoding="utf-8"))
    retrieval = metrics["retrieval"]
    typo = {name: retrieval["kinds"]["typo"][name] for name in METRICS}
    assert typo == dict.fromkeys(METRICS, 0.0)
    assert set(retrieval["kinds"]["typo"]["intervals"].values()) == {None}
    assert retrieval["all"]["Success@5"] == len(TOPICS) / (len(TOPICS) + 1)
    assert "q-signs" not in (results / "run.trec").read_text(encoding="utf-8")


def test_each_line_holds_hits_and_answer_as_the_commands_give_them(results, truth):
    written = (results / "run.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in written.split("\n")[:-1]]
    assert [line["id"] for line in lines] == [question.id for question in truth]
    for line in lines:
        assert line["search_seconds"] > 0
        assert line["seconds"] > 0
        assert [hit["rank"] for hit in line["hits"]] == list(range(1, len(line["hits"]) + 1))
        for hit in line["hits"]:
            assert {"document", "page_first", "page_last", "text", "score"} <= hit.keys()
        assert {"answered", "confidence", "statements", "reason"} <= line["answer"].keys()


@pytest.mark.parametrize(("language", "all_of_them"), [("da", "alle"), ("en", "all")])
def test_the_tables_show_every_figure_with_its_interval(results, language, all_of_them):
    from rich.console import Console

    from eval.report import WIDE, comparison, report

    metrics = json.loads((results / "metrics.json").read_text(encoding="utf-8"))
    alone = {**metrics, "answers": None, "seconds": {**metrics["seconds"], "ask": None}}
    console = Console(width=WIDE)
    with console.capture() as captured:
        console.print(report(metrics, language))
        console.print(comparison([("examples", metrics), ("examples", alone)]))
    told = captured.get()
    assert f"│ {all_of_them} " in told
    every = metrics["retrieval"]["all"]
    for name in METRICS:
        low, high = every["intervals"][name]
        assert f"{every[name]:.3f} [{low:.2f} {high:.2f}]" in told
    assert "…" not in told, "nothing is cut off"


def test_ir_measures_reads_the_files_and_finds_the_same_figures(results):
    import ir_measures
    from ir_measures import RR, Success, nDCG

    measures = {
        **{f"Success@{k}": Success @ k for k in (1, 5, 10)},
        "MRR@10": RR @ 10,
        "nDCG@10": nDCG @ 10,
    }
    theirs = ir_measures.calc_aggregate(
        list(measures.values()),
        list(ir_measures.read_trec_qrels(str(results / "qrels.trec"))),
        list(ir_measures.read_trec_run(str(results / "run.trec"))),
    )
    ours = json.loads((results / "metrics.json").read_text(encoding="utf-8"))["retrieval"]["all"]
    for name, measure in measures.items():
        assert math.isclose(ours[name], theirs[measure]), name


@pytest.mark.parametrize("mode", ["keyword", "dense"])
def test_parts_of_the_search_are_measured_without_answers(mode, index, question_path, tmp_path):
    from eval.run import run_questions

    metrics = run_questions(read_questions(question_path), index, tmp_path, mode=mode)
    check_schema(metrics)
    assert metrics["answers"] is None
    assert metrics["settings"]["mode"] == mode


def test_a_quote_that_is_not_on_its_page_is_caught(index, truth):
    documents = {document.name: document for document in index.documents()}
    place = truth[0].relevant[0]
    name = place.document.removeprefix("examples/")
    right = Quote("q", name, place.page, place.quote)
    last = documents[name].page_count
    checks = check_quotes(
        [
            right,
            replace(right, text=right.text.replace("e", "ø")),
            replace(right, page=last + 1),
            replace(right, text=" "),
            replace(right, document="findes ikke.pdf"),
        ],
        documents,
    )
    assert [check.found for check in checks] == [True, False, False, False, False]
    assert [check.reason for check in checks] == [
        "",
        "not_on_page",
        "not_on_page",
        "not_on_page",
        "no_document",
    ]


def test_a_file_that_changed_since_it_was_indexed_proves_nothing(index, truth, tmp_path):
    documents = {document.name: document for document in index.documents()}
    place = truth[0].relevant[0]
    stored = documents[place.document.removeprefix("examples/")]
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(Path(stored.path).read_bytes() + b"\n%")
    quote = Quote("q", stored.name, place.page, place.quote)
    checks = [
        check_quotes([quote], {stored.name: replace(stored, path=str(path))})[0]
        for path in (changed, tmp_path / "gone.pdf")
    ]
    assert [check.reason for check in checks] == ["changed", "no_file"]


def test_a_collection_of_texts_is_searched_and_scored(embedder, tmp_path):
    from eval.collections import Collection, Query
    from eval.run_collection import run_collection

    texts = (
        ("havn 1", "Byrådet vedtog planen for den nye lystbådehavn."),
        ("skole", "Skolebussen kører hver morgen fra Elleby til Askemose Skole."),
        ("kultur", "Biblioteket holder åbent om lørdagen."),
    )
    queries = (
        Query("q/1", "Hvad blev besluttet om havnen?", {"havn 1": 2}),
        Query("q/2", "Hvornår kører skolebussen?", {"skole": 1}),
    )
    collection = Collection("texts", "0" * 64, texts, queries)
    out = tmp_path / "out"
    metrics = run_collection(collection, tmp_path / "index", embedder, out)
    check_schema(metrics)
    assert metrics["retrieval"]["all"]["Success@1"] == 1.0
    assert "q/1 0 havn%201 2\n" in (out / "qrels.trec").read_text(encoding="utf-8")
    first = json.loads((out / "run.jsonl").read_text(encoding="utf-8").split("\n")[0])
    assert first["hits"][0]["document"] == "havn 1"


def test_a_collection_of_texts_never_takes_the_place_of_documents(embedder, tmp_path):
    from index.catalog import Catalog
    from index.errors import HoldsFiles
    from index.store import fingerprint_of
    from index.texts import TextIndex
    from ingest.model import Document, DocumentKind, Page
    from ingest.sources import Source

    folder, empty = tmp_path / "index", np.zeros((0, 4), np.float32)
    page = Page(1, "1", 595, 842, "", empty, 0, np.zeros(0, np.int32), 1.0)
    document = Document("0" * 64, "Referat", DocumentKind.MINUTES, None, None, "", (page,), (), ())
    with contextlib.closing(Catalog.create(folder, fingerprint_of(embedder))) as catalog:
        catalog.add(Source(tmp_path / "referat.pdf", "referat.pdf"), [document], [[]])
        with pytest.raises(HoldsFiles):
            TextIndex.build([("skole", "Skolebussen kører.")], folder, embedder)
        assert [record.name for record in catalog.files()] == ["referat.pdf"]


def test_results_that_cannot_be_written_are_told_before_any_question_is_asked(
    index, question_path, tmp_path
):
    from eval.errors import OutputProblem
    from eval.run import run_questions

    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputProblem, match="cannot be written"):
        run_questions(read_questions(question_path), index, tmp_path / "out")
