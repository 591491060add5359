"""Reprise: one form for what went before the desk, and what was brought in by it, to be read only ever after.

Facts: last numbers used on paper, totals since the agreement began by sex, sessions that run already.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from centre_desk.actions.overview.taking_over import take_over
from centre_desk.queries.overview.taking_over import SeriesRow, TakenOver, running_names, series_rows
from centre_desk.rules.monthly_return import NOT_CUMULATIVE, Measure, PastFigure, unlikely_past
from centre_desk.rules.refusal import Refusal
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import clock_time, grouped, short_date
from centre_desk.texts.monthly_return import since_word
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import CountField, ReadingField
from centre_desk.views.parts.style import set_look

_MOST_NUMBER, _MOST_TOTAL = 999_999, 9_999_999_999
_NARROW = 96
_WIDE, _LEAST, _WHOLE, _REST = 620, 150, 480, 250


def series_words(row: SeriesRow, words: Catalogue) -> str:
    """Name a series: `certificat · 2019`, `session · Maçonnerie · 2019`."""
    return " · ".join(part for part in (words.word(row.kind), row.trade, str(row.year or "")) if part)


class TakingOverDialog(FormDialog):
    """Asks once for what a centre that starts in mid-year has on paper."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Start in mid-year"), verb=t("Take over once"))
        self.setObjectName("taking_over_dialog")
        self.setMinimumWidth(_WIDE)
        self.explain(
            t(
                "What went before this desk comes in once, before the first closing, and is marked as taken over."
                " Empty fields bring nothing."
            ),
            "taking_over_told",
            "muted",
        )
        self.numbers: dict[str, CountField] = {}
        self.totals: dict[Measure, tuple[CountField, CountField, CountField]] = {}
        self.sessions = QCheckBox(t("sessions that run already: their days before today are on paper"))
        self.sessions.setChecked(True)
        self.found = QLabel()
        self.found.setObjectName("running_found")
        self.found.setWordWrap(True)
        set_look(self.found, "muted")
        self.sure = QCheckBox(t("the totals are right as they stand on paper"))
        self.sure.hide()
        self._asked: list[Refusal] = []
        self.note = QLineEdit()
        self._lay_numbers()
        self._lay_totals()
        name_field(self.sessions, "running_sessions", self.sessions.text())
        name_field(self.sure, "totals_sure", self.sure.text())
        name_field(self.note, "taking_over_note", t("Note"))
        self.body.addWidget(self._scrolled())
        self.body.addWidget(self.sure)
        self._say_found()
        next(iter(self.numbers.values())).setFocus()

    def _say_found(self) -> None:
        """Name the sessions that would be taken over: afterwards none can be added."""
        found = running_names(self.context.store, self.context.today())
        if found:
            names, count = ", ".join(found), len(found)
            self.found.setText(
                self.words.n("{count} session found: {names}", "{count} sessions found: {names}", count, names=names)
            )
        else:
            self.found.setText(
                self.words.t("No running session is found here: plan those first, since this is done once.")
            )

    def _lay_numbers(self) -> None:
        self._numbers = QGridLayout()
        rows = series_rows(self.context.store, self.context.today().year, self.words.language)
        for line, row in enumerate(rows):
            field = CountField(self.words, row.last_used, _MOST_NUMBER, required=False)
            field.setFixedWidth(_NARROW)
            label = series_words(row, self.words)
            self.numbers[row.series] = field
            name_field(field, f"number_{row.series}", label)
            self._numbers.addWidget(_caption(label, field), line, 0)
            self._numbers.addWidget(field, line, 1)
        self._numbers.setColumnStretch(0, 1)

    def _lay_totals(self) -> None:
        words, t = self.words, self.words.t
        self._totals = QGridLayout()
        heads = (words.p("column", "F"), words.p("column", "M"), t("Total"))
        for column, head in enumerate(heads, start=1):
            self._totals.addWidget(_caption(head), 0, column, Qt.AlignmentFlag.AlignHCenter)
        measures = [one for one in Measure if one not in NOT_CUMULATIVE]
        for line, measure in enumerate(measures, start=1):
            label = since_word(measure, words)
            fields = tuple(CountField(words, 0, _MOST_TOTAL, required=False) for _ in heads)
            self.totals[measure] = (fields[0], fields[1], fields[2])
            self._totals.addWidget(_caption(label, fields[0]), line, 0)
            for column, (field, head, name) in enumerate(zip(fields, heads, ("f", "m", "all"), strict=True), start=1):
                name_field(field, f"total_{measure.value}_{name}", f"{label}, {head}")
                field.setFixedWidth(_NARROW)
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._totals.addWidget(field, line, column)
            for field in fields[:2]:
                field.textChanged.connect(lambda _text, measure=measure: self._sum(measure))
        self._totals.setColumnStretch(0, 1)

    def _scrolled(self) -> QWidget:
        t = self.words.t
        inner = QWidget()
        set_look(inner, "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        column.addWidget(self.sessions)  # in sight at once: what is not found now can never be taken over
        column.addWidget(self.found)
        for heading, part in (
            (t("Last numbers used on paper"), self._numbers),
            (t("Totals since the agreement began, without what is entered here"), self._totals),
        ):
            title = QLabel(heading)
            set_look(title, "heading")
            part.setHorizontalSpacing(10)
            part.setVerticalSpacing(4)
            column.addWidget(title)
            column.addLayout(part)
        last = QHBoxLayout()
        last.addWidget(_caption(t("Note"), self.note))
        last.addWidget(self.note, 1)
        column.addLayout(last)
        column.addStretch(1)
        return _Tall(inner)

    def _sum(self, measure: Measure) -> None:
        """Show under the total what women and men make together: it is taken unless another is written."""
        female, male, whole = self.totals[measure]
        known = [number for field in (female, male) if (number := field.value()) is not None]
        whole.setPlaceholderText(grouped(sum(known), self.words.language) if known else "")

    def figure(self, measure: Measure) -> PastFigure | None:
        """Return what was entered for a measure; None for nothing."""
        female, male, whole = (field.value() for field in self.totals[measure])
        if female is None and male is None and whole is None:
            return None
        return PastFigure(whole if whole is not None else (female or 0) + (male or 0), female, male)

    def _sure_of(self, totals: Mapping[Measure, PastFigure]) -> bool:
        """Show the tick below totals that hardly fit; tell whether it was given for just these."""
        asked = unlikely_past(totals)
        if asked != self._asked:
            self.sure.setChecked(False)
        self._asked = asked
        self.sure.setVisible(bool(asked))
        return self.sure.isChecked()

    def submit(self) -> None:
        """Bring it in; empty fields bring nothing."""
        fields: Iterable[ReadingField] = [*self.numbers.values(), *(one for row in self.totals.values() for one in row)]
        wrong = [(field, problem) for field in fields if (problem := field.mark())]
        self.refusals.show_sentences(problem for _, problem in wrong)
        if wrong:
            wrong[0][0].setFocus()
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        numbers = {series: number for series, field in self.numbers.items() if (number := field.value())}
        totals = {measure: figure for measure in self.totals if (figure := self.figure(measure))}
        sure = self._sure_of(totals)
        running, note = self.sessions.isChecked(), self.note.text()
        self.act(
            lambda: take_over(
                store,
                numbers=numbers,
                totals=totals,
                running_sessions=running,
                note=note,
                totals_sure=sure,
                by=by,
                at=at,
            )
        )


class TakenOverDialog(FormDialog):
    """Shows what was brought in, by whom and when; nothing of it changes any more."""

    def __init__(self, context: Context, parent: QWidget | None, found: TakenOver) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Taken over in mid-year"), verb=t("Copy the list"))
        self.setObjectName("taken_over_dialog")
        self.setMinimumWidth(_WIDE)
        self.told = QPlainTextEdit("\n".join(taken_over_lines(found, self.words)))
        self.told.setReadOnly(True)
        name_field(self.told, "taken_over_list", t("What was taken over"))
        self.dismiss.setText(t("Close"))
        self.body.addWidget(self.told, 1)

    def submit(self) -> None:
        """Put the list on the clipboard."""
        QGuiApplication.clipboard().setText(self.told.toPlainText())


def taken_over_lines(found: TakenOver, words: Catalogue) -> list[str]:
    """Return what was brought in, one line each: who and when, numbers, totals, sessions."""
    t, language = words.t, words.language
    lines = [
        t(
            "Taken over on {day} at {time} by {name}.",
            day=short_date(found.at.date(), language),
            time=clock_time(found.at),
            name=found.by,
        )
    ]
    lines += [found.note] if found.note else []
    if found.numbers:
        lines += ["", t("Last numbers used on paper")]
        lines += [f"{series_words(row, words)} – {row.last_used}" for row in found.numbers]
    if found.totals:
        lines += ["", t("Totals since the agreement began")]
        lines += [f"{since_word(measure, words)} – {past_words(figure, words)}" for measure, figure in found.totals]
    if found.sessions:
        lines += ["", t("Sessions that ran already")]
        lines += [
            t("{session}: kept here from {day} on", session=row.name, day=short_date(row.from_day, language))
            for row in found.sessions
        ]
    return lines


def past_words(figure: PastFigure, words: Catalogue) -> str:
    """Say a past total, with women and men where they are known."""
    parts = ((words.p("column", "F"), figure.female), (words.p("column", "M"), figure.male))
    sexes = ", ".join(f"{grouped(count, words.language)} {sex}" for sex, count in parts if count is not None)
    whole = grouped(figure.total, words.language)
    return f"{whole} ({sexes})" if sexes else whole


class _Tall(QScrollArea):
    """Scrolls what is higher than the screen has room for."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry().height() - _REST
        return QSize(_WIDE, max(_LEAST, min(_WHOLE, room)))


def _caption(text: str, buddy: QWidget | None = None) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    set_look(label, "muted")
    if buddy is not None:
        label.setBuddy(buddy)
    return label
