"""Bookmarks out of Factlight and into it: one module a format."""
