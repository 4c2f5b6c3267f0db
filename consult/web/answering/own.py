"""Omat vastaukset: what one's own voices have said, how far it has come, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from consult.models import PlacementOutcome, Voice
from consult.reports.contributions import State
from consult.reports.own_answers import Own, OwnAnswers, Supported, load_own
from consult.security import Permission
from consult.web.answering.blueprint import blueprint
from consult.web.answering.found import own_viewer
from consult.web.answering.halfway import Named, Spot, halfway_forms
from consult.web.answering.removed import just_removed
from consult.web.answering.shown import ShownChange, kind_label, shown_changes
from consult.web.answering.speaking import closing_for, may_send, opening, own_voices
from consult.web.answering.spot import number_of
from consult.web.answering.undo import just_withdrawn
from consult.web.beside import told_beside
from consult.web.block_names import page_of, place_name
from consult.web.current import identity, now, session
from consult.web.permission import permission
from consult.web.respond import respond

#: Outcomes of being carried over that the writer should look at.
CHANGED = frozenset(
    {
        PlacementOutcome.TOUCHED,
        PlacementOutcome.CONFLICT,
        PlacementOutcome.GONE,
        PlacementOutcome.CHANGED,
        PlacementOutcome.ORPHAN,
    }
)


@dataclass(frozen=True)
class Row:
    """One comment or proposal on the page."""

    own: Own
    label: str
    block_number: int | None
    page: int | None
    kind: str
    #: The name of the colleague who wrote it; it stays inside the organisation.
    author: str
    changes: Sequence[ShownChange]
    #: The text around it as it is in the newest version, when that differs; None when nothing changed.
    text_now: str | None
    changes_now: Sequence[ShownChange]
    may_change: bool
    may_restore: bool
    may_reply: bool

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"{self.own.entry.noun.value}-{self.own.entry.number}"


@dataclass(frozen=True)
class SupportRow:
    """One supported proposal on the page."""

    supported: Supported
    label: str
    changes: Sequence[ShownChange]
    may_adopt: bool


@blueprint.get("/answers")
@permission(Permission.CONTRIBUTE)
def own() -> ResponseReturnValue:
    """Everything of one's own voices, by voice."""
    answers = load_own(session(), own_viewer(), now())
    open_to = {voice.id for voice in own_voices() if closing_for([voice]) is not None}
    voices: list[tuple[Voice, list[Row], list[SupportRow]]] = [
        (
            voice,
            [
                _row(each, answers, voice, is_open=voice.id in open_to)
                for each in answers.by_voice.get(voice.id, ())
            ],
            [_support(each, is_open=voice.id in open_to) for each in answers.supports.get(voice.id, ())],
        )
        for voice in own_voices()
    ]
    return respond(
        "answering/own.html",
        voices=voices,
        round=opening().round,
        is_open=bool(open_to),
        may_return=any(voice.organisation_id in identity().leads for voice in own_voices()),
        sends=any(may_send(voice) for voice in own_voices()),
        has_unsent=any(row.own.entry.state is State.DRAFT for _, rows, _ in voices for row in rows),
        halfway=halfway_forms(_spots(answers)),
        withdrawn=just_withdrawn(),
        removed=just_removed(),
        backgrounds=answers.backgrounds,
        beside=told_beside({row.anchor for _, rows, _ in voices for row in rows}),
    )


def _spots(answers: OwnAnswers) -> dict[Named, Spot]:
    """The blocks of everything on the page."""
    owns = [own.entry for some in answers.by_voice.values() for own in some]
    entries = owns + [one.entry for some in answers.supports.values() for one in some]
    return {(each.noun.value, each.number): (each.document_id, each.block_id) for each in entries}


def _row(own: Own, answers: OwnAnswers, voice: Voice, *, is_open: bool) -> Row:
    entry = own.entry
    undecided = entry.state in (State.DRAFT, State.SENT, State.OPEN, State.WAITING, State.POSTPONED)
    is_mine = entry.author_id == identity().person_id or voice.organisation_id in identity().leads
    is_mine = is_mine and (entry.sent_at is None or may_send(voice))
    return Row(
        own=own,
        label=place_name(own.base, entry.block_id),
        block_number=number_of(own.base, entry.block_id),
        page=page_of(own.base, entry.block_id),
        kind=kind_label(own.comment.kind) if own.comment and entry.reply_to_id is None else "",
        author=answers.authors.get(entry.author_id or 0, "")
        if entry.author_id != identity().person_id
        else "",
        changes=shown_changes(own.proposal.changes, own.base) if own.proposal else (),
        text_now=_text_now(own, answers),
        changes_now=_changes_now(own, answers),
        may_change=is_open and undecided and is_mine,
        may_restore=is_open and is_mine and entry.state is State.WITHDRAWN,
        may_reply=entry.state is State.WAITING and may_send(voice),
    )


def _support(supported: Supported, *, is_open: bool) -> SupportRow:
    entry = supported.entry
    return SupportRow(
        supported=supported,
        label=place_name(supported.base, entry.block_id or supported.base.blocks[0].id),
        changes=shown_changes(supported.words.changes, supported.base),
        may_adopt=is_open and entry.state is State.WITHDRAWN and not entry.is_own,
    )


def _text_now(own: Own, answers: OwnAnswers) -> str | None:
    if own.carried is None or own.carried.outcome not in CHANGED:
        return None
    block = answers.texts[own.carried.version_id].by_id.get(own.entry.block_id)
    return block.text if block is not None else ""


def _changes_now(own: Own, answers: OwnAnswers) -> Sequence[ShownChange]:
    if own.carried is None or own.carried.outcome not in CHANGED or own.carried.changes is None:
        return ()
    return shown_changes(own.carried.changes, answers.texts[own.carried.version_id])
