"""Where the password of an account comes from: a command, the system's keyring, or the user when asked.

It is never kept in the library, never in the arguments of a process, never in a message.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tui.library.accounts.store import Account
from tui.sources import SourceError

PATIENCE = 60
"""Seconds that a password command may take: it may ask for a passphrase itself."""
SERVICE = "factlight"
"""The name under which passwords lie in the keyring."""


class NoPassword(SourceError):
    """No password could be had without asking."""


def password_of(account: Account, ask: Callable[[str], str] | None = None) -> str:
    """The password: what the account's command prints first, else what the keyring has, else what the user types.

    ``ask`` gets a question and returns what was typed, "" for nothing; None where nobody can be asked. Raises
    NoPassword with one sentence.
    """
    if account.password_command:
        return printed_by(account.password_command)
    kept = from_keyring(account.base, account.user)
    if kept:
        return kept
    typed = ask(f"password of {account.user} at {account.name}: ") if ask is not None else ""
    if not typed:
        raise NoPassword(
            f"No password for {account.name}: give the account a command with"
            f" factlight sync add {account.base} --user {account.user} --password-command “…”."
        )
    return typed


def printed_by(command: str) -> str:
    """The first line that a shell command prints. Raises NoPassword; what it prints is never repeated."""
    try:
        done = subprocess.run(command, shell=True, capture_output=True, timeout=PATIENCE, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError):
        raise NoPassword("The password command could not be run or took longer than a minute.") from None
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    if done.returncode or not lines or not lines[0]:
        raise NoPassword(f"The password command ended with {done.returncode} and printed no password.")
    return lines[0]


def _keyring() -> Any:
    """The package ``keyring``, None where it is not installed."""
    with suppress(Exception):  # a keyring that is there can still be broken
        import keyring

        return keyring
    return None


def from_keyring(base: str, user: str) -> str:
    """What the system's keyring has for this user at this server, "" for nothing or no keyring."""
    with suppress(Exception):
        return _keyring().get_password(f"{SERVICE} {base}", user) or ""
    return ""


def into_keyring(base: str, user: str, password: str) -> bool:
    """Keep a password in the system's keyring; whether there is one that took it."""
    with suppress(Exception):
        _keyring().set_password(f"{SERVICE} {base}", user, password)
        return from_keyring(base, user) == password
    return False
