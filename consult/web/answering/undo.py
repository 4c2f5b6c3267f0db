"""What was just withdrawn, so that the page can offer Kumoa."""

import re
from dataclasses import dataclass

from flask import request, url_for

from consult.errors import NotFound
from consult.web.answering.found import found_comment, found_proposal

ASKED = re.compile(r"(comment|proposal):(\d{1,9})", re.ASCII)


@dataclass(frozen=True)
class Withdrawn:
    """One comment or proposal that can be brought back."""

    noun: str
    number: int

    @property
    def restore_url(self) -> str:
        """Where Kumoa posts to."""
        if self.noun == "comment":
            return url_for("answering.restore_comment", number=self.number)
        return url_for("answering.restore_proposal", number=self.number)


def just_withdrawn() -> Withdrawn | None:
    """What the address names, when it is indeed withdrawn and one's own."""
    asked = ASKED.fullmatch(request.args.get("withdrawn", ""))
    if asked is None:
        return None
    noun, number = asked[1], int(asked[2])
    try:
        found = found_comment(number) if noun == "comment" else found_proposal(number)
    except NotFound:
        return None
    return Withdrawn(noun, number) if found.withdrawn_at is not None else None
