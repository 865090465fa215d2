"""The environment → one Settings. No other module looks at the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment tells: where the ledger lies, who is at work, whether to show what went wrong inside."""

    ledger: str
    person: str
    debug: bool


def load_settings(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> Settings:
    """The settings; the ledger is `SAYSO_LEDGER`, else `sayso.db` in the user's data folder.

    >>> load_settings({"HOME": "/home/ada", "USER": "ada"}, "linux").ledger
    '/home/ada/.local/share/sayso/sayso.db'
    """
    told = os.environ if environment is None else environment
    return Settings(
        ledger=told.get("SAYSO_LEDGER") or str(_data_folder(told, platform) / "sayso" / "sayso.db"),
        person=told.get("USER") or told.get("LOGNAME") or told.get("USERNAME") or "unknown",
        debug=told.get("SAYSO_DEBUG") == "1",
    )


def _data_folder(told: Mapping[str, str], platform: str) -> Path:
    home = Path(told.get("HOME") or told.get("USERPROFILE") or Path.cwd())
    if platform == "win32":
        return Path(told.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(told.get("XDG_DATA_HOME") or home / ".local" / "share")
