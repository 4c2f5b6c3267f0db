"""The organisations that take part, and their people."""

from collections.abc import Sequence

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.errors import Invalid, NotFound
from consult.models import Organisation, Participation, Person
from consult.reports.participation import (
    Sought,
    count_progress,
    find_participants,
    load_invitations,
    load_members,
)
from consult.reports.record_changes import changes_of
from consult.reports.register import Wanted, count_absent, find_absent
from consult.reports.stages import load_standing
from consult.security import Permission
from consult.services.member_rights import require_may_change_people
from consult.services.memberships import end_membership
from consult.services.participations import join_organisation
from consult.web.administration.labels import told as told_of_record
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.changes import told
from consult.web.coordination.labels import ROLE_NAMES
from consult.web.coordination.organisation_forms import JoinForm, NewOrganisationForm
from consult.web.coordination.progress import asked_progress, list_url, state_tabs
from consult.web.coordination.tabs import setup_tabs
from consult.web.current import consultation, now, person, session
from consult.web.members import MemberForm, save_member
from consult.web.options import options
from consult.web.permission import permission
from consult.web.query import MAX_DIGITS, asked_page, asked_words, words_of
from consult.web.registering import add_with_lead
from consult.web.respond import respond
from consult.web.wording import gettext

#: So many organisations of the register can be chosen at once; of more one searches.
JOIN_SHOWN = 200
CHANGES_SHOWN = 10


@blueprint.get("/<slug>/organisations")
@permission(Permission.COORDINATE)
def organisations() -> ResponseReturnValue:
    """Who takes part and how far they have come, by name."""
    return _show(_join_form(), NewOrganisationForm(formdata=None))


@blueprint.post("/<slug>/organisations/join")
@permission(Permission.COORDINATE)
def join() -> ResponseReturnValue:
    """An organisation of the register takes part."""
    form = _join_form()
    if not form.validate():
        return _show(form, NewOrganisationForm(formdata=None), status=UNPROCESSABLE)
    organisation = session().get(Organisation, int(form.organisation.data or 0))
    if organisation is None:
        raise NotFound("The organisation was not found.")
    join_organisation(session(), consultation(), organisation, actor=person(), now=now())
    flash(gettext("%(name)s takes part now.", name=organisation.name))
    return redirect(url_for("coordination.organisation", organisation_id=organisation.id), SEE_OTHER)


@blueprint.post("/<slug>/organisations")
@permission(Permission.COORDINATE)
def add_organisation() -> ResponseReturnValue:
    """A new organisation comes to the register, takes part, and gets its lead if one was named."""
    form = NewOrganisationForm()
    if form.validate():
        try:
            made = _add(form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("%(name)s takes part now.", name=made.name))
            return redirect(url_for("coordination.organisations"), SEE_OTHER)
    return _show(_join_form(empty=True), form, status=UNPROCESSABLE)


@blueprint.route("/<slug>/organisations/<int:organisation_id>", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def organisation(organisation_id: int) -> ResponseReturnValue:
    """The people of one organisation; one more can be added."""
    found = _participating(organisation_id)
    form = MemberForm()
    if form.is_submitted() and form.validate():
        require_may_change_people(session(), found, person())
        try:
            member = save_member(found, form)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("%(name)s was added.", name=member.called))
            return redirect(url_for("coordination.organisation", organisation_id=found.id), SEE_OTHER)
    return respond(
        "coordination/organisation.html",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        organisation=found,
        members=load_members(session(), [found.id]).get(found.id, ()),
        known=told_of_record(found),
        confirmed_by=_confirmed_by(found),
        changes=told(changes_of(session(), found.id, limit=CHANGES_SHOWN)),
        invitations=load_invitations(session(), consultation().id, [found.id]).get(found.id, ()),
        roles=ROLE_NAMES,
        remove="coordination.remove_member",
    )


@blueprint.post("/<slug>/organisations/<int:organisation_id>/people/<int:person_id>/remove")
@permission(Permission.COORDINATE)
def remove_member(organisation_id: int, person_id: int) -> ResponseReturnValue:
    """The person no longer speaks for the organisation."""
    found = _participating(organisation_id)
    require_may_change_people(session(), found, person())
    member = session().get(Person, person_id)
    if member is None:
        raise NotFound("The person was not found.")
    end_membership(session(), found, member, actor=person(), now=now())
    flash(gettext("%(name)s no longer belongs to the organisation.", name=member.called))
    return redirect(url_for("coordination.organisation", organisation_id=found.id), SEE_OTHER)


def _show(join: JoinForm, form: NewOrganisationForm, *, status: int = 200) -> ResponseReturnValue:
    standing = load_standing(session(), consultation(), now())
    round_ = standing.round
    round_id = round_.id if round_ else None
    progress, words = asked_progress(), asked_words("find")
    found = find_participants(
        session(), consultation().id, round_id, Sought(words_of(words), progress), page=asked_page()
    )
    return respond(
        "coordination/organisations.html",
        status=status,
        form=form,
        join=join,
        found=found,
        states=state_tabs(count_progress(session(), consultation().id, round_id), progress, words),
        progress=progress,
        find=words,
        admitted=standing.admitted,
        may_remind=round_ is not None and round_.is_open(now()),
        roles=ROLE_NAMES,
        tabs=setup_tabs(),
        absent=count_absent(session(), consultation().id),
        shown=JOIN_SHOWN,
        search=asked_words(),
        page_url=lambda number: list_url(progress, words, page=number),
    )


def _join_form(*, empty: bool = False) -> JoinForm:
    """The choices are those that were searched for, and the one that was chosen."""
    form = JoinForm(formdata=None) if empty else JoinForm()
    absent = find_absent(session(), consultation().id, _searched(), limit=JOIN_SHOWN)
    names = {str(found.id): found.name for found in (*absent, *_chosen(form))}
    form.organisation.choices = options({"": gettext("Choose an organisation"), **names})
    return form


def _chosen(form: JoinForm) -> Sequence[Organisation]:
    """The one that was chosen, when it does not take part yet."""
    given = form.organisation.data or ""
    if not (form.is_submitted() and given.isascii() and given.isdigit()):
        return ()
    return find_absent(session(), consultation().id, Wanted(id=int(given[:MAX_DIGITS])), limit=1)


def _searched() -> Wanted:
    return Wanted(words=words_of(asked_words()))


def _confirmed_by(organisation: Organisation) -> str:
    found = session().get(Person, organisation.confirmed_by_id) if organisation.confirmed_by_id else None
    return found.name if found is not None else ""


def _participating(organisation_id: int) -> Organisation:
    found = session().scalar(
        select(Organisation)
        .join(Participation, Participation.organisation_id == Organisation.id)
        .where(Participation.consultation_id == consultation().id, Organisation.id == organisation_id)
    )
    if found is None:
        raise NotFound("The organisation was not found.")
    return found


def _add(form: NewOrganisationForm) -> Organisation:
    made = add_with_lead(form)
    join_organisation(session(), consultation(), made, actor=person(), now=now())
    return made
