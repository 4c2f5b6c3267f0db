"""The report: each row as a multiple of the first one, with whatever else was counted."""

from collections.abc import Mapping

NAME, FIGURE = 52, 12


def print_table(title: str, seconds: Mapping[str, float], **counted: Mapping[str, object]) -> None:
    """The first row is what the others are compared with; a column for everything counted besides."""
    unit = next(iter(seconds.values()))
    print(f"\n{title}\n{'':<{NAME}}{'ratio':>{FIGURE}}{'ms':>{FIGURE}}{_cells(list(counted))}")
    for name, value in seconds.items():
        columns = [column.get(name, "") for column in counted.values()]
        print(f"{name:<{NAME}}{value / unit:>{FIGURE}.2f}{value * 1000:>{FIGURE}.1f}{_cells(columns)}")


def _cells(values: list[object]) -> str:
    return "".join(f"{value!s:>{FIGURE}}" for value in values)
