"""What speaks for a border: signs that one document has ended, or that another opens."""

from __future__ import annotations

import re

from ingest import letterhead as paper
from ingest.letterhead import line_that
from ingest.packet_turn import Turn, own_numbers, shared
from ingest.page_face import PageFace, RunningLine
from ingest.page_lists import NUMBERED
from ingest.words import normalise

LARGE = 1.25
"""So many times the usual line's height is large."""

EARLY = 0.2
"""Share of the page's height that is white below a text that ends early."""

LONGEST_HEADING = 100

TITLE_LINES = 5
"""Lines at the top of a page in which its title stands."""

SENTENCE_END = re.compile(r"[.:;!?]['\"”»)]*$")

MEETING_OPENS = re.compile(
    r"(?:åbent |lukket )?(?:referat|protokol|dagsorden)(?: (?:af|fra|for|til) .*)?"
    r"|mødedato\b.*|til ?stede:?|medlemmer:?|mødet (?:blev )?(?:åbnet|begyndte|startede|sat)\b.*",
    re.I,
)

CONTACT = re.compile(
    r"(?:dato|tlf|telefon|e-?mail|kontakt(?:person)?|afdeling|sagsbehandler|projektleder|j\.? ?nr)\b",
    re.I,
)

WORD = re.compile(r"[^\W\d_]{4,}")


def file_in_outline(turn: Turn) -> bool:
    """An outline entry that is called as a file points here."""
    return turn.page.page in turn.marks.files


def fonts_parted(turn: Turn) -> bool:
    """No font used before is used here or later."""
    return turn.page.page in turn.marks.parted


def labels_anew(turn: Turn) -> bool:
    """The page labels count from 1 again."""
    return turn.page.page in turn.marks.labels


def numbers_anew(turn: Turn) -> bool:
    """Page 1, in a document that has had a numbered page."""
    if all(number.value != 1 for number in own_numbers(turn, turn.page)):
        return False  # before all pages are looked at: there may be thousands
    return any(own_numbers(turn, face) for face in turn.document)


def counted_out(turn: Turn) -> bool:
    """The page before is number 5 of 5."""
    return any(number.value == number.total for number in own_numbers(turn, turn.before))


def other_running_lines(turn: Turn) -> bool:
    """Both sides have running lines, and none in common."""
    if turn.row < 2 or turn.row + 1 >= len(turn.faces):
        return False
    old = _running(turn.faces[turn.row - 2], turn.before)
    new = _running(turn.page, turn.faces[turn.row + 1])
    return bool(old and new) and not any(a.same_as(b) for a in old for b in new)


def other_size(turn: Turn) -> bool:
    """The page is wider, or higher, than the one before."""
    (width, height), (width_before, height_before) = turn.page.size, turn.before.size
    return abs(width - width_before) > 9 or abs(height - height_before) > 9


def letterhead(turn: Turn) -> bool:
    """One of the first lines is the name of an office."""
    return line_that(paper.SENDER_LINE, turn.opening[:3]) is not None


def paper_alone(turn: Turn) -> bool:
    """The paper's name on a line by itself ("NOTAT"), or "Bilag 2" as the first line."""
    if turn.opening and paper.APPENDIX.fullmatch(turn.opening[0]):
        return True
    return line_that(paper.PAPER_ALONE, turn.opening[:7]) is not None


def paper_title(turn: Turn) -> bool:
    """A heading such as "Notat om …", "Høringssvar vedrørende …"."""
    found = line_that(paper.PAPER_TITLE, turn.opening[:7])
    return found is not None and not SENTENCE_END.search(turn.opening[found])


def reference(turn: Turn) -> bool:
    """A date, a case number, or whom it is for."""
    return any(
        line_that(pattern, turn.opening) is not None
        for pattern in (paper.DATE_LINE, paper.REFERENCE, paper.RECIPIENT)
    )


def several_references(turn: Turn) -> bool:
    """Such as a date, a telephone number and whom to ask, one below another."""
    lines = [line for line in turn.opening if CONTACT.match(line)]
    return len(lines) > 1


def salutation(turn: Turn) -> bool:
    """One of the first lines addresses somebody: "Kære …"."""
    return line_that(paper.SALUTATION, turn.opening) is not None


def meeting_opens(turn: Turn) -> bool:
    """Several lines of those with which minutes and agendas open."""
    return sum(MEETING_OPENS.fullmatch(line) is not None for line in turn.opening) > 1


def large_title(turn: Turn) -> bool:
    """One of the first lines is set larger than the text."""
    return turn.page.large >= LARGE


def heading(turn: Turn) -> bool:
    """The first line is a heading: it ends where it would, no sentence, no number before it."""
    first = turn.opening[0] if turn.opening else ""
    lines = turn.page.opening
    row = turn.page.texts().index(first) if first else 0
    return (
        first[:1].isupper()
        and len(first) <= LONGEST_HEADING
        and not SENTENCE_END.search(first)
        and not NUMBERED.match(first)
        and (row + 1 == len(lines) or lines[row].has_room_for(lines[row + 1]))
    )


def attachment(turn: Turn) -> bool:
    """The title is, or begins, the name of an attachment."""
    return _named(turn) == 1.0


def attachment_in_part(turn: Turn) -> bool:
    """The title has half of the words of an attachment's name."""
    return 0.5 <= _named(turn) < 1.0


def signed_off(turn: Turn) -> bool:
    """A letter's greeting, or a row of lines for signatures."""
    closing = turn.before.closing
    signed = line_that(paper.SIGNING, turn.before.texts()[:4])
    return signed is not None or line_that(paper.CLOSING, closing) is not None


def ends_early(turn: Turn) -> bool:
    """There is white below the text of the page before."""
    return turn.before.white > EARLY


def _running(one: PageFace, next_one: PageFace) -> list[RunningLine]:
    return shared(one.header, next_one.header) + shared(one.footer, next_one.footer)


def _named(turn: Turn) -> float:
    """The largest share of an attachment's words, as listed before, that the page's title holds.

    All of them where a title of several words is the name's beginning, as names are cut short. A
    name of one word is found only where it is a line by itself.
    """
    title = [normalise(line) for line in turn.opening[:TITLE_LINES]]
    long_titles = tuple(
        bare for bare, line in zip(title, turn.opening, strict=False) if len(line.split()) > 1
    )
    joined = "".join(title)
    shares = [0.0]
    for name in (name for face in turn.faces[: turn.row] for name in face.lists.attachments):
        words = {normalise(word) for word in WORD.findall(name)}
        if normalise(name).startswith(long_titles):
            return 1.0
        if len(words) > 1:
            shares.append(sum(word in joined for word in words) / len(words))
        elif words <= set(title):
            shares.append(float(len(words)))
    return max(shares)
