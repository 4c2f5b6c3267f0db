"""Words in several paragraphs, apart by an empty line."""

import re
from collections.abc import Iterable

from consult.text.block import Fragment
from consult.text.markdown_inline import write_inline
from consult.text.markdown_read import apply_markdown_inline
from consult.text.marks import cut, join

APART = "\n\n"
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


def read_paragraphs(markdown: str) -> Fragment:
    """Words with **bold**, *italic* and links; line ends inside a paragraph are spaces.

    >>> read_paragraphs("Tilat ovat\\nauki.\\n\\n**Avaimet** saa.").text
    'Tilat ovat auki.\\n\\nAvaimet saa.'
    """
    parts = (part.strip() for part in _EMPTY_LINE.split(markdown.strip()))
    return _join((apply_markdown_inline(" ".join(part.split("\n"))) for part in parts if part), APART)


def write_paragraphs(words: Fragment) -> str:
    """The Markdown that `read_paragraphs` reads as these words, without spaces at their edges.

    >>> write_paragraphs(Fragment("Tilat.\\n\\nAvaimet.", (Mark(0, 5, MarkKind.BOLD),)))
    '**Tilat**.\\n\\nAvaimet.'
    """
    return APART.join(write_inline(part.text, part.marks) for part in split_paragraphs(words))


def split_paragraphs(words: Fragment) -> list[Fragment]:
    """Each paragraph that has words, without spaces at its edges."""
    parts: list[Fragment] = []
    start = 0
    for text in words.text.split(APART):
        first = start + len(text) - len(text.lstrip())
        if text.strip():
            parts.append(cut(words.text, words.marks, first, first + len(text.strip())))
        start += len(text) + len(APART)
    return parts


def in_one_paragraph(words: Fragment) -> Fragment:
    """The paragraphs with a space between; words that have one stay as they are, edges included."""
    return _join(split_paragraphs(words), " ") if APART in words.text else words


def _join(parts: Iterable[Fragment], between: str) -> Fragment:
    joined: list[Fragment] = []
    for part in parts:
        joined += [Fragment(between), part]
    return join(joined[1:])
