"""The paragraphs of a tender: a question that a reader has run on behind the last begins one of its own; the letter around a pasted question is none of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.domain import Page
from assistant.tender.terms import Paragraphs

CODE = re.compile(r"^\s*(?:Q(?:uestion)? ?\d{1,2}(?:\.\d+)*|SV ?\d{1,2}(?:\.\d+)*|(?!PPN|ISO|BS|FY|CO\d|[AM]\d)[A-Z]{1,3}\d{1,2}(?:\.\d+)*)(?=[\s.:)(])")
"""A code that a buyer gives a question: SV3, Q2, Question 4, EV1.2."""
NUMBERED = re.compile(r"^(?:(?:Section|Part|Question|Q)\s*)?(\d+(?:\.\d+)*)[.:)]?\s+(?=[A-Z])")
TAG = re.compile(r"[(\[][^()\[\]]*(?:\d ?%|\d per cent|\d[ -](?:words|characters)|\b(?:sides?|pages?)\b|weight|\d marks)[^()\[\]]*[)\]]", re.I)
"""Weighting or limit in brackets, as it stands behind a question."""
_LAST = re.compile(r"^\s*(Q(?:uestion)? ?|SV ?|[A-Z]{1,3})?(\d{1,2}(?:\.\d+)*)(?=[\s.:)(])")
_REFERS = re.compile(r"\b(?:questions?|sections?|parts?|paragraphs?|schedules?|appendix|annex|lots?|see|and|or|to|of|in|at|for|from|with|under|criterion|criteria|table|version|level|step|stage)\s*$|[,&–-]\s*$", re.I)
"""Words before a number that name another place, and begin none."""
_GREETS = re.compile(r"^\W*(?:hi|hello|hey|dear|hiya|good (?:morning|afternoon|evening)|morning|afternoon|fyi|fao|from:|to:|sent:|subject:|cc:|date:|re:|fwd?:|thanks|thank you|many thanks|please (?:see|find)|see (?:the |below)|as (?:discussed|promised|mentioned)|i(?:['’]ve| have| am|['’]m)\b|we(?:['’]ve| have) (?:been|had|got|received)|here(?:['’]s| is| are)|hope (?:you|this)|can (?:you|anyone|someone) (?:have a look|look|help)|could (?:you|anyone|someone) (?:have a look|look|help)|below is|(?:just )?forwarding|passing)\b", re.I)
_SIGNS_OFF = re.compile(r"^\W*(?:thanks|thank you|many thanks|cheers|best(?: wishes| regards)?|kind regards|regards|warm regards|all the best|yours (?:sincerely|faithfully|truly)|sent from my)\b", re.I)
_LONGEST_NAME = 6
"""Words of a line under a sign-off, or of a name alone."""


def paragraphs_of(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """(text, page) of each paragraph; a line that begins with a question's code begins one, and so does the next number of a series in the midst of a line."""
    last = ""
    for page in pages:
        for block in re.split(r"\n\s*\n", page.text):
            for text in _by_question(block):
                for part in _run_on(text, last):
                    last = _number(part) or last
                    yield part, page.label


def without_letter(paragraphs: Paragraphs, asks: Callable[[str], bool]) -> Paragraphs:
    """A pasted question without the greeting over it and the sign-off under it; as it is where nothing else is left."""
    lines = [(line, page) for text, page in paragraphs for line in [*text.split("\n"), ""]]
    start = 0
    while start < len(lines) and (not lines[start][0].strip() or _GREETS.match(lines[start][0]) and not _begins(lines[start][0]) or _is_name(lines[start][0], lines[start + 1:])):
        start += 1
    if start and (begun := next((n for n in range(start, len(lines)) if _begins(lines[n][0])), None)) is not None:
        start = begun  # what a colleague writes stands over the question's own number
    ends = [n for n in range(start + 1, len(lines)) if _SIGNS_OFF.match(lines[n][0]) and not lines[n][0].rstrip().endswith("?")]
    end = next((n for n in ends if all(len(line.split()) <= 2 * _LONGEST_NAME for line, _ in lines[n:])), len(lines))
    kept = lines[start:end]
    if not any(asks(line) for line, _ in kept):
        return paragraphs
    made: Paragraphs = []
    for line, page in kept:
        if line and made and made[-1][0]:
            made[-1] = (f"{made[-1][0]}\n{line}", made[-1][1])
        else:
            made.append((line, page))
    return [(text, page) for text, page in made if text.strip()]


def _begins(line: str) -> bool:
    """Whether a line is the question in spite of how it begins: it has a code, a number or a weighting."""
    return bool(CODE.match(line) or NUMBERED.match(line) or TAG.search(line))


def _is_name(line: str, rest: Sequence[tuple[str, str]]) -> bool:
    """Whether a line is "Team," or "Jo," alone over the letter."""
    return bool(re.fullmatch(r"\s*[A-Z][\w’'-]*(?: [\w’'-]+){0,2},\s*", line)) and any(_GREETS.match(other) for other, _ in rest[:3])


def _by_question(block: str) -> Iterator[str]:
    lines: list[str] = []
    for line in block.strip().split("\n"):
        if lines and (CODE.match(line) or NUMBERED.match(line) and TAG.search(line)):
            yield "\n".join(lines)
            lines = []
        lines.append(line)
    if any(line.strip() for line in lines):
        yield "\n".join(lines)


def _number(text: str) -> str:
    """The code or number that a paragraph begins with, "" for none."""
    found = _LAST.match(text)
    return f"{(found[1] or '').replace('uestion', '').strip()}{found[2]}" if found and (found[1] or "." in found[2]) else ""


def _run_on(text: str, last: str) -> list[str]:
    """A paragraph parted where the question after the last begins in the midst of it ("... ends 6.2 Net zero (300 words)")."""
    parts = [text]
    while following := _next(_number(parts[-1]) or last):
        found = next((match for match in re.finditer(rf"(?<=\S)\s+(?={following}[.:)]?\s+[A-Z])", parts[-1]) if not _REFERS.search(parts[-1][:match.start()])), None)
        if found is None:
            break
        parts[-1:] = [parts[-1][:found.start()], parts[-1][found.end():]]
        last = _number(parts[-1])
    return parts


def _next(number: str) -> str:
    """The pattern of the number that follows on; "" for none."""
    found = re.fullmatch(r"([A-Z]*)((?:\d+\.)*)(\d+)", number)
    return rf"{'Q(?:uestion)? ?' if found[1] == 'Q' else f'{found[1]} ?' if found[1] else ''}{re.escape(found[2])}{int(found[3]) + 1}" if found else ""
