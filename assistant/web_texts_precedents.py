"""What the view of decisions says, in Danish with English beside. The table is part of
`assistant.web_texts.TEXTS`; words for outcomes, votes and places are in `assistant.texts_minutes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PRECEDENTS: Final[Mapping[str, tuple[str, str]]] = {
    "views": ("Visninger", "Views"),
    "view_chat": ("Spørg", "Ask"),
    "view_decisions": ("Beslutninger", "Decisions"),
    "decisions_title": ("Beslutninger – Referatsvar", "Decisions – Referatsvar"),
    "view_title": ("{title} – Referatsvar", "{title} – Referatsvar"),
    "skip_to_results": ("Gå til indholdet", "Go to the content"),
    "decisions_loading": ("Henter …", "Fetching …"),
    "decisions_unreachable": (
        "Programmet svarer ikke. Kontrollér, at det stadig kører, og prøv igen.",
        "The program does not answer. Check that it is still running, and try again.",
    ),
    "decisions_failed": (
        "Der skete en fejl, og siden kunne ikke vises. Prøv igen. Fejlen står i programmets log.",
        (
            "Something went wrong, and the page could not be shown. Try again. The error is in the "
            "program’s log."
        ),
    ),
    # The form
    "find_form": ("Find beslutninger", "Find decisions"),
    "find_query": ("Hvad handler sagen om?", "What is the case about?"),
    "find_query_hint": (
        "Skriv ord, en sætning eller et sagsnummer. Tomt felt: nyeste først.",
        "Write words, a sentence or a case number in Danish. Left empty: newest first.",
    ),
    "find_button": ("Søg", "Search"),
    "find_body": ("Udvalg", "Body"),
    "find_every_body": ("Alle udvalg", "All bodies"),
    "find_from": ("Fra dato", "From date"),
    "find_to": ("Til dato", "To date"),
    "find_vote": ("Afstemning", "Vote"),
    "find_vote_all": ("Alle beslutninger", "All decisions"),
    "find_vote_any": ("Kun med afstemning", "Only with a vote"),
    "find_vote_dissent": ("Kun med uenighed", "Only with disagreement"),
    "find_person": ("Person", "Person"),
    "find_person_hint": (
        "Navnet på en, der stemte eller var uenig. En del af navnet er nok.",
        "The name of somebody who voted or disagreed. Part of the name is enough.",
    ),
    "find_party": ("Parti", "Party"),
    "find_party_hint": (
        "Bogstav eller navn på et parti, der stemte eller var uenigt, fx V.",
        "Letter or name of a party that voted or disagreed, e.g. V.",
    ),
    "find_outcome": ("Udfald", "Outcome"),
    "find_active": ("Valgte filtre", "Chosen filters"),
    "find_remove": ("Fjern filteret: {name}", "Remove the filter: {name}"),
    "find_clear": ("Fjern alle filtre", "Remove all filters"),
    "find_label": ("{label}: {value}", "{label}: {value}"),
    # The result
    "decisions_none": (
        "Ingen beslutninger passer. Prøv at fjerne et filter.",
        "No decisions fit. Try removing a filter.",
    ),
    "decisions_none_query": (
        "Ingen beslutninger passer. Prøv med andre ord.",
        "No decisions fit. Try other words.",
    ),
    "decisions_none_read": (
        "Der er ingen beslutninger i de indlæste dokumenter endnu. De læses ud af referater.",
        "There are no decisions in the documents yet. They are read from minutes.",
    ),
    "decisions_one": ("1 beslutning", "1 decision"),
    "decisions_count": ("{count} beslutninger", "{count} decisions"),
    "decisions_nearest_one": ("Den nærmeste beslutning", "The nearest decision"),
    "decisions_nearest_count": (
        "De {count} nærmeste beslutninger",
        "The {count} nearest decisions",
    ),
    "decisions_newest": ("Nyeste først", "Newest first"),
    "decisions_nearest": (
        "Efter indhold, bedste først",
        "By meaning, best first",
    ),
    "decisions_sorted": ("Sorteret efter {column}", "Sorted by {column}"),
    "decisions_nearest_again": ("Vis de bedste først", "Show the best first"),
    "decisions_some": (
        "Viser {shown} af {count}.",
        "Showing {shown} of {count}.",
    ),
    "decisions_more": ("Vis flere", "Show more"),
    "decisions_table": ("Beslutninger", "Decisions"),
    "for_the_record": ("til protokollen: {names}", "for the record: {names}"),
    "sort_by": ("Sortér efter {column}", "Sort by {column}"),
    "export": ("Hent listen som", "Download the list as"),
    "export_csv": ("CSV", "CSV"),
    "export_xlsx": ("Excel", "Excel"),
    "export_file": ("beslutninger", "decisions"),
    "earlier_meeting": ("fra et tidligere møde", "from an earlier meeting"),
    "case_of": ("Sagens forløb: {number}", "History of the case: {number}"),
    "case_look_up": ("Vis sagens forløb for {number}", "Show the history of case {number}"),
    # What cannot be asked
    "bad_date": (
        "»{value}« er ikke en dato. Skriv den som 31-12-2024.",
        "“{value}” is not a date. Write it as 2024-12-31.",
    ),
    "period_order": (
        "Perioden slutter, før den begynder. Ret datoerne.",
        "The period ends before it begins. Correct the dates.",
    ),
    # One item
    "back_to_list": ("Tilbage til listen", "Back to the list"),
    "item_gone": (
        "Punktet findes ikke i indekset. Dokumentet kan være taget ud eller indlæst igen.",
        "The item is not in the index. The document may have been removed or read again.",
    ),
    "item_closed": ("Lukket punkt", "Closed item"),
    "decision_heading": ("Det blev besluttet", "What was decided"),
    "decision_earlier_heading": (
        "Tidligere beslutning i samme sag: {organization}, {date}",
        "Earlier decision on the same item: {organization}, {date}",
    ),
    "decisions_none_item": (
        "Programmet har ikke fundet en beslutning under punktet.",
        "The program found no decision under the item.",
    ),
    "recommendation_heading": ("Det blev indstillet", "What was recommended"),
    "recommendation_hint": (
        "Forslaget til beslutning – ikke det, der blev besluttet.",
        "The proposal, not what was decided.",
    ),
    "outcome_to": ("{outcome} til {to}", "{outcome} to {to}"),
    "quote_unverified": (
        "Ordlyden kan ikke genfindes nøjagtigt på siden og er derfor ikke vist. Læs den i PDF-filen.",
        "The wording is not found exactly on the page and is not shown. Read it in the PDF file.",
    ),
    "quote_empty": ("Feltet er tomt i referatet.", "It is left empty in the minutes."),
    "show_page": ("Vis side {page}", "Show page {page}"),
    "show_page_marked": (
        "Vis side {page} med teksten markeret",
        "Show page {page} with the text marked",
    ),
    "votes_heading": ("Stemmer", "Votes"),
    "votes_on": ("Afstemning om {on}", "Vote on {on}"),
    "votes_other": ("Anden afstemning", "Another vote"),
    "side_for": ("For", "For"),
    "side_against": ("Imod", "Against"),
    "side_abstained": ("Undlod", "Abstained"),
    "side_count": ("{side} ({count})", "{side} ({count})"),
    "side_unnamed": ("Navnene står ikke i teksten.", "The text does not name them."),
    "unanimous": ("Enstemmigt", "Unanimous"),
    "dissents_heading": ("Uenighed og bemærkninger", "Disagreement and remarks"),
    "dissent_party": ("{who} ({party})", "{who} ({party})"),
    "points_heading": ("Punkt for punkt", "By point"),
    "conditions_heading": ("Betingelser og ændringer", "Conditions and changes"),
    "follow_ups_heading": ("Opfølgning", "Follow-up"),
    "absent_item": ("Fraværende under punktet", "Absent from the item"),
    "absent_meeting": ("Afbud til mødet", "Absent from the meeting"),
    "attachments_heading": ("Bilag", "Attachments"),
    "attachment_missing": (
        "ikke fundet blandt de indlæste dokumenter",
        "not found among the documents",
    ),
    "similar_heading": ("Lignende sager", "Similar cases"),
    "similar_none": ("Der er ingen lignende sager.", "There are no similar cases."),
    # One case
    "case_heading": ("Sagens forløb: {number}", "History of the case: {number}"),
    "case_meetings": ("Møder og beslutninger", "Meetings and decisions"),
    "case_documents_heading": ("Sagens dokumenter", "The case’s documents"),
    "case_named": (
        "Dokumentet nævner sagen som sin egen.",
        "The document names the case as its own.",
    ),
}
