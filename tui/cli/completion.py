"""Shell completion: prints a script for bash, zsh or fish.

examples:
  factlight completion bash >> ~/.bashrc
  factlight completion zsh > "${fpath[1]}/_factlight"
  factlight completion fish > ~/.config/fish/completions/factlight.fish
"""

from __future__ import annotations

import argparse
import importlib
import re
from typing import NamedTuple

from tui.cli import COMMANDS, EXIT_OK

GENERAL = ("--date", "--help", "--version")


class Words(NamedTuple):
    """What may follow a command: its options, words that are no option, and the values of options."""

    options: list[str]
    actions: list[str]
    values: dict[str, list[str]]


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def run(args: argparse.Namespace) -> int:
    """Print the script for ``args.shell``; the exit code."""
    print(script(args.shell))
    return EXIT_OK


def script(shell: str) -> str:
    """The completion script for ``shell``: "bash", "zsh" or "fish", without a line break at its end."""
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]({name: words(name) for name in COMMANDS})


def words(command: str) -> Words:
    """What may follow a command, read from its own parser."""
    parser = argparse.ArgumentParser(prog=command)
    importlib.import_module(f"tui.cli.{command}").configure(parser)
    found = Words([], [], {})
    for action in parser._actions:
        long = [option for option in action.option_strings if option.startswith("--")]
        found.options.extend(long)
        choices = [str(choice) for choice in action.choices or ()]
        if choices and not long:
            found.actions.extend(choices)
        for option in long if choices else ():
            found.values[option] = choices
    if command == "marks":
        from tui.bookmarks.formats import FORMATS

        found.values["--format"] = [form.name for form in FORMATS.values() if form.writes]
    return found


def _bash(commands: dict[str, Words]) -> str:
    cases = []
    for name, found in commands.items():
        values = "".join(f" {option}) words='{' '.join(v)}'; files= ;;" for option, v in found.values.items())
        inner = f"case $before in{values} *) words=$all ;; esac" if values else "words=$all"
        cases.append(f"        {name}) all='{' '.join((*found.actions, *found.options))}'; {inner} ;;")
    listing = "\n".join(cases)
    return f"""\
_factlight() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} files=1 all words name
    if [ "$COMP_CWORD" -eq 1 ]; then
        words='{" ".join((*commands, *GENERAL))}'
    else
        case ${{COMP_WORDS[1]}} in
{listing}
        *) words='{" ".join(GENERAL)}' ;;
        esac
    fi
    COMPREPLY=()
    while IFS= read -r name; do [ -n "$name" ] && COMPREPLY+=("$name"); done < <(compgen -W "$words" -- "$current")
    [ -z "$files" ] && return
    while IFS= read -r name; do [ -n "$name" ] && COMPREPLY+=("$name"); done < <(compgen -f -- "$current")
}}
complete -o filenames -F _factlight factlight"""


def _zsh(commands: dict[str, Words]) -> str:
    listing = "\n".join(f"        '{name}:{_quiet(COMMANDS[name])}'" for name in commands)
    cases = []
    for name, found in commands.items():
        for option, values in found.values.items():
            cases.append(f"        {name},{option}) compadd -- {' '.join(values)}; return ;;")
    for name, found in commands.items():
        cases.append(f"        {name},*) compadd -- {' '.join((*found.actions, *found.options))} ;;")
    lines = "\n".join(cases)
    return f"""\
#compdef factlight
_factlight() {{
    local -a commands=(
{listing}
    )
    if (( CURRENT == 2 )); then
        _describe command commands
        _files
        return
    fi
    case "$words[2],$words[CURRENT-1]" in
{lines}
    esac
    _files
}}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _factlight "$@"
else
    compdef _factlight factlight
fi"""


def _fish(commands: dict[str, Words]) -> str:
    lines = [f"complete -c factlight -n __fish_use_subcommand -a {c} -d '{_quiet(COMMANDS[c])}'" for c in commands]
    for name, found in commands.items():
        seen = f"complete -c factlight -n '__fish_seen_subcommand_from {name}'"
        lines += [f"{seen} -a {action}" for action in found.actions]
        for option in found.options:
            values = f" -x -a '{' '.join(found.values[option])}'" if option in found.values else ""
            lines.append(f"{seen} -l {option[2:]}{values}")
    return "\n".join(lines)


def _quiet(line: str) -> str:
    return re.sub(r"['\\:]", " ", line)
