"""The application: one function that puts the parts together and refuses what is unsafe."""

import secrets
from collections.abc import Callable
from datetime import datetime

from flask import Flask, Response, g
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from consult.config import Config
from consult.db import make_engine
from consult.resources import resource_dir
from consult.web import loading, opening, permission, sign_in_session, transaction
from consult.web.blueprints import register_blueprints
from consult.web.clock import utc_now
from consult.web.cross_site import refuse_cross_site
from consult.web.current import Shell, shell
from consult.web.errors import answer_errors
from consult.web.headers import write_headers
from consult.web.i18n import speak
from consult.web.limits import MAX_FIELDS, Size, limit_size
from consult.web.logs import configure_logs
from consult.web.navigation import show_navigation
from consult.web.numbers import bound_numbers
from consult.web.reading.feed import identify_by_key
from consult.web.templating import prepare_templates
from consult.web.transaction import TransactionalFlask

#: Views that a mail program calls, which has neither page nor cookie: the secret in the address is the right.
WITHOUT_TOKEN = ("consult.web.mails.routes.end",)
LOOPBACK = ("127.0.0.1", "localhost")


def create_app(config: Config, *, clock: Callable[[], datetime] = utc_now) -> Flask:
    """The whole application on one engine; an endpoint without a permission keeps it from starting."""
    configure_logs(config)
    app = TransactionalFlask(
        "consult", template_folder=resource_dir("templates"), static_folder=resource_dir("static")
    )
    app.config.from_mapping(_settings(config))
    app.extensions["consult"] = Shell(config=config, engine=make_engine(config.database_url), clock=clock)
    if config.proxies:
        count = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # the documented way to wrap it
    bound_numbers(app)
    _order_steps(app)
    speak(app, config)
    prepare_templates(app)
    show_navigation(app)
    loading.keep_slug(app)
    answer_errors(app)
    register_blueprints(app, config)
    permission.check_declared(app)
    return app


def _order_steps(app: Flask) -> None:
    """What happens before and after every view, in this order."""
    app.before_request(_arrive)
    app.before_request(sign_in_session.identify)
    app.before_request(identify_by_key)
    app.before_request(refuse_cross_site)
    app.before_request(limit_size)
    protection = CSRFProtect(app)
    for view in WITHOUT_TOKEN:
        protection.exempt(view)
    app.before_request(permission.judge)
    app.after_request(write_headers)
    app.after_request(_touch)
    app.teardown_request(transaction.close)


def _arrive() -> None:
    g.now = shell().clock()
    g.request_id = secrets.token_hex(6)


def _touch(response: Response) -> Response:
    transaction.close()
    sign_in_session.touch()
    opening.note(response)
    return response


def _settings(config: Config) -> dict[str, object]:
    hosts = config.hosts if config.is_production else (*config.hosts, *LOOPBACK)
    return {
        "SECRET_KEY": config.secret_key,
        "PROPAGATE_EXCEPTIONS": config.environment == "test",
        "TRUSTED_HOSTS": list(hosts),
        "PREFERRED_URL_SCHEME": "https" if config.is_https else "http",
        "MAX_CONTENT_LENGTH": int(Size.UPLOAD),
        "MAX_FORM_MEMORY_SIZE": int(Size.DOCUMENT),
        "MAX_FORM_PARTS": MAX_FIELDS,
        # Flask's own cookie carries the form token and the messages of one page, never who is signed in.
        "SESSION_COOKIE_NAME": "__Host-form" if config.is_https else "consult-form",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # A form may be filled in for hours; the token lives as long as the browser's session.
        "WTF_CSRF_TIME_LIMIT": None,
        # The Referer is withheld on sign-in pages; Sec-Fetch-Site and the token do this work.
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_DEFAULT_LOCALE": "fi",
    }
