"""Parts of a whole and limits of figures: "one in five" for 21%, "over 5%" for 5%. Pure.

Each function takes a claim's text and its ground (the quotes it stands on, folded, one a line).
"""

from __future__ import annotations

import re

from assistant.text import MONTHS, figures, number_words

# --- parts -----------------------------------------------------------------------------------------------

_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_HEDGES = {"": (-0.7, 0.7), "about": (-3.0, 3.0), "nearly": (-4.5, 0.0), "just over": (0.0, 4.5), "over": (0.0, 12.0), "under": (-12.0, 0.0)}
"""How far the percentage may lie from the part, in points, by what stands before the part."""
_SAME_HEDGE = {"around": "about", "roughly": "about", "approximately": "about", "some": "about", "almost": "nearly", "just under": "nearly", "slightly under": "nearly",
               "close to": "nearly", "slightly over": "just over", "slightly more than": "just over", "a little over": "just over", "a little more than": "just over",
               "just above": "just over", "more than": "over", "less than": "under", "fewer than": "under", "well over": "over", "well under": "under"}
_PART = re.compile(
    r"\b(?:(?P<hedge>" + "|".join(sorted([*filter(None, _HEDGES), *_SAME_HEDGE], key=len, reverse=True)) + r")\s+)?"
    rf"(?:(?P<many>{_SMALL}|an?)[\s-](?P<part>{'|'.join(list(_PARTS)[2:])})s?\b(?=\s+of\b|[,.;:)]|\s*\(|$)"
    rf"|(?P<half>half)(?=\s+(?:of|the|its|their|all)\b|[,.;:)]|\s*\(|$)"
    rf"|(?P<some>{_SMALL}|\d)(?:(?P<thing>\s+[a-z]+)\s+in|\s+(?:in|out\s+of))\s+(?:every\s+)?(?P<every>{_SMALL}|\d\d?)\b(?!\s?%|[,.]\d)(?(thing)(?!\s+(?!was\b|has\b|is\b)[a-z]+s\b)))", re.I)
_MOST = re.compile(r"\b(?:majority|most)\b", re.I)
_PERCENT = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b)", re.I)


def parts_in_percent(text: str, ground: str) -> str:
    """The text with each part of a whole written as the percentage of the ground that it stands for, where there is one.

    "Over half" becomes "57%" where the ground has 57%; the part that the ground has itself stays.
    """
    if not _PART.search(text):
        return text
    said = {_share(m) for m in _PART.finditer(ground)}
    return _PART.sub(lambda m: m.group() if _share(m) in said else _percentage(m, ground) or m.group(), text)


def unborne_parts(text: str, ground: str) -> list[str]:
    """The parts of a whole in a text that the ground has neither as such nor as a percentage."""
    said = {_share(m) for m in _PART.finditer(ground)} if _PART.search(text) else set()
    return [m.group() for m in _PART.finditer(text) if _share(m) not in said and not _percentage(m, ground)]


def _share(match: re.Match[str]) -> float:
    """The part as a percentage."""
    if match["half"]:
        return 50.0
    many, whole = (match["many"], _PARTS[match["part"].lower()]) if match["part"] else (match["some"], _number(match["every"]))
    return round(100 * _number(many) / whole, 2) if whole else 0.0


def _number(word: str) -> int:
    return int(word) if word.isdigit() else 1 if word.lower() in ("a", "an", "one") else number_words(word)[0]


def _percentage(match: re.Match[str], ground: str) -> str:
    """The ground's percentage that the part stands for, the nearest; "" when there is none."""
    hedge = re.sub(r"\s+", " ", (match["hedge"] or "").lower())
    low, high = _HEDGES[_SAME_HEDGE.get(hedge, hedge)]
    share = _share(match)
    if share == 50 and high >= 12 and _MOST.search(ground):
        return match.group()
    near = [p for p in _PERCENT.findall(ground) if low <= float(p) - share <= high]
    return min(near, key=lambda p: abs(float(p) - share)) + "%" if near else ""


# --- spans -----------------------------------------------------------------------------------------------

_SPAN = re.compile(r"\b(?:from|between)\b[^.;]{0,40}?\b((?:19|20)\d\d)(?:[-–/]\d\d)?\b[^.;]{0,30}?\b(?:to|and|until)\b[^.;]{0,25}?\b((?:19|20)\d\d)\b", re.I)
_LASTED = re.compile(r"(?<![\d.,])(\d{1,2})(?= years?\b)")


def without_spans(text: str, ground: str) -> str:
    """A text, its numbers in digits, without the number of years from one of the ground's to the other: "in 2 years" for "from 2012-13 to 2014-15"."""
    spans = {str(int(last) - int(first)) for first, last in _SPAN.findall(ground)} - {"0"} if _LASTED.search(text) else set()
    return _LASTED.sub(lambda m: "those" if m[1] in spans else m.group(), text) if spans else text


# --- limits ----------------------------------------------------------------------------------------------

_MORE = r"over|more than|above|exceeding|exceeds?|in excess of|beyond|greater than|higher than|larger than|upwards of|at least|no (?:less|fewer) than|not less than|minimum of"
_LESS = r"under(?! \w+ (?:themes|headings|heads|missions|principles|criteria|names|titles|categories)\b)|less than|below|fewer than|lower than|smaller than|up to|at most|no more than|not more than|as (?:much|many|high|far|great|large) as|maximum of"
_AMOUNT = r"[£$€]?\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:%|per\s?cent\b|million\b|billion\b|bn\b|m\b|k\b))?"
_AFTER = r"(?:or|and) (?:(?P<ups>more|above|over|upwards)|less|below|fewer|under)\b"
_LIMIT = re.compile(rf"\b(?:(?P<more>{_MORE})|{_LESS})\s+(?:the\s+|some\s+)?(?P<figure>{_AMOUNT})|(?P<figure2>{_AMOUNT})\s+{_AFTER}", re.I)
_FROM = re.compile(rf"\bfrom\s+(?P<figure>{_AMOUNT})(?!.{{0,40}}\bto\b)", re.I)
_ANY_LIMIT = re.compile(rf"\b(?:(?:{_MORE}|{_LESS})\s+(?:the\s+|some\s+)?(?=[£$€\d])|(?:{_AFTER}|(?:after|beyond|past) (?=\d)|upwards?\b|start\w* (?:at|from)|reach\w*|exceed\w*|high(?:er|est)?|maximum|minimum|most|top\w*|peak\w*|ceiling|limit\w*|floor|least|threshold)\b)", re.I)
_LEAST_OF = re.compile(r"\b(?:minimum|maximum|floor|ceiling)\b", re.I)
"""What makes all the figures behind it in its sentence limits: \"the floor is 10% below that and 20% above\"."""
_SENTENCE = re.compile(r"(?<=[.;!?])\s")
_REDUCED = re.compile(r"\b(?:reduced|down|fell|cut|only|just|left|mere\w*) (?:\w+ )?(?=\d)", re.I)
_NO_MORE = re.compile(r"\bno (?:more|fewer|less) than (?=\d)", re.I)
"""What may be said for "only" and "reduced to"."""
_NEAR = 40
"""How many characters from a figure a limit can stand."""
_TIME = re.compile(r"[\s-](?:day|week|month|year)", re.I)
"""After "over": how long something took, which is no limit."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_WAY = re.compile(rf"\b(?:(?P<down>fell|fall(?:s|en|ing)?|(?:c[ao]me|came|went|gone|brought|taken) down|dropp?(?:ed|s)?|cut|reduced|decreased?|declined?|lowered|shrank|halved)|"
                  rf"rose|ris(?:es|en|ing)|grew|grow(?:s|n|ing)?|went up|increased?|raised|doubled|trebled|climbed)\b[^.;]{{0,50}}?\bfrom\s+(?P<first>{_AMOUNT})[^.;\d£$€]{{0,40}}?\bto\s+(?P<last>{_AMOUNT})", re.I)


def limits(text: str) -> dict[str, set[str]]:
    """The figures of a text that it gives as limits, each with its directions: "+" for "over", "-" for "up to"."""
    found: dict[str, set[str]] = {}
    for m in _LIMIT.finditer(text):
        lasting = (m["more"] or "").lower() == "over" and _TIME.match(text, m.end())
        for figure in figures(m["figure"] or m["figure2"])[:1]:
            if not _YEAR.fullmatch(figure) and not lasting:
                found.setdefault(figure, set()).add("+" if m["more"] or m["ups"] else "-")
    return found


def wrong_ways(text: str) -> list[str]:
    """What a text says fell though its figures rise, or rose though they fall: "came down from 14% to 28%"."""
    found = []
    for m in _WAY.finditer(text):
        first, last = (float(re.sub(r"[^\d.]", "", figures(m[end])[0])) for end in ("first", "last"))
        if figures(m["first"])[0].partition(" ")[2] == figures(m["last"])[0].partition(" ")[2] and (last > first if m["down"] else last < first):
            found.append(m.group())
    return found


_NUMBER = r"(?<![\d.,£$€])(\d{1,4})(?![\d%]|[.,]\d)"
_BECAME = re.compile(rf"{_NUMBER}[^.;:\d]{{0,30}}\b(?:having become|becom\w+|became|(?:reduced|merged|cut|turned|consolidated) (?:in)?to|made way for|g[ai]ve way to|replaced by|fell to|grew to)\s+(?:just |only |the |a total of |PPN |SI )*{_NUMBER}", re.I)
_REPLACED = re.compile(rf"{_NUMBER}[^.;:\d]{{0,30}}\b(?:replac(?:e|ed|es|ing)|took the place of|where there (?:used to be|had been|once were|were)|(?:was|were|are) (?:made|formed) (?:out )?of)\s+(?:some |the |PPN |SI )*{_NUMBER}", re.I)
_WHEN = re.compile(rf",? ?\b(?:on|of|in|since|from|by) (?:\d{{1,2}} )?(?:(?:{MONTHS}) )?(?:19|20)\d\d\b,?", re.I)
_SECTION = re.compile(r"(?<![\w.])\d{1,2}(?:\s?\(\w{1,3}\))+")


def wrong_steps(text: str, ground: str) -> list[str]:
    """What a text has become of what, in numbers, against its ground: "36 replaced 13" for "13 have become 7"."""
    mine, theirs = steps(text), steps(ground)
    return [f"{old} became {new}" for old, new in sorted(mine - theirs) if any({old, new} & {*step} for step in theirs)]


def steps(text: str) -> set[tuple[str, str]]:
    """What became of what in a text, its numbers in digits: ("13", "7") for "13 have become 7" and for "7 replaced 13", whenever it was."""
    text = _WHEN.sub("", text)
    return {m.groups() for m in _BECAME.finditer(text)} | {m.groups()[::-1] for m in _REPLACED.finditer(text)}


def wrong_sections(text: str, ground: str) -> list[str]:
    """The sections of a text ("3(1)(b)") that its ground has neither as such nor as the start of one, though it has some written so."""
    theirs = [m.group().replace(" ", "") for m in _SECTION.finditer(ground)]
    return [m.group() for m in _SECTION.finditer(text) if theirs and not any(there.startswith(m.group().replace(" ", "")) for there in theirs)]


def wrong_limits(text: str, ground: str) -> list[str]:
    """The figures that a claim makes a limit against its ground, or that the ground has as a limit only and the claim bare.

    Where the claim speaks of a limit by it in any way ("reached 30%"), it is taken to mean that one.
    """
    if not re.search(r"\d", text):
        return []
    mine, theirs = limits(text), limits(ground)
    there = {*figures(ground)}
    from_here = {f for m in _FROM.finditer(ground) for f in figures(m["figure"])}
    if _REDUCED.search(ground):
        mine = limits(_NO_MORE.sub("", text))
    wrong = [f for f, ways in mine.items() if f in there and not ways & (theirs.get(f, set()) | ({"+"} if f in from_here else set()))]
    if theirs:
        bare = set(figures(_LIMIT.sub(" ", ground)))
        wrong += [f for m in re.finditer(_AMOUNT, text) for f in figures(m.group())[:1]
                  if f in theirs and f not in bare and not _LEAST_OF.search(_SENTENCE.split(text[:m.start()])[-1]) and not _ANY_LIMIT.search(text, max(0, m.start() - _NEAR), m.end() + _NEAR)]
    return list(dict.fromkeys(wrong))
