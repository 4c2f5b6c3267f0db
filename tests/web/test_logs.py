"""What goes wrong is logged as one line that holds no secret and cannot be forged."""

import json

import pytest
import structlog

from consult.config import Config
from consult.web.logs import configure_logs
from tests.web.conftest import make_config


@pytest.fixture
def production(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The configuration of a production server, as far as the log is concerned."""
    return Config(secret_key="x" * 40, database_url="sqlite://", environment="production")


def fail(log: structlog.stdlib.BoundLogger) -> None:
    """An error with a secret among its local variables."""
    secret = "KANARIA-cookie"
    try:
        raise RuntimeError(f"broken after {len(secret)} letters")
    except RuntimeError:
        log.exception("failed", endpoint='a\n{"forged": true}')


def test_production_logs_one_json_object_a_line(
    production: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(production)
    fail(structlog.get_logger("test"))
    [line] = capsys.readouterr().out.splitlines()
    row = json.loads(line)
    assert row["event"] == "failed"
    assert row["endpoint"] == 'a\n{"forged": true}'
    assert "RuntimeError" in row["exception"]
    assert "KANARIA" not in row["exception"]


def test_no_log_shows_local_variables(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    configure_logs(make_config(tmp_path_factory.mktemp("logs")))
    fail(structlog.get_logger("test"))
    shown = capsys.readouterr().out
    assert "RuntimeError" in shown
    assert "KANARIA" not in shown
