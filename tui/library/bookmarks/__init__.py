"""Bookmarks in the library: storing, querying, merging imports, finding passages again."""
