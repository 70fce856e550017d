"""Keys: written, resolved, remapped, complained about; counts and sequences."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.keys.actions import ACTIONS, BY_ID
from tui.keys.dispatcher import Dispatcher
from tui.keys.keymap import build
from tui.keys.names import canonical, parse_keys, says_nothing, show_keys
from tui.keys.presets import PRESETS

TEXT = ("text", "reader")


def write(folder: Path, text: str) -> Path:
    path = folder / "keys.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("written", "steps", "shown"),
    [
        ("j", ("j",), "j"),
        ("gg", ("g", "g"), "gg"),
        ("]f", ("]", "f"), "]f"),
        ("ctrl+D", ("ctrl+d",), "Ctrl+D"),
        ("shift+ctrl+left", ("ctrl+shift+left",), "Ctrl+Shift+←"),
        ("g enter", ("g", "enter"), "g Enter"),
        ("Space", ("space",), "Space"),
        ("alt+X", ("alt+X",), "Alt+X"),
        ("+", ("+",), "+"),
        ("F5", ("f5",), "F5"),
        ("esc", ("escape",), "Esc"),
        ("g Return", ("g", "enter"), "g Enter"),
        ("ctrl-d", ("ctrl+d",), "Ctrl+D"),
        ("alt-pgdn", ("alt+pagedown",), "Alt+PgDn"),
        ("shift+j", ("J",), "J"),
        ("alt+shift+j", ("alt+J",), "Alt+J"),
        ("-", ("-",), "-"),
        ("]-", ("]", "-"), "]-"),
    ],
)
def test_keys_are_read_and_shown(written: str, steps: tuple[str, ...], shown: str) -> None:
    assert parse_keys(written) == steps
    assert show_keys(steps) == shown


@pytest.mark.parametrize(
    "written", ["", "   ", "hyper+j", "ctrl+nothing", "\x1b", "return2", "spacebar", "ctrl", "ctrl-", "ctrl++", "<C-d>"]
)
def test_what_is_no_key(written: str) -> None:
    assert parse_keys(written) is None


@given(st.text(max_size=20))
def test_any_text_is_read_without_harm(text: str) -> None:
    steps = parse_keys(text)
    if steps is not None:
        show_keys(steps)


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [
        ("left_square_bracket", "[", "["),
        ("question_mark", "?", "?"),
        ("G", "G", "G"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("space", " ", "space"),
        ("enter", "\r", "enter"),
        ("alt+x", "x", "alt+x"),
        ("ctrl+left_square_bracket", "[", "["),  # AltGr, where the terminal says which text came of it
        ("ctrl+i", None, "ctrl+i"),
    ],
)
def test_events_get_our_names(key: str, character: str, name: str) -> None:
    assert canonical(key, character) == name


def test_keys_that_are_only_held_say_nothing() -> None:
    from textual._keyboard_protocol import MODIFIER_FUNCTIONAL_KEYS

    assert all(says_nothing(key) for key in (*MODIFIER_FUNCTIONAL_KEYS, "caps_lock", "shift+num_lock", "media_play"))
    assert not any(says_nothing(key) for key in (*"jG+", "escape", "ctrl+left", "shift+tab", "alt+right", "plus", "f1"))


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_are_sound(preset: str) -> None:
    keymap = build(preset)
    assert keymap.problems == ()
    lost = {a.id for a in ACTIONS if a.keys} - {a.id for a in ACTIONS if keymap.keys(a.id)}
    assert lost == {name for name, keys in PRESETS[preset].items() if not keys}, f"{preset}: {lost} have no key"


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("scope", ["list", "text", "panel"])
def test_what_holds_everywhere_has_a_key_in_every_pane(preset: str, scope: str) -> None:
    keymap = build(preset)
    for action in ACTIONS:
        if action.scope == "reader" and keymap.keys(action.id):
            own = [steps for steps, name in keymap.by_scope["reader"].items() if name == action.id]
            assert any(keymap.lookup((scope, "reader"), steps)[0] == action.id for steps in own), action.id


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("action", ["mark", "mark-with-note", "copy", "close", "quit", "help", "commands"])
def test_what_one_does_with_a_selection_has_a_key_there(preset: str, action: str) -> None:
    keymap = build(preset)
    own = [steps for steps, name in keymap.by_scope["reader"].items() if name == action]
    assert any(keymap.lookup(("select", "text", "reader"), steps)[0] == action for steps in own)


HANDS = {
    "newsboat": {
        "n": "next-unread", "p": "previous-unread", "N": "read", "A": "all-read", "C": "all-read", "r": "refresh",
        "R": "refresh", "o": "browser", "O": "browser", "J": "next-article", "K": "previous-article", "q": "back",
        "Q": "quit", "s": "export", "u": "links", "#": "links", "/": "find", "F": "filter", "f": "views",
        "|": "pipe", ":": "commands", "?": "help", "ctrl+b": "mark", "ctrl+e": "star", "enter": "why", "e": "edit",
    },
    "vim": {
        "j": "down", "k": "up", "gg": "start", "G": "end", "ctrl+d": "half-page-down", "ctrl+u": "half-page-up",
        "ctrl+f": "page-down", "ctrl+b": "page-up", "w": "next-word", "e": "next-word", "b": "previous-word", "}": "next-paragraph",
        "{": "previous-paragraph", ")": "next-sentence", "(": "previous-sentence", "n": "next", "N": "previous",
        "*": "find-word", "#": "find-word-back", "/": "find", ":": "commands", "u": "undo", "m": "mark",
        "'": "all-marks", "ctrl+o": "jump-back", "ctrl+i": "jump-forward", "tab": "jump-forward", "v": "select-words",
        "V": "select-sentences", "y": "copy", "gx": "browser", "za": "fold-answers", "ZZ": "back", ".": "repeat",
        "ctrl+w h": "pane-left", "ctrl+w l": "pane-right",
    },
    "web": {
        "j": "next-article", "k": "previous-article", "m": "read", "f": "star", "s": "star", "v": "browser",
        "o": "browser", "A": "all-read", "h": "next-unread", "space": "page-down", "R": "refresh", "/": "find",
        "?": "help", "gg": "start", "G": "end", "escape": "close",
    },
}  # fmt: skip
"""Keys that the hands of each camp know, and what they do while one reads."""


@pytest.mark.parametrize("preset", HANDS)
def test_hands_find_what_they_know(preset: str) -> None:
    keymap = build(preset)
    for keys, action in HANDS[preset].items():
        assert keymap.lookup(TEXT, parse_keys(keys) or ())[0] == action, keys


def test_a_remap_is_taken_and_the_loser_is_told(tmp_path: Path) -> None:
    keymap = build("default", write(tmp_path, '[keys]\nmark = "b"\n'))
    assert keymap.lookup(TEXT, ("b",)) == ("mark", False)
    assert keymap.keys("page-up") == ("PgUp", "Ctrl+B")
    assert [str(p) for p in keymap.problems] == [
        "keys.toml:2: b is now mark; page-up keeps PgUp, Ctrl+B.",
        "keys.toml:2: b is select-left while words are selected, and mark elsewhere.",
    ]


def test_unbinding_and_adding(tmp_path: Path) -> None:
    keymap = build("default", write(tmp_path, '[keys]\nstar = ""\n[add]\nmark = ["gm", "f9"]\n'))
    assert keymap.keys("star") == ()
    assert keymap.keys("mark") == ("m", "gm", "F9")


def test_mistakes_are_told_with_their_line_and_the_rest_holds(tmp_path: Path) -> None:
    keymap = build(
        "default",
        write(
            tmp_path,
            'preset = "emacs"\nfoo = 1\n[keys]\nmarkk = "b"\nstar = 7\nread = "hyper+x"\nzen = "ctrl+q"\nundo = "ctrl+i"\npanel = "P"\n',
        ),
    )
    told = {(p.line, str(p.text)) for p in keymap.problems}
    lines = {line for line, _ in told}
    assert {1, 2, 4, 5, 6, 7, 8} <= lines
    assert any("did you mean mark?" in text for _, text in told)
    assert any("reserved" in text for _, text in told)
    assert any("as Tab" in text for _, text in told)
    assert keymap.keys("panel") == ("P",)
    assert keymap.lookup(TEXT, ("ctrl+q",))[0] == "quit"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('panel = "d"', ["d is density in the text, and panel elsewhere."]),
        ('legend = "o"', ["o is now legend; browser has no key any more.",
                          "o is select-swap while words are selected, and legend elsewhere."]),
        # a key of one pane that takes the last one of what holds everywhere
        ('density = "m"', ["m is density in the text: mark has no key there."]),
        ('density = "l"', ["l is select-right while words are selected, and density elsewhere."]),
        # a key that begins sequences of an outer scope
        ('panel-all = "g"', [f"g is panel-all in the panel: {action} has no key there."
                             for action in ("copy-source", "copy-words", "keep-search", "order", "search")]),
        ('zen = "d z"', ["d is density in the text, dz begins elsewhere."]),
        ('zen = "z esc"', ["Esc ends what was begun, so z Esc is no sequence; zen does not get it."]),
        ('zen = "5z"', ["5z begins with a count; zen does not get it."]),
        ('zen = "g ctrl+i"', ["most terminals send g Ctrl+I as Tab."]),
        ('zen = "Ctrl-Q"', ["Ctrl+Q is reserved; zen does not get it."]),
        ('zen = "spacebar"', ["“spacebar” is no key; write j, ctrl+d, f5, ]f or g enter."]),
        ('open = ["l", "enter"]', []),  # the pane on the right has another key
        ('zen = "Z"', []),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_told(line: str, told: list[str], tmp_path: Path) -> None:
    problems = build("default", write(tmp_path, f"[keys]\n{line}\n")).problems
    assert [p.text for p in problems] == told
    assert {p.line for p in problems} <= {2}


@pytest.mark.parametrize("text", ["[keys", "keys = 3", "\x00", "[[keys]]\nx=1", "a" * 2_000_000])
def test_a_broken_file_is_told_and_the_defaults_hold(tmp_path: Path, text: str) -> None:
    keymap = build("default", write(tmp_path, text))
    assert keymap.problems
    assert keymap.key("down") == "j"


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_bytes(b"\xff\xfe\x00k")
    assert "UTF-8" in build("default", path).problems[0].text
    assert build("default", tmp_path).problems  # a folder


WRITTEN = [
    "j",
    "G",
    "g",
    "gg",
    "]f",
    "d",
    "z z",
    "ctrl+q",
    "ctrl+c",
    "ctrl+i",
    "5x",
    "esc",
    "g esc",
    "",
    "spacebar",
    "☃",
]


@given(
    st.sampled_from(sorted(PRESETS)),
    st.dictionaries(
        st.sampled_from([*(a.id for a in ACTIONS), "junk"]),
        st.one_of(st.sampled_from(WRITTEN), st.lists(st.sampled_from(WRITTEN), max_size=3), st.integers()),
        max_size=8,
    ),
)
def test_whatever_a_file_asks_for_the_keymap_is_whole(preset: str, asked: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = "[keys]\n" + "".join(
            f"{name} = {json.dumps(keys, ensure_ascii=False)}\n" for name, keys in asked.items()
        )
        keymap = build(preset, write(Path(folder), text))
    for scope in ("list", "text", "panel", "select"):
        assert keymap.lookup((scope, "reader"), ("ctrl+q",))[0] == "quit"
        assert keymap.lookup((scope, "reader"), ("ctrl+c",))[0] == "interrupt"
    assert keymap.lookup(("marks",), ("ctrl+q",))[0] == "quit"
    for problem in keymap.problems:
        assert 2 <= problem.line <= len(asked) + 1
        assert str(problem).startswith("keys.toml:")
    for name in asked:  # a key that was asked for and that nobody else has is there, or it is told why not
        if name in BY_ID and isinstance(asked[name], str) and asked[name] and not keymap.keys(name):
            assert [p for p in keymap.problems if name in p.text or str(asked[name]) in p.text]


def fired(keys: str, scopes: tuple[str, ...] = TEXT) -> list[tuple[str, int]]:
    dispatcher = Dispatcher(build())
    out: list[tuple[str, int]] = []
    for key in keys.split():
        out += dispatcher.feed(key, scopes).fired
    return out + dispatcher.settle(scopes).fired


@pytest.mark.parametrize(
    ("keys", "actions"),
    [
        ("j", [("down", 0)]),
        ("5 j", [("down", 5)]),
        ("1 2 j", [("down", 12)]),
        ("g g", [("start", 0)]),
        ("g", [("start", 0)]),
        ("] f", [("next-figure", 0)]),
        ("3 ] q", [("next-quote", 3)]),
        ("3", [("toggle-person", 0)]),
        ("0", [("toggle-all", 0)]),
        ("2 m", [("toggle-date", 0), ("mark", 0)]),
        ("5 0 G", [("end", 50)]),
        ("g j", [("start", 0), ("down", 0)]),
        ("] escape j", [("down", 0)]),
        ("9 escape j", [("down", 0)]),
        ("] Z", []),
    ],
)
def test_counts_and_sequences(keys: str, actions: list[tuple[str, int]]) -> None:
    assert fired(keys) == actions


def test_a_sequence_that_leads_nowhere_takes_its_last_key_along() -> None:
    dispatcher = Dispatcher(build())
    for keys in ("]Q", "[q]", "3]Q", "]z"):
        out = [dispatcher.feed(key, TEXT) for key in keys]
        assert all(BY_ID[action].id not in ("quit", "zen") for typed in out for action, _ in typed.fired), keys
    dispatcher.clear()
    dispatcher.feed("]", TEXT)
    assert dispatcher.feed("z", TEXT).unknown == "]z"
    assert dispatcher.feed("z", TEXT).fired == [("zen", 0)]


def test_sequences_of_the_text_are_understood_in_the_list() -> None:
    dispatcher = Dispatcher(build())
    here, far = ("list", "reader"), ("text",)
    assert dispatcher.feed("]", here, far).fired == []
    assert dispatcher.feed("q", here, far).fired == [("next-quote", 0)]
    assert dispatcher.feed("x", here, far).fired == []  # single keys are not
    panel = ("panel", "reader")
    assert dispatcher.feed("]", panel, far).fired == [("panel-next-tab", 0)]


def test_an_unknown_key_is_told() -> None:
    typed = Dispatcher(build()).feed("Z", TEXT)
    assert typed.fired == []
    assert typed.unknown == "Z"


def test_counts_have_an_end() -> None:
    dispatcher = Dispatcher(build())
    for _ in range(50):
        dispatcher.feed("9", TEXT)
    assert dispatcher.feed("j", TEXT).fired == [("down", Dispatcher.COUNT_LIMIT)]


@given(st.lists(st.sampled_from([*"0123456789gjG]f[mvZ/?", "escape", "enter", "ctrl+d"]), max_size=30))
def test_any_keys_come_to_an_end(keys: list[str]) -> None:
    dispatcher = Dispatcher(build())
    for key in keys:
        dispatcher.feed(key, TEXT)
    dispatcher.settle(TEXT)
    assert dispatcher.pending == ""
