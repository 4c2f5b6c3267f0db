"""Another site may not make a reader's browser change anything here."""

from flask import request

from consult.errors import NotAllowed
from consult.web.current import SAFE_METHODS


def refuse_cross_site() -> None:
    """Browsers say where an unsafe request comes from; what comes from elsewhere is refused."""
    if request.method in SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise NotAllowed("The form was sent from another site. Open the page here and try again.")
