"""Feeds in every format as one record, their entries, and lists of feeds (OPML)."""
