"""The side panel: its tabs, rows and widget."""
