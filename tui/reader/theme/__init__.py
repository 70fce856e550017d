"""Colours and styles: themes, contrast, what each kind of fact looks like."""
