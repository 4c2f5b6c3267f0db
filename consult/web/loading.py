"""What an address names is found inside its own consultation; anything of another one does not exist here."""

from collections.abc import Sequence
from typing import Any, TypeVar

from flask import Flask, g, request
from sqlalchemy import and_, exists, false, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.orm.interfaces import ORMOption

from consult.db import Base
from consult.errors import NotFound
from consult.models import Consultation, Document, DocumentRole, Ending, EndingKind, Version, Voice
from consult.security import Place
from consult.services.voices import is_voice_of
from consult.web.current import consultation, identity, session

Model = TypeVar("Model", bound=Base)
NO_SUCH_PAGE = "There is no such page."


def load_place() -> None:
    """Find the consultation that `<slug>` names, what the permissions ask of it, and the reader's voices.

    Views see no slug.
    """
    slug = (request.view_args or {}).pop("slug", None)
    if slug is None:
        return
    published = (
        exists()
        .where(Version.document_id == Document.id)
        .where(Document.consultation_id == Consultation.id, Document.role == DocumentRole.DRAFT)
    )
    any_ending = aliased(Ending)
    newest = select(func.max(any_ending.id)).where(any_ending.consultation_id == Consultation.id)
    speaks = bool(identity().member_of or identity().represents_in)
    own = and_(Voice.consultation_id == Consultation.id, is_voice_of(identity().person_id or 0))
    rows = (
        session()
        .execute(
            select(Consultation, published, Ending.kind, Voice)
            .select_from(Consultation)
            .outerjoin(Ending, Ending.id == newest.scalar_subquery())
            .outerjoin(Voice, own if speaks else false())
            .where(Consultation.slug == slug)
            .order_by(Voice.name)
        )
        .all()
    )
    if not rows:
        raise NotFound(NO_SUCH_PAGE)
    found, is_published, ending, _ = rows[0]
    # The outer join gives NULL to who speaks for nobody here.
    voices: list[Voice | None] = [voice for *_, voice in rows]
    g.own_voices = [voice for voice in voices if voice is not None]
    is_over = ending in (EndingKind.CANCELLED, EndingKind.ARCHIVED)
    g.consultation = found
    g.place = Place(found.id, access=found.access, is_published=is_published, is_over=is_over)


def belonging(model: type[Model], *, options: Sequence[ORMOption] = (), **columns: Any) -> Model:
    """The one row of this consultation with these column values, else 404."""
    statement = select(model).filter_by(consultation_id=consultation().id, **columns).options(*options)
    found = session().scalars(statement).one_or_none()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def version_of(document: Document, number: int) -> Version:
    """The version of that number, else 404."""
    statement = select(Version).where(Version.document_id == document.id, Version.number == number)
    found = session().scalars(statement).one_or_none()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def keep_slug(app: Flask) -> None:
    """Links within a consultation need not name it again."""

    @app.url_defaults
    def add_slug(endpoint: str, values: dict[str, Any]) -> None:
        if "slug" in values or "consultation" not in g:
            return
        if app.url_map.is_endpoint_expecting(endpoint, "slug"):
            values["slug"] = consultation().slug
