"""Writes a document with proposals as tracked changes and comments as Word comments."""

from collections.abc import Mapping, Sequence

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from consult.docx.annotations import Annotations
from consult.docx.carried import Carried, add_carried
from consult.docx.closing import write_closing, write_main_points
from consult.docx.furniture import write_opening
from consult.docx.ids import Ids
from consult.docx.layout import Layout
from consult.docx.lists import Lists
from consult.docx.markup import Element, child, root_of
from consult.docx.names import MC, W14, W15, W16DU, R, w
from consult.docx.notes_part import NOTES_PART, NOTES_TYPE, start_note, start_notes
from consult.docx.offered import OfferedComment, OfferedProposal
from consult.docx.parts import Links, add_part, main_part_of
from consult.docx.redline_body import RedlineBody
from consult.docx.redline_plan import Plan, make_plan
from consult.docx.redline_remarks import Readers, Remarks
from consult.docx.redline_words_write import Pens, WordsWriter
from consult.docx.runs import Runs
from consult.docx.shapes import Shapes
from consult.docx.shown import NoObjects, Notes, Objects, Pictures
from consult.docx.write import close_file, open_file
from consult.text.document import Document

_NONE: Mapping[str, bytes] = {}
_EXTENSIONS = {"mc": MC, "w14": W14, "w15": W15, "w16du": W16DU}
_IGNORABLE = "w14 w15 w16du"


def write_redline(
    document: Document,
    proposals: Sequence[OfferedProposal],
    comments: Sequence[OfferedComment],
    layout: Layout,
    pictures: Mapping[str, bytes] = _NONE,
) -> bytes:
    """The document as a .docx in which every proposal is somebody's tracked changes.

    The proposals, all made against `document`, are shown in the given order, which is that of arrival.
    Where they contradict each other the words go once and what each would have there follows. Rejecting
    everything gives the document; accepting everything gives all proposals together, where none
    contradict. Changes are tracked from then on. The same input gives the same bytes.
    """
    file = open_file(layout)
    track_changes(file)
    ids = Ids()
    annotations = Annotations(ids)
    plan = make_plan(document, [proposal.changes for proposal in proposals])
    remarks = Remarks(annotations, proposals, layout)
    readers = Readers(annotations, document, comments)
    root = root_of("document", r=R, **_EXTENSIONS)
    root.set(f"{{{MC}}}Ignorable", _IGNORABLE)
    write_text(file, child(root, "body"), layout, _Tools(plan, remarks, readers, ids, pictures))
    part = main_part_of(file)
    annotations.add_to(part, [proposal.author for proposal in proposals])
    add_carried(part, Carried(tuple(proposals), tuple(comments)))
    return close_file(file, root)


class _Tools:
    """What the parts of a redline share."""

    def __init__(
        self, plan: Plan, remarks: Remarks, readers: Readers, ids: Ids, pictures: Mapping[str, bytes]
    ) -> None:
        self.plan, self.remarks, self.readers, self.ids = plan, remarks, readers, ids
        self.pictures = pictures


def write_text(file: WordFile, body: Element, layout: Layout, tools: _Tools) -> None:
    """Everything on the pages; notes and links go to the file's other parts."""
    plan, links = tools.plan, Links()
    shown, notes = Pictures(file, tools.pictures), Notes(plan.notes[id_] for id_ in plan.referred)
    runs = Runs(links, tools.ids, Objects(notes, shown))
    write_opening(body, layout, shown)
    write_main_points(body, layout)
    shapes = Shapes(Lists(file.part.numbering_part.element))
    pens = Pens(runs, WordsWriter(runs, tools.remarks, tools.readers), tools.remarks)
    writer = RedlineBody(body, tools.plan, pens, shapes)
    writer.write()
    write_closing(body, layout, runs)
    if notes.used:
        add_notes(file, notes, tools)
    writer.finish()
    body.append(file.element.body[-1])
    links.add_to(main_part_of(file))


def add_notes(file: WordFile, notes: Notes, tools: _Tools) -> None:
    """The footnotes with the changes in them; a note that comes is new with its sign, not with its words."""
    links = Links()
    runs = Runs(links, tools.ids, NoObjects())
    words = WordsWriter(runs, tools.remarks, None, is_note=True)
    root = start_notes(**_EXTENSIONS)
    root.set(f"{{{MC}}}Ignorable", _IGNORABLE)
    seen: set[str] = set()
    for number, note in enumerate(notes.used, start=1):
        paragraph = start_note(root, number)
        opened = [] if note.id in seen else runs.open_bookmarks(paragraph, (note,))
        words.write(paragraph, note, tools.plan.edits(note))
        runs.close_bookmarks(paragraph, opened)
        seen.add(note.id)
    xml = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    part = add_part(main_part_of(file), NOTES_PART, NOTES_TYPE, RELATIONSHIP_TYPE.FOOTNOTES, xml)
    links.add_to(part)


def track_changes(file: WordFile) -> None:
    """Whatever is changed from now on is tracked as well."""
    settings = file.settings.element
    place = settings.find(w("defaultTabStop"))
    place.addprevious(settings.makeelement(w("trackRevisions"), {}))
