"""What a search finds is kept as a group, mended and invited."""

from sqlalchemy import select

from consult.models import Group
from consult.services.organisations import add_organisation
from tests.counting import count_queries
from tests.factories import NOW
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk


def test_a_search_becomes_a_group_that_is_mended_and_invited(published: Desk) -> None:
    with writing(published.app) as session:
        for name, sector in (("Aamu", "sote"), ("Ilta", "sote"), ("Yö", "kulttuuri")):
            add_organisation(session, f"{name} ry", sector=sector, email=f"{sector}@example.org", now=NOW)
    url = f"{published.root}/groups"
    page = published.client.get(f"{url}?sector=sote")
    assert "Haku löytää 2 järjestöä." in page.text
    made = published.client.submit(page, {"group": "Soteryhmä"}, action=f"{url}?sector=sote")
    with count_queries(published.app.extensions["consult"].engine) as asked:
        page = published.client.follow(made)
    assert len(asked) <= 15
    assert "Aamu ry" in page.text
    assert "Yö ry" not in page.text
    with reading(published.app) as session:
        group = session.scalars(select(Group)).one()
    check = f"{published.root}/invitations/check?group={group.id}"
    assert "Ilta ry" in published.client.get(check).text
    taken = next(
        form for form in page.forms() if form.action.endswith("/remove") and "organisations" in form.action
    )
    published.client.submit(page, action=taken.action)
    renamed = published.client.submit(page, {"group": "Toinen nimi"}, action=f"{url}/{group.id}")
    page = published.client.follow(renamed)
    assert "Toinen nimi" in page.text
    assert "Järjestöt (1)" in page.text
    published.client.submit(page, action=f"{url}/{group.id}/remove")
    assert published.client.get(f"{url}/{group.id}").status == 404
    assert published.client.post(url, {"group": ""}).status == 422
