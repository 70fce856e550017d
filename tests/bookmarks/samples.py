"""Bookmarks for the tests of the formats: ordinary ones and hostile ones."""

from __future__ import annotations

from hypothesis import strategies as st

from tui.bookmarks.citation import Citation
from tui.bookmarks.model import Anchoring, AnchorState, Bookmark, Selector

DAY = 1_764_000_000_123  # 2025-11-24T16:00:00.123Z

CRANE = Citation(
    "https://news.example/crane", title="Crane falls into harbour", source="Ansk Herald", authors=("Maria Keller", "Tom Becker"),
    published="2025-11-03", language="en", url="https://news.example/crane",
)  # fmt: skip
NOTES = Citation("file:///home/me/notes.txt", title="# Notes [draft]: 5 * 3 & <b>more</b>", source="", url="")
ARTICLES = {c.uri: c for c in (CRANE, NOTES)}

BOOKMARKS = (
    Bookmark(
        "6f7f3c0e-3c55-4c0c-9b0b-6d0d6a1f9d5e", CRANE.uri,
        Selector("About 40 ships wait outside", "authority said.\n\n", "; three of them carry grain", 102, 129, "a" * 64, 600),
        note="Compare with *March*.\n\n- [[crane list]]", tags=("sea", "to check", "2025"), category="a", created=DAY, changed=DAY + 5,
        title=CRANE.title, source=CRANE.source,
    ),
    Bookmark(
        "0b8d2f8e-5f0a-4d0e-8f2e-0d6a0a5b7c11", CRANE.uri,
        Selector("“Nobody was hurt,” she said.\n\nDivers will look", "", " at the crane", 20, 66, "a" * 64, 600),
        created=DAY + 60_000, changed=DAY + 60_000, title=CRANE.title, source=CRANE.source,
        anchorings=(Anchoring("b" * 64, 31, 77, AnchorState.MOVED, "same words", 1.0, DAY + 90_000),
                    Anchoring("c" * 64, -1, -1, AnchorState.LOST, "", 0.0, DAY + 99_000)),
    ),
    Bookmark(
        "c3b6f3a0-7c0f-4a55-b1c9-4a4f3e1b9a02", NOTES.uri,
        Selector("=HYPERLINK(\"http://evil.example\",\"x\")", "# ", " *** ", 2, 39, "d" * 64, 80),
        note="+1 for {braces} and \\backslash :: ((ref))", tags=("hash", "a,b"), created=DAY, changed=DAY, title=NOTES.title,
    ),
)  # fmt: skip

HOSTILE = "\x1b]52;c;ZXZpbA==\x07\x9b31m\u202eevil\u2066\x00\ud800\u200b[/b]=1+1\r\n@SUM(A1)|'calc'!A0"

_words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=40
).filter(lambda s: s.strip() != "")


@st.composite
def bookmarks(draw: st.DrawFn) -> Bookmark:
    """Any clean bookmark, as the library holds them: its words went through ``sanitize`` on the way in."""
    from tui.bookmarks.making import clean_note, clean_tags
    from tui.text.sanitize import sanitize, sanitize_line

    exact = sanitize(draw(_words)) or "x"
    start = draw(st.integers(0, 10**6))
    made = draw(st.integers(0, 4_000_000_000_000))
    lost = draw(st.booleans())
    anchored = Anchoring("e" * 64, -1 if lost else 5, -1 if lost else 9, AnchorState.LOST if lost else AnchorState.CHANGED,
                         "most words", draw(st.sampled_from([0.0, 0.5, 0.8333])), made)  # fmt: skip
    return Bookmark(
        str(draw(st.uuids())), draw(st.sampled_from(["https://a.example/1", "file:///tmp/b.txt"])),
        Selector(exact, sanitize(draw(st.just("") | _words)), sanitize(draw(st.just("") | _words)), start, start + len(exact), "f" * 64,
                 start + len(exact) + 10),
        note=clean_note(draw(st.just("") | _words)), tags=clean_tags(draw(st.lists(_words, max_size=3))),
        category=draw(st.sampled_from(["", "a", "z"])), created=made, changed=made + 1,
        anchorings=draw(st.sampled_from([(), (anchored,)])), title=sanitize_line(draw(_words)),
    )  # fmt: skip
