"""What a Word or PDF file had that is not kept, in words, before anything is published."""

from collections.abc import Sequence
from typing import Any

from flask_babel import ngettext

from consult.web.wording import gettext


def left_out_sentences(left_out: Sequence[Sequence[Any]]) -> list[str]:
    """One sentence for each kind of thing."""
    return [_sentence(str(kind), int(count)) for kind, count in left_out]


def _sentence(kind: str, num: int) -> str:
    counted = _counted(num)
    return counted[kind] if kind in counted else _told(kind)


def _counted(num: int) -> dict[str, str]:
    return {
        "tracked_changes": ngettext(
            "%(num)s tracked change was taken as accepted.",
            "%(num)s tracked changes were taken as accepted.",
            num,
        ),
        "comments": ngettext("%(num)s comment was left out.", "%(num)s comments were left out.", num),
        "footnotes": ngettext(
            "%(num)s footnote had no words and was left out.",
            "%(num)s footnotes had no words and were left out.",
            num,
        ),
        "pictures": ngettext(
            "%(num)s picture could not be kept and was left out.",
            "%(num)s pictures could not be kept and were left out.",
            num,
        ),
        "around": ngettext(
            "%(num)s change to the sender, the addressee or other text around the statement was left out.",
            "%(num)s changes to the sender, the addressee or other text around the statement were left out.",
            num,
        ),
        "text_boxes": ngettext("%(num)s text box was left out.", "%(num)s text boxes were left out.", num),
        "shapes": ngettext("%(num)s drawing was left out.", "%(num)s drawings were left out.", num),
        "charts": ngettext("%(num)s chart was left out.", "%(num)s charts were left out.", num),
        "formulas": ngettext("%(num)s formula was left out.", "%(num)s formulas were left out.", num),
        "embedded": ngettext(
            "%(num)s embedded file was left out.", "%(num)s embedded files were left out.", num
        ),
        "nested_tables": ngettext(
            "%(num)s table inside a table became text.", "%(num)s tables inside tables became text.", num
        ),
        "deep_headings": ngettext(
            "%(num)s heading was deeper than three levels and is now of level three.",
            "%(num)s headings were deeper than three levels and are now of level three.",
            num,
        ),
        "typed_numbers": ngettext(
            "%(num)s typed heading number was taken off: headings are numbered by themselves.",
            "%(num)s typed heading numbers were taken off: headings are numbered by themselves.",
            num,
        ),
        "links": ngettext(
            "%(num)s link led elsewhere than to the web; only its words stayed.",
            "%(num)s links led elsewhere than to the web; only their words stayed.",
            num,
        ),
        "pages_without_text": ngettext(
            "%(num)s page has no text, only pictures.", "%(num)s pages have no text, only pictures.", num
        ),
    }


def _told(kind: str) -> str:
    return {
        "foreign_parts": gettext("Text that the file took from other files was left out."),
        "headers": gettext("Headers and footers were left out."),
        "contents": gettext("The table of contents was left out: it is made by itself."),
        "lists_in_cells": gettext("Lists inside table cells became text."),
        "hidden_text": gettext("Hidden text was left out."),
        "strikethrough": gettext("Struck through text stayed without its line."),
        "raised": gettext("Raised and lowered letters became ordinary ones."),
        "symbols": gettext("Some symbols could not be read and were left out."),
    }.get(kind, gettext("Something in the file could not be kept."))
