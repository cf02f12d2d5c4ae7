"""`referatsvar precedents`, `case` and `followups`: decisions, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli_options import (
    chosen_period,
    index_option,
    json_option,
    open_index,
    print_json,
)
from assistant.settings import Settings
from assistant.texts import language, say

if TYPE_CHECKING:
    from assistant.spreadsheet import Table
    from index.decisions import DecisionFilter, StoredDecision
    from ingest.meeting import Outcome

WITH_QUERY = 20
"""Decisions shown where a query ranks them all and nobody says how many are wanted."""


def sheet_options(command: Any) -> Any:
    """`--json`, `--csv` and `--xlsx`."""
    file, path = say("metavar_file"), click.Path(path_type=Path, dir_okay=False, allow_dash=True)
    for option in (
        click.option("--xlsx", type=click.Path(path_type=Path, dir_okay=False), metavar=file, help=say("help_xlsx")),
        click.option("--csv", type=path, metavar=file, help=say("help_csv")),
        json_option,
    ):  # fmt: skip
        command = option(command)
    return command


def decided_options(command: Any) -> Any:
    """`--organization`, `--from` and `--to`, of the meeting that decided."""
    date = say("metavar_date")
    for option in (
        click.option("--to", "date_to", metavar=date, help=say("help_decided_to")),
        click.option("--from", "date_from", metavar=date, help=say("help_decided_from")),
        click.option("--organization", metavar=say("metavar_name"), help=say("help_organization")),
    ):
        command = option(command)
    return command


@click.command(help=say("help_precedents"))
@index_option
@click.option("--query", metavar=say("metavar_text"), help=say("help_query"))
@click.option(
    "--outcome", "outcomes", multiple=True, metavar=say("metavar_outcome"), help=say("help_outcome")
)
@decided_options
@click.option("--dissent", is_flag=True, help=say("help_dissent"))
@click.option("--person", metavar=say("metavar_name"), help=say("help_person"))
@click.option("--party", metavar=say("metavar_party"), help=say("help_party"))
@click.option("--case", "case_number", metavar=say("metavar_case"), help=say("help_case_number"))
@click.option(
    "-k",
    "count",
    type=click.IntRange(1, 100_000),
    metavar=say("metavar_number"),
    help=say("help_decision_count"),
)
@sheet_options
def precedents(
    index_folder: Path, query: str | None, outcomes: tuple[str, ...], organization: str | None,
    date_from: str | None, date_to: str | None, dissent: bool, person: str | None,
    party: str | None, case_number: str | None, count: int | None, as_json: bool,
    csv: Path | None, xlsx: Path | None,
) -> None:  # fmt: skip
    """Find decisions."""
    from assistant.precedent import decision_json, decisions_table
    from assistant.readable import decision_lines

    one_output(as_json, csv, xlsx)
    wanted = chosen_decisions(
        organization, date_from, date_to, outcomes=outcomes, dissent=dissent, person=person,
        party=party, case_number=case_number,
    )  # fmt: skip
    with open_index(index_folder, Settings.read()) as index:
        found: Sequence[StoredDecision] = (
            index.precedents(query, wanted, count or WITH_QUERY)
            if query
            else index.decisions(wanted, count)
        )
    if as_json:
        print_json({"query": query, "decisions": [decision_json(one) for one in found]})
    elif not write_sheet(decisions_table(found, language()), csv, xlsx):
        show([decision_lines(one, language()) for one in found], "no_decisions")


def chosen_decisions(
    organization: str | None, date_from: str | None, date_to: str | None,
    *, outcomes: Sequence[str] = (), dissent: bool = False, person: str | None = None,
    party: str | None = None, case_number: str | None = None,
) -> DecisionFilter:  # fmt: skip
    """The filter that the options describe."""
    from index.decisions import DecisionFilter

    first, last = chosen_period(date_from, date_to)
    return DecisionFilter(
        outcomes=frozenset(chosen_outcome(word) for word in outcomes),
        organization=organization,
        date_from=first,
        date_to=last,
        dissent=dissent,
        person=person,
        party=party,
        case_number=case_number,
    )


def chosen_outcome(word: str) -> Outcome:
    """The outcome that a word names; a usage error with the words there are, where it names none."""
    from assistant.precedent import outcome_named, outcome_text
    from ingest.meeting import Outcome

    outcome = outcome_named(word)
    if outcome is None:
        choices = ", ".join(outcome_text(one, language()) for one in Outcome)
        raise click.UsageError(say("bad_outcome", value=word, choices=choices))
    return outcome


def one_output(as_json: bool, csv: Path | None, xlsx: Path | None) -> None:
    """Refuse two outputs at once."""
    if as_json + bool(csv) + bool(xlsx) > 1:
        raise click.UsageError(say("one_output"))


def write_sheet(table: Table, csv: Path | None, xlsx: Path | None) -> bool:
    """Write the table where an option says so, and tell; whether one did."""
    from assistant.spreadsheet import csv_text, write_xlsx

    file = csv or xlsx
    if csv:
        content = "\ufeff" + csv_text(table)  # the mark by which Excel knows UTF-8
        if str(csv) == "-":
            click.echo(content.encode(), nl=False)
            return True
        csv.write_bytes(content.encode())
    elif xlsx:
        write_xlsx(table, xlsx)
    if file:
        click.echo(say("written_rows", count=len(table.rows), file=file), err=True)
    return bool(file)


@click.command(help=say("help_case"))
@click.argument("number", metavar=say("metavar_case"))
@index_option
@json_option
def case(number: str, index_folder: Path, as_json: bool) -> None:
    """Show the history of a case."""
    from assistant.case import case_history, case_json
    from assistant.readable import case_lines

    with open_index(index_folder, Settings.read()) as index:
        steps = case_history(index, number)
    if not steps:
        raise click.ClickException(say("no_case", number=number))
    if as_json:
        print_json(case_json(number, steps))
    else:
        click.echo("\n".join(case_lines(number, steps, language())))


@click.command(help=say("help_followups"))
@index_option
@decided_options
@sheet_options
def followups(
    index_folder: Path, organization: str | None, date_from: str | None, date_to: str | None,
    as_json: bool, csv: Path | None, xlsx: Path | None,
) -> None:  # fmt: skip
    """Show what decisions ask for later."""
    from assistant.precedent import follow_up_entry, follow_ups, follow_ups_table
    from assistant.readable import follow_up_lines

    one_output(as_json, csv, xlsx)
    wanted = chosen_decisions(organization, date_from, date_to)
    with open_index(index_folder, Settings.read()) as index:
        found = follow_ups(index.decisions(wanted))
    if as_json:
        print_json({"followups": [follow_up_entry(*one) for one in found]})
    elif not write_sheet(follow_ups_table(found, language()), csv, xlsx):
        show([follow_up_lines(*one, language()) for one in found], "no_followups")


def show(entries: Iterable[Iterable[str]], nothing: str) -> None:
    """Write entries with a line between them; the text for none where there is none."""
    for number, lines in enumerate(entries):
        click.echo(("\n" if number else "") + "\n".join(lines))
        nothing = ""
    if nothing:
        click.echo(say(nothing))
