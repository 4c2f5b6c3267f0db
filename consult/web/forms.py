"""The base of every form: what is typed is normalised, stripped and held to a length."""

from typing import Any, ClassVar

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import ValidationError

from consult.errors import DomainError, Invalid
from consult.services.limits import MAX_TEXT_BYTES
from consult.text.normalise import normalise, single_line
from consult.web.i18n import sentence

DOCUMENT_BYTES = 2_000_000


class AtMost:
    """A text may have this many bytes; the reader is told in kilobytes."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes

    def __call__(self, _form: Form, field: Field) -> None:
        """Refuse a longer text."""
        if len((field.data or "").encode()) > self.max_bytes:
            kilobytes = self.max_bytes // 1000
            raise ValidationError(gettext("The text is too long: at most %(size)s kB.", size=kilobytes))


class BaseForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A form of this house; it carries the CSRF token and treats every text alike."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # flask-wtf has no types
        """How fields are bound."""

        def bind_field(self, form: Form, unbound: "UnboundField[Any]", options: dict[str, Any]) -> Field:
            """Every text field is cleaned and capped, unless it names its own cap."""
            field: Field = unbound.bind(form=form, **options)
            if isinstance(field, StringField):
                field.filters = (
                    *field.filters,
                    clean_lines if isinstance(field, TextAreaField) else clean_line,
                )
                if not any(isinstance(validator, AtMost) for validator in field.validators):
                    field.validators = (*field.validators, AtMost(MAX_TEXT_BYTES))
            return field

    #: The names of the fields as the page shows them, where that is not the order of the class.
    shown: ClassVar[tuple[str, ...]] = ()

    @property
    def in_order(self) -> list[Field]:
        """The fields as they stand on the page, so that what is wrong is listed from top to bottom."""
        places = {name: place for place, name in enumerate(self.shown)}
        return sorted(self, key=lambda field: places.get(field.name, len(places)))

    def refuse(self, error: DomainError) -> None:
        """Show a domain error beside its field, or above the form."""
        name = error.field if isinstance(error, Invalid) else ""
        if name in self._fields:
            self._fields[name].errors = [*self._fields[name].errors, sentence(error)]
        else:
            self.form_errors.append(sentence(error))


def clean_line(text: str | None) -> str | None:
    """A text of one line, normalised."""
    return None if text is None else single_line(text).strip()


def clean_lines(text: str | None) -> str | None:
    """A text of many lines, normalised."""
    return None if text is None else normalise(text).strip()
