"""The organisation looks at what was entered on its behalf and corrects it, without signing in."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import DomainError, Invalid, NotFound
from consult.models import Arrival, Comment, Proposal, Stance
from consult.reports.texts import load_texts
from consult.security import Permission
from consult.services.answers import stance_of
from consult.services.arrivals import parts_of
from consult.services.corrections import Correction, correct_arrival, find_correction, wish_in
from consult.services.rounds import present_round
from consult.services.wishes import Add, Reword
from consult.text.normalise import normalise
from consult.web.answering.blueprint import SEE_OTHER, blueprint
from consult.web.answering.entered_forms import EnteredForm
from consult.web.answering.shown import Shown, show_comment, show_proposal
from consult.web.current import consultation, now, session
from consult.web.i18n import language
from consult.web.permission import permission
from consult.web.respond import OK, respond


@dataclass(frozen=True)
class Item:
    """One part with its fields; `words` is None where there are no words to edit."""

    part: Comment | Proposal
    shown: Shown
    words: str | None
    rationale: str | None
    is_left_out: bool = False

    @property
    def name(self) -> str:
        """What its fields are called after."""
        return f"{self.shown.noun}-{self.part.number}"


@blueprint.get("/correct/<secret>")
@permission(Permission.HOLDER)
def correct(secret: str) -> ResponseReturnValue:
    """Looking changes nothing, however often the link is fetched."""
    arrival = _found(secret)
    stance = stance_of(session(), arrival.answer)
    form = EnteredForm(formdata=None, data={"stance": stance.value if stance else ""})
    return _show(secret, arrival, form, _items(arrival), OK)


@blueprint.post("/correct/<secret>")
@permission(Permission.HOLDER)
def save_correction(secret: str) -> ResponseReturnValue:
    """The corrected answer takes the place of what was entered; the link stays good."""
    arrival, form = _found(secret), EnteredForm()
    items = [_typed(item) for item in _items(arrival)]
    corrections = [(item.part, Correction(item.words, item.rationale, item.is_left_out)) for item in items]
    if not form.validate():
        return _show(secret, arrival, form, items, Invalid.status)
    stance = Stance(form.stance.data) if form.stance.data else None
    try:
        correct_arrival(session(), arrival, corrections, stance=stance, now=now())
    except DomainError as error:
        form.refuse(error)
        return _show(secret, arrival, form, items, error.status)
    return redirect(url_for("answering.correct", secret=secret, done="1"), SEE_OTHER)


def _found(secret: str) -> Arrival:
    arrival = find_correction(session(), consultation().id, secret, now=now())
    if arrival is None:
        raise NotFound("This link no longer works. The round has closed, or a newer mail has another link.")
    return arrival


def _items(arrival: Arrival) -> list[Item]:
    """What stands now."""
    parts = [part for part in parts_of(session(), arrival) if part.sent_at is not None]
    versions = {part.version_id if isinstance(part, Comment) else part.current.version_id for part in parts}
    texts = load_texts(session(), versions)
    items = []
    for part in parts:
        if isinstance(part, Comment):
            shown = show_comment(part, texts[part.version_id])
            items.append(Item(part, shown, part.current.text, None))
            continue
        wish = wish_in(session(), part, language=language())
        words = wish.words if isinstance(wish, Reword | Add) else None
        shown = show_proposal(part, texts[part.current.version_id])
        items.append(Item(part, shown, words, part.current.rationale))
    return sorted(items, key=lambda item: (item.shown.block_number or 0, item.name))


def _typed(item: Item) -> Item:
    """The same with what was written into its fields."""
    words, rationale = (_field(f"{what}-{item.name}") for what in ("words", "reason"))
    return Item(
        part=item.part,
        shown=item.shown,
        words=words if item.words is not None and words is not None else item.words,
        rationale=rationale if item.rationale is not None and rationale is not None else item.rationale,
        is_left_out=f"leave-{item.name}" in request.form,
    )


def _field(name: str) -> str | None:
    given = request.form.get(name)
    return None if given is None else normalise(given).strip()


def _show(
    secret: str, arrival: Arrival, form: EnteredForm, items: Sequence[Item], status: int
) -> ResponseReturnValue:
    return respond(
        "answering/correct.html",
        status=status,
        secret=secret,
        arrival=arrival,
        voice=arrival.answer.voice,
        form=form,
        items=items,
        round=present_round(session(), consultation().id, now()),
        is_done=request.args.get("done") == "1" and request.method == "GET",
        consultation=consultation(),
    )
