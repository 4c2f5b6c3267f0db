"""The reports: rows as multiples of something measured in the same run, with whatever else was counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NAME, FIGURE = 62, 12


@dataclass(frozen=True)
class Figure:
    """One measured figure beside what it should be: at most `most`, at least `least`."""

    name: str
    value: float
    most: float | None = None
    least: float | None = None
    seconds: float | None = None

    @property
    def wanted(self) -> str:
        """The bounds in words."""
        bounds = [f"≥ {self.least:g}"] if self.least is not None else []
        return ", ".join([*bounds, f"≤ {self.most:g}"] if self.most is not None else bounds)

    @property
    def is_reached(self) -> bool:
        """Whether the figure is inside its bounds."""
        is_small = self.most is None or self.value <= self.most
        return is_small and (self.least is None or self.value >= self.least)


def print_figures(title: str, figures: Sequence[Figure]) -> None:
    """Each figure with its bounds, whether it is inside them, and how long it took."""
    print(f"\n{title}\n{'':<{NAME}}{'figure':>{FIGURE}}{'wanted':>{FIGURE}}{'':>{FIGURE}}{'ms':>{FIGURE}}")
    for figure in figures:
        verdict = ("reached" if figure.is_reached else "missed") if figure.wanted else ""
        milliseconds = "" if figure.seconds is None else f"{figure.seconds * 1000:.1f}"
        print(
            f"{figure.name:<{NAME}}{figure.value:>{FIGURE}.4g}{figure.wanted:>{FIGURE}}"
            f"{verdict:>{FIGURE}}{milliseconds:>{FIGURE}}",
            flush=True,
        )


def print_table(title: str, seconds: Mapping[str, float], **counted: Mapping[str, object]) -> None:
    """The first row is what the others are compared with; a column for everything counted besides."""
    unit = next(iter(seconds.values()))
    print(f"\n{title}\n{'':<{NAME}}{'ratio':>{FIGURE}}{'ms':>{FIGURE}}{_cells(list(counted))}")
    for name, value in seconds.items():
        columns = [column.get(name, "") for column in counted.values()]
        print(f"{name:<{NAME}}{value / unit:>{FIGURE}.2f}{value * 1000:>{FIGURE}.1f}{_cells(columns)}")


def _cells(values: list[object]) -> str:
    return "".join(f"{value!s:>{FIGURE}}" for value in values)
