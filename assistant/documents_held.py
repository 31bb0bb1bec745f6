"""Which documents the assistant answers from: the question for them, and the list. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
