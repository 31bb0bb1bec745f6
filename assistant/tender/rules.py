"""What a tender says of its questions away from them, by their number or of all: weightings, and how long an answer may be. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.tender.limits import PAGES, Limit, is_of_all, is_of_several, limits_in
from assistant.tender.terms import Finding, sentences

_NAMED = re.compile(r"\b(?:questions?|Qs?|criteri(?:on|a))\s?(\d{1,2}(?:\.\d+)*(?:(?:,| and| &|, and) (?:Q|question )?\d{1,2}(?:\.\d+)*)*)(?![\d%])|\b((?:SV|Q) ?\d{1,2}(?:\.\d+)*)\b", re.I)
_SHARE = re.compile(r"\b\d{1,2}(?:\.\d+)? ?(?:%|per cent\b)", re.I)
_OF_ANOTHER = re.compile(r"\b(?:quality|technical|pricing|price) (?:answers?|responses?|questions?)\b", re.I)
Said = Sequence[tuple[str, str, str]]
"""(text, page, the headings over it) of paragraphs."""


def weights_by_number(said: Said) -> dict[str, Finding]:
    """The weighting that a sentence gives a question by its number, by the number ("question 6.1 carries 7%")."""
    found: dict[str, Finding] = {}
    for text, page, _ in said:
        for sentence in sentences(text):
            for label, share in _weights(sentence):
                found.setdefault(label, Finding(share, sentence, page))
    return found


def _weights(sentence: str) -> Iterator[tuple[str, str]]:
    named = [(match, re.findall(r"\d{1,2}(?:\.\d+)*", match[1] or match[2])) for match in _NAMED.finditer(sentence)]
    if not named or sentence.rstrip().endswith("?"):
        return
    starts = [match.start() for match, _ in named[1:]] + [len(sentence)]
    after = [[one.group() for one in _SHARE.finditer(sentence, match.end(), start)] for (match, _), start in zip(named, starts, strict=True)]
    if not after[-1]:  # "7% for question 6.1 and 3% for question 6.2"
        ends = [0] + [match.end() for match, _ in named[:-1]]
        after = [[one.group() for one in _SHARE.finditer(sentence, end, match.start())][-1:] for (match, _), end in zip(named, ends, strict=True)]
    for (_, labels), shares in zip(named, after, strict=True):
        if len(labels) == 1 and shares:
            yield labels[0], shares[0]
        elif len(labels) > 1 and len(shares) >= len(labels):
            yield from zip(labels, shares, strict=False)
        elif len(shares) == 1 and re.search(r"\b(?:each|both)\b", sentence, re.I):
            yield from ((label, shares[0]) for label in labels)


def limits_by_number(said: Said) -> dict[str, dict[str, Finding]]:
    """The limits that a sentence gives one question by its number, by the number and the unit ("Question 3: 400 words")."""
    found: dict[str, dict[str, Finding]] = {}
    for text, page, _ in said:
        for sentence in sentences(text):
            named = list(_NAMED.finditer(sentence))
            starts = [match.start() for match in named[1:]] + [len(sentence)][:len(named)]
            for match, start in zip(named, starts, strict=True):
                for limit in limits_in(sentence[match.end():start]):
                    for label in re.findall(r"\d{1,2}(?:\.\d+)*", match[1] or match[2]):
                        found.setdefault(label, {}).setdefault(limit.unit, Finding(str(limit.count) if limit.unit != PAGES else limit.said, sentence, page))
    return found


def limits_of_all(said: Said, *, asked: Said = ()) -> list[tuple[str, str, Limit, Finding]]:
    """(headings over it, sentence, limit, finding) of what is said of every question: in paragraphs that are no question's, and where it says so in those that are."""
    made = []
    for rows, own in ((said, False), (asked, True)):
        for text, page, over in rows:
            for sentence in sentences(text):
                if (is_of_all(sentence) or not own and is_of_several(sentence)) and not _NAMED.search(sentence):
                    made += [(over, sentence, limit, Finding(str(limit.count) if limit.unit != PAGES else limit.said, sentence, page)) for limit in limits_in(sentence)]
    return made


def limits_for(under: str, *, social: bool, all_over: Sequence[str], found: Sequence[tuple[str, str, Limit, Finding]]) -> Mapping[str, Finding]:
    """Those of them that hold for a question under these headings, by unit. One that stands over no question's headings holds for all; one of social value for its questions alone."""
    mine: dict[str, Finding] = {}
    for over, sentence, limit, finding in found:
        here = not over or under == over or under.startswith(f"{over} /") or not any(one == over or one.startswith(f"{over} /") for one in all_over)
        of_it = social if re.search(r"\bsocial value\b", sentence, re.I) else not (social and _OF_ANOTHER.search(sentence))
        if here and of_it:
            mine.setdefault(limit.unit, finding)
    return mine

