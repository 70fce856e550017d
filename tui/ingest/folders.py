"""A watched folder as a feed: its files are the entries, their size and time the fingerprint."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from tui.ingest.stated import stated
from tui.library.articles.intake import Incoming
from tui.library.feeds import StoredFeed
from tui.sources import SourceError
from tui.sources.documents.files import file_uri, named, open_path, walk


def folder_batch(feed: StoredFeed, known: dict[str, str]) -> list[Incoming]:
    """The files that are new or changed since last time. Raises SourceError when the folder is gone."""
    folder = Path(unquote(urlsplit(feed.url).path))
    batch = []
    for path in walk(folder).files:
        try:
            info = path.stat()
            print_of = f"{info.st_size}:{info.st_mtime_ns}"
            uri = file_uri(path)
            if known.get(uri) == print_of:
                continue
            article = named(open_path(path), path.stem)
        except (SourceError, OSError):
            continue  # one bad file does not stop the folder; opening it by hand says why
        at = stated(article) or int(info.st_mtime * 1000)
        batch.append(Incoming.of(article, published=at, feed=feed.id, guid=uri, digest=print_of))
    return batch
