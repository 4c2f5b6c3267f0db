"""A file that cannot be taken in, said to the person who chose it in one sentence or two."""

from consult.errors import Invalid


class Refused(Invalid):
    """The file was not read and nothing was changed; `code` names the reason for programs."""

    def __init__(self, message: str, *, code: str, **params: object) -> None:
        super().__init__(message, field="file", **params)
        self.code = code


def damaged() -> Refused:
    """The file says it is a Word file but cannot be read as one."""
    return Refused(
        "The Word file is damaged and cannot be read. Open it in Word, save it again "
        "and choose the new file.",
        code="damaged",
    )


def not_word() -> Refused:
    """The file is something else."""
    return Refused(
        "This is not a Word file. Choose a file whose name ends in .docx.",
        code="not_word",
    )


def too_complex() -> Refused:
    """Reading would need more memory or time than one file may have."""
    return Refused(
        "The Word file is too complex to read. Copy its text into a new document and choose that file.",
        code="too_complex",
    )


def too_many_blocks(limit: int) -> Refused:
    """The document has more blocks than a document may hold."""
    return Refused(
        "The text has more than %(limit)s paragraphs, list items and table cells. "
        "Divide it into several files.",
        code="too_many_blocks",
        limit=limit,
    )


def too_much_text(megabytes: int) -> Refused:
    """The document has more text than a document may hold."""
    return Refused(
        "The text is longer than %(megabytes)s MB. Divide it into several files.",
        code="too_much_text",
        megabytes=megabytes,
    )


def no_picture() -> Refused:
    """The file is no picture, or one that cannot be kept."""
    return Refused(
        "This cannot be read as a picture. Choose a PNG or JPEG file of at most 3 MB.", code="no_picture"
    )
