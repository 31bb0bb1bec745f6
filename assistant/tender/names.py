"""Partners, people and awards that an answer claims and the bidder's own evidence does not name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.tender.reading import Reading
from assistant.tender.wording import shipped_wording
from assistant.text import MONTHS, fold

_RUN = re.compile(r"[A-Z][\w’'&-]*(?:\s(?:(?:of|for|the)\s)?[A-Z][\w’'&-]*)*")
_POST = r"(?:[Mm]anager|[Dd]irector|[Cc]o-?ordinator|[Oo]fficer|[Ll]ead(?:er)?|[Ee]xecutive|[Tt]rustee|[Ss]upervisor|[Aa]dvis[eo]r|[Mm]entor|[Aa]dministrator|[Cc]hampion|[Cc]hair|[Hh]ead|[Tt]reasurer|[Ss]ecretary|[Cc]hef|[Nn]urse|[Tt]eacher|[Tt]utor|[Tt]rainer|[Pp]resident|[Ff]ounder|[Pp]rincipal)"
_LITTLE = re.compile(rf"^(?:(?:Our|The|We|In|At|With|By|From|Each|This|That|All|Both|And|For|A|An|It|If|As|On|To|Your|When|Through|Under|During|Working|Together|Partners?|Since|After|Before|{MONTHS})\s+)+")
_PARTNERED = re.compile(r"\b[Pp]artner\w*\b|\b[Ww]ork(?:s|ing|ed)? (?:closely )?(?:together )?with\b|\btogether with\b|\b(?:has|have) (?:both |all |each )?(?:agreed|confirmed|signed)\b|\brefers?\b|\bwill (?:refer|train|host|lend|supply)\b|\bdelivered (?:by|with)\b")
_PLACED = re.compile(r"\b(?:in|at|across|near|around|within|of|from|to|for)(?: the)?\s+$")
_LED = re.compile(r"^,? (?:our |the |who |will )*(?:leads?|owns?|manages?|oversees?|is (?:responsible|accountable|in charge)|answers for|be responsible)\b")
_NO_BODY = re.compile(r"\b(?:Act|Bill|Regulations?|Model|Framework|Strategy|Plan|Policy|Programme|Project|Scheme|Indicators?|Standards?|Report|Survey|Assessment|Week|Day|Month|Year|Wage|Workers|Officers|Managers|Nurses|Teams|Boards|Leads|Advis[eo]rs|Directors|Coordinators)$")
"""Ends of names that are no partner's: a law, a plan, a sort of people."""
_ALONE = re.compile(r"[A-Z][a-z]{2,}(?:['’]s|s['’])?$(?<!ish)(?<!an)(?<!ese)(?<!ic)(?<!ali)(?<!im)")
_WITH = re.compile(r"\b(?:[Ww]ork(?:s|ed|ing)?(?: closely)?(?: together)? with|[Pp]artnership with|[Tt]ogether with|[Pp]artners?(?: (?:is|are|include))?)\s+(?:the )?$")
_ENDS = re.compile(r"^(?:$|[.,;:)]|\s(?:since|to|on|in|at|and|for|who|which|from|by|each|every|so|as|has|have|will)\b)")
_TO_COME = re.compile(r"\b(?:will|shall|aims?|towards?|apply|applying|seek|working to|by 20\d\d)\b", re.I)


def unknown_names(reading: Reading, known: str) -> tuple[tuple[str, str], ...]:
    """(sentence, name) of each partner, person, award and accreditation that an answer names and `known` does not, in order, each name once.

    `known` is all that the bidder says: the evidence, the brief. A partner may be named by the question too; that the buyer names an award makes it
    nobody's.
    """
    mine, theirs = fold(known).lower(), fold(reading.question).lower()
    found: dict[str, str] = {}
    for said in reading.answer.own:
        for name, ground in (*((one, mine) for one in _awards(said.text)), *((one, f"{mine} {theirs}") for one in _bodies(said.text))):
            if fold(name).lower() not in ground and not any(name in other or other in name for other in found):
                found[name] = said.text
    return tuple((text, name) for name, text in found.items())


def names_one(text: str) -> bool:
    """Whether a sentence names a partner, a person in a post or an award."""
    return any(True for _ in (*_awards(text), *_bodies(text)))


def _awards(text: str) -> Iterator[str]:
    for pattern in shipped_wording().awards:
        for match in pattern.finditer(text):
            if not _TO_COME.search(text[:match.start()]):
                yield match["name"]


def _bodies(text: str) -> Iterator[str]:
    """The names of a sentence that speaks of partners, and those of people who hold a post."""
    partnered = bool(_PARTNERED.search(text))
    for match in _RUN.finditer(text):
        posted = list(re.finditer(rf"\b{_POST}\b,?\s*", match.group()))
        name = match.group()[posted[-1].end():] if posted else match.group()
        name = _LITTLE.sub("", f"{name} ").strip().removesuffix("’s").removesuffix("'s")
        before, after = text[:match.start()], text[match.end():]
        lone = not re.search(r"\s", name) and not (_ALONE.match(match.group()) and _WITH.search(before) and _ENDS.match(after))
        if not name or not name[0].isupper() or lone or _NO_BODY.search(name):
            continue
        person = bool(posted or re.search(rf"\b{_POST},?\s+$", before) or re.match(rf",? (?:our |the |who is our )?(?:\w+ )?{_POST}\b", after) or _LED.match(after))
        if person and len(name.split()) in (2, 3) or partnered and not _PLACED.search(before):
            yield name
