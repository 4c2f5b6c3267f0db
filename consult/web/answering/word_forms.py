"""The forms of an answer that comes as a Word file."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired

from consult.web.answering.forms import whole_number
from consult.web.forms import BaseForm


class ReturnForm(BaseForm):
    """The file."""

    file = FileField(
        lazy_gettext("Word file"),
        validators=[FileRequired(lazy_gettext("Choose a file."))],
        render_kw={"accept": ".docx"},
    )


class VersionForm(BaseForm):
    """Which version the file is based on, when it does not say so itself."""

    version = SelectField(
        lazy_gettext("Version"),
        coerce=whole_number,
        validate_choice=False,
        validators=[DataRequired(lazy_gettext("Choose the version."))],
    )


class SaveForm(BaseForm):
    """The reason for the proposals; what is chosen and in whose name stands in fields of its own."""

    rationale = TextAreaField(
        lazy_gettext("Reason for the proposals"),
        validators=[DataRequired(lazy_gettext("Write a reason. One sentence is enough."))],
    )
