"""`consult run` and `consult serve`: the whole thing in processes of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from consult.cli.run import demonstration_environment
from consult.cli.serve import gunicorn_options, require_free_port
from consult.config import Config, UnsafeConfiguration, load_config

PATIENCE = 60


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`consult run` in this folder until the test is done with it."""
    environment = {**os.environ, "CONSULT_VAR": str(folder / "var"), "CONSULT_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "consult.cli", "run"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)


def answer(url: str, process: subprocess.Popen[str]) -> str:
    """What the server says once it serves."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urlopen(url, timeout=5) as response:
                return str(response.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {url}")


def test_it_serves_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, port) as process:
        assert answer(f"http://127.0.0.1:{port}/healthz", process) == "ok\n"
        assert "<h1" in answer(f"http://127.0.0.1:{port}/", process)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert f"consult is at http://127.0.0.1:{port}/" in output
    assert "Traceback" not in output
    with socket.create_server(("127.0.0.1", port)):
        pass


def test_nothing_of_it_lives_on_when_it_is_killed(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, port) as process:
        answer(f"http://127.0.0.1:{port}/healthz", process)
        process.kill()
        # What it printed ends only when the last process that it started has gone.
        process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL


def test_a_port_that_is_taken_is_named_before_anything_is_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(tmp_path, port) as process:
            output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert f"127.0.0.1:{port}" in output
    assert "CONSULT_PORT" in output


def test_the_demonstration_is_for_this_machine(tmp_path: Path) -> None:
    config = load_config(demonstration_environment({"CONSULT_PORT": "9000", "CONSULT_VAR": str(tmp_path)}))
    assert config.demo
    assert not config.is_production
    assert (config.host, config.base_url) == ("127.0.0.1", "http://127.0.0.1:9000")


def test_what_the_operator_says_goes_first(tmp_path: Path) -> None:
    given = {"CONSULT_VAR": str(tmp_path), "CONSULT_HOST": "0.0.0.0"}  # noqa: S104 - it is refused
    with pytest.raises(UnsafeConfiguration, match="loopback"):
        load_config(demonstration_environment(given))


def test_two_processes_of_four_threads() -> None:
    options = gunicorn_options(Config(secret_key="", database_url="", host="::1", port=8001))
    assert (options["workers"], options["threads"], options["worker_class"]) == (2, 4, "gthread")
    assert options["bind"] == "[::1]:8001"


def test_a_free_port_is_free() -> None:
    require_free_port(Config(secret_key="", database_url="", port=free_port()))
