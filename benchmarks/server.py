"""The production server on a free port of this machine, for as long as it is measured."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from socket import socket

from consult.config import Config
from consult.web.sign_in_session import COOKIE_WITHOUT_HTTPS

START_SECONDS, STOP_SECONDS = 30, 40
OK = 200
HOST = "127.0.0.1"

Fetch = Callable[[str], bytes]


@contextmanager
def served(config: Config, secret: str) -> Iterator[Fetch]:
    """A function that fetches a page with this sign-in over one kept connection."""
    port = _free_port()
    environment = {
        **os.environ,
        "CONSULT_ENV": "development",
        "CONSULT_VAR": str(config.var),
        "CONSULT_DATABASE_URL": config.database_url,
        "CONSULT_SECRET_KEY": config.secret_key,
        "CONSULT_PORT": str(port),
        "CONSULT_BASE_URL": f"http://{HOST}:{port}",
    }
    process = subprocess.Popen([sys.executable, "-m", "consult.cli", "serve"], env=environment)
    connection = HTTPConnection(HOST, port, timeout=START_SECONDS)
    try:
        _wait_for(process, port)
        yield lambda url: _fetch(connection, url, secret)
    finally:
        connection.close()
        process.terminate()
        process.wait(STOP_SECONDS)


def _fetch(connection: HTTPConnection, url: str, secret: str) -> bytes:
    connection.request("GET", url, headers={"Cookie": f"{COOKIE_WITHOUT_HTTPS}={secret}"})
    response = connection.getresponse()
    body = response.read()
    assert response.status == OK, f"{url}: {response.status}"
    return body


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            probe = HTTPConnection(HOST, port, timeout=1)
            probe.request("HEAD", "/accessibility")
            probe.getresponse().read()
            probe.close()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
