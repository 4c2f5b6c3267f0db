"""Writes what stands around the text: sender, data, recipient and subject, and the headers of the pages."""

from consult.docx.layout import Layout
from consult.docx.markup import Element, add_field, add_paragraph, add_run

_FITS_BESIDE = 38


def write_opening(body: Element, layout: Layout) -> None:
    """The first page down to the title."""
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
    add_paragraph(header, "ConsultGap")


def add_page_number(paragraph: Element) -> None:
    """`1 (2)`: this page and how many there are."""
    add_field(paragraph, "PAGE", "1")
    add_run(paragraph, " (")
    add_field(paragraph, "NUMPAGES", "1")
    add_run(paragraph, ")")


def one_line(text: str) -> str:
    """White space of every kind as single spaces."""
    return " ".join(text.split())
