"""A sentence as the rules of attribution read it: word classes, chunks, clauses, noun phrases."""
