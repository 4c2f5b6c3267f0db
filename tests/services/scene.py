"""A consultation in its open round with two organisations: what most tests of contributions start from."""

from dataclasses import dataclass

from sqlalchemy.orm import Session, joinedload, selectinload

from consult import text
from consult.models import (
    Answer,
    Comment,
    CommentKind,
    Consultation,
    Document,
    MemberRole,
    Organisation,
    Person,
    Proposal,
    Round,
    Version,
    Voice,
)
from consult.services.comments import make_comment
from consult.services.documents import store_version
from consult.services.organisations import add_member
from consult.services.proposals import make_proposal
from consult.services.wishes import Reword, Wish
from tests.factories import NOW, make_participant, make_person, make_round, make_text, make_version

GRANTS = "Alueen tulee myöntää avustuksia vuosittain. Hakemisen tulee olla helppoa."
ROOMS = "Tilat ovat maksuttomia."


@dataclass
class Scene:
    """Who and what there is; b1 is a heading, b2 and b3 are paragraphs."""

    consultation: Consultation
    version: Version
    round: Round
    agent: Person
    voice: Voice
    lead: Person
    other_voice: Voice
    other_lead: Person

    def member(self, session: Session) -> Person:
        """One more person of the first organisation, who is not its lead."""
        person = make_person(session)
        organisation = session.get_one(Organisation, self.voice.organisation_id)
        add_member(session, organisation, person, role=MemberRole.MEMBER, now=NOW)
        return person

    def comment(
        self,
        session: Session,
        words: str = "Tämä puuttuu.",
        *,
        voice: Voice | None = None,
        actor: Person | None = None,
        reply_to: Comment | None = None,
    ) -> Comment:
        """A comment on b2, by default of the first organisation's lead."""
        made = make_comment(
            session,
            self.version,
            "b2",
            voice=voice or self.voice,
            kind=CommentKind.MISSING,
            words=words,
            actor=actor or self.lead,
            now=NOW,
            reply_to=reply_to,
        )
        options = selectinload(Comment.revisions), joinedload(Comment.answer).joinedload(Answer.voice)
        return session.get_one(Comment, made.id, options=options, populate_existing=True)

    def propose(
        self,
        session: Session,
        wish: Wish | None = None,
        *,
        voice: Voice | None = None,
        actor: Person | None = None,
        rationale: str = "Vuosi on liian lyhyt aika.",
    ) -> Proposal:
        """A proposal, by default other words for b2 by the first organisation's lead."""
        made = make_proposal(
            session,
            self.version,
            wish or Reword(("b2",), GRANTS.replace("vuosittain", "kolmeksi vuodeksi")),
            voice=voice or self.voice,
            rationale=rationale,
            actor=actor or self.lead,
            now=NOW,
        )
        options = selectinload(Proposal.revisions), joinedload(Proposal.answer).joinedload(Answer.voice)
        return session.get_one(Proposal, made.id, options=options, populate_existing=True)

    def publish(self, session: Session, content: text.Document) -> Version:
        """Another version of the draft."""
        document = session.get_one(Document, self.version.document_id)
        number = self.version.number + 1
        return store_version(
            session, document, content, number=number, title="Lausunto", actor=self.agent, now=NOW
        )


def make_scene(session: Session, consultation: Consultation, agent: Person) -> Scene:
    """Version 1 in a round of twelve more days."""
    version = make_version(session, consultation, agent, make_text("# Otsikko", GRANTS, ROOMS))
    round_ = make_round(session, consultation, agent)
    voice, lead = make_participant(session, consultation, agent, "Kuusiniemen omaishoitajat ry")
    other_voice, other_lead = make_participant(session, consultation, agent, "Harjun vertaistuki ry")
    return Scene(consultation, version, round_, agent, voice, lead, other_voice, other_lead)
