"""The processes that read what strangers wrote: answers, refusals, deadlines, and that they go when we go."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tui.ingest.feed_worker import FeedReaders, read_feed
from tui.library import Library
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.worker import Worker

FEED = b"<rss><channel><title>T</title>%s</channel></rss>" % b"".join(
    b"<item><title>N%d</title><link>https://n.example/%d</link><description>&lt;p>Word %d.&lt;/p></description></item>"
    % (n, n, n)
    for n in range(30)
)


@pytest.fixture
def feed(tmp_path: Path) -> StoredFeed:
    with Library.open(tmp_path / "library.db") as library:
        return library.feeds.add("https://n.example/feed")


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """A worker that does as it is told: answers, sleeps, dies, refuses, takes memory."""
    (tmp_path / "odd_worker.py").write_text(
        "import os, sys, threading\n"
        "from tui.sources import SourceError\n"
        "from tui.sources.worker import serve\n"
        "def answer(what):\n"
        "    if what == 'hang': threading.Event().wait()\n"
        "    if what == 'die': os._exit(3)\n"
        "    if what == 'refuse': raise SourceError('No.')\n"
        "    if what == 'deep': return answer(what)\n"
        "    if what == 'big': return len(bytearray(3 << 30))\n"
        "    if what == 'print': print('noise')\n"
        "    while what == 'work': pass\n"
        "    return os.getpid()\n"
        "sys.exit(serve(answer))\n"
    )
    roots = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])
    monkeypatch.setenv("PYTHONPATH", roots)
    return Worker("odd_worker")


def test_what_lies_in_the_folder_that_is_read_is_not_run(
    odd: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    (downloads / "pickle.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(downloads)
    try:
        assert odd.ask(("well",), 20)
    finally:
        odd.close()


def test_it_stays_after_a_refusal_and_comes_back_after_a_death(odd: Worker) -> None:
    try:
        first = odd.ask(("well",), 20)
        assert odd.ask(("print",), 20) == first, "what is printed does not fall between the answers"
        for what, words in (("refuse", r"^No\.$"), ("deep", "too deep"), ("big", "too much memory")):
            if what == "big" and sys.platform != "linux":
                continue
            with pytest.raises(SourceError, match=words):
                odd.ask((what,), 20)
        assert odd.ask(("well",), 20) == first
        for what, deadline in (("die", 20), ("hang", 0.3), ("work", 60)):
            if what == "work" and os.name != "posix":
                continue
            with pytest.raises(TimeoutError):
                odd.ask((what,), deadline)
            assert odd.ask(("well",), 20) != first
    finally:
        odd.close()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_it_ends_when_the_program_is_killed(odd: Worker) -> None:
    program = (
        "import os, sys; from tui.sources.worker import Worker; w = Worker('odd_worker')\n"
        "print(w.ask(('well',), 20), flush=True); os.kill(os.getpid(), 9)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        number = int(process.stdout.readline())
    for _ in range(2000):
        if not _alive(number):
            return
        threading.Event().wait(0.01)
    pytest.fail("the worker outlived its program")


def _alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
        return not Path("/proc").exists()
    return state != "Z"


def test_processes_read_what_the_program_itself_reads(feed: StoredFeed) -> None:
    here = read_feed(FEED, feed.url, feed, {})
    readers = FeedReaders()
    try:
        answers = [readers.read(FEED, feed.url, feed, {}) for _ in range(3)]
        assert answers == [here] * 3
        known = {item.guid: item.digest for item in here[1][3:]}
        assert [i.guid for i in readers.read(FEED, feed.url, feed, known)[1]] == [i.guid for i in here[1][:3]]
        with pytest.raises(SourceError, match="no feed"):
            readers.read(b"nothing", feed.url, feed, {})
    finally:
        readers.close()
