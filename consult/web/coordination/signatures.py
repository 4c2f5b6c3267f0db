"""Allekirjoitukset: the version is approved, opened to be signed, and followed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Invalid, NotFound
from consult.models import EndorsementChoice, EndorsementRound, StageKind, Version
from consult.reports.endorsements import Signing, count_signings, load_signings
from consult.reports.signing_groups import break_down
from consult.reports.stages import Standing, load_standing
from consult.security import Permission
from consult.services.approvals import approve_version, find_approval, withdraw_approval
from consult.services.endorsement_rounds import (
    end_endorsing,
    find_endorsing,
    move_endorsing,
    open_endorsing,
)
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.round_forms import ClosingForm, RoundForm
from consult.web.coordination.signature_forms import ApprovalForm
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import config, consultation, now, person, session
from consult.web.endorsing.forms import CHOICES
from consult.web.forms import BaseForm
from consult.web.moments import moment_of, typed_clock, typed_date, typed_day
from consult.web.permission import permission
from consult.web.query import asked_choice, asked_page
from consult.web.respond import respond
from consult.web.wording import gettext

PAGE_SIZE = 50
_STAGE = StageKind.ENDORSING


class Which(StrEnum):
    """Which organisations the list shows."""

    ALL = "all"
    SIGNED = "signed"
    DISSENT = "dissent"
    DECLINED = "declined"
    WAITING = "waiting"


@dataclass
class Forms:
    """The forms of the page; one of them may come back with what was typed."""

    approval: ApprovalForm | None = None
    opening: RoundForm | None = None
    closing: ClosingForm | None = None

    @property
    def are_faulty(self) -> bool:
        """Whether one of them was refused."""
        every: list[BaseForm | None] = [self.approval, self.opening, self.closing]
        return any(form is not None and form.errors for form in every)


@blueprint.get("/<slug>/signatures")
@permission(Permission.COORDINATE)
def signatures() -> ResponseReturnValue:
    """How far signing has come, and what the agent does next about it."""
    return _show(Forms())


@blueprint.post("/<slug>/signatures/approval")
@permission(Permission.COORDINATE)
def approve() -> ResponseReturnValue:
    """Who approved the newest version for signing."""
    form = ApprovalForm()
    if _is_done(form, lambda: _approve(form)):
        flash(gettext("The approval was recorded."))
        return _back()
    return _show(Forms(approval=form))


@blueprint.post("/<slug>/signatures/no-approval")
@permission(Permission.COORDINATE)
def take_back_approval() -> ResponseReturnValue:
    """The recorded approval is taken back."""
    withdraw_approval(session(), consultation(), _version(), actor=person(), now=now())
    flash(gettext("The approval was taken back."))
    return _back()


@blueprint.post("/<slug>/signatures")
@permission(Permission.COORDINATE)
def ask_signatures() -> ResponseReturnValue:
    """Pyydä allekirjoitukset: the newest version is frozen and opened."""
    form = RoundForm()
    if _is_done(form, lambda: _open(form)):
        flash(gettext("The signing was opened. The text is frozen until it closes."))
        return _back()
    return _show(Forms(opening=form))


@blueprint.post("/<slug>/signatures/closing")
@permission(Permission.COORDINATE)
def move_signing() -> ResponseReturnValue:
    """More or less time to sign."""
    form = ClosingForm()
    if _is_done(form, lambda: _move(form)):
        flash(gettext("The closing of the signing was moved."))
        return _back()
    return _show(Forms(closing=form))


@blueprint.post("/<slug>/signatures/end")
@permission(Permission.COORDINATE)
def end_signing() -> ResponseReturnValue:
    """Signing ends at once; before anybody has answered it is given up."""
    end_endorsing(session(), _round(), actor=person(), now=now())
    flash(gettext("The signing was ended. You can open it again by moving its closing."))
    return _back()


def _show(forms: Forms) -> ResponseReturnValue:
    standing = load_standing(session(), consultation(), now())
    version, round_ = standing.version, standing.facts.endorsing
    rows = load_signings(session(), consultation().id, round_.id) if round_ else ()
    approval = find_approval(session(), version.id) if version else None
    if approval is not None and forms.approval is None:
        data = {"body": approval.body, "approved_on": typed_date(approval.approved_on), "note": approval.note}
        forms.approval = ApprovalForm(formdata=None, data=data)
    return respond(
        "coordination/signatures.html",
        status=UNPROCESSABLE if forms.are_faulty else 200,
        standing=standing,
        version=version,
        round=round_,
        is_open=round_ is not None and round_.is_open(now()),
        is_unclosed=round_ is not None and now() < round_.closes_at,
        approval=approval,
        approval_form=forms.approval or ApprovalForm(formdata=None),
        opening=forms.opening or _opening_form(standing),
        closing=forms.closing or _closing_form(round_),
        count=count_signings(rows),
        by_sector=break_down(rows, lambda organisation: organisation.sector),
        by_municipality=break_down(rows, lambda organisation: organisation.municipality),
        choices=CHOICES,
        tabs=setup_tabs(),
        **_listed(rows),
    )


def _listed(rows: tuple[Signing, ...]) -> dict[str, Any]:
    """One page of the organisations that are asked for."""
    which = asked_choice("which", Which.ALL)
    wanted = [row for row in rows if _is_wanted(row, which)]
    total = max(1, -(-len(wanted) // PAGE_SIZE))
    page = min(asked_page(), total)
    return {
        "which": which.value,
        "rows": wanted[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        "page": page,
        "total": total,
        "page_url": lambda number: url_for("coordination.signatures", which=which.value, page=number),
    }


def _is_wanted(row: Signing, which: Which) -> bool:
    if which is Which.ALL:
        return True
    return row.choice is (None if which is Which.WAITING else EndorsementChoice(which.value))


def _is_done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Whether what the form asks for was done; if not, the form says why."""
    if not form.validate():
        return False
    try:
        act()
    except Invalid as error:
        form.refuse(error)
        return False
    return True


def _approve(form: ApprovalForm) -> None:
    if form.approved_on.day is None:
        raise Invalid("Write the day like this: 1.2.2027.", field="approved_on")
    approve_version(
        session(),
        consultation(),
        _version(),
        body=form.body.data or "",
        approved_on=form.approved_on.day,
        note=form.note.data or "",
        zone=config().timezone,
        actor=person(),
        now=now(),
    )


def _open(form: RoundForm) -> None:
    open_endorsing(
        session(),
        consultation(),
        _version(),
        opens_at=moment_of(form.opens_day, form.opens_at),
        closes_at=moment_of(form.closes_day, form.closes_at),
        actor=person(),
        now=now(),
    )


def _move(form: ClosingForm) -> None:
    closes_at = moment_of(form.closes_day, form.closes_at)
    move_endorsing(session(), _round(), closes_at=closes_at, actor=person(), now=now())


def _version() -> Version:
    version = load_standing(session(), consultation(), now()).version
    if version is None:
        raise NotFound("The draft has not been published yet.")
    return version


def _round() -> EndorsementRound:
    round_ = find_endorsing(session(), _version().id)
    if round_ is None:
        raise NotFound("Nothing has been opened for signing yet.")
    return round_


def _opening_form(standing: Standing) -> RoundForm:
    """From now until the planned end of the stage, as one would type them."""
    planned = (standing.facts.planned or {}).get(_STAGE)
    ends_at = planned.ends_at if planned else None
    days = {"opens_day": typed_day(now()), "opens_at": typed_clock(now()), "closes_day": typed_day(ends_at)}
    return RoundForm(formdata=None, data={**days, "closes_at": typed_clock(ends_at)})


def _closing_form(round_: EndorsementRound | None) -> ClosingForm:
    closes_at = round_.closes_at if round_ else None
    return ClosingForm(
        formdata=None, data={"closes_day": typed_day(closes_at), "closes_at": typed_clock(closes_at)}
    )


def _back() -> ResponseReturnValue:
    return redirect(url_for("coordination.signatures"), SEE_OTHER)
