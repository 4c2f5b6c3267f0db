"""Mails and what is wrong with them, in plain words."""

from flask_babel import lazy_gettext

from consult.models import OutboxMail, Trouble
from consult.reports.outbox import MailState

MAIL_STATES = {
    MailState.WAITING: lazy_gettext("Waiting"),
    MailState.FAILED: lazy_gettext("Could not be sent"),
    MailState.LEFT: lazy_gettext("Left unsent"),
    MailState.SENT: lazy_gettext("Sent"),
}
MAIL_KINDS = {
    "admitted": lazy_gettext("Leave to answer late"),
    "answer_entered": lazy_gettext("Confirmation of an answer entered on behalf"),
    "answer_sent": lazy_gettext("Receipt of an answer"),
    "cancelled": lazy_gettext("The work was cancelled"),
    "deadline": lazy_gettext("Reminder of a deadline"),
    "digest": lazy_gettext("Summary of news"),
    "member_ready": lazy_gettext("A member's part is ready"),
    "invitation": lazy_gettext("Invitation"),
    "record": lazy_gettext("Are the organisation's details right?"),
    "reminder": lazy_gettext("Reminder"),
    "member_invited": lazy_gettext("A lead added a member"),
    "question_asked": lazy_gettext("A question of the change agent"),
    "response": lazy_gettext("What was decided"),
    "request_changed": lazy_gettext("The authority changed its request"),
    "resumed": lazy_gettext("The work goes on"),
    "sign_in": lazy_gettext("Sign-in link"),
    "sign_in_unknown": lazy_gettext("Sign-in with an unknown address"),
    "signing_opened": lazy_gettext("Request to sign"),
    "signing_reminder": lazy_gettext("Reminder to sign"),
}
TROUBLES = {
    Trouble.UNREACHABLE: lazy_gettext("The mail server does not answer."),
    Trouble.SILENT: lazy_gettext("The mail server fell silent in the middle."),
    Trouble.LATER: lazy_gettext("The mail server asked to try again later."),
    Trouble.REFUSED: lazy_gettext("The mail server refused the mail."),
    Trouble.ADDRESS: lazy_gettext("The mail server does not know the address."),
    Trouble.INSECURE: lazy_gettext("The connection to the mail server is not secure."),
    Trouble.PASSWORD: lazy_gettext("The mail server did not accept our password."),
    Trouble.BROKEN: lazy_gettext("The mail could not be written. The fault is ours."),
    Trouble.OVERTAKEN: lazy_gettext("A newer mail has taken its place, or it is no longer needed."),
    Trouble.UNWANTED: lazy_gettext("The recipient does not want mails of this kind."),
    Trouble.LEFT: lazy_gettext("An administrator left it unsent."),
}


def kind_of(mail: OutboxMail) -> str:
    """What the mail is; a kind without words of its own is named by its code."""
    return str(MAIL_KINDS.get(mail.template, mail.template))


def trouble_words(mail: OutboxMail) -> str:
    """What is wrong, empty when nothing is."""
    return "" if mail.trouble is None else str(TROUBLES[mail.trouble])
