"""Every change that the user makes to articles and feeds is recorded, undone, redone, and can be followed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.test_articles import article
from tui.bookmarks.making import make_bookmark
from tui.library import Library
from tui.library.changes import DONE, REDONE, UNDONE, apply
from tui.library.db.connection import now
from tui.structure import plain_article

URIS = [f"https://example.org/{n}" for n in range(1, 4)]
FEEDS = ["https://a.example/feed", "https://b.example/feed"]


def fill(library: Library) -> Library:
    """Two feeds with three articles, one of them in both."""
    first, second = library.feeds.add(FEEDS[0], folder="World/Asia"), library.feeds.add(FEEDS[1])
    folders = {first.id: first.folder}
    library.articles.put([article(1, feed=first.id), article(2, feed=first.id), article(3, feed=second.id)], folders)
    library.articles.put([article(2, feed=second.id)], folders)
    return library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        yield fill(library)


def state(library: Library) -> dict[str, Any]:
    """All that a change can change, and all that follows from it."""
    ask = library.database.rows
    return {
        "states": {r["uri"]: (r["read"], r["starred"], r["published"], r["deleted"] > 0)
                   for r in ask("SELECT * FROM states") if r["read"] or r["starred"] or r["published"] or r["deleted"]},
        "articles": [(*r,) for r in ask("SELECT uri, read, starred, deleted > 0 FROM articles ORDER BY uri")],
        "tags": [(*r,) for r in ask("SELECT uri, tag FROM article_tags ORDER BY uri, tag")],
        "feeds": [(*r,) for r in ask("SELECT url, own_title, folder, settings, removed > 0 FROM feeds ORDER BY url")],
        "places": [(*r,) for r in ask("SELECT shelf, article, read FROM places ORDER BY shelf, article")],
        "totals": [(*r,) for r in ask("SELECT * FROM totals WHERE count > 0 ORDER BY shelf")],
    }  # fmt: skip


def act(library: Library, step: tuple[str, int, int]) -> None:
    """One thing a user does; ``step`` is (what, on which, how)."""
    what, on, how = step
    uri, url = URIS[on % 3], FEEDS[on % 2]
    feed = library.feeds.by_url(url)
    number = feed.id if feed is not None else 0
    acts: dict[str, Callable[[], object]] = {
        "read": lambda: library.states.set(uri, read=bool(how), undo="reading"),
        "star": lambda: library.states.set(uri, starred=bool(how), undo="starring"),
        "date": lambda: library.states.set(uri, published=("", "2026-11-01", "2025-01-01")[how], undo="dating"),
        "all read": lambda: library.states.mark_read(URIS, bool(how)),
        "tag": lambda: library.articles.set_tags(uri, (("korea",), ("korea", "sea"), ())[how]),
        "delete": lambda: library.articles.delete([uri]),
        "restore": lambda: library.articles.restore([uri]),
        "subscribe": lambda: library.feeds.add(url, title=("", "Mine", "Ours")[how], folder=("", "World", "Sea")[how]),
        "unsubscribe": lambda: library.feeds.remove([number]),
        "rename": lambda: library.feeds.rename(number, ("", "Other", "Third")[how]),
        "move": lambda: library.feeds.move(number, ("", "World", "World/Asia/Far")[how]),
        "settings": lambda: library.feeds.set_settings(number, ({}, {"full_text": True}, {"interval": 9})[how]),
    }
    acts[what]()


STEPS = st.tuples(
    st.sampled_from(["read", "star", "date", "all read", "tag", "delete", "restore", "subscribe", "unsubscribe",
                     "rename", "move", "settings"]),
    st.integers(0, 5), st.integers(0, 2),
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=8))
def test_whatever_is_done_is_undone_redone_and_told(tmp_path_factory: pytest.TempPathFactory, steps: list[Any]) -> None:
    folder = tmp_path_factory.mktemp("changes")
    with Library.open(folder / "one.db") as library, Library.open(folder / "other.db") as other:
        library.database.run("PRAGMA synchronous=OFF")
        other.database.run("PRAGMA synchronous=OFF")
        fill(library)
        fill(other)
        seen, actions = library.changes.last(), library.next_undo()
        before = state(library)
        for step in steps:
            act(library, step)
        after = state(library)
        while library.next_undo() != actions:
            assert library.undo()
        assert state(library) == before
        while library.redo():
            pass
        assert state(library) == after
        told = [recorded.change for recorded in library.changes.since(seen)]
        with other.database.write():
            apply(other.database, told)
        assert state(other) == after, "whoever follows the changes knows all that was done"


def test_a_change_says_what_on_which_from_what_to_what_and_when(library: Library) -> None:
    seen, before = library.changes.last(), now()
    library.states.set(URIS[0], starred=True, undo="starring “Article 1”")
    library.articles.set_tags(URIS[1], ["sea"])
    library.feeds.move(1, "Home")
    library.undo()
    told = library.changes.since(seen)
    assert [(r.way, *r.change) for r in told] == [
        (DONE, "starred", URIS[0], 0, 1, 0, ""),
        (DONE, "tag", URIS[1], 0, 1, 0, "sea"),
        (DONE, "folder", FEEDS[0], "World/Asia", "Home", 1, ""),
        (UNDONE, "folder", FEEDS[0], "Home", "World/Asia", 1, ""),
    ]
    assert all(before <= r.at <= now() for r in told)
    assert told[2].action == told[3].action > told[1].action > told[0].action > 0
    library.redo()
    assert library.changes.since(told[-1].number)[0].way == REDONE


def test_what_is_read_by_being_opened_is_recorded_but_not_undone(library: Library) -> None:
    library.states.set(URIS[0], starred=True, undo="starring")
    seen = library.changes.last()
    library.states.set(URIS[1], read=True, position=7, opened=now())
    library.states.set(URIS[1], read=True, position=9)
    (told,) = library.changes.since(seen)
    assert (told.action, told.change.what, told.change.subject, told.change.new) == (0, "read", URIS[1], 1)
    assert library.undo() == "starring"
    assert library.states.get(URIS[1]).position == 9


def test_redo_ends_with_the_next_action(library: Library) -> None:
    library.states.set(URIS[0], starred=True, undo="starring one")
    library.states.set(URIS[1], starred=True, undo="starring two")
    assert [library.undo(), library.undo(), library.redo()] == ["starring two", "starring one", "starring one"]
    library.states.set(URIS[2], starred=True, undo="starring three")
    assert library.redo() is None
    assert [library.undo(), library.undo()] == ["starring three", "starring one"]


def test_bookmarks_are_undone_and_redone_alone(library: Library) -> None:
    text = plain_article("The harbour has four cranes, and they are old.", uri="https://example.org/9")
    kept = library.bookmarks.add(make_bookmark(text, 0, 11, note="a note"), text)
    library.bookmarks.edit(kept.id, note="another")
    library.states.set(URIS[0], starred=True, undo="starring")
    assert library.undo("bookmarks") == "the change of “The harbour”"
    assert [b.note for b in library.bookmarks.all()] == ["a note"]
    assert library.states.get(URIS[0]).starred
    assert library.undo("bookmarks") == "the bookmark “The harbour”"
    assert library.bookmarks.all() == []
    assert library.undo("bookmarks") is None
    assert [library.redo("bookmarks") for _ in range(3)] == [
        "the bookmark “The harbour”", "the change of “The harbour”", None,
    ]  # fmt: skip
    assert [(b.id, b.note) for b in library.bookmarks.all()] == [(kept.id, "another")]


def test_what_another_session_did_is_named_with_its_time(library: Library) -> None:
    code = (
        "import sys; from pathlib import Path; from tui.library import Library\n"
        f"with Library.open(Path(sys.argv[1])) as library: library.states.set({URIS[0]!r}, starred=True, undo='starring')"
    )
    subprocess.run([sys.executable, "-c", code, str(library.path)], check=True)
    action = library.next_undo()
    assert action is not None
    assert not action.mine
    assert re.fullmatch(r"starring \(done in another session, 20\d\d-\d\d-\d\d \d\d:\d\d\)", library.undo() or "")
    library.states.set(URIS[0], starred=True, undo="starring")
    mine = library.next_undo()
    assert mine is not None
    assert mine.mine


def test_many_things_are_one_action(library: Library) -> None:
    before = state(library)
    with library.together("adding 2 feeds"):
        library.feeds.add("https://c.example/feed", folder="New")
        library.feeds.add("https://d.example/feed")
    assert library.undo() == "adding 2 feeds"
    after = state(library)
    assert after["places"] == before["places"]
    assert [feed.url for feed in library.feeds.all()] == [FEEDS[1], FEEDS[0]]


def test_a_feed_that_is_subscribed_again_knows_its_articles(library: Library) -> None:
    before = state(library)
    library.feeds.remove([1])
    assert library.feeds.by_url(FEEDS[0]) is None
    assert library.feeds.totals("feed:1") == (0, 0)
    assert library.feeds.totals("folder:World") == (0, 0)
    assert library.feeds.totals("all") == (3, 3)
    library.feeds.add(FEEDS[0])
    assert state(library) == before
    library.feeds.remove([1])
    library.undo()
    assert state(library) == before


def test_what_a_follower_has_not_seen_is_kept(library: Library) -> None:
    library.changes.follow("server", library.changes.last())
    for n in range(10):
        library.states.set(URIS[0], read=n % 2 == 0)
    seen = library.changes.seen("server")
    library.changes.prune(kept=0)
    assert len(library.changes.since(seen)) == 10
    library.changes.follow("server", library.changes.last())
    library.changes.prune(kept=4)
    assert len(library.changes.since(seen)) == 4
    library.changes.unfollow("server")
    assert library.changes.seen("server") == 0
    newest = library.changes.last()
    library.changes.prune(kept=0)
    library.states.set(URIS[1], read=True)
    assert library.changes.last() > newest, "a number never comes twice"


PRODUCT = Path(__file__).parents[2] / "tui"
_WRITE = re.compile(
    r"\b(INSERT INTO|INSERT OR \w+ INTO|UPDATE|DELETE FROM) (\w+)(?: \(([^()]*)\)| SET (.*?)(?: WHERE |$))?",
    re.I | re.S,
)
USERS = {
    "states": {"read", "starred", "published", "deleted"},
    "article_tags": {"uri", "tag"},
    "feeds": {"own_title", "folder", "settings", "removed"},
    "articles": {"read", "starred", "deleted"},
}
"""Columns whose values are the user's."""
MACHINE = {
    ("feeds", "INSERT"), ("articles", "INSERT"),  # rows that nobody subscribed to or read yet
}  # fmt: skip
NEVER = {"changes", "migrations", "rebuild", "repair", "backups"}
"""Modules that may write them: the seam itself, and those that make or copy whole libraries."""


def _statements(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


def test_fetching_changes_nothing_that_is_the_users(library: Library) -> None:
    library.feeds.update(1, title="Its own", failures=1)
    for column in USERS["feeds"]:
        with pytest.raises(ValueError, match=column):
            library.feeds.update(1, **{column: "x"})
    feed = library.feeds.get(1)
    assert feed is not None
    assert (feed.name, feed.folder, feed.failures) == ("Its own", "World/Asia", 1)


def test_no_table_of_articles_or_feeds_is_written_around_the_record() -> None:
    found, around = 0, []
    for path in sorted(PRODUCT.rglob("*.py")):
        if path.stem in NEVER or "schema" in path.stem:
            continue
        for sql in _statements(path):
            for m in _WRITE.finditer(sql):
                verb, table = m[1].split()[0].upper(), m[2].lower()
                if table not in USERS or (table, verb) in MACHINE:
                    continue
                found += 1
                named = {part.split("=")[0].strip() for part in (m[3] or m[4] or "").split(",")}
                dynamic = {"{}"} if table == "feeds" else set()  # Feeds.update, see the test above
                if (not named - {""} - dynamic and not dynamic) or named & USERS[table]:
                    around.append(f"{path.relative_to(PRODUCT)}: {' '.join(sql.split())[:90]}")
    assert found > 5, "the statements are found"
    assert around == []
