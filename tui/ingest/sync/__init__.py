"""Syncing with servers: their feeds, articles and states come in, what the user changed goes out."""
