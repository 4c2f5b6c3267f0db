"""The table of who gets what from every route, read from the text file beside this one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.web.security.world import Role, State

TABLE = Path(__file__).parent / "matrix.txt"
ROLES = tuple(Role)
STATES = tuple(State)
SIGN_IN = "/sign-in?"

#: One letter per class of answer.
LETTERS = {200: "o", 303: ">", 400: "?", 403: "-", 404: ".", 409: "x", 422: "!"}


@dataclass(frozen=True)
class Row:
    """What one method of one route answers: a cell per state, a letter in it per role."""

    endpoint: str
    method: str
    cells: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.endpoint:<34} {self.method:<5} {' '.join(f'{cell:<11}' for cell in self.cells)}".rstrip()
        )

    def expected(self, state: State, role: Role) -> str:
        """The letter of one cell."""
        return self.cells[STATES.index(state)][ROLES.index(role)]


def letter(status: int, location: str) -> str:
    """The class of an answer; being sent to sign in is no success."""
    if status == 303 and location.startswith(SIGN_IN):
        return "s"
    return LETTERS.get(status, f"<{status}>")


def rows() -> Iterator[Row]:
    """The rows of the table; a line that starts with # explains."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            endpoint, method, *cells = line.split()
            assert [len(cell) for cell in cells] == [len(ROLES)] * len(STATES), line
            yield Row(endpoint, method, tuple(cells))
