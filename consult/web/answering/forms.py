"""The forms of those who answer. Each carries its voice and the version that was read."""

import re
from typing import Any, ClassVar

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Optional

from consult.models import CommentKind, Senders, Stance
from consult.text import BlockKind
from consult.web.forms import BaseForm
from consult.web.options import options

AFTER, BEFORE = "after", "before"
NUMBER = re.compile(r"\d{1,9}", re.ASCII)
KIND_LABELS = {
    CommentKind.MISSING: lazy_gettext("Something is missing"),
    CommentKind.NEEDLESS: lazy_gettext("This is needless"),
    CommentKind.REPHRASE: lazy_gettext("Say it differently"),
    CommentKind.DOING: lazy_gettext("We do this already"),
    CommentKind.OTHER: lazy_gettext("Something else"),
}
STANCE_LABELS = {
    Stance.ENDORSES: lazy_gettext("We support the draft"),
    Stance.NO_REMARKS: lazy_gettext("We have no remarks"),
}
SENDERS_LABELS = {
    Senders.MEMBERS: lazy_gettext("Every member can send what they wrote"),
    Senders.LEADS: lazy_gettext("Only the lead sends"),
}
BLOCK_LABELS = {
    BlockKind.PARAGRAPH: lazy_gettext("A paragraph"),
    BlockKind.BULLET: lazy_gettext("An item of a list"),
    BlockKind.NUMBERED: lazy_gettext("An item of a numbered list"),
    BlockKind.HEADING: lazy_gettext("A heading"),
}


def whole_number(value: object) -> int:
    """A number from a field; anything else is no number."""
    return int(str(value)) if NUMBER.fullmatch(str(value)) else 0


class VoiceForm(BaseForm):
    """Everything is said in the name of a voice."""

    shown: ClassVar[tuple[str, ...]] = (
        "place",
        "kind",
        "text",
        "through",
        "after",
        "stance",
        "rationale",
        "voice",
    )

    voice = RadioField(
        lazy_gettext("In whose name do you answer?"),
        coerce=whole_number,
        validate_choice=False,
        validators=[DataRequired(lazy_gettext("Choose in whose name you answer."))],
    )


class SpotForm(VoiceForm):
    """A form about one block as it stood in one version."""

    version = HiddenField()
    #: Names this opening of the form, so that what it sends after it was saved is known to be late.
    page = HiddenField()

    @property
    def words(self) -> dict[str, str]:
        """What the form holds, by the names a draft keeps it under."""
        held = {
            name: field.data
            for name, field in self._fields.items()
            if name not in ("csrf_token", "page") and field.data is not None
        }
        return {name: str(getattr(data, "value", data)) for name, data in held.items()}

    def bring_back(self, fields: dict[str, Any]) -> None:
        """Fill in what a draft has kept; what the form no longer asks is left out."""
        for name, kept in fields.items():
            field = self._fields.get(name)
            if field is not None and name not in ("csrf_token", "version", "page"):
                field.process_formdata([str(kept)])


class CommentForm(SpotForm):
    """A comment, guided by five questions."""

    kind = RadioField(
        lazy_gettext("What is your comment about?"),
        choices=options(KIND_LABELS),
        default=CommentKind.OTHER.value,
        validators=[DataRequired(lazy_gettext("Choose what your comment is about."))],
        validate_choice=False,
    )
    text = TextAreaField(
        lazy_gettext("Your comment"),
        validators=[DataRequired(lazy_gettext("Write a comment. One sentence is enough."))],
    )


class ReplyForm(SpotForm):
    """A reply needs no kind."""

    text = TextAreaField(
        lazy_gettext("Your reply"),
        validators=[DataRequired(lazy_gettext("Write a comment. One sentence is enough."))],
    )


class ProposalForm(SpotForm):
    """Every proposal has a reason."""

    rationale = TextAreaField(
        lazy_gettext("Reason"),
        validators=[DataRequired(lazy_gettext("Write a reason. One sentence is enough."))],
    )


class RewordForm(ProposalForm):
    """Other words for a block, or for the run of blocks that ends with `through`."""

    text = TextAreaField(
        lazy_gettext("Write the block as it should be"),
        validators=[
            DataRequired(lazy_gettext("Write the new text. To remove the block, choose its removal."))
        ],
    )
    covered = HiddenField()
    through = SelectField(
        lazy_gettext("Change several blocks at once"), validate_choice=False, validators=[Optional()]
    )


class AddForm(ProposalForm):
    """A new block after another, or before it at the very beginning of the text."""

    place = RadioField(
        lazy_gettext("Where does the new text come?"),
        choices=options(
            {
                AFTER: lazy_gettext("After this block"),
                BEFORE: lazy_gettext("Before this block, at the very beginning"),
            }
        ),
        default=AFTER,
        validators=[Optional()],
    )

    text = TextAreaField(
        lazy_gettext("The new text"), validators=[DataRequired(lazy_gettext("Write the new text."))]
    )
    kind = RadioField(
        lazy_gettext("What is it?"),
        choices=options(BLOCK_LABELS),
        default=BlockKind.PARAGRAPH.value,
        validators=[DataRequired(lazy_gettext("Choose what the new text is."))],
    )


class RemoveForm(ProposalForm):
    """Leave the block out."""


class MoveForm(ProposalForm):
    """Another place for the block."""

    after = SelectField(
        lazy_gettext("Where should the block be?"),
        validate_choice=False,
        validators=[DataRequired(lazy_gettext("Choose the new place."))],
    )


class AnswerForm(VoiceForm):
    """Sending what has been saved, with a stance if one is taken; `asked` are the questions with options."""

    asked: ClassVar[tuple[int, ...]] = ()

    stance = RadioField(
        lazy_gettext("How do you see the draft as a whole?"),
        choices=options({"": lazy_gettext("No stance"), **STANCE_LABELS}),
        default="",
        validators=[Optional()],
    )


class SendersForm(BaseForm):
    """Who may send in the name of the organisation."""

    senders = RadioField(lazy_gettext("Who sends?"), choices=options(SENDERS_LABELS), validate_choice=False)


class ClarifyForm(VoiceForm):
    """The reply to the change agent's question."""

    text = TextAreaField(
        lazy_gettext("Your answer"), validators=[DataRequired(lazy_gettext("Write an answer."))]
    )
