"""Settings come from the environment once, as one frozen value; an unsafe production refuses to start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

MIN_SECRET_BYTES = 32
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


class UnsafeConfiguration(Exception):
    """The configuration would be unsafe in production; each reason is one line."""


@dataclass(frozen=True)
class Config:
    """Everything the operator decides."""

    secret_key: str
    database_url: str
    base_url: str = "http://127.0.0.1:8000"
    environment: str = "production"
    var: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = 8000
    proxies: int = 0
    mail_sender: str = "consult@localhost"
    smtp_url: str = ""
    demo: bool = False
    timezone: str = "Europe/Helsinki"
    contact: str = ""
    trusted_hosts: tuple[str, ...] = field(default=())

    @property
    def is_production(self) -> bool:
        """Production is what is not development or test."""
        return self.environment == "production"

    @property
    def is_https(self) -> bool:
        """Cookies are Secure and carry the __Host- prefix exactly when the site is served over HTTPS."""
        return self.base_url.startswith("https://")

    @property
    def mail_dir(self) -> Path:
        """Where mails are written when no SMTP server is configured."""
        return self.var / "mail"

    @property
    def hosts(self) -> tuple[str, ...]:
        """Host names that requests may carry."""
        return self.trusted_hosts or (urlsplit(self.base_url).hostname or "",)


def load_config(env: Mapping[str, str] | None = None) -> Config:
    """The configuration that the environment describes, checked."""
    env = os.environ if env is None else env
    var = Path(env.get("CONSULT_VAR", "var")).absolute()
    environment = env.get("CONSULT_ENV", "production")
    secret = env.get("CONSULT_SECRET_KEY", "")
    if not secret and environment != "production":
        secret = _kept_secret(var)
    config = Config(
        secret_key=secret,
        database_url=env.get("CONSULT_DATABASE_URL", f"sqlite:///{var / 'consult.sqlite'}"),
        base_url=env.get("CONSULT_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        environment=environment,
        var=var,
        host=env.get("CONSULT_HOST", "127.0.0.1"),
        port=int(env.get("CONSULT_PORT", "8000")),
        proxies=int(env.get("CONSULT_PROXIES", "0")),
        mail_sender=env.get("CONSULT_MAIL_SENDER", "consult@localhost"),
        smtp_url=env.get("CONSULT_SMTP_URL", ""),
        demo=env.get("CONSULT_DEMO", "") == "1",
        contact=env.get("CONSULT_CONTACT", ""),
        trusted_hosts=tuple(host for host in env.get("CONSULT_TRUSTED_HOSTS", "").split(",") if host),
    )
    check(config)
    return config


def check(config: Config) -> None:
    """Refuse what is unsafe, naming every reason."""
    reasons = [reason for unsafe, reason in _rules(config) if unsafe]
    if reasons:
        raise UnsafeConfiguration("\n".join(reasons))


def _rules(config: Config) -> list[tuple[bool, str]]:
    loopback = config.host in LOOPBACK_HOSTS
    production = config.is_production
    return [
        (
            len(config.secret_key.encode()) < MIN_SECRET_BYTES,
            "CONSULT_SECRET_KEY must be at least 32 bytes of randomness.",
        ),
        (
            production and config.demo,
            "Demonstration mode (CONSULT_DEMO) is not for production.",
        ),
        (
            config.demo and not loopback,
            "Demonstration mode serves on a loopback address only.",
        ),
        (
            production and not config.is_https,
            "CONSULT_BASE_URL must be the https:// address that people use.",
        ),
        (
            production and not config.smtp_url,
            "CONSULT_SMTP_URL is needed, else no one can sign in.",
        ),
    ]


def _kept_secret(var: Path) -> str:
    """A development secret that stays the same from start to start."""
    path = var / "secret-key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()
