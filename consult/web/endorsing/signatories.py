"""Allekirjoittajat: who stands behind the version, once the signing has closed."""

from dataclasses import replace

from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from consult import text
from consult.docx import Signatory, write_clean
from consult.docx.collation import finnish_key
from consult.errors import NotFound
from consult.models import Document, Endorsement, EndorsementRound, LateSignature
from consult.reports.endorsements import load_signatories
from consult.reports.requests import load_request
from consult.security import Permission
from consult.services.endorsement_rounds import present_endorsing
from consult.services.late_signatures import late_signatures
from consult.services.wall_clock import wall_clock
from consult.web.current import config, consultation, now, session
from consult.web.downloads import WORD, download, file_stem, named
from consult.web.endorsing.blueprint import blueprint
from consult.web.moments import typed_date
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.versions.export import layout_of
from consult.web.wording import gettext


@blueprint.get("/signatories")
@permission(Permission.READ)
def signatories() -> ResponseReturnValue:
    """The signatories in Finnish order, and their dissenting views."""
    round_ = present_endorsing(session(), consultation().id)
    found = closed_signatories(round_)
    return respond(
        "endorsing/signatories.html",
        consultation=consultation(),
        round=round_,
        is_closed=round_ is not None and round_.closes_at <= now(),
        signatories=found,
        dissents=[row for row in found if row.dissent],
        late=late_signatures(session(), round_.version_id) if round_ else (),
    )


@blueprint.get("/signatories/addendum.docx")
@permission(Permission.READ)
def addendum_file() -> ResponseReturnValue:
    """The late signatories as a Word file of their own, dated by the last one that was added."""
    round_ = present_endorsing(session(), consultation().id)
    late = late_signatures(session(), round_.version_id) if round_ else ()
    if round_ is None or not late:
        raise NotFound("Nobody has signed afterwards.")
    document = session().get_one(Document, round_.version.document_id)
    request_, _ = load_request(session(), consultation().id)
    with force_locale(document.language):
        layout = layout_of(document, round_.version, request_, None)
        layout = replace(
            layout,
            title=f"{round_.version.title}: {gettext('Addendum of late signatories')}",
            date=wall_clock(late[-1].added_at, config().timezone).date(),
            signatories=tuple(map(_late, late)),
        )
        name = named(f"{file_stem(round_.version.title)} {gettext('addendum')}", "docx")
    return download(write_clean(text.Document(()), layout), WORD, name)


def _late(row: LateSignature) -> Signatory:
    signed = gettext("signed %(day)s", day=typed_date(row.signed_on))
    return Signatory(row.organisation_name, f"{row.signatory}, {row.title}, {signed}", row.municipality)


def closed_signatories(round_: EndorsementRound | None) -> list[Endorsement]:
    """Until the signing has closed nobody is named."""
    if round_ is None or now() < round_.closes_at:
        return []
    return sorted(
        load_signatories(session(), round_.version_id), key=lambda row: finnish_key(row.organisation_name)
    )
