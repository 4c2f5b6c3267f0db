"""The agent names who speaks for a network; that person comments in its name and tells whom it heard."""

from collections.abc import Callable

from sqlalchemy import select

from consult.models import Consultation, Person, Voice, VoiceKind
from tests.factories import make_round
from tests.web.client import PageClient
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk


def test_a_representative_speaks_and_tells_whom_was_heard(
    published: Desk, client_as: Callable[[Person], PageClient]
) -> None:
    with writing(published.app) as session:
        make_round(session, session.get_one(Consultation, published.consultation_id), published.agent)
    url = f"{published.root}/networks"
    page = published.client.get(url)
    made = published.client.submit(page, {"name": "Vammaisverkosto"}, action=url)
    page = published.client.follow(made)
    with reading(published.app) as session:
        network = session.scalars(select(Voice).where(Voice.kind == VoiceKind.NETWORK)).one()
    own = f"{url}/{network.id}"
    published.client.submit(page, {"email": "edustaja@example.org", "name": "Edustaja"}, action=own)
    with reading(published.app) as session:
        person = session.scalars(select(Person).where(Person.email == "edustaja@example.org")).one()
    reader = client_as(person)
    assert "Vammaisverkosto" in reader.get(f"{published.root}/documents/1/blocks/b1/comment").text
    heard = f"{published.root}/networks/{network.id}/heard"
    reader.submit(reader.get(heard), {"words": "Kuutta järjestöä ja kyselyä."}, action=heard)
    assert "Kuutta järjestöä" in published.client.get(own).text
    assert "Kuutta järjestöä" in published.client.get(url).text
    page = published.client.get(own)
    published.client.submit(page, action=f"{own}/people/{person.id}/end")
    assert reader.get(heard).status == 403
