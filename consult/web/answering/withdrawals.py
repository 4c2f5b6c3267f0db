"""Withdrawing what was said, and undoing that, until the round closes."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.models import Comment
from consult.security import Permission
from consult.services.contributions import Contribution, restore, withdraw
from consult.web.answering.blueprint import SEE_OTHER, blueprint
from consult.web.answering.entering import entering
from consult.web.answering.found import found_comment, found_proposal
from consult.web.current import now, person, session
from consult.web.permission import permission
from consult.web.wording import gettext


@blueprint.post("/comments/<int:number>/withdraw")
@permission(Permission.CONTRIBUTE)
def withdraw_comment(number: int) -> ResponseReturnValue:
    """Take a comment back; the page then offers to undo it."""
    return _withdraw(found_comment(number))


@blueprint.post("/comments/<int:number>/restore")
@permission(Permission.CONTRIBUTE)
def restore_comment(number: int) -> ResponseReturnValue:
    """Undo the withdrawal of a comment."""
    return _restore(found_comment(number))


@blueprint.post("/proposals/<int:number>/withdraw")
@permission(Permission.CONTRIBUTE)
def withdraw_proposal(number: int) -> ResponseReturnValue:
    """Take a proposal back; the page then offers to undo it."""
    return _withdraw(found_proposal(number))


@blueprint.post("/proposals/<int:number>/restore")
@permission(Permission.CONTRIBUTE)
def restore_proposal(number: int) -> ResponseReturnValue:
    """Undo the withdrawal of a proposal."""
    return _restore(found_proposal(number))


def _withdraw(contribution: Contribution) -> ResponseReturnValue:
    withdraw(session(), contribution, actor=person(), now=now())
    noun = "comment" if isinstance(contribution, Comment) else "proposal"
    return redirect(_page(contribution, withdrawn=f"{noun}:{contribution.number}"), SEE_OTHER)


def _restore(contribution: Contribution) -> ResponseReturnValue:
    restore(session(), contribution, actor=person(), now=now())
    if isinstance(contribution, Comment):
        flash(gettext("Comment %(number)s is back.", number=contribution.number))
    else:
        flash(gettext("Proposal %(number)s is back.", number=contribution.number))
    return redirect(_page(contribution), SEE_OTHER)


def _page(contribution: Contribution, *, withdrawn: str | None = None) -> str:
    """The page on which the button was pressed."""
    arrival = entering()
    if arrival is not None:
        return url_for("answering.arrival", arrival_id=arrival.id, withdrawn=withdrawn)
    if request.form.get("from") == "review":
        voice_id = contribution.answer.voice_id
        return url_for("answering.review", voice=voice_id, withdrawn=withdrawn)
    return url_for("answering.own", withdrawn=withdrawn)
