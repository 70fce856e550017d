"""Quotations and claims: who says what, with which word, and how sure it is."""

from tui.facts.speech.claims import find_claims
from tui.facts.speech.quotes import find_quotes

__all__ = ["find_claims", "find_quotes"]
