"""The front page and its neighbours."""

from tests.web.client import PageClient


def test_front_page_of_an_empty_service(client: PageClient) -> None:
    page = client.get("/")
    assert page.status == 200
    assert page.h1 == "Yhdessä kirjoitetut kannanotot"
