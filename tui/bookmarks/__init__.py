"""Bookmarks: passages that somebody wanted to keep, found again when their article changes, exported and imported."""
