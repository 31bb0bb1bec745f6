"""Whether figures and names stand in a claim where they stand in its quotes: by the words next to them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, takewhile

from assistant.amounts import steps
from assistant.digits import measured
from assistant.opposites import one_of
from assistant.pairs import crossed, keep_company, mislabelled, misnumbered
from assistant.text import MONTHS, STOPWORDS, figures, number_words, stem, words

_SENTENCE = re.compile(r"[.;!?](?=\s|$)|\n")
_WINDOW = 6
_FILLERS = STOPWORDS - {"some"}
_FIGURE_MARGIN, _NAME_MARGIN = 0.3, 0.8
"""By how much two things must fit each other's places better than their own to count as swapped; names move about more than figures."""


@dataclass(frozen=True, slots=True)
class Place:
    """The content words (stems) before and after a thing, nearest first."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def places(pattern: str, text: str, window: int = _WINDOW, alike: bool = False) -> Iterator[Place]:
    """The places where a pattern stands in a text, none beyond its sentence, with so many words on each side; `alike` words for the same."""
    for match in _compiled(pattern).finditer(text):
        start = max((m.end() for m in _SENTENCE.finditer(text, 0, match.start())), default=0)
        end = _SENTENCE.search(text, match.end())
        before, after = (tuple(map(one_of, words) if alike else words) for words in (_content(text[start:match.start()])[::-1], _content(text[match.end():end.start() if end else len(text)])))
        yield Place(before[:window], after[:window])


_compiled = lru_cache(maxsize=4096)(lambda pattern: re.compile(pattern, re.I))
"""Names and figures come again and again; re's own cache is small."""


def _content(text: str) -> list[str]:
    return [stem(w) for w in words(text) if w not in _FILLERS]


def fit(one: Place, other: Place) -> float:
    """How much two places have in common, from 0: a shared word counts by its nearness, half on the other side."""
    total = 0.0
    for mine, same, opposite in ((one.before, other.before, other.after), (one.after, other.after, other.before)):
        for n, word in enumerate(mine, 1):
            if word in same:
                total += 1 / max(n, same.index(word) + 1)
            elif word in opposite:
                total += 0.5 / max(n, opposite.index(word) + 1)
    return total


def swapped(patterns: Sequence[tuple[str, str]], text: str, ground: str, margin: float, alike: bool = False) -> list[tuple[str, str]]:
    """The pairs of things (name, pattern), of one sort, that fit each other's places in the claim better than their own.

    A thing that stands more than once is taken where it fits best. Things of a list share their neighbours, so an
    order of their own is no fault; and where "by" stands before one of two in only one of the texts, active has become
    passive, which turns places round.
    """
    claimed, quoted = ({name: list(places(pattern, where, alike=alike)) for name, pattern in patterns} for where in (text, ground))
    found = []
    for a, b in combinations([name for name, _ in patterns if claimed[name] and quoted[name]], 2):
        own = _best(claimed[a], quoted[a]) + _best(claimed[b], quoted[b])
        if _best(claimed[a], quoted[b]) + _best(claimed[b], quoted[a]) > own + margin and not _voice_changed(dict(patterns)[a], dict(patterns)[b], text, ground):
            found.append((a, b))
    return found


def _voice_changed(one: str, other: str, text: str, ground: str) -> bool:
    passive = _compiled(rf"(?:{one}|{other})[^.;\n]*?\b(?:\w+(?:ed|en|wn|ne|pt|ut|un|ld|nt)(?: (?:out|up|down|on|in))? (?:\w+ ){{0,6}}?by|be(?:en|ing)? (?:seen|viewed|regarded|known|thought of) (?:with)?in) (?:the )?(?:{one}|{other})")
    return (passive.search(text) is None) != (passive.search(ground) is None)


def _best(these: Sequence[Place], those: Sequence[Place]) -> float:
    return max(fit(one, other) for one in these for other in those)


# --- names -----------------------------------------------------------------------------------------------


def swapped_names(names: Sequence[str], text: str, ground: str) -> list[str]:
    """The pairs of a claim's names that stand in each other's places."""
    patterns = [(name, rf"(?<!\w){re.escape(name.removesuffix(chr(39) + 's').removesuffix('s'))}(?:s|'s)?(?!\w)") for name in dict.fromkeys(names)]
    if len(patterns) < 2:
        return []
    kinds = {name: "paper" if _PAPER.search(name) else "place" if all(_compiled(rf"\b(?:in|outside|across|around) (?:the )?{p}").search(t) for t in (text, ground)) else "body" for name, p in patterns}
    sorts = [[p for p in patterns if kinds[p[0]] == kind] for kind in ("paper", "place", "body")]
    found = [f"{a} and {b}" for sort in sorts for a, b in swapped(sort, text, ground, _NAME_MARGIN)]
    return found or [f"{a} and {b}" for a, b in turned_round([p for _, p in patterns], text, ground)]


_PAPER = re.compile(r"\b(?:Act|Bill|Plans?|Review|Report|View|Paper|Contract|Compact|Covenant|Regulations?|Regime|Statement|Policy|Guide|Guideline|Model)\b")
"""What makes a name one of a law or a paper, which nobody takes for a body or a place."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|gets|got)\b.*\bby(?:\s+the)?\s*$", re.I)


_SUFFERED = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+\w+ed\b(?!.*\bby\b)")
"""A passive that does not say by whom: "the Act is used in the NHS"."""
_ASIDE = re.compile(r"\b(?:and|or|that|which|who|whose|where|when|because|like|as|for)\b")


def turned_round(patterns: Sequence[str], text: str, ground: str) -> list[tuple[str, str]]:
    """The pairs of names (as the claim has them) of which the claim has one do to the other what the ground has the other do: "A funds B" for "B funds A"."""
    patterns = [p for p in patterns if _compiled(p).search(ground)]
    if len(patterns) < 2:
        return []
    one_of = "|".join(sorted(patterns, key=len, reverse=True))
    pair = re.compile(rf"(?P<one>{one_of})(?P<between>(?:\s+[a-z'-]+){{1,4}}?)\s+(?P<two>{one_of})", re.I)
    done, said = _deeds(pair, ground), _deeds(pair, text)
    return [(actor, other) for actor, deed, other in sorted(said - done) if (other, deed, actor) in done]


def _deeds(pair: re.Pattern[str], text: str) -> set[tuple[str, str, str]]:
    """Who does what to whom, by the words between two names; "by" turns it round."""
    found = set()
    for m in pair.finditer(text):
        if _SUFFERED.search(m["between"]):
            continue
        who, whom = (_plain(m["two"]), _plain(m["one"])) if _PASSIVE.search(m["between"]) else (_plain(m["one"]), _plain(m["two"]))
        found |= {(who, deed, whom) for deed in _content(m["between"])[:1] if who != whom and not _ASIDE.search(m["between"])}
    return found


def _plain(name: str) -> str:
    return name.lower().removesuffix("'s").removesuffix("s")


# --- figures ---------------------------------------------------------------------------------------------

_TIME = re.compile(r"(?<![\d.,])(\d+)[\s-]+(?:(?:more|extra|further|additional|full|whole|consecutive|other)\s+)?(day|week|month|year|hour|decade)s?\b", re.I)
_RATE = re.compile(r"([£$€]\s?\d[\d,.]*(?:\s?(?:million|billion|bn|m|k)\b)?|(?<![\d.,])\d[\d,.]*%?)\s+(?:a|an|per|each|every)\s+(day|week|month|year|hour)\b", re.I)
_PART = re.compile(r"(?<![\d.,£$€])(\d+) (?:out |[A-Za-z]+ out )?of (?:the |these |those |our |just |only |all )*(\d+)\b(?![.,]\d|\s?%| per cent)")

_COUNTED = re.compile(r"(?<![\d.,£$€/–-])(\d+(?:,\d{3})*%?)(?: of)?(?: the)?(?: [a-z]+)? ([A-Z]{2,6})s?\b")
"""A figure with the abbreviation that it counts."""
_LABEL = re.compile(r"\b(?:condition|section|regulation|principle|page|part|chapter|guideline|article|recommendation|schedule|paragraph|clause|appendix|step|note|PPN|SI)s?\s+$", re.I)
"""What a figure numbers, so that it counts nothing."""


_OF_A_YEAR = re.compile(r"\b((?:PPN|SI) \d+)/\d+\b")
"""A number with its year (PPN 10/12), which is one thing."""
_POINTS = re.compile(r"\bpercentage points?\b", re.I)
_KINDS = {
    "ccg": "ccgs?", "stp": "stps?", "csu": "csus?", "pct": "pcts?", "icb": "icbs?", "council": r"councils?|(?:local )?authorit(?:y|ies)", "charity": "charit(?:y|ies)",
    "hospital": "hospitals?", "trust": "trusts", "member": "members?", "area": "areas?|geographies|regions?|localities|places?", "response": "repl(?:y|ies)|responses?",
    "contract": "contracts?", "tender": "tenders?|procurements?|procurement exercises?", "outcome": "outcomes?", "theme": "themes?", "measure": "measures?", "mission": "missions?",
    "organisation": "organisations|bodies|companies|firms", "person": "people|persons?|staff|employees|jobs", "house": "houses|homes|households", "point": "percentage points?|points?",
    "route": "routes|ways|paths", "award": "awards", "step": "steps", "criterion": "criteria", "question": "questions", "recommendation": "recommendations", "group": "groups",
}
_KIND = re.compile(r"(?<![\d.,£$€/–-])(?P<figure>\d+(?:,\d{3})*%?)(?: of)?(?: the| our| these| those)?(?: (?!of\b|the\b|in\b)[a-z-]+)?? (?:" + "|".join(f"(?P<{kind}>{forms})" for kind, forms in _KINDS.items()) + r")\b", re.I)
"""A figure with what it counts, of the things that this field counts."""


_IN_ALL = re.compile(r"\b(?:there (?:are|were)|sets? out|consists? of|in all|altogether) (?:now |still |just |only )?$", re.I)
"""Before a figure: what says that it counts all there are."""


def _miscounted(text: str, ground: str) -> list[str]:
    """The figures that count one thing in the claim and, wherever the ground says what, another."""
    theirs: dict[str, set[str]] = {}
    for m in _KIND.finditer(ground):
        theirs.setdefault(m["figure"], set()).add(m.lastgroup or "")
    counted: dict[str, set[str]] = {}
    for figure, kinds in theirs.items():
        for kind in kinds:
            counted.setdefault(kind, set()).add(figure)
    totals = [m.group() for m in _KIND.finditer(text) if _IN_ALL.search(text, 0, m.start()) and m["figure"] not in counted.get(m.lastgroup or "", {m["figure"]})]
    return totals + [m.group() for m in _KIND.finditer(text) if (kinds := theirs.get(m["figure"])) and m.lastgroup not in {*kinds, "organisation"} and not (kinds == {"response"} and "%" in m["figure"])]


def _rate(match: re.Match[str]) -> tuple[str, str]:
    return figures(match.group(1))[0], match.group(2).lower()


def misplaced_figures(text: str, ground: str) -> list[str]:
    """The figures of a claim that stand with another unit of time, whole, counted body or neighbour than in the ground.

    Figures that are not in the ground at all are not looked at.
    """
    if len(re.findall(r"\d", text)) + len(number_words(text)) == 0:
        return []
    text, ground = (_OF_A_YEAR.sub(r"\1", measured(t)) for t in (text, ground))
    timed = {(m.group(1), m.group(2).lower()) for m in _TIME.finditer(ground)}
    found = [m.group() for m in _TIME.finditer(text) if (m.group(1), m.group(2).lower()) not in timed]
    found += [m.group() for m in _RATE.finditer(text) if (rate := _rate(m)) not in (there := {_rate(r) for r in _RATE.finditer(ground)}) and (
        any(figure == rate[0] for figure, _ in there) or rate[0] in figures(ground) and not re.search(r"\b(?:annual|year|month|week|da)ly?\b", ground))]
    found += _miscounted(text, ground)
    found += [m.group() for m in _POINTS.finditer(text) if not _POINTS.search(ground)]
    found += [m.group() for m in _PART.finditer(text) if int(m.group(1)) > int(m.group(2)) and not _LABEL.search(text[:m.start()])]
    for counted in _COUNTED.finditer(text):
        short, stands = counted.group(2), list(places(_pattern(figures(counted.group(1))[0]), ground))
        if stands and not _LABEL.search(text[:counted.start()]) and not any(_counts(place, short, ground) for place in stands):
            found.append(counted.group())
    same_step = {frozenset(step) for step in steps(text) & steps(ground)}
    shapes: dict[str, list[tuple[str, str]]] = {}
    for figure in dict.fromkeys(figures(text)):
        shapes.setdefault(_shape(figure), []).append((figure, _pattern(figure)))
    for patterns in shapes.values():
        found += [f"{a} and {b}" for a, b in swapped(patterns, text, ground, _FIGURE_MARGIN, alike=True) if frozenset([a, b]) not in same_step and not keep_company(a, b, text, ground)]
        found += [f"{a[0]} and {b[0]}" for a, b in combinations(patterns, 2) if not found and _set_apart(a[1], b[1], text, ground)]
    return found + mislabelled(text, ground) + misnumbered(text, ground) + crossed(text, ground)


def _set_apart(one: str, other: str, text: str, ground: str) -> bool:
    """Whether two figures that stand once each, in two like sentences of the ground, are swapped by what sets these sentences apart."""
    mine, theirs = ([[*places(p, where, window=99)] for p in (one, other)] for where in (text, ground))
    if any(len(found) != 1 for found in (*mine, *theirs)) or any(found[0].after and found[0].after[0][0].isdigit() for found in mine):
        return False  # "from one to the other" is no swap
    quoted = [{*found[0].before, *found[0].after} for found in theirs]
    common = quoted[0] & quoted[1]
    near = [{*_to_a_figure(found[0].before), *_to_a_figure(found[0].after)} - common for found in mine]
    own, crossed = (len(near[0] & quoted[n]) + len(near[1] & quoted[1 - n]) for n in (0, 1))
    return len(common) >= _ALIKE and crossed > own


_ALIKE = 4
"""How many words two sentences share that say the same of two figures."""


def _to_a_figure(side: Sequence[str]) -> Iterator[str]:
    return takewhile(lambda word: not word[0].isdigit(), side)


def _counts(place: Place, short: str, ground: str) -> bool:
    """Whether a place has the body by it, or no body at all while the ground has no other."""
    near = {*place.before, *place.after}
    bodies = {b.removesuffix("s") for b in _BODY.findall(ground)}
    return bool({stem(short.lower()), short.lower() + "s"} & near) or bodies <= {short} and not any(stem(b.lower()) in near for b in bodies)


_BODY = re.compile(r"\b[A-Z]{2,6}s\b")


def counts_its_list(figure: str, text: str, ground: str) -> bool:
    """Whether a small number counts a list: its own sentence's ("three benefits: social, economic and environmental") or one of the ground of the same things."""
    if not re.fullmatch(r"[2-9]|1\d", figure):
        return False
    if figure == "2":
        return _pair_named(text, ground) or any(re.search(rf"\bboth (?:the |these |of the |of these )?(?:\w+ )?{m[1]}\b", ground, re.I) for m in re.finditer(r"\b(?:the|these|those) 2 (?:\w+ )?(\w+)\b", text)) or re.search(r"\b(?:the|these|those) 2 (?:words|terms|ideas|things)\b", text, re.I) is not None and " and " in ground or _TWO_LISTED.search(text) is not None
    for m in re.finditer(rf"(?<![\d.,£$€-]){figure}(?![\d%]|[.,]\d)", text):
        if _LABEL.search(text[:m.start()]) or _DATED.match(text, m.end()) or _otherwise_counted(figure, text[m.end():], ground):
            return False
        end = _SENTENCE.search(text, m.end())
        rest = text[m.end():end.start() if end else len(text)]
        listed = re.split(r"[:(–—]|\bnamely\b,?|,", rest, maxsplit=1)[1:]
        if listed and (last := re.search(r",?\s(?:and|or)\s", listed[0])) and listed[0].count(",", 0, last.start()) + 2 == int(figure):
            return True
        if listed and last and ":" in rest[:len(rest) - len(listed[0])]:
            continue  # it counts its own sentence's list, and wrongly
        counted = set(_content(rest)[:2])
        named = _BODIES.match(rest)
        for n in _LIST.finditer(ground):
            if named and not re.search(r"[A-Z]", n.group()):
                continue  # "social, economic and environmental" are no organisations
            about = _content(ground[:n.start()] + n.group())[-_WINDOW - n.group().count(" "):]
            if n.group().count(",") + (0 if re.search(r", and", n.group()) else 1) + 1 == int(figure) and counted & (_ANYTHING | set(about)):
                return True
    return False


def _otherwise_counted(figure: str, after: str, ground: str) -> bool:
    """Whether the ground counts what stands behind a figure by another one: \"3 outcomes\" for \"two outcomes\"."""
    thing = re.match(r" ([a-z]{4,}s)\b", after)
    return thing is not None and (counted := re.search(rf"(?<![\d.,])(\d+) {thing[1]}\b", measured(ground))) is not None and counted[1] != figure


def _pair_named(text: str, ground: str) -> bool:
    """Whether "the two organisations" are those that the ground names together, and no third with them."""
    return _THE_TWO.search(text) is not None and len(_TWO_NAMES.findall(ground)) == 1


_DATED = re.compile(rf" (?:{MONTHS})\b")
_THE_TWO = re.compile(r"\b(?:the|these|those|both) 2 (?:organisations|bodies|charities|groups|authors|publishers|researchers|parties|charitable bodies)\b", re.I)
_TWO_NAMES = re.compile(r"(?<![,\w] )(?<![A-Z]\w)\b[A-Z]\w+(?: [A-Z]\w+)+ and [A-Z]\w+(?: [A-Z]\w+)*")
_TWO_LISTED = re.compile(r"\b2 (?:[^:,]*: [^,:;]+,? (?:and|or) [^,:;]+$|(?:[\w'-]+ ){0,4}[\w'-]+, (?:(?-i:[A-Z])[^,:;]+ and (?-i:[A-Z])|an? [^,:;]+ and an? [^,:;]+$))", re.I)
_BODIES = re.compile(r" (?:bodies|organisations|groups|charities|authorities|names|places)\b", re.I)
_ANYTHING = frozenset(map(stem, ["bodies", "organisations", "groups", "things", "ways", "kinds", "types", "reasons", "steps", "parts", "points", "aims", "places", "names", "elements"]))
_LIST = re.compile(r"(?:\b[\w'-]+(?: [\w'-]+){0,3}, )+[\w'-]+(?: [\w'-]+){0,3},? and [\w'-]+(?: [A-Z][\w'-]+){0,3}")


def _shape(figure: str) -> str:
    return "%" if figure.endswith("%") else figure[0] if figure[0] in "£$€" else "plain"


def _pattern(figure: str) -> str:
    """A pattern that finds a figure as text.figures() gives it, in any spelling."""
    digits = "".join(f",?{c}" if c.isdigit() and n else re.escape(c) for n, c in enumerate(re.match(r"[\d.]+", figure.lstrip("£$€")).group()))
    if figure.endswith("%"):
        return rf"(?<![\d.,]){digits}\s?(?:%|per\s?cent\b)"
    return (rf"{re.escape(figure[0])}\s?" if figure[0] in "£$€" else r"(?<![\d.,£$€])") + digits + r"(?!\d|[.,]\d|\s?%|\s?per\s?cent\b)"
