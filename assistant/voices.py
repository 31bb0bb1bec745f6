"""Who speaks in a quote and whom it speaks of, where the quote itself does not say: the source's own name, and the sentence that it leans on. Pure.

"BSSEC says that ..." is fair of a page of BSSEC's unless the page has it from somebody else; "such CCGs" is fair of a quote that opens with "They"
where the sentence before it is about CCGs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.domain import Citation
from assistant.text import fold, sentence_spans

_TELLS = (r"(?:says?|said|writes?|wrote|notes?|noted|reports?|reported|explains?|explained|adds?|added|lists?|listed|tells?|told|states?|stated|holds?|held|"
          r"describes?|described|mentions?|mentioned|quotes?|quoted|remarks?|remarked|observes?|observed|comments?|commented|calls|called|advises|advised)")
_FIRST_PERSON = re.compile(r"\b(?:we|our|us|ours|ourselves)\b", re.I)
_TOLD = re.compile(rf"\b(?-i:[A-Z])[\w’']+\s+(?:{_TELLS}|points? out|found|argues?|argued|claims?|claimed)\b|\baccording to\b|\breport (?:by|from|of)\b", re.I)
"""Where the quote has what it says from somebody else."""
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_LEANS = re.compile(r"(?:[\w'’-]+,? ){0,3}?(?:it|its|this|these|they|them|their|that|those|he|she|such|however|but|both|others?)\b", re.I)
"""The start of a sentence whose subject the sentences before it name."""
_SHORT = re.compile(r"\b[A-Z]{2,6}s?\b")
_YEAR = re.compile(r"-(?:19|20)\d\d$")


def spoken_by(name: str, text: str, citations: Sequence[Citation]) -> bool:
    """Whether a name of a claim is that of a source which it cites, and has there what the source says of itself ("we") or in its own voice."""
    plain = re.sub(r"['’]s?$", "", name).lower()
    for cited in citations:
        if not _called(plain, cited.source_id):
            continue
        own = _QUOTED.sub("", fold(cited.quote))
        if _FIRST_PERSON.search(own):
            return True
        told = re.search(rf"\b{re.escape(name)}\s+(?:\w+ly\s+|also\s+)?{_TELLS}\b|\b(?:according to|in the words of|for) {re.escape(name)}\b", text, re.I)
        if told and (not _TOLD.search(own) or re.match(rf"{re.escape(name)} (?:writes|reports)\b", told.group())):
            return True
    return False


def _called(plain: str, source_id: str) -> bool:
    """Whether a source goes by a lower-case name: its id without a year, or the first words of it."""
    called = _YEAR.sub("", source_id).replace("-", " ")
    return len(plain) > 3 and (called == plain or called.startswith(plain + " "))


def leaned_on(citations: Sequence[Citation], page_text: Callable[[str, str], str]) -> str:
    """The sentences before those quotes that open with "they", "this" or the like and name no body themselves; a line each."""
    return " \n ".join(filter(None, (_before(cited.quote, page_text(cited.source_id, cited.page)) for cited in citations)))


def the_one_named(before: str) -> str:
    """The bodies of a text, where there is one only; \"\" where \"they\" could be several."""
    bodies = {short.rstrip("s") for short in _SHORT.findall(before)}
    return bodies.pop() if len(bodies) == 1 else ""


def _before(quote: str, page: str) -> str:
    at = page.find(quote)
    if at < 0:
        return ""
    spans = sentence_spans(page)
    number = next((n for n, (start, end) in enumerate(spans) if start <= at < end), 0)
    leans = number and _LEANS.match(fold(page[spans[number][0]:spans[number][1]])) and not _SHORT.search(quote)
    return fold(page[spans[number - 1][0]:spans[number - 1][1]]) if leans else ""
