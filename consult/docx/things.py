"""What stands in a text as one character: notes and pictures."""

from dataclasses import dataclass

from consult.docx.notes import Notes
from consult.docx.pictures import Pictures


@dataclass(frozen=True, slots=True)
class Things:
    """The notes of a file, and the pictures of one of its parts."""

    notes: Notes
    pictures: Pictures
