"""The built wheel in an environment of its own: what somebody has after ``pip install factlight``.

``FACTLIGHT_TEST_PYTHON=python3.13`` installs it for another Python than the one that runs the tests.
"""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.terminal import Program, Stuck
from tests.cli.test_man_page import INSTALLED
from tui import __version__

pytestmark = [
    pytest.mark.wheel,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals"),
    pytest.mark.skipif(importlib.util.find_spec("build") is None, reason="the package build is not installed"),
]

ROOT = Path(__file__).parent.parent
TITLE = "Westhaven opens its new sea wall"
PAGE = ROOT / "tests" / "cli" / "cases" / "files" / "page.html"


class Installed:
    """What was built, and the environment that the wheel was installed into."""

    def __init__(self, folder: Path) -> None:
        self.dist = folder / "dist"
        self.prefix = folder / "installed"
        self.command = self.prefix / "bin" / "factlight"

    @property
    def wheel(self) -> Path:
        return next(self.dist.glob("*.whl"))

    @property
    def sdist(self) -> Path:
        return next(self.dist.glob("*.tar.gz"))


def _run(*command: str | Path) -> str:
    """What a command said in all; fails the test with it where the command fails."""
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=900, env=_outside()
    )
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def _outside() -> dict[str, str]:
    """The environment without what lets this checkout, its .venv or a library of ours show through."""
    ours = ("FACTLIGHT_", "XDG_", "PYTHON", "VIRTUAL_ENV", "LC_", "LANG", "NO_COLOR", "COLORTERM")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Built and installed once for all workers of a run. Skips where the package index is out of reach."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    made = Installed(shared / "wheel")
    made.dist.parent.mkdir(exist_ok=True)
    with (shared / "wheel.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made.dist.parent / "done").exists():
            _make(made)
            (made.dist.parent / "done").touch()
    return made


def _make(made: Installed) -> None:
    near = subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", made.dist.parent / "index", "hatchling"],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if near.returncode:
        pytest.skip(f"the package index is out of reach: {near.stderr.strip()[-200:]}")
    _run(sys.executable, "-m", "build", "--outdir", made.dist, ROOT)
    _run(os.environ.get("FACTLIGHT_TEST_PYTHON", sys.executable), "-m", "venv", made.prefix)
    pip: list[str | Path] = [
        made.prefix / "bin" / "python",
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
    ]
    _run(*pip, "pip>=23.3")
    (made.dist.parent / "said").write_text(_run(*pip, made.wheel), encoding="utf-8")


@pytest.fixture
def fresh_home(tmp_path: Path) -> Path:
    home = tmp_path / "fresh"
    home.mkdir()
    return home


@pytest.fixture
def locked_home(tmp_path: Path) -> Iterator[Path]:
    """A home that nothing can be written into: for the superuser, who may write anywhere, one inside /proc."""
    if os.getuid() == 0:
        if not Path("/proc/self").exists():
            pytest.skip("the superuser can write into every home, and there is no /proc")
        yield Path("/proc/factlight-home")
        return
    home = tmp_path / "locked"
    home.mkdir(mode=0o500)
    yield home
    home.chmod(0o700)


def _call(installed: Installed, home: Path, *argv: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [installed.command, *argv], cwd="/", capture_output=True, encoding="utf-8", timeout=120, stdin=subprocess.DEVNULL,
        env=_outside() | {"HOME": str(home), **env},
    )  # fmt: skip


def _reader(installed: Installed, home: Path, **env: str) -> None:
    """Open the demonstration in a pseudo-terminal until its title stands there, then leave."""
    unset = [word for name in sorted(os.environ.keys() - _outside().keys()) for word in ("-u", name)]
    program = Program(["/usr/bin/env", *unset, str(installed.command), "demo"], home, env=env)
    try:
        program.until(TITLE, timeout=120)
        program.quiet()
        for _ in range(4):  # a first start may show what to press, which the first q puts away
            program.send(b"q")
            try:
                program.until("(?!)", timeout=10)
            except Stuck as stuck:
                if str(stuck).startswith("the program ended"):
                    break
        else:
            raise AssertionError(f"it did not end:\n{program.text}")
        assert os.waitstatus_to_exitcode(os.waitpid(program.pid, 0)[1]) == 0
        assert "Traceback" not in program.text
    finally:
        program.close()


def test_nothing_warns_while_it_is_installed(installed: Installed) -> None:
    said = (installed.dist.parent / "said").read_text(encoding="utf-8").splitlines()
    assert [
        line for line in said if "Location 'file://" not in line
    ] == []  # folders that pip was configured to look into


def test_the_wheel_holds_the_program_and_what_shells_and_man_read(installed: Installed) -> None:
    names = zipfile.ZipFile(installed.wheel).namelist()
    assert "tui/cli/demonstration.txt" in names
    assert not [name for name in names if name.startswith(("tests/", "seeds/"))]
    for place in INSTALLED.values():
        assert f"factlight-{__version__}.data/data/{place}" in names
        assert (installed.prefix / place).is_file()


def test_the_sdist_holds_what_builds_it_and_not_the_sample_article(installed: Installed) -> None:
    with tarfile.open(installed.sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert {"pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md", *INSTALLED} <= set(names)
    assert not [name for name in names if name.startswith("seeds/") and name.endswith(".txt")]


def test_it_says_its_version(installed: Installed, fresh_home: Path) -> None:
    done = _call(installed, fresh_home, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"factlight {__version__}\n", "")


def test_facts_of_a_text(installed: Installed, fresh_home: Path) -> None:
    text = fresh_home / "text.txt"
    text.write_text("The city of Bergen bought 48 electric buses on Monday.\n", encoding="utf-8")
    done = _call(installed, fresh_home, "facts", "--json", "--date", "2025-11-05", text)
    assert (done.returncode, done.stderr) == (0, "")
    words = {fact["text"] for fact in json.loads(done.stdout)["facts"]}
    assert "48" in " ".join(words)
    assert "Monday" in words


def test_a_saved_page(installed: Installed, fresh_home: Path) -> None:
    done = _call(installed, fresh_home, "show", PAGE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# The ferry sails again\n")


@pytest.mark.parametrize("env", [{}, {"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}], ids=["no locale", "C", "UTF-8"])
def test_the_demonstration_in_an_empty_home(installed: Installed, fresh_home: Path, env: dict[str, str]) -> None:
    _reader(installed, fresh_home, **env)


def test_the_demonstration_in_a_home_that_cannot_be_written(installed: Installed, locked_home: Path) -> None:
    _reader(installed, locked_home)
    done = _call(installed, locked_home, "demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"# {TITLE}")


def test_the_demonstration_on_a_terminal_that_prints_lines_only(installed: Installed, fresh_home: Path) -> None:
    unset = [word for name in sorted(os.environ.keys() - _outside().keys()) for word in ("-u", name)]
    command = ["/usr/bin/env", *unset, str(installed.command), "demo"]
    program = Program(command, fresh_home, rows=200, env={"TERM": "dumb"})
    try:
        program.until("2026-01-12", timeout=120)
        with pytest.raises(Stuck, match="the program ended"):
            program.until("(?!)", timeout=60)
    finally:
        program.close()
    assert TITLE in program.text
