"""Forms for bringing in a text and for its blocks."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from consult.services.limits import MAX_NAME
from consult.web.coordination.labels import LANGUAGES
from consult.web.coordination.setup_forms import TOO_LONG
from consult.web.forms import DOCUMENT_BYTES, AtMost, BaseForm
from consult.web.options import options

TITLE = (Length(max=MAX_NAME, message=TOO_LONG),)


class WordForm(BaseForm):
    """A Word file, or a text file in Markdown."""

    file = FileField(
        lazy_gettext("File"),
        validators=[FileRequired(lazy_gettext("Choose a file."))],
        render_kw={"accept": ".docx,.md,.txt"},
    )


class PasteForm(BaseForm):
    """A pasted text."""

    text = TextAreaField(
        lazy_gettext("Text"),
        validators=[DataRequired(lazy_gettext("Paste the text.")), AtMost(DOCUMENT_BYTES)],
    )
    is_wrapped = BooleanField(lazy_gettext("The text comes from a PDF: join the lines and hyphens"))


class PublishForm(BaseForm):
    """The title under which the text is published, and the revision that was seen."""

    title = StringField(
        lazy_gettext("Title of the document"),
        validators=[DataRequired(lazy_gettext("Write a title.")), *TITLE],
    )
    revision = IntegerField(widget=HiddenInput())


class BlockForm(BaseForm):
    """The words of a block, and what it is."""

    words = TextAreaField(
        lazy_gettext("Text"),
        validators=[DataRequired(lazy_gettext("Write the text.")), AtMost(DOCUMENT_BYTES)],
    )
    shape = SelectField(lazy_gettext("What it is"))
    question = SelectField(lazy_gettext("Answers the question"), default="")
    revision = IntegerField(widget=HiddenInput())


class BackgroundForm(BaseForm):
    """A document of others."""

    title = StringField(
        lazy_gettext("Title of the document"),
        validators=[DataRequired(lazy_gettext("Write a title.")), *TITLE],
    )
    language = RadioField(lazy_gettext("Language of the text"), choices=options(LANGUAGES), default="fi")
