"""What single lines say they are: credits, corrections, captions, boilerplate.

A line is judged by its place (head, middle, tail), length, shape and words together; the words come from
``phrases.txt``. Nothing is deleted: a marked line is folded by the reader and read by no recogniser of facts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tui.structure.date_lines import is_date_line
from tui.structure.drafts import words
from tui.structure.phrases import Phrase, by_first_word, first_word, fold, tail_phrases
from tui.text.article import BlockKind

CREDIT_ROLES = words(
    "editor author byline reporting translator source copyright syndication contributor agency contact date blurb"
)


class Mark(NamedTuple):
    """What a line is taken for: ``role`` is "editor", "teaser" …; ``reason`` says why, in words."""

    kind: BlockKind
    role: str
    confidence: float
    reason: str


class Place(NamedTuple):
    """Where a line stands: lines from the beginning and to the end, and whether prose came before."""

    from_start: int
    from_end: int

    @property
    def head(self) -> bool:
        return self.from_start < 6

    @property
    def tail(self) -> bool:
        return self.from_end < 12


_NAME_WORD = re.compile(
    r"(?:[^\W\d_a-zß-ÿ][\w.'’-]*+|de|da|del|della|van|von|der|den|al|el|bin|ben|la|le|di|du|dos|zu|y|e|und|and"
    r"|et|with|in|for|"
    r"of|the|at|from|staff|special|to|additional|reporting|editing|writing|by|[&/|,;:()•·–—-]++|@\w+)[,;:.)]*"
)
_STOP_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’»)\]]*$")
_LINK_ONLY = re.compile(r"<?(?:https?://|www\.)\S+>?|<?[\w.+-]+@[\w.-]+\.\w{2,}>?")
_READ_TIME = re.compile(
    r"\d{1,3}[ -]?(?:minutes?|mins?|min\.?)(?: to)? read|(?:reading|read) time:? \d{1,3}.{0,12}|"
    r"\d{1,3} (?:comments?|shares?|likes?|views?|hours? ago|minutes? ago|days? ago)",
    re.IGNORECASE,
)
_AGENCIES = (
    r"(?:AFP|AP|Reuters|REUTERS|dpa|DPA|EPA|epa|EFE|ANSA|KNA|epd|APA"
    r"|ATS|ANP|TASS|Xinhua|Yonhap|Kyodo|PTI|ANI|PA|UPI|CNN|BBC|NPR)"
)
_AGENCY_TAG = re.compile(
    rf"[(\[]?{_AGENCIES}(?:[/, ]+(?:and )?{_AGENCIES})*[)\]]?\.?|[a-z]{{2,4}}(?:/[a-z]{{2,4}}){{1,3}}(?: "
    rf"?\([^()]{{2,60}}\))?|"
    rf"[a-z]{{2,4}} ?\({_AGENCIES}(?:, ?[^()]{{2,20}}){{0,4}}\)"
)
_PHOTO_HINTS = (
    "/",
    ":",
    "(",
    "Getty",
    "AP Photo",
    "alliance",
    "Shutterstock",
    "iStock",
    "Unsplash",
    "Wikimedia",
    "IMAGO",
)
_PHOTO_END = re.compile(
    r"(?:\((?:AP Photo|Photo|Image|Foto|Credit|Getty|REUTERS|AFP|EPA)[^()]{0,80}\)|Getty Images|/(?:AP|AFP"
    r"|Reuters|REUTERS|dpa|EPA|EFE)"
    r"|(?:REUTERS|Reuters|AFP|EPA|dpa)/[\w .-]{2,40}|AP Photo/[\w .-]{2,40}|[Pp]icture[ "
    r"-]alliance(?:/\S.{0,40})?|Shutterstock|iStock\w*|Unsplash|"
    r"Wikimedia Commons|imago(?:-images)?/.{2,40}|IMAGO.{0,40}|(?:Photo|Photograph|Image|Foto|Credit): "
    r"?[^.!?]{2,60})[)\].]*$"
)
_PHOTO_TAG = re.compile(
    rf"[.!?”\"’)] \(?(?:[^\W\d_a-z][\w.'’-]* ){{0,3}}(?:via )?{_AGENCIES}(?:[ /]{_AGENCIES})?(?: Photos?)?\)?$|"
    r"\([^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3} ?/ ?[^\W\d_a-z][\w.'’ -]{1,40}(?: via [\w ]{2,30})?\)\.?$"
)
"""An agency's name behind a full stop, or a photographer and an agency in brackets, at the end of a line."""
_PHOTO_TERMS = ("NO RESALES", "NO ARCHIVES", "MANDATORY CREDIT", "EDITORIAL USE ONLY", "THIS IMAGE HAS BEEN SUPPLIED")
"""Terms that agencies print under their pictures."""
_BLURB = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]* ){1,4}(?:is|was|writes|covers|works|ist|est|es|è)\b.{0,60}\b(?:reporter|columnist"
    r"|writer|editor|"
    r"correspondent|journalist|fellow|professor|author|analyst|contributor|researcher|producer|freelance\w*|intern|"
    r"Redakteur\w*|Korrespondent\w*|journaliste|periodista|giornalista|specialist|consultant)\b"
)
_AUTHOR_NOTE = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]* ){2,4}"
    r"(?:covers|writes (?:about|for|on)|reports (?:on|for|from)|has (?:covered|written for)|"
    r"is (?:based in|the author of|the editor of|a senior|a staff|a contributing|an? \w+ (?:editor|writer|fellow)))\b"
)
_ROLE_LINE = re.compile(
    r"(?:Staff Writers?|Staff Reporters?|(?<!\w)[A-Z]\w+ (?:Correspondent|Editor|Reporter)|Senior \w+"
    r"|Redakteur\w{0,20})\.?$",
    re.IGNORECASE,
)
_READER = re.compile(
    r"\b(?:you|your|sie|ihnen|ihre|vous|votre|usted|tú|lei|vi)\b.*\b(?:this (?:article|story|post|page|site|report)|"
    r"(?:our|my) (?:reporters?|newsletter|journalists?|team|newsroom|editors?)|comments?|inbox|newsletter)\b",
    re.IGNORECASE,
)


def mark_line(line: str, place: Place) -> Mark | None:
    """What kind of by-line, credit or boilerplate a line is; None for a line of the article."""
    size = len(line)
    if size > 1200:
        return None
    phrases = by_first_word().get(first_word(line))
    if phrases:
        folded = fold(line)
        for phrase in phrases:
            if folded.startswith(phrase.words):
                mark = _phrase(phrase, line, folded, place)
                if mark:
                    return mark
    if size > 420:
        return _tail(line, place) if place.tail else None
    if place.head and _is_byline(line):
        return Mark(BlockKind.CREDIT, "byline", 0.95, "names the writer beside a day, a paper or the word “by”")
    end = line[-120:]
    if any([hint in end for hint in _PHOTO_HINTS]) and _PHOTO_END.search(end):
        return Mark(BlockKind.CAPTION, "photo", 0.85, "ends in a photo credit")
    if _PHOTO_TAG.search(end) or any(term in line for term in _PHOTO_TERMS):
        return Mark(BlockKind.CAPTION, "photo", 0.85, "ends as an agency's picture does")
    if size < 90:
        mark = _short(line, place)
        if mark:
            return mark
    if place.tail:
        return _tail(line, place)
    return None


def _is_byline(line: str) -> bool:
    """Whether a line names writer, paper and day at once; most lines have none of the signs that part these."""
    if not any(sign in line for sign in "·•|—–") and line[:6].casefold() != "author":
        return False
    from tui.structure.bylines import read_byline  # its patterns are compiled only where such a line stands

    return read_byline(line) is not None


def _phrase(phrase: Phrase, line: str, folded: str, place: Place) -> Mark | None:
    words = phrase.words
    rest = folded[len(words) :]
    if phrase.form != "start" and rest[:1].isalnum():
        return None
    said = f"begins with “{line.strip()[: len(words)].strip()}”"
    if phrase.form == "line":
        bare = rest.strip(" :.!|»>→0123456789()…")
        return (
            Mark(_kind(phrase.role), phrase.role, 0.9, f"the whole line is “{line.strip()[:40]}”") if not bare else None
        )
    if phrase.form == "name":
        return _name_credit(phrase, line, rest, said, place)
    if phrase.form == "label":
        sign = rest.lstrip()[:1]
        parted = sign in ":|»>→" or rest[:3] in (" - ", " – ", " — ") or (not rest and phrase.role != "correction")
        if phrase.role == "correction":
            if sign != ":" and rest[:2] not in (" -", " –", " —", ") ") and sign not in "–—":
                return None
            return Mark(BlockKind.CORRECTION, "correction", 0.95, said)
        loose = " " in words and len(line) < 140 and not line.rstrip().endswith(".") and not line[:1].islower()
        if not (parted or loose) or len(line) > 260:
            return None
        return Mark(_kind(phrase.role), phrase.role, 0.9 if parted else 0.75, said)
    limit = 700 if phrase.role in ("correction", "copyright", "photo") else 220
    if len(line) > limit:
        return None
    if phrase.role == "photo" and rest[:1].isalnum():
        return None
    if phrase.role in ("donate", "call", "subscribe", "follow", "contact") and len(line.split()) > (
        25 if place.tail or phrase.role == "subscribe" else 10
    ):
        return None
    return Mark(_kind(phrase.role), phrase.role, 0.85, said)


def _name_credit(phrase: Phrase, line: str, rest: str, said: str, place: Place) -> Mark | None:
    colon = rest.lstrip()[:1] in (":", "|")
    verbal = phrase.words.endswith((" by", " von", " par", " de", " di", " from", " führte")) or (
        " " not in phrase.words and phrase.words in ("by", "von", "par", "por", "di", "door")
    )
    if not colon and not verbal:
        return None
    names = rest.lstrip(" :|")
    body = line[len(line) - len(rest.lstrip(" :|")) :] if rest else ""
    if not names or len(body) > 200:
        return None
    few = 40 if colon or " " in phrase.words else 14
    tokens = body.split()
    if len(tokens) > few:
        return None
    namelike = sum(bool(_NAME_WORD.fullmatch(t)) for t in tokens)
    if namelike * 10 < len(tokens) * (6 if colon else 8) and not (" " in phrase.words and colon):
        return None
    if not colon and " " not in phrase.words:
        # "By Monday, the army had …" is a sentence; a byline has no stop and no small words but joints
        if _STOP_END.search(body) or namelike < len(tokens) or not (place.head or place.tail):
            return None
        if is_date_line(body) or tokens[0].casefold().strip(",") in _NO_NAMES:
            return None
    if phrase.role == "photo":
        return Mark(BlockKind.CAPTION, "photo", 0.85, said)
    return Mark(BlockKind.CREDIT, phrase.role, 0.95 if colon else 0.9, said)


_NO_NAMES = words(
    "the a an monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december contrast far now then law default"
)


def _short(line: str, place: Place) -> Mark | None:
    bare = line.strip()
    if not any(map(str.isalnum, bare)):
        return Mark(BlockKind.BOILERPLATE, "ornament", 1.0, "no letter or figure in it")
    if _LINK_ONLY.fullmatch(bare):
        return Mark(BlockKind.BOILERPLATE, "link", 0.95, "a bare address")
    if _READ_TIME.fullmatch(bare):
        return Mark(BlockKind.BOILERPLATE, "share", 0.9, "reading time or counter")
    if place.head or place.tail:
        if is_date_line(bare):
            return Mark(BlockKind.CREDIT, "date", 0.9, "holds a date and nothing else")
        if place.from_end < 5 and _AGENCY_TAG.fullmatch(bare):
            return Mark(BlockKind.CREDIT, "agency", 0.85, "initials or an agency's tag at the end")
        if (
            place.head
            and 2 < len(bare.split()) < 9
            and _ROLE_LINE.search(bare)
            and all(_NAME_WORD.fullmatch(t) for t in bare.split())
        ):
            return Mark(BlockKind.CREDIT, "author", 0.8, "a name with a newsroom role")
    return None


def _tail(line: str, place: Place) -> Mark | None:
    folded = line.casefold().replace("’", "'")
    for phrase in tail_phrases():
        if phrase.words in folded:
            limit = 320 if phrase.role in ("syndication", "contributor") else 700
            if len(line) <= limit:
                return Mark(_kind(phrase.role), phrase.role, 0.9, f"says “{phrase.words}” near the end")
    if place.from_end < 6 and len(line) < 420 and (_BLURB.match(line) or _AUTHOR_NOTE.match(line)):
        return Mark(BlockKind.CREDIT, "blurb", 0.75, "introduces an author near the end")
    if len(line) < 220 and line.rstrip().endswith("?") and _READER.search(line):
        return Mark(BlockKind.BOILERPLATE, "call", 0.8, "asks the reader something near the end")
    return None


def _kind(role: str) -> BlockKind:
    if role == "correction":
        return BlockKind.CORRECTION
    if role == "photo":
        return BlockKind.CAPTION
    return BlockKind.CREDIT if role in CREDIT_ROLES else BlockKind.BOILERPLATE
