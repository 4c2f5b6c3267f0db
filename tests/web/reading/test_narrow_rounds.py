"""In a narrow round the page shows the actions under changed blocks only, and forms of the others say why."""

from collections.abc import Callable

from consult.models import Consultation, Document, Person
from consult.services.documents import store_version
from consult.services.rounds import open_round
from tests.factories import DAY, NOW, make_participant, make_round, make_text
from tests.web.client import PageClient
from tests.web.conftest import writing
from tests.web.coordination.conftest import Desk, desk, published

__all__ = ["desk", "published"]


def test_only_changed_blocks_have_actions(published: Desk, client_as: Callable[[Person], PageClient]) -> None:
    with writing(published.app) as session:
        found = session.get_one(Consultation, published.consultation_id)
        _, lead = make_participant(session, found, published.agent)
        make_round(session, found, published.agent, days=0)
        document = session.get_one(Document, published.document_id)
        content = make_text("Tilat ovat maksuttomia.", "Uusi kappale.")
        store_version(session, document, content, number=2, title="Lausunto", actor=published.agent, now=NOW)
        open_round(
            session,
            found,
            opens_at=NOW,
            closes_at=NOW + DAY,
            is_narrow=True,
            actor=published.agent,
            now=NOW,
        )
    client = client_as(lead)
    page = client.get(f"{published.root}/draft")
    assert "ovat auki vain kohdat, jotka ovat muuttuneet" in page.text
    assert "Kommentoi kohtaa 2" in page.text
    assert "Kommentoi kohtaa 1" not in page.text
    links = {a.get("href", "") for a in page.tree.iter("a") if "comment" in a.get("href", "")}
    (shown,) = [link for link in links if "b2" in link]
    assert "Tämä kohta ei ole muuttunut." not in client.get(shown).text
    assert "Tämä kohta ei ole muuttunut." in client.get(shown.replace("b2", "b1")).text
    assert "vain muuttuneet kohdat" in published.client.get(f"{published.root}/rounds").text
