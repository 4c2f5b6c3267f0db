"""Writes what stands below the text: closing words, signatories, annexes, distribution, contacts, dissent."""

from consult.docx.collation import finnish_key
from consult.docx.layout import Dissent, Layout, Signatory
from consult.docx.markup import Element, add_paragraph, add_run, child
from consult.docx.names import FURNITURE_TABLE
from consult.docx.runs import Runs
from consult.docx.table_grid import place_cells
from consult.docx.table_write import start_cell, start_row, start_table
from consult.text.block import Block, BlockKind

_COLUMNS = ("organisation", "municipality", "person")


def write_main_points(body: Element, layout: Layout) -> None:
    """What the statement asks for in a few points, before everything else."""
    if layout.main_points:
        add_run(add_paragraph(body, "ConsultHeading"), layout.label("main_points"))
    for point in layout.main_points:
        add_run(add_paragraph(body, "ConsultPoint"), " ".join(point.split()))


def write_answer(body: Element, label: str, answer: str) -> None:
    """The chosen option of the question that the heading above answers."""
    paragraph = add_paragraph(body, "ConsultAnswer")
    add_run(paragraph, f"{label}: {' '.join(answer.split())}")


def write_loose_answers(body: Element, layout: Layout) -> None:
    """The chosen options of the questions that no heading of the text answers."""
    for question, answer in layout.loose_answers:
        if question:
            add_run(add_paragraph(body, "ConsultLabel"), " ".join(question.split()))
        write_answer(body, layout.label("chosen_option"), answer)


def write_closing(body: Element, layout: Layout, runs: Runs) -> None:
    """Everything below the text, in the order of the layout standard, the dissents on pages of their own."""
    for words in layout.closing:
        add_run(add_paragraph(body, "ConsultText"), words)
    if layout.signatories:
        add_run(add_paragraph(body, "ConsultHeading"), layout.label("signatories"))
        write_signatories(body, layout, runs)
    for key, lines in (
        ("annexes", layout.annex_lines),
        ("distribution", layout.distribution),
        ("for_information", layout.for_information),
        ("contacts", layout.contacts),
    ):
        write_lines(body, layout.label(key), lines)
    if layout.dissents:
        write_dissents(body, layout)


def write_lines(body: Element, label: str, lines: tuple[str, ...]) -> None:
    """A label and its lines; nothing without lines."""
    shown = [line for line in lines if line.strip()]
    if shown:
        add_run(add_paragraph(body, "ConsultLabel"), label)
    for line in shown:
        add_run(add_paragraph(body, "ConsultLine"), line)


def write_signatories(body: Element, layout: Layout, runs: Runs) -> None:
    """A table in Finnish order with the columns that somebody has something in."""
    people = sorted(layout.signatories, key=lambda each: finnish_key(each.organisation))
    columns = [
        name for name in _COLUMNS if name == "organisation" or any(value(each, name) for each in people)
    ]
    rows = [
        [layout.label(name) for name in columns],
        *([value(each, name) for name in columns] for each in people),
    ]
    placed = place_cells([[Block("", BlockKind.CELL, words) for words in row] for row in rows])
    table, widths = start_table(body, placed, has_header=True, style=FURNITURE_TABLE)
    for number, cells in enumerate(placed):
        row = start_row(table, runs, is_header=number == 0)
        for cell in cells:
            paragraph = start_cell(row, cell, widths, is_header=number == 0)
            add_run(paragraph, cell.block.text)
    add_paragraph(body, "ConsultGap")


def value(signatory: Signatory, column: str) -> str:
    """What a signatory has in a column."""
    return str(getattr(signatory, column))


def write_dissents(body: Element, layout: Layout) -> None:
    """The first annex: what signatories see differently, in Finnish order."""
    heading = add_paragraph(body, "ConsultHeading")
    child(heading[0], "pageBreakBefore")
    add_run(heading, layout.annex_lines[0])
    for dissent in sorted(layout.dissents, key=lambda each: finnish_key(each.organisation)):
        write_dissent(body, dissent)


def write_dissent(body: Element, dissent: Dissent) -> None:
    """One organisation's view."""
    add_run(add_paragraph(body, "ConsultName"), dissent.organisation)
    for line in dissent.text.split("\n"):
        if line.strip():
            add_run(add_paragraph(body, "ConsultText"), line)
