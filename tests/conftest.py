from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from commands import ROOT, command
from filelock import FileLock

from index.embedding import Embedder
from index.store import Index
from ingest import ocr

# Examples kept from an earlier run were drawn from an index that is no more.
hypothesis.settings.register_profile("fresh", database=None)
hypothesis.settings.load_profile("fresh")

EXAMPLES = ROOT / "examples" / "collection"


def pytest_configure() -> None:
    """Each of several workers keeps to cores of its own, and so does all that it starts: two models on
    the same cores wait for each other most of the time."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker and hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        own = cores[int(worker.removeprefix("gw")) :: int(os.environ["PYTEST_XDIST_WORKER_COUNT"])]
        os.sched_setaffinity(0, own or cores)


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The default model, unpacked once per machine into the user's own cache."""
    return Embedder.load()


@pytest.fixture(scope="session")
def example_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the example collection, made once a run by the command itself; each of several workers
    has a copy, for what reads it leaves files beside it."""
    run = tmp_path_factory.getbasetemp()
    made = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "example-index"
    with FileLock(f"{made}.lock"):
        if not made.exists():
            done = command("ingest", EXAMPLES, "--index", made)
            # The scanned letter is read where there is OCR, and named where there is none.
            assert done.returncode == (3 if ocr.missing() else 0), done.stderr
        return shutil.copytree(made, tmp_path_factory.mktemp("examples") / "index")


@pytest.fixture(scope="session")
def index(example_index: Path, embedder: Embedder) -> Iterator[Index]:
    """The index of the example collection, open; for tests that only read."""
    with Index.open(example_index, embedder=embedder) as opened:
        yield opened


@pytest.fixture(scope="session")
def tesseract() -> None:
    """Tesseract with Danish, which `make test` installs where it may."""
    if ocr.missing():
        message = f"no OCR on this machine: {ocr.missing()} is missing (make system installs it)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents and questions. Absent on a user's machine, never in CI."""
    folder = Path(os.environ.get("REFERATSVAR_CORPUS", ROOT.parent / "shared"))
    if not folder.is_dir():
        message = f"the real documents are not here: {folder} (set REFERATSVAR_CORPUS)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder
