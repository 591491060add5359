"""The tables of the fiche, in the order of the path: what each is called, and which columns stand in it.

A new column of a person's table is added here, or to `left_out` with its reason: a test holds that.
"""

import json
from typing import Any

from centre_desk.models.assessment import (
    Assessment,
    Criterion,
    CriterionScore,
    Grid,
    Offer,
    OutgoingEvent,
    OutgoingReferral,
    SkillsTest,
)
from centre_desk.models.attendance import Excuse, MonitoringIdentity, MonitoringVisit
from centre_desk.models.centre import DayCareProvider, Trade, Trainer
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.claim import ClaimLine, ClaimRun, DayCareInvoice, DayCarePlacement, Payment
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import Correction, User
from centre_desk.models.exam import Exam, ExamMark, ExamPart, ExamResult
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.kit import KitHandOver, KitList
from centre_desk.models.overview import PeopleAct
from centre_desk.models.referral import Referral, ReferralEvent, ReferralFile, ReferralLine
from centre_desk.models.register import Consent, Death, Dependant, Person, ToldApart
from centre_desk.queries.overview.fiche.held import Held
from centre_desk.queries.overview.fiche.saying import (
    NOTHING,
    Cell,
    Say,
    born,
    hundredths,
    json_texts,
    money,
    named,
    plain,
)
from centre_desk.texts.catalogue import N_, NP_
from centre_desk.texts.claim.basis import say_basis, say_computation
from centre_desk.texts.formats import month_name

_OF_THE_CENTRE = frozenset({"letterhead", "signings", "town"})


def _month(say: Say, row: Any) -> str:
    month = month_name(row.month, say.words.language)
    return f"{month} ({month_name(row.arrears_of, say.words.language)})" if row.arrears_of else month


def _purpose_of_line(say: Say, row: Any) -> str:
    names = (
        say.name(Dependant, row.dependant_id),
        say.name(DayCareProvider, row.provider_id),
        say.name(CourseSession, row.session_id),
    )
    return " · ".join([say.value(row.kind), *(name for name in names if name != NOTHING)])


def _happened(say: Say, row: Any) -> str:
    return f"{say.value(row.kind)} {row.copy_number}" if row.copy_number else say.value(row.kind)


def _approval(say: Say, row: Any) -> str:
    """Say in which claim the amount stands, who approved it and when."""
    approved = (say.name(User, row.approved_by_id), say.value(row.approved_at))
    return " · ".join([say.name(ClaimRun, row.run_id), *(part for part in approved if part != NOTHING)])


def _basis(say: Say, row: Any) -> str:
    basis = json.loads(row.basis or "{}")
    if row.kind.value == "arrears" and "month" not in basis and "manual" not in basis:
        basis["month"] = row.arrears_of
    said = say_computation(row.kind, row.units, row.units_planned, row.rate, row.gross, basis, say.words)
    return "; ".join([said, *(say.pair(label, value) for label, value in say_basis(basis, say.words))])


FILE = (
    Held(N_("Children and dependants"), Dependant, (
        plain(N_("Name"), "name"),
        plain(N_("Kinship"), "kinship"),
        plain(N_("Sex"), "sex"),
        born(N_("Born")),
        plain(N_("No longer dependent from"), "ended_on", "ended_reason"),
    )),
    Held(N_("Consents"), Consent, (
        plain(N_("Purpose"), "purpose"),
        plain(N_("Answer"), "state"),
        plain(N_("Day"), "on_date"),
        plain(N_("Language spoken"), "language"),
        plain(N_("Witness"), "witness"),
        plain(N_("Thumb print"), "thumb_print"),
        plain(N_("Guardian"), "guardian"),
    )),
    Held(N_("Referrals"), Referral, (
        plain(N_("Received on"), "received_on"),
        plain(N_("Referred for"), "route"),
        named(N_("Trade wished for"), Trade, "wished_trade_id"),
        named(N_("Trade declared"), Trade, "declared_trade_id"),
        plain(N_("Years of experience"), "experience_years"),
        plain(N_("Wish"), "wish"),
        plain(N_("Children, of whom young"), "children", "children_under_age"),
        plain(N_("Day care wished"), "day_care_wished"),
        plain(N_("Remarks"), "remarks"),
        plain(N_("State"), "state"),
    )),
    Held(N_("What became of the referrals"), ReferralEvent, (
        plain(N_("Day"), "on_date"),
        plain(N_("State"), "state"),
        plain(N_("Reason"), "reason"),
    )),
    Held(N_("Lines of IOM’s lists as they were received"), ReferralLine, (
        named(N_("List"), ReferralFile, "file_id"),
        plain(N_("Sheet and line"), "sheet", "line"),
        plain(N_("Fate"), "fate", "reasons"),
        json_texts(N_("As it was read"), "raw"),
    )),
)  # fmt: skip

TRAINING = (
    Held(N_("Skills tests"), SkillsTest, (
        plain(N_("Test"), "number", "kind"),
        named(N_("Grid"), Grid, "grid_id"),
        plain(N_("Planned and held on"), "planned_on", "held_on", "place"),
        plain(N_("State"), "state"),
        plain(N_("Verdict"), "verdict", "score_percent", "decided_on"),
        named(N_("Decided by"), User, "decided_by_id"),
        plain(N_("Joint decision and reason"), "joint_decision", "reason"),
    )),
    Held(N_("Assessors’ sheets"), Assessment, (
        named(N_("Test"), SkillsTest, "test_id"),
        plain(N_("Rank"), "rank"),
        named(N_("Assessor"), Trainer, "trainer_id"),
        plain(N_("Sheet"), "sheet_number", "keyed_at"),
    )),
    Held(N_("Assessors’ points"), CriterionScore, (
        named(N_("Test and assessor"), Assessment, "assessment_id"),
        named(N_("Criterion"), Criterion, "criterion_id"),
        plain(N_("Points"), "points"),
    )),
    Held(N_("Offers and answers"), Offer, (
        named(N_("Test"), SkillsTest, "test_id"),
        plain(N_("Offer"), "kind", "partner"),
        named(N_("Trade"), Trade, "trade_id"),
        plain(N_("Kit on success"), "kit_conditional"),
        plain(N_("Made on"), "made_on"),
        plain(N_("Answer"), "answer", "answered_on", "reason"),
    )),
    Held(N_("Letters to other centres"), OutgoingReferral, (
        plain(N_("Letter"), "number", "written_on"),
        plain(N_("Other centre"), "centre", "contact"),
        plain(N_("State"), "state"),
        plain(N_("IOM told on"), "told_iom_on"),
        plain(N_("Remarks"), "remarks"),
    )),
    Held(N_("What became of the letters"), OutgoingEvent, (
        named(N_("Letter"), OutgoingReferral, "outgoing_id"),
        plain(N_("Day"), "on_date"),
        plain(N_("State"), "state"),
        plain(N_("Reason"), "reason"),
    )),
    Held(N_("Enrolments"), Enrolment, (
        named(N_("Session"), CourseSession, "session_id"),
        plain(N_("Register number"), "register_number"),
        plain(NP_("days", "From"), "start"),
        plain(N_("End"), "end_on", "end_reason", "end_note"),
    )),
)  # fmt: skip

COURSE = (
    Held(N_("Excused days"), Excuse, (
        plain(NP_("days", "From"), "first_day"),
        plain(NP_("days", "To"), "last_day"),
        plain(N_("Reason"), "reason"),
        plain(N_("Document"), "document"),
        plain(N_("Withdrawn on"), "withdrawn_at"),
    )),
    Held(N_("Identity seen on IOM’s visits"), MonitoringIdentity, (
        named(N_("Visit"), MonitoringVisit, "visit_id"),
        named(N_("Session"), Enrolment, "enrolment_id"),
    )),
    Held(N_("Exam marks"), ExamMark, (
        named(N_("Part and day"), ExamPart, "part_id"),
        hundredths(N_("Mark"), "value", "kind"),
        named(N_("Given by"), Trainer, "author_id"),
        named(N_("Session"), Enrolment, "enrolment_id"),
    )),
    Held(N_("Exam results"), ExamResult, (
        named(N_("Exam of"), Exam, "exam_id"),
        named(N_("Session"), Enrolment, "enrolment_id"),
        hundredths(N_("Average"), "average"),
        plain(N_("Decision"), "decision", "mention"),
        plain(N_("Superseded on"), "superseded_at"),
    )),
    Held(N_("Certificates"), Certificate, (
        plain(N_("Number"), "number", "kind"),
        named(N_("Trade"), Trade, "trade_id"),
        plain(N_("Issued on"), "issued_on"),
        plain(N_("Check code"), "check_code"),
        json_texts(N_("What it says"), "facts", but=_OF_THE_CENTRE),
    )),
    Held(N_("What became of the certificates"), CertificateEvent, (
        named(N_("Certificate"), Certificate, "certificate_id"),
        plain(N_("Day"), "on_date"),
        Cell(N_("What happened"), ("kind", "copy_number"), _happened),
        plain(N_("Note"), "note"),
    )),
)  # fmt: skip

MONEY_AND_AFTER = (
    Held(N_("Places in day care"), DayCarePlacement, (
        named(N_("Child"), Dependant, "dependant_id"),
        named(N_("Provider"), DayCareProvider, "provider_id"),
        plain(NP_("days", "From"), "start"),
        plain(NP_("days", "To"), "end_on"),
    )),
    Held(N_("Day care invoiced"), DayCareInvoice, (
        named(N_("Child"), Dependant, "dependant_id"),
        named(N_("Provider"), DayCareProvider, "provider_id"),
        plain(N_("Month"), "month"),
        plain(N_("Invoice"), "number"),
        plain(N_("Days"), "days"),
    )),
    Held(N_("Allowances and day care"), ClaimLine, (
        Cell(N_("Month"), ("month", "arrears_of"), _month),
        Cell(N_("What for"), ("kind", "dependant_id", "provider_id", "session_id"), _purpose_of_line),
        Cell(N_("How it was computed"), ("units", "units_planned", "rate", "basis"), _basis),
        money(N_("Gross, deduction, net"), "gross", "deduction", "net"),
        plain(N_("State"), "state", "note"),
        Cell(N_("Claim and approval"), ("run_id", "approved_by_id", "approved_at"), _approval),
    )),
    Held(N_("Payments"), Payment, (
        named(N_("What for"), ClaimLine, "line_id"),
        money(N_("Amount"), "amount"),
        plain(N_("Paid on"), "paid_on"),
        named(N_("Received by"), Person, "received_by_id"),
        plain(N_("Way and reference"), "mode", "reference"),
        plain(N_("Undone"), "undone_at", "undone_reason"),
    )),
    Held(N_("Starting kits"), KitHandOver, (
        plain(N_("Number"), "number"),
        named(N_("Certificate"), Certificate, "certificate_id"),
        named(N_("List"), KitList, "list_id"),
        plain(N_("Handed over on"), "handed_on", "place"),
        plain(N_("Witness"), "witness"),
        plain(N_("Remarks"), "remarks"),
    )),
    Held(N_("Follow-up visits"), FollowUpVisit, (
        plain(N_("Due on"), "due_on"),
        plain(N_("Visited on"), "visited_on"),
        plain(N_("Visitor"), "visitor"),
        plain(N_("Outcome"), "outcome"),
        plain(N_("Business profitable"), "profitable"),
        plain(N_("Needs"), "needs"),
    )),
    Held(N_("Death"), Death, (
        plain(NP_("death", "Day"), "died_on"),
        plain(N_("Told by"), "told_by"),
        plain(N_("Document"), "document"),
        plain(N_("Note"), "note"),
        plain(N_("Taken back"), "undone_at", "undone_reason"),
    )),
    Held(N_("Corrections of closed months"), Correction, (
        plain(N_("Month"), "month"),
        plain(N_("Fact"), "fact_kind"),
        plain(N_("Was"), "old"),
        plain(N_("Is"), "new"),
        money(N_("Amount"), "amount"),
        plain(N_("Reason"), "reason"),
        plain(N_("Reported in"), "reported_in"),
    )),
    Held(N_("Told apart from likely people"), ToldApart, (
        named(N_("Person"), Person, "person_id"),
        named(N_("Other person"), Person, "other_id"),
    )),
    Held(N_("Acts on the whole file"), PeopleAct, (
        plain(N_("Day"), "on_date"),
        plain(N_("Act"), "kind"),
        named(N_("Person"), Person, "person_id"),
        named(N_("Other person"), Person, "other_id"),
        plain(N_("Reason"), "reason"),
        plain(N_("Undone"), "undone_at", "undone_reason"),
    )),
)  # fmt: skip

TABLES = (*FILE, *TRAINING, *COURSE, *MONEY_AND_AFTER)
