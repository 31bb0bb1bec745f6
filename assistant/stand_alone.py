"""A follow-up as the question it stands for: its pronoun, name, place or number put beside the words of the question before. Pure.

What is made is one question in plain English, for it is shown ("I took this as ...") and asked. Where none is plain, nothing is made up.
"""

from __future__ import annotations

import re

from assistant.alone import NAME_RUN, put_alone
from assistant.text import sentence_spans

_NUMBERED = r"\d+\.\d+|\d+\(\d+\)(?:\([a-z]\))?"
_PARALLEL = re.compile(rf"^\W*(?:(?:and|or|but|so|what|how|about|of|for|then|ok|okay|principle|section|number|the|in|does)\b[\s,]*)*({_NUMBERED})\W*$", re.I)
_HEAD_NOUN = (r"(?:guide|report|blog|post|article|bulletin|briefing|survey|study|note|model|plan|policy|statement|strategy|programme|council|board|trust|group|regime|covenant|"
              r"contract|playbook|act|bill|standard|tool|framework)")
_NAMED = rf"{NAME_RUN}(?:(?: \d{{1,4}}(?:/\d\d)?)(?![\w/])|(?: (?!is\b|was\b){_HEAD_NOUN}\b)+)?"
"""A name with its number ("PPN 06/20") or the noun that it belongs to ("the Knowhow guide")."""
_AUX = r"(?:[’']s| is| was| are| were| did| does| do| has| have| had| must| should| can| could| will| would)"
_LEAD = r"^\W*(?i:(?:and|but|so|ok|okay|then)\W+)*"
_SUBJECT = re.compile(
    rf"{_LEAD}(?i:what|when|where|why|how|who|which year|in which year){_AUX} (?P<name>{_NAMED})(?=\W|$)(?! (?:and|or)\b)"
    rf"|{_LEAD}(?i:is|was|are|were|did|does|do|has|have|must|should|can|could|will) (?P<named>{_NAMED})(?=\W|$)(?! (?:and|or)\b)"
    rf"|{_LEAD}(?i:who|what) [a-z]+ed (?P<object>{_NAMED})\?*$"
    r"|^\W*(?i:what|who)(?:[’']s| is| are| was| were) (?P<thing>(?:the |an? )?(?:[\w’'-]+ ){0,4}[\w’'-]+)\?*$")
_STANDS_FOR = re.compile(r"\b(it|its|they|them|their)\b|(?<=\bdoes )(?:that|this)\b(?= [a-z])|(?<=\bwhen was )(?:that|this)\b(?= [a-z])|(?<=ed )(?:that|this)\b(?=\W*$)", re.I)
_DID = re.compile(r"^\W*(?i:what|how) (?:did|does|do) ")
_BEGAN = re.compile(r"\b(?:start(?:ed)?|beg[aiu]n|launch(?:ed)?|run|ran|last(?:ed)?|cost|work(?:ed)?|end(?:ed)?|save[d]?|help(?:ed)?)\b", re.I)
_IS_LAW = re.compile(r"\b(?:Act|PPN|Bill|Covenant|Compact|Regime|Model|Regulations|Statement|guide|report|note)\b|\d")
_TIES = re.compile(r"^\W*(?:(?:and|but|so|ok|okay|then)\b[\s,]*)+", re.I)
_PLACE = re.compile(rf"^\W*(?i:and|but|or|so|also|then|what about|how about|what of)[\s,]+(?P<phrase>(?P<way>(?i:in|outside|within|across|outside of|inside|near|around))\s+(?P<where>{NAME_RUN}))(?:\s+(?i:too|then|instead|as well))?\W*$")
_PLACED = re.compile(rf"\b(?:in|outside|within|across|outside of|inside|near|around) {NAME_RUN}")


def stand_alone(before: str, latest: str) -> str:
    """The question that a follow-up stands for after another; "" where that is not plain."""
    return paralleled(before, latest) or resolved(before, latest) or _placed(before, latest) or put_alone(before, latest)


def paralleled(before: str, latest: str) -> str:
    """The question before with the number of a follow-up in place of its own ("What does principle 2.1 say?", "and 2.3?"); "" for others."""
    match, own = _PARALLEL.match(latest), re.findall(_NUMBERED, before)
    return before.replace(own[0], match[1]) if match and len(own) == 1 else ""


def questions_in(text: str) -> list[str]:
    """The questions and sentences of a turn, whether or not the next begins with a capital."""
    return [part for part in re.split(r"(?<=\?)\s+", text.strip()) if part.strip(" ?.!")]


def subject_of(question: str) -> str:
    """What a question is about, where it is plain; "" for others."""
    sentence = [question[a:b] for a, b in sentence_spans(question)][-1:]
    return next((m["name"] or m["named"] or m["object"] or m["thing"] for m in map(_SUBJECT.match, sentence) if m), "")


def resolved(before: str, latest: str) -> str:
    """A follow-up with the subject of the question before in place of its pronoun ("When was the Act passed?", "who introduced it?"); "" where either is not plain.

    Of several questions in a row the first has the subject, and they become one.
    """
    subject, pronouns = subject_of(before), [m[0].lower() for m in _STANDS_FOR.finditer(latest)]
    asked = questions_in(latest)
    if not subject or not 1 <= len(pronouns) <= len(asked) or not _STANDS_FOR.search(asked[0]):
        return ""
    plural = subject.endswith("s") and not subject.endswith("ss")
    one, many = {"it", "its", "that", "this"}, {"they", "them", "their"}
    if set(pronouns) & one and (plural or set(pronouns) & many) or set(pronouns) & many and not (plural or subject[0].isupper()):
        return ""
    if "it" in pronouns and _DID.match(before) and _BEGAN.search(latest) and not _IS_LAW.search(subject):
        return ""  # what somebody did may be what started, and not they
    own = pronouns[0] in ("its", "their")
    said = [_STANDS_FOR.sub(subject + ("’" if own and plural else "’s" if own else ""), asked[0], count=1), *asked[1:]]
    said = [_TIES.sub("", part) for part in said]
    joined = ", and ".join([said[0].rstrip(" ?."), *(part[:1].lower() + part[1:].rstrip(" ?.") for part in said[1:])]) + latest.rstrip()[-1] if len(said) > 1 else said[0]
    return joined[:1].upper() + joined[1:]


def _placed(before: str, latest: str) -> str:
    """The question before with the place of a follow-up in place of its own ("How many CCGs are in London?", "and outside London?"), or at its end where it has none."""
    match = _PLACE.match(latest)
    if not match or not before.rstrip().endswith("?"):
        return ""
    asked = [before[a:b] for a, b in sentence_spans(before)][-1]
    places = list(_PLACED.finditer(asked))
    if len(places) == 1:
        found = places[0]
        return f"{asked[:found.start()]}{match['phrase'][:1].lower()}{match['phrase'][1:]}{asked[found.end():]}"
    if places or match["way"].lower() == "in":
        return ""
    return f"{asked.rstrip(' ?.')} {match['phrase'][:1].lower()}{match['phrase'][1:]}?"


def about(before: str, latest: str) -> str:
    """A follow-up that no question is plain for, shown with what it follows."""
    said = _TIES.sub("", latest.strip()).strip() or latest.strip()
    opening = [before[a:b] for a, b in sentence_spans(before)][-1:]
    return f"About “{opening[0].strip() if opening else before}”: {said}"
