"""Words that change how much a claim says: strong and soft ones, wide ones (yes and no: negation.py). Pure.

Each function takes a claim's text and its ground (the quotes it stands on, folded, one a line) and returns what in the
claim, or against it in the ground, goes too far; [] when nothing does.
"""

from __future__ import annotations

import re

from assistant.negation import NOT, STOP, content

# --- strength --------------------------------------------------------------------------------------------

_SENTENCE = re.compile(r"(?<=[.;!?\n])\s+")
_CLAUSE = re.compile(rf"{_SENTENCE.pattern}|,\s+(?=(?:and|but|while|whereas)\b)")
_SPOKEN_OF = re.compile(r"(?:dut(?:y|ies)|obligations?|requirements?) (?:itself |themselves )?(?:is|are|was|were|has|have|had|remains?|stays?|continues?|did|does|do|goes|began|lies|stands?)\b", re.I)
"""A duty of which something is said, and not what it is."""
_NAMED_DUTY = re.compile(r"dut|oblig\w+s?$|requirement", re.I)
"""A duty spoken of, whatever is said about it in another clause."""
_STRONG = {
    "must": r"must|shall|(?!requirements? (?:relat|appl|cover|concern)(?:y|ies|e?s)\b)requir(?:e[sd]?|ements?|ing)|oblig(?:ed?|es|ations?|atory)|mandat(?:ory|e[sd]?|ing)|compulsory|compel(?:s|led)?|(?:have|has|had|having) to|"
            r"(?<!weak )dut(?:y|ies)(?! (?:is|are|was|were) (?:about|for|of)\b| (?:appl|cover|concern|relat|extend|aris|reach)\w+| (?:is |was |being |so |too )*weak\b)|bound to|forced",
    "law": r"legal(?:ly)?|by law|in law|statutor(?:y|ily)",
    "need": r"need(?:s|ed)? to|essential(?:ly)?|vital|crucial|imperative|necessar(?:y|ily)",
    "settled": r"agreed|decided|approved|settled|planned|promised|pledged|confirmed|finali[sz]ed",
    "bar": r"forbid(?:s|den)?|prohibit(?:s|ed)?|bann?(?:ed|s)?|illegal|unlawful",
    "always": r"always|never|invariably|in (?:every|all) cases?",
    "shown": r"proof",
    "proof": r"no doubt|doubtless|known to|prove[sdn]?|demonstrate[sd]? that|certain(?:ly|ty)|certain(?! (?!is\b|was\b|as\b|that\b|to\b|of\b)(?:\w+ ){0,2}?\w+s\b)|definite(?:ly)?|undoubted(?:ly)?|conclusive(?:ly)?|guarantee[sd]?|ensure[sd]?|inevitabl[ey]",
}
_STRONG["plain"] = r"clearly|obviously|evidently|plainly"
_STRONG_WORD = re.compile("|".join(rf"(?P<{family}>\b(?:{forms})\b)" for family, forms in _STRONG.items()), re.I)
_SOFT = re.compile(r"\b(consider\w*|think|thought|regard|whether|take into account|encourag\w+|may|can|could|should|might|recommend\w*|suggest\w*|"
                   r"appear(?:s|ed)?|seem(?:s|ed)?|likely|unlikely|probably|tends?|potential\w*|believe\w*)\b", re.I)
_SOFTER = re.compile(rf"(?!can\b|could\b|whether\b|believe){_SOFT.pattern}", re.I)
"""The soft words of a ground that a strong claim may not pass over; "can" and "could" say too little."""
_UNSURE = re.compile(r"\b(lets?|allow(?:s|ed)|appear(?:s|ed)?(?! (?:in|on|as|nowhere)\b)|seem(?:s|ed)?|suggest\w*|tentative\w*|probably|possibl[ey]|suspect|likely|unlikely|may|might|could(?! not\b)|potential\w*|believe)\b", re.I)
_ADVISED = re.compile(r"\b(?:would (?:have|like|see)|wants?|wanted|urg(?:es?|ed|ing)|call(?:s|ed)? (?:for|on|upon)|propos\w+|advis\w+|advice|pleads?|in favour of|press(?:es|ed) for|wish(?:es|ed)?)\b", re.I)
"""What says that a strong word behind it is somebody's wish: "the report would have each CCG obliged"."""
_ASKS = re.compile(rf"\b(?:{_STRONG['must']}|should|ask(?:s|ed)?|encourag\w+|expect(?:s|ed)?)\b", re.I)
_PONDER = re.compile(r"\b(consider\w*|think(?:ing)?|thought|regard|account of|into account|aware\w*|mind\w*|weigh(?:s|ed|ing)?|heed\w*|look(?:s|ed|ing)? (?:at|beyond)|assess\w*|reflect(?:s|ed|ing)? (?:up)?on|examin\w*|ask(?:s|ing)? (?:themselves|itself|yourself|yourselves|whether|how)|explor\w*|attention)\b", re.I)


_TENTATIVE = re.compile(r"\b(?:propos\w+|uncertain\w*|unclear|undecided|yet to|suggest\w*|possib\w+|hope[sd]?|hoping|might|perhaps)\b", re.I)
"""What "agreed" or "decided" may not be said for."""


def stronger(text: str, ground: str) -> list[str]:
    """Where a claim says more firmly what its ground says.

    A strong word needs one of its family in the ground; "will" and "show that" need a ground that is not unsure; and a
    duty only to consider something stays one.
    """
    there = {m.lastgroup for m in _STRONG_WORD.finditer(ground)} | _borne(ground)
    if not _TENTATIVE.search(ground):
        there.add("settled")
    found = [m.group() for m in _STRONG_WORD.finditer(text) if m.lastgroup not in there and not _hedged(m, text, ground)]
    if not found and not (_SOFT.search(text) or _PONDER.search(text) or _ADVISED.search(text)):
        found += _softened(text, ground)
    if (unsure := _UNSURE.search(ground)) and (firm := re.search(r"\b(?<!n't )(?<!not )(shows? that|will|demonstrates? that)\b", _SAID_SOFTLY.sub("", text), re.I)) \
            and not re.search(rf"\b(?:{firm.group().split()[0]}|shall|going to|expects?)\b", ground, re.I):
        found.append(f"{firm.group()} for {unsure.group()}")
    found += _firmer(text, ground) or _carried_out(text, ground)
    found += [m.group() for m in [_REPORT_ASKS.search(text)] if m and not _REPORT_ASKS.search(ground) and _ADVISES.search(ground)]
    if not found and (ponder := _PONDER.search(ground)) and not _PONDER.search(text) and _ASKS.search(text) and _all_pondered(text, ground):
        found.append(ponder.group())
    return found


_SAID_SOFTLY = re.compile(r"\b(?:how|whether|(?:certain|sure|known?|knows|say|tell) (?:what|when|where|which|who)|possib\w+|perhaps|probabl[ey]|likely|expect\w*|chance|risk)\b(?:\s+\w+){0,4}\s+will\b|\bwill\s+(?:probably|likely|possibly|perhaps)\b", re.I)
_FIRM_VERB = re.compile(r"\b(?:will|must|shall)\b(?! not\b)", re.I)
_SOFT_VERB = re.compile(r"\b(?:may|might|could|can)\b(?! not\b)", re.I)
_MODAL = re.compile(r"\b(?:may|might|could|can|will|must|shall|should)\b", re.I)
_VERB_REACH = 2


def _firmer(text: str, ground: str) -> list[str]:
    """The "will" and "must" of a claim whose verb stands in the ground under "may" or "can" only."""
    firm, soft = ({word for m in pattern.finditer(ground) for word in content(_MODAL.split(_SENTENCE.split(ground[m.end() - 1:m.end() + 60])[0][1:])[0])[:_VERB_REACH]} for pattern in (_FIRM_VERB, _SOFT_VERB))
    return [m.group() for m in _FIRM_VERB.finditer(text) if set(content(_MODAL.split(_SENTENCE.split(text[m.end() - 1:m.end() + 60])[0][1:])[0])[:_VERB_REACH]) & (soft - firm) and not _SAID_SOFTLY.search(text)]


_REPORT_ASKS = re.compile(r"\b(?:reports?|authors?|guides?|guidance|study|paper|blog(?:ger)?|review|survey|researchers?)\b(?: \w+){0,2}? (?:requires?d?|demands?|obliges?|orders?)\b", re.I)
_ADVISES = re.compile(r"\b(?:recommend\w*|suggest\w*|should|propos\w+|advi[cs]e\w*|encourag\w*|call(?:s|ed)? (?:for|on))\b", re.I)
_DELIVER = re.compile(r"\b(?:to|must|should|shall|will) (?P<deed>deliver|achieve|provide|implement|guarantee)\b", re.I)


def _carried_out(text: str, ground: str) -> list[str]:
    """The "deliver" of a claim for what its ground has considered only."""
    return [m.group() for m in [_DELIVER.search(text)] if m and _PONDER.search(ground) and not _PONDER.search(text) and not re.search(rf"\b{m['deed'][:6]}", ground, re.I)]


def _softened(text: str, ground: str) -> list[str]:
    """A soft word that stands in every sentence of the ground which has the claim's strong word."""
    for mine in _STRONG_WORD.finditer(text):
        if _SPOKEN_OF.match(text, mine.start()) or mine.lastgroup == "always" and re.search(r"\bnot $", text[:mine.start()]):
            continue
        parts = (_CLAUSE if _NAMED_DUTY.match(mine.group()) else _SENTENCE).split(ground)
        sentences = [s for s in parts if mine.lastgroup != "settled" and any(m.lastgroup == mine.lastgroup for m in _STRONG_WORD.finditer(s))]
        soft = [_SOFTER.search(s) for s in sentences]
        if soft and all(soft):
            return [soft[0].group()]
    return []


def _all_pondered(text: str, ground: str) -> bool:
    """Whether everything that the ground asks for is only to consider something that the claim speaks of."""
    asking = [s for s in _SENTENCE.split(ground) if (m := _ASKS.search(s)) and not NOT.search(s[:m.start()][-12:])]
    own = set(content(text))
    objects = [content(STOP.split(s[m.end():], maxsplit=1)[0])[:4] or content(s[_ASKS.search(s).end():m.start()] or s[:m.start()])[-4:] for s in asking if (m := _PONDER.search(s))]
    return bool(asking) and len(objects) == len(asking) and any(len(own & set(words_after)) >= max(1, len(words_after) / 2) for words_after in objects)


_BEARS = (("shown", r"\b(?:prove[sdn]?|evidenc\w+|demonstrat\w+|show(?:s|n|ed|ing)?)\b"), ("most", r"\b(?:(?:almost|nearly) (?:all|every)|mainly|predominantly|largely|chiefly|primarily|overarching|overall|main|focus\w*|usually|typically|generally|commonly|tends?|not (?:\w+ )?(?:much|far|often) (?:beyond|outside|elsewhere))\b|\b(?:5[1-9]|[6-9]\d|100)\s?(?:%|per\s?cent)"),
          ("need", r"\b(?:must|shall|should|requir\w+|oblig\w+|need\w*|have to|has to|important|critical|key|inevitabl\w+|integral|dut(?:y|ies))\b"),
          ("law", r"\b(?:law(?:s|ful)?|legislation|legislative|statutes?|regulations?|dut(?:y|ies)|(?:act|acts) (?:\w+ )?(?:requires?|obliges?|binds?))\b"),
          ("must", r"\b(?:rules? (?:\w+ )?that|binds?|due to be|ha(?:s|ve) (?:central government|(?:the )?(?:authority|authorities|departments|buyers|bodies|councils)) (?:apply|give|consider|evaluate))\b"), ("all", r"(?:^|[\n.;] )An? (?:[\w()-]+ ){1,5}(?:consists of|means)\b"), ("must", r"\b(?:(?:\w+s|they|we|you|it|who|which|that|only|the) need(?:s|ed)? to|(?<!no )(?<!not )needs to)\b"), ("plain", rf"\b(?:(?:self-)?eviden(?:t|ce)\w*|clear\w*|plain\w*|obvious\w*|{_STRONG['proof']})\b"), ("proof", r"\b(?:mak(?:e|ing) sure|secur\w+|to (?:show|demonstrate|evidence))\b"), ("must", r"\bma(?:de|kes) (?:\w+ ){0,2}(?:government|authorities|bodies|commissioners|councils|buyers|suppliers)\b"), ("all", r"\b(?:exclusively|throughout|together|collectively|each|both|total(?:ly)?|entire(?:ly)?|whole|wholly)\b"),
          ("whole", r"\b(?:overall|altogether|exclusively|perfectly|complete(?:ly)?|full(?:y)?|absolutely|throughout|total(?:ly)?|together|collectively|all|every)\b"),
          ("nation", r"\bengland'?s\b"), ("always", r"\b(?:constant(?:ly)?|consistent(?:ly)?|every time|whenever|continual(?:ly)?|permanent(?:ly)?)\b"), ("nation", r"\benglish\b"),
          ("only", r"\b(?:(?:and|,) not|rather than|instead of|limit(?:s|ing)?|confin\w+|restrict\w*|narrow\w*|lowest|other than|except|nothing but|single|small|few|little|limited|minority|rare\w*|isolated|scattered|sporadic\w*)\b"),
          ("few", r"\b(?:small|only|just|little|limited|low|minority|rare\w*|infrequent\w*|isolated|lack\w*|absen\w+|neglect\w*|no|not|none|never|scarce\w*|fewer)\b"))
"""Words of a ground that bear out a family which they are not of."""


def _borne(ground: str) -> set[str]:
    return {family for family, forms in _BORNE if forms.search(ground)}


_BORNE = [(family, re.compile(forms, re.I)) for family, forms in _BEARS]


_TAKEN_BACK = (re.compile(r"\b(?:almost|nearly|virtually)\s+$", re.I), re.compile(r"(?:\b(?:not|no|none|never|without|nothing|nobody|neither|cannot|yet to|away from|far from|more than|beyond)|n't)\s+(?:(?!or\b|and\b)\w+\s+){0,6}$", re.I))


_DENIED = re.compile(r"\b(?:outside|except|forbids|always|ever)\b", re.I)


def _hedged(match: re.Match[str], text: str, ground: str) -> bool:
    """Whether a strong or wide word is taken back by "almost", of which the ground has one, too, or by a negation, which turned() judges."""
    before = text[:match.start()]
    nearly, denied = (pattern.search(before) for pattern in _TAKEN_BACK)
    if denied and re.match(r"not all\b|cannot (?:the|a|an|their|its)\b", denied.group(), re.I):
        denied = None
    if match.group()[:3].lower() == "dut" and re.search(r"\bresponsibilit", ground, re.I):
        return True
    if denied and match.group().lower() in ("must", "shall") and not re.search(r"\b(?:that|which|who)\b", denied.group()):
        return False
    return bool(nearly and re.search(r"\b(?:almost|nearly|virtually)\b", ground, re.I) or denied
                or match.group().lower() == "never" and (NOT.search(ground) or {m.group() for m in _DENIED.finditer(ground)} - {m.group() for m in _DENIED.finditer(text)}))


# --- scope -----------------------------------------------------------------------------------------------

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
_ALL_THAT = (r"(?= (?:that )?(?:(?:the |an? )\w*[^\Ws]|they|we|you|it|one) (?:has|have|had|needs?) | (?:that )?(?:\w+ ){1,6}?(?:asks|requires|wants|needs) "
             r"| (?:that )?(?:\w+ ){1,6}?(?:ask|require|want|need) (?:[\w']+ ){0,6}?(?:is|was) )")
"""After "all": what says "only" ("all that they need to show is ...")."""
_WIDE = {
    "all": rf"(?:(?<!\bat )(?<!above )|(?<=\bat )(?=all (?:the |of )?\w+s\b))all(?! the more)(?! but (?:{_NUMBERS}|\d))(?!{_ALL_THAT})|every(?:one|body)?|universal(?:ly)?|without exception",
    "whole": r"entire(?:ly)?|whole|wholly",
    "always": r"always|invariably",
    "few": r"(?:hardly|scarcely|barely)(?: any)?|(?:(?:very |so |too )|(?<!\ba )(?<!\bin a ))few(?! more\b)|rarely|seldom",
    "usual": r"usual(?:ly)?|generally|in general|typically|normally|as a rule|everywhere",
    "only": rf"nothing (?:but|other than|more than)|no further than|(?<!not )(?<!, )(?<!if )(?:only|just(?! (?:as|like|so)\b))(?! (?:[\d£]|(?:{_NUMBERS}|one (?:in|of|out)|an? (?:few|third|quarter|fifth|half|handful)|half|over|under|above|below|after|short|to consider|to think)\b))|exclusively|solely|alone(?! (?:is|are|was|were|will|would|do|does|did|can) not\b| (?:is|are|was|were) (?:too little|insufficient)\b)|all{_ALL_THAT}",
    "most": r"most|majority|mostly|for the most part|almost exclusively",
    "nation": r"nation(?:ally|wide)|(?:across|throughout|all over) (?:the (?:whole of )?)?england|in england|of england|across the country",
}
_WIDE_WORD = re.compile("|".join(rf"(?P<{family}>\b(?:{forms})\b)" for family, forms in _WIDE.items()), re.I)
_OF_THE_LISTED = re.compile(r"\w, [^;:.]{2,80}? (?:and|or) (?:[\w'’-]+ ){1,3}(?:are|were|have|had|can|may|must|should|could|will|would)\s+$", re.I)
"""Before an \"all\" that is of those just named: \"A, B and C are all bound\"."""
_SUPERLATIVE = re.compile(r"(?:\b(?:the|their|its|our|could|can|would|will|may|is|are|was|were|be)|\d|'s)\s+$", re.I)


_SOME_ALONE = re.compile(r"\b(?:some|many|several|few),? (?:however, )?(?P<verb>(?:may|might|could|can|will|have|are|were|assume|believe|think|say|said|reported|felt|feel|told|used|merged|chose)\b)", re.I)
"""A part of what the sentences before speak of, or of people: "some, however, may"."""
_OF_PEOPLE = re.compile(r"\b(?:all|most|every)(?: of)?(?: the)? (?P<who>people|CCGs?|councils?|commissioners?|bodies|organisations|respondents|authorities|buyers?|STPs?)\b", re.I)
_ALL_OF = re.compile(r"(?<!not )(?<!almost )(?<!nearly )(?<!virtually )(?<!\bat )\b(?:all|every|each)\b(?! that\b)", re.I)
_MOST_OF = re.compile(r"\b(?:most|majority)\b", re.I)
_SOME_OF = re.compile(r"\b(?:many|some|several|few|certain|various|minority|number)\b", re.I)
_NOUN_REACH = 3


def _more_of(text: str, ground: str) -> list[str]:
    """The "all" and "most" of a claim said of what the ground says "many", "some" or "few" of, and not as much."""
    def of(pattern: re.Pattern[str]) -> set[str]:
        return {word for m in pattern.finditer(ground) for word in content(_STOP_OF.split(ground[m.end():m.end() + 60])[0])[:_NOUN_REACH]}
    some = of(_SOME_OF)
    if (alone := _SOME_ALONE.search(ground)) and not re.search(rf"\b(?:all|every|each|most|majority)\b[^.;]{{0,30}}\b{alone['verb']}\b", ground, re.I):
        some |= {word for m in _OF_PEOPLE.finditer(text) for word in content(m["who"])}
    if not some:
        return []
    return [m.group() for pattern, enough in ((_ALL_OF, of(_ALL_OF)), (_MOST_OF, of(_ALL_OF) | of(_MOST_OF))) for m in pattern.finditer(text)
            if not _SUPERLATIVE.search(text[:m.start()]) and (nouns := set(content(_STOP_OF.split(text[m.end():m.end() + 60])[0])[:_NOUN_REACH])) & some and not nouns & enough]


_STOP_OF = re.compile(r"[,.;:()\n–—]|\b(?:is|are|was|were|have|has|had|may|can|will|should|must|that|which|who|in|to|and|but)\b")
_NOW_AND_THEN = re.compile(r"\b(?:sometimes|occasional(?:ly)?|not always|some|in places|may|might|rare(?:ly)?|few)\b", re.I)
"""What "usually" may not be said for."""


def wider(text: str, ground: str) -> list[str]:
    """The words of a claim that make it wider than its ground: "all", "most", "only", "nationally" and their like."""
    there = {m.lastgroup for m in _WIDE_WORD.finditer(ground)} | _borne(ground)
    if not _NOW_AND_THEN.search(ground):
        there.add("usual")
    found = _more_of(text, ground)
    return found or [m.group() for m in _WIDE_WORD.finditer(text) if m.lastgroup not in there and not _hedged(m, text, ground) and not _whole_number(m, text, ground)
            and not (m.group().lower() == "most" and _SUPERLATIVE.search(text[:m.start()])) and not (m.lastgroup == "all" and _OF_THE_LISTED.search(text[:m.start()]))]


def _whole_number(match: re.Match[str], text: str, ground: str) -> bool:
    """Whether "all" stands before a figure that the ground gives as the whole: "all 209" for "the 209", not for "25 of the 209"; or before a number that it leaves to be counted."""
    if match.lastgroup == "all" and (number := re.match(rf"\s+({_NUMBERS})\b", text[match.end():], re.I)):
        return re.search(rf"\b{number[1]}\b", ground, re.I) is None
    figure = re.match(r"\s+(?:of the |the )?(\d[\d,]*)\b", text[match.end():])
    return match.lastgroup == "all" and figure is not None and re.search(rf"(?<!of )\b(?:the|these|those) {figure.group(1)}\b", ground, re.I) is not None
