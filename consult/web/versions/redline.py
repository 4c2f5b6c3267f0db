"""One version with proposals as tracked changes and comments as Word comments, and what to take in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from werkzeug.exceptions import BadRequest

from consult import text
from consult.docx import OfferedComment, OfferedProposal, Said, write_redline
from consult.models import DocumentRole, Outcome
from consult.reports.chapters import Outline
from consult.reports.contributions import Entry, State
from consult.reports.pictures import load_pictures
from consult.reports.redlines import Answer, Beside, Note, Offer, load_redline, load_sent
from consult.reports.requests import load_request
from consult.security import Permission
from consult.web.current import config, consultation, now, session
from consult.web.permission import permission
from consult.web.query import asked_choice
from consult.web.reading.place import Reading, looker, read_version
from consult.web.respond import respond
from consult.web.versions.blueprint import blueprint
from consult.web.versions.export import as_download, layout_of

TITLE = 56  # a title that leaves room for the rest of the file's name
UNDECIDED = frozenset({State.OPEN, State.WAITING, State.SENT})


class Decided(StrEnum):
    """All of it, or what waits for a decision, or what has one."""

    ANY = "any"
    OPEN = "open"
    DECIDED = "decided"


@dataclass(frozen=True)
class Choice:
    """What goes into the file."""

    decided: Decided
    chapter: str
    organisation: int

    def takes(self, entry: Entry, outline: Outline) -> bool:
        """Whether an entry goes into the file."""
        is_open = entry.state in UNDECIDED
        home = outline.chapter_of.get(entry.block_id or outline.first, "")
        return (
            (self.decided is Decided.ANY or is_open == (self.decided is Decided.OPEN))
            and self.chapter in ("", home)
            and self.organisation in (0, entry.voice_id)
        )


@blueprint.get("/documents/<int:document_id>/versions/<int:number>/proposals")
@permission(Permission.READ)
def redline(document_id: int, number: int) -> ResponseReturnValue:
    """What can be taken into the file, and its download."""
    reading, viewer = read_version(document_id, number), looker()
    sent = load_sent(session(), viewer, now(), reading.version)
    shown = load_redline(session(), reading.version, reading.text, sent, sent.entries)
    return respond(
        "versions/redline.html",
        consultation=consultation(),
        document=reading.document,
        version=reading.version,
        shown=shown,
        voices=voices_of(sent.entries),
        chapters=[chapter for chapter in reading.outline.chapters if chapter.heading],
    )


@blueprint.get("/documents/<int:document_id>/versions/<int:number>/proposals.docx")
@permission(Permission.READ)
def redline_file(document_id: int, number: int) -> ResponseReturnValue:
    """The file with what was chosen."""
    reading, viewer = read_version(document_id, number), looker()
    sent = load_sent(session(), viewer, now(), reading.version)
    choice = asked_choice_of(reading.outline, sent.entries)
    chosen = [entry for entry in sent.entries if choice.takes(entry, reading.outline)]
    shown = load_redline(session(), reading.version, reading.text, sent, chosen)
    with force_locale(reading.document.language):
        body = redline_of(reading, shown)
        name = gettext("%(title)s with proposals", title=reading.version.title[:TITLE])
    return as_download(body, name, reading.version.number)


def asked_choice_of(outline: Outline, entries: Sequence[Entry]) -> Choice:
    """The reader's choice; a chapter or an organisation that is not there is 400."""
    given, chapter = request.args.get("organisation", ""), request.args.get("chapter", "")
    voice = next((voice_id for voice_id in voices_of(entries) if str(voice_id) == given), 0)
    known = {each.id for each in outline.chapters}
    if (given and not voice) or (chapter and chapter not in known):
        raise BadRequest
    return Choice(asked_choice("state", Decided.ANY), chapter, voice)


def voices_of(entries: Iterable[Entry]) -> dict[int, str]:
    """Who has said something, by name."""
    return {entry.voice_id: entry.voice for entry in sorted(entries, key=lambda entry: entry.voice)}


def redline_of(reading: Reading, shown: Beside) -> bytes:
    """The bytes, in the language of the document: a working copy with the date of its version."""
    asked, _ = load_request(session(), consultation().id)
    layout = layout_of(reading.document, reading.version, asked, None)
    host = consultation().host if reading.document.role is DocumentRole.DRAFT else ""
    zone = ZoneInfo(config().timezone)
    return write_redline(
        reading.text,
        [offered(offer, host, zone) for offer in shown.offers],
        [offered_comment(note, host, zone) for note in shown.notes],
        layout,
        load_pictures(session(), reading.text),
    )


def offered(offer: Offer, host: str, zone: ZoneInfo) -> OfferedProposal:
    """A proposal in the name of its organisation, with the decisions as replies to its reason."""
    entry = offer.entry
    return OfferedProposal(
        key=str(entry.number),
        changes=text.Proposal(str(entry.revision_id), offer.words.changes.changes),
        author=entry.voice,
        at=moment(entry, zone),
        label=gettext("Proposal %(number)s", number=entry.number),
        rationale=offer.words.rationale,
        replies=tuple(told(answer, host, zone) for answer in offer.answers),
    )


def offered_comment(note: Note, host: str, zone: ZoneInfo) -> OfferedComment:
    """A comment in the name of its organisation, with replies and decisions below it."""
    entry = note.entry
    replies = [Said(each.entry.voice, moment(each.entry, zone), each.words) for each in note.replies]
    return OfferedComment(
        key=str(entry.number),
        said=Said(entry.voice, moment(entry, zone), note.words),
        block=entry.block_id,
        start=note.start,
        end=note.end,
        replies=(*replies, *(told(answer, host, zone) for answer in note.answers)),
    )


def moment(entry: Entry, zone: ZoneInfo) -> datetime:
    """When it was sent, as wall-clock time here."""
    return (entry.sent_at or entry.created_at).astimezone(zone)


def told(answer: Answer, host: str, zone: ZoneInfo) -> Said:
    """A decision with its reason, in the name of the host."""
    outcome = outcome_word(answer.outcome)
    said = gettext("Decision: %(outcome)s. %(reason)s", outcome=outcome, reason=answer.reason).strip()
    return Said(host, answer.at.astimezone(zone), said)


def outcome_word(outcome: Outcome) -> str:
    """The outcome inside a sentence."""
    labels = {
        Outcome.ACCEPTED: gettext("Accepted"),
        Outcome.PARTLY: gettext("Partly accepted"),
        Outcome.DECLINED: gettext("Not accepted"),
        Outcome.COMBINED: gettext("Combined"),
        Outcome.NOTED: gettext("Noted for information"),
        Outcome.POSTPONED: gettext("Postponed"),
    }
    return str(labels[outcome]).lower()
