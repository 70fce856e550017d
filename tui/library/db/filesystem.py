"""Where a library can lie, and what follows from it: private files, network folders, read-only places."""

from __future__ import annotations

import os
from pathlib import Path

from tui.library.db.errors import LibraryError

NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "davfs", "fuse.rclone"})
"""File systems on which SQLite's write-ahead log is not safe (https://www.sqlite.org/wal.html, §1)."""


def make_private_file(path: Path) -> bool:
    """Create ``path`` empty with mode 0600 in a folder made 0700; True when it was made now. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except FileExistsError:
        return False
    os.close(handle)
    return True


def is_network(path: Path) -> bool:
    """Whether ``path`` lies on a network file system, where the system says so (Linux)."""
    try:
        table = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
        here = str(path.resolve())
    except OSError:
        return False
    best, kind = "", ""
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        folder = fields[1].replace("\\040", " ")
        inside = here == folder or here.startswith(folder.rstrip("/") + "/")
        if inside and len(folder) >= len(best):
            best, kind = folder, fields[2]
    return kind in NETWORK


def can_write(path: Path) -> bool:
    """Whether the file and its folder can be written: SQLite needs both."""
    target = path if path.exists() else path.parent
    return os.access(target, os.W_OK) and os.access(path.parent, os.W_OK)


def header(path: Path) -> tuple[bytes, int, int]:
    """(magic, user_version, application_id) from the file's first 100 bytes, read without SQLite.

    Nothing is written, so a foreign file stays byte for byte as it is. An empty file gives
    ``(b"", 0, 0)``. Raises LibraryError when the file cannot be read.
    See https://www.sqlite.org/fileformat2.html, §1.3.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(100)
    except OSError as error:
        raise LibraryError(f"the library {path} cannot be read ({error.strerror or error}).") from error
    return head[:16], int.from_bytes(head[60:64], "big"), int.from_bytes(head[68:72], "big")
