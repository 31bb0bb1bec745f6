"""Teaches the index of questions which wordings belong together: a linear map of the embeddings, trained on its own questions.

Neighbourhood components analysis (Goldberger et al. 2004) with cosine similarity: for every question the others of the
same statement should be its nearest. Trained from the index alone, never from evaluation cases.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

STEPS, BATCH, RATE, TEMPERATURE, STAY, NOISE, DROP = 70, 384, 1e-3, 0.06, 0.02, 0.02, 0.1
"""Steps of Adam; anchors a step; learning rate; softmax temperature; pull towards the identity; noise on the inputs."""


def train(vectors: np.ndarray, labels: Sequence[int], seed: int = 0) -> np.ndarray:
    """A (d, d) float32 matrix W for unit vectors of shape (n, d): compare W v instead of v.

    Loss for an anchor i: -ln of the softmax share, over all j != i, of cos(Wvi, Wvj) / TEMPERATURE that falls to
    those with i's label; plus STAY times the squared distance of W from the identity. Deterministic for a seed.
    """
    import torch
    from torch.nn.functional import dropout, normalize

    torch.manual_seed(seed)
    v = torch.tensor(np.asarray(vectors, dtype=np.float32))
    label = torch.tensor(list(labels))
    eye = torch.eye(v.shape[1])
    w = eye.clone().requires_grad_(True)
    optimiser = torch.optim.Adam([w], lr=RATE)
    for _ in range(STEPS):
        anchors = torch.randperm(len(v))[:BATCH]
        moved = normalize(dropout(v + NOISE * torch.randn_like(v), DROP) @ w.T, dim=1)
        scores = moved[anchors] @ moved.T / TEMPERATURE
        own = torch.zeros_like(scores, dtype=torch.bool)
        own[torch.arange(len(anchors)), anchors] = True
        same = (label[anchors][:, None] == label[None]) & ~own
        has = same.any(1)
        whole = torch.logsumexp(scores.masked_fill(own, -1e4), 1)
        right = torch.logsumexp(scores.masked_fill(~same, -1e4), 1)
        loss = (whole - right)[has].mean() + STAY * ((w - eye) ** 2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return w.detach().numpy()
