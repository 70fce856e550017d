"""The line at the bottom: its text and its widget."""
