"""`consult export`: one version of a draft as a file."""

from dataclasses import replace
from pathlib import Path

import click

from consult.cli.versions import Opened, open_version, require_free
from consult.docx import write_clean
from consult.errors import Invalid
from consult.reports.pictures import load_pictures
from consult.reports.requests import load_request
from consult.reports.statements import load_statement
from consult.services.filed_files import find_filed_file
from consult.services.submissions import find_submission
from consult.web.clock import utc_now
from consult.web.versions.around import surround
from consult.web.versions.export import layout_of, told_text


@click.command()
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--version", "number", type=int, default=0, help="The version; the newest one by default.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(*, slug: str, file: Path, number: int, force: bool) -> None:
    """Export a version of the draft of SLUG to FILE; its ending says how: .docx, .md or .txt."""
    require_free(file, force=force)
    with open_version(slug, number) as opened:
        body = body_of(opened, file.suffix)
        number = opened.version.number
    file.write_bytes(body)
    click.echo(f"{file}: version {number}, {len(body)} bytes.")


def body_of(opened: Opened, suffix: str) -> bytes:
    """The version as a file of this kind."""
    if suffix == ".md":
        return told_text(opened.session, opened.document, opened.version).to_markdown().encode()
    if suffix == ".txt":
        return told_text(opened.session, opened.document, opened.version).plain().encode()
    if suffix != ".docx":
        raise Invalid("The name of the file must end in .docx, .md or .txt.")
    filed = find_filed_file(opened.session, opened.version.id)
    if filed is not None:
        return filed.data
    request, _ = load_request(opened.session, opened.consultation.id)
    submission = find_submission(opened.session, opened.consultation.id)
    layout = layout_of(opened.document, opened.version, request, submission)
    statement = load_statement(opened.session, opened.version)
    layout = surround(layout, opened.document, opened.version, now=utc_now())
    layout = replace(layout, answers=statement.by_heading, loose_answers=statement.loose)
    return write_clean(statement.content, layout, load_pictures(opened.session, statement.content))
