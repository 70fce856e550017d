"""Writing a file so that it is either the old one or the new one, and names that every system accepts."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from tui.text.sanitize import sanitize_line

NAME_LIMIT = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*#^\[\]\x00-\x1f]+')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)", re.IGNORECASE)


def write_atomically(path: Path, text: str, *, private: bool = False) -> None:
    """Write UTF-8 text: to a temporary file beside ``path``, synced, then renamed over it.

    A failure (a full disk, a lost folder) leaves an old file as it was. A new file gets mode 0600
    when ``private``, else the usual mode; an old one keeps its own. Raises OSError.
    """
    path = Path(path)
    target = path.resolve() if path.is_symlink() else path
    try:
        mode = target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o600 if private else 0o666 & ~mask
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    try:
        with open(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    with suppress(OSError):  # the rename itself; some systems cannot sync a folder
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def append(path: Path, text: str) -> None:
    """Put UTF-8 text behind the last line of a file, after an empty line, and sync it; nothing else is touched.

    Lines end as the file's own do. Where it does not go in whole (a full disk), the file is cut back to
    what it was. Raises OSError.
    """
    with open(path, "r+b") as file:
        data = file.read()
        end = b"\r\n" if b"\r\n" in data else b"\n"
        before = b"" if not data or data.endswith((b"\n\n", b"\n\r\n")) else end if data.endswith(b"\n") else end + end
        size = file.tell()
        try:
            file.write(before + text.encode("utf-8", "replace").replace(b"\n", end))
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                os.truncate(path, size)
            raise


def safe_name(title: str, suffix: str = "", default: str = "untitled") -> str:
    """A file name made from a title: valid on Windows too, no path, no leading dot or dash, of bounded length."""
    name = _FORBIDDEN.sub(" ", sanitize_line(title))
    name = " ".join(name.split()).lstrip(".- ~$").rstrip(". ")
    while len(name.encode("utf-8", "replace")) > NAME_LIMIT:
        name = name[:-1]
    name = name.rstrip(". ") or default
    if _RESERVED.match(name):
        name = f"_{name}"
    return name + suffix
