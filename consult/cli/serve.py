"""`consult serve`: a production server, never Flask's development server."""

import gc
import socket
import sys
from collections.abc import Mapping

import click
from flask import Flask

from consult.cli.safety import check_machine
from consult.config import Config, UnsafeConfiguration, load_config
from consult.web.app import create_app

WORKERS = 2
THREADS = 4
GRACE_SECONDS = 30


@click.command()
def serve() -> None:
    """Serve the application: gunicorn on Unix, waitress elsewhere. A proxy with TLS stands before it."""
    serve_forever(load_config())


def serve_forever(config: Config) -> None:
    """Serve until told to stop."""
    check_machine(config)
    require_free_port(config)
    if sys.platform == "win32":
        _serve_with_waitress(config)
    else:
        _serve_with_gunicorn(config)


def require_free_port(config: Config) -> None:
    """A port that somebody else listens on is refused with its number, before anything is started."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            reason = f"Cannot listen on {config.host}:{config.port} ({error.strerror}). Set CONSULT_PORT."
            raise UnsafeConfiguration(reason) from error


def gunicorn_options(config: Config) -> Mapping[str, object]:
    """Two processes with four threads each, thirty seconds to finish what is under way."""
    return {
        "bind": f"[{config.host}]:{config.port}" if ":" in config.host else f"{config.host}:{config.port}",
        "workers": WORKERS,
        "threads": THREADS,
        "worker_class": "gthread",
        "graceful_timeout": GRACE_SECONDS,
        "timeout": GRACE_SECONDS * 2,
        "control_socket_disable": True,
        "loglevel": "warning",
    }


def _make_app(config: Config) -> Flask:
    """What is loaded now stays, so that cleaning up after a long page need not look through it again."""
    app = create_app(config)
    gc.collect()
    gc.freeze()
    return app


def _serve_with_gunicorn(config: Config) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        """Gunicorn with our settings; each process makes its own application and engine."""

        def load_config(self) -> None:
            """Hand the settings over."""
            for name, value in gunicorn_options(config).items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            """The application of one process."""
            return _make_app(config)

    Server().run()


def _serve_with_waitress(config: Config) -> None:
    import waitress

    waitress.serve(
        _make_app(config), host=config.host, port=config.port, threads=WORKERS * THREADS, ident=None
    )
