"""The choices of a person about mails."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField

from consult.models import MailPace
from consult.web.coordination.labels import LANGUAGES
from consult.web.forms import BaseForm
from consult.web.options import options

PACES = {
    MailPace.AT_ONCE: lazy_gettext("At once"),
    MailPace.DAILY: lazy_gettext("Once a day in one mail"),
    MailPace.WEEKLY: lazy_gettext("Once a week in one mail, on Mondays"),
    MailPace.NEEDED: lazy_gettext("Only what needs my answer"),
}


class MailsForm(BaseForm):
    """How often, about what and in which language."""

    pace = RadioField(lazy_gettext("When do you want news?"), choices=options(PACES))
    reminders = BooleanField(lazy_gettext("Remind me before a round closes, if there is no answer yet"))
    language = RadioField(lazy_gettext("Language of pages and mails"), choices=options(LANGUAGES))


class EndForm(BaseForm):
    """A button: only the CSRF token, which a mail program need not send."""
