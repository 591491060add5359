"""The basis of an amount in words: the computation on one line, and the figures behind it, one a line.

Facts: what `queries/claim` keeps as a line's basis. On the screen by a click, on the slip in print.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from centre_desk.rules.centre import ProrationMethod
from centre_desk.rules.claim import LineKind
from centre_desk.rules.money import Rounding
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import francs, grouped, month_name


def say_computation(
    kind: LineKind, units: int, planned: int, rate: int, gross: int, basis: Mapping[str, Any], words: Catalogue
) -> str:
    """Say how an amount was computed, on one line."""
    t, amount = words.t, francs(gross, words.language)
    if "manual" in basis:
        return t("Added by hand: {reason}", reason=basis["manual"])
    if kind is LineKind.ALLOWANCE:
        each = grouped(rate, words.language)
        return t("{rate} × {units} / {planned} half-days = {amount}", rate=each, units=units, planned=planned,
                 amount=amount)  # fmt: skip
    if kind is LineKind.DAY_CARE:
        each = grouped(rate, words.language)
        return t("{rate} a day × {units} days = {amount}", rate=each, units=units, amount=amount)
    if kind is LineKind.TRAINING_FEE:
        return t("Unit price of the agreement, once: {amount}", amount=amount)
    return t("Arrears of {month}: {amount}", month=month_name(basis["month"], words.language), amount=amount)


def say_basis(basis: Mapping[str, Any], words: Catalogue) -> list[tuple[str, str]]:
    """Return the figures behind an amount, as label and value."""
    return [*_parts(basis, words), *_terms(basis, words), *_children(basis, words), *_others(basis, words)]


def _parts(basis: Mapping[str, Any], words: Catalogue) -> Iterator[tuple[str, str]]:
    for part in basis.get("parts", ()):
        yield words.t("Session"), part["session"]
        yield words.t("Half-days planned"), _planned(part, words)
        for label, name in (
            (words.t("Present"), "present"),
            (words.t("Late"), "late"),
            (words.t("Excused"), "excused"),
            (words.t("Absent"), "absent"),
            (words.t("Not entered"), "not_entered"),
            (words.t("Not held, paid"), "not_held_paid"),
            (words.t("Not held, unpaid"), "not_held_unpaid"),
        ):
            if part[name] or name in ("present", "absent"):
                yield label, str(part[name])


def _planned(part: Mapping[str, Any], words: Catalogue) -> str:
    if part["planned"] == part["month_planned"]:
        return str(part["planned"])
    return words.t("{own} (a whole month: {whole})", own=part["planned"], whole=part["month_planned"])


def _terms(basis: Mapping[str, Any], words: Catalogue) -> Iterator[tuple[str, str]]:
    if "method" not in basis:
        return
    yield words.t("Agreement"), basis["agreement"]
    yield words.t("Method"), words.word(ProrationMethod(basis["method"]))
    if basis["excused_cap"] is not None:
        yield words.t("Excused half-days that count"), f"{basis['excused_kept']} / {basis['excused_cap']}"
    reached = words.t("reached") if basis["reached"] else words.t("not reached")
    yield words.t("Threshold of {share} %", share=basis["threshold_percent"]), reached
    yield words.t("Rounding"), words.word(Rounding(basis["rounding"]))


def _children(basis: Mapping[str, Any], words: Catalogue) -> Iterator[tuple[str, str]]:
    if "attended" in basis:
        yield words.t("Days on which the parent attended"), str(basis["attended"])
        invoiced = basis["invoiced"]
        yield words.t("Days invoiced"), words.t("no invoice") if invoiced is None else str(invoiced)
        yield words.t("Days kept"), str(basis["days"])


def _others(basis: Mapping[str, Any], words: Catalogue) -> Iterator[tuple[str, str]]:
    if "first_attended" in basis:
        yield words.t("Session"), basis["session"]
        yield words.t("First half-day attended"), basis["first_attended"]
    if "corrections" in basis:
        yield words.t("Corrections"), ", ".join(str(number) for number in basis["corrections"])
    if basis.get("recover"):
        yield words.t("Overpaid before, to be deducted"), francs(basis["recover"], words.language)
