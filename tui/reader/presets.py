"""Presets of keys, each as what differs from the default ones."""

from __future__ import annotations

from tui.reader.actions import KINDS

PRESETS: dict[str, dict[str, tuple[str, ...]]] = {
    "default": {},
    "newsboat": {
        "next-unread": ("n", "tab"),
        "previous-unread": ("p", "shift+tab"),
        "next": ("ctrl+n",),
        "previous": ("ctrl+p",),
        "commands": (":",),
        "panel": ("P",),
        "read": ("N",),
        "refresh": ("R", "r"),
        "star": ("ctrl+e", "f"),
        "links": ("u", ";"),
        "undo": ("ctrl+z", "U"),
        "help": ("?", "h"),
        "pane-left": ("ctrl+left",),
        "pane-right": ("l", "ctrl+right"),
    },
    "vim": {
        "start": ("gg", "home"),
        "jump-forward": ("ctrl+i", "alt+right"),
        "next-unread": ("gn",),
        "previous-unread": ("gN",),
        "browser": ("gx",),
        "pane-left": ("ctrl+w h", "h"),
        "pane-right": ("ctrl+w l", "l"),
        "back": ("ZZ", "q"),
        "quit": ("ZQ", "Q"),
        "fold-answers": ("za",),
        "fold-facts": ("zf",),
        "zen": ("zz",),
        **{f"toggle-{kind}": (f"z{i}",) for i, (kind, _) in enumerate(KINDS, 1)},
        "toggle-all": ("z0",),
    },
    "web": {
        "next-article": ("j", "J"),
        "previous-article": ("k", "K"),
        "down": ("down",),
        "up": ("up",),
        "next-unread": ("h", "tab"),
        "read": ("m",),
        "star": ("f", "s"),
        "export": ("S",),
        "browser": ("v", "o"),
        "select-words": ("c",),
        "mark": ("B", "ctrl+b"),
        "page-up": ("b", "pageup", "shift+space"),
        "pane-left": ("ctrl+left", "left"),
        "pane-right": ("ctrl+right", "right"),
        "all-marks": ("'", "gb"),
    },
}  # fmt: skip
