"""Vectors in and nearest ids out: the same behaviours embedded, on a real Chroma server, and in the tests' own fake."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from builders import MemoryStore
from read_only import read_only

from assistant.errors import IndexUnavailable
from assistant.store import VectorStore

pytestmark = pytest.mark.enable_socket  # only 127.0.0.1 is reached

CHROMA = Path(sys.executable).parent / "chroma"


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a Chroma server of these tests' own, ended with the block."""
    port = free_port()
    command = [str(CHROMA), "run", "--path", str(folder / "data"), "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            wait_for(port, process, folder / "log.txt")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("server")) as url:
        yield url


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen, log: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"no server after {seconds} s: {log.read_text()}")


@pytest.fixture(params=["embedded", "server", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> VectorStore | MemoryStore:
    if request.param == "memory":
        return MemoryStore()
    if request.param == "embedded":
        return VectorStore(tmp_path / "chroma")
    made = VectorStore(tmp_path, request.getfixturevalue("server"))
    made.clear()
    return made


def unit(*numbers: float) -> np.ndarray:
    vector = np.array(numbers, dtype=np.float32)
    return vector / np.linalg.norm(vector)


EAST, NORTH, NORTH_EAST = unit(1, 0, 0), unit(0, 1, 0), unit(1, 1, 0)


def filled(store: VectorStore | MemoryStore) -> VectorStore | MemoryStore:
    store.add(["east", "north", "north-east"], np.stack([EAST, NORTH, NORTH_EAST]))
    return store


# --- the same for all ------------------------------------------------------------------------------------


def test_an_empty_store_finds_nothing(store):
    assert store.count() == 0
    assert store.search(EAST, 5) == []


def test_the_nearest_come_first_with_their_cosine(store):
    found = filled(store).search(EAST, 5)
    assert [name for name, _ in found] == ["east", "north-east", "north"]
    assert [score for _, score in found] == pytest.approx([1.0, 2 ** -0.5, 0.0], abs=1e-5)


def test_no_more_than_k_are_found(store):
    assert [name for name, _ in filled(store).search(EAST, 2)] == ["east", "north-east"]


def test_ties_go_by_id(store):
    store.add(["c", "a", "b"], np.stack([EAST, EAST, EAST]))
    assert [name for name, _ in store.search(EAST, 3)] == ["a", "b", "c"]


def test_adding_an_id_again_puts_its_vector_in_place_of_the_old(store):
    filled(store).add(["east"], np.stack([NORTH]))
    assert store.count() == 3
    assert [name for name, _ in store.search(NORTH, 2)] == ["east", "north"]


def test_a_deleted_id_is_found_no_more(store):
    filled(store).delete(["east", "never-was"])
    assert store.count() == 2
    assert [name for name, _ in store.search(EAST, 5)] == ["north-east", "north"]


def test_deleting_or_adding_nothing_changes_nothing(store):
    filled(store).delete([])
    store.add([], np.zeros((0, 3), dtype=np.float32))
    assert store.count() == 3


def test_clearing_takes_everything_out(store):
    filled(store).clear()
    assert store.count() == 0
    assert store.search(EAST, 5) == []


def test_a_cleared_store_takes_vectors_of_another_dimension(store):
    filled(store).clear()
    store.add(["wide"], np.stack([unit(1, 0, 0, 0, 1)]))
    assert [name for name, _ in store.search(unit(1, 0, 0, 0, 0), 5)] == ["wide"]


def test_more_than_a_batch_goes_in_and_out(store):
    many = np.random.default_rng(7).normal(size=(5600, 3)).astype(np.float32)
    names = [f"p{n:04}" for n in range(len(many))]
    store.add(names, many / np.linalg.norm(many, axis=1, keepdims=True))
    assert store.count() == 5600
    store.delete(names[:2800])
    assert store.count() == 2800
    store.clear()
    assert store.count() == 0


# --- the real ones ---------------------------------------------------------------------------------------


def test_the_embedded_store_keeps_its_vectors(tmp_path: Path):
    filled(VectorStore(tmp_path / "chroma"))
    assert VectorStore(tmp_path / "chroma").count() == 3


def test_the_server_keeps_its_vectors_for_the_next_client(server: str, tmp_path: Path):
    first = VectorStore(tmp_path, server)
    first.clear()
    filled(first)
    assert [name for name, _ in VectorStore(tmp_path, server).search(EAST, 1)] == ["east"]
    first.clear()


@pytest.mark.parametrize("kind", ["embedded", "server"])
def test_a_store_that_another_client_cleared_goes_on(kind: str, request: pytest.FixtureRequest, tmp_path: Path):
    url = request.getfixturevalue("server") if kind == "server" else None
    ours, theirs = VectorStore(tmp_path, url), VectorStore(tmp_path, url)
    ours.clear()
    filled(ours)
    theirs.clear()
    assert ours.search(EAST, 5) == []
    theirs.add(["wide"], np.stack([unit(1, 0, 0, 0, 1)]))
    assert [name for name, _ in ours.search(unit(1, 0, 0, 0, 0), 5)] == ["wide"]


def test_a_server_that_went_away_is_told_with_its_remedy(tmp_path: Path):
    with running(tmp_path) as url:
        store = filled(VectorStore(tmp_path, url))
    with pytest.raises(IndexUnavailable, match="failed to query .*check that it runs"):
        store.search(EAST, 1)


def test_a_store_that_is_only_made_touches_nothing(tmp_path: Path):
    VectorStore(tmp_path / "chroma")
    VectorStore(tmp_path, "http://127.0.0.1:9")
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_down_is_told_with_its_address_and_remedy(tmp_path: Path):
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(IndexUnavailable) as caught:
        VectorStore(tmp_path, url).count()
    assert url in str(caught.value)
    assert "start it with `chroma run`, or unset SOCIAL_VALUE_CHROMA_URL" in str(caught.value)


def test_a_folder_that_cannot_hold_a_store_is_told_with_its_remedy(tmp_path: Path):
    (tmp_path / "chroma").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="run `social-value ingest`"):
        VectorStore(tmp_path / "chroma").count()


def test_a_vector_that_does_not_fit_is_an_expected_error(tmp_path: Path):
    with pytest.raises(IndexUnavailable, match="failed to upsert"):
        filled(VectorStore(tmp_path / "chroma")).add(["wide"], np.stack([unit(1, 0, 0, 0, 1)]))


def test_many_sessions_may_open_a_store_at_the_same_moment(tmp_path: Path):
    for attempt in range(8):
        folder = tmp_path / str(attempt)
        VectorStore(folder).add(["a", "b"], np.stack([unit(1, 0), unit(0, 1)]))
        fresh = VectorStore(folder, expects=lambda: ["a"])
        fresh.close()  # as in a new process: nothing of the store is open
        with ThreadPoolExecutor(8) as pool:
            assert [found[0][0] for found in pool.map(lambda _: fresh.search(unit(1, 0), 1), range(8))] == ["a"] * 8


def test_a_store_in_a_folder_that_may_only_be_read_is_searched_and_stays_as_it_is(tmp_path: Path):
    store = VectorStore(tmp_path / "chroma")
    store.add(["a", "b"], np.eye(2, dtype=np.float32))
    store.close()
    with read_only(tmp_path):
        before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*"))
        read = VectorStore(tmp_path / "chroma", expects=lambda: ["a", "b"])
        assert [name for name, _ in read.search(np.array([1, 0], dtype=np.float32), 2)] == ["a", "b"]
        read.close()
        assert sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")) == before
