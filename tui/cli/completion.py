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

from tui.cli import COMMANDS, EXIT_OK


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def run(args: argparse.Namespace) -> int:
    """Print the script for ``args.shell``; the exit code."""
    options = {name: _options(name) for name in COMMANDS}
    print({"bash": _bash, "zsh": _zsh, "fish": _fish}[args.shell](options))
    return EXIT_OK


def _options(command: str) -> list[str]:
    """Long options and sub-commands of a command, read from its own help."""
    parser = argparse.ArgumentParser(prog=command)
    importlib.import_module(f"tui.cli.{command}").configure(parser)
    found = [o for action in parser._actions for o in action.option_strings if o.startswith("--")]
    for action in parser._actions:
        if not action.option_strings and action.choices:
            found += [str(choice) for choice in action.choices]
    return found


def _bash(options: dict[str, list[str]]) -> str:
    cases = "\n".join(f"        {name}) words={' '.join(opts)!r} ;;" for name, opts in options.items())
    return f"""\
_factlight() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} words={" ".join((*options, "--date", "--help", "--version"))!r}
    if [ "$COMP_CWORD" -gt 1 ]; then
        case ${{COMP_WORDS[1]}} in
{cases}
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}}
complete -o filenames -F _factlight factlight"""


def _zsh(options: dict[str, list[str]]) -> str:
    commands = "\n".join(f"        '{name}:{_quiet(COMMANDS[name])}'" for name in options)
    cases = "\n".join(f"        {name}) compadd -- {' '.join(opts)} ;;" for name, opts in options.items() if opts)
    return f"""\
#compdef factlight
_factlight() {{
    local -a commands=(
{commands}
    )
    if (( CURRENT == 2 )); then
        _describe command commands
        _files
        return
    fi
    case $words[2] in
{cases}
    esac
    _files
}}
_factlight "$@" """


def _fish(options: dict[str, list[str]]) -> str:
    lines = [
        f"complete -c factlight -n __fish_use_subcommand -a {name} -d '{_quiet(COMMANDS[name])}'" for name in options
    ]
    for name, opts in options.items():
        for option in opts:
            seen = f"__fish_seen_subcommand_from {name}"
            form = f"-l {option[2:]}" if option.startswith("--") else f"-a {option}"
            lines.append(f"complete -c factlight -n '{seen}' {form}")
    return "\n".join(lines)


def _quiet(line: str) -> str:
    return re.sub(r"['\\:]", " ", line)
