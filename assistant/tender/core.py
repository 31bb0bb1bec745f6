"""What an answer gives as extra and is the service itself, or what the bidder is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.tender.answer import Said
from assistant.tender.points import alike
from assistant.tender.services import does_it
from assistant.tender.wording import shipped_wording
from assistant.text import stem, stems

_SUBJECT = re.compile(
    r"\b(?:contract is for|tender is for|(?:is|are) (?:buying|procuring|commissioning)|through (?:the|this)|for the|this|the)\s+((?:(?!\b(?:the|this|to|that|which|contract|will|of the)\b)[\w’'-]+[ -]?){1,7}?)(?:\s+contract\b|\s+(?:for|at|in)\b|[.,;:?\n])", re.I)
_NO_SUBJECT = ("question", "contract", "answer", "follow", "specif", "named", "lead", "council", "bidder", "mark")
_GIVING = re.compile(r"\b(?:deliver|provide|offer|serve|keep|give|cut|empty|run|teams will|run)\w*\b", re.I)
_OFFERS = re.compile(r"\b(?:will|shall|offers?|provides?|delivers?|gives?|runs?)\b|\bsocial value\b", re.I)
_PROMISES = re.compile(r"\b(?:will|shall|commit(?:s|ted)? to|pledge to|offer to)\b", re.I)
_IS_FOR = re.compile(r"\b(?:contract|tender) is for [^.?!]+|\b(?:is|are) (?:buying|procuring|commissioning) [^.?!]+|\bappoint (?:one|a) provider to [^.?!]+", re.I)
_ON_TOP = re.compile(r"\bextra\b(?! social value)|\b(?:in addition|on top of|over and above|beyond|only because|free|besides)\b|\bnot (?:fund|cover|part)", re.I)
_PAYS = re.compile(r"\b(?:contract|specification|tender|price|fee|buyer|council|trust)\b.{0,40}\b(?:pays?|funds?|covers?|asks?|is|includes?|names?)\b", re.I)
_SERVED = re.compile(r"\b(?:service|patients?|clients?|meals?|clean|safe|grass|customers?|care to|users|quality)\b", re.I)
_ROUTINE = re.compile(r"\b(?:keep the \w+ (?:clean|safe)|cut the grass|empty the bins|high[- ]quality (?:care|service)|serve \d[\d,]* meals a day|(?:nutritious|hot) (?:food|meals))\b", re.I)
_ITEMS = re.compile(r"\s*(?:[,;/+&]|\band\b|\bor\b|\bplus\b)\s*", re.I)
_FOR = re.compile(r"\s+(?:for|to|in|at|with|of|across|from|by|on)\s.*", re.I | re.S)
_GOES_ON = re.compile(
    r"^\s*(?:$|[.,;:)!?–—-]|(?:to|for|in|at|across|by|from|with|on|of|each|every|a|per|that|which|is|are|will|shall|and|or|as|so|who|where|free|all|throughout|during|until)\b|\d|£)", re.I)
_WORD = re.compile(r"[\w’'-]+")
_MOST = 2 / 3
"""Share of the words of a bought thing by which a sentence names it."""


def core_of(said: Sequence[Said], question: str, service: str = "") -> tuple[Said, ...]:
    """The sentences that give the bought service, or being a charity, as if it were extra. `service` is what the contract pays for, where the bidder says so."""
    bought, things = subject(question), tuple(_things(service))
    whole = service or " ".join(match.group() for match in _IS_FOR.finditer(question))
    return tuple(one for one in said if _is_core(one.text, bought, things, whole))


def subject(question: str) -> frozenset[str]:
    """The stems of what the contract buys, as far as the question says it."""
    return frozenset(one for match in _SUBJECT.finditer(question) for one in stems(match[1]) if one not in _NO_SUBJECT)


def _is_core(text: str, bought: frozenset[str], things: Sequence[frozenset[str]], service: str) -> bool:
    if any(pattern.search(text) for pattern in shipped_wording().charity):
        return True
    if _ON_TOP.search(text):
        return False
    if _OFFERS.search(text) and not _PAYS.search(text) and (any(_names(text, thing) for thing in things) or _PROMISES.search(text) and does_it(text, service)):
        return True
    if not _GIVING.search(text) or not re.search(r"\b(?:will|our teams|we)\b", text, re.I) or not _SERVED.search(text):
        return False
    here = stems(text)
    return sum(any(alike(one, other) for other in here) for one in bought) >= min(2, len(bought)) > 0 or bool(_ROUTINE.search(text))


def _things(service: str) -> Iterator[frozenset[str]]:
    """Each thing that the contract pays for, by its stems, without whom it is for; a thing of one word tells too little."""
    for item in _ITEMS.split(service):
        if len(found := frozenset(stems(_FOR.sub("", item)))) > 1:
            yield found


def _names(text: str, thing: frozenset[str]) -> bool:
    """Whether a sentence names a thing, its words side by side, and not what is called after it ("home care", not "home care workers")."""
    said = list(_WORD.finditer(text))
    which = [next((one for one in thing if alike(one, stem(match.group().lower()))), "") for match in said]
    least = max(2, _MOST * len(thing))
    return any(one and _GOES_ON.match(text[match.end():]) and len(set(which[max(0, at - len(thing)):at + 1]) - {""}) >= least
               for at, (match, one) in enumerate(zip(said, which, strict=True)))
