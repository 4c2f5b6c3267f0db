"""The front page and its neighbours."""

from flask import Flask

from tests.factories import make_consultation, make_person, make_version
from tests.web.client import PageClient
from tests.web.conftest import writing


def test_front_page_of_an_empty_service(client: PageClient) -> None:
    page = client.get("/")
    assert page.status == 200
    assert page.h1 == "Yhdessä kirjoitetut kannanotot"
