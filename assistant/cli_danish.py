"""click's own words in Danish: "Usage:", "Missing option" and their like.

click looks its words up through gettext. They stand here, and `python -m assistant.cli_danish`
writes them to the catalogue that gettext reads; a test holds that the two agree.
"""

from __future__ import annotations

import gettext
import os
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

DOMAIN: Final = "referatsvar"
FOLDER: Final = Path(__file__).parent / "locale"
FILE: Final = FOLDER / "da" / "LC_MESSAGES" / f"{DOMAIN}.mo"

HEADER: Final = (
    "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)

WORDS: Final[Mapping[str, str]] = {
    "Usage:": "Brug:",
    "Options": "Tilvalg",
    "Commands": "Kommandoer",
    "Positional arguments": "Argumenter",
    "Show this message and exit.": "Vis denne hjælp.",
    "Show the version and exit.": "Vis programmets version.",
    "%(prog)s, version %(version)s": "%(prog)s, version %(version)s",
    "env var: {var}": "miljøvariabel: {var}",
    "default: {default}": "standard: {default}",
    "required": "skal angives",
    "(dynamic)": "(beregnes)",
    "Error: {message}": "Fejl: {message}",
    "Aborted!": "Afbrudt.",
    "Try '{command} {option}' for help.": "Få hjælp med: {command} {option}",
    "Invalid value: {message}": "Værdien kan ikke bruges: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} kan ikke have den værdi: {message}",
    "Missing argument": "Der mangler et argument:",
    "Missing option": "Der mangler et tilvalg:",
    "Missing parameter": "Der mangler en parameter:",
    "Missing {param_type}": "Der mangler {param_type}:",
    "Missing parameter: {param_name}": "Der mangler en parameter: {param_name}",
    "Missing command.": "Der mangler en kommando.",
    "No such option {name!r}.": "Tilvalget {name!r} findes ikke.",
    "No such command {name!r}.": "Kommandoen {name!r} findes ikke.",
    # As versions of click before 8.4 have them
    "No such option: {name}": "Tilvalget {name} findes ikke.",
    "Option {name!r} does not take a value.": "Tilvalget {name!r} tager ingen værdi.",
    "Choose from:\n\t{choices}": "Vælg mellem:\n\t{choices}",
    "{value!r} is not a valid {number_type}.": "{value!r} er ikke et gyldigt tal.",
    "{value} is not in the range {range}.": "{value} ligger ikke i området {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "{value!r} er hverken ja eller nej. Brug en af: {states}"
    ),
    "file": "fil",
    "directory": "mappe",
    "path": "sti",
    "{name} {filename!r} does not exist.": "{name} {filename!r} findes ikke.",
    "{name} {filename!r} is a file.": "{name} {filename!r} er en fil.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} er en mappe.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} kan ikke læses.",
    "{name} {filename!r} is not writable.": "Der kan ikke skrives i {name} {filename!r}.",
    "Could not open file {filename!r}: {message}": (
        "Filen {filename!r} kunne ikke åbnes: {message}"
    ),
    "unknown error": "ukendt fejl",
}

COUNTED: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    (
        "Got unexpected extra argument ({args})",
        "Got unexpected extra arguments ({args})",
    ): (
        "Der er et argument for meget: {args}. Sæt anførselstegn om et spørgsmål på flere ord.",
        "Der er flere argumenter, end der skal være: {args}. "
        "Sæt anførselstegn om et spørgsmål på flere ord.",
    ),
    (
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
    ): ("Tilvalget {name!r} skal have en værdi.", "Tilvalget {name!r} skal have {nargs} værdier."),
    (
        "{value!r} is not {choice}.",
        "{value!r} is not one of {choices}.",
    ): ("{value!r} er ikke {choice}.", "{value!r} er ikke en af {choices}."),
    (
        "Did you mean {possibility}?",
        "(Did you mean one of: {possibilities}?)",
    ): ("Mente du {possibility}?", "(Mente du en af: {possibilities}?)"),
}
"""Singular and plural."""


def speak_danish() -> None:
    """Have click speak Danish in this process. To be called before any command is made."""
    os.environ["LANGUAGE"] = "da"  # gettext asks this before the system's locale
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)


def catalogue() -> bytes:
    """The words in the binary form of GNU gettext ("The Format of GNU MO Files")."""
    entries = {"": HEADER, **WORDS}
    entries |= {"\0".join(english): "\0".join(danish) for english, danish in COUNTED.items()}
    pairs = sorted((key.encode(), value.encode()) for key, value in entries.items())
    count, start = len(pairs), 28
    position = start + 16 * count
    tables: list[bytes] = []
    strings = [key for key, _ in pairs] + [value for _, value in pairs]
    for string in strings:
        tables.append(struct.pack("<II", len(string), position))
        position += len(string) + 1
    head = struct.pack("<7I", 0x950412DE, 0, count, start, start + 8 * count, 0, 0)
    return head + b"".join(tables) + b"".join(string + b"\0" for string in strings)


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(catalogue())
