"""Typesets the example collection: every manuscript in source/ becomes a PDF file in collection/.

    python examples/typeset.py [folder]

The same manuscripts give the same bytes.
"""

import sys
from pathlib import Path

from layouts import LAYOUTS, MUNICIPALITY
from manuscript import Manuscript
from paper import FontMissingError
from scan import scanned

HERE = Path(__file__).parent


def typeset(manuscript: Manuscript) -> bytes:
    """Make the PDF file of a manuscript, as a picture where its head says `scannet = true`."""
    pdf = LAYOUTS[manuscript.text("layout")](manuscript)
    if manuscript.head.get("scannet"):
        sender = manuscript.text("afsender") or MUNICIPALITY
        return scanned(pdf, manuscript.text("titel"), sender, manuscript.date)
    return pdf


def main() -> int:
    """Typeset all manuscripts into the folder named on the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "collection"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for path in sorted((HERE / "source").glob("*.md")):
            target = folder / f"{path.stem}.pdf"
            size = target.write_bytes(typeset(Manuscript.read(path)))
            print(f"{size / 1000:6.0f} kB  {target.name}")
    except FontMissingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
