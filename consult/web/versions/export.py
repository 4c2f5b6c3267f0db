"""One version as a file: Word, Markdown or plain text."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from consult import text
from consult.docx import Layout, write_clean
from consult.models import ConsultationKind, Document, DocumentRole, Request, Submission, Version
from consult.reports.letterheads import on_letterhead
from consult.reports.pictures import load_pictures
from consult.reports.requests import load_request
from consult.reports.statements import load_statement
from consult.security import Permission
from consult.services.filed_files import find_filed_file
from consult.web.current import config, consultation, now, session
from consult.web.downloads import WORD, download, file_stem, named
from consult.web.loading import belonging, version_of
from consult.web.permission import permission
from consult.web.reading.place import standing
from consult.web.versions.around import surround
from consult.web.versions.blueprint import blueprint

TYPES = {
    "docx": WORD,
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


@blueprint.get("/documents/<int:document_id>/versions/<int:number>.docx")
@permission(Permission.READ)
def export(document_id: int, number: int) -> ResponseReturnValue:
    """The text in the layout of an official statement, the same bytes every time."""
    document = belonging(Document, id=document_id)
    version = version_of(document, number)
    filed = find_filed_file(session(), version.id)
    body = filed.data if filed is not None else write_statement(document, version, standing().submission)
    return as_download(body, version.title, version.number)


def write_statement(document: Document, version: Version, submission: Submission | None) -> bytes:
    """The Word file of a version with everything that stands around its text."""
    request_, _ = load_request(session(), consultation().id)
    with force_locale(document.language):
        layout = surround(layout_of(document, version, request_, submission), document, version, now=now())
    statement = load_statement(session(), version)
    layout = replace(layout, answers=statement.by_heading, loose_answers=statement.loose)
    return write_clean(statement.content, layout, load_pictures(session(), statement.content))


@blueprint.get("/documents/<int:document_id>/versions/<int:number>.md")
@permission(Permission.READ)
def export_markdown(document_id: int, number: int) -> ResponseReturnValue:
    """The text as Markdown."""
    document = belonging(Document, id=document_id)
    version = version_of(document, number)
    body = told_text(session(), document, version).to_markdown().encode()
    return as_download(body, version.title, version.number, kind="md")


@blueprint.get("/documents/<int:document_id>/versions/<int:number>.txt")
@permission(Permission.READ)
def export_plain(document_id: int, number: int) -> ResponseReturnValue:
    """The words alone."""
    document = belonging(Document, id=document_id)
    version = version_of(document, number)
    body = told_text(session(), document, version).plain().encode()
    return as_download(body, version.title, version.number, kind="txt")


def told_text(session: Session, document: Document, version: Version) -> text.Document:
    """The statement as text alone, the chosen options as its first paragraphs."""
    with force_locale(document.language):
        return load_statement(session, version).told(gettext("Chosen option"))


def as_download(body: bytes, title: str, number: int, *, kind: str = "docx") -> Response:
    """A version as a file that no browser opens as a page."""
    return download(body, TYPES[kind], disposition(title, number, kind))


def layout_of(
    document: Document, version: Version, request_: Request | None, submission: Submission | None
) -> Layout:
    """The data of the first page: a filed version carries the day it was filed."""
    is_filed = submission is not None and submission.version_id == version.id
    at = submission.filed_at if submission is not None and is_filed else version.published_at
    is_ours = document.role is DocumentRole.DRAFT
    layout = Layout(
        title=version.title,
        date=at.astimezone(ZoneInfo(config().timezone)).date(),
        document_type=_kind(consultation().kind) if is_ours else "",
        sender=consultation().host if is_ours else "",
        recipient=request_.authority if request_ and is_ours else "",
        subject=request_.title if request_ and is_ours else "",
        register_number=request_.register_number if request_ and is_ours else "",
        language=LANGUAGES[document.language],
        version_id=version.id,
        version_number=0 if is_filed else version.number,
        version_hash=version.hash,
        labels=page_words(),
    )
    return on_letterhead(session(), layout, consultation().id) if is_ours else layout


def page_words() -> dict[str, str]:
    """What the page itself says."""
    return {
        "subject": gettext("Subject"),
        "version": gettext("Version"),
        "main_points": gettext("Main points of the statement"),
        "contents": gettext("Contents"),
        "chosen_option": gettext("Chosen option"),
        "signatories": gettext("Signatories"),
        "organisation": gettext("Organisation"),
        "municipality": gettext("Municipality"),
        "person": gettext("Signatory"),
        "dissents": gettext("Dissenting views"),
        "annex": gettext("Annex"),
        "annexes": gettext("Annexes"),
        "distribution": gettext("Distribution"),
        "for_information": gettext("For information"),
        "contacts": gettext("Contact details"),
        "same": gettext("Proposes the same."),
        "removal": gettext("Proposes removing these words."),
        "instead": gettext("Proposes here"),
        "heading": gettext("a heading"),
        "paragraph": gettext("a paragraph"),
        "bullet": gettext("an item of a list"),
        "numbered": gettext("an item of a numbered list"),
        "row": gettext("a header row or an ordinary row"),
    }


def disposition(title: str, number: int, kind: str = "docx") -> str:
    """The file is called after the title and the number of the version."""
    return named(f"{file_stem(title)} v{number}", kind)


def _kind(kind: ConsultationKind) -> str:
    labels = {
        ConsultationKind.STATEMENT: gettext("Statement"),
        ConsultationKind.POSITION: gettext("Position paper"),
        ConsultationKind.STRATEGY: gettext("Strategy"),
    }
    return str(labels[kind])
