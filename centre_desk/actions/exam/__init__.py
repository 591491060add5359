"""Acts of exams: planned with its parts, marked, judged by a jury, settled. Reopening is an act of certificates."""

from centre_desk.actions.exam.marks import record_marks
from centre_desk.actions.exam.mentions import set_mention_bounds
from centre_desk.actions.exam.planning import change_exam, plan_exam, set_jury
from centre_desk.actions.exam.results import settle_results

__all__ = ["change_exam", "plan_exam", "record_marks", "set_jury", "set_mention_bounds", "settle_results"]
