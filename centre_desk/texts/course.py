"""Words of the courses: half-days, states, why an enrolment ends, and why an act is refused."""

from enum import Enum

from centre_desk.rules.course import EndReason, HalfDay, SessionState, SlotState
from centre_desk.rules.course.session import Booked
from centre_desk.texts.catalogue import N_, NP_, Msg

WORDS: tuple[dict[Enum, Msg], ...] = (
    {HalfDay.MORNING: N_("morning"), HalfDay.AFTERNOON: N_("afternoon")},
    {
        SessionState.PLANNED: NP_("session", "planned"),
        SessionState.RUNNING: NP_("session", "running"),
        SessionState.FINISHED: NP_("session", "finished"),
        SessionState.CANCELLED: NP_("session", "cancelled"),
    },
    {SlotState.PLANNED: NP_("half-day", "planned"), SlotState.REMOVED: NP_("half-day", "taken out")},
    {
        EndReason.COMPLETED: N_("completed"),
        EndReason.DROP_OUT: N_("drop-out"),
        EndReason.EXCLUSION: N_("exclusion"),
        EndReason.TRANSFER: N_("transfer"),
        EndReason.DEATH: N_("death"),
        EndReason.NEW_DEPARTURE: N_("new departure"),
        EndReason.MATERNITY: N_("maternity"),
        EndReason.ILLNESS: NP_("end of enrolment", "illness"),
        EndReason.JOB_FOUND: N_("job found"),
        EndReason.WITHDRAWN_BY_IOM: N_("withdrawn by IOM"),
        EndReason.SESSION_CANCELLED: N_("session cancelled"),
    },
    {Booked.TRAINER: NP_("booked", "trainer"), Booked.CLASSROOM: NP_("booked", "classroom")},
)

REFUSALS: dict[str, Msg] = {
    "course.days_backwards": N_("The last day is before the first. Put the two days in order."),
    "course.no_half_day": N_("No half-day falls between these days. Change the week or the days."),
    "course.empty_week": N_("The week has no half-day. Tick at least one."),
    "course.week_muddled": N_("The weeks contradict each other. Keep one week from each day on."),
    "course.no_end_found": N_("The end was not found: no such number of half-days. Change the week or the number."),
    "course.capacity_out_of_range": N_("{capacity} places cannot be. Write 1 to {most}."),
    "course.no_length": N_("Write how long a half-day lasts."),
    "course.trade_not_agreed": N_("The agreement {number} does not name this trade. Choose another one."),
    "course.outside_agreement": N_(
        "The agreement {number} holds from {start} to {end}. Move the session, or choose another agreement."
    ),
    "course.room_elsewhere": N_("The classroom {name} belongs to another site. Choose one of this site."),
    "course.room_too_small": N_(
        "The classroom {name} holds {places} people, not {capacity}. Lower the places or choose another classroom."
    ),
    "course.trainer_not_qualified": N_(
        "{name} has no qualification for this trade. Add it in the settings, or choose another trainer."
    ),
    "course.trainer_leaves": N_("{name} leaves on {day}, before the end. Choose another trainer."),
    "course.trainer_known": N_("{name} already has this session on these days."),
    "course.no_such_move": N_("The session cannot be moved so from its present state. Read the page again (F5)."),
    "course.not_over": N_("The session lasts until {day}. Finish it then, or change its dates first."),
    "course.session_over": N_("The session is finished or cancelled: it takes no more changes."),
    "course.begins_later": N_("enrolled from {day} only. Choose a later last day, or end that enrolment first."),
    "course.left_later": N_("left on {day} only. Choose a later last day, or take that end back and record it again."),
    "course.over_another": N_("would be in {session} at that time too. Choose other days, or end one enrolment first."),
    "course.slot_has_roll": N_(
        "A roll was taken on that half-day, so it stays in the timetable. Record it as not held instead."
    ),
    "course.slot_has_marks": N_("Marks are entered on that half-day. Look at what the change touches first."),
    "course.marks_outside": N_("Marks are entered outside these days. Look at what the change touches first."),
    "course.slot_before_start": N_("A make-up day cannot be before the session starts ({day})."),
    "course.days_outside": N_("The session lasts from {start} to {end}. Choose days within it."),
    "course.start_outside": N_("The session lasts from {start} to {end}. Choose a first day within it."),
    "course.nobody_chosen": N_("Nobody is chosen. Select the people to enrol."),
    "course.full": N_("{left} places are left for {wanted} people. Choose fewer, or raise the places."),
    "course.fewer_than_enrolled": N_("{enrolled} people are enrolled. Keep at least as many places."),
    "course.person_deceased": N_(
        "A death is recorded for this person: nothing more is planned. If it is a mistake, take it back first, "
        "in the session (“Mistake…”) or in the person’s story."
    ),
    "course.person_not_in_force": N_("This file is closed or was joined to another one. Use the one in force."),
    "course.already_in_session": N_("already in {session} at that time. End that enrolment first."),
    "course.referral_of_another": N_("this referral is another person’s. Choose the person again."),
    "course.referral_closed": N_("the referral was refused or withdrawn. Reopen it first."),
    "course.already_ended": N_("This enrolment has already ended."),
    "course.end_outside": N_("The enrolment lies between {start} and {end}. Choose a day within it."),
    "course.end_in_future": N_("This day is still to come. Record the end once it has happened."),
    "course.completed_early": N_("The session lasts until {end}: completed only then. Choose another reason."),
    "course.end_by_session": N_("This reason belongs to the cancelling of the session. Choose another reason."),
    "course.return_too_early": N_("The enrolment ended on {day}. The return begins on a later day."),
    "course.not_ended": N_("This enrolment has not ended."),
    "course.not_found": N_("This line is no longer there. Read the page again (F5)."),
}
