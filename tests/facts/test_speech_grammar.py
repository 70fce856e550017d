"""The parse of a sentence: which noun phrase a verb belongs to, and the classes of words it reads."""

from __future__ import annotations

import pytest

from tests.facts.speech_cases import article_of
from tui.facts.document import Document
from tui.facts.speech.grammar.clauses import subjects
from tui.facts.speech.grammar.tagged_sentence import Unit, units
from tui.facts.speech.grammar.word_classes import WordClass
from tui.facts.speech.lexicon import cues
from tui.facts.speech.quotation_marks import find_pairs

SUBJECTS = [
    # the head of the phrase, not the noun nearest to the verb
    ("Sailors who left the ship said the captain was asleep.", "said", "Sailors"),
    ("People close to the owners said the ferry was sold.", "said", "People close to the owners"),
    ("A nurse who was told of the plan said it was cruel.", "said", "A nurse"),
    ("Voters angry about the tax in the north said no.", "said", "Voters angry about the tax in the north"),
    ("Farmers marching through the town said they were broke.", "said", "Farmers"),
    ("Engineers briefed on the leak said it was small.", "said", "Engineers"),
    ("A letter seen by two editors said the mine was closed.", "said", "A letter"),
    ("Half of the drivers said they would strike.", "said", "Half of the drivers"),
    # asides between the subject and its verb
    ("Moss, during a visit to Bergen, said she would stay.", "said", "Moss"),
    ("Moss, speaking in Bergen, said she would stay.", "said", "Moss"),
    ("Moss, 52, said she would stay.", "said", "Moss"),
    ("Moss, a former pilot who once flew to Oslo, said she would stay.", "said", "Moss, a former pilot"),
    ("The board, which met the unions on Monday, said it would pay.", "said", "The board"),
    # time and place in front are not the subject
    ("Last week Ada Moss said she would stay.", "said", "Ada Moss"),
    ("A day later, the mayor said the bridge was safe.", "said", "the mayor"),
    ("In Bergen, officials said the bridge was safe.", "said", "officials"),
    ("After the storm hit the coast, the mayor said the bridge was safe.", "said", "the mayor"),
    # a second report has its own subject
    ("The army said it took the hill, and the rebels claimed it fled.", "claimed", "the rebels"),
    ("The army said it took the hill, and added that it was easy.", "added", "The army"),
    ("The judge said the clerk, who was ill, knew the code.", "knew", "the clerk"),
    ("When Holm asked Roth to stay, the minister said she could not.", "said", "the minister"),
    # a parenthesis is no apposition
    ("The dam, the minister said on Monday, will hold.", "said", "the minister"),
    ("The dam, the minister said on Monday, will hold.", "hold", "The dam"),
    # participles behind a comma belong to who reports
    ("Moss told the court that the ship sank, adding that nobody died.", "adding", "Moss"),
    ("Facing a vote, Moss promised to resign.", "promised", "Moss"),
    ("The firm sent out a statement saying it was sorry.", "saying", "The firm"),
    ("A woman in the crowd saying she was hurt was led away.", "saying", "A woman in the crowd"),
    # abbreviations, numbers, datelines
    ("The U.S. coast guard said the ship sank.", "said", "The U.S. coast guard"),
    ("Eva Moss of Stone & Partners Inc. said sales rose.", "said", "Eva Moss of Stone & Partners Inc."),
    ("On the east side, 42% say they are poor.", "say", "42%"),
    ("BERGEN, Nov 3 (Reuters) - Oil firms said prices rose.", "said", "Oil firms"),
]


def _unit(text: str) -> Unit:
    doc = Document(article_of(text))
    return units(doc, find_pairs(doc), cues().hits, set())[0]


def _words(u: Unit, span: tuple[int, int], text: str) -> str:
    return text[u.starts[span[0]] : u.ends[span[1] - 1]]


@pytest.mark.parametrize(("text", "verb", "subject"), SUBJECTS)
def test_a_verb_belongs_to_the_head_of_its_subject(text: str, verb: str, subject: str) -> None:
    u = _unit(text)
    found = subjects(u).of
    at = [k for k in found if u.low[k] == verb]
    assert [_words(u, found[k], text) for k in at] == [subject]


@pytest.mark.parametrize(("text", "word"), [
    ("She reads the reports of the union.", "reports"),
    ("They held talks on Monday and talks on Tuesday.", "talks"),
    ("The think tank in Oslo fears a war.", "think"),
])  # fmt: skip
def test_a_noun_is_not_taken_for_a_verb(text: str, word: str) -> None:
    u = _unit(text)
    assert not {u.low[k] for k in subjects(u).verbs} & {word}


def test_every_class_that_words_get_is_in_the_legend() -> None:
    text = " ".join(sentence for sentence, _, _ in SUBJECTS) + " “Yes,” he told them himself: it’s 5 p.m. (or 6); no…"
    doc = Document(article_of(text))
    known = {str(member) for member in WordClass}
    assert {tag for u in units(doc, find_pairs(doc), cues().hits, set()) for tag in u.tags} <= known
