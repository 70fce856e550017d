"""Programs outside the reader: clipboard, browser, editor, pipes."""
