"""A PDF plan becomes blocks with their pages; what is no text of the plan is left out and told."""

from consult.docx.left_out import LeftOut
from consult.pdf import read_pdf
from consult.text.block import BlockKind
from tests.pdf.pdffile import SIZE, Written, lines, locked, made


def plan_page(number: int, *words: str) -> list[Written]:
    """A page with a running header, a footer and its number."""
    return [
        ("Järjestämissuunnitelma 2026–2029", 810.0, SIZE),
        *lines(*words),
        (f"Luonnos {number}.3.2026", 40.0, SIZE),
        (f"{number} (4)", 26.0, SIZE),
    ]


PLAN = [
    [
        ("Palvelut", 770.0, 18.0),
        *plan_page(1, "Järjestöjen toimin-", "taedellytykset", "turvataan.", "", "Toinen kappale jatkuu"),
    ],
    plan_page(
        2, "seuraavalle sivulle asti.", "", "• Tilat ovat auki", "iltaisin", "• Neuvontaa", "", "Loppu."
    ),
    plan_page(3, "2.1 Rahoitus", "", "Avustukset (kolme vuotta).", "", "Sisällys ........ 12"),
    plan_page(4, "Viimeinen sivu."),
]


def test_a_plan_is_read_with_its_pages() -> None:
    found = read_pdf(made(PLAN))
    assert [(block.page, block.kind, block.level, block.text) for block in found.document.blocks] == [
        (1, BlockKind.HEADING, 1, "Palvelut"),
        (1, BlockKind.PARAGRAPH, 0, "Järjestöjen toimintaedellytykset turvataan."),
        (1, BlockKind.PARAGRAPH, 0, "Toinen kappale jatkuu seuraavalle sivulle asti."),
        (2, BlockKind.BULLET, 0, "Tilat ovat auki iltaisin"),
        (2, BlockKind.BULLET, 0, "Neuvontaa"),
        (2, BlockKind.PARAGRAPH, 0, "Loppu."),
        (3, BlockKind.HEADING, 2, "2.1 Rahoitus"),
        (3, BlockKind.PARAGRAPH, 0, "Avustukset (kolme vuotta)."),
        (4, BlockKind.PARAGRAPH, 0, "Viimeinen sivu."),
    ]
    assert found.left_out == (LeftOut("headers", 12), LeftOut("contents", 1))


def test_a_page_without_text_is_told() -> None:
    found = read_pdf(made([lines("Teksti."), []]))
    assert found.left_out == (LeftOut("pages_without_text", 1),)


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    assert read_pdf(locked(made([lines("Teksti.")]), user="")).document.blocks[0].text == "Teksti."


def test_an_unpacked_file_reads_the_same() -> None:
    assert read_pdf(made(PLAN, packed=False)) == read_pdf(made(PLAN))
