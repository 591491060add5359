"""What the return of the month must say, worked out by hand from `tests/month.py`; every comment is the arithmetic.

Women: Awa, Mariam, Fanta, Kadiatou. Men: Moussa, Oumar, Ibrahim, Boubacar, Adama, Modibo, Salif, Issa.
"""

from datetime import date

from tests.month import (
    ADAMA,
    AWA,
    BOUBACAR,
    FANTA,
    IBRAHIM,
    KADIATOU,
    MARIAM,
    MODIBO,
    MOUSSA,
    OUMAR,
    SALIF,
    Referred,
)

Cell = str | int | float | date | None
Row = tuple[Cell, ...]

SESSION, MASONRY = "MACO-2019-01", "Maçonnerie"
UNDER_18, TO_29, TO_44, FROM_45 = "moins de 18 ans", "18–29 ans", "30–44 ans", "45 ans et plus"
# Ages on the first day of the course, the 12th of November 2019; of a year alone, the difference of the years.
AGES = {
    MOUSSA: TO_29,  # born 12/03/1992: 27
    OUMAR: TO_44,  # born 14/01/1985: 34
    AWA: TO_44,  # 2019 - 1988 = 31
    IBRAHIM: TO_29,  # born 20/05/2001: 18
    MARIAM: UNDER_18,  # born 03/12/2002: 16, for three weeks still
    FANTA: TO_29,  # born 25/07/1996: 23
    BOUBACAR: TO_29,  # 2019 - 1991 = 28
    ADAMA: TO_29,  # 2019 - 1990 = 29
    MODIBO: FROM_45,  # 2019 - 1974 = 45
    KADIATOU: TO_29,  # born 08/09/1995: 24
    SALIF: TO_29,  # 2019 - 1993 = 26
}


def who(one: Referred) -> Row:
    """Return how a table tells who somebody is, without a name."""
    return one.case, "Femme" if one.sex == "F" else "Homme", AGES[one], one.region


def november(day: int) -> date:
    """Return a day of the month."""
    return date(2019, 11, day)


# (women, men, together, since the agreement began: the same, for it is the first month)
COUNTS: dict[str, Row] = {
    "Orientés par l’OIM dans le mois": (4, 8, 12, 12),  # the file but its repeated line
    "Inscrits à une session": (4, 6, 10, 10),  # all but Salif, who needs no course, and Issa, who waits for welding
    "Ont suivi au moins une demi-journée": (4, 6, 10, 10),  # Boubacar came once
    "Ont terminé la formation": (4, 5, 9, 9),  # 10 - Boubacar
    "Se sont présentés à l’examen": (3, 5, 8, 8),  # 9 - Mariam, absent
    "Admis à l’examen": (3, 2, 5, 5),  # Awa, Fanta, Kadiatou; Moussa, Oumar
    "Ont passé un test de qualification ou d’équipement": (1, 1, 2, 2),  # Kadiatou, Salif
    "Compétences reconnues au test": (0, 1, 1, 1),  # Salif
    "Formation proposée après le test": (1, 0, 1, 1),  # Kadiatou
    "Ont reçu un certificat": (3, 3, 6, 6),  # 5 + Salif
    "… de fin de formation": (3, 2, 5, 5),
    "… de compétences": (0, 1, 1, 1),
    "Abandons": (0, 1, 1, 1),  # Boubacar
    "Retours en formation": (0, 0, 0, 0),
    "Ont acquis le droit à un kit": (3, 3, 6, 6),
    "Ont reçu un kit": (3, 3, 6, 6),
    "Suivis après la réussite": (0, 1, 1, 1),  # Salif
    "Parents bénéficiant de la garderie": (1, 0, 1, 1),  # Awa
    "Enfants en garderie": (1, 0, 1, 1),  # her daughter
    # 8 half-days - 1 not held = 7; women 4 x 7 = 28; men 5 x 7 + Boubacar's 2 = 37
    "Demi-journées attendues (personnes × demi-journées tenues)": (28, 37, 65, 65),
    # women 28 - Awa's 1 excused = 27; men 37 - Modibo's 2 - Boubacar's 1 absent = 34
    "Demi-journées suivies": (27, 34, 61, 61),
    # women 4 x 10 000; men 4 x 10 000 + Modibo 7 500 + Boubacar 1 250: see ALLOWANCES
    "Allocations dues (F CFA)": (40_000, 48_750, 88_750, 88_750),
    "Allocations payées (F CFA)": (40_000, 48_750, 88_750, 88_750),
    "Rappels de mois clos (F CFA)": (0, 0, 0, 0),
    "Garderie due (F CFA)": (3_000, 0, 3_000, 3_000),  # 4 days x 750
    # 10 x 150 000: Boubacar's too, for he attended once
    "Frais de formation dus (F CFA)": (600_000, 900_000, 1_500_000, 1_500_000),
    "Approuvé et restant à payer (F CFA)": (0, 0, 0, None),  # stands at a moment: no sum since the agreement
}

# Referred F H, enrolled F H, attended F H, completed F H, passed F H, tested F H, certified F H, dropped out F H,
# kits F H, allowances due F H
BY_AGE: dict[str, Row] = {
    # Mariam
    UNDER_18: (1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10_000, 0),
    # Fanta, Kadiatou; Moussa, Ibrahim, Boubacar, Adama, with Salif and Issa (20 on the 1st) not enrolled;
    # men's francs 10 000 x 3 + Boubacar's 1 250
    TO_29: (2, 6, 2, 4, 2, 4, 2, 3, 2, 1, 1, 1, 2, 2, 0, 1, 2, 2, 20_000, 31_250),
    # Awa; Oumar
    TO_44: (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 10_000, 10_000),
    # Modibo
    FROM_45: (0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7_500),
}
BY_REGION: dict[str, Row] = {
    # Kadiatou; Moussa, Oumar, Ibrahim
    "Bamako": (1, 3, 1, 3, 1, 3, 1, 3, 1, 2, 1, 0, 1, 2, 0, 0, 1, 2, 10_000, 30_000),
    # Awa; Boubacar, Adama: 1 250 + 10 000
    "Kayes": (1, 2, 1, 2, 1, 2, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 10_000, 11_250),
    "Sikasso": (1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 10_000, 0),  # Fanta
    "Ségou": (1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10_000, 0),  # Mariam
    "Mopti": (0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7_500),  # Modibo
    "Gao": (0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0),  # Salif, Issa
}
BY_TRADE: dict[str, Row] = {
    MASONRY: (4, 7, 4, 6, 4, 6, 4, 5, 3, 2, 1, 1, 3, 3, 0, 1, 3, 3, 40_000, 48_750),
    "Soudure / construction métallique": (0, 1) + 18 * (0,),  # Issa
}

# Attendance counts who was there, in time or late, and who was excused: 61 + 1 of 65
RATE = 62 / 65
SESSIONS: list[Row] = [
    (
        SESSION, MASONRY, "Sénou", "Bamako", november(12), november(18), "terminée", 12,
        8, 7, 1,  # half-days planned, held, not held (no power on the 14th)
        4, 6, 4, 6, 1,  # enrolled, attended; under 18: Mariam
        9, 5, 5, 1, RATE,  # completed, passed, certified (Salif's is no course's), dropped out
    )
]  # fmt: skip

# Expected, present, late, excused, absent, not entered: sums 65 = 59 + 2 + 1 + 3 + 0
ROLL: dict[Referred, Row] = {
    MOUSSA: (7, 7, 0, 0, 0, 0, 1),
    OUMAR: (7, 7, 0, 0, 0, 0, 1),
    AWA: (7, 6, 0, 1, 0, 0, 1),  # excused on the 13th
    IBRAHIM: (7, 6, 1, 0, 0, 0, 1),  # late on the 12th
    MARIAM: (7, 7, 0, 0, 0, 0, 1),
    FANTA: (7, 7, 0, 0, 0, 0, 1),
    BOUBACAR: (2, 1, 0, 0, 1, 0, 1 / 2),  # one day, of which the morning
    ADAMA: (7, 6, 1, 0, 0, 0, 1),  # late on the 14th
    MODIBO: (7, 5, 0, 0, 2, 0, 5 / 7),  # absent on the 14th and the 18th
    KADIATOU: (7, 7, 0, 0, 0, 0, 1),
}
ATTENDANCE = [(*who(one), SESSION, *figures, "0001, 0002") for one, figures in ROLL.items()]

TESTS: list[Row] = [
    (
        "T-2019-0001", *who(KADIATOU), "Test de qualification", MASONRY, november(6), "formation proposée",
        0.47, "formation", "acceptée", november(7),  # (44 + 39) / 176
    ),
    (
        "T-2019-0002", *who(SALIF), "Test de qualification", MASONRY, november(6), "compétences reconnues",
        0.89, None, None, None,  # (85 + 72) / 176
    ),
]  # fmt: skip

RESULTS: dict[Referred, Row] = {
    MOUSSA: (13.5, "réussi", "Assez bien"),
    OUMAR: (11.75, "réussi", "Passable"),
    AWA: (11.12, "réussi", "Passable"),
    IBRAHIM: (8.75, "rattrapage proposé", None),
    MARIAM: (None, "absent, rattrapage proposé", None),
    FANTA: (16.62, "réussi", "Très bien"),
    ADAMA: (9.93, "rattrapage proposé", None),
    MODIBO: (10.06, "rattrapage proposé", None),  # above 10, but 6.75 in practice eliminates
    KADIATOU: (14.5, "réussi", "Bien"),
}
EXAMS = [("PV-2019-0001", SESSION, 1, november(20), *who(one), *result) for one, result in RESULTS.items()]

COURSE_END = "fin de formation"
CERTIFICATES: list[Row] = [
    ("2019-0001", *who(SALIF), "compétences", MASONRY, november(7), november(7), None),
    ("2019-0002", *who(MOUSSA), COURSE_END, MASONRY, november(21), november(22), None),
    ("2019-0003", *who(OUMAR), COURSE_END, MASONRY, november(21), november(22), None),
    ("2019-0004", *who(AWA), COURSE_END, MASONRY, november(21), november(22), None),
    ("2019-0005", *who(FANTA), COURSE_END, MASONRY, november(21), november(22), None),
    ("2019-0006", *who(KADIATOU), COURSE_END, MASONRY, november(21), november(22), None),
]

# A whole November of the usual week (Mon-Thu whole days, Fri mornings): 16 x 2 + 5 Fridays - the 15th = 36 half-days.
# 45 000 / 36 = 1 250 F a half-day; counted are present, late, excused, and the one not held but paid (not Boubacar's).
COUNTED: dict[Referred, tuple[int, int, str]] = {
    MOUSSA: (8, 10_000, "P7 R0 AJ0 A0 NT1"),
    OUMAR: (8, 10_000, "P7 R0 AJ0 A0 NT1"),
    AWA: (8, 10_000, "P6 R0 AJ1 A0 NT1"),
    IBRAHIM: (8, 10_000, "P6 R1 AJ0 A0 NT1"),
    MARIAM: (8, 10_000, "P7 R0 AJ0 A0 NT1"),
    FANTA: (8, 10_000, "P7 R0 AJ0 A0 NT1"),
    BOUBACAR: (1, 1_250, "P1 R0 AJ0 A1"),
    ADAMA: (8, 10_000, "P6 R1 AJ0 A0 NT1"),
    MODIBO: (6, 7_500, "P5 R0 AJ0 A2 NT1"),
    KADIATOU: (8, 10_000, "P7 R0 AJ0 A0 NT1"),
}
ALLOWANCES: list[Row] = [
    (
        *who(one), SESSION, "Allocation", None, units, 36, 45_000, francs, 0, francs, "Approuvée",
        francs, november(29), "Espèces", 0, "EP-2019-11", f"45000*{units}/36={francs} ({codes})",
    )
    for one, (units, francs, codes) in COUNTED.items()
]  # fmt: skip

# Five days were invoiced (the 15th too); Awa was there on the 12th, 13th, 14th and 18th: 4 x 750 = 3 000
DAY_CARE: list[Row] = [
    (*who(AWA), 1, "Crèche Les Poussins", 5, 4, 4, 750, 3_000, "Approuvée", "F-118"),
]
FEES: list[Row] = [(*who(one), SESSION, MASONRY, 150_000, 150_000, "Approuvée") for one in COUNTED]
KITS: list[Row] = [
    (*who(SALIF), MASONRY, "2019-0001", 1, november(7), november(8), "KIT-2019-0001"),
    (*who(MOUSSA), MASONRY, "2019-0002", 1, november(21), november(25), "KIT-2019-0002"),
    (*who(OUMAR), MASONRY, "2019-0003", 1, november(21), november(25), "KIT-2019-0003"),
    (*who(AWA), MASONRY, "2019-0004", 1, november(21), november(25), "KIT-2019-0004"),
    (*who(FANTA), MASONRY, "2019-0005", 1, november(21), november(25), "KIT-2019-0005"),
    (*who(KADIATOU), MASONRY, "2019-0006", 1, november(21), november(25), "KIT-2019-0006"),
]
# Salif's first visit is due a month after his kit of the 8th of November
FOLLOW_UP: list[Row] = [
    (*who(SALIF), MASONRY, date(2019, 12, 8), november(28), "Activité propre", "oui"),
]
DROP_OUTS: list[Row] = [(*who(BOUBACAR), SESSION, november(12), "abandon", 1, "oui", None)]

SHEETS: dict[str, list[Row]] = {
    "Sessions": SESSIONS,
    "Assiduité": ATTENDANCE,
    "Tests de qualification": TESTS,
    "Examens": EXAMS,
    "Certificats": CERTIFICATES,
    "Allocations": ALLOWANCES,
    "Garderie": DAY_CARE,
    "Frais de formation": FEES,
    "Kits": KITS,
    "Suivi": FOLLOW_UP,
    "Abandons": DROP_OUTS,
}
# (column, sum) of the line of totals
TOTALS: dict[str, dict[str, Cell]] = {
    "Assiduité": {
        "Demi-journées attendues": 65, "Présent": 59, "Retard": 2, "Absence justifiée": 1, "Absent": 3,
        "Non saisi": 0, "Assiduité": RATE,
    },
    "Allocations": {
        "½ j. comptées": 71,  # 8 x 8 + 6 + 1
        "Brut (F CFA)": 88_750, "Retenue (F CFA)": 0, "Net (F CFA)": 88_750, "Payé (F CFA)": 88_750,
        "Reste à payer (F CFA)": 0,
    },
    "Garderie": {"Jours facturés": 5, "Jours retenus": 4, "Montant (F CFA)": 3_000},
    "Frais de formation": {"Montant (F CFA)": 1_500_000},
}  # fmt: skip
