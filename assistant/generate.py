"""Evidence -> an answer by a chat model, of which nobody sees a sentence before it is checked.

The extractive answer is the ground: each of its statements is said, in the model's words where one of its sentences says the same and
passes, else in its own. The model can make an answer read better; it cannot take a fact out or put in one that the evidence has not.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.chat_model import ChatModel, Message, tokens_of
from assistant.check import check_claim
from assistant.compose import Composed, Statement, compose
from assistant.digits import in_digits
from assistant.domain import Answer, Citation, ClaimKind, Evidence, Role, Sentence, Source
from assistant.errors import SocialValueError
from assistant.faithful import unfaithful
from assistant.model_text import sentences, taken_apart
from assistant.prompt import MOST_SENTENCES, Numbered, messages, numbered, shown
from assistant.text import figures, fold, stems

GENERATIVE = "generative"
MOST_ADDED = 1
"""How many sentences of passages, which the extractive answer has not, a model may add."""
ON_TOPIC = 0.6
"""The share of the question's telling words that such a sentence must have."""
LONG_ENOUGH, HOPELESS, AFTER_ALL = 12, MOST_SENTENCES + 1, 3
"""After this many sentences no more is read, nor after so many of which none may be said, nor after so many when all that the extractive answer says is said."""
_MAY_BE_A_VERB = re.compile(r"\b(?:is|are|was|were|am|be|been|has|have|had|do|did|will|would|can|could|may|might|must|shall|should|came|come|gave|give|went|go|held|hold|made|make|took|take|found|find|"
                            r"said|say|set|put|let|led|lead|ran|run|won|met|wrote|began|grew|rose|fell|kept|left|saw|knew|meant|sent|paid|spent|bought|buy|need|want|ask|show|[a-z]\w+(?:ed|s))\b")
"""A text without such a word states nothing: it is a name with what stands beside it ("Chris White, the MP behind the Act.")."""
_INSTEAD = "this answer is in the documents' own words"


@dataclass(frozen=True, slots=True)
class Draft:
    """An extractive answer with what it is made of: `statements` in order, all checked; `opening` is our own line before them.

    `terms` are the telling stems of the stand-alone question.
    """

    answer: Answer
    question: str
    terms: tuple[str, ...]
    statements: tuple[Statement, ...]
    opening: str
    evidence: tuple[Evidence, ...]


@dataclass
class _Tally:
    """What the model did, counted as it goes."""

    written: int = 0
    removed: int = 0
    stripped: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    why: list[str] = field(default_factory=list)


class Writer:
    """Has a chat model write answers, sentence by sentence under check."""

    def __init__(self, chat: ChatModel, sources: Mapping[str, Source], kind: Callable[[str, str], ClaimKind], page_text: Callable[[str, str], str], budget: int) -> None:
        self._chat, self._sources, self._kind, self._page_text, self._budget = chat, sources, kind, page_text, budget

    def write(self, draft: Draft, role: Role | None = None) -> Iterator[Sentence | Answer]:
        """Checked sentences as they come, then the answer that has them. Never raises for what a model does: the extractive answer is given.

        An extractive answer that is a list, or that has no statement on one quote, is given as it is: there is nothing to put better.
        """
        if not draft.statements or any(s.item or s.derived or len(s.quotes) != 1 for s in draft.statements):
            yield draft.answer
            return
        started = time.perf_counter()
        evidence = numbered(draft.statements, draft.evidence, self._kind, self._budget)
        tally, wrong = _Tally(), ""
        kept: list[tuple[int | None, Statement]] = []
        telling = _Telling(draft, self._sources, self._page_text)
        first = None
        try:
            for chosen in self._chosen(draft, role, evidence, tally):
                kept.append(chosen)
                for sentence in telling.ready(kept):
                    first = first or time.perf_counter()
                    yield sentence
        except SocialValueError as error:
            wrong = str(error)
        except Exception as error:  # a fault of ours or of a library in reading a model must not cost the user the answer
            wrong = f"the chat model's answer could not be read ({type(error).__name__})"
        if all(slot is None for slot, _ in kept):  # nothing of it is the answer: what it added to it is not wanted either
            tally.removed += len(kept)
            kept = []
        for sentence in telling.rest(kept):
            first = first or time.perf_counter()
            yield sentence
        timings = {"model": (time.perf_counter() - started) * 1000, "first_sentence": ((first or time.perf_counter()) - started) * 1000}
        usage = {"tokens_in": tally.tokens_in, "tokens_out": tally.tokens_out, "evidence_tokens": tokens_of(shown(evidence)),
                 "written": tally.written, "removed": tally.removed, "stripped": tally.stripped, **({"failed": 1} if wrong else {})}
        answer = replace(draft.answer, usage=usage, timings_ms={**draft.answer.timings_ms, **{k: round(v, 1) for k, v in timings.items()}})
        if not kept:
            yield replace(answer, note=_capital(f"{wrong or _nothing(tally)}; {_INSTEAD}."))
            return
        composed = telling.composed
        yield replace(answer, answer=composed.text, claims=composed.claims, citations=composed.citations, mode=GENERATIVE if any(_is_own(s) for _, s in kept) else draft.answer.mode,
                      removed=draft.answer.removed + tally.removed,
                      note=_capital(f"{wrong}; what it had not said is in the documents' own words.") if wrong else "")

    def _chosen(self, draft: Draft, role: Role | None, evidence: Sequence[Numbered], tally: _Tally) -> Iterator[tuple[int | None, Statement]]:
        """The model's sentences that may be said, each with the statement of the draft that it says (None: one of its own)."""
        told: set[int] = set()
        before: set[str] = set()
        added = after = 0
        last = len(draft.statements) - 1
        more = any(line.slot is None for line in evidence)
        for sentence in sentences(self._text(messages(draft.question, evidence, role), tally)):
            tally.written += 1
            parted = taken_apart(sentence)
            round_again = parted.text in before
            before.add(parted.text)
            cited = [evidence[n - 1] for n in parted.numbers if 1 <= n <= len(evidence)]
            tally.stripped += parted.stripped + len(parted.numbers) - len(cited)
            # A line that it does not name may bear it out as well: a small model forgets numbers, and the citation is ours to give.
            why = {line.n: self._fault(parted.text, line) or _unwanted(parted.text, line, draft, told, added) for line in (*cited, *evidence)}
            chosen = next((evidence[n - 1] for n, fault in why.items() if not fault), None)
            if chosen is None:
                tally.removed += 1
                tally.why.append(f"{why[cited[0].n] if cited else 'cites no line of the evidence'}: {parted.text}")
            else:
                added += chosen.slot is None
                told |= {chosen.slot} - {None}
                yield chosen.slot, Statement(parted.text, (chosen.quote,), chosen.kind)
            after += len(told) > last
            hopeless = tally.written >= HOPELESS and tally.removed == tally.written
            if round_again or hopeless or tally.written >= LONG_ENOUGH or after > (AFTER_ALL if more and added < MOST_ADDED else 0):
                return

    def _text(self, prompt: Sequence[Message], tally: _Tally) -> Iterator[str]:
        """The model's text as it comes. Tokens are estimated where the stream is left before its end, or does not say."""
        said = ""
        try:
            for chunk in self._chat.stream(prompt):
                tally.tokens_in, tally.tokens_out = max(tally.tokens_in, chunk.tokens_in), max(tally.tokens_out, chunk.tokens_out)
                said += chunk.text
                yield chunk.text
        finally:
            tally.tokens_in = tally.tokens_in or sum(tokens_of(m.text) for m in prompt)
            tally.tokens_out = tally.tokens_out or tokens_of(said)

    def _fault(self, text: str, line: Numbered) -> str:
        """Why a sentence may not be said on a line of evidence; "" when it may."""
        source = self._sources.get(line.quote.source_id)
        kinds = ("documents", source.kind.value) if source else ("documents",)
        if not _MAY_BE_A_VERB.search(text):
            return "not a whole sentence"
        if why := unfaithful(text, line.quote.text, kinds):
            return why
        cited = Citation(line.n, line.quote.source_id, source.title if source else "", line.quote.page, line.quote.headings, line.quote.text, "")
        problems = check_claim(text, [cited], self._page_text)
        return f"{problems[0].fault}: {problems[0].about}" if problems else ""


class _Telling:
    """Puts the draft's statements and a model's sentences in order, and says each as soon as those before it are settled."""

    def __init__(self, draft: Draft, sources: Mapping[str, Source], page_text: Callable[[str, str], str]) -> None:
        self._draft, self._sources, self._page_text = draft, sources, page_text
        self._said: list[Statement] = []
        self._next = 0
        self.composed = Composed("", (), (), ())

    def ready(self, kept: Sequence[tuple[int | None, Statement]]) -> Iterator[Sentence]:
        """The sentences that can be said now that the last of `kept` has come. Statements before it that the model passed over come first."""
        slot, statement = kept[-1]
        if slot is None:
            return
        yield from self._say(*self._draft.statements[self._next:slot], statement)
        self._next = slot + 1

    def rest(self, kept: Sequence[tuple[int | None, Statement]]) -> Iterator[Sentence]:
        """What is left: the draft's own statements, then what the model added. Nothing where the model said nothing that may be said."""
        if kept:
            yield from self._say(*self._draft.statements[self._next:], *(s for slot, s in kept if slot is None))

    def _say(self, *statements: Statement) -> Iterator[Sentence]:
        for statement in statements:
            self._said.append(statement)
            before, self.composed = self.composed, compose(self._said, self._sources, self._page_text, opening=self._draft.opening)
            if len(self.composed.claims) > len(before.claims):
                yield Sentence(self.composed.text[len(before.text):].strip(), self.composed.claims[-1], self.composed.citations[len(before.citations):])


def _unwanted(text: str, line: Numbered, draft: Draft, told: Collection[int], added: int) -> str:
    """Why a sentence that its line bears out is not said all the same; "" when it is."""
    if line.slot is None:
        return "" if added < MOST_ADDED and (_on_topic(text, line, draft) or _copied(text, line) and _beside(text, line, draft)) else "not asked for"
    if line.slot in told or told and line.slot < max(told):
        return "said before"
    return "" if _whole(text, draft.statements[line.slot].text) else "leaves out a figure or most of what it says"


def _on_topic(text: str, line: Numbered, draft: Draft) -> bool:
    """Whether a sentence has most of the question's telling words and is of a document that the extractive answer cites.

    Another document may be of another time: a finding of 2017 beside the law of today would pass for both.
    """
    said = set(stems(text))
    cited = {q.source_id for s in draft.statements for q in s.quotes}
    return line.quote.source_id in cited and bool(draft.terms) and sum(t in said for t in draft.terms) >= ON_TOPIC * len(draft.terms)


def _copied(text: str, line: Numbered) -> bool:
    """Whether a sentence is its line of evidence word for word, and all of it."""
    return fold(text).rstrip(". ") == fold(line.quote.text).rstrip(". ")


def _beside(text: str, line: Numbered, draft: Draft) -> bool:
    """Whether a sentence is of a page that the extractive answer cites, and has at least half of the question's telling words."""
    said = set(stems(text))
    cited = {(q.source_id, q.page) for s in draft.statements for q in s.quotes}
    return (line.quote.source_id, line.quote.page) in cited and bool(draft.terms) and 2 * sum(t in said for t in draft.terms) >= len(draft.terms)


def _whole(text: str, statement: str) -> bool:
    """Whether a sentence has every figure of the statement that it stands for, and at least half of its telling words."""
    said, there = set(stems(text)), set(stems(statement))
    return set(figures(in_digits(statement))) <= set(figures(in_digits(text))) and 2 * len(said & there) >= len(there)


def _is_own(statement: Statement) -> bool:
    """Whether a sentence is in the model's own words or cut by it, and not its quote word for word."""
    return fold(statement.text).rstrip(". ") != fold(statement.quotes[0].text).rstrip(". ")


def _nothing(tally: _Tally) -> str:
    if not tally.written:
        return "the chat model wrote nothing that can be used"
    return f"none of the {tally.written} sentences that the chat model wrote passed the check" if tally.written > 1 else "the sentence that the chat model wrote did not pass the check"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
