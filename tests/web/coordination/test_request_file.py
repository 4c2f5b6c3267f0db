"""The agent brings in the request from a file: looked at and corrected before it is saved."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from consult.models import Consultation, Document, Person, Question, Request
from consult.services.agencies import appoint_agent
from consult.services.documents import publish_first_version
from consult.services.question_links import linked_positions
from consult.services.request_file import read_request
from consult.services.requests import Asked, save_request
from consult.text import Block, BlockKind
from consult.text import Document as Text
from tests.factories import NOW, make_person
from tests.services.test_request_file import GOOD
from tests.services.test_request_source import BREAK, CHOICE, ODD, entry, feed
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk
from tests.web.page import Page


def choose(desk: Desk, data: bytes | dict[str, Any], name: str = "pyynto.json") -> Page:
    """Send a file."""
    sent = json.dumps(data).encode() if isinstance(data, dict) else data
    return desk.client.submit(desk.client.get(f"{desk.root}/request/file"), {"file": (BytesIO(sent), name)})


def asked(desk: Desk) -> list[tuple[str, str]]:
    """The questions that are saved."""
    with reading(desk.app) as session:
        rows = session.scalars(select(Question).order_by(Question.position))
        return [(question.header, question.kind.value) for question in rows]


def test_a_request_is_looked_at_before_it_is_saved(desk: Desk) -> None:
    page = desk.client.follow(choose(desk, GOOD))
    assert page.h1 == "Tarkista pyyntö"
    for words in (
        "pyynto.json",
        "Kerrottava vastaajasta (2)",
        "Virallinen nimi",
        "Kyllä · Ei",
        "pakollinen",
    ):
        assert words in page.text
    assert page.form(f"{desk.root}/request/file/check").fields["deadline_day"] == ["15.2.2027"]
    assert asked(desk) == []
    saved = desk.client.follow(desk.client.submit(page, action=f"{desk.root}/request/file/check"))
    assert "Pyyntö tallennettiin." in saved.text
    assert asked(desk) == [("Luku 2", "section"), ("Onko rooli selkeä?", "choice"), ("Muuta", "text")]
    with reading(desk.app) as session:
        assert session.query(Request).one().deadline_wall_clock == "2027-02-15T16:15"
    assert desk.client.get(f"{desk.root}/request/file/check").status == 404


def test_questions_alone_are_completed_by_hand(desk: Desk) -> None:
    page = desk.client.follow(
        choose(desk, feed(entry(**CHOICE), entry(**BREAK), entry(**ODD)), "kysymykset.xml")
    )
    assert "Kysymys 1 on valinta, mutta sen vaihtoehdot eivät ole tiedostossa." in page.text
    check = f"{desk.root}/request/file/check"
    refused = desk.client.submit(page, {"title": "Lausuntopyyntö"}, action=check)
    assert refused.status == 422
    typed = {"authority": "Kunta", "deadline_day": "15.2.2027", "deadline": "16.15"}
    assert desk.client.submit(refused, typed, action=check).status == 303
    assert asked(desk) == [("Onko selkeä?", "text"), ("Osa 2", "section"), ("Kuinka paljon?", "text")]


def test_a_bad_file_gives_a_list_and_nothing_is_saved(desk: Desk) -> None:
    bad = {**GOOD, "questions": [{"type": "text"}, {"header": "Vain yksi?", "options": ["Kyllä"]}]}
    page = desk.client.follow(choose(desk, bad))
    assert "Kysymyksessä 1 ei ole sanoja." in page.text
    assert "Kysymys 2 tarvitsee ainakin kaksi eri vaihtoehtoa." in page.text
    assert "Tallenna pyyntö" not in page.text
    assert desk.client.submit(page, action=f"{desk.root}/request/file/check").status == 422
    assert asked(desk) == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7", "ei ole JSON eikä Atom"),
        (b"<feed", "Tiedosto on vioittunut"),
        (b"[]", "Tiedosto ei kuvaa lausuntopyyntöä"),
    ],
)
def test_what_is_no_request_is_refused_beside_the_field(desk: Desk, data: bytes, sentence: str) -> None:
    page = choose(desk, data)
    assert page.status == 422
    assert sentence in page.text


def test_a_file_that_was_replaced_is_looked_at_again(desk: Desk) -> None:
    page = desk.client.follow(choose(desk, GOOD))
    choose(desk, {**GOOD, "questions": [{"header": "Toinen?"}]})
    check = f"{desk.root}/request/file/check"
    refused = desk.client.submit(page, action=check)
    assert refused.status == 422
    assert "Toinen tiedosto on valittu" in refused.text
    assert "Toinen?" in refused.text
    assert asked(desk) == []
    assert desk.client.submit(refused, action=check).status == 303
    assert asked(desk) == [("Toinen?", "text")]


def test_a_file_can_be_thrown_away(desk: Desk) -> None:
    page = desk.client.follow(choose(desk, GOOD))
    told = desk.client.follow(desk.client.submit(page, action=f"{desk.root}/request/file/discard"))
    assert "Pyyntö on ennallaan." in told.text


def test_the_file_of_one_agent_is_not_seen_by_another(
    desk: Desk, client_as: Callable[[Person], PageClient]
) -> None:
    choose(desk, GOOD)
    with writing(desk.app) as session:
        other = make_person(session)
        consultation = session.get_one(Consultation, desk.consultation_id)
        appoint_agent(session, consultation, other, actor=session.get_one(Person, desk.agent.id), now=NOW)
    assert client_as(other).get(f"{desk.root}/request/file/check").status == 404


def test_the_draft_lists_for_the_agent_what_it_does_not_answer_yet(
    desk: Desk, client_as: Callable[[Person], PageClient]
) -> None:
    content = Text(
        (
            Block("b1", BlockKind.HEADING, "Onko rooli selkeä?", 1, question=2),
            Block("b2", BlockKind.PARAGRAPH, "Rooli on selkeä."),
            Block("b3", BlockKind.HEADING, "Muuta", 1, question=3),
        )
    )
    with writing(desk.app) as session:
        agent = session.get_one(Person, desk.agent.id)
        consultation = session.get_one(Consultation, desk.consultation_id)
        publish_first_version(
            session,
            session.get_one(Document, desk.document_id),
            content,
            title="Lausunto",
            actor=agent,
            now=NOW,
        )
        other = make_person(session)
        read = read_request(json.dumps(GOOD).encode())
        assert read.deadline is not None
        save_request(
            session,
            consultation,
            title="Pyyntö",
            authority="Kunta",
            register_number="",
            deadline=read.deadline,
            zone="Europe/Helsinki",
            questions=[*read.questions, Asked("Vielä yksi?", is_mandatory=True)],
            actor=agent,
            now=NOW,
        )
        assert linked_positions(session, desk.consultation_id) == [2, 3]
    page = desk.client.get(f"{desk.root}/draft")
    assert "2 kysymykseen ei ole vastausta luonnoksessa" in page.text
    assert "3. Vielä yksi? (pakollinen)" in page.text
    assert 'href="#kohta-b3"' in page.html
    assert "vastausta luonnoksessa" not in client_as(other).get(f"{desk.root}/draft").text
