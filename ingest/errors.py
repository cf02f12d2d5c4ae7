"""What can go wrong with a file, as a tree:

FileProblem             one file could not be read; the others go on
├── EmptyFile           it has no bytes
├── NotPdf              its bytes are no PDF
├── Broken              it is cut off or damaged beyond reading
├── Locked              it opens only with a password
├── NoText              nothing is written on its pages
├── OnlyEnclosed        nothing is written on its pages, but there are files inside
├── NeedsOcr            its pages are pictures, and there is no OCR on this machine
├── ScanUnread          its pages are pictures that OCR could not read
├── Unreadable          the system does not let us read it
│   └── FolderClosed    it is a folder that the system does not let us list
├── AllClosed           it holds closed items alone, which are left out
├── NumberInName        its name, or its folder's, holds a CPR number
├── TooSlow             reading it took longer than the limit
├── TooLarge            reading it took more memory than the limit
├── TooLong             its text is longer than the limit
└── Crashed             the reading process died of it
"""

from __future__ import annotations


class FileProblem(Exception):
    """One file could not be read. `code` is stable and is what the catalog and JSON hold;
    `detail` is the technical reason, which may be empty."""

    code = "broken"

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(name, detail)
        self.name = name
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.name}: {self.code}" + (f" ({self.detail})" if self.detail else "")


class EmptyFile(FileProblem):
    """The file has no bytes."""

    code = "empty"


class NotPdf(FileProblem):
    """The bytes are no PDF, whatever the name says."""

    code = "not_pdf"


class Broken(FileProblem):
    """The file is cut off or damaged beyond reading."""

    code = "broken"


class Locked(FileProblem):
    """The file opens only with a password."""

    code = "locked"


class NoText(FileProblem):
    """The file has pages, but nothing is written on them."""

    code = "no_text"


class OnlyEnclosed(FileProblem):
    """Nothing is written on the file's pages, but there are other files inside; `detail` names them."""

    code = "only_enclosed"


class NeedsOcr(FileProblem):
    """The file's pages are pictures, and there is no OCR to read them."""

    code = "needs_ocr"


class ScanUnread(FileProblem):
    """The file's pages are pictures that OCR could not read, or not in time."""

    code = "scan_unread"


class Unreadable(FileProblem):
    """The system refuses to read the file."""

    code = "unreadable"


class FolderClosed(Unreadable):
    """The system refuses to list the folder, so that nobody knows what is in it."""

    code = "folder_closed"


class AllClosed(FileProblem):
    """The file holds closed items alone, and these are left out."""

    code = "all_closed"


class NumberInName(FileProblem):
    """The file's name, or that of a folder it is in, holds a CPR number."""

    code = "number_in_name"


class TooSlow(FileProblem):
    """Reading took longer than the limit, and was ended."""

    code = "too_slow"


class TooLarge(FileProblem):
    """Reading took more memory than the limit, and was ended."""

    code = "too_large"


class TooLong(FileProblem):
    """The file holds more text than the limit."""

    code = "too_long"


class Crashed(FileProblem):
    """The reading process died of this file."""

    code = "crashed"
