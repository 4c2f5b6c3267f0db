"""A statement with everything in it: the file that is looked at, validated and shown in the README."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from consult.docx.layout import Dissent, Layout, Logo, Signatory
from consult.text import OBJECT, Block, BlockKind, Document, Mark, MarkKind
from tests.docx.documents import LAYOUT
from tests.docx.pixels import png

PICTURE = png(600, 260, (31, 78, 158))
DIGEST = hashlib.sha256(PICTURE).hexdigest()
PICTURES = {DIGEST: PICTURE}
_CHAPTERS = (
    "Yleiset huomiot suunnitelmasta",
    "Osallisuus ja järjestöjen asema",
    "Ikääntyneiden palvelut",
    "Lasten, nuorten ja perheiden palvelut",
    "Seuranta ja arviointi",
)
_SENTENCES = (
    "Järjestöt pitävät tärkeänä, että palvelut säilyvät lähellä ihmisiä myös pienissä kunnissa.",
    "Luonnoksessa kuvataan yhteistyö hyvin yleisellä tasolla, eikä siitä käy ilmi, kuka vastaa mistäkin.",
    "Esitämme, että jokaiselle kunnalle nimetään yhdyshenkilö, jonka yhteystiedot ovat kaikkien saatavilla.",
    "Vertaistuen merkitys kasvaa, kun kotona asutaan pidempään ja palvelut siirtyvät verkkoon.",
)
_NAMES = (
    "Kuusiniemen omaishoitajat ry", "Ätäkylän martat ry", "Ahon kyläyhdistys ry",
    "Öljymäen mielenterveys ry", "Åsvikens folkhälsa rf", "Järvenrannan näkövammaiset ry",
    "Zonta Kuusiniemi ry", "Vesaisen eläkkeensaajat ry", "Wirran nuoret ry",
    "Kuusiniemen sydänyhdistys ry", "Hiekkarannan invalidit ry", "Éliten kulttuuriyhdistys ry",
)  # fmt: skip
_TOWNS = ("Kuusiniemi", "Ätäkylä", "Järvenranta")


def layout() -> Layout:
    """Everything that a layout can hold."""
    names = [f"{name[:-3]} {part} ry" if part else name for part in ("", "itä", "länsi") for name in _NAMES]
    return replace(
        LAYOUT,
        place="Kuusiniemi",
        logo=Logo(png(300, 90, (15, 90, 60)), "Kuusiniemen järjestöt"),
        footer_lines=(
            "Kuusiniemen järjestöt ry · Rantakatu 1, 00100 Kuusiniemi · jarjestot@example.invalid",
        ),
        main_points=(
            "Palvelut säilytetään lähellä myös pienissä kunnissa.",
            "Jokaiseen kuntaan nimetään järjestöyhdyshenkilö.",
            "Järjestöjen avustuksista päätetään kolmeksi vuodeksi kerrallaan.",
        ),
        closing=("Olemme mielellämme mukana suunnitelman viimeistelyssä.",),
        signatories=tuple(
            Signatory(name, "Aino Virta, puheenjohtaja", _TOWNS[number % 3])
            for number, name in enumerate(names[:35])
        ),
        dissents=(
            Dissent("Ätäkylän martat ry", "Emme kannata kolmen vuoden avustuksia.\nVuosi on riittävä aika."),
            Dissent("Ahon kyläyhdistys ry", "Yhdyshenkilö tarvitaan vain suurimpiin kuntiin."),
        ),
        annexes=("Järjestökyselyn tulokset",),
        distribution=("Kuusiniemen hyvinvointialue, kirjaamo",),
        for_information=("Kuusiniemen kunnat", "Maakuntaliitto"),
        contacts=("Aino Virta, järjestöagentti, 040 123 4567, aino.virta@example.invalid",),
    )


def document() -> Document:
    """A text of every kind of block and mark, on about six pages."""
    return Document(tuple(_blocks()))


def _blocks() -> Iterator[Block]:
    for number, title in enumerate(_CHAPTERS):
        yield Block(f"h{number}", BlockKind.HEADING, title, 1)
        yield from _paragraphs(f"p{number}", number)
        yield Block(f"s{number}", BlockKind.HEADING, f"Ehdotukset: {title.lower()}", 2)
        yield from _items(f"i{number}")
        yield from _paragraphs(f"q{number}", number + 2)
        if number == 1:
            yield from _table("t")
        if number == 2:
            marks = (Mark(0, 1, MarkKind.PICTURE, DIGEST, "Pylväskuvio: vastaajat seutukunnittain"),)
            yield Block("picture", BlockKind.PARAGRAPH, OBJECT, marks=marks)


def _paragraphs(name: str, turn: int) -> Iterator[Block]:
    for number in range(4):
        sentences = [_SENTENCES[(turn + number + step) % len(_SENTENCES)] for step in range(3)]
        yield Block(f"{name}x{number}", BlockKind.PARAGRAPH, " ".join(sentences))
    text = f"Lähde on järjestökysely.{OBJECT} Ks. hyvinvointialueen sivut."
    at = text.index(OBJECT)
    marks = (
        Mark(0, 5, MarkKind.ITALIC),
        Mark(9, 23, MarkKind.UNDERLINE),
        Mark(at, at + 1, MarkKind.NOTE, f"{name}n"),
        Mark(at + 6, len(text) - 1, MarkKind.LINK, "https://example.invalid/suunnitelma"),
    )
    yield Block(f"{name}r", BlockKind.PARAGRAPH, text, marks=tuple(sorted(marks)))
    yield Block(f"{name}n", BlockKind.NOTE, "Kysely tehtiin syyskuussa, vastaajia oli 81.")


def _items(name: str) -> Iterator[Block]:
    for number, (kind, level) in enumerate(
        ((BlockKind.NUMBERED, 0), (BlockKind.NUMBERED, 1), (BlockKind.NUMBERED, 1), (BlockKind.NUMBERED, 0))
    ):
        yield Block(f"{name}n{number}", kind, _SENTENCES[number], level)
    yield Block(f"{name}b0", BlockKind.BULLET, "kuljetus iltaisin ja viikonloppuisin", 1)
    yield Block(f"{name}b1", BlockKind.BULLET, "neuvonta omalla kielellä", 1)


def _table(name: str) -> Iterator[Block]:
    """Two header rows, the first with a merged cell, and a cell over two rows."""
    yield Block(name, BlockKind.TABLE)
    rows = (
        (1, (("Palvelu", 1, 2), ("Vastaajia", 2, 1))),
        (1, (("2025", 1, 1), ("2026", 1, 1))),
        (0, (("Kotihoito", 1, 1), ("41", 1, 1), ("52", 1, 1))),
        (0, (("Vertaistuki", 1, 2), ("33", 1, 1), ("48", 1, 1))),
        (0, (("tieto puuttuu", 2, 1),)),
    )
    for number, (level, cells) in enumerate(rows):
        row = f"{name}r{number}"
        yield Block(row, BlockKind.ROW, level=level, parent=name)
        for column, (text, columns, down) in enumerate(cells):
            yield Block(
                f"{row}c{column}", BlockKind.CELL, text, parent=row, column_span=columns, row_span=down
            )
