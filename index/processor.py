"""How the processor is used: cores, threads and the precision it computes fast in."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from threadpoolctl import ThreadpoolController

Precision = Literal["float32", "bfloat16"]

MOST_THREADS = 8
"""A model this small gains nothing from more."""


def usable_cores() -> int:
    """How many of the machine's cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepare_environment(threads: int) -> None:
    """Set what torch, tokenizers and transformers read once, when they load: above all thread counts.

    Waiting threads sleep: spinning ones have made a question take 1.7 s instead of 17 ms beside
    another busy process.
    """
    for name, value in {
        "OMP_NUM_THREADS": str(threads),
        "OMP_WAIT_POLICY": "PASSIVE",
        "KMP_BLOCKTIME": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "RAYON_NUM_THREADS": str(threads),
        "TOKENIZERS_PARALLELISM": "true",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_DEACTIVATE_ASYNC_LOAD": "1",  # one thread reads the weights: nothing to race
    }.items():
        os.environ.setdefault(name, value)


def multiply_on_one_thread() -> None:
    """Let NumPy multiply on one thread, whenever it was loaded. What it multiplies here is small, and its
    waiting threads spin: beside another busy process 0.3 ms became 36 to 72."""
    ThreadpoolController().select(internal_api="openblas").limit(limits=1)


@contextlib.contextmanager
def on_one_thread() -> Iterator[None]:
    """Within it torch computes on one thread. A question's few tokens gain nothing from a second (27 ms
    and 26 in the best case), which beside another busy process made of 38 ms 83."""
    import torch  # noqa: PLC0415 (heavy)

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def choose_precision() -> Precision:
    """bfloat16 where the processor multiplies in it; elsewhere it would be slower than float32."""
    try:
        flags = set(Path("/proc/cpuinfo").read_text(encoding="utf-8").split())
    except OSError:
        return "float32"
    return "bfloat16" if flags & {"avx512_bf16", "amx_bf16"} else "float32"
