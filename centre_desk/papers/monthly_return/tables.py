"""Every table of the return, told once: the workbook, the CSV files and their description are made from it.

Facts: the columns that a partner owes IOM, by sex, age band and region; HXL 1.1 tags where one fits. Order and names
of columns are an interface for IOM's readers: new ones are added at the end.
"""

from operator import attrgetter

from centre_desk.papers.monthly_return.fields import Field, Kind, Table
from centre_desk.texts.catalogue import N_, NP_

_CODE, _WORD, _WHOLE, _FRANCS, _DATE = Kind.CODE, Kind.WORD, Kind.WHOLE, Kind.FRANCS, Kind.DATE

_WHO = (
    Field("case_number", N_("Case no."), _CODE, "who.case_number", hxl="#beneficiary+code"),
    Field("sex", N_("Sex"), _WORD, "who.sex"),
    Field("age_band", N_("Age"), Kind.BAND, "who.age_band"),
    Field("region", N_("Region of return"), Kind.REGION, "who.region_code", hxl="#adm1+name"),
)
_SESSION = Field("session", N_("Session"), _CODE, hxl="#activity+id")
_TRADE = Field("trade", N_("Trade"), Kind.TRADE, hxl="#activity+name")
_STATE = Field("state", NP_("column", "State"), _WORD)

COUNTS = Table(
    "counts",
    N_("The month in figures"),
    attrgetter("counts"),
    (
        Field("measure", NP_("column", "Measure"), _WORD),
        Field("female", NP_("column", "F"), _WHOLE, hxl="#reached+ind+f"),
        Field("male", NP_("column", "M"), _WHOLE, hxl="#reached+ind+m"),
        Field("total", N_("Total"), _WHOLE, hxl="#reached+ind"),
        Field("cumulative", N_("Since the agreement began"), _WHOLE),
        Field("taken_over", N_("Of which taken over"), _WHOLE, rare=True),
        Field("taken_over_female", N_("Taken over F"), _WHOLE, rare=True),
        Field("taken_over_male", N_("Taken over M"), _WHOLE, rare=True),
    ),
)
BREAKDOWNS = Table(
    "breakdowns",
    N_("The month by age, region and trade"),
    attrgetter("breakdowns"),
    (
        Field("measure", NP_("column", "Measure"), _WORD),
        Field("dimension", NP_("column", "By"), _WORD),
        Field("key", NP_("column", "Group"), _CODE),
        Field("female", NP_("column", "F"), _WHOLE, hxl="#reached+ind+f"),
        Field("male", NP_("column", "M"), _WHOLE, hxl="#reached+ind+m"),
    ),
)
SESSIONS = Table(
    "sessions",
    N_("Sessions"),
    attrgetter("sessions"),
    (
        Field("code", N_("Session"), _CODE, hxl="#activity+id"),
        _TRADE,
        Field("site", N_("Site"), hxl="#loc+name"),
        Field("region", N_("Region"), Kind.REGION, "region_code", hxl="#adm1+name"),
        Field("start", N_("Start"), _DATE, hxl="#date+start"),
        Field("end", N_("End"), _DATE, hxl="#date+end"),
        Field("state", NP_("column", "State"), _WORD, hxl="#status"),
        Field("places", N_("Places"), _WHOLE, summed=True, hxl="#capacity+num"),
        Field("half_days_planned", N_("Half-days planned"), _WHOLE, summed=True),
        Field("half_days_held", N_("Half-days held"), _WHOLE, summed=True),
        Field("half_days_not_held", N_("Half-days not held"), _WHOLE, summed=True),
        Field("enrolled_female", N_("Enrolled F"), _WHOLE, summed=True, hxl="#targeted+ind+f"),
        Field("enrolled_male", N_("Enrolled M"), _WHOLE, summed=True, hxl="#targeted+ind+m"),
        Field("attended_female", N_("Attended F"), _WHOLE, summed=True, hxl="#reached+ind+f"),
        Field("attended_male", N_("Attended M"), _WHOLE, summed=True, hxl="#reached+ind+m"),
        Field("attended_under_18", N_("Attended, under 18"), _WHOLE, summed=True),
        Field("completed", NP_("column", "Completed"), _WHOLE, summed=True, hxl="#output+completed+num"),
        Field("passed", NP_("column", "Passed"), _WHOLE, summed=True, hxl="#output+passed+num"),
        Field("certified", NP_("column", "Certified"), _WHOLE, summed=True, hxl="#output+certified+num"),
        Field("dropped_out", NP_("column", "Dropped out"), _WHOLE, summed=True, hxl="#output+dropout+num"),
        Field(
            "attendance",
            NP_("column", "Attendance"),
            Kind.SHARE,
            "attended expected",
            True,
            "#indicator+attendance+pct",
        ),
        Field("taken_over", N_("Taken over on"), _DATE, rare=True),
    ),
)
ATTENDANCE = Table(
    "attendance",
    NP_("sheet", "Attendance"),
    attrgetter("attendance"),
    (
        *_WHO,
        _SESSION,
        Field("expected", N_("Half-days expected"), _WHOLE, summed=True),
        Field("present", NP_("column", "Present"), _WHOLE, summed=True),
        Field("late", NP_("column", "Late"), _WHOLE, summed=True),
        Field("excused", NP_("column", "Excused"), _WHOLE, summed=True),
        Field("absent", NP_("column", "Absent"), _WHOLE, summed=True),
        Field("not_entered", NP_("column", "Not entered"), _WHOLE, summed=True),
        Field("attendance", NP_("column", "Attendance"), Kind.SHARE, "attended expected", True),
        Field("sheets", N_("Signed sheets no.")),
    ),
)
TESTS = Table(
    "skills_tests",
    N_("Skills tests"),
    attrgetter("tests"),
    (
        Field("number", N_("Test no."), _CODE),
        *_WHO,
        Field("kind", NP_("column", "Test"), _WORD),
        _TRADE,
        Field("held_on", N_("Date"), _DATE),
        Field("verdict", NP_("column", "Finding"), _WORD),
        Field("score_percent", N_("Score"), Kind.PERCENT),
        Field("offer", NP_("column", "Offer"), _WORD),
        Field("answer", NP_("column", "Answer"), _WORD),
        Field("answered_on", N_("Answered on"), _DATE),
    ),
)
EXAMS = Table(
    "exams",
    N_("Exams"),
    attrgetter("exams"),
    (
        Field("minutes", N_("Minutes no."), _CODE),
        _SESSION,
        Field("attempt", N_("Attempt"), _WHOLE),
        Field("held_on", N_("Date"), _DATE),
        *_WHO,
        Field("average", N_("Average /20"), Kind.MARK),
        Field("decision", N_("Decision"), _WORD),
        Field("mention", N_("Mention"), _WORD),
    ),
)
CERTIFICATES = Table(
    "certificates",
    N_("Certificates"),
    attrgetter("certificates"),
    (
        Field("number", N_("Certificate no."), _CODE),
        *_WHO,
        Field("kind", NP_("column", "Kind"), _WORD),
        _TRADE,
        Field("issued_on", N_("Issued on"), _DATE),
        Field("handed_over_on", N_("Handed over on"), _DATE),
        Field("cancelled_on", N_("Cancelled on"), _DATE),
        Field("check_code", N_("Check code"), _CODE, "code"),
    ),
)
ALLOWANCES = Table(
    "allowances",
    N_("Allowances"),
    attrgetter("allowances"),
    (
        *_WHO,
        _SESSION,
        Field("kind", NP_("column", "Kind"), _WORD),
        Field("arrears_of", N_("Arrears of"), Kind.MONTH),
        Field("units", N_("Half-days counted"), _WHOLE, summed=True),
        Field("units_planned", N_("Half-days planned"), _WHOLE, summed=True),
        Field("rate", N_("Rate (F CFA)"), _FRANCS),
        Field("gross", N_("Gross (F CFA)"), _FRANCS, summed=True),
        Field("deduction", N_("Deduction (F CFA)"), _FRANCS, summed=True),
        Field("net", N_("Net (F CFA)"), _FRANCS, summed=True, hxl="#value+budget"),
        _STATE,
        Field("paid", N_("Paid (F CFA)"), _FRANCS, summed=True, hxl="#value+transfer"),
        Field("paid_on", N_("Paid on"), _DATE),
        Field("mode", NP_("column", "Way"), _WORD, hxl="#channel"),
        Field("outstanding", N_("Outstanding (F CFA)"), _FRANCS, summed=True),
        Field("sheet", N_("Payment sheet no."), _CODE),
        Field("basis", N_("Computation")),
    ),
)
DAY_CARE = Table(
    "day_care",
    N_("Day care"),
    attrgetter("day_care"),
    (
        *_WHO,
        Field("child", N_("Child no."), _WHOLE),
        Field("provider", N_("Day-care centre")),
        Field("days_invoiced", N_("Days invoiced"), _WHOLE, summed=True),
        Field("days_attended", N_("Parent’s days"), _WHOLE, summed=True),
        Field("days_kept", N_("Days kept"), _WHOLE, summed=True),
        Field("tariff", N_("Tariff a day"), _FRANCS),
        Field("amount", N_("Amount (F CFA)"), _FRANCS, summed=True, hxl="#value+daycare+spend"),
        _STATE,
        Field("invoice", N_("Invoice no."), _CODE),
    ),
)
FEES = Table(
    "training_fees",
    N_("Training fees"),
    attrgetter("fees"),
    (
        *_WHO,
        _SESSION,
        _TRADE,
        Field("unit_price", N_("Unit price (F CFA)"), _FRANCS),
        Field("amount", N_("Amount (F CFA)"), _FRANCS, summed=True),
        _STATE,
    ),
)
KITS = Table(
    "kits",
    N_("Kits"),
    attrgetter("kits"),
    (
        *_WHO,
        _TRADE,
        Field("certificate", N_("Certificate no."), _CODE),
        Field("list_version", N_("List version"), _WHOLE),
        Field("eligible_on", N_("Eligible on"), _DATE),
        Field("handed_on", N_("Handed over on"), _DATE),
        Field("record", N_("Record no."), _CODE),
    ),
)
FOLLOW_UP = Table(
    "follow_up",
    N_("Follow-up"),
    attrgetter("follow_up"),
    (
        *_WHO,
        _TRADE,
        Field("due_on", NP_("column", "Due on"), _DATE),
        Field("visited_on", N_("Visited on"), _DATE),
        Field("outcome", N_("Outcome"), _WORD),
        Field("profitable", N_("Profitable, says the person"), Kind.FLAG),
    ),
)
DROP_OUTS = Table(
    "drop_outs",
    N_("Drop-outs"),
    attrgetter("drop_outs"),
    (
        *_WHO,
        _SESSION,
        Field("ended_on", N_("Ended on"), _DATE),
        Field("reason", NP_("column", "Reason"), _WORD),
        Field("attended", N_("Half-days attended"), _WHOLE),
        Field("counts", N_("Counts as drop-out"), Kind.FLAG),
        Field("returned_on", N_("Came back on"), _DATE),
    ),
)
CHECKS = Table(
    "checks",
    N_("Checks at the closing"),
    attrgetter("checks"),
    (
        Field("code", NP_("column", "Check"), _CODE),
        Field("severity", NP_("column", "Weight"), _WORD),
        Field("count", NP_("column", "Found"), _WHOLE),
        Field("said", N_("What was found"), Kind.SENTENCE, "code facts"),
    ),
)
CORRECTIONS = Table(
    "corrections",
    N_("Late corrections of closed months"),
    attrgetter("corrections"),
    (
        Field("month", N_("Closed month"), Kind.MONTH, hxl="#date+reported"),
        Field("fact", NP_("column", "Fact")),
        Field("case_number", N_("Case no."), _CODE, hxl="#beneficiary+code"),
        Field("old", NP_("column", "Was")),
        Field("new", NP_("column", "Is")),
        Field("reason", NP_("column", "Reason")),
        Field("entered_on", N_("Entered on"), _DATE),
        Field("amount", N_("Money (F CFA)"), _FRANCS, summed=True),
    ),
)
TRADES = Table(
    "trades",
    N_("Trades and their codes"),
    attrgetter("trades"),
    (
        Field("trade", N_("Trade"), _CODE, "code"),
        Field("name_fr", N_("French name"), hxl="#activity+name+i_fr"),
        Field("name_en", N_("English name"), hxl="#activity+name+i_en"),
        Field("isco08", N_("ISCO-08"), _CODE, hxl="#activity+code+v_isco08"),
        Field("iscedf", N_("ISCED-F 2013"), _CODE, hxl="#activity+code+v_iscedf"),
    ),
)
REGIONS = Table(
    "regions",
    N_("Regions and their codes"),
    attrgetter("regions"),
    (
        Field("region", N_("Region"), _CODE, "code"),
        Field("name", N_("Name"), hxl="#adm1+name"),
        Field("pcode", N_("P-code (2021)"), _CODE, hxl="#adm1+code"),
        Field("iso", N_("ISO 3166-2"), _CODE),
    ),
)

MONTH_TABLES = (
    SESSIONS, ATTENDANCE, TESTS, EXAMS, CERTIFICATES, ALLOWANCES, DAY_CARE, FEES, KITS, FOLLOW_UP, DROP_OUTS,
)  # fmt: skip
CSV_TABLES = (COUNTS, BREAKDOWNS, *MONTH_TABLES, CHECKS, CORRECTIONS, TRADES, REGIONS)
