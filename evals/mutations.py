"""Mutation tests of the claim checker: true claims with one thing changed, and how many of each kind the check catches.

A mutant that may still be true is left out by rule, never by hand: what is put in may not stand in the claim's quotes
(`_new`), and each mutator says what else it leaves alone. Only claims that the check passes are mutated, since any
mutant of a rejected claim would count as caught. `python -m evals.mutations` prints the table.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from assistant.check import Problem, check_claim
from assistant.text import figures, fold, number_words, stands_in
from evals.cases import Gold
from evals.claims import Pages, TrueClaim, corpus_pages, load_claims, on_page
from evals.stats import Estimate, estimate

GOALS = {"figure": 1.0, "unit": 1.0, "name": 1.0, "date": 1.0, "page": 1.0, "source": 1.0, "hedge": 0.95, "limit": 0.95, "term": 0.85, "modal": 0.95, "scope": 0.85, "negation": 0.85}
REJECTED_GOAL = 0.02
PER_CLAIM = 4
MOVED_PER_CLAIM = 1
"""How many mutants of one kind a claim gives at most, so that no long claim outweighs the rest; quotes moved to another page or source are all of one sort."""


# --- mutators --------------------------------------------------------------------------------------------

Mutator = Callable[[TrueClaim, Pages, Random], Iterable[TrueClaim]]
"""A claim -> the claim with one thing changed, as often as there is something to change."""


@lru_cache(maxsize=1024)
def _quoted(claim: TrueClaim) -> str:
    return fold(" \n ".join(q.quote for q in claim.quotes))


def _stands(phrase: str, claim: TrueClaim) -> bool:
    return stands_in(phrase.lower(), _quoted(claim).lower())


def _put(claim: TrueClaim, start: int, end: int, new: str) -> TrueClaim:
    """The claim with text[start:end] replaced; a capital at the sentence's start stays one."""
    text = claim.text[:start] + new + claim.text[end:]
    return replace(claim, text=re.sub(r"\s+(?=[ ,.])", "", text[:1].upper() + text[1:] if start == 0 else text).strip())


def _by_rules(rules: Sequence[tuple[str, str]]) -> Mutator:
    """A mutator of (pattern, replacement) rules: one mutant a match, unless what it puts in, with the word after it, stands in a quote."""
    compiled = [(re.compile(pattern, re.IGNORECASE), new) for pattern, new in rules]

    def mutate(claim: TrueClaim, _: Pages, __: Random) -> Iterator[TrueClaim]:
        for pattern, new in compiled:
            for match in pattern.finditer(claim.text):
                put = match.expand(new)
                following = re.match(r"\s+[\w’'-]+", claim.text[match.end():])
                if not (put and (_stands(put, claim) or following and _stands(put + following.group(), claim))):
                    yield _put(claim, match.start(), match.end(), put)
    return mutate


_SPELT = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"]
_SPELT_RE = re.compile(r"\b(" + "|".join(_SPELT[1:-1]) + r"|twenty|thirty)\b(?!-)", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w.,/–-])\d+(?:[.,]\d+)*(?![\w/]|[–-]\d|[.,]\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _new(figure: str, claim: TrueClaim) -> bool:
    """Whether a number, in digits, stands nowhere in the quotes, in whatever unit or spelling."""
    there = {re.sub(r"[^\d.]", "", f) for f in figures(_quoted(claim))} | {str(n) for n in number_words(_quoted(claim))}
    return figure.replace(",", "") not in there


def figure_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A digit changed, one more or less, a spelt-out number changed, or two figures of one kind swapped.

    Years are the date mutator's. "One" is never put in: it is a pronoun more often than a figure. Figures on both sides of "or", "and" or a dash are not swapped: that need not be false.
    """
    found = [m for m in _DIGITS.finditer(claim.text) if not _YEAR.fullmatch(m.group())]
    for match in found:
        digits = match.group()
        at = rng.choice([n for n, c in enumerate(digits) if c.isdigit()])
        changed = digits[:at] + str((int(digits[at]) + rng.randint(1, 8)) % 9 + 1) + digits[at + 1:]
        beside = str(int(digits) + rng.choice((1, -1))) if digits.isdigit() and int(digits) > 1 else changed
        for new in dict.fromkeys((changed, beside)):
            if new != digits and _new(new, claim):
                yield _put(claim, *match.span(), new)
    for match in _SPELT_RE.finditer(claim.text):
        value = number_words(match.group())[0]
        new = {20: "forty", 30: "fifty"}.get(value) or _SPELT[value if value == 2 else value - 1 + rng.choice((1, -1))]
        if _new(str(number_words(new)[0]), claim):
            yield _put(claim, *match.span(), new)
    numbers = sorted([*found, *_SPELT_RE.finditer(claim.text)], key=re.Match.start)
    for n, first in enumerate(numbers):
        for second in numbers[n + 1:]:
            kind = [re.match(r"\s?%|\s?per cent|", claim.text[m.end():]).group() for m in (first, second)]
            between = claim.text[first.end():second.start()]
            if kind[0] == kind[1] and first.group().lower() != second.group().lower() and not re.fullmatch(r"[%\s]*(or|and|to|[–-])?\s*", between):
                yield _put(_put(claim, *second.span(), first.group()), *first.span(), second.group())


_UNITS = (
    (r"(?<=\d)%", ""), (r"(?<=\d) per cent", ""), (r"£(?=\d)", "$"), (r"£(?=\d)", ""), (r"(?<=\d)%", " million"),
    (r"(?<=\d) million\b", " billion"), (r"(?<=\d) billion\b", " million"),
    (r"(?<=\d) (?=CCGs|responses|members|areas|STP)", "% of "), (r"(?<=\d)% of (?!the )", " "),
    (r"(?<=\d) week\b", " month"), (r"(?<=\d) months\b", " years"), (r"(?<=\d) years\b", " months"), (r"\b(four|three) years\b", r"\1 months"),
    (r"(?<=\d)(?:%| per cent)(?! of the respondents)", " percentage points"), (r"£(?=\d)", "€"), (r"(?<=\d) million\b", " thousand"), (r"(?<=\d) billion\b", " thousand"),
    (r"(?<=\d) weeks\b", " days"), (r"(?<=\d[ -])week\b", "day"), (r"(?<=million) a year\b", " a month"), (r"\b(two|three|four|\d+) years\b", r"\1 weeks"),
    (r"(?<=\d )CCGs\b", "STPs"), (r"(?<=\d )STPs\b", "CCGs"), (r"(?<=\d )STP footprints\b", "CSUs"), (r"(?<=\d )PCTs\b", "CCGs"),
    (r"(?<=\d )Clinical Commissioning Groups\b", "Sustainability and Transformation Plans"), (r"(?<=% of )(CCGs|respondents)\b", "STPs"),
    (r"(?<=% of )Sustainability and Transformation Plans\b", "Clinical Commissioning Groups"), (r"\b(nine|\d+) organisations\b", r"\1 CCGs"),
)


def unit_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A figure's unit or what it counts changed, unless the figure stands in a quote with that unit or noun."""
    for pattern, new in _UNITS:
        for match in re.finditer(pattern, claim.text):
            put = _put(claim, *match.span(), match.expand(new))
            near = put.text[max(0, match.start() - 12):match.start() + len(match.expand(new)) + 1]
            said = re.search(r"[£$]?\d[\d.,]*\s?(?:%|percentage points|million|billion|thousand)?(?: of)?(?: [\w]+)?", near)
            plain = new == "" and not _new(re.sub(r"[^\d.]", "", (said or match).group()), claim) and _bare(said.group() if said else "", claim)
            if not plain and not (said and _stands(said.group().strip(), claim) and new.strip()):
                yield put


def _bare(figure: str, claim: TrueClaim) -> bool:
    """Whether a number stands in the quotes without any unit."""
    return re.sub(r"[^\d.]", "", figure).strip(".") in figures(_quoted(claim))


_NAMES = {
    "body": ("Social Enterprise UK", "National Voices", "NHS England", "NHS Improvement", "Public Health England", "Department of Health", "Cabinet Office",
             "Richmond Group", "Sustainable Development Unit", "Inclusive Economy Unit", "Social Enterprise Mark", "Scottish Government", "Clinical Commissioning Groups",
             "CCGs", "STPs", "CSUs", "PCTs", "MCPs", "PACS", "SEUK", "BSSEC", "HSJ", "WSP"),
    "one body": ("CCG", "STP", "PCT", "MCP", "ACO", "SDU"),
    "party": ("Labour", "Conservative", "Coalition"),
    "person": ("Lord Young", "Lord Victor Adebowale", "Sir Simon Stevens", "Chris White"),
    "place": ("Preston", "Croydon", "Salford", "Durham", "Birmingham", "Bristol", "Knowsley", "Sutton", "London", "Manchester", "Dudley", "Corby", "Wales",
              "England", "United States", "Black Country", "Northamptonshire"),
    "document": ("Social Value Act", "Health and Social Care Act", "Freedom of Information Act", "Five Year Forward View", "White Paper", "Public Contracts Regulations",
                 "NHS Standard Contract", "NHS Plan"),
}
_TITLES = (
    (r"\bLord (?=[A-Z])", "Sir "), (r"\bSir (?=[A-Z])", "Lord "), (r"\bMinister(?= for)", "Secretary of State"), (r"(?<=the )chief executive\b", "Chairman"),
    (r"\bNorth (?=[A-Z])", "South "), (r"\bSouth (?=[A-Z])", "North "), (r"\bEast (?=[A-Z])", "West "), (r"\bWest (?=[A-Z])", "East "), (r"\bin England\b", "in Scotland"),
    (r"\b(?:across|of|in) England\b", "of the UK"),
)
"""A person's title and a neighbouring place or nation."""
_SAME = {"CCGs": "Clinical Commissioning Groups", "STPs": "Sustainability and Transformation Plans", "CSUs": "Commissioning Support Units", "PCTs": "Primary Care Trusts",
         "SEUK": "Social Enterprise UK", "SDU": "Sustainable Development Unit", "MCPs": "multispecialty community provider", "PACS": "primary and acute care system"}
_CLASS = {name: kind for kind, names in _NAMES.items() for name in names}
_NAME = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(map(re.escape, _CLASS), key=len, reverse=True)) + r")(?![\w-])")


@lru_cache(maxsize=1024)
def _forms(*names: str) -> frozenset[str]:
    """Each name in lower case, as singular, and spelt out or as its abbreviation."""
    spelt = {form for n in names for a, b in _SAME.items() for form in (a, b) if n in (a, b, a.removesuffix("s"))}
    return frozenset(form for n in (*names, *spelt) for form in (n.lower(), n.lower().removesuffix("s")))


def name_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A body, place, person or document put for another of its class, or two of the claim's swapped.

    What is put in stands in no quote, title or heading of the claim, in any form; names in a list ("A, B and C") are
    not swapped, nor those of which one is said to be like the other.
    """
    cited = " ".join([_quoted(claim), *(" ".join((c.title, *c.headings)) for c in pages.cite(claim.quotes))]).lower()
    there = {form for form in _forms(*_CLASS) if stands_in(form, cited)}
    found = list(_NAME.finditer(claim.text))
    for match in found:
        others = [n for n in _NAMES[_CLASS[match.group()]] if not _forms(n) & (there | _forms(match.group()))]
        if others:
            yield _put(claim, *match.span(), rng.choice(others))
    yield from _by_rules(_TITLES)(claim, pages, rng)
    for n, first in enumerate(found):
        for second in found[n + 1:]:
            between = _NAME.sub("", claim.text[first.end():second.start()])
            listed = re.fullmatch(r"(?:[\s,]|(?:and|or) (?:from|by|to|for|in)\b|and|or|the|with|of|like|both)*", between) is not None or re.search(r"\b(similar|same|like)\b", between)
            if _CLASS[first.group()] == _CLASS[second.group()] and first.group() != second.group() and not listed:
                yield _put(_put(claim, *second.span(), first.group()), *first.span(), second.group())


_MODAL = (
    (r"\bto consider\b", "to deliver"), (r"\bmust consider\b", "must deliver"), (r"\b(?:are|were) considering\b", "must settle"),
    (r"\bmay\b", "must"), (r"\bshould\b", "must"), (r"\bshould\b", "are legally bound to"), (r"\bcan\b", "always"), (r"\bcan\b", "must"),
    (r"\bcould\b(?! not\b)", "must"), (r"\bneed only\b", "must"), (r"\bis uncertain\b", "is settled"), (r"\bproposed\b", "decided"),
    (r"\bappears? to\b", "proves to"), (r"\b(?:appears|seems) to\b", "is certain to"), (r"\b(?:appear|seem) to\b", "are certain to"), (r"\bseems to suggest\b", "proves"),
    (r"\bappeared to\b", "was proved to"), (r"\bsuggests?\b", "proves"), (r"\bsuggested\b", "proved"), (r"\b(?:is|are) likely to\b", "will"), (r"\blikely\b", "certain"),
    (r"\bunlikely\b", "certain not"), (r"\bencourages\b", "requires"), (r"\bencouraged to\b", "required to"), (r"\brecommends\b", "requires"),
    (r"\basks\b", "obliges"), (r"\btends? to\b", "always"), (r"\btypically\b", "always"), (r"\bprobably\b", "certainly"), (r"\bhas the potential to\b", "is guaranteed to"),
    (r"\bpossible\b", "proven"), (r"\bshould\b", "shall always"), (r"\bchose\b", "were obliged"), (r"\bexpects\b", "guarantees"),
)


_WILL = ((r"\b(?:may|could|might)\b(?! not\b)", "will"),)
_SOFT = re.compile(r"\b(?:may|might|can|could|lets?|allow\w*|able|free|likely|possib\w+|potential\w*|perhaps|suggest\w*|seem\w*|appear\w*|suspect|whether)\b", re.I)
"""What a quote says that "will" goes beyond; where it states a thing plainly, so may a claim that had it as "could"."""
_NO_STRONGER = re.compile(r"\b(?:nobody|nothing|none|no one|never|neither)\b(?: \w+)? (?:always|must)\b|^Only\b[^,;]*\bmust\b", re.IGNORECASE)
"""No stronger than it was, or no sentence: "nobody always tell"; "only what bears on it must be looked at" is a duty that ends there, as before."""
_ASKED = re.compile(r"\b(?:how|whether) [^,;.]*\bwill\b")
"""A question, which states nothing."""


def modal_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A soft word made strong, or "legally" put before what the quotes only advise."""
    yield from (m for m in _by_rules(_MODAL)(claim, pages, rng) if not _NO_STRONGER.search(m.text))
    if _SOFT.search(_quoted(claim)):
        yield from (m for m in _by_rules(_WILL)(claim, pages, rng) if not _ASKED.search(m.text))
    if (advice := re.search(r"\b(?:should|asks|encouraged?s?|recommends)\b", claim.text)) and not re.search(r"\b(law|legal\w*|must)\b", _quoted(claim), re.I):
        yield _put(claim, advice.start(), advice.start(), "legally ")


_SCOPE = (
    (r"\bof (?:the )?respondents\b", "of all CCGs"), (r"\b(?:some of the|some)(?= \w+s\b)", "all"), (r"\b(?:some of the|some)(?= \w+s\b)", "most"),
    (r"\bmany\b", "most"), (r"\bmany\b", "all"), (r"\bseveral\b(?= \w+s\b)", "all"), (r"\bsometimes\b", "always"), (r"\bsometimes\b", "usually"),
    (r"\b(?:over|above|more than) (?=[£\d])", "under "), (r"\b(?:up to|as much as|as high as) (?=[£\d])", "at least "), (r"\b(?:at least|no less than) (?=[£\d])", "at most "),
    (r"(?<!over )(?<!above )(?<!than )(?<!to )(?<!least )(?<!of )(?<![£\d.,-])(?=\d+(?:%| per cent))", "over "), (r"\b(?:nearly|almost) (?=\d)", "more than "),
    (r"\bover half\b", "under half"), (r"\bunder half\b", "over half"), (r"(?<!\d )(?<!the )\bmost\b", "all"), (r"\bthe majority\b", "all"), (r"\bvery few of\b", "all of"), (r"(?<!so )(?<!the )\b(?:very )?few\b", "most"),
    (r"\bseveral(?= [A-Z])", "all"), (r"\balmost every\b", "every"), (r"\b(?:only )?a small (?:percentage|minority) of\b", "most"), (r"\ba significant number of\b", "all of"),
    (r", a small minority,", ", nationally,"), (r"\boutside London\b", "across the whole of England"), (r"\bmostly\b", "always"), (r"\bmainly\b", "only"),
    (r"\bcommonly\b", "always"), (r"\boften\b", "always"), (r"\bin most cases\b", "in every case"), (r"\bpartly\b", "entirely"), (r"\blargely\b", "entirely"),
    (r"\bjust over a third, (?=\d)", "nationally, "), (r"\bthose CCGs\b", "all CCGs"), (r"\bis common\b", "is universal"), (r"\bwas common\b", "was universal"),
    (r"\bfor certain services\b", "for all services"), (r"\bIn follow-up interviews, people\b", "Nationally, everyone"), (r"\bAmong the CCGs that responded\b", "Among all CCGs"),
    (r"\bwhere they wish\b", "whenever any of them wish"), (r"\bfor some in Wales\b", "for all in Wales"), (r"\bone CCG\b", "every CCG"), (r"\bthe passive CCGs\b", "all CCGs"),
    (r"^passive CCGs\b", "All CCGs"), (r"\bthe active CCGs\b", "all CCGs"), (r"\bmuch of\b", "all of"), (r"\bsmaller CCGs\b", "of all CCGs"),
)
_NEGATION = (
    (r"\b(are|is|was|were|has|have|had|should|must|can|will|does|did) (?!not\b|no\b|never\b|only\b|yet\b)", r"\1 not "),
    (r"\b(are|has|have|should|must) (?!not\b|no\b|never\b|only\b|yet\b)", r"\1 never "),
    (r"\b(does|did|do) not(?! or\b| only\b| just\b)", r"\1"), (r"(?<!did )\bnot(?= (?:always|every|all|closely|tied|required|simple|goods|be|compelled|cover|carry)\b)", ""),
    (r"\bneed not\b", "must"), (r"\bno (?=demonstrable|golden|policy|legal|need)", "a "), (r"\bNothing prevents\b", "Something prevents"), (r"\bnever\b", "always"),
    (r"\bneither (\w+(?: \w+)?) nor\b", r"both \1 and"), (r"\bwithout\b", "with"), (r"\bunable to\b", "able to"), (r"\bunaware\b", "aware"), (r"\bunlikely\b", "likely"),
    (r"\b(are|is|was|were|has|have) (?!not\b|no\b|never\b|only\b|rarely\b|seldom\b|yet\b)", r"\1 rarely "), (r"\b(?:says|admits|accepts|states|argues|reports)\b", "denies"),
    (r"\b(?:said|admitted|accepted|agreed)\b", "denied"), (r"(?<!along )(?<!away )\bwith (?=[a-z])", "without "), (r"(?<!un)(?<!be )\bable to\b", "unable to"), (r"\bcan\b(?!not|[’'])", "cannot"),
    (r"\bcontinues? to\b", "stopped"), (r"\blow\b", "high"), (r"\bhigh\b", "low"), (r"\bweak\b", "strong"), (r"\beasier\b", "harder"), (r"\bharder\b", "easier"), (r"\bhard\b", "easy"),
    (r"\bincreasing(ly)?\b", r"decreasing\1"), (r"\bmajority\b", "minority"), (r"\bminority\b", "majority"), (r"\bnarrow\b", "broad"), (r"\bvoluntary(?! (?:sector|org|and|,))", "compulsory"),
    (r"\bimpossible\b", "possible"), (r"\bnot required\b", "required"), (r"(?<!not )\brequired\b", "not required"),
    (r"\b(?:asks|encourages|covers|recommends|applies|requires|belongs|suggests|reports|says|sets|varies|mentions|expects)\b", None),
)
_BASE = {"applies": "apply", "varies": "vary"}


def negation_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A yes made no or a no made yes, at one place.

    "May not" is compatible with "may", so it is never made; nor is a second negation put into a clause, as two may cancel out.
    """
    for pattern, new in _NEGATION:
        for match in re.finditer(pattern, claim.text, re.IGNORECASE):
            verb = match.group().lower()
            put = f"does not {_BASE.get(verb, verb.removesuffix('s'))}" if new is None else match.expand(new)
            after = re.match(r"\s?[\w’'-]+", claim.text[match.end():])
            clause = re.search(r"[^,;]*$", claim.text[:match.start()]).group() + re.match(r"[^,;]*", claim.text[match.end():]).group()
            doubled = re.search(r"\b(not|never|rarely|denie[sd]|without|stopped|cannot|unable)\b", put) and re.search(r"\b(no|not|never|nobody|nothing|neither|nor|without|lack|un(?:able|aware|likely|clear)|impossible)\b", clause, re.I)
            if not doubled and not (put.strip() and after and _stands(put.strip() + " " + after.group().strip(), claim)):
                yield _put(claim, *match.span(), put)


_HEDGES = (
    (r"\b(?:appears|seems) to be\b", "is"), (r"\b(?:appear|seem) to be\b", "are"), (r"\b(?:appeared|seemed) to be\b", "was"), (r"\b(?:may|might|could) be\b", "is"),
    (r"\b(?:may|might|could) have been\b", "was"), (r"\b(?:probably|possibly|perhaps|reportedly|apparently) (?=\w)", ""), (r"\b(?:is|are) likely to be\b", "is"),
    (r"\b(?:appears?|seems?) to have\b", "has"), (r"\b(?:it seems|it appears|it would seem)(?: that)?,? ", ""), (r", it (?:would seem|seems|appears),", ""),
)
_LIMITS = ((r"\b(?:up to|at least|at most|over|above|more than|under|below|less than|fewer than|no more than) (?=[£\d])", ""),)
"""Not "as high as": what goes as high as 30% is 30% at its highest."""
_TERMS = ((r"^(?:If|Unless|Until|Where|Provided|Except)\b[^,]*, (?=\w+ \w+ \w+)", ""), (r",? \b(?:unless|until|except|provided|as long as|so far as|only if|only where)\b[^,.;]*(?=\.$)", ""),
          (r"(?<! as)(?<!asked)(?<!know)(?<!tell),? \bif\b[^,.;]*(?=\.$)", ""))
_BEFORE = (r"^Before\b(?! (?:this|that|then)\b)[^,]*, (?=\w+ \w+ \w+)", "")
"""Where the quote's sentence opens with it, too; "agreed before the contract is made" may be told without it."""
_BARE = r"(?<!up to )(?<!at least )(?<!at most )(?<!over )(?<!above )(?<!more than )(?<!under )(?<!below )(?<!less than )(?<!fewer than )(?<!as much as )(?<!as high as )(?<![£\d.,])"


def hedge_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A hedge left out ("appears to be" made "is"), where the claim has no other and the quotes have one."""
    for mutant in _by_rules(_HEDGES)(claim, pages, rng):
        if _SOFT.search(_quoted(claim)) and not _SOFT.search(mutant.text):
            yield mutant


_LIMIT_SAID = re.compile(r"\b(?:floor|ceiling|threshold|minimum|maximum|least weighting)\b", re.IGNORECASE)
_TERM_IN_QUOTE = re.compile(r"\b(?:if|unless|until|before|where|when|except|provided|only|as long as|so far as)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:would|could|might|whether|than)\b", re.IGNORECASE)
"""What keeps a sentence conditional, or half, when its "if" is gone."""


def term_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A condition or a term left out ("unless ..."), where the quotes have one and nothing else keeps the claim conditional."""
    if _TERM_IN_QUOTE.search(_quoted(claim)):
        rules = (*_TERMS, _BEFORE) if re.search(r"(?:^|[.;\n] )Before\b", _quoted(claim)) else _TERMS
        yield from (m for m in _by_rules(rules)(claim, pages, rng) if not _OPEN.search(m.text))


def limit_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A limit of a figure left out ("up to 30%" made "30%"), unless the quotes have the figure bare, too."""
    for pattern, _ in _LIMITS:
        for match in re.finditer(pattern, claim.text, re.IGNORECASE):
            figure = re.match(r"[£\d.,]*\d", claim.text[match.end():])
            if figure and not _LIMIT_SAID.search(claim.text) and not re.search(_BARE + re.escape(figure.group()), _quoted(claim), re.IGNORECASE):
                yield _put(claim, *match.span(), "")


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def date_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """Another month or year, one that the quotes do not have."""
    for match in re.finditer(r"\b(?:" + "|".join(_MONTHS) + r")\b(?= \d)", claim.text):
        yield _put(claim, *match.span(), rng.choice([m for m in _MONTHS if not re.search(rf"\b{m[:3]}", _quoted(claim), re.I)]))
    for match in _YEAR.finditer(claim.text):
        new = str(int(match.group()) + rng.choice((-3, -2, -1, 1, 2, 3)))
        if _new(new, claim):
            yield _put(claim, *match.span(), new)


def page_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """One quote moved to the page before or after, where it does not stand."""
    for n, quote in enumerate(claim.quotes):
        labels = [page for source, page in pages.texts if source == quote.source]
        at = labels.index(quote.page)
        for page in labels[max(0, at - 1):at] + labels[at + 1:at + 2]:
            yield from _moved(claim, n, replace(quote, page=page), pages)


def source_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """One quote laid to another document: its page of that number, or its first, where the quote does not stand."""
    for n, quote in enumerate(claim.quotes):
        for source in pages.titles:
            labels = [page for name, page in pages.texts if name == source]
            if source != quote.source:
                yield from _moved(claim, n, replace(quote, source=source, page=quote.page if quote.page in labels else labels[0]), pages)


def _moved(claim: TrueClaim, n: int, quote: Gold, pages: Pages) -> Iterator[TrueClaim]:
    if not on_page(quote.quote, pages.text(quote.source, quote.page)):
        yield replace(claim, quotes=(*claim.quotes[:n], quote, *claim.quotes[n + 1:]))


MUTATORS: Mapping[str, Mutator] = {
    "figure": figure_mutants, "unit": unit_mutants, "name": name_mutants, "date": date_mutants, "page": page_mutants, "source": source_mutants,
    "hedge": hedge_mutants, "limit": limit_mutants, "term": term_mutants, "modal": modal_mutants, "scope": _by_rules(_SCOPE), "negation": negation_mutants,
}


def mutants(claim: TrueClaim, kind: str, pages: Pages, seed: int = 0) -> tuple[TrueClaim, ...]:
    """At most PER_CLAIM (or MOVED_PER_CLAIM) mutants of one kind, the same for the same seed whatever other claims there are.

    A text that stands word for word in a quote is no mutant: it is true.
    """
    rng = Random(f"{seed} {kind} {claim.id}")
    found = dict.fromkeys(m for m in MUTATORS[kind](claim, pages, rng)
                          if m != claim and (m.quotes != claim.quotes or not any(stands_in(m.text, q.quote) for q in m.quotes)))
    kept = sorted(rng.sample(range(len(found)), min(MOVED_PER_CLAIM if kind in ("page", "source") else PER_CLAIM, len(found))))
    return tuple(list(found)[n] for n in kept)


# --- the run ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant, with the kind of change ("" for the claim as it was) and what the check found."""

    claim: TrueClaim
    kind: str
    problems: tuple[Problem, ...]


def run(claims: Sequence[TrueClaim], pages: Pages, seed: int = 0) -> list[Trial]:
    """Every claim, and every mutant of those that pass."""
    trials = []
    for claim in claims:
        true = Trial(claim, "", check_claim(claim.text, pages.cite(claim.quotes), pages.text))
        trials.append(true)
        if not true.problems:
            trials += [Trial(m, kind, check_claim(m.text, pages.cite(m.quotes), pages.text)) for kind in MUTATORS for m in mutants(claim, kind, pages, seed)]
    return trials


def caught(trials: Iterable[Trial], kind: str) -> Estimate | None:
    """The share with a problem of the trials of a kind; None when there are none."""
    return estimate([float(bool(t.problems)) for t in trials if t.kind == kind])


def as_markdown(trials: Sequence[Trial]) -> str:
    """The table: a row a kind, the tuned and the held-out part side by side."""
    lines = ["| changed | goal | tuned: caught of n | rate | s.e. | held out: caught of n | rate | s.e. |", "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for kind, name, goal in [*((k, k, f"{GOALS[k]:.2f}") for k in MUTATORS), ("", "*nothing: true claims rejected*", f"at most {REJECTED_GOAL}")]:
        cells = []
        for held_out in (False, True):
            score = caught([t for t in trials if t.claim.held_out == held_out], kind)
            cells.append(f"{round(score.mean * score.n)} of {score.n} | {score.mean:.3f} | {score.se:.3f}" if score else "0 of 0 | | ")
        lines.append(f"| {name} | {goal} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table, or what slipped through of one kind (`--list true`: the true claims rejected), tuned part only."""
    parser = argparse.ArgumentParser(prog="python -m evals.mutations", description=__doc__)
    parser.add_argument("--list", metavar="KIND", choices=[*MUTATORS, "true"], help=f"one of {', '.join(MUTATORS)} or true")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(argv)
    trials = run(load_claims(), corpus_pages(), given.seed)
    if not given.list:
        print(as_markdown(trials))
        return 0
    for trial in trials:
        if not trial.claim.held_out and (trial.kind or "true") == given.list and bool(trial.problems) == (given.list == "true"):
            print(f"{trial.claim.id}: {trial.claim.text}")
            for quote in trial.claim.quotes:
                print(f"    {quote.source}, page {quote.page}: {quote.quote}")
            for problem in trial.problems:
                print(f"    -> {problem.fault.value}: {problem.about}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
