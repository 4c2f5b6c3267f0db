"""Looks at an uploaded spreadsheet before its parser does, in bounded memory, as is done with Word files."""

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from consult.docx.content_types import main_part, type_of
from consult.docx.guard import check_entries, check_start, scan_entries
from consult.docx.package import parse_xml
from consult.docx.part_scan import embedded_found
from consult.sheets.refused import Refused, damaged, not_a_table, said_of_a_table

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MANIFEST, RELATIONSHIPS = "[content_types].xml", "_rels/.rels"
FORBIDDEN = ("macroenabled", "vbaproject", "oleobject", "activex", "externallink")
UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    zlib.error,
)


def check_spreadsheet(data: bytes) -> None:
    """Raise `Refused` unless the bytes are a harmless spreadsheet of bearable size."""
    try:
        check_start(data)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            check_entries(entries)
            manifests = scan_entries(archive, entries)
        is_workbook = _is_workbook(manifests.get(MANIFEST), manifests.get(RELATIONSHIPS))
    except Refused as error:
        raise said_of_a_table(error.code, error.params.get("megabytes", "")) from error
    except (*UNREADABLE, etree.LxmlError) as error:
        raise damaged() from error
    if not is_workbook:
        raise not_a_table()


def _is_workbook(manifest: bytes | None, relationships: bytes | None) -> bool:
    """Whether the main part is a spreadsheet; one with programs or links to other files is refused."""
    if manifest is None or relationships is None:
        return False
    types, links = parse_xml(manifest), parse_xml(relationships)
    declared = [str(element.get("ContentType", "")).lower() for element in types]
    if any(word in type_ for type_ in declared for word in FORBIDDEN):
        raise embedded_found()
    return type_of(main_part(links), types) == WORKBOOK
