"""The reader's language for code: a sentence that is a plain text, not a lazy one."""

import flask_babel


def gettext(message: str, **words: object) -> str:
    """The sentence in the reader's language with its words put in."""
    return str(flask_babel.gettext(message, **words))


def ngettext(one: str, many: str, num: int) -> str:
    """The sentence for this many, in the reader's language."""
    return str(flask_babel.ngettext(one, many, num))
