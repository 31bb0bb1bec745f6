"""Follow-ups that are about the answer before and not about the documents: its page, its words, whose they are, one of its items. Pure.

What is said is made of that answer's own citations, so nothing new is stated and no search is needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.compose import Quote, Statement
from assistant.domain import Answer, Authority, Citation, Claim, ClaimKind, Source
from assistant.explain_asks import asked_for
from assistant.glossary import OWN, Glossary
from assistant.plain_words import Holds, plainer
from assistant.questions import Asks, kind_of
from assistant.text import figures, sentence_spans

MOST = 3
"""How many quotes are told again at once."""
EXTRACTIVE = "extractive"
LONG = 60
"""An answer of more words than this is told by its first sentence where it is to be plain."""
PLAINER = "In plainer words; each stands on the quote under its number."
AS_WRITTEN = "I have no plainer words for this than the documents' own."
INSTEAD = "Ask “shorter”, “explain it in depth”, or what one of its words means."
MOST_TERMS = 3
"""How many terms are told under an answer in plain words."""


class Wish(StrEnum):
    """What is wanted of the answer before."""

    PAGE = "page"
    SOURCE = "source"
    QUOTE = "quote"
    WHOSE = "whose"
    ITEM = "item"
    SHORTER = "shorter"
    PLAIN = "plain"
    EXPLAIN = "explain"
    SIMPLE = "simple"
    DEEP = "deep"
    CHAIN = "chain"
    SURE = "sure"
    AGREE = "agree"
    REPEAT = "repeat"


EXPLAINED = frozenset([Wish.EXPLAIN, Wish.SIMPLE, Wish.DEEP, Wish.CHAIN, Wish.SURE, Wish.AGREE])
"""Wishes that assistant/explain.py answers; how they are put is data/explain.yaml."""
DEPTHS = frozenset([Wish.SIMPLE, Wish.DEEP])
"""Those of them that give the answer of a question at another depth."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """A follow-up about the answer before. `item` is 0-based, -1 for the last; only for Wish.ITEM. `about` is a figure that it names ("57%")."""

    wish: Wish
    item: int = 0
    about: str = ""

    @property
    def alone(self) -> bool:
        """Whether it can be answered with no answer before it."""
        return self.wish is Wish.AGREE or bool(self.about) and self.wish in (Wish.CHAIN, Wish.SURE)


_OPENING = (r"^\W*(?:(?:ok(?:ay)?|thanks|thank you|great|right|and|so|but|sorry|please|hang on|wait|no|well|hmm|now|then|also|too long)\b[\s,.!:;-]*)*"
            r"(?:(?:can|could|would|will|may) (?:you|i|we)(?: please| just| also)?\b[\s,]*|please\s+|i(?:'d| would) (?:like|want)(?: you)? to\s+|i (?:want|need)(?: you)? to\s+)?")
_THAT = re.compile(r"\b(?:it|this|those|these|they|them|(?<=[a-z] )the (?:last |first |above )?(?:figure|statement|answer|above|claim|bit|part|fact))\b", re.I)
"""What points to the answer before; the patterns below have "that" for all of it."""
_AGAIN = r"(?:say|put|explain|give|write|make|repeat|rephrase|reword|tell|state|do|express|translate|turn|show)"
_LEAD = re.compile(_OPENING, re.I)
_AUTHORS = re.compile(r"\bwho (?:wrote|found|made) (?:those|these|them|they)\b", re.I)
"""Asked of things that an answer lists, and not of the answer."""
LONGEST = 18
"""A turn of more words than this is no wish about the answer before."""
_SIMPLY = (r"(?:(?:in|into|using|with) (?:more )?(?:plain|plainer|simple|simpler|everyday|ordinary|layman'?s?|lay|easy|easier|normal|basic)(?: plain| simple)? (?:english|words|terms|language|speech)"
           r"|(?:more |very )?(?:simply|plainly|clearly)|(?:a bit |much )?(?:simpler|plainer|easier|clearer)(?: to (?:read|understand|follow))?|without (?:all )?(?:the |that )?"
           r"(?:jargon|abbreviations|acronyms|initials|big words|letters)|so (?:that )?(?:i|anyone|a child|my trustees|everyone) (?:can|could) understand(?: that)?|like i(?:'m| am) (?:five|5)|for a (?:lay ?person|beginner|child|layman))")
_WISHES: tuple[tuple[Wish, re.Pattern[str]], ...] = tuple((wish, re.compile(rf"(?:{pattern})\W*$", re.I)) for wish, pattern in (
    (Wish.PAGE, r"(?:on |from )?(?:which|what) page(?:s)?(?: (?:number|of the (?:report|guide|document|pdf)))*(?: (?:is|was|are|were|does|do|did|has|can i find|will i find|would i find|says?) that(?: (?:on|from|stand on|stand|say so|say that|found|at|come from|appear on|appear|printed|be on))*"
                r"| says that| that (?:is|was|are|were|stands?|comes?)(?: (?:on|from|in))?)?"
                r"|where (?:exactly )?(?:in the (?:report|guide|documents?|text|pdf) )?(?:is|does|do|are|was|can i (?:find|read|see)) that(?: (?:stand|say|written|said|stated|appear|printed))?(?: (?:that|so|exactly|in the (?:report|guide|documents?)))?"
                r"|(?:what's |what is |give me |tell me |have )?the page(?: numbers?)?(?: (?:for|of) that)?|page(?: number)?s?(?: for that)?(?: please)?|page (?:ref|reference)(?: please)?"),
    (Wish.SOURCE, r"where (?:did|do|have) you (?:get|find|have|read|see|got|take|found) that(?: from)?|(?:and )?(?:what(?:'s| is|s| are) |give me |show me |have )?(?:the|your|its|a) (?:sources?|references?|citations?|evidence)(?: (?:for|of|behind) that)?(?: please)?|(?:source|reference|citation)s?(?: for that)?(?: please)?"
                  r"|where (?:does|do|did|has|is|are|was|(?:'s)) that (?:come |been taken |taken |coming )?from|where(?:'s|s) that from|how (?:do|can|would) (?:you|we|i) know(?: that)?(?: for (?:sure|certain))?|which (?:document|report|source|guide|paper|text|one of the documents)(?: is| was| are| says?| said| states?| does| did)?"
                  r"(?: that)?(?: (?:in|from|come from))?|(?:what|which (?:document|source|evidence)) (?:is|are) (?:that|you) (?:based on|basing that on|relying on|going by|citing|quoting|quoting from)|what is that based on|(?:show|tell) me where (?:that|you|the (?:report|guide|document)) (?:says?|got|get|found|read|states?) (?:that|so)"
                  r"|what(?:'s| is) that (?:based on|taken from|from)|is that (?:in|from) the (?:report|documents|guide)|(?:can you |could you )?prove it|are you sure(?: about that)?|on what (?:basis|evidence|authority)|what makes you say (?:that|so)"),
    (Wish.QUOTE, r"(?:(?:give|show|read|send|get|let|have|see|tell) )?(?:me )?(?:have |see )?(?:the )?(?:exact |original |full |actual |whole |direct |precise |real |very )*(?:quotes?|quotations?|wording|words|sentences?|text|passage)(?: (?:for|of|from|behind) (?:that|the (?:report|guide|document)))?(?: (?:in full|please|they used?|used|themselves|for my (?:essay|paper|report|dissertation)))*"
                 r"|(?:what(?:'s| is| are| does| was| were)|i need|i want|i'd like) (?:the |that say |an? )?(?:exact|original|actual|precise|direct|real)(?:ly)? ?(?:quotes?|quotations?|wording|words|sentence|text)?(?: (?:for|of) that)?(?: for my \w+)?|quote(?: that)?(?: (?:to me|for me|please|exactly|in full|word for word))*"
                 r"|(?:what (?:does|did) (?:that|the (?:report|guide|document|text)) (?:actually |really )?say|how (?:is|was) that (?:worded|put|phrased)),? ?(?:exactly|word for word|precisely|verbatim)?|(?:have |give me |say |see )?(?:that )?(?:word for word|verbatim)"
                 r"|how exactly (?:is|was) that (?:worded|put|phrased)"),
    (Wish.WHOSE, r"(?:and )?who (?:said|says|wrote|claims?|claimed|found|states?|stated|reckons) (?:that|so)|says who|whose (?:words|claim|figure|view|research|opinion|finding|number) (?:is|are|was|were) that"
                 r"|according to who(?:m)?|who is that (?:according to|from)"),
    (Wish.SHORTER, r"(?:(?:make|put|say|give|keep|have) (?:me )?that )?(?:a bit |a little |much |even |way )?(?:shorter|briefer|more briefly|more concise(?:ly)?|brief|short|concise|briefly|snappier)(?: please| version| answer)*|(?:(?:say|put|give|sum|have|summari[sz]e) (?:me )?(?:up )?(?:that )?(?:up )?)?(?:in )?(?:one|a single|a|two|a couple of|one short|a few) (?:short )?(?:sentences?|lines?|words?)(?: please| summary| version)*|in short|in brief|in a nutshell"
                   r"|(?:(?:just |only )?(?:give|tell|have) (?:me )?)?(?:just |only )?the (?:short|brief|quick|condensed|two-line|one-line) (?:version|answer|one)|too long|tl;?dr|(?:shorten|condense|trim|abbreviate|summari[sz]e|compress|sum up|boil down|cut)(?: that)?(?: up| down)?(?: for me| please| in a few words| briefly)*|sum(?: that)? up(?: for me)?"
                   r"|(?:(?:just |only )?(?:give|tell) (?:me )?)?(?:just |only )?the (?:answer|figure|main points?|number|gist|headlines?|key points?|bottom line|essentials?|summary|upshot|takeaway)(?: please| of that)*|(?:be (?:brief|concise)|bottom line|long story short|less detail|a (?:short|quick) summary|a summary|summary)(?: please)?|that(?:'s| is| was) (?:too|very|a bit|rather) long(?: [\w ,]{0,30})?"),
    (Wish.PLAIN, rf"(?:{_AGAIN} (?:me |that )?(?:to me )?(?:that )?(?:again )?)?{_SIMPLY}(?: please| version)*|(?:what (?:does|did|do) that (?:actually |really )?mean)(?: {_SIMPLY})?|simplify(?: that)?|(?:simpler|plainer|simple|plain|easy|easier|lay) (?:version|answer|english|words|summary)|eli5|dumb that down|dumb that down"
                 rf"|(?:i'?m (?:sorry )?)?(?:i )?(?:do ?n'?t|do not|did ?n'?t|can ?n?'?t|cannot) (?:really |quite )?(?:understand|get|follow|know)(?: (?:what )?(?:that|you|a word|(?:all |any |half |most )?(?:of )?(?:the |that |your )?(?:jargon|abbreviations?|acronyms?|letters|initials|terms|words|language)))?(?: (?:of that|means?|stand for|mean))*"
                 rf"|what do (?:all )?(?:of )?(?:the|that|your) (?:abbreviations?|letters|acronyms?|initials|terms) (?:mean|stand for)|(?:too (?:much|many)|less|no|without|cut|drop|avoid|skip) (?:the )?(?:jargon|abbreviations|acronyms|initials)(?: please)?|(?:spell|write) out (?:the |that |all the )?(?:abbreviations|acronyms|initials|letters)|(?:that(?:'s| is) )?(?:too complicated|confusing|gobbledegook|hard to (?:follow|understand))"),
))
_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4, "sixth": 5, "6th": 5,
             "seventh": 6, "7th": 6, "eighth": 7, "8th": 7, "ninth": 8, "9th": 8, "tenth": 9, "10th": 9, "last": -1, "final": -1}
_NUMBERS = {word: n for n, words in enumerate(("one 1", "two 2", "three 3", "four 4", "five 5", "six 6", "seven 7", "eight 8", "nine 9", "ten 10")) for word in words.split()}
_ORDINALS |= _NUMBERS
_ITEM = re.compile(rf"{_OPENING}(?:(?:what|which|tell me|how|explain|expand on|say|go into)(?: more)?(?:’s|'s| is| was| are| were| about| did you say is)* )?"
                   rf"(?:(?:the )?({'|'.join(o for o in _ORDINALS if o not in _NUMBERS)})|(?:number|no\.?|point|item|step|#) ?({'|'.join(_NUMBERS)}))"
                   r"(?: (?:one|item|point|step|bullet|thing|type|kind|action|recommendation|question|reason|principle|group|entry|of (?:them|those|these)))?"
                   r"(?:,? (?:again|please|exactly|then|exactly as (?:it is|they) (?:worded|put|wrote)(?: it)?))*\W*$", re.I)
_REPEAT = re.compile(r"^(?:repeat|say|show|give|tell|read|go back to|return to|remind me of|what (?:was|is)|back to)(?: me)?(?: again)? (?:the |your |my )?(?P<n>"
                     + "|".join(o for o in _ORDINALS if o not in _NUMBERS) + r"|previous|original|earlier|opening) (?:answer|reply|response|question)(?: (?:again|please|to me|you gave(?: me)?|i asked))*\W*$"
                     r"|^(?:repeat|say|show|give|tell) (?:me )?(?:your |the )?(?:answer )?(?:again )?(?:to )?(?:my |the )(?P<n2>" + "|".join(o for o in _ORDINALS if o not in _NUMBERS) + r"|previous|original) (?:question|answer)(?: again)?\W*$"
                     r"|^(?:repeat that|say that again|come again|repeat(?: (?:the|your) answer)?)(?: please)?\W*$", re.I)
"""An answer that is to be given again, by its number among the answers so far."""


def look_back(text: str) -> LookBack | None:
    """What a follow-up wants of the answer before; None when it asks the documents."""
    plain = text.replace("’", "'")
    if _AUTHORS.search(plain):
        return None
    pointed = _THAT.sub("that", plain[_LEAD.match(plain).end():])
    if again := _REPEAT.match(plain[_LEAD.match(plain).end():]):
        return LookBack(Wish.REPEAT, _ORDINALS.get((again["n"] or again["n2"] or "last").lower(), 0 if (again["n"] or "").lower() in ("original", "opening") else -1))
    if found := asked_for(pointed):
        return LookBack(Wish(found[0]), about=found[1])
    if len(pointed.split()) <= LONGEST:
        for wish, pattern in _WISHES:
            if pattern.match(pointed):
                return LookBack(wish)
    match = _ITEM.match(text)
    return LookBack(Wish.ITEM, _ORDINALS[(match[1] or match[2]).lower()]) if match else None


_ACTOR = re.compile(r"^who (?:should|must|has to|have to|is to|would|will|ought to|needs? to) (?:do|carry out|act on|see to) that|^who is (?:responsible|that for|that (?:aimed|addressed) (?:at|to))"
                    r"|^whose (?:job|task|duty|responsibility) is that", re.I)


def whose_task(text: str) -> bool:
    """Whether a follow-up asks who is to do what was just told ("who should do that?")."""
    plain = text.replace("’", "'")
    return _ACTOR.match(_THAT.sub("that", plain[_LEAD.match(plain).end():])) is not None


def told_again(wanted: LookBack, answer: Answer, sources: Mapping[str, Source], glossary: Glossary | None = None,
               holds: Holds = lambda _: False) -> tuple[str, tuple[Statement, ...]]:
    """An opening line of our own ("" for most) and statements that give what is wanted of an answer.

    No statements where it has no such thing: a refusal has no page. `glossary`, and `holds` (whether a statement passes the check), are for Wish.PLAIN alone.
    """
    if not answer.claims:
        return "", ()
    cited = {citation.n: citation for citation in answer.citations}
    best = next((claim for claim in answer.claims if not claim.marker), answer.claims[0])
    made = answer.mode == EXTRACTIVE
    match wanted.wish:
        case Wish.PAGE:
            return "", _on_pages(answer, sources)
        case Wish.SOURCE:
            return _published(answer.citations[0], sources, paged=False), _on_pages(answer, sources)
        case Wish.QUOTE:
            return "", tuple(_again(c.quote, [c], _weight(answer, c)) for c in answer.citations[:MOST])
        case Wish.WHOSE:
            mine = [c for c in answer.citations if c.source_id == answer.citations[0].source_id]
            return _published(mine[0], sources), tuple(_again(c.quote, [c], _weight(answer, c)) for c in mine[:MOST])
        case Wish.SHORTER if len(listed := [c for c in answer.claims if c.marker]) > 1:
            lead = [c for c in answer.claims[:1] if c.text.endswith(":")]
            return "", tuple(_again(_first_sentence(c.text), [cited[n] for n in c.citations], c.kind, made=made, marker=c.marker) for c in (*lead, *listed))
        case Wish.SHORTER if (listed := answer.claims[answer.claims.index(best) + 1:]) and _ANNOUNCES.search(best.text):
            return "", tuple(_again(c.text, [cited[n] for n in c.citations], c.kind, made=made) for c in listed[:MOST])  # what is announced, not that it is
        case Wish.SHORTER:
            return "", (_again(best.text, [cited[n] for n in best.citations], best.kind, made=made),)
        case Wish.PLAIN:
            return _plainly(answer, best, cited, glossary, holds)
    items = _items(answer.claims)
    if not items or wanted.item >= len(items):
        return "", ()
    text, numbers = items[wanted.item]
    return "", (_again(text, [cited[n] for n in numbers], _weight(answer, cited[numbers[0]])),)


_ANNOUNCES = re.compile(r"\b(?:in|has|have|of|into|takes?) (?:two|three|four|five|several|both) (?:halves|parts|ways|steps|stages|limbs|strands|forms|kinds)\b|\b(?:as follows|the following)\b", re.I)
"""A sentence that says how what comes is parted, and not what it is."""
_HOW_MANY = re.compile(r"^\W*(?:(?:and|so|ok|okay|but)\W+)*(?:how many(?: (?:is|are|was|were|does|do|did))?(?: (?:that|those|these|they|there|it|you|of them|of those|altogether))*(?: (?:make|list|name|come to))?"
                       r"|what(?:'s| is) the total|count (?:them|those|these)|the total)(?:,? (?:in total|altogether|in all|overall|all together|then|please|that|those))*\W*$", re.I)


def asks_their_number(text: str) -> bool:
    """Whether a follow-up asks how many things were told ("how many in total?")."""
    return _HOW_MANY.match(text.replace("’", "'")) is not None


def counted(answer: Answer) -> tuple[str, tuple[Statement, ...]]:
    """To "how many in total?" after a list: the line over it where it gives their number, else our count of them and the list; no statements where the answer is no list."""
    listed = [claim for claim in answer.claims if claim.marker]
    if len(listed) < 2:
        return "", ()
    cited, made = {citation.n: citation for citation in answer.citations}, answer.mode == EXTRACTIVE
    lead = next((c for c in answer.claims if not c.marker and re.search(rf"(?<![\d.,]){len(listed)}(?![\d%]|[.,]\d)", c.text)), None)
    if lead:
        return "", (_again(lead.text.rstrip(" :") + ("" if lead.text.endswith(".") else "."), [cited[n] for n in lead.citations], lead.kind, made=made),)
    return f"The list has {len(listed)}:", tuple(_again(c.text, [cited[n] for n in c.citations], c.kind, made=made, marker=c.marker) for c in listed)


def _first_sentence(text: str) -> str:
    """The first sentence of a text, or its part before a semicolon."""
    spans = sentence_spans(text)
    first = text[slice(*spans[0])] if spans else text
    return first.split(";")[0].rstrip(" ,") + ("." if ";" in first else "")


def _weight(answer: Answer, citation: Citation) -> ClaimKind:
    """What weight the first statement of an answer has that stands on a citation."""
    return next((claim.kind for claim in answer.claims if citation.n in claim.citations), ClaimKind.EVIDENCE)


def _plainly(answer: Answer, best: Claim, cited: Mapping[int, Citation], glossary: Glossary | None, holds: Holds) -> tuple[str, tuple[Statement, ...]]:
    """The same statements, or the first where they are long, in plainer words as far as the check lets them; what their terms are stands under them."""
    long = sum(len(claim.text.split()) for claim in answer.claims) > LONG
    told = (_again(best.text, [cited[n] for n in best.citations], best.kind, made=answer.mode == EXTRACTIVE),) if long else repeated(answer)
    if glossary is None:
        return f"{AS_WRITTEN} {INSTEAD}", told
    made = tuple(part for statement in told for part in plainer(statement, glossary, holds))
    terms = glossary.met(" ".join(s.text for s in made))
    own = "; ".join(term.line for term in terms if term.statement is None)
    said = [s.text for s in told]
    means = [s for name in glossary.used(" ".join(said)) if (s := _what_it_is(glossary, name, holds)) and s.text not in said][:MOST_TERMS]
    opening = PLAINER if made != told else f"{AS_WRITTEN} {'' if means else INSTEAD}".strip()
    return f"{opening} {own} ({OWN})." if own else opening, (*made, *means)


def _what_it_is(glossary: Glossary, name: str, holds: Holds) -> Statement | None:
    """What a term stands for and what it is, as an entry under an answer, as much of it as passes the check; None where no document has it."""
    term = glossary.named(name)
    if term is None:
        return None
    spelt, reading = term.statement, term.reading
    if spelt and reading:
        both = replace(spelt, text=f"{term.line}. {term.plain}", quotes=tuple(dict.fromkeys((*spelt.quotes, *reading.quotes))))
        return both if holds(both) else spelt
    return spelt or (replace(reading, item=True, marker="-") if reading else None)


def repeated(answer: Answer) -> tuple[Statement, ...]:
    """The statements of an answer as they stand, to be put together with others."""
    cited = {citation.n: citation for citation in answer.citations}
    return tuple(_again(c.text, [cited[n] for n in c.citations], c.kind, made=answer.mode == EXTRACTIVE, marker=c.marker) for c in answer.claims)


def _items(claims: Sequence[Claim]) -> list[tuple[str, tuple[int, ...]]]:
    """The entries of an answer's list, each with its citations; else the parts of the sentence that lists most ("...: a; b; and c")."""
    listed = [(claim.text, claim.citations) for claim in claims if claim.marker or re.match(r"\d{1,2}[.)] ", claim.text)]
    if listed:
        return listed
    parts = [[(part.strip(" ."), claim.citations) for part in re.split(r"[;:]", claim.text)[1:]] for claim in claims if claim.text.count(";") >= 1]
    return max(parts, key=len, default=[])


def _on_pages(answer: Answer, sources: Mapping[str, Source]) -> tuple[Statement, ...]:
    """Each page of an answer: the first MOST with what stands there, the others of a document by their numbers alone, so that none is left out."""
    first: dict[tuple[str, str], Citation] = {}
    figure = kind_of(answer.standalone_question) is Asks.FIGURE
    for citation in sorted(answer.citations, key=lambda c: figure and not any(f.endswith("%") or f[:1] in "£$€" for f in figures(c.quote))):
        first.setdefault((citation.source_id, citation.page), citation)  # of a figure that was asked for, what has one
    told, rest = list(first.values())[:MOST], list(first.values())[MOST:]
    made = [replace(_on_page(citation, sources), kind=_weight(answer, citation)) for citation in told]
    for source_id in dict.fromkeys(c.source_id for c in rest):
        mine = [c for c in rest if c.source_id == source_id]
        pages = [c.page for c in mine]
        text = f"The rest stands on page{'s' if len(pages) > 1 else ''} {' and '.join(filter(None, (', '.join(pages[:-1]), pages[-1])))} of {_name(mine[0], sources)}."
        made.append(Statement(text, _quotes(mine), derived=True, counted=tuple(int(n) for page in pages for n in re.findall(r"\d+", page))))
    return tuple(made)


def _on_page(citation: Citation, sources: Mapping[str, Source]) -> Statement:
    text = f"“{citation.quote}” stands on page {citation.page} of {_name(citation, sources)}."
    return Statement(text, _quotes([citation]), derived=True, counted=tuple(int(n) for n in re.findall(r"\d+", citation.page)))


def told_on_page(citation: Citation, sources: Mapping[str, Source], authorities: Mapping[Authority, str]) -> Statement:
    """As the page of a citation is told, with what its document is."""
    said, source = _on_page(citation, sources), sources.get(citation.source_id)
    if source is None:
        return said
    year = source.published[:4]
    return replace(said, text=f"{said.text[:-1]}, {authorities[source.authority]}{f' of {year}' if year else ''}.", counted=(*said.counted, *([year] if year else [])))


def _published(citation: Citation, sources: Mapping[str, Source], *, paged: bool = True) -> str:
    source, page = sources.get(citation.source_id), f", page {citation.page}" if paged else ""
    if source is None or not source.publisher:
        return f"From {_name(citation, sources)}{page}:"
    year = f" in {source.published[:4]}" if source.published else ""
    return f"From {_name(citation, sources)}, published by {source.publisher}{year}{page}:"


def _name(citation: Citation, sources: Mapping[str, Source]) -> str:
    source = sources.get(citation.source_id)
    return (source.title if source else citation.title).split(":")[0]


def _again(text: str, citations: Sequence[Citation], kind: ClaimKind = ClaimKind.EVIDENCE, *, made: bool = False, marker: str = "") -> Statement:
    """A statement as it stood, of the weight that it had. `made`: it may be of our own making, from a table or by counting, and has passed the check once."""
    counted = tuple(int(n) for n in re.findall(r"\b\d+\b", text)) if made else ()
    return Statement(text, _quotes(citations), kind, item=bool(marker), derived=made, counted=counted, marker=marker)


def _quotes(citations: Sequence[Citation]) -> tuple[Quote, ...]:
    return tuple(Quote(c.source_id, c.page, c.quote, c.headings, c.passage_id) for c in citations)
