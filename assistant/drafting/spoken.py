"""The fields of a brief as they are said in a sentence: where one wish ends and the next begins, and what each names. Pure.

A value goes into a policy word for word, so it never swallows a clause: a sentence is taken apart where another field is spoken of, and a value that
still holds a subject with its verb is asked about, not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.fields import fields
from assistant.errors import BadBrief
from assistant.text import MONTHS

SPOKEN = {
    "lead": r"(?:named |social value |policy )?lead", "sponsor": r"(?:board |executive )?sponsor", "review_date": r"(?:next )?review(?: date)?(?: is)?(?: due)?", "report_month": r"(?:yearly |annual )?report(?: month)?(?: is(?: published)?(?= in\b))?",
    "area": r"(?:area|patch)", "forum": r"forum", "strategy": r"(?:main |our )?strategy", "approved_on": r"approved(?= on\b)", "approving_body": r"approv(?:ed|ing body|er)", "exemptions_by": r"exemptions?(?: are)?(?: signed(?: off)?)?", "partners": r"(?:vcse |voluntary sector )?partners?",
    "groups": r"(?:priority )?groups?(?: and places)?", "weighting_approver": r"(?:higher )?weightings? (?:is |are )?(?:agreed|approved)", "commitment": r"(?:vision|commitment)", "author": r"author", "effective_from": r"(?:in effect|effective|takes effect)",
    "version": r"version", "measure_set": r"(?:set of )?measures?(?: we use)?", "definition": r"definition(?: of social value)?", "consultation_weeks": r"consultations?(?: lasts?| length| period)?"}
"""The words that a field is named by."""

_IT = r"(?:it|this|that|this policy|the policy|our policy)"
_OUR = r"(?:(?:the|our|its?) )?"
_IS = r"(?:is|are|will be|should be|has to be|must be|gets|is to be|to be)"
_WILL = r"(?:'ll|will|would|should|shall|must|want to|plan to|aim to|intend to|are to|have to)"
_WHEN = rf"(?:(?:early|mid|late|the end of|end of|spring|summer|autumn|winter|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?)[ -])*(?:(?:{MONTHS})(?:,? (?:19|20)\d\d)?|(?:spring|summer|autumn|winter|early|mid|late)?[ -]?(?:19|20)\d\d(?:[/-]\d\d)?|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})"
_REVIEWS = rf"(?:we(?: {_WILL})? (?:next )?review(?: {_IT})?|{_IT} (?:{_IS} )?(?:next )?reviewed|to (?:be reviewed|review {_IT}))(?: again| next)?"
_SO = r"^\W*(?:(?:ok(?:ay)?|so|and|also|now|then|please|yes|no)\b\W*)*"
_REPORTS = r"(?:we(?: will)? (?:report|publish (?:a|the|our|an) (?:yearly |annual )?report)(?: on (?:it|this|social value))?(?: yearly| annually| (?:each|every) year)?|we(?: will)? publish (?:it|them)(?: yearly| annually)?)"
_NAMED = "|".join(SPOKEN.values())
_STATED = (rf"{_OUR}(?:{_NAMED}|name|weighting(?: floor)?|floor|priorit(?:y|ies)|outcomes?)(?: (?:is|are|will be|should be)\b|:)|(?:(?:the|our) )?(?:next )?review(?: date)?(?: due)? (?:by|in|on|every)\b|{_OUR}(?:yearly |annual )?report (?:by|in)\b"
           rf"|approved (?:by|on)\b|{_OUR}consultations? lasts?\b|(?:the|our) reasons? for\b|{_REVIEWS}\b|{_REPORTS}\b|we(?:'re| are| buy| commission| purchase| procure| consult)\b|(?:led|sponsored|approved|reviewed) by\b|(?:next )?reviewed (?:in|on|by)\b|it(?:'s| is) for\b"
           rf"|(?:[\w'’.-]+ ){{1,5}}?(?:(?:leads?|sponsors?|approves?)(?: on)? (?:{_IT}|social value)|{_IS} (?:the|our) (?:\w+ )?(?:lead|sponsor))\b")
_DONE = (r"(?:please )?(?:make (?:it|that|the)|set (?:it|the|our)|raise|lower|increase|reduce|take (?:it |that )?(?:out|away)|leave out|remove|drop|delete|cut|add|include|put|restore|keep (?:the|it|out)|shorten|shorter|change|reword|get rid of)\b")
_NEXT = re.compile(rf"(?:,|;|\.)?\s+(?:and|but|then|plus|also|and then|and also|and please|with)\s+(?={_STATED}|{_DONE})|[,;]\s+(?={_STATED})|[;.]\s+(?={_DONE}|{_STATED})|,?\s+(?=with (?:an? |the )?(?:floor|minimum|weighting|\d{{1,3}}(?:\.\d+)?\s?%))", re.I)
_SAID = re.compile("|".join(rf"(?:^|\b(?:the|our|its?|and)\s|,\s*|\.\s+|^\W*)(?P<{name}>{words})(?:\s+(?:is|are|will be|should be|by|in|on|from|lasts?)(?: due)?(?:\s+(?:by|in|on)(?=\s+(?:\d|{MONTHS})))?|\s*:)\s+" for name, words in SPOKEN.items()), re.I)
_ACTS = (("lead", r"leads?", r"led"), ("sponsor", r"sponsors?", r"sponsored"), ("approving_body", r"approves?", r"approved"), ("author", r"wrote|writes", r"written"))
"""A field whose holder is said by what they do: the verb, and how it is said of the policy."""
_DOES = tuple((field, re.compile(rf"^\W*(?P<value>(?:(?!\b(?:and|who|we|it|they)\b)[^,;.])+?) (?:{_WILL} )?(?:{verb}(?: on)? (?:{_IT}|social value|(?:the|our) (?:policy|work))"
                                 + (rf"|{_IS} (?:the|our) (?:\w+ )?{field}" if field in SPOKEN else "") + r")\W*$", re.I)) for field, verb, _ in _ACTS)
_DONE_BY = tuple((field, re.compile(rf"{_SO}(?:{_IT} (?:{_IS} )?)?(?:{done}) by (?P<value>.+)$", re.I)) for field, _, done in _ACTS)
_TIMES = (("review_date", re.compile(rf"{_SO}(?:{_REVIEWS}|(?:next )?reviewed|review {_IT}) (?:by |in |on )?(?P<value>{_WHEN})\W*$", re.I)), ("report_month", re.compile(rf"{_SO}{_REPORTS} (?:each |every |in )+(?P<value>{MONTHS})\W*$", re.I)),
          ("consultation_weeks", re.compile(r"\bwe(?: will)? consult(?: (?:people|on it|locally))? for (?P<value>\d+ weeks?)\W*$", re.I)))
_SENTENCES = frozenset(["commitment", "definition"])
"""Fields that are sentences themselves."""
_DESCRIBED = frozenset(["area", "groups", "partners", "priorities", "strategy", "measure_set"])
"""Fields whose value may say who or what it is of: "the people who live in Penhill"."""
_RUNS_ON = re.compile(r"(?:\b(?:and|but|so|while|then)\b|,|;)\s+(?:(?:that|then|also)\s+)?(?:(?:we|I|they|it|you|he|she)\b|(?:the|our|its|this)\s+(?:[\w'-]+\s+){1,4}(?:is|are|was|will|has|have|should|must)\b)")
_CLAUSE = re.compile(r"\b(?:we|I|they|he|she|it|you|who|which)\b|(?:\b(?:and|but|so|while|because|then)\b|,).*?(?<![-\w])(?:is|are|was|were|will|has|have|shall|should|must|does|do|reviews?|reports?|leads|sponsors|signs|"
                     r"approves|agrees|meets|publishes|buys|chairs|writes|checks|holds|runs|takes|makes|needs|wants)(?![-\w])")


def apart(text: str) -> list[str]:
    """The wishes of a turn, one after another: it is cut where another field, or another thing to do, is spoken of."""
    if re.match(r"\W*(?:and |so |ok(?:ay)? )?because\b", text, re.I):
        return [text]  # a reason that stands first belongs to what comes after it
    return [part for part in (part.strip() for part in _NEXT.split(text)) if part]


def spoken(part: str) -> Iterator[tuple[str, str]]:
    """The fields that one wish names with what they are, as (field, words): "the lead is the Director of Strategy", "we review it in May 2027"."""
    for field, pattern in (*_TIMES, *_DOES, *_DONE_BY):
        if match := pattern.search(part):
            yield field, _value(match["value"])
            return
    if match := _SAID.search(part):
        name = next(name for name, found in match.groupdict().items() if found)
        value = _value(part[match.end():])
        if value and not value.endswith("?") and not re.match(r"(?:what|who|where|when|why|how|not\b)", value, re.I):
            yield name, value


def whole(field: str, value: str) -> str:
    """A value that is one thing. Raises BadBrief where it runs on into a clause of its own: what belongs to the field is then asked, never guessed."""
    if field not in _SENTENCES and (_RUNS_ON if field in _DESCRIBED else _CLAUSE).search(value):
        title = fields()[field].title.lower()
        raise BadBrief(f"I cannot tell how much of “{value[:80]}” is the {title}. Say it in a sentence of its own")
    return value


def _value(said: str) -> str:
    return said.strip(" .,;!")
