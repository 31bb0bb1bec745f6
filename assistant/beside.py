"""What stands beside an answer on its page: the reason for it, and what comes next. Pure.

"Why?" and "and the rest?" after an answer ask for no new search: the page that was cited says more, or it does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.compose import Quote, Statement
from assistant.domain import Answer, Citation
from assistant.text import fold, leans_back, sentence_spans

NEXT = 2
"""How many sentences after a quote are told, or looked at for a reason."""
NO_REASON = "The documents give no reason beside that."
_TIES = r"^\W*(?:(?:and|but|so|ok|okay|well|then|hmm)\b[\s,]*)*"
_WHY = re.compile(rf"{_TIES}(?:but )?(?:why(?: (?:so|not|is|was|are|were|do|did|does|would)(?: (?:that|this|it|they|so|not))*)?|how come(?: (?:that|so))?|what(?:[’']s| is| was) the reason(?: (?:for|behind) (?:that|this|it))?|for what reason)\W*$", re.I)
_REST = re.compile(rf"{_TIES}(?:what (?:about|of) |how about |tell me |give me |show me |where (?:are|were) |who (?:are|were) )?(?:the (?:rest|others|other ones|remainder|remaining ones)(?: of (?:it|them|that|those))?|what else(?: (?:does|did) (?:it|they|that) say)?|what (?:comes|came) next|what (?:does|did) it say next)\W*$", re.I)
_REASON = re.compile(r"\b(?:because|reasons?|due to|owing to|as a result|lack of|therefore|hence|thus|given (?:that|the)|(?:which|that) (?:is|was) why|explain(?:s|ed)?|the aim|aimed to|caused by|thanks to|"
                     r"since (?!\d|the (?:introduction|report|act)|then|january|february|march|april|may|june|july|august|september|october|november|december))\b|^As (?:the|a|they|it|we|there)\b", re.I)
"""Words that give a reason for what was said, and not only its purpose."""
_OPENS = re.compile(r"[\"'“‘(]?[A-Z£\d]")


def gives_reason(text: str) -> bool:
    """Whether a text says why something is so."""
    return _REASON.search(text) is not None


def asks_why(text: str) -> bool:
    """Whether a turn asks for the reason of what was told, and for nothing more."""
    return _WHY.match(text) is not None


def asks_the_rest(text: str) -> bool:
    """Whether a turn asks for what comes after what was told."""
    return _REST.match(text) is not None


def reasons_beside(answer: Answer, page_text: Callable[[str, str], str]) -> tuple[Statement, ...]:
    """The sentences of an answer's paragraphs that give a reason: its own first, else the nearest after a quote, else the one before."""
    told = [_statement(answer, c, text) for c in answer.citations for text in _sentences(c.quote) if gives_reason(text) and _is_whole(text)]
    if told:
        return tuple(told[:NEXT])
    for citation in answer.citations:
        before, after = _around(citation, page_text)
        for n, text in enumerate(after[:NEXT]):
            if gives_reason(text):
                return tuple(_statement(answer, citation, said) for said in ((citation.quote,) if leans_back(after[0]) and _is_whole(citation.quote) else ()) + tuple(after[:n + 1]))
        if before and gives_reason(before[-1]) and not leans_back(before[-1]):
            return (_statement(answer, citation, before[-1]),)
    return ()


def next_of(answer: Answer, page_text: Callable[[str, str], str]) -> tuple[Statement, ...]:
    """The sentences after the last of an answer's quotes that has any in its paragraph."""
    said = {fold(c.quote) for c in answer.citations}
    for citation in reversed(answer.citations):
        _, after = _around(citation, page_text)
        if fresh := [text for text in after if not any(fold(text) in quote for quote in said)]:
            return tuple(_statement(answer, citation, text) for text in fresh[:NEXT])
    return ()


def _around(citation: Citation, page_text: Callable[[str, str], str]) -> tuple[list[str], list[str]]:
    """The whole sentences before and after a quote in its paragraph."""
    wanted = fold(citation.quote)
    for paragraph in page_text(citation.source_id, citation.page).split("\n"):
        folded = fold(paragraph)
        if wanted and wanted in folded and not paragraph.lstrip().startswith(("#", "|", "-")):
            at = folded.index(wanted)
            # Offsets of the folded text: a quote is said as it stands there, white space apart.
            return [s for s in _sentences(folded[:at]) if _is_whole(s)], [s for s in _sentences(folded[at + len(wanted):]) if _is_whole(s)]
    return [], []


def _sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


def _is_whole(text: str) -> bool:
    return _OPENS.match(text) is not None and re.search(r"[.!?][”\"’')]*$", text) is not None


def _statement(answer: Answer, citation: Citation, text: str) -> Statement:
    kind = next((claim.kind for claim in answer.claims if citation.n in claim.citations), answer.claims[0].kind)
    return Statement(text, (Quote(citation.source_id, citation.page, text, citation.headings, citation.passage_id),), kind)
