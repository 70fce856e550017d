"""Web addresses compared: one spelling for an address, and the parameters that say how a reader came to it.

Pure text: nothing here asks the network. Every room that compares addresses does it with these functions.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

TRACKING = re.compile(
    r"(?:utm|mtm|matomo|pk|piwik|hsa|itm|at|ns|wt|vero|oly|guce|cvosrc|trk)[_.][\w.]+"
    r"|_hs(?:enc|mi)|__(?:hssc|hstc|hsfp|s|source|twitter_impression)|_branch_\w+"
    r"|fbclid|gclid|dclid|yclid|twclid|ttclid|msclkid|gclsrc|[gw]braid"
    r"|igshi?d?|li_fat_id|mc_[ce]id|mkt_tok|wickedid|_ga|_gl|_openstat|cmp(?:id|fb)?|ocid|icid|ncid|smid|smtyp|partner"
    r"|xtor|xtref|guccounter|ftag|maca|ref_(?:src|url)|s_cid|sr_share|soc_(?:src|trk)|spm|taid|tpcc|ito|mbid|share_id"
    r"|fb_(?:action_ids|action_types|ref|source)|nlid|newsletter_id|wtmc|wtrid"
    r"|sc_(?:campaign|channel|content|medium|country|outcome|publisher|geo)",
    re.IGNORECASE | re.ASCII,
)
"""Query parameters that say how a reader came, not what is read."""

_FROM = re.compile(r"(?:ref|referrer|referer|source|src|from|via|origin|rss|feed)", re.IGNORECASE)
_CAME_BY = re.compile(
    r"(?:rss|feed|atom|rss_?feed|rss2|xml|newsletter|email|mail|twitter|facebook|fb|linkedin|whatsapp|telegram|share|social)"
    r"(?:[-_.]\w{1,20})?|1|true|yes",
    re.IGNORECASE,
)
"""Values of ``ref``, ``source`` and their like that name a way to come; any other may name what is read."""
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.:-]*/[\w.~!$&'()*+,;=:@%/-]*", re.A)


def tracks(field: str) -> bool:
    """Whether one field of a query, ``name=value`` or ``name``, says only how a reader came."""
    name, _, value = field.partition("=")
    if TRACKING.fullmatch(name):
        return True
    return _FROM.fullmatch(name) is not None and _CAME_BY.fullmatch(value) is not None


def without_tracking(query: str) -> str:
    """A query without the fields that say how a reader came; the others stay as they are, in their order."""
    return "&".join(field for field in query.split("&") if field and not tracks(field))


def route(fragment: str) -> str:
    """The fragment where it names a page of its own (``#/a/b``, ``#!a``), "" where it is a place on the page."""
    return fragment if fragment.startswith(("/", "!")) else ""


def address(url: str) -> str:
    """The address an article is known by: the host in small letters, no place on the page, no tracking.

    Anything that cannot be taken apart comes back as it is. Never raises.
    """
    if _PLAIN.fullmatch(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = without_tracking(parts.query)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, route(parts.fragment)))


def spellings(url: str) -> tuple[str, ...]:
    """``url``, and what the same page is called as well: with http or https, with a slash at its end or without."""
    if not url.startswith(("http://", "https://")):
        return (url,)
    rest = url.partition("://")[2]
    other = ("http://" if url.startswith("https:") else "https://") + rest
    if "?" in rest or "#" in rest:
        return url, other
    if rest.endswith("/") and rest.count("/") > 1:
        return url, other, url[:-1], other[:-1]
    return url, other, url + "/", other + "/"


def compared(url: str) -> str:
    """One spelling of an address for comparing it with others: https, no ``www.``, no place, no tracking.

    Anything that is not http(s) comes back as it is. Never raises.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https") or not host:
        return url
    if port and port not in (80, 443):
        host += f":{port}"
    path = parts.path.rstrip("/") or "/"
    query = without_tracking(parts.query)
    return urlunsplit(("https", host.removeprefix("www."), path, query, route(parts.fragment)))


def site_of(url: str) -> str:
    """The name under which a host is registered, about: its last two labels, three where the last two are short.

    "" for what is no address.
    """
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    labels = host.split(".")
    if labels[-1:] and labels[-1].isdigit():
        return host  # an IP address
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if short else -2 :])
