"""The consultation that the robots visit: its people, its request, whom it invites and where they meet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import (
    Invitation,
    MemberRole,
    Note,
    Organisation,
    Person,
    QuestionKind,
    Version,
)
from consult.reports.notes import NotesWanted, note_ids
from consult.reports.versions import current_version
from consult.services.gatherings import gather_into_new
from consult.services.groups import gather_group
from consult.services.invitations import plan_invitations, send_invitations
from consult.services.memberships import add_member
from consult.services.networks import add_network, appoint_representative, say_heard
from consult.services.note_hiding import hide_note
from consult.services.notes import paste_notes
from consult.services.requests import Asked, save_request
from consult.services.workshops import WorkshopPlan, add_workshop
from tests.factories import DAY, NOW, make_consultation, make_draft, make_participant, make_person
from tests.web.security.places import A_WHILE, Place


@dataclass
class Cast:
    """The people of one consultation."""

    agent: Person
    lead: Person
    member: Person
    other: Person


class Setting:
    """One consultation before anything is said in it; every text carries `mark` so that it can be found."""

    def __init__(self, session: Session, title: str, mark: str, *, starts: datetime) -> None:
        self.session, self.mark, self.starts = session, mark, starts
        agent = make_person(session, f"Agentti {mark}")
        self.consultation = make_consultation(session, agent, title)
        self.consultation.title = f"{title} {mark}"
        self.consultation.summary = f"Tiivistelmä {mark}."
        self.voice, lead = make_participant(session, self.consultation, agent, f"Kuusi {mark.upper()} ry")
        self.other_voice, other = make_participant(
            session, self.consultation, agent, f"Harju {mark.upper()} ry"
        )
        member = make_person(session, f"Jäsen {mark}")
        organisation = session.get_one(Organisation, self.voice.organisation_id)
        add_member(session, organisation, member, role=MemberRole.MEMBER, now=NOW)
        self.cast = Cast(agent, lead, member, other)
        document = make_draft(session, self.consultation, agent)
        self.place = Place(
            slug=self.consultation.slug,
            consultation_id=self.consultation.id,
            document_id=document.id,
            voice_id=self.voice.id,
            other_voice_id=self.other_voice.id,
            organisation_id=organisation.id,
            person_id=member.id,
        )
        self.document = document
        self._request()
        self._invite(organisation)
        self._meet()

    def _request(self) -> None:
        save_request(
            self.session,
            self.consultation,
            title=f"Pyyntö {self.mark}",
            authority="Hyvinvointialue",
            register_number="HVA/1",
            deadline=datetime(2027, 3, 1, 16, 0),  # noqa: DTZ001 - a wall clock, as it is typed
            zone="Europe/Helsinki",
            questions=[
                Asked(f"Mitä mieltä on {self.mark}?"),
                Asked("Onko muuta?"),
                Asked(f"Kumpi {self.mark}?", QuestionKind.CHOICE, options=(f"Kyllä {self.mark}", "Ei")),
            ],
            actor=self.cast.agent,
            now=self.starts,
        )

    def _invite(self, organisation: Organisation) -> None:
        plan = plan_invitations(self.session, self.consultation, [organisation])
        send_invitations(
            self.session,
            self.consultation,
            plan,
            seen=plan.digest,
            actor=self.cast.agent,
            now=self.starts,
        )
        self.place.invitation_id = self.session.scalars(
            select(Invitation.id).where(Invitation.consultation_id == self.consultation.id)
        ).one()
        group = gather_group(
            self.session,
            f"Ryhmä {self.mark.upper()}"[:100],
            [organisation.id],
            actor=self.cast.agent,
            now=self.starts,
        )
        self.place.group_id = group.id
        agent = self.cast.agent
        network = add_network(
            self.session, self.consultation, f"Verkosto {self.mark}", actor=agent, now=self.starts
        )
        somebody = make_person(self.session, f"Edustaja {self.mark}")
        appoint_representative(self.session, network, somebody, actor=agent, now=self.starts)
        say_heard(self.session, network, f"Kuulimme {self.mark}.", actor=somebody, now=self.starts)
        self.place.network_id = network.id

    def _meet(self) -> None:
        """A workshop that is held while the round is open, with notes."""
        hours = (self.starts, self.starts + 2 * A_WHILE + DAY)
        plan = WorkshopPlan(f"Työpaja {self.mark}", "Kirjasto", *hours, (f"Teema {self.mark}",))
        actor = self.cast.agent
        workshop = add_workshop(self.session, self.consultation, plan, actor=actor, now=self.starts)
        words = f"Tilat {self.marked('unhandled')}.\nAvaimet {self.marked('unhandled')}."
        paste_notes(
            self.session, workshop, words, theme="Tilat", page=self.mark, actor=actor, now=self.starts
        )
        self.place.workshop_id, self.place.code = workshop.id, workshop.code
        words = f"Valot {self.marked('gathered')}.\nOvet {self.marked('unlawful')}."
        paste_notes(
            self.session, workshop, words, theme="Ovet", page=f"{self.mark} 2", actor=actor, now=self.starts
        )
        shown, unlawful = note_ids(self.session, self.consultation.id, NotesWanted(theme="Ovet"))
        gathering = gather_into_new(
            self.session, self.consultation, [shown], "Valot", seen=0, actor=actor, now=self.starts
        )
        assert gathering is not None
        note = self.session.get_one(Note, unlawful)
        hide_note(self.session, note, f"Syy {self.marked('unlawful')}", actor=actor, now=self.starts)
        self.place.note_id, self.place.gathering_id, self.place.point = shown, gathering.id, 1

    def marked(self, name: str) -> str:
        """The word by which what is called so can be found."""
        return f"{self.mark}{name.replace(' ', '')}"

    def _version(self) -> Version:
        version = current_version(self.session, self.consultation.id)
        assert version is not None
        return version

    @property
    def _signed(self) -> datetime:
        return self._closed + A_WHILE / 2

    @property
    def _closed(self) -> datetime:
        return self.starts + 13 * DAY + A_WHILE

    @property
    def _open(self) -> datetime:
        return self.starts + A_WHILE
