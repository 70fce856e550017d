"""The keys of the reader as they hold for you: preset and keys.toml included.

examples:
  factlight keys                  every action, by group
  factlight keys bookmark         actions whose name, keys or words contain this
  factlight keys --preset vim     what a preset would give
"""

from __future__ import annotations

import argparse

from tui.cli import EXIT_OK, EXIT_PARTLY, fail


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help="show only actions that contain all of these")
    parser.add_argument("--preset", choices=("default", "newsboat", "vim", "web"), help="show this preset's keys")
    parser.add_argument("--markdown", action="store_true", help="as docs/keys.md has it")


def run(args: argparse.Namespace) -> int:
    """Print the table of actions; the exit code (1 when keys.toml has mistakes or nothing matches)."""
    from tui import paths
    from tui.config import load
    from tui.keys.actions import ACTIONS, GROUPS
    from tui.keys.docs_page import keys_markdown
    from tui.keys.keymap import build

    settings = load()
    preset = args.preset or settings.config.keys
    keymap = build(preset, paths.config_dir() / "keys.toml" if not args.preset else None)
    for problem in keymap.problems:
        fail(str(problem))
    shown = {action.id: keymap.keys(action.id) for action in ACTIONS}
    if args.markdown:
        print(keys_markdown(shown))
        return EXIT_PARTLY if keymap.problems else EXIT_OK
    wanted = [word.lower() for word in args.words]
    found = [
        (a.group, ", ".join(shown[a.id]) or "–", a.words, a.id)
        for a in ACTIONS
        if all(w in " ".join((a.id, a.words, a.help, *shown[a.id])).lower() for w in wanted)
    ]
    wide = max((len(keys) for _, keys, _, _ in found), default=0)
    group = ""
    for group_, keys, words, name in sorted(found, key=lambda row: GROUPS.index(row[0])):
        if group_ != group:
            print(("\n" if group else "") + group_.capitalize())
            group = group_
        print(f"  {keys:<{wide}}  {words:<52} {name}")
    if not found:
        fail(f"no action contains {' '.join(args.words)}.")
        return EXIT_PARTLY
    return EXIT_PARTLY if keymap.problems else EXIT_OK
