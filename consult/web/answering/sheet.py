"""A form page from opening to saving: what was kept comes back, what fails keeps every word."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from consult.errors import Conflict, DomainError, Invalid, NotAllowed
from consult.models import DocumentRole, Draft, Round, Version
from consult.reports.open_blocks import load_open_blocks
from consult.services.arrivals import require_enterable
from consult.services.contributions import narrow_refusal
from consult.services.drafts import drop_draft, is_empty, load_draft, save_draft, spend_page
from consult.web import transaction
from consult.web.answering.blueprint import CONFLICT, NOT_FOUND, SEE_OTHER, UNPROCESSABLE
from consult.web.answering.entering import address, entering
from consult.web.answering.forms import SpotForm, whole_number
from consult.web.answering.publicity import publicity
from consult.web.answering.removed import just_removed, remove, removed_url
from consult.web.answering.speaking import opening, own_voices, require_open_to
from consult.web.answering.spot import Spot
from consult.web.answering.titles import back_label
from consult.web.current import consultation, identity, now, person, session
from consult.web.i18n import sentence
from consult.web.respond import OK, respond
from consult.web.wording import gettext

GONE = "The block is no longer in the draft."


@dataclass
class Sheet:
    """One form about one spot. `key` is the name its half-written words are kept under."""

    spot: Spot
    key: str
    template: str
    title: str
    action: str
    back: str
    form: SpotForm
    context: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def round(self) -> Round | None:
        """The round that is spoken of now."""
        return opening().round

    @cached_property
    def draft(self) -> Draft | None:
        """What the reader has typed here and not saved."""
        return load_draft(session(), person_id=identity().person_id or 0, form=self.key)

    @property
    def autosave_url(self) -> str:
        """Where the form saves itself while it is written."""
        arrival = entering()
        if arrival is not None:
            return url_for("answering.autosave_entered", arrival_id=arrival.id, form=self.key)
        return url_for("answering.autosave", form=self.key)

    def open(self) -> None:
        """On opening, the form holds what was kept, and the version that is read now."""
        if request.method == "GET":
            if self.draft is not None:
                self.form.bring_back(self.draft.fields)
            self.form.version.data = str(self.spot.version.id)
            self.form.page.data = secrets.token_urlsafe(16)

    def finish(self) -> None:
        """What was half-written here is done with, and so is the page that it was written on."""
        drop_draft(session(), person_id=person().id, form=self.key)
        spend_page(session(), person_id=person().id, page=self.form.page.data or "", now=now())
        flash(self.autosave_url, "clear-draft")

    @property
    def is_outdated(self) -> bool:
        """Whether what was kept was written on an earlier version."""
        return self.draft is not None and self.draft.fields.get("version") != str(self.spot.version.id)

    def version_read(self) -> Version:
        """The version that the writer had before them; one of another document is no version of this."""
        given = self.form.version.data or ""
        if given == str(self.spot.version.id):
            return self.spot.version
        found = session().get(Version, whole_number(given))
        if found is None or found.document_id != self.spot.document.id:
            raise Conflict("A new version has been published. Your text is below.")
        return found


def serve(
    sheet: Sheet,
    save: Callable[[], str],
    *,
    inspect: Callable[[], None] | None = None,
    guard: Callable[[], None] | None = None,
) -> ResponseReturnValue:
    """Open, keep, look at or save the form.

    `save` returns where to go, `inspect` adds what else is wrong, `guard` refuses who may not.
    """
    refusal = _refusal(sheet)
    if refusal is not None:
        return _show_kept(sheet, refusal)
    if guard is not None:
        guard()
    wish = request.form.get("save", "save") if request.method == "POST" else "open"
    if wish == "draft":
        return _keep(sheet)
    if wish == "discard":
        return _discard(sheet)
    if wish in ("open", "preview", "stretch"):
        return show(sheet, OK)
    return _save(sheet, save, inspect)


def show(sheet: Sheet, status: int, **context: Any) -> ResponseReturnValue:
    """The page of the form."""
    return respond(
        sheet.template,
        "preview",
        status,
        **{
            "sheet": sheet,
            "spot": sheet.spot,
            "form": sheet.form,
            "clash": "",
            "advice": "",
            "theirs": "",
            "back_label": back_label(sheet.spot),
            "publicity": publicity(sheet.round),
            "removed": just_removed(),
            # What the agent begins anew could not be brought back.
            "is_restored": request.method == "GET" and sheet.draft is not None and entering() is None,
            "address": address,
            "entering": entering(),
            **sheet.context,
            **context,
        },
    )


def _refusal(sheet: Sheet) -> DomainError | None:
    try:
        if entering() is None:
            require_open_to(own_voices())
        else:
            require_enterable(session(), consultation().id, now())
    except NotAllowed as refused:
        return refused
    if sheet.spot.block is None:
        return Conflict(GONE)
    return narrow_refusal() if _is_shut(sheet.spot) else None


def _is_shut(spot: Spot) -> bool:
    """Whether a narrow round leaves this block of the draft closed."""
    if spot.document.role is not DocumentRole.DRAFT:
        return False
    found = load_open_blocks(session(), opening().round, spot.version.id)
    return found is not None and spot.block_id not in found


def _save(sheet: Sheet, save: Callable[[], str], inspect: Callable[[], None] | None) -> ResponseReturnValue:
    is_valid = sheet.form.validate()
    try:
        if is_valid:
            where = save()
            sheet.finish()
            return redirect(where, SEE_OTHER)
        if inspect is not None:
            inspect()
    except Conflict as conflict:
        # Sending the form again means: I have seen the new text.
        sheet.form.version.data = str(sheet.spot.version.id)
        return show(sheet, CONFLICT, clash=sentence(conflict), theirs=_theirs(sheet, conflict))
    except DomainError as error:
        sheet.form.refuse(error)
        return show(sheet, error.status)
    return show(sheet, UNPROCESSABLE)


def _theirs(sheet: Sheet, conflict: Conflict) -> str:
    """What the text says now, for the reader to compare with their own."""
    return conflict.theirs or (sheet.spot.block.text if sheet.spot.block is not None else "")


def _keep(sheet: Sheet) -> ResponseReturnValue:
    """The button for those without script: what is half-written is kept and the form opens again."""
    if is_empty(sheet.form.words):
        first = next(field for field in sheet.form.in_order if isinstance(field, TextAreaField))
        sheet.form.refuse(Invalid("There is nothing to save yet. Write a few words first.", field=first.name))
        return show(sheet, UNPROCESSABLE, advice=gettext("The draft has not been saved."))
    try:
        _save_draft(sheet)
    except DomainError as error:
        sheet.form.refuse(error)
        return show(sheet, error.status)
    flash(gettext("Your half-written text is saved. You can go on later."))
    return redirect(sheet.action, SEE_OTHER)


def _discard(sheet: Sheet) -> ResponseReturnValue:
    """Aloita alusta: the form opens as new, with Kumoa for what stood in it."""
    try:
        remove(sheet.key, sheet.form.words)
    except Invalid:  # too long to keep, so what was kept before it is what can be brought back
        remove(sheet.key)
    sheet.finish()
    return redirect(removed_url(sheet.action, sheet.key), SEE_OTHER)


def _save_draft(sheet: Sheet) -> None:
    save_draft(
        session(),
        consultation_id=consultation().id,
        person=person(),
        form=sheet.key,
        fields=sheet.form.words,
        now=now(),
    )


def _show_kept(sheet: Sheet, refusal: DomainError) -> ResponseReturnValue:
    """It is too late, or the block is gone: the words are kept and shown for copying."""
    status = refusal.status
    if request.method == "POST":
        with suppress(Invalid):  # too long to keep, and still shown below
            _save_draft(sheet)
        transaction.keep()
    else:
        status = OK if isinstance(refusal, NotAllowed) else NOT_FOUND
    kept = [f for f in sheet.form if isinstance(f, TextAreaField) and f.data]
    return respond(
        "answering/kept.html",
        status=status,
        sheet=sheet,
        reason=sentence(refusal),
        kept=kept,
        back_label=back_label(sheet.spot),
        entering=entering(),
    )
