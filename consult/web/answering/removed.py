"""Unfinished words that are thrown away, from their form or from a list, and Kumoa."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.models import Draft
from consult.security import Permission
from consult.services.drafts import THROWN, bring_back, load_draft, throw_away, thrown_away
from consult.web.answering.blueprint import SEE_OTHER, blueprint
from consult.web.answering.halfway import form_url, kept_drafts
from consult.web.current import consultation, now, person, session
from consult.web.loading import NO_SUCH_PAGE
from consult.web.permission import permission
from consult.web.wording import gettext

PAGES = {"own": "answering.own", "review": "answering.review"}


@dataclass(frozen=True)
class Removed:
    """One form whose words can be brought back."""

    form: str


def remove(form: str, fields: Mapping[str, str] | None = None) -> None:
    """The words of a form are thrown away: those that are given, else those that were kept."""
    throw_away(
        session(), consultation_id=consultation().id, person=person(), form=form, fields=fields, now=now()
    )


def removed_url(page: str, form: str) -> str:
    """The page with the offer to bring the words back."""
    return f"{page}{'&' if '?' in page else '?'}{urlencode({'removed': form})}"


def just_removed() -> Removed | None:
    """What the address names, while it can be brought back."""
    form = request.args.get("removed", "")
    is_there = form and any(draft.form == THROWN + form for draft in kept_drafts())
    return Removed(form) if is_there else None


@blueprint.post("/drafts/remove")
@permission(Permission.CONTRIBUTE)
def remove_draft() -> ResponseReturnValue:
    """Throw unfinished words away from the list of them."""
    form = request.form.get("form", "")
    _require_here(load_draft(session(), person_id=person().id, form=form))
    remove(form)
    flash(url_for("answering.autosave", form=form), "clear-draft")
    page = PAGES.get(request.form.get("from", ""), PAGES["own"])
    return redirect(removed_url(url_for(page), form), SEE_OTHER)


@blueprint.post("/drafts/restore")
@permission(Permission.CONTRIBUTE)
def restore_draft() -> ResponseReturnValue:
    """Kumoa: the words are back, on the page that the button stood on."""
    form = request.form.get("form", "")
    _require_here(thrown_away(session(), person_id=person().id, form=form))
    bring_back(session(), person_id=person().id, form=form)
    page = PAGES.get(request.form.get("from", ""))
    if page is None:  # the form itself says that its words are back
        return redirect(form_url(form) or url_for(PAGES["own"]), SEE_OTHER)
    flash(gettext("Your unfinished text is back."))
    return redirect(url_for(page), SEE_OTHER)


def _require_here(draft: Draft | None) -> None:
    if draft is None or draft.consultation_id != consultation().id:
        raise NotFound(NO_SUCH_PAGE)
