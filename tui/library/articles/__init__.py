"""Articles in the library: storing, taking in new versions, lists and states."""
