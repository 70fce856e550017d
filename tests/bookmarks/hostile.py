"""Text that tries to be markup in one of the export formats, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from tui.text.sanitize import sanitize

ATOMS = (
    "!", "!", "[a](http://evil.example/x.png)", "![i](https://evil.example/p.gif)", "[[shell:rm -rf ~]]", "[[wiki]]", "![[embed]]",
    "@@html:<script>x</script>@@", "src_sh{rm -rf ~}", "call_x()", "{{{macro(1)}}}", "TODO ", "DONE ", "COMMENT ", " :tag:", ":a:b:",
    "[#A] ", "* ", "** ", "*b*", "_u_", "/i/", "=v=", "~c~", "+s+", "`c`", "``", "```\n", "~~~\n", "~~x~~", "==h==", "%%c%%", "#tag", "# ",
    "###### x", "> q", "> [!note]", "- ", "+ ", "1. ", "1) ", "a) ", "-----", "===", "---\n", "| a | b |\n|---|---|\n", "|",
    "<script>alert(1)</script>", "<img src=x onerror=y>", "</style>", "</title>", "<!-- c -->", "]]>", "<![CDATA[", "&amp;", "&#60;b&#62;", "&lt",
    "<https://evil.example>", "<2026-01-01 Thu>", "[2026-01-01]", "[fn:1]", "[fn::x]", "[1/2]", "[50%]", "<<target>>", "<<<radio>>>",
    "shell:ls", "elisp:(x)", "file:/etc/passwd", "<shell:ls>", "javascript:alert(1)", "mailto:a@b.example",
    "#+include: /etc/passwd", "#+begin_src sh", "#+end_quote", "#+TITLE: x", ":PROPERTIES:", ":END:", ": fixed", "CLOCK: x",
    "DEADLINE: <2026-01-01>", "%%(diary)", "\\alpha", "\\(x\\)", "\\[y\\]", "\\begin{a}", "$x$", "$$y$$", "a_b", "a^b", "x_{1}", "\\", "\\\\",
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1", "'", '"', ",", ";", "{", "}", "}}}", "@article{x,", "%", "#", "&", "^id", " ^fl-1",
    "((ref))", "key:: value", "id:: x", "https://a.example/?b=1&copy;=2", "x", "word", "Two words.", " ", "  ", "    ", "\n", "\n\n", "é", "字",
)  # fmt: skip
"""What steers Markdown, Obsidian, Logseq, Org, HTML, SVG, CSV or BibTeX, and ordinary words in between."""


def texts(most: int = 12) -> st.SearchStrategy[str]:
    """Clean text, as articles and the library hold it, made of pieces that mean harm."""
    return st.lists(st.sampled_from(ATOMS) | st.text(max_size=3), min_size=1, max_size=most).map(
        lambda parts: sanitize("".join(parts)).strip() or "x"
    )
