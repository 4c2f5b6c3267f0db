"""Word files against the least that lxml can do for the same content, and against python-docx.

Times are those of the processor, so that a busy machine changes them little.
"""

import datetime
from io import BytesIO
from random import Random
from time import perf_counter, process_time

import docx
from lxml import etree

from benchmarks.table import print_table
from benchmarks.timing import medians
from consult import text
from consult.docx import Layout, OfferedProposal, read_document, read_upload, write_clean, write_redline
from consult.docx.archive import pack, unpack
from consult.docx.names import XML_SPACE, W, w
from consult.docx.template import template_bytes

TIMES = 7
PARAGRAPHS, MANY, READ, CHANGES = 2_000, 8_000, 4_000, 1_000
WORDS = (
    "järjestö", "hyvinvointialue", "tukee", "ja", "palvelut", "säilyvät", "lähellä", "kuntien", "kanssa",
    "vertaistuki", "yhdessä", "avustus", "päätetään", "vuosittain", "osallisuus", "maksuton",
)  # fmt: skip
SENTENCES, LONG = 5, 8
LAYOUT = Layout(title="Lausunto", date=datetime.date(2026, 9, 4))
AT = datetime.datetime(2026, 9, 4, 12, tzinfo=datetime.UTC)
RUNS, MEGABYTE = 40, 1024 * 1024


def measure() -> None:
    """Writing and reading, each beside what it is compared with."""
    content, many = draft(PARAGRAPHS), draft(MANY)
    offered = proposals(content)
    seconds = medians(
        {
            "raw lxml": lambda: raw(content, ()),
            "clean export": lambda: write_clean(content, LAYOUT),
            "python-docx, paragraph by paragraph": lambda: by_python_docx(content),
            f"raw lxml with {CHANGES:,} tracked changes": lambda: raw(content, offered),
            f"redline with {CHANGES:,} tracked changes": lambda: write_redline(content, offered, (), LAYOUT),
            f"clean export of {MANY:,}": lambda: write_clean(many, LAYOUT),
        },
        TIMES,
        process_time,
    )
    print_table(f"Word, writing {PARAGRAPHS:,} paragraphs", seconds)
    measure_reading()


def measure_reading() -> None:
    """A file of ours, and one as large as the limits let in."""
    data = write_clean(draft(READ), LAYOUT)
    heavy = heavy_file()
    size = len(unpack(heavy)["word/document.xml"]) / MEGABYTE
    seconds = medians(
        {
            "raw lxml walk": lambda: raw_walk(data),
            "read_document": lambda: read_document(data),
        },
        TIMES,
        process_time,
    )
    print_table(f"Word, reading {READ:,} paragraphs", seconds)
    started = perf_counter()
    blocks = len(read_upload(heavy).document.blocks)
    taken = perf_counter() - started
    print(f"\nread_upload of {size:.0f} MiB of XML: {blocks} blocks in {taken:.1f} s within 512 MiB")


def draft(count: int) -> text.Document:
    """So many paragraphs of five sentences."""
    random = Random(4)
    blocks = []
    for number in range(count):
        sentences = (" ".join(random.choices(WORDS, k=LONG)) + "." for _ in range(SENTENCES))
        blocks.append(text.Block(f"b{number}", text.BlockKind.PARAGRAPH, " ".join(sentences)))
    return text.Document(tuple(blocks))


def proposals(content: text.Document) -> list[OfferedProposal]:
    """A replaced word in every other paragraph, ten of them a proposal."""
    found = []
    changed = content.blocks[::2][:CHANGES]
    for number in range(0, len(changed), 10):
        ops = [op_on(block) for block in changed[number : number + 10]]
        made = tuple(
            text.Change(index, (op,), text.Place(op.block, op.start, op.end)) for index, op in enumerate(ops)
        )
        found.append(
            OfferedProposal(f"p{number}", text.Proposal(f"p{number}", made), f"Järjestö {number}", AT)
        )
    return found


def op_on(block: text.Block) -> text.Op:
    """The third word of a block is another one."""
    start = len(" ".join(block.text.split()[:2])) + 1
    end = block.text.index(" ", start)
    new = text.Fragment("esteetön")
    return text.Op(text.OpKind.REPLACE, block.id, block.content_hash, start, end, block.text[start:end], new)


def raw(content: text.Document, offered: list[OfferedProposal] | tuple[()]) -> bytes:
    """Nothing but paragraphs, runs and tracked changes in the template's package."""
    ops = {op.block: op for each in offered for change in each.changes.changes for op in change.ops}
    root = etree.Element(w("document"), nsmap={"w": W})
    body = etree.SubElement(root, w("body"))
    for block in content.blocks:
        paragraph = etree.SubElement(body, w("p"))
        etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("pStyle"), {w("val"): "BodyText"})
        op = ops.get(block.id)
        if op is None:
            raw_run(paragraph, block.text, "t")
            continue
        raw_run(paragraph, block.text[: op.start], "t")
        who = {w("id"): "1", w("author"): "Järjestö", w("date"): "2026-09-04T12:00:00Z"}
        raw_run(etree.SubElement(paragraph, w("del"), who), op.removed, "delText")
        raw_run(etree.SubElement(paragraph, w("ins"), who), op.inserted.text, "t")
        raw_run(paragraph, block.text[op.end :], "t")
    return pack({**unpack(template_bytes()), "word/document.xml": etree.tostring(root, encoding="UTF-8")})


def raw_run(parent: etree._Element, words: str, tag: str) -> None:
    """One run."""
    element = etree.SubElement(etree.SubElement(parent, w("r")), w(tag), {XML_SPACE: "preserve"})
    element.text = words


def by_python_docx(content: text.Document) -> bytes:
    """The same through the paragraph API."""
    file = docx.Document(BytesIO(template_bytes()))
    for block in content.blocks:
        file.add_paragraph(block.text, style="Body Text")
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def raw_walk(data: bytes) -> list[str]:
    """The words of every paragraph and whether its runs are bold: the least a reader has to look at."""
    root = etree.fromstring(unpack(data)["word/document.xml"])
    found = []
    for paragraph in root.iter(w("p")):
        paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        words = []
        for run in paragraph.iter(w("r")):
            run.find(w("rPr"))
            words += [str(element.text or "") for element in run.iter(w("t"))]
        found.append("".join(words))
    return found


def heavy_file() -> bytes:
    """Twenty megabytes of XML: many short runs with looks of their own, within all other limits."""
    looks = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/>'
    run = f"<w:r><w:rPr>{looks}</w:rPr><w:t>sana {{}} </w:t></w:r>"
    paragraphs = (
        f"<w:p>{''.join(run.format(number % 7) for number in range(RUNS))}</w:p>" for _ in range(READ + 500)
    )
    parts = unpack(template_bytes())
    start, end = parts["word/document.xml"].split(b"<w:body>")
    parts["word/document.xml"] = start + b"<w:body>" + "".join(paragraphs).encode() + end
    return pack(parts)
