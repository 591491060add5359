"""How tests read a paper: its text by pypdfium2, its squares by zbar from a picture of 150 dpi."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from centre_desk.papers.pdf.document import Letterhead

LETTERHEAD = Letterhead(
    centre="Centre de formation professionnelle de Sénou",
    address="BP 000, Bamako",
    phone="+223 20 00 00 00",
    partner="En partenariat avec l’OIM Mali",
    agreement="2019-07",
    demo=True,
)

needs_readers = pytest.mark.skipif(
    not (shutil.which("pdftoppm") and shutil.which("zbarimg")), reason="poppler-utils and zbar-tools are needed"
)


def plain(text: str) -> str:
    """Return a text with every run of spaces, no-break ones too, as one space."""
    return re.sub(r"\s+", " ", text)


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    found = [plain(page.get_textpage().get_text_range()) for page in document]
    document.close()
    return found


def read_squares(pdf: bytes, folder: Path) -> list[str]:
    """Print at 150 dpi and read the squares back, one a page."""
    (folder / "paper.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "paper.pdf", "page"], cwd=folder, check=True)
    found: list[str] = []
    for picture in sorted(folder.glob("page*.png")):
        command = ["zbarimg", "-q", "--raw", picture.name]
        found.append(subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout.rstrip("\n"))
    return found
