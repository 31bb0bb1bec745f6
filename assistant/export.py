"""Answers out of the house: the JSON of the contract."""

from __future__ import annotations

from typing import Any

from assistant.domain import Answer


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer as the JSON object of `ask --json` (README, "Commands and JSON")."""
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status.value,
        "answer": answer.answer,
        "claims": [{"text": c.text, "citations": list(c.citations), "kind": c.kind.value, "verified": c.verified} for c in answer.claims],
        "citations": [
            {"n": c.n, "source_id": c.source_id, "title": c.title, "page": c.page, "headings": list(c.headings), "quote": c.quote,
             "passage_id": c.passage_id, "as_of": c.as_of}
            for c in answer.citations
        ],
        "notices": [
            {"topic": n.topic, "text": n.text, "as_of": n.as_of, "source": n.source, "more": n.more, "severity": n.severity, "since": n.since}
            for n in answer.notices
        ],
        "coverage": {"read": answer.coverage.read, "of": answer.coverage.of},
        "mode": answer.mode,
        "timings_ms": dict(answer.timings_ms),
        "removed": answer.removed,
        "suggestions": list(answer.suggestions),
        "confidence": round(answer.confidence, 4),
    }
