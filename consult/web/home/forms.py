"""The one form of the front page's frame."""

from wtforms import HiddenField

from consult.web.forms import BaseForm


class LanguageForm(BaseForm):
    """The language that somebody chose, and the page they were on."""

    language = HiddenField()
    next = HiddenField()
