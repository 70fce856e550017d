"""Search in the library: the query language, its conditions in SQL, the full-text index."""
