"""The process in which pages are read: ``python -m tui.sources.page_worker``, pickled requests in, answers out.

A page made to do harm can hold a parser for minutes, and a call into C hears no signal; a process can be
killed. Memory is bounded where the system allows it. Requests are (bytes, url, uri, rule), each with its
length before it (8 bytes); answers are ("article", Article) or ("problem", one sentence).
"""

from __future__ import annotations

import contextlib
import pickle
import sys

MAX_MEMORY = 1 << 30
"""Bytes of address space beyond what the imports take."""


def main() -> int:
    """Serve until standard input ends."""
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not fall between the answers
    from tui.sources.page_article import article_of_page

    _bound()
    while head := sys.stdin.buffer.read(8):
        request = sys.stdin.buffer.read(int.from_bytes(head, "big"))
        answer = pickle.dumps(_answer(article_of_page, *pickle.loads(request)))
        answers.write(len(answer).to_bytes(8, "big") + answer)
        answers.flush()
    return 0


def _answer(read: object, data: bytes, url: str, uri: str, rule: str) -> tuple[str, object]:
    from tui.sources import SourceError
    from tui.sources.encoding import decode

    assert callable(read)
    try:
        return "article", read(decode(data)[0], url, uri, rule)
    except SourceError as error:
        return "problem", str(error)
    except MemoryError:
        return "problem", "The page needs too much memory; it was refused."
    except RecursionError:
        return "problem", "The page is nested too deep; it was refused."


def _bound() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        now = 0
        with open("/proc/self/statm", encoding="ascii") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + MAX_MEMORY, now + MAX_MEMORY))


if __name__ == "__main__":
    sys.exit(main())
