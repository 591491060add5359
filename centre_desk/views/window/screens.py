"""Which panels make which screen, for whom, and which panel answers for which room.

Facts: the table of the ten screens. To add a panel: write a function that imports it (so that a start costs
only what is shown) and a `Tab` in `SCREENS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from centre_desk.rules.desk import Role
from centre_desk.rules.room import Room
from centre_desk.texts.catalogue import N_, NP_, Msg
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.panel import Panel


class Screen(StrEnum):
    """A screen of the left bar; the value names its icon's owner, its help page and its object."""

    TODAY = "today"
    PEOPLE = "people"
    SESSIONS = "sessions"
    ROLL = "roll"
    EXAMS = "exams"
    CERTIFICATES = "certificates"
    CLAIMS = "claims"
    KITS = "kits"
    REPORT = "report"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Tab:
    """One panel of a screen. `answers`: the rooms whose `navigate` comes here; `name` is unique.

    `beside`: the rooms of which an item below 0 comes here (an item of another kind than the room's own).
    """

    name: str
    title: Msg
    make: Callable[[Context], Panel]
    answers: frozenset[Room] = frozenset()
    roles: frozenset[Role] = frozenset(Role)
    beside: frozenset[Room] = frozenset()


@dataclass(frozen=True, slots=True)
class ScreenPlan:
    """A screen of the left bar. Two screens may hold the same tab: its panel moves to the one shown."""

    screen: Screen
    title: Msg
    roles: frozenset[Role]
    tabs: tuple[Tab, ...]


def _today(context: Context) -> Panel:
    from centre_desk.views.overview.today_panel import TodayPanel

    return TodayPanel(context)


def _timeline(context: Context) -> Panel:
    from centre_desk.views.overview.timeline_panel import TimelinePanel

    return TimelinePanel(context)


def _files(context: Context) -> Panel:
    from centre_desk.views.overview.files_panel import FilesPanel

    return FilesPanel(context)


def _retention(context: Context) -> Panel:
    from centre_desk.views.overview.retention_panel import RetentionPanel

    return RetentionPanel(context)


def _thresholds(context: Context) -> Panel:
    from centre_desk.views.overview.settings_panel import SettingsPanel

    return SettingsPanel(context)


def _users(context: Context) -> Panel:
    from centre_desk.views.desk.users import UsersPanel

    return UsersPanel(context)


def _backups(context: Context) -> Panel:
    from centre_desk.views.desk.backups import BackupsPanel

    return BackupsPanel(context)


def _journal(context: Context) -> Panel:
    from centre_desk.views.desk.journal import JournalPanel

    return JournalPanel(context)


def _people(context: Context) -> Panel:
    from centre_desk.views.register.panel import PeoplePanel

    return PeoplePanel(context)


def _referrals(context: Context) -> Panel:
    from centre_desk.queries.overview.answers import onward_of
    from centre_desk.views.referral.panel import ReferralsPanel

    return ReferralsPanel(context, onward=onward_of)


def _centre(context: Context) -> Panel:
    from centre_desk.views.centre.panel import CentrePanel

    return CentrePanel(context)


def _rates(context: Context) -> Panel:
    from centre_desk.views.centre.rates import RatesPanel

    return RatesPanel(context)


def _trades(context: Context) -> Panel:
    from centre_desk.views.centre.trades import TradesPanel

    return TradesPanel(context)


def _holidays(context: Context) -> Panel:
    from centre_desk.views.centre.holidays import HolidaysPanel

    return HolidaysPanel(context)


def _staff(context: Context) -> Panel:
    from centre_desk.views.centre.staff import StaffPanel

    return StaffPanel(context)


def _sessions(context: Context) -> Panel:
    from centre_desk.views.course.panel import SessionsPanel

    return SessionsPanel(context)


def _calendar(context: Context) -> Panel:
    from centre_desk.views.attendance.trainer_hours import TrainerHours
    from centre_desk.views.course.calendar_panel import CalendarPanel, MonthBelow

    hours = TrainerHours(context)
    return CalendarPanel(context, MonthBelow(hours, hours.show_month))


def _roll(context: Context) -> Panel:
    from centre_desk.views.attendance.panel import AttendancePanel

    panel = AttendancePanel(context)
    panel.pack_wanted.connect(partial(_print_pack, panel))
    return panel


def _print_pack(panel: Panel, sessions: list[int], day: date) -> None:
    from centre_desk.views.overview.pack import print_pack

    print_pack(panel, sessions, day)


def _claims(context: Context) -> Panel:
    from centre_desk.views.claim.panel import ClaimsPanel

    return ClaimsPanel(context)


def _day_care(context: Context) -> Panel:
    from centre_desk.views.claim.day_care_panel import DayCarePanel

    return DayCarePanel(context)


def _kits(context: Context) -> Panel:
    from centre_desk.views.kit.panel import KitsPanel

    return KitsPanel(context)


def _kit_lists(context: Context) -> Panel:
    from centre_desk.views.kit.lists_panel import KitListsPanel

    return KitListsPanel(context)


def _follow_up(context: Context) -> Panel:
    from centre_desk.views.follow_up.panel import FollowUpPanel

    return FollowUpPanel(context)


def _report(context: Context) -> Panel:
    from centre_desk.views.monthly_return.panel import ReportPanel

    return ReportPanel(context)


def _closed_months(context: Context) -> Panel:
    from centre_desk.views.monthly_return.closed_panel import ClosedMonthsPanel

    return ClosedMonthsPanel(context)


def _tests(context: Context) -> Panel:
    from centre_desk.views.assessment.panel import TestsPanel

    return TestsPanel(context)


def _grids(context: Context) -> Panel:
    from centre_desk.views.assessment.grids_panel import GridsPanel

    return GridsPanel(context)


def _offers(context: Context) -> Panel:
    from centre_desk.views.assessment.offers_panel import OffersPanel

    return OffersPanel(context)


def _claims_tested(context: Context) -> Panel:
    from centre_desk.views.assessment.claims_panel import ClaimsPanel

    return ClaimsPanel(context)


def _exams(context: Context) -> Panel:
    from centre_desk.views.certificate.jury_panel import JuryPanel

    return JuryPanel(context)


def _certificates(context: Context) -> Panel:
    from centre_desk.views.certificate.panel import CertificatesPanel

    return CertificatesPanel(context)


_EVERYBODY = frozenset(Role)
_OFFICE = frozenset({Role.SECRETARY, Role.DIRECTOR, Role.VIEWER})
_TEACHING = _OFFICE | {Role.TRAINER}
_MONEY = _OFFICE | {Role.CASHIER}
_RETURN = _OFFICE | {Role.ADMINISTRATOR}

SCREENS: tuple[ScreenPlan, ...] = (
    ScreenPlan(Screen.TODAY, N_("Today"), _EVERYBODY, (Tab("today", N_("Today"), _today),)),
    ScreenPlan(
        Screen.PEOPLE,
        N_("Beneficiaries"),
        _OFFICE,
        (
            Tab("people", N_("Beneficiaries"), _people, frozenset({Room.REGISTER})),
            Tab("timeline", N_("Path"), _timeline, frozenset({Room.OVERVIEW})),
            Tab("referrals", N_("Referrals"), _referrals, frozenset({Room.REFERRAL})),
            Tab("files", N_("Files"), _files),
            Tab("retention", N_("Retention"), _retention),
        ),
    ),
    ScreenPlan(
        Screen.SESSIONS,
        N_("Sessions"),
        _TEACHING,
        (
            Tab("sessions", N_("Sessions"), _sessions, frozenset({Room.COURSE})),
            Tab("calendar", N_("Calendar"), _calendar),
            Tab("roll", N_("Roll"), _roll),
            Tab("exams", NP_("tab of a session", "Marks"), _exams),
            Tab("certificates", N_("Certificates"), _certificates, roles=_OFFICE),
        ),
    ),
    ScreenPlan(Screen.ROLL, N_("Roll"), _TEACHING, (Tab("roll", N_("Roll"), _roll, frozenset({Room.ATTENDANCE})),)),
    ScreenPlan(
        Screen.EXAMS,
        N_("Skills and exams"),
        _TEACHING,
        (
            Tab("tests", N_("Skills tests"), _tests, frozenset({Room.ASSESSMENT})),
            Tab("offers", N_("Offers"), _offers, roles=_OFFICE, beside=frozenset({Room.ASSESSMENT})),
            Tab("exams", N_("Exams"), _exams, frozenset({Room.EXAM})),
            Tab("claims_tested", N_("Declared and tested"), _claims_tested, roles=_OFFICE),
        ),
    ),
    ScreenPlan(
        Screen.CERTIFICATES,
        N_("Certificates"),
        _OFFICE,
        (Tab("certificates", N_("Certificates"), _certificates, frozenset({Room.CERTIFICATE})),),
    ),
    ScreenPlan(
        Screen.CLAIMS,
        N_("Allowances and day care"),
        _MONEY,
        (
            Tab("claims", N_("Claims"), _claims, frozenset({Room.CLAIM})),
            Tab("day_care", N_("Day care"), _day_care, roles=_OFFICE),
        ),
    ),
    ScreenPlan(
        Screen.KITS,
        N_("Kits and follow-up"),
        _OFFICE,
        (
            Tab("kits", N_("Kits"), _kits, frozenset({Room.KIT})),
            Tab("follow_up", N_("Follow-up"), _follow_up, frozenset({Room.FOLLOW_UP})),
            Tab("kit_lists", N_("Kit lists"), _kit_lists),
        ),
    ),
    ScreenPlan(
        Screen.REPORT,
        N_("Monthly report"),
        _RETURN,
        (
            Tab("report", N_("Monthly report"), _report, frozenset({Room.MONTHLY_RETURN})),
            Tab("closed_months", N_("Closed months"), _closed_months),
        ),
    ),
    ScreenPlan(
        Screen.SETTINGS,
        N_("Settings"),
        _OFFICE | {Role.ADMINISTRATOR},
        (
            Tab("centre", N_("Centre"), _centre, frozenset({Room.CENTRE})),
            Tab("rates", N_("Rates"), _rates),
            Tab("trades", N_("Trades"), _trades),
            Tab("grids", N_("Grids"), _grids),
            Tab("holidays", N_("Days off"), _holidays),
            Tab("staff", N_("Staff"), _staff),
            Tab("thresholds", N_("Thresholds"), _thresholds),
            Tab("users", N_("Users"), _users, frozenset({Room.DESK})),
            Tab("backups", N_("Backups"), _backups),
            Tab("journal", N_("Journal"), _journal),
        ),
    ),
)


def screens_for(roles: frozenset[Role]) -> tuple[ScreenPlan, ...]:
    """Return the screens that a user with these roles works with, in the order of the left bar."""
    return tuple(plan for plan in SCREENS if plan.roles & roles)


def tabs_for(plan: ScreenPlan, roles: frozenset[Role]) -> tuple[Tab, ...]:
    """Return the tabs of a screen that these roles work with."""
    return tuple(tab for tab in plan.tabs if tab.roles & roles)


def place_of(room: Room, roles: frozenset[Role], item: int = 0) -> tuple[ScreenPlan, Tab] | None:
    """Return the screen and tab that answer for an item of a room; None when these roles have none."""
    tabs = [(plan, tab) for plan in screens_for(roles) for tab in tabs_for(plan, roles)]
    beside = [place for place in tabs if item < 0 and room in place[1].beside]
    return next(iter([*beside, *(place for place in tabs if room in place[1].answers)]), None)
