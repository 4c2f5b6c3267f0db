"""A text that was pasted: Markdown as it is, a text from a PDF with its lines joined again."""

from consult import text
from consult.services.typed_numbers import strip_typed_numbers


def read_pasted(words: str, *, is_wrapped: bool = False) -> text.Document:
    """The document; with `is_wrapped` end-of-line hyphens and lines are joined to paragraphs first."""
    return strip_typed_numbers(text.parse(text.rejoin_lines(words) if is_wrapped else words))
