"""Two consultations in one of four states, with something of every kind in them, and one person per role."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.models import (
    Access,
    Comment,
    CommentKind,
    Consultation,
    DocumentRole,
    MemberRole,
    Organisation,
    Outcome,
    Person,
    Proposal,
    Visibility,
    Voice,
)
from consult.reports.reconciliation import load_reconciliation
from consult.reports.versions import current_version
from consult.services.answers import find_answer, send_answer
from consult.services.clarifications import ask
from consult.services.comments import load_comment, make_comment
from consult.services.contributions import withdraw
from consult.services.decisions import Ruling, Verdict, decide, member_keys
from consult.services.documents import add_document, publish_first_version
from consult.services.memberships import add_member
from consult.services.proposals import load_proposal, make_proposal
from consult.services.publishing import prepare_publication, publish_version
from consult.services.requests import Asked, save_request
from consult.services.rounds import last_round, open_round
from consult.services.sessions import start_session
from consult.services.submissions import file_version
from consult.services.supports import support_proposal
from consult.services.wishes import Reword
from tests.factories import DAY, NOW, make_consultation, make_draft, make_participant, make_person

#: A moment after the round has closed.
LATER = NOW + 13 * DAY
A_WHILE = timedelta(hours=1)
HERE, ELSEWHERE = "täällä", "muualla"

HEADING = "Toimintaedellytykset"
GRANTS = "Hyvinvointialueen tulee myöntää avustuksia vuosittain. Hakemisen tulee onnistua lomakkeella."
ROOMS = "Tilat ovat maksuttomia. Avaimet saa kunnasta."
LAST = "Vapaaehtoiset tarvitsevat ohjaajan. Ohjaajalle maksetaan palkka."


class State(StrEnum):
    """How far a consultation has come."""

    UNPUBLISHED = "unpublished"
    OPEN = "open"
    CLOSED = "closed"
    FILED = "filed"

    @property
    def now(self) -> datetime:
        """What the clock shows then."""
        return LATER if self in (State.CLOSED, State.FILED) else NOW


class Role(StrEnum):
    """Who asks."""

    ANONYMOUS = "anonymous"
    OUTSIDER = "outsider"
    MEMBER = "member"
    LEAD = "lead"
    AGENT = "agent"
    FOREIGN_AGENT = "foreign agent"
    ADMINISTRATOR = "administrator"


@dataclass
class Place:
    """One consultation and the ids of what is in it; an id is 0 where there is no such thing."""

    slug: str
    consultation_id: int
    document_id: int = 0
    background_id: int = 0
    version_id: int = 0
    voice_id: int = 0
    other_voice_id: int = 0
    organisation_id: int = 0
    person_id: int = 0
    answer_id: int = 0
    decision_id: int = 0
    proposals: dict[str, int] = field(default_factory=dict)
    comments: dict[str, int] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its address."""
        return f"/consultations/{self.slug}"


@dataclass
class World:
    """The consultation that is asked about, another one beside it, and a signed-in secret per role."""

    state: State
    here: Place
    elsewhere: Place
    secrets: dict[Role, str]


@dataclass
class Cast:
    """The people of one consultation."""

    agent: Person
    lead: Person
    member: Person
    other: Person


class Builder:
    """Makes one consultation through the services; every text carries `mark` so that it can be found."""

    def __init__(self, session: Session, title: str, mark: str, *, starts: datetime) -> None:
        self.session, self.mark, self.starts = session, mark, starts
        agent = make_person(session, f"Agentti {mark}")
        self.consultation = make_consultation(session, agent, title)
        self.consultation.summary = f"Tiivistelmä {mark}."
        self.voice, lead = make_participant(session, self.consultation, agent, f"Kuusi {mark} ry")
        self.other_voice, other = make_participant(session, self.consultation, agent, f"Harju {mark} ry")
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

    def _request(self) -> None:
        save_request(
            self.session,
            self.consultation,
            title=f"Pyyntö {self.mark}",
            authority="Hyvinvointialue",
            register_number="HVA/1",
            deadline=datetime(2027, 3, 1, 16, 0),  # noqa: DTZ001 - a wall clock, as it is typed
            zone="Europe/Helsinki",
            questions=[Asked(f"Mitä mieltä on {self.mark}?"), Asked("Onko muuta?")],
            actor=self.cast.agent,
            now=self.starts,
        )

    def publish(self) -> None:
        """Version 1 of the draft, a background document, and a round of fourteen days."""
        content = _content(self.mark)
        version = publish_first_version(
            self.session, self.document, content, title="Lausunto", actor=self.cast.agent, now=self.starts
        )
        background = add_document(
            self.session,
            self.consultation,
            role=DocumentRole.BACKGROUND,
            title=f"Suunnitelma {self.mark}",
            actor=self.cast.agent,
            now=self.starts,
        )
        publish_first_version(
            self.session, background, content, title="Suunnitelma", actor=self.cast.agent, now=self.starts
        )
        open_round(
            self.session,
            self.consultation,
            opens_at=self.starts,
            closes_at=self.starts + 13 * DAY,
            actor=self.cast.agent,
            now=self.starts - DAY,
        )
        self.place.background_id, self.place.version_id = background.id, version.id

    def speak(self, *, extra: int = 0) -> None:
        """Both organisations say things; `extra` ones make the numbers differ from another consultation's."""
        mine, other = (self.voice, self.cast.member), (self.other_voice, self.cast.other)
        self._say("mine", mine, "b2", old="vuosittain", new="kolmeksi vuodeksi")
        self._send(self.voice, self.cast.lead)
        self._say("sent", other, "b2", old="lomakkeella", new="yhdellä lomakkeella")
        self._say("withdrawn", other, "b3", old="maksuttomia", new="avoimia")
        self._say("hidden", other, "b3", old="kunnasta", new="kirjastosta")
        for number in range(extra):
            self._say(f"extra {number}", other, "b4", old="palkka", new=f"palkkaa {number}")
        self._send(self.other_voice, self.cast.other)
        self._reply()
        self._hide_and_withdraw()
        self._say("own unsent", mine, "b4", old="ohjaajan", new="oman ohjaajan")
        self._say("unsent", other, "b4", old="ohjaajan", new="kaksi ohjaajaa")
        self._support_and_ask()

    def reconcile(self) -> None:
        """One place is decided; the others wait."""
        self.place.decision_id = self._decide("mine")

    def finish(self) -> None:
        """The next version is published and filed, and one more place decided before."""
        version = current_version(self.session, self.consultation.id)
        assert version is not None
        publication = prepare_publication(self.session, version)
        published = publish_version(self.session, publication, actor=self.cast.agent, now=self._closed)
        file_version(
            self.session,
            self.consultation,
            published,
            channel="Lausuntopalvelu",
            filed_at=self._closed,
            receipt=f"Kuittaus {self.mark}",
            actor=self.cast.agent,
            now=self._closed,
        )

    @property
    def _closed(self) -> datetime:
        return self.starts + 13 * DAY + A_WHILE

    @property
    def _open(self) -> datetime:
        return self.starts + A_WHILE

    def _say(self, name: str, by: tuple[Voice, Person], block: str, *, old: str, new: str) -> None:
        """One proposal and one comment by this name."""
        voice, person = by
        version = current_version(self.session, self.consultation.id)
        assert version is not None
        words = next(found.text for found in _content(self.mark).blocks if found.id == block)
        said = f"{self.mark}-{name.replace(' ', '-')}"
        wish = Reword((block,), words.replace(old, f"{new} {said}"))
        proposal = make_proposal(
            self.session,
            version,
            wish,
            voice=voice,
            rationale=f"Syy {said}.",
            actor=person,
            now=self._open,
        )
        comment = make_comment(
            self.session,
            version,
            block,
            voice=voice,
            kind=CommentKind.OTHER,
            words=f"Kommentti {said}.",
            actor=person,
            now=self._open,
        )
        self.place.proposals[name], self.place.comments[name] = proposal.number, comment.number

    def _send(self, voice: Voice, person: Person) -> None:
        send_answer(self.session, voice, stance=None, actor=person, now=self._open)
        round_ = last_round(self.session, self.consultation.id)
        assert round_ is not None
        answer = find_answer(self.session, voice.id, round_.id)
        assert answer is not None
        if voice is self.voice:
            self.place.answer_id = answer.id

    def _reply(self) -> None:
        version = current_version(self.session, self.consultation.id)
        assert version is not None
        reply = make_comment(
            self.session,
            version,
            "b2",
            voice=self.other_voice,
            kind=CommentKind.OTHER,
            words=f"Vastaus {self.mark}-sent.",
            actor=self.cast.other,
            now=self._open,
            reply_to=self._comment("mine"),
        )
        self._send(self.other_voice, self.cast.other)
        self.place.comments["reply"] = reply.number

    def _hide_and_withdraw(self) -> None:
        for found in (self._proposal("withdrawn"), self._comment("withdrawn")):
            withdraw(self.session, found, actor=self.cast.other, now=self._open)
        for found in (self._proposal("hidden"), self._comment("hidden")):
            found.hidden_at = self._open
        self.session.flush()

    def _support_and_ask(self) -> None:
        support_proposal(
            self.session,
            self._proposal("mine"),
            voice=self.other_voice,
            actor=self.cast.other,
            now=self._open,
        )
        for found in (self._proposal("mine"), self._comment("mine")):
            ask(self.session, found, f"Kysymys {self.mark}.", actor=self.cast.agent, now=self._open)

    def _decide(self, name: str) -> int:
        version = current_version(self.session, self.consultation.id)
        assert version is not None
        reconciliation = load_reconciliation(self.session, version)
        spot = reconciliation.by_key[f"p{self.place.proposals[name]}-0"]
        verdicts = {key: Verdict(Outcome.ACCEPTED) for key in member_keys(reconciliation, spot)}
        ruling = Ruling(seen=spot.seen, verdicts=verdicts, rationale=f"Perustelu {self.mark}.")
        decision = decide(self.session, version, spot.key, ruling, actor=self.cast.agent, now=self._closed)
        return decision.id

    def _proposal(self, name: str) -> Proposal:
        return load_proposal(self.session, self.consultation.id, self.place.proposals[name])

    def _comment(self, name: str) -> Comment:
        return load_comment(self.session, self.consultation.id, self.place.comments[name])


def build_worlds(session: Session) -> Iterator[World]:
    """The world in one state after another; the consultation elsewhere is older and has more in it.

    What is yielded holds until the next one is asked for: commit and copy it before.
    """
    here = Builder(session, "Lausunto suunnitelmasta", HERE, starts=NOW - 2 * A_WHILE)
    elsewhere = Builder(session, f"Toinen lausunto {ELSEWHERE}", ELSEWHERE, starts=NOW - 20 * DAY)
    elsewhere.consultation.access = Access.INVITED
    elsewhere.publish()
    elsewhere.speak(extra=3)
    elsewhere.reconcile()
    administrator = make_person(session, "Ylläpitäjä", is_administrator=True)
    people = {
        Role.OUTSIDER: elsewhere.cast.lead,
        Role.MEMBER: here.cast.member,
        Role.LEAD: here.cast.lead,
        Role.AGENT: here.cast.agent,
        Role.FOREIGN_AGENT: elsewhere.cast.agent,
        Role.ADMINISTRATOR: administrator,
    }
    for state in State:
        _advance(here, state)
        secrets = {role: start_session(session, person, now=state.now) for role, person in people.items()}
        yield World(state, deepcopy(here.place), elsewhere.place, secrets)


def _advance(here: Builder, state: State) -> None:
    match state:
        case State.OPEN:
            here.publish()
            here.speak()
        case State.CLOSED:
            here.reconcile()
        case State.FILED:
            here.finish()


def restrict(session: Session, place: Place, visibility: Visibility) -> None:
    """Who sees others' words, chosen afterwards."""
    found = session.scalars(select(Consultation).where(Consultation.id == place.consultation_id)).one()
    found.visibility = visibility


def _content(mark: str) -> text.Document:
    paragraphs = (GRANTS, ROOMS, LAST, f"Tämän on kirjoittanut {mark}.")
    heading = text.Block("b1", text.BlockKind.HEADING, HEADING, 1)
    blocks = [
        text.Block(f"b{number}", text.BlockKind.PARAGRAPH, words)
        for number, words in enumerate(paragraphs, start=2)
    ]
    return text.Document((heading, *blocks))
