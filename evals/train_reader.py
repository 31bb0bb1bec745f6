"""Trains the reader (`assistant/reader.py`) from all-MiniLM-L6-v2 on public questions, measures it on unseen parts, saves it.

    python -m evals.train_reader --work /tmp/reader-run                  # four folds, then the shipped model; hours on 2 cores
    python -m evals.train_reader --work /tmp/reader-run --parts 3 all    # one fold and the shipped model

A part already in --work is not trained again. Needs `../shared/data` (SQuAD 2.0 and CLAPNQ, see its README), torch, and
`pip install onnx` for the export. Nothing of the product's own corpus or questions is used.

The first layers of MiniLM read `question [SEP] passage`; one head marks where the answer starts and ends (the first token
means "nowhere"), one says whether it is there at all. They learn first from rough wh-questions made out of the training
passages' own sentences, then from the questions people wrote. Near misses in both: the answer's sentence taken out; a name,
figure or opposite in the question swapped; and, for people's questions, the wrong passage that search likes best.
Unseen parts: four folds, each keeping two whole SQuAD articles and a quarter of CLAPNQ out of every step of training; each
fold's judges (the few coefficients of `reader.json`) come from the other folds.

The model now shipped is fold 3's, trained by a prototype of this script on six articles and three quarters of CLAPNQ; its
judges come from the unseen parts of folds 2 and 3. Running all parts replaces it with one trained on everything.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from assistant.domain import Passage
from assistant.keyword import KeywordIndex
from assistant.models import SentenceTransformerEmbedder, model_folder
from assistant.reader import (
    CONFIG_FILE,
    DEFAULT_FOLDER,
    MODEL_FILE,
    TOKENIZER_FILE,
    Reader,
    Reading,
    SentenceScore,
    Span,
    coverage,
)
from assistant.text import sentence_spans, stems

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
BASE = "all-MiniLM-L6-v2"
FOLDS = ((0, 7), (1, 6), (2, 5), (3, 4))  # SQuAD articles kept out, by place in the file; of CLAPNQ, every fourth line
LAYERS, TOKENS, QUESTION_TOKENS, WORDS = 4, 192, 40, 110
CLOZES, EPOCHS, BATCH, SEED = 5000, 3, 16, 0
CLOZE_RATE, RATE = 2e-4, 1.2e-4
WRONG_PASSAGE, TAKEN_OUT, SWAPPED = 0.35, 0.2, 0.2  # share of answerable questions that also make such a near miss
DENSE_WEIGHT, DEEP, READ = 0.6, 8, 2  # fusion of the two searches; passages kept for each question; passages read
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


class Judge(TypedDict):
    """A logistic model: bias and weight of each named feature."""

    bias: float
    weights: dict[str, float]


class Net(nn.Module):
    """MiniLM's first layers with two heads: (batch, tokens, 2) start and end logits; (batch,) logit of "answered here"."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(model_folder(BASE)), add_pooling_layer=False)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        width = self.encoder.config.hidden_size
        self.span, self.answered = nn.Linear(width, 2), nn.Linear(width, 1)
        for head in (self.span, self.answered):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        """Token ids, 1 for a real token, 1 for the passage: each (batch, tokens)."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state
        return self.span(hidden), self.answered(hidden[:, 0]).squeeze(-1)


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
    return Public(passages, questions, search(passages, questions))


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
    numbers = {name: [i for i, p in enumerate(passages) if p.source_id == name] for name in ("squad", "clapnq")}
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
    """Whether this group is kept out by this fold; no fold keeps nothing out."""
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

    def cloze(self) -> list[Example]:
        """Rows from rough questions, four in ten of them near misses."""
        made = [
            (i, question, (sentence[0] + a, sentence[0] + b))
            for i in sorted(self.seen)
            for sentence in sentence_spans(self.public.passages[i].text)
            for question, (a, b) in rough_questions(self.public.passages[i].text[slice(*sentence)], self.rng)
        ]
        self.rng.shuffle(made)
        rows = []
        for i, question, (a, b) in made[:CLOZES]:
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
        """What a passage shares names with: its SQuAD article, or its neighbours in CLAPNQ."""
        passage = self.public.passages[i]
        return (passage.source_id, int(passage.headings[0]) if passage.source_id == "squad" else i // 8)


def load_tokenizer() -> Tokenizer:
    """MiniLM's tokenizer, neither cutting nor filling up."""
    tokenizer = Tokenizer.from_file(str(Path(str(model_folder(BASE))) / TOKENIZER_FILE))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


# --- training ----------------------------------------------------------------------------------------------


def train(public: Public, fold: int | None) -> Net:
    """A net that has seen nothing of the fold's unseen part; None trains on everything."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    lessons, net = Lessons(public, fold, rng), Net()
    fit(net, batches(lessons.cloze(), rng), CLOZE_RATE)
    fit(net, [batch for _ in range(EPOCHS) for batch in batches(lessons.asked(), rng)], RATE)
    return net.eval()


def batches(rows: list[Example], rng: random.Random) -> list[list[Example]]:
    """Rows shuffled into batches of like length."""
    rows = rng.sample(rows, len(rows))
    made: list[list[Example]] = []
    for at in range(0, len(rows), BATCH * 20):
        near = sorted(rows[at : at + BATCH * 20], key=lambda row: len(row.ids))
        made += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    rng.shuffle(made)
    return made


def fit(net: Net, plan: Sequence[list[Example]], rate: float) -> None:
    """AdamW, a tenth of the steps warming up, then linearly to nothing; the heads learn five times faster."""
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder")]
    body = [p for name, p in net.named_parameters() if name.startswith("encoder") and p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": 5 * rate}], weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.1 * len(plan) + 1), (len(plan) - step) / (0.9 * len(plan)))
    )
    net.train()
    for step, batch in enumerate(plan):
        loss = loss_of(net, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(body + heads, 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        if step % 50 == 0:
            print(f"  step {step} of {len(plan)}, loss {loss.item():.2f}", file=sys.stderr, flush=True)


def loss_of(net: Net, batch: Sequence[Example]) -> Tensor:
    """Mean of: minus log share of the right start and end tokens, and cross-entropy of "answered here"."""
    ids = torch.zeros(len(batch), max(len(row.ids) for row in batch), dtype=torch.long)
    mask, kinds = torch.zeros_like(ids), torch.zeros_like(ids)
    right = torch.zeros(*ids.shape, 2, dtype=torch.bool)
    for i, row in enumerate(batch):
        ids[i, : len(row.ids)] = torch.tensor(row.ids)
        mask[i, : len(row.ids)] = 1
        kinds[i, row.second : len(row.ids)] = 1
        right[i, row.starts, 0] = True
        right[i, row.ends, 1] = True
    allowed = kinds.bool()
    allowed[:, 0] = True
    for i, row in enumerate(batch):
        allowed[i, len(row.ids) - 1] = False
    with torch.autocast("cpu", dtype=torch.bfloat16):
        span, answered = net(ids, mask, kinds)
    shares = span.float().masked_fill(~allowed[..., None], -1e4).log_softmax(1)
    missed = -shares.masked_fill(~right, -1e4).logsumexp(1).mean(1)
    truth = torch.tensor([float(row.starts != [0]) for row in batch])
    return (missed + nn.functional.binary_cross_entropy_with_logits(answered.float(), truth, reduction="none")).mean()


class Plain(nn.Module):
    """A `Net` written out in simple steps: the same numbers, and a smaller and faster graph than the library's."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net, self.heads = net, net.encoder.config.num_attention_heads

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        """As `Net.forward`."""
        tables = self.net.encoder.embeddings
        places = tables.position_embeddings.weight[:TOKENS][: input_ids.shape[1]]
        words = tables.word_embeddings(input_ids)
        hidden = tables.LayerNorm(words + tables.token_type_embeddings(token_type_ids) + places)
        hide = (1.0 - attention_mask.float())[:, None, None, :] * -1e4
        for layer in self.net.encoder.encoder.layer:
            own = layer.attention.self
            query, key, value = (
                part(hidden).view(hidden.shape[0], -1, self.heads, hidden.shape[2] // self.heads).transpose(1, 2)
                for part in (own.query, own.key, own.value)
            )
            looks = torch.softmax(query @ key.transpose(-1, -2) / query.shape[3] ** 0.5 + hide, -1)
            seen = (looks @ value).transpose(1, 2).reshape(hidden.shape[0], -1, hidden.shape[2])
            hidden = layer.attention.output.LayerNorm(layer.attention.output.dense(seen) + hidden)
            wide = nn.functional.gelu(layer.intermediate.dense(hidden))
            hidden = layer.output.LayerNorm(layer.output.dense(wide) + hidden)
        return self.net.span(hidden), self.net.answered(hidden[:, 0]).squeeze(-1)


def export(net: Net, folder: Path) -> None:
    """Writes the model as ONNX (int8, words int4) with its tokenizer, and a config whose probability is the bare logit."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    plain = folder / "plain.onnx"
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {name: {0: "batch", 1: "tokens"} for name in [*names, "span"]} | {"answerable": {0: "batch"}}
    one = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        Plain(net).eval(), (one, one, one), str(plain), input_names=names, output_names=["span", "answerable"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(plain, folder / MODEL_FILE, weight_type=QuantType.QInt8, per_channel=True)
    plain.unlink()
    words = net.encoder.embeddings.word_embeddings.weight.detach().numpy()
    four_bit_words(folder / MODEL_FILE, words)
    shutil.copy(Path(str(model_folder(BASE))) / TOKENIZER_FILE, folder / TOKENIZER_FILE)
    write_config(folder, BARE)


def four_bit_words(path: Path, words: np.ndarray, block: int = 64) -> None:
    """Replaces the model's int8 table of words, three fifths of the file, by one of 4 bits with a scale every `block` numbers."""
    import onnx

    model = onnx.load(str(path))
    nodes = model.graph.node
    look_up = next(node for node in nodes if node.op_type == "Gather" and "input_ids" in node.input)
    widen = next(node for node in nodes if node.op_type == "DequantizeLinear" and look_up.output[0] in node.input)
    blocks = words.reshape(len(words), -1, block)
    scales = np.maximum(np.abs(blocks).max(2) / 7, 1e-8).astype(np.float32)
    small = np.clip(np.round(blocks / scales[..., None]), -8, 7).astype(np.int8).reshape(words.shape)
    packed = ((small[:, 0::2] & 15) | ((small[:, 1::2] & 15) << 4)).astype(np.uint8)
    for node in (look_up, widen):
        nodes.remove(node)
    gone = {look_up.input[0], *widen.input}
    for table in [table for table in model.graph.initializer if table.name in gone]:
        model.graph.initializer.remove(table)
    model.graph.initializer.append(onnx.helper.make_tensor("words", onnx.TensorProto.INT4, words.shape, packed.tobytes(), raw=True))
    model.graph.initializer.append(onnx.numpy_helper.from_array(scales, "word_scales"))
    nodes.insert(0, onnx.helper.make_node(
        "GatherBlockQuantized", ["words", "input_ids", "word_scales"], [widen.output[0]],
        domain="com.microsoft", gather_axis=0, quantize_axis=1, block_size=block,
    ))  # fmt: skip
    model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    model.ir_version = max(model.ir_version, 10)
    onnx.save(model, str(path))


def write_config(folder: Path, judges: Mapping[str, Judge]) -> None:
    """`reader.json`: limits, token ids and the judges (bias and weights by feature name)."""
    limits = {"tokens": TOKENS, "question_tokens": QUESTION_TOKENS, "start_id": START, "stop_id": STOP}
    (folder / CONFIG_FILE).write_text(json.dumps({**limits, **judges}, indent=2) + "\n", encoding="utf-8")


# --- measuring ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """One unseen question: its best passages as read by the exported model (passage number, reading)."""

    question: Question
    fold: int
    read: tuple[tuple[int, Reading], ...]

    def holds(self, number: int) -> bool:
        """Whether a passage holds the answer."""
        return any(number == n for n, _, _ in self.question.gold)

    def is_gold(self, number: int, sentence: SentenceScore) -> bool:
        """Whether a sentence holds the answer."""
        return any(number == n and a < sentence.end and b > sentence.start for n, a, b in self.question.gold)

    def right(self, shown: int) -> bool:
        """Whether the best sentence of the first `shown` passages is one that answers."""
        choices = [(s.score, -at, number, s) for at, (number, r) in enumerate(self.read[:shown]) for s in r.sentences]
        _, _, number, best = max(choices, key=lambda choice: choice[:2])
        return self.is_gold(number, best)


def read_unseen(public: Public, fold: int, folder: Path) -> list[Outcome]:
    """Every unseen question of a fold with its `READ` best passages, read by the model in `folder`."""
    reader, outcomes = Reader(folder), []
    for question, found in zip(public.questions, public.found, strict=True):
        if is_unseen(question.group, question.dataset, fold):
            best = found[:READ]
            readings = reader.read(question.text, [public.passages[i].text for i, _ in best], [cosine for _, cosine in best])
            outcomes.append(Outcome(question, fold, tuple((i, r) for (i, _), r in zip(best, readings, strict=True))))
    return outcomes


SENTENCE = ("log_share", "coverage", "cosine")
PASSAGE = ("logit", "cosine")  # more features did better on the fold they were fitted on, and worse on the other
BARE: Mapping[str, Judge] = {
    name + end: {"bias": 0.0, "weights": {first: 1.0}}
    for name, first in (("sentence", "log_share"), ("answerable", "logit"))
    for end in ("", "_without_cosine")
}


def fit_judges(public: Public, outcomes: Sequence[Outcome]) -> dict[str, Judge]:
    """The four judges of `reader.json`, fitted on unseen questions as read with `BARE` judges."""
    sentences = [
        (o.question.dataset, o.is_gold(number, s), sentence_features(public, o.question, number, reading, s))
        for o in outcomes
        if o.question.gold
        for number, reading in o.read
        for s in reading.sentences
    ]
    passages = [(o.question.dataset, o.holds(number), reading.features) for o in outcomes for number, reading in o.read]
    return {
        "sentence": logistic(sentences, SENTENCE),
        "sentence_without_cosine": logistic(sentences, SENTENCE[:-1]),
        "answerable": logistic(passages, PASSAGE),
        "answerable_without_cosine": logistic(passages, PASSAGE[:-1]),
    }


def sentence_features(public: Public, question: Question, number: int, reading: Reading, s: SentenceScore) -> dict[str, float]:
    """As the reader makes them; a bare judge's score gives back the log share."""
    text = public.passages[number].text[s.start : s.end]
    log_share = math.log(s.score / (1 - s.score))
    return {"log_share": log_share, "coverage": coverage(question.text, text), "cosine": reading.features["cosine"]}


def logistic(rows: Sequence[tuple[str, bool, Mapping[str, float]]], names: Sequence[str]) -> Judge:
    """Logistic regression over the named features of (dataset, truth, features); both datasets weigh the same."""
    inputs = np.array([[features[name] for name in names] for _, _, features in rows])
    truth = np.array([true for _, true, _ in rows])
    sizes = Counter(dataset for dataset, _, _ in rows)
    weights = np.array([len(rows) / len(sizes) / sizes[dataset] for dataset, _, _ in rows])
    spread = inputs.std(axis=0) + 1e-9  # a fair penalty needs one scale
    model = LogisticRegression(C=0.1, max_iter=1000).fit(inputs / spread, truth, sample_weight=weights)
    found = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0] / spread, strict=True)}
    return {"bias": round(float(model.intercept_[0]), 4), "weights": found}


def table(outcomes: Sequence[Outcome]) -> str:
    """The measured rows, by dataset, over the unseen questions read."""
    lines = []
    for dataset in ("squad", "clapnq"):
        chosen = [o for o in outcomes if o.question.dataset == dataset]
        truth = [bool(o.question.gold) for o in chosen]
        lines.append(f"{dataset}: {len(chosen)} unseen questions, {sum(truth)} answerable")
        for shown in range(1, READ + 1):
            scores = {
                "best cosine (floor)": [max(r.features["cosine"] for _, r in o.read[:shown]) for o in chosen],
                "network alone": [max(r.features["logit"] for _, r in o.read[:shown]) for o in chosen],
                "answerable": [max(r.answerable for _, r in o.read[:shown]) for o in chosen],
            }
            for name, values in scores.items():
                lines.append(f"  near-miss AUROC, {shown} read, {name:20} {roc_auc_score(truth, values):.3f}")
            answerable = [o for o in chosen if o.question.gold]
            there = [o for o in answerable if any(o.holds(n) for n, _ in o.read[:shown])]
            share, among = np.mean([o.right(shown) for o in answerable]), np.mean([o.right(shown) for o in there])
            lines.append(f"  answer sentence, {shown} read {share:.3f}; where those passages hold it {among:.3f}")
    return "\n".join(lines)


# --- command -----------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains the parts asked for, prints the table, and saves the shipped model when `all` is among them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--work", type=Path, required=True, help="folder that keeps each trained part")
    parser.add_argument("--out", type=Path, default=DEFAULT_FOLDER, help="where the shipped model goes")
    parser.add_argument("--parts", nargs="+", choices=["0", "1", "2", "3", "all"], default=["0", "1", "2", "3", "all"])
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args(arguments)
    if not (chosen.data / "squad2").is_dir():
        print(
            f"the public data is not in {chosen.data} (see the project's ../shared/data/README.md); nothing trained",
            file=sys.stderr,
        )
        return 1
    public = load_public(chosen.data)
    torch.set_num_threads(chosen.threads)
    for part in chosen.parts:
        folder = chosen.work / part
        if not (folder / "net.pt").exists():
            print(f"training part {part}", file=sys.stderr, flush=True)
            folder.mkdir(parents=True, exist_ok=True)
            torch.save(train(public, None if part == "all" else int(part)).state_dict(), folder / "net.pt")
        net = Net()
        net.load_state_dict(torch.load(folder / "net.pt"))
        export(net, folder)
    folds = [int(part) for part in chosen.parts if part != "all"]
    bare = {fold: read_unseen(public, fold, chosen.work / str(fold)) for fold in folds}
    for fold in folds:
        # judges from the other folds; with one fold only, from its own questions, which flatters it a little
        others = [o for other in folds if other != fold or len(folds) == 1 for o in bare[other]]
        write_config(chosen.work / str(fold), fit_judges(public, others))
        print(f"fold {fold}\n" + table(read_unseen(public, fold, chosen.work / str(fold))), flush=True)
    if "all" in chosen.parts and folds:
        write_config(chosen.work / "all", fit_judges(public, [o for fold in folds for o in bare[fold]]))
        chosen.out.mkdir(parents=True, exist_ok=True)
        for name in (MODEL_FILE, TOKENIZER_FILE, CONFIG_FILE):
            shutil.copy(chosen.work / "all" / name, chosen.out / name)
        print(f"saved to {chosen.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
