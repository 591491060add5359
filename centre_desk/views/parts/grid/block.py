"""Blocks of cells as text: what a spreadsheet puts on the clipboard, and what it takes from there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from centre_desk.views.parts.grid.model import GridModel, Key

V = TypeVar("V")


@dataclass(frozen=True)  # no slots: see Column
class PastePlan(Generic[V]):
    """What a block would change, and what of it cannot be taken, in plain sentences."""

    values: dict[Key, V | None]
    taken: int
    refused: tuple[str, ...]


def read_block(text: str) -> list[list[str]]:
    """Read a clipboard's text into lines of cells; the empty last line of a spreadsheet is dropped."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and lines[-1] == "":
        lines.pop()
    return [line.split("\t") for line in lines]


def spread(block: list[list[str]], rows: int, columns: int) -> list[list[str]]:
    """Repeat a single cell over a selection; any other block stays as it is."""
    if len(block) == 1 and len(block[0]) == 1:
        return [[block[0][0]] * columns for _ in range(rows)]
    return block


def plan_paste(grid: GridModel[V], block: Sequence[Sequence[str]], top: int, left: int) -> PastePlan[V]:
    """Say what pasting a block at a place would do. An empty cell of the block clears nothing."""
    values: dict[Key, V | None] = {}
    refused: list[str] = []
    taken = 0
    for down, line in enumerate(block):
        for across, text in enumerate(line):
            if not text.strip():
                continue
            row, column = top + down, left + across
            problem = _take(grid, row, column, text.strip(), values)
            taken += not problem
            if problem:
                refused.append(problem)
    return PastePlan(values, taken, tuple(refused))


def write_block(grid: GridModel[V], rows: Sequence[int], columns: Sequence[int]) -> str:
    """Write a block of cells as a spreadsheet takes it."""

    def shown(row: int, column: int) -> str:
        value = grid.value(row, column)
        return "" if value is None else grid.write(value)

    return "\n".join("\t".join(shown(row, column) for column in columns) for row in rows)


def _take(grid: GridModel[V], row: int, column: int, text: str, values: dict[Key, V | None]) -> str:
    if row >= len(grid.rows) or column >= len(grid.columns):
        return f"«{text}»"
    name = grid.rows[row].name
    if grid.locked_at(row, column):
        return f"{name}\N{NO-BREAK SPACE}: «{text}»"
    try:
        value = grid.read(text, grid.rows[row], grid.columns[column])
    except ValueError as problem:
        return f"{name}\N{NO-BREAK SPACE}: {problem}"
    if spared := grid.spared(grid.rows[row], grid.columns[column], value):
        return f"{name}\N{NO-BREAK SPACE}: {spared}"
    values[grid.key_at(row, column)] = value
    return ""
