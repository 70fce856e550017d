"""Figures: numbers with their unit and what they count, bounds, ranges, rates, restatements and stated arithmetic."""

from tui.facts.figures.find import find_figures, unit_name
from tui.facts.figures.ranking import rank_key_figures

__all__ = ["find_figures", "rank_key_figures", "unit_name"]
