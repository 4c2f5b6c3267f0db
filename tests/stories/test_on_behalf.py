"""The end of S5: a person without the web phones; the agent enters it and the organisation confirms it."""

import re

import pytest

from tests.stories.conftest import Site, Visit
from tests.web.answering import deeds
from tests.web.answering.conftest import GRANTS, make_scene
from tests.web.answering.test_on_behalf import link_of

script_or_not = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@script_or_not
def test_a_call_is_entered_and_confirmed(site: Site, visit: Visit, *, script: bool) -> None:
    scene = make_scene(site.app)
    agent = visit(scene.agent, script=script).go(f"{scene.url}/desk").follow("Vastaukset puolesta")
    agent.write("Nimi, Y-tunnus tai paikka", "kuusiniemen").press("Hae")
    agent.follow(re.compile("Valitse.*Kuusiniemen"))
    agent.choose("Puhelimitse").write("Kuka sen kertoi?", "Puheenjohtaja soitti")
    agent.press("Jatka sisältöön").reads("Kuusiniemen omaishoitajat ry")
    agent.page.get_by_label("Mitä kohtaa se koskee?").select_option(index=2)
    agent.press("Lisää kommentti").choose("Puuttuu jotain").write("Kommenttisi", "Vuokrat puutuvat.")
    agent.press("Tallenna kommentti").sees("Vuokrat puutuvat.")
    agent.page.get_by_label("Mitä kohtaa se koskee?").select_option(index=2)
    agent.press("Lisää ehdotus")
    agent.write("Kirjoita kohta niin kuin sen pitäisi olla", GRANTS.replace("vuosittain", "aina"))
    agent.write("Perustelu", "Niin sanottiin.").press("Tallenna ehdotus")
    agent.choose("Tuemme luonnosta").press("Lähetä ja pyydä vahvistus").sees("Lähetä uudelleen")
    reader = visit(script=script, width=360).go(f"{scene.url}/contributions")
    reader.sees("Vuokrat puutuvat.", "puhelimitse").misses("Puheenjohtaja soitti")
    contact = visit(script=script, width=360, height=740).go(link_of(site.app, told="Puheenjohtaja soitti"))
    contact.reads("Tarkista järjestösi vastaus")
    contact.write("Kommenttisi 1", "Vuokrat puuttuvat.").press("Lähetä korjattu vastaus")
    assert contact.activations <= 12
    assert deeds.comments(site.app)[0].current.text == "Vuokrat puuttuvat."
    reader.go(f"{scene.url}/contributions").sees("Vuokrat puuttuvat.").misses("puutuvat.")
