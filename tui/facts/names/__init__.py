"""People, bodies, places and other named things, with roles, folded into entities."""

from tui.facts.names.recogniser import find_names

__all__ = ["find_names"]
