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

from eval.figures import Asked, answer_figures, retrieval_figures, seconds_figures
from eval.metrics import METRICS
from eval.questions import Place, Question, read_questions
from eval.trec import judge_passages
from eval.verbatim import Quote, check_quotes

SHARE = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
COUNT = {"type": "integer", "minimum": 0}
SECONDS = {
    "type": ["object", "null"],
    "properties": {
        key: {"type": "number", "minimum": 0} for key in ("median", "p95", "p99", "max")
    },
    "required": ["median", "p95", "p99", "max"],
}
INTERVAL = {
    "type": ["array", "null"],
    "items": {"type": "number", "minimum": 0, "maximum": 1},
    "minItems": 2,
    "maxItems": 2,
}
MEANS = {
    "type": "object",
    "properties": {
        "questions": COUNT,
        **dict.fromkeys(METRICS, SHARE),
        "intervals": {
            "type": "object",
            "properties": dict.fromkeys(METRICS, INTERVAL),
            "required": list(METRICS),
            "additionalProperties": False,
        },
    },
    "required": ["questions", *METRICS, "intervals"],
    "additionalProperties": False,
}
QUOTES = {
    "type": "object",
    "properties": {
        "checked": COUNT,
        "found": COUNT,
        "share": SHARE,
        "found_by_pypdf": COUNT,
        "recognised": COUNT,
        "not_found": {"type": "array"},
        "not_found_by_pypdf": {"type": "array"},
    },
    "required": [
        "checked",
        "found",
        "share",
        "found_by_pypdf",
        "recognised",
        "not_found",
        "not_found_by_pypdf",
    ],
}
SHARES = {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 1}}
CURVE = {
    "type": "object",
    "properties": {
        "area": SHARE,
        "coverage_at_95": {
            "type": ["object", "null"],
            "properties": dict.fromkeys(("threshold", "coverage", "answerable"), SHARE),
            "required": ["threshold", "coverage", "answerable"],
        },
        **dict.fromkeys(("thresholds", "coverages", "risks"), SHARES),
    },
    "required": ["area", "coverage_at_95", "thresholds", "coverages", "risks"],
}
ABSTENTIONS = {
    "type": "object",
    "properties": {
        "confidence_auc": SHARE,
        "confidence_auc_interval": INTERVAL,
        "risk_coverage": {
            "type": "object",
            "properties": {"ground": CURVE, "citation": CURVE},
            "required": ["ground", "citation"],
        },
    },
    "required": ["confidence_auc", "confidence_auc_interval", "risk_coverage"],
}
SCHEMA = {
    "type": "object",
    "properties": {
        "format": {"const": 1},
        "created": {"type": "string", "format": "date-time"},
        "program": {"type": "string"},
        "settings": {"type": "object", "required": ["mode", "depth", "fingerprint"]},
        "questions": {"type": "object", "required": ["file", "sha256", "count", "answerable"]},
        "index": {"type": "object"},
        "retrieval": {
            "type": "object",
            "properties": {
                "all": MEANS,
                "kinds": {"type": "object", "additionalProperties": MEANS},
                "documents": {"type": "object", "additionalProperties": MEANS},
            },
            "required": ["all", "kinds", "documents"],
        },
        "answers": {
            "type": ["object", "null"],
            "properties": {"quotes": QUOTES, "abstentions": ABSTENTIONS},
            "required": ["quotes", "first_citation", "abstentions"],
        },
        "seconds": {
            "type": "object",
            "properties": {"search": SECONDS, "ask": SECONDS},
            "required": ["search", "ask"],
        },
    },
    "required": [
        "format",
        "created",
        "program",
        "settings",
        "questions",
        "index",
        "retrieval",
        "answers",
        "seconds",
    ],
    "additionalProperties": False,
}
ANSWERABLE = Question("q-1", "Hvem?", "vote", (Place("a.pdf", 3, "Rådet stemte imod"),), "")
TOPICS = ("skolebus", "oversvømmelser ved åen", "frivillige foreninger", "unge og fritidsjob")
UNANSWERABLE = Question("q-2", "Hvad?", "unanswerable", (), "")


def check_schema(metrics: dict[str, object]) -> None:
    jsonschema.validate(json.loads(json.dumps(metrics)), SCHEMA)


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


def test_a_comparison_without_its_folders_names_the_missing_one(tmp_path):
    from click.testing import CliRunner

    from eval.__main__ import main

    result = CliRunner().invoke(main, ["--corpus", str(tmp_path / "nowhere")])
    assert result.exit_code == 1
    assert "nowhere: does not exist" in result.output
    assert CliRunner().invoke(main, ["--setting", "unknown"]).exit_code == 2


def test_results_that_cannot_be_written_are_told_before_any_question_is_asked(
    index, question_path, tmp_path
):
    from eval.errors import OutputProblem
    from eval.run import run_questions

    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputProblem, match="cannot be written"):
        run_questions(read_questions(question_path), index, tmp_path / "out")


def test_the_command_needs_either_questions_or_a_collection():
    from click.testing import CliRunner

    from eval.command import command

    runner = CliRunner()
    assert runner.invoke(command, ["--out", "x"]).exit_code == 2
    assert runner.invoke(command, ["--help"]).exit_code == 0


def test_the_command_tells_a_bad_line_and_asks_nothing(tmp_path):
    from click.testing import CliRunner

    from eval.command import command

    path = tmp_path / "questions.jsonl"
    path.write_text("{", encoding="utf-8")
    arguments = [str(path), "--index", str(tmp_path / "none"), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 1
    assert "questions.jsonl" in result.output
    assert not (tmp_path / "out").exists()


def test_the_index_of_the_environment_is_asked_where_none_is_named(tmp_path):
    from click.testing import CliRunner

    from eval.command import command
    from index.errors import IndexMissing

    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"id": "q", "question": "?", "kind": "unanswerable", "relevant": []}', encoding="utf-8"
    )
    nowhere = str(tmp_path / "nowhere")
    result = CliRunner().invoke(
        command, [str(path), "--out", str(tmp_path)], env={"REFERATSVAR_INDEX": nowhere}
    )
    assert isinstance(result.exception, IndexMissing)
    assert result.exception.details["folder"] == nowhere


def test_the_command_starts_without_torch_or_gradio():
    import subprocess
    import sys

    script = "import sys, eval.command; print([m for m in ('torch','gradio','faiss') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
