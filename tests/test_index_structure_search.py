"""Precedents by meaning, and items like another: with the real model and both searches."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest
from structures_made import Line, memo, minutes

from index.catalog import Catalog
from index.decisions import DecisionFilter
from index.embed import embed_documents
from index.embedding import Embedder
from index.store import Index, fingerprint_of
from ingest.meeting import Outcome
from ingest.sources import Source

DAY = datetime.date(2024, 3, 6)
FENCES = 60
"""Decisions on fences, that crowd out all else in a search for a fence."""

REJECTED = DecisionFilter(outcomes=frozenset({Outcome.REJECTED}))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder):
    folder: Path = tmp_path_factory.mktemp("decided")
    Catalog.create(folder, fingerprint_of(embedder)).close()
    fences = [
        Line(f"Hegn ved Strandvej {number}", f"Hegnet ved Strandvej {number} blev godkendt.",
             f"24/{number:04}", recommended=f"at hegnet ved Strandvej {number} godkendes.")
        for number in range(FENCES)
    ]  # fmt: skip
    documents = {
        "hegn.pdf": minutes(*fences, date=DAY),
        "referat.pdf": minutes(
            Line("Lukning af svømmehallen", "Forslaget om at lukke svømmehallen blev afvist.",
                 "24/9001", Outcome.REJECTED, "at svømmehallen lukkes for at spare."),
            Line("Cykelsti", "Cykelstien blev afvist.", "24/9002", Outcome.REJECTED,
                 "at der anlægges en cykelsti langs landevejen."),
            Line("Svømmehallens åbningstider", "Svømmehallen holder åbent om søndagen.",
                 "24/9003", Outcome.APPROVED, "at svømmehallen holder åbent om søndagen."),
            date=DAY + datetime.timedelta(days=1),
        ),
        "igen.pdf": minutes(
            Line("Lukning af svømmehallen, 2. behandling", "Svømmehallen lukkes ikke.", "24/9001",
                 Outcome.NOTED, "at svømmehallen lukkes for at spare."),
            date=DAY + datetime.timedelta(days=30),
        ),
        "notat.pdf": memo("Et notat om svømmehallens økonomi og dens lukning."),
    }  # fmt: skip
    with Index.open(folder, embedder=embedder) as index:
        for name, document in documents.items():
            vectors = embed_documents(index.catalog, embedder, [document])
            index.catalog.add(Source(Path(name), name), [document], vectors)
        yield index


def titles(found) -> list[str]:
    return [one.item.title for one in found]


def test_precedents_are_ranked_by_meaning(opened):
    found = opened.precedents("lukke svømmehallen for at spare penge", count=3)
    assert all("vømmehal" in title for title in titles(found))
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)


def test_a_rare_outcome_is_found_however_many_others_fit_the_query_better(opened):
    found = opened.precedents("hegn ved Strandvej", REJECTED, 20)
    assert sorted(titles(found)) == ["Cykelsti", "Lukning af svømmehallen"]
    assert {one.decision.outcome for one in found} == {Outcome.REJECTED}


def test_as_many_precedents_as_asked_for(opened):
    for count in (1, 7, 50):
        assert len(opened.precedents("hegn", count=count)) == count
    assert len(opened.precedents("hegn", count=1000)) == FENCES + 4
    assert opened.precedents("hegn", count=0) == opened.precedents("?!", count=5) == []


def test_no_precedents_where_nothing_passes_the_filter(opened):
    assert opened.precedents("hegn", DecisionFilter(vote=True)) == []


def test_similar_items_leave_out_the_same_case_and_the_item_itself(opened):
    document = opened.document("referat.pdf")
    found = opened.similar(document.key, 0, 5)
    assert len(found) == 5
    assert titles(found)[0] == "Svømmehallens åbningstider"
    assert "24/9001" not in {one.item.case_number for one in found}
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert np.all(np.abs(scores) <= 1.0001)


def test_nothing_is_similar_to_an_item_that_is_not_there(opened):
    assert opened.similar(opened.document("notat.pdf").key, 0) == []


def test_the_index_gives_structures_decisions_and_cases(opened):
    document = opened.document("igen.pdf")
    assert opened.structure(document.key).items[0].case_number == "24/9001"
    assert titles(opened.decisions())[0] == "Lukning af svømmehallen, 2. behandling"
    assert len(opened.decisions(REJECTED)) == 2
    assert [entry.document.name for entry in opened.case("24/9001")] == ["referat.pdf", "igen.pdf"]
