"""What was saved is told where the reader comes back to: beside the block, or beside one's own words."""

from xml.etree.ElementTree import Element

from flask import Flask

from consult.web.beside import flash_beside, told_beside
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, Scene
from tests.web.client import PageClient
from tests.web.page import Page, words


def by_id(page: Page, name: str) -> Element:
    """The element with this id."""
    return next(element for element in page.tree.iter() if element.get("id") == name)


def notices(element: Element) -> list[str]:
    """What is told inside, in order."""
    return [words(one) for one in element.iter("section") if one.get("role") == "status"]


def test_a_saved_comment_is_told_inside_its_block(scene: Scene, member: PageClient) -> None:
    page = member.follow(deeds.comment(member, scene))
    (told,) = notices(by_id(page, "kohta-b3"))
    assert told.startswith("Kommenttisi on tallennettu.")
    assert told.endswith("Tarkista ja lähetä")
    assert "Kommenttisi on tallennettu" not in words(by_id(page, "notices"))
    assert page.text.count("Kommenttisi on tallennettu.") == 1


def test_a_proposal_to_a_heading_is_told_under_it(scene: Scene, member: PageClient) -> None:
    page = member.follow(deeds.propose(member, scene, "Edellytykset", block="b1"))
    assert "Ehdotuksesi on tallennettu" in page.text
    assert "Ehdotuksesi on tallennettu" not in words(by_id(page, "notices"))


def test_support_is_told_inside_the_block(scene: Scene, member: PageClient, neighbour: PageClient) -> None:
    deeds.propose(member, scene, GRANTS.replace("vuosittain", "joka vuosi"))
    deeds.send(member, scene)
    opened = neighbour.get(f"{scene.url}/draft?show=proposal:1")
    assert "Tuki näkyy heti. Sitä ei tarvitse lähettää." in opened.text
    done = neighbour.post(f"{scene.url}/proposals/1/support", {"voice": str(scene.other_voice.id)})
    (told,) = notices(by_id(neighbour.follow(done), "kohta-b3"))
    assert "kannattaa nyt ehdotusta 1" in told
    assert "lähetä" not in told


def test_a_changed_comment_is_told_beside_it(scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene)
    done = member.submit(member.get(f"{scene.url}/comments/1/edit"), {"text": "Toisin sanoin."})
    page = member.follow(done)
    assert notices(by_id(page, "comment-1")) == ["Kommentti on muutettu."]
    assert "muutettu" not in words(by_id(page, "notices"))


def test_what_the_page_does_not_show_is_told_first(app: Flask) -> None:
    with app.test_request_context():
        flash_beside("Tallennettu.", "b9")
        assert told_beside({"b1", "b2"}) == ""
        assert told_beside({"b9"}) == "b9"


def test_the_draft_leads_to_sending_while_something_is_unsent(scene: Scene, member: PageClient) -> None:
    path = f"{scene.url}/draft"
    assert "Tarkista ja lähetä" not in member.get(path).text
    deeds.comment(member, scene)
    page = member.get(path)
    assert "1 on vielä lähettämättä Tarkista ja lähetä" in page.text
    deeds.send(member, scene)
    assert "Tarkista ja lähetä" not in member.get(path).text


def test_a_withdrawal_is_told_as_a_status(scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene)
    done = member.post(f"{scene.url}/comments/1/withdraw")
    page = member.follow(done)
    assert any("peruttu" in told for told in notices(page.tree))


def test_the_first_page_says_how_far_one_is(scene: Scene, member: PageClient) -> None:
    def buttons() -> str:
        return member.get(scene.url).text + member.get("/").text

    assert buttons().count("Aloita vastaaminen") >= 2
    deeds.comment(member, scene)
    assert "Aloita vastaaminen" not in buttons()
    assert buttons().count("Jatka vastaamista") == 2
    deeds.send(member, scene)
    assert buttons().count("Katso vastauksesi") == 2
    deeds.comment(member, scene, "Vielä tämä.")
    assert buttons().count("Jatka vastaamista") == 2


def test_what_is_unsent_stands_in_the_order_of_the_text(scene: Scene, member: PageClient) -> None:
    deeds.comment(member, scene, "Jälkimmäinen.", block="b4")
    deeds.comment(member, scene, "Ensimmäinen.", block="b3")
    page = member.get(f"{scene.url}/answer")
    assert page.text.index("Ensimmäinen.") < page.text.index("Jälkimmäinen.")
    assert "Kohta 2" in page.text


def test_with_nothing_unsent_only_a_stance_is_sent(scene: Scene, member: PageClient) -> None:
    page = member.get(f"{scene.url}/answer")
    assert "Ei vielä lähetettävää" in page.text
    deeds.comment(member, scene)
    assert "Lähetä vastaukset" in member.get(f"{scene.url}/answer").text
    deeds.send(member, scene)
    page = member.get(f"{scene.url}/answer")
    assert "Kaikki on lähetetty" in page.text
    assert "Lähetä kanta" in page.text
    for words_ in ("Lähetä vastaukset", "Ei vielä lähetetty"):
        assert words_ not in page.text


def test_a_comment_needs_no_kind_to_be_chosen(app: Flask, scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "comment"))
    assert page.form().fields["kind"] == ["other"]
    assert member.submit(page, {"text": "Hyvä kohta."}).status == 303
    assert deeds.comments(app)[0].current.kind.value == "other"


def test_errors_are_listed_as_the_fields_stand(scene: Scene, member: PageClient) -> None:
    page = member.get(scene.block_url("b3", "reword"))
    refused = member.submit(page, {"text": " ", "rationale": " "})
    links = [link for link in refused.links() if link in ("#text", "#rationale")]
    assert links == ["#text", "#rationale"]
    assert "Korjaa alla olevat kohdat. Tekstisi on yhä tässä." in refused.text
    assert "Mitään ei ole vielä tallennettu" not in refused.text
