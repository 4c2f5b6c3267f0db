"""Follows fields that are spread over runs: their code is not text, their result is."""

from dataclasses import dataclass


@dataclass(slots=True)
class Field:
    """One open field."""

    instruction: str = ""
    in_result: bool = False


class Fields:
    """The fields that are open at this place, the innermost last."""

    def __init__(self) -> None:
        self._open: list[Field] = []

    @property
    def are_open(self) -> bool:
        """Whether any field is open here."""
        return bool(self._open)

    @property
    def in_code(self) -> bool:
        """Whether what comes now belongs to a field's code."""
        return any(not field.in_result for field in self._open)

    @property
    def instruction(self) -> str:
        """The code of the innermost link field whose result comes now, or an empty string."""
        links = (
            field.instruction for field in reversed(self._open) if "HYPERLINK" in field.instruction.upper()
        )
        return next(links, "")

    def mark(self, kind: str) -> None:
        """A field begins, its result begins, or it ends."""
        if kind == "begin":
            self._open.append(Field())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, code: str) -> None:
        """More of the innermost field's code."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += code
