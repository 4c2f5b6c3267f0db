"""Publishing the next version: the preview says exactly what will change and who will be told."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult import text
from consult.db import reading_session
from consult.errors import DomainError, NotFound
from consult.models import Version
from consult.reports.versions import current_version
from consult.security import Permission
from consult.services.publishing import (
    Publication,
    prepare_publication,
    preview_publication,
    publish_version,
)
from consult.web.block_names import find_named
from consult.web.current import consultation, now, person, session, shell
from consult.web.loading import NO_SUCH_PAGE
from consult.web.marked import marked_entry
from consult.web.permission import permission
from consult.web.reconciling.blueprint import blueprint
from consult.web.reconciling.forms import PublishForm
from consult.web.respond import respond
from consult.web.sentences import entry_sentences
from consult.web.versions.rows import summary_of


@blueprint.get("/publish")
@permission(Permission.COORDINATE)
def publish() -> ResponseReturnValue:
    """What the next version would be, from the decisions that stand."""
    publication = preview_publication(session(), _current())
    return respond("reconciling/publish.html", form=PublishForm(), **_context(publication))


@blueprint.post("/publish")
@permission(Permission.COORDINATE)
def publish_now() -> ResponseReturnValue:
    """Publish what the preview showed, unless a decision has changed since."""
    form = PublishForm()
    version = _current()
    # The next version is computed without holding the write lock, which reading the version again would take.
    session().expunge(version)
    session().rollback()
    with reading_session(shell().engine) as reading:
        publication = prepare_publication(reading, version)
    try:
        form.check(publication.input_hash)
        published = publish_version(session(), publication, actor=person(), now=now())
    except DomainError as error:
        form.refuse(error)
        return respond(
            "reconciling/publish.html", "form", status=error.status, form=form, **_context(publication)
        )
    flash(
        gettext(
            "Version %(number)s has been published. Everyone who answered has been told.",
            number=published.number,
        )
    )
    target = url_for(
        "versions.compare", document_id=published.document_id, old=version.number, new=published.number
    )
    return redirect(target, HTTPStatus.SEE_OTHER)


def _current() -> Version:
    version = current_version(session(), consultation().id)
    if version is None:
        raise NotFound(NO_SUCH_PAGE)
    return version


def _context(publication: Publication) -> dict[str, Any]:
    base = publication.reconciliation.base
    comparison = text.compare(base, publication.content)
    return {
        "publication": publication,
        "version": publication.base,
        "summary": summary_of(comparison),
        "changes": [
            (
                _number(entry, base, publication.content),
                marked_entry(entry),
                entry_sentences(entry, base, publication.content),
            )
            for entry in comparison.changes
        ],
        "undecided": len(publication.open_spots),
        "chosen": publication.choices,
    }


def _number(entry: text.Entry, base: text.Document, content: text.Document) -> int | None:
    """The public number of a changed block, for a cell that of its table."""
    document, block = (content, entry.new[0]) if entry.new else (base, entry.old[0])
    return find_named(document, block.id)[1]
