"""The state of the parse in :mod:`tui.facts.speech.grammar.clauses`, and what its rules ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from tui.facts.speech.grammar.chunks import Chunk, Part, chunks_of
from tui.facts.speech.grammar.tagged_sentence import Unit
from tui.facts.speech.grammar.verb_forms import readings_at
from tui.facts.speech.lexicon import word_set

Range = tuple[int, int]

PEOPLE_ENDINGS = ("ers", "er", "ors", "or", "ists", "ist", "ants", "ians", "ian", "men", "women", "man", "woman")


class ClauseKind(Enum):
    """Why a clause was opened; it decides when it ends."""

    MAIN = auto()
    RELATIVE = auto()
    PARTICIPLE = auto()
    SUBORDINATE = auto()
    REPORTED = auto()


@dataclass(slots=True)
class Clause:
    """A clause that is being read. ``subject`` and ``extent`` are token ranges: the noun phrase that heads the subject
    and the subject with its appositions and prepositional phrases."""

    kind: ClauseKind
    subject: Range | None = None
    extent: Range | None = None
    verb: int = -1  # token of its (last) verb
    takes_clause: bool = False  # its verb may report
    reports: bool = False  # its first verb is a cue
    doubtful: bool = False  # its verb may be a participle: “officials briefed on the matter”
    candidate: Chunk | None = None  # the noun phrase after the verb that may begin a clause of its own
    fresh: bool = False  # the candidate stands after a comma or a coordinator
    held: Chunk | None = None  # the candidate before a comma: “said the man, who …, denied”
    time: Chunk | None = None  # “Tuesday” where a subject could stand


class ClauseReader:
    """The state of a parse: the chunks, the stack of open clauses, and the subjects found so far."""

    def __init__(self, unit: Unit) -> None:
        self.of: dict[int, Range] = {}
        self.verbs: set[int] = set()
        self.shared: set[int] = set()  # verbs that take the subject of the clause before a comma
        self._unit = unit
        self._chunks = chunks_of(unit)
        self._stack = [Clause(ClauseKind.MAIN)]
        self._waiting: list[int] = []  # participles in front, whose subject comes later
        self._after_preposition = False

    def _before(self, i: int) -> Part:
        return self._chunks[i - 1].part if i else Part.BREAK

    def _reports_at(self, i: int) -> bool:
        """Whether the noun phrase at ``i`` has a cue verb right behind it: “The dam, the minister said, will hold”.

        An apposition ends with a comma before the verb of its sentence.
        """
        j = i + 1
        while j + 1 < len(self._chunks) and self._chunks[j].part is Part.PREPOSITION:
            j += 2
        if j >= len(self._chunks) or self._chunks[j].part not in (Part.FINITE, Part.MAYBE):
            return False
        return any("c" in r.frames for r in readings_at(self._unit, self._chunks[j].head))

    def _is_listed(self, i: int) -> bool:
        """Whether the noun phrase at ``i`` belongs to a preposition while a clause outside waits for its verb:
        what “and” adds to it belongs there, too."""
        while i > 2 and self._chunks[i - 1].part is Part.AND and self._chunks[i - 2].part is Part.NOUN:
            i -= 2
        if self._chunks[i - 1].part is not Part.PREPOSITION or self._stack[-1].verb < 0:
            return False
        return any(c.verb < 0 and c.subject is not None for c in self._stack)

    def _touches(self, clause: Clause, i: int) -> bool:
        """Whether chunk ``i`` stands right behind the subject of ``clause``; an age in commas may lie between."""
        end = clause.extent[1] if clause.extent else -1
        while i > 0 and self._chunks[i - 1].end > end:
            between = self._chunks[i - 1]
            number = between.part is Part.NOUN and all(
                self._unit.tags[t] == "#" for t in range(between.start, between.end)
            )
            if not number and between.part not in (Part.COMMA, Part.AND):
                return False
            i -= 1
        return True

    def _resolve_waiting(self, clause: Clause) -> None:
        if clause.kind in (ClauseKind.MAIN, ClauseKind.REPORTED) and clause.extent is not None:
            for verb in self._waiting:
                self.of[verb] = clause.extent
            self._waiting = []

    def _reporter(self, chunk: Chunk) -> Clause | None:
        """The clause outside that reports, when ``chunk`` reports as well: “He said that she is right, and added …”."""
        if not readings_at(self._unit, chunk.head):
            return None
        for clause in self._stack:
            complete = clause.verb >= 0 and clause.kind is ClauseKind.MAIN and clause.extent is not None
            if complete and (clause is self._stack[-1] or clause.reports or not self._stack[-1].reports):
                return clause
        return None

    def _reaches(self, candidate: Chunk | None, i: int) -> bool:
        """Whether only prepositional phrases and times stand between the candidate (or a verb) and chunk ``i``."""
        j = i - 1
        while j >= 0 and self._chunks[j] is not candidate:
            if candidate is None and self._chunks[j].part is Part.FINITE:
                return True
            part = self._chunks[j].part
            noun = part is Part.NOUN and (
                self._chunks[j].time or (j > 0 and self._chunks[j - 1].part is Part.PREPOSITION)
            )
            if not noun and part not in (Part.PREPOSITION, Part.ADVERB):
                return False
            j -= 1
        return j >= 0

    def _later_finite(self, i: int) -> bool:
        for j in range(i + 1, len(self._chunks)):
            part = self._chunks[j].part
            if part is Part.BREAK:
                return False
            if part is Part.FINITE and self._chunks[j - 1].part not in (Part.AND, Part.RELATIVE, Part.SUBORDINATOR):
                return True
        return False

    def _take(self, clause: Clause, chunk: Chunk) -> None:
        """The verb of ``chunk`` becomes the verb of ``clause``."""
        extent = clause.extent
        if extent is None and clause.time is not None:
            extent = (clause.time.start, clause.time.end)
        if extent is not None:
            self.of[chunk.head] = extent
        self._enter(clause, chunk)

    def _share(self, clause: Clause, chunk: Chunk) -> None:
        if clause.extent is not None:
            self.of[chunk.head] = clause.extent
        self._enter(clause, chunk)

    def _begin(self, subject: Chunk, chunk: Chunk, reported: bool) -> None:
        """``subject`` and the verb of ``chunk`` begin a clause of their own."""
        kind = ClauseKind.REPORTED if reported else ClauseKind.MAIN
        end = subject.end
        if not subject.pronoun:
            at = self._chunks.index(subject)
            while at + 2 < len(self._chunks) and self._chunks[at + 1].part is Part.PREPOSITION:
                if self._chunks[at + 2].part is not Part.NOUN or self._chunks[at + 2].end > chunk.start:
                    break
                if not self._chunks[at + 2].time:
                    end = self._chunks[at + 2].end
                at += 2
        extent = (subject.start, end)
        new = Clause(kind, (subject.start, subject.end), extent)
        self._resolve_waiting(new)
        self.of[chunk.head] = extent
        self._enter(new, chunk)
        self._stack.append(new)
        if len(self._stack) > 8:
            del self._stack[1]

    def _reread(self, clause: Clause, chunk: Chunk) -> None:
        """What looked like the verb was a participle: “a memo seen by two people says”."""
        clause.doubtful = False
        if clause.extent is not None:
            self.of.pop(clause.verb, None)
            self.of[chunk.head] = clause.extent
        self._enter(clause, chunk)

    def _enter(self, clause: Clause, chunk: Chunk) -> None:
        clause.verb = chunk.head
        clause.candidate = clause.held = None
        clause.fresh = False
        clause.doubtful = False
        readings = readings_at(self._unit, chunk.head)
        clause.takes_clause = any("c" in r.frames for r in readings)
        clause.reports = clause.reports or bool(readings)

    def _inside_subject(self, clause: Clause, i: int, chunk: Chunk) -> bool:
        """“The goal of reshaping the force is …”: the participle belongs to the subject, which goes on behind it."""
        if clause.verb >= 0 or clause.extent is None or self._chunks[i].start != clause.extent[1]:
            return False
        clause.extent = (clause.extent[0], chunk.end)
        return True

    def _speaks(self, i: int) -> bool:
        """Whether the noun phrase at ``i`` can be who says it: people and names, not “a statement saying …”."""
        u = self._unit
        j = i
        while j >= 0 and self._chunks[j].part in (Part.NOUN, Part.PREPOSITION, Part.AND):
            if u.low[self._chunks[j].head] in word_set("documents"):
                return False
            j -= 1
        head = self._chunks[i].head
        word = u.low[head]
        return u.tags[head] in "CPO" or word.endswith(PEOPLE_ENDINGS) or word in word_set("people")

    def _governing(self, chunk: Chunk) -> Range | None:
        """The subject of the clause that a participle behind a comma belongs to; of a verb that reports rather
        the one outside that reports as well."""
        reporter = self._reporter(chunk)
        if reporter is not None:
            return reporter.extent
        for clause in reversed(self._stack):
            if clause.kind is not ClauseKind.PARTICIPLE and clause.extent is not None:
                return clause.extent
        for clause in reversed(self._stack):
            if clause.extent is not None:
                return clause.extent
        return None
