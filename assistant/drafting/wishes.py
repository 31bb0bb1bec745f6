"""What a person says of a draft in a chat: what the policy is for, a change, undo, why, show. Pure.

A wish is read from one turn alone. What is explicit ("make it 15%", "take out the Compact") is a wish wherever a draft is open; the rest
("shorter", "why that weighting?", a bare answer) only right after a turn of the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.drafting.brief import CURRENT, STUDY
from assistant.drafting.fields import Field, fields, read_value
from assistant.drafting.grounds import left_reason, weighting_reason
from assistant.drafting.spoken import apart, spoken, whole
from assistant.errors import BadBrief

START, CHANGE, UNDO, WHY, SHOW, GAPS = "start", "change", "undo", "why", "show", "gaps"
PUT, ADD, TAKE, RESTORE, WORD = "put", "add", "take", "restore", "word"
"""What a change does: give a field a value, add to a list, leave a clause or section out, put it back, word a clause anew."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a brief. `about` is a field's id; for TAKE, RESTORE and WORD the number of a clause or section, or the letter of an annex."""

    does: str
    about: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a turn wants of the draft. `about` is what WHY and SHOW are of; `plain`: it counts wherever a draft is open."""

    kind: str
    changes: tuple[Change, ...] = ()
    about: str = ""
    plain: bool = True
    problem: str = ""
    """What was meant for a field and cannot be, in words."""


_LEAD = r"^\W*(?:(?:ok(?:ay)?|so|and|also|now|then|actually|please|can you|could you|would you|will you|i(?:'d| would) like (?:you )?to|i want (?:you )?to|let's|let us|just|no|yes|well|sorry|thanks|great|good)\b[\s,.!:;-]*)*"
_END = r"(?:[\s,]+(?:please|then|now|instead|again|thanks|thank you|for me|for us|too|as well|from (?:it|the (?:draft|policy))|(?:in|to|into) (?:it|the (?:draft|policy))))*\W*$"
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent\b)|\b(five|ten|fifteen|twenty|twenty-five|thirty)\s?(?:%|per ?cent\b)", re.I)
_WORDS = {"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30}
_OF_WEIGHT = re.compile(r"\b(weight\w*|floor|minimum|at least|make (?:it|that)|set (?:it|that)|raise|lower|increase|reduce|up to|down to|put it|change (?:it|that)|go (?:to|for|with)|use|we (?:choose|chose|want|need|ask for))\b", re.I)
_UNDO = re.compile(rf"{_LEAD}(?:undo|un-do|revert|go back|take (?:that|it) back|put (?:that|it) back(?: (?:as|how) it was)?|cancel (?:that|the last change)|change (?:that|it) back)(?: (?:that|it|the last (?:change|one)|one step|a step))?{_END}", re.I)
_WHY = re.compile(rf"{_LEAD}(?:why|where does|where do|what is behind|what's behind|on what grounds|what (?:evidence|reason) (?:is there )?for|explain|justify)\b(?P<rest>.*)$", re.I)
_POLITE = re.compile(rf"{_LEAD}(?:you|very much|a lot|again|there|hello|hi)*\W*$", re.I)
_PLACE = r"(?:(?:section|clause|paragraph|part|number|no\.?|point) )?(?P<number>\d{1,2}(?:\.\d{1,2})?)\b|annex (?P<letter>[a-g])\b"
_NUMBERED = re.compile(_PLACE, re.I)
_SHOW = re.compile(rf"{_LEAD}(?:show|read|print|give|see|open|display|let me see|what does)(?: me| us| out)?(?: (?:the|all of|all|of|whole|full|current|entire|my|our))* (?P<what>draft|policy|document|text|it|everything|{_PLACE.replace('number>', 'n>').replace('letter>', 'l>')})(?: say)?(?: in full)?{_END}", re.I)
_GAPS = re.compile(rf"{_LEAD}(?:what(?:'s| is| are|s)? (?:is )?(?:still |left |the )?(?:missing|open|gaps?|to be agreed|to agree|left|to do|unknown)|what (?:else )?do you (?:still )?need(?: to know)?|which gaps|show (?:me )?the gaps)\b", re.I)
_REQUEST = re.compile(r"^\W*(?:ok(?:ay)?\W+|so\W+|and\W+|please\W+)*(?:can|could|would|will|can't) (?:you|we|u)\b", re.I)
_SHORT = re.compile(rf"{_LEAD}(?:(?:make|keep) (?:it|the (?:draft|policy)) )?(?:much |a bit |a lot )?(?:shorter|short|briefer|more concise)(?: version)?{_END}|{_LEAD}(?:shorten|cut|trim) (?:it|the (?:draft|policy))(?: down)?{_END}|{_LEAD}the short version{_END}", re.I)
_FULL = re.compile(rf"{_LEAD}(?:(?:make|keep) (?:it|the (?:draft|policy)) )?(?:longer|full|in full|the full version|long(?: version)?){_END}", re.I)
_ON = r"(?:add|include|put (?:back )?in|put back|bring (?:back|in)|keep|restore|have|with)"
_OFF = r"(?:take out|take away|remove|drop|leave out|delete|cut|strike|lose|omit|exclude|without|get rid of|no)"
_TOGGLES = {
    "decommissioning": r"(?:the |a |our )?(?:promise (?:on|about) |section on |clause on |part (?:on|about) )?decommissioning(?: (?:promise|clause))?",
    "compact": r"(?:the |any |all )?(?:mention of the |references? to the |part (?:on|about) the |clause on the )?(?:compact|covenant|civil society covenant)(?: (?:clause|principles?))?",
    "goods_and_works": r"(?:the )?(?:goods(?: and works)?|works)",
}
_DIFFERENT = re.compile(rf"{_LEAD}(?:for|draft it for|make it for|use) (?:the )?(?:successor|today|the icb|the law (?:now|today)|now)\b(?:[:,]? (?:which is |called |it is |namely )?(?P<name>[A-Z].+?))?{_END}|{_LEAD}(?:the )?(?:successor|icb)(?: is|:) (?P<name2>[A-Z].+?){_END}")
_STUDY = re.compile(r"\b(?:as at 2017|as of 2017|for study|a study draft|study version|historic(?:al)? draft)\b", re.I)
_EDIT = re.compile(rf"{_LEAD}(?:change|reword|replace|rewrite|edit|make) (?:clause )?(?P<number>\d{{1,2}}\.\d{{1,2}})(?: (?:to(?: say| read)?|with|so that it says|say|read):?|:)\s*[“\"']?(?P<text>.+?)[”\"']?\s*$|"
                   rf"{_LEAD}clause (?P<number2>\d{{1,2}}\.\d{{1,2}}) should (?:say|read):?\s*[“\"']?(?P<text2>.+?)[”\"']?\s*$", re.I | re.S)
_FIRST = re.compile(r"\b(?:that |which |and |to )?(?:puts?|putting|place[sd]?) (?P<what>[^.;?!]+?) (?:first|at the top|above all)\b", re.I)
_PRIORITIES = re.compile(r"\b(?:our |the |with |local )?(?:priorit(?:y|ies)|outcomes?)(?: (?:is|are|should be|will be)|:) (?P<list>[^.?!]+)|\b(?:focus(?:es|ed|ing)?|concentrat\w+) on (?P<list2>[^.?!]+)|\bprioritis(?:es|ing|e) (?P<list3>[^.?!]+)", re.I)
_ADD_PRIORITY = re.compile(rf"{_LEAD}add (?:a |another |the )?(?:priority|outcome)(?: of| on| for|:)? (?P<what>.+?){_END}|{_LEAD}add (?P<what2>.+?) (?:as|to) (?:a |the |our |another )?priorit(?:y|ies){_END}", re.I)
_BODY = r"(?:CCG|ICB|ICS|Integrated Care Board|Clinical Commissioning Group|Council|NHS (?:Foundation )?Trust|Foundation Trust|Trust|Department(?: for| of)?|Ministry of|Agency|Housing|Homes|Association|Police|Constabulary|Fire|Authority|University|College|Board|Commission|Service)"
_NAME = re.compile(r"\bfor (?:the |our )?(?P<name>(?-i:[A-Z])[\w’'&().,-]*(?: (?:(?:and|of|the|for|in|on|upon|with|&)(?= )|(?-i:[A-Z][\w’'&().,-]*)))*)", re.I)
_NAMED = re.compile(r"\b(?:it is for|it's for|the policy is for|we are|we're|our name is|the (?:body|organisation) is|organisation:|name:) (?:the )?(?P<name>(?-i:[A-Z])[^.;?!]*)", re.I)
_KIND = re.compile(r"\b(?:we are|we're|it is for|it's for|the policy is for|(?:the|our) (?:body|organisation) is|we work (?:for|in|at)|i work (?:for|in|at)) (?:actually |now |really )?(?:an?|the|our) "
                   r"(?P<kind>(?:(?!(?:about|of|with|by|to|for|that|the|in|on|at)\b)[\w'-]+ ){0,4}?(?:care board|health board|icb|ccg|commissioning group|trust|council|authority|borough|department|ministry|agency|"
                   r"central government|association|landlord|registered provider|police|constabulary|fire|university|college|school|academy|museum|charity|public body)\b(?! trust\b)(?: trust\b)?(?: (?:in|of) (?:\w+ )?Wales)?)", re.I)
"""A kind of body, without a name: which one it is, the names of corpus/law/bodies.yaml tell."""
_BUYS = re.compile(r"\b(?:we|they|who|that|which|it) (?:mainly |also |only )?(?:buys?|commissions?|purchases?|procures?) (?P<list>[^.;?!]+)", re.I)
_WHAT = {"health care services": r"health ?care|health services|clinical|medical", "light-touch services": r"light[ -]touch|social care|care homes?|home care",
         "goods": r"goods|supplies|equipment|vehicles", "works": r"works\b|building|construction", "other services": r"other services|support services|(?<!care )(?<!touch )(?<!health )services|cleaning|catering|transport|it\b"}
_NOTHING_AFTER = re.compile(r"\s+\b(?:with|that|which|who|where|as at|as of|under|covering|and (?:make|put|with|include)|in plain|please|by|at|of \d+)\b.*$|[,;:.]+$", re.I)


def read_wish(text: str, *, starts: bool = False) -> Wish | None:
    """What a turn wants of a draft; None when it says nothing of one. `starts`: it is known to ask for a draft."""
    text = " ".join(text.replace("’", "'").split())
    if not starts and (asked := _asked(text)):
        return asked
    if not starts and text.endswith("?") and not _REQUEST.match(text):
        return None
    changes, problems = _read(text, starts=starts)
    if problems and not changes and not starts:
        return Wish(CHANGE, problem="; ".join(problems))
    if left := next(filter(None, (left_reason(part, " ".join(_texts_of(changes))) for part in apart(text))), ""):
        problems.append(f"your reason, “{left[:80]}”, has no place that I can tell: if it is for the weighting, say “the reason for the weighting is …”")
    problem = "; ".join(problems)
    if starts:
        return Wish(START, changes, problem=problem)
    if not changes:
        return None
    return Wish(CHANGE, changes, plain=not (_SHORT.match(text) or _FULL.match(text)), problem=problem)


def _read(text: str, *, starts: bool) -> tuple[tuple[Change, ...], list[str]]:
    """The changes of a turn, wish by wish, and what of it was meant for the draft and cannot be read."""
    parts = [text] if _EDIT.match(text) and not starts else apart(text)
    changes: list[Change] = []
    problems: list[str] = []
    for place, part in enumerate(parts):
        try:
            found = tuple(_changes(part, starts=starts, named=place == 0))
        except BadBrief as error:
            problems.append(str(error))
            continue
        if not found and (place or not starts and len(parts) > 1 and not _POLITE.match(part)):
            problems.append(f"I could not tell what “{part.strip(' .,;')[:80]}” is to change")
        changes += found
    if parts and not changes and not problems[1:] and len(parts) > 1 and not starts:
        problems = []  # nothing of it is a wish about the draft
    return tuple(changes), problems


def _texts_of(changes: Iterable[Change]) -> Iterator[str]:
    """The texts that changes put in."""
    for change in changes:
        for value in change.value if isinstance(change.value, tuple) else (change.value,):
            yield from map(str, value.values()) if isinstance(value, Mapping) else (str(value),)


def _asked(text: str) -> Wish | None:
    """A wish that changes nothing."""
    if _UNDO.match(text):
        return Wish(UNDO)
    if match := _SHOW.match(text):
        place = _NUMBERED.search(match["what"])
        return Wish(SHOW, about=_place(place) if place else "", plain=False)
    if _GAPS.match(text):
        return Wish(GAPS, plain=False)
    if match := _WHY.match(text):
        if place := _NUMBERED.search(match["rest"]):
            return Wish(WHY, about=_place(place), plain=bool(re.search(r"\b(clause|section)\b", match["rest"], re.I)))
        if re.search(r"\bweight|\bfloor\b|\d ?%|per ?cent", match["rest"], re.I) and not re.search(r"\b(ccgs?|report|guide|councils|nhs|act)\b", match["rest"], re.I):
            return Wish(WHY, about="weighting", plain=False)
    return None


def _changes(text: str, *, starts: bool, named: bool = True) -> Iterator[Change]:
    """The changes of one wish. `named`: a request for a draft may name its body here by "for". Raises BadBrief."""
    if (match := _EDIT.match(text)) and not starts:
        yield Change(WORD, match["number"] or match["number2"], (match["text"] or match["text2"]).strip())
        return
    if _SHORT.match(text) or _FULL.match(text):
        yield Change(PUT, "length", "short" if _SHORT.match(text) else "full")
        return
    if match := _DIFFERENT.match(text):
        yield Change(PUT, "status", CURRENT)
        if name := match["name"] or match["name2"]:
            yield Change(PUT, "name", whole("name", name.strip(" .,")))
        return
    if _STUDY.search(text):
        yield Change(PUT, "status", STUDY)
    reason, rest = weighting_reason(text)
    floor = _floor(rest, starts=starts)
    if reason and (floor or re.search(r"\bweighting\b|\bfloor\b", text[:text.index(reason)] or rest, re.I)):
        text = rest  # what a reason says is a reason, and no change besides
    else:
        reason, floor = "", _floor(text, starts=starts)
    if floor is not None:
        yield Change(PUT, "weighting_floor", floor)
    if reason:
        yield Change(PUT, "weighting_reason", value_of(fields()["weighting_reason"], reason))
    yield from _toggled(text)
    yield from _priorities(text)
    if match := _KIND.search(text):
        yield Change(PUT, "kind", f"a {match['kind']}")
    if match := (_NAME.search(text) if starts and named else None) or _NAMED.search(text):
        name = _NOTHING_AFTER.sub("", match["name"].strip()).strip(" .,;:")
        if re.search(rf"\b{_BODY}\b", name, re.I) or starts and len(name.split()) > 1:
            yield Change(PUT, "name", whole("name", name))
    if (match := _BUYS.search(text)) and (bought := _bought(match["list"])):
        yield Change(PUT, "buys", bought)
    for field, value in spoken(text):
        yield Change(PUT, field, value_of(fields()[field], value))


def _floor(text: str, *, starts: bool) -> Any:
    """The weighting floor that a turn asks for, in percent; None where it asks for none. Raises BadBrief."""
    match = _PERCENT.search(text)
    if not match or not (starts or _OF_WEIGHT.search(text)) or re.search(r"\bprice\b|\bquality\b", text, re.I):
        return None
    figure = float(match[1]) if match[1] else _WORDS[match[2].lower()]
    return read_value(fields()["weighting_floor"], f"{figure:g}")


def _toggled(text: str) -> Iterator[Change]:
    for field, words in _TOGGLES.items():
        if re.search(rf"\b{_OFF} {words}\b", text, re.I):
            yield Change(PUT, field, False)
        elif re.search(rf"\b{_ON} {words}\b", text, re.I):
            yield Change(PUT, field, True)
    for does, verb in ((TAKE, _OFF), (RESTORE, _ON)):
        if match := re.search(rf"{_LEAD}{verb} (?:{_PLACE})(?: back)?{_END}", text, re.I):
            yield Change(does, _place(match))
    if match := re.search(rf"{_LEAD}put (?:{_PLACE}) back{_END}", text, re.I):
        yield Change(RESTORE, _place(match))


def _priorities(text: str) -> Iterator[Change]:
    if match := _ADD_PRIORITY.match(text):
        yield Change(ADD, "priorities", _outcomes(match["what"] or match["what2"]))
    elif match := _FIRST.search(text):
        yield Change(ADD, "priorities", ({"outcome": whole("priorities", match["what"].strip()), "first": "yes"},))
    elif match := _PRIORITIES.search(text):
        yield Change(PUT, "priorities", _outcomes(match["list"] or match["list2"] or match["list3"]))


def _outcomes(said: str) -> tuple[Mapping[str, str], ...]:
    return tuple({"outcome": whole("priorities", what)} for what in _parts(said))


def _bought(said: str) -> tuple[str, ...]:
    return tuple(what for what in fields()["buys"].choices if re.search(rf"\b(?:{_WHAT[what]})", said, re.I))


def value_of(field: Field, said: str) -> Any:
    """What was said, as the field's value; a list of several is taken apart. Raises BadBrief."""
    if field.id == "buys" and (bought := _bought(said)):
        return bought
    if field.type in ("texts", "rows", "choices"):
        return read_value(field, [whole(field.id, part) for part in _parts(said)])
    if field.type == "text" and field.id != "weighting_reason":
        whole(field.id, said)
    return read_value(field, re.sub(r"^(?:the|our) ", "", said) if field.id in ("lead", "sponsor") else said)


def answer_of(field: Field, said: str) -> tuple[Change, ...]:
    """The changes of an answer to what was asked of a field: a weighting may come with its reason, an answer with another wish. Raises BadBrief."""
    said, *more = apart(said) or [said]
    others = tuple(change for part in more for change in _changes(part, starts=False))
    names = tuple(Change(PUT, name, value_of(fields()[name], value)) for name, value in spoken(said))  # "2. our lead is Jane Doe"
    return (*(names or _answer_of(field, said)), *others)


def _answer_of(field: Field, said: str) -> tuple[Change, ...]:
    if field.id in ("name", "kind"):
        return (Change(PUT, field.id, said),)
    if field.id == "weighting_reason":
        said = re.sub(r"^\W*(?:it(?: is|'s) )?because ", "", said, flags=re.I)
    reason, rest = weighting_reason(said) if field.id == "weighting_floor" else ("", said)
    made = (Change(PUT, field.id, value_of(field, rest)),)
    return (*made, Change(PUT, "weighting_reason", value_of(fields()["weighting_reason"], reason))) if reason else made


def numbered(text: str) -> Mapping[int, str]:
    """Answers given by number ("1. the Director 2. May 2027"); {} where there are none."""
    parts = re.split(r"(?:^|\s)([123])[.):]\s+", text.strip())
    return {int(n): answer.strip(" ,;") for n, answer in zip(parts[1::2], parts[2::2], strict=False) if answer.strip(" ,;")} if len(parts) > 2 and not parts[0].strip() else {}


def is_answer(text: str) -> bool:
    """Whether a turn without any wish may be a bare answer to a question that was asked of the brief."""
    return len(text.split()) <= 40 and not re.search(r"\?|^\W*(?:what|who|which|where|when|why|how|is|are|do|does|did|can|could|should|must|tell|explain|show|list|define|thanks?|hello|hi|help)\b", text, re.I)


def _parts(said: str) -> list[str]:
    """a; b; c, or a, b and c; one thing where there is no comma."""
    said = said.strip(" .;")
    parts = re.split(r"\s*;\s*", said) if ";" in said else re.split(r"\s*,\s*(?:and )?|\s+and (?=[^,]*$)", said) if "," in said else [said]
    return [part.strip() for part in parts if part and part.strip()]


def _place(match: re.Match[str]) -> str:
    return match["number"] or match["letter"].upper()
