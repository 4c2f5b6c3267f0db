"""The three ways to bring in a text: a file, pasting, or block by block."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult import text
from consult.docx.upload import read_upload
from consult.errors import Invalid
from consult.models import Document, DocumentRole, IntakeSource
from consult.reports.requests import load_request
from consult.security import Permission
from consult.services.documents import has_version
from consult.services.heading_links import headings_for
from consult.services.intakes import bring_in, find_intake
from consult.services.pasted import read_pasted
from consult.services.plans import read_plan
from consult.web import transaction
from consult.web.current import consultation, now, person, session
from consult.web.intake.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint, document_of
from consult.web.intake.forms import PasteForm, WordForm
from consult.web.limits import Size, accepts
from consult.web.permission import permission
from consult.web.respond import respond

PDF = ".pdf"
TEXT_FILES = (".md", ".txt", ".markdown")


@blueprint.get("/documents/<int:document_id>/intake")
@permission(Permission.COORDINATE)
def start(document_id: int) -> ResponseReturnValue:
    """What has been published already is read, not brought in again."""
    document = document_of(document_id)
    if has_version(session(), document):
        return redirect(url_for("reading.version", document_id=document.id, number=1), SEE_OTHER)
    return _show(document, WordForm(formdata=None), PasteForm(formdata=None))


@blueprint.post("/documents/<int:document_id>/intake")
@permission(Permission.COORDINATE)
@accepts(Size.UPLOAD)
def bring(document_id: int) -> ResponseReturnValue:
    """The way is named by the form; a text that cannot be taken in leaves everything as it was."""
    document = document_of(document_id)
    way = request.form.get("way", "")
    form: WordForm | PasteForm = WordForm() if way == "word" else PasteForm()
    if way in {"word", "paste"} and not form.validate():
        return _show(document, *_forms(form), status=UNPROCESSABLE)
    try:
        content, given = _read(document, way, form)
        bring_in(session(), document, content, actor=person(), now=now(), **given)
    except Invalid as error:
        form.refuse(error)
        return _show(document, *_forms(form), status=UNPROCESSABLE)
    return redirect(url_for("intake.preview", document_id=document.id), SEE_OTHER)


def _read(document: Document, way: str, form: WordForm | PasteForm) -> tuple[text.Document, dict[str, Any]]:
    if isinstance(form, WordForm):
        return _read_file(document, form)
    if way == "paste":
        words, is_wrapped = form.text.data or "", bool(form.is_wrapped.data)
        content = read_pasted(words, is_wrapped=is_wrapped)
        if not content.blocks:
            raise Invalid("There is no text in what you pasted.", field="text")
        return content, {"source": IntakeSource.PASTE, "title": ""}
    _, questions = load_request(session(), consultation().id)
    content = headings_for(questions) if way == "questions" else text.Document()
    return content, {"source": IntakeSource.BLOCKS, "title": ""}


def _read_file(document: Document, form: WordForm) -> tuple[text.Document, dict[str, Any]]:
    name = (form.file.data.filename or "").lower()
    data = form.file.data.read()
    if name.endswith(TEXT_FILES):
        content = read_pasted(_decoded(data))
        given: dict[str, Any] = {"title": ""}
    else:
        is_plan = document.role is DocumentRole.BACKGROUND
        # Reading may take seconds: others write meanwhile.
        transaction.pause()
        found = read_plan(data) if is_plan and name.endswith(PDF) else read_upload(data)
        content = found.document
        left_out = [(left.kind, left.count) for left in found.left_out]
        given = {"title": found.title, "left_out": left_out, "pictures": found.pictures}
    if not content.blocks:
        raise Invalid("There is no text in the file.", field="file")
    return content, {"source": IntakeSource.WORD, **given}


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(
            "The text file is not in UTF-8. Save it as UTF-8 or paste the text.", field="file"
        ) from error


def _forms(form: WordForm | PasteForm) -> tuple[WordForm, PasteForm]:
    if isinstance(form, WordForm):
        return form, PasteForm(formdata=None)
    return WordForm(formdata=None), form


def _show(document: Document, word: WordForm, paste: PasteForm, *, status: int = 200) -> ResponseReturnValue:
    _, questions = load_request(session(), consultation().id)
    if document.role is DocumentRole.BACKGROUND:
        word.file.render_kw = {"accept": ",".join((PDF, ".docx", *TEXT_FILES))}
    return respond(
        "intake/start.html",
        status=status,
        document=document,
        word=word,
        paste=paste,
        intake=find_intake(session(), document.id),
        questions=questions if document.role.value == "draft" else (),
    )
