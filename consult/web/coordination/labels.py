"""What the choices of a consultation are called, and what each of them means."""

from flask_babel import lazy_gettext

from consult.models import Access, ConsultationKind, MemberRole, QuestionKind, Visibility

KINDS = {
    ConsultationKind.STATEMENT: lazy_gettext("Joint statement"),
    ConsultationKind.POSITION: lazy_gettext("Position paper"),
    ConsultationKind.STRATEGY: lazy_gettext("Strategy"),
}
ACCESS = {
    Access.PUBLIC: lazy_gettext("Everybody, once version 1 has been published"),
    Access.INVITED: lazy_gettext("Only the organisations that take part"),
}
VISIBILITY = {
    Visibility.SENT: lazy_gettext("As soon as they are sent"),
    Visibility.CLOSED: lazy_gettext("When the round has closed"),
    Visibility.AGENT: lazy_gettext("Only when a new version has answered them"),
}
LANGUAGES = {"fi": lazy_gettext("Finnish"), "sv": lazy_gettext("Swedish"), "en": lazy_gettext("English")}
ROLES = {
    MemberRole.LEAD: lazy_gettext("Lead: sends the organisation's answer"),
    MemberRole.MEMBER: lazy_gettext("Member: comments and proposes"),
}
ROLE_NAMES = {MemberRole.LEAD: lazy_gettext("lead"), MemberRole.MEMBER: lazy_gettext("member")}
QUESTION_KINDS = {
    QuestionKind.TEXT: lazy_gettext("Answered in words"),
    QuestionKind.CHOICE: lazy_gettext("One of the options is chosen, and the reasons are written"),
    QuestionKind.SECTION: lazy_gettext("A section heading that asks nothing"),
}
