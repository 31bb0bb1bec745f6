"""What the reader learns from: public questions, rough questions made of sentences, and near misses of both."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from assistant.domain import Passage
from assistant.keyword import KeywordIndex
from assistant.models import SentenceTransformerEmbedder, model_folder
from assistant.onnx import TOKENIZER_FILE, open_tokenizer
from assistant.reader import Span
from assistant.text import sentence_spans, stems
from assistant.yaml_data import read_yaml
from ingest.chunk import chunk
from ingest.readers import Limits
from ingest.readers.markdown import read_markdown

BASE = "all-MiniLM-L6-v2"
LESSONS = Path(__file__).parent / "lessons"
DATASETS = ("squad", "clapnq", "lessons")
FOLDS = ((0, 7), (1, 6), (2, 5), (3, 4))  # SQuAD articles kept out, by place in the file; of CLAPNQ, every fourth line
KEPT_OUT = 5  # every fifth document of our own is kept out of all training: the judges learn from it
TOKENS, QUESTION_TOKENS, WORDS = 192, 40, 110
WRONG_PASSAGE, TAKEN_OUT, SWAPPED = 0.35, 0.2, 0.2  # share of answerable questions that also make such a near miss
DENSE_WEIGHT, DEEP = 0.6, 8  # fusion of the two searches; passages kept for each question
START, STOP = 101, 102  # [CLS] and [SEP]


@dataclass(frozen=True, slots=True)
class Question:
    """A public question. `gold`: (passage number, start, end) of answers or answer sentences; `group` decides its fold."""

    text: str
    dataset: str
    group: int
    paragraph: str
    gold: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Public:
    """The public data: passages of about 100 words, questions, and for each question the best passages of its dataset."""

    passages: list[Passage]
    questions: list[Question]
    found: list[list[tuple[int, float]]]
    """(passage number, cosine), best first by fused score."""


@dataclass(frozen=True, slots=True)
class Example:
    """One row to learn from: tokens of question and passage; `starts` and `ends` are answer tokens, [0] when there is none."""

    ids: list[int]
    second: int
    starts: list[int]
    ends: list[int]


# --- public data -----------------------------------------------------------------------------------------


def load_public(folder: Path) -> Public:
    """Reads SQuAD 2.0 and CLAPNQ, cuts them into passages of whole sentences, and searches each question in its dataset."""
    passages: list[Passage] = []
    questions: list[Question] = []

    def add(dataset: str, paragraph: str, group: int, text: str) -> list[tuple[int, Span]]:
        cut = [(len(passages) + i, span) for i, span in enumerate(windows(text))]
        for number, (start, end) in cut:
            passages.append(Passage(f"{number:05}", dataset, paragraph, (str(group),), text[start:end], start, end))
        return cut

    def ask(text: str, dataset: str, group: int, paragraph: str, cut: list[tuple[int, Span]], answers: list[Span]) -> None:
        gold = {(n, a - s, min(b, e) - s) for a, b in answers for n, (s, e) in cut if s <= a < e}
        questions.append(Question(text.strip(), dataset, group, paragraph, tuple(sorted(gold))))

    for group, article in enumerate(json.loads((folder / "squad2/articles_1_to_8.json").read_text("utf-8"))["data"]):
        for at, paragraph in enumerate(article["paragraphs"]):
            cut = add("squad", f"{group}/{at}", group, paragraph["context"])
            for asked in paragraph["qas"]:
                spans = [(a["answer_start"], a["answer_start"] + len(a["text"])) for a in asked["answers"]]
                ask(asked["question"], "squad", group, f"{group}/{at}", cut, spans)
    for name in ("answerable", "unanswerable"):
        for at, line in enumerate((folder / f"clapnq/{name}_first_150.jsonl").read_text("utf-8").splitlines()):
            row = json.loads(line)
            chosen = {sentence.strip() for sentence in row["output"][0]["selected_sentences"]}
            text, answers = "", []
            for sentence in row["passages"][0]["sentences"]:
                plain = untokenise(sentence)
                text += " " * bool(text)
                if sentence.strip() in chosen:
                    answers.append((len(text), len(text) + len(plain)))
                text += plain
            cut = add("clapnq", f"{name}/{at}", at % 4, text)
            ask(row["input"], "clapnq", at % 4, f"{name}/{at}", cut, answers)
    for group, lesson in enumerate(read_lessons()):
        first, texts = len(passages), [p.text for p in lesson.passages]
        passages += [replace(p, id=f"{first + i:05}", source_id="lessons", page=lesson.name, headings=(str(group),)) for i, p in enumerate(lesson.passages)]
        for text, quote, answer in lesson.asked:
            gold = tuple((first + i, at, at + len(answer)) for i, passage in enumerate(texts) if answer and (at := place(passage, quote, answer)) >= 0)
            if gold or not answer:
                questions.append(Question(text.strip(), "lessons", group, lesson.name, gold[:1]))
    return Public(passages, questions, search(passages, questions))


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document of our own writing, as the product cuts it, with (question, quote, answer); a near miss has no answer."""

    name: str
    text: str
    passages: tuple[Passage, ...]
    asked: tuple[tuple[str, str, str], ...]


def read_lessons(folder: Path = LESSONS) -> list[Lesson]:
    """Every document of evals/lessons/*.yaml, in order."""
    lessons = []
    for path in sorted(folder.glob("*.yaml")):
        for row in read_yaml(path):
            passages = chunk(row["name"], read_markdown(row["text"].encode(), row["name"], Limits()), row["name"])[1]
            asked = tuple((q["ask"], q.get("quote") or q["near"], str(q.get("answer") or "")) for q in row["questions"])
            lessons.append(Lesson(f"{path.stem}/{row['name']}", row["text"], passages, asked))
    return lessons


def place(passage: str, quote: str, answer: str) -> int:
    """Where the answer begins in a passage that has the quote; -1 where it has not. A table row's cells stand two spaces apart."""
    plain = "  ".join(cell.strip() for cell in quote.strip("| ").split("|")) if quote.startswith("|") else quote.strip()
    at = passage.find(plain)
    within = plain.find("  ".join(cell.strip() for cell in answer.split("|")) if "|" in answer else answer)
    return at + within if at >= 0 and within >= 0 else -1


def windows(text: str) -> list[Span]:
    """Passages of whole sentences, about `WORDS` words each and at most a quarter more, as offsets."""
    found: list[Span] = []
    count = 0
    for start, end in sentence_spans(text):
        words = len(text[start:end].split())
        if found and count + words <= WORDS * 1.25:
            found[-1], count = (found[-1][0], end), count + words
        else:
            found.append((start, end))
            count = words
    return found


def untokenise(text: str) -> str:
    """CLAPNQ's text as a person would write it: no space before a comma, plain quote marks."""
    text = re.sub(r"``\s?|\s?''", '"', text)
    text = re.sub(r" ([,.;:?!%)\]]|'(?:s|re|ve|ll|d|m|t)\b|n't)", r"\1", text)
    return re.sub(r"([(\[$£]) ", r"\1", text).replace(" - ", "-").replace(" -- ", " – ").strip()


def search(passages: Sequence[Passage], questions: Sequence[Question]) -> list[list[tuple[int, float]]]:
    """For each question its dataset's best passages by min-max fusion of BM25 and cosine, as the product's search does."""
    embedder = SentenceTransformerEmbedder(BASE)
    vectors = embedder.embed([passage.text for passage in passages])
    asked = embedder.embed([question.text for question in questions])
    numbers = {name: [i for i, p in enumerate(passages) if p.source_id == name] for name in DATASETS}
    indexes = {name: KeywordIndex.build(passages[i] for i in chosen) for name, chosen in numbers.items()}
    found = []
    for question, vector in zip(questions, asked, strict=True):
        chosen = numbers[question.dataset]
        cosines = vectors[chosen] @ vector
        hits = {int(id_): score for id_, score in indexes[question.dataset].search(stems(question.text), len(chosen))}
        keywords = np.array([hits.get(i, 0.0) for i in chosen])
        fused = DENSE_WEIGHT * scaled(cosines) + (1 - DENSE_WEIGHT) * scaled(keywords)
        found.append([(chosen[i], float(cosines[i])) for i in np.argsort(-fused, kind="stable")[:DEEP]])
    return found


def scaled(values: np.ndarray) -> np.ndarray:
    """Values stretched to 0..1."""
    return (values - values.min()) / max(float(values.max() - values.min()), 1e-9)


def is_unseen(group: int, dataset: str, fold: int | None) -> bool:
    """Whether this group is kept out by this fold; no fold keeps nothing public out, our own documents are kept out of all alike."""
    if dataset == "lessons":
        return group % KEPT_OUT == 0
    return fold is not None and (group in FOLDS[fold] if dataset == "squad" else group == fold)


# --- near misses and rough questions -----------------------------------------------------------------------

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
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHEN = rf"(?:\b(?:in|on|since|by|during|until|from|of)\s+)?(?:(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}})?,? )?\b(?:1[0-9]|20)\d\d\b"
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
            if chance < 0.18 and len((rest := without(text, [answer])).split()) > 12:
                rows.append(self.row(question, rest))
            elif chance < 0.45 and (other := swapped(question, text, self.pool[self._topic(i)], self.rng)):
                rows.append(self.row(other, text))
            else:
                rows.append(self.row(question, text, [answer]))
        return rows

    def asked(self) -> list[Example]:
        """Rows from people's questions with fresh near misses; one epoch."""
        rng, texts, rows = self.rng, [p.text for p in self.public.passages], []
        for n in self.questions:
            question, found = self.public.questions[n], [i for i, _ in self.public.found[n] if i in self.seen]
            own = self.own[question.dataset, question.paragraph]
            answered = sorted({i for i, _, _ in question.gold})
            if not answered:
                rows.append(self.row(question.text, texts[rng.choice([i for i in found if i in own][:2] or own)]))
                wrong, share = [i for i in found if i not in own][:3], WRONG_PASSAGE / 3
            else:
                i = rng.choice(answered)
                spans = [(a, b) for n_, a, b in question.gold if n_ == i]
                rows.append(self.row(question.text, texts[i], spans, whole=question.dataset == "clapnq"))
                if rng.random() < TAKEN_OUT and len((rest := without(texts[i], spans)).split()) >= 20:
                    rows.append(self.row(question.text, rest))
                if rng.random() < SWAPPED and (other := swapped(question.text, texts[i], self.pool[self._topic(i)], rng)):
                    rows.append(self.row(other, texts[i]))
                wrong, share = [i for i in found if i not in answered][:3], WRONG_PASSAGE
            if wrong and rng.random() < share:
                rows.append(self.row(question.text, texts[rng.choice(wrong)]))
        return rows

    def row(self, question: str, text: str, spans: Sequence[Span] = (), whole: bool = False) -> Example:
        """`whole` spans are answer sentences: any of their tokens may start or end the answer."""
        asked = self.tokenizer.encode(question.rstrip(" ?"), add_special_tokens=False).ids[:QUESTION_TOKENS]
        encoded, room, shift = (
            self.tokenizer.encode(text, add_special_tokens=False),
            TOKENS - len(asked) - 3,
            len(asked) + 2,
        )
        starts: set[int] = set()
        ends: set[int] = set()
        for start, end in spans:
            inside = [shift + i for i, (a, b) in enumerate(encoded.offsets[:room]) if a < end and b > start]
            starts.update(inside if whole else inside[:1])
            ends.update(inside if whole else inside[-1:])
        ids = [START, *asked, STOP, *encoded.ids[:room], STOP]
        return Example(ids, shift, sorted(starts) or [0], sorted(ends) or [0])

    def _topic(self, i: int) -> tuple[str, int]:
        """What a passage shares names with: its SQuAD article or document, or its neighbours in CLAPNQ."""
        passage = self.public.passages[i]
        return (passage.source_id, int(passage.headings[0]) if passage.source_id != "clapnq" else i // 8)


def load_tokenizer() -> Tokenizer:
    """MiniLM's tokenizer, neither cutting nor filling up."""
    return open_tokenizer(Path(str(model_folder(BASE))) / TOKENIZER_FILE)
