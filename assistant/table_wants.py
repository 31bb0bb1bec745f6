"""What a question asks of the tables beside their columns: a size, a rank, a part of a name, a printed yes or no. Each is read from lower-case text. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERS = {word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)} | {"single": 1, "a": 1}
_NUMBER = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
_HOLDS = r"(?:comprises?|have|has|had|having|with|contain|contains|of|cover|covers|include|includes|made up of)"
_SIZE = re.compile(rf"\b{_HOLDS} (?:(?P<than>more than|over|fewer than|less than|under|at least|at most|up to)|(?:only|exactly|just|but|precisely))? ?(?:a )?"
                   rf"(?P<number>{_NUMBER}|no) (?P<more>or (?:more|fewer|less) )?(?:ccgs?|clinical commissioning groups?|members?)\b")
_ALONE = re.compile(r"\bccgs?\b.*\b(?:alone|on (?:its|their) own|by (?:itself|themselves)|the only (?:ones?|ccgs?|members?))\b.*\b(?:footprints?|stps?)\b")
_COMPARES = re.compile(r"\b(?P<way>more|bigger|larger|fewer|less|smaller)\b.*\bthan\b")
ANY = 1000
"""More CCGs than any footprint has."""
_ORDINALS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
_END = r"(?:largest|biggest|smallest|greatest|most|fewest|least|highest|lowest)"
_RANK = re.compile(rf"\b(?:top|bottom|{_END}) (?P<top>{_NUMBER})\b|\b(?P<many>{_NUMBER}) {_END}\b|\b(?P<nth>{'|'.join(_ORDINALS)})[ -]{_END}\b"
                   rf"|\b(?:which|what|name|list|the) (?P<which>{_NUMBER}) (?:\w+ ){{0,4}}?(?:have|with|has|had|contain|cover)\b.{{0,12}}\b{_END}\b"
                   r"|(?P<all>\brank(?:s|ed|ing|ings)?\b|\bleague table\b|\bin (?:descending |ascending )?order of\b|\b(?:sort|order)(?:ed)? .*\bby\b)")
_RISING = re.compile(r"\b(?:bottom|smallest|fewest|least|lowest|ascending)\b")
EVERY = 100
"""A rank beyond any that the tables have."""
_NAMES = r"(?:names?|titles?)"
_SAID = r"['\"“‘]?(?P<word>(?!(?:plans?|stps?|footprints?|ccgs?|social|value|the|an?|no|any|their|its|of|it|that|which|not)\b)[a-z]+)\b['\"”’]?"
_WAYS = tuple((way, re.compile(pattern)) for way, pattern in (
    ("start", r"\b(?:start|begin)(?:s|ning|ing)? with (?:an? |the )?(?:capital )?(?:letters? |words? )?['\"“‘]?(?P<word>[a-z]+)"),
    ("end", r"\b(?:end|finish)(?:s|ing|es)? (?:with|in) (?:an? |the )?(?:words? )?['\"“‘]?(?P<word>[a-z]{2,})"),
    ("have", rf"\b(?:have|has|having|with|include|includes|including|contain|contains|containing|use|uses|using|carry|feature|got) (?:the )?(?:words? |terms? )?{_SAID} "
             rf"(?:as (?:a )?part of|somewhere in|anywhere in|in|within) (?:the |its |their |a )?(?:ccg |printed |full )?{_NAMES}\b"),
    ("have", rf"\b{_NAMES} (?:that |which |of (?:the )?ccgs? (?:that |which )?)?(?:contain|contains|containing|include|includes|including|have|has|with|feature|features) (?:the )?(?:words? |terms? )?{_SAID}(?=\W*(?:$|in\b|and\b|or\b))"),
    ("have", rf"\b(?:the )?words? {_SAID} (?:is |are |stands? |appears? |occurs? )?(?:in|within) (?:the |its |their |any |a )?(?:ccg )?{_NAMES}\b"),
    ("have", r"\b(?:called|named) (?:['\"“‘](?P<word>[a-z]+)['\"”’])"),
))
_ANSWER = re.compile(r"(?:\b(?:had|has|have|having|got|gets?|with|says?|said|saying|marked|put|put down|answer(?:s|ed|ing)?|record(?:s|ed)?|listed|shown?|shows?|given|gave|voted|ticked|scored?|scores|returned|are|is|were|was|as|down as|a|an|plans?|stps?|footprints?)"
                     r"(?: an?| the| as| as an?| with an?| down as)? ['\"“‘]?(?P<said>yes|no)(?:['’]?e?s)?['\"”’]?(?!(?<=no) (?:plan|stp|footprint|row)s?\b)|['\"“‘](?P<quoted>yes|no)(?:e?s)?['\"”’]|\b(?P<noun>yes|no)(?:['’]s|e['’]?s| entries| rows| answers)|\b(?P<yes>yes) (?:plans?|stps?|footprints?))"
                     r"(?=\s*(?:$|[?.,;!)/]|and\b|or\b|in\b|for\b|to\b|of\b|on\b|about\b|answers?\b|plans?\b|stps?\b|footprints?\b|rows?\b|are\b|is\b|were\b|there\b|do\b|does\b|did\b|while\b|but\b|against\b|versus\b|vs\b|respectively\b|from\b|by\b|per\b|each\b))")

_EACH = r"(?:per|by|for each|for every|in each|in every|of each|of every|each|every)"
_BY_REGION = re.compile(rf"\b{_EACH}(?: of the)?(?: four)? (?:nhs )?regions?\b|\bregion by region\b|\bregions? (?:and|with) (?:the|their|its) (?:number|count|total)"
                        rf"|\bregions? (?:has|have|had|with) (?:\w+ ){{0,2}}(?:{_NUMBER}) (?:\w+ )?(?:footprints?|stps?|plans?|ccgs?)\b")
_BY_FOOTPRINT = re.compile(rf"\b{_EACH} (?:stp|footprint)s?\b|\bfootprint by footprint\b")
_SHORT_ANSWER = re.compile(r"^(?!.*\b(?:is|are|was|were|do|does|did|has|have|which|how|who|why|when)\b).*(?:\byes ?(?:or|/) ?no\b|['’]s (?:answer|entry|result|status|row))\W*$")
_LEFT_OUT = re.compile(r"^\W*(?:how many|which|what)\b.*\b(?:(?:do|does|did)(?:n['’]t| not)?|(?:have|has)(?:n['’]t| not))\W*$")


@dataclass(frozen=True, slots=True)
class Size:
    """How many CCGs a footprint is to have: from `least` to `most`, as the question puts it ("at least 3")."""

    least: int
    most: int
    put: str

    @classmethod
    def read(cls, text: str) -> Size | None:
        """The size that a lower-case text asks for; None for none."""
        match = _SIZE.search(text)
        if not match:
            return cls(1, 1, "exactly 1") if _ALONE.search(text) else None
        if match["number"] == "no":
            return cls(0, 0, "no")
        number = number_of(match["number"])
        way = (match["than"] or (match["more"] or "").strip())
        if way in ("more than", "over"):
            return cls(number + 1, ANY, f"more than {number}")
        if way in ("fewer than", "less than", "under"):
            return cls(0, number - 1, f"fewer than {number}")
        if way in ("at least", "or more"):
            return cls(number, ANY, f"at least {number}")
        return cls(0, number, f"at most {number}") if way else cls(number, number, f"exactly {number}")


@dataclass(frozen=True, slots=True)
class Rank:
    """How many of the largest, or with `rising` of the smallest, are asked for in order."""

    many: int
    rising: bool
    nth: bool = False
    """Whether the one of that rank is asked for ("the second largest"), so that those that are level count as one."""

    @classmethod
    def read(cls, text: str) -> Rank | None:
        """The rank that a lower-case text asks for; None for none, as for the one largest."""
        match = _RANK.search(text)
        if not match:
            return None
        found = next((m for m in _RANK.finditer(text) if not m["all"]), match)
        said = found["top"] or found["many"] or found["which"]
        many = EVERY if found["all"] else _ORDINALS[found["nth"]] if found["nth"] else number_of(said)
        return cls(many, bool(_RISING.search(text)), bool(found["nth"])) if many > 1 else None


@dataclass(frozen=True, slots=True)
class NamePart:
    """The word that the names asked for start with, end with or have; of one letter only the start is told."""

    way: str
    word: str

    @classmethod
    def read(cls, text: str) -> NamePart | None:
        """The part that a lower-case text asks for; None for none."""
        return next((cls(way, m["word"]) for way, pattern in _WAYS if (m := pattern.search(text)) and (way == "start" or len(m["word"]) > 1)), None)


def answers_asked(text: str) -> tuple[str, ...]:
    """The "yes" and "no" that a lower-case text speaks of as what the table prints ("how many said yes"), each once."""
    return tuple(dict.fromkeys(m["said"] or m["quoted"] or m["noun"] or m["yes"] for m in _ANSWER.finditer(text)))


def number_of(word: str) -> int:
    """The value of a number in figures or words up to twelve."""
    return int(word) if word.isdigit() else _NUMBERS[word]


def by_region(text: str) -> bool:
    """Whether a lower-case text asks for a figure of every region."""
    return _BY_REGION.search(text) is not None


def by_footprint(text: str) -> bool:
    """Whether a lower-case text asks for a figure of every footprint."""
    return _BY_FOOTPRINT.search(text) is not None


def column_left_out(text: str) -> bool:
    """Whether a lower-case text asks for the yes or no of a row without its column: "Devon: yes or no?", "how many London plans don't?"."""
    return _SHORT_ANSWER.search(text) is not None or _LEFT_OUT.search(text) is not None


def comparison(text: str) -> str:
    """"more" or "fewer" where a lower-case text compares two numbers ("has X more CCGs than Y?"), else ""."""
    match = _COMPARES.search(text)
    return "" if match is None else "more" if match["way"] in ("more", "bigger", "larger") else "fewer"
