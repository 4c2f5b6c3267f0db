"""On behalf of: the agent enters what came by phone, paper or mail, and the organisation confirms it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select, true
from sqlalchemy.orm import Session, joinedload

from consult.errors import Invalid, NotAllowed, NotFound
from consult.models import (
    Answer,
    Arrival,
    ArrivedPart,
    Channel,
    Comment,
    CorrectionLink,
    Document,
    DocumentRole,
    Membership,
    Organisation,
    OutboxMail,
    Person,
    Proposal,
    Round,
    Sending,
    Stance,
    Version,
    Voice,
)
from consult.reports.answer_content import load_content
from consult.services.answers import answer_for, stance_of
from consult.services.limits import require_size
from consult.services.log import record
from consult.services.outbox import queue_mail, queue_mail_to_stranger
from consult.services.rounds import present_round
from consult.services.secrets import hash_secret, new_secret
from consult.services.senders import current_leads
from consult.services.submissions import require_not_filed
from consult.services.voices import is_agent
from consult.services.wall_clock import wall_clock

#: What the agent enters; answers in the web and workshops come by themselves.
CHANNELS = (Channel.PHONE, Channel.PAPER, Channel.MAIL)
NOON = time(12)
CONFIRMATION = "answer_entered"


def require_enterable(session: Session, consultation_id: int, now: datetime) -> Round:
    """The round that is open, or that has closed while nothing later has been published or filed."""
    round_ = present_round(session, consultation_id, now)
    if round_ is None or now < round_.opens_at:
        raise NotAllowed("The round has not opened yet.")
    if not round_.is_open(now):
        require_not_filed(session, consultation_id)
        newest = (
            select(Version.id)
            .join(Document)
            .where(Document.consultation_id == consultation_id, Document.role == DocumentRole.DRAFT)
            .order_by(Version.number.desc())
            .limit(1)
        )
        if session.scalar(newest) != round_.version_id:
            raise NotAllowed("The next version has been published. This can no longer be entered.")
    return round_


def begin_arrival(
    session: Session,
    voice: Voice,
    *,
    channel: Channel,
    arrived_on: date,
    told_by: str,
    zone: str,
    actor: Person,
    now: datetime,
) -> Arrival:
    """The day of arrival rules: what came while the round was open may be entered after it has closed."""
    if not is_agent(session, voice.consultation_id, actor.id):
        raise NotAllowed("Only the change agent enters answers on behalf of others.")
    if channel not in CHANNELS:
        raise Invalid("Choose how the answer came.", field="channel")
    require_size(told_by, field="told_by")
    round_ = require_enterable(session, voice.consultation_id, now)
    _require_timely(arrived_on, round_, zone, now)
    answer = answer_for(session, voice, round_, now=now, channel=channel)
    arrival = Arrival(
        answer_id=answer.id,
        channel=channel,
        arrived_on=arrived_on,
        told_by=told_by,
        entered_by_id=actor.id,
        started_at=now,
    )
    session.add(arrival)
    session.flush()
    return load_arrival(session, voice.consultation_id, arrival.id)


def _require_timely(arrived_on: date, round_: Round, zone: str, now: datetime) -> None:
    if arrived_on > wall_clock(now, zone).date():
        raise Invalid("That day is still to come. Check the date.", field="arrived_on")
    if arrived_on < wall_clock(round_.opens_at, zone).date():
        raise Invalid("The round had not opened yet on that day. Check the date.", field="arrived_on")
    if arrived_on > wall_clock(round_.closes_at, zone).date():
        raise Invalid("The round had closed already on that day. Check the date.", field="arrived_on")


def load_arrival(session: Session, consultation_id: int, arrival_id: int) -> Arrival:
    """An arrival of this consultation with its answer and voice."""
    arrival = session.scalar(
        select(Arrival)
        .join(Answer)
        .join(Voice)
        .options(joinedload(Arrival.answer).joinedload(Answer.voice))
        .where(Arrival.id == arrival_id, Voice.consultation_id == consultation_id)
    )
    if arrival is None:
        raise NotFound("There is no such page.")
    return arrival


def keep_part(session: Session, arrival: Arrival, said: Comment | Proposal) -> None:
    """Something belongs to an arrival from its making on."""
    is_comment = isinstance(said, Comment)
    session.add(
        ArrivedPart(
            arrival_id=arrival.id,
            comment_id=said.id if is_comment else None,
            proposal_id=None if is_comment else said.id,
        )
    )
    session.flush()


def is_entered(session: Session, said: Comment | Proposal) -> bool:
    """Whether it came by an arrival."""
    about = ArrivedPart.comment_id if isinstance(said, Comment) else ArrivedPart.proposal_id
    return session.scalar(select(ArrivedPart.id).where(about == said.id)) is not None


def parts_of(session: Session, arrival: Arrival, *, standing: bool = True) -> list[Comment | Proposal]:
    """Everything that came by an arrival and stands, or with what was left out."""
    comments = (
        select(Comment)
        .join(ArrivedPart, ArrivedPart.comment_id == Comment.id)
        .options(joinedload(Comment.revisions), joinedload(Comment.answer).joinedload(Answer.voice))
        .where(ArrivedPart.arrival_id == arrival.id, (Comment.withdrawn_at.is_(None) if standing else true()))
        .order_by(Comment.id)
    )
    proposals = (
        select(Proposal)
        .join(ArrivedPart, ArrivedPart.proposal_id == Proposal.id)
        .options(joinedload(Proposal.revisions), joinedload(Proposal.answer).joinedload(Answer.voice))
        .where(
            ArrivedPart.arrival_id == arrival.id, (Proposal.withdrawn_at.is_(None) if standing else true())
        )
        .order_by(Proposal.id)
    )
    return [*session.scalars(comments).unique(), *session.scalars(proposals).unique()]


def send_arrival(
    session: Session, arrival: Arrival, *, stance: Stance | None, actor: Person, now: datetime
) -> int | None:
    """What was entered becomes the organisation's answer; how many addresses are asked to confirm it.

    A form that was sent twice, or sent again with nothing changed, sends nothing: None.
    """
    answer, voice = arrival.answer, arrival.answer.voice
    if not is_agent(session, voice.consultation_id, actor.id):
        raise NotAllowed("Only the change agent enters answers on behalf of others.")
    round_ = require_enterable(session, voice.consultation_id, now)
    if round_.id != answer.round_id:
        raise NotAllowed("The round has closed. What you typed is kept, but it can no longer be sent.")
    parts = parts_of(session, arrival)
    if not parts and stance is None:
        raise Invalid("There is nothing to send yet. Comment, propose or choose a stance.", field="stance")
    if parts and stance is Stance.NO_REMARKS:
        raise Invalid("You have remarks. Choose another stance or withdraw them.", field="stance")
    if _is_confirmed(session, arrival) and not _has_changed(session, arrival, stance):
        return None
    for part in parts:
        part.sent_at = part.sent_at or now
    answer.sent_at = arrival.sent_at = now
    sending = Sending(answer_id=answer.id, person_id=actor.id, stance=stance, sent_at=now)
    session.add(sending)
    session.flush()
    record(
        session,
        "answer.entered" if round_.is_open(now) else "answer.entered-late",
        actor=actor,
        now=now,
        consultation_id=voice.consultation_id,
        voice_id=voice.id,
        subject="arrival",
        subject_id=arrival.id,
        channel=arrival.channel.value,
        arrived_on=arrival.arrived_on.isoformat(),
    )
    return ask_to_confirm(session, arrival, voice, round_, sending, now=now)


def _is_confirmed(session: Session, arrival: Arrival) -> bool:
    """Whether somebody has been asked to confirm it, with a link or after the round without one."""
    asked = select(OutboxMail.id).where(
        OutboxMail.template == CONFIRMATION, OutboxMail.created_at == arrival.sent_at
    )
    return arrival.sent_at is not None and session.scalar(asked.limit(1)) is not None


def _has_changed(session: Session, arrival: Arrival, stance: Stance | None) -> bool:
    """Whether anything of it is newer than its last sending."""
    if arrival.sent_at is None or stance not in (None, stance_of(session, arrival.answer)):
        return True
    parts = parts_of(session, arrival, standing=False)
    moments = [part.withdrawn_at or part.current.created_at for part in parts]
    return any(part.sent_at is None and part.withdrawn_at is None for part in parts) or any(
        moment > arrival.sent_at for moment in moments
    )


def ask_to_confirm(
    session: Session, arrival: Arrival, voice: Voice, round_: Round, sending: Sending, *, now: datetime
) -> int:
    """The organisation's leads get the whole content; without leads its own address, or its members."""
    params = {
        "consultation_id": voice.consultation_id,
        "round_id": round_.id,
        "voice": voice.name,
        "channel": arrival.channel.value,
        "arrived_at": datetime.combine(arrival.arrived_on, NOON, ZoneInfo("UTC")).isoformat(),
        "stance": sending.stance.value if sending.stance else "",
        "positions": [],
        "items": load_content(session, arrival.answer_id, arrival_id=arrival.id),
    }
    organisation = session.get_one(Organisation, voice.organisation_id)
    leads = current_leads(session, voice)
    people = leads or ([] if organisation.email else _members(session, organisation))
    for person in people:
        queue_mail(
            session,
            CONFIRMATION,
            person=person,
            params={**params, **_link(session, arrival, round_, now=now)},
            dedupe=f"answer_entered:{sending.id}:{person.id}",
            now=now,
        )
    if people or not organisation.email:
        return len(people)
    queue_mail_to_stranger(
        session,
        CONFIRMATION,
        address=organisation.email,
        language=organisation.language,
        params={**params, **_link(session, arrival, round_, now=now)},
        dedupe=f"answer_entered:{sending.id}",
        now=now,
    )
    return 1


def _link(session: Session, arrival: Arrival, round_: Round, *, now: datetime) -> dict[str, int]:
    """Nothing can be corrected any more once the round has closed."""
    if not round_.is_open(now):
        return {}
    # The real secret is made when the mail is, so that it is never stored anywhere.
    link = CorrectionLink(arrival_id=arrival.id, link_hash=hash_secret(new_secret()), created_at=now)
    session.add(link)
    session.flush()
    return {"correction_id": link.id}


def _members(session: Session, organisation: Organisation) -> list[Person]:
    belonging = select(Membership.person_id).where(
        Membership.organisation_id == organisation.id, Membership.ended_at.is_(None)
    )
    people = select(Person).where(Person.id.in_(belonging), Person.disabled_at.is_(None))
    return list(session.scalars(people.order_by(Person.id)))
