"""What is typed is stored normalised and shown as written: no text becomes an element or an attribute."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.models import CommentRevision, Outcome, Person
from consult.services.answers import send_answer
from consult.services.wishes import Reword
from consult.text.normalise import normalise
from tests.factories import make_consultation, make_person, make_round, make_text, make_version
from tests.services.reconciling import LATER, Desk
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing
from tests.web.page import Page
from tests.web.security.conftest import Go
from tests.web.security.crawl import crawl
from tests.web.security.payloads import PAIRS, TEXTS
from tests.web.security.world import Role, State

#: Elements that none of our pages has.
FOREIGN = {"iframe", "object", "embed", "base", "math", "video", "animate", "style"}
PLACES = [
    (State.OPEN, Role.MEMBER),
    (State.CLOSED, Role.AGENT),
    (State.CLOSED, Role.ADMINISTRATOR),
    (State.FILED, Role.MEMBER),
]

ClientAs = Callable[[Person], PageClient]


def look(response: TestResponse) -> None:
    """A page keeps every rule of the house, and nothing in it came out of a text."""
    page = Page(response)
    if not page.html:
        return
    for element in page.tree.iter():
        tag = str(element.tag)
        assert tag not in FOREIGN, f"{response.request.path}: {tag}"
        assert (tag, element.get("src")) != ("img", "x"), response.request.path
        assert not element.get("href", "").lower().strip().startswith(("javascript:", "data:", "//"))
        assert element.get("data-hx-post") is None
    assert "1337" not in page.text.split(), response.request.path


@pytest.mark.parametrize(("state", "role"), PLACES)
def test_markup_in_every_name_title_and_text_is_only_words(go_hostile: Go, state: State, role: Role) -> None:
    found = crawl(go_hostile(state), role, look=look)
    assert len(found) > 10
    assert "<img src=x onerror=alert(1)>" in "".join(found.values())


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A draft whose paragraphs are the first halves of the pairs, in an open round."""
    with writing(app) as session:
        agent = make_person(session, "Muutosagentti")
        consultation = make_consultation(session, agent)
        version = make_version(session, consultation, agent, make_text(*(old for old, _ in PAIRS)))
        make_round(session, consultation, agent)
    return Desk(session, consultation, agent, version)


def test_what_is_typed_into_a_comment_is_stored_normalised_and_shown_as_written(
    app: Flask, desk: Desk, client_as: ClientAs, clock: Clock
) -> None:
    with writing(app) as desk.session:
        voice, lead = desk.voice()
    client = client_as(lead)
    url = f"/consultations/{desk.consultation.slug}/documents/{desk.version.document_id}/blocks/b1/comment"
    for words in TEXTS:
        form = {"voice": voice.id, "version": desk.version.id, "kind": "other", "text": words}
        assert client.post(url, form).status == 303, words
        # Nobody says more than thirty things in an hour.
        clock.tick(minutes=3)
    with writing(app) as session:
        stored = list(session.scalars(select(CommentRevision.text).order_by(CommentRevision.id)))
        send_answer(session, voice, stance=None, actor=lead, now=client.app.extensions["consult"].clock())
    assert stored == [normalise(words).strip() for words in TEXTS]
    lists = [client.get(f"/consultations/{desk.consultation.slug}/contributions?page={n}") for n in (1, 2, 3)]
    shown = " ".join(page.text for page in lists)
    margin = client.get(f"/consultations/{desk.consultation.slug}/draft?show=comments:b1")
    for page in (*lists, margin):
        look(page.response)
    for words in stored:
        assert " ".join(words.split()) in shown
        assert " ".join(words.split()) in margin.text


def test_markup_that_a_difference_puts_together_stays_words(
    app: Flask, desk: Desk, client_as: ClientAs, clock: Clock
) -> None:
    with writing(app) as desk.session:
        made = [
            desk.propose(Reword((f"b{number}",), new)).number
            for number, (_, new) in enumerate(PAIRS, start=1)
        ]
    base = f"/consultations/{desk.consultation.slug}"
    agent = client_as(desk.agent)
    for number in made:
        look(agent.get(f"{base}/draft?show=proposal:{number}").response)
    clock.now = LATER
    agent = client_as(desk.agent)
    for number in made:
        look(agent.get(f"{base}/reconcile/p{number}-0").response)
        wording = {"wording": PAIRS[number - 1][1], "rationale": TEXTS[number]}
        look(agent.post(f"{base}/reconcile/p{number}-0/preview", wording).response)
    with writing(app) as desk.session:
        for spot in desk.queue().spots:
            desk.rule(spot, *(Outcome.ACCEPTED for _ in spot.members), rationale=TEXTS[3])
    preview = agent.get(f"{base}/publish")
    look(preview.response)
    assert agent.submit(preview, action=f"{base}/publish").status == 303
    document = f"{base}/documents/{desk.version.document_id}"
    for url in (
        *(f"{document}/compare/1/2?view={view}" for view in ("list", "text", "side")),
        f"{base}/decisions",
    ):
        look(agent.get(url).response)
    draft = agent.get(f"{base}/draft")
    word = docx.Document(BytesIO(agent.get(f"{document}/versions/2.docx").response.data))
    for _, new in PAIRS:
        assert new in draft.text
        assert new in "\n".join(paragraph.text for paragraph in word.paragraphs)


def test_a_word_file_survives_every_text(app: Flask, client_as: ClientAs) -> None:
    with writing(app) as session:
        agent = make_person(session, TEXTS[0])
        consultation = make_consultation(session, agent, TEXTS[3], host=TEXTS[30])
        texts = [normalise(words).strip() for words in TEXTS]
        version = make_version(session, consultation, agent, make_text(*texts))
    url = f"/consultations/{consultation.slug}/documents/{version.document_id}/versions/1.docx"
    word = docx.Document(BytesIO(client_as(agent).get(url).response.data))
    written = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert all(words in written for words in texts)
    with reading(app) as session:
        assert session.get(Person, agent.id) is not None
