"""Prints the pack for days without power, asked for at the roll: the roll knows no exam, the roof knows all rooms."""

from collections.abc import Sequence
from datetime import date

from centre_desk.actions.attendance import issue_sheets
from centre_desk.papers.overview.pack import outage_pack_pdf
from centre_desk.queries.overview.pack import pack_sheet
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import open_paper


def print_pack(panel: Panel, sessions: Sequence[int], day: date) -> None:
    """Issue the sheets of a day's week for sessions, then make their pack and open it."""
    context, words = panel.context, panel.words
    store, by, at = context.store, context.actor(), context.now()

    def drawn() -> bytes:
        found, letterhead = pack_sheet(store, sessions, day, words.language)
        return outage_pack_pdf(found, letterhead=letterhead, words=words)

    def show(pdf: bytes) -> None:
        open_paper(pdf, words.t("pack.pdf"))

    def issued(_done: object) -> None:
        panel.load()
        panel.fetch(lambda _report: drawn(), show)

    panel.act(lambda: issue_sheets(store, sessions=sessions, week=day, by=by, at=at), ok=issued)
