"""Lines of JSON, read one at a time, with errors that name the file and the line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.errors import EvaluationProblem


def read_lines(path: Path, problem: type[EvaluationProblem]) -> Iterator[tuple[int, str]]:
    r"""Each line of a UTF-8 file that is not blank, with its number from 1.

    A byte order mark is allowed. Only "\\n" and "\\r\\n" end a line, as JSON Lines has it: texts may
    hold U+2028 and its like. Raises `problem`.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    decoded = line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    raise problem("not_utf8", file=path, line=number) from error
                if decoded.strip():
                    yield number, decoded.rstrip("\r\n")
    except OSError as error:
        raise problem("unreadable", file=path, detail=error.strerror or error) from error


def read_objects(
    path: Path, problem: type[EvaluationProblem]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each JSON object of a JSON Lines file, with the number of its line. Raises `problem`."""
    for number, line in read_lines(path, problem):
        try:
            value = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise problem("not_json", file=path, line=number, detail=error) from error
        if not isinstance(value, dict):
            raise problem("not_object", file=path, line=number)
        yield number, value


class Fields:
    """The fields of one line, checked as they are taken out. `prefix` names the object within the
    line (`relevant[0].`) and goes into the message."""

    def __init__(
        self,
        values: Mapping[str, Any],
        path: Path,
        line: int,
        problem: type[EvaluationProblem],
        prefix: str = "",
    ) -> None:
        self._values = values
        self._path = path
        self._line = line
        self._problem = problem
        self._prefix = prefix

    def error(self, code: str, field: str = "", **details: object) -> EvaluationProblem:
        """A problem of this line, ready to be raised."""
        if field:
            details["field"] = self._prefix + field
        return self._problem(code, file=self._path, line=self._line, **details)

    def text(self, field: str) -> str:
        """A text that is not blank."""
        value = self._take(field)
        if not isinstance(value, str) or not value.strip():
            raise self.error("not_text", field)
        return value

    def words(self, field: str) -> list[str]:
        """The words of a text that may be blank."""
        value = self._take(field)
        if not isinstance(value, str):
            raise self.error("not_text", field)
        return value.split()

    def identifier(self, field: str) -> str:
        """A text without white space, fit for a column of a TREC file."""
        value = self.text(field)
        if len(value.split()) != 1 or value != value.strip():
            raise self.error("white_space", id=repr(value))
        return value

    def page(self, field: str) -> int:
        """A page number, from 1."""
        value = self._take(field)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error("not_page", field)
        return value

    def objects(self, field: str) -> list[Fields]:
        """A list of objects, which may be empty."""
        value = self._take(field)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.error("not_list", field)
        return [
            Fields(entry, self._path, self._line, self._problem, f"{self._prefix}{field}[{n}].")
            for n, entry in enumerate(value)
        ]

    def _take(self, field: str) -> Any:
        if field not in self._values:
            raise self.error("missing", field)
        return self._values[field]
