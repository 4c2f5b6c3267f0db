"""CommonMark with tables to a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from consult.text.block import OBJECT, Block, BlockKind, Fragment, Mark, MarkKind
from consult.text.document import Document
from consult.text.markdown_underline import add_underline
from consult.text.marks import canonical
from consult.text.normalise import normalise, single_line

_SAFE_LINK = re.compile(r"(?:https://|mailto:)[^\s<>]+", re.IGNORECASE)
_NOTE = re.compile(r"\\?\[\^([\w-]+)\]: ")
_NOTE_REFERENCE = re.compile(r"\[\^([\w-]+)\]")
_MARKS = {
    "strong_open": MarkKind.BOLD,
    "em_open": MarkKind.ITALIC,
    "underline_open": MarkKind.UNDERLINE,
    "link_open": MarkKind.LINK,
}
_PICTURE = re.compile(r"[0-9a-f]{64}")
_LISTS = {"bullet_list_open": BlockKind.BULLET, "ordered_list_open": BlockKind.NUMBERED}


def _read_note_reference(state: StateInline, silent: bool) -> bool:
    """A note; looked past it is plain brackets, since a link may not hold what is one unit there."""
    found = _NOTE_REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or silent:
        return False
    state.push("note_reference", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 40}).enable("table")
    parser.disable(["reference", "code"])
    parser.inline.ruler.before("link", "note_reference", _read_note_reference)
    add_underline(parser)
    return parser


_PARSER = _parser()


def parse(markdown: str) -> Document:
    """The document that Markdown describes, with the ids b1, b2, … in reading order.

    Headings deeper than three are of level three; quotes and code become paragraphs; pictures are
    kept when they are named by the SHA-256 of their bytes and become their alternative text
    otherwise, links other than https and mailto their words. Merged cells cannot be said in it.

    >>> parse("# Tilat\\n\\nTilat ovat **auki**.").blocks[1].text
    'Tilat ovat auki.'
    """
    reader = _Reader()
    reader.read(_PARSER.parse(normalise(markdown)))
    return Document(tuple(_resolve_notes(reader.blocks, reader.notes)))


def apply_markdown_inline(text: str) -> Fragment:
    """Words in which **bold**, *italic*, ++underline++, [link](https://…), notes and pictures are read.

    >>> apply_markdown_inline("Tilat ovat **auki**").marks
    (Mark(start=11, end=15, kind=<MarkKind.BOLD: 'bold'>, target='', alt=''),)
    """
    return _fragment(_PARSER.parseInline(normalise(text))[0].children or [])


def _resolve_notes(blocks: list[Block], notes: dict[str, str]) -> Iterator[Block]:
    for block in blocks:
        marks = tuple(
            replace(mark, target=notes.get(mark.target, mark.target)) if mark.kind is MarkKind.NOTE else mark
            for mark in block.marks
        )
        yield replace(block, marks=marks)


class _Reader:
    """Walks over the parser's tokens and gathers blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: dict[str, str] = {}
        self._lists: list[BlockKind] = []
        self._is_item_start = False
        self._table = self._row = ""
        self._in_header = False
        self._heading = 0

    def read(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            self._read_token(token)

    def _read_token(self, token: Token) -> None:
        if token.type in _LISTS:
            self._lists.append(_LISTS[token.type])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
            self._is_item_start = False
        elif token.type == "list_item_open":
            self._is_item_start = True
        elif token.type in ("heading_open", "heading_close"):
            self._heading = min(int(token.tag[1]), 3) if token.nesting == 1 else 0
        elif token.type == "fence":
            self._add_words(Fragment(token.content.strip("\n")))
        elif token.type == "inline":
            self._add_inline(token)
        else:
            self._read_table(token)

    def _read_table(self, token: Token) -> None:
        if token.type == "table_open":
            self._table = self._add(BlockKind.TABLE, Fragment(""))
        elif token.type == "table_close":
            self._table = self._row = ""
        elif token.type in ("thead_open", "thead_close"):
            self._in_header = token.nesting == 1
        elif token.type == "tr_open":
            self._row = self._add(BlockKind.ROW, Fragment(""), level=int(self._in_header), parent=self._table)

    def _add_inline(self, token: Token) -> None:
        fragment = _fragment(token.children or [])
        if self._row:
            self._add(BlockKind.CELL, fragment, parent=self._row)
        elif self._heading:
            self._add(BlockKind.HEADING, fragment, level=self._heading)
        elif (found := _NOTE.match(token.content)) and not self._lists:
            inner = apply_markdown_inline(token.content[found.end() :])
            self.notes[found[1]] = self._add(BlockKind.NOTE, inner)
        else:
            self._add_words(fragment)

    def _add_words(self, fragment: Fragment) -> None:
        if not fragment.text:
            return
        if self._lists and self._is_item_start:
            self._is_item_start = False
            self._add(self._lists[-1], fragment, level=len(self._lists) - 1)
        else:
            self._add(BlockKind.PARAGRAPH, fragment)

    def _add(self, kind: BlockKind, words: Fragment, *, level: int = 0, parent: str | None = None) -> str:
        block_id = f"b{len(self.blocks) + 1}"
        self.blocks.append(Block(block_id, kind, words.text, level, words.marks, parent or None))
        return block_id


def _fragment(tokens: Sequence[Token]) -> Fragment:
    """The words and marks of a parser's inline tokens."""
    text = ""
    marks: list[Mark] = []
    opened: list[tuple[int, MarkKind, str]] = []
    for token in tokens:
        if token.type in _MARKS:
            opened.append((len(text), _MARKS[token.type], str(token.attrGet("href") or "")))
        elif token.nesting == -1:
            start, kind, target = opened.pop()
            if kind is not MarkKind.LINK or _SAFE_LINK.fullmatch(target):
                marks.append(Mark(start, len(text), kind, target))
        elif token.type == "note_reference":
            marks.append(Mark(len(text), len(text) + 1, MarkKind.NOTE, token.content))
            text += OBJECT
        elif token.type == "image" and _PICTURE.fullmatch(str(token.attrGet("src"))):
            marks.append(_picture(token, len(text)))
            text += OBJECT
        else:
            text += _plain(token)
    return Fragment(text, canonical(marks))


def _picture(token: Token, at: int) -> Mark:
    alt = single_line("".join(_plain(child) for child in token.children or []))
    return Mark(at, at + 1, MarkKind.PICTURE, str(token.attrGet("src")), alt)


def _plain(token: Token) -> str:
    if token.type == "hardbreak":
        return "\n"
    return " " if token.type == "softbreak" else token.content
