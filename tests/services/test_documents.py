"""Versions are stored block by block, each content once, and held to a size."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult import text
from consult.errors import Conflict, Invalid
from consult.models import Consultation, Content, DocumentRole, Person, Version, VersionBlock
from consult.reports.texts import load_origins, load_text
from consult.services.documents import (
    MAX_BLOCKS,
    MAX_BYTES,
    add_document,
    find_draft,
    newest_version,
    publish_first_version,
    require_size,
    store_version,
    version_hash,
)
from tests.factories import NOW, make_draft, make_text, make_version
from tests.log import last_entry

RICH = text.Document(
    (
        text.Block("b1", text.BlockKind.HEADING, "Tilat", 1, question=2),
        text.Block(
            "b2", text.BlockKind.PARAGRAPH, "Lue lisää.", marks=(text.Mark(0, 3, text.MarkKind.BOLD),), page=4
        ),
        text.Block("b3", text.BlockKind.NUMBERED, "yksi", 1),
        text.Block("t", text.BlockKind.TABLE),
        text.Block("r", text.BlockKind.ROW, level=1, parent="t"),
        text.Block("c", text.BlockKind.CELL, "solu", parent="r"),
        text.Block(
            "b4",
            text.BlockKind.PARAGRAPH,
            "linkki",
            marks=(text.Mark(0, 6, text.MarkKind.LINK, "https://example.invalid"),),
        ),
    )
)


def test_what_is_stored_is_read_back_to_the_letter(
    session: Session, consultation: Consultation, agent: Person, noise: Consultation
) -> None:
    version = make_version(session, consultation, agent, RICH)
    assert load_text(session, version.id) == RICH
    entry = last_entry(session)
    assert (entry.action, entry.subject_id, entry.details["number"]) == ("version.published", version.id, 1)


def test_equal_words_are_stored_once(
    session: Session, consultation: Consultation, agent: Person, noise: Consultation
) -> None:
    before = session.scalar(select(func.count(Content.hash)))
    version = make_version(session, consultation, agent, make_text("Sama.", "Sama.", "Eri."))
    assert (session.scalar(select(func.count(Content.hash))) or 0) - (before or 0) == 2
    store_version(
        session, version.document, make_text("Sama.", "Eri."), number=2, title="x", actor=agent, now=NOW
    )
    assert (session.scalar(select(func.count(Content.hash))) or 0) - (before or 0) == 2


def test_origins_are_kept_with_their_blocks(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    version = make_version(session, consultation, agent)
    second = store_version(
        session,
        version.document,
        make_text("Uusi sana.", "Vanha."),
        number=2,
        title="Lausunto",
        actor=agent,
        now=NOW,
        origins={"b1": [(0, 4, "p:12:0"), (4, 10, "")]},
    )
    assert load_origins(session, second.id) == {"b1": ((0, 4, "p:12:0"), (4, 10, ""))}


@pytest.mark.parametrize(
    ("title", "content"),
    [
        ("Toinen", RICH),
        ("Lausunto", text.Document(RICH.blocks[::-1])),
        ("Lausunto", text.Document((replace(RICH.blocks[0], question=3), *RICH.blocks[1:]))),
        ("Lausunto", text.Document((replace(RICH.blocks[0], id="b9"), *RICH.blocks[1:]))),
        ("Lausunto", text.Document((*RICH.blocks[:-1], replace(RICH.blocks[-1], marks=())))),
    ],
)
def test_the_hash_covers_title_order_words_marks_and_questions(title: str, content: text.Document) -> None:
    known = version_hash("Lausunto", RICH)
    assert known == version_hash("Lausunto", RICH)
    assert version_hash(title, content) != known


def test_version_1_is_published_once(session: Session, consultation: Consultation, agent: Person) -> None:
    version = make_version(session, consultation, agent)
    with pytest.raises(Conflict, match="already"):
        publish_first_version(
            session, version.document, make_text("Toinen."), title="Toinen", actor=agent, now=NOW
        )
    assert session.scalars(select(Version.title).where(Version.document_id == version.document_id)).all() == [
        "Lausunto"
    ]


@pytest.mark.parametrize(
    ("title", "content"),
    [
        ("", make_text()),
        ("x" * 256, make_text()),
        ("Lausunto", text.Document()),
        ("Lausunto", text.Document((text.Block("b1", text.BlockKind.PARAGRAPH),))),
    ],
)
def test_nothing_is_published_without_a_title_and_words(
    session: Session, consultation: Consultation, agent: Person, title: str, content: text.Document
) -> None:
    document = make_draft(session, consultation, agent)
    with pytest.raises(Invalid):
        publish_first_version(session, document, content, title=title, actor=agent, now=NOW)
    assert newest_version(session, document) is None


def many(count: int) -> text.Document:
    """So many paragraphs of one letter."""
    return text.Document(tuple(text.Block(f"b{n}", text.BlockKind.PARAGRAPH, "x") for n in range(count)))


def test_a_document_has_at_most_5000_blocks() -> None:
    require_size(many(MAX_BLOCKS))
    with pytest.raises(Invalid, match="blocks"):
        require_size(many(MAX_BLOCKS + 1))


def test_a_document_has_at_most_2_megabytes_of_bytes() -> None:
    require_size(make_text("ä" * (MAX_BYTES // 2)))
    with pytest.raises(Invalid, match="2 MB"):
        require_size(make_text("ä" * (MAX_BYTES // 2) + "x"))


def test_a_text_that_is_too_large_leaves_nothing_behind(
    session: Session, consultation: Consultation, agent: Person
) -> None:
    document = make_draft(session, consultation, agent)
    with pytest.raises(Invalid):
        publish_first_version(session, document, many(MAX_BLOCKS + 1), title="x", actor=agent, now=NOW)
    assert session.scalar(select(func.count(VersionBlock.version_id))) == 0


def test_a_consultation_has_one_draft_and_many_background_documents(
    session: Session, consultation: Consultation, agent: Person, noise: Consultation
) -> None:
    draft = make_draft(session, consultation, agent)
    with pytest.raises(Invalid, match="already has a draft"):
        make_draft(session, consultation, agent)
    for title in ("Suunnitelma", "Liite"):
        add_document(session, consultation, role=DocumentRole.BACKGROUND, title=title, actor=agent, now=NOW)
    assert find_draft(session, consultation.id) == draft


@pytest.mark.parametrize("title", ["", "x" * 256])
def test_a_document_needs_a_title_that_fits(
    session: Session, consultation: Consultation, agent: Person, title: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        add_document(session, consultation, role=DocumentRole.DRAFT, title=title, actor=agent, now=NOW)
    assert refusal.value.field == "title"
