"""A reminder is looked at before it leaves, and the table of those who take part goes into a spreadsheet."""

from sqlalchemy import select

from consult.models import Consultation, Invitation
from consult.services.invitations import plan_invitations, send_invitations
from consult.services.organisations import add_organisation
from tests.factories import NOW, make_round
from tests.web.conftest import reading, writing
from tests.web.coordination.conftest import Desk
from tests.web.mailbox import deliver, text_of


def open_with_one(desk: Desk, name: str = "Kylä ry") -> None:
    """An open round and one invited organisation."""
    with writing(desk.app) as session:
        consultation = session.get_one(Consultation, desk.consultation_id)
        make_round(session, consultation, desk.agent)
        organisation = add_organisation(session, name, email="kyla@example.org", now=NOW)
        plan = plan_invitations(session, consultation, [organisation])
        send_invitations(session, consultation, plan, seen=plan.digest, actor=desk.agent, now=NOW)


def test_a_reminder_is_seen_sent_once_and_links_to_the_invitation(published: Desk) -> None:
    open_with_one(published)
    url = f"{published.root}/reminders"
    assert url in published.client.get(f"{published.root}/organisations").html
    page = published.client.get(url)
    assert "kyla@example.org" in page.text
    assert "Muistutus: " in page.text
    assert len(deliver(published.app)) == 1
    sent = published.client.submit(page, action=url)
    assert "1 muistutus lähtee." in published.client.follow(sent).text
    assert published.client.submit(page, action=url).status == 409
    mails = deliver(published.app)
    assert len(mails) == 2
    words = text_of(mails[-1])
    assert len(words.split()) <= 150
    assert "Kylä ry ei ole vielä vastannut" in words
    assert "Aiemmin muistutettu:" in published.client.get(url).text


def test_the_table_holds_no_formulas(published: Desk) -> None:
    open_with_one(published, "=1+1 ry")
    for ending in ("csv", "xlsx"):
        response = published.client.http.get(
            f"{published.root}/organisations.{ending}", base_url=published.client.base_url
        )
        assert response.status_code == 200
        if ending == "csv":
            assert "\n'=1+1 ry;" in response.get_data(as_text=True).replace("\r", "")
            assert "kyla@example.org" in response.get_data(as_text=True)


def test_a_withdrawn_link_is_not_reminded_of(published: Desk) -> None:
    open_with_one(published)
    with writing(published.app) as session:
        session.scalars(select(Invitation)).one().withdrawn_at = NOW
    assert "Kukaan ei saisi viestiä." in published.client.get(f"{published.root}/reminders").text


def test_automatic_reminders_are_turned_off_and_on_in_the_settings(published: Desk) -> None:
    open_with_one(published)
    client, url = published.client, f"{published.root}/settings"
    assert "Automaattiset muistutukset ovat päällä" in client.get(f"{published.root}/reminders").text
    page = client.get(url)
    client.submit(page, {"sends_reminders": ""})
    with reading(published.app) as session:
        assert not session.get_one(Consultation, published.consultation_id).sends_reminders
    assert "Automaattiset muistutukset eivät ole päällä" in client.get(f"{published.root}/reminders").text
    assert "poisti automaattiset muistutukset käytöstä" in client.get(f"{published.root}/log").text
    client.submit(client.get(url), {"sends_reminders": "y"})
    assert "otti automaattiset muistutukset käyttöön" in client.get(f"{published.root}/log").text
