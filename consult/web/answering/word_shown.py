"""A returned file as its page shows it before anything is saved."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.docx import Recognition
from consult.models import Voice
from consult.reports.returned_files import Returned, ReturnedChange, Standing
from consult.services.returned_parts import words_of
from consult.web.answering.shown import ShownChange, shown_changes
from consult.web.answering.spot import number_of
from consult.web.block_names import place_name
from consult.web.intake.left_out import left_out_sentences
from consult.web.wording import gettext, ngettext

#: How a change stands now, as the chips of the house call it.
CHIPS = {
    Standing.INCLUDED: "included",
    Standing.PARTLY: "partly",
    Standing.CHANGED: "changed",
    Standing.GONE: "gone",
}


@dataclass(frozen=True)
class ShownItem:
    """One change or comment. `label` names its block, `chip` how it stands in the newest version."""

    key: str
    label: str
    block_number: int | None
    changes: Sequence[ShownChange] = ()
    words: str = ""
    quote: str = ""
    chip: str = ""
    chip_text: str = ""
    is_resolved: bool = False


@dataclass(frozen=True)
class ShownAuthor:
    """Somebody whom the file names, with what they propose and say."""

    place: int
    name: str
    voice_id: int
    proposals: tuple[ShownItem, ...]
    comments: tuple[ShownItem, ...]


def show_authors(returned: Returned, voices: Sequence[Voice], chosen: dict[int, int]) -> list[ShownAuthor]:
    """Everybody in the order of the file; an only organisation speaks for all of them."""
    default = voices[0].id if len(voices) == 1 else 0
    return [
        ShownAuthor(
            place,
            name or gettext("Somebody without a name"),
            chosen.get(place, default),
            tuple(_change(change, returned) for change in returned.changes if change.author == place),
            _remarks(returned, place),
        )
        for place, name in enumerate(returned.reply.authors)
    ]


def show_silent(returned: Returned) -> tuple[ShownItem, ...]:
    """What was edited without tracking."""
    return tuple(_change(change, returned) for change in returned.silent)


def _change(change: ReturnedChange, returned: Returned) -> ShownItem:
    block = change.change.place.block
    standing = change.standing
    return ShownItem(
        key=change.key,
        label=str(place_name(returned.base, block)) if block else gettext("At the beginning"),
        block_number=number_of(returned.base, block),
        changes=shown_changes(change.proposal, returned.base),
        chip=CHIPS.get(standing, ""),
        chip_text=gettext("Partly in the text already") if standing is Standing.PARTLY else "",
    )


def _remarks(returned: Returned, place: int) -> tuple[ShownItem, ...]:
    return tuple(
        ShownItem(
            key=each.key,
            label=str(place_name(returned.base, each.remark.block or returned.base.blocks[0].id)),
            block_number=number_of(returned.base, each.remark.block or ""),
            words=words_of(each),
            quote=each.remark.quote,
            is_resolved=each.remark.is_resolved,
        )
        for each in returned.remarks
        if each.author == place
    )


def recognised_sentence(returned: Returned, number: int) -> str:
    """Which version the file is based on, and how that is known."""
    sentences = {
        Recognition.PROPERTIES: gettext(
            "The file says that it is based on version %(number)s.", number=number
        ),
        Recognition.BOOKMARKS: gettext(
            "The file is based on version %(number)s by its blocks.", number=number
        ),
        Recognition.SIMILARITY: gettext(
            "The file is based on version %(number)s by its words: %(share)s %% of them are the same.",
            number=number,
            share=int(returned.reply.share * 100),
        ),
        Recognition.CHOSEN: gettext("You chose version %(number)s.", number=number),
    }
    return sentences[returned.reply.recognised]


def omitted_sentences(returned: Returned) -> list[str]:
    """What the file had that is no part of the answer."""
    reply = returned.reply
    found = []
    if reply.format_changes:
        found.append(
            ngettext(
                "%(num)s change of looks, such as bold, was left out.",
                "%(num)s changes of looks, such as bold, were left out.",
                reply.format_changes,
            )
        )
    if reply.entangled:
        found.append(
            ngettext(
                "%(num)s place where somebody deleted what somebody else had added was left out.",
                "%(num)s places where somebody deleted what somebody else had added were left out.",
                reply.entangled,
            )
        )
    return found + left_out_sentences([(item.kind, item.count) for item in reply.left_out])
