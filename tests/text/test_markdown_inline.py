"""Words with marks as Markdown, however they are spaced."""

import pytest

from consult.text import apply_markdown_inline
from consult.text.markdown_inline import write_inline

LONG = 100_000


@pytest.mark.parametrize("space", [" ", "\u00a0", "\t"])
def test_a_long_gap_is_read_once_and_stays(space: str) -> None:
    """Read again from each of its characters, it would take minutes."""
    text = f"Tilat{space * LONG}ovat auki."
    assert apply_markdown_inline(write_inline(text)).text == text
