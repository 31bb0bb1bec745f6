"""`social-value check`: a file read into pages and held against the standard, a folder of them side by side. No logic of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from assistant.currency import Currency
from assistant.domain import Page, Passage, Source
from assistant.drafting.portfolio import Entry, Portfolio, portfolio
from assistant.drafting.review import Review, Standard, load_standard, review
from assistant.errors import UnreadableFile
from assistant.settings import Settings
from ingest.blocks import RawPage, page_text
from ingest.catalogue import read_catalogue
from ingest.chunk import chunk
from ingest.files import UNREAD, list_folder
from ingest.readers import Limits, read, read_bytes
from ingest.titles import title_of

_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Checker:
    """What policies are held against, with the documents that its reasons come from, by id."""

    standard: Standard
    sources: Mapping[str, Source]
    limits: Limits
    today: date

    def check(self, path: Path) -> Review:
        """The review of a file. Raises UnreadableFile: what it is and what to do."""
        title, pages, passages = read_document(path, self.limits)
        return review(title, pages, passages, self.standard, self.today)

    def check_upload(self, name: str, data: bytes, read: Callable[[int], None] = lambda _: None) -> Review:
        """The review of a file that was handed over; `read` is told when it is read, with its number of pages. Raises UnreadableFile."""
        title, pages, passages = _taken_apart(Path(name).stem, read_bytes(name, data, self.limits))
        read(len(pages))
        return review(title, pages, passages, self.standard, self.today)

    def check_uploads(self, files: Sequence[tuple[str, bytes]], progress: Callable[[str, int, int], None] = lambda *_: None) -> Portfolio:
        """The reviews of files that were handed over, side by side; of two with one name the second is called so."""
        entries: dict[str, Entry] = {}
        for number, (name, data) in enumerate(files, 1):
            progress(name, number, len(files))
            called = name if name not in entries else f"{Path(name).stem} ({number}){Path(name).suffix}"
            try:
                entries[called] = Entry(called, self.check_upload(name, data))
            except UnreadableFile as error:
                entries[called] = Entry(called, None, str(error))
        return portfolio(tuple(entries.values()))

    def check_folder(self, folder: Path, progress: Callable[[str, int, int], None] = lambda *_: None) -> Portfolio:
        """The reviews of all the files below a folder. Raises UnreadableFile: it is no folder, or there is no file in it."""
        if not folder.is_dir():
            raise UnreadableFile("missing", f"{folder} is not a folder; give the folder that the policies are in, or use `social-value check policy FILE`")
        listed = list_folder(folder)
        entries = [Entry(_name(path, folder), None, f"It is {UNREAD}.") for path in listed.others]
        entries += [Entry(_name(path, folder), None, f"It cannot be opened ({why}).") for path, why in listed.closed]
        for number, path in enumerate(listed.files, 1):
            progress(path.name, number, len(listed.files))
            try:
                entries.append(Entry(_name(path, folder), self.check(path)))
            except UnreadableFile as error:
                entries.append(Entry(_name(path, folder), None, str(error)))
        if not entries:
            raise UnreadableFile("empty", f"{folder} has no files in it; put the policies there, as PDF, Word, HTML, Markdown or text")
        return portfolio(entries)


def load_checker(settings: Settings, today: date) -> Checker:
    """The shipped standard, held against the shipped documents; needs no index. Raises CorpusError when a data file is wrong."""
    listed = read_catalogue(settings.corpus_dir)
    paths = {item.source.id: item.path for item in listed}

    @cache
    def pages(source: str) -> Mapping[str, str]:
        return {page.label: page_text(page.blocks) for page in read(paths[source])} if source in paths else {}

    standard = load_standard(lambda source, page: pages(source).get(page, ""), Currency.load(settings.corpus_dir / "law", lambda: today))
    return Checker(standard, {item.source.id: item.source for item in listed}, Limits(settings.max_file_mb * 1024 * 1024, settings.max_file_pages), today)


def read_document(path: Path, limits: Limits) -> tuple[str, tuple[Page, ...], tuple[Passage, ...]]:
    """A document's title, pages and passages. Raises UnreadableFile."""
    return _taken_apart(path.stem, read(path, limits))


def _taken_apart(stem: str, raw: tuple[RawPage, ...]) -> tuple[str, tuple[Page, ...], tuple[Passage, ...]]:
    title = _title(raw) or stem
    return title, *chunk("upload", raw, title)


def _title(raw: tuple[RawPage, ...]) -> str:
    """The document's own title or first heading; where there is none, a short first line that begins like one."""
    first = next((block.text for page in raw[:2] for block in page.blocks), "")
    return title_of(raw) or (first if 3 <= len(first) <= _LONGEST_TITLE and not first.endswith(".") else "")


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
