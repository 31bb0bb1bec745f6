"""Bodies, people, places and awards that an answer names and the bidder's own evidence does not name. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from assistant.tender.amounts import REFERENCE
from assistant.tender.reading import Reading
from assistant.tender.wording import shipped_wording
from assistant.text import MONTHS, fold

_RUN = re.compile(r"[A-Z][\w’'&-]*(?:\s(?:(?:of the|of|for|the)\s)?[A-Z][\w’'&-]*)*")
_POST = r"(?:[Mm]anager|[Dd]irector|[Cc]o-?ordinator|[Oo]fficer|[Ll]ead(?:er)?|[Ee]xecutive|[Tt]rustee|[Ss]upervisor|[Aa]dvis[eo]r|[Mm]entor|[Aa]dministrator|[Cc]hampion|[Cc]hair|[Hh]ead|[Tt]reasurer|[Ss]ecretary|[Cc]hef|[Nn]urse|[Tt]eacher|[Tt]utor|[Tt]rainer|[Pp]resident|[Ff]ounder|[Pp]rincipal|[Pp]atron|[Mm]ayor|[Aa]pprentice|[Dd]river|[Ww]orker|[Aa]mbassador|[Gg]uardian)"
_LITTLE = re.compile(rf"^(?:(?:Our|The|We|In|At|With|By|From|Each|This|That|All|Both|And|For|A|An|It|If|As|On|To|Your|When|Through|Under|During|Working|Together|Partners?|Since|After|Before|{MONTHS})\s+)+")
_PARTNERED = re.compile(r"\b[Pp]artner\w*\b|\b[Ww]ork(?:s|ing|ed)? (?:closely )?(?:together )?with\b|\btogether with\b|\b(?:has|have) (?:both |all |each )?(?:agreed|confirmed|signed)\b|\brefers?\b|\bwill (?:refer|train|host|lend|supply)\b|\bdelivered (?:by|with)\b")
_PLACED = re.compile(r"\b(?:in|at|across|near|around|within|of|from|to|for)(?: the)?\s+$")
_LED = re.compile(r"^,? (?:our |the |who |will )*(?:leads?|owns?|manages?|oversees?|is (?:responsible|accountable|in charge)|answers for|be responsible)\b")
_NO_BODY = re.compile(r"\b(?:Act|Bill|Regulations?|Model|Framework|Strategy|Plan|Policy|Charter|Covenant|Compact|Principles?|Programme|Project|Scheme|Indicators?|Standards?|Report|Survey|Assessment|Week|Day|Month|Year|Wage|Workers|Officers|Managers|Nurses|Teams|Boards|Leads|Advis[eo]rs|Directors|Coordinators)$")
"""Ends of names that are no partner's: a law, a plan, a sort of people."""
_ALONE = re.compile(r"[A-Z][a-z]{2,}(?:['’]s|s['’])?$(?<!ish)(?<!an)(?<!ese)(?<!ic)(?<!ali)(?<!im)")
_WITH = re.compile(r"\b(?:[Ww]ork(?:s|ed|ing)?(?: closely)?(?: together)? with|[Pp]artnership with|[Tt]ogether with|[Pp]artners?(?: (?:is|are|include))?)\s+(?:the )?$")
_ENDS = re.compile(r"^(?:$|[.,;:)]|\s(?:since|to|on|in|at|and|for|who|which|from|by|each|every|so|as|has|have|will)\b)")
_OPENER = re.compile(r"(?:[A-Z][a-z]+(?:ing|ly)|Every|Last|Next|Local|New|Many|Most|Some|Several|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|One|Once|Over|About|No|Not|Here|There|What|Who|How|Why|Where|Which|Their|They|Its|His|Her|He|She|My|I|But|So|Yet|Or|Also|Then|Now|Like|Using|Because|Although|While|Before|After|Until|Between|Within|Across|Throughout|Lead|Owner|Cost|Partners?|Staff|Volunteers|People|Residents|Our)")
_LITTLE_WORD = re.compile(r"(?:Our|The|We|In|At|With|By|From|Each|This|That|These|Those|All|Both|And|For|A|An|It|If|As|On|To|Your|You|When|Through|Under|During|Together|Since|After|Before|Of|Is|Are|Was)")
_TITLED = re.compile(r"(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Reverend|Cllr|Councillor|Father|Sister|Imam|Rabbi)\.?")
_NO_NAME = re.compile(rf"(?:{MONTHS}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Spring|Summer|Autumn|Winter|Christmas|Easter|Ramadan|Eid|Diwali|Hanukkah|Britain|England|Wales|Scotland|Ireland|Europe|United Kingdom|English|Welsh|Level|Stage|Phase|Year|Quarter|Key Stage|Council|Trust|Board|Authority|"
                      r"Buyer|Customer|Client|Contract|Service|Borough|County|City|Town|District|Ward|Bank|College|University|Hospital|Parliament|Government|State|Department|Commissioner|Compact|Covenant|Internet|Jobcentre(?: Plus)?|Zoom|Excel|Teams|Facebook|WhatsApp|Word|Covid(?:-19)?|Social Value|Community|Real Living|Living|Fairtrade|First Aid|Health|Care|Safety|"
                      r"Open|Annual Review|Impact|Commitment|Promise|Outcome|Theme|Lead|Owner|Measure|Target|Baseline|Month|Week|Day|Food Hygiene|Mental Health)s?")
"""What has a capital and names nobody."""
_OWN_NAME = re.compile(r"\b(?:[Oo]ur|[Aa]n?|[Oo]ne|[Ee]ach|[Ee]very|weekly|monthly|new|called)(?: \w+)? $")
_ACTIVITY = re.compile(r"(?:Caf[eé]s?|Clubs?|Groups?|Sessions?|Courses?|Classes|Days?|Visits?|Funds?|Services?|Panels?|Forums?|Champions?|Events?|Workshops?|Academy|Hubs?|Shops?|Gardens?|Kitchens?|Networks?|Logs?|Registers?)$")
_DOES = re.compile(r"\s(?:(?:has|have|will) )?(?:gives? us|gave us|given us|funds?\b|funded\b|agreed\b|sponsor\w*|seconded\b|lends?\b|lent\b|donate[sd]?\b|praised\b|said\b|told us|wrote\b|pays for our|supports us|thanked\b)|,(?: a| an| one of| who| aged| \d\d|\s\d\d,)\b")
_NO_ONE = re.compile(r"(?:Everyone|Everybody|Nobody|Somebody|Someone|Anyone|Research|Feedback|Evidence|Experience|Demand|Government|Management|Staff|Money|Income|It|Today|Tomorrow|Yesterday)")
_LAW = re.compile(r"(?:[A-Z][\w’'-]+ |\([A-Z][\w ]+\) )+(?:Act|Bill|Regulations)\b(?: \d{4})?")
_A_BODY = re.compile(r"\b(?:College|Trust|Foundation|Hospice|Hospital|Surgery|Centre|Church(?:es)?|Mosque|Temple|School|Academy|University|Association|Society|Bank|Company|Council|Forum|Network|Partnership|Housing|Homes|Group|Club|Medical|Practice|Library|Charity|Together)$")
_TO_COME = re.compile(r"\b(?:will|shall|aims?|towards?|apply|applying|seek|working to|by 20\d\d)\b", re.I)


def unknown_names(reading: Reading, known: str) -> tuple[tuple[str, str], ...]:
    """(sentence, name) of each body, person, place, award and accreditation that an answer names and `known` does not, in order, each name once.

    `known` is all that the bidder says: the evidence, the brief. A body, person or place may be named by the question too; that the buyer names an award
    makes it nobody's.
    """
    mine, theirs = fold(known).lower(), fold(reading.question).lower()
    common = frozenset(re.findall(r"(?<![\w.])[a-z][a-z'-]+", fold(f"{known} {reading.question} {reading.answer.text}")))
    found: dict[str, str] = {}
    for said in reading.answer.own:
        for name, ground in (*((one, mine) for one in _awards(said.text)), *((one, f"{mine} {theirs}") for one in dict.fromkeys((*_bodies(said.text), *_named(said.text, common))))):
            if not _is_in(name, ground) and not any(name in other or other in name for other in found):
                found[name] = said.text
    return tuple((text, name) for name, text in found.items())


def _is_in(name: str, ground: str) -> bool:
    """Whether a name stands in a text; a council's does where its place is named there."""
    said = fold(name).lower()
    place = re.sub(r"(?: (?:borough|city|county|district|town|parish|metropolitan))* council$", "", said)
    return bool(re.search(rf"(?<!\w){re.escape(said)}(?!\w)", ground)) or place != said and place in ground


def _named(text: str, common: Collection[str]) -> Iterator[str]:
    """Every name in a sentence: the words with capitals that are no post, law, plan, day or sort of people. Of a word that begins the sentence alone nothing can be told.

    `common` are words that stand somewhere with a small letter: with a capital they are no name ("the Service").
    """
    bare = _LAW.sub(_blank, REFERENCE.sub(_blank, text))
    for pattern in shipped_wording().awards:
        bare = pattern.sub(_blank, bare)
    for match in _RUN.finditer(bare):
        opens = not re.search(r"\w", bare[:match.start()]) or bool(re.search(r"[.!?:;•]\s*[\"“‘']?$", bare[:match.start()]))
        posted = list(re.finditer(rf"\b{_POST}\b,?\s*", match.group()))
        run = match.group()[posted[-1].end():] if posted else match.group()
        parts = run.split()
        while parts and (opens and not posted and _OPENER.fullmatch(parts[0]) or _LITTLE_WORD.fullmatch(parts[0]) or _TITLED.fullmatch(parts[0])):
            parts, opens = parts[1:], opens and not _TITLED.fullmatch(parts[0])
        while parts and parts[-1] in ("of", "for", "the"):
            parts = parts[:-1]
        name = re.sub(r"['’]s?$", "", " ".join(parts))
        company = bool(re.match(r"\s(?:plc|ltd|limited|llp)\b", bare[match.end():], re.I))
        if re.match(r"\s*:", bare[match.end():]) and opens:
            continue
        if not name or not name[0].isupper() or _NO_BODY.search(name) or _NO_NAME.fullmatch(name) or name.lower() in common:
            continue
        if len(parts) == 1 and not company and (opens and not posted and len(match.group().split()) == 1 and not _acts(name, bare[match.end():]) or name.isupper() or not _ALONE.match(name) or not re.search(r"[a-z]{2}", name)):
            continue
        if len(parts) > 1 and (all(part.lower() in common or part in ("of", "for", "the") for part in parts) or _OWN_NAME.search(bare[:match.start()]) and _ACTIVITY.search(name)):
            continue
        yield name


def _acts(name: str, after: str) -> bool:
    """Whether a lone word that begins a sentence does or is what only a body or a person does or is."""
    return not _OPENER.fullmatch(name) and not name.endswith("s") and not _NO_ONE.fullmatch(name) and bool(_DOES.match(after))


def is_place(text: str, name: str) -> bool:
    """Whether a sentence tells where something is by that name."""
    return bool(re.search(rf"\b(?:in|at|across|near|around|within|throughout|from|of)(?: the)? (?:[A-Z][\w’'-]+,? (?:and )?)*{re.escape(name)}\b", text)) and not _A_BODY.search(name)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def names_one(text: str) -> bool:
    """Whether a sentence names a partner, a person in a post or an award."""
    return any(True for _ in (*_awards(text), *_bodies(text)))


def _awards(text: str) -> Iterator[str]:
    for pattern in shipped_wording().awards:
        for match in pattern.finditer(text):
            if not _TO_COME.search(text[:match.start()]):
                yield match["name"]


def _bodies(text: str) -> Iterator[str]:
    """The names of a sentence that speaks of partners, and those of people who hold a post."""
    partnered = bool(_PARTNERED.search(text))
    for match in _RUN.finditer(text):
        posted = list(re.finditer(rf"\b{_POST}\b,?\s*", match.group()))
        name = match.group()[posted[-1].end():] if posted else match.group()
        name = _LITTLE.sub("", f"{name} ").strip().removesuffix("’s").removesuffix("'s")
        before, after = text[:match.start()], text[match.end():]
        lone = not re.search(r"\s", name) and not (_ALONE.match(match.group()) and _WITH.search(before) and _ENDS.match(after))
        if not name or not name[0].isupper() or lone or _NO_BODY.search(name):
            continue
        person = bool(posted or re.search(rf"\b{_POST},?\s+$", before) or re.match(rf",? (?:our |the |who is our )?(?:\w+ )?{_POST}\b", after) or _LED.match(after))
        if person and len(name.split()) in (2, 3) or partnered and not _PLACED.search(before):
            yield name
