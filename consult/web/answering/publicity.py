"""What becomes public, to whom and when: said before anything is sent."""

from consult.models import Access, Round, Visibility
from consult.web.current import consultation
from consult.web.i18n import FILTERS
from consult.web.wording import gettext


def publicity(round_: Round | None) -> list[str]:
    """Sentences for the reader by the consultation's rule; a person's own name is never among it."""
    return [_words(round_), gettext("Your own name is not shown.")]


def _words(round_: Round | None) -> str:
    is_public = consultation().access is Access.PUBLIC
    if consultation().visibility is Visibility.SENT:
        if is_public:
            return gettext(
                "When you send your answer, everyone who reads this page sees the name of your organisation, "
                "your words and your reasons at once."
            )
        return gettext(
            "When you send your answer, the organisations that take part see the name of your organisation, "
            "your words and your reasons at once."
        )
    if consultation().visibility is Visibility.CLOSED:
        return _after_closing(round_, is_public=is_public)
    if is_public:
        return gettext(
            "Only the change agent sees your answer first. When the next version is published, everyone sees "
            "the name of your organisation, your words, your reasons and the decision."
        )
    return gettext(
        "Only the change agent sees your answer first. When the next version is published, the organisations "
        "that take part see the name of your organisation, your words, your reasons and the decision."
    )


def _after_closing(round_: Round | None, *, is_public: bool) -> str:
    when = FILTERS["datetime"](round_.closes_at) if round_ is not None else "–"
    if is_public:
        return gettext(
            "Only the change agent sees your answer first. When the round closes on %(when)s, everyone sees "
            "the name of your organisation, your words and your reasons.",
            when=when,
        )
    return gettext(
        "Only the change agent sees your answer first. When the round closes on %(when)s, the organisations "
        "that take part see the name of your organisation, your words and your reasons.",
        when=when,
    )
