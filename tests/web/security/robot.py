"""A quick browser for asking much: cookies and a token, and no judgement of the pages."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from consult.web.sign_in_session import COOKIE_WITHOUT_HTTPS

HOST = "127.0.0.1"
SEED = "0123456789abcdef0123456789abcdef01234567"
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Robot:
    """One browser, signed in with a secret or nobody's."""

    def __init__(self, app: Flask, secret: str | None = None) -> None:
        self.http = app.test_client()
        self.base_url = f"http://{HOST}"
        serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own one has it
        self.http.set_cookie("consult-form", serializer.dumps({"csrf_token": SEED}), domain=HOST)
        self.token = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(SEED)
        if secret is not None:
            self.http.set_cookie(COOKIE_WITHOUT_HTTPS, secret, domain=HOST)

    def get(self, url: str, *, part: str = "") -> TestResponse:
        """Ask for a page, or for the part of it with this id."""
        headers = {**PART, "HX-Target": f"div#{part}"} if part else {}
        return self.http.get(url, base_url=self.base_url, headers=headers, buffered=True)

    def post(self, url: str, data: Mapping[str, Any] | None = None) -> TestResponse:
        """Send fields with a valid token."""
        fields = {**(data or {}), "csrf_token": self.token}
        return self.http.post(url, base_url=self.base_url, data=fields, buffered=True)

    def ask(self, method: str, url: str) -> TestResponse:
        """A page, or an empty form."""
        return self.get(url) if method == "GET" else self.post(url)
