"""The article view in parts: its layers (canvas, settings, moving, mouse), and what they ask, which needs no screen."""
