"""One place of the queue at a time, undo, and questions back."""

import re
from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from consult.errors import Conflict, DomainError, Invalid, NotFound
from consult.models import Comment, Decision, Proposal
from consult.reports.reconciliation import Reconciliation, Spot, load_reconciliation
from consult.reports.versions import current_version
from consult.security import Permission
from consult.services import clarifications, decisions
from consult.services.comments import load_comment
from consult.services.proposals import load_proposal
from consult.web.current import consultation, now, person, session
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.reads_only import reads_only
from consult.web.reconciling.blueprint import blueprint
from consult.web.reconciling.forms import QuestionForm, RulingForm, ruling_form, shared_reason
from consult.web.reconciling.place import place_context
from consult.web.respond import respond

KEY = re.compile(r"(?P<kind>[pc])(?P<number>[0-9]{1,9})(-[0-9]{1,4})?")


@blueprint.get("/reconcile/<key>")
@permission(Permission.COORDINATE)
def place(key: str) -> ResponseReturnValue:
    """One place with all that was proposed there."""
    reconciliation, spot = _spot(key)
    form = _form_of(reconciliation, spot)
    return respond("reconciling/place.html", form=form, **place_context(session(), reconciliation, spot))


@blueprint.post("/reconcile/<key>")
@permission(Permission.COORDINATE)
def decide(key: str) -> ResponseReturnValue:
    """Save the decision on everything in the place and go on to the next one."""
    reconciliation, spot = _spot(key)
    form = ruling_form(decisions.member_keys(reconciliation, spot))
    if not form.validate_on_submit():
        return _again(reconciliation, spot, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        decision = decisions.decide(
            session(), reconciliation.version, key, form.ruling(), actor=person(), now=now()
        )
    except Conflict as conflict:
        return _overtaken(reconciliation, spot, form, conflict)
    except Invalid as error:
        form.refuse(error)
        return _again(reconciliation, spot, form, error.status)
    return redirect(_next_url(reconciliation, spot, decision.id), HTTPStatus.SEE_OTHER)


@blueprint.post("/reconcile/<key>/preview")
@permission(Permission.COORDINATE)
@reads_only
def preview(key: str) -> ResponseReturnValue:
    """How the place would read with the agent's own wording."""
    reconciliation, spot = _spot(key)
    form = ruling_form(decisions.member_keys(reconciliation, spot))
    shown = place_context(session(), reconciliation, spot, wording=form.wording.data or "")
    return respond("reconciling/place.html", "preview", form=form, **shown)


@blueprint.post("/decisions/<int:decision_id>/undo")
@permission(Permission.COORDINATE)
def undo(decision_id: int) -> ResponseReturnValue:
    """Bring back the state before a decision."""
    decision = decisions.load_decision(session(), consultation().id, decision_id)
    decisions.undo(session(), decision, actor=person(), now=now())
    flash(gettext("The decision was undone. The log keeps both."))
    back = request.form.get("key", "")
    document = decision.document_id if decision.draft_version_id is not None else None
    queue_url = url_for(".queue", document=document)
    return redirect(url_for(".place", key=back) if back else queue_url, HTTPStatus.SEE_OTHER)


@blueprint.route("/reconcile/<key>/ask", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def ask(key: str) -> ResponseReturnValue:
    """Ask the one who proposed or commented; the place waits for the reply."""
    contribution = contribution_of(key)
    form = QuestionForm()
    if form.validate_on_submit():
        try:
            clarifications.ask(session(), contribution, form.text.data or "", actor=person(), now=now())
        except DomainError as error:
            form.refuse(error)
        else:
            flash(gettext("The question was sent. The place waits for a reply."))
            return redirect(url_for(".place", key=key), HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return respond(
        "reconciling/ask.html",
        "form" if form.errors else None,
        status=status,
        form=form,
        key=key,
        contribution=contribution,
        said=clarifications.clarifications(session(), contribution),
    )


def contribution_of(key: str) -> Comment | Proposal:
    """The proposal or comment that a key names: p12-0 or c5."""
    kind, number = _named(key)
    load = load_proposal if kind is Proposal else load_comment
    found: Comment | Proposal = load(session(), consultation().id, number)
    if found.sent_at is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def _named(key: str) -> tuple[type[Proposal] | type[Comment], int]:
    named = KEY.fullmatch(key)
    if named is None:
        raise NotFound(NO_SUCH_PAGE)
    return (Proposal if named["kind"] == "p" else Comment), int(named["number"])


def _document_of(key: str) -> int | None:
    """The document that a sent contribution speaks of; its words come with the queue."""
    kind, number = _named(key)
    here = (kind.consultation_id == consultation().id, kind.number == number, kind.sent_at.is_not(None))
    return session().scalar(select(kind.document_id).where(*here))


def _spot(key: str) -> tuple[Reconciliation, Spot]:
    """The place that holds a member now; a member that has been withdrawn has none."""
    document_id = _document_of(key)
    version = current_version(session(), consultation().id, document_id) if document_id is not None else None
    if version is None:
        raise NotFound(NO_SUCH_PAGE)
    reconciliation = load_reconciliation(session(), version)
    spot = reconciliation.by_key.get(key)
    if spot is None:
        raise NotFound("There is nothing to decide here any more.")
    return reconciliation, spot


def _form_of(reconciliation: Reconciliation, spot: Spot) -> RulingForm:
    """The form filled with the decision that stands, if one does."""
    values: dict[str, object] = {"seen": spot.seen, "standing": ""}
    keys = decisions.member_keys(reconciliation, spot)
    if spot.decision is not None:
        values["standing"] = str(spot.decision.id)
        values["rationale"] = spot.decision.rationale
        if spot.decision.wording:
            values["wording"] = spot.decision.wording["markdown"]
        values |= _given(spot.decision, keys)
    return ruling_form(keys, **values)


def _given(decision: Decision, keys: decisions.Keys) -> dict[str, str]:
    """What each rival was answered; where those who now propose the same were answered apart, nothing."""
    items = {(int(item.revision_id or 0), item.change or 0): item for item in decision.items}
    values = {}
    for key, members in keys.items():
        own = {name: items[int(member.proposal), member.change] for name, member in members.items()}
        found = list(own.values()) or decision.items
        shared = shared_reason([item.rationale for item in found])
        values[f"rationale-{key}"] = shared
        values |= {f"reason-{name}": item.rationale for name, item in own.items() if item.rationale != shared}
        if len({item.outcome for item in found}) == 1:
            values[f"verdict-{key}"] = found[0].outcome.value
    return values


def _again(reconciliation: Reconciliation, spot: Spot, form: RulingForm, status: int) -> ResponseReturnValue:
    shown = place_context(session(), reconciliation, spot, wording=form.wording.data or "")
    return respond("reconciling/place.html", "form", status=status, form=form, **shown)


def _overtaken(
    reconciliation: Reconciliation, spot: Spot, form: RulingForm, conflict: Conflict
) -> ResponseReturnValue:
    """Somebody was faster: both texts, and a form that can be saved over what stands now."""
    form.refuse(conflict)
    form.seen.data = spot.seen
    form.standing.data = str(spot.decision.id) if spot.decision else ""
    shown = place_context(session(), reconciliation, spot, wording=form.wording.data or "")
    return respond(
        "reconciling/place.html", "form", status=conflict.status, form=form, **{**shown, "conflict": conflict}
    )


def _next_url(reconciliation: Reconciliation, spot: Spot, decision_id: int) -> str:
    """The next open place after this one, from the beginning again at the end, else the queue."""
    spots = reconciliation.spots
    position = spots.index(spot)
    for other in (*spots[position + 1 :], *spots[:position]):
        if other.is_open and not other.is_waiting:
            return url_for(".place", key=other.key, saved=decision_id, undone=spot.key)
    document = reconciliation.version.document_id if reconciliation.is_background else None
    return url_for(".queue", document=document, saved=decision_id, undone=spot.key)
