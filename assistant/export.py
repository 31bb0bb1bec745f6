"""Answers and conversations out of the house: the JSON of the contract, Markdown, and Word with footnotes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.currency import notices_json
from assistant.domain import Answer, Citation, Claim, Role, Source
from assistant.errors import ExportError
from assistant.turns import Conversation, Summary, Turn, title_of

if TYPE_CHECKING:
    from assistant.compose import Quote
    from assistant.document import Block  # `ask` needs no pandoc
    from assistant.glossary import Term

CONVERSATION_VERSION = 1
"""Of the JSON of a conversation; it goes up when a field changes its meaning, not when one is added."""


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer as the JSON object of `ask --json` (README, "Commands and JSON")."""
    def cited(c: Citation) -> dict[str, Any]:
        return {"n": c.n, "source_id": c.source_id, "title": c.title, "page": c.page, "headings": list(c.headings), "quote": c.quote,
                "passage_id": c.passage_id, "as_of": c.as_of}

    def claimed(c: Claim) -> dict[str, Any]:
        return {"text": c.text, "citations": list(c.citations), "kind": c.kind.value, "verified": c.verified}

    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status.value,
        "answer": answer.answer,
        "claims": [claimed(c) for c in answer.claims],
        "citations": [cited(c) for c in answer.citations],
        "notices": notices_json(answer.notices),
        "coverage": {"read": answer.coverage.read, "of": answer.coverage.of},
        "mode": answer.mode,
        "timings_ms": dict(answer.timings_ms),
        "removed": answer.removed,
        "suggestions": list(answer.suggestions),
        "confidence": round(answer.confidence, 4),
        "role": answer.role.value if answer.role else None,
        "aside": {"about": answer.aside.about, "claims": [claimed(c) for c in answer.aside.claims], "citations": [cited(c) for c in answer.aside.citations]}
        if answer.aside else None,
        "intent": answer.intent,
        "note": answer.note,
        "verbatim": answer.verbatim,
        "terms": list(answer.terms),
        "usage": dict(answer.usage),
    }


def term_json(term: Term) -> dict[str, Any]:
    """A term of the glossary: what it stands for and is, where that stands, and what holds today."""
    def placed(quotes: Iterable[Quote]) -> list[dict[str, str]]:
        return [{"source_id": quote.source_id, "page": quote.page, "quote": quote.text} for quote in quotes]

    return {"term": term.short, "means": term.means, "spelt_out": bool(term.spelt), "plain": term.plain, "called": list(term.called), "passages": placed(term.passages),
            "now": {"says": term.now.text, "passages": placed(term.now.quotes)} if term.now else None}


def summary_json(about: Summary) -> dict[str, Any]:
    """What is known of a conversation without opening it; times are in UTC, `turns` is how many there are."""
    return {"id": about.id, "title": about.title, "role": about.role.value if about.role else None, "created": about.created.isoformat(),
            "updated": about.updated.isoformat(), "questions": about.turns}


def conversation_json(conversation: Conversation) -> dict[str, Any]:
    """A conversation as one JSON object; each turn's `answer` is that of `ask --json`, or null where there is none."""
    turns = [{"number": turn.number, "question": turn.question, "role": turn.role.value if turn.role else None, "asked": turn.asked.isoformat(),
              "answer": answer_json(turn.answer) if turn.answer else None, "problem": turn.problem} for turn in conversation.turns]
    return {"version": CONVERSATION_VERSION, **summary_json(conversation.about), "turns": turns}


def export_conversation(conversation: Conversation, path: Path, sources: Iterable[Source], *, style: str = "harvard", replace: bool = False,
                        now: datetime | None = None) -> Path:
    """Writes a conversation to a .md, .docx or .json file, or its bibliography to .bib, .ris or .txt, whole or not at all; returns the file's path.

    `style` is that of the references, harvard or oscola; `now` is the zone of the dates.

    Raises:
        ExportError: the ending is another, the file is there already and `replace` is False, or it cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() not in _WRITERS:
        raise ExportError(f"{path.name!r} does not end in one of {', '.join(_WRITERS)}; give the file one of these endings")
    if path.exists() and not replace:
        raise ExportError(f"{path} is there already; give another name, or delete it first")
    return write_whole(path, conversation_file(conversation, path.suffix.lower(), sources, style=style, now=now))


def conversation_file(conversation: Conversation, suffix: str, sources: Iterable[Source], *, style: str = "harvard", now: datetime | None = None) -> bytes:
    """A conversation as the content of a file of one of the endings; `style` and `now` as in export_conversation."""
    return _WRITERS[suffix](conversation, tuple(sources), style, now or datetime.now().astimezone())


def write_whole(path: Path, content: bytes) -> Path:
    """Writes a file whole or not at all; returns its path. Raises ExportError: it cannot be written."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise ExportError(f"{path} cannot be written ({error.strerror or error}); check that its folder is there, is yours and has space") from error
    return path


def export_answer(answer: Answer, path: Path, sources: Iterable[Source], *, role: Role | None = None, style: str = "harvard", replace: bool = False,
                  now: datetime | None = None) -> Path:
    """Writes one answer, as export_conversation does a conversation."""
    now = now or datetime.now().astimezone()
    return export_conversation(alone(answer, role, now), path, sources, style=style, replace=replace, now=now)


def alone(answer: Answer, role: Role | None, now: datetime) -> Conversation:
    """A conversation of one answer, given at `now`."""
    return Conversation(Summary("", title_of(answer.question), role, now, now, 1), (Turn(1, answer.question, role, now, answer),))


def conversation_markdown(conversation: Conversation, sources: Iterable[Source], style: str, now: datetime) -> str:
    """A conversation as Markdown with footnotes and references."""
    from assistant.markdown import markdown

    return markdown(_document(conversation, sources, style, now))


def _document(conversation: Conversation, sources: Iterable[Source], style: str, now: datetime) -> tuple[Block, ...]:
    from assistant.document import document
    from assistant.references import references_of

    known = tuple(sources)
    entries = {reference.entry: reference for reference in references_of(cited_in(conversation), known, style)}
    return document(conversation, known, sorted(entries.values(), key=lambda reference: reference.entry.lstrip("‘").casefold()), now)


def cited_in(conversation: Conversation) -> tuple[Citation, ...]:
    """Everything that a conversation cites, in its order."""
    answers = [turn.answer for turn in conversation.turns if turn.answer]
    return tuple(citation for answer in answers for citation in (*answer.citations, *(answer.aside.citations if answer.aside else ())))


def _as_bibliography(form: str, conversation: Conversation, sources: Iterable[Source], style: str, now: datetime) -> bytes:
    """The bibliography alone, in a format, "" for the style's own. RIS has the line ends that its readers want."""
    from assistant.bibliography import bibliography

    text = bibliography(cited_in(conversation), sources, form or style)
    if not text:
        raise ExportError("nothing is cited in this conversation, so it has no bibliography; ask a question first")
    return (text.replace("\n", "\r\n" if form == "ris" else "\n") + ("\r\n" if form == "ris" else "\n")).encode(errors="replace")


def _as_json(conversation: Conversation, _sources: Iterable[Source], _style: str, _now: datetime) -> bytes:
    return (json.dumps(conversation_json(conversation), ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


def _as_markdown(conversation: Conversation, sources: Iterable[Source], style: str, now: datetime) -> bytes:
    return conversation_markdown(conversation, sources, style, now).encode()


def _as_word(conversation: Conversation, sources: Iterable[Source], style: str, now: datetime) -> bytes:
    from assistant.word import word

    return word(_document(conversation, sources, style, now), conversation.about.title)


_WRITERS: dict[str, Callable[..., bytes]] = {".md": _as_markdown, ".docx": _as_word, ".json": _as_json,
                                            ".bib": partial(_as_bibliography, "bibtex"), ".ris": partial(_as_bibliography, "ris"), ".txt": partial(_as_bibliography, "")}
