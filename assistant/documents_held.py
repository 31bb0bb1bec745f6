"""Which documents the assistant answers from, and what its catalogue knows of each: its publisher and its date. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain import Authority, Source

_THINGS = r"(?:documents?|sources?|papers?|publications?|texts?|files?|materials?|reports and guides|reports?|guides?)"
_ASKS = re.compile(
    rf"^\W*(?:(?:please|so|and|ok|okay|can you|could you|tell me|show me|give me|list|name)\W+)*(?:(?:what|which)(?: are| is)?|all|the|a list of|how many)?\s*(?:the |your |all |of |kinds? of |other )*{_THINGS}\s*"
    rf"(?:(?:do|can|did|have|are) (?:you|it|i|we)\b.{{0,12}}?(?:have|hold|know|use|read|draw on|rely on|answer(?: questions)? from|got|search|looking (?:in|at)|using|based on|trained on|see|ask about)(?: (?:here|to hand|in (?:the|your) (?:library|index)))?"
    rf"|(?:that |which )?(?:you|it|we|i|this (?:assistant|tool|app)) (?:can |could |do )?(?:have|has|hold|holds|know|knows|use|uses|read|draw on|rely on|answer(?: questions)? from|got|search|see|look(?:ing)? (?:in|at)|work(?:ing)? from|(?:are|is) (?:using|based on|trained on|looking (?:in|at)))(?: (?:here|to hand|access to|in (?:the|your) (?:library|index)))?"
    rf"|(?:are|is)?(?: there| held| kept)? ?(?:in|of) (?:(?:the|your|this) (?:library|index|collection|corpus|assistant|tool|app)|here)|(?:are|is) (?:these|your) answers (?:from|based on)|(?:are )?(?:behind|under) (?:your|these|the) answers)\W*$"
    rf"|^\W*(?:what(?:['’]s| is)|list|show(?: me)?) (?:all )?(?:in )?(?:the|your|this) (?:library|index|document library|collection|list of documents|documents|sources)\W*$"
    rf"|^\W*(?:(?:please|can you|could you|ok|okay)\W+)*(?:list|show|name|give)(?: me| us)? (?:a |the )?(?:full )?(?:list of )?(?:all )?(?:of )?(?:the |your |these )?(?:six |\d+ )?(?:documents|sources)(?: please| here)?\W*$"
    rf"|^\W*(?:what|which) (?:are|were) the (?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:documents|sources)\W*$|^\W*how many (?:documents|sources) (?:are there|in (?:total|all))(?: here| in (?:total|all))?\W*$"
    rf"|^\W*what (?:have you got|do you have|is there|have you) in (?:the|your) (?:library|index|collection)\W*$|^\W*(?:what is|what['’]s) your evidence base\W*$"
    rf"|^\W*(?:where do (?:your|the|these) answers come from|where do you (?:get|take|find) your (?:answers|information|facts)(?: from)?|what (?:do you|are you|are your answers|is this) (?:base your answers on|based on))\W*$"
    rf"|^\W*(?:what|which) (?:are )?your {_THINGS}\W*$", re.I)


def asks_for_documents(text: str) -> bool:
    """Whether a question is for the documents of the library itself and not for what one of them says."""
    return _ASKS.match(text) is not None


def documents_told(sources: Sequence[Source]) -> str:
    """The documents, the weightiest first, each with publisher and date, those of the user last."""
    order = {authority: n for n, authority in enumerate(Authority)}
    listed = sorted(sources, key=lambda s: (order[s.authority], s.published, s.id))
    many = "1 document" if len(listed) == 1 else f"{len(listed)} documents"
    return f"I answer from {many}:\n\n" + "\n".join(f"- {_told(s)}" for s in listed)


def _told(source: Source) -> str:
    if source.authority is Authority.USER:
        return f"*{source.title}* (added by you)"
    return f"*{source.title}* ({', '.join(filter(None, (source.publisher, (source.published or source.as_of)[:4])))})"


_ITS_DATE = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|please|can you tell me|do you know|tell me)\b[\s,]*)*(?:"
    r"(?P<when>when|in (?:what|which) (?:year|month)|(?:in )?what year|on (?:what|which) (?:date|day)|how long ago) (?:was|were|did|is|has) (?P<thing>.+?)(?: first)? "
    r"(?:published|come out|came out|written|issued|released|put online|produced|appear|dated|from|posted|made public)"
    r"|(?P<who>who (?:published|publishes|issued|released|put out|produced)|who (?:is|was) the publisher of) (?P<thing2>.+?)"
    r"|(?:what(?:[’']s| is| was) )?(?:the )?(?:publication date|date of publication|date|publication year) (?:of|for) (?P<thing3>.+?)|(?:what(?:[’']s| is| was) )?(?P<thing4>its|the (?:guide|report|document)[’']s) (?:publication date|date of publication|date)"
    r"|how old is (?P<thing5>.+?))\W*$", re.I)
_POINTS = re.compile(r"(?:it|that|this|its|these|those|(?:the|that|this) (?P<noun>guide|report|document|source|article|post|blog|paper|page|briefing)(?:[’']s)?)$", re.I)


@dataclass(frozen=True, slots=True)
class DateAsked:
    """A question for a document's date or publisher: of `thing`, "" where it points back; `noun` is what it calls the document, "" for a mere "it"."""

    thing: str
    noun: str = ""


def asks_date(text: str) -> DateAsked | None:
    """What a turn asks the date or the publisher of; None for other questions."""
    match = _ITS_DATE.match(text)
    if not match:
        return None
    thing = next(v for k, v in match.groupdict().items() if k.startswith("thing") and v).strip()
    pointed = _POINTS.match(thing)
    return DateAsked("", (pointed["noun"] or "").lower()) if pointed else DateAsked(thing)


def published_told(source: Source) -> str:
    """When and by whom a document was published, as far as the catalogue knows."""
    name, by = f"*{source.title}*", f" by {source.publisher}" if source.publisher and source.authority is not Authority.USER else ""
    if source.authority is Authority.USER or not source.published:
        return f"My catalogue has no date of publication for {name}."
    exact = re.fullmatch(r"\d{4}-\d{2}-\d{2}", source.published)
    if not exact:
        return f"{name} was published{by} in {source.published}; my catalogue has no day for it."
    day = date.fromisoformat(source.published)
    return f"{name} was published{by} on {day.day} {day:%B %Y}."
