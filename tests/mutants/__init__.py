"""Behaviours broken on purpose, one at a time: each must be noticed by a test (see ``docs/contributing.md``)."""
