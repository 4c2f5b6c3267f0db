"""The register as a table, in the reader's words and such that it can be brought in again."""

from flask import Response
from flask.typing import ResponseReturnValue

from consult.reports.register import every_organisation
from consult.security import Permission
from consult.services.organisations import FIELDS
from consult.sheets import write_csv, write_xlsx
from consult.web.administration.blueprint import blueprint
from consult.web.administration.labels import HEADINGS, value_words
from consult.web.current import session
from consult.web.downloads import EXCEL
from consult.web.permission import permission
from consult.web.register_filters import asked_filters, wanted_of
from consult.web.wording import gettext


@blueprint.get("/organisations.csv")
@permission(Permission.ADMINISTER)
def export_csv() -> ResponseReturnValue:
    """What is shown now, as CSV that a spreadsheet opens at once."""
    return _file(write_csv(_header(), _rows()), "text/csv", "csv")


@blueprint.get("/organisations.xlsx")
@permission(Permission.ADMINISTER)
def export_xlsx() -> ResponseReturnValue:
    """What is shown now, as a spreadsheet in which every cell is a text."""
    return _file(write_xlsx(gettext("Organisations"), _header(), _rows()), EXCEL, "xlsx")


def _header() -> list[str]:
    return [str(HEADINGS[field]) for field in FIELDS]


def _rows() -> list[list[str]]:
    found = every_organisation(session(), wanted_of(asked_filters()))
    return [[value_words(field, getattr(row, field)) for field in FIELDS] for row in found]


def _file(body: bytes, kind: str, ending: str) -> Response:
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename=organisations.{ending}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
