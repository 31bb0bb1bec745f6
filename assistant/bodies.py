"""Which buyer a question means, what it says is bought, and which of their rules it is after. Pure but for reading the file.

The rules decide by three things: the body, what it buys, and whether the contract reaches the threshold. What is said here stands
word for word on page PAGE of our briefing, which `python -m ingest.law` makes of the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.buyers import (
    GOODS,
    HEALTH,
    LIGHT_TOUCH,
    PAGE,
    SERVICES,
    TITLE,
    WORKS,
    Body,
    Purchase,
    Rule,
    heading,
    read_bodies,
    statements,
)
from assistant.compose import Quote, Statement
from assistant.domain import ClaimKind
from assistant.law import SOURCE_ID, Briefing, Fact
from assistant.text import sentence_spans

_BELOW = re.compile(r"\b(below|under|beneath|less than|smaller than|not reach(ing)?|sub-?)[ -](the |any |its |that )?(\w+ )?threshold|\b(small|low[ -]value) (contract|purchase|tender)", re.I)
_BOUGHT = {
    HEALTH: re.compile(r"\b(health ?care|health|clinical|medical|nursing|community health|mental health|patient|hospital|gp) (service|contract|treatment|care)s?\b|"
                       r"\bhealth ?care\b|\b(audiology|hospice|physiotherapy|podiatry|dentistry|dental|diagnostics?|maternity|dermatology|ophthalmology|ambulance|"
                       r"palliative|talking therap(y|ies)|(district|community|school|mental health) nurs(ing|es)|nursing services?|urgent care|primary care|community care|"
                       r"(hip|knee|joint) replacements?|surgery|surgical|elective (care|operations?)|operations|physio|health visiting|counselling|pathology|radiology|mri|scans)\b", re.I),
    LIGHT_TOUCH: re.compile(r"\blight[ -]touch\b|\bsocial (care )?services?\b|\bsocial care\b|\b(home|domiciliary|residential) care\b", re.I),
    WORKS: re.compile(r"\b(building|construction|civil|refurbishment|repair) works?\b|\bworks( contracts?)?\b(?! (in|with|for|as|like|on|to)\b)|\bconstruction\b", re.I),
    GOODS: re.compile(r"\b(goods|supplies|equipment|furniture|laptops|computers|beds|uniforms|vehicles|stationery|ppe)\b", re.I),
    SERVICES: re.compile(r"\b(other |non-?clinical |non-?health |support |ordinary )?services?\b|\b(cleaning|catering|security|consultancy|it support|transport|grounds maintenance|"
                         r"facilities management|payroll|laundry)\b", re.I),
}
"""What is bought, in the words people use; the first that is met counts, so the widest stands last."""
_RULES = re.compile(r"\b(rules?|law|laws|regimes?|regulations?|procurement act|legislation|floor|bind|binds|bound|apply|applies|covered?|caught|"
                    r"duty|duties|obliged|required|have to follow|do (we|i|they) follow|must (we|i|they)|bites?|engaged|kicks? in|in play)\b", re.I)
_WHICH_RULES = re.compile(r"\b(which|what)( (procurement|other|social value|legal))* (rules?|laws?|regimes?|regulations?|duties|duty|legislation|floor)\b", re.I)
_BUYS = re.compile(r"\b(buy|buys|buying|bought|procur\w+|purchas\w+|spending|paying for|commission(s|ing)?|tender(s|ing)?|contracts?( for)?|let(s|ting)?)\b", re.I)
_WHICH_BODY = re.compile(r"\b(which|what) (kind of |sort of |type of )?(body|authority|contracting authority|buyer|organisation) (am i|are we|do i count as|do we count as)\b", re.I)
_COVERED = re.compile(r"\b(are|is) (we|our \w+) (\w+ )?(covered|bound|caught)\b|\bam i (covered|bound|caught)\b|\bdoes (it|the \w+( \w+)? act) (apply to|cover|bind) (us|me)\b", re.I)
_FLOOR = re.compile(r"(?<![\d.,])(5|10|20) ?%|\b(five|ten|twenty) per ?cent\b|\b(minimum|least|lowest) weighting\b|\b(weighting )?floor\b|"
                    r"\b(have|has|need|needs|required|obliged) to (weight|weigh|give .{0,30}weight)|\bhow much (must|should|does|do) .{0,30}\b(weigh|count|score)\b|"
                    r"\b(what|which|how much|how big|how large) (a )?(percentage|per ?cent|share|proportion|part|weight)\b(?! of (?!the (score|scores|marks|total|points|evaluation)\b))(?=.{0,60}\b(give|gives|weigh|allow|award|set aside|carry|attach|assign|allocate|put|go|goes|count)\b)"
                    r"(?=.*\b(social value|score|scores|marks|tenders?|bids?|evaluation|weigh\w*|net zero)\b)|"
                    r"\bweighting\b.{0,60}\b(must|have to|has to|obliged|required)\b|\b(what|which) weighting (must|should|has to|have to|is .{0,20}(required|needed))\b", re.I)
_OUGHT = re.compile(r"\b(is|are|do|does|must|have to|has to|needs?|required?|should|obliged|apply|applies|binds?|bound)\b", re.I)
"""A question for the least weighting that somebody must give."""
_BY_THE_ACT = re.compile(r"\b(?:(?:have|has|need|needs|supposed|required|obliged) to|must|duty|duties)\b.*\bunder the (?:\w+ ){0,4}act\b|\bunder the (?:\w+ ){0,4}act\b.*\b(?:(?:have|has|need|needs) to|must)\b", re.I)
"""A question for what somebody must do under the Act."""
_IS_BOUND = re.compile(r"^\W*(?:(?:is|are|was|were)\b.*\b(?:bound|covered|caught|governed) by|(?:does|do)\b.*\b(?:apply to|applies to|bind|cover)"
                       r"|(?:does|do|must|should)\b.*\b(?:follow|obey|comply with)|what (?:is|are|do|does|must|should)\b.*\b(?:duty|duties|do)\b.*\bunder)\b", re.I)
_AN_ACT = re.compile(r"\bact\b|\b(?:duty|law|legislation|regulations)\b", re.I)
"""A question whether somebody is bound by the law at all."""
_BIND_US = re.compile(r"\b(which|what) (\w+ )?(rules?|laws?|regimes?|regulations?|duties) (bind|binds|apply to|cover) (us|me|our organisation|my organisation)\b(?! (when|if|for|as))|"
                      r"\b(which|what) (\w+ )?(rules?|laws?|regimes?|regulations?) (must|do|should) (we|i) (follow|have to follow|obey)\W*$", re.I)


_ITS_OWN = re.compile(r"\b(we|us|our|my)\b|(?-i:\bNHS [A-Z])", re.I)
_DUTY = re.compile(r"\b(must|have to|has to|needs? to|required|obliged|duty|duties|supposed to|ought)\b", re.I)
"""A question of a body about itself, for what it must do."""
_SUM = re.compile(r"(?:£\s?(?P<sum>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>k\b|thousand\b|m\b|million\b|bn\b|billion\b)?)", re.I)
_BIG_ENOUGH = re.compile(r"\b(does|do|is|are|will|would|whether|if|must|need|have)\b.*\b(act|duty|law|threshold)\b", re.I | re.S)
_OF_RECORD = re.compile(r"\b(did|was|were|had|spen[dt]\w*|sav(e[ds]?|ing)|costs?|how (much|many)|who|when|why|where)\b", re.I)
_A_PURCHASE = re.compile(r"\b(contracts?|tenders?|services?|purchases?|procurements?|orders?|deals?|worth|bids?)\b", re.I)
BELOW_FACT = "outside-below"
"""The fact that says what holds for a contract below the threshold."""
NOTES_FACT = "ppns-bind-whom"
"""The fact that says whom the procurement policy notes bind."""
_MAY_ADOPT = frozenset(["icb", "nhs-trust", "local-authority", "ccg"])
_NOTE = re.compile(r"\bppns?\b|\bprocurement policy notes?\b", re.I)
_MUST = re.compile(r"\b(must|have to|has to|need to|needs to|required|obliged|bind\w*|bound|apply|applies|applied|applicable|follow|cover\w*|mandatory|compulsory|comply|still)\b", re.I)
_NOTE_NUMBER = re.compile(r"\b(?:ppn|procurement policy note) ?(?P<number>\d{1,3}(?:/\d\d)?)\b", re.I)
_A_YEAR = re.compile(r"\b(a|per|each|every) (year|month|annum)\b|\bp\.?a\b|\bannual(ly)?\b|\byearly\b|\bmonthly\b", re.I)
VAT = 1.2
"""A sum with VAT at 20%, as a multiple of it without."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of a body; `purchases` is empty where it does not say what is bought. `body` None: which one is it?

    `floor`: only the least weighting is asked for; then `purchases` are all of the body's where it does not say what is bought.
    """

    body: Body | None
    purchases: tuple[Purchase, ...] = ()
    floor: bool = False
    thresholds: tuple[Fact, ...] = ()
    """The thresholds that a sum in the question was held against."""


class Bodies:
    """The bodies, found by what people call them."""

    def __init__(self, bodies: Sequence[Body], page_of: Mapping[str, str], facts: Sequence[Fact] = ()) -> None:
        """`page_of` gives the briefing's page of a fact's id; `facts` are the briefing's."""
        self.all, self._page_of, self._facts = tuple(bodies), page_of, {fact.id: fact for fact in facts}

    @classmethod
    def load(cls, folder: Path, briefing: Briefing) -> Bodies:
        """The bodies of corpus/law. Raises CorpusError when the file is wrong."""
        pages = {fact.id: section.page for section in briefing.sections for fact in section.facts}
        return cls(read_bodies(folder / "bodies.yaml", briefing), pages, briefing.facts)

    def named(self, text: str) -> Body | None:
        """The body that a text names, the longest name first; None when it names none or more than one."""
        found = {self._by_name[m.group().lower()].id: self._by_name[m.group().lower()] for m in self._names.finditer(text)}
        placed = next((body for body in self.all if body.places and re.search(rf"\b(?:{'|'.join(map(re.escape, body.places))})\b", text, re.I)), None)
        if found and placed and any(body.exists for body in found.values()):
            return placed
        return next(iter(found.values())) if len(found) == 1 else None

    def by_note(self, question: str) -> list[Statement]:
        """Whether a procurement policy note binds a council or a body of the NHS, what the very note says of it first: nothing for central government, whom
        they bind, and for other questions."""
        body = self.named(question)
        if body is None or body.id not in _MAY_ADOPT or NOTES_FACT not in self._facts or not (_NOTE.search(question) and _MUST.search(question)):
            return []
        note = _NOTE_NUMBER.search(question)
        own = [(fact, text) for fact in self._facts.values() if note and _is_of_note(fact, note["number"]) for text in _sentences(fact)
               if _names_any(body, text) and re.search(r"\b(?:outside|not)\b", text)]
        general = self._facts[NOTES_FACT]
        told = [*own, *((general, text) for text in reversed(_sentences(general)))]
        return [Statement(text, (Quote(SOURCE_ID, self._page_of[fact.id], text, (fact.title,)),), ClaimKind.EVIDENCE) for fact, text in told]

    def gone(self, question: str) -> Body | None:
        """The abolished body whose rules of today a question asks for; None for one that exists and for other questions."""
        body = self.named(question)
        if body is None or body.exists:
            return None
        rules = _WHICH_RULES.search(question) and re.search(r"\b(binds?|appl(y|ies)|must|follows?|governs?)\b", question, re.I)
        return body if rules or _ITS_OWN.search(question) and _DUTY.search(question) else None

    def bound_then(self, body: Body, question: str) -> list[Statement]:
        """What bound an abolished body, for what the question says it bought, else for what stands first; nothing for one that exists."""
        if body.exists:
            return []
        what = self.bought(question)
        return statements(body, next((p for p in body.buys if p.what == what), body.buys[0]))

    def reach(self, question: str) -> list[Statement]:
        """The thresholds for services, to a question whether a sum is enough for the Act that names no body, and first what holds below them where the sum
        reaches none; nothing for other questions."""
        if self._names.search(question) or not _sums(question) or not _BIG_ENOUGH.search(question) or not _A_PURCHASE.search(question):
            return []
        facts = tuple(dict.fromkeys(fact for body in self.all for fact in body.thresholds))
        below = self._facts.get(BELOW_FACT)
        return [*(self.threshold_lines([below]) if below and _is_below(question, facts) else ()), *self.threshold_lines(facts)]

    def threshold_lines(self, facts: Sequence[Fact]) -> list[Statement]:
        """The thresholds as statements: of each fact its first sentence."""
        firsts = [(fact, _sentences(fact)[0]) for fact in facts]
        return [Statement(text, (Quote(SOURCE_ID, self._page_of[fact.id], text, (fact.title,)),)) for fact, text in firsts]

    def bought(self, question: str) -> str:
        """What a question says is bought, one of WHAT; "" where it does not say."""
        rest = self._names.sub(" ", question)
        return next((what for what, pattern in _BOUGHT.items() if pattern.search(rest)), "")

    def of_fact(self, name: str, first: int = 1) -> list[Statement]:
        """The first sentences of a fact of the briefing; nothing for a name that is none."""
        if name not in self._facts:
            return []
        fact = self._facts[name]
        kind = ClaimKind.GUIDANCE if fact.sure == "unconfirmed" else ClaimKind.EVIDENCE
        return [Statement(text, (Quote(SOURCE_ID, self._page_of[name], text, (fact.title,)),), kind) for text in _sentences(fact)[:first]]

    def rule_alone(self, body: Body, purchase: Purchase, rule: Rule) -> Statement:
        """A duty of a purchase by itself, quoted with its regime from page PAGE."""
        kind = ClaimKind.DUTY if rule.fact.sure != "unconfirmed" else ClaimKind.GUIDANCE
        return Statement(rule.duty, (Quote(SOURCE_ID, PAGE, f"{rule.regime}: {rule.duty}", (TITLE, heading(body, purchase))),), kind)

    def end_of(self, body: Body) -> list[Statement]:
        """How an abolished body ended, sentence by sentence; nothing for one that exists."""
        if body.fact is None:
            return []
        page = self._page_of[body.fact.id]
        return [Statement(text, (Quote(SOURCE_ID, page, text, (body.fact.title,)),), ClaimKind.DUTY) for text in _sentences(body.fact)]

    def successor(self, body: Body) -> Body | None:
        """The body that took the place of an abolished one."""
        return next((other for other in self.all if other.name == body.successor), None)

    def _is_new(self, body: Body) -> bool:
        """Whether a body took the place of another, so that the documents of the other's time cannot say what binds it."""
        return any(other.successor == body.name for other in self.all)

    def questions(self, body: Body | None = None) -> tuple[str, ...]:
        """Questions that `asked` understands: which body it is, or what the body buys."""
        if body is None:
            return tuple(f"Which rules bind {other.with_article}?" for other in self.all if other.exists)
        return tuple(f"Which rules bind {body.with_article} that buys {purchase.named}?" for purchase in body.buys)

    def asked(self, question: str, latest: str = "") -> Asked | None:
        """What a question wants to know of a body's rules; None when it is after something else.

        It must name one body that exists and ask for its rules, and either say what is bought or ask "which rules". "Which body
        am I?" is answered with all of them. A question for the least weighting needs only the body.
        What the `latest` turn of a question joined from several says is bought takes the place of what the others said.
        """
        body = self.named(question)
        which = _WHICH_BODY.search(question) is not None
        if body is None and (which or _BIND_US.search(question)):
            return Asked(None)
        floor = _FLOOR.search(question) is not None and _OUGHT.search(question) is not None
        if body is None or not body.exists:
            return None
        rest = self._names.sub(" ", question)
        what = next((what for text in (latest, rest) for what, pattern in _BOUGHT.items() if pattern.search(text)), None)
        # "District council, £100,000 cleaning": nothing else can be meant, unless it is asked what somebody spent.
        priced = what is not None and bool(_sums(rest)) and not _OF_RECORD.search(rest)
        if not (which or floor or priced or _RULES.search(question) or _BY_THE_ACT.search(question) or _IS_BOUND.search(question)):
            return None
        buys = priced or _BUYS.search(rest) is not None
        bought = self._bought(body, what, rest, latest) if what and (which or buys) else ()
        told = body.thresholds if what == SERVICES and _sums(rest) else ()
        if floor:
            return Asked(body, bought or tuple(p for p in body.buys if p.above is not False), floor=True)
        if which or not what and _COVERED.search(question):
            return Asked(body, bought, thresholds=told)
        if what is None and self._is_new(body) and _IS_BOUND.search(question) and _AN_ACT.search(question):
            return Asked(body)
        if what is None or not buys:
            return Asked(body) if _WHICH_RULES.search(question) and re.search(r"\b(bind|binds|bound|apply|applies|follow)\b|\b(law|laws|rules|regimes?)\W*$", question, re.I) else None
        return Asked(body, self._bought(body, what, rest, latest), thresholds=told)

    def _bought(self, body: Body, what: str, text: str, latest: str) -> tuple[Purchase, ...]:
        """A body's purchases of a kind; of mere "services" those of health care too, of a body of the NHS: of one whose services are either."""
        mine = self._purchases(body, what, text)
        unsaid = what == SERVICES and {p.what for p in body.buys} & {HEALTH, LIGHT_TOUCH} == {HEALTH} and not _sums(text) and not _BELOW.search(text) and \
            all(m[0].lower() in ("service", "services") for part in (latest, text) for m in _BOUGHT[SERVICES].finditer(part))
        return (*self._purchases(body, HEALTH, text), *mine) if unsaid else mine

    def _purchases(self, body: Body, what: str, text: str) -> tuple[Purchase, ...]:
        """A body's purchases of a kind; other services for a kind it has no line for.

        Those below the threshold only when the text says so or names a sum below it, and both where the sum does not decide.
        """
        mine = [p for p in body.buys if p.what == what] or [p for p in body.buys if p.what == SERVICES and what in (HEALTH, LIGHT_TOUCH)]
        reaches = False if _BELOW.search(text) else _reaches(body, text) if what == SERVICES and _sums(text) else True
        if reaches is None:
            return tuple(mine)
        return tuple([p for p in mine if p.above is not (not reaches)] or mine)

    @cached_property
    def _by_name(self) -> dict[str, Body]:
        return {name: body for body in self.all for name in body.called}

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)({'|'.join(sorted(map(re.escape, self._by_name), key=len, reverse=True))})(?!\w)", re.I)


def _is_of_note(fact: Fact, number: str) -> bool:
    """Whether a fact is headed with a procurement policy note's number, however many noughts stand before it."""
    headed = _NOTE_NUMBER.search(fact.title)
    return headed is not None and headed["number"].lstrip("0") == number.lstrip("0")


def _names_any(body: Body, text: str) -> bool:
    return re.search(rf"\b(?:{'|'.join(map(re.escape, body.called))})\b", text, re.I) is not None


def _sentences(fact: Fact) -> list[str]:
    return [fact.text[a:b] for a, b in sentence_spans(fact.text)]


def _sums(text: str) -> list[float]:
    """The sums of money in a text, in pounds."""
    made = []
    for m in _SUM.finditer(text):
        unit = (m["unit"] or "").lower()
        made.append(float(m["sum"].replace(",", "")) * (1_000_000_000 if unit.startswith("b") else 1_000_000 if unit.startswith("m") else 1_000 if unit else 1))
    return made


def _is_below(text: str, thresholds: Sequence[Fact]) -> bool:
    """Whether the one sum of a text, with VAT, is less than every threshold; a sum for a year is not the contract's."""
    limits, found = [limit for fact in thresholds for limit in _sums(fact.text)[:1]], _sums(text)
    return bool(limits) and len(found) == 1 and found[0] * VAT < min(limits) and not _A_YEAR.search(text)


def _reaches(body: Body, text: str) -> bool | None:
    """Whether the one sum of a text reaches the threshold for a body's services; None where that does not decide.

    Thresholds count VAT, which a sum may leave out, and a sum for a year is not the contract's.
    """
    limits = [limit for fact in body.thresholds for limit in _sums(fact.text)[:1]]
    found = _sums(text)
    if not limits or len(found) != 1:
        return None
    if found[0] >= max(limits):
        return True
    return False if found[0] * VAT < min(limits) and not _A_YEAR.search(text) else None
