"""The reader: given a question and a few passages, which sentence answers, and does the passage answer at all.

A small transformer of our own (made by `evals/train_reader.py`), run by onnxruntime on the CPU; torch is not needed.
It reads question, heading and passage together, so it can refuse near misses: the right topic, the answer not stated; and it takes
a name of the question that stands in the heading alone ("the Fenwick policy") for said.
Nothing is loaded before the first `read`. The output depends only on the arguments and the model files.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.onnx import OnnxModel
from assistant.text import sentence_spans

DEFAULT_FOLDER = Path(__file__).parent / "data" / "reader"
CONFIG_FILE = "reader.json"
HEADING_TOKENS = 24

Span = tuple[int, int]

_WORD = re.compile(r"[a-z0-9]+")
_COMMON_WORDS = """
a an the of in on at to for from by with and or as is are was were be been being do does did has have had which what who whom
whose when where why how that this these those it its their they he she his her into than then there some any would could
should can may might will not no
"""
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """A sentence `text[start:end]` (0-based, end excluded) and the probability that it holds the answer, 0..1.

    Scores are comparable between passages and between calls for one question, if all had `cosines` or none had.
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader made of one passage.

    `sentences` are those of `text.sentence_spans`, in the order of the text. `answerable` is the calibrated probability
    that the passage states the answer, 0..1. `answer` is the likeliest short answer, None for an empty text; it is the
    best guess even when `answerable` is low, and need not lie in the best sentence. `features` is what the network saw
    ("logit": answered here; "margin": best answer over none) and the cosine, for tests and tuning.
    """

    sentences: tuple[SentenceScore, ...]
    answerable: float
    answer: Span | None
    features: Mapping[str, float]

    @property
    def best(self) -> SentenceScore | None:
        """The likeliest sentence, the earlier of equals; None for an empty text."""
        return max(self.sentences, key=lambda sentence: (sentence.score, -sentence.start), default=None)


def coverage(question: str, text: str) -> float:
    """Share of the question's telling words that stand in the text, 0..1; 1 when it has none."""
    wanted = _stems(question)
    return len(wanted & _stems(text)) / len(wanted) if wanted else 1.0


def opening(tokens: Callable[[str], list[int]], question: str, heading: str, start: int, stop: int, most: int) -> list[int]:
    """The tokens before a passage's: start, at most `most` of the question, stop; and HEADING_TOKENS of a heading and a stop, where there is one."""
    asked, about = tokens(question.rstrip(" ?"))[:most], tokens(heading)[:HEADING_TOKENS]
    return [start, *asked, stop, *about, stop] if about else [start, *asked, stop]


class Reader(OnnxModel):
    """Reads passages for answers. Thread-safe once loaded; loads its files on the first `read`.

    `folder` holds `model.int8.onnx`, `tokenizer.json` and `reader.json`; `threads` are the cores one `read` may use.
    Raises `ModelUnavailable` on first use when a file is missing.
    """

    what, made_by = "reader", "evals.train_reader"

    def __init__(self, folder: Path = DEFAULT_FOLDER, threads: int = 2) -> None:
        super().__init__(folder, threads)

    def read(self, question: str, texts: Sequence[str], cosines: Sequence[float] | None = None, about: Sequence[str] = ()) -> list[Reading]:
        """One `Reading` for each text, in the order given, all in one run of the model. `about` are the headings that they stand under.

        Time grows with the texts' length: hand over the best passage of about 100 words, or two where time allows. A text too long for
        one window is read in several, of whole sentences; a single sentence past the limit is cut. `cosines` are the
        question's similarity to each text in the product's embedding (all-MiniLM-L6-v2), when known: they sharpen `answerable`.
        """
        if cosines is not None and len(cosines) != len(texts):
            raise ValueError(f"{len(cosines)} cosines for {len(texts)} texts")
        if about and len(about) != len(texts):
            raise ValueError(f"{len(about)} headings for {len(texts)} texts")
        opened = [self._opening(question, heading) for heading in about or [""] * len(texts)]
        windows = [(at, window) for at, text in enumerate(texts) for window in self._windows(text, len(opened[at]))]
        if not windows:
            return [Reading((), 0.0, None, {}) for _ in texts]
        spans, answers = self._run([(opened[at], window.ids) for at, window in windows])
        seen: list[list[_Seen]] = [[] for _ in texts]
        for (at, window), logits, answer in zip(windows, spans, answers, strict=True):
            seen[at].append(_see(window, logits[len(opened[at]) :], logits[0], float(answer)))
        known = cosines if cosines is not None else [None] * len(texts)
        return [self._judge(question, text, parts, cosine) for text, parts, cosine in zip(texts, seen, known, strict=True)]

    def _judge(self, question: str, text: str, parts: list[_Seen], cosine: float | None) -> Reading:
        if not parts:
            return Reading((), 0.0, None, {})
        likeliest = max(parts, key=lambda part: part.margin)
        # windows of one text share out the probability
        weights = _softmax([part.margin for part in parts])
        known = {} if cosine is None else {"cosine": float(cosine)}
        sentences: list[SentenceScore] = []
        for part, weight in zip(parts, weights, strict=True):
            for (start, end), share in part.sentences:
                features = {"log_share": math.log(share * weight + 1e-3), "coverage": coverage(question, text[start:end])} | known
                sentences.append(SentenceScore(start, end, self._probability("sentence", features)))
        features = {"logit": max(part.logit for part in parts), "margin": likeliest.margin} | known
        return Reading(tuple(sentences), self._probability("answerable", features), likeliest.answer, features)

    def _probability(self, name: str, features: Mapping[str, float]) -> float:
        model = self._config[name if "cosine" in features else f"{name}_without_cosine"]
        return _sigmoid(model["bias"] + sum(weight * features[key] for key, weight in model["weights"].items()))

    def _opening(self, question: str, heading: str) -> list[int]:
        """The tokens before a passage's: start, question, stop, and where there is a heading that and a stop."""
        return opening(self.tokens, question, heading, self._config["start_id"], self._config["stop_id"], self._config["question_tokens"])

    def tokens(self, text: str) -> list[int]:
        """The ids of a text's tokens."""
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def _windows(self, text: str, opened: int) -> list[_Window]:
        room = self._config["tokens"] - opened - 1
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        ids, offsets = encoded.ids, encoded.offsets
        windows: list[_Window] = []
        at = 0
        for span in sentence_spans(text):
            first = at
            while at < len(ids) and offsets[at][0] < span[1]:
                at += 1
            if first == at:
                continue
            if not windows or len(windows[-1].ids) + at - first > room:
                windows.append(_Window([], [], []))
            window = windows[-1]
            cut = min(at, first + room)
            window.sentences.append((span, len(window.ids), len(window.ids) + cut - first))
            window.ids.extend(ids[first:cut])
            window.offsets.extend(offsets[first:cut])
        return windows

    def _run(self, windows: list[tuple[list[int], list[int]]]) -> tuple[NDArray[Any], NDArray[Any]]:
        width = 1 + max(len(opened) + len(ids) for opened, ids in windows)
        inputs = np.zeros((3, len(windows), width), dtype=np.int64)
        for row, (opened, ids) in enumerate(windows):
            line = [*opened, *ids, self._config["stop_id"]]
            inputs[0, row, : len(line)] = line
            inputs[1, row, : len(line)] = 1
            inputs[2, row, len(opened) : len(line)] = 1
        fed = dict(zip(("input_ids", "attention_mask", "token_type_ids"), inputs, strict=True))
        spans, answers = self.session.run(["span", "answerable"], fed)
        return spans, answers

    @cached_property
    def _config(self) -> dict[str, Any]:
        config: dict[str, Any] = json.loads(self.file(CONFIG_FILE).read_text(encoding="utf-8"))
        return config


@dataclass(slots=True)
class _Window:
    """Tokens of whole sentences: their offsets in the text, and each sentence's first and last+1 token."""

    ids: list[int]
    offsets: list[Span]
    sentences: list[tuple[Span, int, int]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One window as read: `margin` is the best answer's logit less that of "no answer"."""

    sentences: list[tuple[Span, float]]
    answer: Span
    margin: float
    logit: float


_LONGEST_ANSWER = 25  # tokens


def _see(window: _Window, logits: NDArray[Any], nothing: NDArray[Any], answer: float) -> _Seen:
    """`logits` is (at least the window's tokens, 2): start and end of the answer; `nothing` the same two for "no answer"."""
    logits = logits[: len(window.ids)].astype(np.float64)
    both = np.vstack([nothing, logits])
    shares = np.exp(both - both.max(axis=0))
    shares = (shares / shares.sum(axis=0))[1:].mean(axis=1)
    sentences = [(span, float(shares[first:last].sum())) for span, first, last in window.sentences]
    padded = np.concatenate([logits[:, 1], np.full(_LONGEST_ANSWER - 1, -np.inf)])
    ends = np.lib.stride_tricks.sliding_window_view(padded, _LONGEST_ANSWER)
    totals = logits[:, 0] + ends.max(axis=1)
    first = int(totals.argmax())
    last = first + int(ends[first].argmax())
    span = (window.offsets[first][0], window.offsets[last][1])
    return _Seen(sentences, span, float(totals[first] - nothing.sum()), answer)


def _stems(text: str) -> set[str]:
    """The first five letters of each telling word: enough to match plural, past and -ing forms without a stemmer."""
    return {word[:5] for word in _WORD.findall(text.lower()) if word not in _COMMON}


def _softmax(values: Sequence[float]) -> list[float]:
    top = max(values)
    powers = [math.exp(value - top) for value in values]
    return [power / sum(powers) for power in powers]


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, value))))
