"""Lists of articles and of bookmarks."""
