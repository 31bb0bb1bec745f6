"""Rows for the reader to learn from: people's questions, rough questions made of sentences, and near misses of both."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from assistant.models import model_folder
from assistant.onnx import TOKENIZER_FILE, open_tokenizer
from assistant.reader import Span, opening
from assistant.text import MONTHS, sentence_spans
from evals.reader_data import BASE, WORDS, Public, is_unseen

TOKENS, QUESTION_TOKENS = 192, 40
WRONG_PASSAGE, TAKEN_OUT, SWAPPED = 0.35, 0.2, 0.2  # share of answerable questions that also make such a near miss
HEADLESS = 0.2  # share of rows that are read without their heading
START, STOP = 101, 102  # [CLS] and [SEP]


@dataclass(frozen=True, slots=True)
class Example:
    """One row to learn from: tokens of question and passage; `starts` and `ends` are answer tokens, [0] when there is none."""

    ids: list[int]
    second: int
    starts: list[int]
    ends: list[int]


_NAME = re.compile(r"[A-Z][\w’-]+(?:(?:\s(?:of|de|von|van))?\s[A-Z][\w’-]+)*")
_FIGURE = re.compile(r"\b\d[\d,]*(?:\.\d+)?(?:\s?(?:%|percent|per cent|million|billion|thousand))?")
_OPPOSITES = (
    "increase/decrease increased/decreased rise/fall rose/fell first/last largest/smallest highest/lowest most/least more/fewer "
    "before/after begin/end began/ended start/stop won/lost north/south east/west northern/southern eastern/western early/late "
    "old/new public/private internal/external maximum/minimum support/oppose supported/opposed accept/reject accepted/rejected "
    "high/low large/small always/never allow/forbid allowed/forbidden many/few import/export join/leave joined/left lower/raise "
    "positive/negative major/minor upper/lower strong/weak legal/illegal possible/impossible direct/indirect failed/succeeded "
    "include/exclude created/destroyed buy/sell bought/sold inside/outside above/below employers/employees"
)
OPPOSITE = {a: b for pair in _OPPOSITES.split() for x, y in [pair.split("/")] for a, b in ((x, y), (y, x))}
_WHEN = rf"(?:\b(?:in|on|since|by|during|until|from|of)\s+)?(?:(?:\d{{1,2}} )?(?:{MONTHS})(?: \d{{1,2}})?,? )?\b(?:1[0-9]|20)\d\d\b"
ASKABLE: tuple[tuple[re.Pattern[str], float, tuple[str, ...]], ...] = (  # answer, share of them asked for, how they are asked for
    (re.compile(r"[£$€]\s?\d[\d,.]*(?:\s?(?:million|billion|trillion))?"), 1, ("how much",)),
    (re.compile(r"\d[\d,.]*\s?(?:%|percent|per cent)"), 1, ("what percentage", "how much", "what proportion")),
    (re.compile(_WHEN), 1, ("when did", "when was", "what year", "when", "in what year", "during what time")),
    (
        re.compile(r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b(?=\s[a-z]{3,})"),
        1,
        ("how many",),
    ),
    (
        re.compile(r"(?<=\b(?:in|at) )" + _NAME.pattern),
        1,
        ("where", "what place", "what country", "where did", "in what"),
    ),
    (re.compile(r"(?<=\bby )" + _NAME.pattern), 1, ("who", "by whom", "what")),
    (_NAME, 1, ("who", "what", "which", "who was", "what is", "what was", "what group")),
    (
        re.compile(r"(?<=\b(?:the|its) )(?:[a-z]{4,}\s){0,2}[a-z]{4,}\b"),
        0.3,
        ("what", "what did", "what is", "which", "what type of"),
    ),
    (
        re.compile(r"\b(?:because|due to|in order to|as a result of)\s[^,.;]{8,80}"),
        1,
        ("why did", "why", "for what reason"),
    ),
    (re.compile(r"\b(?:by|through)\s[a-z]+ing\s[^,.;]{4,60}"), 1, ("how did", "how", "how can", "how was")),
)
_CLAUSE = re.compile(r"[;:()]|, (?:and|but|which|who|while|although|because|where)\b")
_SMALL = "a an the of in on at to for from by with and or as is are was were be been it its this that"
_FUNCTION_WORDS = frozenset(_SMALL.split())


def rough_questions(sentence: str, rng: random.Random) -> Iterator[tuple[str, Span]]:
    """Wh-questions made by cutting an answer out of a sentence, with words lost at random so that wording overlaps less."""
    taken: list[Span] = []
    for pattern, share, asked in ASKABLE:
        for match in pattern.finditer(sentence):
            start, end = match.span()
            leads = start == 0 and (" " not in match.group() or match.group().split()[0].lower() in _FUNCTION_WORDS)
            if leads or any(a < end and b > start for a, b in taken) or rng.random() > share:
                continue
            taken.append((start, end))
            left = _CLAUSE.split(sentence[:start])[-1].split()[-rng.randint(7, 12) :]
            right = _CLAUSE.split(sentence[end:].strip(" .,"))[0].split()[: rng.randint(6, 12)]
            words = left + right
            if rng.random() < 0.6:
                words = [w for w in words if rng.random() > (0.35 if w.lower() in _FUNCTION_WORDS else 0.13)]
            if sum(word.lower() not in _FUNCTION_WORDS for word in words) >= 3:
                yield " ".join([rng.choice(asked), *words[:18]]).strip(" ,"), (start, end)


def swapped(question: str, text: str, pool: Sequence[str], rng: random.Random) -> str | None:
    """The question with one name, figure or opposite changed to what `text` does not say; None when nothing can be."""
    body, said = question[:1].lower() + question[1:], text.lower()
    changes = [(m.span(), OPPOSITE[m.group()]) for m in re.finditer(r"[a-z]+", body) if m.group() in OPPOSITE and m.start() > 3]
    for pattern in (_NAME, _FIGURE):
        others = [name for name in pool if pattern.fullmatch(name) and name.lower() not in said and name not in question]
        changes += [(match.span(), rng.choice(others)) for match in pattern.finditer(body) if others]
    if not changes:
        return None
    (start, end), new = rng.choice(changes)
    return body[:start] + new + body[end:]


def without(text: str, spans: Sequence[Span]) -> str:
    """The text less the sentences that any of the spans touches."""
    return " ".join(text[a:b] for a, b in sentence_spans(text) if not any(a < e and b > s for s, e in spans))


def excerpt(text: str, span: Span, rng: random.Random) -> Span:
    """A run of whole sentences around a span, of a random length of 30 to `WORDS` words."""
    sentences = sentence_spans(text)
    around = [i for i, (a, b) in enumerate(sentences) if a < span[1] and b > span[0]]
    first, last, limit = around[0], around[-1], rng.randint(30, WORDS)
    while len(text[sentences[first][0] : sentences[last][1]].split()) < limit and (first > 0 or last < len(sentences) - 1):
        if last == len(sentences) - 1 or (first > 0 and rng.random() < 0.5):
            first -= 1
        else:
            last += 1
    return sentences[first][0], sentences[last][1]


class Lessons:
    """Makes training rows from the part of the public data that a fold may see."""

    def __init__(self, public: Public, fold: int | None, rng: random.Random) -> None:
        self.public, self.rng = public, rng
        self.tokenizer = load_tokenizer()
        self.tokens = lambda text: list(self.tokenizer.encode(text, add_special_tokens=False).ids)
        seen = [i for i, p in enumerate(public.passages) if not is_unseen(int(p.headings[0]), p.source_id, fold)]
        self.seen = set(seen)
        self.own: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.pool: dict[tuple[str, int], list[str]] = defaultdict(list)
        for i in seen:
            passage = public.passages[i]
            self.own[passage.source_id, passage.page].append(i)
            self.pool[self._topic(i)] += [m.group() for p in (_NAME, _FIGURE) for m in p.finditer(passage.text)]
        self.questions = [i for i, q in enumerate(public.questions) if not is_unseen(q.group, q.dataset, fold)]

    def cloze(self, most: int) -> list[Example]:
        """Rows from at most that many rough questions, four in ten of them near misses."""
        made = [
            (i, question, (sentence[0] + a, sentence[0] + b))
            for i in sorted(self.seen)
            for sentence in sentence_spans(self.public.passages[i].text)
            for question, (a, b) in rough_questions(self.public.passages[i].text[slice(*sentence)], self.rng)
        ]
        self.rng.shuffle(made)
        rows = []
        for i, question, (a, b) in made[:most]:
            start, end = excerpt(self.public.passages[i].text, (a, b), self.rng)
            text, answer, chance = self.public.passages[i].text[start:end], (a - start, b - start), self.rng.random()
            heading = self.public.passages[i].headings[1]
            if chance < 0.18 and len((rest := without(text, [answer])).split()) > 12:
                rows.append(self.row(question, rest, heading))
            elif chance < 0.45 and (other := swapped(question, text, self.pool[self._topic(i)], self.rng)):
                rows.append(self.row(other, text, heading))
            else:
                rows.append(self.row(question, text, heading, [answer]))
        return rows

    def asked(self) -> list[Example]:
        """Rows from people's questions with fresh near misses; one epoch."""
        rng, texts, rows = self.rng, [(p.text, p.headings[1]) for p in self.public.passages], []
        for n in self.questions:
            question, found = self.public.questions[n], [i for i, _ in self.public.found[n] if i in self.seen]
            own = self.own[question.dataset, question.paragraph]
            answered = sorted({i for i, _, _ in question.gold})
            if not answered:
                rows.append(self.row(question.text, *texts[rng.choice([i for i in found if i in own][:2] or own)]))
                wrong, share = [i for i in found if i not in own][:3], WRONG_PASSAGE / 3
            else:
                i = rng.choice(answered)
                spans = [(a, b) for n_, a, b in question.gold if n_ == i]
                rows.append(self.row(question.text, *texts[i], spans, whole=question.dataset == "clapnq"))
                if rng.random() < TAKEN_OUT and len((rest := without(texts[i][0], spans)).split()) >= 20:
                    rows.append(self.row(question.text, rest, texts[i][1]))
                if rng.random() < SWAPPED and (other := swapped(question.text, texts[i][0], self.pool[self._topic(i)], rng)):
                    rows.append(self.row(other, *texts[i]))
                wrong, share = [i for i in found if i not in answered][:3], WRONG_PASSAGE
            if wrong and rng.random() < share:
                rows.append(self.row(question.text, *texts[rng.choice(wrong)]))
        return rows

    def row(self, question: str, text: str, heading: str, spans: Sequence[Span] = (), whole: bool = False) -> Example:
        """`whole` spans are answer sentences: any of their tokens may start or end the answer. A heading is left out now and then."""
        opened = opening(self.tokens, question, heading if self.rng.random() > HEADLESS else "", START, STOP, QUESTION_TOKENS)
        encoded, room, shift = self.tokenizer.encode(text, add_special_tokens=False), TOKENS - len(opened) - 1, len(opened)
        starts: set[int] = set()
        ends: set[int] = set()
        for start, end in spans:
            inside = [shift + i for i, (a, b) in enumerate(encoded.offsets[:room]) if a < end and b > start]
            starts.update(inside if whole else inside[:1])
            ends.update(inside if whole else inside[-1:])
        ids = [*opened, *encoded.ids[:room], STOP]
        return Example(ids, shift, sorted(starts) or [0], sorted(ends) or [0])

    def _topic(self, i: int) -> tuple[str, int]:
        """What a passage shares names with: its SQuAD article or document, or its neighbours in CLAPNQ."""
        passage = self.public.passages[i]
        return (passage.source_id, int(passage.headings[0]) if passage.source_id != "clapnq" else i // 8)


def load_tokenizer() -> Tokenizer:
    """MiniLM's tokenizer, neither cutting nor filling up."""
    return open_tokenizer(Path(str(model_folder(BASE))) / TOKENIZER_FILE)
