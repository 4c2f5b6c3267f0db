"""The administrator searches the register, brings tables in and takes them out."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from consult.models import ContactChannel, Organisation, OrganisationKind, PendingFile, Person
from consult.services.organisations import add_organisation
from tests.counting import count_queries
from tests.factories import NOW, make_organisation, make_person
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.page import Page

TABLE = "/organisations/table"
CHECK = "/organisations/table/check"
FIRST = "Nimi;Kunta;Väri\nKylä ry;Multia;x\nKYLÄ RY;Joutsa;\nMuu ry;;\n;Joutsa;\nK\u0435ski ry;;\n"


@pytest.fixture
def client_(app: Flask, client_as: Callable[[Person], PageClient]) -> PageClient:
    """The administrator's browser."""
    with writing(app) as session:
        administrator = make_person(session, "Ylläpitäjä", is_administrator=True)
    return client_as(administrator)


def choose(client: PageClient, words: str | bytes, name: str = "lista.csv") -> Page:
    """Send a file."""
    data = words.encode() if isinstance(words, str) else words
    return client.submit(client.get(TABLE), {"file": (BytesIO(data), name)})


def names(app: Flask) -> list[str]:
    """Who is in the register."""
    with reading(app) as session:
        return sorted(session.scalars(select(Organisation.name)))


def test_a_table_is_looked_at_before_anything_is_stored(app: Flask, client_: PageClient) -> None:
    page = client_.follow(choose(client_, FIRST))
    assert page.h1 == "Tarkista taulukko"
    for words in (
        "lista.csv",
        "Näitä sarakkeita ei säilytetä: Väri.",
        "rivit 2, 3",
        "ensimmäinen rivi ratkaisee: Kunta.",
        "5Nimi puuttuu.",
        "6Sanassa K\u0435ski on kahden aakkoston kirjaimia.",
    ):
        assert words in page.text
    assert names(app) == []
    saved = client_.follow(client_.submit(page, action=CHECK))
    assert "uusia järjestöjä 2, muuttuneita 0" in saved.text
    assert names(app) == ["Kylä ry", "Muu ry"]
    with reading(app) as session:
        assert session.scalars(select(PendingFile)).all() == []


def test_a_second_table_says_what_changes(app: Flask, client_: PageClient) -> None:
    with writing(app) as session:
        add_organisation(session, "Kylä ry", municipality="Multia", business_id="2345670-5", now=NOW)
    page = client_.follow(
        choose(client_, "Nimi,Kunta,Taso,Y-tunnus\nkylä ry,Joutsa,paikallinen,\nUusi nimi ry,,,2345670-5\n")
    )
    assert "Kunta: MultiaJoutsa" in page.text
    assert "Taso: ei tiedossaPaikallinen" in page.text
    assert "Uusi nimi ry on sama Y-tunnus kuin järjestöllä Kylä ry" in page.text
    client_.submit(page, action=CHECK)
    again = client_.follow(choose(client_, "Nimi,Kunta\nkylä ry,Joutsa\n"))
    assert "Rekisterissä on jo kaikki tämä." in again.text


def test_a_register_that_changed_meanwhile_is_shown_again(app: Flask, client_: PageClient) -> None:
    page = client_.follow(choose(client_, FIRST))
    with writing(app) as session:
        make_organisation(session, "Muu ry")
    refused = client_.submit(page, action=CHECK)
    assert refused.status == 409
    assert "Rekisteri on muuttunut" in refused.text
    assert names(app) == ["Muu ry"]
    assert client_.submit(refused, action=CHECK).status == 303
    assert names(app) == ["Kylä ry", "Muu ry"]


def test_a_file_can_be_thrown_away(app: Flask, client_: PageClient) -> None:
    choose(client_, FIRST)
    assert "lista.csv" in client_.get(TABLE).text
    page = client_.follow(client_.submit(client_.get(CHECK), action="/organisations/table/discard"))
    assert "Rekisteri on ennallaan." in page.text
    assert client_.get(CHECK).status == 404
    assert client_.post(CHECK, {"seen": ""}).status == 404


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("lista.csv", b"Kunta\nMultia\n", "Tiedoston sarakkeet ovat: Kunta."),
        ("lista.csv", b'Nimi\n"auki\n', "eivät täsmää rivin 2 lähellä"),
        ("lista.xlsx", b"x", "Tämä ei ole taulukko."),
        ("lista.pdf", b"%PDF", "Tämä ei ole taulukko."),
        ("lista.csv", b"Nimi\n" + b"a ry\n" * 100_000, "Taulukossa on yli 10000 riviä."),
    ],
)
def test_what_cannot_be_read_is_refused_beside_the_field(
    client_: PageClient, name: str, data: bytes, sentence: str
) -> None:
    page = choose(client_, data, name)
    assert page.status == 422
    assert sentence in page.text
    assert client_.get(CHECK).status == 404


def test_one_administrator_does_not_see_the_file_of_another(
    app: Flask, client_: PageClient, client_as: Callable[[Person], PageClient]
) -> None:
    choose(client_, FIRST)
    with writing(app) as session:
        other = make_person(session, is_administrator=True)
    assert client_as(other).get(CHECK).status == 404


def test_the_register_is_searched_without_dots_and_filtered(app: Flask, client_: PageClient) -> None:
    with writing(app) as session:
        add_organisation(
            session, "Äijälän kylät ry", municipality="Multia", kind=OrganisationKind.LOCAL, now=NOW
        )
        add_organisation(session, "Ahon tuki ry", sector="sote", now=NOW)
    assert "Äijälän" in client_.get("/organisations?q=aijalan+kyl").text
    assert "Ahon" not in client_.get("/organisations?kind=local&municipality=Multia").text
    assert "Yhtään järjestöä ei löytynyt" in client_.get("/organisations?q=eiole").text
    assert client_.get("/organisations?kind=huge").status == 400


def test_a_large_register_stays_on_few_queries(app: Flask, client_: PageClient) -> None:
    with writing(app) as session:
        for number in range(120):
            make_organisation(session, f"Järjestö {number:03} ry")
    with count_queries(app.extensions["consult"].engine) as asked:
        page = client_.get("/organisations?q=jarjesto&page=2")
    assert "Järjestö 050 ry" in page.text
    assert "q=jarjesto" in page.html
    assert len(asked) <= 15


def test_the_details_are_edited(app: Flask, client_: PageClient) -> None:
    with writing(app) as session:
        made = make_organisation(session, "Kylä ry")
        make_organisation(session, "Muu ry")
    url = f"/organisations/{made.id}/details"
    typed = {"business_id": "23456705", "kind": "local", "sub_region": "Jämsän seutu", "channel": "phone"}
    page = client_.follow(client_.submit(client_.get(url), typed))
    for words in ("2345670-5", "Paikallinen", "Jämsän seutu", "Puhelin"):
        assert words in page.text
    with reading(app) as session:
        found = session.get_one(Organisation, made.id)
        assert (found.kind, found.channel) == (OrganisationKind.LOCAL, ContactChannel.PHONE)
    assert client_.submit(client_.get(url), {"business_id": "2345670-4"}).status == 422
    assert client_.submit(client_.get(url), {"name": "MUU ry"}).status == 422
    assert client_.submit(client_.get(url), {"kind": "huge"}).status == 422


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_goes_out_comes_in_unchanged_in_every_language(
    app: Flask, client_: PageClient, language: str, ending: str
) -> None:
    with writing(app) as session:
        for kind, channel in zip([*OrganisationKind, None, None], ContactChannel, strict=True):
            add_organisation(
                session,
                f'=Kylä; "{channel}" ry',
                kind=kind,
                channel=channel,
                business_id="2345670-5",
                sector="sote",
                municipality="Äänekoski",
                sub_region="Äänekosken seutukunta",
                language="sv",
                email=f"{channel}@example.invalid",
                now=NOW,
            )
        session.get_one(Person, 1).language = language
    out = client_.get(f"/organisations.{ending}")
    assert out.headers["Content-Disposition"] == f"attachment; filename=organisations.{ending}"
    data = out.response.get_data()
    if ending == "xlsx":
        rows = load_workbook(BytesIO(data)).worksheets[0].iter_rows()
        assert [cell for row in rows for cell in row if cell.data_type == "f"] == []
    page = client_.follow(choose(client_, data, f"ulos.{ending}"))
    with reading(app) as session:
        assert len(session.scalars(select(Organisation)).all()) == 6
    assert 'name="seen"' not in page.html, page.text
