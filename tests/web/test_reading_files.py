"""While an uploaded file is read, others write: nobody waits for a large spreadsheet or Word file."""

import subprocess
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from consult.db import writing_session
from consult.docx import Layout, write_clean
from consult.models import Consultation, Document, Person
from consult.sheets import write_xlsx
from consult.web.current import shell
from tests.factories import NOW, make_consultation, make_draft, make_person, make_text
from tests.web.client import PageClient
from tests.web.conftest import reading, writing

SHEET = write_xlsx("x", ["Nimi", "Teksti"], [["Kylä ry", "Tilat"]])


@pytest.fixture
def agent(app: Flask, client_as: Callable[[Person], PageClient]) -> PageClient:
    """The browser of an agent who may bring in everything."""
    with writing(app) as session:
        agent = make_person(session, is_administrator=True)
        make_draft(session, make_consultation(session, agent), agent)
    return client_as(agent)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody else could write while a child process was reading."""
    found: list[str] = []
    run = subprocess.run

    def write_meanwhile(*arguments: Any, **options: Any) -> Any:
        with writing_session(shell().engine) as session:
            consultation = session.scalars(select(Consultation)).one()
            consultation.summary = "Muu kirjoitti."
            session.commit()
        found.append("meanwhile")
        return run(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", write_meanwhile)
    return found


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/organisations/table", "lista.xlsx"),
        ("/consultations/{slug}/invitations/list", "lista.xlsx"),
        ("/consultations/{slug}/workshops/table", "lista.xlsx"),
        ("/consultations/{slug}/documents/{document}/intake", "luonnos.docx"),
    ],
)
def test_the_database_is_free_while_a_file_is_read(
    app: Flask, agent: PageClient, written: list[str], address: str, name: str
) -> None:
    with reading(app) as session:
        consultation = session.scalars(select(Consultation)).one()
        document = session.scalars(select(Document)).one()
        url = address.format(slug=consultation.slug, document=document.id)
    data = (
        SHEET
        if name.endswith("xlsx")
        else write_clean(make_text(), Layout(title="Lausunto", date=NOW.date()))
    )
    typed = {"csrf_token": agent.token(), "way": "word", "file": (BytesIO(data), name)}
    answer = agent.http.post(url, base_url=agent.base_url, data=typed)
    assert answer.status_code == 303, answer.text
    assert written == ["meanwhile"]
    with reading(app) as session:
        assert session.scalars(select(Consultation.summary)).one() == "Muu kirjoitti."
