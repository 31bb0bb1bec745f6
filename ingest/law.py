"""Our briefing on today's law: corpus/law/facts.yaml is where a fact lives, the document is made of it.

`python -m ingest.law` writes documents/law-as-it-stands.md and its catalogue entry, `--check` says whether they differ
from the facts, `--ages` prints every fact with its sources and its age, and which are due to be checked again.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.text import sentence_spans

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SOURCE_ID = "law-as-it-stands"
TIMELINE = "2"
"""The page whose facts are one dated line each: a list in the document."""
DUE_DAYS = 180
SURE = ("primary", "secondary", "unconfirmed")
MOST_SENTENCES = 4
_CAUTION = re.compile(r"\b(could not|reportedly|not seen|uncertain|unconfirmed|check)\b", re.IGNORECASE)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PAGE = re.compile(r"[1-9]\d*")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that we say about the law. `since` is ISO, as exact as is known (a day, month or year), "" when it has no start."""

    id: str
    title: str
    text: str
    sure: str
    sources: tuple[str, ...]
    since: str
    checked: date


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the briefing."""

    page: str
    title: str
    intro: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """All facts, by section, with the day they were last checked as a whole."""

    title: str
    checked: date
    sections: tuple[Section, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, in order."""
        return tuple(fact for section in self.sections for fact in section.facts)


@dataclass(frozen=True, slots=True)
class Age:
    """How long ago a fact was checked, in days, and whether that is over DUE_DAYS."""

    fact: Fact
    days: int

    @property
    def is_due(self) -> bool:
        """Whether somebody should check it again."""
        return self.days > DUE_DAYS


# --- reading ---------------------------------------------------------------------------------------------


def read_facts(path: Path) -> Briefing:
    """The briefing as data.

    Raises:
        CorpusError: the file cannot be read, or a key, id, date, degree of sureness or text is wrong; the message names
            file, fact, key and what was expected.
    """
    import yaml

    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(f"{path.name} cannot be read ({error}); restore it from the repository, or mend the YAML there") from error
    where = path.name
    _keys(where, data, {"checked", "title", "sections"})
    checked = _day(where, "checked", data["checked"])
    sections = tuple(_section(where, number, row, checked) for number, row in enumerate(_list(where, "sections", data["sections"]), 1))
    briefing = Briefing(_text(where, "title", data["title"]), checked, sections)
    _unique(where, "page", [section.page for section in sections])
    _unique(where, "id", [fact.id for fact in briefing.facts])
    return briefing


def _section(file: str, number: int, row: Any, checked: date) -> Section:
    where = f"{file}, section {row.get('page', number) if isinstance(row, dict) else number}"
    _keys(where, row, {"page", "title", "facts"}, {"intro"})
    page = str(row["page"])
    if not _PAGE.fullmatch(page):
        raise CorpusError(f"{where}: page {page!r}; expected a number such as \"3\"")
    facts = tuple(_fact(file, where, n, fact, checked) for n, fact in enumerate(_list(where, "facts", row["facts"]), 1))
    if page == TIMELINE:
        _in_order(file, facts)
    return Section(page, _text(where, "title", row["title"]), _text(where, "intro", row["intro"]) if "intro" in row else "", facts)


def _fact(file: str, section: str, number: int, row: Any, checked: date) -> Fact:
    where = f"{file}, fact {row['id']}" if isinstance(row, dict) and row.get("id") else f"{section}, fact {number}"
    _keys(where, row, {"id", "title", "text", "sure", "sources"}, {"from", "checked"})
    if not _ID.fullmatch(str(row["id"])):
        raise CorpusError(f"{where}: id {row['id']!r}; expected small letters, figures and hyphens, such as \"act-royal-assent\"")
    if row["sure"] not in SURE:
        raise CorpusError(f"{where}: sure {row['sure']!r}; expected one of {', '.join(SURE)}")
    text = _text(where, "text", row["text"])
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    if len(sentences) > MOST_SENTENCES or not text.endswith((".", "?", "!")):
        raise CorpusError(f"{where}: text has {len(sentences)} sentences; expected 1 to {MOST_SENTENCES} whole sentences, "
                          "the last with its full stop")
    # A sentence may be quoted without its neighbours, so the caution has to stand in each.
    if row["sure"] == "unconfirmed" and (bare := [s for s in sentences if not _CAUTION.search(s)]):
        raise CorpusError(f"{where}: text is unconfirmed, but nothing in {bare[0]!r} says so; expected a word of caution in each sentence: "
                          "\"could not confirm\", \"reportedly\", \"have not seen\", \"uncertain\" or \"check\"")
    return Fact(row["id"], _text(where, "title", row["title"]), text, row["sure"],
                tuple(_text(where, "sources", source) for source in _list(where, "sources", row["sources"])),
                _since(where, row["from"]) if "from" in row else "", _day(where, "checked", row["checked"]) if "checked" in row else checked)


def _in_order(file: str, facts: Sequence[Fact]) -> None:
    """That each line of the timeline has a date, and none is before its neighbour above."""
    for fact in facts:
        if not fact.since:
            raise CorpusError(f"{file}, fact {fact.id}: 'from' is missing; expected a date, since page {TIMELINE} is the timeline")
    for before, after in zip(facts, facts[1:], strict=False):
        if after.since < before.since:
            raise CorpusError(f"{file}, fact {after.id}: from {after.since} stands below {before.since}; expected the timeline in date order")


def _keys(where: str, row: Any, needed: Collection[str], optional: Collection[str] = ()) -> None:
    if not isinstance(row, Mapping):
        raise CorpusError(f"{where}: expected a mapping with {', '.join(sorted(needed))}, not {type(row).__name__}")
    if unknown := sorted(set(map(str, row)) - {*needed, *optional}):
        raise CorpusError(f"{where}: unknown key {unknown[0]!r}; expected one of {', '.join(sorted({*needed, *optional}))}")
    if missing := [key for key in sorted(needed) if row.get(key) in (None, "", [])]:
        raise CorpusError(f"{where}: {missing[0]!r} is missing; expected {', '.join(sorted(needed))}")


def _list(where: str, key: str, value: Any) -> Sequence[Any]:
    if not isinstance(value, list):
        raise CorpusError(f"{where}: {key} must be a list, not {type(value).__name__}")
    return value


def _text(where: str, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise CorpusError(f"{where}: {key} {value!r}; expected a text")
    return " ".join(value.split())


def _day(where: str, key: str, value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise CorpusError(f"{where}: {key} {value!r}; expected a day such as 2026-11-21") from None


def _since(where: str, value: Any) -> str:
    text = str(value)
    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
            raise ValueError
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise CorpusError(f"{where}: from {value!r}; expected a day, month or year such as 2026-04-01, 2026-04 or 2026") from None
    return text


def _unique(where: str, key: str, values: Sequence[str]) -> None:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise CorpusError(f"{where}: {key} {value!r} stands twice; expected one of each")


# --- writing ---------------------------------------------------------------------------------------------


def markdown(briefing: Briefing) -> str:
    """The briefing as a document of the corpus: a page a section, a heading a fact, its source line a paragraph of its own."""
    pages = [_page(section) for section in briefing.sections]
    pages[0] = [pages[0][0], f"# {briefing.title}", *pages[0][1:]]
    return "\n\n".join(block for page in pages for block in page) + "\n"


def _page(section: Section) -> list[str]:
    blocks = [f"<!-- page: {section.page} -->", f"## {section.title}", *([section.intro] if section.intro else [])]
    if section.page == TIMELINE:
        # The sources stand apart, under their own heading, so that neither a line nor the list that opens it is quoted with them.
        return [*blocks, "\n".join(f"- {fact.text}" for fact in section.facts), "### Sources of these lines", _sources_of(section.facts)]
    for fact in section.facts:
        blocks += [f"### {fact.title}", fact.text, source_line(fact)]
    return blocks


def source_line(fact: Fact) -> str:
    """Where a fact comes from, when it was checked and how sure it is, in one line."""
    return f"Source: {'; '.join(fact.sources)}; checked {spoken(fact.checked)}; sure: {fact.sure}."


def _sources_of(facts: Sequence[Fact]) -> str:
    lines = (f"{spoken_since(fact.since)}, {', '.join(fact.sources)} ({fact.sure})" for fact in facts)
    return f"Source: {'; '.join(lines)}; checked {spoken(min(fact.checked for fact in facts))} or later."


def spoken(day: date) -> str:
    """A day as people write it: 21 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def spoken_since(since: str) -> str:
    """A day, month or year in ISO as people write it: 1 July 2022, April 2023, 2016."""
    parts = [int(part) for part in since.split("-")]
    return " ".join([str(day) for day in parts[2:]] + [_MONTHS[month - 1] for month in parts[1:2]] + [str(parts[0])])


def catalogued(catalogue: str, briefing: Briefing, document: str) -> str:
    """The catalogue's text with the briefing's entry as it should be; every other entry stays as it is."""
    rows = {"id": SOURCE_ID, "title": briefing.title, "publisher": "Social Value Assistant", "published": briefing.checked.isoformat(),
            "as_of": briefing.checked.isoformat(), "kind": "briefing", "authority": "guidance",
            "rights": "Our own words; may be reused freely with its date.", "file": f"{SOURCE_ID}.md",
            "sha256": hashlib.sha256(document.encode()).hexdigest()}
    entry = "[[source]]\n" + "".join(f'{key} = "{_quoted(value)}"\n' for key, value in rows.items())
    head, *entries = re.split(r"(?m)^(?=\[\[source\]\])", catalogue)
    others = [text.rstrip("\n") for text in (head, *entries) if f'id = "{SOURCE_ID}"\n' not in text]
    return "\n\n".join([*others, entry])


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def ages(briefing: Briefing, today: date) -> tuple[Age, ...]:
    """Every fact with its age, in the briefing's order."""
    return tuple(Age(fact, (today - fact.checked).days) for fact in briefing.facts)


def _table_of_ages(found: Sequence[Age]) -> str:
    due = sum(age.is_due for age in found)
    lines = [f"{age.fact.id}: checked {age.fact.checked.isoformat()}, {age.days} days old{', DUE' if age.is_due else ''}; {age.fact.sure}; "
             f"from {'; '.join(age.fact.sources)}" for age in found]
    return "\n".join([*lines, f"{len(found)} facts, {due} due (over {DUE_DAYS} days)"])


def main(argv: Sequence[str] = (), corpus: Path = CORPUS, today: date | None = None) -> int:
    """Writes the briefing and its catalogue entry (or, with --check, only compares; with --ages, only lists). Returns the exit status."""
    briefing = read_facts(corpus / "law" / "facts.yaml")
    if "--ages" in argv:
        sys.stdout.write(_table_of_ages(ages(briefing, today or date.today())) + "\n")
        return 0
    document = markdown(briefing)
    catalogue = corpus / "catalogue.toml"
    wanted = {corpus / "documents" / f"{SOURCE_ID}.md": document,
              catalogue: catalogued(catalogue.read_text(encoding="utf-8"), briefing, document)}
    check, changed = "--check" in argv, []
    for path, content in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            changed.append(f"{'differs' if check else 'written'}: {path.relative_to(corpus).as_posix()}")
            if not check:
                path.write_text(content, encoding="utf-8", newline="\n")
    sys.stdout.write("\n".join(changed or ["nothing to do"]) + "\n")
    return 1 if check and changed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CorpusError as error:
        sys.exit(str(error))
