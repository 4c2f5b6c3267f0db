"""Pictures in a text: seen by those who may read it, and by nobody else."""

from collections.abc import Callable
from io import BytesIO

from consult.models import Access, Consultation, Person
from tests.docx.test_things import image, pictured
from tests.factories import make_consultation, make_person
from tests.web.client import PageClient
from tests.web.conftest import writing
from tests.web.coordination.conftest import Desk, desk
from tests.web.page import Page

__all__ = ["desk"]


def bring_in(desk: Desk) -> Page:
    """A draft with a picture is brought in; its preview."""
    start = f"{desk.root}/documents/{desk.document_id}/intake"
    file = BytesIO(pictured(image())), "luonnos.docx"
    return desk.client.follow(desk.client.post(start, {"way": "word", "file": file}))


def shown(page: Page) -> dict[str, str]:
    """The attributes of the only picture in the text."""
    (found,) = (element for element in page.tree.iter("img") if element.get("class") == "picture")
    return dict(found.attrib)


def test_a_picture_is_shown_in_the_preview_and_on_the_reading_page(
    desk: Desk, client_as: Callable[[Person], PageClient]
) -> None:
    preview = bring_in(desk)
    assert shown(preview)["alt"] == "Alueen kartta"
    address = shown(preview)["src"]
    with writing(desk.app) as session:
        stranger = make_person(session, "Muu")
        session.get_one(Consultation, desk.consultation_id).access = Access.PUBLIC
    other = client_as(stranger)
    assert other.get(address).status == 404
    action = f"{desk.root}/documents/{desk.document_id}/intake/publish"
    published = desk.client.follow(desk.client.submit(preview, action=action))
    assert shown(published)["src"] == address
    answer = other.get(address)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.response.data.startswith(b"\x89PNG")


def test_a_picture_of_another_consultation_is_not_there(desk: Desk) -> None:
    name = shown(bring_in(desk))["src"].rpartition("/")[2]
    with writing(desk.app) as session:
        other = make_consultation(session, session.get_one(Person, desk.agent.id), title="Toinen")
    assert desk.client.get(f"/consultations/{other.slug}/pictures/{name}").status == 404
    assert desk.client.get(f"{desk.root}/pictures/{'0' * 64}").status == 404


def test_the_same_picture_brought_in_twice_is_no_trouble(desk: Desk) -> None:
    assert shown(bring_in(desk)) == shown(bring_in(desk))
