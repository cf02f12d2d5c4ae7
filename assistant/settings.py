"""Settings, from environment variables. Each has a default that suits one ordinary machine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from assistant.abstain import THRESHOLD
from ingest.limits import Limits

PRECISIONS = ("auto", "float32", "bfloat16")
NUMBERS = ("mask", "keep")


class BadSetting(ValueError):
    """A setting has a value that cannot be used. `code` names the text that tells what it takes,
    `details` fill its places."""

    def __init__(self, code: str, name: str, value: str) -> None:
        super().__init__(f"{name}={value}")
        self.code = code
        self.details = {"name": name, "value": value}


def _setting(name: str, default: Any) -> Any:
    return field(default=default, metadata={"name": name})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; docs/settings.md explains each. None or 0 stands for "decide by the machine"."""

    model: str | None = _setting("REFERATSVAR_MODEL", None)
    threads: int = _setting("REFERATSVAR_THREADS", 0)
    workers: int = _setting("REFERATSVAR_WORKERS", 0)
    file_seconds: float = _setting("REFERATSVAR_FILE_SECONDS", 900.0)
    ocr_seconds: float = _setting("REFERATSVAR_OCR_SECONDS", 60.0)
    file_megabytes: int = _setting("REFERATSVAR_FILE_MEGABYTES", 4096)
    file_characters: int = _setting("REFERATSVAR_FILE_CHARACTERS", 50_000_000)
    threshold: float = _setting("REFERATSVAR_THRESHOLD", THRESHOLD)
    precision: str = _setting("REFERATSVAR_PRECISION", "auto")
    personal_numbers: str = _setting("REFERATSVAR_PERSONAL_NUMBERS", "mask")

    @property
    def own_threshold(self) -> float | None:
        """The threshold where one was set; None leaves it to the index's calibration."""
        return None if self.threshold == THRESHOLD else self.threshold

    @property
    def limits(self) -> Limits:
        """What the reading of one file may take."""
        return Limits(
            self.file_seconds, self.ocr_seconds, self.file_megabytes, self.file_characters
        )

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings in the environment. Raises BadSetting."""
        values: dict[str, Any] = {}
        for setting in fields(cls):
            name = setting.metadata["name"]
            text = environment.get(name, "").strip()
            if text:
                values[setting.name] = _parsed(name, text, setting.default)
        settings = cls(**values)
        if settings.precision not in PRECISIONS:
            raise BadSetting("setting_precision", "REFERATSVAR_PRECISION", settings.precision)
        if settings.personal_numbers not in NUMBERS:
            name = "REFERATSVAR_PERSONAL_NUMBERS"
            raise BadSetting("setting_numbers", name, settings.personal_numbers)
        if settings.threshold > 1:
            raise BadSetting("setting_share", "REFERATSVAR_THRESHOLD", str(settings.threshold))
        return settings


def _parsed(name: str, text: str, default: object) -> object:
    """The value in the type of its default; numbers may not be negative."""
    if not isinstance(default, int | float):
        return text
    code = "setting_count" if isinstance(default, int) else "setting_number"
    try:
        number = type(default)(text)
    except ValueError as error:
        raise BadSetting(code, name, text) from error
    if not 0 <= number < float("inf"):
        raise BadSetting(code, name, text)
    return number


SETTING_NAMES: tuple[str, ...] = tuple(setting.metadata["name"] for setting in fields(Settings))
"""The environment variables read here; REFERATSVAR_CACHE and REFERATSVAR_LANG stand beside them."""
