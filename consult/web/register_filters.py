"""What the register can be narrowed down by, the same for the administrator and for the agent who invites."""

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.exceptions import BadRequest

from consult.models import OrganisationKind
from consult.reports.register import Wanted, groups, register_choices
from consult.services.people import LANGUAGES
from consult.web.administration.labels import KINDS
from consult.web.coordination.labels import LANGUAGES as NAMES
from consult.web.current import session
from consult.web.query import MAX_DIGITS, asked_words, words_of
from consult.web.wording import gettext


@dataclass(frozen=True)
class Choice:
    """One list of the search form: name, label, values with their words."""

    name: str
    label: str
    options: list[tuple[str, str]]


FIELDS = ("q", "kind", "municipality", "sub_region", "sector", "language", "group")


def asked_filters() -> dict[str, str]:
    """What the address asks the register for, as it was typed."""
    typed = {name: asked_words(name) for name in FIELDS}
    return {name: value for name, value in typed.items() if value}


def wanted_of(filters: dict[str, str], *, uninvited_in: int | None = None) -> Wanted:
    """What is looked for; a kind, language or group that there cannot be is 400."""
    kind, language, group = (filters.get(name, "") for name in ("kind", "language", "group"))
    if (kind and kind not in set(OrganisationKind)) or (language and language not in LANGUAGES):
        raise BadRequest
    if group and not (group.isascii() and group.isdigit() and len(group) <= MAX_DIGITS):
        raise BadRequest
    return Wanted(
        words=words_of(filters.get("q", "")),
        kind=OrganisationKind(kind) if kind else None,
        sector=filters.get("sector", ""),
        municipality=filters.get("municipality", ""),
        sub_region=filters.get("sub_region", ""),
        language=language,
        group_id=int(group) if group else None,
        uninvited_in=uninvited_in,
    )


def filter_choices() -> list[Choice]:
    """What the search form offers besides words, in two queries; what has nothing to choose is left out."""
    known = register_choices(session())
    every = [
        Choice("kind", gettext("Level"), [(code.value, str(label)) for code, label in KINDS.items()]),
        Choice("municipality", gettext("Municipality"), _plain(known["municipality"])),
        Choice("sub_region", gettext("Sub-region"), _plain(known["sub_region"])),
        Choice("sector", gettext("Sector"), _plain(known["sector"])),
        Choice("language", gettext("Language"), [(code, str(name)) for code, name in NAMES.items()]),
        Choice(
            "group",
            gettext("Group"),
            [(str(found.group.id), f"{found.group.name} ({found.count})") for found in groups(session())],
        ),
    ]
    return [choice for choice in every if choice.options]


def _plain(values: Sequence[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in values]
