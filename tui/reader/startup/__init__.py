"""The first moments: the picture of the last list, and taking the terminal over."""
