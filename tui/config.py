"""Settings: ``config.toml`` in the configuration folder, read and never written by the program.

The fields of :class:`Config` are the one list of settings: names, types, defaults, limits and help come
from there, so do the checks, ``docs/settings.md`` and what ``factlight doctor`` shows.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tui import paths
from tui.text.sanitize import sanitize_line

PLAIN_TERMINALS = frozenset(("linux", "vt100", "vt102", "vt220", "ansi", "cons25"))
"""Values of $TERM of terminals whose fonts hold little more than ASCII."""

LIMIT = 1_000_000
"""Bytes of a settings file that are looked at."""


class Problem(NamedTuple):
    """Something in a file of the user's that was left out, and where: line from 1, 0 for the whole file."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


def _setting(default: Any, help: str, **limits: Any) -> Any:  # noqa: A002 - the word for it
    return field(default=default, metadata={"help": help, **limits})


@dataclass(frozen=True, repr=False)
class Config:
    """Every setting. A value set here wins over one that the reader learned from your keys."""

    theme: str = _setting("", "name of a theme; empty: ink, or paper where $COLORFGBG says that the terminal is light")
    measure: int = _setting(72, "widest column of text, in cells", low=30, high=200)
    justify: bool = _setting(False, "both edges of the text straight")
    density: str = _setting("key", "how much is lit at first", choices=("key", "all", "claims", "none"))
    panel: bool = _setting(True, "the side panel stands open where there is room")
    list_width: int = _setting(34, "width of the article list in the wide layout, in cells", low=20, high=80)
    titles: str = _setting("cut", "long titles in the list: cut, or wrapped to two lines", choices=("cut", "wrap"))
    panel_width: int = _setting(44, "width of the side panel in the wide layout, in cells", low=28, high=100)
    keys: str = _setting("default", "preset of keys", choices=("default", "newsboat", "vim", "web"))
    count_wait: float = _setting(
        0.4,
        "seconds that a digit waits for a movement to become a count such as 5j; 0: digits act at once",
        low=0.0,
        high=3.0,
    )
    sequence_wait: float = _setting(
        0.8, "seconds that a key which also begins a sequence (g, gg) waits for the rest", low=0.1, high=5.0
    )
    mouse: bool = _setting(True, "clicks, wheel and drags; off leaves them to the terminal")
    read_after: float = _setting(
        1.0,
        "seconds after which an opened article counts as read; -1: only with the key",
        low=-1.0,
        high=600.0,
    )
    ascii: bool = _setting(False, "plain ASCII signs only; on where $TERM is linux or the locale is not UTF-8")
    reduced_motion: bool = _setting(False, "no flash on the passage one has jumped to")
    editor: str = _setting("", "command for notes and for e; empty: $VISUAL, else $EDITOR")
    browser: str = _setting("", "command that opens a link, its last argument; empty: $BROWSER, else the system's")
    clipboard: str = _setting(
        "auto",
        "where copies go: to a tool of this machine, to the terminal (OSC 52, through tmux and screen too); "
        "auto: a tool where there is one and no ssh, else the terminal",
        choices=("auto", "terminal", "tool"),
    )
    proxy: str = _setting(
        "",
        "address of the proxy for all requests, such as http://127.0.0.1:3128; none: no proxy; "
        "empty: what $http_proxy, $https_proxy, $all_proxy and $no_proxy say",
    )
    allow_private: bool = _setting(
        False, "feeds and pages may lie in private networks (10.0.0.0/8, localhost and so on) without being typed"
    )
    keep_read: int = _setting(
        0,
        "days for which articles stay that were read and are not starred, tagged or marked; 0: for ever",
        low=0,
        high=100_000,
    )
    keep_places: int = _setting(
        400,
        "days for which a search shows the places of facts in articles that were read; 0: for ever",
        low=0,
        high=100_000,
    )
    export_folder: str = _setting("", "folder that exports are offered in; empty: where factlight was started")


class Field(NamedTuple):
    """One setting as doctor and the documentation show it."""

    name: str
    type: str
    default: Any
    help: str
    limits: str


def fields() -> list[Field]:
    """Every setting, in the order of the class."""
    out = []
    for f in dataclasses.fields(Config):
        meta = f.metadata
        limits = ""
        if "choices" in meta:
            limits = ", ".join(meta["choices"])
        elif "low" in meta:
            limits = f"{meta['low']:g} to {meta['high']:g}"
        out.append(Field(f.name, type(f.default).__name__, f.default, meta["help"], limits))
    return out


@dataclass(frozen=True, eq=False, repr=False)
class Loaded:
    """The settings in force. ``given`` names those that the file sets, with their line."""

    config: Config = field(default_factory=Config)
    problems: tuple[Problem, ...] = ()
    given: Mapping[str, int] = field(default_factory=dict)
    path: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    """The variable that decides a setting on which the file is silent."""

    def origin(self, name: str) -> str:
        """Where a value comes from: "default", "config.toml:3", or "$TERM"."""
        if name in self.given:
            return f"config.toml:{self.given[name]}" if self.given[name] else "config.toml"
        return f"${self.environment[name]}" if name in self.environment else "default"


def load(path: Path | None = None) -> Loaded:
    """Read the settings file (the user's own by default). Never raises: see ``problems``."""
    path = path or paths.config_dir() / "config.toml"
    text, problem = read_text(path)
    loaded = Loaded(problems=(problem,), path=path) if problem else parse(text, path)
    return _for_terminal(loaded, os.environ.get("TERM", ""))


def _for_terminal(loaded: Loaded, term: str) -> Loaded:
    """The fonts of old consoles and the character sets of old locales hold few signs: there they are plain, unless the
    file says otherwise."""
    foreign = sys.__stdout__ is not None and sys.__stdout__.isatty() and sys.__stdout__.encoding.lower() != "utf-8"
    if "ascii" in loaded.given or not (term in PLAIN_TERMINALS or foreign):
        return loaded
    locale = next((name for name in ("LC_ALL", "LC_CTYPE") if os.environ.get(name)), "LANG")
    config = dataclasses.replace(loaded.config, ascii=True)
    source = "TERM" if term in PLAIN_TERMINALS else locale
    return dataclasses.replace(loaded, config=config, environment={**loaded.environment, "ascii": source})


def light_ground(environ: Mapping[str, str]) -> bool:
    """Whether the terminal says that its ground is light (COLORFGBG, set by rxvt, Konsole and others)."""
    return environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")


def known_theme(loaded: Loaded, themes: Mapping[str, Any]) -> Loaded:
    """The settings, with a problem more when the file names a theme that is not among ``themes``."""
    name = loaded.config.theme
    if "theme" not in loaded.given or not name or name in themes:
        return loaded
    file = loaded.path.name if loaded.path else "config.toml"
    problem = Problem(file, loaded.given["theme"], f"there is no theme “{name}”{nearest(name, themes)}")
    return dataclasses.replace(loaded, problems=(*loaded.problems, problem))


def read_text(path: Path) -> tuple[str, Problem | None]:
    """A settings file's text, "" when there is none; a problem when it cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(LIMIT + 1)
        if len(data) > LIMIT:
            return "", Problem(path.name, 0, "is too long for a settings file; it was left out.")
        return data.decode("utf-8-sig"), None
    except FileNotFoundError:
        return "", None
    except UnicodeDecodeError:
        return "", Problem(path.name, 0, "is not UTF-8 text; it was left out.")
    except OSError as error:
        return "", Problem(path.name, 0, f"cannot be read ({error.strerror or error}); it was left out.")


def parse(text: str, path: Path | None = None) -> Loaded:
    """Settings from TOML text. Never raises."""
    name = path.name if path else "config.toml"
    values, problem = toml(text, name)
    if problem:
        return Loaded(problems=(problem,), path=path)
    known = {f.name: f for f in dataclasses.fields(Config)}
    problems: list[Problem] = []
    accepted: dict[str, Any] = {}
    given: dict[str, int] = {}
    for key, value in values.items():
        line = line_of(text, key)
        if key not in known:
            problems.append(Problem(name, line, f"there is no setting “{sanitize_line(key)}”{nearest(key, known)}"))
            continue
        checked, why = _check(known[key], value)
        if why:
            problems.append(Problem(name, line, f"{key} {why}"))
            continue
        accepted[key] = checked
        given[key] = line
    return Loaded(Config(**accepted), tuple(problems), given, path)


def toml(text: str, name: str) -> tuple[dict[str, Any], Problem | None]:
    """The tables of a TOML text, and one problem with its line when it is none."""
    if not text:
        return {}, None  # most people have no settings file, and tomllib takes 3 ms
    import tomllib

    try:
        return tomllib.loads(text), None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        words = sanitize_line(str(error)) or "is nested too deeply"
        line = 0
        if "(at line " in words:
            digits = words.split("(at line ")[1].split(",")[0]
            line = int(digits) if digits.isdigit() else 0
            words = words.split(" (at line ")[0]
        elif "(at end of document)" in words:
            line, words = len(text.splitlines()), words.replace(" (at end of document)", "")
        return {}, Problem(name, line, f"is not valid TOML: {words}. It was left out.")


def line_of(text: str, key: str, table: str = "") -> int:
    """The line (from 1) on which ``key`` is set in ``[table]``, or begins a table; 0 when that cannot be told."""
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if words.startswith("["):
            here = words.strip("[]").split("]")[0].strip()
            if not table and _first(here) == key:
                return number
        elif here == table and _first(words.partition("=")[0]) == key:
            return number
    return 0


def _first(words: str) -> str:
    """The first part of a key as it is written: ``a`` of ``a.b``, ``"a b"`` without its marks."""
    words = words.strip()
    if words[:1] in ("'", '"'):
        return words[1:].partition(words[0])[0]
    return words.partition(".")[0].strip()


def nearest(word: str, known: Mapping[str, Any]) -> str:
    """ ": did you mean X?" where one is near, else a full stop."""
    from difflib import get_close_matches

    word = word.lower()
    found = get_close_matches(word.replace("-", "_"), known, 1, 0.6) or get_close_matches(word, known, 1, 0.6)
    return f": did you mean {found[0]}?" if found else "."


def _check(setting: dataclasses.Field[Any], value: Any) -> tuple[Any, str]:
    """(the value in its type, "") or (None, what is wrong with it)."""
    meta, default = setting.metadata, setting.default
    if isinstance(default, bool) or isinstance(value, bool):
        ok = isinstance(default, bool) and isinstance(value, bool)
        return (value, "") if ok else (None, _expects(default, meta))
    if isinstance(default, float) and isinstance(value, int):
        value = float(value)
    if type(value) is not type(default):
        return None, _expects(default, meta)
    if "choices" in meta and value not in meta["choices"]:
        return None, _expects(default, meta)
    if "low" in meta and not meta["low"] <= value <= meta["high"]:
        return None, _expects(default, meta)
    return (sanitize_line(value) if isinstance(value, str) else value), ""


def _expects(default: Any, meta: Mapping[str, Any]) -> str:
    if "choices" in meta:
        return f"must be one of {', '.join(meta['choices'])}; it stays {default or 'empty'}."
    if "low" in meta:
        number = "number" if isinstance(default, float) else "whole number"
        return f"must be a {number} from {meta['low']:g} to {meta['high']:g}; it stays {default:g}."
    if isinstance(default, bool):
        return f"must be true or false; it stays {'true' if default else 'false'}."
    return "must be text in quotation marks."


def settings_markdown() -> str:
    """``docs/settings.md``: every setting with its type, default and help."""
    lines = [
        "# Settings",
        "",
        "`config.toml` in the configuration folder (`factlight doctor` says where that is). Every setting is",
        "optional; the program never writes this file. What you change with a key in the reader (theme,",
        "width, panel, density) is remembered, unless this file sets it.",
        "",
        "| setting | type | default | what it does |",
        "|---|---|---|---|",
    ]
    for f in fields():
        default = f'"{f.default}"' if isinstance(f.default, str) else str(f.default).lower()
        about = f.help + (f" ({f.limits})" if f.limits else "")
        kind = {"str": "text", "int": "number", "float": "number", "bool": "true or false"}[f.type]
        lines.append(f"| `{f.name}` | {kind} | `{default}` | {about} |")
    return "\n".join(lines) + "\n"
