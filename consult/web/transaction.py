"""One transaction per request: committed below 400, rolled back otherwise, closed at the end."""

from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.db import reading_session
from consult.web.current import SAFE_METHODS, shell

FIRST_ERROR = 400


class TransactionalFlask(Flask):
    """A Flask whose views are each one transaction; a failing commit is an error like any other."""

    def dispatch_request(self) -> ResponseReturnValue:
        """Answer the request, then commit or roll back before anything leaves."""
        response = self.make_response(super().dispatch_request())
        finish(response.status_code)
        return response


def keep() -> None:
    """Commit even though the answer will be an error: a wrong code counts as a try."""
    g.keep = True


def pause() -> None:
    """Give the write lock back while something slow is done; nothing has been written so far."""
    session: Session | None = g.get("session")
    if session is not None:
        session.rollback()


def finish(status: int) -> None:
    """Commit what an unsafe method answered below 400 has changed, roll back everything else."""
    session: Session | None = g.get("session")
    if session is None:
        return
    if request.method not in SAFE_METHODS and (status < FIRST_ERROR or g.get("keep", False)):
        session.commit()
    else:
        session.rollback()


def abandon() -> None:
    """Undo everything; what an error page still reads, it reads without a lock."""
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.rollback()
        session.close()
        g.pop("consultation", None)
        g.pop("own_voices", None)
    g.session = reading_session(shell().engine)


def close(_error: BaseException | None = None) -> None:
    """Give the connection back."""
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()
