"""A file system for SQLite whose Nth write, sync or truncation goes wrong, put under the interpreter's own ``sqlite3``.

The shim copies the default VFS and the method table of each file it opens (https://www.sqlite.org/vfs.html) and puts
its own xWrite, xSync and xTruncate into the copy. Works where Python uses a shared libsqlite3.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

OK, IOERR_WRITE, IOERR_FSYNC, FULL = 0, 778, 1034, 13
IOERR_LOCK, IOERR_SHMMAP = 3850, 5386

_File = ctypes.c_void_p
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_int)
_CUT = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_int64)
_LOCK = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_int)
_SHM = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, _File, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
"""xOpen. The name is handed on as the pointer it is: SQLite keeps the query's parameters behind it."""


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = (
        ("version", ctypes.c_int),
        *((name, ctypes.c_void_p) for name in (
            "close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "check", "control", "sector", "device",
            "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch")),
    )  # fmt: skip


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, version 3."""

    _fields_ = (
        ("version", ctypes.c_int), ("file_size", ctypes.c_int), ("longest", ctypes.c_int), ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p), ("data", ctypes.c_void_p), ("open", ctypes.c_void_p),
        *((f"method{n}", ctypes.c_void_p) for n in range(14)),
    )  # fmt: skip


def available() -> bool:
    """Whether the interpreter's sqlite3 uses a shared library that can be reached."""
    return _library() is not None


def _library() -> ctypes.CDLL | None:
    try:
        told = subprocess.run(["ldd", _sqlite3.__file__ or ""], capture_output=True, text=True).stdout
        path = next(line.split("=>")[1].split()[0] for line in told.splitlines() if "libsqlite3" in line)
        return ctypes.CDLL(path)
    except (OSError, StopIteration, AttributeError):
        return None


class Disk:
    """What a disk would hold after a power cut: what was synced, and of what was not, any part in any order."""

    def __init__(self) -> None:
        self.durable: dict[str, bytearray] = {}
        self.pending: dict[str, list[tuple[int, bytes | None]]] = {}
        """Writes (place, bytes) and truncations (length, None) of each file since it was synced."""
        self.names: dict[int, str] = {}
        self.left = -1  # operations until the power goes, -1: never
        self.off = False

    def opened(self, file: int, name: str) -> None:
        self.names[file] = name
        if name not in self.durable:
            path = Path(name)
            self.durable[name] = bytearray(path.read_bytes() if path.exists() else b"")
            self.pending[name] = []

    def goes_on(self) -> bool:
        """Whether there is power for the operation at hand."""
        if self.left == 0:
            self.off = True
        self.left -= self.left > 0
        return not self.off

    def write(self, file: int, at: int, data: bytes | None) -> None:
        if file in self.names:
            self.pending[self.names[file]].append((at, data))

    def sync(self, file: int) -> None:
        if file in self.names:
            name = self.names[file]
            for at, data in self.pending[name]:
                _apply(self.durable[name], at, data)
            self.pending[name].clear()

    def after(self, folder: Path, chance: random.Random) -> None:
        """Write into ``folder`` what the disk may hold: each unsynced write is there, torn, or not."""
        for name, synced in self.durable.items():
            data = bytearray(synced)
            waiting = list(self.pending[name])
            keep = chance.random()
            chance.shuffle(waiting)
            for at, piece in waiting:
                if chance.random() < keep:
                    torn = piece is not None and chance.random() < 0.2
                    _apply(data, at, piece[: len(piece) // 1024 * 512] if torn and piece is not None else piece)
            if (data or waiting) and (data or chance.random() < 0.5):
                (folder / Path(name).name).write_bytes(data)


def _apply(image: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del image[at:]
        return
    if len(image) < at:
        image.extend(bytes(at - len(image)))
    image[at : at + len(data)] = data


class Faults:
    """The plan: how many operations to let pass, and what then happens, once or from then on."""

    def __init__(self) -> None:
        self.left = -1  # operations until the fault, -1: never
        self.mode = ""
        self.lasting = False
        self.hit = False
        self.unable = ""  # "memory": files cannot share any; "locks": nor be locked
        self.disk: Disk | None = None  # set: nothing fails, but the power may go

    def arm(self, nth: int, mode: str, *, lasting: bool = False) -> None:
        """The ``nth`` operation (from 0) goes wrong: "fail", "full", "short" (half is written) or "lie" (nothing is)."""
        self.left, self.mode, self.lasting, self.hit = nth, mode, lasting, False

    def disarm(self) -> None:
        self.left = -1

    def now(self) -> bool:
        """Whether the operation at hand goes wrong."""
        if self.left < 0:
            return False
        if self.left > 0:
            self.left -= 1
            return False
        self.hit = True
        if not self.lasting:
            self.left = -1
        return True

    def write(self, real: Callable[..., int], file: int, data: int, size: int, at: int) -> int:
        """xWrite."""
        if self.disk is not None:
            if not self.disk.goes_on():
                return IOERR_WRITE
            self.disk.write(file, at, ctypes.string_at(data, size))
        if not self.now():
            return int(real(file, data, size, at))
        if self.mode == "lie":
            return OK
        if self.mode == "short":
            real(file, data, size // 2, at)
            return IOERR_WRITE
        return FULL if self.mode == "full" else IOERR_WRITE

    def sync(self, real: Callable[..., int], file: int, flags: int) -> int:
        """xSync."""
        if self.disk is not None:
            if not self.disk.goes_on():
                return IOERR_FSYNC
            self.disk.sync(file)
            return OK  # what is on the real disk does not matter here
        if not self.now() or self.mode == "full":
            return int(real(file, flags))
        return OK if self.mode == "lie" else IOERR_FSYNC

    def cut(self, real: Callable[..., int], file: int, size: int) -> int:
        """xTruncate."""
        if self.disk is not None:
            if not self.disk.goes_on():
                return IOERR_WRITE
            self.disk.write(file, size, None)
        if not self.now() or self.mode in ("full", "lie"):
            return int(real(file, size))
        return IOERR_WRITE


@contextmanager
def installed() -> Iterator[Faults]:
    """Every database opened inside goes through the shim, which is made the default VFS."""
    lib = _library()
    assert lib is not None
    lib.sqlite3_vfs_find.restype = ctypes.c_void_p
    faults = Faults()
    default = ctypes.cast(lib.sqlite3_vfs_find(None), ctypes.POINTER(_Vfs))
    shim = _Vfs.from_buffer_copy(default.contents)
    shim.name = b"faults"
    shim.next = None
    tables: dict[int, _Methods] = {}  # copies by the address of the original, kept alive here
    keep: list[object] = []

    def methods_of(address: int) -> _Methods:
        if address in tables:
            return tables[address]
        real = _Methods.from_address(address)
        copy = _Methods.from_buffer_copy(real)
        real_write, real_sync, real_cut = _WRITE(real.write), _SYNC(real.sync), _CUT(real.truncate)

        def write(file: int, data: int, size: int, at: int) -> int:
            return faults.write(real_write, file, data, size, at)

        def sync(file: int, flags: int) -> int:
            return faults.sync(real_sync, file, flags)

        def cut(file: int, size: int) -> int:
            return faults.cut(real_cut, file, size)

        made = (_WRITE(write), _SYNC(sync), _CUT(cut))
        copy.write, copy.sync, copy.truncate = (ctypes.cast(f, ctypes.c_void_p).value for f in made)
        keep.extend((real_write, real_sync, real_cut, made))
        if address == shared and faults.unable:
            copy.shm_map = ctypes.cast(no_memory, ctypes.c_void_p).value
            if faults.unable == "locks":
                copy.lock = ctypes.cast(no_lock, ctypes.c_void_p).value
        tables[address] = copy
        return copy

    shared = 0  # the methods of the default VFS's files, which SQLite gives the first file of all

    def opened(vfs: int, name: int | None, file: int, flags: int, out: ctypes._Pointer[ctypes.c_int]) -> int:
        code = int(real_open(ctypes.addressof(default.contents), name, file, flags, out))
        place = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
        if code == OK and name and faults.disk is not None:
            faults.disk.opened(file, ctypes.string_at(name).decode())
        if code == OK and place[0]:
            nonlocal shared
            shared = shared or int(place[0])
            place[0] = ctypes.addressof(methods_of(int(place[0])))
        return code

    no_lock, no_memory = _LOCK(lambda file, kind: IOERR_LOCK), _SHM(lambda *what: IOERR_SHMMAP)
    real_open, callback = _OPEN(default.contents.open), _OPEN(opened)
    shim.open = ctypes.cast(callback, ctypes.c_void_p).value
    lib.sqlite3_vfs_register(ctypes.byref(shim), 1)
    try:
        yield faults
    finally:
        lib.sqlite3_vfs_unregister(ctypes.byref(shim))
        lib.sqlite3_vfs_register(default, 1)
