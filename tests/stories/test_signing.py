"""S1, step 9: a lead signs on a phone, from the mail to the page of signatories."""

import pytest

from tests.signing import Signing, make_signing
from tests.stories.conftest import Site, Visit
from tests.web.conftest import writing
from tests.web.mailbox import deliver, link_in, text_of

PHONE = {"width": 360, "height": 740, "text": 200}


@pytest.fixture
def signing(site: Site) -> Signing:
    """Two organisations are asked."""
    with writing(site.app) as session:
        return make_signing(session)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_lead_signs_on_a_phone(site: Site, visit: Visit, signing: Signing, *, script: bool) -> None:
    voice, lead = signing.voices[0]
    phone = visit(lead, script=script, **PHONE)
    asked = next(mail for mail in deliver(site.app) if mail["To"] == lead.email)
    assert f"{signing.url}/signing" in text_of(asked)
    site.clock.tick(minutes=11)
    phone.go(signing.url).follow("Siirry allekirjoittamaan").reads("Lausunnon allekirjoittaminen")
    phone.choose("Allekirjoitamme, eriävä näkemys").write("Eriävä näkemys", "Emme jaa kohtaa 1.")
    phone.write("Nimi", "Aino Allekirjoittaja").write("Tehtävä järjestössä", "puheenjohtaja")
    phone.write("Mikä toimielin käsitteli asian?", "hallitus").write("Minä päivänä?", "19.1.2027")
    phone.press("Vahvista valinta").sees("Vahvista, että nimet saa julkaista")
    phone.choose("Nämä saa julkaista lausunnossa").press("Vahvista valinta").reads("Kirjaudu uudestaan")
    phone.press("Lähetä linkki").reads("Tarkista sähköpostisi")
    link = next(link_in(mail) for mail in deliver(site.app) if "/sign-in/link/" in text_of(mail))
    phone.go(link).press("Jatka").reads("Lausunnon allekirjoittaminen")
    assert phone.field("Eriävä näkemys").input_value() == "Emme jaa kohtaa 1."
    phone.choose("Nämä saa julkaista lausunnossa").press("Vahvista valinta")
    phone.sees(f"Järjestön {voice.name} vastaus tallennettiin.", "Aino Allekirjoittaja, puheenjohtaja")
    site.clock.now = signing.round.closes_at
    visit(script=script, **PHONE).go(f"{signing.url}/signatories").sees(voice.name, "Emme jaa kohtaa 1.")
