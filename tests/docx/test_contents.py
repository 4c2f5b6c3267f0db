"""A long document has a table of contents with real entries; a short one has none."""

import re

from lxml import etree

from consult.docx import write_clean
from consult.docx.archive import unpack
from consult.docx.contents import estimate_pages
from consult.text import Block, BlockKind, Document
from tests.docx import full
from tests.docx.documents import LAYOUT
from tests.docx.wordfile import w
from tests.oracles.office import Office

LONG = full.document()


def test_entries_are_links_to_their_headings_with_number_and_page() -> None:
    root = etree.fromstring(unpack(write_clean(LONG, LAYOUT))["word/document.xml"])
    control = root.find(f"{w('body')}/{w('sdt')}")
    assert control is not None
    links = list(control.iter(w("hyperlink")))
    names = {str(e.get(w("name"))) for e in root.iter(w("bookmarkStart"))}
    assert {str(link.get(w("anchor"))) for link in links} <= names
    first = [str(t.text) for t in links[0].iter(w("t"))]
    assert first == ["1", "Yleiset huomiot suunnitelmasta", "1"]
    assert next(control.iter(w("fldChar"))).get(w("dirty")) == "true"
    codes = [str(e.text).split()[0] for e in control.iter(w("instrText"))]
    assert codes == ["TOC", *["PAGEREF"] * len(links)]


def test_fields_are_opened_and_closed_in_pairs() -> None:
    root = etree.fromstring(unpack(write_clean(LONG, LAYOUT))["word/document.xml"])
    kinds = [str(e.get(w("fldCharType"))) for e in root.iter(w("fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_a_short_document_and_one_without_headings_have_none() -> None:
    text = "Järjestöt pitävät tukea tärkeänä. " * 20
    paragraphs = tuple(Block(f"b{n}", BlockKind.PARAGRAPH, text) for n in range(60))
    for document in (Document(LONG.blocks[:4]), Document(paragraphs)):
        assert b"<w:sdt>" not in unpack(write_clean(document, LAYOUT))["word/document.xml"]


def test_the_estimate_is_near_what_libreoffice_prints(office: Office) -> None:
    pdf = office.run(write_clean(LONG, LAYOUT), pdf=True).pdf
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert abs(estimate_pages(LONG) - pages) <= 1
