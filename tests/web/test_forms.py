"""Every text that is typed is treated alike."""

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import FileField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from consult.errors import Conflict, Invalid
from consult.services.limits import MAX_TEXT_BYTES
from consult.web.forms import DOCUMENT_BYTES, AtMost, BaseForm
from consult.web.options import options
from tests.web.client import PageClient


class SampleForm(BaseForm):
    """A required text and a capped one."""

    text = TextAreaField("Teksti", validators=[DataRequired("Kirjoita jotain.")])
    short = StringField("Lyhyt", validators=[AtMost(5)])


def sent(client: PageClient, **fields: str) -> dict[str, object]:
    """What the probe's form made of it."""
    answer = client.post("/probe/form", fields).response.json
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  reunat  ", "reunat"),
        ("rivi\r\ntoinen\x0bkolmas", "rivi\ntoinen\nkolmas"),
        ("a\u0308iti", "äiti"),
        ("nolla\x00leveä\u200btila", "nollaleveätila"),
        ("\u202eväärin päin", "väärin päin"),
        ("👩\u200d🚒", "👩\u200d🚒"),
    ],
)
def test_a_text_is_normalised_and_stripped(probed: Flask, typed: str, kept: str) -> None:
    assert sent(PageClient(probed), text=typed)["text"] == kept


def test_a_line_is_one_line(probed: Flask) -> None:
    assert sent(PageClient(probed), line=" Kylän \n tuki\try ")["line"] == "Kylän tuki ry"


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("x" * MAX_TEXT_BYTES, True),
        ("x" * (MAX_TEXT_BYTES + 1), False),
        ("ä" * (MAX_TEXT_BYTES // 2 + 1), False),
    ],
)
def test_a_text_is_at_most_20_kb(probed: Flask, text: str, *, valid: bool) -> None:
    answer = sent(PageClient(probed), text=text)
    assert answer["valid"] is valid
    if not valid:
        assert answer["errors"] == {"text": ["Teksti on liian pitkä. Se saa olla enintään 20 kt."]}


def make_form(app: Flask, **fields: str) -> SampleForm:
    """A form with these fields, outside any request of its own."""
    with app.test_request_context():
        form = SampleForm(MultiDict(fields), meta={"csrf": False})
        form.validate()
        return form


def test_a_field_may_name_its_own_cap(app: Flask) -> None:
    assert "short" in make_form(app, text="x", short="123456").errors
    assert make_form(app, text="x", short="12345").errors == {}
    assert DOCUMENT_BYTES == 2_000_000


def test_only_spaces_is_nothing(app: Flask) -> None:
    assert make_form(app, text=" \u200b \n").errors == {"text": ["Kirjoita jotain."]}


def test_an_error_of_a_use_case_stands_beside_its_field(app: Flask) -> None:
    with app.test_request_context():
        form = SampleForm(MultiDict({"text": "x"}), meta={"csrf": False})
        form.validate()
        form.refuse(Invalid("There is no such page.", field="text"))
        form.refuse(Invalid("There is no such page.", field="elsewhere"))
        form.refuse(Conflict("There is no such page."))
        assert form.text.errors == ["Sivua ei löydy."]
        assert form.form_errors == ["Sivua ei löydy."] * 2


class FileForm(BaseForm):
    """A required text and a file, which a browser does not send twice."""

    text = StringField("Teksti", validators=[DataRequired("Kirjoita jotain.")])
    file = FileField("Tiedosto")


class OnlyFileForm(BaseForm):
    """A file alone."""

    file = FileField("Tiedosto", validators=[DataRequired("Valitse tiedosto.")])


class ChoiceForm(BaseForm):
    """A choice alone."""

    version = SelectField("Versio", choices=options({"": "–"}), validators=[DataRequired("Valitse versio.")])


@pytest.mark.parametrize("kind", [OnlyFileForm, ChoiceForm])
def test_a_refused_form_without_text_fields_speaks_of_no_text(app: Flask, kind: type[BaseForm]) -> None:
    with app.test_request_context(method="POST", data={"version": ""}):
        form = kind(meta={"csrf": False})
        form.validate()
        summary = render_template_string("{{ ui.error_summary(form) }}", form=form)
    assert "Korjaa alla olevat kohdat" in summary
    assert "Tekstisi" not in summary
    assert ("valitse tiedosto uudelleen" in summary) is (kind is OnlyFileForm)


@pytest.mark.parametrize(
    ("kind", "said"),
    [(SampleForm, "Tekstisi on yhä tässä."), (FileForm, "valitse tiedosto uudelleen")],
)
def test_a_refused_form_says_what_must_be_chosen_again(app: Flask, kind: type[BaseForm], said: str) -> None:
    with app.test_request_context(method="POST", data={"text": ""}):
        form = kind(meta={"csrf": False})
        form.validate()
        summary = render_template_string("{{ ui.error_summary(form) }}", form=form)
    assert said in summary
    assert ("uudelleen" in summary) is (kind is FileForm)
