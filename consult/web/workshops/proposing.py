"""A point becomes a proposal to the text, in the voice of one of the workshops that its notes come from."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from werkzeug.exceptions import BadRequest

from consult import text
from consult.errors import Invalid, NotAllowed, NotFound
from consult.models import Destination, Note, ProposalKind, Version, Voice, Workshop
from consult.reports.notes import NoteState, NotesWanted, note_ids
from consult.reports.points import PointEntry
from consult.reports.texts import load_text
from consult.reports.versions import current_version
from consult.security import Permission
from consult.services.points import Went, answer_point
from consult.services.proposals import make_proposal
from consult.services.runs import words_of_run
from consult.services.wishes import Add, Reword, Wish
from consult.web.current import consultation, now, person, session
from consult.web.i18n import language
from consult.web.loading import version_of
from consult.web.options import options
from consult.web.permission import permission
from consult.web.query import asked_choice
from consult.web.respond import respond
from consult.web.wording import gettext
from consult.web.workshops.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.workshops.forms import number_of
from consult.web.workshops.point_forms import PlaceForm, PointProposalForm
from consult.web.workshops.pointing import block_choices, load_entry

KINDS = (ProposalKind.ADD, ProposalKind.REWORD)


@blueprint.route("/points/<int:number>/proposal", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def propose(number: int) -> ResponseReturnValue:
    """First the place is chosen, then the words are written; the point then shows the proposal."""
    entry = load_entry(number)
    version = current_version(session(), consultation().id)
    if version is None:
        raise NotFound("The draft has not been published yet.")
    place = PlaceForm(formdata=request.args) if "block" in request.args else PlaceForm(formdata=None)
    place.block.choices = block_choices(version)
    if "block" not in request.args:
        return respond("workshops/propose.html", entry=entry, place=place, form=None)
    kind, base = _kind(), load_text(session(), version.id)
    block = _block(base)
    form = PointProposalForm(data=_filled(entry, version, kind, block, base))
    form.voice.choices = options(_voices(entry))
    if form.is_submitted() and form.validate():
        try:
            made = _make(entry, version, form, _wish(kind, block, form.text.data or ""))
        except (Invalid, NotAllowed) as error:
            form.refuse(error)
        else:
            flash(gettext("Proposal %(number)s was made of point %(point)s.", number=made, point=number))
            return redirect(url_for("workshops.point", number=number), SEE_OTHER)
    return respond(
        "workshops/propose.html",
        status=UNPROCESSABLE if form.errors else 200,
        entry=entry,
        place=place,
        form=form,
        kind=kind,
        block=block,
        words=words_of_run(base, (block.id,), language()),
        name=gettext("Block %(number)s", number=base.numbers[block.id]),
        language=version.document.language,
    )


def _make(entry: PointEntry, version: Version, form: PointProposalForm, wish: Wish) -> int:
    """The proposal and the answer of the point are made together; the number of the proposal."""
    voice = session().get_one(Voice, int(form.voice.data or 0))
    seen = version_of(version.document, number_of(form.version.data))
    proposal = make_proposal(
        session(),
        seen,
        wish,
        voice=voice,
        rationale=form.rationale.data or "",
        actor=person(),
        now=now(),
    )
    went = Went(Destination.PROPOSAL, proposal=proposal)
    answer_point(session(), entry.point, went, seen=form.saving, actor=person(), now=now())
    return proposal.number


def _kind() -> ProposalKind:
    kind = asked_choice("kind", ProposalKind.ADD)
    if kind not in KINDS:
        raise BadRequest
    return kind


def _block(base: text.Document) -> text.Block:
    block_id = request.args.get("block", "")
    if block_id not in base.numbers:
        raise NotFound("The block was not found.")
    return base.by_id[block_id]


def _wish(kind: ProposalKind, block: text.Block, words: str) -> Wish:
    return Reword((block.id,), words) if kind is ProposalKind.REWORD else Add(block.id, words)


def _filled(
    entry: PointEntry, version: Version, kind: ProposalKind, block: text.Block, base: text.Document
) -> dict[str, str]:
    words = {"number": entry.point.number, "words": entry.wording.text}
    is_new = kind is ProposalKind.ADD
    opened = entry.wording.text if is_new else words_of_run(base, (block.id,), language())
    return {
        "version": str(version.number),
        "seen": str(entry.answer.number if entry.answer else 0),
        "text": opened,
        "rationale": gettext("Point %(number)s of the workshops: %(words)s", **words),
    }


def _voices(entry: PointEntry) -> dict[str, Any]:
    """The workshops of the point's notes, the one with the most notes first; all of them when it has none."""
    wanted = NotesWanted(NoteState.POINT, point_id=entry.point.id)
    ids = note_ids(session(), consultation().id, wanted)
    query = (
        select(Workshop.voice_id, Workshop.name)
        .outerjoin(Note, (Note.workshop_id == Workshop.id) & Note.id.in_(ids))
        .where(Workshop.consultation_id == consultation().id)
        .group_by(Workshop.id, Workshop.voice_id, Workshop.name)
        .order_by(func.count(Note.id).desc(), Workshop.id)
    )
    if ids:
        query = query.having(func.count(Note.id) > 0)
    return {str(voice_id): name for voice_id, name in session().execute(query)}
