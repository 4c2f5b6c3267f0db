"""A PDF file that cannot be taken in, said to the person who chose it in one sentence or two."""

from consult.docx.refused import Refused


def not_pdf() -> Refused:
    """The file is something else."""
    return Refused("This is not a PDF file. Choose a file whose name ends in .pdf.", code="not_pdf")


def too_large(megabytes: int) -> Refused:
    """More than an upload may have."""
    return Refused(
        "The file is larger than %(megabytes)s MB. Remove pictures from it or divide it into several files.",
        code="too_large",
        megabytes=megabytes,
    )


def damaged() -> Refused:
    """The file says it is a PDF file but cannot be read as one."""
    return Refused(
        "The PDF file is damaged and cannot be read. Open it, save it again as PDF and choose the new file.",
        code="damaged",
    )


def encrypted() -> Refused:
    """Nobody reads it without its password."""
    return Refused(
        "The PDF file is protected by a password. Save it without one, or copy its text and paste it.",
        code="encrypted",
    )


def without_text() -> Refused:
    """The pages are pictures, as a scanner makes them."""
    return Refused(
        "The PDF file holds no text: its pages are pictures. Ask for the original file, "
        "or have the text recognised first.",
        code="without_text",
    )


def too_complex() -> Refused:
    """Reading would need more memory or time than one file may have."""
    return Refused(
        "The PDF file is too complex to read. Copy its text and paste it.",
        code="too_complex",
    )


def too_many_pages(limit: int) -> Refused:
    """More pages than anybody comments on."""
    return Refused(
        "The PDF file has more than %(limit)s pages. Divide it into several files.",
        code="too_many_pages",
        limit=limit,
    )
