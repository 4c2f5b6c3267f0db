"""The workbench at a background document: its queue, its places, the publishing that tells the answers."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from consult import text
from consult.models import DocumentRole, OutboxMail, Person
from consult.services.documents import add_document, publish_first_version
from tests.counting import count_queries
from tests.factories import NOW, make_consultation, make_person, make_text
from tests.services.reconciling import GRANTS, ROOMS, Desk, make_desk
from tests.web.client import PageClient
from tests.web.conftest import Clock, reading, writing
from tests.web.page import Page

ClientAs = Callable[[Person], PageClient]
MOST = 15


def on_pages(first: int, content: text.Document) -> text.Document:
    """The blocks on a page each, as a PDF file gives them."""
    blocks = (replace(block, page=first + number) for number, block in enumerate(content.blocks))
    return text.Document(tuple(blocks))


class Bench:
    """A draft with one proposal, and the authority's plan with three and a comment; the round has closed."""

    def __init__(self, app: Flask, client_as: ClientAs, clock: Clock) -> None:
        with writing(app) as session:
            agent = make_person(session, "Muutosagentti")
            consultation = make_consultation(session, agent)
            desk = make_desk(session, consultation, agent)
            document = add_document(
                session, consultation, role=DocumentRole.BACKGROUND, title="Suunnitelma", actor=agent, now=NOW
            )
            content = on_pages(11, make_text(GRANTS, ROOMS))
            version = publish_first_version(
                session, document, content, title="Suunnitelma", actor=agent, now=NOW
            )
            self._speak(desk, Desk(session, consultation, agent, version))
            self.slug, self.document_id, self.title = consultation.slug, document.id, document.title
        clock.tick(days=13)
        self.agent, self.member = client_as(agent), client_as(self.lead)

    def _speak(self, desk: Desk, plan: Desk) -> None:
        self.voice, self.lead = desk.voice("Kylätuki ry")
        self.draft = desk.reword("b2", "maksuttomia", "avoimia", by=(self.voice, self.lead)).number
        self.first = plan.reword("b1", "vuosittain", "kolmeksi vuodeksi", by=(self.voice, self.lead)).number
        plan.reword("b1", "avustuksia", "yleisavustuksia")
        self.alone = plan.reword("b2", "maksuttomia", "esteettömiä").number
        self.comment = plan.comment().number

    def url(self, rest: str) -> str:
        return f"/consultations/{self.slug}/{rest}"

    @property
    def queue(self) -> str:
        return self.url(f"reconcile?document={self.document_id}")

    def decide_all(self) -> None:
        """Accepted, not accepted, noted: everything of the plan is answered."""
        self.decide(f"p{self.first}-0", {f"verdict-p{self.first + n}-0": "accepted" for n in (0, 1)})
        alone = {f"verdict-p{self.alone}-0": "declined", "rationale": "Ei kuulu meille."}
        self.decide(f"p{self.alone}-0", alone)
        noted = {f"verdict-c{self.comment}": "noted", f"rationale-c{self.comment}": "Kiitos vinkistä."}
        self.decide(f"c{self.comment}", noted)

    def decide(self, key: str, fields: dict[str, str]) -> Page:
        """Save a place as its page is."""
        action = self.url(f"reconcile/{key}")
        return self.agent.submit(self.agent.get(action), fields, action=action)


@pytest.fixture
def bench(app: Flask, client_as: ClientAs, clock: Clock) -> Bench:
    return Bench(app, client_as, clock)


def test_the_queue_names_the_draft_first_and_the_documents_with_their_counts(bench: Bench) -> None:
    page = bench.agent.get(bench.url("reconcile"))
    assert page.text.index("Luonnos 1 vastaamatta") < page.text.index(f"{bench.title} 4 vastaamatta")
    assert bench.queue in page.links()


def test_the_queue_says_how_many_contributions_its_places_hold(bench: Bench) -> None:
    page = bench.agent.get(bench.queue)
    assert "Yhteensä 3 ratkaistavaa kohtaa" in page.text
    assert "on 4 ehdotusta ja kommenttia vastaamatta" in page.text
    assert f"{bench.title} 4 vastaamatta" in page.text
    bench.decide_all()
    assert "ehdotusta ja kommenttia vastaamatta" not in bench.agent.get(bench.queue).text


def test_a_document_has_a_queue_of_its_own(bench: Bench) -> None:
    page = bench.agent.get(bench.queue)
    assert "Tausta-asiakirja ei muutu." in page.text
    assert "2 ehdotusta samaan virkkeeseen" in page.text
    assert f"reconcile?document={bench.document_id}&show=decided" in " ".join(page.links())


@pytest.mark.parametrize(("which", "status"), [("x", 400), ("99999", 404)])
def test_another_document_has_none(bench: Bench, which: str, status: int) -> None:
    assert bench.agent.get(bench.url(f"reconcile?document={which}")).status == status


def test_only_the_agent_sees_it(bench: Bench, client: PageClient) -> None:
    for path in (bench.queue, bench.url(f"reconcile/p{bench.first}-0")):
        assert bench.member.get(path).status == 403
        assert client.get(path).status in (302, 303, 401)


def test_a_place_says_that_the_text_stays_as_it_is(bench: Bench) -> None:
    page = bench.agent.get(bench.url(f"reconcile/p{bench.first}-0"))
    for words in ("Suunnitelma", "Tämä teksti ei muutu.", "Esitä viranomaiselle", "Älä esitä"):
        assert words in page.text
    comment = bench.agent.get(bench.url(f"reconcile/c{bench.comment}"))
    assert "Kirjoita luonnokseen" in comment.text


def test_a_decision_without_a_reason_is_asked_for_one(bench: Bench) -> None:
    sent = bench.decide(f"p{bench.alone}-0", {f"verdict-p{bench.alone}-0": "declined"})
    assert sent.status == 422
    assert "perustelu" in sent.text


def test_the_last_place_leads_back_to_its_queue(bench: Bench) -> None:
    bench.decide_all()
    queue = bench.agent.get(f"{bench.queue}&show=decided")
    assert "Ratkaistu 3" in queue.text
    assert "Katso seuraavaa versiota" in queue.text


def test_the_next_version_tells_the_answers(bench: Bench, client: PageClient) -> None:
    bench.decide_all()
    assert "Ei kuulu meille" not in client.get(bench.url("decisions")).text
    preview = bench.agent.get(bench.url("publish"))
    assert "Niistä kerrotaan 3 vastausta tämän version mukana." in preview.text
    published = bench.agent.submit(preview, {}, action=bench.url("publish"))
    assert published.status == 303
    page = client.get(bench.url("decisions"))
    for words in ("Suunnitelma", "Ei kuulu meille.", "Kiitos vinkistä.", "Esitämme tätä viranomaiselle."):
        assert words in page.text
    assert "yleisavustuksia kolmeksi vuodeksi" in page.text
    proposal = client.get(bench.url(f"proposals/{bench.first}"))
    assert "Esitämme sanamuotoa:" in proposal.text
    assert "/compare/" not in " ".join(proposal.links())
    own = bench.member.get(bench.url("answers"))
    assert "Esitämme." in own.text
    assert "Mikään ei odota vastausta" in bench.agent.get(bench.queue).text


def test_the_preview_warns_of_what_nobody_is_told_of(bench: Bench) -> None:
    page = bench.agent.get(bench.url("publish"))
    assert "4 ehdotusta ja kommenttia on vielä vastaamatta." in page.text
    assert bench.queue in page.links()


def test_filing_warns_of_those_who_would_stay_without_an_answer(bench: Bench) -> None:
    warning = "Kaikille ei ole vielä vastattu"
    page = bench.agent.get(bench.url("filing"))
    assert warning in page.text
    assert bench.queue in page.links()
    bench.decide_all()
    assert bench.url("publish") in bench.agent.get(bench.url("filing")).links()
    bench.agent.submit(bench.agent.get(bench.url("publish")), {}, action=bench.url("publish"))
    assert warning not in bench.agent.get(bench.url("filing")).text


@pytest.mark.parametrize(
    "path", ["reconcile", "reconcile?document={0}", "reconcile/p{1}-0", "decisions", "publish"]
)
def test_at_most_fifteen_queries(app: Flask, bench: Bench, path: str) -> None:
    bench.decide_all()
    with count_queries(app.extensions["consult"].engine) as queries:
        page = bench.agent.get(bench.url(path.format(bench.document_id, bench.first)))
    assert page.status == 200
    assert len(queries) <= MOST, len(queries)


def test_the_page_of_the_plan_is_told_wherever_its_words_are_shown(
    app: Flask, bench: Bench, client: PageClient
) -> None:
    assert ", s. 11" in bench.agent.get(bench.queue).text
    assert "s. 11" in bench.agent.get(bench.url(f"reconcile/p{bench.first}-0")).text
    assert "Suunnitelma, s. 11" in bench.member.get(bench.url("answers")).text
    assert "Kohta 1, s. 11" in client.get(bench.url(f"proposals/{bench.first}")).text
    bench.decide_all()
    bench.agent.submit(bench.agent.get(bench.url("publish")), {}, action=bench.url("publish"))
    for path, words in (("decisions", "Kohta 2, s. 12"), ("contributions", "Suunnitelma, s. 12")):
        assert words in client.get(bench.url(path)).text, path
    with reading(app) as session:
        mail = next(one for one in session.query(OutboxMail).filter_by(template="response"))
        plan = [item for item in mail.params["items"] if item["background"]]
        assert [(item["block"], item["page"]) for item in plan] == [(1, 11)]
