"""One article on one page, without a screen: laid out, folded, moved in, found in, with its facts by place. No Textual.

Offsets are code points of ``Article.text`` everywhere.
"""
