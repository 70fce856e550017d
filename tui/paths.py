"""Where Factlight keeps its files. Nothing is created here; makers create what they need, private.

Each folder can be set by an environment variable; otherwise platformdirs follows the system's rules.
"""

from __future__ import annotations

import os
from pathlib import Path

APP = "factlight"


def _folder(variable: str, kind: str) -> Path:
    chosen = os.environ.get(variable, "")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs  # free once Textual is loaded, 3 ms otherwise

    return Path(getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False))


def data_dir() -> Path:
    """Holds the library and its backups (``FACTLIGHT_DATA_DIR``)."""
    return _folder("FACTLIGHT_DATA_DIR", "data")


def config_dir() -> Path:
    """Holds what the user writes: config.toml, keys.toml (``FACTLIGHT_CONFIG_DIR``)."""
    return _folder("FACTLIGHT_CONFIG_DIR", "config")


def cache_dir() -> Path:
    """Holds what can be fetched or made again (``FACTLIGHT_CACHE_DIR``)."""
    return _folder("FACTLIGHT_CACHE_DIR", "cache")


def library_file() -> Path:
    """The database (``FACTLIGHT_DB``, else ``library.db`` in the data folder)."""
    chosen = os.environ.get("FACTLIGHT_DB", "")
    return Path(chosen).expanduser() if chosen else data_dir() / "library.db"
