"""`consult run`: everything at once for a developer or a first look, on this machine only."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.cli.role_links import make_role_links
from consult.cli.serve import require_free_port, serve_forever
from consult.cli.worker import BESIDE
from consult.config import load_config
from consult.db import make_engine, writing_session
from consult.demo import load_demo
from consult.migrate import upgrade
from consult.models import Consultation
from consult.web.clock import utc_now

STOP_SECONDS = 10


@click.command()
def run() -> None:
    """Prepare var/, load the demonstration on the first start, print sign-in links, serve and send mail."""
    environment = demonstration_environment(os.environ)
    config = load_config(environment)
    require_free_port(config)
    upgrade(config.database_url)
    engine = make_engine(config.database_url)
    with writing_session(engine) as session:
        load_demonstration(session)
        links = make_role_links(session, config, now=utc_now())
        session.commit()
    engine.dispose()
    click.echo(f"\nconsult is at {config.base_url}/ (Ctrl-C stops it)\n")
    for role, link in links:
        click.echo(f"  {role}\n    {link}\n")
    click.echo(f"  Mails: {config.base_url}/dev/mails\n")
    with worker_beside(environment):
        serve_forever(config)


def demonstration_environment(given: Mapping[str, str]) -> dict[str, str]:
    """The settings of the demonstration, under what the environment already says."""
    port = given.get("CONSULT_PORT", "8000")
    defaults = {
        "CONSULT_ENV": "development",
        "CONSULT_DEMO": "1",
        "CONSULT_PORT": port,
        "CONSULT_BASE_URL": f"http://127.0.0.1:{port}",
    }
    return {**defaults, **given}


def load_demonstration(session: Session) -> None:
    """Load the demonstration when there is nothing yet."""
    if session.scalar(select(Consultation.id).limit(1)) is not None:
        return
    click.echo("Loading the demonstration …")
    load_demo(session, now=utc_now())


@contextmanager
def worker_beside(environment: Mapping[str, str]) -> Iterator[None]:
    """Mails are sent by a process of their own, which ends when we do, even when we are killed."""
    child = subprocess.Popen(
        [sys.executable, "-m", "consult.cli", "worker"],
        env={**os.environ, **environment, BESIDE: str(os.getpid())},
    )
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
