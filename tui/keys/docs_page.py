"""``docs/keys.md``: how keys are written and changed, every action with its keys, and what each preset changes."""

from __future__ import annotations

from collections.abc import Mapping

from tui.keys.actions import ACTIONS, GROUPS, SCOPES
from tui.keys.presets import PRESETS

HEAD = """# Keys

`?` in the reader lists every action with the keys that hold for you: type a word or a key to find one, Enter does it.
`:` does the same for what can be done where you are. `factlight keys` prints the table.

A number before a key repeats it where the table says so: `5j`, `3]q`. A lone digit does what the table says for it
after `count_wait` seconds. Keys typed one after the other make a sequence (`gg`, `]f`); Esc ends one that was begun.

While you type what to find, `Alt+W` asks for whole words, `Alt+R` for a regular expression, `Alt+C` for capitals as
typed (`Ctrl+T`, `Ctrl+R`, `Ctrl+G` where Alt writes other letters); `Up` and `Down` bring what was looked for before.
Without them a small letter finds capitals too, and a letter without accent those with one.

## Your own keys: `keys.toml`

The file lies in the configuration folder (`factlight doctor` says where) and is read at the start.

```toml
preset = "vim"              # default, newsboat, vim or web; also the setting `keys` of config.toml

[keys]                      # these keys and no others
mark = "b"
panel = ["P", "ctrl+p"]
star = ""                   # no key at all

[add]                       # these keys as well
next-unread = "gn"
all-marks = "g enter"       # steps with a name of several letters are parted by a blank
```

A key is a character as it is typed (`j`, `G`, `?`), a name (`space`, `enter`, `tab`, `escape`, `backspace`, `delete`,
`insert`, `home`, `end`, `pageup`, `pagedown`, `up`, `down`, `left`, `right`, `f1` to `f12`), or either after `ctrl+`,
`alt+`, `shift+`, `super+`. `Ctrl+Q` always quits and `Ctrl+C` always copies. What is unknown, clashes, or takes
another action's last key is told with its line when the reader starts, which it does in any case.
"""


def keys_markdown(shown: Mapping[str, tuple[str, ...]] | None = None) -> str:
    """Every action by group with its keys: ``shown``, or when None the default ones and all the rest of the page."""
    lines = [HEAD] if shown is None else ["# Keys", ""]
    for group in GROUPS:
        rows = [action for action in ACTIONS if action.group == group]
        lines += [f"## {group.capitalize()}", "", "| action | keys | does | where |", "|---|---|---|---|"]
        for action in rows:
            cells = _cells(shown.get(action.id, ()) if shown is not None else action.keys)
            words = (
                action.words
                + (f". {action.help}" if action.help else "")
                + (" (takes a count)" if action.counts else "")
            )
            lines.append(f"| `{action.id}` | {cells} | {words} | {SCOPES[action.scope]} |")
        lines.append("")
    return "\n".join(lines if shown is not None else [*lines, *_presets()])


def _cells(keys: tuple[str, ...]) -> str:
    return " ".join(f"`{key}`".replace("|", "\\|") for key in keys) or "–"


def _presets() -> list[str]:
    """What differs, preset by preset. A key that a preset gives away is gone where it was."""
    lines = ["## Presets", "", "What each has in place of the keys above; the other keys stay.", ""]
    names = [name for name in PRESETS if name != "default"]
    lines += [f"| action | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for action in ACTIONS:
        cells = [_cells(PRESETS[name][action.id]) if action.id in PRESETS[name] else "" for name in names]
        if any(cells):
            lines.append(f"| `{action.id}` | {' | '.join(cells)} |")
    return [*lines, ""]
