"""100 certificates in one PDF, against bare pages by the same calls of reportlab, played back without our facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from centre_desk.papers.certificate import CertificateSheet, Signing, certificates_pdf
from centre_desk.papers.pdf import pen
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.rules.certificate import CertificateKind
from centre_desk.rules.exam import Mention
from centre_desk.rules.register import Sex
from centre_desk.texts.catalogue import catalogue
from tests.benchmarks.measuring import Result, compare
from tests.builders_overview import FAMILIES, GIVEN

COUNT = 100
LETTERHEAD = Letterhead("Centre de formation professionnelle de Sénou", "Sénou, Bamako", "+223 20 20 00 00", "OIM Mali",
                        "2019-07")  # fmt: skip
SIGNINGS = (Signing("Le formateur", "M. Adama Samaké"), Signing("La directrice", "Mme Aminata Traoré"))
QR = "6BF" + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 5  # as long as a signed one
Call = tuple[str, tuple[Any, ...], dict[str, Any]]


def measure(pairs: int = 7) -> Result:
    """Draw the batch both ways."""
    sheets = [_sheet(number) for number in range(1, COUNT + 1)]
    with _recorded() as calls:
        _draw(sheets)
    return compare("certificates", lambda: _draw(sheets), lambda: _play(calls), pairs=pairs)


def _sheet(number: int) -> CertificateSheet:
    return CertificateSheet(
        number=f"2019-{number:04d}",
        kind=CertificateKind.TRAINING,
        name=f"{GIVEN[number % len(GIVEN)]} {FAMILIES[number % len(FAMILIES)].upper()}",
        sex=Sex.FEMALE,
        trade="Coupe et couture",
        issued=date(2019, 12, 6),
        start=date(2019, 9, 2),
        end=date(2019, 11, 29),
        hours=480,
        mention=Mention.FAIRLY_GOOD,
        birth_year=1994,
        birth_place="Kita",
        qr_text=f"{QR}{number:04d}",
        code=f"{number:04d}-ABCD",
    )


def _draw(sheets: list[CertificateSheet]) -> bytes:
    return certificates_pdf(sheets, letterhead=LETTERHEAD, town="Bamako", signings=SIGNINGS, words=catalogue("fr"))


# --- recording what the pen asks of reportlab


class _Code:
    """The raw drawing commands, which the pen appends to."""

    def __init__(self, canvas: Canvas, calls: list[Call]) -> None:
        self._canvas, self._calls = canvas, calls

    def append(self, text: str) -> None:
        self._calls.append(("_code", (text,), {}))
        self._canvas._code.append(text)


class _Recorder:
    """A canvas that draws and remembers every call."""

    def __init__(self, calls: list[Call], *arguments: Any, **options: Any) -> None:
        self._canvas, self._calls = Canvas(*arguments, **options), calls
        calls.append(("", arguments[1:], options))

    def __getattr__(self, name: str) -> Any:
        if name == "_code":
            return _Code(self._canvas, self._calls)
        method = getattr(self._canvas, name)

        def call(*arguments: Any, **options: Any) -> Any:
            self._calls.append((name, arguments, options))
            return method(*arguments, **options)

        return call


@contextmanager
def _recorded() -> Iterator[list[Call]]:
    """Let the pen draw on a recorder for a while."""
    calls: list[Call] = []
    kept = pen._canvas_class
    pen._canvas_class = lambda: lambda *arguments, **options: _Recorder(calls, *arguments, **options)  # type: ignore[assignment]
    try:
        yield calls
    finally:
        pen._canvas_class = kept


def _play(calls: list[Call]) -> bytes:
    out = BytesIO()
    _, arguments, options = calls[0]
    canvas = Canvas(out, *arguments, **options)
    for name, arguments, options in calls[1:]:
        if name == "_code":
            canvas._code.append(*arguments)
        else:
            getattr(canvas, name)(*arguments, **options)
    return out.getvalue()
