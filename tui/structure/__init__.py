"""What the lines of a text are: blocks, headings, questions and answers, credits, metadata, lost words."""

from tui.structure.build import heading_key, plain_article, structured_article
from tui.structure.credits import read_credit, read_syndication
from tui.structure.furniture import line_key, shared_lines
from tui.structure.gaps import find_gaps
from tui.structure.language import guess_language
from tui.structure.sections import answer_blocks

__all__ = [
    "answer_blocks",
    "find_gaps",
    "guess_language",
    "heading_key",
    "line_key",
    "plain_article",
    "read_credit",
    "read_syndication",
    "shared_lines",
    "structured_article",
]
