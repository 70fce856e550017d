"""Figures: numbers with their unit and what they count, bounds, ranges, rates, restatements and stated arithmetic."""

from tui.facts.figures.key_figures import rank_key_figures
from tui.facts.figures.recogniser import find_figures, unit_name

__all__ = ["find_figures", "rank_key_figures", "unit_name"]
