"""Which keys do what: presets, the user's ``keys.toml``, sequences and counts. No Textual.

A key is written as it is typed: ``j``, ``G``, ``]f``, ``gg``, ``ctrl+d``, ``space``, ``g enter`` (a blank
parts the steps of a sequence where one of them has a name of several letters).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui.config import Problem, line_of, nearest, read_text, toml
from tui.reader.actions import ACTIONS, BY_ID, SCOPES, Action
from tui.reader.presets import PRESETS
from tui.sanitize import sanitize_line

Steps = tuple[str, ...]
"""A sequence of keys, each by its canonical name."""

NAMED = frozenset(
    [f"f{n}" for n in range(1, 13)]
    + [
        "space",
        "enter",
        "tab",
        "escape",
        "backspace",
        "delete",
        "insert",
        "home",
        "end",
        "pageup",
        "pagedown",
    ]
    + ["up", "down", "left", "right"]
)
MODIFIERS = ("ctrl", "alt", "shift", "super")
SAME_IN_TERMINALS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+[": "escape",
    "ctrl+h": "backspace",
    "ctrl+@": "ctrl+space",
}
"""Keys that most terminals cannot tell from another one."""
FIXED = {"ctrl+q": "quit", "ctrl+c": "interrupt"}
"""Keys that always keep their action, so that nobody is locked in."""

_TEXTUAL = {
    "question_mark": "?", "slash": "/", "left_square_bracket": "[", "right_square_bracket": "]",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "apostrophe": "'", "semicolon": ";",
    "vertical_line": "|", "less_than_sign": "<", "greater_than_sign": ">", "full_stop": ".", "colon": ":",
    "asterisk": "*", "minus": "-", "equals_sign": "=", "plus": "+", "number_sign": "#",
    "exclamation_mark": "!",
    "left_parenthesis": "(", "right_parenthesis": ")", "comma": ",", "at": "@", "quotation_mark": '"',
}  # fmt: skip


def canonical(key: str, character: str | None) -> str:
    """The keymap's name of a key event (Textual's ``key`` and ``character``)."""
    if character and len(character) == 1 and character.isprintable() and character != " " and "ctrl+" not in key:
        return character if not key.startswith("alt+") else "alt+" + character
    return _TEXTUAL.get(key, key)


def parse_keys(text: str) -> Steps | None:
    """The steps of a written key or sequence, None when it is none."""
    steps: list[str] = []
    for word in text.split():
        if word.lower() in NAMED:
            steps.append(word.lower())
        elif "+" in word[1:-1]:
            *modifiers, key = word.split("+")
            if key == "" or any(m.lower() not in MODIFIERS for m in modifiers):
                return None
            if len(key) > 1 and key.lower() not in NAMED:
                return None
            ordered = [m for m in MODIFIERS if m in {m.lower() for m in modifiers}]
            steps.append("+".join([*ordered, key.lower() if len(key) > 1 or "ctrl" in ordered else key]))
        elif word.isprintable():
            steps.extend(word)
        else:
            return None
    return tuple(steps) or None


def show_keys(steps: Steps, *, plain: bool = False) -> str:
    """A sequence as people read it: ``]f``, ``Ctrl+D``, ``g Enter``; ``plain`` has names instead of arrows."""
    words = [_show_step(step, plain) for step in steps]
    return "".join(words) if all(len(w) == 1 for w in words) else " ".join(words)


_SHOWN = {"pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc", "delete": "Del", "insert": "Ins"}
_ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}


def _show_step(step: str, plain: bool = False) -> str:
    *modifiers, key = step.split("+") if len(step) > 1 else [step]
    if modifiers and key == "":
        modifiers, key = modifiers[:-1], "+"
    shown = _SHOWN.get(key) or ("" if plain else _ARROWS.get(key, ""))
    shown = shown or (key.capitalize() if key in NAMED else key.upper() if modifiers else key)
    return "+".join([*(m.capitalize() for m in modifiers), shown])


@dataclass(frozen=True, eq=False, repr=False)
class Keymap:
    """Resolved keys: for each scope the sequences and what they do, and what was wrong in the user's file."""

    preset: str
    by_scope: Mapping[str, Mapping[Steps, str]]
    problems: tuple[Problem, ...] = ()
    prefixes: Mapping[str, frozenset[Steps]] = field(default_factory=dict)
    plain: bool = False  # keys are shown without signs

    def lookup(self, scopes: Sequence[str], steps: Steps) -> tuple[str | None, bool]:
        """(the action these steps name, whether they also begin a longer sequence); the first scope wins."""
        found: str | None = None
        longer = False
        for scope in scopes:
            if found is None:
                found = self.by_scope.get(scope, {}).get(steps)
                if found and not longer:
                    # a sequence of an outer scope is not worth waiting for
                    return found, steps in self.prefixes.get(scope, frozenset())
            longer = longer or steps in self.prefixes.get(scope, frozenset())
        return found, longer

    def keys(self, action: str) -> tuple[str, ...]:
        """The keys of an action as people read them, in order; () when it has none."""
        scope = BY_ID[action].scope
        named = self.by_scope.get(scope, {}).items()
        return tuple(show_keys(steps, plain=self.plain) for steps, name in named if name == action)

    def key(self, action: str) -> str:
        """The first key of an action, "" when it has none."""
        keys = self.keys(action)
        return keys[0] if keys else ""


def build(preset: str = "default", user: Path | None = None) -> Keymap:
    """The keymap of a preset and the user's file (None or missing: the preset alone). Never raises."""
    problems: list[Problem] = []
    table: dict[str, Any] = {}
    text = name = ""
    if user is not None:
        name = user.name
        text, problem = read_text(user)
        if not problem:
            table, problem = toml(text, name)
        if problem:
            problems.append(problem)
    chosen = table.pop("preset", preset)
    if chosen not in PRESETS:
        problems.append(
            Problem(
                name,
                line_of(text, "preset"),
                f"there is no preset “{_clean(chosen)}”; use {', '.join(PRESETS)}.",
            )
        )
        chosen = preset
    current: dict[str, list[Steps]] = {action.id: _steps(action.keys) for action in ACTIONS}
    for action_id, keys in PRESETS[chosen].items():
        current[action_id] = _steps(keys)
    _yield_to(current, PRESETS[chosen])
    user_lines = _apply_user(table, text, name, current, problems)
    return _resolve(chosen, current, user_lines, name, problems)


def _steps(keys: Iterable[str]) -> list[Steps]:
    return [steps for key in keys if (steps := parse_keys(key))]


def _clean(value: object) -> str:
    return sanitize_line(str(value))[:60]


def _yield_to(current: dict[str, list[Steps]], preset: Mapping[str, Sequence[str]]) -> None:
    """What a preset gives to one action, the others of its scope lose."""
    for action_id in preset:
        taken = set(current[action_id])
        scope = BY_ID[action_id].scope
        for other in ACTIONS:
            if other.scope == scope and other.id not in preset:
                current[other.id] = [s for s in current[other.id] if s not in taken]


def _apply_user(
    table: dict[str, Any], text: str, name: str, current: dict[str, list[Steps]], problems: list[Problem]
) -> dict[str, int]:
    """Put the user's keys into ``current``; returns the actions that the user set, with their lines."""
    lines: dict[str, int] = {}
    for part in list(table):
        if part not in ("keys", "add"):
            problems.append(
                Problem(
                    name,
                    line_of(text, part),
                    f"“{_clean(part)}” means nothing here: use preset, [keys] and [add].",
                )
            )
    for part in ("keys", "add"):
        entries = table.get(part, {})
        if not isinstance(entries, dict):
            problems.append(Problem(name, line_of(text, part), f"[{part}] must be a table of actions."))
            continue
        for action_id, value in entries.items():
            line = line_of(text, action_id, part)
            if action_id not in BY_ID:
                problems.append(
                    Problem(name, line, f"there is no action “{_clean(action_id)}”{nearest(action_id, BY_ID)}")
                )
                continue
            chosen = _read_value(value, name, line, action_id, problems)
            if chosen is None:
                continue
            for steps in list(chosen):
                if any(FIXED.get(step, action_id) != action_id for step in steps):
                    problems.append(
                        Problem(name, line, f"{show_keys(steps)} is reserved; {action_id} does not get it.")
                    )
                    chosen.remove(steps)
                elif steps[0] in SAME_IN_TERMINALS:
                    twin = _show_step(SAME_IN_TERMINALS[steps[0]])
                    problems.append(Problem(name, line, f"most terminals send {show_keys(steps)} as {twin}."))
            current[action_id] = chosen if part == "keys" else [*current[action_id], *chosen]
            lines[action_id] = line
    return lines


def _read_value(value: object, name: str, line: int, action_id: str, problems: list[Problem]) -> list[Steps] | None:
    keys = [value] if isinstance(value, str) else value
    if not isinstance(keys, list) or not all(isinstance(k, str) for k in keys):
        problems.append(Problem(name, line, f"{action_id} must be a key in quotation marks, or a list of them."))
        return None
    out: list[Steps] = []
    for key in keys:
        if not key:
            continue  # "" unbinds
        steps = parse_keys(key)
        if steps is None:
            problems.append(Problem(name, line, f"“{_clean(key)}” is no key; write j, ctrl+d, f5, ]f or g enter."))
        else:
            out.append(steps)
    return out


def _resolve(
    preset: str,
    current: dict[str, list[Steps]],
    user_lines: dict[str, int],
    name: str,
    problems: list[Problem],
) -> Keymap:
    for key, action_id in FIXED.items():
        if (key,) not in current[action_id]:
            current[action_id].append((key,))
    by_scope: dict[str, dict[Steps, str]] = {scope: {} for scope in SCOPES}
    # the user's own first, then the others in the table's order: whoever comes first keeps the key
    ordered = sorted(ACTIONS, key=lambda action: action.id not in user_lines)
    for action in ordered:
        held = by_scope[action.scope]
        for steps in current[action.id]:
            holder = held.setdefault(steps, action.id)
            if holder == action.id:
                continue
            line = user_lines.get(action.id) or user_lines.get(holder, 0)
            if line:
                problems.append(
                    Problem(
                        name,
                        line,
                        f"{show_keys(steps)} is now {holder}; {action.id} {_left(action, current, held)}",
                    )
                )
    for action in ACTIONS:
        if action.id in user_lines and action.scope == "reader":
            _report_shadows(action, current, by_scope, name, user_lines[action.id], problems)
    prefixes = {
        scope: frozenset(steps[:n] for steps in held for n in range(1, len(steps))) for scope, held in by_scope.items()
    }
    in_order = {
        scope: dict(sorted(held.items(), key=lambda item: _place(item, current))) for scope, held in by_scope.items()
    }
    return Keymap(preset, in_order, tuple(problems), prefixes)


def _place(item: tuple[Steps, str], current: dict[str, list[Steps]]) -> int:
    steps, action_id = item
    return current[action_id].index(steps)


def _left(action: Action, current: dict[str, list[Steps]], held: Mapping[Steps, str]) -> str:
    rest = [show_keys(s) for s in current[action.id] if held.get(s, action.id) == action.id]
    return f"keeps {', '.join(rest)}." if rest else "has no key any more."


def _report_shadows(
    action: Action,
    current: dict[str, list[Steps]],
    by_scope: Mapping[str, Mapping[Steps, str]],
    name: str,
    line: int,
    problems: list[Problem],
) -> None:
    """A key for the whole reader that one pane uses for something else never gets there."""
    for steps in current[action.id]:
        for scope in ("list", "text", "panel"):
            inner = by_scope[scope].get(steps)
            if inner:
                problems.append(
                    Problem(
                        name,
                        line,
                        f"{show_keys(steps)} is {inner} {SCOPES[scope]}, and {action.id} elsewhere.",
                    )
                )
