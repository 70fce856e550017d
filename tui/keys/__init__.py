"""Keys without Textual: the table of actions, presets, keymaps and the page of documentation made from them."""
