"""Words in the classes and names of elements by which the templates of newspapers and blogs say what a part is.

Collected from templates of many publishers' systems; each stands for a part, not for a site. A word counts when it
stands by itself: ``promo-box`` and ``inlinePromo`` name a promotion, ``promotional`` does not.
"""

from __future__ import annotations


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


PROMOTION = _words(
    "ad ads advert adverts advertisement advertising anzeige werbung publicidad publicite sponsored sponsor "
    "newsletter newsletters signup subscribe recommendation recommendations relatedcontent outbrain taboola "
    "plista share sharing shares breadcrumb breadcrumbs comment comments disqus cookie cookies consent gdpr "
    "donate donation donations poll polls umfrage pagination authorbio authorbox readmore onetrust "
    "usercentrics"
)
"""Parts of an article's element that are not the article."""

OFFERS = _words(
    "teaser teasers promo promos promote promotion popular social bio cta pub feedback login register "
    "registration modal lightbox recommend recommended reco related toolbar trending popup abo subscription "
    "weiterlesen"
)
"""Parts that are not the article if they hold links: a template may call its lead a teaser as well."""

PROMOTION_PAIRS = frozenset(
    {
        ("most", "read"), ("most", "popular"), ("most", "viewed"), ("read", "more"), ("read", "next"), ("read", "also"),
        ("also", "read"), ("see", "also"), ("more", "topic"), ("more", "topics"), ("more", "stories"), ("more", "news"),
        ("more", "trending"), ("more", "on"), ("up", "next"), ("sign", "up"), ("author", "box"), ("author", "info"),
        ("author", "about"), ("about", "author"), ("author", "description"), ("author", "profile"), ("author", "card"),
        ("author", "content"), ("article", "author"), ("follow", "us"), ("app", "download"), ("audio", "player"),
        ("latest", "news"), ("featured", "video"), ("video", "playlist"), ("tag", "list"), ("article", "tags"),
        ("post", "tags"), ("read", "too"), ("you", "may"), ("other", "news"), ("next", "article"), ("citation", "box"),
        ("embed", "consent"), ("related", "content"), ("related", "articles"), ("related", "posts"),
        ("related", "news"),
        ("related", "stories"), ("related", "links"),
    }
)  # fmt: skip
"""The same for two words in a row."""

CAPTION = _words(
    "caption captions figcaption imagecaption imagedescription bildunterschrift bildtext bu legende legend "
    "photocredit imagecredit absatzbild imagetext"
)
CAPTION_PAIRS = frozenset(
    {
        ("image", "caption"), ("photo", "caption"), ("image", "description"), ("image", "credit"), ("photo", "credit"),
        ("image", "widget"), ("media", "caption"), ("picture", "caption"), ("img", "caption"), ("media", "credit"),
    }
)  # fmt: skip

LEAD = _words(
    "lead lede leadtext leads preamble standfirst subtitle subtitles subheadline subheading subline subhed "
    "intro introtext introduction deck dek vorspann chapo chapeau sapo ingress ingressi entradilla bajada "
    "sottotitolo summary synopsis excerpt description abstract strapline tagline unterzeile anriss perex"
)
"""Parts between title and text that say what the article says."""

CONSENT = _words(
    "cookie cookies cookiebanner cookiebar cookieconsent cookienotice consent gdpr dsgvo rgpd onetrust usercentrics "
    "didomi cookiebot truste trustarc quantcast iubenda sourcepoint cmpbox cmplz"
)
CONSENT_PAIRS = frozenset(
    {("privacy", "banner"), ("privacy", "notice"), ("cmp", "box"), ("cmp", "banner"), ("qc", "cmp")}
)
"""Boxes that ask whether one may be followed."""
