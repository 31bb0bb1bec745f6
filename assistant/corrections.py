"""A turn that puts the question before right: "not CCGs, I meant STPs", "actually I meant Somerset", "no, Somerset". Pure."""

from __future__ import annotations

import re

from assistant.alone import NAME_RUN

_MEANT = re.compile(r"^\W*(?:(?:sorry|no|oops|wait|actually)[\s,.!-]+)*not (?:the )?(?P<wrong>[\w’' -]{2,40}?)\s*[,.;:-]+\s*(?:but |i (?:meant|mean) )?(?:the )?(?P<right>[\w’' -]{2,40}?)\W*$"
                    r"|^\W*(?:(?:sorry|no|oops|wait|actually)[\s,.!-]+)*i (?:meant|mean) (?:the )?(?P<right2>[\w’' -]{2,40}?),? (?:and )?not (?:the )?(?P<wrong2>[\w’' -]{2,40}?)\W*$", re.I)
_LEAD = r"(?i:sorry|no|nope|oops|wait|hang on|actually|correction|rather|my mistake|i mean|or rather)"
_SAID = r"(?i:i (?:really )?(?:meant|mean|was asking about|asked about|want(?:ed)?|am asking about)(?: to (?:say|ask about|type))?|make (?:that|it)|(?:that|it) should (?:be|have been|say)|i should have (?:said|asked about))"
_NAME = rf"(?:the )?(?P<name>{NAME_RUN}(?:(?:, | and |, and ){NAME_RUN})*)"
_NAMED = re.compile(rf"^\W*(?:(?:{_LEAD}[\s,.!:;-]+)+(?:{_SAID}\s+)?|{_SAID}\s+){_NAME}(?:,? (?i:instead|please|of course|sorry))*\W*$")
_ASKING = re.compile(r"(?:Who|What|When|Where|Why|How|Which|Whose|Is|Are|Was|Were|Do|Does|Did|Has|Have|Had|Can|Could|Should|Must|Will|Would|And|But|So|Or|In|For|I|Tell|Give|Show|List|Name)\b ?")
_BODY = re.compile(r"\b(?:NHS|CCGs?|ICBs?|Council|Trust|Board|Group|City|County|Borough|District|Clinical|Commissioning|Integrated|Care)\b")
_KINDS = (re.compile(r"\bCCG|\bNHS\b|Commissioning Group"), re.compile(r"\bCouncil\b"), re.compile(r"\b(?:Act|PPN|Bill|Covenant|Compact|Regime|Model|Regulations)\b"))


def corrected(text: str, before: str) -> str:
    """The question before with what was meant in place of what was said; "" when it is no such correction."""
    if match := _MEANT.match(text):
        wrong, right = match["wrong"] or match["wrong2"], match["right"] or match["right2"]
        mended, times = re.subn(rf"(?<!\w){re.escape(wrong)}(?!\w)", lambda _: right, before, flags=re.I)
        if times:
            return mended
    return _renamed(match["name"], before) if (match := _NAMED.match(text)) else ""


def _renamed(name: str, before: str) -> str:
    """The question with a name in place of its own: of several the one of the same kind; a bare place takes the place in a body's name."""
    names = [found for m in re.finditer(NAME_RUN, before) if (found := _without_asking(m, before))]
    alike = [n for n in names if _kind(n[2]) == _kind(name)] or [n for n in names if not _kind(name) and _kind(n[2]) < 2]
    if not alike:
        return ""
    start, end, old = alike[-1]
    core = re.search(rf"{NAME_RUN}", " ".join(_BODY.sub(" ", old).split()))
    if not _BODY.search(name) and _BODY.search(old) and core and core[0] in old:
        name = old.replace(core[0], name)
    return f"{before[:start]}{name}{before[end:]}"


def _without_asking(match: re.Match[str], text: str) -> tuple[int, int, str] | None:
    """Where a name stands and what it is, without a word of asking that opens the sentence; None where no name is left."""
    start, end = match.span()
    if opened := _ASKING.match(text, start, end):
        start = opened.end()
    old = re.sub(r"^(?:the|an?) ", "", text[start:end])
    start = end - len(old)
    return (start, end, old) if re.match(r"[A-Z]", old) and not re.fullmatch(r"(?:NHS|(?:CCG|STP|ICB|ICS|VCSE|CSU|PPN)s?)", old) else None


def _kind(name: str) -> int:
    """0 for a place or anything else, then those of _KINDS: NHS bodies 1, councils 2, laws 3."""
    return next((n for n, pattern in enumerate(_KINDS, 1) if pattern.search(name)), 0)
