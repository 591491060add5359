"""Cards, pills, refusals, steppers, banners, search, previews, busy signs: what they say and do."""

import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.actions.done import Done
from centre_desk.papers.desk import RecoverySheet, draw_recovery_sheet
from centre_desk.places import opened_papers_folder
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.rules.room import Room
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts import busy
from centre_desk.views.parts import print as printing
from centre_desk.views.parts.banner import Banner
from centre_desk.views.parts.busy import BusySign
from centre_desk.views.parts.cards import Card, CardRow
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, PasswordDialog, QuestionDialog
from centre_desk.views.parts.head import Head
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.preferences import Preferences, keep_preferences, read_preferences
from centre_desk.views.parts.print import PaperPreview, empty_opened_papers, open_paper, page_image
from centre_desk.views.parts.refusals import RefusalBox
from centre_desk.views.parts.searchfield import SearchField
from centre_desk.views.parts.stepper import Stepper
from centre_desk.views.runner import Report, Runner
from tests.views.hands import find, type_text

LEFT = Qt.MouseButton.LeftButton


def test_a_card_shows_rows_with_pills_and_links_that_act(qtbot: QtBot) -> None:
    opened: list[str] = []
    card = Card("Appels", name="rolls")
    qtbot.addWidget(card)
    card.set_count("1 sur 2 faits")
    rows = [
        CardRow("Maçonnerie 2", "25 inscrits", "à saisir", Tone.WARN, "Ouvrir", lambda: opened.append("m"), "open_m"),
        CardRow("Carrelage 1", "20 présents", "fait", Tone.OK),
    ]
    card.set_rows(rows)
    card.show()
    link = find(card, QPushButton, "open_m")
    assert link.accessibleName() == "Ouvrir\u00a0: Maçonnerie 2"
    qtbot.mouseClick(link, LEFT)
    assert opened == ["m"]
    assert [pill.text() for pill in card.findChildren(Pill)] == ["à saisir", "fait"]
    card.set_rows([], "Rien à faire.")
    assert any(label.text() == "Rien à faire." for label in card.findChildren(QLabel))


def test_refusals_are_listed_once_with_their_remedy(qtbot: QtBot, fr: Catalogue) -> None:
    box = RefusalBox(fr)
    qtbot.addWidget(box)
    one = refusal("desk.short_password", least=10)
    box.show_refusals([one, one, refusal("desk.no_reason")])
    assert box.text().count("\n") == 1
    assert "au moins 10 signes" in box.text()
    box.show()
    qtbot.mouseClick(find(box, QPushButton, "refusals_close"), LEFT)
    assert box.isHidden()


def test_a_stepper_says_the_step_that_is_due(qtbot: QtBot, fr: Catalogue) -> None:
    stepper = Stepper(fr, ["Établir", "Transmettre", "Approuver", "Payer"], name="run")
    qtbot.addWidget(stepper)
    stepper.set_current(2)
    stepper.show()
    assert stepper.accessibleName() == "Étape 3 sur 4\u00a0: Approuver"
    stepper.set_current(4)
    assert stepper.accessibleName() == "Étape 4 sur 4\u00a0: terminé"
    assert stepper.grab().width() >= stepper.sizeHint().width()


def test_a_banner_stays_until_there_is_nothing_to_say(qtbot: QtBot) -> None:
    asked: list[int] = []
    banner = Banner("old_backup")
    qtbot.addWidget(banner)
    button = banner.add_button("do_it", "Sauvegarder", lambda: asked.append(1))
    banner.say("Sauvegarde ancienne", Tone.BAD)
    assert banner.isVisible()
    qtbot.mouseClick(button, LEFT)
    banner.say("")
    assert asked == [1]
    assert banner.isHidden()


def test_a_search_asks_once_the_typing_pauses(qtbot: QtBot) -> None:
    field = SearchField(name="search", label="Rechercher")
    qtbot.addWidget(field)
    field.show()
    told: list[str] = []
    field.searched.connect(told.append)
    type_text(field, "Kéita")
    assert told == []
    qtbot.waitUntil(lambda: told == ["Kéita"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["Kéita", ""]


def test_the_title_line_tucks_away_what_finds_no_room(qtbot: QtBot, fr: Catalogue) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    head = Head(fr, page)
    QVBoxLayout(page).addWidget(head)
    head.set_title("Utilisateurs", "4 personnes")
    pressed: list[str] = []
    for name in ("first", "second", "third"):
        head.add_button(name, f"Une action assez longue {name}").clicked.connect(
            lambda _checked=False, name=name: pressed.append(name)
        )
    primary = head.add_button("main", "Agir", primary=True)
    page.resize(1000, 60)
    page.show()
    assert head.more.isHidden()
    page.resize(500, 40)
    assert not head.more.isHidden()
    assert not primary.isHidden()
    assert primary.width() >= primary.sizeHint().width()
    assert find(head, QPushButton, "first").isHidden()
    qtbot.mouseClick(head.more, LEFT)
    menu = find(head, QMenu, "more_menu")
    menu.actions()[0].trigger()
    menu.close()
    assert pressed == ["first"]
    page.resize(1000, 40)
    assert head.more.isHidden()


class _Counting(Panel):
    """A panel that acts once for each button, as slowly as the test wants."""

    reads = frozenset({Room.DESK})

    def __init__(self, context: Context, go: threading.Event) -> None:
        super().__init__(context)
        self.acts, self._go = 0, go
        self.button = self.head.add_button("go", "Agir", primary=True)
        self.button.clicked.connect(lambda: self.act(self._act))

    def _act(self) -> Done:
        self.acts += 1
        self._go.wait(5)
        return Done(frozenset({Room.DESK}))


def test_a_double_click_acts_once(qtbot: QtBot, context: Context) -> None:
    go = threading.Event()
    panel = _Counting(context, go)
    qtbot.addWidget(panel)
    panel.show()
    for _ in range(3):
        qtbot.mouseClick(panel.button, LEFT)
    assert panel.busy()
    with qtbot.waitSignal(panel.done):
        go.set()
    assert panel.acts == 1
    assert not panel.busy()


def test_a_refused_act_is_shown_beside_the_form_and_nothing_is_done(qtbot: QtBot, context: Context) -> None:
    panel = Panel(context)
    qtbot.addWidget(panel)
    done: list[object] = []
    panel.done.connect(done.append)

    def refused() -> Done:
        raise Refused([refusal("desk.no_reason")])

    panel.act(refused)
    qtbot.waitUntil(lambda: not panel.busy())
    assert "motif" in panel.refusals.text()
    assert done == []
    panel.act(lambda: Done())
    assert panel.refusals.isHidden()
    qtbot.waitUntil(lambda: bool(done))


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (FileNotFoundError(2, "no", "/x/y/liste.xlsx"), "«\u00a0liste.xlsx\u00a0» est introuvable"),
        (PermissionError(13, "no", "/x/y/liste.xlsx"), "utilisé ailleurs ou protégé"),
        (OSError(5, "no", "/x/y/liste.xlsx"), "clé USB"),
    ],
)
def test_a_file_problem_is_one_plain_sentence(qtbot: QtBot, context: Context, problem: OSError, said: str) -> None:
    panel = Panel(context)
    qtbot.addWidget(panel)

    def broken() -> Done:
        raise problem

    panel.act(broken)
    qtbot.waitUntil(lambda: not panel.busy())
    assert said in panel.refusals.text()
    assert "/x/y" not in panel.refusals.text()


def test_anything_else_is_a_crash(qtbot: QtBot, context: Context) -> None:
    panel = Panel(context)
    qtbot.addWidget(panel)

    def broken() -> Done:
        raise LookupError

    with qtbot.waitSignal(context.runner.crashed):
        panel.act(broken)
    assert panel.refusals.isHidden()


def test_a_question_and_a_password_are_handed_on(qtbot: QtBot, context: Context) -> None:
    question = QuestionDialog(context, None, title="Envoyer", question="C’est pour toujours.", verb="Envoyer")
    qtbot.addWidget(question)
    question.show()
    with qtbot.waitSignal(question.agreed):
        qtbot.mouseClick(question.verb, LEFT)
    asked = PasswordDialog(context, None, title="Signer", verb="Signer")
    qtbot.addWidget(asked)
    asked.show()
    qtbot.keyClicks(asked.password, "secret")
    with qtbot.waitSignal(asked.given) as given:
        qtbot.keyClick(asked.password, Qt.Key.Key_Return)
    assert given.args == ["secret"]


def test_work_shows_a_cursor_then_a_sign_then_a_bar_that_cancels(
    qtbot: QtBot, fr: Catalogue, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(busy, "_CURSOR_MS", 5)
    monkeypatch.setattr(busy, "INDICATOR_MS", 20)
    monkeypatch.setattr(busy, "BAR_MS", 60)
    sign = BusySign(fr, runner)
    qtbot.addWidget(sign)
    go = threading.Event()

    def long(report: Report) -> None:
        report(1, 4)
        go.wait(5)
        report(2, 4)

    failed: list[Exception] = []
    runner.run(long, failed=failed.append)
    bar, cancel = sign._bar, find(sign, QPushButton, "progress_cancel")
    assert sign.isHidden()
    qtbot.waitUntil(lambda: QGuiApplication.overrideCursor() is not None)
    qtbot.waitUntil(sign.isVisible)
    assert bar.isHidden()
    qtbot.waitUntil(bar.isVisible)
    qtbot.mouseClick(cancel, LEFT)
    go.set()
    qtbot.waitUntil(lambda: bool(failed))
    assert sign.isHidden()
    assert QGuiApplication.overrideCursor() is None


@pytest.fixture(scope="module")
def paper() -> bytes:
    from centre_desk.actions.overview.founding import new_recovery_code
    from centre_desk.texts.catalogue import catalogue

    sheet = RecoverySheet("Centre X", "Bamako", "/x", new_recovery_code(), date(2019, 11, 11))
    return draw_recovery_sheet(sheet, catalogue("fr"))


def test_a_paper_is_looked_at_before_it_is_printed(qtbot: QtBot, fr: Catalogue, paper: bytes) -> None:
    preview = PaperPreview(fr)
    qtbot.addWidget(preview)
    preview.resize(400, 500)
    preview.show()
    preview.show_paper(paper)
    assert preview.pages() == 1
    assert find(preview, QLabel, "preview_page").pixmap().height() > 300
    image = page_image(paper, 0, QSize(200, 283))
    dark = sum(image.pixelColor(x, y).lightness() < 100 for x in range(image.width()) for y in range(image.height()))
    assert dark > 50
    preview.show_paper(b"")
    assert preview.pages() == 0


def test_an_opened_paper_is_private_and_gone_at_the_next_start(
    paper: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CENTRE_DESK_HOME", str(tmp_path))
    monkeypatch.setattr(printing.QDesktopServices, "openUrl", lambda _url: True)
    path = open_paper(paper, "fiche.pdf")
    assert path.parent == opened_papers_folder()
    assert path.read_bytes() == paper
    assert path.suffix == ".pdf"
    assert path.stat().st_mode & 0o077 == 0
    empty_opened_papers()
    assert not path.exists()


def test_this_pc_remembers_its_window_and_survives_a_damaged_note(tmp_path: Path) -> None:
    note = tmp_path / "settings.json"
    assert read_preferences(note) == Preferences()
    keep_preferences(Preferences(desk="/x", language="en", colours="dark"), note)
    assert read_preferences(note).language == "en"
    for damaged in ("{", "[]", '{"desk": 3}', '{"other": 1}'):
        note.write_text(damaged)
        assert read_preferences(note) == Preferences()


def test_a_form_is_never_higher_than_there_is_room_and_its_last_field_is_reached(
    qtbot: QtBot, context: Context
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(683, 512)
    window.show()
    form = FormDialog(context, window, title="Une demi-journée dont le titre est long " * 4, verb="Noter")
    fields = [QLineEdit() for _ in range(40)]
    for number, field in enumerate(fields):
        form.add_field(f"Champ {number}", field, f"field_{number}")
    with qtbot.waitExposed(form):
        form.open()
    room = form.screen().availableGeometry().size().expandedTo(window.size())
    qtbot.waitUntil(lambda: 300 < form.height() <= room.height())
    assert form.title.height() > form.title.fontMetrics().height()  # a long title wraps, it is not cut
    assert form.verb.geometry().bottom() < form.height()
    for _ in fields[1:]:
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    last = fields[-1]
    assert last.hasFocus()
    area = last.visibleRegion().boundingRect()
    assert area.height() == last.height()


def test_a_form_grows_with_what_it_asks(qtbot: QtBot, context: Context) -> None:
    form = FormDialog(context, None, title="Une personne", verb="Noter")
    qtbot.addWidget(form)
    question = QLabel("Est-ce la même personne ?\n" * 8)
    form.add_field("Nom", QLineEdit(), "name")
    form.body.addWidget(question)
    question.hide()
    with qtbot.waitExposed(form):
        form.open()
    qtbot.waitUntil(lambda: form.height() > 100)
    before = form.height()
    question.show()
    qtbot.waitUntil(lambda: form.height() > before + 60)
    assert question.visibleRegion().boundingRect().height() == question.height()
