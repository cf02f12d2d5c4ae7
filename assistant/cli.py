"""The command `referatsvar`: language first, then the command asked for, and nothing more loaded."""

from __future__ import annotations

import importlib
import os
import sqlite3
import sys
from importlib.metadata import entry_points, version
from typing import Any

import click

from assistant.settings import BadSetting
from assistant.texts import choose_language, say

COMMANDS = {
    "ingest": "assistant.cli_ingest",
    "status": "assistant.cli_status",
    "search": "assistant.cli_ask",
    "ask": "assistant.cli_ask",
    "serve": "assistant.cli_serve",
    "remove": "assistant.cli_status",
    "model": "assistant.cli_doctor",
    "doctor": "assistant.cli_doctor",
}
"""Where each command stands. Other packages add theirs as entry points of `referatsvar.commands`."""


class Commands(click.Group):
    """Loads a command's module when it is asked for, and tells every known problem in words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        del ctx
        return [*COMMANDS, *(entry.name for entry in entry_points(group="referatsvar.commands"))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, loaded now."""
        del ctx
        if cmd_name in COMMANDS:
            command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
            return command
        for entry in entry_points(group="referatsvar.commands", name=cmd_name):
            loaded: click.Command = entry.load()
            return loaded
        return None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what is known to go wrong ends in a message and exit code 1."""
        try:
            return super().invoke(ctx)
        except BadSetting as problem:
            raise click.ClickException(
                say("bad_setting", name=problem.name, value=problem.value)
            ) from problem
        except BrokenPipeError:
            raise  # click ends quietly when the reader of our output has gone
        except (OSError, sqlite3.OperationalError) as problem:
            folder = getattr(problem, "filename", None) or ctx.params.get("index_folder") or "."
            reason = getattr(problem, "strerror", None) or str(problem)
            raise click.ClickException(say("disk_full", folder=folder, reason=reason)) from problem
        except Exception as problem:
            code, details = getattr(problem, "code", None), getattr(problem, "details", None)
            if isinstance(code, str) and isinstance(details, dict):
                raise click.ClickException(say(code, **details)) from problem
            raise


def build() -> click.Group:
    """The command with its help in the language chosen."""

    @click.group(
        cls=Commands, help=say("help"), context_settings={"help_option_names": ["-h", "--help"]}
    )
    @click.option("--lang", type=click.Choice(["da", "en"]), help=say("help_lang"))
    @click.version_option(version("referatsvar"), prog_name="referatsvar")
    def referatsvar(lang: str | None) -> None:
        del lang  # taken before: help texts are made as the commands are

    return referatsvar


def main() -> None:
    """Entry point."""
    arguments = sys.argv[1:]
    for position, argument in enumerate(arguments):
        wanted = argument.partition("=")[2] or "".join(arguments[position + 1 : position + 2])
        if argument.partition("=")[0] == "--lang" and wanted in ("da", "en"):
            choose_language("da" if wanted == "da" else "en")
    # OpenMP reads these once, before the libraries load: threads that wait must sleep, not spin.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("KMP_BLOCKTIME", "0")
    build()(prog_name="referatsvar")


if __name__ == "__main__":
    main()
