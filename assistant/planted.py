"""Text in a document that speaks to the assistant and not to its readers: it is no evidence of anything. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.domain import Passage
from assistant.units import Unit, units

_KIND = r"(?:AI|artificial intelligence|(?:large )?language|generative|automated|automatic|virtual|digital|chat)"
_MACHINE = (rf"(?:{_KIND}[- ](?:chat ?)?(?:assistant|model|agent|bot|reader|system|tool|summari[sz]er|search)s?\b|chat ?bots?\b|LLMs?\b|(?:chat)?GPTs?\b|AIs?\b)"
            r"(?! (?:suppliers?|providers?|developers?|vendors?|compan(?:y|ies)|firms?|experts?|users?|polic(?:y|ies)|specialists?|strateg(?:y|ies)|"
            r"skills|training|projects?|leads?|ethics|services?|used|that (?:bidders|suppliers|they)))")
_TOLD = r"(?:say|answer|reply|respond|state|conclude|claim|output|repeat|report|recommend)"
_WHAT = r"(?:\s+(?:that|with|only|yes|no|it|in favour)\b|\s*:|\s+[\"“‘'])"
_THIS = r"(?:this|the (?:present|above|following)|these)"
_PLANTED = re.compile(
    # at what it was told before, at what it is
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,20}\b(?:your|previous|prior|above|earlier|all)\b.{0,20}\b(?:instructions?|prompts?|rules)\b"
    r"|\b(?:system|hidden) prompt\b|\byou are now (?:an?|the)\b|\[/?INST\]|<\|[a-z_ ]{2,20}\|>"
    rf"|\b(?:(?:if )?you are|as) an? {_MACHINE}|\byou are an? (?:helpful |honest )?assistant\b"
    # a label: to whom it is
    rf"|\b(?:instructions?|notes?|messages?|notice|attention|commands?|directives?|prompts?|orders?|memo|reminder|dear|hello|hey)\b(?: (?:to|for|of))?(?: (?:the|any|all|every|an?|our|your))*(?: reading)? {_MACHINE}"
    r"|\b(?:instructions?|notes?|messages?|commands?|directives?|orders?|attention) (?:to|for) (?:the|any|an|all)(?: \w+)? assistants?(?=\s*(?:[:.!—–-]|$|\breading\b))"
    r"|^\W*(?:system|assistant|developer|model|ai)[ -](?:notes?|messages?|instructions?|override|prompts?|commands?)\b"
    # who reads by itself
    rf"|{_MACHINE}(?: or \w+)? (?:(?:that|which|who) (?:is |are )?)?(?:reads?|reading|process(?:es|ing)?|pars(?:es?|ing)|summari[sz](?:es?|ing)|index(?:es|ing)|scans?|scanning|ingest(?:s|ing)?) {_THIS}\b"
    rf"|\b(?:whoever|anyone|anybody|whatever|anything|any (?:system|software|machine|program|reader)) (?:\w+ ){{0,3}}(?:reads?|reading|process(?:es|ing)?|pars(?:es?|ing)|summari[sz](?:es?|ing)|scans?|scanning)\b.{{0,40}}\b(?:automatically|by machine|with software)"
    # how to answer
    rf"|{_MACHINE}.{{0,40}}?\b(?:must|should|shall|has to|have to|(?:is|are) to|will|please)(?: (?:always|only|now|then|therefore|also|please))* (?:(?:{_TOLD}|ignore|disregard)\b|(?:not|never) (?:mention|reveal|disclose|cite|repeat)\b)"
    rf"|{_MACHINE}\s*[:,]\s*(?:(?:please|always|now|only|you (?:must|should|will)) )*(?:{_TOLD}|ignore|disregard|treat|tell)\b"
    rf"|\b(?:when|if|whenever)(?:ever)? (?:\w+ ){{0,4}}(?:asks?|asked|quer(?:y|ies|ied)|questioned)\b.{{0,160}}?(?:[,:;–—]|\bthen|\balways|\bplease|\bonly|\bsimply|\byou (?:must|should|will|are to))\s+(?:(?:always|please|only|simply|then|just) )*{_TOLD}\b{_WHAT}"
    rf"|\b(?:always|only|simply|you must|you should|you will|please) (?:answer|reply|respond|say){_WHAT}"
    rf"|\b(?:answer|reply to|respond to) (?:all|any|every|each|the user['’]s) (?:questions?|quer(?:y|ies)|prompts?)(?: \w+){{0,6}} (?:with|by saying|as follows|that)\b"
    r"|\b(?:do not|don['’]t|never) (?:mention|reveal|disclose|cite|repeat|quote) (?:this|these) (?:notes?|instructions?|messages?|sentences?|paragraphs?|text|orders?)\b"
    r"|\b(?:tell|inform|assure|convince) the user\b", re.I)


def is_planted(sentence: str) -> bool:
    """Whether a sentence of a document speaks to the assistant and not to its readers; it is then no evidence of anything."""
    return _PLANTED.search(sentence) is not None


def evidence_of(text: str, headings: Sequence[str] = ()) -> tuple[Unit, ...]:
    """The units of a passage that may be quoted. What comes after a planted sentence in its paragraph goes on with it and is
    left out, and so is a list with a planted item from there on, what a planted opening line opens and all under a planted heading.
    """
    if any(map(is_planted, headings)):
        return ()
    kept: list[Unit] = []
    bad_block, bad_list = -1, False
    for unit in units(text):
        planted = is_planted(unit.text) or bad_block == unit.block or bad_list and (unit.is_item or unit.row)
        if planted:
            opens = unit.text.rstrip().endswith((":", "…"))
            bad_block, bad_list = unit.block + opens * (not unit.is_item), unit.is_item or unit.row or opens
        else:
            bad_list = False
            kept.append(unit)
    return tuple(kept)


def planted_in(passages: Iterable[Passage]) -> int:
    """How many paragraphs and list items of some passages are left out of all evidence."""
    count = 0
    for passage in passages:
        kept = {(u.start, u.end) for u in evidence_of(passage.text, passage.headings)}
        count += len({u.start if u.is_item or u.row else ("block", u.block) for u in units(passage.text) if (u.start, u.end) not in kept})
    return count


def told(count: int) -> str:
    """How many paragraphs of a document are left out and why; "" for none."""
    if not count:
        return ""
    return "1 paragraph speaks to an assistant and is not used as evidence" if count == 1 else f"{count} paragraphs speak to an assistant and are not used as evidence"


def without_planted(text: str, headings: Sequence[str] = ()) -> str:
    """The text with blanks, one for each letter, in place of what is planted, so that offsets stay."""
    kept = {(u.start, u.end) for u in evidence_of(text, headings)}
    for unit in units(text):
        if (unit.start, unit.end) not in kept:
            text = text[:unit.start] + " " * (unit.end - unit.start) + text[unit.end:]
    return text
