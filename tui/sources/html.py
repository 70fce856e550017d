"""HTML as an article: pages, saved pages and the content of feed items become blocks, links and emphases.

lxml does the parsing (trafilatura needs it anyway) and is imported here only, at the first page. What is read:
headings, paragraphs, lists, quotations, tables, captions, ``details``/``summary``, ``dl``/``dt``/``dd`` and the
``FAQPage`` of schema.org in JSON-LD. A whole page is stripped of what surrounds its article, by the elements that
HTML has for it (nav, header, footer, aside), ARIA roles, names of classes and density of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui.article import Article, Metadata
from tui.sources.encoding import decode
from tui.sources.faq import faq_pairs, place_faq
from tui.sources.rendering import Rendered, Renderer
from tui.structure import structured_article

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_TAG = 20_000
MOST_ATTRIBUTES = 2_000
"""A tag longer than LONGEST_TAG with more attributes than this is dropped: libxml2 is quadratic in their number."""

_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{%d,}" % LONGEST_TAG)
_DROPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "textarea",
        "input",
        "option",
        "datalist",
        "meta",
        "link",
        "head",
        "title",
        "map",
        "progress",
        "meter",
    )
)
_AROUND = frozenset(("nav", "footer", "aside", "form", "dialog", "menu", "search"))
_AROUND_ROLES = frozenset(
    (
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
    )
)
_NAMES = ("nav navbar navigation menu footer sidebar share sharing social newsletter subscribe subscription signup related "
    "recommended recommendations recirculation promo advert advertisement advertising ad ads sponsored cookie cookies consent "
        "gdpr comment comments disqus breadcrumb breadcrumbs paywall popup modal outbrain taboola trending toolbar masthead "
        "skip teaser teasers tags taglist pagination pager"
)
_AROUND_NAMES = frozenset(_NAMES.split())
_UNSEEN_NAMES = frozenset(
    ("sr-only", "visually-hidden", "screen-reader-text", "screen-reader", "visuallyhidden", "skip-link")
)
_WORDS = re.compile(r"[a-z]+")
_HIDDEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)


def html_article(
    markup: bytes | str,
    *,
    url: str = "",
    uri: str = "",
    whole: bool = True,
    metadata: Metadata | None = None,
    notes: tuple[str, ...] = (),
    not_headings: frozenset[str] = frozenset(),
) -> Article:
    """An article from HTML. ``whole`` says that it is a page, whose surroundings are left out; else a fragment
    (a feed item's content) of which all is kept. ``url`` makes relative links absolute.

    Raises nothing; markup without words gives an article without text. Linear in the length of ``markup``.
    """
    tree = parse(markup)
    if tree is None:
        return structured_article("", (), metadata=metadata, uri=uri, from_html=True, notes=notes)
    pairs = faq_pairs(tree) if whole else []
    root = _main(tree) if whole else tree
    page = render(root, url=url, whole=whole)
    if pairs:
        page = place_faq(page, pairs)
    return rendered_article(page, metadata=metadata, uri=uri, notes=notes, not_headings=not_headings)


def rendered_article(
    page: Rendered,
    *,
    metadata: Metadata | None = None,
    uri: str = "",
    notes: tuple[str, ...] = (),
    not_headings: frozenset[str] = frozenset(),
) -> Article:
    """The article of a rendered tree: sections, credits, boilerplate and open metadata are found now."""
    return structured_article(
        page.text,
        page.blocks,
        links=page.links,
        emphases=page.emphases,
        metadata=metadata,
        uri=uri,
        from_html=True,
        notes=notes,
        not_headings=not_headings,
        extents=page.extents,
    )


def parse(markup: bytes | str) -> _Element | None:
    """The tree of a page or fragment, None when there is nothing in it. No network, no entities, no huge trees."""
    from lxml import etree

    data = _LONG_TAG.sub(_shortened, _encoded(markup))
    if not data.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree: _Element | None = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, LookupError):
        return None
    return tree


def render(root: _Element, *, url: str = "", whole: bool = False) -> Rendered:
    """Blocks, links and emphases of a tree: of HTML, or the body that trafilatura's ``bare_extraction`` gives."""
    renderer = Renderer(url)
    judge = _Surroundings(root) if whole else None
    for node, event in _walk(root, judge):
        if event is START:
            renderer.start(node, tag_of(node))
        elif event is END:
            renderer.end(node, tag_of(node))
        if event is not START and node is not root and node.tail:
            renderer.words(node.tail)
    return renderer.done()


START, END, LEFT_OUT = "start", "end", "left out"


def _walk(root: _Element, judge: _Surroundings | None) -> Iterator[tuple[Any, str]]:
    """Every element as it opens and closes, or once if it is left out. Iterative, so that depth costs nothing."""
    node: Any = root
    while True:
        if node is not root and (_dropped(node) or (judge is not None and judge.around(node))):
            yield node, LEFT_OUT
        else:
            yield node, START
            if len(node):
                node = node[0]
                continue
            yield node, END
        while True:
            if node is root:
                return
            following = node.getnext()
            if following is not None:
                node = following
                break
            node = node.getparent()
            yield node, END


def tag_of(node: Any) -> str:
    """The lower-case name of an element; trafilatura's own names are given as those of HTML."""
    tag = node.tag
    if not isinstance(tag, str):
        return "span"
    tag = tag.rsplit("}", 1)[-1].lower()
    if tag in _TEI:
        rend = node.get("rend") or ""
        if tag == "head":
            return rend if rend in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
        if tag == "hi":
            return {"#b": "b", "#i": "i", "#t": "code"}.get(rend, "span")
        if tag == "list":
            return "ol" if rend == "ol" else "dl" if rend == "dl" else "ul"
        if tag == "item":
            return "dt" if rend.startswith("dt") else "dd" if rend.startswith("dd") else "li"
        return _TEI[tag]
    return tag


_TEI = {
    "head": "h2",
    "hi": "span",
    "list": "ul",
    "item": "li",
    "ref": "a",
    "quote": "blockquote",
    "row": "tr",
    "cell": "td",
    "lb": "br",
}
"""TEI names that trafilatura gives the elements of its body. An HTML page's own head is dropped before."""


def _dropped(node: Any) -> bool:
    tag = node.tag
    if not isinstance(tag, str):
        return True
    tag = tag.lower()
    if tag in _DROPPED:
        return tag != "head" or node.get("rend") is None
    get = node.get
    if get("hidden") is not None and get("hidden") != "until-found":
        return True
    if get("aria-hidden") == "true" and tag not in ("p", "main", "article", "body"):
        return True
    style = get("style")
    if style and len(style) < 5_000 and _HIDDEN_STYLE.search(style):
        return True
    names = get("class")
    return bool(names) and not _UNSEEN_NAMES.isdisjoint(names.lower().split())


class _Surroundings:
    """Tells what surrounds an article on its page. Sizes are counted once, so that each question is cheap."""

    def __init__(self, root: _Element) -> None:
        self.size: dict[Any, int] = {}  # code points of text
        self.linked: dict[Any, int] = {}  # of which in links
        self.links: dict[Any, int] = {}
        self.total = max(1, self._count(root))

    def _count(self, root: _Element) -> int:
        size, linked, links = self.size, self.linked, self.links
        for node in reversed(list(root.iter())):
            if not isinstance(node.tag, str) or node.tag in _DROPPED:
                size[node] = linked[node] = links[node] = 0
                continue
            n = len(node.text.strip()) if node.text else 0
            inside = count = 0
            for child in node:
                n += size.get(child, 0) + (len(child.tail.strip()) if child.tail else 0)
                inside += linked.get(child, 0)
                count += links.get(child, 0)
            if node.tag == "a":
                inside, count = n, 1
            size[node], linked[node], links[node] = n, inside, count
        return size[root]

    def around(self, node: Any) -> bool:
        tag = node.tag
        size = self.size.get(node, 0)
        if size * 10 > self.total * 6:  # no wrapper of the article itself
            return False
        if tag in _AROUND:
            return tag != "aside" or not _has_questions(node)
        if tag == "header" and not _within_article(node):
            return True
        if (node.get("role") or "") in _AROUND_ROLES:
            return True
        if tag in (
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "span",
            "a",
            "b",
            "strong",
            "em",
            "i",
            "br",
            "details",
            "summary",
        ):
            return False
        names = f"{node.get('class') or ''} {node.get('id') or ''}"
        if len(names) > 1 and size * 10 < self.total * 3:
            words = set(_WORDS.findall(names[:400].lower()))
            if not words.isdisjoint(_AROUND_NAMES) and not _has_questions(node):
                return True
        if tag in ("ul", "ol", "div", "section", "table") and self.links[node] >= 3:
            return self.linked[node] * 10 > size * 8
        return False


def _has_questions(node: Any) -> bool:
    """Whether an element carries questions and answers, whatever its class says."""
    return any(True for _ in node.iter("details", "dl"))


def _within_article(node: Any) -> bool:
    for _ in range(30):
        node = node.getparent()
        if node is None:
            return False
        if node.tag in ("article", "main"):
            return True
    return False


def _main(tree: _Element) -> _Element:
    """The element that holds the article: the smallest of the likely ones with most of the paragraphs' words."""
    weight: dict[Any, int] = {}
    total = 0
    for p in tree.iter("p", "dd", "li", "details"):
        if p.tag in ("li", "details") and len(p):
            continue
        n = len("".join(p.itertext())) if len(p) < 200 else 0
        if n < 40:
            continue
        total += n
        node: Any = p.getparent()
        for _ in range(60):
            if node is None:
                break
            weight[node] = weight.get(node, 0) + n
            node = node.getparent()
    body = tree.find(".//body")
    best = tree if body is None else body
    least = total * 0.6
    size = weight.get(best, total)
    for node in tree.iter("article", "main", "div", "section"):
        if node.tag in ("div", "section") and node.get("role") != "main" and node.get("itemprop") != "articleBody":
            continue
        here = weight.get(node, 0)
        if here and here >= least and here <= size:
            best, size = node, here
    return best


def _encoded(markup: bytes | str) -> bytes:
    if isinstance(markup, bytes):
        markup = decode(markup)[0]
    return markup.encode("utf-8", "replace")


def _shortened(m: re.Match[bytes]) -> bytes:
    tag = m[0]
    if len(tag.split(None, MOST_ATTRIBUTES)) <= MOST_ATTRIBUTES and tag.count(b"=") <= MOST_ATTRIBUTES:
        return tag
    return b"<span"
