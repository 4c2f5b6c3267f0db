"""Yhteinen vastaus: what the members have written, for the lead to look through, join and send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from consult import text
from consult.models import Comment, Round, Senders, Voice
from consult.reports.gathering import Gathering, load_gathering
from consult.reports.texts import load_texts
from consult.security import Permission
from consult.services.contributions import Contribution
from consult.services.joining import identical, join_wishes, wish_key
from consult.services.readiness import tell_ready
from consult.services.senders import choose_senders
from consult.web.answering.blueprint import SEE_OTHER, blueprint
from consult.web.answering.forms import SendersForm, VoiceForm
from consult.web.answering.found import found_comment, found_proposal
from consult.web.answering.shown import Shown, show_all
from consult.web.answering.speaking import chosen_voice
from consult.web.answering.undo import ASKED
from consult.web.current import identity, now, person, session
from consult.web.permission import permission
from consult.web.wording import gettext, ngettext


@dataclass(frozen=True)
class Part:
    """What one member has written, in the order of the text."""

    name: str
    is_mine: bool
    ready_at: datetime | None
    items: Sequence[Shown]


@dataclass(frozen=True)
class LeftOut:
    """Something that is not sent, whose it was, and what wishes the same and is sent."""

    item: Shown
    name: str
    is_mine: bool
    same_as: Shown | None


@dataclass(frozen=True)
class Same:
    """Identical wishes: the first of them would stay."""

    kept: Shown
    names: Sequence[str]
    items: Sequence[Shown]


@dataclass(frozen=True)
class Gathered:
    """The whole page of a lead."""

    members: int
    senders: Senders
    items: Sequence[Shown]
    parts: Sequence[Part]
    same: Sequence[Same]
    left_out: Sequence[LeftOut]

    @property
    def is_shared(self) -> bool:
        """Whether somebody else has had a part in it."""
        mine = [part.is_mine for part in self.parts] + [out.is_mine for out in self.left_out]
        return not all(mine)


def gather(voice: Voice, round_: Round) -> Gathered:
    """By member, the reader first and the others by name."""
    found = load_gathering(session(), voice, round_)
    every: list[Contribution] = [*found.comments, *found.proposals]
    texts = load_texts(session(), {_version_of(one) for one in every})
    standing = [one for one in every if one.withdrawn_at is None]
    return Gathered(
        members=found.members,
        senders=found.senders,
        items=_shown(standing, texts),
        parts=_parts(found, standing, texts),
        same=[_same(found, group, texts) for group in identical(standing)],
        left_out=_left_out(found, every, texts),
    )


@blueprint.post("/answer/join")
@permission(Permission.CONTRIBUTE)
def join() -> ResponseReturnValue:
    """Identical wishes become one."""
    voice = _asked_voice()
    kept = _asked_contribution()
    count = join_wishes(session(), voice, kept, actor=person(), now=now())
    flash(
        ngettext(
            "%(num)s identical wish was joined. You can bring it back below.",
            "%(num)s identical wishes were joined. You can bring them back below.",
            count,
        )
    )
    return _back(voice)


@blueprint.post("/answer/ready")
@permission(Permission.CONTRIBUTE)
def ready() -> ResponseReturnValue:
    """Ilmoita valmiiksi: the lead gets a mail."""
    voice = _asked_voice()
    tell_ready(session(), voice, actor=person(), now=now())
    flash(gettext("The lead of your organisation has been told that your part is ready."))
    return _back(voice)


@blueprint.post("/answer/senders")
@permission(Permission.CONTRIBUTE)
def choose() -> ResponseReturnValue:
    """A lead says who may send in the organisation's name."""
    voice, form = _asked_voice(), SendersForm()
    if form.senders.data not in set(Senders):
        raise BadRequest
    choose_senders(session(), voice, Senders(form.senders.data), actor=person(), now=now())
    flash(gettext("Your choice of who sends is saved."))
    return _back(voice)


def _asked_voice() -> Voice:
    form = VoiceForm()
    return chosen_voice(form)


def _asked_contribution() -> Contribution:
    asked = ASKED.fullmatch(request.form.get("kept", ""))
    if asked is None:
        raise BadRequest
    number = int(asked[2])
    return found_comment(number) if asked[1] == "comment" else found_proposal(number)


def _back(voice: Voice) -> ResponseReturnValue:
    return redirect(url_for("answering.review", voice=voice.id), SEE_OTHER)


def _parts(
    found: Gathering, standing: Sequence[Contribution], texts: Mapping[int, text.Document]
) -> list[Part]:
    parts = [
        Part(
            name=found.names.get(author or 0, ""),
            is_mine=author == identity().person_id,
            ready_at=found.ready.get(author or 0),
            items=_shown([one for one in standing if one.author_id == author], texts),
        )
        for author in {one.author_id for one in standing}
    ]
    return sorted(parts, key=lambda part: (not part.is_mine, part.name))


def _same(found: Gathering, group: Sequence[Contribution], texts: Mapping[int, text.Document]) -> Same:
    names = [found.names.get(one.author_id or 0, "") for one in group]
    items = [_shown([one], texts)[0] for one in group]
    return Same(items[0], list(dict.fromkeys(names)), items)


def _left_out(
    found: Gathering, every: Sequence[Contribution], texts: Mapping[int, text.Document]
) -> list[LeftOut]:
    standing = {wish_key(one): one for one in reversed(every) if one.withdrawn_at is None}
    out: list[LeftOut] = []
    for one in every:
        if one.withdrawn_at is not None:
            twin = standing.get(wish_key(one))
            same_as = None if twin is None else _shown([twin], texts)[0]
            name = found.names.get(one.author_id or 0, "")
            is_mine = one.author_id == identity().person_id
            out.append(LeftOut(_shown([one], texts)[0], name, is_mine, same_as))
    return out


def _version_of(said: Contribution) -> int:
    return said.version_id if isinstance(said, Comment) else said.current.version_id


def _shown(some: Sequence[Contribution], texts: Mapping[int, text.Document]) -> list[Shown]:
    comments = [one for one in some if isinstance(one, Comment)]
    proposals = [one for one in some if not isinstance(one, Comment)]
    return show_all(comments, proposals, texts)
