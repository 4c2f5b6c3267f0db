"""Writes what stands around the text: sender, data, recipient and subject, and the headers of the pages."""

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from lxml import etree

from consult.docx.layout import Layout
from consult.docx.markup import Element, add_field, add_paragraph, add_run, root_of, start_run
from consult.docx.names import R, r, w
from consult.docx.parts import add_part, main_part_of
from consult.docx.shown import Pictures

FOOTER_PART = "/word/footer1.xml"
_FITS_BESIDE = 38
_LOGO_HEIGHT = 540000
_HEADERS = 2


def write_opening(body: Element, layout: Layout, pictures: Pictures) -> None:
    """The first page down to the title."""
    write_logo(body, layout, pictures)
    write_sender(body, layout)
    for line in layout.data_lines:
        add_run(add_paragraph(body, "ConsultData"), line)
    lines = [line for line in layout.recipient.split("\n") if line.strip()]
    if lines:
        add_paragraph(body, "ConsultGap")
    for line in lines:
        add_run(add_paragraph(body, "ConsultRecipient"), line)
    if layout.subject:
        paragraph = add_paragraph(body, "ConsultSubject")
        add_run(paragraph, layout.label("subject"), ("b",))
        add_run(paragraph, "\t" + one_line(layout.subject))
    if layout.title:
        add_run(add_paragraph(body, "Title"), one_line(layout.title))


def write_logo(body: Element, layout: Layout, pictures: Pictures) -> None:
    """The sender's mark at the very top."""
    if layout.logo is None:
        return
    paragraph = add_paragraph(body, "ConsultLogo")
    run = start_run(paragraph)
    if not pictures.write(run, layout.logo.data, layout.logo.alt, highest=_LOGO_HEIGHT):
        body.remove(paragraph)


def write_sender(body: Element, layout: Layout) -> None:
    """The sender at the left and the document type beside it at 9.2 cm, or below a long name."""
    sender = one_line(layout.sender)
    if sender:
        paragraph = add_paragraph(body, "ConsultSender")
        add_run(paragraph, sender)
    if not layout.document_type:
        return
    if sender and len(sender) <= _FITS_BESIDE:
        add_run(paragraph, "\t")
    else:
        paragraph = add_paragraph(body, "ConsultData")
    add_run(paragraph, one_line(layout.document_type), ("b",))


def write_first_header(header: Element) -> None:
    """The first page has its data in the text: only the page number stands above it."""
    paragraph = add_paragraph(header, "Header")
    add_run(paragraph, "\t\t")
    add_page_number(paragraph)


def write_header(header: Element, layout: Layout) -> None:
    """From page 2 on: sender, document type, page number, and below them date and register number."""
    paragraph = add_paragraph(header, "Header")
    sender = one_line(layout.sender)
    add_run(paragraph, f"{sender if len(sender) <= _FITS_BESIDE else ''}\t")
    add_run(paragraph, one_line(layout.document_type), ("b",))
    add_run(paragraph, "\t")
    add_page_number(paragraph)
    for line in layout.data_lines:
        add_run(add_paragraph(header, "Header"), f"\t{line}")
    for line in layout.header_lines:
        add_run(add_paragraph(header, "ConsultData"), one_line(line))
    add_paragraph(header, "ConsultGap")


def write_footer(file: WordFile, layout: Layout) -> None:
    """The same lines below every page; without lines there is no footer at all."""
    lines = [line for line in map(one_line, layout.footer_lines) if line]
    if not lines:
        return
    footer = root_of("ftr", r=R)
    for line in lines:
        add_run(add_paragraph(footer, "Footer"), line)
    xml = etree.tostring(footer, encoding="UTF-8", xml_declaration=True, standalone=True)
    owner = main_part_of(file)
    part = add_part(owner, FOOTER_PART, CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, xml)
    number = owner.relate_to(part, RELATIONSHIP_TYPE.FOOTER)
    section = file.element.body[-1]
    for place, kind in enumerate(("default", "first"), start=_HEADERS):
        section.insert(place, section.makeelement(w("footerReference"), {w("type"): kind, r("id"): number}))


def add_page_number(paragraph: Element) -> None:
    """`1 (2)`: this page and how many there are."""
    add_field(paragraph, "PAGE", "1")
    add_run(paragraph, " (")
    add_field(paragraph, "NUMPAGES", "1")
    add_run(paragraph, ")")


def one_line(text: str) -> str:
    """White space of every kind as single spaces."""
    return " ".join(text.split())
