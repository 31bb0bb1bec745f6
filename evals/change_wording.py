"""How a claim says it changed: how firmly, of how many, yes or no, and whether a hedge or a term stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from evals.changes import by_rules, put, quoted, stands
from evals.claims import Pages, TrueClaim

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
    yield from (m for m in by_rules(_MODAL)(claim, pages, rng) if not _NO_STRONGER.search(m.text))
    if _SOFT.search(quoted(claim)):
        yield from (m for m in by_rules(_WILL)(claim, pages, rng) if not _ASKED.search(m.text))
    if (advice := re.search(r"\b(?:should|asks|encouraged?s?|recommends)\b", claim.text)) and not re.search(r"\b(law|legal\w*|must)\b", quoted(claim), re.I):
        yield put(claim, advice.start(), advice.start(), "legally ")


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
scope_mutants = by_rules(_SCOPE)
"""What a claim says of some said of more."""
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
            new_words = f"does not {_BASE.get(verb, verb.removesuffix('s'))}" if new is None else match.expand(new)
            after = re.match(r"\s?[\w’'-]+", claim.text[match.end():])
            clause = re.search(r"[^,;]*$", claim.text[:match.start()]).group() + re.match(r"[^,;]*", claim.text[match.end():]).group()
            doubled = re.search(r"\b(not|never|rarely|denie[sd]|without|stopped|cannot|unable)\b", new_words) and re.search(r"\b(no|not|never|nobody|nothing|neither|nor|without|lack|un(?:able|aware|likely|clear)|impossible)\b", clause, re.I)
            if not doubled and not (new_words.strip() and after and stands(new_words.strip() + " " + after.group().strip(), claim)):
                yield put(claim, *match.span(), new_words)


_HEDGES = (
    (r"\b(?:appears|seems) to be\b", "is"), (r"\b(?:appear|seem) to be\b", "are"), (r"\b(?:appeared|seemed) to be\b", "was"), (r"\b(?:may|might|could) be\b", "is"),
    (r"\b(?:may|might|could) have been\b", "was"), (r"\b(?:probably|possibly|perhaps|reportedly|apparently) (?=\w)", ""), (r"\b(?:is|are) likely to be\b", "is"),
    (r"\b(?:appears?|seems?) to have\b", "has"), (r"\b(?:it seems|it appears|it would seem)(?: that)?,? ", ""), (r", it (?:would seem|seems|appears),", ""),
)
_TERMS = ((r"^(?:If|Unless|Until|Where|Provided|Except)\b[^,]*, (?=\w+ \w+ \w+)", ""), (r",? \b(?:unless|until|except|provided|as long as|so far as|only if|only where)\b[^,.;]*(?=\.$)", ""),
          (r"(?<! as)(?<!asked)(?<!know)(?<!tell),? \bif\b[^,.;]*(?=\.$)", ""))
_BEFORE = (r"^Before\b(?! (?:this|that|then)\b)[^,]*, (?=\w+ \w+ \w+)", "")
"""Where the quote's sentence opens with it, too; "agreed before the contract is made" may be told without it."""


def hedge_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A hedge left out ("appears to be" made "is"), where the claim has no other and the quotes have one."""
    for mutant in by_rules(_HEDGES)(claim, pages, rng):
        if _SOFT.search(quoted(claim)) and not _SOFT.search(mutant.text):
            yield mutant


_TERM_IN_QUOTE = re.compile(r"\b(?:if|unless|until|before|where|when|except|provided|only|as long as|so far as)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:would|could|might|whether|than)\b", re.IGNORECASE)
"""What keeps a sentence conditional, or half, when its "if" is gone."""


def term_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A condition or a term left out ("unless ..."), where the quotes have one and nothing else keeps the claim conditional."""
    if _TERM_IN_QUOTE.search(quoted(claim)):
        rules = (*_TERMS, _BEFORE) if re.search(r"(?:^|[.;\n] )Before\b", quoted(claim)) else _TERMS
        yield from (m for m in by_rules(rules)(claim, pages, rng) if not _OPEN.search(m.text))
