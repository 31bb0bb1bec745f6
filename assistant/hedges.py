"""What a ground says as likely, or under a condition, and a claim says flatly: "appears to" and "unless ..." left out. Pure."""

from __future__ import annotations

import re

from assistant.negation import STOP, content
from assistant.opposites import akin, likes

_HEDGE = re.compile(
    r"\b(?:appear(?:s|ed)?(?! (?:in|on|as|nowhere)\b)|seem(?:s|ed)?|(?P<may>may|might|could(?! not\b))|likely|unlikely|probabl[ey]|possibly|perhaps|apparent(?:ly)?|reportedly|potentially|expect(?:s|ed)?|hope[sd]?(?: to| that)?|"
    r"propos(?:es|ed|als?)|plan(?:s|ned) to|(?P<told>suggest(?:s|ed)? that|suspects?|believe[sd]?(?: that)?|claim(?:s|ed)?(?: that)?|argue[sd]? that))\b", re.I)
"""What says that the words behind it are not quite, not yet or not surely so, or are only `told` by somebody."""
_TELLS = re.compile(r"\b(?:say|says|said|saying|state[sd]?|report(?:s|ed)?|accord\w+|told|held|holds?)\b", re.I)
"""What takes back what is only told."""
_SOFT = re.compile(
    r"\b(?:appear\w*|seem\w*|suggest\w*|may|might|can|could|would|likel\w+|unlikely|probab\w+|possib\w+|perhaps|maybe|apparent\w*|reported\w*|tend\w*|suspect\w*|potential\w*|"
    r"belie\w+|claim\w*|expect\w*|propos\w+|plan(?:s|ned|ning)? (?:to|for)|plans? (?:is|are|was|were) (?:to|for|that)|hop(?:e|es|ed|ing)|aim(?:s|ed|ing)? to|intend\w*|looks?|looked|sign(?:s|al\w*)? of|impression|chance|risk\w*|doubt\w*|"
    r"uncertain\w*|unclear|not sure|fear\w*|said (?:not )?to|thought|thinks?|guess|almost|expectation|ought|in theory|"
    r"opinion|viewed|argu\w+|feels?|felt|assum\w+|estimat\w+|indicat\w+|hint\w*|point(?:s|ed)? to|presumably|whether|"
    r"considered|not (?:always|certain|clear)|cannot be (?:known|sure)|promis\w+|yet to|is to|are to|room for|in danger|threat\w*|reads?|read as|no (?:source|confirmation)|unconfirmed|(?:not|never|nobody) confirm\w*|put down to|one reason|partly)\b", re.I)
"""What takes a claim back as much, in whatever words."""
_REACH = 4
_BE = re.compile(r"\s+(?:be|have been)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.;!?\n])\s+")
_LIMIT = re.compile(
    r"(?:(?<=^)|(?<=[\s,;(–—]))(?P<word>unless|until|except(?: for| where| when| that)?|provided (?:that|it|they|the|there)\b|(?:only|just) (?:\w+ ){0,2}(?:if|where|when)|(?:as|so) long as|subject to|(?:in )?so far as|"
    r"(?<!as )if(?! [^,;.()\n–—]{1,60}? (?:is|are|was|were) to\b)|(?<!\w )before|(?:(?<=^)|(?<=[.;\n] ))where)\s+(?P<clause>[^,;.()\n–—]{6,160}?)(?=[,;.()\n–—]|$|\s(?:they|it|you|we)\s)", re.I)
"""A condition or a term, up to its clause's end; "before" and "where" only at a sentence's start, where they set all of it."""
_LIMITED = re.compile(r"\b(?:was|were|unless|until|till|except\w*|provid\w+|only|(?:as|so) (?:long|far) as|subject to|if|before|where\w*|when\w*|while|without|depend\w*|once|used to|otherwise|"
                      r"other than|apart from|for now|not all|those (?:who|that|which)|given (?:that|the)|in the event|not yet|yet to|in case|whoever|rarely|seldom|hardly|mostly|mainly|largely|generally|rest(?:s|ed)? on|condition\w*)\b", re.I)
"""Words by which a claim may set such a term itself; "was" says that it tells of then."""
_THEN = re.compile(r"\b(?:was|were)\b", re.I)
"""What tells of then, when an "if" or "where" has come about; an exception to what was so stays one."""
_COVERED = 0.25
"""The share of what a sentence says beside its term that makes a claim be about that sentence."""


def flattened(text: str, ground: str) -> list[str]:
    """The hedges and terms of a ground that a claim leaves out though it says what stands under them."""
    return _unhedged(text, ground) or _unlimited(text, ground)


def _unhedged(text: str, ground: str) -> list[str]:
    """The hedge before words which the claim has and which the ground has under hedges alone."""
    if _SOFT.search(text):
        return []
    said = set(content(text))
    said = said.union(*map(likes, said))
    under: list[tuple[str, tuple[str, ...]]] = []
    for match in _HEDGE.finditer(ground):
        if match["told"] and _TELLS.search(text):
            continue
        stop = STOP.search(ground, match.end())
        words = content(ground[match.end():stop.start() if stop else len(ground)])
        under.append((match.group(), tuple(words[:1 if match["may"] and not _BE.match(ground, match.end()) else _REACH])))  # "may" is of its verb alone
    hedged = {word for _, words in under for word in words}
    flat = set(content(ground)) if not hedged else _outside(ground)
    enough = 1 if "\n" not in ground.strip() else 2  # of several quotes one may say something like it flatly, in other words
    if (opening := _OPENING.match(ground.strip())) and not _LIMITED.search(text):
        return [opening["hedge"]]
    return [hedge for hedge, words in under if (hit := [w in said and w not in flat for w in words]) and (hit[0] or sum(hit) >= enough)][:1]


_OPENING = re.compile(r"(?!(?:if|when|where|while|although|even|whether|it)\b)(?:(?!(?:that|which|who|is|are|was|were|has|have|had|can|will|should|must|do|does|did)\b)[\w'’“”‘-]+ ){1,5}"
                      r"(?P<hedge>may(?: also)?(?: be)?|might(?: be)?|appears? to be|seems? to be|seems? to|appeared to be|is probably|are probably) [^.;:\n]+\.?$", re.I)
"""A ground of one sentence whose first verb is hedged: all that it says is."""


def _outside(ground: str) -> set[str]:
    """The content words of a ground that stand behind no hedge."""
    kept, at = [], 0
    for match in _HEDGE.finditer(ground):
        stop = STOP.search(ground, match.end())
        kept += content(ground[at:match.start()])
        at = max(at, stop.start() if stop else len(ground))
    return {*kept, *content(ground[at:])}


def _unlimited(text: str, ground: str) -> list[str]:
    """The term of a sentence that the claim says for the rest, and nothing of the term."""
    limited = _LIMITED.search(text)
    if limited and (limited.group().lower() not in ("was", "were") or _LIMITED.search(_THEN.sub("", text))):
        return []
    said = set(content(text))
    like, near = said.union(*map(likes, said)), said.union(*map(akin, said))
    for sentence in _SENTENCE.split(ground):
        for match in _LIMIT.finditer(sentence):
            if limited and (not _THEN.search(sentence) or match["word"].lower() not in ("unless", "except", "so far as", "in so far as", "insofar as")):
                continue
            rest = set(content(sentence[:match.start()] + " " + sentence[match.end():]))
            term = set(content(match["clause"])) - rest
            if term and not term & like and len(rest & near) >= max(2, _COVERED * len(rest)):
                return [match["word"]]
    return []
