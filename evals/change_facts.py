"""What a claim states changed: a figure, a unit, a name, a limit, a date, the page or the source of a quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from random import Random

from assistant.text import figures, number_words, stands_in
from evals.cases import Gold
from evals.changes import by_rules, put, quoted, stands
from evals.claims import Pages, TrueClaim, on_page

_SPELT = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"]
_SPELT_RE = re.compile(r"\b(" + "|".join(_SPELT[1:-1]) + r"|twenty|thirty)\b(?!-)", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w.,/–-])\d+(?:[.,]\d+)*(?![\w/]|[–-]\d|[.,]\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _new(figure: str, claim: TrueClaim) -> bool:
    """Whether a number, in digits, stands nowhere in the quotes, in whatever unit or spelling."""
    there = {re.sub(r"[^\d.]", "", f) for f in figures(quoted(claim))} | {str(n) for n in number_words(quoted(claim))}
    return figure.replace(",", "") not in there


def _value(number: re.Match[str]) -> str:
    """A number in digits, however it is written."""
    return str(next(iter(number_words(number.group())), number.group().replace(",", "")))


def figure_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A digit changed, one more or less, a spelt-out number changed, or two figures of one kind swapped.

    Years are the date mutator's. "One" is never put in: it is a pronoun more often than a figure; nor is anything for the five of "fewer than one in five", as it may still be so. Figures on both sides of "or", "and" or a dash are not swapped: that need not be false.
    """
    found = [m for m in _DIGITS.finditer(claim.text) if not _YEAR.fullmatch(m.group())]
    for match in found:
        digits = match.group()
        at = rng.choice([n for n, c in enumerate(digits) if c.isdigit()])
        changed = digits[:at] + str((int(digits[at]) + rng.randint(1, 8)) % 9 + 1) + digits[at + 1:]
        beside = str(int(digits) + rng.choice((1, -1))) if digits.isdigit() and int(digits) > 1 else changed
        for new in dict.fromkeys((changed, beside)):
            if new != digits and _new(new, claim):
                yield put(claim, *match.span(), new)
    for match in _SPELT_RE.finditer(claim.text):
        value = number_words(match.group())[0]
        new = {20: "forty", 30: "fifty"}.get(value) or _SPELT[value if value == 2 else value - 1 + rng.choice((1, -1))]
        bounded = re.search(r"\b(?:fewer|less|more|over|under) (?:than )?one in $", claim.text[:match.start()], re.I)
        if not bounded and _new(str(number_words(new)[0]), claim):
            yield put(claim, *match.span(), new)
    numbers = sorted([*found, *_SPELT_RE.finditer(claim.text)], key=re.Match.start)
    for n, first in enumerate(numbers):
        for second in numbers[n + 1:]:
            kind = [re.match(r"\s?%|\s?per cent|", claim.text[m.end():]).group() for m in (first, second)]
            between = claim.text[first.end():second.start()]
            if kind[0] == kind[1] and _value(first) != _value(second) and not re.fullmatch(r"[%\s]*(or|and|to|[–-])?\s*", between):
                yield put(put(claim, *second.span(), first.group()), *first.span(), second.group())


_UNITS = (
    (r"(?<=\d)%(?! (?:to|or|and) \d[\d.]*%)", ""), (r"(?<=\d) per cent", ""), (r"£(?=\d)", "$"), (r"£(?=\d)", ""), (r"(?<=\d)%", " million"),
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
            made = put(claim, *match.span(), match.expand(new))
            near = made.text[max(0, match.start() - 12):match.start() + len(match.expand(new)) + 1]
            said = re.search(r"[£$]?\d[\d.,]*\s?(?:%|percentage points|million|billion|thousand)?(?: of)?(?: [\w]+)?", near)
            plain = new == "" and not _new(re.sub(r"[^\d.]", "", (said or match).group()), claim) and _bare(said.group() if said else "", claim)
            if not plain and not (said and stands(said.group().strip(), claim) and new.strip()):
                yield made


def _bare(figure: str, claim: TrueClaim) -> bool:
    """Whether a number stands in the quotes without any unit."""
    return re.sub(r"[^\d.]", "", figure).strip(".") in figures(quoted(claim))


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
    cited = " ".join([quoted(claim), *(" ".join((c.title, *c.headings)) for c in pages.cite(claim.quotes))]).lower()
    there = {form for form in _forms(*_CLASS) if stands_in(form, cited)}
    found = list(_NAME.finditer(claim.text))
    for match in found:
        others = [n for n in _NAMES[_CLASS[match.group()]] if not _forms(n) & (there | _forms(match.group()))]
        if others:
            yield put(claim, *match.span(), rng.choice(others))
    yield from by_rules(_TITLES)(claim, pages, rng)
    for n, first in enumerate(found):
        for second in found[n + 1:]:
            between = _NAME.sub("", claim.text[first.end():second.start()])
            listed = re.fullmatch(r"(?:[\s,]|(?:and|or) (?:from|by|to|for|in)\b|and|or|the|with|of|like|both)*", between) is not None or re.search(r"\b(similar|same|like)\b", between)
            if _CLASS[first.group()] == _CLASS[second.group()] and first.group() != second.group() and not listed:
                yield put(put(claim, *second.span(), first.group()), *first.span(), second.group())


_LIMITS = ((r"\b(?:up to|at least|at most|over|above|more than|under|below|less than|fewer than|no more than) (?=[£\d])", ""),)
"""Not "as high as": what goes as high as 30% is 30% at its highest."""
_BARE = r"(?<!up to )(?<!at least )(?<!at most )(?<!over )(?<!above )(?<!more than )(?<!under )(?<!below )(?<!less than )(?<!fewer than )(?<!as much as )(?<!as high as )(?<![£\d.,])"
_LIMIT_SAID = re.compile(r"\b(?:floor|ceiling|threshold|minimum|maximum|least weighting)\b", re.IGNORECASE)


def limit_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """A limit of a figure left out ("up to 30%" made "30%"), unless the quotes have the figure bare, too."""
    for pattern, _ in _LIMITS:
        for match in re.finditer(pattern, claim.text, re.IGNORECASE):
            figure = re.match(r"[£\d.,]*\d", claim.text[match.end():])
            if figure and not _LIMIT_SAID.search(claim.text) and not re.search(_BARE + re.escape(figure.group()), quoted(claim), re.IGNORECASE):
                yield put(claim, *match.span(), "")


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def date_mutants(claim: TrueClaim, pages: Pages, rng: Random) -> Iterator[TrueClaim]:
    """Another month or year, one that the quotes do not have."""
    for match in re.finditer(r"\b(?:" + "|".join(_MONTHS) + r")\b(?= \d)", claim.text):
        yield put(claim, *match.span(), rng.choice([m for m in _MONTHS if not re.search(rf"\b{m[:3]}", quoted(claim), re.I)]))
    for match in _YEAR.finditer(claim.text):
        new = str(int(match.group()) + rng.choice((-3, -2, -1, 1, 2, 3)))
        if _new(new, claim):
            yield put(claim, *match.span(), new)


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
