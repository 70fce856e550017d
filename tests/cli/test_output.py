"""Commands on all sorts of terminals: pipes that close, disks that are full, other encodings; doctor's origins."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli import run
from tui.library import Library

ROOT = Path(__file__).parents[2]
COMMANDS = (("show", "SEED"), ("show", "--html", "SEED"), ("facts", "SEED"), ("facts", "--json", "SEED"), ("keys",))


def factlight(argv: tuple[str, ...], seed: Path, stdout: object, **environ: str) -> subprocess.CompletedProcess[bytes]:
    real = [str(seed) if word == "SEED" else word for word in argv]
    done: subprocess.CompletedProcess[bytes] = subprocess.run(
        [sys.executable, "-m", "tui", *real], stdout=stdout, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd=ROOT,  # type: ignore[call-overload]
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
    )  # fmt: skip
    return done


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
@pytest.mark.skipif(os.name == "nt", reason="pipes are POSIX")
def test_a_reader_that_has_seen_enough_is_no_failure(argv: tuple[str, ...], seed_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = factlight(argv, seed_path, writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")
def test_a_full_disk_is_told_in_a_sentence(argv: tuple[str, ...], seed_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = factlight(argv, seed_path, full)
    assert (done.returncode, done.stderr) == (1, b"factlight: No space left on device; it was not finished.\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_pipes_get_utf8_in_every_locale(encoding: str, seed_path: Path) -> None:
    done = factlight(("show", "--plain", "SEED"), seed_path, subprocess.PIPE, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "US’s Hegseth" in done.stdout.decode("utf-8")


def doctor(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str], list[str]]:
    """(exit code, lines by their first word or setting, problems)."""
    code = run(["doctor"])
    out = capsys.readouterr().out.splitlines()
    settings = {line.split()[1]: line.partition(" = ")[2] for line in out if line.startswith("setting ")}
    others = {line.split()[0]: line[10:] for line in out if not line.startswith(("setting ", "look "))}
    return code, {**others, **settings}, [line[10:] for line in out if line.startswith("look ")]


def test_doctor_says_where_each_value_comes_from(
    capsys: pytest.CaptureFixture[str], own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "BROWSER", "TEXTUAL_THEME", "COLORFGBG", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} -x")
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.setenv("NO_COLOR", "1")
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "config.toml").write_text('# mine\nclipboard = "terminal"\nmeasure = 60\n')
    with Library.open() as library:
        library.states.kv_set("reader.density", "all")
        library.states.kv_set("reader.measure", 90)  # the file wins
    code, said, problems = doctor(capsys)
    assert (code, problems) == (0, [])
    assert said["density"] == '"all"  (learned from your keys)'
    assert said["measure"] == "60  (config.toml:3)"
    assert said["clipboard"] == '"terminal"  (config.toml:2)'
    assert said["editor"] == f'"{sys.executable} -x"  ($EDITOR)'
    assert said["ascii"] == "true  ($TERM)"
    assert said["justify"] == "false  (default)"
    assert "linux" in said["terminal"]
    assert "no colours ($NO_COLOR)" in said["terminal"]
    assert said["copies"] == "to the terminal (OSC 52)"
    monkeypatch.setenv("COLORFGBG", "0;15")
    assert doctor(capsys)[1]["theme"] == '"paper"  ($COLORFGBG)'


def test_doctor_tells_mistakes_in_both_files(capsys: pytest.CaptureFixture[str], own_home: Path) -> None:
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "config.toml").write_text('mesure = 60\ntheme = "grafite"\n')
    (own_home / "config" / "keys.toml").write_text('[keys]\nzenn = "j"\n')
    code, _, problems = doctor(capsys)
    assert code == 1
    assert [p.partition("”")[0] + p.partition("”")[2] for p in problems[:2]] == [
        "config.toml:1: there is no setting “mesure: did you mean measure?",
        "config.toml:2: there is no theme “grafite: did you mean graphite?",
    ]
    assert problems[2].startswith("keys.toml:2: there is no action “zenn”")


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_a_dumb_terminal_is_told_what_to_do(seed_path: Path) -> None:
    import pty

    main, side = pty.openpty()
    done = factlight(("SEED",), seed_path, side, TERM="dumb")
    os.close(side)
    os.close(main)
    assert done.returncode == 2
    assert b"factlight show" in done.stderr


def bash(script: str, folder: Path, *words: str) -> list[str]:
    """What bash would offer for the last of these words."""
    quoted = " ".join(f"'{word}'" for word in words)
    call = f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _factlight; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run(["bash", "-c", f"{script}\n{call}"], capture_output=True, text=True, cwd=folder, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes_commands_options_their_values_and_files(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run(["completion", "bash"])
    script = capsys.readouterr().out
    (tmp_path / "see me.txt").touch()
    assert bash(script, tmp_path, "factlight", "fa") == ["facts"]
    assert bash(script, tmp_path, "factlight", "se") == ["search", "see me.txt"]
    assert bash(script, tmp_path, "factlight", "facts", "--js") == ["--json", "--jsonl"]
    assert "organisation" in bash(script, tmp_path, "factlight", "facts", "--kind", "")
    assert bash(script, tmp_path, "factlight", "marks", "export", "--format", "o") == ["obsidian", "org"]
    assert bash(script, tmp_path, "factlight", "marks", "ex") == ["export"]
    assert bash(script, tmp_path, "factlight", "show", "see") == ["see me.txt"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_option_of_every_command_is_completed(capsys: pytest.CaptureFixture[str], shell: str) -> None:
    from tui.cli import COMMANDS
    from tui.cli.completion import words

    run(["completion", shell])
    script = capsys.readouterr().out
    for command in COMMANDS:
        found = words(command)
        assert command in script
        for option in (*found.options, *found.actions):
            assert (f"-l {option[2:]}" if shell == "fish" and option.startswith("--") else option) in script
