"""A small server on 127.0.0.1 that speaks as OpenAI's does, and misbehaves as a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class ChatServer:
    """Answers with `words` as a stream. `statuses` are given first, one a request; `pause` is waited before each word; `cut` ends
    the connection in the middle of the stream; `raw` is sent in place of it all. `asked` keeps every request's path and body; `headers` its
    headers, names in lower case."""

    words: Sequence[str] = ("Hello ", "there.")
    statuses: list[int] = field(default_factory=list)
    pause: float = 0.0
    cut: bool = False
    raw: bytes = b""
    models: Sequence[str] = ("tiny",)
    asked: list[tuple[str, dict]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(server: ChatServer) -> Iterator[ChatServer]:
    """The server while the block runs; its address is `server.url`."""
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            server.asked.append((self.path, {}))
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            self._json(server.statuses.pop(0) if server.statuses else 200, {"object": "list", "data": [{"id": name} for name in server.models]})

        def do_POST(self) -> None:
            server.asked.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            if server.statuses and (status := server.statuses.pop(0)) != 200:
                self._json(status, {"error": {"message": "no", "type": "x", "code": "x"}})
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                self.wfile.write(server.raw)
                for word in () if server.raw else server.words:
                    time.sleep(server.pause)
                    self._event({"delta": {"role": "assistant", "content": word}, "index": 0, "finish_reason": None})
                if server.cut:
                    self.wfile.write(b'data: {"id": "half a')
                elif not server.raw:
                    self._event({"delta": {}, "index": 0, "finish_reason": "stop"})
                    self.wfile.write(b"data: [DONE]\n\n")
            except OSError:
                pass  # the client left
            self.close_connection = True

        def _event(self, choice: dict) -> None:
            self.wfile.write(f'data: {json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "tiny", "choices": [choice]})}\n\n'.encode())
            self.wfile.flush()

        def _json(self, status: int, body: dict) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    server.url = f"http://127.0.0.1:{made.server_address[1]}/v1"
    threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        made.shutdown()
        made.server_close()
