"""Why a mail could not be sent, told apart by what the mail server did."""

import smtplib
import ssl

from consult.mail.transport import UnsafeServer
from consult.models import Trouble

PERMANENT = 500
DETAIL_LENGTH = 500

#: In this order: the first kind that an error is of says what is wrong.
KINDS: tuple[tuple[type[Exception], Trouble], ...] = (
    (UnsafeServer, Trouble.INSECURE),
    (ssl.SSLError, Trouble.INSECURE),
    (smtplib.SMTPException, Trouble.UNREACHABLE),
    (OSError, Trouble.UNREACHABLE),
)


def trouble_of(error: Exception) -> Trouble:
    """What is wrong; what comes neither from the server nor from the way to it is our own fault."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return Trouble.ADDRESS if _code_of(error) >= PERMANENT else Trouble.LATER
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Trouble.PASSWORD
    # smtplib tells of a silent server as of one that hung up.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return Trouble.SILENT
    if isinstance(error, smtplib.SMTPResponseException):
        return Trouble.REFUSED if error.smtp_code >= PERMANENT else Trouble.LATER
    return next((trouble for kind, trouble in KINDS if isinstance(error, kind)), Trouble.BROKEN)


def detail_of(error: Exception) -> str:
    """What the server said, or the kind of the error; never what stands in the mail."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _line(code, said)
    if isinstance(error, smtplib.SMTPResponseException):
        return _line(error.smtp_code, error.smtp_error)
    return type(error).__name__


def _code_of(error: smtplib.SMTPRecipientsRefused) -> int:
    return max(code for code, _ in error.recipients.values())


def _line(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:DETAIL_LENGTH]
