"""`consult import`: a request or a draft from a file."""

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import load_config
from consult.db import make_engine, writing_session
from consult.docx import ReadDocument, read_upload
from consult.errors import Invalid, NotFound
from consult.models import Consultation, ConsultationKind, DocumentRole, IntakeSource, Person
from consult.reports.requests import load_request
from consult.services.consultations import create_consultation
from consult.services.documents import add_document, find_draft
from consult.services.intakes import bring_in, publish_intake
from consult.services.pasted import read_pasted
from consult.services.people import find_person
from consult.services.request_file import import_request, read_request_file, with_known
from consult.services.voices import is_agent
from consult.web.clock import utc_now

REQUESTS = (".json", ".xml", ".atom")
TEXTS = (".md", ".markdown", ".txt")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agent", required=True, help="The e-mail address of the one who does this.")
@click.option("--into", default="", help="The consultation, as it stands in its address.")
@click.option("--host", default="", help="Who hosts a new consultation.")
@click.option("--publish", is_flag=True, help="Publish a draft as version 1 at once.")
def import_(*, file: Path, agent: str, into: str, host: str, publish: bool) -> None:
    """Import FILE: a request (.json, .xml, .atom) or a draft (.docx, .md, .txt).

    A request without --into makes a new consultation, for which --host is needed. A draft is brought in for
    the agent to check in the browser, or published as version 1 with --publish.
    """
    config = load_config()
    engine = make_engine(config.database_url)
    now = utc_now()
    with writing_session(engine) as session:
        actor = _agent(session, agent)
        if file.suffix in REQUESTS:
            told = _request(session, file, into, host, actor=actor, zone=config.timezone, now=now)
        else:
            told = _draft(session, file, _consultation(session, into, actor), actor, now, publish=publish)
        session.commit()
    engine.dispose()
    click.echo(told)


def _request(
    session: Session, file: Path, into: str, host: str, *, actor: Person, zone: str, now: datetime
) -> str:
    read = read_request_file(file.read_bytes())
    if into:
        consultation = _consultation(session, into, actor)
        read = with_known(read, *load_request(session, consultation.id))
    else:
        consultation = create_consultation(
            session, read.title, kind=ConsultationKind.STATEMENT, host=host, actor=actor, now=now
        )
    if read.problems:
        told = "\n".join(problem.message % problem.params for problem in read.problems)
        raise Invalid("The file cannot be saved as it is:\n%(told)s", told=told)
    request = import_request(session, consultation, read, zone=zone, actor=actor, now=now)
    until = request.deadline_wall_clock.replace("T", " ")
    told = f"{consultation.slug}: {len(read.questions)} questions and sections, until {until}."
    lines = [told, *(remark.message % remark.params for remark in read.remarks if remark.field != "file")]
    return "\n".join([*lines, *(f"Background document to bring in: {title}" for title in read.background)])


def _draft(
    session: Session, file: Path, consultation: Consultation, actor: Person, now: datetime, *, publish: bool
) -> str:
    document = find_draft(session, consultation.id) or add_document(
        session,
        consultation,
        role=DocumentRole.DRAFT,
        title=consultation.title,
        language=consultation.language,
        actor=actor,
        now=now,
    )
    found = _read(file)
    left_out = [(left.kind, left.count) for left in found.left_out]
    intake = bring_in(
        session,
        document,
        found.document,
        source=IntakeSource.WORD if file.suffix == ".docx" else IntakeSource.PASTE,
        title=found.title,
        left_out=left_out,
        pictures=found.pictures,
        actor=actor,
        now=now,
    )
    lines = [f"{consultation.slug}: blocks: {len(intake.blocks)}."]
    lines += [f"Not kept: {kind} ({count})" for kind, count in left_out]
    if publish:
        publish_intake(
            session,
            document,
            intake,
            revision=intake.revision,
            title=intake.title,
            actor=actor,
            now=now,
        )
        lines.append("Version 1 was published.")
    return "\n".join(lines)


def _read(file: Path) -> ReadDocument:
    data = file.read_bytes()
    if file.suffix in TEXTS:
        try:
            return ReadDocument("", read_pasted(data.decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            raise Invalid("The text file is not in UTF-8. Save it as UTF-8 or paste the text.") from error
    return read_upload(data)


def _agent(session: Session, address: str) -> Person:
    found = find_person(session, address)
    if found is None:
        raise NotFound("There is nobody with the address %(email)s.", email=address)
    return found


def _consultation(session: Session, slug: str, actor: Person) -> Consultation:
    if not slug:
        raise Invalid("Name the consultation with --into.")
    found = session.scalar(select(Consultation).where(Consultation.slug == slug))
    if found is None or not is_agent(session, found.id, actor.id):
        raise NotFound("There is no consultation %(slug)s of which this person is an agent.", slug=slug)
    return found
