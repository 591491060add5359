"""The answer to IOM: what became of each referral, one line each, as a workbook.

Facts: `queries/referral.answer_rows`; who did not agree to the transfer to IOM stands under the case number alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.workbook import BookColumn, BookSheet, BookTable, Form, workbook_bytes
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.texts.referral import said_reason


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A referral as IOM reads it; `name` is empty without consent, `days` how long the person waited.

    `onward`: the other centre that the person was referred to, with what it answered; empty for who stays.
    """

    case_number: str
    name: str
    route: Route
    trade: str
    received_on: date
    state: ReferralState
    answered_on: date | None
    reason: str
    days: int
    onward: str = ""


def answer_workbook(rows: Sequence[AnswerRow], words: Catalogue, *, author: str, on: date) -> bytes:
    """Return the workbook; the same rows give the same bytes."""
    title = words.t("Answers to the referrals")
    withheld = sum(not row.name for row in rows)
    notes = [words.t("{centre}, as of {day}", centre=author, day=short_date(on))]
    if withheld:
        said = words.n("{count} name is left out: no consent.", "{count} names are left out: no consent.", withheld)
        notes.append(said)
    table = BookTable(_columns(words), tuple(_cells(row, words) for row in rows))
    sheet = BookSheet(words.t("Answers"), title, tuple(notes), (table,))
    return workbook_bytes([sheet], title=title, author=author, page=words.t("Page"))


def _columns(words: Catalogue) -> tuple[BookColumn, ...]:
    t = words.t
    return (
        BookColumn(t("Case number")),
        BookColumn(t("Name")),
        BookColumn(t("Referred on"), Form.DATE),
        BookColumn(t("Referred for")),
        BookColumn(t("Trade")),
        BookColumn(t("Answer")),
        BookColumn(t("Date of the answer"), Form.DATE),
        BookColumn(t("Reason")),
        BookColumn(t("Days waited"), Form.WHOLE),
        BookColumn(t("Referred on to")),
    )


def _cells(row: AnswerRow, words: Catalogue) -> tuple[str | int | date | None, ...]:
    return (
        row.case_number,
        row.name,
        row.received_on,
        words.word(row.route),
        row.trade,
        words.word(row.state),
        row.answered_on,
        said_reason(row.reason, words),
        row.days,
        row.onward,
    )
