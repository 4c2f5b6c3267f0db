"""`consult worker`: sends the mails that wait in the outbox, and does what follows the clock."""

import os
import signal
import threading
from types import FrameType

import click
import structlog

from consult.config import Config, load_config
from consult.db import make_engine
from consult.mail.outbox import deliver_due
from consult.mail.timed import TimedWork
from consult.mail.transport import choose_transport
from consult.web.clock import utc_now

log = structlog.get_logger("consult.worker")

#: In the environment of a worker that `consult run` starts: the process to end with.
BESIDE = "CONSULT_BESIDE"
PAUSE_SECONDS = 1.0
LONG_PAUSE_SECONDS = 10.0


@click.command()
@click.option("--once", is_flag=True, help="Send what is due now and stop.")
@click.option("--beside", type=int, hidden=True, envvar=BESIDE, help="Stop when this parent has gone.")
def worker(*, once: bool, beside: int | None) -> None:
    """Send mails from the outbox until told to stop; several workers may run on PostgreSQL."""
    config = load_config()
    stop = threading.Event()
    if once:
        stop.set()
    else:
        _stop_on_signals(stop)
    work(config, stop, beside=beside)


def work(config: Config, stop: threading.Event, *, beside: int | None = None) -> None:
    """Go through the outbox, at least once, and again after a pause until stopped or left without parent."""
    engine = make_engine(config.database_url)
    transport = choose_transport(config)
    timed = TimedWork(engine, config, clock=utc_now)
    while True:
        pause = PAUSE_SECONDS
        try:
            timed.run()
            sent = deliver_due(engine, config, transport, clock=utc_now)
        except Exception:
            # A worker that dies of one bad moment sends no mail at all.
            log.exception("outbox failed")
            sent, pause = 0, LONG_PAUSE_SECONDS
        if (sent == 0 and stop.wait(pause)) or _is_orphan(beside):
            break
    engine.dispose()


def _is_orphan(parent: int | None) -> bool:
    """A parent that was killed could not stop us, and somebody else has become our parent."""
    return parent is not None and os.getppid() != parent


def _stop_on_signals(stop: threading.Event) -> None:
    def finish(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, finish)
