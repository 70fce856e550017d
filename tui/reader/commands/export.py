"""Out of the reader: copy, export, pipe, the user's editor or pager."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.bookmarks.citation import Citation
    from tui.reader.screens.reader import ReaderScreen
    from tui.text.article import Article

FORMATS = (
    ("md", "Markdown, facts in a list below"),
    ("html", "HTML, facts marked up"),
    ("svg", "a picture of the page (SVG)"),
    ("txt", "plain text"),
    ("json", "the facts as JSON"),
)


SHOWN = 5000
"""Lines of a command's answer that are shown."""


def chosen(screen: ReaderScreen) -> tuple[str, int, int] | None:
    """(words, start, end) of the selection, else of the fact at the cursor, else of its sentence."""
    article = screen.the_article()
    if article is None:
        return None
    fact = screen.view.current_fact
    target = screen.target()
    span = target.span
    if screen.pane != "panel" and screen.view.selection is None and fact is not None and fact.start < fact.end:
        span = fact.span
    if span is None or span[0] >= span[1]:
        screen.say("nothing to copy here", "words")
        return None
    return article.text[span[0] : span[1]], span[0], span[1]


def citation(article: Article, quote: str, *, markdown: bool) -> str:
    """A passage with where it comes from, as plain text or Markdown. Verbatim but for the added source."""
    from tui.bookmarks.citation import cite
    from tui.text.escaping import markdown_destination, markdown_line

    cited = cite(article)
    if not markdown:
        return quoted(cited, quote)
    lines = "\n".join(f"> {markdown_line(line)}".rstrip() for line in quote.strip().split("\n"))
    plain = markdown_line(", ".join(_names(cited)))
    source = f"[{plain}](<{markdown_destination(cited.url)}>)" if cited.url else plain
    return f"{lines}\n>\n> — {source}"


def quoted(cited: Citation, quote: str) -> str:
    """A passage in quotation marks with its source below, as plain text."""
    from tui.bookmarks.citation import in_marks

    return f"{in_marks(quote.strip())}\n— {', '.join(_names(cited))}" + (f"\n{cited.url}" if cited.url else "")


def _names(cited: Citation) -> list[str]:
    return [n for n in (", ".join(cited.authors), cited.title, cited.source, cited.day) if n]


def copy(screen: ReaderScreen, count: int, arg: str) -> None:
    """The selection, or the fact, on the clipboard: with its source, as "markdown", or the "words" alone."""
    found = chosen(screen)
    article = screen.session.article
    if found is None or article is None:
        return
    words = found[0].strip()
    _to_clipboard(screen, words if arg == "words" else citation(article, words, markdown=arg == "markdown"))
    screen.view.clear_selection()


def copy_source(screen: ReaderScreen, count: int, arg: str) -> None:
    """Where the article comes from, on the clipboard."""
    from tui.bookmarks.citation import cite

    article = screen.the_article()
    if article is None:
        return
    cited = cite(article)
    _to_clipboard(screen, "\n".join(filter(None, (", ".join(_names(cited)), cited.url))))


def _to_clipboard(screen: ReaderScreen, text: str) -> None:
    from tui.reader.external import clipboard

    screen.say(clipboard.copy(screen.app, text, screen.config.clipboard))


PIPED = {"txt": "the article", "facts": "its facts, a line each", "json": "its facts as JSON"}
"""What a command can get, by the name that :func:`tui.exports.render` has for it."""


def pipe(screen: ReaderScreen, count: int, arg: str) -> None:
    """Ask for a command that gets the selection, the whole article or its facts on its standard input."""
    from tui import exports
    from tui.reader.external import programs as outside
    from tui.reader.screens.messages import Piped
    from tui.reader.widgets.prompt import Asked

    article, facts = screen.the_article(), screen.session.facts
    if article is None:
        return
    span = screen.view.selection
    offered = [*(["selection"] if span else []), *PIPED]

    def hint() -> str:
        return f"gets {PIPED.get(offered[0], 'the selection')} · Alt+P something else"

    def key(name: str) -> bool:
        if name != "alt+p":
            return False
        offered.append(offered.pop(0))
        screen.tell_prompt(hint())
        return True

    def submit(command: str) -> None:
        if not command.strip():
            return
        screen.pipes = [command, *(p for p in screen.pipes if p != command)][:50]
        if offered[0] == "selection" and span:
            text = article.text[span[0] : span[1]]
        else:
            text = exports.render(offered[0], article, facts)
        problem = outside.run_command(command, text, lambda out, why: screen.post_message(Piped(command, out, why)))
        screen.say(problem or "running …", "warning" if problem else "words")

    screen.ask(Asked("pipe to", submit, hint=hint(), key=key, history=screen.pipes))


def piped(screen: ReaderScreen, command: str, output: str, problem: str) -> None:
    """A command that was piped to has ended: show what it said."""
    from tui.reader.screens.card import Card
    from tui.reader.widgets.styled_lines import Paragraph
    from tui.text.sanitize import sanitize_line

    if not output.strip():
        screen.say(problem or "done, it said nothing", "warning" if problem else "done")
        return
    lines = output.rstrip("\n").split("\n")
    rows: list[Paragraph] = [((problem, "warning"),), ()] if problem else []
    rows += [((line, "text"),) if line else () for line in lines[:SHOWN]]
    if len(lines) > SHOWN:
        rows += [(), ((f"{len(lines) - SHOWN:,} more lines", "warning"),)]
    screen.say("")
    screen.app.push_screen(Card(sanitize_line(command)[:70], rows))


def edit(screen: ReaderScreen, count: int, arg: str) -> None:
    """The article in the user's editor (a copy: the article itself never changes)."""
    from tui.reader.external import programs as outside

    screen.opening.save_position()  # the terminal may not come back
    article = screen.the_article()
    if article is None:
        return
    command = outside.editor(screen.config.editor) or outside.pager()
    if not command:
        screen.say("no editor found: set $EDITOR", "warning")
        return
    path, problem = outside.private_file(article.text, ".md")
    if path is not None:
        try:
            problem = outside.in_terminal(screen.app, [*command, str(path)])
        finally:
            path.unlink(missing_ok=True)
    screen.say(problem, "warning")


def export(screen: ReaderScreen, count: int, arg: str) -> None:
    """Choose a format, then a file."""
    from tui.reader.screens.picker import Choice, Picker

    if screen.the_article() is None:
        return
    choices = [Choice(name, words, f".{name}") for name, words in FORMATS]

    def done(name: str | None) -> None:
        if name:
            _ask_file(screen, name)

    screen.app.push_screen(Picker("export as", choices), done)


def _ask_file(screen: ReaderScreen, kind: str) -> None:
    from tui.reader.widgets.prompt import Asked

    article = screen.session.article
    assert article is not None
    name = file_name(article.title, kind)
    folder = screen.config.export_folder or "."

    def submit(typed: str) -> None:
        if typed.strip():
            _write(screen, kind, Path(typed.strip()).expanduser())

    screen.ask(Asked("write to", submit, value=str(Path(folder) / name), hint="Enter writes · Esc leaves"))


def file_name(title: str, kind: str) -> str:
    """A file name from a title: letters, digits and hyphens, at most 60 characters."""
    words = "".join(c if c.isalnum() else " " for c in title[:200]).split()
    name = "-".join(words)[:60].strip("-") or "article"
    return f"{name}.{kind}"


def _write(screen: ReaderScreen, kind: str, path: Path) -> None:
    from tui import exports

    article, facts = screen.session.article, screen.session.facts
    assert article is not None
    screen.say(*write_new(path, exports.render(kind, article, facts, screen.session.bookmarks)))


def write_new(path: Path, text: str) -> tuple[str, str]:
    """Write a file that is not there yet; what happened, in words, and its style."""
    from tui.text.sanitize import sanitize_line

    shown = sanitize_line(str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "x", encoding="utf-8", errors="replace") as file:  # never over something that is there
            file.write(text)
    except (OSError, ValueError) as error:
        if isinstance(error, FileExistsError) and path.exists():
            return f"{shown} is there already: choose another name", "warning"
        return f"{shown} cannot be written ({getattr(error, 'strerror', '') or error})", "warning"
    return f"written to {shown}", "done"
