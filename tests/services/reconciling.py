"""A consultation ready to be reconciled, for the tests of deciding and publishing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models import (
    Comment,
    CommentKind,
    Consultation,
    Decision,
    Outcome,
    Person,
    Proposal,
    Version,
    Voice,
)
from consult.reports.reconciliation import Reconciliation, Spot, load_reconciliation
from consult.services.answers import send_answer
from consult.services.comments import make_comment
from consult.services.decisions import Ruling, Verdict, decide, member_keys
from consult.services.proposals import load_proposal, make_proposal
from consult.services.wishes import Reword, Wish
from tests.factories import DAY, NOW, make_participant, make_round, make_text, make_version

#: A moment after the round has closed.
LATER = NOW + 13 * DAY

GRANTS = (
    "Järjestöjen työ on monelle asukkaalle ensimmäinen apu. "
    "Hyvinvointialueen tulee myöntää järjestöille avustuksia vuosittain ja pitää määräraha "
    "vähintään nykyisellä tasolla. Hakemisen tulee onnistua yhdellä lomakkeella."
)
ROOMS = "Tilat ovat maksuttomia. Avaimet saa kunnasta."


@dataclass
class Desk:
    """A draft of two paragraphs in an open round, and those who speak about it."""

    session: Session
    consultation: Consultation
    agent: Person
    version: Version

    def voice(self, name: str = "") -> tuple[Voice, Person]:
        """An organisation and its lead."""
        return make_participant(self.session, self.consultation, self.agent, name)

    def propose(
        self,
        wish: Wish,
        *,
        name: str = "",
        by: tuple[Voice, Person] | None = None,
        now: datetime = NOW,
    ) -> Proposal:
        """A sent proposal of an organisation of its own."""
        voice, person = by or self.voice(name)
        proposal = make_proposal(
            self.session,
            self.version,
            wish,
            voice=voice,
            rationale="Näin on selvempää.",
            actor=person,
            now=now,
        )
        send_answer(self.session, voice, stance=None, actor=person, now=now)
        return load_proposal(self.session, self.consultation.id, proposal.number)

    def reword(self, block: str, old: str, new: str, **more: object) -> Proposal:
        """A sent proposal that replaces some words of a block."""
        words = {"b1": GRANTS, "b2": ROOMS}[block]
        assert old in words
        return self.propose(Reword((block,), words.replace(old, new)), **more)  # type: ignore[arg-type]  # as propose

    def comment(self, block: str = "b2") -> Comment:
        """A sent comment."""
        voice, person = self.voice()
        comment = make_comment(
            self.session,
            self.version,
            block,
            voice=voice,
            kind=CommentKind.OTHER,
            words="Hyvä kohta.",
            actor=person,
            now=NOW,
        )
        send_answer(self.session, voice, stance=None, actor=person, now=NOW)
        return comment

    def queue(self) -> Reconciliation:
        """What needs a decision."""
        return load_reconciliation(self.session, self.version)

    def spot(self, proposal: Proposal, change: int = 0) -> Spot:
        """The place of a change."""
        return self.queue().by_key[f"p{proposal.number}-{change}"]

    def rule(
        self,
        spot: Spot,
        *outcomes: Outcome,
        rationale: str = "",
        wording: str = "",
        now: datetime = LATER,
    ) -> Decision:
        """Decide a place as the page showed it: one outcome for each member, in order of arrival."""
        keys = list(member_keys(self.queue(), spot))
        verdicts = {key: Verdict(outcome) for key, outcome in zip(keys, outcomes, strict=False)}
        ruling = Ruling(
            seen=spot.seen,
            verdicts=verdicts,
            rationale=rationale,
            wording=wording,
            standing=spot.decision.id if spot.decision else None,
        )
        return decide(self.session, self.version, spot.key, ruling, actor=self.agent, now=now)


def make_desk(session: Session, consultation: Consultation, agent: Person) -> Desk:
    """An open round on two paragraphs."""
    version = make_version(session, consultation, agent, make_text(GRANTS, ROOMS))
    make_round(session, consultation, agent)
    return Desk(session, consultation, agent, version)
