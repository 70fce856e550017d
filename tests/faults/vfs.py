"""A file system for SQLite whose Nth write, sync or truncation goes wrong, put under the interpreter's own ``sqlite3``.

The shim copies the default VFS and the method table of each file it opens (https://www.sqlite.org/vfs.html) and puts
its own xWrite, xSync and xTruncate into the copy. Works where Python uses a shared libsqlite3.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

OK, IOERR_WRITE, IOERR_FSYNC, FULL = 0, 778, 1034, 13

_File = ctypes.c_void_p
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_int)
_CUT = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_int64)
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


class Faults:
    """The plan: how many operations to let pass, and what then happens, once or from then on."""

    def __init__(self) -> None:
        self.left = -1  # operations until the fault, -1: never
        self.mode = ""
        self.lasting = False
        self.hit = False

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
            if not faults.now():
                return int(real_write(file, data, size, at))
            if faults.mode == "lie":
                return OK
            if faults.mode == "short":
                real_write(file, data, size // 2, at)
                return IOERR_WRITE
            return FULL if faults.mode == "full" else IOERR_WRITE

        def sync(file: int, flags: int) -> int:
            if not faults.now() or faults.mode == "full":
                return int(real_sync(file, flags))
            return OK if faults.mode == "lie" else IOERR_FSYNC

        def cut(file: int, size: int) -> int:
            if not faults.now() or faults.mode in ("full", "lie"):
                return int(real_cut(file, size))
            return IOERR_WRITE

        made = (_WRITE(write), _SYNC(sync), _CUT(cut))
        copy.write, copy.sync, copy.truncate = (ctypes.cast(f, ctypes.c_void_p).value for f in made)
        keep.extend((real_write, real_sync, real_cut, made))
        tables[address] = copy
        return copy

    def opened(vfs: int, name: int | None, file: int, flags: int, out: ctypes._Pointer[ctypes.c_int]) -> int:
        code = int(real_open(ctypes.addressof(default.contents), name, file, flags, out))
        place = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
        if code == OK and place[0]:
            place[0] = ctypes.addressof(methods_of(int(place[0])))
        return code

    real_open, callback = _OPEN(default.contents.open), _OPEN(opened)
    shim.open = ctypes.cast(callback, ctypes.c_void_p).value
    lib.sqlite3_vfs_register(ctypes.byref(shim), 1)
    try:
        yield faults
    finally:
        lib.sqlite3_vfs_unregister(ctypes.byref(shim))
        lib.sqlite3_vfs_register(default, 1)
