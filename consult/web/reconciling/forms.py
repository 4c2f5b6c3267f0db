"""The form of one place: an outcome and a reason for each rival, and the agent's own wording."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired

from consult.errors import Conflict
from consult.models import Outcome
from consult.services.decisions import Ruling, Verdict
from consult.web.forms import BaseForm

VERDICT = "verdict-"
RATIONALE = "rationale-"
#: The reason of one of several who propose the very same.
REASON = "reason-"


class RulingForm(BaseForm):
    """What belongs to the whole place; the rivals' fields are added by `ruling_form`."""

    seen = HiddenField()
    standing = HiddenField()
    wording = TextAreaField(lazy_gettext("The sentence in the next version"))
    rationale = TextAreaField(lazy_gettext("Reason"))

    def ruling(self) -> Ruling:
        """What the service takes."""
        return Ruling(
            seen=self.seen.data or "",
            standing=int(standing[:9]) if (standing := self.standing.data or "").isdecimal() else None,
            wording=self.wording.data or "",
            rationale=self.rationale.data or "",
            verdicts={
                key: Verdict(outcome, self[f"{RATIONALE}{key}"].data or "")
                for key in self._keys(VERDICT)
                if (outcome := _outcome(self[f"{VERDICT}{key}"].data)) is not None
            },
            reasons={key: self[f"{REASON}{key}"].data or "" for key in self._keys(REASON)},
        )

    def _keys(self, prefix: str) -> list[str]:
        return [name.removeprefix(prefix) for name in self._fields if name.startswith(prefix)]


def ruling_form(keys: Mapping[str, Collection[str]], **values: Any) -> RulingForm:
    """The form for these rivals, each with the keys of its members; several of them may have own reasons."""
    fields: dict[str, Any] = {}
    for key, members in keys.items():
        fields[f"{VERDICT}{key}"] = StringField()
        fields[f"{RATIONALE}{key}"] = TextAreaField(lazy_gettext("Reason"))
        for member in members if len(members) > 1 else ():
            fields[f"{REASON}{member}"] = TextAreaField(lazy_gettext("Reason"))
    kind: type[RulingForm] = type("PlaceForm", (RulingForm,), fields)
    return kind(data=values)


def shared_reason(reasons: Sequence[str]) -> str:
    """What all who propose the same were told, where none was told something else."""
    return "" if "" in reasons else Counter(reasons).most_common(1)[0][0]


class QuestionForm(BaseForm):
    """A question back to the one who proposed or commented."""

    text = TextAreaField(
        lazy_gettext("Your question"), validators=[DataRequired(lazy_gettext("Write the question."))]
    )


class PublishForm(BaseForm):
    """The preview that is being published, by the hash of what it was computed from."""

    input_hash = HiddenField()

    def check(self, input_hash: str) -> None:
        """What is published is what the preview showed."""
        if self.input_hash.data != input_hash:
            raise Conflict("A decision or a proposal has changed meanwhile. Look at the preview again.")


class OfficeEditForm(BaseForm):
    """The agent's own edit of a block, as a proposal of the office."""

    version = HiddenField()
    text = TextAreaField(lazy_gettext("The block as it should be"))
    rationale = TextAreaField(lazy_gettext("Reason"))


def _outcome(code: str | None) -> Outcome | None:
    return Outcome(code) if code in set(Outcome) else None
