"""A whole statement with notes, pictures and everything around it, back from LibreOffice."""

from dataclasses import replace

import pytest

from consult.docx import Base, Recognition, read_reply, write_clean
from consult.docx.archive import pack, unpack
from consult.docx.picture import clean_picture
from consult.text import Document, MarkKind
from tests.docx import full
from tests.docx.returned import by_author
from tests.oracles.office import Office, Step

CLEAN = clean_picture(full.PICTURE)
assert CLEAN is not None
LAYOUT = full.layout()
ANNA: tuple[Step, ...] = (("author", "Anna", "Aalto"), ("track", True))


def with_clean_picture(document: Document) -> Document:
    """The statement as it is stored: its pictures are cleaned."""
    assert CLEAN is not None
    return Document(
        tuple(
            replace(
                block,
                marks=tuple(
                    replace(mark, target=CLEAN.hash) if mark.kind is MarkKind.PICTURE else mark
                    for mark in block.marks
                ),
            )
            for block in document.blocks
        )
    )


STATEMENT = with_clean_picture(full.document())
BASE = Base(STATEMENT, LAYOUT.version_hash)
SENT = write_clean(STATEMENT, LAYOUT, {CLEAN.hash: CLEAN.data})
NOTE = "Kysely tehtiin syyskuussa, vastaajia oli 81."


@pytest.mark.parametrize("is_saved_elsewhere", [False, True])
def test_a_whole_statement_comes_back_as_it_was(office: Office, *, is_saved_elsewhere: bool) -> None:
    data = office.run(SENT, save=True).saved if is_saved_elsewhere else SENT
    reply = read_reply(data, BASE)
    assert (reply.recognised, reply.share) == (Recognition.PROPERTIES, 1.0)
    assert (reply.proposals, reply.silent.changes, reply.comments, reply.pictures) == ((), (), (), ())


def test_a_change_in_a_note_is_a_change_of_the_note() -> None:
    gone = '<w:del w:id="9001" w:author="Anna"><w:r><w:delText>81</w:delText></w:r></w:del>'
    new = '<w:ins w:id="9002" w:author="Anna"><w:r><w:t>82</w:t></w:r></w:ins>'
    reply = read_reply(in_notes("81.", "", gone + new + "<w:r><w:t>.</w:t></w:r>"), BASE)
    changed = NOTE.replace("81", "82")
    assert by_author(reply, STATEMENT)["Anna"][0] == ("words", NOTE, changed)


def in_notes(old: str, new: str, behind: str) -> bytes:
    """The file with words of its first note cut, and runs behind them."""
    parts = unpack(SENT)
    xml = parts["word/footnotes.xml"].decode()
    at = xml.index(old)
    end = xml.index("</w:r>", at) + len("</w:r>")
    xml = xml[:at] + new + xml[at + len(old) : end] + behind + xml[end:]
    return pack(parts | {"word/footnotes.xml": xml.encode()})
