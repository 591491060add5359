"""Words of exams, and why an act is refused. What the person receives says that a resit is offered."""

from enum import Enum

from centre_desk.rules.exam import Decision, ExamState, MarkKind, Mention, PartKind
from centre_desk.texts.catalogue import N_, NP_, Msg

WORDS: tuple[dict[Enum, Msg], ...] = (
    {
        PartKind.WRITTEN: NP_("part", "written"),
        PartKind.ORAL: NP_("part", "oral"),
        PartKind.PRACTICAL: NP_("part", "practical"),
    },
    {
        MarkKind.SCORE: NP_("exam mark", "mark"),
        MarkKind.ABSENT: NP_("exam mark", "absent"),
        MarkKind.NOT_GRADED: NP_("exam mark", "not graded"),
        MarkKind.UNJUSTIFIED: NP_("exam mark", "unjustified, counts 0"),
    },
    {
        ExamState.OPEN: NP_("exam", "open"),
        ExamState.SETTLED: NP_("exam", "settled"),
    },
    {
        Decision.PASSED: NP_("decision", "passed"),
        Decision.RESIT: NP_("decision", "resit offered"),
        Decision.ABSENT: NP_("decision", "absent, resit offered"),
    },
    {
        Mention.PASSABLE: NP_("mention", "passable"),
        Mention.FAIRLY_GOOD: NP_("mention", "fairly good"),
        Mention.GOOD: NP_("mention", "good"),
        Mention.VERY_GOOD: NP_("mention", "very good"),
    },
)

REFUSALS: dict[str, Msg] = {
    "exam.mentions_not_rising": N_("The bounds rise from one mention to the next, from 0 to 20. Correct them."),
    "exam.no_parts": N_("An exam has at least one part. Add a part with its weight."),
    "exam.part_without_name": N_("Part {number} has no name. Write one, such as Practice."),
    "exam.part_without_weight": N_("Part {number}: the weight is at least 1."),
    "exam.mark_out_of_range": N_("Marks go from 0 to 20. Correct the mark."),
    "exam.before_course": N_("The exam cannot be held before the session begins ({start}). Correct the day."),
    "exam.session_cancelled": N_("This session was cancelled: it has no exam."),
    "exam.one_is_open": N_("The exam before is still open. Settle its results first."),
    "exam.no_candidates": N_("Nobody sits this exam: nobody followed the session to its end, or nobody has to resit."),
    "exam.settled": N_("The results are settled. The director can reopen them, with a reason."),
    "exam.parts_have_marks": N_("Marks stand in these parts already: they no longer change."),
    "exam.not_own_session": N_("You mark your own sessions. The secretary can enter these marks from the sheet."),
    "exam.not_candidate": N_("A mark belongs to nobody who sits this exam. Read the page again (F5)."),
    "exam.no_jury": N_("The jury has no member. Name the jury, with who presides."),
    "exam.jury_incomplete": N_("Write the name and the function of each member of the jury."),
    "exam.no_president": N_("Exactly one member presides over the jury. Choose who."),
    "exam.marks_missing": N_(
        "No mark and no stated absence for {names}. Enter a mark, A for absent or N for not graded."
    ),
    "exam.settled_day": N_("Results are settled between the day of the exam ({held}) and today. Correct the day."),
}
