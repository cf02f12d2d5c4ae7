"""Files inside PDF files are named by the ingest and by `status`, and go nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest
from commands import command
from conftest import EXAMPLES
from hostile_pdfs import GOOD_FILE
from test_ingest_typesetting import changed, lines, splitter, typeset

from assistant.cli_enclosed import MOST_NAMED, enclosed_lines
from index.access import ALL, NONE
from index.catalog import FILE
from index.embedding import Embedder
from index.reader import enclosed
from index.store import Index
from ingest.errors import OnlyEnclosed
from ingest.model import Enclosed
from ingest.privacy import Privacy
from ingest.read import read_document

NUMBER = "010190-1234"


def attach(*names: str):
    def change(writer: pypdf.PdfWriter) -> None:
        for name in names:
            writer.add_attachment(name, GOOD_FILE)

    return change


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory):
    """A folder with a letter with two files inside, and one without any; its index; what was said."""
    files, folder = tmp_path_factory.mktemp("filer"), tmp_path_factory.mktemp("indeks") / "i"
    letter = typeset(lines("Udvalget vedtog budgettet for næste år."))
    names = ("bilag 1.pdf", f"sag {NUMBER}.pdf")
    (files / "samlet.pdf").write_bytes(changed(letter, attach(*names)))
    (files / "brev.pdf").write_bytes(typeset(lines("Kære udvalg, her er et brev.")))
    return folder, command("ingest", files, "--index", folder)


def test_the_ingest_and_the_status_name_them_without_numbers(ingested) -> None:
    folder, done = ingested
    assert done.returncode == 0, done.stderr
    told = command("status", "--index", folder).stdout
    for text in (done.stderr, told):
        said = " ".join(text.split())
        assert "samlet.pdf (2): bilag 1.pdf; sag ██████-████.pdf" in said
        assert "ikke læst. Gem dem ud i mappen" in said
        assert "brev.pdf (" not in said
    status = json.loads(command("status", "--index", folder, "--json").stdout)
    assert status["enclosed_files"] == [
        {
            "document": "samlet.pdf",
            "files": ["bilag 1.pdf", "sag ██████-████.pdf"],
            "portfolio": False,
        }
    ]
    stored = b"".join(file.read_bytes() for file in folder.glob(f"{FILE}*"))
    assert NUMBER.encode() not in stored


def test_a_file_with_others_inside_is_handed_out_to_its_owner_alone(
    ingested, embedder: Embedder
) -> None:
    folder, _ = ingested
    whole = {}
    for rights in (ALL, NONE):
        with Index.open(folder, embedder=embedder, rights=rights) as index:
            whole[rights] = {one.name: index.whole(one) for one in index.documents()}
            if rights == NONE:
                with index.catalog.snapshot() as connection:
                    assert enclosed(connection) == {}
    assert whole == {
        ALL: {"brev.pdf": True, "samlet.pdf": True},
        NONE: {"brev.pdf": True, "samlet.pdf": False},
    }


def test_without_closed_items_the_names_are_not_kept_either(
    tmp_path: Path, embedder: Embedder
) -> None:
    (minutes,) = EXAMPLES.glob("2023-10-03*.pdf")
    file = tmp_path / minutes.name
    file.write_bytes(changed(minutes.read_bytes(), attach("Lukket - ansættelse.pdf")))
    load = splitter(embedder.tokenizer_file)
    (document, *_) = read_document(file, file.name, load)
    assert document.enclosed == Enclosed(("Lukket - ansættelse.pdf",))
    (document, *_) = read_document(file, file.name, load, privacy=Privacy(skip_closed=True))
    assert document.enclosed == Enclosed(("",))


def test_an_empty_cover_names_what_is_inside(tmp_path: Path, embedder: Embedder) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(changed(typeset(lambda _: None), attach("referat.pdf")))
    with pytest.raises(OnlyEnclosed) as raised:
        read_document(file, file.name, splitter(embedder.tokenizer_file))
    assert raised.value.detail == "referat.pdf"


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    names = tuple(f"{number}.pdf" for number in range(MOST_NAMED + 3))
    (line,) = enclosed_lines({"a.pdf": Enclosed(names, portfolio=True)})
    assert line.startswith("a.pdf")
    assert str(len(names)) in line
    assert names[MOST_NAMED - 1] in line
    assert names[MOST_NAMED] not in line
