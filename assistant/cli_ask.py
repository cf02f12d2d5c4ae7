"""`referatsvar search` and `referatsvar ask`: places, and answers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli_options import (
    chosen_filter,
    filter_options,
    index_option,
    json_option,
    open_index,
    print_json,
)
from assistant.settings import Settings
from assistant.texts import language, printable, say

if TYPE_CHECKING:
    from assistant.explain import Explanation
    from assistant.model import Answer, Citation
    from index.hits import Hit


@click.command(help=say("help_search"))
@click.argument("question", metavar=say("metavar_question"))
@index_option
@click.option(
    "-k", "count", default=10, show_default=True, type=click.IntRange(1, 1000),
    metavar=say("metavar_number"), help=say("help_k"),
)  # fmt: skip
@filter_options
@click.option("--explain", "explained", is_flag=True, help=say("help_explain"))
@json_option
def search(
    question: str, index_folder: Path, count: int, documents: tuple[str, ...],
    kinds: tuple[str, ...], date_from: str | None, date_to: str | None, explained: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Find the best places."""
    from assistant.explain import explain
    from assistant.formats import search_json

    wanted = chosen_filter(documents, kinds, date_from, date_to)
    with open_index(index_folder, Settings.read()) as index:
        hits = index.search(question, count, wanted, answering=explained)
        rarity = index.term_weights(question) if explained else {}
        also = index.wording(question).also
    why = [explain(question, hit, rarity) for hit in hits] if explained else []
    if as_json:
        print_json(search_json(question, hits, why, also))
    else:
        _show_also(also)
        _show_hits(hits, why)


@click.command(help=say("help_ask"))
@click.argument("question", metavar=say("metavar_question"))
@index_option
@filter_options
@json_option
def ask(
    question: str, index_folder: Path, documents: tuple[str, ...], kinds: tuple[str, ...],
    date_from: str | None, date_to: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Answer a question."""
    from assistant.answer import answer
    from assistant.formats import answer_json

    wanted, settings = chosen_filter(documents, kinds, date_from, date_to), Settings.read()
    with open_index(index_folder, settings) as index:
        given = answer(index, question, wanted, threshold=settings.own_threshold)
    if as_json:
        print_json(answer_json(given))
    else:
        _show_also(given.also_searched)
        _show_answer(given)


def _show_also(words: Sequence[str]) -> None:
    if words:
        click.echo(say("also_searched", words=", ".join(words)) + "\n")


def _show_hits(hits: Sequence[Hit], why: Sequence[Explanation]) -> None:
    if not hits:
        click.echo(say("nothing_found"))
    for hit, reason in itertools.zip_longest(hits, why):
        first, last = hit.page_first, hit.page_last
        pages = str(first) if first == last else f"{first}-{last}"
        click.echo(
            say("hit_line", rank=hit.rank, document=hit.document.name, pages=pages, score=hit.score)
        )
        click.echo(f"   {hit.head}")
        click.echo(f"   {' '.join(hit.text.split())[:300]}")
        for place in hit.also:
            click.echo(
                "   " + say("also_line", document=place.document.name, page=place.page_first)
            )
        if reason:
            _show_reason(reason)
        click.echo()


def _show_reason(reason: Explanation) -> None:
    for name, value in reason.parts:
        click.echo(say("part_line", value=value, part=say(f"part_{name}")))
    if reason.words:
        click.echo("   " + say("words_line", words=", ".join(reason.words)))
    if reason.sentence:
        click.echo("   " + say("sentence_line", sentence=reason.sentence[:300]))


def _show_answer(given: Answer) -> None:
    if given.answered:
        if given.disagreement:
            click.echo(say("signs_of_disagreement") + "\n")
        for statement in given.statements:
            for part in statement.parts:
                click.echo(say("part_asked", part=part))
            if statement.owner:
                click.echo(say("said_by", owner=statement.owner))
            _show_citations(statement.citations)
        for missing in given.unanswered:
            click.echo(say("part_without_ground", part=missing.part))
            if missing.lacks:
                click.echo("   " + say(f"lacks_{missing.lacks}"))
        return
    click.echo(say(given.reason or "no_ground"))
    if given.lacks:
        click.echo(say(f"lacks_{given.lacks}"))
    if given.nearest:
        click.echo(say("nearest") + "\n")
        _show_citations(given.nearest)


def _show_citations(citations: Sequence[Citation]) -> None:
    from assistant.places import place_cited, written_place

    for citation in citations:
        click.echo(say("quoted", quote=citation.quote))
        click.echo("   " + str(printable(written_place(place_cited(citation), language()))))
        click.echo(
            "   " + say("source_line", document=citation.document.name, page=citation.page) + "\n"
        )
