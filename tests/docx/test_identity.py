"""A file of ours is recognised by its properties and bookmarks, also after LibreOffice has saved it."""

from dataclasses import replace

import pytest
from lxml import etree

from consult.docx import write_clean
from consult.docx.identity import Identity, block_of_bookmark, bookmark_name, read_identity, write_identity
from consult.docx.package import Package
from consult.text.document import Block, BlockKind, Document
from tests.docx.documents import LAYOUT
from tests.docx.wordfile import w
from tests.oracles.office import Office

IDENTITY = Identity(41, 3, "ab" * 32)
DOCUMENT = Document(tuple(Block(f"b{number}-{number}", BlockKind.PARAGRAPH, "Sana") for number in range(3)))


@pytest.mark.parametrize("identity", [IDENTITY, Identity(), replace(IDENTITY, version_id=0)])
def test_what_is_written_is_read(identity: Identity) -> None:
    assert read_identity(etree.fromstring(write_identity(identity))) == identity


def test_a_file_of_somebody_else_has_none() -> None:
    assert read_identity(None) is None
    foreign = write_identity(IDENTITY).replace(b"Consult", b"Other")
    assert read_identity(etree.fromstring(foreign)) is None


def test_a_file_of_the_first_format_is_still_ours() -> None:
    old = etree.fromstring(write_identity(IDENTITY))
    for element in [*old]:
        if element.get("name") in {"ConsultFormat", "ConsultVersionId"}:
            old.remove(element)
    assert read_identity(old) == Identity(0, 3, "ab" * 32, format=1)


@pytest.mark.parametrize("value", ["", "x", "9" * 400, "1e999", "nan"])
def test_numbers_that_are_none_count_as_nothing(value: str) -> None:
    broken = write_identity(IDENTITY).replace(b">41<", f">{value}<".encode())
    found = read_identity(etree.fromstring(broken))
    assert found is not None
    assert found.version_id == 0 or value.startswith("9")


@pytest.mark.parametrize("block_id", ["b1", "w0f3-1", "a_b", "__", "_h", "a-_b", "x" * 35])
def test_ids_go_into_bookmark_names_and_back(block_id: str) -> None:
    name = bookmark_name(block_id)
    assert name is not None
    assert len(name) <= 40
    assert block_of_bookmark(name) == block_id


@pytest.mark.parametrize("block_id", ["", "ä", "a b", "x" * 36, "a.b"])
def test_other_ids_have_no_bookmark(block_id: str) -> None:
    assert bookmark_name(block_id) is None


def test_it_survives_libreoffice(office: Office) -> None:
    layout = replace(LAYOUT, version_id=41, version_number=3)
    package = Package(office.run(write_clean(DOCUMENT, layout), save=True).saved)
    assert package.identity() == IDENTITY
    root = package.root(package.main)
    assert root is not None
    names = [str(start.get(w("name"))) for start in root.iter(w("bookmarkStart"))]
    assert [block_of_bookmark(name) for name in names if name.startswith("_blk_")] == [
        block.id for block in DOCUMENT.blocks
    ]
