"""Commenting on a block, replying, and changing what was said."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from consult.models import Comment, CommentKind, ProposalKind
from consult.security import Permission
from consult.services.comments import make_comment, revise_comment
from consult.services.contributions import require_own
from consult.services.paces import pace_comment
from consult.web.answering.blueprint import blueprint
from consult.web.answering.entering import (
    address,
    edit_address,
    entering,
    kept_as,
    list_of_own,
    way_back,
)
from consult.web.answering.forms import CommentForm, ReplyForm, whole_number
from consult.web.answering.found import found_comment
from consult.web.answering.others import others_on
from consult.web.answering.sheet import Sheet, serve
from consult.web.answering.speaking import chosen_voice, name_voices, read_opening, saved_words
from consult.web.answering.spot import Spot, load_spot
from consult.web.answering.titles import comment_title, proposal_title
from consult.web.beside import flash_beside
from consult.web.current import now, person, session
from consult.web.permission import permission
from consult.web.wording import gettext

Form = CommentForm | ReplyForm


@blueprint.route("/documents/<int:document_id>/blocks/<block_id>/comment", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def comment(document_id: int, block_id: str) -> ResponseReturnValue:
    """Comment on a block, or reply to the comment that the address names."""
    spot = load_spot(document_id, block_id)
    reply_to = _replied(spot)
    form: Form = CommentForm() if reply_to is None else ReplyForm()
    sheet = Sheet(
        spot=spot,
        key=kept_as(
            f"answering.comment:{document_id}:{block_id}" + (f":{reply_to.number}" if reply_to else "")
        ),
        template="answering/comment.html",
        title=_title(spot, reply_to),
        action=address(
            "comment",
            document_id=document_id,
            block_id=block_id,
            reply_to=reply_to.number if reply_to else None,
        ),
        back=way_back(spot),
        form=form,
        context=_context(spot, reply_to=reply_to),
    )
    sheet.open()
    name_voices(form)

    def save() -> str:
        voice = chosen_voice(form)
        if entering() is None:
            pace_comment(session(), person(), now=now())
        make_comment(
            session(),
            sheet.version_read(),
            block_id,
            voice=voice,
            kind=_kind(form),
            words=form.text.data or "",
            actor=person(),
            now=now(),
            reply_to=reply_to,
            arrival=entering(),
        )
        flash_beside(saved_words(voice, is_comment=True), spot.block_id)
        return way_back(spot, show=f"comments:{block_id}")

    return serve(sheet, save)


@blueprint.route("/comments/<int:number>/edit", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def edit_comment(number: int) -> ResponseReturnValue:
    """Change a comment's words until the round closes."""
    made = found_comment(number)
    spot = load_spot(made.document_id, made.block_id)
    form: Form = CommentForm() if made.reply_to_id is None else ReplyForm()
    if request.method == "GET":
        form.text.data = made.current.text
        if isinstance(form, CommentForm):
            form.kind.data = made.current.kind.value
    sheet = Sheet(
        spot=spot,
        key=kept_as(f"answering.edit_comment:{made.consultation_id}:{number}"),
        template="answering/comment.html",
        title=gettext("Edit comment %(number)s", number=number),
        action=edit_address("comment", number),
        back=list_of_own(f"comment-{number}"),
        form=form,
        context=_context(spot, made=made),
    )
    sheet.open()
    name_voices(form, among=[made.answer.voice])

    def save() -> str:
        kind = _kind(form) if isinstance(form, CommentForm) else made.current.kind
        revise_comment(session(), made, kind=kind, words=form.text.data or "", actor=person(), now=now())
        flash_beside(gettext("The comment was changed."), f"comment-{number}")
        return sheet.back

    return serve(
        sheet, save, guard=lambda: require_own(session(), made, person(), now(), opening=read_opening())
    )


def _context(spot: Spot, *, reply_to: Comment | None = None, made: Comment | None = None) -> dict[str, Any]:
    return {
        "reply_to": reply_to,
        "made": made,
        "others": others_on(spot),
        "change_title": proposal_title(ProposalKind.REWORD, spot),
    }


def _replied(spot: Spot) -> Comment | None:
    given = request.args.get("reply_to", "")
    if not given or entering() is not None:
        return None
    found = found_comment(whole_number(given))
    if found.document_id != spot.document.id or found.reply_to_id is not None or found.sent_at is None:
        raise BadRequest
    return found


def _title(spot: Spot, reply_to: Comment | None) -> str:
    if reply_to is None:
        return comment_title(spot)
    return gettext("Reply to comment %(number)s", number=reply_to.number)


def _kind(form: Form) -> CommentKind:
    if not isinstance(form, CommentForm):
        return CommentKind.OTHER
    given = str(form.kind.data)
    return CommentKind(given) if given in set(CommentKind) else CommentKind.OTHER
