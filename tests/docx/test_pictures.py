"""The pictures of Word files in the README: what LibreOffice prints of two files, to be looked at."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consult.docx import OfferedComment, OfferedProposal, Said, write_clean, write_redline
from consult.text import Block, Document, parse, propose
from tests.docx import full
from tests.docx.documents import LAYOUT
from tests.docx.redlines import AT, offer
from tests.oracles.office import Office
from tests.stories.visitor import SCREENSHOTS

pytestmark = pytest.mark.long

TEXT = parse("""# Avustusten tavoitteet

Järjestöt tavoittavat ihmisiä, joita palvelut eivät tavoita. Vertaisryhmään tullaan ilman lähetettä.

# Avustuslajit ja kesto

Hyvinvointialueen tulee myöntää järjestöille avustuksia vuosittain ja pitää määräraha nykyisellä tasolla. \
Hakemisen tulee onnistua yhdellä lomakkeella.

Päätöksistä kerrotaan perusteluineen. Muutosta voi hakea.

| Avustuslaji | Enimmäismäärä | Kesto |
|---|---|---|
| Yleisavustus | 20 000 euroa | vuosi |
| Pienavustus | 500 euroa | kerran |

# Hakeminen

1. Yhdistys täyttää lomakkeen verkossa tai paperilla.
2. Hyvinvointialue pyytää puuttuvat tiedot viikon kuluessa.
3. Yhdistys saa päätöksen ja sen perustelut kirjallisesti.
""")


def reworded() -> Iterator[Document]:
    """What four organisations make of it."""
    yield edited(("vuosittain", "kolmeksi vuodeksi kerrallaan"))
    yield edited(("vuosittain", "useaksi vuodeksi"), ("500 euroa", "800 euroa"))
    longer = edited(("yhdellä lomakkeella", "yhdellä selkokielisellä lomakkeella"))
    at = next(place for place, block in enumerate(longer.blocks) if block.text.startswith("Yhdistys täyttää"))
    item = replace(longer.blocks[at], id="uusi", text="Lomakkeen voi täyttää myös puhelimitse.")
    yield Document((*longer.blocks[: at + 1], item, *longer.blocks[at + 1 :]))
    yield Document(tuple(block for block in TEXT.blocks if not block.text.startswith("Päätöksistä")))


def edited(*pairs: tuple[str, str]) -> Document:
    """The text with other words."""
    return Document(tuple(_edited(block, pairs) for block in TEXT.blocks))


def _edited(block: Block, pairs: tuple[tuple[str, str], ...]) -> Block:
    words = block.text
    for old, new in pairs:
        words = words.replace(old, new)
    return block.with_text(words)


def offered() -> list[OfferedProposal]:
    """Their proposals, each with a reason."""
    proposals = [propose(TEXT, document, f"p{number}") for number, document in enumerate(reworded())]
    return offer(proposals, rationale="Perustelu")


def keep(office: Office, data: bytes, name: str, folder: Path) -> None:
    """The first page as a picture."""
    pages = folder / f"{name}.pdf"
    pages.write_bytes(office.run(data, pdf=True).pdf)
    only_first = ("-r", "64", "-png", "-f", "1", "-l", "1", "-singlefile")
    subprocess.run(("pdftoppm", *only_first, str(pages), str(SCREENSHOTS / name)), check=True)
    assert (SCREENSHOTS / f"{name}.png").stat().st_size > 10_000


def test_a_statement(office: Office, tmp_path: Path) -> None:
    keep(office, write_clean(full.document(), full.layout(), full.PICTURES), "word-statement", tmp_path)


def test_a_version_with_proposals(office: Office, tmp_path: Path) -> None:
    layout = replace(LAYOUT, title="Yhteislausunto järjestöavustuksista", subject="Avustusten periaatteet")
    asked = Said("Selkäveden kyläyhdistys ry", AT, "Millaisia palveluja tarkoitetaan?")
    comment = OfferedComment("k1", asked, TEXT.blocks[1].id, 30, 38)
    keep(office, write_redline(TEXT, offered(), [comment], layout), "word-proposals", tmp_path)
