"""What was just saved is told beside the thing itself, not at the top of a page that opens further down."""

from collections.abc import Container

from flask import flash, get_flashed_messages

MARK = "beside:"


def flash_beside(words: str, name: str) -> None:
    """The next page tells this beside the thing of this name; a page that does not show it tells it first."""
    flash(words, f"{MARK}{name}")


def told_beside(shown: Container[str]) -> str:
    """The name of what is told of, when it is among what the page shows."""
    for told in get_flashed_messages(with_categories=True):
        category = told[0]
        if category.startswith(MARK) and category.removeprefix(MARK) in shown:
            return category.removeprefix(MARK)
    return ""
