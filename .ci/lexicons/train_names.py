"""Learns the weights of name signs: ``tui/facts/lexicons/names_weights.txt``. Run by hand, at build time only.

    python .ci/lexicons/train_names.py EWT_FOLDER WIKIGOLD_FILE

EWT_FOLDER holds UNER English EWT (github.com/UniversalNER/UNER_English-EWT, CC BY-SA 4.0) as
``ewt_train.iob2``, ``ewt_dev.iob2`` and ``ewt_test.iob2``; WIKIGOLD_FILE is ``wikigold.conll.txt``
(Balasuriya and others 2009, CC BY 4.0). No news collection that the rules are measured on is read.

Multinomial logistic regression over the groups of each document, by AdaGrad in a fixed order, pulled
towards the hand-made weights of ``tui.facts.names.weights_by_hand`` instead of towards nothing: where the data say
little, the rules stay. The same input gives the same file.
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
RATE = 0.15
PULL = 0.03  # towards the rules, at each step and sign
SHIFT = (0.0, 0.0, 0.0, 0.0, -1.0)  # mail and forums have more capitals that name nothing than news has
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


def train(documents: list[list[Example]]) -> dict[str, tuple[float, ...]]:
    """Weights by sign; signs of the rules are always there."""
    count = Counter(sign for d in documents for sign in {s for signs, _ in d for s, _ in signs})
    kept = {s for s, n in count.items() if n >= SEEN_IN} | set(RULES)
    flat = [([(s, v) for s, v in signs if s in kept], answer) for d in documents for signs, answer in d]
    weights = {s: list(RULES.get(s, NOTHING)) for s in sorted(kept)}
    prior = {s: RULES.get(s, NOTHING) for s in kept}
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
                if s.startswith(FIXED):
                    continue
                w, q, p = weights[s], squares[s], prior[s]
                for k in range(5):
                    g = slope[k] * v + PULL * (w[k] - p[k])
                    q[k] += g * g
                    w[k] -= RATE * g / sqrt(q[k])
    weights["bias"] = [w + x for w, x in zip(weights["bias"], SHIFT, strict=True)]
    return {s: tuple(round(x, 2) for x in w) for s, w in weights.items()}


def main(folder: str, wiki: str) -> None:
    documents = []
    for part in ("train", "dev", "test"):
        documents.extend(examples(uner(Path(folder) / f"ewt_{part}.iob2")))
    documents.extend(examples(wikigold(Path(wiki))))
    weights = train(documents)
    head = (
        "# weights of name signs for "
        + ", ".join(KINDS)
        + "; learned by .ci/lexicons/train_names.py from UNER English EWT "
        "(CC BY-SA 4.0) and WikiGold (CC BY 4.0); this file: CC BY-SA 4.0"
    )
    lines = []
    for sign, w in sorted(weights.items()):
        if sign in RULES or max(w) - min(w) >= 0.3:
            lines.append(sign + "\t" + " ".join(f"{round(x * 10):d}" for x in w))
    OUT.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    print(len(documents), "documents,", sum(map(len, documents)), "names,", len(lines), "signs")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
