"""Dates, times, durations and sets in the manner of TIMEX3 (ISO-TimeML)."""

from tui.facts.dates.recogniser import find_dates

__all__ = ["find_dates"]
