"""Factlight: a news reader for the terminal that lights up the facts."""

__version__ = "0.2.0"
