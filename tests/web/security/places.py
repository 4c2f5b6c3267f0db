"""What a test needs to know of a consultation: its address and the ids of what is in it."""

from dataclasses import dataclass, field
from datetime import timedelta

A_WHILE = timedelta(hours=1)


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
    invitation_id: int = 0
    group_id: int = 0
    network_id: int = 0
    workshop_id: int = 0
    arrival_id: int = 0
    code: str = ""
    note_id: int = 0
    gathering_id: int = 0
    point: int = 0
    #: Word files: one that its lead is looking at, one that was saved.
    waiting_file_id: int = 0
    saved_file_id: int = 0
    proposals: dict[str, int] = field(default_factory=dict)
    comments: dict[str, int] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its address."""
        return f"/consultations/{self.slug}"
