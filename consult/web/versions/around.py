"""What stands around an exported statement: main points, signatories, dissenting views, annexes and more."""

from dataclasses import replace
from datetime import datetime

from consult.docx import Dissent, Layout, Signatory
from consult.models import Document, DocumentRole, Endorsement, Version
from consult.reports.endorsements import load_signatories
from consult.services.endorsement_rounds import find_endorsing
from consult.services.letters import find_letter, lines_in
from consult.web.current import session


def surround(layout: Layout, document: Document, version: Version, *, now: datetime) -> Layout:
    """Only the draft has such parts; who has signed is named once the signing has closed."""
    if document.role is not DocumentRole.DRAFT:
        return layout
    signed = _signed(version, now)
    layout = replace(
        layout,
        signatories=tuple(map(_signatory, signed)),
        dissents=tuple(Dissent(row.organisation_name, row.dissent) for row in signed if row.dissent),
    )
    letter = find_letter(session(), document.consultation_id)
    if letter is None:
        return layout
    return replace(
        layout,
        place=letter.place,
        main_points=lines_in(letter.main_points),
        closing=lines_in(letter.closing),
        annexes=lines_in(letter.annexes),
        distribution=lines_in(letter.distribution),
        for_information=lines_in(letter.for_information),
        contacts=lines_in(letter.contacts),
    )


def _signed(version: Version, now: datetime) -> tuple[Endorsement, ...]:
    round_ = find_endorsing(session(), version.id)
    if round_ is None or now < round_.closes_at:
        return ()
    return load_signatories(session(), version.id)


def _signatory(row: Endorsement) -> Signatory:
    person = ", ".join(filter(None, (row.signatory, row.title)))
    return Signatory(row.organisation_name, person, row.municipality)
