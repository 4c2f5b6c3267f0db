"""The boxes of the authority's form, in its order, from the text and the chosen options."""

from dataclasses import replace

from consult import text
from consult.models import Question, QuestionKind
from consult.reports.transfer import answers_of, fill_sheet

TEXT = """Johdanto ei vastaa mihinkään.

# Toinen

- tiloja
- tietoa

## Alaotsikko

Lisää toisesta.

# Ensimmäinen

Perustelemme näin.

# Liite

Muu teksti.
"""


def question(position: int, kind: QuestionKind = QuestionKind.TEXT, *, mandatory: bool = False) -> Question:
    """One question; a choice is between two."""
    options = ["Kyllä", "Ei"] if kind is QuestionKind.CHOICE else []
    return Question(
        position=position, kind=kind, header=f"Kysymys {position}", is_mandatory=mandatory, options=options
    )


QUESTIONS = (
    question(1, QuestionKind.CHOICE, mandatory=True),
    question(2, QuestionKind.SECTION),
    question(3, mandatory=True),
    question(4),
)


def content() -> text.Document:
    """The second heading answers question 3, the third one question 1."""
    places = {"Toinen": 3, "Ensimmäinen": 1}
    blocks = text.parse(TEXT).blocks
    return text.Document(tuple(replace(block, question=places.get(block.text)) for block in blocks))


def test_every_question_has_its_box_in_the_authoritys_order() -> None:
    sheet = fill_sheet(content(), QUESTIONS, {1: "Ei"})
    assert [box.state.words for box in sheet.boxes] == ["1. Kysymys 1", "2. Kysymys 3", "3. Kysymys 4"]
    first, second, third = sheet.boxes
    assert (first.option, first.option_number, first.text) == ("Ei", 2, "Perustelemme näin.")
    assert second.text == "- tiloja\n- tietoa\n\nAlaotsikko\n\nLisää toisesta."
    assert (third.text, third.shown) == ("", "-")
    assert sheet.missing == ()


def test_no_word_is_lost() -> None:
    sheet = fill_sheet(content(), QUESTIONS, {})
    assert sheet.rest == "Johdanto ei vastaa mihinkään.\n\nLiite\n\nMuu teksti."
    fewer = fill_sheet(content(), QUESTIONS[:1], {})
    assert "Lisää toisesta." in fewer.rest


def test_a_heading_with_nothing_of_its_own_does_not_stand_alone() -> None:
    section = text.parse("# Toinen sivu\n\n## Toinen\n\nSanoja.\n\n# Luku\n\n## Alaluku\n\nMuuta.").blocks
    linked = tuple(replace(block, question=3 if block.text == "Toinen" else None) for block in section)
    assert fill_sheet(text.Document(linked), QUESTIONS, {}).rest == "Luku\n\nAlaluku\n\nMuuta."
    assert fill_sheet(text.Document(linked[:3]), QUESTIONS, {}).rest == ""


def test_a_choice_lacks_its_option_and_a_question_its_words() -> None:
    sheet = fill_sheet(text.Document(()), QUESTIONS, {})
    assert [box.question.position for box in sheet.missing] == [1, 3]
    outdated = fill_sheet(content(), QUESTIONS, {1: "Ehkä"})
    assert [box.question.position for box in outdated.missing] == [1]


def test_the_answers_have_the_names_of_the_service() -> None:
    first, second, third = answers_of(fill_sheet(content(), QUESTIONS, {1: "Kyllä"}))
    assert first == {
        "QuestionID": 1,
        "QuestionOptionId": 1,
        "QuestionOptionColumnId": None,
        "TextAnswer": None,
        "AttachedTextAnswer": "Perustelemme näin.",
    }
    assert (second["QuestionID"], second["QuestionOptionId"], second["AttachedTextAnswer"]) == (3, None, None)
    assert third["TextAnswer"] == "-"


def test_what_came_from_the_service_is_answered_under_its_own_ids() -> None:
    choice, words = question(1, QuestionKind.CHOICE), question(3)
    choice.service_id, choice.option_ids = "5f0c", ["10", "7-b"]
    words.service_id = "12"
    written = answers_of(fill_sheet(content(), (choice, words), {1: "Ei"}))
    assert [(box["QuestionID"], box["QuestionOptionId"]) for box in written] == [("5f0c", "7-b"), (12, None)]
    again = answers_of(fill_sheet(content(), (choice,), {1: "Kyllä"}))
    assert again[0]["QuestionOptionId"] == 10


def test_an_id_of_nought_is_an_id() -> None:
    choice = question(1, QuestionKind.CHOICE)
    choice.service_id, choice.option_ids = "0", ["0", "1"]
    (box,) = answers_of(fill_sheet(content(), (choice,), {1: "Kyllä"}))
    assert (box["QuestionID"], box["QuestionOptionId"]) == (0, 0)
