"""Our briefing on today's law made of its facts: corpus/law/facts.yaml and bodies.yaml -> documents/law-as-it-stands.md.

`python -m ingest.law` writes the document and its catalogue entry, `--check` says whether they differ from the facts,
`--ages` prints every fact with its sources and its age, and which are due to be checked again.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.buyers import PAGE, TITLE, Body, heading, opening_line, read_bodies, rule_lines
from assistant.errors import CorpusError
from assistant.law import DUE_DAYS, MONTHS, SOURCE_ID, TIMELINE, Age, Briefing, Fact, Section, ages, read_facts, spoken
from ingest.carry import carry, changed, data_files

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def markdown(briefing: Briefing, bodies: Sequence[Body] = ()) -> str:
    """The briefing as a document of the corpus: a page a section, a heading a fact, its source line a paragraph of its own; then the
    rules that bind each body, a heading a purchase."""
    pages = [_page(section) for section in briefing.sections]
    if bodies:
        pages.append(_page_of_bodies(briefing, bodies))
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


def _page_of_bodies(briefing: Briefing, bodies: Sequence[Body]) -> list[str]:
    page_of = {fact.id: section.page for section in briefing.sections for fact in section.facts}
    if PAGE in page_of.values():
        raise CorpusError(f"facts.yaml: page {PAGE} is made of bodies.yaml; give the section another page")
    blocks = [f"<!-- page: {PAGE} -->", f"## {TITLE}"]
    for body in bodies:
        for purchase in body.buys:
            lines = rule_lines(purchase)
            stands_on = dict.fromkeys(fact for _, fact in lines if fact)
            where = "; ".join(f"{fact.title} (page {page_of[fact.id]}, {fact.sure})" for fact in stands_on)
            blocks += [f"### {heading(body, purchase)}", opening_line(body, purchase), "\n".join(f"- {text}" for text, _ in lines),
                       f"Source: {where}; checked {spoken(min(fact.checked for fact in stands_on))} or later."]
    return blocks


def source_line(fact: Fact) -> str:
    """Where a fact comes from, when it was checked and how sure it is, in one line."""
    return f"Source: {'; '.join(fact.sources)}; checked {spoken(fact.checked)}; sure: {fact.sure}."


def _sources_of(facts: Sequence[Fact]) -> str:
    lines = (f"{spoken_since(fact.since)}, {', '.join(fact.sources)} ({fact.sure})" for fact in facts)
    return f"Source: {'; '.join(lines)}; checked {spoken(min(fact.checked for fact in facts))} or later."


def spoken_since(since: str) -> str:
    """A day, month or year in ISO as people write it: 1 July 2022, April 2023, 2016."""
    parts = [int(part) for part in since.split("-")]
    return " ".join([str(day) for day in parts[2:]] + [MONTHS[month - 1] for month in parts[1:2]] + [str(parts[0])])


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


def _table_of_ages(found: Sequence[Age]) -> str:
    due = sum(age.is_due for age in found)
    lines = [f"{age.fact.id}: {age.fact.text}\n    checked {age.fact.checked.isoformat()}, {age.days} {'day' if age.days == 1 else 'days'} old"
             f"{', DUE' if age.is_due else ''}; {age.fact.sure}; from {'; '.join(age.fact.sources)}" for age in found]
    return "\n".join([*lines, f"{len(found)} facts, {due} due (over {DUE_DAYS} days)"])


def quoting(corpus: Path) -> list[Path]:
    """The data files that may quote the briefing: those of the corpus but its facts, and beside the shipped corpus those of the assistant and the evaluation."""
    root = corpus.parent
    beside = [root / "assistant", root / "evals"] if corpus == CORPUS else []
    return [path for path in data_files([corpus, *beside]) if path != corpus / "law" / "facts.yaml" and path != corpus / "catalogue.toml"]


def main(argv: Sequence[str] = (), corpus: Path = CORPUS, today: date | None = None) -> int:
    """Writes the briefing and its catalogue entry and carries what changed to where it is quoted (or, with --check, only compares; with --ages,
    only lists). Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ingest.law", description="Make the briefing on today's law of corpus/law/facts.yaml, where every fact lives.")
    parser.add_argument("--check", action="store_true", help="only say whether the briefing differs from the facts")
    parser.add_argument("--ages", action="store_true", help="only print every fact with its sources, the day it was checked and its age")
    asked = parser.parse_args(argv)
    briefing = read_facts(corpus / "law" / "facts.yaml")
    if asked.ages:
        sys.stdout.write(_table_of_ages(ages(briefing, today or date.today())) + "\n")
        return 0
    document = markdown(briefing, read_bodies(corpus / "law" / "bodies.yaml", briefing))
    catalogue = corpus / "catalogue.toml"
    wanted = {corpus / "documents" / f"{SOURCE_ID}.md": document,
              catalogue: catalogued(catalogue.read_text(encoding="utf-8"), briefing, document)}
    check, told = asked.check, []
    page = corpus / "documents" / f"{SOURCE_ID}.md"
    if not check and page.exists() and (pairs := changed(page.read_text(encoding="utf-8"), document)):
        done = carry(pairs, quoting(corpus))
        told += [f"carried: {path.relative_to(corpus.parent).as_posix()} ({count})" for path, count in done.files]
        told += [f"still says {figure}: {path.relative_to(corpus.parent).as_posix()}, line {line}; read it and put it right" for path, line, figure in done.left]
    for path, content in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            told.append(f"{'differs' if check else 'written'}: {path.relative_to(corpus).as_posix()}")
            if not check:
                path.write_text(content, encoding="utf-8", newline="\n")
    sys.stdout.write("\n".join(told or ["nothing to do"]) + "\n")
    return 1 if check and told else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CorpusError as error:
        sys.exit(str(error))
