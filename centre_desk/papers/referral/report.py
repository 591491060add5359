"""What an import tells: every line's fate in figures, and each refusal and question with its cell and sentence.

lines = accepted + unchanged + lines refused + lines questioned (+ skipped by the user); accepted counts changes too.
"""

from dataclasses import dataclass

from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.plan import ImportPlan
from centre_desk.texts.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One reason about one line; a line may have several."""

    line: int
    cell: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The figures of an import. `changed` is the part of `accepted` that updates a known referral."""

    lines: int
    accepted: int
    changed: int
    unchanged: int
    skipped: int
    refused: tuple[ReportItem, ...]
    questions: tuple[ReportItem, ...]


def report_import(plan: ImportPlan, words: Catalogue) -> ImportReport:
    """Put a plan, or what became of it, into figures and sentences."""
    counts = plan.counts()
    return ImportReport(
        lines=len(plan.lines),
        accepted=counts[LineFate.NEW] + counts[LineFate.CHANGED],
        changed=counts[LineFate.CHANGED],
        unchanged=counts[LineFate.UNCHANGED],
        skipped=counts[LineFate.SKIPPED],
        refused=_items(plan, LineFate.REFUSED, words),
        questions=_items(plan, LineFate.QUESTION, words),
    )


def _items(plan: ImportPlan, fate: LineFate, words: Catalogue) -> tuple[ReportItem, ...]:
    return tuple(
        ReportItem(line.row, finding.place, finding.code, words.refusal(finding))
        for line in plan.of(fate)
        for finding in line.findings
    )
