"""A packet is parted into its documents: where, in a file of many pages, does another one begin.

No sign is proof. Each is weighed in one of two tables, what speaks for a border and what against,
and a border takes several that agree. A border that is missed leaves an appendix within the minutes,
where it is still found; one that is invented tears a document apart. So the weights are cautious.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest import packet_signs_against as against
from ingest import packet_signs_for as signs
from ingest.packet_marks import UNMARKED, PacketMarks
from ingest.packet_turn import Turn
from ingest.page_face import PageFace, face_of
from ingest.printed import PrintedPage

CERTAIN = 5.5
"""From this weight on a border stands by itself."""

LIKELY = 4.0
"""From this weight on it stands in a file that is a packet: one with a certain border."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something seen between two pages: its weight, and how it is seen."""

    name: str
    weight: float
    seen: Callable[[Turn], bool]


FOR = (
    Sign("the outline names a file that begins here", 15.0, signs.file_in_outline),
    Sign("no font is used both before and after", 4.0, signs.fonts_parted),
    Sign("page labels begin anew", 2.0, signs.labels_anew),
    Sign("page numbers begin anew", 4.0, signs.numbers_anew),
    Sign("the page before is the last by its own count", 3.0, signs.counted_out),
    Sign("other running lines, here and on the next page", 2.0, signs.other_running_lines),
    Sign("pages of another size", 1.0, signs.other_size),
    Sign("a letterhead", 2.0, signs.letterhead),
    Sign("a line that says what the paper is", 2.5, signs.paper_alone),
    Sign("a heading that says what the paper is", 2.0, signs.paper_title),
    Sign("a date, a case number or a recipient at the top", 1.0, signs.reference),
    Sign("several lines of a letterhead", 2.0, signs.several_references),
    Sign("a salutation", 2.0, signs.salutation),
    Sign("minutes open", 2.5, signs.meeting_opens),
    Sign("a title in large letters", 1.5, signs.large_title),
    Sign("a heading without number", 1.0, signs.heading),
    Sign("named as an attachment before", 3.5, signs.attachment),
    Sign("named in part as an attachment before", 1.5, signs.attachment_in_part),
    Sign("signed off on the page before", 2.5, signs.signed_off),
    Sign("the page before ends early", 1.0, signs.ends_early),
)

AGAINST = (
    Sign("the text runs on", -10.0, against.runs_on),
    Sign("page numbers run on", -6.0, against.numbers_run_on),
    Sign("page numbers of the whole file run on", -3.0, against.file_numbers_run_on),
    Sign("numbered as a later page", -4.0, against.later_page),
    Sign("fonts are shared, where other pages share none", -4.0, against.fonts_joined),
    Sign("the same running lines as on the page before", -4.0, against.same_running_lines),
    Sign("opens as an earlier page of the document", -3.0, against.opens_as_before),
    Sign("in the table of contents", -5.0, against.in_contents),
    Sign("the numbering of headings runs on", -5.0, against.numbering_runs_on),
    Sign("opens within a list", -4.0, against.within_list),
    Sign("opens with a section of an item", -4.0, against.within_item),
    Sign("opens with signatures", -5.0, against.signatures),
)


def find_borders(pages: Sequence[PrintedPage], marks: PacketMarks = UNMARKED) -> tuple[int, ...]:
    """Numbers of the pages on which a document begins; the first page's is always among them."""
    faces = [face_of(page) for page in pages]
    if not faces:
        return ()
    certain = _borders(faces, marks, CERTAIN, frozenset())
    found = _borders(faces, marks, LIKELY, certain) if certain else certain
    return (faces[0].page, *(faces[row].page for row in sorted(found)))


def _borders(
    faces: Sequence[PageFace], marks: PacketMarks, enough: float, known: frozenset[int]
) -> frozenset[int]:
    """Rows of the pages where what is seen weighs `enough`, or which are `known`."""
    found = set()
    first = 0
    for row in range(1, len(faces)):
        if row in known or weight(Turn(faces, marks, first, row)) >= enough:
            found.add(row)
            first = row
    return frozenset(found)


def weight(turn: Turn) -> float:
    """The sum of all signs seen; nothing begins on a page without text."""
    if turn.page.empty:
        return 0.0
    return sum(sign.weight for sign in (*FOR, *AGAINST) if sign.seen(turn))


def seen(turn: Turn) -> tuple[Sign, ...]:
    """The signs themselves, to explain a border."""
    return tuple(sign for sign in (*FOR, *AGAINST) if sign.seen(turn))
