"""What deserves a look on a line before it is approved: the exceptions that the run shows first."""

from collections.abc import Iterator, Mapping
from typing import Any

from centre_desk.rules.claim import LineFlag, LineKind, LineState

ORDER = tuple(LineFlag)


def flags_of(
    kind: LineKind, state: LineState, units: int, deduction: int, basis: Mapping[str, Any], *, stale: bool
) -> tuple[LineFlag, ...]:
    """Return the exceptions of a line from its state, figures and basis, in the order of `LineFlag`."""
    found = {*_of_state(state, basis, stale), *_of_figures(kind, units, deduction, basis)}
    return tuple(sorted(found, key=ORDER.index))


def _of_state(state: LineState, basis: Mapping[str, Any], stale: bool) -> Iterator[LineFlag]:
    if state is LineState.SENT_BACK:
        yield LineFlag.SENT_BACK
    if state is LineState.WITHHELD:
        yield LineFlag(basis["withheld"]) if basis.get("withheld") else LineFlag.WITHHELD
    if stale:
        yield LineFlag.STALE
    if "manual" in basis:
        yield LineFlag.MANUAL


def _of_figures(kind: LineKind, units: int, deduction: int, basis: Mapping[str, Any]) -> Iterator[LineFlag]:
    if deduction:
        yield LineFlag.DEDUCTED
    if basis.get("recover", 0) > deduction:
        yield LineFlag.RECOVER
    if kind is LineKind.ALLOWANCE and "parts" in basis:
        yield from _of_allowance(units, basis)
    if kind is LineKind.DAY_CARE and "attended" in basis:
        yield from _of_day_care(basis)


def _of_allowance(units: int, basis: Mapping[str, Any]) -> Iterator[LineFlag]:
    if any(part["not_entered"] for part in basis["parts"]):
        yield LineFlag.NOT_ENTERED
    if basis["undecided"]:
        yield LineFlag.UNDECIDED
    if units == 0:
        yield LineFlag.NO_UNITS
    elif not basis["reached"]:
        yield LineFlag.BELOW_THRESHOLD


def _of_day_care(basis: Mapping[str, Any]) -> Iterator[LineFlag]:
    if basis["invoiced"] is None:
        yield LineFlag.NO_INVOICE
    elif basis["invoiced"] > basis["attended"]:
        yield LineFlag.INVOICE_ABOVE
