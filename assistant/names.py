"""The names of a claim and whether its quotes have them: runs of capitalised words, abbreviations, and their other forms. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.text import STOPWORDS, fold, number_words, stem, words

_RUN = re.compile(r"\b[A-Z][\w’'&.-]*(?:\s+(?:(?:of|and|for|the|in|on|de|&)\s+){0,2}[A-Z][\w’'&.-]*)*")
_LITTLE = frozenset(["of", "and", "for", "the", "in", "on", "de", "&"])
_JOIN = re.compile(r"\s+((?:of|for|in|on|and)\s+the|and|in|on|for|the)\s+")
"""What can join two names in one run; "of" alone is part of a name (Department of Health)."""
_OPENERS = STOPWORDS | frozenset(
    ["yes", "none", "both", "most", "many", "few", "only", "before", "after", "each", "every", "all", "one", "another", "either", "neither", "nobody", "almost", "several", "among", "together", "report", "guide", "appendix", "page",
     "unlike", "like", "despite", "although", "though", "since", "until", "because", "whether", "whereas", "however", "within", "without", "during", "between", "across", "outside", "inside", "beyond", "below", "above", "against", "nearly", "still", "even", "yet", "now", "here", "once", "whenever", "wherever", "whereby", "given", "thus", "hence", "also", "too", "again", "soon", "later", "earlier", "meanwhile", "instead", "otherwise", "therefore", "moreover", "indeed", "altogether", "perhaps", "often", "sometimes", "usually", "seldom", "never", "always", "ever", "fewer", "more", "least", "just", "such", "else", "anybody", "somebody", "someone", "nobody", "everybody", "something", "anything", "everything", "neither", "much", "enough", "next", "last", "same", "own", "considering", "regarding", "concerning", "following", "including", "per", "via", "behind", "beside", "besides", "along", "around", "near", "past", "towards", "upon", "throughout", "first", "second", "third", "other", "people", "everyone", "anyone", "nothing",
     "money", "time", "price", "cost", "value", "work", "research", "trust", "law", "practice", "evidence", "progress", "advice", "care", "health", "help", "change", "risk", "power", "demand", "interest", "growth", "support", "guidance", "data", "proof", "staff", "less", "more", "plenty"])
_OWN = frozenset(["Board", "Cabinet", "Committee", "Council", "Panel", "Trust"])
"""After "the": the body that a paper is written for, which no quote names."""
_DOES = re.compile(r"\s+(?:is|was|has|had|does|did|will|would|should|must|may|might|can|could|\w+ed|"
                   r"drew|put|took|made|gave|said|wrote|found|held|set|led|got|came|went|ran|saw|spent|bought|won|lost|built|began|chose|told|kept|left|paid|met|sent|brought|grew|cut|let)\b")
_NO_NAME = re.compile(r"(?:s|ing|ly|ion|ment|ness|ity|ance|ence|ship|cy)$")
"""The end of a word that hardly is the name of a body or a place."""
_TITLE = re.compile(r"(?:lord|lady|baroness|sir|dame|dr|professor|prof|mr|mrs|ms|minister)\s", re.I)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_COUNTRY = {"northern": "north", "southern": "south", "eastern": "east", "western": "west", "londoner": "london", "english": "england", "welsh": "wales", "scottish": "scotland", "irish": "ireland", "british": "britain", "european": "europe"}
_NATIONS = (("america", "american", "united states", "us", "usa"), ("britain", "british", "united kingdom", "uk"))
"""Names of one nation and what is its."""
_ADJECTIVES = {noun: adjective for adjective, noun in _COUNTRY.items()}
_ABBREVIATION = re.compile(r"\b[A-Z]{2,6}(?=s?\b)")


def in_short(text: str, ground: str) -> str:
    """The ground with each name written as the abbreviation that the text uses for it, where the ground does not use it.

    "Clinical Commissioning Groups" becomes "CCGs" for a text that says CCG; little words may or may not count.
    """
    initials = {*re.findall(r"\b[A-Z](?=[a-z])", ground), *"AFIOTUK"}
    for short in dict.fromkeys(_ABBREVIATION.findall(text)):
        if initials.issuperset(short) and not re.search(rf"\b{short}s?\b", ground):
            ground = re.sub(_spelt(short), lambda m, short=short: short + "s" * m.group().endswith("s"), ground)
    return ground


def _spelt(short: str) -> str:
    """A pattern of capitalised words with these initials."""
    if short.endswith("UK") and len(short) > 3:
        return _spelt(short[:-2])[:-2] + r"\s+UK\b"
    initials = [f"(?:{letter}[a-z]+{''.join(f'|{w}' for w in sorted(_LITTLE) if w[0] == letter.lower())})" for letter in short]
    return r"\b" + r",?[\s-]+(?:(?:of|and|for|the|in)\s+)*".join(initials) + r"\b"


def unknown(text: str, ground: str, pages: str) -> list[str]:
    """The names of a claim that its ground (quotes, titles and headings) does not have, in order.

    A run of capitalised words must stand there whole, or each of the names that it joins. The first word of a sentence
    is a name only as part of one, and never where the cited pages write it small. A name that the pages spell out may
    be given for its short form in the ground: "the Social Value Act" for "the Act".
    """
    low = ground.lower()
    return [name for name in names(text, ground, pages)
            if not (has(name.lower(), low) or _put_together(name.split(), ground) or _of_a_place(name, ground) or _short_form_in(name, ground, pages))]


def names(text: str, ground: str, pages: str) -> list[str]:
    """The names of a text: runs that stand whole in the ground, else the names they join."""
    found: list[str] = []
    low = ground.lower()
    for match in _RUN.finditer(text):
        run = match.group().rstrip(".,;:'")
        if run.removeprefix("The ") in _OWN and (run[:4] == "The " or re.search(r"\b(?:the|our)\s+$", text[:match.start()])):
            continue
        opens = match.start() == 0 or text[:match.start()].rstrip().endswith((".", ":", "?", "!", '"'))
        listed = opens and _listed(run, text[match.end():], ground)
        found += _names_of(run, low, pages, opens=opens, listed=listed)
    return found


def _listed(run: str, after: str, ground: str) -> bool:
    """Whether a run at a sentence's start is a name for sure: possessive, in a list, or within a sentence of the ground."""
    owner = run.split("'s ")[0] if "'s " in run else ""
    if " " not in run and run not in ground and (run.lower() in _ADJECTIVES or not _NO_NAME.search(run) and _DOES.match(after)):
        return True
    return run.endswith(("'s", "'S")) or bool(owner and " " not in owner and owner.lower() not in _OPENERS) \
        or re.match(r"\s*(?:,|and|or)\s+[A-Z]", after) is not None or re.search(rf"(?<=[a-z,] ){re.escape(run)}\b", ground) is not None


def _names_of(run: str, low: str, pages: str, *, opens: bool, listed: bool) -> Iterator[str]:
    """The names in one run. `listed` says that it is one even at a sentence's start: in a list, possessive, or by the ground."""
    head, _, rest = run.partition(" ")
    head = re.sub(r"'(?:s|re|ve|ll|d|m)$|n't$", "", head) if re.sub(r"'(?:s|re|ve|ll|d|m)$|n't$", "", head).lower() in _OPENERS else head
    whole = " " in run and has(run.lower(), low)
    if opens and not _shouted(head) and (head.lower() in _OPENERS or number_words(head) or not whole and stem(head.lower()) in small_words(pages)):
        head, run = "", rest
    if opens and not whole and re.match(r"\S+ of [A-Z]{2}", run):
        run = rest
    while run and (first := run.split()[0]).lower() in _LITTLE:
        run = run.removeprefix(first).lstrip()
    if not run:
        return
    pieces = [run] if has(run.lower(), low) else [owner for p in _JOIN.split(run) if not _JOIN.fullmatch(f" {p} ") for owner in ([p] if has(p.lower(), low) else p.split("'s "))]
    for n, piece in enumerate(pieces):
        alone = opens and n == 0 and head and " " not in piece and not _shouted(piece)
        joined = run.removeprefix(piece).split()[:2] if len(pieces) > 1 else []
        if not alone or listed and (len(pieces) == 1 or "'s " in run) or joined[:1] == ["and"] and joined[1:] != ["the"]:
            yield piece


def _shouted(word: str) -> bool:
    """Whether a word has two capitals, so that no sentence's start explains them."""
    return sum(c.isupper() for c in word) > 1


def has(name: str, low: str) -> bool:
    """Whether a lower-case name stands whole in lower-case ground; possessives and plurals (CCGs) are folded, adjectives of countries known."""
    if name in low and not low[:low.index(name)][-1:].isalnum() and not low[low.index(name) + len(name):][:1].isalnum():
        return True
    name = re.sub(r"'s\b", "", name)
    if name.split(" ")[0].removesuffix("s") not in low:
        return _otherwise(name, low)
    form = re.escape(name.removesuffix("s")).replace(r"\ ", r"(?:'s)?[\s()]+")
    return re.search(rf"(?<!\w){form}s?(?!\w)", low) is not None or _otherwise(name, low)


def _otherwise(name: str, low: str) -> bool:
    """Whether a lower-case name stands in the ground as the noun of its adjective, as the month it is short for, or with a first name after its title."""
    name = name if name in _ADJECTIVES else name.removesuffix("s")
    if name in _COUNTRY:
        return has(_COUNTRY[name], low)
    if name in _ADJECTIVES:
        return re.search(rf"\b{_ADJECTIVES[name]}\b", low) is not None
    if nation := next((names for names in _NATIONS if name in names), ()):
        return any(re.search(rf"\b{other}\b", low) for other in nation if other not in ("us", "u"))
    if _TITLE.match(name) and name.count(" ") == 1:
        return re.search(rf"\b{name.replace(' ', ' [a-z]+ ')}\b", low) is not None
    return any(month in low for month in _MONTHS if name in (month[:3], month[:4]))


def _put_together(parts: list[str], ground: str, short: bool = True) -> bool:
    """Whether a name is several of the ground's, each of several words: "Chief Executive Sir Simon Stevens".

    One of them may be an abbreviation ("MP Chris White"), if `short`; with more, any place would make a body of "NHS" and "CCG".
    """
    while parts and parts[0] in _LITTLE:
        parts = parts[1:]
    return not parts or any((n > 1 or short and _shouted(parts[0])) and _shouted(" ".join(parts[:n])) and has(" ".join(parts[:n]), ground)
                            and _put_together(parts[n:], ground, short and n > 1) for n in range(1, len(parts) + 1))


def _of_a_place(name: str, ground: str) -> bool:
    """Whether a name is a place's bodies as the ground has them: "London CCGs" for "CCGs from London"."""
    place, _, short = name.removesuffix("s").rpartition(" ")
    return bool(place and _shouted(short)) and re.search(rf"\b{re.escape(short)}s? (?:from|in|of|across) (?:the )?{re.escape(place)}\b", ground) is not None


def _short_form_in(name: str, ground: str, pages: str) -> bool:
    """Whether the ground has a short form of a name that the pages spell out.

    Either its initials, or "the" with its last word where most names of the pages with that last word are this one.
    """
    last = name.split()[-1]
    if " " not in name or not has(name.lower(), pages.lower()):
        return False
    initials = "".join(w[0] for w in name.split() if w[0].isupper())
    if len(initials) > 1 and re.search(rf"\b{initials}s?\b", ground):
        return True
    rivals = len(re.findall(rf"(?:\b[A-Z][\w'-]*|\)) {re.escape(last)}\b", pages))
    return re.search(rf"\bthe {re.escape(last)}\b(?! (?:and |of |for )?(?-i:[A-Z]))", ground, re.I) is not None and 2 * pages.count(name) > rivals


@lru_cache(maxsize=256)
def small_words(pages: str) -> frozenset[str]:
    """The stems of the words that a text writes without a capital."""
    return frozenset(stem(w) for w in words(" ".join(re.findall(r"\b[a-z][\w'’-]*", fold(pages)))))
