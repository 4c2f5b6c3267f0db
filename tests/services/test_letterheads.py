"""A letterhead is held to a few short lines and to a logo with words; a filed statement keeps its own."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.docx import Layout
from consult.docx.picture import PNG, make_picture
from consult.errors import Invalid, NotAllowed
from consult.models import Consultation, DocumentPicture, LogEntry, Person, Version
from consult.reports.letterheads import find_letterhead, on_letterhead
from consult.services.letterheads import change_letterhead, remove_logo
from consult.services.submissions import file_version
from tests.docx.pixels import png
from tests.factories import NOW, make_version

LOGO = make_picture(png(30, 10, (15, 90, 60)), PNG)


@pytest.fixture(autouse=True)
def version(session: Session, consultation: Consultation, agent: Person) -> Version:
    return make_version(session, consultation, agent)


def change(session: Session, consultation: Consultation, agent: Person, **given: object) -> None:
    values = {"header": "", "footer": "", "logo": None, "logo_alt": "", **given}
    change_letterhead(session, consultation, **values, actor=agent, now=NOW)  # type: ignore[arg-type]  # the values of the case


def laid_out(session: Session, consultation: Consultation) -> Layout:
    return on_letterhead(session, Layout(title="", date=NOW.date()), consultation.id)


def test_pages_carry_the_lines_and_the_logo(
    session: Session, consultation: Consultation, agent: Person, version: Version
) -> None:
    assert laid_out(session, consultation) == Layout(title="", date=NOW.date())
    change(
        session,
        consultation,
        agent,
        header=" Hanke  A \n\n Viite",
        footer="Katu 1",
        logo=LOGO,
        logo_alt="Pöytä",
    )
    layout = laid_out(session, consultation)
    assert (layout.header_lines, layout.footer_lines) == (("Hanke A", "Viite"), ("Katu 1",))
    assert layout.logo is not None
    assert (layout.logo.data, layout.logo.alt) == (LOGO.data, "Pöytä")
    assert session.scalars(select(DocumentPicture.document_id)).all() == [version.document_id]
    assert [row.action for row in session.scalars(select(LogEntry))][-1] == "letterhead.changed"


def test_the_logo_stays_until_it_is_removed(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    change(session, consultation, agent, logo=LOGO, logo_alt="Pöytä")
    change(session, consultation, agent, footer="Katu 1", logo_alt="Kuusiniemen pöytä")
    layout = laid_out(session, consultation)
    assert layout.logo is not None
    assert layout.logo.alt == "Kuusiniemen pöytä"
    remove_logo(session, consultation, actor=agent, now=NOW)
    remove_logo(session, consultation, actor=agent, now=NOW)
    assert laid_out(session, consultation).logo is None
    assert laid_out(session, consultation).footer_lines == ("Katu 1",)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"header": "a\nb\nc\nd"}, "header"),
        ({"header": "a" * 81}, "header"),
        ({"footer": "a\n" * 5}, "footer"),
        ({"footer": "a" * 121}, "footer"),
        ({"logo": LOGO}, "logo_alt"),
        ({"logo": LOGO, "logo_alt": "a" * 256}, "logo_alt"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    session: Session,
    consultation: Consultation,
    agent: Person,
    given: dict[str, object],
    field: str,
) -> None:
    with pytest.raises(Invalid) as told:
        change(session, consultation, agent, **given)
    assert told.value.field == field
    assert find_letterhead(session, consultation.id) is None


def test_words_about_a_logo_that_is_not_there_are_not_kept(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    change(session, consultation, agent, footer="Katu 1", logo_alt="Pöytä")
    found = find_letterhead(session, consultation.id)
    assert found is not None
    assert found.logo_alt == ""


def test_a_filed_statement_keeps_its_pages(
    session: Session, consultation: Consultation, agent: Person, version: Version
) -> None:
    change(session, consultation, agent, footer="Katu 1", logo=LOGO, logo_alt="Pöytä")
    later = NOW + timedelta(days=1)
    file_version(
        session, consultation, version, channel="Posti", filed_at=NOW, receipt="", actor=agent, now=later
    )
    with pytest.raises(NotAllowed):
        change(session, consultation, agent, footer="Katu 2")
    with pytest.raises(NotAllowed):
        remove_logo(session, consultation, actor=agent, now=later)
    assert laid_out(session, consultation).footer_lines == ("Katu 1",)
