"""What a person has said of themselves in a conversation, and a question read with it. Pure.

It is told by the user's own turns alone and used only where a question says "we", "us", "our" or "my area". It is never stated as
what a document says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.domain import Role
from assistant.text import sentence_spans


@dataclass(frozen=True, slots=True)
class Memory:
    """Each as the user last gave it, "" or None where they did not. `body` is the kind of it, in lower case ("council")."""

    role: Role | None = None
    organisation: str = ""
    body: str = ""
    service: str = ""
    area: str = ""

    def __bool__(self) -> bool:
        return self != Memory()

    @property
    def told(self) -> tuple[str, ...]:
        """What is remembered, a phrase each, to be shown to the user ("you are with NHS Swindon CCG")."""
        called = {Role.COMMISSIONER: "you commission or buy", Role.VCSE: "you bid for contracts", Role.STUDENT: "you study"}
        kind = f"you are {_article(self.body)} {_written(self.body)}" if self.body and self.body not in self.organisation.lower() else ""
        return tuple(filter(None, (
            called.get(self.role, "") if self.role else "", f"you are with {self.organisation}" if self.organisation else "", kind,
            f"you are in {self.area}" if self.area else "", f"you buy {self.service}" if self.service else "")))


# --- the words people use of themselves ------------------------------------------------------------------

_BUYERS = (r"ccgs?|clinical commissioning groups?|icbs?|integrated care boards?|integrated care systems?|nhs (?:foundation )?trusts?|(?:foundation|hospital|acute|mental health|community) trusts?|"
           r"(?:(?:county|borough|district|city|metropolitan|metropolitan borough|unitary|town|parish|welsh) )?councils?|local authorit(?:y|ies)|combined authority|"
           r"housing associations?|police forces?|fire (?:service|authority)|fire and rescue service|universit(?:y|ies)|schools?|(?:central )?government departments?|"
           r"csus?|commissioning support units?|public bod(?:y|ies)|health boards?|academy trust")
_SELLERS = (r"charit(?:y|ies)|community groups?|social enterprises?|community interest compan(?:y|ies)|cics?|voluntary (?:groups?|organisations?)|vcses?|vcse organisations?|co-?operatives?|"
            r"community organisations?|not-for-profits?|non-?profits?|smes?|small businesses?|mutuals?|third sector organisations?|hospices?")
_ROLES: tuple[tuple[Role, str], ...] = (
    (Role.VCSE, r"bidders?|bid[ -]?(?:writers?|managers?|leads?|teams?)|tenderers?|suppliers?|providers?|contractors?|fundraisers?"),
    (Role.COMMISSIONER, r"commissioners?|commissioning (?:managers?|officers?|leads?|teams?)|buyers?|procurement (?:officers?|managers?|leads?|teams?|people|person|professionals?)|contracts? managers?|"
                        r"category managers?|purchasers?"),
    (Role.STUDENT, r"students?|undergraduates?|postgraduates?|phds?|phd candidates?|apprentices?|learners?"),
)
_DOING: tuple[tuple[Role, str], ...] = (
    (Role.VCSE, r"bid|bids|bidding|tender for|tendering for|applying for (?:a )?contracts?"),
    (Role.COMMISSIONER, r"commission|commissioning|buy|buying|procure|procuring|purchase|purchasing|letting a contract"),
    (Role.STUDENT, r"study|studying|writing (?:my|an?|our|this) (?:\w+ ){0,3}?(?:essay|dissertation|thesis|assignment|paper)|doing (?:my|an?) (?:\w+ ){0,2}?(?:degree|dissertation|essay|masters|phd|course)"),
)
_AM = r"(?:\b(?:i[’']?m|i am|im|we[’']?re|we are|i work as|i was|my (?:role|job) is(?: that of)?|(?:treat|count|regard|answer|think of) (?:me|us)(?: please)? as|speaking as|as)(?: (?:also|now|just|actually|currently|both))?)"
_WORKS = (r"(?:\b(?:i|we)(?: currently| now| all| both)? (?:work|volunteer)(?:s|ed)? (?:for|at|with|in|within|on behalf of)|\b(?:i[’']?m|i am|im|we[’']?re|we are)(?: all| both)?(?: (?:based|employed|here|working))? "
          r"(?:at|with|from|for|by)|\b(?:i|we) (?:represent|run|manage|lead|chair)|\bon behalf of|\bspeaking for|\bemployed by|\b(?:my|our) (?:organisation|organization|employer|council|company|charity|"
          r"ccg|icb|trust|group|client|workplace)(?: (?:is|are)(?: called)?|[’']s(?: called)?|:))")
_SMALL = r"(?:and|of|the|for|on|upon|in|under|with|by|&)"
_NAME = rf"(?-i:[A-Z0-9][\w’'&.-]*)(?:,? (?:{_SMALL} ){{0,2}}(?-i:[A-Z][\w’'&-]*))*"
_ORGANISATION = re.compile(
    rf"(?:{_WORKS}|{_AM}(?: (?:an?|the) (?:[\w’'-]+ ){{1,6}}?(?:at|for|with|from|in|of))?) (?:the )?"
    rf"(?P<name>{_NAME}|(?!an? |the |my |our |this |that |not )(?:[\w’'&,-]+ ){{1,7}}?(?:ccg|icb|integrated care board|clinical commissioning group|council|nhs trust|nhs foundation trust|foundation trust|university)\b)", re.I)
_KIND = re.compile(rf"(?:{_AM}|{_WORKS}|\b(?:i|we) (?:work|volunteer) [\w ]{{0,30}}?\b(?:for|at|in|within)) (?:(?:an?|the|one of the|your|our) )?(?:(?!not\b)[\w’'-]+ ){{0,4}}?(?P<kind>{_BUYERS}|{_SELLERS})\b(?! (?:policy|policies|plan|report|tender))", re.I)
_AREA = re.compile(rf"(?:\b(?:i[’']?m|i am|we[’']?re|we are|i live|i work|we work)(?: based| located| working)? in|\b(?:my|our) (?:area|patch|region|county|town|city) is) (?:the )?(?P<area>{_NAME})", re.I)
_SERVICE = re.compile(
    r"\b(?:we|i|who|that|council|ccg|icb|trust|authority)(?:[’']re|[’']m| are| am| is)?(?: (?!not\b|should\b|how\b)[\w’'-]+){0,5}? ?(?:\bgoing to |\babout to |\bplanning to |\bwant to |\bneed to )?\b(?:buy|buying|buys|procure|procures|procuring|commission|commissions|commissioning|"
    r"purchase|purchasing|tendering (?=for)|retendering|letting a contract)(?: for)? (?!which\b|what\b|how\b)(?:an? |the |our |some |new )?(?P<service>[\w’'-]+(?: (?!(?:this|next|from|for|in|to|then|under|at|by|on|over|worth|which|what|how|so|do|does|and|as|we|i|with|through|soon|now|again|every)\b)"
    r"[\w’'-]+){0,3})(?P<size> (?:above|below|under|over) the threshold|,? (?:for|worth|at|of) (?:about |around |some |up to )?£\s?\d[\d,.]*\d ?(?:k\b|m\b|million\b|thousand\b)?(?: a year)?(?: (?:including|excluding|with|without|plus) vat)?)?", re.I)
_NO_SERVICE = frozenset(["it", "them", "this", "that", "things", "stuff", "services", "contracts", "something", "group", "groups", "support", "process", "social", "manager", "officer", "lead", "team", "for", "on", "from", "in"])
_STUDYING = re.compile(rf"\b(?:i|we|i[’']?m|we[’']?re|im)(?: am| are)?(?: (?!not\b|should\b|how\b)[\w’'-]+){{0,5}}? (?:{_DOING[2][1]})\b", re.I)
_OF_ROLES = tuple((role, re.compile(rf"(?:{_AM}) (?:(?:an?|the|your|our) )?(?:(?!not\b|if\b)[\w’'-]+ ){{0,4}}?(?:{nouns})\b(?! (?:should|must|need|can|do|does)\b)", re.I)) for role, nouns in _ROLES)
_OF_DOING = tuple((role, re.compile(rf"\b(?:i|we|i[’']?m|we[’']?re|im)(?: am| are)?(?: (?!not\b|should\b|how\b|do\b|can\b|must\b|to\b)[\w’'-]+){{0,5}}? (?:{verbs})\b", re.I)) for role, verbs in _DOING)
_SUPPOSED = re.compile(r"\b(if|suppose|imagine|unless|whether) (i|we)\b|\b(are|were) (we|they)\b|\bam i\b", re.I)
_ASKED = re.compile(r"\b(do|did|should|can|could|must|would|will) (we|they|i)\b", re.I)
_NOT_STATED = re.compile(r"\?|\b(need|needs|want|wants|know|wonder\w*|looking (?:for|at|to)|trying|help|how|what|which|who should|whether|why|where|should|must|could|would|can|tell|explain|find|show|give|does|did|think|believe)\b", re.I)
_STATED_MOST = 24
_PLANNED = re.compile(r"\b(?:want|need|plan|hope|intend|have|are going|am going|are about|are planning|are looking|am planning|would like|have been asked) to (?=(?:buy|procure|commission|purchase|retender|let|tender|bid)\b)", re.I)
"""What only puts a verb into the future ("we want to buy catering")."""
_STATES = re.compile(rf"^(?P<lead>\W*(?:(?:ok(?:ay)?|so|right|hi|hello|hey|by the way|just so you know|for (?:context|info|information|your information|background|the record)|fyi|background|context|please|note(?: that)?|"
                     rf"(?:please )?remember(?: that)?|from (?:now|here) on|actually|also|and|sorry|well|no|to be clear|you should know(?: that)?|bear in mind(?: that)?)\b[\s,.:;-]*)*)"
                     rf"(?:(?:i|we)(?:[’']m|[’']re|[’']ve| am| are| work| run| represent| volunteer| manage| lead| chair| buy| bid| commission| procure| study| tender| live)\b|im\b|my (?:role|job|organisation|organization|employer|council|company|charity|ccg|icb|trust|area|patch|region|client|workplace)\b|"
                     rf"our (?:organisation|organization|council|company|charity|ccg|icb|trust|area|patch|client)\b|(?:treat|count|regard|think of|answer) (?:me|us)\b|speaking (?:as|for)\b|on behalf of\b|as an? (?:\w+ ){{0,3}}?(?:{'|'.join(n for _, n in _ROLES)})\W*$)", re.I)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a turn."""
    return (text[a:b].strip() for a, b in sentence_spans(text) if text[a:b].strip())


def states(sentence: str) -> bool:
    """Whether a sentence only says something of the person or their organisation, and asks nothing."""
    match = _STATES.match(sentence := _PLANNED.sub("", sentence))
    return match is not None and not _NOT_STATED.search(sentence, match.end("lead")) and len(sentence.split()) <= _STATED_MOST and bool(_read(sentence, Memory()))


def remembered(turns: Sequence[str]) -> Memory:
    """What the user's turns (oldest first) say of them; a later word takes the place of an earlier one."""
    memory = Memory()
    for turn in turns:
        for sentence in sentences(turn):
            memory = _read(sentence, memory)
    return memory


def _read(sentence: str, memory: Memory) -> Memory:
    if _SUPPOSED.search(sentence):
        return memory
    asked = _ASKED.search(sentence) is not None
    if not asked and (match := _ORGANISATION.search(sentence)):
        name = _spelt(match["name"].strip(" ,.;:"))
        if re.search(rf"\b(?:{_BUYERS}|{_SELLERS}|trust|group|ltd|cic|nhs|england|university|uk|centre|association|authority|service|foundation)\b", name, re.I) or len(name.split()) > 1:
            memory = replace(memory, organisation=name, body=_kind_in(name))
    if not asked and (match := _AREA.search(sentence)):
        memory = replace(memory, area=match["area"].strip(" ,.;:"))
    if (match := _KIND.search(sentence)) and not (memory.body and memory.organisation and memory.organisation.lower() in sentence.lower()):
        kind = _single(match["kind"].lower())
        memory = replace(memory, body=kind, organisation=memory.organisation if kind in memory.organisation.lower() else "")
    if not asked and (match := _SERVICE.search(sentence)) and (service := _service(match)):
        memory = replace(memory, service=service)
    role = next((role for role, pattern in _OF_ROLES if pattern.search(sentence)), None)
    if role is None and not asked:
        role = next((role for role, pattern in (_OF_DOING[2], *_OF_DOING[:2]) if pattern.search(sentence)), None)
    if role is None and memory.body and memory.body in sentence.lower():
        role = Role.VCSE if re.fullmatch(_SELLERS, memory.body, re.I) else Role.COMMISSIONER if re.fullmatch(_BUYERS, memory.body, re.I) else None
    return _in_role(memory, role, sentence) if role else memory


_FROM_NOW = re.compile(r"\b(?:now|these days|instead|no longer|any ?more|from now on)\b", re.I)


def _in_role(memory: Memory, role: Role, sentence: str) -> Memory:
    """What is remembered, in a role: one that is new drops an organisation, and what it buys, that do not fit it and that its sentence does not name."""
    fits = {Role.VCSE: _BUYERS, Role.COMMISSIONER: _SELLERS}
    said = memory.organisation and memory.organisation.lower() in sentence.lower() or memory.body and memory.body in sentence.lower()
    other = role in fits and re.fullmatch(fits[role], memory.body, re.I) is not None or role is Role.STUDENT and _FROM_NOW.search(sentence) is not None
    if memory.role in (None, role) and not other or said:
        return replace(memory, role=role)
    kept = replace(memory, organisation="", body="") if other else memory
    return replace(kept, role=role, service=memory.service if role is Role.COMMISSIONER else "")


def _service(match: re.Match[str]) -> str:
    words = match["service"].lower().split()
    if not words or words[0] in _NO_SERVICE:
        return ""
    return " ".join(words) + (match["size"] or "").lower()


def _kind_in(name: str) -> str:
    found = re.findall(rf"\b(?:{_BUYERS}|{_SELLERS})\b", name, re.I)
    return _single(found[-1].lower()) if found else ""


def _single(kind: str) -> str:
    if kind.endswith("ies"):
        return kind[:-3] + "y"
    return kind[:-1] if kind.endswith("s") and not kind.endswith("ss") and kind not in ("ics",) else kind


_CAPITALS = frozenset(["nhs", "ccg", "icb", "ics", "csu", "stp", "cic", "uk", "seuk", "vcse"])


def _spelt(name: str) -> str:
    """A name typed in small letters, in capitals where a name has them."""
    if name != name.lower():
        return name
    return " ".join(w.upper() if w in _CAPITALS else w if re.fullmatch(_SMALL, w) else w[:1].upper() + w[1:] for w in name.split())


def _written(kind: str) -> str:
    return " ".join(w.upper() if w in _CAPITALS else w for w in kind.split())


def _article(noun: str) -> str:
    return "an" if re.match(r"[aeio]|nhs", noun, re.I) else "a"


# --- a question read with it -----------------------------------------------------------------------------

_MINE = r"(?:area|organisation|organization|council|ccg|icb|trust|body|employer|place|patch|authority|board|group|charity|region|town|city|county)"
_HOME = re.compile(rf"\b(we|us|our|ours|we[’']re|we[’']ve)\b|\bmy (own )?{_MINE}\b|\bam i\b|\bdo i count\b", re.I)
_DO = r"(buy|procure|commission|tender|let|use|have to|need|purchase|bid|follow)"


def says_we(text: str) -> bool:
    """Whether a question speaks of the asker's own organisation or area."""
    return _HOME.search(text) is not None


_ABOUT = re.compile(r"\b(?:about|mentions?|names?|cites?|describes?|rates?|rated|classed|classified|say of|said of|found (?:for|of)) (?:us|our \w+|my \w+)\b|\b(?:are|were|is|was) (?:we|(?:our|my) \w+) (?:\w+ )?(?:mentioned|named|rated|classed|classified|cited|"
                    r"described|listed|included|in (?:it|the (?:report|guide|list|documents|appendix|table)))\b", re.I)


def about_us(text: str) -> bool:
    """Whether a question is what the documents say of the asker's own organisation or area."""
    return _ABOUT.search(text) is not None


def readings(text: str, memory: Memory) -> tuple[str, ...]:
    """The question with what is remembered in place of "we", "us" and "our", the most exact first; () where there is nothing to put."""
    if not says_we(text) or not memory:
        return ()
    of_us = about_us(text)
    text = re.sub(r"^(\W*(?:is|are|was|were) (?:we|(?:our|my) \w+)) in (?=(?:it|the (?:report|guide|documents?))\b)", r"\1 mentioned in ", text, flags=re.I)
    service = "" if of_us or _SERVICE.search(text) else memory.service
    kind = f"{_article(memory.body)} {_written(memory.body)}" if memory.body else ""
    names = (f"{memory.organisation}, which buys {service}," if memory.organisation and service else "", memory.organisation, memory.area,
             f"{kind} that buys {service}" if kind and service else "", kind, _place_in(memory.organisation) if _OF_PLACE.search(text) else "")
    return tuple(dict.fromkeys(_put(text, name) for name in names if name))


_OF_PLACE = re.compile(r"\b(area|patch|footprint|plan|stp|region)\b", re.I)


def _place_in(organisation: str) -> str:
    """The place in a body's name: "Leeds" in "Leeds City Council"."""
    return " ".join(re.sub(rf"\b(?:nhs|of|the|royal|london borough|city|county|{_BUYERS})\b", " ", organisation, flags=re.I).split())


def _put(text: str, name: str) -> str:
    own = re.sub(r",? (?:that|which) buys .*", "", name)
    # "We are an ICB buying beds: which rules bind us?" says who "we" are itself.
    bare = re.escape(re.sub(r"^an? ", "", own))
    text = re.sub(rf"^\W*(?:{_AM}|{_WORKS}) (?:(?:an?|the) )?{bare}(?:, and|[,.;:])\s*(?=.*\b(?:we|us|our|my|i)\b)", "", text, count=1, flags=re.I)
    text = re.sub(rf"^\W*(?:as|{_AM}|{_WORKS}) (?=(?:(?:an?|the) )?(?:\w+ ){{0,3}}{bare}\b)", "", text, count=1, flags=re.I)
    possessive = f"{own}’" if own.endswith("s") else f"{own}’s"
    first = True

    def whole(_: re.Match[str] | None = None) -> str:
        """The name with what is bought the first time, and without it after."""
        nonlocal first
        said, first = (name if first else own), False
        return said

    for pattern, made in (
        (rf"\b(?:my|our) (?:own )?{_MINE}[’']s\b", lambda m: possessive), (rf"\b(?:my|our) (?:own )?{_MINE}\b(?! (?:policy|policies|plans?|strategy))", whole),
        (r"\b(?:are we|am i)\b", lambda m: f"is {whole()}"), (r"\bwere we\b", lambda m: f"was {whole()}"), (r"\bhave we\b", lambda m: f"has {whole()}"), (r"\bdo (?:we|i)\b", lambda m: f"does {whole()}"),
        (r"\bwe(?: are|[’']re)\b", lambda m: f"{whole()} is"), (r"\bwe(?: have|[’']ve)\b", lambda m: f"{whole()} has"), (rf"\b((?:must|should|can|could|would|will|may|shall) )?we {_DO}\b", lambda m: f"{m[1] or ''}{whole()} {m[2] if m[1] else _third(m[2])}"),
        (r"\b(?:we|us)\b", whole), (r"\b(?:our|my)\b", lambda m: possessive),
    ):
        text = re.sub(pattern, made, text, flags=re.I)
    text = re.sub(r",(?=\W*$)|,(?=,)", "", text)
    return text[:1].upper() + text[1:]


def _third(verb: str) -> str:
    return "has to" if verb.lower() == "have to" else f"{verb}s"
