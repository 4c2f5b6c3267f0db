"""A statement for tests of pages that read: made through the services, as large as a test asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy.orm import Session

from consult import text
from consult.models import (
    Comment,
    CommentKind,
    Consultation,
    Outcome,
    Person,
    Proposal,
    Round,
    Stance,
    Version,
    Voice,
)
from consult.reports.reconciliation import Spot, load_reconciliation
from consult.services.answers import send_answer
from consult.services.comments import make_comment
from consult.services.decisions import Ruling, Verdict, decide
from consult.services.proposals import load_proposal, make_proposal
from consult.services.publishing import prepare_publication, publish_version
from consult.services.requests import Asked, save_request
from consult.services.rounds import open_round
from consult.services.supports import support_proposal
from consult.services.wishes import Add, Move, Remove, Reword, Wish
from tests.factories import DAY, NOW, make_consultation, make_participant, make_person, make_version

MARKDOWN = """# Lausunnon pääkohdat

Suunnitelma on **selkeä** ja [luettava](https://example.org/suunnitelma).

# Toimintaedellytykset

Hyvinvointialueen tulee myöntää järjestöille avustuksia vuosittain ja pitää määräraha nykyisellä tasolla. \
Hakemisen tulee onnistua yhdellä lomakkeella.

Järjestöt tarvitsevat:

- tiloja
  - iltaisin
  - viikonloppuisin
- tietoa päätöksistä

## Vuokrat

Pienellä yhdistyksellä ei ole varaa markkinavuokraan. Jokaisessa kunnassa tulee olla maksuton tila.

| Kunta | Tiloja |
|---|---|
| Kuusiniemi | 3 |
| Selkävesi | 1 |

# Seuranta

1. Mittarit laskevat käyntejä.
2. Mittarit laskevat päiviä.

Järjestöt osallistuvat mielellään toimeenpanoon.
"""


@dataclass
class Statement:
    """A consultation with a draft, a round and voices, and the clock of the story."""

    session: Session
    agent: Person
    consultation: Consultation
    version: Version
    round: Round
    voices: list[tuple[Voice, Person]]
    now: datetime = NOW
    proposals: list[Proposal] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    markdown: str = MARKDOWN
    first: Version = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.version

    @property
    def base(self) -> text.Document:
        """The text as it was brought in."""
        return parsed(self.markdown)

    def url(self, path: str = "") -> str:
        """An address inside the consultation."""
        return f"/consultations/{self.consultation.slug}{path}"

    def version_url(self, path: str, version: Version | None = None) -> str:
        """An address of the draft's document."""
        return self.url(f"/documents/{(version or self.version).document_id}{path}")

    def block(self, beginning: str) -> str:
        """The id of the block that begins so."""
        return next(block.id for block in self.base.blocks if block.text.startswith(beginning))

    def propose(self, wish: Wish, *, by: int = 0, rationale: str = "Näin on selvempää.") -> Proposal:
        """Somebody proposes something."""
        voice, person = self.voices[by]
        made = make_proposal(
            self.session, self.version, wish, voice=voice, rationale=rationale, actor=person, now=self.now
        )
        self.proposals.append(made)
        return made

    def reword(self, beginning: str, old: str, new: str, *, by: int = 0) -> Proposal:
        """Somebody proposes other words in the block that begins so."""
        block = self.base.by_id[self.block(beginning)]
        assert old in block.text
        return self.propose(Reword((block.id,), block.text.replace(old, new)), by=by)

    def comment(self, beginning: str, words: str, *, by: int = 0, reply_to: Comment | None = None) -> Comment:
        """Somebody comments on the block that begins so."""
        voice, person = self.voices[by]
        made = make_comment(
            self.session,
            self.version,
            self.block(beginning),
            voice=voice,
            kind=CommentKind.MISSING,
            words=words,
            actor=person,
            now=self.now,
            reply_to=reply_to,
        )
        self.comments.append(made)
        return made

    def support(self, proposal: Proposal, *, by: int) -> None:
        """Another supports a proposal."""
        voice, person = self.voices[by]
        loaded = load_proposal(self.session, self.consultation.id, proposal.number)
        support_proposal(self.session, loaded, voice=voice, actor=person, now=self.now)

    def send(self, *by: int) -> None:
        """These voices send their answers; all when none is named."""
        for voice, person in [self.voices[one] for one in by] or self.voices:
            send_answer(self.session, voice, stance=Stance.ENDORSES, actor=person, now=self.now)

    def close(self) -> None:
        """Time passes until the round has closed."""
        self.now = self.round.closes_at + timedelta(minutes=1)

    def decide(self, proposal: Proposal, outcome: Outcome, *, reason: str = "", wording: str = "") -> None:
        """The agent answers everything in the place of a proposal alike."""
        found = load_reconciliation(self.session, self.version)
        spot = found.by_key[f"p{proposal.number}-0"]
        keys = [found.member_key(member) for member in spot.members]
        self._rule(spot, keys, Verdict(outcome, reason), wording)

    def answer(self, comment: Comment, outcome: Outcome, *, reason: str) -> None:
        """The agent answers a comment."""
        spot = load_reconciliation(self.session, self.version).by_key[f"c{comment.number}"]
        self._rule(spot, [spot.key], Verdict(outcome, reason), "")

    def publish(self) -> Version:
        """The next version comes out."""
        publication = prepare_publication(self.session, self.version)
        self.version = publish_version(self.session, publication, actor=self.agent, now=self.now)
        return self.version

    def _rule(self, spot: Spot, keys: list[str], verdict: Verdict, wording: str) -> None:
        standing = spot.decision.id if spot.decision else None
        ruling = Ruling(spot.seen, dict.fromkeys(keys, verdict), wording=wording, standing=standing)
        decide(self.session, self.version, spot.key, ruling, actor=self.agent, now=self.now)


@lru_cache(maxsize=16)
def parsed(markdown: str) -> text.Document:
    """A text that many tests look into, read once; documents do not change."""
    return text.parse(markdown)


NAMES = ("Kuusiniemen omaishoitajat ry", "Harjunseudun vertaistuki ry", "Selkäveden kyläyhdistys ry")


def make_statement(session: Session, *, names: Sequence[str] = NAMES) -> Statement:
    """A statement in its first round, in which nobody has said anything yet."""
    agent = make_person(session, "Muutosagentti")
    consultation = make_consultation(session, agent, "Järvimaan järjestöjen yhteislausunto")
    save_request(
        session,
        consultation,
        title="Lausuntopyyntö suunnitelmasta",
        authority="Järvimaan hyvinvointialue",
        register_number="JVH/418/2026",
        deadline=datetime(2027, 2, 15, 16, 15),  # noqa: DTZ001 - a wall clock, as the authority writes it
        zone="Europe/Helsinki",
        questions=[Asked("Onko rooli selvä?"), Asked("Mitä järjestöt tarvitsevat?")],
        actor=agent,
        now=NOW,
    )
    content = parsed(MARKDOWN)
    questioned = tuple(
        replace(block, question=2) if block.text == "Toimintaedellytykset" else block
        for block in content.blocks
    )
    version = make_version(session, consultation, agent, text.Document(questioned))
    speakers = [make_participant(session, consultation, agent, name) for name in names]
    opened = open_round(
        session,
        consultation,
        opens_at=NOW - DAY,
        closes_at=NOW + 12 * DAY,
        actor=agent,
        now=NOW - 2 * DAY,
    )
    return Statement(session, agent, consultation, version, opened, speakers)


def fill(statement: Statement) -> None:
    """Every kind of contribution, sent: a group on one sentence, an addition, a removal, a move, a thread."""
    first = statement.reword("Hyvinvointialueen", "vuosittain", "kolmeksi vuodeksi kerrallaan")
    statement.reword("Hyvinvointialueen", "vuosittain", "useaksi vuodeksi", by=1)
    statement.reword("Pienellä", "maksuton tila", "maksuton ja esteetön tila", by=2)
    statement.propose(
        Add(statement.block("Järjestöt osallistuvat"), "Seurannasta kerrotaan julkisesti."), by=1
    )
    statement.propose(Remove((statement.block("Mittarit laskevat päiviä"),)), by=2)
    statement.propose(Move(statement.block("tietoa"), statement.block("Suunnitelma on")), by=0)
    statement.reword("Kuusiniemi", "Kuusiniemi", "Kuusiniemen kunta", by=1)
    question = statement.comment("Suunnitelma on", "Lisätään sanaluettelo.", by=1)
    statement.comment("Selkävesi", "Luku on vanha.", by=2)
    statement.send()
    statement.comment("Suunnitelma on", "Hyvä ajatus.", by=0, reply_to=question)
    statement.send(0)
    statement.support(first, by=2)
    statement.session.flush()
