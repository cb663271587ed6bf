"""Structured logs: one event a line, each with the request's id."""

import logging.config
import re
from typing import Any

import structlog

# A part of an address that is a key to what it opens: words signed by us (they hold a colon), or Django's own token.
KEY = re.compile(r"(?<=/)(?:[\w-]*:[\w:.-]{20,}|[0-9a-z]+-[0-9a-f]{32})(?=/|$|\s)", re.IGNORECASE)


def without_keys(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """An event without the links that open something to whoever has them (invitations, new passwords, addresses)."""
    return {name: KEY.sub("…", value) if isinstance(value, str) else value for name, value in event.items()}


SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def logging_settings(*, json: bool, level: str) -> dict[str, Any]:
    """Configure structlog and return the ``logging`` dictionary: JSON lines for machines, plain ones for people."""
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if json else structlog.dev.ConsoleRenderer()
    config = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"portal": _formatter(renderer)},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "portal"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "fontTools": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
            "django.utils.autoreload": {"level": "WARNING"},
        },
    }
    logging.config.dictConfig(config)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return config


def _formatter(renderer: Any) -> dict[str, Any]:
    """One form for our own events and for those of the libraries."""
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [meta, without_keys, structlog.processors.format_exc_info, renderer],
    }
