"""Whoever has no right to closed items asks everything there is to ask, and gets byte for byte what an
index gives that never took them in."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sqlite3
import zipfile
from pathlib import Path

import httpx
import pytest
from closed_minutes import FILES, OPEN_TWICE, SECRETS, typeset
from commands import running_app
from conftest import EXAMPLES
from test_access import everything, ingest
from test_ingest_packet import joined

from assistant import web_precedents, web_routes
from assistant.answer import answer
from assistant.formats import search_json
from assistant.identifiers import Identifiers
from assistant.oparl import oparl_json
from assistant.precedent import decision_json
from index.access import ALL, NONE
from index.catalog import FILE, Catalog
from index.decisions import DecisionFilter
from index.embedding import Embedder
from index.hits import Filter
from index.store import Index, fingerprint_of
from ingest.meeting import Outcome
from ingest.privacy import Privacy

PACKET = "2024-06-05 samlet.pdf"
QUESTIONS = (
    *SECRETS, OPEN_TWICE, "Hvem stemte imod?", "Hvad koster gården?", "lukket punkt", "Hvem var fraværende?",
    "Hvilke sager er udsat?", "Hvad blev besluttet om broen?", "springvand", "xyzzy",
)  # fmt: skip
NUMBERS = ("24-001111", "24-002222", "24-009911", "24-009922", "24-5")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("møder")
    typeset(folder)
    # A packet: whole minutes, and the papers that may be those of its closed item, or not.
    papers = [
        next(EXAMPLES.glob(f"{name}*.pdf")) for name in ("Frivillighedspolitik", "Høringssvar")
    ]
    minutes = folder / "2024-06-05 åben og lukket.pdf"
    (folder / PACKET).write_bytes(joined([minutes, *papers]))
    return folder


@pytest.fixture(scope="module")
def owned(files, tmp_path_factory, embedder):
    """The index as its owner sees it."""
    folder = tmp_path_factory.mktemp("alt") / "i"
    ingest(files, folder, embedder)
    with Index.open(folder, embedder=embedder, rights=ALL) as opened:
        yield opened


@pytest.fixture(scope="module")
def shown(owned, embedder):
    """The same index as others see it."""
    with Index.open(owned.catalog.folder, embedder=embedder, rights=NONE) as opened:
        yield opened


@pytest.fixture(scope="module")
def without(files, owned, tmp_path_factory, embedder):
    """An index of the same files that never took closed items in, as others see it."""
    folder = tmp_path_factory.mktemp("uden") / "i"
    lend_vectors(owned.catalog.folder, folder, embedder)
    ingest(files, folder, embedder, skip_closed=True)
    with Index.open(folder, embedder=embedder, rights=NONE) as opened:
        yield opened


def lend_vectors(lender: Path, folder: Path, embedder: Embedder) -> None:
    """Make a new index that knows the vectors of another: in bfloat16 a passage's vector depends, in its
    fourth digit, on those computed with it."""
    Catalog.create(folder, fingerprint_of(embedder, Privacy(skip_closed=True))).close()
    with contextlib.closing(sqlite3.connect(folder / FILE)) as database:
        database.execute("ATTACH ? AS lender", (str(lender / FILE),))
        for table in ("vectors", "tokens"):
            database.execute(f"INSERT INTO {table} SELECT * FROM lender.{table}")
        database.commit()


def told_secrets(told: str) -> list[str]:
    """The secrets in a text, however its spaces stand."""
    plain = " ".join(told.split())
    return [secret for secret in SECRETS if secret in plain]


def test_the_owner_finds_every_secret(owned):
    assert told_secrets(everything(owned)) == list(SECRETS)
    closed = [
        item for one in owned.documents() for item in owned.structure(one.key).items if item.closed
    ]
    assert len(closed) == 7
    assert [one.page_first for one in owned.documents() if one.name == PACKET] == [1, 2, 3]


def test_all_that_is_told_is_what_an_index_without_closed_items_tells(shown, without):
    told = everything(shown)
    assert told == everything(without)
    assert told_secrets(told) == []


def asked(index: Index) -> str:
    """What every kind of question gets: hits with their scores and their like, answers with their
    confidence, decisions, similar cases, counts by every filter, links, words' rarity, exports."""
    documents = index.documents()
    names = {one.key: one.reference for one in documents}
    told: dict[str, object] = {"names": [one.name for one in documents]}
    for question in QUESTIONS:
        hits = index.search(question, k=20)
        named = [
            index.search(question, filter=Filter(documents=frozenset([name]))) for name in FILES
        ]
        told[question] = (
            search_json(question, hits)["hits"], [len(one) for one in named],
            [index.search(question, mode=mode).__len__() for mode in ("dense", "keyword")],
            answer(index, question).confidence, index.term_weights(question),
            [decision_json(one) for one in index.precedents(question)],
        )  # fmt: skip
    for outcome in Outcome:
        told[outcome] = len(index.decisions(DecisionFilter(outcomes=frozenset([outcome]))))
    for place, number in enumerate(NUMBERS):
        told[f"sag {place}"] = [
            str(entry).replace(str(entry.document.key), "") for entry in index.case(number)
        ]
    structures = [index.structure(key) for key in names]
    told["similar"] = [
        [decision_json(one) for one in index.similar(structure.document.key, place)]
        for structure in structures for place in range(len(structure.items))
    ]  # fmt: skip
    linked = [
        index.linked(key, name)
        for key in names for name in ("Notat om broen", "Vurdering fra Opalbanken", "Jaspisgrunden")
    ]  # fmt: skip
    told["linked"] = [found and found.name for found in linked]
    pairs = [(one, {}.get) for one in structures]
    told["oparl"] = oparl_json(pairs, Identifiers("https://example.org/"))
    written = json.dumps(told, ensure_ascii=False, default=str)
    for key, reference in names.items():  # keys are drawn anew in each index
        written = written.replace(str(key), reference)
    return re.sub(r"(\d\.\d{4})\d+", r"\1", written)  # sums of floats in another order


def test_every_kind_of_question_gets_what_an_index_without_closed_items_gives(shown, without):
    one, other = asked(shown), asked(without)
    assert one == other
    asked_for = [json.dumps(question, ensure_ascii=False) for question in QUESTIONS]
    assert told_secrets(re.sub("|".join(map(re.escape, asked_for)), "", one)) == []


def test_an_open_hit_does_not_name_the_closed_item_that_says_the_same(owned, shown):
    def heads(index):
        hits = index.search(OPEN_TWICE, k=20)
        return [one.head for hit in hits if OPEN_TWICE in hit.text for one in (hit, *hit.also)]

    assert any("Obsidian" in head for head in heads(owned))
    assert heads(shown)
    assert all("Springvand" in head for head in heads(shown))


def test_both_files_of_a_meeting_keep_what_is_open_in_them(shown):
    numbers = {
        one.name: [item.number for item in shown.structure(one.key).items]
        for one in shown.documents()
    }
    assert numbers == {
        "2024-06-05 åben.pdf": ["1", "2"],
        "2024-06-05 åben og lukket.pdf": ["1", "2"],
        "2024-08-14 referat.pdf": ["2", "4"],
        "Notat om broen.pdf": [],
        PACKET: ["1", "2"],  # and none of its papers
    }
    assert [one.name for one in shown.documents()].count(PACKET) == 1


@pytest.fixture(scope="module")
def clients(owned, without):
    """The app over the whole index and over the other one, as others see them, and as the owner does."""
    whole, other = owned.catalog.folder, without.catalog.folder
    with contextlib.ExitStack() as running:
        served = [
            running.enter_context(running_app(folder, hide_closed=hide))
            for folder, hide in ((whole, True), (other, True), (whole, False))
        ]
        yield tuple(
            running.enter_context(httpx.Client(base_url=address, timeout=120)) for address in served
        )


def addresses(owned: Index) -> dict[str, list[str]]:
    """Every address of the app, under the route that answers it, with all that can be asked there."""
    ids = [one.id for one in owned.documents()]
    pages = [
        (one.sha256, number) for one in owned.documents() for number in range(one.file_pages + 2)
    ]
    words = [*SECRETS, "", "broen", "springvand", "lukket", "xyzzy"]
    filters = [f"udfald={outcome}" for outcome in Outcome] + ["udvalg=Teknikudvalget", "person=Ida+Holm",
               "fra=2024-08-01", "til=2024-07-01", "sagsnr=24-009911", "sagsnr=24-002222", "mindretal=on"]  # fmt: skip
    lists = [f"q={word}" for word in words] + filters
    found: dict[str, list[str]] = {
        "/sundhed": [""], "/statisk/{name}": ["app.css"],
        "/kilde/{document_id}.pdf": [f"/kilde/{one}.pdf" for one in ids],
        "/side/{document_id}/{page}.png": [f"/side/{one}/{number}.png" for one, number in pages],
    }  # fmt: skip
    for where in ("/beslutninger", "/en/beslutninger"):
        found[where] = [f"{where}?{one}" for one in lists]
        found[f"{where}.csv"] = [f"{where}.csv?{one}" for one in lists]
        found[f"{where}.xlsx"] = [f"{where}.xlsx?{one}" for one in lists[-4:]]
        found[f"{where}/sag"] = [f"{where}/sag?nr={number}" for number in NUMBERS]
        found[f"{where}/punkt"] = [
            f"{where}/punkt?dokument={one}&punkt={place}" for one in ids for place in range(5)
        ]
    return {route: [path or route for path in paths] for route, paths in found.items()}


def test_every_address_of_the_app_answers_as_without_closed_items(clients, owned):
    one, other, own = clients
    asked_at = addresses(owned)
    routes = {
        route.path
        for router in (web_routes.routes(owned, "da"), web_precedents.precedent_routes(owned, "da"))
        for route in router.routes
    }
    assert routes - asked_at.keys() == set()  # a new address is asked here too
    differ, secrets = [], 0
    for paths in asked_at.values():
        for path in paths:
            told, expected = one.get(path), other.get(path)
            if (told.status_code, plain(told)) != (expected.status_code, plain(expected)):
                differ.append(path)
            query = path.partition("?")[2]
            leaked = [word for word in told_secrets(readable(told)) if word not in query]
            assert leaked == [], path
            secrets += len(told_secrets(readable(own.get(path))))
    assert differ == []
    assert secrets > 100  # the owner is told them at the same addresses


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
def test_the_app_of_the_owner_answers_no_proxy(clients, header):
    one, _, own = clients
    for path in ("/", "/beslutninger", "/sundhed", "/config"):
        refused = own.get(path, headers={header: "192.0.2.7"})
        assert refused.status_code == 403
        assert "--hide-closed" in refused.text
        assert one.get(path, headers={header: "192.0.2.7"}).status_code == 200


def plain(response) -> bytes:
    """What comes, without what is drawn anew for each answer."""
    if response.headers["content-type"].endswith("sheet"):
        return readable(response).encode()
    return re.sub(rb'nonce="[^"]*"', b"", response.content)


def readable(response) -> str:
    kind = response.headers["content-type"]
    if kind.endswith("sheet"):
        with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
            sheets = [name for name in packed.namelist() if "sheet" in name or "Strings" in name]
            return "".join(packed.read(name).decode() for name in sheets)
    return response.text if "text" in kind or "csv" in kind else ""


def chat(client: httpx.Client, question: str) -> str:
    """What the conversation sends back for a question: the messages and the cards of its sources."""
    config = client.get("/config").json()
    (asking,) = [
        one for one in config["dependencies"]
        if any(event == "submit" for _, event in one["targets"])
    ][:1]  # fmt: skip
    data = [None] * len(asking["inputs"])
    data[0] = question
    session = f"s{abs(hash((question, id(client))))}"
    joined = client.post(
        "/gradio_api/queue/join",
        json={"data": data, "fn_index": asking["id"], "session_hash": session},
    )
    assert joined.status_code == 200
    with client.stream("GET", f"/gradio_api/queue/data?session_hash={session}") as stream:
        for line in stream.iter_lines():
            message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
            if message.get("msg") == "process_completed":
                assert message["success"]
                return json.dumps(message["output"]["data"], ensure_ascii=False)
    return ""


def test_the_conversation_tells_others_what_it_tells_without_closed_items(clients):
    one, other, own = clients
    owned = 0
    for question in (*SECRETS, "Hvem stemte imod?", "springvand på torvet", OPEN_TWICE):
        told = chat(one, question)
        assert told == chat(other, question)
        assert [word for word in told_secrets(told) if word not in question] == []
        owned += sum(word not in question for word in told_secrets(chat(own, question)))
    assert owned > len(SECRETS) / 2
