"""Folders and files that are closed to the program: told by name with the remedy, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import be_bound, command
from test_cli import cold, environment, typeset

from index.catalog import FILE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `filer`, a.pdf and under/b.pdf, and an index `i` of them, which is set aside."""
    place = tmp_path_factory.mktemp("adgang") / "her"
    (place / "filer" / "under").mkdir(parents=True)
    typeset(place / "filer" / "a.pdf", subject="vindmøllen på havnen")
    typeset(place / "filer" / "under" / "b.pdf", subject="svømmehallens åbningstider")
    done = ingest(place / "filer", place / "i")
    assert done.returncode == 0, done.stderr
    return place.rename(place.with_name("gemt"))


@pytest.fixture
def work(made: Path) -> Iterator[Path]:
    """The same, to change, where it was made."""
    place = made.with_name("her")
    shutil.copytree(made, place)
    yield place
    for folder, _, _ in os.walk(place):
        Path(folder).chmod(0o755)
    shutil.rmtree(place)


def ingest(files: Path, index: Path, *, bound: bool = False) -> subprocess.CompletedProcess[str]:
    return command("ingest", files, "--index", index, before=be_bound if bound else None)


def in_index(index: Path) -> list[tuple[str, str | None]]:
    """Each file that the index knows, with its problem."""
    done = command("status", "--index", index, "--json", check=True)
    told = json.loads(done.stdout)
    read = [(one["document"], None) for one in told["list"]]
    return sorted([*read, *((one["document"], one["problem"]) for one in told["problems"])])


def found(index: Path, question: str) -> list[str]:
    done = command("search", question, "--index", index, "--json", "-k", "1", check=True)
    return [hit["document"] for hit in json.loads(done.stdout)["hits"]]


BOTH = [("a.pdf", None), ("under/b.pdf", None)]


@pytest.mark.parametrize("files_too", [False, True])
def test_an_index_folder_without_the_right_to_write(work: Path, files_too: bool) -> None:
    index, content = work / "i", (work / "i" / FILE).read_bytes()
    typeset(work / "filer" / "ny.pdf", subject="cykelstien langs åen")
    if files_too:
        for file in index.iterdir():
            file.chmod(0o555 if file.is_dir() else 0o444)
    index.chmod(0o555)
    done = ingest(work / "filer", index, bound=True)
    index.chmod(0o755)
    assert done.returncode == 1
    assert f"Fejl: {index} kan ikke læses eller skrives (adgang nægtet)." in done.stderr
    assert "Sørg for plads og adgang, og kør kommandoen igen." in done.stderr
    assert "Traceback" not in done.stderr
    assert (index / FILE).read_bytes() == content
    for file in index.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    assert ingest(work / "filer", index, bound=True).returncode == 0
    assert in_index(index) == [BOTH[0], ("ny.pdf", None), BOTH[1]]


def test_an_index_folder_on_a_read_only_file_system(work: Path) -> None:
    """As a drive that may only be read, which binds root too."""
    index = work / "i"
    mounted = ["unshare", "--mount", "sh", "-c",
               f'mount --bind -o ro "{index}" "{index}" && exec "$0" "$@"']  # fmt: skip
    if not shutil.which("unshare") or subprocess.run([*mounted, "true"], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    typeset(work / "filer" / "ny.pdf", subject="cykelstien langs åen")
    content = (index / FILE).read_bytes()
    done = subprocess.run(
        [*mounted, *cold("ingest", work / "filer", "--index", index)],
        capture_output=True, text=True, check=False, timeout=300, env=environment(),
    )  # fmt: skip
    assert done.returncode == 1
    assert f"Fejl: {index} kan ikke læses eller skrives (skrivebeskyttet)." in done.stderr
    assert "Sørg for plads og adgang" in done.stderr
    assert (index / FILE).read_bytes() == content
    assert in_index(index) == BOTH


def test_no_index_is_begun_where_none_can_be(made: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    done = ingest(made / "filer", tmp_path / "ny", bound=True)
    tmp_path.chmod(0o755)
    assert done.returncode == 1
    assert f"Fejl: {tmp_path / 'ny'} kan ikke læses eller skrives (adgang nægtet)." in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_index_below_a_file_is_told(made: Path) -> None:
    below = made / "filer" / "a.pdf" / "i"
    done = ingest(made / "filer", below)
    assert done.returncode == 1
    assert f"Fejl: {below} kan ikke læses eller skrives (noget i stien er en fil" in done.stderr


def test_a_folder_of_documents_that_is_closed(work: Path) -> None:
    (work / "filer").chmod(0o000)
    done = ingest(work / "filer", work / "i", bound=True)
    new = ingest(work / "filer", work / "ny", bound=True)
    (work / "filer").chmod(0o755)
    for told in (done, new):
        assert told.returncode == 1
        assert f"Fejl: Der er ingen adgang til {work / 'filer'}." in told.stderr
        assert "Få ret til at læse den, og kør kommandoen igen." in told.stderr
    assert not (work / "ny").exists()
    assert in_index(work / "i") == BOTH


def test_a_folder_within_that_is_closed(work: Path) -> None:
    typeset(work / "filer" / "ny.pdf", subject="cykelstien langs åen")
    (work / "filer" / "under").chmod(0o000)
    done = ingest(work / "filer", work / "i", bound=True)
    told = command(
        "status", "--index", work / "i", "--against", work / "filer", "--json", before=be_bound
    )
    (work / "filer" / "under").chmod(0o755)
    coverage = json.loads(told.stdout)["coverage"]
    assert coverage == {"files": 3, "current": 2, "new": [], "changed": [], "failed": ["under"]}
    assert done.returncode == 3
    assert "  under: mappen kan ikke åbnes. Få ret til at læse den" in done.stderr
    assert in_index(work / "i") == [BOTH[0], ("ny.pdf", None), BOTH[1]]
    assert found(work / "i", "svømmehallens åbningstider") == ["under/b.pdf"]
    again = ingest(work / "filer", work / "i", bound=True)
    assert (again.returncode, "Uændrede filer: 3" in again.stderr) == (0, True)


def test_a_file_that_is_closed_keeps_what_was_read_of_it(work: Path) -> None:
    (work / "filer" / "a.pdf").chmod(0o000)
    done = ingest(work / "filer", work / "i", bound=True)
    alone = ingest(work / "filer" / "a.pdf", work / "i", bound=True)
    (work / "filer" / "a.pdf").chmod(0o644)
    assert (done.returncode, alone.returncode) == (3, 1)
    assert "Uændrede filer: 1" in done.stderr
    for told in (done, alone):
        assert "  a.pdf: filen kan ikke åbnes." in told.stderr
        assert "om du har ret til at læse den" in told.stderr
    assert in_index(work / "i") == BOTH
    assert found(work / "i", "vindmøllen på havnen") == ["a.pdf"]


def test_a_file_that_was_closed_from_the_first_is_read_once_it_is_open(work: Path) -> None:
    typeset(work / "filer" / "ny.pdf", subject="cykelstien langs åen")
    (work / "filer" / "ny.pdf").chmod(0o000)
    assert ingest(work / "filer", work / "i", bound=True).returncode == 3
    assert ("ny.pdf", "unreadable") in in_index(work / "i")
    (work / "filer" / "ny.pdf").chmod(0o644)
    assert ingest(work / "filer", work / "i", bound=True).returncode == 0
    assert found(work / "i", "cykelstien langs åen") == ["ny.pdf"]
