"""Trains the reader (`assistant/reader.py`) from all-MiniLM-L6-v2, measures it on unseen public questions, saves it.

    python -m evals.train_reader --work /tmp/reader-run                  # four folds, then the shipped model; hours on 2 cores
    python -m evals.train_reader --work /tmp/reader-run --parts 3 all    # one fold and the shipped model

A part already in --work is not trained again. Needs `../shared/data` (SQuAD 2.0 and CLAPNQ, see its README), torch, and
`pip install onnx` for the export. Nothing of the product's own corpus or questions is used: 12,000 questions of the index
beside these made it no better at near misses, neither on public data nor on ours.

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
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from torch import Tensor, nn
from transformers import AutoModel

from assistant.models import model_folder
from assistant.onnx import MODEL_FILE, TOKENIZER_FILE
from assistant.reader import CONFIG_FILE, DEFAULT_FOLDER, Reader, Reading, SentenceScore, coverage
from evals.onnx_export import PlainLayers, write_onnx
from evals.reader_lessons import BASE, QUESTION_TOKENS, START, STOP, TOKENS, Example, Lessons, Public, Question, is_unseen, load_public

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LAYERS, EPOCHS, BATCH, SEED, READ = 4, 3, 16, 0, 2  # READ: passages read in measuring
CLOZE_RATE, RATE = 2e-4, 1.2e-4


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
    """A `Net` in simple steps, for the export."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net, self.layers = net, PlainLayers(net.encoder, TOKENS)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, Tensor]:
        """As `Net.forward`."""
        hidden = self.layers(input_ids, attention_mask, token_type_ids)
        return self.net.span(hidden), self.net.answered(hidden[:, 0]).squeeze(-1)


def export(net: Net, folder: Path) -> None:
    """Writes the model as ONNX with its tokenizer, and a config whose probability is the bare logit."""
    axes = {"span": {0: "batch", 1: "tokens"}, "answerable": {0: "batch"}}
    write_onnx(Plain(net), net.encoder, ["input_ids", "attention_mask", "token_type_ids"], axes, folder / MODEL_FILE)
    shutil.copy(Path(str(model_folder(BASE))) / TOKENIZER_FILE, folder / TOKENIZER_FILE)
    write_config(folder, BARE)


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
