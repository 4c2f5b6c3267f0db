"""What a story starts from when it is not about setting up: a draft of ten blocks in an open round."""

from dataclasses import dataclass

from consult.models import Consultation, Person, Version, Voice
from tests.factories import (
    make_consultation,
    make_participant,
    make_person,
    make_round,
    make_text,
    make_version,
)
from tests.stories.conftest import Site
from tests.web.conftest import writing

GRANTS = (
    "Hyvinvointialue myöntää järjestöille avustuksia vuosittain. "
    "Avustusta haetaan yhdellä lomakkeella. Päätös tehdään kuukauden kuluessa."
)
PARAGRAPHS = (
    "# Pääkohdat",
    "Järjestöt tukevat suunnitelman tavoitteita.",
    "Järjestöjen rooli on kirjoitettu selvästi, mutta rahoitus jää avoimeksi.",
    "# Rahoitus",
    GRANTS,
    "Avustuksen perusteet julkaistaan ennen hakua.",
    "Pieni yhdistys ei tarvitse hakemukseen tilintarkastajaa.",
    "# Tilat",
    "Jokaisessa kunnassa on järjestöille maksuton kokoontumistila.",
    "Tilan voi varata puhelimella ja verkossa.",
    "# Yhteistyö",
    "Järjestöt nimeävät edustajan kunnan hyvinvointiryhmään.",
    "Edustajalle maksetaan matkakulut.",
    "Hyvinvointialue kertoo vuosittain, mitä järjestöjen työllä on saatu aikaan.",
)
TOTAL = 10


@dataclass
class Village:
    """The consultation, its agent, its version and one organisation with its lead."""

    consultation: Consultation
    agent: Person
    version: Version
    voice: Voice
    lead: Person

    @property
    def url(self) -> str:
        """Where the consultation is."""
        return f"/consultations/{self.consultation.slug}"


def found(site: Site) -> Village:
    """Make one on the site's empty database."""
    with writing(site.app) as session:
        agent = make_person(session, "Muutosagentti")
        consultation = make_consultation(session, agent, "Lausunto järjestämissuunnitelmasta")
        version = make_version(session, consultation, agent, make_text(*PARAGRAPHS))
        voice, lead = make_participant(session, consultation, agent, "Kylän yhdistys ry")
        make_round(session, consultation, agent)
        return Village(consultation, agent, version, voice, lead)
