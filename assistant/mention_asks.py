"""What a question after mentions looks for: its targets, and whether it asks where, how often, which documents or which of two. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

_VERB = r"(?:mention|cite|name|(?:refer|allude) to|touch on)"
_PLACED = r"(?:discuss|talk about|speak of|write about)"
"""Verbs that ask after mentions only behind a "where" or "how often"."""
_DONE = r"(?:mentioned|cited|named|referred to|touched (?:up)?on|discussed|come up|comes up|crop up|crops up|appear|appears|occur|occurs|used)"
_WORD = r"(?:contain|use|have|include|say|print)s? the (?:words?|phrase|term|name)s?"
_DOCUMENT = (r"(?:sentences?|passages?|paragraphs?|reports?|guides?|blogs?|posts?|articles?|documents?|texts?|bulletins?|briefings?|papers?|sources?|authors?|foreword|conclusions?|summary|"
             r"introduction|methodology|appendix|appendices|pages?|it|they)")
_TAIL = (r"(?:\s+(?:anywhere|at all|by name|ever|in total|altogether|overall|(?:the )?(?:more|most|less|least)(?: often| frequently)?|"
         rf"(?:in|by|across|throughout|within|on) (?:any of |all (?:of )?)?(?:it|them|(?:this|that|the|these|those|your|which)(?: [\w’'-]+){{0,2}} {_DOCUMENT})))*")
_HELD = (r"(?:(?:on |in )?(?:which|what)|(?:on|in) how many)(?: of (?:the|these|those|your))? (?:pages?|documents?|sources?|texts?|papers?|reports?|guides?|blogs?|posts?|articles?|"
         r"bulletins?|briefings?)")
"""A question after the pages or the documents that have something."""
_ASKED = rf"(?:(?:and |but |so )?(?:how (?:often|many times)|{_HELD}|where\b.{{0,40}}))?"
_OF_DOCUMENTS = re.compile(r"^\W*(?:and |but |so )?(?:(?:in )?(?:which|what)|in how many)(?: of (?:the|these|those|your))? (?!pages?\b)", re.I)
_QUOTE = re.compile(r"(?<!\w)['\"“‘]([^'\"“”’]{2,60})['\"”’](?!\w)")
_MORE = re.compile(r",?\s+(?:and|or|but)\s+(?:also\s+)?(?=(?:where|what|why|how|who|which|when|for|is|are|does|do|if|on|in|with)\b)|,\s*(?=(?:as|where|when|what|which|who|if)\b)"
                   r"|\s+[–-]\s+|;|\bwhere the\b", re.I)
_PARTED = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|nor|versus|vs\.?|than|compared (?:with|to)|against)\s+", re.I)
_COMPARES = re.compile(r"\b(more|less|most|least) (often|frequently|times|mention\w*)|\bmore than\b|\bor\b|\b(versus|vs|compared)\b", re.I)
_LEADING = re.compile(r"^(?:the|a|an|both|either|of|term|word|words|phrase|name|idea|subject|topic)\s+", re.I)
_OPEN = re.compile(r"^(?:any|some|all|which|what|who|whom|how|whether|that|more|other|another|every|each|something|anything|one|same|only|to|if|why|when|"
                   r"where|no|not|most|different|similar|particular|certain|such|it|them|this|these|those|there|\d+)\b", re.I)
_TOGETHER = re.compile(r"[\s,]+(?:all )?(?:together|side by side|alongside (?:one another|each other)|next to (?:one another|each other)|beside (?:one another|each other)|jointly|at once|at the same time|in (?:the same|one|a single) (?:breath|sentence|line|paragraph|passage|place))\b", re.I)
"""Says that the targets are looked for in one place."""
_ONE_PAGE = re.compile(r"^\W*(?:(?:on )?(?:which|what) (?:pages?|sentences?)|(?:does|do|is there) (?:any|a|one) (?:pages?|sentences?))\b.*\bboth\b", re.I)
_MANNER = r"(?:ever|also|even|actually|really|explicitly|specifically|once|just|either|both|each)"
MOST_WORDS = 3
"""A target of more words that are no name is taken for a question about the text, not for something to look for."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question looks for: its targets, in order; `joined` is the whole where "and" may be part of one name."""

    targets: tuple[str, ...]
    joined: str = ""
    counts: bool = False
    """Whether it asks how often."""
    compares: bool = False
    yes_no: bool = False
    quoted: bool = False
    documents: bool = False
    """Whether it asks which documents, so that each of them counts."""
    together: bool = False
    """Whether the targets are to stand in one sentence."""

    @property
    def plain(self) -> bool:
        """Whether its targets are such as stand word for word or not at all: quoted, or of few words."""
        return self.quoted or all(len(t.split()) <= MOST_WORDS or not re.search(r"(?<!\w)[a-z]{4,}", t) for t in self.targets)


def sought(question: str, *, names_document: bool = False) -> Sought | None:
    """What a question looks for in the documents; None when it is no question after mentions of something clear.

    `names_document` says that it names one of the documents, so that this may be what does the mentioning.
    """
    quoted: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quoted.append(match.group(1))
        return f"Quoted{len(quoted) - 1}"

    plain = _QUOTE.sub(keep, question)
    first = next((p for p in re.split(r"[?!]\s|\.\s", plain) if p.strip()), plain)
    first = re.sub(r"^how (often|many times),? and (?:where|on which pages?),?", r"how \1", first.strip(" ?.!"), flags=re.I)
    together = _TOGETHER.search(first) is not None or _ONE_PAGE.match(first) is not None
    first = _TOGETHER.sub("", first)
    counts = bool(re.search(r"\bhow (often|many times)\b|\b(more|most|less|least) (often|frequently|times)\b", first, re.I))
    compares = counts and bool(_COMPARES.search(first))
    yes_no = bool(re.match(r"\W*(?:does|do|did|is|are|was|were)\b", first, re.I)) and not compares
    text = _target_text(_turned(first), names_document=names_document, quoted=bool(quoted))
    text = re.sub(r"\b(?:more|less|most|least) (?:often|frequently)(?: than)?\b|\b(?:more|less) than\b", " than ", text, flags=re.I)
    pieces = [p for p in _PARTED.split(text.strip(" ,")) if p and p.strip()]
    targets = tuple(dict.fromkeys(t for p in pieces if (t := _target(p, quoted))))
    if not targets or len(targets) < len(pieces):
        return None
    documents = _OF_DOCUMENTS.match(first) is not None
    singular = re.search(r"\b(is|was)\b", first, re.I) and not re.search(r"\b(are|were|do)\b", first, re.I)
    plain_and = len(targets) > 1 and not compares and not quoted and not re.search(r"\b(or|both|each|than|versus|vs)\b", text, re.I)
    joined = " ".join(_LEADING.sub("", text.strip()).split()) if plain_and else ""
    if joined and singular and not together:
        return Sought((joined,), "", counts, False, yes_no, bool(quoted), documents)
    together = together and len(targets) > 1
    return Sought(targets, "" if together else joined, counts, compares and len(targets) > 1, yes_no, bool(quoted), documents, together)


def sought_next(earlier: str, latest: str, *, names_document: bool = False) -> Sought | None:
    """What a turn that leans on an earlier one looks for: its own targets ("and Durham?"), or the earlier one's."""
    before = sought(earlier, names_document=names_document)
    other = re.match(r"^\W*(?:(?:and|or|but|also|what|how|about|of|for|then|so)\s+)+(.+?)(?:\s+(?:too|then|instead))?\W*$", latest, re.I)
    target = _target(other.group(1), ()) if other and before else ""
    if before and target and len(target.split()) <= MOST_WORDS and not re.match(r"(?:where|how|which|what|why|who|when|in|on)\b", target, re.I):
        return replace(before, targets=(target,), joined="", compares=False, quoted=False)
    return sought(latest, names_document=names_document) or before


def one_or_several(look: Sought, count: Callable[[str], int]) -> tuple[str, ...]:
    """The targets, or the whole of them where "and" is part of a name: where one of them never stands without it."""
    whole = count(look.joined)
    return (look.joined,) if whole and any(count(target) == whole for target in look.targets) else look.targets


def _turned(first: str) -> str:
    """A comparison with its second target at the end, put as "is A or B mentioned"."""
    first = re.sub(rf"^(?:which|what|who)(?: one| of (?:them|these|the two))? (?:is|are|was|were) ({_DONE}) ((?:the )?(?:more|most) (?:often|frequently))[^,:]*[,:]\s*(.+)$",
                   r"is \3 \1 \2", first, flags=re.I)
    return re.sub(rf"^(.*\b(?:is|are|was|were|does|do)\s+.+?) ({_DONE}) ((?:more |less )?(?:often |frequently )?)(?:than|compared (?:with|to)|or) (.+)$",
                  r"\1 or \4 \2 \3", first, flags=re.I).strip()


def _target_text(first: str, *, names_document: bool, quoted: bool) -> str:
    """The part of a sentence that says what is looked for; "" when its form is not that of a question after mentions."""
    clause = _MORE.split(first)[0].strip(" ,")
    placed = re.match(rf"(?:and )?(?:where|how (?:often|many times)|{_HELD})\b", clause, re.I)
    verbs = "|".join([_VERB, _WORD, *([_PLACED] if placed else []), *(["use|say|have|contain"] if quoted else [])])
    active = re.search(rf"^{_ASKED}\W*\b(?:does|do|did)\s+(?P<who>(?:[\w’'&-]+\s+){{0,7}}?[\w’'&-]+)\s+(?:{_MANNER}\s+)*(?:{verbs})\s+(?P<what>.+?){_TAIL}$",
                       clause, re.I)
    # "It" is a document where it is the whole of who mentions something, not at the end of a longer clause.
    if active and (re.search(rf"(?:\b(?!it$|they$){_DOCUMENT}|^(?:it|they))$", active.group("who"), re.I) or names_document or placed):
        return active.group("what")
    which = re.search(rf"^(?:on |in )?(?:which|what)(?: of)?(?: the| these| your)?(?: \w+)? {_DOCUMENT}\s+(?:{_MANNER}\s+)*"
                      rf"(?:(?:mention|cite|name)s?|{_WORD}|refers? to|touch(?:es)? on)\s+(?P<what>.+?){_TAIL}$", clause, re.I)
    if which:
        return which.group("what")
    passive = re.search(rf"^{_ASKED}\W*\b(?:is|are|was|were|does|do|did)\s+(?P<what>.+?)\s+(?:{_MANNER}\s+)*{_DONE}{_TAIL}$", clause, re.I)
    if passive:
        return passive.group("what")
    shown = re.search(rf"^(?i:on |in )?(?i:which|what) pages? (?:is|are|was|were|has|have|shows?|prints?) (?P<what>(?:the )?(?:[A-Z][\w’'&-]*)(?: (?:[A-Z][\w’'&-]*|of|and|the))*)(?:\s+(?:on|in|at|printed|listed|shown|found|there))*{_TAIL}$", clause) or \
        re.search(rf"^(?:(?:all|every|any|each|the) )?mentions? of (?P<what>.+?){_TAIL}$", clause, re.I)
    if shown:
        return shown.group("what")
    every = re.search(rf"^(?:find|list|show|give)\b.{{0,20}}\b(?:every|all|each)\b.{{0,20}}\b(?:place|time|mention|page)s?\b(?: where| in which| that| of)?\s+"
                      rf"(?P<what>.+?)(?:\s+(?:is|are)\s+{_DONE})?{_TAIL}$", clause, re.I)
    return every.group("what") if every else ""


_LOOSE = frozenset(["programme", "program", "guideline", "guidelines", "scheme", "initiative", "report", "guide"])
"""Words beside a name that say what it is: the name alone is looked for ("the Right Care programme")."""
_SMALL = frozenset(["of", "and", "the", "for", "in", "on", "to", "a", "an", "with", "by"])


def _target(piece: str, quoted: Sequence[str]) -> str:
    """A target without what leads it in: its quoted words, its name, or its few words; "" where it is nothing clear."""
    if mark := re.search(r"\bQuoted(\d+)\b", piece):
        return quoted[int(mark.group(1))]
    piece = piece.strip()
    while (shorter := _LEADING.sub("", piece)) != piece:
        piece = shorter
    if not piece or _OPEN.match(piece) and not re.match(r"\d", piece):
        return ""
    tokens = [t.strip(".,;:!?()") for t in piece.split()]
    telling = [t for t in tokens if t.lower() not in _SMALL]
    names = [t for t in telling if t[0].isupper()]
    bare = [t for t in telling if t not in names and t.lower() not in _LOOSE]
    run = re.search(r"\s+".join(map(re.escape, names)), piece) if names else None
    if run and not bare:
        return re.sub(r"['’]s$", "", run.group())
    return re.sub(r"['’]s$", "", " ".join(tokens)) if len(telling) <= MOST_WORDS or not bare else ""
