"""What a question asks of the two tables: its columns, counts and superlatives, and its parts. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.table_wants import EVERY, NamePart, Rank, Size, answers_asked, by_footprint, by_region, column_left_out, comparison
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
    "whereabouts", "constituency", "alone", "own", "itself", "themselves", "postcode", "outside", "beyond", "except", "excluding", "counting", "situated", "placed", "grouped", "assigned", "allocated", "rank", "ranks", "ranked", "ranking", "order", "sort", "sorted", "top", "bottom", "second", "third", "common", "tell", "status", "column",
    "answer", "answers", "entries", "row", "rows", "answered", "recorded", "record", "entry", "shown", "marked", "print", "printed", "counts", "counted", "numbers", "totals", "side", "link", "links", "size", "sizes", "sized", "bigger", "larger", "smaller",
    "letter", "letters", "word", "words", "consist", "consists", "comprise", "comprises", "start", "starts", "starting", "begin", "begins", "beginning", "made", "among", "amongst"])


def known_word(word: str) -> bool:
    """Whether a lower-case word is one that questions over the tables are made of; of longer figures only the number of all CCGs is."""
    return word in STOPWORDS or word in _OWN_WORDS or word.isdigit() and (len(word) < 3 or word == "209")


_ABOUT = re.compile(r"^\W*(?:(?:and|but|so|please|can you|could you)\b\W*)*(?:what (?:does|do|did|is|are|has|have|can|else)\b.{0,50}?\b(?:say|said|says|tell|tells|know|known|have|hold|found|find|there|written|report|reported)\b.{0,12}?|(?:is|are) there\b.{0,30}?|(?:does|do|did)\b.{0,40}?\b(?:say|have|know)\b.{0,20}?"
                    r"|tell (?:me|us)\b.{0,25}?|(?:anything|something|everything|information|info|all|facts|details)\b.{0,20}?) (?:about|on|regarding|concerning|of|for) (?:the )?(?P<place>(?!social value)[\w&'’, -]{3,60}?)(?: (?:in|from|by) (?:the|this|your|these) (?:report|documents?|appendi(?:x|ces)|tables?))?\W*$", re.I)


MOST_OF_A_NAME = 7
"""Words of the longest name, with "the" and "CCG"."""


def place_asked_about(text: str) -> str:
    """What a question wants everything about ("what does the report say about the Isle of Wight"), or all of a short text, which may be a name; "" for any other question."""
    match = _ABOUT.match(text)
    return match["place"] if match else text.strip(" ?.!,:") if len(text.split()) <= MOST_OF_A_NAME else ""


# --- what is wanted --------------------------------------------------------------------------------------

_SV = r"(social value|it\b)"
_MENTIONS_ALONE = r"\b(?:social value )?mention(?:s|ed)?\b(?: (?:status|column|or not|at all|too|as well))?\W*(?:$|[?,;/+]| and\b| or not\b)"
"""The column of Appendix 3 by its name alone ("footprint and mentions?")."""
_AREA = r"\b(which|what|whats|what['’]s|whose)( is)?( the)?( \w+)? areas?\b|\bareas?\W*$|\bareas? (is|does|do|are|for|of|covers?|covering|covered)\b"
"""An area asked for or named as such: that of a CCG is its footprint."""
_WHERE = r"^\W*(?:tell me |do you know |can you tell me )?where(?:abouts)?\b|\bwhere(?:abouts)? (?:is|are|does|do)\b"
_NOT_HELD = r"\b(?:which|what|whats|what['’]s) (?:is the )?(?:\w+ )?(?:county|counties|town|city|borough|district|constituency|postcode)\b(?! of)"
"""A place of another kind than the tables hold."""
_OUTSIDE = re.compile(r"\b(?:outside|beyond|except(?:ing)?|excluding|other than|apart from|but not|not counting|neither|not (?:be |lie |sit |located |based )?(?:in|of|from|within))(?: for)?(?: of)?(?: in)?(?: the)? #+(?: region)?(?: nor(?: in)?(?: the)? #+)?")
_NOT = r"\b(not|no mention|without|fails?|silent|omits?|leaves? out|left out|ignores?|never)\b|n['’]t\b"
_COMMON = r"\bwhat (?:do|does|did)\b.*\bshare\W*$|\bin common\b|\b(what|which) (links|connects|joins|unites)\b|\bhave to do with each other\b"
_BY_CCGS = r"\bccgs? (count|counts|number|numbers|total|totals)\b|\b(most|fewest|least) members\b"
_PLACED = r"\b(which|what|whats|what['’]s|whose)( is)?( the)?( nhs| stp)?( \w+)? (footprints?|stps?|areas?|patch|regions?|plan|plans|part of (england|the country))\b"
"""A footprint or a region asked for by its name."""
_MOST = r"\b(most|largest|biggest|highest (?:number|share|proportion|percentage|rate)|greatest|(?<!how )many more)\b"
_THE_SIX = r"\b(one of|among|amongst|in) (the|those|these) (six|6)(?= (plans?|footprints?|stps?|that|which|to|who|with)\b|\W*$)"
"""The plans that mention social value, as the report counts them."""
_REGION_WITHOUT = r"\bregions?\b.{0,30}\b(no|not a single|not one|none of (its|whose|their|the)|without an?y?) (single )?(stps?|plans?|footprints?)\b"
_REGION_WITH = r"\b(which|what) regions? (has|have|had|with) (a|an|any|some|at least one) (stps?|plans?|footprints?)\b"
_DIFFER = r"\b(differ|differs|differed|different|differently|disagree|mismatch\w*|not (the )?(same|match)|(do|does)n['’]t match|changed?|vary|varies)\b"
_FEWEST = r"\b(fewest|smallest|least|lowest (?:number|share|proportion|percentage|rate))\b"


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
    name: NamePart | None = None
    """What the names asked for start with, end with or have."""
    region_plans: str = ""
    """"no" where it asks for the regions that have no plan which mentions social value, "a" for those that have one, else ""."""
    differ: bool = False
    """Whether it asks which footprints have another name in the one appendix than in the other."""
    rank: Rank | None = None
    """How many of the largest or smallest it asks for in order."""
    both: bool = False
    """Whether it asks for the plans that do and for those that do not."""
    either: bool = False
    """Whether it gives a choice ("in the South or the Midlands"), so that no yes or no answers it."""
    common: bool = False
    """Whether it asks what CCGs have in common."""
    not_held: bool = False
    """Whether it asks for a place of another kind than the tables hold: a county, a town."""
    answers: bool = False
    """Whether it speaks of the yes and the no that Appendix 3 prints."""
    placed: bool = False
    """Whether it asks for a footprint or a region by its name."""
    every_region: bool = False
    """Whether it asks for a figure of every region."""

    @classmethod
    def read(cls, question: str, *, bare: bool = False) -> TableAsks:
        """The wants of a question or of a part of one."""
        text = re.sub(r"^\W*(?:(?:and|but|also|then|ok|okay|yes or no|answer|in (?:one|a) word|simply|please|just)\b\W*)+", "", question.lower())
        text = re.sub(r"[\s,]*(?:(?:please|thanks|thank you|pls|ta|then|then please)\W*)+$", "", text)

        def has(pattern: str) -> bool:
            return bool(re.search(pattern, text))

        def has_not(pattern: str) -> bool:
            return bool(re.search(pattern, re.sub(r",\s*\w+(n['’]t)? (it|they)\b( not)?\W*$|\bor not\b", "", text)))

        groups = has(r"\b(ccgs|(every|each|all|any) (ccg|clinical commissioning group)|clinical commissioning groups|(gp|commissioning|local|doctors'?) groups"
                     r"|members?)\b")
        said = answers_asked(text)
        prints = bare and has(rf"{_AREA}|{_WHERE}|{_NOT_HELD}") or has(r"\b(footprints?|stps?|sustainability and transformation|transformation (plan|area)s?|area plans?|(regional|nhs|big) "
                     r"(\w+ )?plans|plans?|patch|areas)\b")
        mention = has(rf"\b(mention|say|says|said|saying|refer|bring|include|talk|contain|feature|touch|cover|discuss|reference|raise)\w*\b.{{0,45}}\b{_SV}"
                      rf"|\bsocial value\b.{{0,30}}\b(mention|feature|appear|come up|get a|refer|includ|name)|\bsocial value (in|part of) (it\b|there\b|them\b|[\w\s'’-]{{0,30}}\bplans?\b)|{_THE_SIX}") \
            or bool(said) or bare and (has(_MENTIONS_ALONE) or column_left_out(text) and (prints or not has(r"\b(?:how many|which|what)\b")) or by_region(text) and has(r"\byes\b"))
        groups_said = groups or has(r"\bccg\b")
        count = has(r"\b(how many|number of|count|total|tally)\b") or bare and bool(comparison(text))
        listed = has(r"\b(list|which|what|name|names|every|all|who)\b")
        content = has(r"\b(exact|exactly|wording|words|quote|in detail|details?|verbatim)\b|\bwhat (does|did|do)\b.{0,60}\b(say|write|wrote|promise)\b"
                      r"|\bhow (does|did|do)\b|\bwhy\b") and not has(r"\bhow many\b|\banything\b")
        asks_groups = count or listed or has(r"^\W*(the )?(ccgs|clinical commissioning groups)\b")
        counts_groups = groups and asks_groups and not has(r"\bwhich (footprint|stp|area|region)\b.{0,40}\b(is|are|was|does|has|have)\b")
        extreme = "most" if has(_MOST) else "fewest" if has(_FEWEST) else ""
        rank = Rank.read(text) if groups or prints or mention or has(r"\bregions?\b") else None
        if rank is None and groups_said and by_footprint(text) and (count or listed or has(_BY_CCGS)):
            rank = Rank(EVERY, False)
        compared = has(r"\bregions?\b") and rank is not None and not has(r"\bin (?:the |each |every )?(?:\w+ )?region\b") or has(r"\b(which|what) (region|part of (england|the country))s?\b.*\b(most|fewest|least|largest|smallest|biggest|highest|lowest|greatest)\b"
                        r"|\b(?<!in the )region (that |which )?(has|have|had|with) (the )?(most|fewest|least|largest|smallest|biggest|highest|lowest|greatest)\b")
        return cls(
            count, listed,
            has(r"^\W*(is|are|was|were|does|do|did|has|have|had|so)(n['’]t)?\b") or has(r"\b(right|correct|isn['’]t it|does it|is it|doesn['’]t it)\?"), mention,
            has_not(_NOT) or said == ("no",), groups, prints,
            has(r"\b(which|what) (regions?|part of (england|the country))\b|\bregions?\b"),
            has(r"\bstraddl|\bmore than one (footprint|stp|area)\b|\bccgs? (has|have|had|with|is in|are in|belongs? to) (the )?most (footprints|stps)\b") or not mention and not extreme and not rank
            and has(r"\b(two|both|more than one|2|several|multiple|split|across|between)\b.{0,25}\b(footprints|stps|areas)\b"),
            extreme if not compared and (groups or bare and not mention or has(_BY_CCGS)) and has(r"\b(footprints?|stps?)\b") else "",
            (extreme or "most" if rank else extreme) if compared and (groups or prints or mention) else "",
            content, counts_groups,
            has(r"\b(rated|rating|weighting|weighted|active|passive|limited|committed|policy|policies|replied|reply|response|respond|population|"
                r"budget|spend|spent|save|merge|merger|council|compact|charit\w+ members|commissioned|procure\w*|services?|accredited|evidenced|corporate|(business|local|strategic|delivery|action|project) plans?)\b|\b(the|those|these) (?!209\b|44\b)\d+ (\w+ )?ccgs\b"),
            has(rf"\b(share|shares|sharing|same|alongside|together with|else (is )?in)\b|{_COMMON}"),
            has(r"\b(highest|lowest|largest|biggest|smallest|greatest|what) (share|proportion|percentage|rate)\b|\b(share|proportion|percentage|fraction|per ?cent) of\b"),
            has(r"\b(is|are|was|were|lies?|sits?|falls?|belongs?)(n['’]t)?\b") and not mention, bare, text,
            Size.read(text) if prints and (count or listed or has(r"\b(is|are) there\b")) else None, NamePart.read(text),
            "no" if mention and has(_REGION_WITHOUT) else "a" if mention and has(_REGION_WITH) else "", has(r"\bnames?\b") and has(r"\b(footprints?|stps?)\b") and has(_DIFFER),
            rank if not mention or compared else None, len(said) > 1 or mention and has(r"\b(do|does|did)( and| or|/)( how many| which( ones)?)? ((do|does|did)( not|n['’]t)|not)\b"),
            has(r"\bor\b(?! not\b)"), has(_COMMON) and has(r"\b(nhs|ccgs?|footprints?|stps?)\b"), has(_NOT_HELD), bool(said), has(_PLACED), by_region(text) and bare,
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

    def outside(self, rest: str) -> TableAsks | None:
        """What is asked of the regions that are not named, where a text with its names masked says so ("which plans outside London"); None where it does not."""
        if self.yes_no or not _OUTSIDE.search(rest):
            return None
        return replace(self, negative=bool(re.search(_NOT, _OUTSIDE.sub(" ", rest))) or self.mention and bool(re.search(r"\bno\W*$", self.text)))

    def after(self, before: TableAsks) -> TableAsks:
        """A part without a column of its own ("and how many in London?") asks what the part before it asked."""
        compared = bool(before.extreme or before.regions_extreme)
        turned = self.extreme_word if compared else ""
        return replace(
            before, text=self.text, bare=self.bare, negative=self.negative or before.negative and not self.has_count_word,
            content=self.content or before.content, foreign=self.foreign or before.foreign, count=self.count or before.count,
            listed=self.listed or before.listed, extreme=before.extreme and (turned or before.extreme),
            regions_extreme=before.regions_extreme and (turned or before.regions_extreme), rank=self.rank or before.rank,
            name=before.name and replace(before.name, word=re.findall(r"[a-z]+", self.text)[-1]))

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
        if self.every_region and (self.groups or self.prints or self.mention) or self.bare and self.rank and (self.groups or self.prints):
            return True
        if self.region_plans or self.differ and (self.bare or re.search(r"\bappendi(x|ces)\b", self.text)):
            return True
        if self.bare and self.size or self.name and re.search(r"\b(ccgs?|clinical commissioning groups?|footprints?|stps?)\b", self.text):
            return True
        if self.straddle and (self.bare or groups or footprints or regions or "straddl" in self.text) or self.extreme or self.regions_extreme and self.bare:
            return True
        if self.common and groups and self.bare or self.answers and self.bare and (self.count or self.listed) and (regions or re.search(r"\b(?:44|appendix)\b", self.text)):
            return True
        if self.shared and groups and (self.prints or self.groups):
            return True
        if self.groups and self.prints and re.search(r"\bin (the|their|its) names?\b|\b[a-z]+ ccgs\b", self.text):
            return True
        if self.bare and regions and (self.being or self.counts_groups and not self.mention) and (groups or footprints or self.counts_groups):
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
