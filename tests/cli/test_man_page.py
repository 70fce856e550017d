"""The man page and the completions that the wheel installs: up to date, whole, and without an error of roff."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.tools.docs import FOLDER, PAGES, ROOT
from tests.tools.man import roff
from tui.cli import COMMANDS, command_parser

INSTALLED = {
    "docs/man/factlight.1": "share/man/man1/factlight.1",
    "docs/completions/factlight": "share/bash-completion/completions/factlight",
    "docs/completions/_factlight": "share/zsh/site-functions/_factlight",
    "docs/completions/factlight.fish": "share/fish/vendor_completions.d/factlight.fish",
}
PAGE = FOLDER / "man" / "factlight.1"


@pytest.mark.parametrize("name", PAGES)
def test_each_generated_page_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run: python -m tests.tools.docs"


def test_the_wheel_puts_them_where_shells_and_man_look() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"] == INSTALLED
    assert all((ROOT / name).is_file() for name in INSTALLED)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_man_page_tells_every_option_of_a_command(name: str) -> None:
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(f".SS {name}\n")
    part = rest.partition(".SS ")[0].partition(".SH ")[0]
    for action in command_parser(name)._actions:
        for option in action.option_strings if action.dest != "help" else ():
            assert rf"\fB{roff(option)}\fR" in part, option


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("--date 2025-11-03", r"\-\-date 2025\-11\-03"),
        (".config is a folder", r"\&.config is a folder"),
        ("'word'", r"\&'word'"),
        ("a\\b", r"a\eb"),
        ("“words” …", r"\(lqwords\(rq ..."),
        ("café ⟨", r"caf\[u00E9] \[u27E8]"),
    ],
)
def test_text_is_printed_as_it_is(words: str, printed: str) -> None:
    assert roff(words) == printed


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_roff_has_nothing_to_complain_of() -> None:
    done = subprocess.run(["groff", "-man", "-ww", "-Tascii", str(PAGE)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--password-command" in done.stdout


@pytest.mark.parametrize("name", ["completions/factlight", "completions/_factlight", "completions/factlight.fish"])
def test_completions_know_every_command_and_the_options_of_sync(name: str) -> None:
    script = Path(FOLDER / name).read_text(encoding="utf-8")
    assert all(command in script for command in COMMANDS)
    assert "password-command" in script


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_completes_from_the_installed_file() -> None:
    ask = (
        f"source {FOLDER / 'completions' / 'factlight'}; COMP_WORDS=(factlight sync --pass); COMP_CWORD=2; _factlight;"
        ' printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, timeout=30)
    assert done.stdout.split() == ["--password-command"], done.stderr
