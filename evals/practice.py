"""Every item to practise on, verified: `python -m evals.practice [--seeds N] [--rows]`.

Of each item: its quotes stand on their pages, the check passes what is behind it, the right answer follows from the quotes, and no wrong one does,
nor any other sentence of the documents; rows of tables are read off the pages again, apart from the product's tables. A third of the items is held
out: what is wrong with those is counted and never shown.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from assistant.build import known_sources, practice_bank
from assistant.check import on_page
from assistant.law import MONTHS, SOURCE_ID
from assistant.practice.items import Item, Kind
from assistant.practice.proof import passes
from assistant.practice.wrong import SHARED, Sentences
from assistant.record import open_library
from assistant.settings import load_settings
from assistant.tables import SOURCE
from assistant.text import fold, stands_in, stems

SPLITS = ("tuned", "held_out")
WANTED = 200
LONGEST = 300
"""Characters of a question that can be read at a glance."""
PageText = Callable[[str, str], str]
_NO_ENGLISH = re.compile(r"[{}]|  |\b(\w+) \1\b|\b(?:an?|the|then) (?:an?|the)\b|\ba (?:8|11\b|18\b)|\bthe (?:NHS England|NHS Improvement|Public Health England)\b"
                         r"|(?<!\bthe )(?<!NHS England and )\b(?:Department of Health|Cabinet Office|HSJ|Sustainable Development Unit)\b|\bUnits has\b", re.I)
"""An article too many or too few, a word twice, a plural with "has"."""
_ON_ITS_OWN = re.compile(r"\b(?:these|recently|our summary|this (?!Act\b)\w+)\b", re.I)
"""Words that point at what somebody who is asked this alone does not see."""
_OF_ITS_CHOICES = re.compile(r"\b(?:of these|these events)\b", re.I)
_DATE = re.compile(rf"(?:(\d{{1,2}}) )?(?:({'|'.join(MONTHS)}) )?(\d{{4}})\.$")


def split_of(item: Item) -> str:
    """The split of an item, by its id: a third is held out, whatever the seed."""
    return SPLITS[int(hashlib.sha256(item.id.encode()).hexdigest(), 16) % 3 == 0]


def faults_of(item: Item, page_text: PageText, sentences: Sentences, table: Mapping[str, str]) -> list[str]:
    """What is wrong with an item, in words; [] when nothing is. `table` has every row of the appendices, name to value."""
    wrong = [f"not on its page: {quote.text}" for quote in item.quotes if not on_page(quote.text, page_text(quote.source_id, quote.page))]
    wrong += [f"turned down: {claim.text}" for claim in item.claims if not passes(claim, page_text)]
    if not item.ask.endswith(("?", ".")) or not item.ask[:1].isupper() and not item.ask[:1].isdigit() or len(item.ask) > LONGEST or _NO_ENGLISH.search(item.ask):
        wrong.append(f"no good English: {item.ask}")
    if _ON_ITS_OWN.search(_OF_ITS_CHOICES.sub("", item.ask)):
        wrong.append(f"not plain on its own: {item.ask}")
    if item.kind is Kind.FIGURE and len({form_of(choice.label) for choice in item.choices}) > 1:
        wrong.append(f"the form of a choice tells it from the others: {' | '.join(choice.label for choice in item.choices)}")
    if any(quote.source_id == SOURCE_ID for quote in item.quotes) != (item.checked is not None):
        wrong.append("the law without the day it was checked, or the other way round")
    if item.by_table:
        return wrong + _of_table(item, table)
    if item.kind is Kind.ORDER:
        return wrong + _of_order(item)
    return wrong + (_of_statement(item, page_text) if item.kind is Kind.TRUE_FALSE else _of_choices(item, sentences))


def form_of(label: str) -> str:
    """How a figure or date is written, whatever it is: "0 Month 0", "£0", "0%"."""
    return re.sub(r"^[A-Z][a-z]+$", "word", re.sub(r"\d[\d,.]*", "0", re.sub("|".join(MONTHS), "Month", label)))


def _of_choices(item: Item, sentences: Sentences) -> list[str]:
    """The right choice stands in a quote; no wrong one does, nor has a sentence of the documents most of the fact's words and it."""
    said, quotes = item.claims[0].text, [fold(quote.text).lower() for quote in item.claims[0].quotes]
    right = item.choices[item.right[0]]
    rest = frozenset(stems(fold(said).lower().replace(fold(right.text).lower(), " ")))
    wrong = [] if any(stands_in(right.text.lower(), quote) for quote in quotes) else [f"right, but in no quote: {right.text}"]
    for choice in item.choices:
        text = fold(choice.text).lower()
        if choice is not right and any(stands_in(text, quote) for quote in quotes):
            wrong.append(f"wrong, but in a quote: {choice.text}")
        if choice is not right and any(text in sentence and stands_in(text, sentence) and len(rest & found) >= SHARED * len(rest) for sentence, found in sentences.all):
            wrong.append(f"wrong, but perhaps said elsewhere: {choice.text}")
    return wrong


def _of_statement(item: Item, page_text: PageText) -> list[str]:
    """A true statement passes the check, a false one does not."""
    stands = passes(type(item.claims[0])(item.ask, item.claims[0].quotes), page_text)
    return [] if stands == (item.right == (0,)) else [f"{'passes' if stands else 'fails'} the check, but is not so marked: {item.ask}"]


def _of_order(item: Item) -> list[str]:
    """The dates in the claims, read again, rise strictly, and are those of the choices in the order given as right."""
    dates = []
    for claim, at in zip(item.claims, item.right, strict=True):
        match = _DATE.search(claim.text)
        if not match or not claim.text.startswith(item.choices[at].text):
            return [f"no date, or another event: {claim.text}"]
        day, month, year = match.groups()
        first = (int(year), MONTHS.index(month) + 1 if month else 1, int(day or 1))
        dates.append((first, (int(year), MONTHS.index(month) + 1 if month else 12, int(day or 31))))
    return [] if all(before[1] < after[0] for before, after in zip(dates, dates[1:], strict=False)) else ["the order is in doubt"]


def _of_table(item: Item, table: Mapping[str, str]) -> list[str]:
    """The answer looked up or counted again in the rows as they stand on the pages."""
    right = item.choices[item.right[0]].label
    if item.kind is Kind.FIGURE:
        area = re.search(r"list in the (.*) footprint\?", item.ask).group(1)
        found = [str(Counter(table.values())[f"{area} STP"])]
    elif item.kind is Kind.TRUE_FALSE:
        found = ["True" if table[re.search(r"The plan for (.*) mentions", item.ask).group(1)] == "yes" else "False"]
    elif "In which STP footprint" in item.ask:
        found = [table[re.search(r"was (NHS .* CCG)\?", item.ask).group(1)].removesuffix(" STP")]
    else:
        found = [choice.label for choice in item.choices if table.get(choice.text) == "yes"]
    return [] if found == [right] else [f"the table says {found}, not {right}: {item.ask}"]


def table_of(page_text: PageText) -> dict[str, str]:
    """Every row of Appendices 2 and 3 as it stands on pages 30 to 38: its first cell to its second."""
    lines = [line for page in range(30, 39) for line in page_text(SOURCE, str(page)).split("\n")]
    return dict(line.rsplit("  ", 1) for line in lines if line.count("  ") == 1)


def main(arguments: Iterable[str] | None = None) -> int:
    """Prints what was found for each split and kind; 1 when an item has a fault or there are too few."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--seeds", type=int, default=1, help="verify the items of so many seeds; wrong choices and order differ between them")
    parser.add_argument("--rows", action="store_true", help="every tuned item with its choices, the right one marked")
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    library = open_library(load_settings())
    page_text = cache(library.page_text)
    shipped = {entry.source.id for entry in library.entries() if entry.shipped}
    sentences, table = Sentences.of(page for page in library.pages() if page.source_id in shipped), table_of(page_text)
    titles = {source.id: source.title.split(":")[0] for source in known_sources()}
    bad = 0
    for seed in range(asked.seeds):
        bank = practice_bank(seed=seed)
        for split in SPLITS:
            items = [item for item in bank.items if split_of(item) == split]
            found = {item.id: faults for item in items if (faults := faults_of(item, page_text, sentences, table))}
            kinds = Counter(item.kind for item in items)
            print(f"seed {seed}, {split}: {len(items) - len(found)} of {len(items)} items verified; " + ", ".join(f"{kind} {kinds[kind]}" for kind in Kind))
            bad += len(found)
            for name, faults in found.items() if split == "tuned" else ():
                print(f"    {name}: {'; '.join(faults)}")
            for item in items if asked.rows and split == "tuned" else ():
                print(f"    {item.ask}  " + " | ".join(("*" if at in item.right[:1] else "") + choice.label for at, choice in enumerate(item.choices)) + f"  [{titles[item.quotes[0].source_id]}, page {item.quotes[0].page}]")
        left = f"; left out, not proved: {len(bank.unproved)}; left out, law checked too long ago: {len(bank.stale)}"
        print(f"seed {seed}: {len(bank.items)} items{left}")
        bad += len(bank.items) < WANTED
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
