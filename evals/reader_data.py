"""The questions the reader learns from and is measured on: SQuAD 2.0, CLAPNQ and documents of our own, cut as the product cuts them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.domain import Passage
from assistant.keyword import KeywordIndex
from assistant.models import SentenceTransformerEmbedder
from assistant.passage_answers import heading_of
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
WORDS = 110  # of a passage, about
DENSE_WEIGHT, DEEP = 0.6, 8  # fusion of the two searches; passages kept for each question


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


def load_public(folder: Path) -> Public:
    """Reads SQuAD 2.0 and CLAPNQ, cuts them into passages of whole sentences, and searches each question in its dataset."""
    passages: list[Passage] = []
    questions: list[Question] = []

    def add(dataset: str, paragraph: str, group: int, text: str, heading: str) -> list[tuple[int, Span]]:
        cut = [(len(passages) + i, span) for i, span in enumerate(windows(text))]
        for number, (start, end) in cut:
            passages.append(Passage(f"{number:05}", dataset, paragraph, (str(group), heading), text[start:end], start, end))
        return cut

    def ask(text: str, dataset: str, group: int, paragraph: str, cut: list[tuple[int, Span]], answers: list[Span]) -> None:
        gold = {(n, a - s, min(b, e) - s) for a, b in answers for n, (s, e) in cut if s <= a < e}
        questions.append(Question(text.strip(), dataset, group, paragraph, tuple(sorted(gold))))

    for group, article in enumerate(json.loads((folder / "squad2/articles_1_to_8.json").read_text("utf-8"))["data"]):
        for at, paragraph in enumerate(article["paragraphs"]):
            cut = add("squad", f"{group}/{at}", group, paragraph["context"], article["title"].replace("_", " "))
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
            cut = add("clapnq", f"{name}/{at}", at % 4, text, row["passages"][0]["title"])
            ask(row["input"], "clapnq", at % 4, f"{name}/{at}", cut, answers)
    for group, lesson in enumerate(read_lessons()):
        first, texts = len(passages), [p.text for p in lesson.passages]
        passages += [replace(p, id=f"{first + i:05}", source_id="lessons", page=lesson.name, headings=(str(group), heading_of(p.headings))) for i, p in enumerate(lesson.passages)]
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
