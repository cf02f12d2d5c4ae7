"""What the web app says, in Danish with English beside. No text is glued together from parts: what
varies stands in braces."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final

from assistant.texts import Language
from assistant.web_texts_precedents import PRECEDENTS
from ingest.words import written_date

TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("Referatsvar", "Referatsvar"),
    "tagline": (
        (
            "Spørg til kommunens referater, høringssvar og notater. Hvert svar er ordrette citater, "
            "som du kan se på siden i dokumentet."
        ),
        (
            "Ask about the municipality’s minutes, consultation responses and memos. Every answer is "
            "made of exact quotes that you can see on the document’s page."
        ),
    ),
    "collection": (
        "{documents} dokumenter med {pages} sider. Intet forlader denne maskine.",
        "{documents} documents with {pages} pages. Nothing leaves this machine.",
    ),
    "collection_one": (
        "1 dokument med {pages} sider. Intet forlader denne maskine.",
        "1 document with {pages} pages. Nothing leaves this machine.",
    ),
    "skip_to_question": ("Gå til spørgsmålet", "Go to the question"),
    "other_language": ("English", "Dansk"),
    "question": ("Dit spørgsmål", "Your question"),
    "question_placeholder": (
        "Skriv et spørgsmål …",
        "Write a question in Danish …",
    ),
    "send": ("Spørg", "Ask"),
    "chat": ("Samtale", "Conversation"),
    "asked": ("Spørgsmål", "Question"),
    "answered": ("Svar", "Answer"),
    "source": ("Kilde", "Source"),
    "searching": ("Leder i dokumenterne …", "Searching the documents …"),
    "welcome_title": ("Hvad vil du vide?", "What would you like to know?"),
    "welcome": (
        (
            "Skriv dit spørgsmål i feltet herunder. Svaret består af citater fra dokumenterne, og "
            "hvert citat har et nummer, der viser, hvor det står."
        ),
        (
            "Write your question in the field below. The answer is made of quotes from the documents, "
            "and each quote has a number that shows where it stands."
        ),
    ),
    "answer_lead": ("Det står der i dokumenterne:", "This is what the documents say:"),
    "quoted": ("»{quote}«", "“{quote}”"),
    "confidence_high": ("Sikkerhed: høj", "Confidence: high"),
    "confidence_medium": ("Sikkerhed: middel", "Confidence: medium"),
    "confidence_low": ("Sikkerhed: lav", "Confidence: low"),
    "confidence_hint": (
        "Hvor sikkert det er, at citaterne svarer på spørgsmålet. Citaterne selv er altid ordrette.",
        (
            "How likely it is that the quotes answer the question. The quotes themselves are always "
            "exact."
        ),
    ),
    "nothing_found": (
        "Intet grundlag fundet i de indlæste dokumenter",
        "No ground found in the documents",
    ),
    "nothing_found_why": (
        (
            "Jeg fandt ikke noget sted, der besvarer spørgsmålet sikkert nok. Prøv med andre ord, eller "
            "nævn udvalget, sagen eller året."
        ),
        (
            "I found no place that answers the question reliably. Try other words, or name the "
            "committee, the case or the year."
        ),
    ),
    "nothing_found_filter": (
        "Jeg fandt ikke noget i de dokumenter, du har afgrænset til. Prøv at fjerne afgrænsningen.",
        "I found nothing in the documents you limited the search to. Try removing the limits.",
    ),
    "nearest_pointer": (
        "De nærmeste steder er vist som kilder, men de er ikke et svar.",
        "The nearest places are shown as sources, but they are not an answer.",
    ),
    "signs_of_disagreement": (
        "Citaterne tyder på, at de ikke er enige.",
        "The quotes suggest that they do not agree.",
    ),
    "part_without_ground": (
        "Intet grundlag fundet for: {part}",
        "No ground found for: {part}",
    ),
    "sources": ("Kilder", "Sources"),
    "sources_for": ("Kilder til: {question}", "Sources for: {question}"),
    "nearest": ("Nærmeste steder (ikke et svar)", "Nearest places (not an answer)"),
    "no_sources": (
        "Når du har stillet et spørgsmål, står kilderne her med citatet markeret på siden.",
        "When you have asked a question, its sources stand here with the quote marked on the page.",
    ),
    "no_nearest": ("Der er ingen kilder at vise.", "There are no sources to show."),
    "source_label": (
        "Vis kilde {number}: {title}, side {page}",
        "Show source {number}: {title}, page {page}",
    ),
    "page": ("side {page}", "page {page}"),
    "read_by_ocr": ("læst med OCR", "read by OCR"),
    "page_labelled": ("side {page} (trykt {label})", "page {page} (printed {label})"),
    "item": ("Punkt {number}: {title}", "Item {number}: {title}"),
    "item_unnumbered": ("{title}", "{title}"),
    "case_number": ("sagsnr. {number}", "case no. {number}"),
    "open_pdf": ("Åbn PDF på side {page}", "Open the PDF at page {page}"),
    "new_tab": ("(åbner i nyt faneblad)", "(opens in a new tab)"),
    "view_label": ("Siden med citatet markeret", "The page with the quote marked"),
    "picture_of": ("{title}, side {page}", "{title}, page {page}"),
    "page_of": ("Side {page} af {count}", "Page {page} of {count}"),
    "previous_page": ("Forrige side", "Previous page"),
    "next_page": ("Næste side", "Next page"),
    "back_to_mark": ("Tilbage til citatet", "Back to the quote"),
    "no_mark": (
        "Citatet står på siden, men kan ikke markeres nøjagtigt.",
        "The quote is on the page but cannot be marked exactly.",
    ),
    "loading_page": ("Henter siden …", "Fetching the page …"),
    "picture_failed": (
        "Siden kunne ikke vises. Kontrollér, at programmet stadig kører.",
        "The page could not be shown. Check that the program is still running.",
    ),
    "filters": ("Afgræns søgningen", "Limit the search"),
    "filter_kinds": ("Dokumenttype", "Kind of document"),
    "filter_from": ("Fra og med år", "From year"),
    "filter_to": ("Til og med år", "To year"),
    "filter_documents": ("Dokumenter", "Documents"),
    "filter_order": (
        "Perioden slutter, før den begynder. Ret årstallene under »Afgræns søgningen«.",
        "The period ends before it begins. Correct the years under “Limit the search”.",
    ),
    "empty_question": (
        "Skriv et spørgsmål først – gerne en hel sætning.",
        "Write a question first, preferably a whole sentence.",
    ),
    "long_question": (
        "Spørgsmålet er for langt ({length} tegn). Skriv det med højst {limit} tegn.",
        "The question is too long ({length} characters). Write it with at most {limit} characters.",
    ),
    "no_documents": (
        "Der er ingen dokumenter i indekset endnu. Indlæs en mappe med PDF-filer med kommandoen:",
        "There are no documents in the index yet. Read in a folder of PDF files with the command:",
    ),
    "failed": (
        (
            "Der skete en fejl, og spørgsmålet blev ikke besvaret. Prøv igen. Fejlen står i "
            "programmets log."
        ),
        (
            "Something went wrong, and the question was not answered. Try again. The error is in the "
            "program’s log."
        ),
    ),
    "source_missing": (
        "Filen er flyttet eller slettet, siden den blev indlæst. Indlæs mappen igen for at se siden.",
        "The file was moved or deleted since it was read. Read the folder again to see the page.",
    ),
    "source_changed": (
        (
            "Filen er flyttet eller ændret, siden den blev indlæst. Indlæs mappen igen, så citaterne "
            "passer til den nye udgave."
        ),
        (
            "The file was moved or changed since it was read. Read the folder again, so that the quotes "
            "match the new version."
        ),
    ),
    "no_such_page": ("Dokumentet har ingen side med det nummer.", "The document has no such page."),
    "page_unreadable": ("Siden kan ikke tegnes.", "The page cannot be drawn."),
    "unknown_document": (
        "Dokumentet findes ikke i indekset.",
        "The document is not in the index.",
    ),
    "bad_marks": ("Adressen er ikke gyldig.", "The address is not valid."),
    "serving": (
        "Referatsvar svarer på {address} (stop med Ctrl-C)",
        "Referatsvar answers at {address} (stop with Ctrl-C)",
    ),
    "closed_hidden": (
        "Lukkede punkter vises ikke.",
        "Closed items are not shown.",
    ),
    "file_withheld": (
        "Filen kan ikke åbnes her: Dele af den er ikke offentlige. De åbne sider vises ved kilderne.",
        "The file cannot be opened here: parts of it are not public. Its open pages are shown with the sources.",
    ),
    "searched_for": ("Søgt efter: »{question}«", "Searched for: “{question}”"),
    "also_searched": ("Søgte også efter: {words}", "Also searched for: {words}"),
    "also_in": ("Samme tekst står også i:", "The same text also stands in:"),
    "why_here": ("Hvorfor står den her?", "Why is it here?"),
    "closed_item": ("lukket punkt", "closed item"),
    "address_in_use": (
        "Porten {port} på {host} bruges allerede af et andet program. Vælg en anden med --port.",
        "Port {port} at {host} is already used by another program. Choose another with --port.",
    ),
    "address_refused": (
        "Adressen {host}:{port} kan ikke bruges på denne maskine: {reason}",
        "The address {host}:{port} cannot be used on this machine: {reason}",
    ),
    "wrong_host": (
        "Adressen er ikke en af dem, programmet svarer på.",
        "This is not an address that the program answers at.",
    ),
    "behind_proxy": (
        "Programmet viser også lukkede punkter, og det kan ikke se, hvem der sidder bag en proxy. "
        "Start det med: referatsvar serve --hide-closed",
        "The program shows closed items too, and cannot tell who is behind a proxy. "
        "Start it with: referatsvar serve --hide-closed",
    ),
    "kind_minutes": ("Referat", "Minutes"),
    "kind_agenda": ("Dagsorden", "Agenda"),
    "kind_consultation_response": ("Høringssvar", "Consultation response"),
    "kind_recommendation": ("Anbefaling", "Recommendation"),
    "kind_policy": ("Politik", "Policy"),
    "kind_memo": ("Notat", "Memo"),
    "kind_letter": ("Brev", "Letter"),
    "kind_other": ("Dokument", "Document"),
    # The view of decisions
    **PRECEDENTS,
}

GENERIC_QUESTIONS: Final = (
    "Hvad blev besluttet på det seneste møde?",
    "Hvem stemte imod, og hvorfor?",
    "Hvilke sager blev udsat til et senere møde?",
)
"""Shown where nobody has given better ones. The documents are Danish, and so are the questions."""

_ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def text(code: str, language: Language, **values: object) -> str:
    """The text for `code`; `values` fill its braces. It is plain text: escape it for HTML."""
    danish, english = TEXTS[code]
    return (danish if language == "da" else english).format(**values)


def date_text(date: datetime.date, language: Language) -> str:
    """A date as people write it: 12. marts 2014, or 12 March 2014."""
    if language == "da":
        return written_date(date)
    return f"{date.day} {_ENGLISH_MONTHS[date.month - 1]} {date.year}"
