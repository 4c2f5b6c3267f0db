"""What the exported pages of a consultation carry around their text."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.docx import Layout, Logo
from consult.models import Letterhead, Picture


def find_letterhead(session: Session, consultation_id: int) -> Letterhead | None:
    """The letterhead, if anybody has written one."""
    return session.scalar(select(Letterhead).where(Letterhead.consultation_id == consultation_id))


def on_letterhead(session: Session, layout: Layout, consultation_id: int) -> Layout:
    """The layout with the logo and the lines of the consultation."""
    letterhead = find_letterhead(session, consultation_id)
    if letterhead is None:
        return layout
    return replace(
        layout,
        logo=_logo(session, letterhead),
        header_lines=lines_of(letterhead.header),
        footer_lines=lines_of(letterhead.footer),
    )


def lines_of(text: str) -> tuple[str, ...]:
    """A text line by line; an empty one has none."""
    return tuple(text.split("\n")) if text else ()


def _logo(session: Session, letterhead: Letterhead) -> Logo | None:
    if letterhead.logo_hash is None:
        return None
    data = session.scalar(select(Picture.data).where(Picture.hash == letterhead.logo_hash))
    return None if data is None else Logo(data, letterhead.logo_alt)
