"""What a question asks of the two tables: its columns, counts and superlatives, and its parts. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.text import STOPWORDS

# --- parts -----------------------------------------------------------------------------------------------

_OPENS_PART = (r"(?:which|what|whats|how many|how about|does|do|did|is|are|was|were|who|where|list|name|has|have|in which|"
               r"(?:is|are|does|do|did|was|were)n['’]t)\b")
_CUT = re.compile(
    rf"\?\s+(?=\w)|\s*[,;]?\s+(?:and|but|or)\s+(?:also\s+|then\s+|if so,?\s+)?(?={_OPENS_PART})"
    r"|,\s+(?!\w+(?:n['’]t)? (?:it|they)\b(?: not)?\W*$)(?=(?:does|do|is|are|how many|(?:which|what) (?:region|footprint|stp|plan|ccg)s?)\b)", re.I)


def parts_of(question: str) -> tuple[str, ...]:
    """The questions in one sentence or in several, in order ("Which footprint is X in, and how many CCGs are in it?")."""
    return tuple(part.strip() for part in _CUT.split(question) if part and part.strip(" ?.,;"))


def parted(joined: str, latest: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts of the turns before, and those of the last turn, of a question joined from several turns.

    The last turn is read as it stands in the joined question, where its spelling is mended; both empty when the two
    do not go together.
    """
    words, last = joined.split(), latest.split()
    if not latest:
        return (), parts_of(joined)
    tail = words[-len(last):]
    if len(last) >= len(words) or sum(a == b for a, b in zip(tail, last, strict=True)) * 2 < len(last):
        return (), ()
    return parts_of(" ".join(words[:-len(last)])), parts_of(" ".join(tail))


# --- words -----------------------------------------------------------------------------------------------

_OWN_WORDS = frozenset([
    "ccg", "ccgs", "clinical", "commissioning", "group", "groups", "nhs", "stp", "stps", "footprint", "footprints", "plan", "plans", "area", "areas",
    "patch", "region", "regions", "country", "england", "sustainability", "transformation", "appendix", "table", "tables", "social", "value", "member",
    "members", "mention", "mentions", "mentioned", "mentioning", "say", "says", "said", "refer", "refers", "referred", "referring", "include",
    "includes", "included", "including", "contain", "contains", "cover", "covers", "covered", "covering", "feature", "features", "reference", "talk",
    "talks", "discuss", "discusses", "raise", "raises", "touch", "touches", "omit", "omits", "ignore", "ignores", "fail", "fails", "leave", "leaves",
    "many", "much", "number", "count", "total", "tally", "list", "name", "names", "named", "called", "most", "fewest", "least", "largest", "biggest",
    "smallest", "highest", "lowest", "greatest", "fewer", "one", "ones", "two", "both", "every", "each", "all", "any", "anything", "anywhere", "part",
    "parts", "belong", "belongs", "lie", "lies", "sit", "sits", "fall", "falls", "come", "comes", "found", "located", "based", "serve", "serves",
    "serving", "get", "gets", "got", "go", "goes", "share", "shares", "sharing", "same", "together", "alongside", "else", "other", "others", "straddle",
    "straddles", "differ", "differs", "differently", "match", "appendices", "yes", "no", "not", "never", "without", "none", "right", "correct", "true", "also", "too", "instead", "then", "city", "town", "county",
    "borough", "place", "places", "local", "health", "know", "want", "like", "still", "actually", "even", "really", "please", "thanks", "us", "there",
    "another", "again", "ok", "okay", "so", "exactly", "either", "neither", "more", "than", "within", "inside", "across", "between", "split", "around",
    "near", "up", "people", "whose", "if", "hi", "hello", "gp", "rest", "different", "well", "whole", "only", "apart", "bit", "whats", "whether", "percentage", "proportion", "highest", "lowest", "my", "our", "your",
    "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "just", "single", "fewer", "less", "least", "under", "over",
    "letter", "letters", "word", "words", "consist", "consists", "comprise", "comprises", "start", "starts", "starting", "begin", "begins", "beginning", "made", "among", "amongst"])


def known_word(word: str) -> bool:
    """Whether a lower-case word is one that questions over the tables are made of."""
    return word in STOPWORDS or word in _OWN_WORDS or word.isdigit() and len(word) < 3


# --- what is wanted --------------------------------------------------------------------------------------

_SV = r"(social value|it\b|(had|have|got|get|with|says?|said|marked|put|as) (a )?['\"“‘]?(yes|no)\b)"
_MOST = r"\b(most|largest|biggest|highest (?:number|share|proportion|percentage|rate)|greatest|(?<!how )many more)\b"
_THE_SIX = r"\b(one of|among|amongst|in) (the|those|these) (six|6)(?= (plans?|footprints?|stps?|that|which|to|who|with)\b|\W*$)"
"""The plans that mention social value, as the report counts them."""
_NUMBERS = {word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)} | {"single": 1, "a": 1}
_HOLDS = r"(?:comprises?|have|has|had|having|with|contain|contains|of|cover|covers|include|includes|made up of)"
_SIZE = re.compile(rf"\b{_HOLDS} (?:(?P<than>more than|over|fewer than|less than|under|at least|at most|up to)|(?:only|exactly|just|but|precisely))? ?(?:a )?"
                   rf"(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)}) (?P<more>or (?:more|fewer|less) )?(?:ccgs?|clinical commissioning groups?|members?)\b")
_BEGINS = re.compile(r"\b(?:start|begin)(?:s|ning|ing)? with (?:an? |the )?(?:capital )?(?:letters? |words? )?['\"“‘]?(?P<start>[a-z]+)")
_REGION_WITHOUT = r"\bregions?\b.{0,30}\b(no|not a single|not one|none of (its|whose|their|the)|without an?y?) (single )?(stps?|plans?|footprints?)\b"
_REGION_WITH = r"\b(which|what) regions? (has|have|had|with) (a|an|any|some|at least one) (stps?|plans?|footprints?)\b"
_DIFFER = r"\b(differ|differs|differed|different|differently|disagree|mismatch\w*|not (the )?(same|match)|(do|does)n['’]t match|changed?|vary|varies)\b"
ANY = 1000
"""More CCGs than any footprint has."""
_FEWEST = r"\b(fewest|smallest|least|lowest (?:number|share|proportion|percentage|rate))\b"


@dataclass(frozen=True, slots=True)
class Size:
    """How many CCGs a footprint is to have: from `least` to `most`, as the question puts it ("at least 3")."""

    least: int
    most: int
    put: str

    @classmethod
    def read(cls, text: str) -> Size | None:
        """The size that a lower-case text asks for; None for none."""
        match = _SIZE.search(text)
        if not match:
            return None
        number = int(match["number"]) if match["number"].isdigit() else _NUMBERS[match["number"]]
        way = (match["than"] or (match["more"] or "").strip())
        if way in ("more than", "over"):
            return cls(number + 1, ANY, f"more than {number}")
        if way in ("fewer than", "less than", "under"):
            return cls(0, number - 1, f"fewer than {number}")
        if way in ("at least", "or more"):
            return cls(number, ANY, f"at least {number}")
        return cls(0, number, f"at most {number}") if way else cls(number, number, f"exactly {number}")


@dataclass(frozen=True, slots=True)
class TableAsks:
    """The words of a question that concern the tables' columns.

    `bare` is True when it has, beside names, only words that questions over the tables are made of.
    `regions_extreme` is "most" or "fewest" where regions are compared, `extreme` where footprints are, else "".
    """

    count: bool
    listed: bool
    yes_no: bool
    mention: bool
    negative: bool
    groups: bool
    prints: bool
    region: bool
    straddle: bool
    extreme: str
    regions_extreme: str
    content: bool
    counts_groups: bool
    foreign: bool
    shared: bool
    share: bool
    """Whether a share is asked for, not a number."""
    being: bool
    """Whether it asks what is in what ("is X in Y"), and of nothing done."""
    bare: bool
    text: str
    size: Size | None = None
    """How many CCGs the footprints asked for have."""
    start: str = ""
    """What the names asked for start with, in lower case."""
    region_plans: str = ""
    """"no" where it asks for the regions that have no plan which mentions social value, "a" for those that have one, else ""."""
    differ: bool = False
    """Whether it asks which footprints have another name in the one appendix than in the other."""

    @classmethod
    def read(cls, question: str, *, bare: bool = False) -> TableAsks:
        """The wants of a question or of a part of one."""
        text = re.sub(r"^\W*(?:(?:and|but|also|then|ok|okay)\b\W*)+", "", question.lower())

        def has(pattern: str) -> bool:
            return bool(re.search(pattern, text))

        def has_not(pattern: str) -> bool:
            return bool(re.search(pattern, re.sub(r",\s*\w+(n['’]t)? (it|they)\b( not)?\W*$|\bor not\b", "", text)))

        groups = has(r"\b(ccgs|(every|each|all|any) (ccg|clinical commissioning group)|clinical commissioning groups|(gp|commissioning|local|doctors'?) groups"
                     r"|members?)\b")
        prints = has(r"\b(footprints?|stps?|sustainability and transformation|transformation (plan|area)s?|area plans?|(regional|nhs|big) "
                     r"(\w+ )?plans|plans?|patch|areas)\b")
        mention = has(rf"\b(mention|say|says|said|saying|refer|bring|include|talk|contain|feature|touch|cover|discuss|reference|raise)\w*\b.{{0,45}}\b{_SV}"
                      rf"|\bsocial value\b.{{0,30}}\b(mention|feature|appear|come up|get a|refer|includ|name)|\bsocial value (in|part of) (it\b|there\b|them\b|[\w\s'’-]{{0,30}}\bplans?\b)|\bhad a yes|\byes\b.*\bplans?\b|{_THE_SIX}")
        count = has(r"\b(how many|number of|count|total|tally)\b")
        listed = has(r"\b(list|which|what|name|names|every|all|who)\b")
        content = has(r"\b(exact|exactly|wording|words|quote|in detail|details?|verbatim)\b|\bwhat (does|did|do)\b.{0,60}\b(say|write|wrote|promise)\b"
                      r"|\bhow (does|did|do)\b|\bwhy\b") and not has(r"\bhow many\b|\banything\b")
        asks_groups = count or listed or has(r"^\W*(the )?(ccgs|clinical commissioning groups)\b")
        counts_groups = groups and asks_groups and not has(r"\bwhich (footprint|stp|area|region)\b.{0,40}\b(is|are|was|does|has|have)\b")
        extreme = "most" if has(_MOST) else "fewest" if has(_FEWEST) else ""
        by_region = has(r"\b(which|what) (region|part of (england|the country))s?\b.*\b(most|fewest|least|largest|smallest|biggest|highest|lowest|greatest)\b"
                        r"|\b(?<!in the )region (that |which )?(has|have|had|with) (the )?(most|fewest|least|largest|smallest|biggest|highest|lowest|greatest)\b")
        return cls(
            count, listed,
            has(r"^\W*(is|are|was|were|does|do|did|has|so)(n['’]t)?\b") or has(r"\b(right|correct|isn['’]t it|does it|is it|doesn['’]t it)\?"), mention,
            has_not(r"\b(not|no mention|without|fails?|silent|omits?|leaves? out|left out|ignores?|never)\b|n['’]t\b|\bhad a no\b"), groups, prints,
            has(r"\b(which|what) (regions?|part of (england|the country))\b|\bregions?\b"),
            has(r"\bstraddl|\bmore than one (footprint|stp|area)\b|\b(two|both|more than one|2|several|multiple|split|across|between)\b.{0,25}\b(footprints|stps|areas)\b"),
            extreme if not by_region and groups and has(r"\bfootprint|\bstps?\b") else "",
            extreme if by_region and (groups or prints or mention) else "",
            content, counts_groups,
            has(r"\b(rated|rating|weighting|weighted|active|passive|limited|committed|policy|policies|replied|reply|response|respond|population|"
                r"budget|spend|spent|save|merge|merger|council|compact|charit\w+ members|commissioned|procure\w*|services?|accredited|evidenced|corporate|(business|local|strategic|delivery|action|project) plans?)\b"),
            has(r"\b(share|shares|sharing|same|alongside|together with|else (is )?in)\b"),
            has(r"\b(highest|lowest|largest|biggest|smallest|greatest|what) (share|proportion|percentage|rate)\b|\b(share|proportion|percentage|fraction|per ?cent) of\b"),
            has(r"\b(is|are|was|were|lies?|sits?|falls?|belongs?)(n['’]t)?\b") and not mention, bare, text,
            Size.read(text) if prints and (count or listed or has(r"\b(is|are) there\b")) else None, begins["start"] if (begins := _BEGINS.search(text)) else "",
            "no" if mention and has(_REGION_WITHOUT) else "a" if mention and has(_REGION_WITH) else "", has(r"\bnames?\b") and has(r"\b(footprints?|stps?)\b") and has(_DIFFER),
        )

    @property
    def has_column(self) -> bool:
        """Whether it names something that the tables hold."""
        return self.mention or self.groups or self.prints or self.region or self.straddle or self.shared

    @property
    def same(self) -> bool:
        """Whether it asks if something is in the same footprint as what was named before ("is Nene in the same one?")."""
        return self.yes_no and not self.mention and bool(re.search(r"\b(in|part of) (the same|that) (one|footprint|stp|area|patch|plan)\b|\b(in|part of) (it|that one|there)( too| as well)?\W*$", self.text))

    @property
    def points(self) -> bool:
        """Whether it points to what was named before ("its plan", "how many CCGs are in it")."""
        own = re.sub(r"\b(mention|mentions|mentioned|mentioning|refer to|refers to|include|includes) it\b", "", self.text)
        return bool(re.search(r"\b(it|its|they|them|their|theirs|that|those|these|this|the same|(the|in) (plan|footprint|stp|area|ccg|region))\b"
                              r"|(?<!are )(?<!is )(?<!were )\bthere\b", own))

    def after(self, before: TableAsks) -> TableAsks:
        """A part without a column of its own ("and how many in London?") asks what the part before it asked."""
        compared = bool(before.extreme or before.regions_extreme)
        turned = self.extreme_word if compared else ""
        return replace(
            before, text=self.text, bare=self.bare, negative=self.negative or before.negative and not self.has_count_word,
            content=self.content or before.content, foreign=self.foreign or before.foreign, count=self.count or before.count,
            listed=self.listed or before.listed, extreme=before.extreme and (turned or before.extreme),
            regions_extreme=before.regions_extreme and (turned or before.regions_extreme))

    @property
    def has_count_word(self) -> bool:
        """Whether it counts or lists by itself, so that a "not" before it is no longer meant."""
        return self.count or bool(re.search(r"\b(which|do|does)\b", self.text))

    @property
    def extreme_word(self) -> str:
        """Which end of a comparison it names; "" for neither."""
        return "most" if re.search(_MOST, self.text) else "fewest" if re.search(_FEWEST, self.text) else ""

    def about_tables(self, *, groups: bool, footprints: bool, regions: bool) -> bool:
        """Whether the question is about the tables' columns at all, given what it names."""
        if self.foreign:
            return False
        if self.region_plans or self.differ and (self.bare or re.search(r"\bappendi(x|ces)\b", self.text)):
            return True
        if self.bare and self.size or self.start and re.search(r"\b(ccgs?|clinical commissioning groups?|footprints?|stps?)\b", self.text):
            return True
        if self.straddle or self.extreme or self.regions_extreme and self.bare:
            return True
        if self.shared and groups and (self.prints or self.groups):
            return True
        if self.groups and self.prints and re.search(r"\bin (the|their|its) names?\b|\b[a-z]+ ccgs\b", self.text):
            return True
        if self.bare and regions and self.being and (groups or footprints or self.counts_groups):
            return True
        if groups or footprints:
            return self.prints or self.mention or self.region or self.counts_groups or (groups and footprints)
        if self.prints and self.mention:
            return True
        if self.counts_groups and regions and self.mention and self.bare:
            return True
        if self.counts_groups and (regions or self.mention):
            return regions and self.prints or self.mention and self.prints
        return self.prints and regions and (self.count or self.listed)
