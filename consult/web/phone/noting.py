"""The page of a workshop for phones: one note after another, without an account."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult import text
from consult.errors import Invalid, NotAllowed, NotFound, TooMany
from consult.models import Access, Consultation, Organisation, Participation, Version, Workshop
from consult.reports.texts import load_text
from consult.reports.versions import current_version
from consult.security import Permission
from consult.services.notes import Said
from consult.services.phone_notes import Hours, hours_of, leave_note
from consult.services.workshops import find_workshop
from consult.web.current import now, session
from consult.web.i18n import sentence
from consult.web.permission import permission
from consult.web.phone.blueprint import CONFLICT, SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.phone.forms import NoteForm
from consult.web.phone.sending import sender
from consult.web.respond import respond
from consult.web.wording import gettext

THEME, BLOCK = "theme:", "block:"
WORDS_SHOWN = 50
#: More names than this are not offered; anybody can still write theirs.
NAMES_OFFERED = 600
RETRY_SECONDS = "60"


@dataclass(frozen=True)
class Room:
    """The workshop, whose work it is, and the draft that is spoken of."""

    workshop: Workshop
    consultation: Consultation
    version: Version | None

    @property
    def is_public(self) -> bool:
        """Whether the words of the draft may be shown to whoever holds the code."""
        return self.consultation.access is Access.PUBLIC


@blueprint.route("/<code>", methods=["GET", "POST"])
@permission(Permission.PUBLIC)
def note(code: str) -> ResponseReturnValue:
    """A note for a theme, a block or neither, in the name of an organisation or nobody's."""
    room = _enter(code)
    form = NoteForm(data={"page": secrets.token_hex(20), "about": request.args.get("about", "")})
    form.about.choices = _subjects(room)
    if not form.is_submitted():
        return _show(room, form)
    if not form.validate():
        return _show(room, form, status=UNPROCESSABLE)
    try:
        leave_note(session(), room.workshop, _said(room, form), page=form.opened, sender=sender(), now=now())
    except Invalid as error:
        form.refuse(error)
        return _show(room, form, status=UNPROCESSABLE)
    except NotAllowed as error:
        return _show(room, form, status=CONFLICT, problem=sentence(error))
    except TooMany as error:
        return _show(room, form, status=HTTPStatus.TOO_MANY_REQUESTS, problem=sentence(error))
    return redirect(
        url_for("phone.note", code=room.workshop.code, sent="1", about=form.about.data or None), SEE_OTHER
    )


def _enter(code: str) -> Room:
    workshop = find_workshop(session(), code)
    if workshop is None:
        raise NotFound("No workshop has this code. Check the letters and write them again.")
    consultation = session().get_one(Consultation, workshop.consultation_id)
    return Room(workshop, consultation, current_version(session(), consultation.id))


def _show(room: Room, form: NoteForm, *, status: int = 200, problem: str = "") -> ResponseReturnValue:
    hours = hours_of(room.workshop, now())
    response = make_response(
        respond(
            "phone/note.html",
            status=status,
            workshop=room.workshop,
            room=room,
            form=form,
            problem=problem,
            hours=hours,
            names=_names(room) if hours is Hours.OPEN else (),
            is_sent="sent" in request.args and status == HTTPStatus.OK,
        )
    )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response


def _said(room: Room, form: NoteForm) -> Said:
    about = form.about.data or ""
    words = form.text.data or ""
    name = form.organisation.data or ""
    if about.startswith(BLOCK) and room.version is not None:
        block_id = about.removeprefix(BLOCK)
        return Said(words, version_id=room.version.id, block_id=block_id, organisation_name=name)
    return Said(words, theme=about.removeprefix(THEME), organisation_name=name)


def _subjects(room: Room) -> Any:
    """Nothing, the themes, the numbered blocks; the first words of these only where all may read them."""
    plain = [("", gettext("Nothing in particular"))]
    themes = [(f"{THEME}{theme}", str(theme)) for theme in room.workshop.themes]
    blocks = _blocks(room)
    if not themes and not blocks:
        return plain
    groups = {gettext("Any"): plain, gettext("Themes"): themes, gettext("Blocks of the draft"): blocks}
    return {label: choices for label, choices in groups.items() if choices}


def _blocks(room: Room) -> list[tuple[str, str]]:
    if room.version is None:
        return []
    found: text.Document = load_text(session(), room.version.id)
    return [(f"{BLOCK}{id_}", _name(room, found, id_, number)) for id_, number in found.numbers.items()]


def _name(room: Room, found: text.Document, block_id: str, number: int) -> str:
    name = gettext("Block %(number)s", number=number)
    words = found.by_id[block_id].text
    if not room.is_public or not words:
        return name
    return f"{name}: {words[:WORDS_SHOWN].rstrip()}{'…' if len(words) > WORDS_SHOWN else ''}"


def _names(room: Room) -> Sequence[str]:
    """The organisations that take part, for choosing one; who takes part by invitation is not told."""
    if not room.is_public:
        return ()
    return (
        session()
        .scalars(
            select(Organisation.name)
            .join(Participation, Participation.organisation_id == Organisation.id)
            .where(Participation.consultation_id == room.consultation.id)
            .order_by(Organisation.sorted_as)
            .limit(NAMES_OFFERED)
        )
        .all()
    )
