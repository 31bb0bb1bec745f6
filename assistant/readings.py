"""How a text is read before yes and no are compared: without what denies nothing, with asides behind what they are in. Pure.

"With or without goods" denies no goods, "not long ago" is lately, "net of VAT" is without VAT; and a clause between commas ends no negation
that stands before it and goes on behind it.
"""

from __future__ import annotations

import re

_READ = tuple((re.compile(pattern, re.I), new) for pattern, new in (
    (r"\b(?P<one>with|within|inside) (?:or|and) (?:without|outside)\b", r"\g<one>"),
    (r"\bwhether or not\b", "whether"),
    (r"\bwhether (?P<what>[^,;.()]{1,60}?) or not\b", r"whether \g<what>"),
    (r"\bnot (?:so |very |too |all that )?long (?=ago\b|after|before|since)", "shortly "),
    (r"\bnot (?:so |very |too )?far (?=from \d|off\b)", "close "),
    (r"^(?:it (?:was|is) )?not until\b", "since"),
    (r"(?<=[.;] )(?:it (?:was|is) )?not until\b", "since"),
    (r"\b(?:hardly|scarcely|barely) (?:any|an?) (?P<who>(?:\w+ )?)(?P<is>is|are|was|were) un(?=aware|familiar|known)", r"most \g<who>\g<is> "),
    (r"\b(?:is|are|was|were) (?:not|hardly) (?:unknown|unheard[- ]of|uncommon)\b", "exists"),
    (r"\b(?:nothing|nobody|none|no one)\b(?P<what>[^,;.]{0,40}?)\s(?:except|but|save|other than)\b", r"only\g<what>"),
    (r"\b(?:not|never) (?:yet )?(?:given up|ceased|abandoned|gone away|disappeared)\b", "continued"),
    (r"\bno (?:reason|excuse|cause|grounds?) (?:to|for) (?:drop|stop|ignor|neglect|abandon|forget)\w*", "reason to keep"),
    (r"\b(?:not|neither) (?:limited|confined|restricted) to\b", "beyond"),
    (r"\bnot (?P<whose>(?:the|its|their|[\w'’-]+ [\w'’-]+[’']s|[\w-]+[’']s) )only\b", r"beyond \g<whose>"),
    (r"\b(?:net|exclusive) of (?=(?:VAT|tax)\b)", "without "),
    (r"\bbefore (?=VAT\b)", "without "),
    (r"\bwithout (?:\w+ly )?(?P<what>(?:neglect|forgett|overlook|ignor|abandon|dropp|sacrific|forgo)ing)\b", "while keeping"),
    (r"\b(?:not|never|cannot|can't) (?:to |be )?(?:\w+ly )?(?:neglect|forget|forgotten|overlook|ignore)(?:ed|d)?\b", "remember"),
))
_ASIDE = re.compile(r",\s(?P<aside>(?:which|who|whose|where|including|such as|among them|for instance|for example|as)\s[^,;.:()\n–—]{3,120}),\s(?=(?!and\b|or\b|but\b)\w)", re.I)
"""A clause between two commas, with more of its sentence behind it."""
_BRACKETED = re.compile(r"\s\((?P<aside>[^()\n]*[a-z]{2,} [a-z]{2,}[^()\n]*)\)(?=\s\w)|\s[–—]\s(?P<between>[^–—;.:\n]*[a-z]{2,} [a-z]{2,}[^–—;.:\n]*)\s[–—]\s(?=\w)")
"""A clause between brackets or dashes; a single word or figure there belongs to the word before it."""


def plainly(text: str) -> str:
    """A text, folded, with what denies nothing read as what it says."""
    for pattern, new in _READ:
        text = pattern.sub(new, text)
    return text


def asides_behind(text: str) -> str:
    """A text, folded, with each clause that stands within another behind its sentence, so that the words around it are together."""
    lines = []
    for line in text.split("\n"):
        sentences = re.split(r"(?<=[.!?])\s+(?=[\"'(]?[A-Z0-9£])", line)
        lines.append(" ".join(_moved(sentence) for sentence in sentences))
    return "\n".join(lines)


def _moved(sentence: str) -> str:
    behind: list[str] = []

    def away(match: re.Match[str]) -> str:
        behind.append(next(found for found in match.groups() if found))
        return " " if match.group().startswith(",") else ""

    sentence = _BRACKETED.sub(away, _ASIDE.sub(away, sentence))
    return sentence if not behind else sentence.rstrip(". ") + "; " + "; ".join(behind) + "."
