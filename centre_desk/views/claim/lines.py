"""How claim lines look in a table: state, person, units, net, and the first thing that deserves a look."""

from centre_desk.queries.claim.sheet import LineRow
from centre_desk.rules.claim import LineFlag, LineKind, LineState
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import francs, grouped, month_name, short_date
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import CENTRE, RIGHT, Column

STATE_TONES = {
    LineState.DRAFT: Tone.IDLE,
    LineState.SUBMITTED: Tone.SOFT,
    LineState.SENT_BACK: Tone.BAD,
    LineState.APPROVED: Tone.OK,
    LineState.WITHHELD: Tone.WARN,
}
_BAD = frozenset({LineFlag.SENT_BACK, LineFlag.STALE, LineFlag.NOT_ENTERED, LineFlag.UNDECIDED})


def line_columns(words: Catalogue, *, with_month: bool = False) -> list[Column[LineRow]]:
    """Return the columns of a table of lines; with the month where lines of several months stand together."""
    t = words.t
    month: list[Column[LineRow]] = [
        Column(t("Month"), lambda row: month_name(row.month, words.language), lambda row: row.month, width=118)
    ]
    return [
        *(month if with_month else []),
        Column(t("Name"), lambda row: row.name, tip=lambda row: f"{row.name} · {row.case_number}"),
        Column(t("For"), lambda row: _said_shortly(row, words), width=108, tip=lambda row: said_kind(row, words)),
        Column(t("Units"), said_units, lambda row: row.units, CENTRE, 62, spare=True),
        Column(t("Net (F CFA)"), lambda row: grouped(row.net, words.language), lambda row: row.net, RIGHT, 92),
        Column(
            t("State"),
            lambda row: said_flags(row, words) or said_state(row, words),
            width=112,
            tone=line_tone,
            tip=lambda row: ", ".join([said_state(row, words), *(words.word(flag) for flag in row.flags)]),
        ),
    ]


def said_state(row: LineRow, words: Catalogue) -> str:
    """Say where a line stands: paid, once it is."""
    return words.p("claim line", "Paid") if row.paid_on else words.word(row.state)


def said_kind(row: LineRow, words: Catalogue) -> str:
    """Say what a line is for, with the child or the month that it is about."""
    more = row.child or (month_name(row.arrears_of, words.language) if row.arrears_of else "")
    return " · ".join(part for part in (words.word(row.kind), more) if part)


def _said_shortly(row: LineRow, words: Catalogue) -> str:
    """Say what a line is for in the room of a table."""
    return words.p("claim line", "Fee") if row.kind is LineKind.TRAINING_FEE else said_kind(row, words)


def said_units(row: LineRow) -> str:
    """Write the units of the planned ones; nothing where they mean nothing."""
    counted = row.kind in (LineKind.ALLOWANCE, LineKind.DAY_CARE) and "manual" not in row.basis
    return f"{row.units}/{row.units_planned}" if counted else ""


def said_flags(row: LineRow, words: Catalogue) -> str:
    """Say the first exception, and how many more there are."""
    if not row.flags:
        return ""
    more = f" +{len(row.flags) - 1}" if len(row.flags) > 1 else ""
    return words.word(row.flags[0]) + more


def line_tone(row: LineRow) -> Tone:
    """Return how loud a line is: by its first exception, else by its state."""
    if row.flags:
        return Tone.BAD if row.flags[0] in _BAD else Tone.WARN
    return state_tone(row)


def state_tone(row: LineRow) -> Tone:
    """Return the tone of a line's state."""
    return Tone.OK if row.paid_on else STATE_TONES[row.state]


def said_payment(row: LineRow, words: Catalogue) -> str:
    """Say how and when a line was paid."""
    if row.paid_on is None or row.mode is None:
        return ""
    parts = (francs(row.net, words.language), words.word(row.mode), row.reference, short_date(row.paid_on))
    return " · ".join(part for part in parts if part)
