"""The authority's request and the agent's list of organisations, as the files that come to the agent."""

import json

AUTHORITY = "Kuusiniemen hyvinvointialue"
REGISTER_NUMBER = "KHVA/482/2026"
OPTIONS = ("Kyllä", "Osittain", "Ei")
CHOICE, MANDATORY = "Näkyykö yhdistysten työ tekstissä?", "Riittävätkö varat?"
#: In the order of the authority; what is asked first may be chosen.
HEADERS = (CHOICE, MANDATORY, "Onko kokoontumiselle paikkoja?", "Kuinka tuloksia mitataan?", "Mitä muuta?")
BREAK = "Toinen sivu"
#: What the request wants to know of who answers.
REQUIRED = ("Virallinen nimi", "Kirjaaja", "Yhteystiedot", "Toimielin", "Käsittelypäivä")
#: Lines of the list that repeat an organisation, and lines whose address is none.
DUPLICATES, MISSPELT = 2, 3


def request_file() -> bytes:
    """Five questions, the page break among them, in the order in which they were saved."""
    asked = [
        {"order": number, "type": "text", "mandatory": False, "header": header}
        for number, header in enumerate(HEADERS, start=1)
    ]
    asked[0] |= {"type": "choice", "mandatory": True, "options": list(OPTIONS)}
    asked[1] |= {"mandatory": True}
    asked[2:] = [{**question, "order": index} for index, question in enumerate(asked[2:], start=4)]
    page = {"order": 3, "type": "questionType_PageBreak", "header": BREAK}
    request = {
        "title": "Järjestämissuunnitelman kolmas versio",
        "authority": AUTHORITY,
        "register_number": REGISTER_NUMBER,
        "deadline": "2027-02-15T16:15:00",
        "channels": ["Lausuntopalvelu"],
        "metadata_required": list(REQUIRED),
        "questions": [*reversed(asked), page],
    }
    return json.dumps(request).encode()


def name(number: int) -> str:
    """The official name of an organisation of the list."""
    return f"Kylän {number}. yhdistys ry"


def address(number: int) -> str:
    """Where its mail goes."""
    return f"yhdistys{number}@example.invalid"


def organisation_list(invited: int) -> bytes:
    """So many organisations, two of them twice, and three lines whose address is none."""
    lines = ["Nimi;Kunta;Kieli;Sähköposti"]
    lines += [f"{name(number)};Multia;fi;{address(number)}" for number in range(1, invited + 1)]
    lines += [f"{name(number).upper()};Multia;fi;" for number in range(1, DUPLICATES + 1)]
    lines += [f"Väärä {number} ry;Joutsa;fi;ei osoite" for number in range(MISSPELT)]
    return "\n".join(lines).encode()
