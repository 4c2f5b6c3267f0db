"""Files that somebody might send by mistake or on purpose, each with the code of its refusal."""

import hashlib
from collections.abc import Callable, Iterator

from consult.docx.guard import MAX_UPLOAD_MEGABYTES
from tests.docx.wordfile import (
    MAIN_TYPE,
    drawing,
    footnotes,
    link,
    p,
    pack,
    parts,
    style,
    t,
    word_file,
)  # fmt: skip

MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"
KILOBYTE = 1024
MEGABYTE = 1024 * 1024
OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(5000)
GOOD = pack(parts(p("Hyvä luonnos.") * 400))
Case = tuple[str, bytes, str]


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A good file with one part changed."""
    entries = parts(p("Hyvä luonnos."))
    return pack(entries | {name: change(entries[name])})


def added(name: str, data: bytes = b"<x/>") -> bytes:
    """A good file with one more part."""
    return pack(parts(p("Hyvä luonnos.")) | {name: data})


def without(name: str) -> bytes:
    """A good file without one part."""
    entries = parts(p("Hyvä luonnos."))
    del entries[name]
    return pack(entries)


def with_type(type_: str) -> bytes:
    """A good file that calls its main part something else."""
    return changed(TYPES, lambda xml: xml.replace(MAIN_TYPE.encode(), type_.encode()))


def with_body(body: str) -> bytes:
    """A file with this body."""
    return pack(parts(body))


def patched(old: bytes, new: bytes) -> bytes:
    """The bytes of a good file with others in their place."""
    assert old in GOOD
    return GOOD.replace(old, new)


def not_word_files() -> Iterator[Case]:
    """Something else altogether."""
    yield "empty", b"", "not_word"
    yield "text", b"Lausunto", "not_word"
    yield "pdf", b"%PDF-1.7\n" + b"0" * 999, "not_word"
    yield "html", b"<!DOCTYPE html><p>Lausunto</p>", "not_word"
    yield "rtf", rb"{\rtf1 Lausunto}", "not_word"
    yield "old doc", OLD_OFFICE, "old_or_encrypted"
    yield "empty zip", b"PK\x05\x06" + bytes(18), "not_word"
    yield "zip of text", pack({"lausunto.txt": b"Lausunto"}), "not_word"
    yield "too large", bytes(MAX_UPLOAD_MEGABYTES * MEGABYTE + 1), "too_large"
    sheet = MAIN_TYPE.replace("wordprocessingml.document", "spreadsheetml.sheet")
    yield "spreadsheet", with_type(sheet), "not_word"
    yield "template", with_type(MAIN_TYPE.replace("document.main", "template.main")), "not_word"
    yield "no types", without(TYPES), "not_word"
    yield "no relationships", without("_rels/.rels"), "not_word"
    yield "no document", without(MAIN), "not_word"


def broken_archives() -> Iterator[Case]:
    """Archives that do not hold what they promise."""
    for size in range(4, len(GOOD), max(1, len(GOOD) // 12)):
        yield f"cut at {size}", GOOD[:size], "damaged"
    long = pack(parts("".join(p(hashlib.sha256(bytes([n])).hexdigest() * 8) for n in range(250))))
    assert len(long) > 10 * KILOBYTE
    for size in range(KILOBYTE, len(long), KILOBYTE):
        yield f"a long one cut at {size}", long[:size], "damaged"
    yield "bits flipped", bytes([*GOOD[:60], *(byte ^ 0x55 for byte in GOOD[60:160]), *GOOD[160:]]), "damaged"
    yield "two of one name", pack([*parts(p("a")).items(), (MAIN, b"<x/>")]), "damaged"
    yield "two names in different case", added("WORD/DOCUMENT.XML"), "damaged"
    yield "outside", added("../pois.xml"), "damaged"
    yield "outside in the middle", added("word/../../pois.xml"), "damaged"
    yield "absolute", added("/etc/hosts"), "damaged"
    yield "drive", pack(parts(p("a")) | {"C:pois.xml": b"x"}), "damaged"
    yield (
        "encrypted entry",
        patched(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
        "damaged",
    )
    yield "too many parts", pack({f"word/{n}.xml": b"<x/>" for n in range(201)}), "too_many_parts"
    zeros = bytes(MEGABYTE)
    yield "bomb", pack(parts(p("a")) | {f"media/{n}.png": zeros for n in range(51)}), "too_much_unpacked"


def hostile_contents() -> Iterator[Case]:
    """Good archives with bad contents."""
    entity = b'<!DOCTYPE w [<!ENTITY a "sana"><!ENTITY b "&a;&a;">]>'
    yield "entities", changed(MAIN, lambda xml: entity + xml), "doctype"
    outside = b'<!doctype w SYSTEM "file:///etc/hosts">'
    yield "outside entity", changed("word/styles.xml", lambda xml: outside + xml), "doctype"
    yield "entities across pieces", changed(MAIN, lambda xml: b" " * 65530 + entity + xml), "doctype"
    yield (
        "entities in 16 bits",
        changed(MAIN, lambda xml: (entity + xml).decode().encode("utf-16")),
        "doctype",
    )
    yield "entities among types", changed(TYPES, lambda xml: entity + xml), "doctype"
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>'
    yield "odd encoding", changed(MAIN, lambda xml: hidden + xml), "damaged"
    yield "16 bits without mark", changed(MAIN, lambda xml: xml.decode().encode("utf-16-le")), "damaged"
    yield "macro type", with_type("application/vnd.ms-word.document.macroEnabled.main+xml"), "embedded"
    yield "macro part", added("word/vbaProject.bin"), "embedded"
    yield "embedded sheet", added("word/embeddings/taulukko.xlsx"), "embedded"
    yield "control", added("word/activeX/activeX1.xml"), "embedded"
    yield (
        "old office part",
        added("word/media/kuva.png", OLD_OFFICE),
        "embedded",
    )
    yield "program", added("word/asenna.exe"), "embedded"


def broken_documents() -> Iterator[Case]:
    """Documents that a parser chokes on."""
    yield "broken xml", changed(MAIN, lambda xml: xml[:-20]), "damaged"
    yield "empty main part", changed(MAIN, lambda _: b""), "damaged"
    yield "other xml", changed(MAIN, lambda _: b"<html><body>Lausunto</body></html>"), "damaged"
    yield "broken styles", changed("word/styles.xml", lambda xml: xml[:-5]), "damaged"
    yield "broken types", changed(TYPES, lambda xml: xml[:-5]), "damaged"
    yield "forbidden character", with_body(p("a&#0;b")), "damaged"
    yield "unknown entity", with_body(p("a&kissa;b")), "damaged"
    yield "control character", with_body(p("a\x01b")), "damaged"
    nested = "<w:tbl><w:tr><w:tc>"
    yield "nested tables", with_body(nested * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000), "damaged"
    yield "too many blocks", with_body(p("a") * 5001), "too_many_blocks"
    yield "too many empty paragraphs", with_body("<w:p/>" * 300_000), "too_many_blocks"
    yield "five million paragraphs", with_body("<w:p/>" * 5_000_000), "too_complex"
    yield "too much text", with_body(p(t("sana " * 1000)) * 450), "too_much_text"


def broken_parts() -> Iterator[Case]:
    """Documents with a part that is not what it should be."""
    for kind in ("footnotes", "comments", "commentsExtended"):
        links = (link("x", f"{kind}.xml", kind, "Internal"),)
        entries = parts(p("Sana", f'<w:r><w:{kind[:-1]}Reference w:id="2"/></w:r>'), links=links)
        name = f"word/{kind}.xml"
        yield f"entities in {kind}", pack(entries | {name: b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "doctype"
    nested = "<w:ins>" * 5_000 + t("sana") + "</w:ins>" * 5_000
    yield "thousands of changes inside each other", with_body(p(nested)), "damaged"
    yield "a relationship to itself", changed("word/_rels/document.xml.rels", lambda xml: xml[:-5]), "damaged"


def odd_files() -> Iterator[tuple[str, bytes]]:
    """Nonsense that harms nobody: it is read, as far as it makes sense."""
    words = p("Hyvä luonnos.", style="A")
    circle = style("A", "A", '<w:basedOn w:val="B"/>') + style("B", "B", '<w:basedOn w:val="A"/>')
    yield "styles in a circle", word_file(words, styles=circle)
    yield "a style on itself", word_file(words, styles=style("A", "heading 1", '<w:basedOn w:val="A"/>'))
    yield "two styles of one name", word_file(words, styles=style("A", "heading 1") + style("A", "heading 2"))
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    linked += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    numbered = '<w:numPr><w:ilvl w:val="-7"/><w:numId w:val="1"/></w:numPr>'
    looped = style("L", "L", f"<w:pPr>{numbered}</w:pPr>", kind="numbering")
    yield "lists in a circle", word_file(p("kohta", properties=numbered), styles=looped, numbering=linked)
    yield "numbers that are none", word_file(p("a", properties='<w:outlineLvl w:val="kissa"/>') + words)
    huge = "9" * 400
    yield "numbers beyond all", word_file(p("a", properties=f'<w:outlineLvl w:val="{huge[:9]}"/>') + words)
    away = (
        link("a", "../../../etc/passwd", "image", "Internal"),
        link("b", "document.xml", "image", "Internal"),
        link("c", "http://127.0.0.1:9/k.png", "image"),
    )
    yield "pictures from elsewhere", word_file(words + p(*map(drawing, "abcd")), links=away)
    lost = tuple(
        link(kind, f"{kind}.xml", kind, "Internal") for kind in ("footnotes", "comments", "endnotes")
    )
    reference = '<w:r><w:footnoteReference w:id="2"/><w:commentReference w:id="1"/></w:r>'
    yield "parts that are not there", word_file(words + p("a", reference), links=lost)
    note = footnotes(p("viite", '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    inside = parts(words + p("a", '<w:r><w:footnoteReference w:id="2"/></w:r>'), links=lost[:1])
    yield "a note in itself", pack(inside | {"word/footnotes.xml": note})
    ends = '<w:commentRangeEnd w:id="9"/><w:commentRangeStart w:id="9"/>'
    yield "a comment that ends before it begins", word_file(words + ends + p("a", ends))
    marks = "".join(
        f'<w:bookmarkStart w:id="1" w:name="_blk_{n}"/>' for n in ("b1", "b1", "../x", "", "x" * 99)
    )
    yield "bookmarks of nothing", word_file(words + p("a", marks))
    again = '<w:ins w:id="1" w:author="&#x202e;"><w:del w:id="1">' + t("a") + "</w:del></w:ins>"
    yield "one id for everything", word_file(words + p(again, again))
    cells = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-5"/><w:vMerge/></w:tcPr>' + p("a") + "</w:tc></w:tr>"
    )
    yield "cells of no size", word_file(words + cells + "<w:tr/><w:tr><w:tc/></w:tr></w:tbl>")
    ghosts = "".join(f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("end", "separate", "x"))
    yield "fields that only end", word_file(p(ghosts, "Hyvä luonnos."))
    yield "moves that go nowhere", word_file(words + p(f"<w:moveFrom>{t('a')}</w:moveFrom>"))
    yield "a body of wrong things", word_file("<w:t>irti</w:t><w:r/><w:tr/><w:tc/>" + words)


def cases() -> list[Case]:
    """All of them."""
    return [
        *not_word_files(),
        *broken_archives(),
        *hostile_contents(),
        *broken_documents(),
        *broken_parts(),
    ]
