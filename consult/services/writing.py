"""What is typed into a text field, as the words of blocks with their marks, pictures and footnotes."""

from collections.abc import Iterable, Iterator, Sequence

from consult import text
from consult.errors import Invalid
from consult.text.block import OBJECT, OBJECT_MARKS
from consult.text.markdown_inline import write_inline
from consult.text.marks import canonical


class Writing:
    """How words are written over a text; `earlier` is the wish that is being written anew."""

    def __init__(self, base: text.Document, earlier: text.Proposal | None = None, *, markdown: bool) -> None:
        self._base = base
        self._earlier = None if earlier is None else earlier.apply(base)
        self._signs = text.Placeholders(base, *([self._earlier] if self._earlier else []))
        self._markdown = markdown

    def read(self, parts: Sequence[str], run: Iterable[text.Block]) -> list[text.Fragment]:
        """The paragraphs with the pictures and footnotes that their signs stand for."""
        try:
            return self._signs.read(parts, run)
        except text.RepeatedPlaceholder as error:
            raise Invalid(
                "“%(sign)s” is in the text more than once. Leave it in one place only.",
                field="text",
                sign=error.placeholder,
            ) from error
        except text.UnknownPlaceholder as error:
            raise Invalid(
                "“%(sign)s” is not a picture or a footnote of this text. "
                "Write it exactly as it was, or remove it.",
                field="text",
                sign=error.placeholder,
            ) from error

    def reword(self, block: text.Block, words: text.Fragment) -> text.Block:
        """The block with other words: its marks are mapped over, or written as Markdown."""
        if self._markdown:
            written = text.apply_markdown_inline(_as_markdown(words))
            return block.with_text(written.text, written.marks)
        if words == _stripped(block):
            return block
        looks = [mark for mark in block.marks if mark.kind not in OBJECT_MARKS]
        mapped = text.map_marks(block.with_text(block.text, tuple(looks)), words.text)
        return block.with_text(words.text, canonical((*mapped, *words.marks)))

    def with_notes(self, edited: text.Document) -> text.Document:
        """A footnote goes with the last sign of it, and comes with the words that bring it."""
        before, after = _referred(self._base), _referred(edited)
        known = {block.id for block in edited.blocks}
        gone = before - after
        kept = [b for b in edited.blocks if b.kind is not text.BlockKind.NOTE or b.id not in gone]
        coming = self._earlier.blocks if self._earlier else ()
        kept += [block for block in coming if block.id in after and block.id not in known]
        return text.Document(tuple(kept))


def _stripped(block: text.Block) -> text.Fragment:
    """The words and objects of a block, without the space at its edges."""
    start = len(block.text) - len(block.text.lstrip())
    found = text.cut(block.text, block.marks, start, start + len(block.text.strip()))
    return text.Fragment(found.text, tuple(mark for mark in found.marks if mark.kind in OBJECT_MARKS))


def _as_markdown(words: text.Fragment) -> str:
    written = words.text
    for mark in reversed(words.marks):
        written = written[: mark.start] + write_inline(OBJECT, (mark.at(0, 1),)) + written[mark.end :]
    return written


def _referred(document: text.Document) -> set[str]:
    return set(_targets(document))


def _targets(document: text.Document) -> Iterator[str]:
    for block in document.blocks:
        if block.marks:
            yield from (mark.target for mark in block.marks if mark.kind is text.MarkKind.NOTE)
