"""How keys are named: as they are typed, as they are written in files, as people read them. Pure.

A key is written as it is typed: ``j``, ``G``, ``]f``, ``gg``, ``ctrl+d``, ``space``, ``g enter`` (a blank
parts the steps of a sequence where one of them has a name of several letters).
"""

from __future__ import annotations

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
ALSO = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
}
"""Other names by which people write keys."""
LETTERS = 4
"""Keys that may be written in one word, as in ``gg``: a longer word is a name that we do not know."""
SAME_IN_TERMINALS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+[": "escape",
    "ctrl+h": "backspace",
    "ctrl+@": "ctrl+space",
}
"""Keys that most terminals cannot tell from another one."""
_TEXTUAL = {
    "question_mark": "?", "slash": "/", "left_square_bracket": "[", "right_square_bracket": "]",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "apostrophe": "'", "semicolon": ";",
    "vertical_line": "|", "less_than_sign": "<", "greater_than_sign": ">", "full_stop": ".", "colon": ":",
    "asterisk": "*", "minus": "-", "equals_sign": "=", "plus": "+", "number_sign": "#",
    "exclamation_mark": "!",
    "left_parenthesis": "(", "right_parenthesis": ")", "comma": ",", "at": "@", "quotation_mark": '"',
}  # fmt: skip


_SILENT = frozenset(
    [f"{side}_{key}" for side in ("left", "right") for key in ("shift", "control", "alt", "super", "hyper", "meta")]
    + ["iso_level3_shift", "iso_level5_shift", "caps_lock", "num_lock", "scroll_lock", "<ignore>"]
)


def says_nothing(key: str) -> bool:
    """Whether a key (Textual's name) is none that anybody types: Shift and its like, held or locked."""
    name = key.rpartition("+")[2]
    return name in _SILENT or name.startswith("media_") or name.endswith("_volume")


def canonical(key: str, character: str | None) -> str:
    """The keymap's name of a key event (Textual's ``key`` and ``character``)."""
    if character and len(character) == 1 and character.isprintable() and character != " ":
        return character if not key.startswith("alt+") else "alt+" + character
    return _TEXTUAL.get(key, key)


def parse_keys(text: str) -> Steps | None:
    """The steps of a written key or sequence, None when it is none."""
    steps: list[str] = []
    for word in text.split():
        name = _named(word)
        if name in NAMED:
            steps.append(name)
        elif "+" in word[1:-1] or word.partition("-")[0].lower() in MODIFIERS:
            step = _modified(word)
            if step is None:
                return None
            steps.append(step)
        elif word.isprintable() and len(word) <= LETTERS:
            steps.extend(word)
        else:
            return None
    return tuple(steps) or None


def _named(word: str) -> str:
    return ALSO.get(word.lower(), word.lower())


def _modified(word: str) -> str | None:
    """``ctrl+d`` (or ``ctrl-d``) as a step; None when it is no key."""
    *modifiers, key = word.split("+" if "+" in word[1:-1] else "-")
    held = {m.lower() for m in modifiers}
    if key == "" or not held <= set(MODIFIERS):
        return None
    if len(key) > 1:
        key = _named(key)
        if key not in NAMED:
            return None
    elif "ctrl" in held:
        key = key.lower()
    elif "shift" in held and key.isalpha():
        held.remove("shift")  # terminals send the capital
        key = key.upper() if len(key.upper()) == 1 else key
    return "+".join([*(m for m in MODIFIERS if m in held), key])


def show_keys(steps: Steps, *, plain: bool = False) -> str:
    """A sequence as people read it: ``]f``, ``Ctrl+D``, ``g Enter``; ``plain`` has names instead of arrows."""
    words = [show_step(step, plain) for step in steps]
    return "".join(words) if all(len(w) == 1 for w in words) else " ".join(words)


_SHOWN = {"pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc", "delete": "Del", "insert": "Ins"}
_ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}


def show_step(step: str, plain: bool = False) -> str:
    *modifiers, key = step.split("+") if len(step) > 1 else [step]
    if modifiers and key == "":
        modifiers, key = modifiers[:-1], "+"
    shown = _SHOWN.get(key) or ("" if plain else _ARROWS.get(key, ""))
    shown = shown or (key.capitalize() if key in NAMED else key.upper() if modifiers else key)
    return "+".join([*(m.capitalize() for m in modifiers), shown])
