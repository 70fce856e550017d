"""Syncing every account that can be synced without asking anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tui.ingest.sync.passwords import NoPassword, from_keyring, password_of
from tui.ingest.sync.run import Progress, Synced, sync
from tui.library import Library
from tui.library.accounts.store import Account

_typed: dict[int, str] = {}
"""Passwords that the user typed, by the accounts' numbers, until the program ends."""


def typed(account: Account, password: str) -> None:
    """Remember a password that the user typed until the program ends."""
    _typed[account.id] = password


def needs_asking(account: Account) -> bool:
    """Whether nothing but the user knows the account's password."""
    known = account.password_command or account.id in _typed
    return not known and not from_keyring(account.base, account.user)


class Result(NamedTuple):
    """What became of one account."""

    account: Account
    synced: Synced


def sync_accounts(
    library: Library,
    accounts: Iterable[Account],
    *,
    progress: Progress = lambda done, total, words: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Result]:
    """Sync one account after the other.

    An account whose password cannot be had is told in its result's ``problem``. Raises LibraryError alone.
    """
    results = []
    for account in accounts:
        if cancelled():
            break
        try:
            password = _typed.get(account.id) or password_of(account)
        except NoPassword as error:
            results.append(Result(account, Synced(problem=str(error))))
            continue
        results.append(Result(account, sync(library, account, password, progress=progress, cancelled=cancelled)))
    return results
