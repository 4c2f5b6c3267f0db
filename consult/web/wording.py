"""The reader's language for code: a sentence that is a plain text, not a lazy one."""

import flask_babel


def gettext(message: str, **words: object) -> str:
    """The sentence in the reader's language with its words put in."""
    return str(flask_babel.gettext(message, **words))
