"""What is asked: the question cleaned, its kind, its telling words, and what it leaves to earlier turns. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from assistant.passive import turned
from assistant.stand_alone import about, paralleled, questions_in, resolved, stand_alone
from assistant.text import STOPWORDS, figures, sentence_spans, stem, stems, words

DATA = Path(__file__).parent / "data"


class Asks(StrEnum):
    """What sort of answer a question wants."""

    FIGURE = "figure"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    WHY = "why"
    LIST = "list"
    DEFINITION = "definition"
    MENTION = "mention"
    YES_NO = "yes or no"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready for retrieval.

    `text` is what is searched with: instructions and pleasantries gone, spelling mended, joined to earlier turns
    when it leans on them. `terms` are its telling stems; `search_terms` add the field's words for lay ones.
    `names` are the words written with a capital inside the question; `figures` its figures in one spelling.
    """

    asked: str
    text: str
    kind: Asks
    terms: tuple[str, ...]
    search_terms: tuple[str, ...]
    names: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    instructions: tuple[str, ...] = ()
    follows: str = ""
    own_terms: tuple[str, ...] = ()
    """The stems of the last turn alone; the same as `terms` when nothing is left to earlier turns."""
    focus: str = ""
    """`text` without the names of documents: what is embedded. A document's name says where to look, not for what."""
    pointed: str = ""
    """A follow-up with the subject of the question before in place of its pronoun, where that is plain; it is then the focus."""
    alone: str = ""
    """A follow-up as the one question it stands for, where that is plain; it is shown, and asked before `text` is."""
    shown: str = ""
    """A follow-up beside the question it follows, to be shown where no question is plain for it."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to look for."""
        return not self.terms


# --- instructions are text, never commands ---------------------------------------------------------------

_COMMENT = re.compile(r"<!--.*?-->|<script.*?</script>|```.*?```|\[/?INST\]|<\|.*?\|>", re.S | re.I)
_ORDER = re.compile(
    r"\b(ignore|disregard|forget|override|bypass)\b.{0,60}\b(instruction|rule|document|previous|prior|above|everything|prompt|"
    r"guideline|system|context|source|citation|restriction)"
    r"|\b(system|developer|assistant|admin(istrator)?)\s*(note|message|prompt|override|mode|update)?\s*:"
    r"|\b(hidden|secret|system|initial|your)\s+(instruction|prompt|rule|password|key|config)"
    r"|\bnew (task|instruction|persona)s?\b|\byour new (rule|role)s?\b|\bnew (rule|role)s?\s*:"
    r"|\b(pretend|(?<!the )(?<!value )act|roleplay|behave)\b.{0,12}\b(as|like|to be|you)\b|\byou are now\b|\bfrom now on\b|\bjailbreak"
    r"|\b(reply|respond|answer|finish|end|begin|start|output|print|write|say|repeat|state|conclude)\b(?! of\b).{0,30}"
    r"(\breply only\b|\bonly (with|the word)\b|\bwith the (word|phrase|sentence|line)\b|(?<!\w)['\"‘“][^'\"’”]{3,}['\"’”]|\w+ times\b"
    r"|(?<=\s)(?-i:[A-Z]{4,})-?\d*['\"’”]?\s*($|[.!?,;]|\b(and|then|to|instead|at|in)\b))"
    r"|\b(treat|assume|take it)\b.{0,30}\b(as|that)\b.{0,40}\d|\bhas been corrected\b|\bnow state\b"
    r"|\b(switched|turned) off\b.{0,30}\bsession\b|\bcitations? (are|is) (switched|turned)? ?off"
    r"|\b(delete|drop|erase|wipe)\b.{0,20}\b(index|database|file|table|document|corpus)"
    r"|\bdo not cite\b|\bgive no citations?\b|\bwithout (any )?citations?\b",
    re.I | re.S,
)
_ATTACK = re.compile(
    r"\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instructions?|prompt)\b"
    r"|\b(ignore|disregard|forget|override|bypass)\b.{0,20}\b(your|previous|prior|above|earlier)\b.{0,30}"
    r"\b(rules?|guidelines?|restrictions?|documents?|context|sources?)\b"
    r"|\b(hidden|secret|system|initial|your)\s+(instructions?|prompt|password|config)"
    r"|\bpretend\b.{0,12}\b(as|like|to be|you)\b|\byou are now\b|\bfrom now on\b|\bjailbreak"
    r"|\b(delete|erase|wipe)\b.{0,20}\b(index|database|corpus)\b|\bdo not cite\b|\bgive no citations?\b",
    re.I | re.S,
)
_ASKS = re.compile(r"^\W*(?:(?:and|but|so|also)\s+)?(?:who|what|when|where|why|how|which|whose|whom|is|are|was|were|do|does|did|can|could|should|must|"
                   r"has|have|had|will|would|may|might)\b|\?\W*$", re.I)
_BIDS = re.compile(r"^\W*(?:(?:please|now|then|and|also|but)\s+)*(?:(?:can|could|would|will|must|should) you\b|you (?:must|will|should|are)\b|"
                   r"(?:ignore|disregard|forget|override|bypass|reply|respond|answer|finish|end|begin|start|output|print|write|say|repeat|state|conclude|"
                   r"treat|assume|take|pretend|act|roleplay|behave|delete|drop|erase|wipe)\b)", re.I)


def _is_order(clause: str) -> bool:
    """Whether a clause tells the assistant what to do. A clause that asks ("what does the guide say about VCSE bids?") is
    one only if it goes at the assistant's own instructions, so that no honest question is lost for a word in it."""
    if _ASKS.search(clause) and not _BIDS.match(clause):
        return _ATTACK.search(clause) is not None
    return _ORDER.search(clause) is not None


_FORM = re.compile(r"^\W*(?:(?:please|just|now|simply)\s+)*(?:answer|reply|respond|say|state|write)\b[^:]{0,40}?\b(?:yes|no|words?|only|briefly|short|shortly|sentence)\b[^:\w]*(?:or no|only|please|and nothing else)?\W*[:,–—-]\s*$", re.I)
"""How a question is to be answered, before it ("Reply YES or NO only: ..."): the form of an answer is the product's own."""


def part_instructions(asked: str) -> tuple[str, tuple[str, ...]]:
    """Parts what is asked from orders to the assistant: (the question, the orders). Orders are kept only as text."""
    orders = tuple(m.group() for m in _COMMENT.finditer(asked))
    text = _COMMENT.sub(" ", asked)
    kept: list[str] = []
    for start, end in _clauses(text):
        clause = text[start:end]
        if _is_order(clause) or _FORM.match(clause):
            orders += (clause,)
        else:
            kept.append(clause)
    return " ".join(" ".join(kept).split()), orders


def _clauses(text: str) -> list[tuple[int, int]]:
    """Sentences, cut again before a "now", "then" or "and" that turns to an order, after a semicolon, and where a question opens behind how it is to be answered ("only YES: did ...")."""
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        cuts = [start]
        for match in re.finditer(r"[;\n]\s+|(?::|(?<=yes|.no|ord|nly)['\"”’]?,|\s[-–—])\s*(?=(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|can|should|must|has|have)\b)|\.\s+(?=[a-z])|,?\s+(?:and|then|but) (?=(?:ignore|disregard|forget|print|say|reply|respond|finish"
                                 r"|write|output|pretend|act)\b)", text[start:end], re.I):
            cuts.append(start + match.end())
        cuts.append(end)
        spans.extend((a, b) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip())
    return spans


_TASK = re.compile(
    r"^\W*(?:(?:please|now|can you|could you|would you|will you|i need you to|help me(?: to)?)\s+)*(?:write|draft|compose|create|generate|make|produce|invent)\s+"
    r"(?:(?:me|us)\s+)?(?:(?!of\b|in\b|from\b|for\b|about\b|on\b|list\b|summary\b|down\b|out\b|sense\b)[\w'’-]+\s+){0,5}"
    r"(?:poem|song|haiku|limerick|rap|verse|essay|dissertation|letter|story|joke|script|e-?mail|speech|polic(?:y|ies)|strategy|bid|tender response|"
    r"method statement|press release|blog|tweet|recipe|code|presentation|paper|report|contract|clause|specification)\b", re.I)


def is_task(question: str) -> bool:
    """Whether a question is not one but asks for new text of its own to be written."""
    return _TASK.search(question) is not None


# --- what kind -------------------------------------------------------------------------------------------

_KINDS: tuple[tuple[Asks, re.Pattern[str]], ...] = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in (
    (Asks.MENTION, r"\b(how (often|many times)|where|which pages?|what pages?|every (place|time)|everywhere|find (all|every))\b.{0,50}"
                   r"\b(mention|name|named|cite|cited|refer|referred|appear|come up|comes up|crop|occur|touched on|written|discuss)"
                   r"|\b(mention|cite|touched on|refer to|come up|comes up|named?)\w*\b.{0,40}\b(anywhere|at all|where|in (the|these) documents?)"
                   r"|\b(does|do|is|are)\b.{0,60}\b(mentioned|cited|touched on|named|referred to)\b.{0,20}(anywhere)?\?*$"),
    (Asks.FIGURE, r"\bhow (many|much|big|high|large|long|often|far|concentrated|old)\b|\bwhat (percentage|proportion|share|number|fraction|"
                  r"slice|figure|amount|rate|weighting|range|threshold|sum)|\bwhat (was|is|were|are) the .{0,25}\b(rate|share|percentage|proportion|number|threshold|weighting|total|amount|figure|budget|size)\b"
                  r"|\bpercent(age)?\b|\bper cent\b|\bnumber of\b|\bby how\b"
                  r"|\b(highest|lowest|typical|normal|average|usual)\b"),
    (Asks.LIST, r"\bwho(m| all)?\b.{0,25}\b(covered|bound|appl(y|ies)|affected|subject to|included|count)\b"),
    (Asks.WHO, r"\bwho(se|m)?\b|\bwhich (organisation|organization|person|author|minister|mp|lord|body|council|ccg|company|charity|city|"
               r"town|place|minister)\b"),
    (Asks.WHEN, r"\bwhen\b|\b(?:what|which) (year|date|month|day)\b|\b(exact )?date\b|\bhow (up to date|recent)"),
    (Asks.WHERE, r"\bwhere\b|\bin which (city|town|area|region|country|part)|\bwhich (city|country|region|part)"),
    (Asks.WHY, r"\bwhy\b|\bwhat (is|was|were|are) the (reason|cause)|\breasons?\b|\bhow come\b"),
    (Asks.LIST, r"\b(list|name|all the|every|each|enumerate|checklist|criteria|steps|names|run (me )?through|(kinds?|types?|sorts?|ways|set) of)\b"
                r"|\b(what|which) (two|three|four|five|six|seven|eight|nine|ten)\b|\b(what|which) (are|were|\w+) (the |these |those |all )?(two|three|four|five|six|seven|eight|nine|ten|\d+|\w+s)\b|\bwhich \w+s\b"),
    (Asks.DEFINITION, r"\b(define|definition|meaning|stands? for|mean(s|t)?)\b|^what(’s|'s| is| are| exactly is| was) (an? |the )?[\w\s&'’-]{2,40}\??$"
                      r"|\bwhat does .{2,30} mean"),
    (Asks.YES_NO, r"^\s*(is|are|was|were|do|does|did|can|could|should|must|has|have|will|would)\b"),
))


_HEAD = re.compile(r"^\W*(?:(?:and|but|so|or|also|then|ok|okay)\W+)*(what|which|how|why|is|are|was|were|do|does|did|can|could|should|must|has|have|had|will|would)\b", re.I)
_SUBORDINATE = re.compile(r"(?<=[a-z0-9’'] )(?<!and )(?<!or )(?<!of )(?<!say )(?<!says )(?<!know )(?<!known )(?<!tell )(?<!clear )(?<!show )(?:when|where|who|whom|whose)\b", re.I)
_WEAK = (Asks.YES_NO, Asks.OTHER)


def kind_of(question: str) -> Asks:
    """The first kind whose words the question uses: those of its sentences that ask, else of all of it.

    In a question that opens with another word of asking, "when" and "who" inside a clause ("what did they say when asked?") ask for nothing.
    """
    asking = [_kind(text) for a, b in sentence_spans(question) if (text := question[a:b]).rstrip().endswith("?")]
    return next((kind for kind in (*asking, _kind(question)) if kind not in _WEAK), asking[-1] if asking else _kind(question))


def _kind(text: str) -> Asks:
    head = _HEAD.match(text)
    asked = text[:head.end()] + _SUBORDINATE.sub("", text[head.end():]) if head else text
    return next((kind for kind, pattern in _KINDS if pattern.search(asked)), Asks.OTHER)


_SEVERAL = re.compile(r"\b(and|or|also|plus)\b.{0,40}\b(what|how|who|when|where|which|why|whose|is|are|does|do|did|was|were|has|have|can)\b|\?.+\?|"
                      r"\b(compare\w*|comparison|differ\w*|versus|vs|both|next to|side by side|respectively|each of|against)\b", re.I)


BARE_WORDS = 4
"""A question of no more words may name no subject."""
_BARE = frozenset(stem(w) for w in ["don", "doesn", "aren", "percentage", "percent", "plan", "plans", "number", "numbers", "figure", "figures", "document", "documents", "answer", "list", "page", "pages", "example", "examples", "thing", "part", "table", "section", "group", "groups", "policy", "policies", "reason", "reasons"])


def is_bare(question: Question) -> bool:
    """Whether a question that leans on no turn before names no subject: "what percentage", "the plan", "which ones don't?"."""
    return not question.follows and not question.names and not question.figures and len(words(question.asked)) <= BARE_WORDS and all(term in _BARE for term in question.terms)


def asks_several(question: str) -> bool:
    """Whether a question asks for more than one thing, or for two things side by side."""
    return _SEVERAL.search(question) is not None


# --- words -----------------------------------------------------------------------------------------------

_FILLER = frozenset(
    ["please", "thanks", "thank", "hello", "hi", "hey", "question", "wonder", "wondering", "know", "need", "want", "like", "help", "understand", "tell", "explain", "describe", "summarise", "summarize", "quote", "find", "look", "looking", "trying", "try", "give", "get", "got", "exactly", "actually", "really", "quite", "just", "roughly", "approximately", "according", "say", "says", "said", "page", "pages", "report", "guide", "document", "documents", "text", "blog", "post", "article", "one", "ones", "thing", "things", "much", "many", "lot", "exact", "exactly", "kind", "sort", "way", "mean", "means", "meaning", "anything", "something", "everything", "ok", "okay", "also", "there", "here", "etc"]
)


def telling(text: str) -> list[str]:
    """Stems of the words that say what a question is about: no stop words, none of the words of asking."""
    plain = (w.removesuffix("'s") for w in words(text))
    return [stem(w) for w in plain if w not in STOPWORDS and w not in _FILLER and not w.endswith("n't")]


@lru_cache(maxsize=1)
def lexicon() -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """First stem of a lay phrase or abbreviation -> the phrases that open with it, each with the stems to search as well."""
    data = tomllib.loads((DATA / "lexicon.toml").read_text(encoding="utf-8"))
    found: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = {}
    for part in data.values():
        for phrase, more in part.items():
            own = tuple(stems(phrase, keep_stopwords=True))
            found[own[0]] = (*found.get(own[0], ()), (own, tuple(stems(more))))
    return found


@lru_cache(maxsize=4096)
def widened(text: str) -> tuple[str, ...]:
    """The stems to add to a search for a text, from the lexicon, in the order of the text."""
    own = tuple(stems(text, keep_stopwords=True))
    more = (extra for i, first in enumerate(own) for phrase, extras in lexicon().get(first, ())
            if own[i:i + len(phrase)] == phrase for extra in extras)
    return tuple(dict.fromkeys(e for e in more if e not in own))


_LEANS = re.compile(
    r"^\s*(and|but|so|or|also|what about|how about|what of|which one|which ones|who (said|says) (that|so|it)|(why|how come)( is that| not)?(?=\s*\W*$)|"
    r"how so|when was that|where (was|is) that|the (first|second|third|other|last) one|same for|and the|is that|was that)\b", re.I)
_POINTS = re.compile(r"\b(it|itself|they|them|themselves|their|that|those|these|this|one|ones|he|she|his|her|there|its)\b", re.I)


_OWNED = re.compile(r"\b(its|their|they|them|his|her|he|she)\b", re.I)


_THAT_ROW = re.compile(r"\b(?:that|those) (?:plan|footprint|stp|ccg|region)s?\b", re.I)
"""What points to a row of the tables that was told before ("does that plan mention social value")."""
_TOPIC = re.compile(r"^\W*((?!(?:for|in|on|at|with|about|to|from|under|by)\b)[^?.!]+?)(?:\s[-–—]|[:.?!])\s+(?=(?:what|who|when|where|why|how|which)\b)", re.I)
"""What a question names before it asks ("framework agreement - what is that?"): what it points to is there."""
_STANDS_BEFORE = re.compile(r"\b(?:[A-Z]{2,}s?|[a-z]{4,}[^s\W]s)\b(?=.*\b(?:they|their|them)\b)")
_INVERTED = re.compile(r"\b(?:do|does|did|are|is|were|was|have|has|had|can|could|should|would|will|must|may|might) (?:they|it|he|she)\b", re.I)
"""A name or a plural that "they" can stand for ("did CCGs say they had"); but not where "they" is what is asked about ("which councils do they name")."""


def leans_on_history(text: str) -> bool:
    """Whether a question cannot stand alone: it opens as a follow-up, or points back and says little of its own, as may each of several in a row."""
    own = telling(text)
    topic = _TOPIC.match(text)
    if topic and len(telling(topic[1])) >= 2 and not _POINTS.search(topic[1]) and not _LEANS.match(topic[1]):
        return False
    named = re.search(r"(?<!^)(?<![.?!]\s)\b[A-Z][a-z]", text) or _STANDS_BEFORE.search(text) and not _INVERTED.search(text)
    points = _POINTS.search(text) and (len(own) <= 2 or len(own) <= 5 and (_OWNED.search(text) and not named or _THAT_ROW.search(text)))
    if points or len(own) == 0 or bool(_LEANS.search(text)) and len(own) <= 6:
        return True
    asking = questions_in(text)
    return len(asking) > 1 and all(part.rstrip().endswith("?") for part in asking) and all(_POINTS.search(part) and len(telling(part)) <= 2 for part in asking)


def _is_chained(text: str) -> bool:
    """Whether a turn points to a row, or opens as a follow-up and has no verb of its own ("and below the threshold?"), so that what leans on it leans on what it follows too."""
    return _THAT_ROW.search(text) is not None or _LEANS.search(text) is not None and len(telling(text)) <= 2 and not _VERB.search(text)


_VERB = re.compile(r"\b(is|are|was|were|be|do|does|did|has|have|had|can|could|should|must|will|would|may|might)\b", re.I)


_ASKING = re.compile(r"\?|^\s*(who|what|when|where|why|how|which|whose|is|are|was|were|do|does|did|can|could|should|must|has|have|"
                     r"list|name|define|explain|compare|summari[sz]e|describe)\b", re.I)


def points_back(text: str) -> bool:
    """Whether a question points to something said before ("the second one", "is it any good")."""
    return bool(_POINTS.search(text) or _LEANS.search(text))


_LITTLE = frozenset(["first", "second", "third", "other", "last", "next", "previous", "more", "less", "good", "bad", "better", "worse", "point", "part", "again", "detail", "area", "council", "place", "fine", "work", "matter", "true", "case", "stuff"])


def says_little(terms: Sequence[str]) -> bool:
    """Whether a question's telling stems leave open what it is about."""
    return not [t for t in terms if t not in _LITTLE]


_VAGUE = re.compile(r"\W*(?:(?:and|so|ok|okay|what about|how about|what of|tell me about|give me|show me|i want|the|some|any|all|more|your|please)\W+)*"
                    r"(?:\d+|numbers?|figures?|money|data|stats|statistics|facts?|info(?:rmation)?|details?|results?|things?|stuff|people|dates?|years?|examples?|names?)(?:\W+please)?\W*", re.I)
"""A bare number, or one word that says nothing of its own: any document has some."""


def is_open(asked: Question) -> bool:
    """Whether a question leaves open what it is about: nothing to look for, what only points back with nothing before it, or a word that could mean anything."""
    if asked.is_empty:
        return True
    return not asked.follows and (not asked.names and points_back(asked.text) and says_little(asked.terms) or _VAGUE.fullmatch(asked.asked) is not None)


def _asking(text: str) -> str:
    """The sentences that ask, without the story before them, where they say enough by themselves; else the text."""
    asking = [text[a:b] for a, b in sentence_spans(text) if _ASKING.search(text[a:b])]
    short = " ".join(asking)
    return short if asking and len(telling(short)) >= 4 else text


def _last_alone(turns: Sequence[str]) -> str:
    """The last of turns that lean on one another as the question it stands for, or as it was typed."""
    before = ""
    for turn in turns:
        before = before and stand_alone(before, turn) or turn
    return before


def understand(asked: str, history: Sequence[str] = (), *, mend: Callable[[str], str] = lambda t: t,
               unlabelled: Callable[[str], str] = lambda t: t) -> Question:
    """Reads a question, with the user's earlier turns (oldest first) where it leans on them.

    `mend` puts spelling right; `unlabelled` takes the names of documents out of a text.
    """
    text, orders = part_instructions(asked)
    text = mend(text)
    own = telling(text)
    follows = ""
    if history and leans_on_history(text):
        # The last turn that says something; joining the last two turns was measured best without a model.
        # Where that one leans on another and says little ("and below the threshold?"), both.
        earlier = [part_instructions(turn)[0] for turn in history[-3:]]
        earlier = [turn for turn in earlier if telling(turn)]
        if earlier:
            first = next((n for n in range(len(earlier) - 1, 0, -1) if not _is_chained(earlier[n])), 0)
            if first and leans_on_history(earlier[first]):
                earlier[first] = stand_alone(earlier[first - 1], earlier[first]) or earlier[first]
            follows = mend(" ".join(earlier[first:]))
    before = _last_alone(earlier[first:]) if follows else ""
    whole = paralleled(follows, text) or f"{follows} {text}".strip() if follows else text
    pointed = resolved(follows, text) if follows else ""
    passive = "" if follows else turned(text, lambda name: "" in (unlabelled(name), unlabelled(f"in the {name} guide")))
    focus = unlabelled(pointed) if pointed else passive or _asking(unlabelled(whole))
    if len(telling(focus)) < 2:
        focus = whole
    terms = telling(focus)
    names = tuple(w for w in re.findall(r"(?<![.?!]\s)(?<!^)\b[A-Z][\w’'&-]*", focus) if w.lower() not in STOPWORDS)
    if follows:
        # What a follow-up adds is what it is about: a statement without it is as wrong as one without a name.
        names += tuple(w for w in re.findall(r"[a-z]{4,}", text) if telling(w) and w not in follows.lower())
    search = [*terms, *(own if follows else ()), *widened(whole)]
    kind = kind_of(text)
    if follows and kind is Asks.OTHER:
        kind = kind_of(follows)
    return Question(asked, whole, kind, tuple(dict.fromkeys(terms)), tuple(search),
                    names, tuple(figures(whole)), orders, follows, tuple(dict.fromkeys(own)),
                    focus, pointed, stand_alone(before, text) if follows else "", about(before, text) if follows else "")
