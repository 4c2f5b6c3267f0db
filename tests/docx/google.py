"""Word files as Google Docs exports them, by what is known of real ones.

Every change number is zero, styles are few and in English, numbering and looks stand in the paragraphs
themselves, switched on with `w:val="1"`, suggestions and comments are wrapped in content controls tagged
`goog_rdk_n`, a reply is a comment of its own on the same words, and our properties, bookmarks and styles
are gone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from consult.text import Block, BlockKind, Document
from tests.docx.wordfile import NAMES, link, pack, parts, style

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
TASKS = "http://schemas.microsoft.com/office/tasks/2019/documenttasks"
ZEROS = 'w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"'
HEADINGS = "".join(
    style(
        f"Heading{level}",
        f"heading {level}",
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
        '<w:pPr><w:keepNext w:val="1"/><w:keepLines w:val="1"/></w:pPr>',
    )
    for level in range(1, 7)
)
STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:cs="Arial" w:eastAsia="Arial" w:hAnsi="Arial"/>'
    '<w:sz w:val="22"/><w:lang w:val="fi"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="normal"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Table Normal"/></w:style>'
    + HEADINGS
    + style("Title", "Title", '<w:basedOn w:val="Normal"/>')
    + style("Table1", "Table1", '<w:basedOn w:val="TableNormal"/>', "table")
)


@dataclass
class GoogleFile:
    """One export; what is said in the margin is collected as paragraphs are written."""

    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _tags: Iterable[int] = field(default_factory=count)
    _paragraphs: Iterable[int] = field(default_factory=lambda: count(1))

    def p(self, *inside: str, properties: str = "") -> str:
        """A paragraph."""
        number = next(iter(self._paragraphs))
        return (
            '<w:p w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000" w:rsidRDefault="00000000" '
            f'w:rsidRPr="00000000" w14:paraId="{number:08X}"><w:pPr>{properties}<w:rPr/></w:pPr>'
            f"{''.join(inside)}</w:p>"
        )

    def t(self, words: str, looks: str = "", tag: str = "t") -> str:
        """A run of words."""
        said = f'<w:{tag} xml:space="preserve">{words}</w:{tag}>'
        return f'<w:r {ZEROS}><w:rPr>{looks}<w:rtl w:val="0"/></w:rPr>{said}</w:r>'

    def control(self, inside: str) -> str:
        """The content control around everything that Google has a name of its own for."""
        tag = f'<w:tag w:val="goog_rdk_{next(iter(self._tags))}"/>'
        return f"<w:sdt><w:sdtPr>{tag}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    def suggest(self, tag: str, words: str, author: str) -> str:
        """A suggestion to put in (`ins`) or to take out (`del`) words."""
        said = self.t(words, tag="delText" if tag == "del" else "t")
        change = f'<w:{tag} w:author="{author}" w:id="0" w:date="2025-01-20T10:00:00Z">{said}</w:{tag}>'
        return self.control(change)

    def remark(self, words: str, *said: tuple[str, str]) -> str:
        """Commented words: the comment and its replies begin and end at the same places."""
        first = len(self.comments)
        ids = range(first, first + len(said))
        self.comments += [
            f'<w:comment w:id="{id_}" w:author="{author}" w:date="2025-01-20T1{n}:00:00Z">'
            + self.p(self.t(text)) + "</w:comment>"
            for n, (id_, (author, text)) in enumerate(zip(ids, said, strict=True))
        ]  # fmt: skip
        starts = "".join(self.control(f'<w:commentRangeStart w:id="{id_}"/>') for id_ in ids)
        ends = "".join(
            f'<w:commentRangeEnd w:id="{id_}"/><w:r {ZEROS}><w:commentReference w:id="{id_}"/></w:r>'
            for id_ in ids
        )
        return starts + words + ends

    def footnote(self, words: str) -> str:
        """The sign of a footnote; Google numbers them from 0 and has no lines of its own."""
        number = len(self.notes)
        mark = f'<w:r {ZEROS}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        self.notes.append(f'<w:footnote w:id="{number}">{self.p(mark, self.t(" " + words))}</w:footnote>')
        return (
            f'<w:r {ZEROS}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:customMarkFollows="0" w:id="{number}"/></w:r>'
        )

    def heading(self, words: str, level: int = 1) -> str:
        """A heading with Google's own bookmark."""
        mark = '<w:bookmarkStart w:colFirst="0" w:colLast="0" w:name="_heading=h.{0}" w:id="{0}"/>'
        number = next(iter(self._tags))
        opened = mark.format(number) + f'<w:bookmarkEnd w:id="{number}"/>'
        return self.p(opened, self.t(words), properties=f'<w:pStyle w:val="Heading{level}"/>')

    def item(self, *inside: str, level: int = 0, numbered: bool) -> str:
        """An item of a list: its number and its place stand in the paragraph."""
        place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{1 + numbered}"/>'
        indent = f'<w:ind w:left="{720 * (level + 1)}" w:hanging="360"/>'
        return self.p(*inside, properties=f"<w:numPr>{place}</w:numPr>{indent}")

    def table(self, rows: Iterable[Iterable[str]]) -> str:
        """A table; Google marks no header row."""
        cells = "".join(
            '<w:tr><w:trPr><w:cantSplit w:val="0"/><w:tblHeader w:val="0"/></w:trPr>'
            + "".join(f"<w:tc><w:tcPr/>{self.p(self.t(words))}</w:tc>" for words in row) + "</w:tr>"
            for row in rows
        )  # fmt: skip
        return f'<w:tbl><w:tblPr><w:tblStyle w:val="Table1"/></w:tblPr>{cells}</w:tbl>'

    def pack(self, body: str) -> bytes:
        """The file: no properties, no people, no extended comments."""
        links = [
            link(kind, f"{kind}.xml", kind, "Internal")
            for kind, there in (("comments", self.comments), ("footnotes", self.notes))
            if there
        ]
        entries = parts(body, styles=STYLES, numbering=_numbering(), links=links)
        names = f'{NAMES} xmlns="{TASKS}" xmlns:w14="{W14}"'
        main = entries["word/document.xml"].replace(NAMES.encode(), names.encode())
        entries["word/document.xml"] = main
        if self.comments:
            entries["word/comments.xml"] = (
                f"<w:comments {names}>{''.join(self.comments)}</w:comments>".encode()
            )
        if self.notes:
            entries["word/footnotes.xml"] = (
                f"<w:footnotes {names}>{''.join(self.notes)}</w:footnotes>".encode()
            )
        return pack(entries)

    def body_of(self, document: Document, written: Mapping[str, str] | None = None) -> str:
        """A document of ours as Google writes it; `written` are paragraphs that were edited, by block id."""
        written = written or {}
        found: list[str] = []
        for block in document.blocks:
            inside = written.get(block.id, self.t(block.text))
            if block.kind is BlockKind.HEADING:
                found.append(self.heading(block.text, block.level))
            elif block.kind in (BlockKind.BULLET, BlockKind.NUMBERED):
                is_numbered = block.kind is BlockKind.NUMBERED
                found.append(self.item(inside, level=block.level, numbered=is_numbered))
            elif block.kind is BlockKind.TABLE:
                found.append(self.table(_cells(document, block)))
            elif block.kind is BlockKind.PARAGRAPH:
                found.append(self.p(inside))
        return "".join(found)


def _cells(document: Document, table: Block) -> list[list[str]]:
    return [[cell.text for cell in document.children(row.id)] for row in document.children(table.id)]


def _numbering() -> str:
    """Bullets are 1, numbers are 2, with nine levels each."""
    lists = ""
    for number, forms in enumerate((("bullet", "●"), ("decimal", "%{0}.")), start=1):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{forms[0]}"/>'
            f'<w:lvlText w:val="{forms[1].format(level + 1)}"/><w:lvlJc w:val="left"/></w:lvl>'
            for level in range(9)
        )
        lists += f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
    return lists + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2)
    )
