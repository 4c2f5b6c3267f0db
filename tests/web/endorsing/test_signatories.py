"""Who stands behind the text is named when the signing has closed, not before."""

from flask import Flask

from tests.signing import DECLINED, DISSENT, Signing
from tests.web.client import PageClient
from tests.web.conftest import Clock, writing


def sign(app: Flask, signing: Signing) -> None:
    """The second signs with dissent, the first too."""
    with writing(app) as session:
        signing.session = session
        signing.sign(1)
        signing.sign(0, DISSENT)


def test_while_the_signing_is_open_nobody_is_named(app: Flask, signing: Signing, client: PageClient) -> None:
    sign(app, signing)
    page = client.get(f"{signing.url}/signatories")
    assert "eivät ole vielä tiedossa" in page.text
    assert "Zetan" not in page.text


def test_when_it_has_closed_they_stand_in_finnish_order_with_their_dissent(
    app: Flask, signing: Signing, client: PageClient, clock: Clock
) -> None:
    sign(app, signing)
    clock.now = signing.round.closes_at
    page = client.get(f"{signing.url}/signatories")
    assert page.text.index("Zetan väki ry") < page.text.index("Åkerin tuki ry")
    assert "2 järjestöä on allekirjoittanut." in page.text
    assert DISSENT.dissent in page.text
    assert "hallitus" not in page.text


def test_those_who_declined_are_not_named(
    app: Flask, signing: Signing, client: PageClient, clock: Clock
) -> None:
    with writing(app) as session:
        signing.session = session
        signing.sign(0, DECLINED)
    clock.now = signing.round.closes_at
    assert "Åkerin" not in client.get(f"{signing.url}/signatories").text
