"""The part that holds the footnotes."""

from collections.abc import Sequence

from lxml import etree

from consult.docx.markup import Element, add_paragraph, add_run, child, root_of, start_run
from consult.docx.names import R
from consult.docx.runs import Runs
from consult.text.block import Block

NOTES_PART = "/word/footnotes.xml"
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


def start_notes(**namespaces: str) -> Element:
    """The part with the lines that Word draws above notes."""
    root = root_of("footnotes", r=R, **namespaces)
    for number, kind in _SEPARATORS:
        note = child(root, "footnote", type=kind, id=number)
        child(start_run(add_paragraph(note, "Normal")), kind)
    return root


def start_note(root: Element, number: int) -> Element:
    """A note with its number; its paragraph is returned."""
    paragraph = add_paragraph(child(root, "footnote", id=number), "FootnoteText")
    child(start_run(paragraph, (), "FootnoteReference"), "footnoteRef")
    add_run(paragraph, " ")
    return paragraph


def write_notes(notes: Sequence[Block], runs: Runs) -> bytes:
    """The notes in the order of their references; a bookmark goes around each where it is first used."""
    root = start_notes()
    seen: set[str] = set()
    for number, note in enumerate(notes, start=1):
        paragraph = start_note(root, number)
        if note.id in seen:
            runs.words(paragraph, note.text, note.marks)
        else:
            runs.write(paragraph, note)
        seen.add(note.id)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
