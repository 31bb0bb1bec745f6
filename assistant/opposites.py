"""Words that say the opposite of one another: "easy" and "difficult", "rise" and "fall", "relevant" and "irrelevant". Pure.

Stems go in and come out (text.stem).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from assistant.errors import CorpusError
from assistant.text import stem, words
from assistant.yaml_data import read_list

_PLAIN = (
    ("high higher highest", "low lower lowest"),
    ("strong stronger strongly strength", "weak weaker weakly weakness poor thin"),
    ("easy easily easier simple", "hard harder difficult difficulty complicated complex challenging impossible tricky struggle"),
    ("increase rise rises rose risen grow grew grown growth gain", "reduce reduction fall falls fell fallen drop decrease decline wane shrink shrank"),
    ("support favour welcome endorse approve accept agree back", "oppose against reject refuse deny"),
    ("allow permit enable let lets", "prevent stop bar forbid forbade forbidden prohibit preclude ban"),
    ("include cover contain", "exclude omit"),
    ("double twice", "halve halved half"),
    ("wide wider broad extensive", "narrow narrower"),
    ("majority", "minority"),
    ("compulsory mandatory obligatory", "voluntary optional"),
    ("often common commonly frequent frequently usual usually", "rare rarely seldom infrequent infrequently"),
    ("above", "below"),
    ("larger bigger", "smaller"),
    ("better", "worse"),
    ("know known aware", "unaware unknown ignorant"),
)
"""Words that hardly stand for anything else: one for the other is a fault."""
_PAIRS = (
    *_PLAIN,
    ("agree want willing keen like same alike", "reluctant unwilling resist differ different disagree avoid ignore neglect vary varies varied variation"),
    ("change move alter", "same unchanged remain keep kept still constant"),
    ("new", "old long established"),
    ("start begin began begun introduce launch", "end abolish cease close scrap"),
    ("continue remain keep kept exist survive outlive outlast persist last still constant", "stop end abolish cease scrap close replace gone away disappear vanish"),
    ("compulsory mandatory mandate mandated oblige obligatory require bound binding must", "voluntary optional free choose chose chosen choice advisory"),
    ("many enough plenty", "few little scarce limited rare lack shortage thin underestimate undervalue overlook insufficient"),
    ("clear certain sure known", "uncertain unclear vague obscure unknown doubtful confused"),
    ("succeed success successful", "fail failure"),
    ("bold bolder loud loudly shout shouted vocal", "timid cautious reticent shy quiet"),
    ("preparation prepare ahead advance outset earliest beforehand", "wait waited delay delayed postpone put"),
    ("fit current fresh", "date outdated stale obsolete lapse"),
    ("same alike identical equal", "different differ apart unlike distinct own separate special"),
    ("first early earlier earliest", "last late later latest"),
    ("fast quick quickly rapid swift", "slow slowly gradual delay"),
    ("long lasting lasting permanent durable", "short brief temporary passing"),
    ("together joint jointly united integrated integrate combine", "alone separate separately apart"),
    ("present appear show reveal mention name", "absent missing absence omit hide silent gap"),
    ("complete whole full entire total", "part partial partly incomplete half"),
    ("good positive benefit helpful useful", "bad negative harmful harm useless barrier obstacle"),
    ("valuable worth worthwhile meaningful", "worthless meaningless pointless"),
    ("right correct true accurate legitimate proper", "wrong mistaken false inaccurate error myth"),
    ("cheap cheaper cheapest saving save", "expensive costly dear cost"),
    ("win won gain", "lose lost loss"),
    ("open transparent", "closed secret hidden obscure"),
    ("fixed rigid strict", "flexible flexibly loose"),
    ("safe secure", "risk risky gamble dangerous"),
    ("keep retain hold", "return lose drop abandon remove lost leave left"),
    ("join enter enrol", "leave left quit withdraw"),
    ("remember mind", "forget overlook neglect"),
    ("near close local", "far remote distant"),
    ("even uniform consistent steady", "patchy uneven inconsistent varied vary variable scattered isolated"),
    ("central main primary major", "minor secondary marginal incidental lesser"),
    ("single one sole", "several numerous many various multiple"),
    ("theory theoretical", "practice practical real"),
    ("bind enforceable", "free exempt exemption unenforceable"),
    ("alive survive live", "dead die end abolish close"),
    ("ready willing keen eager", "reluctant hesitant unwilling slow"),
    ("famous familiar", "obscure strange unfamiliar"),
    ("trust believe", "doubt distrust suspect"),
    ("active actively", "passive passively"),
)
"""Words of which one, denied, may stand for the other."""
_PREFIX = re.compile(r"(?:un|in|im|ir|il|dis|non)-?([a-z]{4,})")
_NO_PREFIX = frozenset(["inform", "improve", "import", "impact", "invest", "interest", "involve", "include", "increase", "income", "intend", "internal", "discuss", "display", "instance", "institution", "until", "unlaw"])


@cache
def _table(*, plain: bool) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for one, other in _PLAIN if plain else _PAIRS:
        sides = [frozenset(map(stem, side.split())) for side in (one, other)]
        for mine, theirs in (sides, sides[::-1]):
            for word in mine:
                table.setdefault(word, set()).update(theirs)
    return {word: frozenset(others) for word, others in table.items()}


@cache
def _like() -> dict[str, frozenset[str]]:
    """The words of a word's own side or sides."""
    table: dict[str, set[str]] = {}
    for pair in _PAIRS:
        for side in pair:
            stems = frozenset(map(stem, side.split()))
            for word in stems:
                table.setdefault(word, set()).update(stems)
    return {word: frozenset(same) for word, same in table.items()}


AKIN = Path(__file__).parent / "data" / "akin.yaml"


@cache
def _akin() -> dict[str, frozenset[str]]:
    """The words of a word's own lines in the data. Raises CorpusError: a line is no words."""
    table: dict[str, set[str]] = {}
    for line in read_list(AKIN):
        if not isinstance(line, str) or len(line.split()) < 2:
            raise CorpusError(f"{AKIN.name}: {line!r} is no line of words; expected two or more words that may stand for one another")
        stems = frozenset(map(stem, line.split()))
        for word in stems:
            table.setdefault(word, set()).update(stems)
    return {word: frozenset(same) for word, same in table.items()}


def akin(word: str) -> frozenset[str]:
    """The stems that say much the same as a word, whether or not it has an opposite, and the word."""
    return likes(word) | _akin().get(word, frozenset())


@lru_cache(maxsize=65536)
def one_of(word: str) -> str:
    """The stem that stands for all that say much the same as a word, by the data: the same one for each of them; of several lines the first counts."""
    return _first().get(word, word)


@cache
def _first() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in read_list(AKIN):
        stems = [stem(w) for w in line.split()]
        for word in stems:
            table.setdefault(word, table.get(stems[0], stems[0]))
    return table


def opposites(of: Iterable[str], *, plain: bool = False) -> set[str]:
    """The stems that say the opposite of any of the given ones, none that is given itself; with `plain` only those that hardly mean anything else."""
    given = set(of)
    return set().union(*(_table(plain=plain).get(word, frozenset()) for word in given)) - given


def likes(word: str) -> frozenset[str]:
    """The stems that say much the same as a word that has an opposite, and the word."""
    return _like().get(word, frozenset([word]))


@lru_cache(maxsize=4096)
def bases(text: str) -> frozenset[tuple[str, str]]:
    """The words of a text with a prefix that denies, as (stem, stem of what is denied): "irrelevant" is ("irrelev", "relev")."""
    return frozenset((stem(w), stem(m.group(1))) for w in words(text) if (m := _PREFIX.fullmatch(w)) and not any(w.startswith(no) for no in _NO_PREFIX))
