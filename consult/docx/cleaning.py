"""The characters that may go into a Word file."""

import re

_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 forbids; all line ends become line feeds."""
    if text.isprintable():  # most of it is, and this is ten times quicker to find out
        return text
    return _NOT_XML.sub("", _LINE_ENDS.sub("\n", text))
