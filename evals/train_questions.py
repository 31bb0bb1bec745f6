"""Trains the question encoder (`assistant/question_encoder.py`) on the index of questions: `python -m evals.train_questions`.

Takes about half an hour on two quiet cores. Needs an ingested index, torch, and `pip install onnx ml_dtypes` for the export.
Afterwards run `python -m ingest.questions`, which compiles the index with the new weights.

all-MiniLM-L6-v2 is trained further by neighbourhood components analysis (Goldberger et al. 2004) with cosine similarity: for
every wording the others of the same statement should be its nearest. All the index's wordings are compared at every step; the
vectors of those not in the batch are those last computed (a memory bank, Wu et al. 2018). Only the index is learnt from,
never an evaluation case; and not its FRESH files, so that the ranking can be fitted on questions that are new to the encoder.
Learning from those as well moved facts and refusals by no more than their standard errors.
"""

from __future__ import annotations

import argparse
import random
import shutil
import string
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import normalize
from transformers import AutoModel

from assistant.build import open_library
from assistant.models import model_folder
from assistant.onnx import MODEL_FILE, TOKENIZER_FILE, open_tokenizer
from assistant.question_encoder import DEFAULT_FOLDER, LIMIT
from assistant.settings import load_settings
from evals.onnx_export import PlainLayers, write_onnx
from ingest.questions import FRESH, labels, read_asks

BASE = "all-MiniLM-L6-v2"
EPOCHS, BATCH, RATE, TEMPERATURE, WARM_UP, MISSPELT, SEED = 2.5, 64, 3e-5, 0.05, 30, 0.15, 0
"""Passes over the wordings; wordings a step; peak learning rate; softmax temperature; steps to the peak; share of wordings
with a slip of the keyboard."""


class Encoder(nn.Module):
    """Mean of MiniLM's token vectors, of length 1. Its table of words stays as it is: unseen words keep their place."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(model_folder(BASE)), add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """(batch, width) float32 from token ids and 1 for a real token, each (batch, tokens)."""
        return pooled(self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state, attention_mask)


class Plain(nn.Module):
    """An `Encoder` in simple steps, for the export."""

    def __init__(self, net: Encoder) -> None:
        super().__init__()
        self.layers = PlainLayers(net.encoder, LIMIT)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """As `Encoder.forward`."""
        return pooled(self.layers(input_ids, attention_mask), attention_mask)


def pooled(hidden: Tensor, attention_mask: Tensor) -> Tensor:
    """The mean over real tokens, of length 1."""
    mask = attention_mask[..., None].to(torch.float32)
    return normalize((hidden.float() * mask).sum(1) / mask.sum(1), dim=1)


def train(texts: Sequence[str], label: Sequence[int], epochs: float = EPOCHS, log: Callable[[str], None] = print) -> Encoder:
    """An encoder for which wordings of one label lie close together. Deterministic for the same texts, cores and library."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    net, tokenizer = Encoder(), open_tokenizer(Path(str(model_folder(BASE))) / TOKENIZER_FILE)
    labels_of = torch.tensor(list(label))
    counts = torch.bincount(labels_of)
    learnt = [i for i in range(len(texts)) if counts[labels_of[i]] > 1]
    steps = int(epochs * len(learnt) / BATCH)
    optimiser = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1.0, (s + 1) / WARM_UP) * max(0.03, 1 - s / steps))
    bank = encode(net, tokenizer, texts)
    waiting: list[int] = []
    net.train()
    for step in range(steps):
        if len(waiting) < BATCH:
            waiting = rng.sample(learnt, len(learnt))
        at, waiting = waiting[:BATCH], waiting[BATCH:]
        vectors = net(*tensors(tokenizer, [slipped(texts[i], rng) if rng.random() < MISSPELT else texts[i] for i in at]))
        rows = torch.tensor(at)
        loss = loss_of(vectors, rows, bank, labels_of)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        bank[rows] = vectors.detach()
        if step % 50 == 0:
            log(f"step {step} of {steps}, loss {loss.item():.2f}")
        if step % 200 == 199:
            bank = encode(net, tokenizer, texts)
            net.train()
    return net.eval()


def loss_of(vectors: Tensor, rows: Tensor, bank: Tensor, label: Tensor) -> Tensor:
    """Mean of -ln of the softmax share, over all wordings but itself, that falls to those with a wording's own label."""
    scores = vectors @ bank.T / TEMPERATURE
    itself = torch.zeros_like(scores, dtype=torch.bool)
    itself[torch.arange(len(rows)), rows] = True
    same = (label[rows][:, None] == label[None]) & ~itself
    whole = torch.logsumexp(scores.masked_fill(itself, -1e4), 1)
    return (whole - torch.logsumexp(scores.masked_fill(~same, -1e4), 1)).mean()


def tensors(tokenizer: Tokenizer, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
    """Token ids and mask, each (len(texts), longest)."""
    ids = [e.ids[:LIMIT] for e in tokenizer.encode_batch(list(texts))]
    out = torch.zeros(len(ids), max(map(len, ids)), dtype=torch.long)
    mask = torch.zeros_like(out)
    for row, line in enumerate(ids):
        out[row, :len(line)] = torch.tensor(line)
        mask[row, :len(line)] = 1
    return out, mask


def encode(net: Encoder, tokenizer: Tokenizer, texts: Sequence[str], batch: int = 256) -> Tensor:
    """(len(texts), width): every text's vector, without training."""
    net.eval()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    parts = []
    with torch.no_grad():
        for start in range(0, len(order), batch):
            parts.append(net(*tensors(tokenizer, [texts[i] for i in order[start:start + batch]])))
    out = torch.zeros(len(texts), parts[0].shape[1])
    out[torch.tensor(order)] = torch.cat(parts)
    return out


def slipped(text: str, rng: random.Random) -> str:
    """The text with one slip in a word of five letters or more: two letters swapped, one lost, one doubled or a wrong one."""
    spans = [(a, a + len(w)) for w in text.split() if len(w) >= 5 and (a := text.find(w)) >= 0]
    if not spans:
        return text
    start, end = rng.choice(spans)
    i = rng.randrange(start + 1, end - 1)
    kind = rng.randrange(4)
    new = (text[i + 1] + text[i], "", text[i] * 2, rng.choice(string.ascii_lowercase))[kind]
    return text[:i] + new + text[i + (2 if kind == 0 else 1):]


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains on the index and puts the encoder into the product (or another folder)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--epochs", type=float, default=EPOCHS)
    parser.add_argument("--without", default=FRESH, help="leave out the index's files with this in their name")
    given = parser.parse_args(arguments)
    settings = load_settings()
    torch.set_num_threads(settings.threads)
    entries, asks = read_asks(settings, open_library(settings), without=given.without)
    sys.stderr.write(f"{len(asks)} wordings of {len(entries)} statements\n")
    net = train([ask for ask, _, _ in asks], labels(asks), given.epochs, lambda line: print(line, file=sys.stderr, flush=True))
    given.folder.mkdir(parents=True, exist_ok=True)
    write_onnx(Plain(net), net.encoder, ["input_ids", "attention_mask"], {"vector": {0: "batch"}}, given.folder / MODEL_FILE)
    shutil.copy(Path(str(model_folder(BASE))) / TOKENIZER_FILE, given.folder / TOKENIZER_FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
