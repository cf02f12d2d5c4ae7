"""Where a model's files are, and what identifies them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from index import weights
from index.errors import ModelUnusable, WeightsMissing


def find_model(model: str | None, progress: Callable[[str], None] | None) -> Path:
    """The folder of the default model (None), of a folder's path, or of a hub's name.

    From then on no library asks a hub. Raises ModelProblem.
    """
    if not model:
        folder = weights.ensure_default_model(progress)
    else:
        folder = Path(model).expanduser()
        if not folder.is_dir():
            if model.startswith((".", "~", "/", "\\")) or model.count("/") > 1:
                raise WeightsMissing(file=folder, version=weights.PACKAGE_VERSION)
            return _download(model)
    # From here on nothing may ask a hub, not even for a newer version.
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
    return folder.resolve()


def _download(name: str) -> Path:
    from huggingface_hub import snapshot_download  # noqa: PLC0415 (only for a model's name)

    try:
        return Path(snapshot_download(name, ignore_patterns=["onnx/*", "openvino/*", "*.h5"]))
    except Exception as error:  # a network fails in many ways
        raise ModelUnusable(model=name, reason=f"it could not be fetched: {error}") from error


def model_identity(folder: Path) -> str:
    """SHA-256 over names and bytes of the model's files, remembered while sizes and times stay."""
    if folder == weights.default_model_folder().resolve():
        return weights.default_model_identity()
    kinds = {".json", ".txt", ".model", ".safetensors", ".bin"}
    files = sorted(path for path in folder.rglob("*") if path.suffix in kinds and path.is_file())
    stamps = [
        [file.relative_to(folder).as_posix(), file.stat().st_size, file.stat().st_mtime_ns]
        for file in files
    ]
    place = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    memory = weights.cache_folder() / "identities" / f"{place}.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        remembered = json.loads(memory.read_bytes())
        if remembered["stamps"] == stamps:
            return str(remembered["identity"])
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    with contextlib.suppress(OSError):  # a memory, no more: without it the hashing is repeated
        content = json.dumps({"stamps": stamps, "identity": digest.hexdigest()})
        write_whole(memory, content.encode())
    return digest.hexdigest()


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that another process finds all of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(f".{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.replace(file)
