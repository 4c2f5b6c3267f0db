"""Options from position to choice to the page of decisions, in the browser of each."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import docx
import pytest
from flask import Flask

from consult import text
from consult.docx import read_document
from consult.models import Channel, Person, QuestionKind
from consult.services.option_positions import Stated
from consult.services.questions import questions_of
from consult.services.recorded_positions import record_position
from consult.services.requests import Asked, save_request
from tests.counting import count_queries
from tests.factories import NOW, make_participant
from tests.services.test_requests import DEADLINE
from tests.web.answering.conftest import FIRST, Scene, make_scene
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing
from tests.web.page import Page

MOST = 15
YES, NO = "Kyllä", "Ei lainkaan"


@dataclass
class Asking:
    """A consultation whose only heading answers question 1, a choice; and the browsers in it."""

    app: Flask
    scene: Scene
    member: PageClient
    agent: PageClient

    def path(self, rest: str) -> str:
        return f"{self.scene.url}/{rest}"

    def answer(self, option: str, reason: str = "") -> Page:
        page = self.member.get(self.path("answer"))
        fields = {"option-1": option, "reason-1": reason}
        return self.member.submit(page, fields, action=self.path("answer"))

    def choose(self, option: str, rationale: str = "Perustelumme.") -> Page:
        page = self.agent.get(self.path("options/1/choice"))
        fields = {"option": option, "rationale": rationale}
        return self.agent.submit(page, fields, action=self.path("options/1/choice"))


@pytest.fixture
def asking(app: Flask, client_as: Callable[[Person], PageClient]) -> Asking:
    return asking_of(app, client_as, answered=1)


def asking_of(app: Flask, client_as: Callable[[Person], PageClient], *, answered: int | None) -> Asking:
    heading = text.Block("b1", text.BlockKind.HEADING, "Roolit", 1, question=answered)
    content = text.Document((heading, text.Block("b2", text.BlockKind.PARAGRAPH, FIRST)))
    scene = make_scene(app, content)
    with writing(app) as session:
        save_request(
            session,
            scene.consultation,
            title="Pyyntö",
            authority="Maakunta",
            register_number="M/1",
            deadline=DEADLINE,
            zone="Europe/Helsinki",
            questions=[Asked("Onko rooli selkeä?", QuestionKind.CHOICE, options=(YES, NO)), Asked("Muuta?")],
            actor=scene.agent,
            now=NOW,
        )
    return Asking(app, scene, client_as(scene.lead), client_as(scene.agent))


def test_a_position_is_taken_in_the_answer_and_comes_back_to_be_changed(asking: Asking) -> None:
    page = asking.member.get(asking.path("draft"))
    assert "Vaihtoehdot ovat: Kyllä · Ei lainkaan" in page.text
    assert f"{asking.scene.url}/answer#kysymys-1" in page.links()
    assert asking.answer(YES, "Työnjako toimii.").status == 303
    form = asking.member.get(asking.path("answer")).form(asking.path("answer"))
    assert (form.fields["option-1"], form.fields["reason-1"]) == ([YES], ["Työnjako toimii."])
    assert asking.answer(NO).status == 303
    shown = asking.member.get(asking.path("options")).text
    assert "Ei lainkaan 1 järjestö" in shown
    assert "Kyllä 0 järjestöä" in shown


def test_an_unknown_option_is_refused_beside_its_question(asking: Asking) -> None:
    refused = asking.answer("Ehkä")
    assert refused.status == 422
    assert "Valitse jokin vaihtoehdoista." in refused.text


def test_what_is_chosen_is_told_with_the_next_version(
    asking: Asking, clock: Clock, client: PageClient, client_as: Callable[[Person], PageClient]
) -> None:
    asking.answer(YES, "Työnjako toimii.")
    clock.tick(days=13)
    asking.agent = client_as(asking.scene.agent)
    assert "1 kysymykseltä puuttuu valittu vaihtoehto" in asking.agent.get(asking.path("reconcile")).text
    assert asking.choose(YES, "").status == 422
    page = asking.agent.follow(asking.choose(YES))
    assert "Ei vielä julkaistu" in page.text
    assert "Perustelumme." not in client.get(asking.path("options")).text
    assert "Valittu vaihtoehto" not in client.get(asking.path("draft")).text
    preview = asking.agent.get(asking.path("publish"))
    assert "Onko rooli selkeä?: Kyllä" in preview.text
    assert asking.agent.submit(preview, action=asking.path("publish")).status == 303
    for path in ("options", "draft", "decisions"):
        told = client.get(asking.path(path)).text
        assert "Valittu vaihtoehto: Kyllä" in told, path
        assert "Perustelumme." in told, path
    document = f"documents/{asking.scene.version.document_id}/versions/2"
    marked, plain = (client.get(asking.path(f"{document}.{kind}")).response.text for kind in ("md", "txt"))
    assert marked.startswith("# Roolit\n\n**Valittu vaihtoehto:** Kyllä\n")
    assert "Roolit\n\nValittu vaihtoehto: Kyllä\n" in plain
    file = client.get(asking.path(f"{document}.docx")).response.data
    said = [paragraph.text for paragraph in docx.Document(BytesIO(file)).paragraphs]
    assert said[said.index("Roolit") + 1] == "Valittu vaihtoehto: Kyllä"
    assert "Valittu" not in read_document(file).document.plain()
    assert "Kuusiniemen omaishoitajat ry: Työnjako toimii." in client.get(asking.path("decisions")).text


def test_an_option_that_no_heading_answers_leaves_in_every_file(
    app: Flask, clock: Clock, client: PageClient, client_as: Callable[[Person], PageClient]
) -> None:
    asking = asking_of(app, client_as, answered=None)
    clock.tick(days=13)
    asking.agent = client_as(asking.scene.agent)
    asking.choose(YES)
    preview = asking.agent.get(asking.path("publish"))
    assert asking.agent.submit(preview, action=asking.path("publish")).status == 303
    document = f"documents/{asking.scene.version.document_id}/versions/2"
    marked, plain = (client.get(asking.path(f"{document}.{kind}")).response.text for kind in ("md", "txt"))
    assert marked.endswith("\n\n**Onko rooli selkeä?**\n\n**Valittu vaihtoehto:** Kyllä\n")
    assert plain.endswith("\n\nOnko rooli selkeä?\n\nValittu vaihtoehto: Kyllä\n")
    file = client.get(asking.path(f"{document}.docx")).response.data
    said = [paragraph.text for paragraph in docx.Document(BytesIO(file)).paragraphs]
    assert said[said.index("Onko rooli selkeä?") + 1] == "Valittu vaihtoehto: Kyllä"
    assert "Valittu" not in read_document(file).document.plain()


def test_undo_and_the_slower_agent(asking: Asking) -> None:
    stale = asking.agent.get(asking.path("options/1/choice"))
    page = asking.agent.follow(asking.choose(NO))
    slow = asking.agent.submit(
        stale, {"option": YES, "rationale": "Hitaamman syy."}, action=asking.path("options/1/choice")
    )
    assert slow.status == 409
    assert "Hitaamman syy." in slow.text
    undone = asking.agent.follow(asking.agent.submit(page, action=asking.path("options/1/choice/undo")))
    assert "Valittu vaihtoehto" not in undone.text


def test_the_agent_writes_down_what_came_on_paper(asking: Asking) -> None:
    page = asking.agent.get(asking.path("options/1/choice"))
    action = asking.path("options/1/positions")
    assert asking.agent.submit(page, action=action).status == 422
    fields = {"voice": str(asking.scene.voice.id), "position": NO, "channel": "paper"}
    assert asking.agent.submit(page, fields, action=action).status == 303
    assert "Kuusiniemen omaishoitajat ry" in asking.agent.get(asking.path("options/1/choice")).text


@pytest.mark.parametrize("path", ["options/2/choice", "options/9/choice"])
def test_a_question_without_options_has_no_choice(asking: Asking, path: str) -> None:
    assert asking.agent.get(asking.path(path)).status == 404


def test_many_positions_cost_no_queries(asking: Asking) -> None:
    paths = ("options", "options/1/choice", "draft", "decisions", "answer")
    few = _queries(asking, paths)
    with writing(asking.app) as session:
        question = questions_of(session, asking.scene.consultation.id)[0]
        for number in range(10):
            voice, _ = make_participant(session, asking.scene.consultation, asking.scene.agent)
            stated = Stated((YES, NO)[number % 2])
            record_position(
                session,
                voice,
                question,
                stated,
                channel=Channel.PHONE,
                actor=asking.scene.agent,
                now=NOW,
            )
    assert _queries(asking, paths) == few
    assert max(few.values()) <= MOST, few


def _queries(asking: Asking, paths: tuple[str, ...]) -> dict[str, int]:
    counts = {}
    for path in paths:
        browser = asking.member if path == "answer" else asking.agent
        with count_queries(asking.app.extensions["consult"].engine) as queries:
            assert browser.get(asking.path(path)).status == 200
        counts[path] = len(queries)
    return counts
