"""Returned files written by hand, as Word writes them, and how a reply is told in a test."""

from collections.abc import Sequence

from consult.docx import Base, Layout, Reply, write_clean
from consult.docx.archive import pack, unpack
from consult.text import Document, Proposal, parse
from tests.docx.documents import LAYOUT

BASE = parse(
    """# Tilat

Tilat ovat auki kaikille järjestöille. Toinen virke on tässä. Kolmas virke päättää kappaleen.

Rahoitus tulee turvata vuosittain. Se maksetaan ennakkoon.

Jäsenet tarvitsevat tukea arkeensa.

## Palvelut

- yksi kohta luettelossa
- toinen kohta luettelossa
- kolmas kohta luettelossa

Osallisuus vahvistuu yhteistyöllä ja kuulemisella.

| Kunta | Tila |
| --- | --- |
| Laukaa | iso talo |
| Keuruu | pieni sali |

Viimeinen kappale jää ennalleen. Kiitos kaikille.
"""
)
MAIN = "word/document.xml"

#: One change as a test tells it: its kind, the words before and the words after.
Told = tuple[str, str, str]


def sent(document: Document = BASE, layout: Layout = LAYOUT) -> bytes:
    """The file that the organisation got."""
    return write_clean(document, layout)


def told(proposal: Proposal, base: Document = BASE) -> list[Told]:
    """Each change with the sentences that it touches, before and after."""
    return [(change.kind.value, *_stripped(proposal.sentence(change, base))) for change in proposal.changes]


def _stripped(sentences: tuple[str, str]) -> tuple[str, str]:
    before, after = sentences
    return before.strip(), after.strip()


def by_author(reply: Reply, base: Document = BASE) -> dict[str, list[Told]]:
    """What each author proposes."""
    return {each.author: told(each.proposal, base) for each in reply.proposals}


def edited(*replacements: tuple[str, str], extra: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The file with pieces of its main part replaced, each of them standing there once."""
    parts = unpack(sent())
    xml = parts[MAIN].decode()
    for old, new in replacements:
        assert xml.count(old) == 1, f"{xml.count(old)} × {old}"
        xml = xml.replace(old, new)
    return pack({**parts, MAIN: xml.encode(), **dict(extra)})


def text(words: str) -> str:
    """Words in a run."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def ins(words: str, author: str = "Anna", at: str = "2027-01-20T10:00:00Z") -> str:
    """Words put in."""
    return f'<w:ins w:id="901" w:author="{author}" w:date="{at}">{text(words)}</w:ins>'


def gone(words: str, author: str = "Anna", at: str = "2027-01-20T10:00:00Z") -> str:
    """Words taken out."""
    inner = f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'
    return f'<w:del w:id="902" w:author="{author}" w:date="{at}">{inner}</w:del>'


def cut(words: str, *inside: str) -> tuple[str, str]:
    """A whole run of our file, and what stands in its place."""
    return text(words), "".join(inside)


OURS = Base(BASE, LAYOUT.version_hash)
MONEY = "Rahoitus tulee turvata vuosittain. Se maksetaan ennakkoon."
CHANGE = 'w:id="90" w:author="Anna" w:date="2027-01-20T10:00:00Z"'
MONEY_PARAGRAPH = (
    '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:bookmarkStart w:id="3" w:name="_blk_b3"/>'
    f'{text(MONEY)}<w:bookmarkEnd w:id="3"/></w:p>'
)


def money(*inside: str) -> tuple[str, str]:
    """The paragraph about money with other runs."""
    return cut(MONEY, *inside)


def paragraph(mark: str, *inside: str, style: str = "BodyText") -> str:
    """A paragraph whose end carries a tracked change."""
    properties = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(inside)}</w:p>'
