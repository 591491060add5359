"""How lines of a file are shown: fate as a pill, facts as they were read, the first doubt in words."""

from collections.abc import Mapping

from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.line import trade_needed
from centre_desk.rules.referral.plan import PlannedLine
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import RIGHT, Column
from centre_desk.views.referral.changes import change_sentences
from centre_desk.views.register.people import show_birth

FATE_TONES = {
    LineFate.NEW: Tone.OK,
    LineFate.CHANGED: Tone.SOFT,
    LineFate.UNCHANGED: Tone.IDLE,
    LineFate.REFUSED: Tone.BAD,
    LineFate.QUESTION: Tone.WARN,
    LineFate.SKIPPED: Tone.IDLE,
}


def line_name(line: PlannedLine) -> str:
    """Return the name of a line's person as lists write it; a dash where it is missing."""
    name = line.facts.name
    return f"{name.family.upper()} {name.given}".strip() or "—"


def line_remarks(line: PlannedLine, words: Catalogue, trades: Mapping[str, str]) -> list[str]:
    """Return all that is to be said about a line: its doubts, what it changes, its notes."""
    doubts = [words.refusal(finding) for finding in line.findings]
    return [*doubts, *change_sentences(line, words, trades), *(words.refusal(note) for note in line.notes)]


def line_trade(line: PlannedLine, trades: Mapping[str, str]) -> str:
    """Return the name of the trade that the line is about, or what the file says where it is unknown."""
    _, text, code = trade_needed(line.facts)
    return trades.get(code, "") or text


def line_columns(words: Catalogue, trades: Mapping[str, str]) -> list[Column[PlannedLine]]:
    """Return the columns of the preview."""
    return [
        Column(words.t("Line"), lambda line: line.place, sort=lambda line: line.row, align=RIGHT, width=64),
        fate_column(words),
        Column(words.t("Name"), line_name, width=160),
        Column(words.t("Sex"), lambda line: line.facts.sex.value if line.facts.sex else "—", width=56, spare=True),
        Column(
            words.t("Born"),
            lambda line: show_birth(line.facts.birth.day, line.facts.birth.year, words) if line.facts.birth else "—",
            sort=lambda line: line.facts.birth.year if line.facts.birth else 0,
            width=100,
            spare=True,
        ),
        Column(words.t("Case number"), lambda line: line.facts.case_number or "—", width=142, spare=True),
        Column(
            words.t("Referred for"),
            lambda line: words.word(line.facts.route) if line.facts.route else "—",
            width=146,
            spare=True,
        ),
        Column(words.t("Trade"), lambda line: line_trade(line, trades) or "—", width=120, spare=True),
        Column(words.t("To say"), lambda line: " ".join(line_remarks(line, words, trades)), width=280),
    ]


def fate_column(words: Catalogue) -> Column[PlannedLine]:
    """Return the column of the fate alone."""
    return Column(
        words.t("Fate"), lambda line: words.word(line.fate), width=94, tone=lambda line: FATE_TONES[line.fate]
    )
