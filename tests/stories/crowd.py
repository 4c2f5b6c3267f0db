"""The many of S1, who answer, are decided upon and sign through the services while a few use the browser."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle, islice

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import (
    CommentKind,
    EndorsementRound,
    MemberRole,
    Organisation,
    Outcome,
    Person,
    Version,
    Voice,
)
from consult.reports.reconciliation import COMMENT, load_reconciliation
from consult.reports.texts import load_text
from consult.services.answers import send_answer
from consult.services.comments import make_comment
from consult.services.decisions import Ruling, Verdict, decide, member_keys
from consult.services.endorsements import Seen, Stand, endorse
from consult.services.organisations import add_member
from consult.services.proposals import make_proposal
from consult.services.wishes import Reword
from tests.factories import make_person
from tests.signing import DECLINED, DISSENT, SIGNED, ZONE
from tests.stories import authority
from tests.web.conftest import writing

#: What stands under the five questions in version 1.
ANSWERS = (
    "Yhdistysten työ näkyy tekstissä vain osittain. Oma luku auttaisi lukijaa.",
    "Varat eivät riitä. Avustuksia myönnetään vuosittain.",
    "Paikkoja on liian vähän. Tilat ovat maksuttomia.",
    "Tuloksia mitataan yhdessä. Mittarit sovitaan keväällä.",
    "Kiitämme mahdollisuudesta lausua.",
)
#: What the crowd would put in place of what, by the answer it stands in.
WISHES = (
    (0, "vain osittain", "huonosti"),
    (1, "vuosittain", "kolmeksi vuodeksi"),
    (1, "vuosittain", "joka toinen vuosi"),
    (2, "maksuttomia", "maksuttomia ja esteettömiä"),
    (3, "keväällä", "ennen kesää"),
)
REASON = "Näin on parempi."
#: Of the crowd: all the others answer too, from the browser or not at all.
ANSWERING, PROPOSALS, COMMENTS = 62, 117, 95
STANDS = [SIGNED] * 30 + [DISSENT] * 4 + [DECLINED] * 9


@dataclass
class Crowd:
    """Organisations of the list from the second on, each with its lead."""

    app: Flask
    leads: dict[str, Person] = field(default_factory=dict)

    def answer(self, now: datetime) -> None:
        """Sixty-two answer, with 117 proposals and 95 comments among them."""
        with writing(self.app) as session:
            version = session.scalars(select(Version)).one()
            paragraphs = _paragraphs(session, version)
            voices = [self._lead(session, number, now) for number in range(2, 2 + ANSWERING)]
            for turn, (voice, lead) in enumerate(islice(cycle(voices), PROPOSALS)):
                place, old, new = WISHES[(turn + turn // ANSWERING) % len(WISHES)]
                wish = Reword((paragraphs[place],), ANSWERS[place].replace(old, new))
                make_proposal(session, version, wish, voice=voice, rationale=REASON, actor=lead, now=now)
            for turn, (voice, lead) in enumerate(islice(cycle(voices), COMMENTS)):
                block, kind = paragraphs[turn % len(paragraphs)], CommentKind.MISSING
                make_comment(
                    session, version, block, voice=voice, kind=kind, words=REASON, actor=lead, now=now
                )
            for voice, lead in voices:
                send_answer(session, voice, stance=None, actor=lead, now=now)

    def decide_all_but_last(self, agent: Person, now: datetime) -> None:
        """In each place of the queue the first to arrive is accepted; the last place is left."""
        with writing(self.app) as session:
            version, actor = session.scalars(select(Version)).one(), session.get_one(Person, agent.id)
            reconciliation = load_reconciliation(session, version)
            for spot in reconciliation.spots[:-1]:
                first, *others = member_keys(reconciliation, spot)
                taken = Outcome.NOTED if spot.level == COMMENT else Outcome.ACCEPTED
                verdicts = {first: Verdict(taken), **{key: Verdict(Outcome.DECLINED) for key in others}}
                ruling = Ruling(seen=spot.seen, verdicts=verdicts, rationale=REASON)
                decide(session, version, spot.key, ruling, actor=actor, now=now)

    def sign(self, now: datetime) -> None:
        """Thirty sign, four with a dissenting view, nine do not; the rest say nothing."""
        with writing(self.app) as session:
            opened = session.scalars(select(EndorsementRound)).one()
            for name, stand in zip(self.leads, STANDS, strict=False):
                self._endorse(session, opened, name, stand, now)

    def _endorse(
        self, session: Session, opened: EndorsementRound, name: str, stand: Stand, now: datetime
    ) -> None:
        voice = session.scalars(select(Voice).where(Voice.name == name)).one()
        seen, lead = Seen(opened.version_hash, 0), session.get_one(Person, self.leads[name].id)
        endorse(session, opened, voice, stand, seen=seen, actor=lead, signed_in_at=now, zone=ZONE, now=now)

    def _lead(self, session: Session, number: int, now: datetime) -> tuple[Voice, Person]:
        voice = session.scalars(select(Voice).where(Voice.name == authority.name(number))).one()
        organisation, lead = session.get_one(Organisation, voice.organisation_id), make_person(session)
        add_member(session, organisation, lead, role=MemberRole.LEAD, now=now)
        self.leads[voice.name] = lead
        return voice, lead


def _paragraphs(session: Session, version: Version) -> list[str]:
    blocks = load_text(session, version.id).blocks
    return [next(block.id for block in blocks if block.text == words) for words in ANSWERS]
