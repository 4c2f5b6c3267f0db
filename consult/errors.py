"""Failures with a text for the reader. Message ids are English sentences; the edge translates them."""


class DomainError(Exception):
    """Something the reader is told in one sentence; nothing was changed."""

    status = 422

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params = params


class Invalid(DomainError):
    """What was typed cannot be accepted; `field` names the form field when there is one."""

    def __init__(self, message: str, *, field: str = "", **params: object) -> None:
        super().__init__(message, **params)
        self.field = field


class NotFound(DomainError):
    """There is no such thing, or it is not for this reader."""

    status = 404


class NotAllowed(DomainError):
    """The reader may not do this, or not any more."""

    status = 403


class TooMany(DomainError):
    """Too much in a short while; later it is taken again."""

    status = 429


class Conflict(DomainError):
    """Somebody was faster: `theirs` is what stands now, `ours` what the reader tried to save."""

    status = 409

    def __init__(self, message: str, *, ours: str = "", theirs: str = "", **params: object) -> None:
        super().__init__(message, **params)
        self.ours = ours
        self.theirs = theirs
