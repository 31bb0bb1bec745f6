"""Passages -> vectors in the store; and what the store lost, made again from the record without the documents."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.domain import Passage
from assistant.errors import IndexDamaged, IndexUnavailable
from assistant.library import Library
from assistant.models import Embedder
from assistant.store import VectorStore
from ingest.aside import set_aside

Progress = Callable[[str, int, int], None]
"""Called as (what is being done, how much is done, how much there is)."""
BATCH = 256
"""How many passages, or some more, are embedded and then committed together."""
_STEP = 64
"""How many passages are embedded between two words of progress; a few seconds' work."""
_READ_ALL = "import sys, pathlib, assistant.store as s; s.VectorStore(pathlib.Path(sys.argv[1])).whole()"


def embedding_text(passage: Passage) -> str:
    """What is embedded for a passage: its two innermost headings, then its text."""
    return "\n".join((" > ".join(passage.headings[-2:]), passage.text))


def embed(passages: Sequence[Passage], model: Embedder, title: str, progress: Progress) -> np.ndarray:
    """A row for each passage, in the order given."""
    vectors = np.zeros((len(passages), model.dimension), dtype=np.float32)
    # Texts of like length are embedded together: less padding, so less work.
    order = sorted(range(len(passages)), key=lambda i: -len(passages[i].text))
    for begin in range(0, len(order), _STEP):
        part = order[begin:begin + _STEP]
        vectors[part] = model.embed([embedding_text(passages[i]) for i in part])
        progress(title, min(begin + _STEP, len(order)), len(order))
    return vectors


def restore(passages: Sequence[Passage], store: VectorStore, embedder: Callable[[], Embedder], progress: Progress) -> None:
    """Puts the vectors of passages of the record in, batch by batch, so that a run that is cut off loses little."""
    for begin in range(0, len(passages), BATCH):
        part = passages[begin:begin + BATCH]
        store.add([p.id for p in part], embed(part, embedder(), "making lost vectors again", lambda *_: None))
        progress("making lost vectors again", begin + len(part), len(passages))


def mend(library: Library, store: VectorStore, *, thoroughly: bool) -> tuple[list[Passage], str]:
    """Makes the store one that can be written. Returns the passages of the record whose vectors are not whole in it, and what was done.

    A store that is damaged or not ours is set aside; one on a server is not ours to clear. What is in it and not in
    the record is a leftover of a run that was cut off, and goes. `thoroughly` looks from a process of its own first,
    since damaged vectors can end the process that reads them.
    """
    wanted = library.ids()
    said = ""
    try:
        if thoroughly and (wrong := crash(store)):
            raise IndexDamaged(wrong)
        held = store.whole()
        if held and wanted and store.folder and not any(held.get(name) for name in wanted):
            raise IndexDamaged("it holds nothing of this index")
    except IndexDamaged:
        if store.folder is None:
            raise
        store.close()
        place = set_aside(store.folder, store.count)
        held, said = {}, f"the vectors were damaged; they were made again from the record; what was there is kept as {place}"
    if store.folder and (left := sorted(held.keys() - set(wanted))):
        store.delete(left)
    lost = {name for name in wanted if not held.get(name)}
    if lost and not said:
        said = f"{len(lost)} passages had no whole vector; their vectors were made again from the record"
    return [p for p in library.all_passages() if p.id in lost] if lost else [], said


def crash(store: VectorStore) -> str:
    """What goes wrong when a process of its own reads the whole store; "" when it goes well or the store is not on this machine.

    Raises IndexUnavailable: the store is whole for all that is known, but cannot be used now.
    """
    if store.folder is None or not store.folder.is_dir():
        return ""
    done = subprocess.run([sys.executable, "-c", _READ_ALL, str(store.folder.resolve())], capture_output=True, text=True, errors="replace",
                          cwd=Path(__file__).resolve().parent.parent)
    if done.returncode > 0:
        kind, _, said = (done.stderr.strip() or "it cannot be read").splitlines()[-1].partition(": ")
        if kind.endswith(f".{IndexUnavailable.__name__}"):
            raise IndexUnavailable(said)
        return f"{kind}: {said}" if said else kind
    return f"reading it ends the process with signal {-done.returncode}" if done.returncode else ""
