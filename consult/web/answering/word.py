"""Lähetä Word-tiedosto: an answer as the returned file, looked at before any of it is said."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.docx import Refused, read_returned
from consult.errors import Conflict, DomainError
from consult.models import Document, ReturnedFile, Version
from consult.reports.returned_files import Returned
from consult.reports.texts import load_texts
from consult.security import Permission
from consult.services.returned_answers import save_file, take_back
from consult.services.returned_choices import Choice
from consult.services.returned_files import discard_file, read_again, receive_file
from consult.web.answering.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.answering.forms import whole_number
from consult.web.answering.speaking import require_open_to
from consult.web.answering.word_forms import ReturnForm, SaveForm, VersionForm
from consult.web.answering.word_found import (
    is_agent,
    kept_bytes,
    newest_version,
    read_file,
    saved_before,
    saved_file,
    saved_files,
    settled,
    speaking_voices,
    unfolded,
    versions_of,
    waiting_file,
)
from consult.web.answering.word_shown import (
    omitted_sentences,
    recognised_sentence,
    show_authors,
    show_silent,
)
from consult.web.current import now, person, session
from consult.web.downloads import WORD, attachment, download
from consult.web.limits import Size, accepts
from consult.web.options import options
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.wording import gettext, ngettext


@blueprint.get("/word")
@permission(Permission.SPEAK)
def return_file() -> ResponseReturnValue:
    """Where the file is chosen, with the files that were returned before."""
    return _show_start(ReturnForm(formdata=None))


@blueprint.post("/word")
@permission(Permission.SPEAK)
@accepts(Size.UPLOAD)
def receive() -> ResponseReturnValue:
    """The file is read and kept for a day, so that its page can be looked at; nothing is said yet."""
    form = ReturnForm()
    voices = speaking_voices()
    document_id = newest_version().document_id
    require_open_to(voices)
    if not form.validate():
        return _show_start(form, status=UNPROCESSABLE)
    name, data = form.file.data.filename or "", form.file.data.read()
    try:
        found = read_file(document_id, data)
    except Refused as error:
        form.refuse(error)
        return _show_start(form, status=error.status)
    reply, version_id = found if found is not None else (None, None)
    file = receive_file(
        session(),
        session().get_one(Document, document_id),
        name=name,
        data=data,
        reply=reply,
        version=None if version_id is None else session().get_one(Version, version_id),
        actor=person(),
        now=now(),
    )
    return redirect(url_for("answering.returned", file_id=file.id), SEE_OTHER)


@blueprint.get("/word/<int:file_id>")
@permission(Permission.SPEAK)
def returned(file_id: int) -> ResponseReturnValue:
    """What the file says, before any of it is said; once saved, where it is said."""
    where = settled(file_id)
    if where is not None:
        return redirect(where, SEE_OTHER)
    return _show_file(waiting_file(file_id))


@blueprint.post("/word/<int:file_id>/version")
@permission(Permission.SPEAK)
def choose_version(file_id: int) -> ResponseReturnValue:
    """A person says which version the file is based on."""
    file = waiting_file(file_id)
    require_open_to(speaking_voices())
    form = _version_form(file)
    chosen = versions_of(file).get(form.version.data or 0)
    if not form.validate() or chosen is None:
        return _show_file(file, version_form=form, status=UNPROCESSABLE)
    base = load_texts(session(), [chosen.id])[chosen.id]
    data = file.data
    # Others write while the file is read.
    session().rollback()
    try:
        reply = read_returned(data, base, is_chosen=True)
    except Refused as error:
        form.refuse(error)
        return _show_file(file, version_form=form, status=error.status)
    read_again(session(), waiting_file(file_id), reply, chosen)
    return redirect(url_for("answering.returned", file_id=file_id), SEE_OTHER)


@blueprint.post("/word/<int:file_id>")
@permission(Permission.SPEAK)
def save_returned(file_id: int) -> ResponseReturnValue:
    """Tallenna vastauksena: what was chosen becomes parts of the answers, once."""
    where = settled(file_id)
    if where is not None:
        return redirect(where, SEE_OTHER)
    file = waiting_file(file_id)
    require_open_to(speaking_voices())
    form = SaveForm()
    found = unfolded(file)
    if found is None or not form.validate():
        return _show_file(file, save_form=form, status=UNPROCESSABLE)
    choice, version_id = _choice(found, form), file.version_id
    try:
        kept = kept_bytes(file)
        if waiting_file(file_id).version_id != version_id:
            raise Conflict("Another version was chosen for this file meanwhile. Look at the page again.")
        saved = save_file(
            session(), file, found, newest_version(), choice, kept=kept, actor=person(), now=now()
        )
    except DomainError as error:
        form.refuse(error)
        return _show_file(file, save_form=form, status=error.status)
    flash(
        gettext(
            "The answer was saved: proposals: %(proposals)s, comments: %(comments)s.",
            proposals=len(saved.proposals),
            comments=len(saved.comments),
        )
    )
    return redirect(url_for("reading.contributions" if is_agent() else "answering.review"), SEE_OTHER)


@blueprint.get("/word/<int:file_id>/file")
@permission(Permission.SPEAK)
def returned_original(file_id: int) -> ResponseReturnValue:
    """The file itself, for those in whose name it speaks and for the agent."""
    file = saved_file(file_id)
    return download(file.data, WORD, attachment(file.name))


@blueprint.post("/word/<int:file_id>/discard")
@permission(Permission.SPEAK)
def discard_returned(file_id: int) -> ResponseReturnValue:
    """Nothing of the file is said."""
    discard_file(session(), waiting_file(file_id))
    flash(gettext("The file was discarded. Nothing was saved."))
    return redirect(url_for("answering.return_file"), SEE_OTHER)


@blueprint.post("/word/<int:file_id>/take-back")
@permission(Permission.SPEAK)
def take_back_returned(file_id: int) -> ResponseReturnValue:
    """The whole answer that came of the file is withdrawn."""
    speakers = {voice.id for voice in speaking_voices()}
    count = take_back(session(), saved_file(file_id), speakers=speakers, actor=person(), now=now())
    flash(
        ngettext(
            "The answer was taken back: %(num)s proposal or comment.",
            "The answer was taken back: %(num)s proposals and comments.",
            count,
        )
    )
    return redirect(url_for("answering.return_file"), SEE_OTHER)


def _version_form(file: ReturnedFile) -> VersionForm:
    form = VersionForm() if request.method == "POST" else VersionForm(formdata=None)
    numbers = {
        str(number): gettext("Version %(number)s", number=number)
        for number in sorted(versions_of(file), reverse=True)
    }
    form.version.choices = options({"": gettext("Choose the version"), **numbers})
    return form


def _choice(found: Returned, form: SaveForm) -> Choice:
    voices = {voice.id: voice for voice in speaking_voices()}
    silent = voices.get(whole_number(request.form.get("silent-voice", "")))
    return Choice(
        voices={place: voices[id_] for place, id_ in _named(found).items() if id_ in voices},
        rationale=form.rationale.data or "",
        skipped=frozenset(request.form.getlist("skip")),
        taken=frozenset(request.form.getlist("take")),
        silent_voice=silent,
    )


def _named(found: Returned) -> dict[int, int]:
    """The organisation chosen for each author, by the author's place."""
    fields = {place: request.form.get(f"voice-{place}") for place in range(len(found.reply.authors))}
    return {place: whole_number(value) for place, value in fields.items() if value is not None}


def _show_start(form: ReturnForm, *, status: int = 200) -> ResponseReturnValue:
    speakers = {voice.id for voice in speaking_voices()}
    files = saved_files()
    return respond(
        "answering/word.html",
        status=status,
        form=form,
        files=files,
        own={saved.file.id for saved in files if speakers.issuperset(voice.id for voice in saved.voices)},
        version=newest_version(),
    )


def _show_file(
    file: ReturnedFile,
    *,
    version_form: VersionForm | None = None,
    save_form: SaveForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    found = unfolded(file)
    if found is None:
        form = version_form or _version_form(file)
        return respond("answering/word_version.html", status=status, file=file, form=form)
    voices = speaking_voices()
    before = saved_before(file, voices)
    number = next(number for number, each in versions_of(file).items() if each.id == file.version_id)
    reason = gettext("From the Word file that the organisation returned.")
    return respond(
        "answering/word_file.html",
        status=status,
        file=file,
        form=save_form or SaveForm(formdata=None, data={"rationale": reason}),
        returned=found,
        voices=voices,
        before=before,
        may_save={voice.id for voice in voices} != {voice.id for one in before for voice in one.voices},
        authors=show_authors(found, voices, _named(found)),
        silent=show_silent(found),
        skipped=request.form.getlist("skip"),
        taken=request.form.getlist("take"),
        silent_voice=whole_number(request.form.get("silent-voice", "")),
        recognised=recognised_sentence(found, number),
        omitted=omitted_sentences(found),
        current=newest_version(),
        number=number,
    )
