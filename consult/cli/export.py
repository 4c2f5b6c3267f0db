"""`consult export`: one version of a draft as a file."""

from pathlib import Path

import click
from flask import g
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Config, load_config
from consult.db import make_engine, reading_session
from consult.docx import write_clean
from consult.errors import Invalid, NotFound
from consult.models import Consultation, Document, Version
from consult.reports.requests import load_request
from consult.reports.texts import load_text
from consult.services.documents import find_draft
from consult.services.submissions import find_submission
from consult.web.app import create_app
from consult.web.versions.export import layout_of


@click.command()
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--version", "number", type=int, default=0, help="The version; the newest one by default.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(*, slug: str, file: Path, number: int, force: bool) -> None:
    """Export a version of the draft of SLUG to FILE; its ending says how: .docx, .md or .txt."""
    if file.exists() and not force:
        raise Invalid("%(file)s is there already. Use --force to write over it.", file=file)
    config = load_config()
    engine = make_engine(config.database_url)
    with reading_session(engine) as session:
        consultation = session.scalar(select(Consultation).where(Consultation.slug == slug))
        document = find_draft(session, consultation.id) if consultation else None
        if consultation is None or document is None:
            raise NotFound("There is no draft in %(slug)s.", slug=slug)
        version = _version(session, document, number)
        body = _body(session, config, file.suffix, consultation, document, version)
    engine.dispose()
    file.write_bytes(body)
    click.echo(f"{file}: version {version.number}, {len(body)} bytes.")


def _version(session: Session, document: Document, number: int) -> Version:
    query = select(Version).where(Version.document_id == document.id).order_by(Version.number.desc()).limit(1)
    found = session.scalar(query.where(Version.number == number) if number else query)
    if found is None:
        raise NotFound("There is no such version.")
    return found


def _body(  # noqa: PLR0917 - the six things a file is made of
    session: Session,
    config: Config,
    suffix: str,
    consultation: Consultation,
    document: Document,
    version: Version,
) -> bytes:
    content = load_text(session, version.id)
    if suffix == ".md":
        return content.to_markdown().encode()
    if suffix == ".txt":
        return content.plain().encode()
    if suffix != ".docx":
        raise Invalid("The name of the file must end in .docx, .md or .txt.")
    request, _ = load_request(session, consultation.id)
    submission = find_submission(session, consultation.id)
    with create_app(config).test_request_context(), force_locale(document.language):
        g.consultation = consultation
        return write_clean(content, layout_of(document, version, request, submission))
