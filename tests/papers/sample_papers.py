"""Made-up facts for every paper, with Bambara letters, long names and enough lines for several pages."""

from datetime import date

from centre_desk.papers.assessment import ClaimFacts, CriterionFacts, GridSheetFacts, ResultFacts, StandingOffer
from centre_desk.papers.course import CatalogueFacts, OfferedSession
from centre_desk.papers.exam import CandidateFacts, ExamFacts, ExamPartFacts, JuryFacts, MarkFacts
from centre_desk.papers.kit import HandOverFacts, KitItemFacts
from centre_desk.papers.register import ConsentFacts, FicheFact, FicheFacts, FicheTable
from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestKind, Verdict
from centre_desk.rules.exam import Decision, MarkKind, Mention, PartKind
from centre_desk.rules.register import ConsentPurpose, ConsentState, Origin, Sex

DAY = date(2019, 12, 3)
LONG = "Ŋolo Ɔumar Ɛli AG MOHAMED ELMOCTAR OULD-CHEICKNA KEÏTA"
NAMES = ("Moussa TRAORÉ", "Awa Ɲaɲa COULIBALY", LONG, "N’Golo", "Mme Koné Rokiatou Ɲɛ TRAORÉ")


def _candidate(number: int) -> CandidateFacts:
    absent, resit = number % 9 == 0, number % 7 == 0
    marks = (
        MarkFacts(MarkKind.SCORE, 900 if resit else 1_250),
        MarkFacts(MarkKind.NOT_GRADED) if number == 4 else MarkFacts(MarkKind.SCORE, 1_475),
    )
    return CandidateFacts(
        number,
        NAMES[number % 5],
        Sex.FEMALE if number % 3 == 0 else Sex.MALE,
        f"DEMO-{number:05d}",
        "née 1994" if number % 5 == 4 else "",
        (MarkFacts(MarkKind.ABSENT), MarkFacts(MarkKind.ABSENT)) if absent else marks,
        None if absent else 999 if resit else 1_400,
        Decision.ABSENT if absent else Decision.RESIT if resit else Decision.PASSED,
        None if absent or resit else Mention.GOOD,
    )


def exam(candidates: int = 27, number: str = "PV-2019-004") -> ExamFacts:
    return ExamFacts(
        session="MAC-2019-02",
        trade="Maçonnerie",
        attempt=1,
        held_on=DAY,
        place="Site de Sénou",
        pass_mark=1_000,
        parts=(
            ExamPartFacts("Théorie", PartKind.WRITTEN, 1),
            ExamPartFacts("Pratique", PartKind.PRACTICAL, 3, 700),
        ),
        candidates=tuple(_candidate(n) for n in range(1, candidates + 1)),
        jury=(
            JuryFacts("M. Drissa Ɔ KONATÉ", "Directeur du centre", president=True),
            JuryFacts("Mme Aïssata SIDIBÉ", "Maîtresse maçonne, entreprise Bɛnkan Construction et Travaux publics"),
        ),
        number=number,
        incidents="Coupure de courant de 9 h 10 à 9 h 40 ; la durée de l’épreuve a été prolongée d’autant.",
        settled_on=DAY,
        head_code="K7M2-9QXA",
    )


def grid(criteria: int = 10) -> GridSheetFacts:
    labels = (
        "Lit un plan simple et relève les cotes",
        "Monte un mur d’agglos de 1 m² d’aplomb et de niveau, joints réguliers, arase horizontale",
        "Porte casque, gants et chaussures pendant tout le travail",
        "Dose un mortier",
        "Range l’atelier et nettoie les outils",
    )
    return GridSheetFacts(
        number="T-2019-0031/1",
        kind=TestKind.SKILLS,
        name=LONG,
        case_number="DEMO-00031",
        trade="Maçonnerie",
        planned_on=DAY,
        place="Atelier 1",
        assessor="M. Bakary SAMAKÉ",
        rank=1,
        grid_version=2,
        pass_percent=70,
        competence_percent=50,
        proposal=True,
        criteria=tuple(
            CriterionFacts(
                n + 1,
                labels[n % 5],
                "Préparer" if n < 4 else "Bâtir",
                1 + n % 3,
                4,
                2 if n % 5 == 2 else 0,
                n % 5 == 2,
                n % 5 == 2,
                3 if n == 0 else None,
            )
            for n in range(criteria)
        ),
        head_code="K7M2-9QXA",
    )


def result(
    verdict: Verdict = Verdict.TRAINING_OFFERED, kind: TestKind = TestKind.EQUIPMENT, offer: StandingOffer | None = None
) -> ResultFacts:
    return ResultFacts(
        number="T-2019-0031",
        kind=kind,
        name=LONG,
        case_number="DEMO-00031",
        trade="Maçonnerie",
        day=DAY,
        place="Atelier 1",
        assessors=("M. Bakary SAMAKÉ", "Mme Koné Rokiatou Ɲɛ TRAORÉ"),
        verdict=verdict,
        decided_on=date(2019, 12, 4),
        strengthen=("Bâtir", "Travailler en sécurité") if verdict is Verdict.TRAINING_OFFERED else (),
        offer=offer,
        second_key="1994",
        signatory=("M. Drissa Ɔ KONATÉ", "Directeur du centre"),
    )


def training_offer(answer: OfferAnswer = OfferAnswer.PENDING) -> StandingOffer:
    return StandingOffer(OfferKind.TRAINING, "Maçonnerie", "", True, answer, date(2020, 1, 3))


def claims() -> tuple[ClaimFacts, ...]:
    return (
        ClaimFacts("Maçonnerie", 18, 2, 3, 7, 4, 2),
        ClaimFacts("Soudure / construction métallique", 1, 1, 0, 0, 0, 0),
    )


def hand_over() -> HandOverFacts:
    things = ("Truelle", "Niveau à bulle de 80 cm", "Fil à plomb", "Brouette", "Seau de maçon", "Équerre métallique")
    return HandOverFacts(
        name=LONG,
        case_number="DEMO-00031",
        trade="Maçonnerie",
        certificate="2019-0042",
        list_version=2,
        items=tuple(KitItemFacts(thing, 1 + n % 2) for n, thing in enumerate(things)),
        number="K-2019-0007",
        handed_on=DAY,
        place="Sénou",
        witness="Mme Aïssata SIDIBÉ",
        identity="+223 76 12 34 56",
        head_code="K7M2-9QXA",
    )


def catalogue_page() -> CatalogueFacts:
    trades = ("Maçonnerie", "Coupe et couture", "Embouche bovine et ovine", "Conduite de camions")
    return CatalogueFacts(
        on=DAY,
        sessions=tuple(
            OfferedSession(
                f"S-2020-{n:02d}", trade, date(2020, 1, 6 + 7 * n), date(2020, 3, 27), 480, "Sénou", 25, 25 - 9 * n,
                "lun.–jeu. 8 h–12 h, 15 h–17 h ; ven. matin", "savoir lire" if n == 3 else "",
            )
            for n, trade in enumerate(trades)
        ),
        tests=("Maçonnerie", "Carrelage", "Plomberie"),
        day_care=("Garderie Bɛnkan (enfants de moins de 7 ans)",),
    )  # fmt: skip


def fiche() -> FicheFacts:
    return FicheFacts(
        name=NAMES[4],
        number="DEMO-00004",
        on=DAY,
        facts=(
            FicheFact("Prénoms", "Rokiatou Ɲɛ", Origin.IOM),
            FicheFact("Nom", "TRAORÉ (Mme Koné)", Origin.IOM),
            FicheFact("Naissance", "1994, Kita", Origin.CENTRE),
            FicheFact("Téléphone", "+223 76 12 34 56", Origin.CENTRE),
            FicheFact("Pièce d’identité", ""),
        ),
        tables=(
            FicheTable(
                "Parcours",
                ("Date", "Étape", "Détail"),
                (
                    ("02/09/2019", "Orientation", "Formation, coupe et couture"),
                    ("03/12/2019", "Résultat", "Admise, 14,00/20, mention Bien; " * 4),
                ),
            ),
            FicheTable("Paiements", ("Date", "Montant"), ()),
        ),
        purpose="suivi de la formation et de la réintégration",
        retention="31 décembre 2026",
        head_code="K7M2-9QXA",
    )


def consent() -> ConsentFacts:
    answers = ((ConsentPurpose.TRAINING_FILE, ConsentState.GIVEN), (ConsentPurpose.PHOTO, ConsentState.REFUSED))
    return ConsentFacts(NAMES[4], "DEMO-00004", answers=answers, language="bambara")
