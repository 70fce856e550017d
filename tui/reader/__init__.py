"""The reader: the Textual application, its screens, widgets and commands."""
