"""Word files as small as they can be, written by hand for one test each."""

import warnings
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}"'
RELATED = {"styles": "styles.xml", "numbering": "numbering.xml"}
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"

Parts = dict[str, bytes]


def w(name: str) -> str:
    """A name of the main namespace."""
    return f"{{{W}}}{name}"


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; words without markup become a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    content = "".join(run if run.startswith("<") else t(run) for run in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def t(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(id_: str, name: str, inside: str = "", kind: str = "paragraph") -> str:
    """A style."""
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{inside}</w:style>'


def link(id_: str, target: str, kind: str = "hyperlink", mode: str = "External") -> str:
    """A relationship of the main part."""
    return f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def parts(body: str, *, styles: str = "", numbering: str = "", links: Iterable[str] = ()) -> Parts:
    """The parts of a file with this body."""
    inside = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{RELATED[kind]}"/>' for kind in RELATED
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    texts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="{RELATIONSHIPS_TYPE}"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{package}/relationships">{inside}{"".join(links)}</Relationships>'
        ),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMES}>{numbering}</w:numbering>",
    }
    return {name: text.encode() for name, text in texts.items()}


def pack(entries: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of these entries, in order, doubles and all."""
    stream = BytesIO()
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # doubles are what some tests are about
        for name, data in pairs:
            archive.writestr(name, data)
    return stream.getvalue()


def word_file(body: str, *, styles: str = "", numbering: str = "", links: Iterable[str] = ()) -> bytes:
    """A Word file with this body."""
    return pack(parts(body, styles=styles, numbering=numbering, links=links))


def drawing(id_: str, alt: str = "") -> str:
    """A run that shows the picture of a relationship."""
    told = f'<wp:docPr xmlns:wp="urn:wp" id="1" name="Kuva" descr="{alt}"/>'
    shown = f'<a:blip xmlns:a="{DRAWING}" r:embed="{id_}"/>'
    return f"<w:r><w:drawing>{told}{shown}</w:drawing></w:r>"


def footnotes(*notes: str, name: str = "footnote") -> bytes:
    """The part of notes numbered from 2; the first two are Word's own lines."""
    own = "".join(f'<w:{name} w:id="{id_}" w:type="separator">{p("viiva")}</w:{name}>' for id_ in (0, 1))
    said = "".join(f'<w:{name} w:id="{number}">{note}</w:{name}>' for number, note in enumerate(notes, 2))
    return f"<w:{name}s {NAMES}>{own}{said}</w:{name}s>".encode()
