"""Yes and no: whether a claim denies what its ground says, or says what its ground denies, clause by clause. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.opposites import akin, bases, likes, opposites
from assistant.text import STOPWORDS, stem, words

NOT = re.compile(
    r"\b(?:not(?! (?:just|only|simply|merely|least)\b)|no(?! (?:doubt|matter|one (?:but|except|other than)|other \w+ (?:but|than)|(?:longer|more|less|fewer|later|sooner|earlier|further) than)\b)|none(?! (?:but|other than|except)\b)|nor|neither|nowhere|never|without|nothing(?! (?:but|other than|more than)\b)|nobody(?! (?:but|except|other than)\b)|cannot|fail(?:s|ed|ing|ures?)?|"
    r"lack(?:s|ed|ing)?|(?:for|from|through) (?:the )?want of|absen\w+|exclud\w+|far from|(?P<base>un(?=able|aware|likely|clear|known|willing)|im(?=possible))\w+)\b"
    r"|\w+n['’]t\b(?! forget)|\bnon-", re.I)
_DENYING = (r"den(?:y|ies|ied|ying)|refus(?:e[sd]?|ing|als?)|reject(?:s|ed|ing)?|oppos(?:e[sd]?|ing|ition)|forbid\w*|forbad\w*|prohibit\w*|bann?(?:ed|s)?|"
            r"prevent(?:s|ed|ing)?|stop(?:s|ped|ping)?|ceas(?:e[sd]?|ing)|aboli\w+|ignor(?:e[sd]?|ing)|neglect\w*")
_CONTRAST = re.compile(r"\b(?:rather than|instead of|as opposed to|outside|except|other than|less|hardly|rarely|seldom|unless|until|nothing to|"
                       r"avoid\w*|omit\w*|miss(?:es|ed|ing)|reluctan\w+|against|stop(?:s|ped|ping)? short of|(?:leav\w+|left|tak\w+|took|rul\w+|kept|keep\w*|shut\w*) (?:\w+ )?out|beyond|free (?:from|of|to)|exempt\w*|unlike|escap\w*|instead|drop(?:s|ped)?|remov\w*|lose[sd]?|losing|lost|leav(?:es|ing) alone|bar(?:s|red)?|too (?:late|few|little|far|much)|short(?:age|ages|fall)?(?: of\b| in supply)|scarc\w+|wanting|missing|wrong(?:ly)?|mistak\w+|no excuse|steer\w* (?:away|clear)|away from|silent|(?<!no )doubt(?:s|ed|ful)?|"
                       rf"{_DENYING})\b", re.I)
"""What may be put as "not" in other words, though leaving it out denies nothing."""
_NOT_THIS = re.compile(r"\b(?:rather than|instead of|as opposed to|outside|except|other than)\b", re.I)
"""What sets something apart that a claim may deny by name: "goods are not covered" for "services rather than goods"."""
_INSTEAD = re.compile(r"rather than|instead of|as opposed to", re.I)
"""What stands before it is so; what stands behind it is not."""
_DENIES = re.compile(rf"\b(?:{_DENYING})\b", re.I)
_SCARCELY = re.compile(r"\b(?:little|few|limited|hardly|barely|rarely|seldom|scarce(?:ly)?|var(?:y|ies|ied|iation)|poor(?:ly)?|weak\w*|low|thin|slow(?:ly)?|narrow|small|bad(?:ly)?|minor|infrequent(?:ly)?)\b", re.I)
_RARELY = re.compile(r"\b(?:rarely|seldom)\b", re.I)
_MUCH = re.compile(r"\s*(?:\w+\s+){0,2}?(?:much|well|good|high\w*|strong\w*|big|enough|many|wide\w*|all|most|every|often|great\w*|equal\w*|always|extensive\w*)\b", re.I)
"""What is "not much" may be said as "little", and the other way round."""
STOP = re.compile(r"[;.!?\n()–—]|,(?=\s*(?:{}|\d)\b)|\b(?:but|though|although|however|where|which|who|because|while|whereas|and)\b".format(
    "|".join(sorted(STOPWORDS))), re.I)
"""Where a negation's reach ends: a clause's end, so not the comma within "a structured, accessible route"."""
_REACH = 8
"""How many content words after a negation it can reach; the longest in a sentence of ordinary length."""
_SUBJECT = 3
_HINDERS = re.compile(r"\s*(?:\w+\s+){0,2}(?:prevent|stop|bar|forbid|prohibit|preclude|hinder|limit|restrict|undo|undone|invalidat|cancel|overrid|affect)\w*\b", re.I)


def turned(text: str, ground: str) -> list[str]:
    """The negations that a claim puts in or leaves out, clause by clause.

    A negation of the claim must reach a word that stands in a negated clause of the ground, too; a word like "unable"
    needs that only where the ground has "able"; and the words that the ground has only under a negation may not stand
    in the claim without one.
    """
    text = _LITOTES.sub(lambda m: m["base"] if re.search(rf"\b{m['base'][:5]}", ground, re.I) else m.group(), text)
    text = _OF_NO_USE.sub("meaningless", text) if _USELESS.search(ground) else text
    mine, theirs = _negations(text, NOT), _negations(ground, NOT)
    contrasts = _negations(ground, _CONTRAST)
    affirmed, elsewhere = set(content(ground)), _outside(ground, theirs)
    beside = elsewhere if _NOT_THIS.search(text) else elsewhere & _outside(ground, _negations(ground, _NOT_THIS))
    contrary = opposites(elsewhere) | {base for word, base in bases(ground) if word in elsewhere}
    scarce = _negations(ground, _SCARCELY)
    if any(n.elliptic and not n.reach for n in theirs) or _NEVER_MORE.search(text) and _EVER.search(ground):
        return []
    if doubled := _doubled(mine, text, ground):
        return [doubled]
    if not theirs + contrasts + scarce and not contrary & set(content(text)) and (denies := _DENIES.search(text)):
        return [denies.group()]
    if not theirs and (denies := re.search(r"\bden(?:y|ies|ied)\b", text, re.I)) and not re.search(r"\b(?:den(?:y|ies|ied)|reject\w*|disput\w*)\b", ground, re.I):
        return [denies.group()]
    if lost := [word for word, base in bases(text) if base in affirmed and word not in affirmed and not any(base in n.reach for n in theirs)]:
        return lost[:1]
    denied = contrary.union(*(n.reach if _SET_AGAINST.search(ground[:n.after]) or _INSTEAD.fullmatch(n.word) and not n.elliptic else n.reach | n.subject for n in theirs + contrasts))
    denied |= {word for n in contrasts if _KEPT_OUT.fullmatch(n.word) and re.match(r"\s+(?:the|its|this|from)\b", ground[n.after:]) for word in content(_sentence_before(ground, n.after))}
    denying = {stem(n.word.lower()) for n in contrasts if _DENIES.fullmatch(n.word)}
    little = set().union(*(n.reach | n.subject for n in scarce))
    if not scarce and (rarely := _RARELY.search(text)) and not any(_MUCH.match(ground, n.after) for n in theirs):
        return [rarely.group()]
    found = [n.word for n in _negations(text, _RARELY) if not _RARELY.search(ground) and not n.reach & little and not _borne_out(n, denied | little, affirmed, beside, contrary, denying)]
    if not (theirs + contrasts + scarce) and not _ONLY.search(ground):
        found += [n.word for n in mine if not n.base and not contrary & n.reach and not _left_free(n, mine, theirs, text, ground)]
    found += [n.word for n in mine if not _left_free(n, mine, theirs + contrasts, text, ground) and not (n.elliptic and (theirs + scarce or any(n.reach & c.subject for c in contrasts)))
              and not _borne_out(n, denied | little if _MUCH.match(text, n.after) or _ALMOST.search(text[:n.after]) else denied, affirmed, beside, contrary, denying)]
    found += _obliged(text, ground, mine, sorted([*theirs, *contrasts], key=lambda n: n.start))
    spoken = _outside(text, mine)
    likely = set().union(*map(likes, spoken))
    elliptic = set().union(*(content(clause) for clause in STOP.split(text) if NOT.search(clause)))
    reached = set().union(*(n.reach | n.subject for n in [*mine, *_negations(text, _SCARCELY), *_negations(text, _CONTRAST)])) | {base for _, base in bases(text)}
    if any(_APPLY.match(ground, n.after) for n in theirs):
        reached = reached.union(*(content(text[:m.start()]) for m in _EXEMPT.finditer(text)))
    for n in theirs:
        if _allows(n, ground):
            continue
        only = n.reach - elsewhere
        if only and not only & (reached | elliptic if n.elliptic else reached) and not opposites(only) & spoken and len(only & likely) > len(only) / 2:
            found.append(n.word)
    return found or _contrary(text, ground, mine, theirs)


_KEPT_OUT = re.compile(r"outside|exempt\w*", re.I)


def _sentence_before(text: str, end: int) -> str:
    """What stands before a place in its sentence: what is outside."""
    return re.split(r"[.;\n]", text[:end])[-1]


_APPLY = re.compile(r"\s+(?:apply|cover|bind|reach|include|catch)\b", re.I)
_EXEMPT = re.compile(r"\b(?:exempt\w*|outside|excluded|left out)\b", re.I)
"""What denies all that is listed before it, as "does not cover" does of what is listed behind it."""
# What a ground may say that a claim puts as a negation, though the ground has none.
_CONTRARY = re.compile(r"\b(?:opposite|reverse|contrary)\b", re.I)
_DUTY = re.compile(r"\s+(?:have to|need(?: to)?|requir\w*|oblig\w*|bound|compulsory|mandatory|ask|demand|compel\w*|forc\w*)\b", re.I)
_MUST = re.compile(r"\b(?:must|shall)\b", re.I)
_NEED_NOT = re.compile(r"\bneed(?: not|n't)\b", re.I)
_DUTY_WORDS = frozenset(map(stem, ["require", "requirement", "oblige", "obligation", "duty", "bound", "compulsory", "mandatory", "need", "compel", "force"]))
_ONLY = re.compile(r"\b(?:only|merely|solely|uncertain\w*|unclear|unchanged|same|leaves?|left|always|first time)\b", re.I)
_TOO_LITTLE = re.compile(r"\bunless\b|\bif [^,;.]{0,60}\b(?:too (?:little|few|late)|lack\w*|no)\b", re.I)
_WANTED = re.compile(r"\b(?:important|critical|ensur\w+|sufficient)\b", re.I)
"""What "unless" and "if there is too little" may be said for."""
_NEED = re.compile(r"\b(?:vital|essential|need(?:s|ed)?|must|necessary|depend\w*|only|requir\w+|before)\b", re.I)
_ALMOST = re.compile(r"\b(?:almost|nearly|virtually|hardly)\s+\w+$", re.I)
_LITOTES = re.compile(r"\bnot (?:an? )?(?:un|in|im|ir|il|dis)(?P<base>[a-z]{5,})", re.I)
"""What says yes: "not unreasonable"."""
_OF_NO_USE = re.compile(r"\b(?:worth nothing|(?:of )?no (?:use|value|worth|good))\b", re.I)
_USELESS = re.compile(r"\b(?:meaningless|worthless|useless|pointless)\b", re.I)
# Nouns and verbs that deny by themselves, so that a claim may name what its ground names.
_LEXICAL = re.compile(r"(?:fail|lack|absen|exclud)\w*", re.I)
_BEGAN = re.compile(r"\b(?:became|beg[aiu]ns?|dates? from|since|came into|started|introduced|took effect)\b", re.I)
_CHANGED = re.compile(r"\b(?:became|become|replac\w+|took the place|dropp\w+|abolish\w+|merged|used to|former(?:ly)?|renamed|ended|closed|leaves|history|instead|devolv\w+|pass(?:es|ed) to|transferr?\w*|gone|out of use|discontinu\w+|laps\w+|expir\w+|supersed\w+|ceas\w+)\b", re.I)
"""What may be told as "no longer"."""


def _obliged(text: str, ground: str, mine: Sequence[_Negation], theirs: Sequence[_Negation]) -> list[str]:
    """The duty that a claim states where its ground has none but such as it denies: "the law asks it" for "there is no duty"."""
    denied = any(_DUTY_WORDS & n.reach for n in theirs) and not _DUTY_WORDS & _outside(ground, theirs)
    if not denied or any(_DUTY.match(text, n.after) or _DUTY_WORDS & n.reach for n in mine):
        return []
    text = _NEED_NOT.sub("", text)
    return [m.group().strip() for m in [_DUTY.search(text) or _MUST.search(text)] if m]


def _left_free(negation: _Negation, mine: Sequence[_Negation], theirs: Sequence[_Negation], text: str, ground: str) -> bool:
    """Whether a claim's negation is what its ground comes to in other words.

    "Need not" for a choice, "not unless" or "none that does not" for a need, "not until" for a beginning, "no longer" for a
    change, "far from it" for the opposite, "not have to" for a duty denied in any words; twice a negation is for _doubled.
    """
    unless = re.search(r"\b(?:unless|until|without|only if)\b", text, re.I) or len(mine) > 1
    if unless and _NEED.search(ground) or _TOO_LITTLE.search(text) and (_NEED.search(ground) or _WANTED.search(ground)):
        return True
    if re.match(r"[^,;.]*\buntil\b", text[negation.after:], re.I) and _BEGAN.search(ground):
        return True
    if re.match(r"\s+longer\b", text[negation.after:]) and _CHANGED.search(ground):
        return True
    if _HINDERS.match(text, negation.after) and any(_HINDERS.match(ground, t.after) for t in theirs):
        return True
    if negation.word.lower() == "far from" and _CONTRARY.search(ground):
        return True
    if _TWICE.match(text, negation.after) or _LEXICAL.fullmatch(negation.word) and any(t.word[:4].lower() == negation.word[:4].lower() for t in theirs):
        return True
    if _DUTY.match(text, negation.after) and any(_DUTY_WORDS & {*t.order[:_SUBJECT], *t.subject} for t in theirs):
        return True
    if re.search(r"\bneeds? not$", text[:negation.after]) and any(_DUTY_WORDS & {*t.order[:_SUBJECT], *t.subject} for t in theirs):
        return True
    return bool((re.match(r"\s+(?:have to|need(?: to)?|required|obliged|bound|compulsory|mandatory)\b", text[negation.after:]) or re.search(r"\bneeds? not$", text[:negation.after]))
                and re.search(r"\b(?:right to|entitled|lets?|allow(?:s|ed)?|permits?|permitted|exempt|set aside|free|optional|voluntary|choice|choos\w+|chose|discretion)\b", ground, re.I))


def _borne_out(negation: _Negation, denied: set[str], affirmed: set[str], elsewhere: set[str], contrary: set[str], denying: set[str]) -> bool:
    """Whether the first of a negation's words that the ground has at all, itself or one like it, is denied there; the others may stand anywhere."""
    if negation.base:
        return negation.base not in affirmed or not negation.reach & affirmed or bool(negation.reach & denied)
    if set(negation.order) & (denied - affirmed) & contrary:
        return True
    if negation.word.lower() in ("no", "none", "nobody", "nothing", "neither", "nowhere") or negation.elliptic:
        return not negation.reach & affirmed or bool(negation.reach & denied)
    if negation.subject & (denied - elsewhere - contrary):
        return True
    near = [word for word in negation.order[:_NEAREST] if word not in _DEGREES and not word[0].isdigit()]
    if any(likes(word) & denying for word in near):
        return False
    return any(akin(word) & denied for word in near) or not any(likes(word) & affirmed for word in near)


_NEAREST = 4
_DEGREES = frozenset(map(stem, ["almost", "entirely", "completely", "fully", "wholly", "quite", "rather", "nearly", "really", "very", "formally", "necessarily", "always", "automatically",
                              "take", "make", "get", "go", "come", "put", "one", "thing", "way", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"]))
"""Words that a negation reaches without denying them."""


def _doubled(mine: Sequence[_Negation], text: str, ground: str) -> str:
    """The negation of a claim that denies a denial ("not outside the Act", "none is not"), where the ground has no such thing; "" when there is none."""
    for n in mine:
        twice = _TWICE.match(text, n.after)
        said_so = twice and n.word.lower() in ("nowhere", "nothing", "nobody") and twice.group().split()[-1] in ground
        if twice and not said_so and not _ALWAYS.search(ground) and not any(_TWICE.match(ground, m.end()) for m in NOT.finditer(ground)):
            return n.word
    for one, other in zip(mine, mine[1:], strict=False):
        needed = other.word.lower() == "without" and (_NEED.search(ground) or _ALWAYS.search(ground))
        named = _LEXICAL.fullmatch(other.word) and other.word.lower() in ground.lower()
        if not (one.base or other.base or one.word.lower() == "without" or needed or named) and not re.search(r"[,;.:]|\b(?:n?or|and|but|that|which|who|because|if|when|where)\b", text[one.after:other.after]) and not (_WHO.search(text[:one.after]) and _NEED.search(ground)):
            return other.word
    return ""


def _contrary(text: str, ground: str, mine: Sequence[_Negation], theirs: Sequence[_Negation]) -> list[str]:
    """The words of a claim that say the opposite of the ground's, where neither is denied and both stand by a common word."""
    there, here = content(ground), content(text)
    standing, spoken = _outside(ground, theirs), _outside(text, sorted([*mine, *_negations(text, _CONTRAST)], key=lambda n: n.start))
    if _LEFT_OUT.search(text):
        return []
    for n, word in enumerate(here):
        against = opposites([word], plain=True) & standing if word in spoken and not likes(word) & set(there) else set()
        near = set(here[max(0, n - _NEAR):n + _NEAR + 1]) - {word}
        if any(near & set(there[max(0, at - _NEAR):at + _NEAR + 1]) for at, other in enumerate(there) if other in against):
            return [word]
    return []


_LEFT_OUT = re.compile(r"\b(?:is|are|was|were|be|been) (?:left out|excluded|exempt\w*|ruled out|shut out|kept out)\b", re.I)
"""What says of all before it the opposite of what it says itself."""
_WHO = re.compile(r"\b(?:that|which|who|whoever|if|when|where|because)\s+(?:\w+\s+){0,3}?\S+$", re.I)
"""A clause within another, up to its negation: "a body that does not", which may itself be denied."""
_NEAR = 2
_ALWAYS = re.compile(r"\b(?:always|must|every|invariably)\b", re.I)
"""What "never without" may be said for."""
_SET_AGAINST = re.compile(r"[,–—]\s*not\s*$", re.I)
_NEVER_MORE = re.compile(r"\bnever (?:been |be )?(?:more|less|\w+er)\b", re.I)
_EVER = re.compile(rf"{_NEVER_MORE.pattern}|\b(?:more|less|\w+er) than \w+ (?:has|have|had) ever\b", re.I)
"""What can be put round: "never more obscure" is "never less clear"."""


_TWICE = re.compile(r"\s+(?:(?:be|been|being|\w+ly)\s+)?(?:outside|without|little|few|limited|weak|less|excluded|absent|ignored|neglected|left out)\b"
                    r"|\s+(?:\w+\s+){0,2}?(?:un(?!der|it|i?ver|ion|less|til)\w{6,}|impossible|lack(?:ing)?|rarely|refus\w+|reject\w+|forbidden|prohibited|banned|abolished)\b", re.I)


def _allows(negation: _Negation, text: str) -> bool:
    """Whether a negation denies little or nothing: "nothing to prevent" says yes, "more, not less" sets one thing against another."""
    return bool(_HINDERS.match(text, negation.after) or re.match(r"\s+(?:the only|alone)\b", text[negation.after:]) or _SET_AGAINST.search(text[:negation.after]))


@dataclass(frozen=True, slots=True)
class _Negation:
    """A negating word, which ends at `after`, with the content words (stems) that it reaches, which stand from `start` to `end`.

    `subject` are the nearest content words before it in its clause; `base` is the stem that it denies itself ("unable": "abl").
    """

    word: str
    after: int
    start: int
    end: int
    order: tuple[str, ...]
    subject: frozenset[str]
    base: str
    elliptic: bool

    @property
    def reach(self) -> frozenset[str]:
        return frozenset(self.order)


def _negations(text: str, pattern: re.Pattern[str]) -> list[_Negation]:
    """Each negation with what follows it in its clause, up to _REACH content words or the next; with what precedes it, if nothing follows."""
    found = []
    for match in pattern.finditer(text):
        stop = STOP.search(text, match.end())
        start, end = match.end(), stop.start() if stop else len(text)
        if following := NOT.search(text, match.end() + 1, end):
            end = following.start()
        reach = content(text[start:end])[:1 if match.group().endswith("-") else _REACH]
        clause = max((m.end() for m in STOP.finditer(text, 0, match.start())), default=0)
        subject = content(text[clause:match.start()])
        if not reach and following:
            stop = STOP.search(text, following.end())
            reach = content(text[following.end():stop.start() if stop else len(text)])[:_REACH]
        if not reach:
            start, end, reach = clause, match.start(), subject[-_REACH:][::-1]
        elliptic = start == clause and start < match.start()
        prefix = match.groupdict().get("base")
        base = stem(match.group().lower().removeprefix(prefix.lower())) if prefix else ""
        found.append(_Negation(match.group(), match.end(), start, end, tuple(reach), frozenset(subject[-_SUBJECT:]), base, elliptic))
    return found


def _outside(text: str, negations: Sequence[_Negation]) -> set[str]:
    """The content words of a text that stand where none of its negations reaches."""
    kept, at = [], 0
    for n in negations:
        kept += content(text[at:n.start])
        at = max(at, n.end)
    return {w for w in [*kept, *content(text[at:])] if not NOT.fullmatch(w)}


def content(text: str) -> list[str]:
    """The stems of the words of a text that mean something, in order."""
    return [stem(w) for w in words(text) if w not in STOPWORDS]
