"""What "we" ask of today: which threshold is ours, and whether we must consider social value. By the body named and what it buys. Pure.

A question in the present tense of "we", "us" or "our" is about today: what a document of 2017 says of a threshold or a duty is no answer to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.bodies import Bodies
from assistant.buyers import GOODS, LIGHT_TOUCH, SERVICES, WORKS, Body, Purchase
from assistant.compose import Statement

CENTRAL, OTHERS, LIGHT, OF_WORKS, TRIGGER = "threshold-central", "threshold-other", "threshold-light-touch", "threshold-works", "open-trigger"
"""Facts of the thresholds of today, and the one that says which of them triggers the Act."""
WHICH_CLASS = {"icb": "open-icb-threshold", "nhs-trust": "threshold-nhs-trusts"}
"""Facts that say which of two thresholds a body has, by its id."""
ACT = "Social Value Act"
OUTSIDE, EXTENT, IN_WALES, WELSH_DUTY = "outside-goods-works", "act-extent", "s1-11-12", "wales-2026"
WALES = "welsh-body"
YES = "Yes, for services at or above the threshold."
_THRESHOLD = re.compile(r"\bthresholds?\b", re.I)
_ASKS_IT = re.compile(r"\b(?:what|which|how (?:much|high|big|large)|where|tell|know|give|do|does|is|are)\b", re.I)
_ABOUT_A_CONTRACT = re.compile(r"\b(?:above|below|over|under|beneath|exceeds?|reach(?:es)?|less than|more than|ignore|apply|applies|why|who|mean|means|meant|differ\w*|lower|raise|set)\b|£", re.I)
"""What makes it a question of a contract, or of something else about thresholds."""
_PAST = re.compile(r"\b(?:was|were|had|did|used to|then|before|previous(?:ly)?|earlier|20[01]\d|202[0-5])\b", re.I)
_OBLIGED = re.compile(r"\b(?:have to|has to|need to|needs to|must|obliged|required|duty|bound|supposed to|legally|apply to|applies to|bind|binds|cover|covers|covered)\b", re.I)
_CONSIDER = re.compile(r"\b(?:consider\w*|think about|take (?:account of|into account)|look at|follow|comply with|obey|do|regard|use|apply|applies|bind|binds|bound|cover|covers|covered|include)\b.{0,60}\b(?:social value|the (?:2012 |social value |public services )?act|social value act)\b"
                       r"|\b(?:social value act|(?:the|2012|this) act|duty to consider)\b.{0,40}\b(?:bind|binds|bound|apply|applies|cover|covers|covered)\b", re.I)
_OTHER_MATTER = re.compile(r"\b(?:how|why|when|who|what|which|where|publish|polic(?:y|ies)|weight\w*|per ?cent|consult\w*|report|record|score|before|after|unless|if|only|below|under|above|over|framework|call-off|prioriti\w+|still)\b|[£%]", re.I)
_MUST_CONSIDER = re.compile(r"^(?:An?|The) [\w ]+ must consider\b")


@dataclass(frozen=True, slots=True)
class Ours:
    """What is told, under an opening line of our own ("" for none)."""

    opening: str
    told: tuple[Statement, ...]


def of_us(bodies: Bodies, question: str) -> Ours | None:
    """What holds today for the body that a question names, or for every buyer where it names none; None for questions of other things."""
    body = bodies.named(question)
    if body is not None and not body.exists:
        return None
    if _asks_threshold(question):
        return _threshold(bodies, body, question)
    return _duty(bodies, body, question) if body and _asks_duty(question) else None


def _asks_threshold(question: str) -> bool:
    rest = re.sub(r"\b(?:apply|applies) to\b", " ", question)
    return bool(_THRESHOLD.search(rest) and _ASKS_IT.search(rest)) and not _PAST.search(rest) and not _ABOUT_A_CONTRACT.search(rest)


def _asks_duty(question: str) -> bool:
    return bool(_OBLIGED.search(question) and _CONSIDER.search(question)) and not _OTHER_MATTER.search(re.sub(r"\b(?:which|that) buys\b", " ", question)) and not _PAST.search(question)


def _threshold(bodies: Bodies, body: Body | None, question: str) -> Ours | None:
    what = bodies.bought(question)
    if body and not body.thresholds or what == GOODS:
        return None
    mine = [fact.id for fact in body.thresholds if fact.id != TRIGGER] if body else [CENTRAL, OTHERS]
    known = [WHICH_CLASS[body.id]] if body and body.id in WHICH_CLASS else []
    match what:
        case "light-touch services":
            wanted = [LIGHT, *mine, TRIGGER]
        case "works":
            wanted = [OF_WORKS]
        case _:
            wanted = [*mine, *known, LIGHT] if body is None or any(p.what == LIGHT_TOUCH for p in body.buys) and not what else [*mine, *known]
    told = tuple(bodies.of_fact(name, first=2 if name == TRIGGER else 1) for name in wanted)
    return Ours("", tuple(s for statements in told for s in statements)) if told else None


def _duty(bodies: Bodies, body: Body, question: str) -> Ours | None:
    if body.id == WALES:
        told = [*_of_act(bodies, body, body.buys[0]), *bodies.of_fact(EXTENT), *bodies.of_fact(IN_WALES, first=2), *bodies.of_fact(WELSH_DUTY)]
        return Ours("", tuple(told))
    what = bodies.bought(question)
    main = next((p for p in body.buys if p.what == (what if what in (GOODS, WORKS) else SERVICES) and p.above is not False), None)
    if main is None or not (duty := _of_act(bodies, body, main)):
        return None
    if what in (GOODS, WORKS):
        return Ours("", tuple(duty))
    also = next((p for p in body.buys if p.what == what != SERVICES), None)
    told = [*duty, *(_of_act(bodies, body, also) if also else ()), *(s for fact in body.thresholds if fact.id != TRIGGER for s in bodies.of_fact(fact.id)),
            *bodies.of_fact(WHICH_CLASS.get(body.id, "")), *bodies.of_fact(OUTSIDE)]
    return Ours(YES if _MUST_CONSIDER.match(duty[0].text) and " that is a " not in duty[0].text else "", tuple(told))


def _of_act(bodies: Bodies, body: Body, purchase: Purchase) -> list[Statement]:
    """What the Act asks of a body for what it buys, each line by itself."""
    return [bodies.rule_alone(body, purchase, rule) for rule in purchase.rules if rule.regime == ACT and not rule.duty.startswith("Section")][:1]
