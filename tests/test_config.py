"""An unsafe production does not start, and says every reason."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from consult.config import Config, UnsafeConfiguration, check, load_config

SAFE = {
    "CONSULT_SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "CONSULT_BASE_URL": "https://lausunto.example/",
    "CONSULT_SMTP_URL": "smtps://mail.example",
}


def test_a_safe_production_starts(tmp_path: Path) -> None:
    config = load_config({**SAFE, "CONSULT_VAR": str(tmp_path)})
    assert config.is_production
    assert config.is_https
    assert config.base_url == "https://lausunto.example"
    assert config.hosts == ("lausunto.example",)
    assert not config.demo


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"CONSULT_SECRET_KEY": ""}, "CONSULT_SECRET_KEY"),
        ({"CONSULT_SECRET_KEY": "x" * 31}, "32 bytes"),
        ({"CONSULT_BASE_URL": "http://lausunto.example"}, "https://"),
        ({"CONSULT_SMTP_URL": ""}, "CONSULT_SMTP_URL"),
        ({"CONSULT_DEMO": "1"}, "Demonstration"),
    ],
)
def test_each_reason_is_named(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    with pytest.raises(UnsafeConfiguration, match=reason):
        load_config({**SAFE, "CONSULT_VAR": str(tmp_path), **change})


def test_all_reasons_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnsafeConfiguration) as caught:
        load_config({"CONSULT_VAR": str(tmp_path)})
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "lausunto.example", "::"])  # noqa: S104 - refused
def test_the_demonstration_stays_on_this_machine(host: str) -> None:
    config = Config(secret_key="x" * 40, database_url="", environment="development", demo=True, host=host)
    with pytest.raises(UnsafeConfiguration, match="loopback"):
        check(config)
    check(replace(config, host="127.0.0.1"))


def test_a_development_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    env = {"CONSULT_ENV": "development", "CONSULT_VAR": str(tmp_path / "var")}
    first, second = load_config(env).secret_key, load_config(env).secret_key
    assert first == second
    assert len(first.encode()) >= 32
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600


def test_hosts_can_be_listed(tmp_path: Path) -> None:
    env = {**SAFE, "CONSULT_VAR": str(tmp_path), "CONSULT_TRUSTED_HOSTS": "a.example,b.example"}
    assert load_config(env).hosts == ("a.example", "b.example")
