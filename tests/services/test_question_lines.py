"""Questions as editable lines come back as they were."""

from consult.models import QuestionKind
from consult.services.question_lines import read_question_lines, write_question_lines
from consult.services.questions import Asked

QUESTIONS = [
    Asked("Luku 1", QuestionKind.SECTION),
    Asked("Onko selkeä?", QuestionKind.CHOICE, is_mandatory=True, options=("Kyllä", "Ei")),
    Asked("1. tai 2. luku?"),
    Asked("Luku 2", QuestionKind.SECTION),
    Asked("Muuta", is_mandatory=True),
]
LINES = """# Luku 1
1. Onko selkeä? *
- Kyllä
- Ei
2. 1. tai 2. luku?

# Luku 2
3. Muuta *"""


def test_they_come_back() -> None:
    assert write_question_lines(QUESTIONS) == LINES
    assert read_question_lines(LINES) == QUESTIONS


def test_an_edited_line_is_read_as_it_stands() -> None:
    assert read_question_lines("- Ilman kysymystä\n\nMuuta\n# Osa\n- Osan alla") == [
        Asked("- Ilman kysymystä"),
        Asked("Muuta"),
        Asked("Osa", QuestionKind.SECTION),
        Asked("- Osan alla"),
    ]
