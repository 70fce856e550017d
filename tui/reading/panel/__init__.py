"""What the side panel lists: an article, its facts and its bookmarks as tabs of entries. No Textual."""
