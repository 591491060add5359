"""The certificates: queues to print, to hand over, handed over, and the register; a preview beside the list.

Facts: *print the batch (Ctrl+P)*: what is selected, else the whole queue, is issued, printed and opened as one PDF.
A preview is never signed.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from centre_desk.actions.certificate import cancel_certificate, print_certificates
from centre_desk.actions.done import Done
from centre_desk.queries.certificate.prints import batch_pdf, preview_pdf
from centre_desk.queries.certificate.queues import certificate_rows, to_issue_rows
from centre_desk.queries.course import SessionFilter, session_rows
from centre_desk.rules.certificate import CertificateKind, CertificateState
from centre_desk.rules.desk import Right
from centre_desk.rules.room import Room
from centre_desk.views.certificate.dialogs import DuplicateDialog, HandOverDialog
from centre_desk.views.certificate.lines import Line, Queue, columns, issued_line, planned_line
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog, ReasonDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, Segments
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import PaperPreview, open_paper

_SOURCES = {
    Queue.TO_HAND_OVER: CertificateState.TO_HAND_OVER,
    Queue.HANDED_OVER: CertificateState.HANDED_OVER,
}
_EMPTY = "certificates"
_NARROW = 560


class CertificatesPanel(Panel):
    """The screen *Certificates*."""

    reads = frozenset({Room.CERTIFICATE, Room.EXAM, Room.ASSESSMENT, Room.REGISTER, Room.CENTRE})
    help_page = "certificates"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self._last: tuple[int, ...] = ()
        self.head.set_title(t("Certificates"))
        self.queue: Segments[Queue] = Segments(
            [(queue, self._queue_word(queue)) for queue in Queue], name="certificate_queue", label=t("Queue")
        )
        self.again = self.head.add_button("certificate_open_again", t("Open the last print again"))
        self.cancel = self.head.add_button("certificate_cancel", t("Cancel…"))
        self.duplicate = self.head.add_button("certificate_duplicate", t("Duplicate…"))
        self.hand_over = self.head.add_button("certificate_hand_over", t("Hand over…"), primary=True)
        self.print = self.head.add_button("certificate_print", t("Print the batch"), primary=True)
        self.print.setToolTip("Ctrl+P")
        self.session: ChoiceField[str] = ChoiceField()
        name_field(self.session, "certificate_session", t("Session"))
        self.table: DataTable[Line] = DataTable(columns(self.words), name="certificates", label=t("Certificates"))
        self._rows: list[Line] = []
        self.preview = PaperPreview(self.words)
        self.preview.setObjectName("certificate_preview")
        self._lay_out()
        self._connect()
        self._offer()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.queue)
        line.addStretch(1)
        line.addWidget(self.session)
        self.body.addLayout(line)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([516, 252])
        self.preview.setMinimumWidth(200)
        self.body.addWidget(self.splitter, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.queue.changed.connect(self.load)
        self.session.activated.connect(lambda _n: self.load())
        self.table.chosen.connect(self._show_preview)
        self.print.clicked.connect(self.print_batch)
        self.again.clicked.connect(self.open_again)
        self.hand_over.clicked.connect(self.open_hand_over)
        self.duplicate.clicked.connect(self.open_duplicate)
        self.cancel.clicked.connect(self.ask_cancelling)
        self.table.opened.connect(lambda line: self.navigate.emit(Room.REGISTER, line.person_id))
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.print_batch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_preview()

    # What is shown

    def load(self) -> None:
        """Read the queue in sight."""
        queue = self.queue.value()
        lines = self._lines(queue)
        self._offer_sessions(lines)
        wanted = self.session.value()
        self._rows = [line for line in lines if not wanted or line.session == wanted]
        self.table.set_rows(self._rows)
        sentence = {
            Queue.TO_PRINT: self.words.t("Nobody waits for a certificate. They come from settled exams and tests."),
            Queue.TO_HAND_OVER: self.words.t("No printed certificate waits to be handed over."),
            Queue.HANDED_OVER: self.words.t("No certificate was handed over yet."),
            Queue.REGISTER: self.words.t("No certificate was issued yet."),
        }[queue]
        self.table.set_empty(_EMPTY, sentence)
        self._offer()
        self._show_preview()

    def _offer_sessions(self, lines: list[Line]) -> None:
        """Offer the sessions of the queue, and the one asked for though the queue has nothing of it."""
        names = sorted({line.session for line in lines} | {self.session.value() or ""})
        every = ("", self.words.t("All sessions and tests"))
        self.session.set_choices([every, *((name, name) for name in names if name)])

    def show_session(self, session_id: int) -> None:
        """Show the certificates of one session; 0: of all."""
        rows = session_rows(self.context.store, SessionFilter(ids=frozenset({session_id})), self.words.language)
        wanted = rows[0].name if rows else ""
        self.session.set_choices([(wanted, wanted)])
        self.load()

    def open_item(self, item: int) -> None:
        """Show one certificate in the register; below 0: the person whose certificate is to be issued or printed."""
        self.session.set_value("")
        self.queue.set_value(Queue.REGISTER if item > 0 else Queue.TO_PRINT)
        self.load()
        self.table.select_where(lambda line: item in (line.certificate_id, -line.person_id))

    def _lines(self, queue: Queue) -> list[Line]:
        store = self.context.store
        if queue is Queue.REGISTER:
            return [issued_line(row) for row in certificate_rows(store)]
        if queue is Queue.TO_PRINT:
            issued = sorted(certificate_rows(store, CertificateState.TO_PRINT), key=lambda row: row.number)
            return [*map(issued_line, issued), *map(planned_line, to_issue_rows(store))]
        return [issued_line(row) for row in certificate_rows(store, _SOURCES[queue])]

    def _queue_word(self, queue: Queue) -> str:
        return {
            Queue.TO_PRINT: self.words.t("To print"),
            Queue.TO_HAND_OVER: self.words.t("To hand over"),
            Queue.HANDED_OVER: self.words.t("Handed over"),
            Queue.REGISTER: self.words.p("certificates", "Register"),
        }[queue]

    def _offer(self) -> None:
        """Offer what can be done in the queue in sight."""
        queue, may = self.queue.value(), self.context.actor().may
        issues, cancels = may(Right.ISSUE_CERTIFICATES), may(Right.CANCEL_CERTIFICATES)
        printed = queue in (Queue.TO_HAND_OVER, Queue.HANDED_OVER, Queue.REGISTER)
        self.head.offer(self.print, issues and queue is Queue.TO_PRINT)
        self.head.offer(self.hand_over, issues and queue is Queue.TO_HAND_OVER)
        self.head.offer(self.duplicate, issues and printed)
        self.head.offer(self.cancel, cancels)
        self.head.offer(self.again, bool(self._last))

    def _place_preview(self) -> None:
        """Give the whole width to the list where there is no paper to see, or no room for it."""
        self.preview.setVisible(bool(self._rows) and self.width() > _NARROW)

    def _show_preview(self) -> None:
        """Show the chosen certificate, else the first one of the queue."""
        self._place_preview()
        if not self._rows:
            self.preview.show_paper(b"")
            return
        line = self.table.current_row() or self._rows[0]
        pdf = preview_pdf(
            self.context.store,
            today=self.context.today(),
            words=self.words,
            certificate_ids=[line.certificate_id] if line.certificate_id else (),
            results=[line.source_id] if line.planned and line.kind is CertificateKind.TRAINING else (),
            tests=[line.source_id] if line.planned and line.kind is CertificateKind.SKILLS else (),
        )
        self.preview.show_paper(pdf)

    # Acts

    def print_batch(self) -> None:
        """Issue what is not issued, record the print, and open one PDF: of the selection, else of the whole queue."""
        if self.queue.value() is not Queue.TO_PRINT:
            return
        lines = self.table.selected_rows() or [line for line in self.table.rows() if not line.provisional]
        planned = [line for line in lines if line.planned]
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        certificates = [line.certificate_id for line in lines if not line.planned]
        results = [line.source_id for line in planned if line.kind is CertificateKind.TRAINING]
        tests = [line.source_id for line in planned if line.kind is CertificateKind.SKILLS]
        self.act(
            lambda: print_certificates(store, certificate_ids=certificates, results=results, tests=tests, by=by, at=at),
            ok=self._printed,
        )

    def open_again(self) -> None:
        """Open the last print once more: the same file, no duplicate."""
        store, ids, words = self.context.store, self._last, self.words
        name = f"{words.t('certificates')}-{self.context.today().isoformat()}.pdf"
        self.fetch(lambda _report: batch_pdf(store, ids, words), lambda pdf: _opened(pdf, name))

    def open_hand_over(self) -> None:
        """Ask when, and to whom, the selected certificates were handed over."""
        lines = self._issued()
        if lines:
            self._ask(HandOverDialog(self.context, self, lines))

    def open_duplicate(self) -> None:
        """Ask why a duplicate is printed."""
        lines = self._issued()
        if lines:
            dialog = DuplicateDialog(self.context, self, lines)
            dialog.printed.connect(self._printed)
            self._ask(dialog)

    def ask_cancelling(self) -> None:
        """Ask why a certificate is cancelled."""
        lines = self._issued()
        if not lines:
            return
        t, line = self.words.t, lines[0]
        dialog = ReasonDialog(
            self.context,
            self,
            title=t("Cancel no. {number}", number=line.number),
            verb=t("Cancel the certificate"),
        )
        dialog.given.connect(lambda reason: self._cancel(line.certificate_id, reason))
        dialog.open()

    def _cancel(self, certificate_id: int, reason: str) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(
            lambda: cancel_certificate(store, certificate_id=certificate_id, reason=reason, by=by, at=at),
            ok=lambda _done: self.load(),
        )

    def _printed(self, done: Done) -> None:
        self._last = done.ids
        self.load()
        self.open_again()

    def _issued(self) -> list[Line]:
        lines = [line for line in self.table.selected_rows() if not line.planned]
        if not lines:
            self.refusals.show_sentences([self.words.t("Choose issued certificates in the list first.")])
        return lines

    def _ask(self, dialog: FormDialog) -> None:
        dialog.acted.connect(self._acted)
        self.show_dialog(dialog)

    def _acted(self, _done: Done) -> None:
        self.load()


def _opened(pdf: bytes, name: str) -> None:
    open_paper(pdf, name)
