"""Links: numbers on them, digits that open them, the host shown first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.reader.screens.reader import ReaderScreen


def show(screen: ReaderScreen, count: int, arg: str) -> None:
    """Number the links on screen; the digits that follow choose one."""
    article = screen.session.article
    if article is None or not article.links:
        screen.say("this article has no links", "words")
        return
    if not screen.view.links.show():
        screen.say("no link on this page: scroll to one first", "words")
        return
    screen.hints, screen.hint_digits = True, ""


def hint_key(screen: ReaderScreen, key: str) -> bool:
    """A key while links are numbered; whether it was taken."""
    if key == "escape":
        screen.hide_hints()
    elif key == "enter":
        _choose(screen)
    elif key == "backspace":
        screen.hint_digits = screen.hint_digits[:-1]
        screen.say(f"link {screen.hint_digits}" if screen.hint_digits else "type the number of a link", "words")
    elif len(key) == 1 and key.isascii() and key.isdecimal():
        screen.hint_digits += key
        link = screen.view.links.url(screen.hint_digits)
        if link is None:
            screen.say(f"there is no link {screen.hint_digits}", "warning")
            screen.hint_digits = ""
        elif screen.view.links.url(screen.hint_digits + "0") is None:
            _choose(screen)  # no longer number begins like this one
        else:
            from tui.reader.external import programs as outside

            to = outside.host(link) or "no web page"
            screen.say(f"link {screen.hint_digits} leads to {to}: Enter, or another digit", "words")
    else:
        screen.hide_hints()
        return False
    screen.update_bar()
    return True


def _choose(screen: ReaderScreen) -> None:
    url = screen.view.links.url(screen.hint_digits) if screen.hint_digits else None
    screen.hide_hints()
    if url is None:
        screen.say("no link chosen", "words")
    else:
        ask_to_open(screen, url)


def ask_to_open(screen: ReaderScreen, url: str) -> None:
    """Show where a link leads; Enter opens it."""
    from tui.reader.external import clipboard
    from tui.reader.external import programs as outside
    from tui.reader.screens.card import Card
    from tui.text.sanitize import sanitize_line

    host = outside.host(url)
    if not host:
        screen.say("that link does not lead to a web page, so it is not opened", "warning")
        return
    rows = [((host, "strong"),), (), ((sanitize_line(url[:2000]), "quiet"),)]
    keys = [("enter", "opens it in the browser", "open"), ("y", "copies it", "copy")]

    def done(answer: str | None) -> None:
        if answer == "open":
            problem = outside.browse(screen.app, url, screen.config.browser)
            screen.say(problem or f"opened {host}", "warning" if problem else "done")
        elif answer == "copy":
            screen.say(clipboard.copy(screen.app, url, screen.config.clipboard))

    screen.app.push_screen(Card("this link leads to", rows, keys), done)


def browser(screen: ReaderScreen, count: int, arg: str) -> None:
    """Open the link at the cursor, else the article's own page."""
    from tui.bookmarks.citation import cite

    article = screen.the_article()
    if article is None:
        return
    at = screen.view.cursor
    start, end = (at, at + 1) if screen.pane == "text" else (screen.panel.target().span or (0, 0))
    inside = (link.url for link in article.links if link.start < end and link.end > start)
    url = (next(inside, "") if screen.pane != "list" else "") or cite(article).url
    if url:
        ask_to_open(screen, url)
    else:
        screen.say("this article does not say where it stands on the web", "words")
