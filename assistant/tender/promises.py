"""The promises of an answer: what is to be given, and which of number, unit, group, place, date and owner each names. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.tender.answer import Said
from assistant.tender.signs import Signs, is_hedged, is_statement
from assistant.tender.subjects import subjects_of
from assistant.text import MONTHS, figures, stems

PARTS = ("number", "unit", "group", "place", "date", "owner")
MEASURED = PARTS[:5]
"""The parts that the table of criteria asks of each promise; an owner counts under method and governance."""
_ONE_THING = 3
"""Words that two sentences share when they tell of one promise."""
_GIVES = re.compile(
    r"\b(?:will|shall|commit to|commits to|pledge to|undertake to|guarantee)\b(?: (?:also|each|both|all|then|each year|directly))* "
    r"(?:be )?(?:offer\w*|provid\w+|giv\w+|run|creat\w+|hold|held|host\w*|train\w*|teach|taught|recruit\w*|donat\w+|cut|reduc\w+|plant\w*|fund\w*|match\w*|support\w*|employ\w*|open\w*|deliver\w*|help\w*|"
    r"serv\w+|make|made|bring|pay|paid|build|collect\w*|switch\w*|spend|buy|mentor\w*|place|reach|work|keep the|save|install\w*|lend|set up|launch\w*|organi[sz]e\w*|visit\w*|distribut\w+|repair\w*|take on|secure|insulate|commit|"
    r"employ|hire|involve|join|put|stage|lead|transform|maximi[sz]e|generate|improve|increase|add|bus|drive|feed|house|coach|clean|cook|grow)\b", re.I)
_KEEPING = re.compile(r"\bwill (?:also )?(?:be )?(?:monitor|measur|report|record|review|track|evaluat|evidence|publish|send|share|manag|meet with|check|move|cover|change|bring (?:a|the) (?:recovery )?plan|lead\b|own\b|refer\b|find\b)", re.I)
_IF = re.compile(r"^\s*(?:if|should|where|when)\b", re.I)
_TIMES = re.compile(rf"\b(?:20\d\d(?:/\d\d)?|\d{{1,2}}(?:st|nd|rd|th)? (?={MONTHS})|(?:Level|aged|question|section|page|Q|entry level|month|week|year|quarter) ?\d+(?:(?: to |[-–])\d+)?)", re.I)
_NUMBER = re.compile(r"£ ?\d[\d,]*(?:\.\d+)?|\b\d[\d,]*(?:\.\d+)?(?: ?%| per cent)?|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|a hundred)\b", re.I)
_UNIT = re.compile(rf"(?:{_NUMBER.pattern})(?:[ -](?:[a-zA-Z][\w’'-]*)){{0,6}}?[ -](?:\w+s\b|people|children|men|women|staff|hectares|kilometres|carers’? cafés|tonnes|kg|training|work)|£ ?\d|\d ?%|\bper cent\b", re.I)
_GROUP = re.compile(
    r"\b(?:care leavers|young people|older people|(?:unpaid |family )?carers?|residents|tenants|neighbours|refugees|asylum|(?:people|adults|men|women|parents|veterans|volunteers|pupils|students|learners|trainees) (?:with|in|on|who|out|seeking|leaving|aged|from|of|over|under)|"
    r"disabled|children|families|parents|unemployed|women|veterans|volunteers|patients|learners|pupils|students|homeless|apprentices|ex-offenders|prison|lone|lonely|migrants|girls|boys|teenagers|pensioners|school leavers|year[- ]olds|under-?\d\ds|over-?\d\ds|jobseekers|food bank|firms|businesses|suppliers|(?:social )?enterprises|smes|charities|community groups|mentors|members|staff|workers|drivers|people)\b", re.I)
_PLACE = re.compile(rf"\b(?:in|at|across|from|around|throughout|near|within|of|the) (?:the )?(?:(?:north|south|east|west|central) )?(?-i:(?!(?:{MONTHS}|Level|Act|Council|Trust|Our|We|The|Year|Q)\b)[A-Z][a-z][\w’'-]+)|\b(?-i:[A-Z])\w+ (?:ward|estate|borough|town|district|county|parish|village)s?\b", re.I)
_DATE = re.compile(rf"\b(?:{MONTHS}) 20\d\d\b|\b(?:by|in|from|until|before|end of) 20\d\d\b|\b20\d\d/\d\d\b|\bwithin (?:the first )?\w+ (?:days|weeks|months|years)\b"
                   r"|\b(?:month|year|week|quarter) \d\b|\bby the end of (?:the|year|month)\b", re.I)
"""By when. "A year", "monthly" and "over the life of the contract" are how often or how long, and no date."""
_DOING = re.compile(r"^(?:[A-Z][\w’'-]+ )?\d|^(?:£|\d)|^[^.:]{3,60}:\s*£?\d", re.I)


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence that promises something. `parts` are those of PARTS that it names, itself or through its paragraph; `firm`: not by halves."""

    said: Said
    parts: frozenset[str]
    firm: bool

    @property
    def lacking(self) -> tuple[str, ...]:
        """The parts that it does not name, in the order of PARTS."""
        return tuple(part for part in PARTS if part not in self.parts)

    @property
    def measured(self) -> bool:
        """Whether it names how many of what."""
        return {"number", "unit"} <= self.parts


def promises(said: Sequence[Said], signs: Signs) -> tuple[Promise, ...]:
    """The promises among sentences, in order."""
    everywhere = _everywhere(said, signs)
    made = [_promise(one, everywhere, signs) for one in said if _promises(one)]
    return tuple(promise for n, promise in enumerate(made) if not any(_says_again(promise, other, later=at > n) for at, other in enumerate(made) if at != n))


def _says_again(promise: Promise, other: Promise, *, later: bool) -> bool:
    """Whether a promise only tells once more what another says, with less of it or after it: its figures, and of one thing."""
    told, whole = set(figures(promise.said.text)), set(figures(other.said.text))
    return bool(told) and told <= whole and (promise.parts < other.parts or not later and promise.parts == other.parts) and len(set(stems(promise.said.text)) & set(stems(other.said.text)) - told) >= _ONE_THING


def _promises(said: Said) -> bool:
    """Whether a sentence says that something will be given: a verb of giving, or a list entry that begins with how many under words that promise."""
    text = said.text
    if _IF.match(text) or _KEEPING.search(text) and not re.search(r"\bwill (?:also )?(?:cut|reduce|give|run|provide|create|offer|train|hold|teach)\b", text) or not is_statement(text):
        return False
    if is_hedged(text) and re.search(r"\b(?:we|our|us|staff|suppliers)\b", text, re.I) and not re.search(r"\b(?:told|found|report\w*|happy to)\b", text):
        return True
    if _GIVES.search(text):
        return True
    entry = bool(_DOING.search(_TIMES.sub(" ", text).strip())) and bool(_UNIT.search(_TIMES.sub(" ", text))) and bool(_DATE.search(text))
    return entry and not re.search(r"\b(?:was|were|had|has|have|is|are|ran|taught|won|hosted|helped|found|asked|answered|said|told|wanted|lives?|lived|felt|joined)\b", text)


def _promise(said: Said, everywhere: frozenset[str], signs: Signs) -> Promise:
    # What stands in the same paragraph counts for place, owner and group; number and date are each promise's own.
    # Carbon and waste are saved for nobody in particular, so that a promise of them needs no group.
    text, around = said.text, f"{said.head} {said.around}"
    bare = _TIMES.sub(" ", text)
    there = {
        "number": bool(_NUMBER.search(bare)), "unit": bool(_UNIT.search(bare)), "group": bool(_GROUP.search(text) or _GROUP.search(said.head) or "climate" in subjects_of(text)),
        "place": bool(_PLACE.search(text) or _PLACE.search(said.head)), "date": bool(_DATE.search(text)),
        "owner": any(p.all[0].search(text) for p in signs["lead"]) or any(p.all[0].search(around) and all(q.search(around) for q in p.all) for p in signs["lead"])}
    return Promise(said, frozenset(part for part, yes in there.items() if yes) | everywhere, not is_hedged(text))


def _everywhere(said: Sequence[Said], signs: Signs) -> frozenset[str]:
    """What one sentence says of all the promises at once: who owns them, where they are, by when."""
    whole = [one.text for one in said if re.search(r"\b(?:all (?:of )?(?:this|these|our|the)?|both|each (?:commitment|promise)|every (?:commitment|promise)|all commitments)\b", one.text, re.I)]
    found = set()
    if any(p.all[0].search(text) and all(q.search(text) for q in p.all) for text in whole for p in signs["lead"]):
        found.add("owner")
    ours = [text for text in whole if re.search(r"\b(?:commitments?|promises?|both|all of)\b", text, re.I)]
    if any(re.search(r"\b(?:will (?:be|take place)|are|happen)\b", text) and _PLACE.search(text) for text in ours):
        found.add("place")
    return frozenset(found)
