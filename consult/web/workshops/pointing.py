"""The points of the workshops as everybody reads them, and the agent's words about where each went."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from consult import text
from consult.errors import Invalid, NotFound
from consult.models import Destination, Proposal, Version
from consult.reports.notes import NoteState, NotesWanted, load_notes, tally_notes
from consult.reports.points import PointEntry, find_point, load_points
from consult.reports.texts import load_text
from consult.reports.versions import current_version
from consult.reports.workshops import load_workshops
from consult.security import Permission
from consult.services.points import Went, answer_point, word_point
from consult.services.proposals import load_proposal
from consult.web.current import consultation, now, person, session
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.query import MAX_DIGITS
from consult.web.respond import respond
from consult.web.wording import gettext
from consult.web.workshops.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.workshops.point_forms import WentForm, WordingForm

SHOWN = 500
WORDS_SHOWN = 80


@dataclass(frozen=True)
class Place:
    """A block that a point went to: its name, its permanent link, and whether the text still has it."""

    name: str
    url: str
    is_here: bool


@blueprint.get("/points")
@permission(Permission.READ)
def points() -> ResponseReturnValue:
    """What was said in the workshops, what it came to, and where each point went."""
    here = consultation()
    found = [entry for entry in load_points(session(), here.id) if entry.notes]
    return respond(
        "workshops/points.html",
        consultation=here,
        held=load_workshops(session(), here.id),
        points=[(entry, _places(entry)) for entry in found],
        tally=tally_notes(session(), here.id),
        aside=load_notes(session(), here.id, NotesWanted(NoteState.ASIDE), limit=SHOWN),
        shown=SHOWN,
    )


@blueprint.get("/points/<int:number>")
@permission(Permission.READ)
def point(number: int) -> ResponseReturnValue:
    """One point, where it went, and every note that it came of."""
    return _show(load_entry(number))


@blueprint.post("/points/<int:number>/wording")
@permission(Permission.COORDINATE)
def word(number: int) -> ResponseReturnValue:
    """Other words for the point."""
    entry = load_entry(number)
    form = WordingForm()
    if not form.validate():
        return _show(entry, wording=form)
    word_point(session(), entry.point, form.words.data or "", seen=form.saving, actor=person(), now=now())
    flash(gettext("The point was saved."))
    return redirect(url_for("workshops.point", number=number), SEE_OTHER)


@blueprint.route("/points/<int:number>/answer", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def answer(number: int) -> ResponseReturnValue:
    """Where the point went in the text, or why not."""
    entry = load_entry(number)
    version = current_version(session(), consultation().id)
    form = _filled(entry)
    form.blocks.choices = block_choices(version)
    if form.is_submitted() and form.validate():
        try:
            went = _went(form, version)
            answer_point(session(), entry.point, went, seen=form.saving, actor=person(), now=now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("Where point %(number)s went was saved.", number=number))
            return redirect(url_for("workshops.point", number=number), SEE_OTHER)
    return respond(
        "workshops/answer.html", status=UNPROCESSABLE if form.errors else 200, form=form, entry=entry
    )


@blueprint.post("/points/<int:number>/answer/undo")
@permission(Permission.COORDINATE)
def undo_answer(number: int) -> ResponseReturnValue:
    """The point waits for an answer again; the earlier one stays in the log."""
    entry = load_entry(number)
    if entry.answer is not None:
        went = Went(Destination.OPEN)
        answer_point(session(), entry.point, went, seen=entry.answer.number, actor=person(), now=now())
        flash(gettext("The answer of point %(number)s was taken back.", number=number))
    return redirect(url_for("workshops.point", number=number), SEE_OTHER)


def _show(entry: PointEntry, *, wording: WordingForm | None = None) -> ResponseReturnValue:
    standing = {"words": entry.wording.text, "seen": str(entry.wording.number)}
    form = wording or WordingForm(formdata=None, data=standing)
    return respond(
        "workshops/point.html",
        status=UNPROCESSABLE if form.errors else 200,
        consultation=consultation(),
        entry=entry,
        places=_places(entry),
        notes=load_notes(
            session(), consultation().id, NotesWanted(NoteState.POINT, point_id=entry.point.id), limit=SHOWN
        ),
        shown=SHOWN,
        form=form,
    )


def load_entry(number: int) -> PointEntry:
    """The point of that number, else 404."""
    entry = find_point(session(), consultation().id, number)
    if entry is None:
        raise NotFound(NO_SUCH_PAGE)
    return entry


def _filled(entry: PointEntry) -> WentForm:
    """The form as it was sent, or with what was said last."""
    last = entry.answer
    if last is None or last.destination is Destination.OPEN:
        return WentForm(data={"seen": str(last.number if last else 0)})
    return WentForm(
        data={
            "seen": str(last.number),
            "destination": last.destination.value,
            "blocks": last.blocks,
            "proposal": str(entry.proposal or ""),
            "reason": last.reason,
        }
    )


def _went(form: WentForm, version: Version | None) -> Went:
    reason = form.reason.data or ""
    match form.destination.data:
        case Destination.TEXT.value:
            return Went(Destination.TEXT, version, tuple(form.blocks.data or ()), reason=reason)
        case Destination.PROPOSAL.value:
            return Went(Destination.PROPOSAL, proposal=_proposal(form.proposal.data or ""), reason=reason)
        case Destination.NOWHERE.value:
            return Went(Destination.NOWHERE, reason=reason)
    raise Invalid("Choose where the point went.", field="destination")


def _proposal(given: str) -> Proposal:
    if not (given.isascii() and given.isdigit()):
        raise Invalid("Write the number of the proposal.", field="proposal")
    try:
        return load_proposal(session(), consultation().id, int(given[:MAX_DIGITS]))
    except NotFound as error:
        raise Invalid("There is no proposal of that number.", field="proposal") from error


def block_choices(version: Version | None) -> list[tuple[str, str]]:
    """The numbered blocks of the draft with their first words."""
    if version is None:
        return []
    found = load_text(session(), version.id)
    return [(block_id, _name(found, block_id)) for block_id in found.numbers]


def _name(found: text.Document, block_id: str) -> str:
    words = found.by_id[block_id].text
    name = gettext("Block %(number)s", number=found.numbers[block_id])
    if not words:
        return name
    return f"{name}: {words[:WORDS_SHOWN].rstrip()}{'…' if len(words) > WORDS_SHOWN else ''}"


def _places(entry: PointEntry) -> Sequence[Place]:
    """The blocks that the point went to, by their present numbers; permanent links survive every version."""
    if entry.answer is None or not entry.answer.blocks:
        return ()
    numbers = _numbers()
    return [
        Place(
            gettext("Block %(number)s", number=numbers[block_id])
            if block_id in numbers
            else gettext("A block that the newest version no longer has"),
            url_for("reading.block", block_id=block_id),
            block_id in numbers,
        )
        for block_id in entry.answer.blocks
    ]


def _numbers() -> dict[str, int]:
    """The public numbers of the newest version of the draft, read once per request."""
    if "numbers_of_draft" not in g:
        version = current_version(session(), consultation().id)
        g.numbers_of_draft = {} if version is None else load_text(session(), version.id).numbers
    found: dict[str, int] = g.numbers_of_draft
    return found
