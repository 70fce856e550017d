"""Syncing every account that can be synced without asking anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tui.ingest.sync.passwords import NoPassword, password_of
from tui.ingest.sync.run import Progress, Synced, sync
from tui.library import Library
from tui.library.accounts.store import Account


class Result(NamedTuple):
    """What became of one account."""

    account: Account
    synced: Synced


def sync_accounts(
    library: Library,
    accounts: Iterable[Account],
    *,
    passwords: Mapping[int, str] | None = None,
    progress: Progress = lambda done, total, words: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Result]:
    """Sync one account after the other. ``passwords`` are what the user typed before, by the accounts' numbers.

    An account whose password cannot be had is told in its result's ``problem``. Raises LibraryError alone.
    """
    results = []
    for account in accounts:
        if cancelled():
            break
        try:
            password = (passwords or {}).get(account.id) or password_of(account)
        except NoPassword as error:
            results.append(Result(account, Synced(problem=str(error))))
            continue
        results.append(Result(account, sync(library, account, password, progress=progress, cancelled=cancelled)))
    return results
