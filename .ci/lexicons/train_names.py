"""Learns the weights of name signs: ``tui/facts/lexicons/names_weights.txt``. Run by hand, at build time only.

    python .ci/lexicons/train_names.py EWT_FOLDER WIKIGOLD_FILE GUM_FOLDER [WEIGHTS]

EWT_FOLDER holds UNER English EWT (github.com/UniversalNER/UNER_English-EWT, CC BY-SA 4.0) as
``ewt_train.iob2``, ``ewt_dev.iob2`` and ``ewt_test.iob2``, as far as they are at hand; WIKIGOLD_FILE is
``wikigold.conll.txt`` (Balasuriya and others 2009, CC BY 4.0); GUM_FOLDER holds the ``dep/*.conllu`` files of GUM
(github.com/amir-zeldes/gum, annotations CC BY 4.0), of which only genres with free texts are read, and never its news,
on which the rules are measured.

Multinomial logistic regression over the groups of each document, by AdaGrad in a fixed order, pulled towards the
hand-made weights of ``tui.facts.names.weights_by_hand`` instead of towards nothing: where the data say little, those
stay. With WEIGHTS, an earlier result, the signs that it has stay as they are and only new signs are learned: the
weights in the repository were learned from EWT and WikiGold first, later signs from all three collections.
The same input gives the same file.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from math import exp, sqrt
from pathlib import Path

from tui.facts.document import Document
from tui.facts.names.classify import amounts, groups_of
from tui.facts.names.features import inner
from tui.facts.names.lexicon import lexicon
from tui.facts.names.recogniser import gather
from tui.facts.names.weights_by_hand import FIXED, KINDS, RULES
from tui.structure import plain_article

OUT = Path(__file__).parents[2] / "tui" / "facts" / "lexicons" / "names_weights.txt"
TYPES = {"PER": 0, "ORG": 1, "LOC": 2, "OTH": 3, "MISC": 3}
EPOCHS = 12
RATE = 0.08
PULL = 0.1  # towards the rules, at each step and sign
SHIFT = (0.0, 0.0, 0.0, 0.0, -1.0)  # mail and forums have more capitals that name nothing than news has
FREE_GENRES = ("academic", "bio", "court", "interview", "letter", "speech", "voyage")  # of GUM: texts CC BY(-SA) or PD
GUM_TYPES = {"person": 0, "organization": 1, "place": 2, "event": 3, "object": 3, "abstract": 3}
SEEN_IN = 3  # documents a sign must occur in
NOTHING = (0.0,) * 5
Gold = dict[tuple[int, int], int]
Example = tuple[list[tuple[str, float]], int]


def uner(path: Path) -> Iterator[tuple[str, Gold]]:
    """(text, gold spans) of each document of a UNER file."""
    text, gold = "", {}
    sentence = ""
    tokens: list[tuple[str, str]] = []

    def flush() -> None:
        nonlocal text
        if not tokens:
            return
        base = len(text) + (1 if text else 0)
        text += ("\n" if text else "") + sentence
        gold.update(_spans(sentence, base, tokens))
        tokens.clear()

    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            flush()
            if text:
                yield text, gold
            text, gold = "", {}
        elif line.startswith("# text = "):
            sentence = line[9:]
        elif line and line[0].isdigit():
            cells = line.split("\t")
            tokens.append((cells[1], cells[2]))
        elif not line:
            flush()
    flush()
    if text:
        yield text, gold


def wikigold(path: Path) -> Iterator[tuple[str, Gold]]:
    """(text, gold spans) of each document of WikiGold, put together from its tokens."""
    text, gold = "", {}
    tokens: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), "", "-DOCSTART- O"]:
        if line.startswith("-DOCSTART-"):
            if text:
                yield text, gold
            text, gold = "", {}
        elif line:
            word, _, tag = line.rpartition(" ")
            tokens.append((word, tag))
        elif tokens:
            sentence = re.sub(r" ([,.;:!?)\]'’]|'s|’s|n't)(?= |$)", r"\1", " ".join(w for w, _ in tokens))
            sentence = sentence.replace("( ", "(").replace("$ ", "$")
            base = len(text) + (1 if text else 0)
            text += ("\n" if text else "") + sentence
            gold.update(_spans(sentence, base, tokens))
            tokens = []


def gum(folder: Path) -> Iterator[tuple[str, Gold]]:
    """(text, gold spans) of each document of the free genres: mentions whose head is a proper noun, as names."""
    for path in sorted(p for genre in FREE_GENRES for p in folder.glob(f"GUM_{genre}_*.conllu")):
        text, gold = "", {}
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = block.split("\n")
            sentence = next((line[9:] for line in lines if line.startswith("# text = ")), "")
            base = len(text) + (1 if text else 0)
            if any(line.startswith("# newpar") for line in lines) or not text:
                text += "\n" if text else ""
            else:
                text += " "
            text += sentence
            rows = [line.split("\t") for line in lines if line[:1].isdigit() and line.split("\t")[0].isdigit()]
            gold.update(_mentions(sentence, base, rows))
        yield text, gold


def _mentions(sentence: str, base: int, rows: list[list[str]]) -> Gold:
    places, at = [], 0
    for row in rows:
        start = sentence.find(row[1], at)
        start = at if start < 0 else start
        at = start + len(row[1])
        places.append((start, at))
    found: list[tuple[int, int, int]] = []
    open_: list[tuple[str, str, int]] = []
    for n, row in enumerate(rows):
        entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]*\)?|[^()]*\)", entity):
            if piece.startswith("("):
                number, kind = piece.strip("()").split("-")[:2]
                open_.append((number, kind, n))
                if not piece.endswith(")"):
                    continue
                number_of = number
            else:
                number_of = piece.strip("()")
            for k in range(len(open_) - 1, -1, -1):
                if open_[k][0] == number_of:
                    _, kind, first = open_.pop(k)
                    if kind in GUM_TYPES and (span := _name(rows, first, n)):
                        found.append((*span, GUM_TYPES[kind]))
                    break
    out: Gold = {}
    for first, last, kind in sorted(found, key=lambda f: (f[0], -f[1])):
        start, end = base + places[first][0], base + places[last][1]
        if not any(s <= start and end <= e for s, e in out):
            out[(start, end)] = kind
    return out


def _name(rows: list[list[str]], first: int, last: int) -> tuple[int, int] | None:
    """The name in the mention from token ``first`` to ``last``: proper nouns round its head, with "of" between them."""
    inside = range(first, last + 1)
    head = next((n for n in inside if not first <= int(rows[n][6]) - 1 <= last), first)
    if rows[head][3] != "PROPN":
        return None
    begin = end = head
    while begin > first and (rows[begin - 1][3] == "PROPN" or rows[begin - 1][1] == "-"):
        begin -= 1
    while end < last:
        step = next((k for k in (1, 2, 3) if end + k <= last and rows[end + k][3] == "PROPN"), 0)
        small = [rows[end + k][1] for k in range(1, step)]
        if not step or any(w not in ("of", "the", "and", "for", "&", "-", "de") for w in small):
            break
        end += step
    return begin, end


def _spans(sentence: str, base: int, tokens: list[tuple[str, str]]) -> Gold:
    out: Gold = {}
    at, begin, kind, last = 0, -1, "", 0
    for word, tag in [*tokens, ("", "O")]:
        start = sentence.find(word, at) if word else len(sentence)
        start = at if start < 0 else start
        prefix, _, name = tag.partition("-")
        if begin >= 0 and (prefix != "I" or name != kind):
            out[(base + begin, base + last)] = TYPES[kind]
            begin = -1
        if name in TYPES and begin < 0:
            begin, kind = start, name
        at = last = start + len(word)
    return out


def examples(documents: Iterator[tuple[str, Gold]]) -> Iterator[list[Example]]:
    """One list of examples for each document: signs with their amounts, and the answer."""
    lex = lexicon()
    for text, gold in documents:
        doc = Document(plain_article(text))
        if doc.article.text != text:
            continue
        candidates, around = gather(doc)
        named = {_trimmed(text, s, e): kind for (s, e), kind in gold.items()}
        by_end = {e: (s, kind) for (s, e), kind in named.items()}
        found: list[Example] = []
        for group in groups_of(candidates).values():
            answers: Counter[int] = Counter()
            for c in group.members:
                span = _trimmed(text, c.start, c.end)
                if span in named:
                    answers[named[span]] += 1
                elif span[1] in by_end:
                    answers[by_end[span[1]][1]] += 1
                elif not any(s < span[1] and span[0] < e for s, e in named):
                    answers[4] += 1
            if not answers:
                continue
            best = next((c for c in group.members if not c.initial), group.members[0])
            strong, weak = amounts(group, around)
            signs = dict.fromkeys([*inner(best, lex), *strong], 1.0) | weak
            found.append((sorted(signs.items()), answers.most_common(1)[0][0]))
        yield found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    m = re.match(r"(?:the|an?)\s+", text[start:end], re.IGNORECASE)
    start += m.end() if m else 0
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    return start, end - (text[end - 1] == "." and end - start > 4)


def read_weights(path: Path) -> dict[str, tuple[float, ...]]:
    """The weights of an earlier result, without the shift of the bias."""
    out = {}
    for line in path.read_text(encoding="utf-8").split("\n")[1:-1]:
        sign, _, numbers = line.partition("\t")
        out[sign] = tuple(int(digits) / 10 for digits in numbers.split(" "))
    out["bias"] = tuple(w - x for w, x in zip(out["bias"], SHIFT, strict=True))
    return out


def train(documents: list[list[Example]], earlier: dict[str, tuple[float, ...]]) -> dict[str, tuple[float, ...]]:
    """Weights by sign; signs of the rules are always there. ``earlier`` are weights that stay."""
    count = Counter(sign for d in documents for sign in {s for signs, _ in d for s, _ in signs})
    known = {**RULES, **earlier}
    kept = {s for s, n in count.items() if n >= SEEN_IN} | set(known)
    if earlier:  # only the signs beside a name are new; words and endings are known
        kept = set(known)
    flat = [([(s, v) for s, v in signs if s in kept], answer) for d in documents for signs, answer in d]
    weights = {s: list(known.get(s, NOTHING)) for s in sorted(kept)}
    prior = {s: known.get(s, NOTHING) for s in kept}
    squares = {s: [1e-3] * 5 for s in kept}
    order = random.Random(0)
    for _ in range(EPOCHS):
        order.shuffle(flat)
        for signs, answer in flat:
            score = [0.0] * 5
            for s, v in signs:
                for k, w in enumerate(weights[s]):
                    score[k] += w * v
            peak = max(score)
            odds = [exp(x - peak) for x in score]
            whole = sum(odds)
            slope = [o / whole - (k == answer) for k, o in enumerate(odds)]
            for s, v in signs:
                if s in earlier or s.startswith(FIXED):
                    continue
                w, q, p = weights[s], squares[s], prior[s]
                for k in range(5):
                    g = slope[k] * v + PULL * (w[k] - p[k])
                    q[k] += g * g
                    w[k] -= RATE * g / sqrt(q[k])
    weights["bias"] = [w + x for w, x in zip(weights["bias"], SHIFT, strict=True)]
    return {s: tuple(round(x, 2) for x in w) for s, w in weights.items()}


def main(folder: str, wiki: str, treebank: str, weights_file: str = "") -> None:
    documents = []
    for part in ("train", "dev", "test"):
        path = Path(folder) / f"ewt_{part}.iob2"
        documents.extend(examples(uner(path)) if path.exists() else ())
    documents.extend(examples(wikigold(Path(wiki))))
    documents.extend(examples(gum(Path(treebank))))
    weights = train(documents, read_weights(Path(weights_file)) if weights_file else {})
    head = (
        "# weights of name signs for "
        + ", ".join(KINDS)
        + "; learned by .ci/lexicons/train_names.py from UNER English EWT "
        "(CC BY-SA 4.0), WikiGold (CC BY 4.0) and GUM's free genres (CC BY 4.0); this file: CC BY-SA 4.0"
    )
    lines = []
    for sign, w in sorted(weights.items()):
        if sign in RULES or max(w) - min(w) >= 0.3:
            lines.append(sign + "\t" + " ".join(f"{round(x * 10):d}" for x in w))
    OUT.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    print(len(documents), "documents,", sum(map(len, documents)), "names,", len(lines), "signs")


if __name__ == "__main__":
    main(*sys.argv[1:])
