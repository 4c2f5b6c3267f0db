"""Inviting organisations: chosen from the register, looked at, sent."""

from collections import Counter
from collections.abc import Mapping, Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict, DomainError, Invalid
from consult.mail.render import Words
from consult.mail.samples import sample_invitation
from consult.models import Organisation
from consult.reports.register import Wanted, every_organisation, find_organisations
from consult.security import Permission
from consult.services.invitations import Plan, plan_invitations, require_invitable, send_invitations
from consult.web.administration.forms import SeenForm
from consult.web.coordination.blueprint import SEE_OTHER, blueprint
from consult.web.coordination.labels import LANGUAGES
from consult.web.current import config, consultation, now, person, session
from consult.web.i18n import sentence
from consult.web.permission import permission
from consult.web.query import asked_id, asked_page
from consult.web.register_filters import asked_filters, filter_choices, wanted_of
from consult.web.respond import respond
from consult.web.wording import gettext, ngettext

#: So many rows of each list are shown; the counts say the rest.
SHOWN = 200
CONFLICT = 409


@blueprint.get("/<slug>/invitations")
@permission(Permission.COORDINATE)
def invite() -> ResponseReturnValue:
    """The organisations of the register that have not been invited, narrowed down."""
    filters = asked_filters()
    wanted = wanted_of(filters, uninvited_in=consultation().id)
    found = find_organisations(session(), wanted, page=asked_page())
    return respond(
        "coordination/invite.html",
        found=found,
        filters=filters,
        choices=filter_choices(),
        search_url=url_for("coordination.invite", _anchor="found"),
        check_url=url_for("coordination.check_invitations", **filters),  # type: ignore[arg-type]  # its own keywords all start with _
        page_url=lambda number: _page_url(number, filters),
    )


def _page_url(number: int, filters: Mapping[str, str]) -> str:
    return url_for("coordination.invite", **{**filters, "page": number})  # type: ignore[arg-type]  # its own keywords all start with _


@blueprint.route("/<slug>/invitations/check", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def check_invitations() -> ResponseReturnValue:
    """Who would get a mail, in which language and in which words, and who would not; then they leave."""
    plan = plan_invitations(session(), consultation(), _chosen())
    form = SeenForm()
    if not form.is_submitted() or not form.validate():
        return _show(plan)
    try:
        count = send_invitations(
            session(), consultation(), plan, seen=form.seen.data or "", actor=person(), now=now()
        )
    except (Conflict, Invalid) as error:
        return _show(plan, problem=sentence(error))
    flash(
        ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", count)
        if count
        else gettext("Nobody was left to invite. Nothing was sent.")
    )
    return redirect(url_for("coordination.organisations"), SEE_OTHER)


def _chosen() -> Sequence[Organisation]:
    """Those that the address asks for: one, or all that its filters find."""
    one = asked_id("organisation")
    return every_organisation(session(), Wanted(id=one) if one else wanted_of(asked_filters()))


def _show(plan: Plan, *, problem: str = "") -> ResponseReturnValue:
    return respond(
        "coordination/check_invitations.html",
        status=CONFLICT if problem else 200,
        form=SeenForm(formdata=None, data={"seen": plan.digest}),
        problem=problem or _hindrance(),
        action=request.full_path.rstrip("?"),
        plan=plan,
        shown=SHOWN,
        counts=_counts(plan),
        samples=_samples(plan),
        languages=LANGUAGES,
    )


def _hindrance() -> str:
    """Why nothing can be sent now, said before it is tried."""
    try:
        require_invitable(session(), consultation(), now=now())
    except DomainError as error:
        return sentence(error)
    return ""


def _counts(plan: Plan) -> list[tuple[str, int]]:
    counted = Counter(letter.contact.language for letter in plan.letters)
    return [(str(name), counted[code]) for code, name in LANGUAGES.items() if counted[code]]


def _samples(plan: Plan) -> list[tuple[str, Words]]:
    """The first mail of each language, as it would leave."""
    first = {letter.contact.language: letter for letter in reversed(plan.letters)}
    return [(code, _sample(first[code].organisation, code)) for code in LANGUAGES if code in first]


def _sample(organisation: Organisation, language: str) -> Words:
    return sample_invitation(
        session(),
        "invitation",
        consultation=consultation(),
        organisation=organisation,
        inviter=person(),
        language=language,
        config=config(),
        now=now(),
    )
