"""Which files belong to a collection, and what they are called."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from ingest.sources import find_sources


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-")
    return path


def names(*paths: Path) -> list[str]:
    return [source.name for source in find_sources(paths)]


def test_files_are_found_at_any_depth_and_sorted_by_name(tmp_path: Path) -> None:
    for name in ("b.pdf", "2014/03/a.pdf", "2014/referat.PDF", "c.Pdf"):
        put(tmp_path / name)
    put(tmp_path / "notat.docx")
    put(tmp_path / "pdf")
    assert names(tmp_path) == ["2014/03/a.pdf", "2014/referat.PDF", "b.pdf", "c.Pdf"]


def test_hidden_files_and_those_of_a_mac_are_left_out(tmp_path: Path) -> None:
    for name in (".skjult.pdf", "._a.pdf", ".git/b.pdf", "__MACOSX/._c.pdf", "d.pdf"):
        put(tmp_path / name)
    assert names(tmp_path) == ["d.pdf"]


def test_a_hidden_folder_is_read_when_it_is_named(tmp_path: Path) -> None:
    put(tmp_path / ".skjult" / "a.pdf")
    assert names(tmp_path / ".skjult") == ["a.pdf"]


def test_a_folder_that_is_called_as_a_file_is_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "mappe.pdf" / "a.pdf")
    assert names(tmp_path) == ["mappe.pdf/a.pdf"]


def test_a_file_given_directly_is_taken_whatever_its_name(tmp_path: Path) -> None:
    file = put(tmp_path / "uden endelse")
    (source,) = find_sources([file])
    assert (source.name, source.path) == ("uden endelse", file.resolve())


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    file = put(tmp_path / "a.pdf")
    assert names(tmp_path, file, tmp_path) == ["a.pdf"]


def test_files_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    for folder in ("et", "to", "tre/to"):
        put(tmp_path / folder / "referat.pdf")
    found = find_sources([tmp_path / "et", tmp_path / "to", tmp_path / "tre" / "to"])
    assert [source.name for source in found] == [
        "referat.pdf",
        "to (2)/referat.pdf",
        "to/referat.pdf",
    ]
    assert len({source.path for source in found}) == 3


def test_links_that_run_in_circles_end(tmp_path: Path) -> None:
    put(tmp_path / "a" / "a.pdf")
    (tmp_path / "a" / "op").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "sig selv.pdf").symlink_to(tmp_path / "a" / "sig selv.pdf")
    (tmp_path / "a" / "væk.pdf").symlink_to(tmp_path / "findes ikke.pdf")
    assert names(tmp_path) == ["a/a.pdf"]


def test_a_linked_file_is_read_once(tmp_path: Path) -> None:
    file = put(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").symlink_to(file)
    assert names(tmp_path) == ["a.pdf"]


def test_names_are_composed(tmp_path: Path) -> None:
    put(tmp_path / unicodedata.normalize("NFD", "Økonomi på Færøerne åben.pdf"))
    assert names(tmp_path) == ["Økonomi på Færøerne åben.pdf"]


def test_a_name_in_another_encoding_can_be_stored(tmp_path: Path) -> None:
    try:
        put(tmp_path / os.fsdecode("børn".encode("latin-1") + b".pdf"))
    except OSError:
        pytest.skip("this file system takes no such names")
    (source,) = find_sources([tmp_path])
    assert source.name == "b\ufffdrn.pdf"
    assert source.path.read_bytes() == b"%PDF-"


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="findes ikke"):
        find_sources([tmp_path / "findes ikke"])


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert find_sources([tmp_path]) == []


def test_a_name_that_another_file_still_has_is_told_apart_by_its_folder(tmp_path):
    first, second = tmp_path / "2022" / "referat.pdf", tmp_path / "2023" / "referat.pdf"
    for file in (first, second):
        file.parent.mkdir()
        file.write_bytes(b"%PDF-" + file.parent.name.encode())
    held = {source.name: source.path for source in find_sources([first.parent])}
    assert [source.name for source in find_sources([second.parent], held)] == ["2023/referat.pdf"]
    assert [source.name for source in find_sources([first.parent], held)] == ["referat.pdf"]


def test_a_name_whose_file_is_gone_is_free_again(tmp_path):
    file = tmp_path / "referat.pdf"
    file.write_bytes(b"%PDF-")
    held = {"referat.pdf": tmp_path / "gone" / "referat.pdf"}
    assert [source.name for source in find_sources([tmp_path], held)] == ["referat.pdf"]
