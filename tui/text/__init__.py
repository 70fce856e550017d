"""The vocabulary of every room: the article and its blocks, the sanitiser, sentences."""
