"""The log in plain sentences: who did what."""

from datetime import datetime

from flask_babel import lazy_gettext

from consult.mail import dates
from consult.reports.events import Event
from consult.services.wall_clock import wall_clock
from consult.web.current import config, now
from consult.web.i18n import language
from consult.web.wording import gettext

SENTENCES = {
    "agent.appointed": lazy_gettext("%(who)s appointed a change agent: %(subject)s."),
    "agent.dismissed": lazy_gettext("%(who)s ended the work of a change agent: %(subject)s."),
    "answer.corrected": lazy_gettext("%(voice)s corrected an answer that had been entered on its behalf."),
    "answer.entered": lazy_gettext("%(who)s entered an answer on behalf of %(voice)s."),
    "answer.entered-late": lazy_gettext(
        "%(who)s entered an answer of %(voice)s after the round had closed. It had arrived in time."
    ),
    "answer.sent": lazy_gettext("%(voice)s sent an answer."),
    "calendar.linked": lazy_gettext("%(who)s made a calendar link."),
    "calendar.unlinked": lazy_gettext("%(who)s took calendar links out of use."),
    "comment.asked": lazy_gettext("%(who)s asked about comment %(number)s."),
    "comment.joined": lazy_gettext("%(voice)s joined comment %(number)s to another like it."),
    "comment.made": lazy_gettext("%(voice)s commented (comment %(number)s)."),
    "comment.replied": lazy_gettext("%(voice)s answered the question about comment %(number)s."),
    "comment.restored": lazy_gettext("%(voice)s brought comment %(number)s back."),
    "comment.revised": lazy_gettext("%(voice)s edited comment %(number)s."),
    "comment.withdrawn": lazy_gettext("%(voice)s withdrew comment %(number)s."),
    "consultation.archived": lazy_gettext("%(who)s put the work into the archive."),
    "consultation.cancelled": lazy_gettext("%(who)s cancelled the work."),
    "consultation.resumed": lazy_gettext("%(who)s took the work up again."),
    "consultation.changed": lazy_gettext("%(who)s changed the settings."),
    "consultation.created": lazy_gettext("%(who)s started the work."),
    "decision.made": lazy_gettext("%(who)s made a decision."),
    "decision.undone": lazy_gettext("%(who)s undid a decision."),
    "document.added": lazy_gettext("%(who)s added a document: %(subject)s."),
    "endorsement.declined": lazy_gettext("%(voice)s does not sign the statement."),
    "endorsement.dissent": lazy_gettext("%(voice)s signed the statement with a dissenting view."),
    "endorsement.signed": lazy_gettext("%(voice)s signed the statement."),
    "endorsement.withdrawn": lazy_gettext("%(voice)s took its answer to the signing back."),
    "group.grown": lazy_gettext("%(who)s added organisations to a group: %(subject)s, %(count)s more."),
    "group.made": lazy_gettext("%(who)s made a group: %(subject)s."),
    "group.removed": lazy_gettext("%(who)s removed a group."),
    "group.renamed": lazy_gettext("%(who)s renamed a group: %(subject)s."),
    "group.shrunk": lazy_gettext("%(who)s took an organisation out of a group: %(subject)s."),
    "intake.brought-in": lazy_gettext("%(who)s brought in a text: %(subject)s."),
    "intake.discarded": lazy_gettext("%(who)s discarded a text that had been brought in: %(subject)s."),
    "letterhead.changed": lazy_gettext("%(who)s changed the layout of the pages."),
    "invitation.accepted": lazy_gettext("%(subject)s came in by its invitation."),
    "invitation.bounced": lazy_gettext("%(who)s noted that a mail came back: %(subject)s."),
    "invitation.restored": lazy_gettext("%(who)s let a link of an invitation work again: %(subject)s."),
    "invitation.unbounced": lazy_gettext("%(who)s removed the note that a mail came back: %(subject)s."),
    "invitation.withdrawn": lazy_gettext("%(who)s withdrew the link of an invitation: %(subject)s."),
    "invitations.sent": lazy_gettext("%(who)s sent %(count)s invitations."),
    "mail.left": lazy_gettext("%(who)s left a mail unsent."),
    "mail.retried": lazy_gettext("%(who)s had a mail tried again."),
    "membership.ended": lazy_gettext("%(who)s took %(subject)s off the people of %(organisation)s."),
    "membership.started": lazy_gettext("%(who)s added %(subject)s to the people of %(organisation)s."),
    "network.added": lazy_gettext("%(who)s added a network: %(voice)s."),
    "network.heard": lazy_gettext("%(voice)s told whom it heard."),
    "network.left": lazy_gettext("%(who)s ended the work of a representative of %(voice)s."),
    "network.represented": lazy_gettext("%(who)s named a representative for %(voice)s."),
    "option.chosen": lazy_gettext("%(who)s chose an option of a question."),
    "option.recorded": lazy_gettext("%(who)s wrote down the position of %(voice)s on the options."),
    "option.undone": lazy_gettext("%(who)s undid the choice of an option."),
    "late-signature.added": lazy_gettext("%(who)s added an organisation to the addendum of signatories."),
    "late-signature.removed": lazy_gettext(
        "%(who)s took an organisation out of the addendum of signatories."
    ),
    "letter.saved": lazy_gettext("%(who)s saved what stands around the text."),
    "organisation.added": lazy_gettext("%(who)s added an organisation to the register: %(subject)s."),
    "organisation.changed": lazy_gettext("%(who)s changed the details of %(subject)s."),
    "organisation.confirmed": lazy_gettext("%(who)s checked the details of %(subject)s."),
    "organisation.senders": lazy_gettext("%(who)s changed who may send the answers of %(subject)s."),
    "person.added": lazy_gettext("%(who)s added a person: %(subject)s."),
    "person.erased": lazy_gettext("%(who)s erased the details of a person."),
    "person.language": lazy_gettext("%(who)s chose the language of the pages and mails."),
    "person.mails": lazy_gettext("%(who)s chose which mails to get."),
    "person.named": lazy_gettext("%(who)s changed their name."),
    "person.signed_in": lazy_gettext("%(who)s signed in."),
    "register.imported": lazy_gettext(
        "%(who)s brought a table into the register: %(added)s new, %(changed)s changed."
    ),
    "organisation.joined": lazy_gettext("%(voice)s joined."),
    "proposal.asked": lazy_gettext("%(who)s asked about proposal %(number)s."),
    "proposal.joined": lazy_gettext("%(voice)s joined proposal %(number)s to another like it."),
    "proposal.made": lazy_gettext("%(voice)s proposed a change (proposal %(number)s)."),
    "proposal.replied": lazy_gettext("%(voice)s answered the question about proposal %(number)s."),
    "proposal.restored": lazy_gettext("%(voice)s brought proposal %(number)s back."),
    "proposal.revised": lazy_gettext("%(voice)s edited proposal %(number)s."),
    "proposal.support-withdrawn": lazy_gettext("%(voice)s no longer supports proposal %(number)s."),
    "proposal.supported": lazy_gettext("%(voice)s supports proposal %(number)s."),
    "proposal.withdrawn": lazy_gettext("%(voice)s withdrew proposal %(number)s."),
    "note.hidden": lazy_gettext("%(who)s hid note %(note)s."),
    "note.shown": lazy_gettext("%(who)s showed note %(note)s again."),
    "note.left": lazy_gettext("%(voice)s: note %(note)s came by phone."),
    "notes.gathered": lazy_gettext("%(who)s put %(count)s notes into point %(point)s."),
    "notes.imported": lazy_gettext("%(who)s brought in %(count)s notes from a table."),
    "notes.gathering-undone": lazy_gettext("%(who)s undid a gathering of %(count)s notes."),
    "notes.put-back": lazy_gettext("%(who)s put %(count)s notes back among the unhandled ones."),
    "notes.set-aside": lazy_gettext("%(who)s set %(count)s notes aside."),
    "point.added": lazy_gettext("%(who)s made point %(point)s."),
    "point.answered": lazy_gettext("%(who)s said where point %(point)s went."),
    "point.worded": lazy_gettext("%(who)s worded point %(point)s."),
    "notes.pasted": lazy_gettext("%(who)s saved %(count)s notes: %(voice)s."),
    "reminders.switched-off": lazy_gettext("%(who)s turned the automatic reminders off."),
    "reminders.switched-on": lazy_gettext("%(who)s turned the automatic reminders on."),
    "reminders.sent": lazy_gettext("%(who)s sent %(count)s reminders."),
    "request.deadline-moved": lazy_gettext("%(who)s recorded that the authority moved the deadline."),
    "request.plan-replaced": lazy_gettext("%(who)s recorded that the authority replaced the plan."),
    "request.saved": lazy_gettext("%(who)s saved the request."),
    "questions.saved": lazy_gettext("%(who)s changed the questions of the request."),
    "round.cancelled": lazy_gettext("%(who)s cancelled a planned round."),
    "returned.saved": lazy_gettext("%(who)s saved an answer from a Word file."),
    "returned.taken-back": lazy_gettext("%(who)s took back an answer from a Word file."),
    "round.moved": lazy_gettext("%(who)s moved the closing of the round."),
    "round.planned": lazy_gettext("%(who)s planned a comment round."),
    "round.rescheduled": lazy_gettext("%(who)s moved a planned round."),
    "signing.cancelled": lazy_gettext("%(who)s cancelled the signing."),
    "signing.ended": lazy_gettext("%(who)s ended the signing."),
    "signing.moved": lazy_gettext("%(who)s moved the closing of the signing."),
    "signing.opened": lazy_gettext("%(who)s opened version %(version)s for signing."),
    "signing.reminded": lazy_gettext("%(who)s reminded those who had not answered to the signing."),
    "statement.exported": lazy_gettext("%(who)s took version %(version)s out to be filed."),
    "statement.export-undone": lazy_gettext("%(who)s undid that version %(version)s was taken out."),
    "statement.filed": lazy_gettext("%(who)s marked version %(version)s as filed."),
    "timetable.planned": lazy_gettext("%(who)s planned the timetable."),
    "voice.admission-revoked": lazy_gettext("%(who)s took back that %(voice)s was let in late."),
    "voice.admitted": lazy_gettext("%(who)s let %(voice)s in after the closing."),
    "version.approval-withdrawn": lazy_gettext("%(who)s took the approval of version %(version)s back."),
    "version.approved": lazy_gettext("%(who)s recorded the approval of version %(version)s."),
    "version.published": lazy_gettext("%(who)s published version %(version)s."),
    "workshop.added": lazy_gettext("%(who)s added a workshop: %(voice)s."),
    "workshop.changed": lazy_gettext("%(who)s changed a workshop: %(voice)s."),
}


DAY_MONTH_TIME = {"fi": "d.M. 'klo' H.mm", "sv": "d.M 'kl.' H.mm", "en": "d MMM 'at' H:mm"}
WEEKDAY = {"fi": "cccc d.M.y", "sv": "cccc d.M.y", "en": "cccc d MMM y"}


def moment_words(at: datetime) -> str:
    """When it was, seen from today: tänään 9.42, eilen 16.30, 16.1. klo 9.00."""
    zone = config().timezone
    clock = dates.write_instant(at, dates.TIME, language=language(), zone=zone)
    days = wall_clock(now(), zone).date() - wall_clock(at, zone).date()
    if days.days == 0:
        return gettext("today %(time)s", time=clock)
    if days.days == 1:
        return gettext("yesterday %(time)s", time=clock)
    patterns = (
        DAY_MONTH_TIME if wall_clock(at, zone).year == wall_clock(now(), zone).year else dates.DATE_AND_TIME
    )
    return dates.write_instant(at, patterns, language=language(), zone=zone)


def today_words() -> str:
    """The day with its weekday."""
    return dates.write_instant(now(), WEEKDAY, language=language(), zone=config().timezone)


def sentence_of(event: Event) -> str:
    """What happened, in one sentence; an action without words of its own is named by its code."""
    who = event.actor or gettext("Somebody")
    template = SENTENCES.get(event.action)
    if template is None:
        return f"{who}: {event.action}"
    return str(template) % {
        "who": who,
        "voice": event.voice or who,
        "number": event.number or "",
        "subject": event.subject,
        "version": event.details.get("number", ""),
        "point": event.details.get("point", ""),
        "note": event.details.get("note", ""),
        "count": event.details.get("count", ""),
        "organisation": event.organisation or gettext("an organisation"),
        "added": event.details.get("added", ""),
        "changed": event.details.get("changed", ""),
    }
