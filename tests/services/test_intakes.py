"""A text is brought in, seen, and published exactly as it was seen."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Conflict, Invalid
from consult.models import Consultation, Document, Intake, IntakeSource, Person
from consult.reports.texts import load_text
from consult.services.documents import MAX_BLOCKS, newest_version
from consult.services.intakes import (
    bring_in,
    discard_intake,
    find_intake,
    intake_text,
    publish_intake,
    require_intake,
)
from tests.factories import NOW, make_draft, make_text
from tests.log import actions
from tests.services.test_documents import RICH
from tests.services.test_requests import save


@pytest.fixture
def document(session: Session, consultation: Consultation, agent: Person, noise: Consultation) -> Document:
    """The draft without a version."""
    return make_draft(session, consultation, agent)


def bring(
    session: Session, document: Document, agent: Person, content: text.Document, *, title: str = "Lausunto"
) -> Intake:
    """Bring a text in by pasting."""
    return bring_in(session, document, content, source=IntakeSource.PASTE, title=title, actor=agent, now=NOW)


def publish(session: Session, document: Document, intake: Intake, agent: Person) -> text.Document:
    """Publish what stands there now."""
    version = publish_intake(
        session, document, intake, revision=intake.revision, title=intake.title, actor=agent, now=NOW
    )
    return load_text(session, version.id)


def test_what_was_brought_in_is_published_to_the_letter(
    session: Session, consultation: Consultation, agent: Person, document: Document
) -> None:
    content = text.Document(tuple(replace(block, question=None) for block in RICH.blocks))
    intake = bring(session, document, agent, content)
    assert intake_text(intake) == content
    assert publish(session, document, intake, agent) == content
    assert session.scalars(select(Intake)).all() == []
    assert actions(session, consultation.id)[-2:] == ["intake.brought-in", "version.published"]


def test_what_could_not_be_kept_is_remembered(session: Session, agent: Person, document: Document) -> None:
    intake = bring_in(
        session,
        document,
        make_text(),
        source=IntakeSource.WORD,
        title="",
        left_out=[("pictures", 2)],
        actor=agent,
        now=NOW,
    )
    assert (intake.left_out, intake.title) == ([["pictures", 2]], "Lausunto")


def test_bringing_in_again_replaces_the_text(session: Session, agent: Person, document: Document) -> None:
    first = bring(session, document, agent, make_text("Vanha."))
    revision = first.revision
    second = bring(session, document, agent, make_text("Uusi."), title="Uusi otsikko")
    assert second.id == first.id
    assert second.revision == revision + 1
    assert (intake_text(second), second.title) == (make_text("Uusi."), "Uusi otsikko")


def test_headings_find_the_requests_questions(
    session: Session, consultation: Consultation, agent: Person, document: Document
) -> None:
    save(session, consultation, agent)
    intake = bring(session, document, agent, make_text("# Onko rooli selkeä?", "Kyllä.", "# Yhteystiedot"))
    assert [block.question for block in intake_text(intake).blocks] == [2, None, None]


def test_blocks_without_words_are_not_published(session: Session, agent: Person, document: Document) -> None:
    intake = bring(session, document, agent, make_text("Yksi.", "", "Kaksi."))
    assert [block.text for block in publish(session, document, intake, agent).blocks] == ["Yksi.", "Kaksi."]


def test_a_text_of_headings_alone_can_be_published_and_an_empty_one_cannot(
    session: Session, agent: Person, document: Document
) -> None:
    empty = bring(session, document, agent, make_text(""))
    with pytest.raises(Invalid, match="no text yet"):
        publish(session, document, empty, agent)
    assert publish(session, document, bring(session, document, agent, make_text("# Tilat")), agent).blocks


def test_who_saw_an_older_text_does_not_publish_the_newer(
    session: Session, agent: Person, document: Document
) -> None:
    seen = bring(session, document, agent, make_text("Vanha.")).revision
    intake = bring(session, document, agent, make_text("Uusi."))
    with pytest.raises(Conflict, match="edited the text meanwhile"):
        publish_intake(session, document, intake, revision=seen, title="x", actor=agent, now=NOW)
    assert newest_version(session, document) is None


def test_a_published_document_takes_nothing_in(session: Session, agent: Person, document: Document) -> None:
    publish(session, document, bring(session, document, agent, make_text()), agent)
    with pytest.raises(Conflict, match="published already"):
        bring(session, document, agent, make_text("Toinen."))
    with pytest.raises(Conflict, match="published already"):
        require_intake(session, document)


def test_a_text_that_is_too_large_leaves_the_earlier_one(
    session: Session, agent: Person, document: Document
) -> None:
    intake = bring(session, document, agent, make_text("Vanha."))
    with pytest.raises(Invalid, match="blocks"):
        bring(session, document, agent, make_text(*["x"] * (MAX_BLOCKS + 1)))
    assert intake_text(intake) == make_text("Vanha.")


def test_a_title_that_is_too_long_is_refused(session: Session, agent: Person, document: Document) -> None:
    with pytest.raises(Invalid):
        bring(session, document, agent, make_text(), title="x" * 256)
    assert find_intake(session, document.id) is None


def test_one_can_begin_again(
    session: Session, consultation: Consultation, agent: Person, document: Document
) -> None:
    bring(session, document, agent, make_text())
    discard_intake(session, document, actor=agent, now=NOW)
    assert find_intake(session, document.id) is None
    assert actions(session, consultation.id)[-1] == "intake.discarded"
    with pytest.raises(Invalid, match="Bring in the text first"):
        require_intake(session, document)
