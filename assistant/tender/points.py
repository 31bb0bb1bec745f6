"""What a question asks for, point by point, in the buyer's order. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.tender.limits import is_limit
from assistant.text import sentence_spans, stems

_ITEM = re.compile(r"^\s*(?:\(?([a-zA-Z]|[ivxIVX]{1,4}|\d{1,2})[.)]|([-•●▪*–]))\s+(\S.*)$")
_INLINE = re.compile(r"(?<!\w)\((i{1,3}|iv|vi{0,3}|[a-h]|\d)\)\s+|(?<=[:;,]\s)([a-h]|i{1,3}|iv|v|\d)\)\s+")
_ASKS = re.compile(r"\b(?:please|describe|explain|set out|state|tell us|provide|outline|detail|demonstrate|show|include|including|cover|give|list|identify|confirm|propose|how (?:will|do|did|would|does|are)|what (?:will|do|did|is|are|have|would)|who (?:will|is)|when (?:will|do))\b", re.I)
_META = re.compile(r"\b(?:word limit|maximum|max\.?|\d[\d,]* characters|(?:%|per cent) of|worth \w+(?:-\w+)? (?:%|per cent)|will not be (?:read|marked|scored|considered)|(?:marks|scores?) (?:will|are|is) |weighting|weighted|out of \d|scored?\b.{0,30}\d|up to \d[\d,]* words|\d[\d,]* words|no more than \d|pages? of a4|contract is for|(?:is|are) (?:buying|procuring|commissioning|tendering)|tender is for|our (?:chosen )?(?:outcome|priorit)\w* (?:is|are)|% of the)\b", re.I)
_LEAD = re.compile(
    r"^.*?\b(?:(?:should|must|to|will) (?:cover|include|address|describe|explain|state|set out|say|show)|including|cover(?:ing)?|include|(?:please )?(?:describe|explain|set out|state|outline|detail|demonstrate|identify|propose|confirm|list|tell us|show|give|provide))\b(?: the following)?(?: details of| us)?\s*:?\s*", re.I)
_CLAUSE = re.compile(r";\s*(?:and\s+)?|,\s*(?:and\s+)?(?=(?:how|what|who|whom|when|where|which|why|your|the|any|their|its|a)\b)|,?\s+and\s+(?=(?:how|what|who|when|where|why|your|the named)\b)", re.I)
_SPLIT_COMMA = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_GIVING = re.compile(r",\s*(?:and )?(?:giving|stating|showing|naming|setting out|together with)\s+(?=(?:your|the|any|how|what|who|when|annual|a|an)\b)", re.I)
_TITLE = re.compile(r"^[A-Z][\w ’'-]{2,40}:\s+(?=(?:how|what|which|who|please|describe|explain|set out|state|tell|outline|detail|demonstrate|provide)\b)", re.I)
_FEW = 3
"""Words of a thing in a list of them."""
_BROAD = re.compile(r"^(?:how|what) (?:will|would|do|does|can) (?:you|your organi[sz]ation|the bidder|bidders).{0,30}\bsocial value\b.*|^(?:the |your )?(?:additional )?social value(?: (?:that )?(?:you|the bidder) (?:will|would) .*)?$|^how (?:you|your organi[sz]ation) (?:will|would) .{0,30}social value\b.*|^what social value .*", re.I)
_NUMBER = re.compile(r"^(?:Q|Question\s|SV|[A-Z]{1,3}(?=\d))?\s*\d+(?:\.\d+)*\s*[:.)]?\s+", re.I)
_LONGEST_HEADING = 14
META_STEMS = frozenset(stems("approach describe explain set out state deliver provide answer question social value contract service bidder organisation will how what arrangement plan commitment relate include support help create proposal use ensure meet", keep_stopwords=True))
"""Words of a question that say nothing about what it asks for."""

SAYS_LITTLE = frozenset(stems("people person number type kind year month work use take give way area local week day month time part new one two three four six ten half reach find get make able after before still over under least most more less long short first last each every response address maximum minimum word limit weighting score mark report result measure", keep_stopwords=True))
"""Words that two texts may share without speaking of one thing."""


@dataclass(frozen=True, slots=True)
class Point:
    """A thing asked for. `label` is what stands before it ("a", "2"), "" for none; `text` stands in the question."""

    text: str
    label: str = ""


def points(question: str) -> tuple[Point, ...]:
    """The sub-points of a question; the question itself where there are none. () where nothing is asked."""
    if found := _listed(question) or _inline(question):
        return tuple(found)
    found = _spoken(question) or _titled(question)
    return tuple([point for point in found if not _BROAD.match(point.text)] or found)


def _listed(question: str) -> list[Point]:
    """The items of the list in it: labels that begin at 1, a or i, or bullets."""
    rows = [(match[1] or "", match[3]) for line in question.split("\n") if (match := _ITEM.match(line))]
    starts = [n for n, (label, _) in enumerate(rows) if label.lower() in ("", "a", "1", "i")]
    if not starts:
        return []
    rows = rows[starts[0]:]
    return [Point(_trimmed(text), label.lower()) for label, text in rows] if len(rows) > 1 else []


def _inline(question: str) -> list[Point]:
    marks = list(_INLINE.finditer(question))
    if len(marks) < 2:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(question)]
    return [Point(_trimmed(question[mark.end():end]), (mark[1] or mark[2]).lower()) for mark, end in zip(marks, ends, strict=True)]


def _spoken(question: str) -> list[Point]:
    """The clauses of the sentences that ask for something."""
    flat = re.sub(r"\([^()]*(?:words?|%|marks?|scor\w+)[^()]*\)", " ", " ".join(_without_heading(question).split()))
    made: list[Point] = []
    for start, end in sentence_spans(flat):
        said = _TITLE.sub("", _NUMBER.sub("", flat[start:end]))
        if is_limit(said) or not (_ASKS.search(said) or said.endswith("?") and re.search(r"\byour?\b", said)) or _META.search(said) and not re.search(r"\b(?:how|who|including|describe|explain)\b", said, re.I):
            continue
        made += [Point(_trimmed(part)) for part in _parts(said) if len(part.split()) > 0 and re.search(r"[a-z]", part)]
    return [point for point in made if point.text]


def _without_heading(question: str) -> str:
    """The question without the numbered heading in a line of its own over it."""
    first, _, rest = question.strip().partition("\n")
    alone = _NUMBER.match(first) and len(first.split()) <= _LONGEST_HEADING and not first.rstrip().endswith((".", "?", ":", ";", ",")) and rest.strip()[:1].isupper()
    return rest if alone else question


def _titled(question: str) -> list[Point]:
    """What a numbered title asks for without a verb ("SV3 (3%). Carbon reduction in the fleet.")."""
    bare = re.sub(r"^[\s.:–-]+", "", re.sub(r"[(\[][^()\[\]]*[)\]]", " ", _NUMBER.sub("", f"{question.strip()} "))) if _NUMBER.match(f"{question.strip()} ") else ""
    said = next((bare[start:end] for start, end in sentence_spans(bare)), "")
    return [Point(_trimmed(said))] if said and not _META.search(said) else []


def _parts(said: str) -> list[str]:
    if said.endswith("?"):
        return [part for part in re.split(r",?\s+and\s+(?=(?:how|what|who|when|where|why)\b)", said.rstrip("?"), flags=re.I)]
    tail = re.split(r"\b(?:including|to include|such as|covering)\b:?", said, maxsplit=1)
    body = tail[1] if len(tail) > 1 else _LEAD.sub("", said, count=1)
    parts = [one for part in _CLAUSE.split(_GIVING.sub("; ", body)) if part and part.strip() for one in _short(part)]
    if len(parts) == 1 and "," in body:
        parts = [part for part in _SPLIT_COMMA.split(body) if part.strip()]
    return parts


def _short(part: str) -> list[str]:
    """A clause, or the things that it lists in a few words each ("your baseline, annual targets")."""
    things = [one.strip() for one in part.split(",") if one.strip()]
    return things if len(things) > 1 and all(len(one.split()) <= _FEW and not _ASKS.match(one) for one in things) else [part]


def _trimmed(text: str) -> str:
    """A point without what joins it to the next, and without the sentences behind it that say how to answer ("Word limit: 300 words.")."""
    text = re.sub(r"^(?:and|or)\s+", "", text.strip())
    said = sentence_spans(text)
    end = next((start for start, end in said[1:] if _META.search(text[start:end]) or is_limit(text[start:end])), len(text))
    bare = re.sub(r"\s*[(\[][^()\[\]]*\d[^()\[\]]*(?:%|per cent|words?|marks?|characters|pages?)[^()\[\]]*[)\]]\s*$", "", text[:end].strip())
    return re.sub(r"[\s;,.:?]+(?:and|or)?[\s;,.:?]*$", "", bare)


def content(text: str) -> frozenset[str]:
    """The stems by which it is known whether a text speaks of a point."""
    return frozenset(stem for stem in stems(text) if stem not in META_STEMS)


def alike(one: str, other: str) -> bool:
    """Whether two stems are one word: lone and loneli, apprentic and apprenticeship; a doer is another word than the deed, as a carer than care."""
    short, long = sorted((one, other), key=len)
    return short == long or len(short) >= 4 and long.startswith(short) and long[len(short):] not in ("r", "er", "or")
