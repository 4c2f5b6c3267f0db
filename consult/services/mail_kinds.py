"""What a mail is to its recipient decides whether it comes at once, in a digest, or not at all."""

from enum import StrEnum

from consult.models import MailPace, Person


class MailKind(StrEnum):
    """From what nobody can do without to what one may end; a receipt is told at once or not at all."""

    ACCESS = "access"
    NEEDED = "needed"
    REMINDER = "reminder"
    RECEIPT = "receipt"
    NEWS = "news"


class Treatment(StrEnum):
    """What is done with a mail."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    NOT_AT_ALL = "not_at_all"


#: By template; one that is not listed needs an answer, so that nothing important is held back by oversight.
KINDS = {
    "admitted": MailKind.NEEDED,
    "answer_entered": MailKind.NEEDED,
    "answer_sent": MailKind.RECEIPT,
    "cancelled": MailKind.RECEIPT,
    "deadline": MailKind.REMINDER,
    "digest": MailKind.NEWS,
    "invitation": MailKind.NEEDED,
    "member_invited": MailKind.NEEDED,
    "member_ready": MailKind.NEEDED,
    "question_asked": MailKind.NEEDED,
    "record": MailKind.REMINDER,
    "reminder": MailKind.REMINDER,
    "response": MailKind.NEWS,
    "request_changed": MailKind.RECEIPT,
    "resumed": MailKind.RECEIPT,
    "signing_opened": MailKind.NEEDED,
    "signing_reminder": MailKind.REMINDER,
    "sign_in": MailKind.ACCESS,
    "sign_in_unknown": MailKind.ACCESS,
}


def kind_of(template: str) -> MailKind:
    """What the mail is to its recipient."""
    return KINDS.get(template, MailKind.NEEDED)


def treatment_of(template: str, person: Person) -> Treatment:
    """News follows the recipient's pace; what needs an answer always comes at once."""
    kind = kind_of(template)
    if kind is MailKind.REMINDER:
        return Treatment.AT_ONCE if person.wants_reminders else Treatment.NOT_AT_ALL
    if kind not in {MailKind.RECEIPT, MailKind.NEWS} or person.mail_pace is MailPace.AT_ONCE:
        return Treatment.AT_ONCE
    if person.mail_pace is MailPace.NEEDED:
        return Treatment.NOT_AT_ALL
    return Treatment.DIGEST if kind is MailKind.NEWS else Treatment.AT_ONCE
