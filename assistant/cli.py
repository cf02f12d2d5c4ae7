"""The command `referatsvar`: language first, then the command asked for, and nothing more loaded."""

from __future__ import annotations

import errno
import importlib
import os
import sqlite3
import sys
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Any

import click

from assistant.cli_danish import speak_danish
from assistant.texts import choose_language, language, say

COMMANDS = {
    "ingest": "assistant.cli_ingest",
    "status": "assistant.cli_status",
    "search": "assistant.cli_ask",
    "ask": "assistant.cli_ask",
    "precedents": "assistant.cli_precedents",
    "case": "assistant.cli_precedents",
    "followups": "assistant.cli_precedents",
    "structure": "assistant.cli_structure",
    "export": "assistant.cli_structure",
    "serve": "assistant.cli_serve",
    "remove": "assistant.cli_status",
    "watch": "assistant.cli_watch",
    "verify": "assistant.cli_care",
    "compact": "assistant.cli_care",
    "backup": "assistant.cli_care",
    "restore": "assistant.cli_care",
    "model": "assistant.cli_doctor",
    "doctor": "assistant.cli_doctor",
}
"""Where each command stands. Other packages add theirs as entry points of `referatsvar.commands`."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

REBUILT = frozenset(("catalog.fingerprint_mismatch", "catalog.other_version"))
"""Codes of the problems after which the index must be built anew."""


REASONS = {
    errno.EACCES: "reason_rights",
    errno.EPERM: "reason_rights",
    errno.EROFS: "reason_read_only",
    errno.ENOSPC: "reason_full",
    errno.EDQUOT: "reason_full",
    errno.ENOTDIR: "reason_no_folder",
}
SQLITE_REASONS = {sqlite3.SQLITE_READONLY: "reason_read_only", sqlite3.SQLITE_FULL: "reason_full"}
"""Why the system, or the database, refuses."""


class MustRebuild(click.ClickException):
    """The index must be built anew; `make run` does so with its example."""

    exit_code = 4


class Commands(click.Group):
    """Loads a command's module when it is asked for, and tells every known problem in words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        del ctx
        return [*COMMANDS, *(entry.name for entry in entry_points(group="referatsvar.commands"))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, loaded now."""
        del ctx
        command: click.Command | None = None
        if cmd_name in COMMANDS:
            command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        else:
            for entry in entry_points(group="referatsvar.commands", name=cmd_name):
                command = entry.load()
        if command:
            command.options_metavar = say("metavar_options")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what is known to go wrong ends in a message and exit code 1 or 4."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\n" + say("stopped"), err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            raise  # click ends quietly when the reader of our output has gone
        except (OSError, sqlite3.OperationalError) as problem:
            folder, reason = _place(problem, ctx), _reason(problem)
            raise click.ClickException(say("no_access", folder=folder, reason=reason)) from problem
        except Exception as problem:
            code, details = getattr(problem, "code", None), getattr(problem, "details", None)
            if isinstance(code, str) and isinstance(details, dict):
                kind = MustRebuild if code in REBUILT else click.ClickException
                raise kind(say(code, **details)) from problem
            raise


def _place(problem: OSError | sqlite3.OperationalError, ctx: click.Context) -> object:
    """What could not be read or written: the index's folder for all that lies in it."""
    from assistant.cli_options import INDEX_FOLDER

    folder: Path | None = ctx.meta.get(INDEX_FOLDER)
    file = getattr(problem, "filename", None)
    if file is None:
        return folder or "."
    return (
        folder
        if folder and folder.absolute() in Path(os.fsdecode(file)).absolute().parents
        else file
    )


def _reason(problem: OSError | sqlite3.OperationalError) -> str:
    """Why not, in the user's language where it is one of the usual reasons."""
    if isinstance(problem, OSError):
        known = REASONS.get(problem.errno or 0)
    else:  # the lowest byte is the kind of error
        known = SQLITE_REASONS.get(getattr(problem, "sqlite_errorcode", 0) & 0xFF)
    return say(known) if known else getattr(problem, "strerror", None) or str(problem)


def build() -> click.Group:
    """The command with its help in the language chosen."""

    @click.group(
        cls=Commands,
        help=say("help"),
        options_metavar=say("metavar_options"),
        subcommand_metavar=say("metavar_command"),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    @click.option("--lang", type=click.Choice(["da", "en"]), help=say("help_lang"))
    @click.version_option(version("referatsvar"), prog_name="referatsvar")
    def referatsvar(lang: str | None) -> None:
        del lang  # taken before: help texts are made as the commands are

    return referatsvar


def main() -> None:
    """Entry point."""
    arguments = take_language(sys.argv[1:])
    if language() == "da":
        speak_danish()
    # OpenMP reads these once, before the libraries load: threads that wait must sleep, not spin.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("KMP_BLOCKTIME", "0")
    build()(arguments, prog_name="referatsvar")


def take_language(arguments: list[str]) -> list[str]:
    """Choose the language that `--lang` names, before or after the command; what is left of the
    arguments. A language that does not exist is left for click to refuse."""
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            return [*rest, argument, *waiting]
        name, equals, value = argument.partition("=")
        following = [] if equals or name != "--lang" else [next(waiting, "")]
        wanted = following[0] if following else value
        if name == "--lang" and wanted in ("da", "en"):
            choose_language("da" if wanted == "da" else "en")
        else:
            rest += [argument, *following]
    return rest


if __name__ == "__main__":
    main()
