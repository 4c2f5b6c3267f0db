"""Proposing other words, a new block, a removal or another place, and changing a proposal."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from consult import text
from consult.models import Proposal, ProposalKind
from consult.security import Permission
from consult.services.contributions import require_own
from consult.services.proposals import changes_on, make_proposal, revise_proposal
from consult.web.answering.blueprint import SEE_OTHER, blueprint
from consult.web.answering.entering import (
    address,
    edit_address,
    entering,
    kept_as,
    list_of_own,
    way_back,
)
from consult.web.answering.forms import BEFORE, whole_number
from consult.web.answering.found import found_proposal
from consult.web.answering.made import made_wish
from consult.web.answering.others import others_on
from consult.web.answering.proposing import FORMS, Proposing
from consult.web.answering.sheet import Sheet, serve, show
from consult.web.answering.speaking import chosen_voice, name_voices, read_opening, saved_words
from consult.web.answering.spot import Spot, excerpt_of, load_spot
from consult.web.answering.titles import back_label, proposal_title
from consult.web.beside import flash_beside
from consult.web.current import now, person, session
from consult.web.permission import permission
from consult.web.reads_only import reads_only
from consult.web.respond import OK, respond
from consult.web.wording import gettext

TEMPLATE = "answering/proposal.html"
TABLES = (text.BlockKind.TABLE, text.BlockKind.ROW)


@blueprint.route("/documents/<int:document_id>/blocks/<block_id>/reword", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def reword(document_id: int, block_id: str) -> ResponseReturnValue:
    """Other words for a block or a run of blocks; in a table a cell is chosen first."""
    spot = load_spot(document_id, block_id)
    if spot.block is not None and spot.block.kind in TABLES:
        return _choose_cell(spot)
    return _propose(ProposalKind.REWORD, spot)


@blueprint.route("/documents/<int:document_id>/blocks/<block_id>/add", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def add(document_id: int, block_id: str) -> ResponseReturnValue:
    """A new block after another."""
    return _propose(ProposalKind.ADD, load_spot(document_id, block_id))


@blueprint.route("/documents/<int:document_id>/blocks/<block_id>/remove", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def remove(document_id: int, block_id: str) -> ResponseReturnValue:
    """The block should be left out."""
    return _propose(ProposalKind.REMOVE, load_spot(document_id, block_id))


@blueprint.route("/documents/<int:document_id>/blocks/<block_id>/move", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def move(document_id: int, block_id: str) -> ResponseReturnValue:
    """The block should stand elsewhere; the place is chosen from a list."""
    return _propose(ProposalKind.MOVE, load_spot(document_id, block_id))


@blueprint.post("/documents/<int:document_id>/blocks/<block_id>/preview")
@permission(Permission.CONTRIBUTE)
@reads_only
def preview(document_id: int, block_id: str) -> ResponseReturnValue:
    """What the form would change as it stands now; nothing is saved."""
    kind = _asked_kind()
    proposing = Proposing(kind, load_spot(document_id, block_id), FORMS[kind]())
    made = whole_number(request.args.get("of"))
    if made:
        proposing.earlier = changes_on(proposing.spot.version, found_proposal(made))
    sheet = proposal_sheet(proposing, kept_as(f"answering.{kind.value}:{document_id}:{block_id}"))
    proposing.offer()
    name_voices(proposing.form)
    return show(sheet, OK)


@blueprint.route("/proposals/<int:number>/edit", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def edit_proposal(number: int) -> ResponseReturnValue:
    """Change a proposal until the round closes; the text of the newest version is the base."""
    made = found_proposal(number)
    spot = load_spot(made.document_id, made.block_id)
    proposing = Proposing(made.kind, spot, FORMS[made.kind](), leads=not made.block_id)
    key = kept_as(f"answering.edit_proposal:{made.consultation_id}:{number}")
    sheet = proposal_sheet(proposing, key, made=made)
    sheet.title = gettext("Edit proposal %(number)s", number=number)
    sheet.action = edit_address("proposal", number)
    sheet.back = list_of_own(f"proposal-{number}")
    proposing.earlier = changes_on(spot.version, made)
    carried = made_wish(made, spot)
    sheet.context["earlier"] = carried.words
    if request.method == "GET":
        proposing.begin(carried.wish)
        proposing.form.rationale.data = made.current.rationale
    open_form(sheet, proposing)
    name_voices(proposing.form, among=[made.answer.voice])

    def save() -> str:
        proposing.require_stretched()
        revise_proposal(
            session(),
            made,
            sheet.version_read(),
            proposing.wish(),
            rationale=proposing.form.rationale.data or "",
            actor=person(),
            now=now(),
        )
        flash_beside(gettext("The proposal was changed."), f"proposal-{number}")
        return sheet.back

    return serve(
        sheet,
        save,
        inspect=proposing.inspect,
        guard=lambda: require_own(session(), made, person(), now(), opening=read_opening()),
    )


def _propose(kind: ProposalKind, spot: Spot) -> ResponseReturnValue:
    block = spot.block
    if kind is not ProposalKind.REWORD and block is not None and block.parent is not None:
        return redirect(_of_the_table(kind, spot, block), SEE_OTHER)
    proposing = Proposing(kind, spot, FORMS[kind](), leads=request.args.get("place") == BEFORE)
    sheet = proposal_sheet(proposing, kept_as(f"answering.{kind.value}:{spot.document.id}:{spot.block_id}"))
    if request.method == "GET":
        proposing.begin(None, through=request.args.get("through", ""))
    open_form(sheet, proposing)
    name_voices(proposing.form)

    def save() -> str:
        proposing.require_stretched()
        voice = chosen_voice(proposing.form)
        made = make_proposal(
            session(),
            sheet.version_read(),
            proposing.wish(),
            voice=voice,
            rationale=proposing.form.rationale.data or "",
            actor=person(),
            now=now(),
            arrival=entering(),
        )
        flash_beside(saved_words(voice, is_comment=False), spot.block_id)
        return way_back(spot, show=f"proposal:{made.number}")

    return serve(sheet, save, inspect=proposing.inspect)


def proposal_sheet(
    proposing: Proposing, key: str, *, made: Proposal | None = None, adopted: Proposal | None = None
) -> Sheet:
    """The page of a proposal's form; `made` is what it changes, `adopted` what it takes over."""
    spot, kind, of = proposing.spot, proposing.kind, made or adopted
    here: dict[str, Any] = {"document_id": spot.document.id, "block_id": spot.block_id}
    return Sheet(
        spot=spot,
        key=key,
        template=TEMPLATE,
        title=proposal_title(kind, spot, is_first=proposing.leads or proposing.is_before),
        action=address(kind.value, **here),
        back=way_back(spot),
        form=proposing.form,
        context={
            "proposing": proposing,
            "preview_url": _preview_url(kind, here | ({"of": of.number} if of else {})),
            "made": made,
            "adopted": adopted,
            "earlier": "",
            "others": others_on(spot),
        },
    )


def open_form(sheet: Sheet, proposing: Proposing) -> None:
    """Fill in what was kept, offer the choices and take in as many blocks as were asked for."""
    sheet.open()
    proposing.offer()
    if request.method == "POST" and request.form.get("save") == "stretch":
        proposing.stretch()


def _preview_url(kind: ProposalKind, here: dict[str, Any]) -> str:
    arrival = entering()
    if arrival is None:
        return url_for("answering.preview", kind=kind.value, **here)
    return url_for("answering.preview_entered", arrival_id=arrival.id, kind=kind.value, **here)


def _asked_kind() -> ProposalKind:
    given = request.args.get("kind", "")
    if given not in set(ProposalKind):
        raise BadRequest
    return ProposalKind(given)


def _of_the_table(kind: ProposalKind, spot: Spot, block: text.Block) -> str:
    """A cell or a row is moved, removed and followed with its table."""
    while block.parent is not None:
        block = spot.content.by_id[block.parent]
    return address(kind.value, document_id=spot.document.id, block_id=block.id)


def _choose_cell(spot: Spot) -> ResponseReturnValue:
    rows = [block for block in spot.content.blocks if spot.block_id in (block.id, block.parent)]
    cells = [
        [(cell.id, excerpt_of(spot.content, cell.id)) for cell in spot.content.children(row.id)]
        for row in rows
        if row.kind is text.BlockKind.ROW
    ]
    title = proposal_title(ProposalKind.REWORD, spot)
    return respond(
        "answering/cells.html",
        spot=spot,
        title=title,
        address=address,
        back=way_back(spot),
        back_label=back_label(spot),
        rows=cells,
    )
