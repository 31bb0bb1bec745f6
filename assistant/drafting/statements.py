"""A user's document as statements: each sentence, list item and table row with its page, its headings and what opens its list. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.domain import Passage
from assistant.text import fold, sentence_spans

SENTENCE, ITEM, ROW = "sentence", "item", "row"
_MARKER = re.compile(r"(?:[•●▪■□◦○‣⁃∙·►▶➢➤✓✔»*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|[A-Z]?\d{1,2}(?:\.\d{1,2})*\.?(?=\s+[A-Z‘“\"']))\s+")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}\s*$|^(?=.{4,70}$)[^.!?:]*\s{1,3}\d{1,3}$")
_CONTENTS = re.compile(r"\b(?:table of )?contents\b\W*$", re.I)
_ENDED = re.compile(r"[.!?:;,][\"'”’)\]]*$")
_LABEL = re.compile(r"((?:[\w’'/&-]+ ){0,3}[\w’'/&-]+):\s+\S")
"""What names a line of a list: "Meaning: ..."."""
_QUOTED = re.compile(r"[“\"]([^“”\"]{25,})[”\"]")
_ELSEWHERE = re.compile(r"\b(?:what |the )?(?:other|some|many|most|neighbouring) (?:local |public |active )?(?:authorit|council|CCG|trust|board|buyer|bod(?:y|ies)|commissioner|universit|organi[sz]ation)\w*", re.I)
_ASIDE = re.compile(r"heading: [^|]*\b(?:Note \d+|glossary|abbreviations|acronyms|references|bibliography|further reading|evidence (?:table|base)|sources|words we use|terms we use|annex \w+: evidence|what has changed)\b", re.I)
_LONGEST_HEADING, _LONGEST_OPENING = 9, 4


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a document says. `text` is word for word on `page`; `read` is the same folded, with what stands over on the next page.

    `context` is "heading: ... | lead: ... | header: ..." as far as there is one of each: the headings without the document's title, the line
    or question that opens its list, the first row of its table. `around` is its whole paragraph or list. Statements with the same `group`
    stand in one list, table or paragraph. `quoted`: most of it stands in quotation marks.
    """

    page: str
    text: str
    read: str
    kind: str = SENTENCE
    context: str = ""
    around: str = ""
    group: int = 0
    quoted: bool = False


def aside(statement: Statement) -> bool:
    """Whether a statement stands in a footnote, a glossary or a list of sources, where a policy tells of what is not its own."""
    return _ASIDE.search(statement.context) is not None


def statements(passages: Sequence[Passage], title: str) -> tuple[Statement, ...]:
    """What a document says, in order; without its contents list, its headings, and what it tells of others."""
    blocks = _joined(list(_blocks(passages, title)))
    found = [statement for group, (_, run) in enumerate(groupby(blocks, key=lambda block: block.place)) for statement in _of_run(list(run), group)]
    return tuple(s for s in found if not _ELSEWHERE.search(s.context) and not _ELSEWHERE.match(s.read))


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, item or row. `text` has no marker; `more` is what follows on the next page."""

    page: str
    text: str
    kind: str
    headings: tuple[str, ...]
    place: tuple[str, ...]
    lead: str = ""
    header: str = ""
    more: str = ""


def _blocks(passages: Sequence[Passage], title: str) -> Iterator[_Block]:
    """The blocks under their headings, those of a document that marks none told by their form."""
    marked = any(len(p.headings) > 1 or p.headings and p.headings[0] != title for p in passages)
    inferred, contents, lead, header = "", False, "", ""
    before: tuple[str, ...] = ()
    for passage in passages:
        path = tuple(h for h in passage.headings if fold(h) != fold(title))
        if path != before:
            before, inferred, lead, header = path, "", "", ""
        for line in filter(str.strip, passage.text.split("\n")):
            text = _MARKER.sub("", line.strip(), count=1) if _MARKER.match(line.strip()) else line.strip()
            kind = ROW if "  " in text else ITEM if text != line.strip() else SENTENCE
            if _CONTENTS.fullmatch(text) or _CONTENTS.search(" ".join(path[-1:])):
                contents = True
                continue
            if contents and (_LEADER.search(line) or any(_CONTENTS.search(h) for h in path)):
                continue
            if _is_heading(text, kind, line, marked):
                inferred, contents, lead, header = text, False, "", ""
                continue
            contents = False
            header = (header or text) if kind == ROW else ""
            if kind == SENTENCE:
                lead = ""
            headings = (*path, inferred) if inferred else path
            yield _Block(passage.page, text, kind, headings, (*headings, lead or header or passage.id), lead, header)
            if text.endswith(":"):
                lead = text


def _is_heading(text: str, kind: str, line: str, marked: bool) -> bool:
    """Whether a line of a document that marks no headings reads like one: short, not ended, and no bullet."""
    if kind == ROW or _ENDED.search(text) or len(text.split()) > _LONGEST_HEADING:
        return False
    if text.isupper() and len(text) > 3:
        return True
    return not marked and (kind == SENTENCE or bool(re.match(r"\W?\d", line.strip()))) and text[:1].isupper() and not re.search(r"\d{4}$|@", text)


def _joined(blocks: list[_Block]) -> list[_Block]:
    """The blocks with sentences that run over a page's end whole: the rest is read with the first half, which is what is quoted."""
    for at, (one, other) in enumerate(zip(blocks, blocks[1:], strict=False)):
        if one.page != other.page and one.kind != ROW and other.kind != ROW and not _ENDED.search(one.text) and other.text[:1].islower():
            blocks[at] = replace(one, more=other.text)
    return blocks


def _of_run(run: Sequence[_Block], group: int) -> Iterator[Statement]:
    around = fold(" ".join(f"{block.text} {block.more}".replace("  ", " | ") for block in run))
    for block in run:
        opening = ""
        for number, (start, end) in enumerate(sentence_spans(block.text) if block.kind != ROW else [(0, len(block.text))]):
            text = block.text[start:end]
            if number == 0 and len(block.text) > end and (text.endswith("?") or len(text.split()) <= _LONGEST_OPENING):
                opening = text
            cells = block.text.split("  ") if block.kind == ROW else []
            label = _LABEL.match(text)
            lead = " ".join(filter(None, (block.lead, opening, label[1] if label else "", cells[0] if len(cells) == 2 else "")))
            context = " | ".join(f"{name}: {fold(words)}" for name, words in
                                 (("heading", " > ".join(block.headings)), ("lead", lead), ("header", block.header.replace("  ", "; "))) if words)
            last = end == len(block.text) and block.more
            read = fold(f"{text} {block.more}" if last else text.replace("  ", " | ") if block.kind == ROW else text)
            if text.endswith("?") and text == opening:
                continue
            yield Statement(block.page, text, read, block.kind if number == 0 else SENTENCE, context, f"{around} | {context}", group, _is_quoted(read))


def _is_quoted(text: str) -> bool:
    """Whether most of a sentence, or a cell of a row, is somebody's words in quotation marks."""
    if any(len(cell) > 40 and cell[0] in "“\"" and cell[-1] in "”\"" for cell in text.split(" | ")):
        return True
    return 2 * sum(len(m[1]) for m in _QUOTED.finditer(text)) > len(text)
