"""What an evaluation says when it can give no figures; part of `eval.texts.TEXTS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "unreadable": (
        "{file}: kan ikke læses ({detail}). Kontrollér stien og rettighederne.",
        "{file}: cannot be read ({detail}). Check the path and the permissions.",
    ),
    "not_utf8": (
        "{file}, linje {line}: er ikke UTF-8. Gem filen som UTF-8.",
        "{file}, line {line}: is not UTF-8. Save the file as UTF-8.",
    ),
    "not_json": (
        "{file}, linje {line}: er ikke JSON ({detail}). Skriv ét JSON-objekt på hver linje.",
        "{file}, line {line}: is not JSON ({detail}). Write one JSON object a line.",
    ),
    "not_object": (
        "{file}, linje {line}: er ikke et JSON-objekt. Skriv ét objekt, {{…}}, på hver linje.",
        "{file}, line {line}: is not a JSON object. Write one object, {{…}}, a line.",
    ),
    "missing": (
        "{file}, linje {line}: feltet {field} mangler. Tilføj det.",
        "{file}, line {line}: the field {field} is missing. Add it.",
    ),
    "not_text": (
        "{file}, linje {line}: feltet {field} skal være en tekst, der ikke er tom.",
        "{file}, line {line}: the field {field} must be a text that is not empty.",
    ),
    "not_list": (
        "{file}, linje {line}: feltet {field} skal være en liste af objekter.",
        "{file}, line {line}: the field {field} must be a list of objects.",
    ),
    "not_page": (
        "{file}, linje {line}: feltet {field} skal være et helt tal fra 1.",
        "{file}, line {line}: the field {field} must be a whole number from 1.",
    ),
    "empty_quote": (
        (
            "{file}, linje {line}: feltet {field} har intet andet end mellemrum og bindestreger. "
            "Skriv de ord, der står på siden."
        ),
        (
            "{file}, line {line}: the field {field} has nothing but white space and hyphens. "
            "Write the words that stand on the page."
        ),
    ),
    "white_space": (
        (
            "{file}, linje {line}: id {id} indeholder mellemrum, som TREC-filer ikke tillader. "
            "Brug bindestreg."
        ),
        (
            "{file}, line {line}: the id {id} holds white space, which TREC files do not allow. "
            "Use a hyphen."
        ),
    ),
    "twice": (
        "{file}, linje {line}: id {id} står allerede på linje {first}. Giv hver linje sit eget id.",
        (
            "{file}, line {line}: the id {id} already stands on line {first}. "
            "Give each line its own id."
        ),
    ),
    "answerable_without_place": (
        (
            "{file}, linje {line}: relevant er tom, men typen er {kind}. Angiv et sted, "
            "eller brug typen unanswerable."
        ),
        (
            "{file}, line {line}: relevant is empty, but the kind is {kind}. Name a place, "
            "or use the kind unanswerable."
        ),
    ),
    "unanswerable_with_place": (
        (
            "{file}, linje {line}: typen er unanswerable, men relevant er ikke tom. "
            "Fjern stederne, eller brug en anden type."
        ),
        (
            "{file}, line {line}: the kind is unanswerable, but relevant is not empty. "
            "Remove the places, or use another kind."
        ),
    ),
    "nothing": (
        "{file}: indeholder ingen spørgsmål. Skriv ét JSON-objekt på hver linje.",
        "{file}: holds no questions. Write one JSON object a line.",
    ),
    "no_file": (
        "{folder}: mangler {file}. En BEIR-samling har corpus.jsonl, queries.jsonl og qrels.tsv.",
        "{folder}: lacks {file}. A BEIR collection has corpus.jsonl, queries.jsonl and qrels.tsv.",
    ),
    "not_judgement": (
        (
            "{file}, linje {line}: er ikke en vurdering. Skriv query-id, corpus-id og et helt tal, "
            "adskilt af tabulatorer."
        ),
        (
            "{file}, line {line}: is not a judgement. Write query-id, corpus-id and a whole number, "
            "separated by tabs."
        ),
    ),
    "unknown_query": (
        (
            "{file}, linje {line}: spørgsmålet {id} findes ikke i queries.jsonl. "
            "Tilføj det, eller fjern linjen."
        ),
        "{file}, line {line}: the query {id} is not in queries.jsonl. Add it, or remove the line.",
    ),
    "unknown_text": (
        (
            "{file}, linje {line}: teksten {id} findes ikke i corpus.jsonl. "
            "Tilføj den, eller fjern linjen."
        ),
        "{file}, line {line}: the text {id} is not in corpus.jsonl. Add it, or remove the line.",
    ),
    "unwritable": (
        "{folder}: resultaterne kan ikke skrives ({detail}). Vælg en anden mappe.",
        "{folder}: the results cannot be written ({detail}). Choose another folder.",
    ),
    "not_empty": (
        "{folder}: er ikke tom. Angiv en mappe, som ikke findes endnu.",
        "{folder}: is not empty. Name a folder that does not exist yet.",
    ),
    "not_indexed": (
        "{folder}: kunne ikke indekseres (slutkode {exit_code}). Fejlen står ovenfor.",
        "{folder}: could not be indexed (exit code {exit_code}). The error stands above.",
    ),
    "no_folder": (
        "{folder}: findes ikke. Angiv mappen med --corpus eller --questions.",
        "{folder}: does not exist. Name the folder with --corpus or --questions.",
    ),
    "no_run": (
        "{file}: indeholder ingen spørgsmål. Angiv en mappe, som referatsvar eval har skrevet.",
        "{file}: holds no questions. Name a folder that referatsvar eval has written.",
    ),
    "not_run": (
        "{file}, linje {line}: mangler målene. Kør referatsvar eval igen for denne kørsel.",
        "{file}, line {line}: lacks its figures. Run referatsvar eval again for this run.",
    ),
    "not_metrics": (
        "{file}: kan ikke læses ({detail}). Kør referatsvar eval igen for denne kørsel.",
        "{file}: cannot be read ({detail}). Run referatsvar eval again for this run.",
    ),
    "other_questions": (
        (
            "{first} og {second} kan ikke sammenlignes: de er ikke svar på de samme spørgsmål "
            "(spørgsmål {id} er ikke det samme i begge). Kør begge med samme spørgsmålsfil."
        ),
        (
            "{first} and {second} cannot be compared: they did not answer the same questions "
            "(question {id} is not the same in both). Run both with the same question file."
        ),
    ),
    "other_truth": (
        (
            "{first} og {second} kan ikke sammenlignes: spørgsmålsfilen, og dermed facit, er ændret "
            "mellem dem. Kør begge med samme spørgsmålsfil."
        ),
        (
            "{first} and {second} cannot be compared: the question file, and so the truth, was "
            "changed between them. Run both with the same question file."
        ),
    ),
    "not_toml": (
        "{file}: er ikke TOML ({detail}). Skriv hver variant under [[variant]].",
        "{file}: is not TOML ({detail}). Write each variant under [[variant]].",
    ),
    "nothing_to_find": (
        "Spørgsmålsfilen har intet spørgsmål med svar i dokumenterne. Tilføj et.",
        "The question file has no question with an answer in the documents. Add one.",
    ),
    "no_variant": (
        "{file}: har ikke netop varianter. Skriv hver af dem under [[variant]].",
        "{file}: does not hold variants alone. Write each of them under [[variant]].",
    ),
    "variant_without_name": (
        "{file}: variant nr. {number} har intet navn. Skriv name = '…'.",
        "{file}: variant no. {number} has no name. Write name = '…'.",
    ),
    "variant_twice": (
        "{file}: to varianter hedder {name}. Giv dem hver sit navn.",
        "{file}: two variants are called {name}. Give each its own name.",
    ),
    "unknown_key": (
        "{file}, {name}: {field} findes ikke. En variant har name, mode og weights.",
        "{file}, {name}: there is no {field}. A variant has name, mode and weights.",
    ),
    "unknown_mode": (
        "{file}, {name}: mode skal være en af {modes}.",
        "{file}, {name}: mode must be one of {modes}.",
    ),
    "unknown_weight": (
        "{file}, {name}: weights kan kun nævne {weights}.",
        "{file}, {name}: weights may only name {weights}.",
    ),
    "not_weight": (
        "{file}, {name}: en vægt skal være et tal.",
        "{file}, {name}: a weight must be a number.",
    ),
}
