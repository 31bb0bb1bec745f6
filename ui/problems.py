"""What the page says when something goes wrong that nobody foresaw, and where it writes the details."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from assistant.errors import SettingsError
from assistant.settings import load_settings

_logger = logging.getLogger("social_value.web")


def log_path() -> Path:
    """The file that gets the details, in the data directory of the settings."""
    return load_settings().data_dir / "web.log"


def something_broke() -> str:
    """Write the exception being handled to the log; say so calmly, with the place of the log."""
    handler, place = _open_log()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _logger.addHandler(handler)
    try:
        _logger.exception("the page could not answer")
    finally:
        _logger.removeHandler(handler)
        handler.close()
    return f"Something broke, so there is no answer. It is our fault, not yours. The details are in {place}."


def _open_log() -> tuple[logging.Handler, str]:
    """The log and its place; standard error when there is no data directory to write in."""
    try:
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8"), str(path)
    except (OSError, SettingsError):
        return logging.StreamHandler(), "the terminal that runs this page"
