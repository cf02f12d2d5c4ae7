"""What the evaluation says to people, in Danish and in English, in one place."""

from __future__ import annotations

from assistant.texts import Language

TEXTS: dict[str, tuple[str, str]] = {
    # The command and its options.
    "help": (
        (
            "Stil alle spørgsmål i en fil, og mål søgning, citater og afslag.\n\n"
            "\b\nEksempler:\n"
            "  referatsvar eval spoergsmaal.jsonl --index indeks --out resultat\n"
            "  referatsvar eval spoergsmaal.jsonl --index indeks --out resultat --mode keyword\n"
            "  referatsvar eval --beir samling --out resultat"
        ),
        (
            "Ask all questions of a file, and score search, quotes and abstentions.\n\n"
            "\b\nExamples:\n"
            "  referatsvar eval questions.jsonl --index index --out result\n"
            "  referatsvar eval questions.jsonl --index index --out result --mode keyword\n"
            "  referatsvar eval --beir collection --out result"
        ),
    ),
    "metavar_questions": ("[SPØRGSMÅL]", "[QUESTIONS]"),
    "help_index": (
        "Mappen med indekset. Med --beir: mappen, hvor tekstindekset gemmes.",
        "The folder of the index. With --beir: the folder that keeps the index of the texts.",
    ),
    "help_out": ("Mappen, som resultaterne skrives i.", "The folder that the results go to."),
    "help_mode": ("Hvilken søgning der måles.", "Which search is measured."),
    "help_beir": (
        "En BEIR-samling (corpus.jsonl, queries.jsonl, qrels.tsv) i stedet for en spørgsmålsfil.",
        "A BEIR collection (corpus.jsonl, queries.jsonl, qrels.tsv) instead of a question file.",
    ),
    "either": (
        "Angiv enten en spørgsmålsfil eller --beir MAPPE.",
        "Give either a question file or --beir FOLDER.",
    ),
    "index_missing": (
        "Angiv indeksets mappe med --index.",
        "Name the folder of the index with --index.",
    ),
    "asking": ("Stiller spørgsmål", "Asking"),
    "written": ("Resultaterne ligger i {folder}", "The results are in {folder}"),
    # The report.
    "title": ("{name} ({mode})", "{name} ({mode})"),
    "kind": ("type", "kind"),
    "questions": ("spørgsmål", "questions"),
    "all": ("alle", "all"),
    "quotes": (
        "Citater fundet ordret på den angivne side: {found} af {checked}",
        "Quotes found verbatim on the cited page: {found} of {checked}",
    ),
    "quote_lost": (
        "  ikke fundet: {question}, {document}, side {page} ({reason}): {quote}",
        "  not found: {question}, {document}, page {page} ({reason}): {quote}",
    ),
    "first_citation": (
        (
            "Første kildehenvisning relevant: {relevant} af {answered} besvarede "
            "(på rigtig side {page}, i rigtigt dokument {document})"
        ),
        (
            "First citation relevant: {relevant} of {answered} answered "
            "(on a right page {page}, in a right document {document})"
        ),
    ),
    "abstentions": (
        (
            "Afslag: {right} af {unanswerable} uden svar i dokumenterne afvist, "
            "{wrong} af {answerable} med svar afvist"
        ),
        (
            "Abstentions: {right} of {unanswerable} unanswerable refused, "
            "{wrong} of {answerable} answerable refused"
        ),
    ),
    "seconds": (
        "Sekunder: søgning {median:.3f} (95 %: {p95:.3f})",
        "Seconds: search {median:.3f} (95 %: {p95:.3f})",
    ),
    "seconds_ask": (
        "Sekunder: svar {median:.3f} (95 %: {p95:.3f})",
        "Seconds: answer {median:.3f} (95 %: {p95:.3f})",
    ),
    # What can be wrong.
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
        "{folder}: resultaterne kan ikke skrives ({detail}). Vælg en anden mappe med --out.",
        "{folder}: the results cannot be written ({detail}). Choose another folder with --out.",
    ),
    "not_indexed": (
        "{folder}: kunne ikke indekseres (slutkode {exit_code}). Fejlen står ovenfor.",
        "{folder}: could not be indexed (exit code {exit_code}). The error stands above.",
    ),
    "no_folder": (
        "{folder}: findes ikke. Angiv mappen med --corpus eller --questions.",
        "{folder}: does not exist. Name the folder with --corpus or --questions.",
    ),
    # How well minutes are understood: the command, the report, and what can be wrong.
    "structure_help": (
        (
            "Mål, hvor godt referater er forstået: hvert felt holdt op mod et facit.\n\n"
            "\b\nEksempler:\n"
            "  referatsvar eval-structure facit.jsonl --index indeks\n"
            "  referatsvar eval-structure facit.jsonl --decisions beslutninger.jsonl --index indeks\n"
            "  referatsvar eval-structure facit.jsonl --index indeks --errors"
        ),
        (
            "Score how well minutes are understood: each field held against the truth.\n\n"
            "\b\nExamples:\n"
            "  referatsvar eval-structure truth.jsonl --index index\n"
            "  referatsvar eval-structure truth.jsonl --decisions decisions.jsonl --index index\n"
            "  referatsvar eval-structure truth.jsonl --index index --errors"
        ),
    ),
    "metavar_truth": ("FACIT", "TRUTH"),
    "structure_help_index": (
        "Mappen med indekset, som referaterne er læst ind i.",
        "The folder of the index that the minutes were read into.",
    ),
    "structure_help_decisions": (
        "En fil mere med facit, for eksempel udfald og stemmer mærket i hånden.",
        "One more file of truth, such as outcomes and votes labelled by hand.",
    ),
    "structure_help_json": ("Skriv tallene som JSON.", "Write the figures as JSON."),
    "structure_help_errors": (
        "Nævn også hver fejl: dokument, punkt, felt, ønsket og læst.",
        "Name each error too: document, item, field, wanted and read.",
    ),
    "structure_title": (
        "Forståelse af {documents} referater",
        "Understanding of {documents} minutes",
    ),
    "structure_layouts": ("Efter opsætning", "By layout"),
    "structure_confusion": (
        "Udfald: rækker er facit, kolonner det læste (- er intet)",
        "Outcomes: rows are the truth, columns what was read (- is nothing)",
    ),
    "structure_field": ("felt", "field"),
    "structure_cases": ("helt rigtige", "exactly right"),
    "structure_precision": ("præcision", "precision"),
    "structure_recall": ("genfinding", "recall"),
    "structure_invented": ("opdigtet, hvor intet er", "invented where nothing is"),
    "structure_total": ("alle felter", "all fields"),
    "structure_missing": (
        "{document}: er ikke i indekset, og tæller som ikke læst.",
        "{document}: is not in the index, and counts as not read.",
    ),
    "structure_error": (
        "{document}, punkt {item}, {field}: ønsket {wanted}, læst {got}",
        "{document}, item {item}, {field}: wanted {wanted}, read {got}",
    ),
    "structure_error_of_meeting": (
        "{document}, {field}: ønsket {wanted}, læst {got}",
        "{document}, {field}: wanted {wanted}, read {got}",
    ),
    "structure_limits": (
        (
            "…_without_closed: uden lukkede punkter, hvis beslutning er tom i facit. "
            "…_without_contradicted: uden møder, hvor en beslutning melder en fraværende, "
            "som facits liste regner for mødt. …_without_attachment_lists: uden læste afsnit Bilag, "
            "hvor facit kun har bilagene for sig. De tæller ikke med i alle felter."
        ),
        (
            "…_without_closed: without closed items whose decision the truth leaves empty. "
            "…_without_contradicted: without meetings in which a decision names somebody as absent "
            "whom the truth's list counts as present. …_without_attachment_lists: without sections "
            "Bilag that were read where the truth has the attachments by themselves only. They do not "
            "count in all fields."
        ),
    ),
    "not_truth": (
        "{file}, linje {line}: er hverken et møde (items) eller en beslutning (number, outcome).",
        "{file}, line {line}: is neither a meeting (items) nor a decision (number, outcome).",
    ),
    "meeting_twice": (
        "{file}, linje {line}: {document} står der allerede. Giv hvert møde én linje.",
        "{file}, line {line}: {document} already stands there. Give each meeting one line.",
    ),
    "no_truth": (
        "{file}: indeholder intet facit. Skriv ét møde eller én beslutning på hver linje.",
        "{file}: holds no truth. Write one meeting or one decision a line.",
    ),
}


def text(key: str, language: Language, **values: object) -> str:
    """The text called `key`, with its places filled in."""
    danish, english = TEXTS[key]
    return (danish if language == "da" else english).format(**values)
