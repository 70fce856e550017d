"""The date words of each language that is read."""
