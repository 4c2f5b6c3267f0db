"""An organisation keeps at most twenty Word files, or a hundred megabytes, of works that go on."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Invalid
from consult.models import (
    Comment,
    CommentKind,
    CommentRevision,
    Ending,
    EndingKind,
    ReturnedFile,
    ReturnedPart,
    Voice,
)
from consult.services.returned_quotas import MOST_BYTES, MOST_FILES, has_room, require_room
from tests.factories import NOW
from tests.web.answering.conftest import Scene
from tests.web.answering.test_word import draft, files, preview, returned, save, upload
from tests.web.client import PageClient
from tests.web.conftest import writing
from tests.web.page import Page


def another(member: PageClient, scene: Scene) -> Page:
    """Another file than the one that was saved, looked at."""
    return member.follow(upload(member, scene, returned(draft(member, scene), comment="Toinen kysymys.")))


def keep(session: Session, scene: Scene, number: int) -> None:
    """One more saved file of the organisation, with a comment in its answer."""
    said = session.scalars(select(Comment).order_by(Comment.id)).first()
    assert said is not None
    comment = Comment(
        consultation_id=said.consultation_id,
        number=1000 + number,
        answer_id=said.answer_id,
        document_id=said.document_id,
        version_id=said.version_id,
        block_id=said.block_id,
        anchor=said.anchor,
        created_at=NOW,
    )
    comment.revisions = [CommentRevision(number=1, kind=CommentKind.OTHER, text="Kommentti", created_at=NOW)]
    file = ReturnedFile(
        consultation_id=said.consultation_id,
        document_id=said.document_id,
        uploaded_by_id=scene.lead.id,
        name=f"{number}.docx",
        data=b"PK",
        digest=f"{number}",
        uploaded_at=NOW,
        saved_at=NOW,
    )
    session.add_all([comment, file])
    session.flush()
    session.add(ReturnedPart(file_id=file.id, comment_id=comment.id))


def test_what_does_not_fit_is_said_and_the_file_waits_with_every_choice(
    app: Flask, scene: Scene, member: PageClient
) -> None:
    save(member, scene, preview(member, scene), take=["s-0"])
    with writing(app) as session:
        for number in range(MOST_FILES - 1):
            keep(session, scene, number)
    page = another(member, scene)
    refused = save(member, scene, page, rationale="Oma syymme.", skip=["c0"])
    assert refused.status == 422
    assert "enempää ei mahdu" in refused.text
    assert "Tätä tiedostoa ei tallennettu" in refused.text
    assert refused.form(page.response.request.path).fields["rationale"] == ["Oma syymme."]
    (waiting,) = [file for file in files(app) if file.saved_at is None]
    assert waiting.name == "vastaus.docx"

    with writing(app) as session:
        voice = session.get_one(Voice, scene.voice.id)
        file = session.get_one(ReturnedFile, waiting.id)
        with pytest.raises(Invalid):
            require_room(session, file, [voice])
        ending = {"consultation_id": scene.consultation.id, "made_at": NOW, "made_by_id": scene.agent.id}
        session.add(Ending(kind=EndingKind.ARCHIVED, **ending))
        session.flush()
        require_room(session, file, [voice])


@pytest.mark.parametrize(
    ("count", "kept", "size", "fits"),
    [
        (MOST_FILES - 1, 0, 1, True),
        (MOST_FILES, 0, 1, False),
        (1, MOST_BYTES - 1, 1, True),
        (1, MOST_BYTES - 1, 2, False),
    ],
)
def test_twenty_files_or_a_hundred_megabytes_fit(count: int, kept: int, size: int, *, fits: bool) -> None:
    assert has_room(count, kept, size) is fits
