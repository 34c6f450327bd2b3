"""Recipients: those of the settings, or of a file."""

from __future__ import annotations

from pathlib import Path

import yaml

from ..errors import ConfigError
from ..settings import SETTINGS_FILE, RecipientSetting, Settings, parse_recipients


def read_recipients(settings: Settings, path: Path | None = None) -> tuple[RecipientSetting, ...]:
    """Those of the file ``path``, else of ``mail: recipients``, a list or a file's name. Raises ConfigError.

    A file that ends in .txt holds one address a line, and any other the same list as the settings.
    """
    named = settings.mail.recipients
    if path is None and isinstance(named, str):
        path = settings.root / named
    found = _read_file(path) if path is not None else named
    if not found:
        raise ConfigError(
            "there are no recipients", subject=str(path or settings.root / SETTINGS_FILE), hint="see README.md, Mail"
        )
    return found


def _read_file(path: Path) -> tuple[RecipientSetting, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", subject=str(path), hint="save it as UTF-8 text") from error
    if path.suffix == ".txt":
        lines = (line.strip() for line in text.splitlines())
        return tuple(RecipientSetting(line) for line in lines if line and not line.startswith("#"))
    try:
        return parse_recipients(yaml.safe_load(text) or [], path)
    except yaml.YAMLError as error:
        raise ConfigError(f"is not valid YAML: {error}", subject=str(path), hint="correct the line named") from error
