"""What becomes public of a signature, to whom and when: said before it is given."""

from consult.models import Access
from consult.web.current import consultation
from consult.web.wording import gettext


def publicity() -> list[str]:
    """Sentences for the lead."""
    is_public = consultation().access is Access.PUBLIC
    return [
        gettext(
            "When the signing has closed, everyone sees who has signed: the name and home municipality of "
            "the organisation, and the name and position of the one who signs."
        )
        if is_public
        else gettext(
            "When the signing has closed, the organisations that take part and the authority see who has "
            "signed: the name and home municipality of the organisation, and the name and position of the "
            "one who signs."
        ),
        gettext("A dissenting view is published as an annex of the statement, in the organisation's name."),
        gettext("The body and the day of handling are seen by the change agent only."),
        gettext("If you do not sign, only the change agent sees it."),
    ]
