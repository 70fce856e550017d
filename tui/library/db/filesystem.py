"""Where a library can lie, and what follows from it: private files, network folders, read-only places."""

from __future__ import annotations

import os
from contextlib import suppress
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


def in_use(path: Path) -> bool:
    """Whether another program has the library open, asked without SQLite, which would write to a damaged file.

    Every connection holds a lock on byte 128 of the file of shared memory (https://www.sqlite.org/walformat.html,
    §2.3.1), one without shared memory on bytes of the library itself. False where the system has no such locks.
    Not for a program that has the library open itself: closing the file would drop its own locks.
    """
    return _locked(path.with_name(path.name + "-shm"), 128, 1) or _locked(path, 0x40000000, 512)


def _locked(path: Path, first: int, count: int) -> bool:
    try:
        import fcntl

        with open(path, "rb+") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, count, first)
            except (BlockingIOError, PermissionError):
                return True
            fcntl.lockf(file, fcntl.LOCK_UN, count, first)
    except (ImportError, OSError):
        return False
    return False


def put_aside(path: Path, kept: Path) -> None:
    """Give a library and what belongs to it another name, so that a new file can take its place. Raises OSError.

    The log goes first: it must not meet the new file, whatever happens in between. Where the system has links, the
    library itself stands under both names until it is replaced.
    """
    for tail in ("-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            os.replace(path.with_name(path.name + tail), kept.with_name(kept.name + tail))
    try:
        os.link(path, kept)
    except OSError:
        os.replace(path, kept)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system can. Raises nothing."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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
