"""Follow-ups that are about the answer before and not about the documents: its page, its words, whose they are, one of its items. Pure.

What is said is made of that answer's own citations, so nothing new is stated and no search is needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.compose import Quote, Statement
from assistant.domain import Answer, Citation, Claim, Source

MOST = 3
"""How many quotes or pages are told again at once."""


class Wish(StrEnum):
    """What is wanted of the answer before."""

    PAGE = "page"
    QUOTE = "quote"
    WHOSE = "whose"
    ITEM = "item"
    SHORTER = "shorter"


@dataclass(frozen=True, slots=True)
class LookBack:
    """A follow-up about the answer before. `item` is 0-based, -1 for the last; only for Wish.ITEM."""

    wish: Wish
    item: int = 0


_OPENING = r"^\W*(?:(?:ok(?:ay)?|thanks|thank you|great|right|and|so|but|sorry|please|hang on|wait)\b[\s,.!-]*)*(?:(?:can|could) (?:you|i)\b[\s,]*)?"
_THAT = r"(?:that|it|this|those|these|they|them|the (?:quote|figure|sentence|statement|answer|information|above))"
_WISHES: tuple[tuple[Wish, re.Pattern[str]], ...] = tuple((wish, re.compile(f"{_OPENING}(?:{pattern})\\W*$", re.I)) for wish, pattern in (
    (Wish.PAGE, rf"(?:on )?(?:which|what) page(?:s)?(?: (?:number|of the (?:report|guide|document|pdf)))*(?: (?:is|was|are|were|does|do) {_THAT}(?: (?:on|from|stand on|found|at|come from))*)?"
                rf"|where (?:exactly )?(?:is|does|do|are|was) {_THAT} (?:stand|say|written|said|stated|come from|found|from|appear)(?: (?:that|it|exactly|in the (?:report|guide|documents?)))?"
                rf"|(?:what(?:’s|'s| is) |give me |tell me )?the page(?: number)?(?: (?:for|of) {_THAT})?|page(?: number)?s?(?: please)?"
                rf"|where (?:did|do) you (?:get|find|have|read|see) {_THAT}(?: from)?|(?:what(?:’s|'s| is) )?(?:the|your|its) (?:source|reference|citation)s?(?: (?:for|of) {_THAT})?|sources?"),
    (Wish.QUOTE, rf"(?:give|show|read|send|get) (?:me )?(?:the )?(?:exact |original |full |actual |whole )*(?:quotes?|wording|words|sentence|text)(?: (?:for|of) {_THAT})?(?: please)?"
                 rf"|(?:what(?:’s|'s| is| are| does)|i need|i want) (?:the |it say )?(?:exact|original|actual)(?:ly)? ?(?:quotes?|wording|words|sentence|text)?|quote(?: {_THAT}| please)?"
                 rf"|(?:what does it say|how is {_THAT} (?:worded|put)),? (?:exactly|word for word)|word for word|verbatim"),
    (Wish.WHOSE, rf"(?:and )?who (?:said|says|wrote|claims?|found|states?) (?:{_THAT}|so)|says who|whose (?:words|claim|figure|view|research) (?:is|are|was) {_THAT}"
                 rf"|according to who(?:m)?|who is {_THAT} (?:according to|from)"),
    (Wish.SHORTER, rf"(?:(?:make|put|say|give) (?:me )?{_THAT} )?(?:a bit |much |even )?(?:shorter|briefer|more briefly)(?: please| version)?|(?:in )?(?:one|a single) sentence|in short|in brief"
                   r"|(?:the )?short (?:version|answer)|too long|tl;?dr|shorten (?:it|that)|cut (?:it|that) down|just the (?:answer|figure|main point|number)"),
))
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4, "sixth": 5, "6th": 5,
             "seventh": 6, "7th": 6, "eighth": 7, "8th": 7, "ninth": 8, "9th": 8, "tenth": 9, "10th": 9, "last": -1, "final": -1}
_ITEM = re.compile(rf"{_OPENING}(?:(?:what|which|tell me|how)(?:’s|'s| is| was| are| were| about| did you say is)* )?(?:the )?({'|'.join(_ORDINALS)})"
                   r"(?: (?:one|item|point|step|bullet|thing|type|kind|action|recommendation|question|reason|principle|group|entry|of (?:them|those|these)))?"
                   r"(?:,? (?:again|please|exactly|then|exactly as (?:it is|they) (?:worded|put|wrote)(?: it)?))*\W*$", re.I)
_MEANT = re.compile(r"^\W*(?:(?:sorry|no|oops|wait|actually)[\s,.!-]+)*not (?:the )?(?P<wrong>[\w’' -]{2,40}?)\s*[,.;:-]+\s*(?:but |i (?:meant|mean) )?(?:the )?(?P<right>[\w’' -]{2,40}?)\W*$"
                    r"|^\W*(?:(?:sorry|no|oops|wait|actually)[\s,.!-]+)*i (?:meant|mean) (?:the )?(?P<right2>[\w’' -]{2,40}?),? (?:and )?not (?:the )?(?P<wrong2>[\w’' -]{2,40}?)\W*$", re.I)


def look_back(text: str) -> LookBack | None:
    """What a follow-up wants of the answer before; None when it asks the documents."""
    for wish, pattern in _WISHES:
        if pattern.match(text):
            return LookBack(wish)
    match = _ITEM.match(text)
    return LookBack(Wish.ITEM, _ORDINALS[match[1].lower()]) if match else None


def corrected(text: str, before: str) -> str:
    """The question before with what was meant in place of what was said ("not CCGs, I meant STPs"); "" when it is no such correction."""
    match = _MEANT.match(text)
    if not match:
        return ""
    wrong, right = match["wrong"] or match["wrong2"], match["right"] or match["right2"]
    mended, times = re.subn(rf"(?<!\w){re.escape(wrong)}(?!\w)", lambda _: right, before, flags=re.I)
    return mended if times else ""


def told_again(wanted: LookBack, answer: Answer, sources: Mapping[str, Source]) -> tuple[str, tuple[Statement, ...]]:
    """An opening line out of the catalogue ("" for most) and statements that give what is wanted of an answer.

    No statements where it has no such thing: a refusal has no page.
    """
    if not answer.claims:
        return "", ()
    cited = {citation.n: citation for citation in answer.citations}
    match wanted.wish:
        case Wish.PAGE:
            return "", tuple(_on_page(c, sources) for c in _each_page(answer.citations))
        case Wish.QUOTE:
            return "", tuple(_again(c.quote, [c]) for c in answer.citations[:MOST])
        case Wish.WHOSE:
            mine = [c for c in answer.citations if c.source_id == answer.citations[0].source_id]
            return _published(mine[0], sources), tuple(_again(c.quote, [c]) for c in mine[:MOST])
        case Wish.SHORTER:
            best = next((claim for claim in answer.claims if not claim.marker), answer.claims[0])
            return "", (_again(best.text, [cited[n] for n in best.citations]),)
    items = _items(answer.claims)
    if not items or wanted.item >= len(items):
        return "", ()
    text, numbers = items[wanted.item]
    return "", (_again(text, [cited[n] for n in numbers]),)


def _items(claims: Sequence[Claim]) -> list[tuple[str, tuple[int, ...]]]:
    """The entries of an answer's list, each with its citations; else the parts of the sentence that lists most ("...: a; b; and c")."""
    listed = [(claim.text, claim.citations) for claim in claims if claim.marker or re.match(r"\d{1,2}[.)] ", claim.text)]
    if listed:
        return listed
    parts = [[(part.strip(" ."), claim.citations) for part in re.split(r"[;:]", claim.text)[1:]] for claim in claims if claim.text.count(";") >= 1]
    return max(parts, key=len, default=[])


def _each_page(citations: Sequence[Citation]) -> list[Citation]:
    """The first citation of each page, at most MOST."""
    first: dict[tuple[str, str], Citation] = {}
    for citation in citations:
        first.setdefault((citation.source_id, citation.page), citation)
    return list(first.values())[:MOST]


def _on_page(citation: Citation, sources: Mapping[str, Source]) -> Statement:
    text = f"“{citation.quote}” stands on page {citation.page} of {_name(citation, sources)}."
    return Statement(text, _quotes([citation]), derived=True, counted=tuple(int(n) for n in re.findall(r"\d+", citation.page)))


def _published(citation: Citation, sources: Mapping[str, Source]) -> str:
    source = sources.get(citation.source_id)
    if source is None or not source.publisher:
        return f"From {_name(citation, sources)}, page {citation.page}:"
    year = f" in {source.published[:4]}" if source.published else ""
    return f"From {_name(citation, sources)}, published by {source.publisher}{year}, page {citation.page}:"


def _name(citation: Citation, sources: Mapping[str, Source]) -> str:
    source = sources.get(citation.source_id)
    return (source.title if source else citation.title).split(":")[0]


def _again(text: str, citations: Sequence[Citation]) -> Statement:
    return Statement(text, _quotes(citations))


def _quotes(citations: Sequence[Citation]) -> tuple[Quote, ...]:
    return tuple(Quote(c.source_id, c.page, c.quote, c.headings, c.passage_id) for c in citations)
