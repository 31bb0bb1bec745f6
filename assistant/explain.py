"""An answer at three depths, what stands behind its statement, how sure it is, and whether the sources agree: statements to be put together. Pure.

Everything told is the documents' own words or reviewed data of corpus/provenance, so no search is needed, and compose.py checks all of it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import shorten

from assistant.compose import Quote, Statement
from assistant.domain import Answer, Authority, Citation, Claim, Source, Status
from assistant.explain_asks import asked_inside
from assistant.followups import EXPLAINED, EXTRACTIVE, LONG, LookBack, Wish, look_back, repeated, told_on_page
from assistant.glossary import Glossary
from assistant.law import SOURCE_ID as BRIEFING
from assistant.plain_statements import plain_statement
from assistant.provenance import STEPS, Chain, Disagreement, Provenance
from assistant.text import figures, fold, leans_back, sentence_spans

BEFORE, AFTER = "Before it on page {}:", "After it on page {}:"
DIFFER, UNEVEN = "Where the documents differ:", "Where the document does not say it the same way throughout:"
READ = "How to read that:"
"""What a reading is called where all sides are of one document, of which there is none other to follow."""
UNTRACED = "The documents do not say how this was found. What there is:"
UNSURE = "No document says how sure this is. Where it stands:"
AGREED = "I know of no place in the documents that gives this differently."
EVERYWHERE = "The places that I know of where the documents give something differently; ask after one (“do the sources agree on the 57%?”):"
RESTS = "What it rests on:"
AUTHORITIES = {Authority.PRIMARY: "primary source", Authority.GUIDANCE: "guidance", Authority.SECONDARY: "secondary source", Authority.USER: "your own document"}
LONGEST_TITLE = 64
_ANNOUNCES = re.compile(r"\b(?:in|of|has|have|holds?|into|are|is) (?:two|three|four|five|six|several) (?:\w+ )?(?:halves|parts|steps|things|ways|duties|stages|kinds|groups|points)\W*$|\b(?:as follows|the following)\W*$|:$", re.I)
"""What a sentence ends with that only says that others follow."""
_STATES = frozenset([EXTRACTIVE, "generative"])
"""The modes of an answer that states what the documents say, and is no draft."""
NEIGHBOURS = 2
"""How many sentences before and after a quote are told around it."""
_POINTS = re.compile(r"\b(?:they|them|their|it|its|this|these|those|he|she|his|her|such|the (?:former|latter|first|second|other))\b", re.I)
"""What speaks of something that another sentence names."""
_SURENESS = Quote(BRIEFING, "1", "A fact marked \"primary\" was read, at least in its opening part, in a statute, in regulations, or on a page of gov.uk, NHS England or the body "
                                 "that issued it. A fact marked \"secondary\" was read in a page by a law firm, a newspaper, a trade body or a council. A fact marked "
                                 "\"unconfirmed\" could not be traced to such a page, and each of its sentences says so.")


def explained(wanted: LookBack, answer: Answer | None, known: Provenance, sources: Mapping[str, Source], glossary: Glossary) -> tuple[str, tuple[Statement, ...]]:
    """An opening line of our own ("" for most) and the statements that give what is wanted. None where there is nothing to tell: the documents are asked then.

    `answer` is the one before, None where there is none; a figure that the wish names is then looked up by itself.
    """
    claims = answer.claims if answer else ()
    if not claims and not wanted.alone:
        return "", ()
    said = _meant(claims, wanted.about)
    cited = {c.n: c for c in answer.citations} if answer else {}
    mine = [cited[n] for n in said.citations] if said else []
    again = _again(answer, said) if answer and said else ()
    match wanted.wish:
        case Wish.EXPLAIN:
            return "", repeated(answer) if answer else ()
        case Wish.SIMPLE:
            plain = _plainly(answer, claims) if answer else ()
            return "", (*plain, *(term.statement for term in glossary.met(" ".join(s.text for s in plain)) if term.statement))
        case Wish.AGREE:
            return _agreement(known, mine, again, sources, wanted.about)
        case Wish.DEEP:
            return "", tuple(_in_depth(answer, said, mine, known, sources)) if answer and said else ()
    return _behind(wanted, known, mine, again, sources)


def explainable(answer: Answer) -> bool:
    """Whether an answer is to be had simpler or deeper: it states what documents say, and is not itself one that was asked for at a depth."""
    wanted = look_back(answer.question)
    stated = answer.status in (Status.ANSWERED, Status.PARTIAL) and answer.claims and answer.citations and answer.mode in _STATES
    return bool(stated) and not asked_inside(answer.question) and not (wanted and wanted.wish in EXPLAINED)


def _meant(claims: Sequence[Claim], figure: str) -> Claim | None:
    """The claim of an answer that is meant: that with the figure named (None where none has it), else the first with a figure, else the first."""
    if figure:
        return next((claim for claim in claims if set(figures(figure)) <= set(figures(claim.text))), None)
    plain = [claim for claim in claims if not claim.marker] or list(claims)
    return next((claim for claim in claims if figures(claim.text)), plain[0]) if plain else None


def _plainly(answer: Answer, claims: Sequence[Claim]) -> tuple[Statement, ...]:
    """The main statement of an answer: in one plain sentence where there is one, else as it stood; a short answer or a list whole. What only announces the rest is not it."""
    if plain := plain_statement(answer.citations):
        return (plain,)
    if _is_short(claims):
        return repeated(answer)
    telling = [claim for claim in claims if not _ANNOUNCES.search(claim.text)] or list(claims)
    said = _meant(telling, "")
    return _again(answer, said) if said else ()


def _is_short(claims: Sequence[Claim]) -> bool:
    """Whether an answer is simple as it is: of few words, or a list, of which no entry says what all say."""
    listed = any(claim.marker or claim.text.rstrip().endswith(":") for claim in claims)
    return listed or sum(len(claim.text.split()) for claim in claims) <= LONG


def _again(answer: Answer, claim: Claim) -> tuple[Statement, ...]:
    """A claim as it stood, on a line of its own."""
    return tuple(Statement(s.text, s.quotes, s.kind, derived=s.derived, counted=s.counted) for s, c in zip(repeated(answer), answer.claims, strict=True) if c is claim)


# --- what stands behind a statement --------------------------------------------------------------------------


def _behind(wanted: LookBack, known: Provenance, mine: Sequence[Citation], again: Sequence[Statement], sources: Mapping[str, Source]) -> tuple[str, tuple[Statement, ...]]:
    """The chain of a statement, of which the cautions and the base alone where it is asked how sure it is."""
    steps = ("base", "caution") if wanted.wish is Wish.SURE else tuple(STEPS)
    if chain := known.behind(mine, wanted.about):
        links = _links(known, chain, steps)
        if links:
            return "" if again else f"Behind {chain.about}:", (*(again or _keyed(chain, wanted.about)), *links)
    if law := tuple(_checked(mine)):
        return "", (*again, *law)
    if not again:
        return "", ()
    return UNSURE if wanted.wish is Wish.SURE else UNTRACED, tuple(told_on_page(c, sources, AUTHORITIES) for c in mine[:NEIGHBOURS])


def _keyed(chain: Chain, figure: str) -> tuple[Statement, ...]:
    """The statement of a chain that has the figure named, in the words of its page."""
    wanted = set(figures(figure))
    return tuple(Statement(f"“{q.text}”", (q,), derived=True) for q in chain.of if q.text and wanted <= set(figures(q.text)))[:1]


def _links(known: Provenance, chain: Chain, steps: Sequence[str]) -> tuple[Statement, ...]:
    return tuple(said for step, said in known.links(chain) if step in steps)


def _checked(mine: Sequence[Citation]) -> Iterator[Statement]:
    """What a fact of our briefing rests on: the line below it on its page, and what its words mean."""
    for citation in mine:
        at = fold(citation.context).find(fold(citation.quote)) if citation.source_id == BRIEFING else -1
        line = re.search(r"Source: .+?; sure: \w+\.", fold(citation.context)[at:]) if at >= 0 else None
        if line:
            yield Statement(line.group(), (Quote(citation.source_id, citation.page, line.group()),), item=True, lead=RESTS)
            yield Statement(_SURENESS.text, (_SURENESS,), item=True, lead=RESTS)
            return


# --- where the sources differ --------------------------------------------------------------------------------


def _agreement(known: Provenance, mine: Sequence[Citation], again: Sequence[Statement], sources: Mapping[str, Source], figure: str) -> tuple[str, tuple[Statement, ...]]:
    found = known.differing(mine, figure)
    if found:
        return "", tuple(said for one in found for said in (*_sides(one, sources, f"{one.about}:"), *_reading(one)))
    if again:
        return AGREED, tuple(again)
    return (EVERYWHERE, tuple(_named(one) for one in known.disagreements)) if not figure else ("", ())


def _sides(one: Disagreement, sources: Mapping[str, Source], lead: str) -> Iterator[Statement]:
    """Each side with its document, what that is, and its words."""
    for quote in one.sides:
        source = sources.get(quote.source_id)
        if source:
            title, year, words = shorten(source.title.split(":")[0], LONGEST_TITLE, placeholder="…"), source.published[:4], quote.text.replace("  ", " | ")
            text = f"{title} ({AUTHORITIES[source.authority]}, {year}, page {quote.page}): “{words}”"
            yield Statement(text, (quote,), item=True, derived=True, counted=(*figures(title), year, quote.page), lead=lead)


def _is_between(one: Disagreement) -> bool:
    """Whether two documents differ, and not one document with itself."""
    return len({quote.source_id for quote in one.sides}) > 1


def _reading(one: Disagreement) -> tuple[Statement, ...]:
    return one.reading if _is_between(one) else tuple(replace(said, lead=READ) for said in one.reading)


def _named(one: Disagreement) -> Statement:
    """A disagreement by what it is about, on all its sides."""
    return Statement(f"{one.about}.", (*one.sides, *(q for said in one.reading for q in said.quotes)), item=True, derived=True)


# --- in depth ------------------------------------------------------------------------------------------------


def _in_depth(answer: Answer, said: Claim, mine: Sequence[Citation], known: Provenance, sources: Mapping[str, Source]) -> Iterator[Statement]:
    """The answer, the sentences around its statement, how that was found and with which caution, and where the documents differ."""
    yield from repeated(answer)
    told = {fold(c.quote) for c in answer.citations}
    for lead, sentences in zip((BEFORE, AFTER), around(mine[0]) if mine else (), strict=False):
        for text in sentences:
            if not any(fold(text) in t or t in fold(text) for t in told):
                yield Statement(text, (Quote(mine[0].source_id, mine[0].page, text, mine[0].headings),), item=True, lead=lead.format(mine[0].page))
    if chain := known.behind(mine):
        yield from (s for s in _links(known, chain, tuple(STEPS)) if fold(s.text) not in told)
    else:
        yield from _checked(mine)
    for one in known.differing(mine)[:1]:
        yield from _sides(one, sources, DIFFER if _is_between(one) else UNEVEN)
        yield from _reading(one)


def around(citation: Citation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sentences before and after a citation's quote on its page, NEIGHBOURS at most on either side, none beyond a heading or out of a table.

    What is before it is of its paragraph, and the first of that speaks of nothing that is not told ("Of these, ...", "More often they ..."); what comes
    after it may lean on the quote.
    """
    page, quote = citation.context, fold(citation.quote)
    places = sentence_spans(page)
    spans = [page[a:b] for a, b in places]
    at = [n for n, text in enumerate(spans) if fold(text) in quote or quote in fold(text)]
    if not at:
        return (), ()
    opens = page.rfind("\n\n", 0, places[at[0]][0])
    before, after = _run(reversed([text for text, (start, _) in zip(spans[:at[0]], places, strict=False) if start > opens])), _run(spans[at[-1] + 1:])
    while before and (leans_back(before[-1]) or _POINTS.search(" ".join(before[-1].split()[:8]))):
        before.pop()
    return tuple(_bare(text) for text in reversed(before)), tuple(_bare(text) for text in after)


def _run(sentences: Sequence[str] | Iterator[str]) -> list[str]:
    """The first sentences of a run, up to what is none: a heading, a table's row, a source's line."""
    found: list[str] = []
    for text in sentences:
        if not re.search(r"[.?!;:]['\"’”)]*$", text) or "  " in text or text.startswith("Source:") or len(found) == NEIGHBOURS:
            break
        found.append(text)
    return found


def _bare(sentence: str) -> str:
    return re.sub(r"^(?:[-•]|\d{1,2}[.)])\s+", "", sentence)
