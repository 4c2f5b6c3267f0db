"""An organisation is added to the register the same way by agents and by administrators."""

from consult.models import MemberRole, Organisation
from consult.services.memberships import add_member
from consult.services.organisations import add_organisation
from consult.web.coordination.organisation_forms import NewOrganisationForm
from consult.web.current import now, person, session
from consult.web.members import found_or_added


def add_with_lead(form: NewOrganisationForm) -> Organisation:
    """Add the organisation of the form to the register, with its lead where one is named."""
    made = add_organisation(
        session(),
        form.name.data or "",
        sector=form.sector.data or "",
        municipality=form.municipality.data or "",
        language=form.language.data or "fi",
        actor=person(),
        now=now(),
    )
    if form.email.data:
        lead = found_or_added(form.email.data, form.lead.data or "", language=made.language)
        add_member(session(), made, lead, role=MemberRole.LEAD, actor=person(), now=now())
    return made
