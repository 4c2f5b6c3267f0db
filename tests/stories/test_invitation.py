"""S1, steps 4 and 5: the mail is read on a computer, and the answer is written on a phone."""

import re
from urllib.request import urlopen

import pytest

from consult.services.invitations import plan_invitations, send_invitations
from consult.services.organisations import add_organisation
from tests.factories import NOW
from tests.stories import village
from tests.stories.conftest import Site, Visit
from tests.web.conftest import writing
from tests.web.mailbox import code_in, deliver, link_in

ADDRESS = "sihteeri@example.org"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_code_of_the_mail_lets_in_on_a_phone(site: Site, visit: Visit, *, script: bool) -> None:
    here = village.found(site)
    with writing(site.app) as session:
        organisation = add_organisation(session, "Tupa ry", email=ADDRESS, now=NOW)
        plan = plan_invitations(session, here.consultation, [organisation])
        send_invitations(session, here.consultation, plan, seen=plan.digest, actor=here.agent, now=NOW)
    (mail,) = deliver(site.app)
    with urlopen(site.base + link_in(mail)) as answer:
        assert answer.status == 200
    phone = visit(width=360, height=740, text=200, script=script)
    phone.go("/sign-in").follow("Minulla on kutsun koodi").reads("Kutsun koodi")
    phone.write("Sähköpostiosoite", ADDRESS).write("Viestissä oleva koodi", "1234").press("Jatka")
    phone.sees("Koodissa on kahdeksan numeroa.").write("Viestissä oleva koodi", code_in(mail)).press("Jatka")
    phone.sees("Tupa ry").follow("Aloita vastaaminen").follow("Kommentoi kohtaa 3")
    phone.choose("Puuttuu jotain").write("Kommenttisi", "Maksun suuruus puuttuu.")
    phone.press("Tallenna kommentti").follow("Siirry lähettämään").press("Lähetä vastaukset")
    phone.reads("Vastauksesi on perillä")
    agent = visit(here.agent, width=360, height=740, script=script).go(f"{here.url}/organisations")
    agent.sees(re.compile(r"Vastannut\s*1"), "Tupa ry")
