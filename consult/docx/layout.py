"""What stands around the text of an exported statement."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

#: The words that the page itself says, by key, in the default language.
DEFAULT_LABELS: Mapping[str, str] = {
    "subject": "Asia",
    "version": "Versio",
    "main_points": "Lausunnon pääkohdat",
    "contents": "Sisällys",
    "chosen_option": "Valittu vaihtoehto",
    "signatories": "Allekirjoittajat",
    "organisation": "Järjestö",
    "municipality": "Kotipaikka",
    "person": "Allekirjoittaja",
    "dissents": "Eriävät näkemykset",
    "annex": "Liite",
    "annexes": "Liitteet",
    "distribution": "Jakelu",
    "for_information": "Tiedoksi",
    "contacts": "Yhteystiedot",
    "same": "Ehdottaa samaa.",
    "removal": "Ehdottaa näiden sanojen poistamista.",
    "instead": "Ehdottaa tähän",
    "heading": "otsikko",
    "paragraph": "kappale",
    "bullet": "luettelon kohta",
    "numbered": "numeroidun luettelon kohta",
    "row": "otsikkorivi tai tavallinen rivi",
}


@dataclass(frozen=True, slots=True)
class Logo:
    """The sender's mark at the top left: PNG or JPEG bytes, and what it says in words."""

    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """An organisation that stands behind the statement, and who signs for it."""

    organisation: str
    person: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Dissent:
    """What a signatory sees differently; lines are paragraphs."""

    organisation: str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The data of one exported document; empty ones leave no trace on the page.

    `recipient` may have several lines. `version_hash` is the SHA-256 of the version in hex: with
    `version_id` and `version_number` it makes a file that comes back recognisable. `labels`
    replaces the page's own words (the keys of `DEFAULT_LABELS`) for a document in another language.
    The lines of `header_lines` stand below the data from page 2 on, those of `footer_lines` below
    every page. `closing` is what stands above the signatories. `answers` are the chosen options by
    the id of the heading under which each stands first; `loose_answers` are questions that no heading
    answers, each with its chosen option, and stand behind the text.
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
    logo: Logo | None = None
    header_lines: tuple[str, ...] = ()
    footer_lines: tuple[str, ...] = ()
    main_points: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    loose_answers: tuple[tuple[str, str], ...] = ()
    signatories: tuple[Signatory, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    annexes: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    for_information: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
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

    @property
    def annex_lines(self) -> tuple[str, ...]:
        """The annexes in the order of their numbers: the dissents are the first one."""
        own = (self.label("dissents"),) if self.dissents else ()
        return tuple(
            f"{self.label('annex')} {number} {title}"
            for number, title in enumerate((*own, *self.annexes), start=1)
        )

    def label(self, key: str) -> str:
        """One of the page's own words."""
        return self.labels.get(key, DEFAULT_LABELS[key])
