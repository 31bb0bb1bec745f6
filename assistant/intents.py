"""What a turn wants: a question to the documents, a wish about the answer before, a draft, help. Data and a small scorer.

data/intents.toml holds patterns with a weight each; the weights of those that match are added up, and the intent with the most
wins if it has more than "ask". So a question is never lost to another intent unless its words speak clearly for that one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.followups import Wish, look_back
from assistant.glossary import glossary
from assistant.memory import sentences, states
from assistant.questions import is_task
from assistant.yaml_data import check_keys

DATA = Path(__file__).parent / "data" / "intents.toml"


class Intent(StrEnum):
    """What a turn can want."""

    ASK = "ask"
    DRAFT_POLICY = "draft_policy"
    DRAFT_TENDER = "draft_tender"
    CHECK_POLICY = "check_policy"
    CHECK_TENDER = "check_tender"
    GLOSSARY = "glossary"
    CHANGES = "changes"
    SOURCE = "source"
    PAGE = "page"
    QUOTE = "quote"
    SHORTER = "shorter"
    PLAIN = "plain"
    ITEM = "item"
    EXPLAIN = "explain"
    PROVENANCE = "provenance"
    AGREEMENT = "agreement"
    REMEMBER = "remember"
    FORGET = "forget"
    HELP = "help"
    THANKS = "thanks"
    GREETING = "greeting"
    LEAVE = "leave"
    TASK = "task"
    UNSURE = "unsure"


OF_WISH = {Wish.PAGE: Intent.PAGE, Wish.SOURCE: Intent.SOURCE, Wish.WHOSE: Intent.SOURCE, Wish.QUOTE: Intent.QUOTE, Wish.SHORTER: Intent.SHORTER,
           Wish.PLAIN: Intent.PLAIN, Wish.ITEM: Intent.ITEM, Wish.REPEAT: Intent.ITEM, Wish.EXPLAIN: Intent.EXPLAIN, Wish.DEEP: Intent.EXPLAIN, Wish.SIMPLE: Intent.PLAIN,
           Wish.CHAIN: Intent.PROVENANCE, Wish.SURE: Intent.PROVENANCE, Wish.AGREE: Intent.AGREEMENT}
WISHES = frozenset(OF_WISH.values())
"""Intents about the answer before."""
TO_DOCUMENTS = WISHES | {Intent.ASK, Intent.GLOSSARY, Intent.CHANGES}
"""Intents that get an answer out of the documents, so that a later turn can lean on them."""
_SURE = 5.0
"""What a form that is read whole elsewhere (a wish, a glossary question, a statement about oneself) is worth."""


@dataclass(frozen=True, slots=True)
class Routed:
    """The intent of a turn, its points, those of "ask", and what spoke for it: the numbers of its patterns in the file, from 1.

    `text` is the part of the turn that was judged, without greetings and what the user says of themselves. `is_wish`: it is a wish
    about an answer.
    """

    intent: Intent
    points: float
    ask: float
    why: tuple[str, ...] = ()
    text: str = ""
    is_wish: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the file, of one of the WAYS. `after`: only where an answer stands before (True), only where none does (False), None for both."""

    way: str
    regex: re.Pattern[str]
    weight: float
    after: bool | None

    def matches(self, led: str, bare: str, core: str) -> bool:
        """Whether it speaks for its intent, in a text without what leads in, without what ends it too, and without what asks for it."""
        match self.way:
            case "whole":
                return self.regex.fullmatch(bare) is not None or self.regex.fullmatch(led) is not None
            case "core":
                return self.regex.match(core) is not None
        return self.regex.search(bare) is not None


END = r"\W*"
WAYS = ("find", "whole", "core")


class Router:
    """Tells intents apart. Make it with read_router."""

    def __init__(self, patterns: Mapping[Intent, Sequence[Pattern]], base: float, words: Mapping[str, str]) -> None:
        """`words` has what leads in, what ends a turn, and what asks for it: lead, end, bid."""
        self._patterns, self._base = patterns, base
        self._lead, self._end, self._bid = (re.compile(p, re.I) for p in (rf"\W*{words['lead']}", rf"{words['end']}\W*$", words["bid"]))

    @lru_cache(maxsize=512)  # noqa: B019 - one router lives as long as the program; the turns of a history are routed again and again
    def route(self, text: str, *, follows: bool = False) -> Routed:
        """The intent of a turn. `follows`: an answer stands before it.

        Of several sentences, greetings, thanks and what the user says of themselves are put aside: what is left decides.
        """
        whole = self._scored(_plain(text), follows)
        if whole.intent is not Intent.ASK:
            return whole
        asides = {sentence: self._aside(sentence) for sentence in sentences(text)}
        rest = " ".join(s for s, aside in asides.items() if aside is None)
        if rest and rest != text.strip():
            return self._scored(_plain(rest), follows)
        if rest or not asides:
            return whole
        kinds = set(asides.values())
        return Routed(next(i for i in (Intent.REMEMBER, Intent.LEAVE, Intent.THANKS, Intent.GREETING) if i in kinds), _SURE, self._base, text=text)

    def _bare(self, led: str) -> str:
        """A text without what ends it, but for its question mark; as it is where nothing else is in it."""
        rest = led[:self._end.search(led).start()]
        return rest + ("?" if led.endswith("?") else "") if rest else led

    def _aside(self, sentence: str) -> Intent | None:
        """Whether a sentence is only a goodbye, a greeting, thanks or a statement about oneself."""
        if states(sentence):
            return Intent.REMEMBER
        bare = sentence.strip(" ,.!?-–:;)(👍🙏😊")
        if is_leaving(sentence) and not _THANKED.search(sentence):
            return Intent.LEAVE
        return Intent.THANKS if _THANKS.fullmatch(bare) else Intent.GREETING if _GREETING.fullmatch(bare) else None

    def _scored(self, text: str, follows: bool) -> Routed:
        if aside := self._aside(text):
            return Routed(aside, _SURE, self._base, text=text)
        led = text[self._lead.match(text).end():].rstrip(" .!,;:-") or text
        bare = self._bare(led)
        core = self._bid.sub("", bare, count=1) if self._bid.match(bare) else bare
        scores: dict[Intent, float] = {Intent.ASK: self._base}
        why: dict[Intent, list[str]] = {}
        for intent, patterns in self._patterns.items():
            for number, pattern in enumerate(patterns, 1):
                if pattern.after in (None, follows) and pattern.matches(led, bare, core):
                    scores[intent] = scores.get(intent, 0.0) + pattern.weight
                    why.setdefault(intent, []).append(f"{intent.value} {number}")
        wish = look_back(text)
        if wish and wish.wish is Wish.ITEM and not follows and _NUMBERED_THERE.search(text):
            wish = None  # "the third recommendation" is one of the documents' own
        if wish:
            intent = OF_WISH[wish.wish] if follows or wish.alone else Intent.UNSURE
            scores[intent] = scores.get(intent, 0.0) + _SURE
            why.setdefault(intent, []).append(wish.wish.value)
        if glossary().asked(text):
            scores[Intent.GLOSSARY] = _SURE + 1
        if is_task(text):
            scores[Intent.TASK] = scores.get(Intent.TASK, 0.0) + 2.2
        best = max(scores, key=lambda intent: (scores[intent], intent is Intent.ASK))
        return Routed(best, round(scores[best], 2), round(scores[Intent.ASK], 2), tuple(why.get(best, ())), text, wish is not None)


_NUMBERED_THERE = re.compile(r"\b(?:recommendation|principle|step|action)\b", re.I)
"""What the documents themselves number or list under such a name."""
_GOOD = r"(?:(?:that(?:'s| is| was)|this is|it(?:'s| is)|you(?:'re| are|'ve been)|all|very|really|most|so|just|how|what|a|an|i|much|exactly|of) )*"
_KIND_WORD = (r"(?:thanks|thank you|thank u|thankyou|thx|ty|cheers|ta|great|good|brilliant|perfect|lovely|excellent|fantastic|wonderful|super|superb|helpful|useful|nice(?: one)?|got it|ok(?:ay)?|"
              r"right|cool|fine|amazing|awesome|noted|understood|appreciated?(?: (?:it|that))?|a star|a lifesaver|spot on|what i (?:needed|wanted)|all i (?:needed|wanted)|makes sense|i see|yes|no|bye|goodbye|"
              r"see you|legend|star|answer|job|stuff|work|clear|interesting|sorted|well done|bless you|much obliged|that (?:helps|helped|does it|will do|works)|helps|helped)")
_THANKS = re.compile(rf"{_GOOD}{_KIND_WORD}(?:[\s,.!;&-]+(?:and )?{_GOOD}(?:{_KIND_WORD}|(?:very|so) much|a (?:lot|bunch|million)|again|for (?:that|this|the|your|all)(?: [\w']+){{0,3}}|indeed|then|now|mate|"
                     r"really|everyone|ever so|a great deal|to know|one|that|it|you|loads|for now|later|tomorrow|buddy|pal|friend|too))*", re.I)
_GO = r"(?:quit|exit|log ?(?:out|off)|q|:?q!?|bye(?:[ -]bye)?(?: for now)?|good ?bye|farewell)"
_BEFORE_GOING = r"(?:ok(?:ay)?|thanks|thank you|thx|cheers|right|please|now|great|fine|and|so|then|i(?:'d| would) like to|i (?:want|need) to|let me|can i|(?:that's|that is|this is) (?:all|it)(?: for (?:now|today))?)"
_AFTER_GOING = r"(?:now|please|then|again|all|everyone|(?:and )?(?:many )?thanks|(?:and )?thank you|(?:the |this )?(?:chat|program|programme|page|app|conversation))"
_LEAVING = re.compile(rf"(?:{_BEFORE_GOING}[\s,.!;-]+)*{_GO}(?:[\s,.!;-]+(?:and )?(?:{_GO}|{_AFTER_GOING}))*", re.I)
_THANKED = re.compile(r"\b(?:thanks|thank you|thx|cheers)\b", re.I)
"""A goodbye with thanks is answered as thanks."""
_GREETING = re.compile(r"(?:hi|hiya|hello|hey|hullo|yo|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|g'day|dear (?:assistant|sir|madam|all))"
                       r"(?:[\s,.!?-]+(?:there|all|everyone|again|assistant|bot|you|mate|hi|hello|to you|and welcome|how are (?:you|things)(?: (?:doing|today))?|how(?:'s| is) it going|how do you do|are you there|you there|"
                       r"nice to meet you|pleased to meet you|hope you(?:'re| are) well))*|how are (?:you|things)(?: (?:doing|today))?|(?:are you|anyone|anybody) (?:there|home)|what'?s up|wass?up|how(?:'s| is) it going", re.I)


def is_leaving(text: str) -> bool:
    """Whether a turn only says goodbye: "exit", "bye, quit", "ok thanks, bye"."""
    return _LEAVING.fullmatch(text.replace("’", "'").strip(" ,.!-–;)(👍🙏😊")) is not None


def _plain(text: str) -> str:
    """A text with straight apostrophes and single spaces, in lower case but for what tells a name."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split())


# --- reading ---------------------------------------------------------------------------------------------


def read_router(path: Path = DATA) -> Router:
    """The router of a file.

    Raises:
        CorpusError: the file cannot be read, an intent or a key is unknown or missing, or a pattern is no regular expression.
    """
    tables = _read(path)
    words = {name: value for name, value in _expanded(tables["words"])}
    patterns: dict[Intent, tuple[Pattern, ...]] = {}
    for name, table in tables.items():
        if name in ("words", "replies"):
            continue
        if name not in Intent._value2member_map_:
            raise CorpusError(f"{path.name}: [{name}] is no intent; expected one of {', '.join(i.value for i in Intent)}")
        check_keys(f"{path.name}, [{name}]", table, {"patterns"}, {"base"})
        patterns[Intent(name)] = tuple(_pattern(f"{path.name}, [{name}], pattern {n}", row, words) for n, row in enumerate(table["patterns"], 1))
    return Router(patterns, float(tables["ask"]["base"]), words)


def read_replies(path: Path = DATA) -> Mapping[str, str]:
    """What is said to intents that need no document, by name. Raises CorpusError."""
    return {name: check_keys(f"{path.name}, [replies.{name}]", table, {"say"})["say"] for name, table in _read(path)["replies"].items()}


@lru_cache(maxsize=1)
def router() -> Router:
    """The shipped router."""
    return read_router()


@lru_cache(maxsize=2)
def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path.name} cannot be read ({error}); restore it from the repository, or mend the TOML there") from error


def _expanded(words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Word lists in which {name} of an earlier list is put in."""
    done: dict[str, str] = {}
    for name, value in words.items():
        done[name] = _filled(value, done)
        yield name, done[name]


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda m: words[m[1]], pattern)


def _pattern(where: str, row: Any, words: Mapping[str, str]) -> Pattern:
    row = check_keys(where, row, {"weight"}, {*WAYS, "after"})
    ways = [way for way in WAYS if way in row]
    if len(ways) != 1:
        raise CorpusError(f"{where}: expected one of {', '.join(WAYS)}")
    try:
        return Pattern(ways[0], re.compile(rf"(?:{_filled(row[ways[0]], words)}){END if ways[0] == 'whole' else ''}", re.I), float(row["weight"]), row.get("after"))
    except (re.error, KeyError) as error:
        raise CorpusError(f"{where}: {error} in the pattern; expected a regular expression with names of [words] in braces") from error
