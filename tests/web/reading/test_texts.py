"""The reading page: clean text with structure, actions for those who may, one thing open in the margin."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from consult.models import Person, Visibility
from tests.factories import make_consultation, make_person
from tests.statement import Statement
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing
from tests.web.page import Page

ClientAs = Callable[[Person], PageClient]


def participant(statement: Statement, client_as: ClientAs, number: int = 0) -> PageClient:
    """The lead of one of the organisations, signed in."""
    return client_as(statement.voices[number][1])


def by_id(page: Page, name: str) -> Element:
    """The element with this id."""
    return next(element for element in page.tree.iter() if element.get("id") == name)


def texts(element: Element) -> str:
    """What an element says."""
    return " ".join("".join(element.itertext()).split())


def test_a_reader_sees_the_clean_text_in_its_structure(statement: Statement, client: PageClient) -> None:
    page = client.get(statement.url("/draft"))
    assert page.h1 == "Lausunto"
    assert "12 päivää jäljellä" in page.text
    assert "Vastaa lausuntopyynnön kysymykseen: 2. Mitä järjestöt tarvitsevat?" in page.text
    first = by_id(page, f"kohta-{statement.block('Suunnitelma on')}")
    assert [texts(strong) for strong in first.iter("strong")] == ["selkeä"]
    outside = [link for link in first.iter("a") if (link.get("href") or "").startswith("https:")]
    assert [link.get("href") for link in outside] == ["https://example.org/suunnitelma"]
    assert not list(page.tree.iter("ins"))
    assert "Kohta 1/12" in page.text


def test_lists_are_nested_lists_and_tables_have_header_cells(
    statement: Statement, client: PageClient
) -> None:
    page = client.get(statement.url("/draft"))
    outer = next(ul for ul in page.tree.iter("ul") if ul.get("class") == "block-list")
    inner = [ul for ul in outer.iter("ul") if ul is not outer]
    assert [len(list(outer)), [len(list(ul)) for ul in inner]] == [2, [2]]
    assert [len(list(ol)) for ol in page.tree.iter("ol") if ol.get("class") == "block-list"] == [2]
    headers = [(texts(cell), cell.get("scope")) for cell in page.tree.iter("th")]
    assert headers == [("Kunta", "col"), ("Tiloja", "col")]


def test_contents_count_what_has_been_said_in_each_chapter(statement: Statement, client: PageClient) -> None:
    page = client.get(statement.url("/draft"))
    contents = next(nav for nav in page.tree.iter("nav") if nav.get("aria-label") == "Sisällys")
    lines = [texts(link) for link in contents.iter("a") if (link.get("href") or "").startswith("#")]
    assert lines == [
        "1Lausunnon pääkohdat2 kommenttia ja ehdotusta",
        "2Toimintaedellytykset3 kommenttia ja ehdotusta",
        "2.1Vuokrat3 kommenttia ja ehdotusta",
        "3Seuranta2 kommenttia ja ehdotusta",
    ]


def test_only_those_who_may_answer_get_the_actions(
    statement: Statement, client: PageClient, client_as: ClientAs, clock: Clock
) -> None:
    path = statement.url("/draft")
    assert "Kommentoi kohtaa 2" not in client.get(path).text
    assert "Kommentoi kohtaa 2" not in client_as(statement.agent).get(path).text
    own = participant(statement, client_as)
    page = own.get(path)
    for action in (
        "Kommentoi kohtaa 2",
        "Ehdota muutosta kohtaan 2",
        "Ehdota uutta kohtaa kohdan 2 jälkeen",
        "Siirry lähettämään",
    ):
        assert action in page.text
    clock.now = statement.round.closes_at
    closed = participant(statement, client_as).get(path)
    assert "Kommentoi kohtaa 2" not in closed.text
    assert "Siirry lähettämään" not in closed.text


def test_the_way_to_send_a_word_file_stands_beside_its_download(
    statement: Statement, client: PageClient, client_as: ClientAs, clock: Clock
) -> None:
    address = statement.url("/word")
    for path in (statement.url("/draft"), statement.url("/versions")):
        assert address in participant(statement, client_as).get(path).links()
        assert address not in client.get(path).links()
    clock.now = statement.round.closes_at
    for path in (statement.url("/draft"), statement.url("/versions")):
        assert address not in participant(statement, client_as).get(path).links()


@pytest.mark.parametrize("show", ["proposal:1", "comments:b2", "counts:b4"])
def test_the_fragment_is_verbatim_part_of_the_page(
    statement: Statement, client_as: ClientAs, show: str
) -> None:
    own = participant(statement, client_as, 2)
    block = {
        "proposal:1": "Hyvinvointialueen",
        "comments:b2": "Suunnitelma on",
        "counts:b4": "Hyvinvointialueen",
    }
    block_id = statement.block(block[show])
    path = statement.url(f"/draft?show={show.partition(':')[0]}:")
    path += "1" if show.startswith("proposal") else block_id
    page, part = own.get(path), own.get(path, hx=f"margin-{block_id}")
    assert not part.is_whole
    assert by_id(part, f"margin-{block_id}") is not None
    assert normal(part.html) in normal(page.html)


def normal(html: str) -> str:
    """White space collapsed; a form's token is of its own page."""
    words = [word for word in html.split() if not word.startswith('value="I')]
    return " ".join(words)


def test_one_proposal_is_opened_with_its_marks_and_its_sentence(
    statement: Statement, client: PageClient
) -> None:
    page = client.get(statement.url("/draft?show=proposal:1"))
    assert [texts(mark) for mark in page.tree.iter("del")] == ["Poistetaan: vuosittain."]
    (added,) = page.tree.iter("ins")
    assert texts(added) == "Lisätään: kolmeksi vuodeksi kerrallaan. Muutos päättyy."
    assert "Korvaa sanan vuosittain sanoilla kolmeksi vuodeksi kerrallaan." in page.text
    assert "Perustelu. Näin on selvempää." in page.text
    assert "1 järjestö kannattaa ehdotusta" in page.text
    assert "Muutosehdotus 1 (1/2)" in page.text


def test_support_is_offered_to_voices_that_may_give_it(statement: Statement, client_as: ClientAs) -> None:
    path = statement.url("/draft?show=proposal:1")
    proposer, other, supporter = (participant(statement, client_as, number) for number in range(3))
    assert "Kannata ehdotusta" not in proposer.get(path).text
    assert "Peru kannatus" in supporter.get(path).text
    page = other.get(path)
    support = page.form(statement.url("/proposals/1/support"))
    assert support.fields["voice"] == [str(statement.voices[1][0].id)]
    assert "Kannatat järjestön Harjunseudun vertaistuki ry puolesta." in page.text


def test_comments_are_a_thread_with_replies(statement: Statement, client: PageClient) -> None:
    page = client.get(statement.url(f"/draft?show=comments:{statement.block('Suunnitelma on')}"))
    thread = next(ol for ol in page.tree.iter("ol") if ol.get("class") == "thread")
    items = [(item.get("class"), texts(item)) for item in thread]
    assert [name for name, _ in items] == ["thread__item", "thread__item thread__item--reply"]
    assert items[0][1].endswith("puuttuu jotainLisätään sanaluettelo.")


def test_nobody_sees_others_before_visibility_allows(
    app: Flask, statement: Statement, client: PageClient
) -> None:
    with writing(app) as session:
        consultation = session.merge(statement.consultation)
        consultation.visibility = Visibility.AGENT
    page = client.get(statement.url("/draft"))
    assert "muutosehdotus" not in page.text
    gone = client.get(statement.url("/draft?show=proposal:1"))
    assert gone.status == 303
    assert client.follow(gone).status == 404


@pytest.mark.parametrize("show", ["proposal:x", "comments:", "everything", "comments:b1;drop", "proposal:1 "])
def test_what_no_page_links_to_is_refused(statement: Statement, client: PageClient, show: str) -> None:
    response = client.http.get(statement.url("/draft"), base_url=client.base_url, query_string={"show": show})
    assert response.status_code == 400
    response.close()


def test_a_block_that_does_not_exist_is_not_found(statement: Statement, client: PageClient) -> None:
    assert client.get(statement.url("/draft?show=comments:nothing")).status == 404
    assert client.get(statement.url("/blocks/nothing")).status == 404
    assert client.get(statement.version_url("/versions/9")).status == 404
    assert client.get(statement.url("/documents/999/versions/1")).status == 404


def test_the_permanent_link_leads_to_the_newest_version_that_has_the_block(
    published: Statement, client: PageClient
) -> None:
    kept, removed = published.block("Pienellä"), published.block("Mittarit laskevat päiviä")
    assert client.get(published.url(f"/blocks/{kept}")).location.endswith(f"/draft#kohta-{kept}")
    old = client.get(published.url(f"/blocks/{removed}")).location
    assert old.endswith(f"/versions/1#kohta-{removed}")


def test_an_older_version_says_so_and_cannot_be_answered(published: Statement, client: PageClient) -> None:
    page = client.get(published.version_url("/versions/1"))
    assert "Luet versiota 1. Uusin versio on 2." in page.text
    newest = client.get(published.url("/draft"))
    assert "Luonnoksen versio 2" in newest.text
    assert "Seurannasta kerrotaan julkisesti." in newest.text


def test_an_open_proposal_is_shown_in_the_version_it_was_carried_to(
    published: Statement, client: PageClient
) -> None:
    page = client.get(published.url("/draft?show=proposal:6"))
    assert page.status == 200
    assert (
        "Siirtää kohdan 6 kohdan 1 jälkeen." in page.text or "Siirtää kohdan 7 kohdan 1 jälkeen." in page.text
    )
    decided = client.get(published.url("/draft?show=proposal:1"))
    assert decided.location.endswith("/proposals/1")


def test_before_version_1_the_page_says_what_comes(app: Flask, client_as: ClientAs) -> None:
    with writing(app) as session:
        agent = make_person(session)
        consultation = make_consultation(session, agent)
    page = client_as(agent).get(f"/consultations/{consultation.slug}/draft")
    assert "Luonnosta ei ole vielä julkaistu" in page.text


def test_the_agent_edits_once_the_round_has_closed(
    statement: Statement, client_as: ClientAs, clock: Clock
) -> None:
    path = statement.url("/draft")
    assert "Muokkaa kohtaa 2 itse" not in client_as(statement.agent).get(path).text
    clock.now = statement.round.closes_at
    assert "Muokkaa kohtaa 2 itse" in client_as(statement.agent).get(path).text
    assert "Muokkaa kohtaa 2 itse" not in participant(statement, client_as).get(path).text
