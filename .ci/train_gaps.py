"""Learns the weights by which Factlight sees where a scraper lost words. Standard library only, about two minutes.

    python .ci/train_gaps.py DATA.jsonl tui/structure/gap_weights.txt

DATA.jsonl holds one article a line: ``text`` with the content of its links dropped, ``gaps`` (``pos`` = offset of
the first sign behind a gap, ``lost`` = the words), ``intact`` = the same article whole. The committed weights were
learnt from posts of digital.gov (GSA/digitalgov.gov, content/news) and 18F (18F/18f.gsa.gov, content/posts), works
of the United States government under CC0 1.0. ``--leave-out`` keeps a quarter of the articles unseen, to measure on.

The model is logistic regression, learnt by FTRL-Proximal with an L1 penalty, which leaves few features with a weight
(McMahan et al., "Ad Click Prediction: a View from the Trenches", KDD 2013, algorithm 1).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tui.structure.gap_model import TOKEN, Form, Forms, features, windows

ALPHA, BETA, L1, L2 = 0.15, 1.0, 5.0, 0.3
EPOCHS = 3
VOCABULARY_FROM = 10
"""Articles that a word must occur in to be told apart from its ending."""
RAREST = 3
"""Times a feature must occur in the examples."""
SIMULATED = 2.0
"""Made-up gaps for each true one: runs of words with the shape of a lost link's text, taken out of whole sentences."""
CLOSED_UP = re.compile(r"(?<=\S) (?=[.,;:!?…)\]’”](?:\s|$|[”’\"')]))")

Example = tuple[tuple[int, ...], int, float]


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of lost words.")
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--leave-out", action="store_true", help="do not learn from a quarter of the articles")
    options = parser.parse_args()
    documents = [json.loads(line) for line in options.data.read_text("utf-8").splitlines() if line.strip()]
    if options.leave_out:
        documents = [d for d in documents if not left_out(d["id"])]
    seen: Counter[str] = Counter()
    for document in documents:
        seen.update({t.lower() for t in TOKEN.findall(document["intact"]) if t.isalpha()})
    vocabulary = frozenset(word for word, n in seen.items() if n >= VOCABULARY_FROM)
    names: list[str] = []
    bias, weights = learn(list(examples(documents, Forms(vocabulary), names)), len(names))
    kept = {name: weight for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.05}
    options.weights.write_text(written(bias, kept, vocabulary), "utf-8")
    print(f"{len(kept)} weights, {options.weights.stat().st_size} bytes")


def left_out(name: str) -> bool:
    """Whether an article belongs to the quarter kept for measuring."""
    return hashlib.sha256(name.encode()).digest()[0] < 64


def examples(documents: list[dict[str, Any]], forms: Forms, names: list[str]) -> Iterator[Example]:
    """(numbers of the features, whether words are missing, weight) of every boundary to learn from."""
    rows: list[tuple[tuple[str, ...], int, float]] = []
    for document in documents:
        text, gaps = document["text"], document["gaps"]
        rows.extend(boundaries(text, {g["pos"]: g for g in gaps}, forms, None))
        tidy, moved = closed_up(text, gaps)
        if tidy != text:
            near = [(g["pos"] - 25, g["pos"] + 25) for g in moved]
            rows.extend(boundaries(tidy, {g["pos"]: g for g in moved}, forms, near))
        # the places where the lost words stood, whole
        at, spans = 0, []
        for gap in gaps:
            begin = document["intact"].find(gap["lost"], at) if gap["lost"] else -1
            if begin >= 0:
                at = begin + len(gap["lost"])
                spans.append((begin - 2, at + 2))
        rows.extend(boundaries(document["intact"], {}, forms, spans))
    rows.extend(simulated(documents, forms))
    counts: Counter[str] = Counter()
    for row, _, _ in rows:
        counts.update(row)
    numbers: dict[str, int] = {}
    for name, n in counts.items():
        if n >= RAREST:
            numbers[name] = len(names)
            names.append(name)
    for row, label, weight in rows:
        yield tuple(numbers[f] for f in row if f in numbers), label, weight


def boundaries(
    text: str, gaps: dict[int, dict[str, Any]], forms: Forms, only: list[tuple[int, int]] | None
) -> Iterator[tuple[tuple[str, ...], int, float]]:
    """Every boundary of ``text``, or those within the spans ``only`` (sorted)."""
    start, k = 0, 0
    for line in text.split("\n"):
        if line:
            tokens, starts = windows(text, start, start + len(line), forms)
            for i, at in enumerate(starts):
                if only is not None:
                    while k < len(only) and only[k][1] < at:
                        k += 1
                    if k == len(only) or at < only[k][0]:
                        continue
                gap = gaps.get(at)
                if gap is None or not gap.get("skip"):
                    yield features(tokens[i], tokens[i + 1], tokens[i + 2], tokens[i + 3]), int(gap is not None), 1.0
        start += len(line) + 1


def closed_up(text: str, gaps: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """The same with the blank gone that a lost link left before punctuation."""
    fresh = {g["pos"] - 1 for g in gaps}
    cuts = {m.start() for m in CLOSED_UP.finditer(text) if m.start() in fresh}
    moved = [dict(g, pos=g["pos"] - sum(c < g["pos"] for c in cuts)) for g in gaps]
    return "".join(c for i, c in enumerate(text) if i not in cuts), moved


def simulated(documents: list[dict[str, Any]], forms: Forms) -> Iterator[tuple[tuple[str, ...], int, float]]:
    """Gaps made by taking word runs out of whole sentences, as often by class pattern as links were lost."""
    draw = random.Random(5)
    patterns: Counter[tuple[str, ...]] = Counter()
    true = 0
    for document in documents:
        for gap in document["gaps"]:
            if not gap.get("skip"):
                true += 1
                shape = tuple(forms.of(t)[1] for t in TOKEN.findall(gap["lost"]))
                if 1 <= len(shape) <= 6:
                    patterns[shape] += 1
    places: list[tuple[list[Form], int, tuple[str, ...]]] = []
    total: Counter[tuple[str, ...]] = Counter()
    for document in documents:
        for line in document["intact"].split("\n"):
            if len(line) < 40:
                continue
            tokens, _ = windows(line, 0, len(line), forms)
            kinds = [kind for _, kind in tokens]
            for i in range(2, len(tokens) - 2):
                for size in range(1, min(7, len(tokens) - 1 - i)):
                    shape = tuple(kinds[i : i + size])
                    if shape in patterns:
                        places.append((tokens, i, shape))
                        total[shape] += 1
    share = true * SIMULATED / sum(patterns.values())
    for tokens, i, shape in places:
        if draw.random() >= min(0.25, share * patterns[shape] / total[shape]):
            continue
        j = min(3, i)
        run = [*tokens[i - j : i], *tokens[i + len(shape) : i + len(shape) + 4]]
        if run[j][0] in (".", ",", ";", ":", "!", "?", ")") and draw.random() < 0.6:
            run[j] = ("_" + run[j][0], "_" + run[j][1])
        for q in range(max(2, j - 1), min(len(run) - 1, j + 2)):
            yield features(run[q - 2], run[q - 1], run[q], run[q + 1]), int(q == j), 1 / SIMULATED if q == j else 0.3


def learn(rows: list[Example], size: int) -> tuple[float, list[float]]:
    """(bias, weights) by FTRL-Proximal; the order is drawn anew for each round, from a fixed seed."""
    z, n, w = [0.0] * size, [0.0] * size, [0.0] * size
    bias, squares = -4.0, 0.0
    draw = random.Random(7)
    exp, sqrt = math.exp, math.sqrt
    for _ in range(EPOCHS):
        draw.shuffle(rows)
        for row, label, weight in rows:
            total = bias
            for f in row:
                total += w[f]
            g = (1 / (1 + exp(-total)) if total > -30 else 0.0) - label
            if -1e-4 < g < 1e-4:
                continue
            g *= weight
            squares += g * g
            bias -= 0.1 * g / (1 + sqrt(squares))
            for f in row:
                old = n[f]
                new = n[f] = old + g * g
                root = sqrt(new)
                total = z[f] = z[f] + g - (root - sqrt(old)) / ALPHA * w[f]
                if -L1 <= total <= L1:
                    w[f] = 0.0
                else:
                    w[f] = -(total - L1 if total > 0 else total + L1) / ((BETA + root) / ALPHA + L2)
    return bias, w


def written(bias: float, weights: dict[str, float], vocabulary: frozenset[str]) -> str:
    """The weights as lines: head, vocabulary, then weight and feature."""
    rows = sorted(weights.items())
    return "\n".join(
        [
            "# Where words are missing: weights of tui/structure/gap_model.py, version 1. Learnt by .ci/train_gaps.py",
            "# from CC0 1.0 texts (GSA/digitalgov.gov, 18F/18f.gsa.gov). Vocabulary; bias; weight and feature (MIT).",
            " ".join(sorted(vocabulary)),
            f"{bias:.2f}",
            *(f"{weight:.2f}\t{name}" for name, weight in rows),
            "",
        ]
    )


if __name__ == "__main__":
    main()
