"""One story of the demonstration while it is played: its consultation, its texts and what has been said."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.demo.content import Event
from consult.demo.moments import Calendar
from consult.demo.register import Register
from consult.models import Comment, Consultation, Document, Person, Proposal, Version, Voice
from consult.reports.texts import load_text
from consult.services.comments import load_comment
from consult.services.documents import newest_version
from consult.services.proposals import load_proposal
from consult.services.voices import office_voice


@dataclass
class Story:
    """Everything that later events refer to; `said` holds contributions by their labels."""

    session: Session
    calendar: Calendar
    register: Register
    documents: dict[str, Document] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    said: dict[str, Comment | Proposal] = field(default_factory=dict)
    _consultation: Consultation | None = None

    @property
    def consultation(self) -> Consultation:
        """The consultation that the first event of the story created."""
        if self._consultation is None:
            raise ValueError("a story begins with its creation")
        return self._consultation

    def begin(self, consultation: Consultation) -> None:
        """From now on the story has a consultation."""
        self._consultation = consultation

    def at(self, event: Event) -> datetime:
        """When an event happens."""
        return self.calendar.instant(event["at"])

    def actor(self, event: Event) -> Person:
        """Who acts in an event."""
        return self.register.people[event["who"]]

    def voice(self, event: Event) -> Voice:
        """In whose name: `voice` when the event says it, else the actor's organisation, else the office."""
        organisation, _, task = event["who"].partition(".")
        key = event.get("voice", organisation if task else "")
        if not key:
            return office_voice(self.session, self.consultation.id)
        return self.session.scalars(
            select(Voice).where(
                Voice.consultation_id == self.consultation.id,
                Voice.organisation_id == self.register.organisations[key].id,
            )
        ).one()

    def version(self, event: Event) -> Version:
        """The newest version of the draft, or of the document that the event names."""
        version = newest_version(self.session, self.documents[event.get("document", "draft")])
        if version is None:
            raise ValueError("nothing has been published")
        return version

    def content(self, event: Event) -> text.Document:
        """The words of that version."""
        return load_text(self.session, self.version(event).id)

    def block(self, event: Event, words: str) -> str:
        """The one block that these words are in."""
        found = [block.id for block in self.content(event).blocks if words in block.text]
        if len(found) != 1:
            raise ValueError(f"{words!r} is in {len(found)} blocks")
        return found[0]

    def contribution(self, label: str) -> Comment | Proposal:
        """What was said under a label, as it stands now."""
        said = self.said[label]
        load = load_comment if isinstance(said, Comment) else load_proposal
        return load(self.session, self.consultation.id, said.number)

    def proposal(self, label: str) -> Proposal:
        """A proposal by its label."""
        return load_proposal(self.session, self.consultation.id, self.said[label].number)

    def comment(self, label: str) -> Comment:
        """A comment by its label."""
        return load_comment(self.session, self.consultation.id, self.said[label].number)
