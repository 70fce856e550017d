"""Turns the outside world into articles: files, folders, standard input, pages, feeds.

Nothing is imported here but the error, so that a command pays only for the source it uses.
"""

from __future__ import annotations


class SourceError(Exception):
    """Why something could not be read: one plain sentence that says what to do, safe to print."""
