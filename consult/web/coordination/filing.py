"""Filing: a version was given to the authority."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from consult.errors import Invalid, NotFound
from consult.models import Document, DocumentRole, Submission, Version
from consult.reports.beside import Beside, load_beside
from consult.reports.checklist import Checked, check_before_filing
from consult.reports.requests import load_request
from consult.reports.stages import Standing, load_standing
from consult.security import Permission
from consult.services.approvals import find_approval
from consult.services.exports import take_out, undo_taking_out
from consult.services.filed_files import keep_filed_file
from consult.services.submissions import file_version
from consult.web.coordination.blueprint import SEE_OTHER, UNPROCESSABLE, blueprint
from consult.web.coordination.round_forms import FilingForm
from consult.web.coordination.tabs import setup_tabs
from consult.web.coordination.transfer import sheet_of
from consult.web.current import consultation, now, person, session
from consult.web.moments import moment_of, typed_clock, typed_day
from consult.web.options import options
from consult.web.permission import permission
from consult.web.respond import respond
from consult.web.versions.export import write_statement
from consult.web.wording import gettext


@blueprint.route("/<slug>/filing", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def file() -> ResponseReturnValue:
    """Before filing the form, afterwards what was filed."""
    versions = _versions()
    form = FilingForm(data={"filed_day": typed_day(now()), "filed_at": typed_clock(now())})
    form.version.choices = options(
        {str(found.number): gettext("Version %(number)s", number=found.number) for found in versions}
    )
    if form.is_submitted() and form.validate():
        try:
            _file(form, versions)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(gettext("The statement was marked as filed. Its text is locked now."))
            return redirect(url_for("coordination.file"), SEE_OTHER)
    return _show(form, versions)


@blueprint.post("/<slug>/filing/taken-out")
@permission(Permission.COORDINATE)
def mark_taken_out() -> ResponseReturnValue:
    """The newest version has been taken out to be filed."""
    take_out(session(), consultation(), _newest(), actor=person(), now=now())
    flash(gettext("The text was marked as taken out. Next, file it and record that here."))
    return redirect(url_for("coordination.file"), SEE_OTHER)


@blueprint.post("/<slug>/filing/not-taken-out")
@permission(Permission.COORDINATE)
def undo_taken_out() -> ResponseReturnValue:
    """It was a slip."""
    undo_taking_out(session(), consultation(), _newest(), actor=person(), now=now())
    flash(gettext("The mark was removed. The text has not been taken out."))
    return redirect(url_for("coordination.file"), SEE_OTHER)


def _newest() -> Version:
    versions = _versions()
    if not versions:
        raise NotFound("The draft has not been published yet.")
    return versions[0]


def _show(form: FilingForm, versions: list[Version]) -> ResponseReturnValue:
    standing = load_standing(session(), consultation(), now())
    known, _ = load_request(session(), consultation().id)
    beside = _beside(versions) if standing.submission is None else Beside()
    return respond(
        "coordination/filing.html",
        "form",
        consultation=consultation(),
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        versions=versions,
        beside=beside,
        checks=_checks(standing, beside),
        filed=_filed(standing.submission, versions),
        submission=standing.submission,
        unfinished=standing.unclosed,
        export=standing.facts.export,
        request_=known,
        tabs=setup_tabs(),
    )


def _checks(standing: Standing, beside: Beside) -> tuple[Checked, ...]:
    """What has been done before filing; nothing is left to do once it has been filed."""
    if standing.submission is not None or standing.version is None:
        return ()
    approval = find_approval(session(), standing.version.id)
    return check_before_filing(standing, beside, sheet_of(standing.version), approval)


def _beside(versions: list[Version]) -> Beside:
    """What has been said of background documents and would stay without an answer."""
    return load_beside(session(), versions[0], consultation().id) if versions else Beside()


def _versions() -> list[Version]:
    """The newest first."""
    rows = (
        select(Version)
        .join(Document)
        .where(Document.consultation_id == consultation().id, Document.role == DocumentRole.DRAFT)
    )
    return list(session().scalars(rows.order_by(Version.number.desc())))


def _filed(submission: Submission | None, versions: list[Version]) -> Version | None:
    if submission is None:
        return None
    return next(found for found in versions if found.id == submission.version_id)


def _file(form: FilingForm, versions: list[Version]) -> None:
    chosen = next((found for found in versions if str(found.number) == form.version.data), None)
    if chosen is None:
        raise NotFound("The version was not found.")
    submission = file_version(
        session(),
        consultation(),
        chosen,
        channel=form.channel.data or "",
        filed_at=moment_of(form.filed_day, form.filed_at),
        receipt=form.receipt.data or "",
        actor=person(),
        now=now(),
    )
    document = session().get_one(Document, chosen.document_id)
    keep_filed_file(session(), submission, write_statement(document, chosen, submission))
