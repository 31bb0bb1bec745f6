"""What the tests of kept conversations are built from: answers with everything in them, a store, an assistant that needs no models."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.conversation import Conversations, default_url
from assistant.domain import (
    Answer,
    Authority,
    Citation,
    Claim,
    ClaimKind,
    Coverage,
    Kind,
    Notice,
    Role,
    Source,
    Status,
)
from assistant.errors import BadQuestion, IndexMissing

PAGE = "Before the quote.\n\nA weighting of 2% was commonly cited by CCGs. It was said twice.\n\nAfter the quote, on the same page."
QUOTE = "A weighting of 2% was commonly cited by CCGs."
REPORT = Source("healthy-commissioning", "Healthy Commissioning: How it is used", "Social Enterprise UK and National Voices", "2017", Kind.REPORT,
                Authority.PRIMARY, "https://www.socialenterprise.org.uk", "", "2017")
GUIDE = Source("knowhow", "Social value in commissioning and procurement", "Knowhow Nonprofit", "2017-09-11", Kind.GUIDE, Authority.GUIDANCE, as_of="2017-09-11")
BRIEFING = Source("law-as-it-stands", "The law as it stands: our briefing", "Social Value Assistant", "2026-11-21", Kind.BRIEFING, Authority.GUIDANCE,
                  as_of="2026-11-21")
SOURCES = (REPORT, GUIDE, BRIEFING)
ODD = {
    "emoji": "Which weighting 👋🏽 👩‍👩‍👧?", "right to left": "ما هي القيمة الاجتماعية؟", "turned": "safe \u202egnp.exe", "nul": "weight\x00ing?",
    "controls": "a\x1b[31mred\x1b[0m\x07?", "half a character": "half \ud83d?", "percent and underscore": "100% of a_b \\ c",
    "quotes": "Robert'); DROP TABLE social_value_turns;--", "long": "word " * 400, "lines": "one\r\ntwo\n\nthree", "noncharacter": "a\ufffeb\uffff",
}
"""Questions with odd text, by what is odd."""


def answer(question: str = "Which weighting?", **fields: object) -> Answer:
    """An answer with a value in every field."""
    citations = (Citation(1, REPORT.id, REPORT.title, "20", ("Findings", "3. Weighting"), QUOTE, "p1", PAGE, "2017"),
                 Citation(2, GUIDE.id, GUIDE.title, "1", (), "Agencies must consider social value.", "p2", "Agencies must consider social value.", "2017-09-11"),
                 Citation(3, REPORT.id, REPORT.title, "20", ("Findings",), "It was said twice.", "p1", PAGE, "2017"))
    return Answer(**{
        "question": question, "standalone_question": question, "status": Status.ANSWERED,
        "answer": f"{QUOTE} [1][3]\n\n- Agencies must consider social value. [2]",
        "claims": (Claim(QUOTE, (1, 3), ClaimKind.EVIDENCE, True), Claim("Agencies must consider social value.", (2,), ClaimKind.DUTY, True, "-")),
        "citations": citations,
        "notices": (Notice("ccg-abolition", "CCGs were abolished.", "2026-11-21", "Health and Care Act 2022", "More of it.", "high", "2022-07-01"),),
        "coverage": Coverage(8, 255), "mode": "extractive", "timings_ms": {"retrieve": 7.123456789, "total": 30}, "removed": 2,
        "suggestions": ("And above 5%?",), "confidence": 0.97, "intent": "ask", "note": "Said shorter.", "usage": {"tokens_in": 9}, **fields})


def store(folder: Path, **options: object) -> Conversations:
    """A store in a file of a folder."""
    return Conversations(default_url(folder), **options)


class Clock:
    """A clock that goes on by a second each time it is read."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class FakeAssistant:
    """Answers everything, and remembers how it was asked. "stop", "bad", "lost" and "bug" in a question go wrong in their ways."""

    sources = SOURCES

    def __init__(self, during: Callable[[], None] = lambda: None) -> None:
        self.asked: list[tuple[str, Role | None, tuple[str, ...], frozenset[str]]] = []
        self._during = during

    def ask(self, question: str, role: Role | None = None, history: Sequence[str] = (), told: Collection[str] = ()) -> Answer:
        self.asked.append((question, role, tuple(history), frozenset(told)))
        self._during()
        if "stop" in question:
            raise KeyboardInterrupt
        if "bad" in question:
            raise BadQuestion("the question is too long; shorten it")
        if "lost" in question:
            raise IndexMissing("nothing has been ingested yet; run `social-value ingest`")
        if "bug" in question:
            raise KeyError("a secret detail")
        alone = f"{question} (after: {history[-1]})" if history else question
        return answer(question, standalone_question=alone, notices=() if told else answer().notices)
