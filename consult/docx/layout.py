"""What stands around the text of an exported statement."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

#: The words that the page itself says, by key, in the default language.
DEFAULT_LABELS: Mapping[str, str] = {"subject": "Asia", "version": "Versio"}


@dataclass(frozen=True, slots=True)
class Layout:
    """The data of one exported document; empty ones leave no trace on the page.

    `recipient` may have several lines. `version_hash` is the SHA-256 of the version in hex: with
    `version_id` and `version_number` it makes a file that comes back recognisable. `labels`
    replaces the page's own words (`subject`, `version`) for a document in another language.
    """

    title: str
    date: datetime.date
    document_type: str = ""
    sender: str = ""
    recipient: str = ""
    place: str = ""
    subject: str = ""
    register_number: str = ""
    language: str = "fi-FI"
    version_id: int = 0
    version_number: int = 0
    version_hash: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown_date(self) -> str:
        """The date as the layout standard writes it, d.m.yyyy, after the place if there is one."""
        date = f"{self.date.day}.{self.date.month}.{self.date.year}"
        return f"{self.place} {date}" if self.place else date

    @property
    def data_lines(self) -> tuple[str, ...]:
        """What stands below the document type: date, register number, version."""
        version = f"{self.label('version')} {self.version_number}" if self.version_number else ""
        return tuple(line for line in (self.shown_date, self.register_number, version) if line)

    def label(self, key: str) -> str:
        """One of the page's own words."""
        return self.labels.get(key, DEFAULT_LABELS[key])
