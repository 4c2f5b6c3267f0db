"""A table that cannot be read, said to the person who chose it in one sentence or two."""

from consult.docx.refused import Refused

__all__ = [
    "Refused",
    "damaged",
    "empty",
    "said_of_a_table",
    "too_complex",
    "too_many_columns",
    "too_many_rows",
    "unclosed_quote",
]


def damaged() -> Refused:
    """The file says it is a spreadsheet but cannot be read as one."""
    return Refused(
        "The spreadsheet is damaged and cannot be read. Open it in Excel or LibreOffice, save it again "
        "as .xlsx or .csv and choose the new file.",
        code="damaged",
    )


def not_a_table() -> Refused:
    """The file is something else."""
    return Refused("This is not a table. Choose a file whose name ends in .csv or .xlsx.", code="not_a_table")


def empty() -> Refused:
    """There is nothing in it."""
    return Refused("The table is empty.", code="empty")


def too_many_rows(limit: int) -> Refused:
    """More rows than a register has."""
    return Refused(
        "The table has more than %(limit)s rows. Divide it into several files, "
        "and remove empty rows below it.",
        code="too_many_rows",
        limit=limit,
    )


def too_many_columns(limit: int) -> Refused:
    """More columns than anybody reads."""
    return Refused(
        "The table has more than %(limit)s columns. Keep only those that are needed.",
        code="too_many_columns",
        limit=limit,
    )


def unclosed_quote(number: int) -> Refused:
    """A quotation mark opens a cell and nothing closes it."""
    return Refused(
        'The quotation marks (") do not match near row %(number)s. '
        "Correct that row, or save the table as .xlsx.",
        code="unclosed_quote",
        number=number,
    )


def too_complex() -> Refused:
    """Reading would need more memory or time than one file may have."""
    return Refused(
        "The spreadsheet is too large to read. Copy the rows that are needed into a new file.",
        code="too_complex",
    )


def unknown_letters() -> Refused:
    """The bytes are no text in any encoding that spreadsheets write."""
    return Refused(
        "The letters of the file cannot be read. Save it as CSV UTF-8 or as .xlsx and choose the new file.",
        code="unknown_letters",
    )


def said_of_a_table(code: str, megabytes: object = "") -> Refused:
    """What the guard of Word files found, said of a spreadsheet."""
    match code:
        case "too_large":
            return Refused(
                "The file is larger than %(megabytes)s MB. Divide it into several files.",
                code=code,
                megabytes=megabytes,
            )
        case "old_or_encrypted":
            return Refused(
                "The file is an old .xls file or protected by a password. "
                "Open it and save it without a password as a .xlsx file.",
                code=code,
            )
        case "embedded":
            return Refused(
                "The spreadsheet holds macros or embedded files. Save it as a .xlsx file without macros.",
                code=code,
            )
        case "too_complex" | "too_much_unpacked" | "too_many_parts":
            return Refused(
                "The spreadsheet is too large to read. Copy the rows that are needed into a new file.",
                code=code,
            )
        case "not_word":
            return not_a_table()
    return damaged()
