"""The log of the server: one JSON object a line in production, plain lines elsewhere, no local variables."""

import structlog

from consult.config import Config


def configure_logs(config: Config) -> None:
    """Tracebacks show code, not values: cookies, tokens and addresses stay out of the log."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *_renderers(config),
        ],
        cache_logger_on_first_use=False,
    )


def _renderers(config: Config) -> list[structlog.typing.Processor]:
    if config.is_production:
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
