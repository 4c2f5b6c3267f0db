"""The workbench in the browser: scenario S4, undecided members, two agents, undo, questions, publishing."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from consult.models import Decision, Person
from tests.factories import make_consultation, make_person
from tests.services.reconciling import Desk, make_desk
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing

ClientAs = Callable[[Person], PageClient]


class Bench:
    """A consultation with three proposals to one sentence, another sentence and a comment, round closed."""

    def __init__(self, app: Flask, client_as: ClientAs, clock: Clock) -> None:
        self.app = app
        with writing(app) as session:
            self.agent = make_person(session, "Muutosagentti")
            consultation = make_consultation(session, self.agent)
            desk = make_desk(session, consultation, self.agent)
            self._propose(desk)
            self.slug, self.document_id = consultation.slug, desk.version.document_id
        clock.tick(days=13)
        self.agent_client = client_as(self.agent)

    def _propose(self, desk: Desk) -> None:
        self.voice, self.lead = desk.voice("Kuusiniemen omaishoitajat ry")
        first = desk.reword("b1", "vuosittain", "kolmeksi vuodeksi", by=(self.voice, self.lead))
        desk.reword("b1", "avustuksia", "yleisavustuksia", name="Harjunseudun vertaistuki ry")
        desk.reword("b1", "pitää määräraha", "korottaa määrärahaa", name="Selkäveden kyläyhdistys ry")
        alone = desk.reword("b2", "maksuttomia", "avoimia", name="Kylätuki ry")
        self.comment = desk.comment().number
        self.first, self.alone = first.number, alone.number

    def url(self, rest: str) -> str:
        return f"/consultations/{self.slug}/{rest}"

    def place(self, rest: str = "") -> str:
        return self.url(f"reconcile/p{self.first}-0{rest}")

    def decisions(self) -> list[Decision]:
        with reading(self.app) as session:
            return list(session.scalars(select(Decision).order_by(Decision.id)))

    def verdicts(self, *outcomes: str) -> dict[str, str]:
        """Outcomes for the three rivals, in order of arrival."""
        return {f"verdict-p{self.first + n}-0": outcome for n, outcome in enumerate(outcomes) if outcome}


@pytest.fixture
def bench(app: Flask, client_as: ClientAs, clock: Clock) -> Bench:
    return Bench(app, client_as, clock)


def test_the_queue_lists_each_place_once(bench: Bench) -> None:
    page = bench.agent_client.get(bench.url("reconcile"))
    assert page.status == 200
    assert len([link for link in page.links() if "/reconcile/" in link]) >= 3
    assert "3 ehdotusta samaan virkkeeseen" in page.text


def test_a_place_shows_every_proposal_with_its_sentence_reason_and_organisation(bench: Bench) -> None:
    page = bench.agent_client.get(bench.place())
    for name in ("Kuusiniemen omaishoitajat ry", "Harjunseudun vertaistuki ry", "Selkäveden kyläyhdistys ry"):
        assert name in page.text
    assert page.text.index("Kuusiniemen") < page.text.index("Harjunseudun") < page.text.index("Selkäveden")
    assert "Korvaa sanan" in page.text
    assert "Poistetaan:" in page.text
    assert "Kylätuki ry" not in page.text


def test_an_undecided_member_is_named_and_nothing_typed_is_lost(bench: Bench) -> None:
    page = bench.agent_client.get(bench.place())
    answer = bench.agent_client.submit(
        page,
        {**bench.verdicts("accepted", "declined"), "rationale": "Tämä syy säilyy."},
        action=bench.place(),
    )
    assert answer.status == 422
    assert f"Ratkaisematta: Selkäveden kyläyhdistys ry ({bench.first + 2})" in answer.text
    assert "Tämä syy säilyy." in answer.text
    assert bench.decisions() == []


def test_a_combination_is_saved_and_the_next_place_opens(bench: Bench) -> None:
    page = bench.agent_client.get(bench.place())
    answer = bench.agent_client.submit(
        page,
        {
            **bench.verdicts("combined", "partly", "declined"),
            "rationale": "Yhdistimme kaksi ehdotusta.",
            "wording": "Hyvinvointialueen tulee myöntää yleisavustuksia kolmeksi vuodeksi.",
        },
        action=bench.place(),
    )
    assert answer.status == 303
    assert f"/reconcile/p{bench.alone}-0" in answer.location
    [decision] = bench.decisions()
    assert decision.wording == {
        "markdown": "Hyvinvointialueen tulee myöntää yleisavustuksia kolmeksi vuodeksi."
    }


def test_the_preview_shows_the_own_wording_with_marks(bench: Bench) -> None:
    answer = bench.agent_client.post(
        bench.place("/preview"), {"wording": "Hyvinvointialueen tulee myöntää avustuksia."}, hx="preview"
    )
    assert answer.status == 200
    assert not answer.is_whole
    assert "Poistetaan:" in answer.text
    assert bench.decisions() == []


def test_the_slower_agent_gets_both_texts(bench: Bench, client_as: ClientAs) -> None:
    stale = bench.agent_client.get(bench.place())
    fields = {**bench.verdicts("noted", "noted", "noted"), "rationale": "Nopeamman syy."}
    assert bench.agent_client.submit(stale, fields, action=bench.place()).status == 303
    slow = bench.agent_client.submit(stale, {**fields, "rationale": "Hitaamman syy."}, action=bench.place())
    assert slow.status == 409
    assert "Nopeamman syy." in slow.text
    assert "Hitaamman syy." in slow.text
    assert len(bench.decisions()) == 1
    assert bench.agent_client.submit(slow, {}, action=bench.place()).status == 303
    assert [decision.rationale for decision in bench.decisions()] == ["Nopeamman syy.", "Hitaamman syy."]


def test_undo_brings_the_place_back_to_the_queue(bench: Bench) -> None:
    url = bench.url(f"reconcile/p{bench.alone}-0")
    page = bench.agent_client.get(url)
    bench.agent_client.submit(page, {f"verdict-p{bench.alone}-0": "accepted"}, action=url)
    [decision] = bench.decisions()
    undone = bench.agent_client.post(bench.url(f"decisions/{decision.id}/undo"), {"key": f"p{bench.alone}-0"})
    assert undone.status == 303
    assert [row.undoes_id for row in bench.decisions()] == [None, decision.id]
    assert "avoimia" in bench.agent_client.follow(undone).text


def test_a_question_back_makes_the_place_wait_and_the_reply_is_shown(
    bench: Bench, client_as: ClientAs
) -> None:
    url = bench.place("/ask")
    assert bench.agent_client.submit(bench.agent_client.get(url), {"text": ""}, action=url).status == 422
    asked = bench.agent_client.submit(
        bench.agent_client.get(url), {"text": "Miksi kolme vuotta?"}, action=url
    )
    assert asked.status == 303
    waiting = bench.agent_client.get(bench.url("reconcile?show=waiting"))
    assert "odottaa vastausta" in waiting.text
    lead = client_as(bench.lead)
    reply = bench.url(f"proposals/{bench.first}/clarify")
    assert (
        lead.submit(lead.get(reply), {"text": "Ryhmät tarvitsevat jatkuvuutta."}, action=reply).status == 303
    )
    assert "Ryhmät tarvitsevat jatkuvuutta." in bench.agent_client.get(bench.place()).text


def test_comments_are_decided_on_their_own_page(bench: Bench) -> None:
    url = bench.url(f"reconcile/c{bench.comment}")
    page = bench.agent_client.get(url)
    assert "Hyvä kohta." in page.text
    fields = {f"verdict-c{bench.comment}": "noted", f"rationale-c{bench.comment}": "Kiitos."}
    assert bench.agent_client.submit(page, fields, action=url).status == 303


def test_the_next_version_is_previewed_and_published(bench: Bench) -> None:
    url = bench.url(f"reconcile/p{bench.alone}-0")
    bench.agent_client.submit(
        bench.agent_client.get(url), {f"verdict-p{bench.alone}-0": "accepted"}, action=url
    )
    preview = bench.agent_client.get(bench.url("publish"))
    assert "avoimia" in preview.text
    assert "Julkaistu versio jää sellaisekseen." in preview.text
    published = bench.agent_client.submit(preview, {}, action=bench.url("publish"))
    assert published.status == 303
    again = bench.agent_client.submit(preview, {}, action=bench.url("publish"))
    assert again.status == 409


def test_the_agents_own_edit_joins_the_queue(bench: Bench) -> None:
    url = bench.url(f"documents/{bench.document_id}/blocks/b2/office")
    page = bench.agent_client.get(url)
    unchanged = bench.agent_client.submit(page, {"rationale": "Selvempi."}, action=url)
    assert unchanged.status == 422
    saved = bench.agent_client.submit(
        page, {"text": "Tilat ovat **maksuttomia**.", "rationale": "Selvempi."}, action=url
    )
    assert saved.status == 303
    assert "Kumppanuuspöytä" in bench.agent_client.follow(saved).text


def test_only_the_agent_reaches_the_workbench(bench: Bench, client: PageClient, client_as: ClientAs) -> None:
    for url in (
        "reconcile",
        f"reconcile/p{bench.first}-0",
        "publish",
        f"documents/{bench.document_id}/blocks/b2/office",
    ):
        assert client.get(bench.url(url)).status == 303
        assert client_as(bench.lead).get(bench.url(url)).status == 403


def test_a_key_of_nothing_is_not_found(bench: Bench) -> None:
    for key in ("p9999-0", "c9999", "x1", "p1-0-1", "pp"):
        assert bench.agent_client.get(bench.url(f"reconcile/{key}")).status == 404
