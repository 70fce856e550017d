"""Texts and libraries of any size for timing: made, not taken from anywhere."""

from __future__ import annotations

import itertools
import random
import time
from pathlib import Path

NAMES = [
    "Ann Smith",
    "Bob Miller",
    "Carla Gomez",
    "Kim Min-jun",
    "the United Nations",
    "South Korea",
    "Berlin",
    "Exxon",
]
PATTERNS = [
    "{name} said on Monday that {n},{m:03} people had left the town, {p} percent more than in {y}.",
    "According to {name}, the deal was worth ${n}.{d} million, up from ${n} million a year earlier.",
    "“We will not go back,” {name} told reporters on {k} March {y}.",
    "The road is {n} kilometers (about {m} miles) long and was opened in {y}.",
    "Nobody at the harbour could say why the ships had not come, or when they would.",
    "It was a quiet morning, and the shops along the river opened late as they always do.",
]


def article(words: int, seed: int = 1) -> str:
    """About so many words of made news, a paragraph for every three sentences."""
    rng = random.Random(seed)
    count, paragraphs, sentences = 0, [], []
    while count < words:
        sentence = rng.choice(PATTERNS).format(
            name=rng.choice(NAMES), n=rng.randint(2, 900), m=rng.randint(1, 999), d=rng.randint(1, 9),
            p=rng.randint(2, 90), y=rng.randint(1990, 2025), k=rng.randint(1, 28),
        )  # fmt: skip
        sentences.append(sentence)
        count += len(sentence.split())
        if len(sentences) == 3:
            paragraphs.append(" ".join(sentences))
            sentences = []
    return "Made news\n\n" + "\n\n".join([*paragraphs, " ".join(sentences)]).strip() + "\n"


def fill(path: Path, count: int) -> tuple[float, int]:
    """A library with so many articles of about 4.5 kB; one in a thousand has the word "quillfeather".

    Returns the seconds of CPU that building and storing the articles took, without making up their words, and the
    bytes of all texts.
    """
    from tui.library import Library
    from tui.library.articles.intake import Incoming
    from tui.structure import plain_article
    from tui.text.article import Inferred

    rng = random.Random(7)
    words = ["".join(rng.choices("etaoinshrdlucmfwyp", k=rng.randint(2, 9))) for _ in range(8000)]
    weights = list(itertools.accumulate(1 / (i + 3) for i in range(len(words))))

    invented, written = 0.0, 0

    def one(n: int) -> Incoming:
        nonlocal invented, written
        began = time.process_time()
        body = "\n\n".join(" ".join(rng.choices(words, cum_weights=weights, k=75)) for _ in range(10))
        if n % 1000 == 7:
            body += " quillfeather"
        title = f"L{n:06} " + " ".join(rng.choices(words, cum_weights=weights, k=6))
        written += len(body) + len(title)
        invented += time.process_time() - began
        made = plain_article(body, uri=f"https://example.org/{n}", language="en")
        return Incoming.of(made.with_metadata(title=Inferred(title, "made")), published=(n + 1) * 60_000)

    began = time.process_time()
    with Library.open(path) as library:
        library.articles.put(one(n) for n in range(count))
    return time.process_time() - began - invented, written
