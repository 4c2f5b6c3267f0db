"""`consult word`: Word files as the application writes and sees them."""

from datetime import UTC, datetime
from pathlib import Path

import click

from consult.cli.export import body_of
from consult.cli.inspect import inspect
from consult.cli.versions import Opened, open_version, require_free
from consult.errors import Invalid, NotFound
from consult.reports.chapters import Outline
from consult.reports.redlines import Sent, load_redline, load_sent
from consult.reports.visibility import Viewer
from consult.web.reading.place import Reading
from consult.web.versions.redline import Choice, Decided, redline_of, voices_of

FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
NUMBER = click.option("--version", "number", type=int, default=0, help="The version; the newest by default.")
FORCE = click.option("--force", is_flag=True, help="Write over a file that is there.")


@click.group()
def word() -> None:
    """Word files in and out."""


word.add_command(inspect)


@word.command()
@click.argument("slug")
@FILE
@NUMBER
@FORCE
def clean(*, slug: str, file: Path, number: int, force: bool) -> None:
    """Write a version of the draft of SLUG to FILE in the layout of an official statement."""
    require_word(file, force=force)
    with open_version(slug, number) as opened:
        body = body_of(opened, ".docx")
        number = opened.version.number
    file.write_bytes(body)
    click.echo(f"{file}: version {number}, {len(body)} bytes.")


@word.command()
@click.argument("slug")
@FILE
@NUMBER
@click.option("--state", type=click.Choice([each.value for each in Decided]), default=Decided.ANY.value)
@click.option("--organisation", default="", help="Only what this organisation says, by its whole name.")
@click.option("--chapter", default="", help="Only one chapter, by its number: 2 or 2.1.")
@FORCE
def redline(
    *, slug: str, file: Path, number: int, state: str, organisation: str, chapter: str, force: bool
) -> None:
    """Write a version of the draft of SLUG to FILE with proposals as tracked changes and with comments."""
    require_word(file, force=force)
    with open_version(slug, number) as opened:
        reading = Reading(opened.document, opened.version, opened.version.number)
        sent = load_everything(opened)
        choice = choose(reading.outline, sent, state, organisation, chapter)
        chosen = [entry for entry in sent.entries if choice.takes(entry, reading.outline)]
        shown = load_redline(opened.session, opened.version, reading.text, sent, chosen)
        body = redline_of(reading, shown)
        number = opened.version.number
    file.write_bytes(body)
    told = f"{len(shown.offers)} proposals, {len(shown.notes)} comments, {len(shown.lost)} cannot be shown"
    click.echo(f"{file}: version {number}, {told}, {len(body)} bytes.")


def require_word(file: Path, *, force: bool) -> None:
    """A Word file under a name that is free."""
    if file.suffix != ".docx":
        raise Invalid("The name of the file must end in .docx.")
    require_free(file, force=force)


def load_everything(opened: Opened) -> Sent:
    """What the agent may see."""
    here = opened.consultation
    viewer = Viewer(here.id, here.visibility, frozenset(), is_agent=True)
    return load_sent(opened.session, viewer, datetime.now(UTC), opened.version)


def choose(outline: Outline, sent: Sent, state: str, organisation: str, chapter: str) -> Choice:
    """The choice in the words of the command line."""
    voice = next((id_ for id_, name in voices_of(sent.entries).items() if name == organisation), 0)
    if organisation and not voice:
        raise NotFound("%(name)s has not said anything about this version.", name=organisation)
    found = next((each.id for each in outline.chapters if each.heading and each.number == chapter), "")
    if chapter and not found:
        raise NotFound("There is no chapter %(number)s in this version.", number=chapter)
    return Choice(Decided(state), found, voice)
