"""How quick the web app is here: a rerun that asks nothing, and ten visitors who ask at the same moment against one.

Run by hand, over the index of the settings: `python tests/bench_page.py`. Visitors are web sockets that speak as the browser does; a time is
from what a visitor sends to the end of the run on the server, so a browser's own drawing is not in it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory

from browser import ROOT, served
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from assistant.settings import load_settings

VISITORS, RERUNS, TURNS = 10, 20, 3
QUESTIONS = ("What weighting for social value was common in tenders?", "How many CCGs replied?", "Which public bodies does the Act apply to?")


class Visitor:
    """One browser session with one conversation."""

    def __init__(self, address: str) -> None:
        self._socket: ClientConnection = connect(address.replace("http", "ws") + "/_stcore/stream", subprotocols=["streamlit"], max_size=None, open_timeout=60,
                                                ping_interval=None)
        self._box, self._hash = "", ""
        self.run()

    def run(self, *states: WidgetState) -> float:
        """One run of the page with these widgets touched; its seconds."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self._hash
        message.rerun_script.widget_states.widgets.extend(states)
        began = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            said = ForwardMsg()
            said.ParseFromString(self._socket.recv(timeout=300))
            kind = said.WhichOneof("type")
            if kind == "new_session":
                self._hash = said.new_session.page_script_hash
            elif kind == "delta" and said.delta.new_element.WhichOneof("type") == "chat_input":
                self._box = said.delta.new_element.chat_input.id
            elif kind == "script_finished":
                return time.perf_counter() - began

    def ask(self, question: str) -> float:
        """Asks a question; its seconds."""
        state = WidgetState(id=self._box)
        state.chat_input_value.data = question
        return self.run(state)

    def close(self) -> None:
        """Leaves."""
        self._socket.close()


def asked(visitor: Visitor, questions: Sequence[str]) -> list[float]:
    """Asks one after the other; the seconds of each."""
    return [visitor.ask(question) for question in questions]


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        copytree(load_settings().index_dir, folder / "index")
        with served(ROOT / "ui" / "app.py", folder, seconds=300) as address:
            began = time.perf_counter()
            one = Visitor(address)
            cold = time.perf_counter() - began
            one.ask(QUESTIONS[0])  # loads the models
            began = time.perf_counter()
            Visitor(address).close()
            first = time.perf_counter() - began
            reruns = [one.run() for _ in range(RERUNS)]
            alone = asked(one, QUESTIONS * TURNS)
            longer = [one.run() for _ in range(RERUNS)]
            visitors = [Visitor(address) for _ in range(VISITORS)]
            with ThreadPoolExecutor(VISITORS) as pool:
                together = [s for times in pool.map(asked, visitors, [QUESTIONS * TURNS] * VISITORS) for s in times]
            for visitor in (one, *visitors):
                visitor.close()
    sys.stdout.write(
        f"first page: {cold:.2f} s while the process opens the documents, {first:.2f} s once it has\n"
        f"a rerun that asks nothing: median {median(reruns) * 1000:.0f} ms after 1 turn, {median(longer) * 1000:.0f} ms after {1 + 3 * TURNS}\n"
        f"a question: median {median(alone):.2f} s for one visitor alone, {median(together):.2f} s for each of {VISITORS} at once: "
        f"{median(together) / median(alone):.1f} times as long\n"
    )


if __name__ == "__main__":
    main()
