"""The turn from one page to the next, at which one document may end and another begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.packet_marks import PacketMarks
from ingest.page_face import Number, PageFace, RunningLine, running


@dataclass(frozen=True)
class Turn:
    """The turn to the page in `row`, in a document that began in row `first`."""

    faces: Sequence[PageFace]
    marks: PacketMarks
    first: int
    row: int

    @property
    def page(self) -> PageFace:
        """The page that may be the first of another document."""
        return self.faces[self.row]

    @cached_property
    def before(self) -> PageFace:
        """The page before it, or the last one with text."""
        written = (face for face in self.faces[self.row - 1 :: -1] if not face.empty)
        return next(written, self.faces[self.row - 1])

    @property
    def document(self) -> Sequence[PageFace]:
        """The pages of the document so far."""
        return self.faces[self.first : self.row]

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """The page's first lines, without running lines that the page before has too."""
        recurring = shared(self.page.header, self.before.header)
        return tuple(
            text
            for text, line in zip(self.page.texts(), self.page.opening, strict=True)
            if not any(same.same_as(running(text, line.bottom)) for same in recurring)
        )


def own_numbers(turn: Turn, face: PageFace) -> list[Number]:
    """A page's numbers without those that count the pages of the whole file."""
    place = face.page - turn.faces[0].page + 1
    return [number for number in face.numbers if number != Number(place, len(turn.faces))]


def shared(one: Sequence[RunningLine], other: Sequence[RunningLine]) -> list[RunningLine]:
    """The running lines of one page that the other has at the same place."""
    return [line for line in one if any(line.same_as(same) for same in other)]
