"""An identity provider of our own making on 127.0.0.1: OpenID Connect as far as a browser and Streamlit need it. It lets in whoever `user` is."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlparse

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "social-value"


class Provider:
    """`user` are the claims of whoever is before the browser; `address` is its issuer."""

    def __init__(self) -> None:
        self.user: dict[str, Any] = {}
        self.address = ""
        self.key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"}, private=True)
        self._given: dict[str, dict[str, Any]] = {}

    def reply(self, path: str, asked: dict[str, str]) -> tuple[int, dict[str, Any] | str]:
        """Status and what is sent: an object as JSON, or the address to go to."""
        if path == "/.well-known/openid-configuration":
            return 200, {"issuer": self.address, "authorization_endpoint": f"{self.address}/authorize", "token_endpoint": f"{self.address}/token",
                         "jwks_uri": f"{self.address}/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                         "id_token_signing_alg_values_supported": ["RS256"]}
        if path == "/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        if path == "/authorize":
            code = f"code{len(self._given)}"
            self._given[code] = {**self.user, "nonce": asked.get("nonce")}
            return 302, f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 600, **self._given.pop(asked["code"])}
        return 200, {"access_token": "opaque", "token_type": "Bearer", "expires_in": 600, "id_token": jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key)}


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that runs, on a port of its own."""
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self, asked: str) -> None:
            status, what = made.reply(urlparse(self.path).path, {name: values[0] for name, values in parse_qs(asked).items()})
            self.send_response(status)
            if isinstance(what, str):
                self.send_header("Location", what)
                self.end_headers()
                return
            body = json.dumps(what).encode()
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self._answer(urlparse(self.path).query)

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
