"""Our themes: for each a ground, inks for text, one ink a kind of fact, and tints for what is current.

A theme is a few colours by name; Textual's own variables are derived from them. Contrast of every ink
on every tint and the distance of the kinds under red-green blindness are measured by tests/reader/test_themes.py.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.theme import Theme

DEFAULT = "ink"


class Shade(NamedTuple):
    """The colours of one theme. ``current`` … ``hit_now`` are grounds, the rest is written on them."""

    ground: str
    text: str
    strong: str
    quiet: str
    rule: str
    figure: str
    date: str
    organisation: str
    place: str
    quote: str
    claim: str
    gap: str
    accent: str
    idle: str
    current: str
    selection: str
    hit: str
    hit_now: str
    dark: bool = True


SHADES: dict[str, Shade] = {
    # warm dark: print at night
    "ink": Shade(
        "#1b1a17", "#b8b2a4", "#f0ead8", "#8d8778", "#35322b",
        "#e0a84e", "#8fbfa5", "#86a9d0", "#9fb86a", "#d69aa8", "#b3a78c", "#e0846a", "#e0a84e",
        "#22211d", "#38321f", "#2b3644", "#37331c", "#544818",
    ),
    # warm light: print by day
    "paper": Shade(
        "#f6f1e4", "#3b372e", "#14120d", "#6b6454", "#d8d0bd",
        "#8a4b00", "#1f6650", "#2a5590", "#4c6110", "#96365a", "#665838", "#a8321a", "#8a4b00",
        "#efe9da", "#ebdfc0", "#d5dfea", "#ece3b4", "#f0d88a", False,
    ),
    # neutral dark
    "graphite": Shade(
        "#1c1d1f", "#b6b9bd", "#f1f3f5", "#898e94", "#34373b",
        "#e3b15c", "#84c4b4", "#82addc", "#a3bd62", "#dd9bb4", "#aab0a0", "#e88b74", "#e3b15c",
        "#232528", "#2d2f34", "#27384c", "#37341f", "#4d4522",
    ),
    # neutral light
    "chalk": Shade(
        "#fafaf8", "#34373a", "#0d0f11", "#62676c", "#d9dbdd",
        "#8f4d00", "#00695c", "#1f5599", "#4a6600", "#9b2f63", "#5d5f4e", "#ad2e1c", "#8f4d00",
        "#f1f1ee", "#ece8da", "#d9e4f2", "#f1ebc4", "#f5dd94", False,
    ),
    # cold dark, for long evenings
    "harbour": Shade(
        "#14202b", "#a9b8c4", "#e8f1f6", "#7f92a1", "#2a3a47",
        "#e8b463", "#7cc7ba", "#7fb2e8", "#a0c26a", "#dda0b9", "#a7b3a2", "#f09178", "#e8b463",
        "#1a2733", "#22313c", "#28415a", "#33361f", "#4b4826",
    ),
    # green-grey light
    "meadow": Shade(
        "#edf1e6", "#343c30", "#10150d", "#5c6654", "#cbd3c0",
        "#824700", "#0c6152", "#27528a", "#475c08", "#8e3059", "#5a5937", "#a02d18", "#824700",
        "#e5eadc", "#dee2c4", "#cfdee6", "#e6e3b0", "#eed584", False,
    ),
    # sepia, low in blue
    "tobacco": Shade(
        "#241a12", "#c9b69c", "#f7e8d0", "#a08d74", "#423225",
        "#f0ac4f", "#96c0a4", "#9db3c4", "#aebb62", "#e29d95", "#c0ab83", "#f08a62", "#f0ac4f",
        "#2b2018", "#3a2a1a", "#33393d", "#40341a", "#57431c",
    ),
    # the most contrast a screen can give, dark and light
    "night": Shade(
        "#000000", "#d6d6d6", "#ffffff", "#a3a3a3", "#3c3c3c",
        "#ffc14d", "#86e0cc", "#86c0ff", "#b4dd6a", "#ffa6c4", "#c9c9a8", "#ff927a", "#ffc14d",
        "#141414", "#2b2410", "#10314f", "#332e00", "#4d4400",
    ),
    "noon": Shade(
        "#ffffff", "#1c1c1c", "#000000", "#4a4a4a", "#c8c8c8",
        "#7a3d00", "#00574a", "#00408a", "#3c5200", "#851f52", "#474720", "#931a08", "#7a3d00",
        "#f2f2f2", "#f3e6c4", "#d2e4fa", "#f7efb0", "#ffdf70", False,
    ),
    # amber on black, as terminals once were
    "phosphor": Shade(
        "#120d05", "#d09a4a", "#ffdca0", "#a07a42", "#3a2b14",
        "#ffc966", "#a0cba0", "#a9bccb", "#b9cc5e", "#f0a58c", "#c9ad6e", "#ff9466", "#ffc966",
        "#1a1308", "#30220c", "#2a2d2c", "#3a2f08", "#524008",
    ),
}  # fmt: skip


_INKS = (
    "strong", "quiet", "rule", "figure", "date", "organisation", "place", "quote", "claim", "gap", "idle",
    "current", "selection", "hit", "hit-now",
)  # fmt: skip


def theme(name: str, shade: Shade) -> Theme:
    """The Textual theme of a shade."""
    variables = {key: getattr(shade, key.replace("-", "_")) for key in _INKS}
    variables |= {
        "person": shade.strong,
        "question": shade.strong,
        "block-cursor-background": shade.current,
        "block-cursor-foreground": shade.strong,
        "block-cursor-text-style": "bold",
        "input-cursor-background": shade.accent,
        "input-cursor-foreground": shade.ground,
        "input-selection-background": shade.selection,
        "input-selection-foreground": shade.strong,
        "border": shade.rule,
        "border-blurred": shade.rule,
        "footer-key-foreground": shade.accent,
        "scrollbar": shade.rule,
        "scrollbar-background": shade.ground,
    }
    return Theme(
        name=name,
        primary=shade.organisation,
        secondary=shade.quote,
        accent=shade.accent,
        warning=shade.gap,
        error=shade.gap,
        success=shade.date,
        foreground=shade.text,
        background=shade.ground,
        surface=shade.idle,
        panel=shade.idle,
        boost=shade.idle,
        dark=shade.dark,
        variables=variables,
    )


THEMES: tuple[Theme, ...] = tuple(theme(name, shade) for name, shade in SHADES.items())
"""Every theme of ours, the default first."""


def available() -> dict[str, Theme]:
    """Every theme that can be chosen, by its name: ours and Textual's own."""
    from textual.theme import BUILTIN_THEMES

    return {theme.name: theme for theme in (*THEMES, *BUILTIN_THEMES.values())}
