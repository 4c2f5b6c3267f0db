"""The organisations of a whole region: thousands of names, each once, the same each time."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models import Organisation
from consult.services.register_import import bring_in_register, plan_import
from consult.services.register_table import read_register
from consult.sheets import Row, Table

ORGANISATIONS = 5_300

#: A municipality, the same in the genitive, its sub-region.
MUNICIPALITIES = (
    ("Kuusiniemi", "Kuusiniemen", "Järviseutu"),
    ("Harjukylä", "Harjukylän", "Järviseutu"),
    ("Selkävesi", "Selkäveden", "Järviseutu"),
    ("Vuolasvirta", "Vuolasvirran", "Järviseutu"),
    ("Hietasalmi", "Hietasalmen", "Rantaseutu"),
    ("Lehtoranta", "Lehtorannan", "Rantaseutu"),
    ("Kaislajoki", "Kaislajoen", "Rantaseutu"),
    ("Sälgvik", "Sälgvikin", "Rantaseutu"),
    ("Niittykoski", "Niittykosken", "Harjuseutu"),
    ("Myllymäki", "Myllymäen", "Harjuseutu"),
    ("Petäjäharju", "Petäjäharjun", "Harjuseutu"),
    ("Suopohja", "Suopohjan", "Harjuseutu"),
)
WHO = (
    "eläkkeensaajat",
    "omaishoitajat",
    "nuoret",
    "reumayhdistys",
    "sydänyhdistys",
    "diabetesyhdistys",
    "näkövammaiset",
    "kuulonhuoltajat",
    "martat",
    "sotaveteraanien perinneyhdistys",
    "perheet",
    "kylät",
    "urheilijat",
    "teatteriyhdistys",
    "luonnonsuojelijat",
    "työttömät",
    "vanhempainyhdistys",
    "maahanmuuttajat",
    "hengitysyhdistys",
    "mielenterveyden tuki",
    "kuorolaiset",
    "partiolaiset",
    "kansalaisopiston ystävät",
    "leijonat",
    "kalastajat",
)
#: Each kind of organisation works in the sector at the same place of the round.
SECTORS = (
    "Sosiaali ja terveys",
    "Kulttuuri",
    "Liikunta",
    "Kylät ja asuminen",
    "Lapset, nuoret ja perheet",
    "Ympäristö",
)
ENDINGS = ("", " keskusta", " pohjoinen", " eteläinen", " läntinen", " itäinen")
ENDINGS_BEYOND = 20
HEADER = ("Nimi", "Toimiala", "Kunta", "Seutukunta", "Taso", "Kieli", "Sähköposti")


def add_region(session: Session, *, now: datetime, number: int = ORGANISATIONS) -> Sequence[Organisation]:
    """Bring so many organisations into the register the way a table is brought in."""
    rows = tuple(Row(line, cells) for line, cells in enumerate(islice(_rows(), number), start=2))
    plan = plan_import(session, read_register(Table(HEADER, rows)))
    bring_in_register(session, plan, seen=plan.digest, actor=None, now=now)
    names = [row.cells[0] for row in rows]
    found = session.scalars(
        select(Organisation).where(Organisation.name.in_(names)).order_by(Organisation.id)
    )
    return found.all()


def _rows() -> Iterator[tuple[str, ...]]:
    """Row after row; one organisation in ten speaks Swedish, one in eight has no address."""
    number = 0
    for ending in _endings():
        for place, who in enumerate(WHO):
            for municipality, genitive, sub_region in MUNICIPALITIES:
                yield (
                    f"{genitive} {who}{ending} ry",
                    SECTORS[place % len(SECTORS)],
                    municipality,
                    sub_region,
                    "paikallinen" if number % 5 else "alueellinen",
                    "fi" if number % 10 else "sv",
                    f"jarjesto{number}@example.invalid" if number % 8 else "",
                )
                number += 1


def _endings() -> Iterator[str]:
    yield from ENDINGS
    for part in range(1, ENDINGS_BEYOND):
        yield f" {part}. osasto"
