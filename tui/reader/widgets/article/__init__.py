"""The parts of the article view that need no screen: finding, painting, the head, jumps, moves."""
