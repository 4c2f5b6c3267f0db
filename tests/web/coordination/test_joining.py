"""An organisation of a large register is searched for before it is added."""

from sqlalchemy import select

from consult.models import Organisation, Participation
from consult.services.organisations import add_organisation
from tests.counting import count_queries
from tests.factories import NOW, make_organisation
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk


def fill(desk: Desk, count: int) -> None:
    """A register of so many, and the last of the alphabet."""
    with writing(desk.app) as session:
        for number in range(count):
            make_organisation(session, f"Järjestö {number:03} ry")
        add_organisation(session, "Öljymäen kylät ry", municipality="Äänekoski", now=NOW)


def joined(desk: Desk) -> list[str]:
    """Who takes part."""
    with reading(desk.app) as session:
        return list(session.scalars(select(Organisation.name).join(Participation)))


def test_a_small_register_is_chosen_from(desk: Desk) -> None:
    fill(desk, 3)
    page = desk.client.get(f"{desk.root}/organisations")
    assert "Öljymäen kylät ry" in page.text
    assert 'type="search"' not in page.html


def test_of_a_large_register_the_first_are_shown_and_the_others_found(desk: Desk) -> None:
    fill(desk, 205)
    with count_queries(desk.app.extensions["consult"].engine) as asked:
        page = desk.client.get(f"{desk.root}/organisations")
    assert len(asked) <= 15
    assert 'type="search"' in page.html
    assert "Järjestö 199 ry" in page.text
    assert "Öljymäen kylät ry" not in page.text
    assert "Tässä ovat ensimmäiset 200, kaikkiaan niitä on 206." in page.text
    found = desk.client.get(f"{desk.root}/organisations?q=oljymaen")
    assert "Öljymäen kylät ry" in found.text
    assert "Järjestö 000 ry" not in found.text
    assert "Yhtään järjestöä ei löytynyt" in desk.client.get(f"{desk.root}/organisations?q=eiole").text


def test_what_was_found_joins(desk: Desk) -> None:
    fill(desk, 205)
    with reading(desk.app) as session:
        last = session.scalars(select(Organisation.id).where(Organisation.name.startswith("Ö"))).one()
    url = f"{desk.root}/organisations/join"
    assert desk.client.post(url, {"organisation": str(last)}).status == 303
    assert joined(desk) == ["Öljymäen kylät ry"]
    for chosen in (str(last), "9999999", "", "x", "-1", "1" * 40):
        assert desk.client.post(url, {"organisation": chosen}).status == 422
    assert joined(desk) == ["Öljymäen kylät ry"]
