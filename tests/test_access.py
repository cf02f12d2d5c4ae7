"""Who has no right to closed items sees what an index without them holds, in every function and at
every address of the app."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import httpx
import numpy as np
import pytest
from commands import running_app
from conftest import EXAMPLES
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from assistant.answer import answer
from assistant.case import case_history, case_json
from assistant.formats import answer_json, search_json
from assistant.identifiers import Identifiers
from assistant.oparl import oparl_json
from assistant.precedent import decision_json
from assistant.structure import structure_json
from assistant.web_texts import TEXTS
from assistant.web_texts_precedents import PRECEDENTS
from index.access import ALL, NONE
from index.analysis import analyse
from index.catalog import FILE, Catalog
from index.embedding import Embedder
from index.store import Index, fingerprint_of
from index.update import Progress, update
from ingest.limits import USUAL
from ingest.privacy import Privacy
from ingest.sources import find_sources

WITH_CLOSED = ("2023-09-13", "2023-10-03")
QUESTIONS = (
    "Hvem blev ansat som leder af Skovvejens Skole?",
    "Hvad koster arealet ved Elleåen, som kommunen køber?",
    "Hvad blev besluttet om fritidsjobpuljen?",
    "Hvem var fraværende?",
    "lukket punkt",
)
SHARED = ("documents", "files", "enclosed", "items", "passages", "pages", "structures", "decisions",
          "decision_people", "cases")  # fmt: skip


def ingest(files: Path, folder: Path, embedder: Embedder, *, skip_closed: bool = False) -> Progress:
    privacy = Privacy(skip_closed=skip_closed)
    if not (folder / FILE).exists():
        Catalog.create(folder, fingerprint_of(embedder, privacy)).close()
    with Index.open(folder, embedder=embedder) as opened:
        return update(
            opened, find_sources([files]), workers=1, limits=USUAL, report=lambda _: None,
            privacy=privacy,
        )  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    """Two minutes with a closed item each, and one without."""
    folder = tmp_path_factory.mktemp("filer")
    for name in (*WITH_CLOSED, "2024-02-06"):
        (file,) = EXAMPLES.glob(f"{name}*.pdf")
        shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="module")
def whole(files, tmp_path_factory, embedder):
    """The index as its owner sees it."""
    folder = tmp_path_factory.mktemp("alt") / "i"
    ingest(files, folder, embedder)
    with Index.open(folder, embedder=embedder, rights=ALL) as opened:
        yield opened


@pytest.fixture(scope="module")
def shown(whole, embedder):
    """The same index as others see it."""
    with Index.open(whole.catalog.folder, embedder=embedder, rights=NONE) as opened:
        yield opened


@pytest.fixture(scope="module")
def without(files, tmp_path_factory, embedder):
    """An index of the same files that left closed items out."""
    folder = tmp_path_factory.mktemp("uden") / "i"
    ingest(files, folder, embedder, skip_closed=True)
    with Index.open(folder, embedder=embedder) as opened:
        yield opened


@pytest.fixture(scope="module")
def secrets(whole, shown) -> set[str]:
    """The words that only closed items hold."""
    closed, known = "", " ".join(shown.structure(one.key).text for one in shown.documents())
    for document in whole.documents():
        structure = whole.structure(document.key)
        for item in structure.items:
            closed += structure.text[item.start : item.end] * item.closed
    own = " ".join(text for pair in (*TEXTS.values(), *PRECEDENTS.values()) for text in pair)
    found = words(closed) - words(known) - words(own)
    assert {"areal", "Ansættelse", "23-007716", "23-006620"} <= found
    return found


def words(text: str) -> set[str]:
    """The words and numbers of a text."""
    return set(re.findall(r"\w[\w-]{3,}\w", text))


def everything(index: Index) -> str:
    """All that an index tells, but for what only names its own rows."""
    told: dict[str, object] = {}
    names = {one.key: one.reference for one in index.documents()}

    structures = [index.structure(key) for key in names]
    told["documents"] = [
        (one.name, one.title, one.page_count, one.passage_count) for one in index.documents()
    ]
    told["structures"] = [
        structure_json(one, lambda name, key=one.document.key: index.linked(key, name))
        for one in structures
    ]
    told["texts"] = [one.text for one in structures]
    told["pages"] = [
        (page.printed, page.boxes[page.boxes.any(axis=1)].tolist(), np.round(page.covered).tolist())
        for one in structures
        for page in index.pages(one.document, (0, len(one.text)))
    ]
    told["decisions"] = [decision_json(one) for one in index.decisions()]
    numbers = sorted({item.case_number or "" for one in structures for item in one.items})
    told["cases"] = [case_json(number, case_history(index, number)) for number in numbers]
    for number, question in enumerate(QUESTIONS):
        told[f"hits {number}"] = (
            [(hit.document.name, hit.text, round(hit.score, 3)) for hit in index.search(question)],
            search_json(question, index.search(question))["hits"].__len__(),
            [decision_json(one)["text"] for one in index.precedents(question)],
            [round(weight, 5) for weight in index.term_weights(question).values()],
        )
        given = answer_json(answer(index, question))
        told[f"answer {number}"] = given["statements"], given["nearest"], given["reason"]
    return json.dumps(told, ensure_ascii=False, default=str)


def test_others_see_what_an_index_without_closed_items_holds(shown, without):
    assert everything(shown) == everything(without)


def test_the_owner_sees_closed_items_marked_as_closed(whole):
    (hit, *_) = whole.search(QUESTIONS[0])
    assert hit.item is not None
    assert hit.item.closed
    assert search_json(QUESTIONS[0], [hit])["hits"][0]["item"]["closed"]
    assert sum(one.item.closed for one in whole.decisions()) == 2


def test_no_word_of_a_closed_item_is_told(shown, without, secrets):
    for index in (shown, without):
        told = everything(index)
        assert secrets & words(told) == set()


def test_exports_hold_no_closed_item(shown, whole, secrets):
    def export(index):
        structures = [(index.structure(one.key), {}.get) for one in index.documents()]
        return json.dumps(oparl_json(structures, Identifiers("https://example.org/")), default=str)

    assert secrets & words(export(whole))
    assert secrets & words(export(shown)) == set()


def test_every_table_is_shadowed(shown, secrets):
    stored = {
        name
        for (name,) in shown.catalog.connection.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    }
    # These hold numbers alone, and are only found through passages.
    assert stored - set(SHARED) == {"meta", "vectors", "tokens", "projection"}
    with shown.catalog.snapshot() as connection:
        for table in SHARED:
            columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            rows = connection.execute(f"SELECT * FROM {table}")
            assert [column for column, *_ in rows.description] == columns
            told = str(rows.fetchall())
            assert secrets & words(told) == set(), table


def test_what_is_derived_for_others_holds_no_closed_word(shown, secrets):
    shown.bring_up_to_date()
    folder = shown.catalog.derived_folder
    assert folder != shown.catalog.folder
    content = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    stems = [term for word in secrets for term in analyse(word).words if len(term) > 4]
    assert "23-007716" in stems
    assert [term for term in stems if term.encode() in content] == []


@pytest.fixture(scope="module")
def addresses(whole):
    """The app as others see it and as the owner does."""
    folder = whole.catalog.folder
    with (
        running_app(folder, hide_closed=True) as open_to_all, running_app(folder) as own,
        httpx.Client(base_url=open_to_all, timeout=60) as others,
        httpx.Client(base_url=own, timeout=60) as owner,
    ):  # fmt: skip
        yield others, owner


def test_the_app_gives_others_no_closed_decision(addresses, secrets):
    others, owner = addresses
    for path in (
        "/beslutninger", "/en/beslutninger", "/beslutninger.csv", "/beslutninger.xlsx",
        "/beslutninger?q=Skovvejens+Skole", "/beslutninger?q=lukket",
    ):  # fmt: skip
        told = others.get(path)
        assert told.status_code == 200
        assert secrets & words(told.text) == set(), path
    assert "Lukket punkt" in owner.get("/beslutninger").text
    assert "Lukket punkt" not in others.get("/beslutninger").text


def test_the_app_hands_out_files_with_closed_items_to_the_owner_alone(addresses, whole):
    others, owner = addresses
    for document in whole.documents():
        path = f"/kilde/{document.sha256}.pdf"
        assert owner.get(path).status_code == 200
        closed = document.name.startswith(WITH_CLOSED)
        assert others.get(path).status_code == (404 if closed else 200)


def test_the_picture_of_a_page_shows_its_open_part_alone(addresses, whole):
    others, owner = addresses
    different = partly = 0
    for document in whole.documents():
        for number in range(1, document.file_pages + 1):
            path = f"/side/{document.sha256}/{number}.png"
            one, other = (
                np.array(Image.open(io.BytesIO(client.get(path).content)).convert("L")).astype(int)
                for client in (others, owner)
            )
            rows = np.flatnonzero((one != other).any(axis=1))
            different += bool(len(rows))
            assert bool(len(rows)) <= document.name.startswith(WITH_CLOSED)
            if len(rows):  # from edge to edge in one colour
                assert len(np.unique(one[rows])) == 1
                partly += len(rows) < one.shape[0]
    # Two items, one of them alone on its page, and a title in a table of contents.
    assert (different, partly) == (3, 2)


def test_an_item_that_comes_in_later_is_closed_at_the_next_search(whole, embedder, tmp_path):
    folder = tmp_path / "i"
    shutil.copytree(whole.catalog.folder, folder)
    with Index.open(folder, embedder=embedder, rights=NONE) as opened:
        before = len(opened.decisions())
        catalog = Catalog.open(folder)
        name = next(record.name for record in catalog.files() if record.name.startswith("2023-09"))
        catalog.remove(name)
        catalog.close()
        assert len(opened.decisions()) < before
        assert not any(hit.document.name == name for hit in opened.search(QUESTIONS[1]))
        ingest(next(EXAMPLES.glob("2023-09-13*.pdf")), folder, embedder)
        assert len(opened.decisions()) == before
        assert not any(hit.item and hit.item.closed for hit in opened.search(QUESTIONS[1]))


def test_a_file_of_closed_items_alone_is_not_there_for_others(embedder, tmp_path):
    canvas = Canvas(str(tmp_path / "lukket.pdf"))
    lines = ("Teknikudvalget", "Referat", "Onsdag den 5. juni 2024 kl. 15.00", "Lukket dagsorden",
             "Punkt 1: Køb af Granvej 7", "Sagsnr. 24-001234", "Beslutning",
             "Udvalget godkendte købet for 3.250.000 kr.")  # fmt: skip
    for number, line in enumerate(lines):
        canvas.drawString(60, 780 - 30 * number, line)
    canvas.save()
    folder = tmp_path / "i"
    ingest(tmp_path, folder, embedder)
    with Index.open(folder, embedder=embedder) as owner:
        (document,) = owner.documents()
        assert [item.closed for item in owner.structure(document.key).items] == [True]
        assert owner.search("Granvej 7")
    with Index.open(folder, embedder=embedder, rights=NONE) as others:
        assert others.documents() == []
        assert others.search("Granvej 7") == []
        assert others.document(document.id) is None
        assert others.catalog.files() == []
    progress = ingest(tmp_path, tmp_path / "ingen", embedder, skip_closed=True)
    assert [problem.code for problem in progress.problems] == ["all_closed"]
