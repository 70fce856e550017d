"""Documents from disk, standard input and mail: bytes to text, markup to blocks."""
