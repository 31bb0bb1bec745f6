"""Documents that people add on the web page: bytes in, one outcome a file out. What the record holds decides what stays on the disk."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.build import open_store
from assistant.errors import IndexUnavailable, UnreadableFile
from assistant.library import Entry, Library
from assistant.models import Embedder
from assistant.people import LOCAL
from assistant.planted import told
from assistant.record import record_path
from assistant.settings import Settings
from assistant.text import printable
from ingest.lock import alone
from ingest.pipeline import Report, digest
from ingest.readers import READERS, check
from ingest.run import run
from ingest.vectors import Progress

SUFFIXES = tuple(READERS)
"""The types of file that are read."""
ADDED, REPLACED, UNCHANGED, REMOVED, FAILED = "added", "replaced", "unchanged", "removed", "failed"
_LONGEST_NAME = 120
_BEFORE = ".before-"
"""Begins the name under which the file that another replaces is kept until the other is in the index."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a browser gives it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended for one file: a word of the five above, why, and the document's id ("" when it failed)."""

    name: str
    outcome: str
    message: str
    source_id: str = ""


class Uploads:
    """The documents that one owner added: the local user's in the index that all share, those of somebody who signed in in one of their own."""

    def __init__(self, settings: Settings, owner: str = LOCAL) -> None:
        self._all, self._settings = settings, settings.of(owner)
        self._folder = self._settings.uploads_dir.resolve()  # as the pipeline remembers where a document came from
        self._mark = "" if owner == LOCAL else owner[:8]

    def entries(self) -> tuple[Entry, ...]:
        """What was added, by id; () while there is no index."""
        return tuple(entry for entry in entries_of(self._settings) if not entry.shipped)

    def add(self, files: Sequence[Upload], embedder: Callable[[], Embedder], progress: Progress = lambda *_: None) -> tuple[Outcome, ...]:
        """Puts files into the index, each whole or not at all; an outcome each, in the order given.

        A file of the same name takes the place of the one before; where it cannot be read, the one before stays.

        Raises:
            IndexUnavailable, IndexMismatch, ModelUnavailable: nothing of what was given is in; what was there before is.
        """
        ends: dict[int, Outcome] = {}
        placed: dict[int, Path] = {}
        room = self._settings.max_documents - len(self.entries())
        try:
            for number, file in enumerate(files):
                try:
                    placed[number] = self._place(file, placed.values(), room - sum(not _before(path).exists() for path in placed.values()))
                except _Same as same:
                    ends[number] = Outcome(file.name, UNCHANGED, str(same), same.source_id)
                except UnreadableFile as error:
                    ends[number] = Outcome(file.name, FAILED, str(error))
            report = run(self._settings, list(placed.values()), embedder, progress=progress, mark=self._mark) if placed else Report()
        finally:
            for path in placed.values():
                self._follow_the_record(path)
        there = {entry.origin: entry.source for entry in self.entries()}
        why = {failure.path: failure.message for failure in report.failed}
        for number, path in placed.items():
            source = there.get(path.as_posix())
            if str(path) in why or source is None:
                kept = " The document of that name that was here before stays." if source else ""
                ends[number] = Outcome(files[number].name, FAILED, why.get(str(path), "it did not go into the index") + kept)
            elif source.id in report.replaced:
                ends[number] = Outcome(files[number].name, REPLACED, f"It takes the place of the document of that name that was here before.{_note(report, source.id)}", source.id)
            else:
                ends[number] = Outcome(files[number].name, ADDED, f"It can be asked about now.{_note(report, source.id)}", source.id)
        return tuple(ends[number] for number in range(len(files)))

    def remove(self, source_id: str) -> Outcome:
        """Takes a document out: of the record first, since what is not in it is never shown, then its vectors, then its file.

        Raises:
            UnreadableFile: there is none of that id, or it is one of the shipped ones.
            IndexUnavailable: the index cannot be written.
        """
        with alone(self._settings.index_dir):
            entry = next((one for one in self.entries() if one.source.id == source_id), None)
            if entry is None:
                raise UnreadableFile("missing", "that document is not among those you can remove; it may be gone already")
            library = Library(record_path(self._settings))
            try:
                gone = library.remove(source_id)
                if source_id in (copies := library.copies).values():
                    library.keep_copies({origin: name for origin, name in copies.items() if name != source_id})
            finally:
                library.close()
            open_store(self._settings).delete(gone)
            for kept in self._settings.index_dir.glob("keyword-*"):  # it has the document's words; the next to open makes it again
                shutil.rmtree(kept, ignore_errors=True)
        path = Path(entry.origin)
        if not path.is_relative_to(self._folder):
            where = f"Your file {path} stays where it is." if path.exists() else f"Its file, {path}, was not there any more."
            return Outcome(entry.source.title, REMOVED, f"It is out of the index. {where}", source_id)
        path.unlink(missing_ok=True)
        return Outcome(entry.source.title, REMOVED, "It is out of the index, and its file is deleted.", source_id)

    def reindex(self, embedder: Callable[[], Embedder], progress: Progress = lambda *_: None) -> Report:
        """Makes the index anew from the documents' files. Raises as `ingest` does."""
        here = [self._folder] if self._folder.is_dir() else []
        if self._settings is not self._all:
            return run(self._settings, here, embedder, rebuild=True, progress=progress, mark=self._mark) if here else Report()
        report = run(self._settings, [], embedder, rebuild=True, progress=progress)
        if here:  # a file that is in no index is one that a run which was cut off left
            more = run(self._settings, here, embedder, progress=progress)
            report.added += more.added
            report.failed += more.failed
        return report

    def _place(self, file: Upload, placed: Sequence[Path], room: int) -> Path:
        """Writes a file where it is read from, with what it replaces kept beside it. Raises UnreadableFile, or _Same for what is here already."""
        path = self._folder / file_name(file.name)
        if path in placed:
            raise UnreadableFile("named twice", f"another file with the name {path.name} was given with it; rename one of them and add it again")
        if path.suffix.lower() not in SUFFIXES:
            check(path)  # says what types are read
        limit = self._settings.max_file_mb
        if len(file.data) > limit << 20:
            raise UnreadableFile("too large", f"{path.name} has {len(file.data) / (1 << 20):,.1f} MB; at most {limit} are read (SOCIAL_VALUE_MAX_FILE_MB); split it, "
                                              "or take the pictures out, and add it again")
        if room <= 0 and not path.exists():
            raise UnreadableFile("too many", f"{self._settings.max_documents} documents are here already, the most that there may be "
                                             "(SOCIAL_VALUE_MAX_DOCUMENTS); remove one first")
        new = path.with_name(f".new-{path.name}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            new.write_bytes(file.data)
            self._refuse_the_same(path, new)
            if path.exists():
                path.replace(_before(path))
            new.replace(path)
        except OSError as error:
            raise IndexUnavailable(f"{path.name} cannot be kept ({error.strerror or error}); free some space, or give the program the right to write in "
                                   f"{self._folder}") from error
        finally:
            new.unlink(missing_ok=True)
        return path

    def _refuse_the_same(self, path: Path, new: Path) -> None:
        """That these bytes are in no document that this owner can ask about."""
        covers = digest(new)
        for entry in (*self.entries(), *entries_of(self._all)):
            if entry.digest == covers:
                raise _Same(entry, "It is here already, with the same content." if entry.origin == path.as_posix() else
                            f"The same document is here already, as {Path(entry.origin).name}.")

    def _follow_the_record(self, path: Path) -> None:
        """After a run: the file that is in the index stays; one that did not go in goes, and what it was to replace comes back."""
        entry = next((one for one in self.entries() if one.origin == path.as_posix()), None)
        if entry and path.exists() and entry.digest == digest(path):
            _before(path).unlink(missing_ok=True)
        elif _before(path).exists():
            _before(path).replace(path)
        elif entry is None:
            path.unlink(missing_ok=True)


class _Same(Exception):
    """A file whose very bytes are in the index."""

    def __init__(self, entry: Entry, message: str) -> None:
        super().__init__(message)
        self.source_id = entry.source.id


def file_name(name: str) -> str:
    """A name that any system can keep: no folder, no control or reserved character, not hidden, of at most _LONGEST_NAME characters."""
    base = PurePosixPath(unicodedata.normalize("NFC", printable(name)).replace("\\", "/")).name
    base = re.sub(r'[<>:"|?*\x00-\x1f\x7f]', "_", " ".join(base.split())).strip(". ")
    stem, suffix = os.path.splitext(base)
    while len(f"{stem}{suffix}".encode()) > _LONGEST_NAME and stem:
        stem = stem[:-1]
    return f"{stem or 'document'}{suffix}"


def _before(path: Path) -> Path:
    return path.with_name(f"{_BEFORE}{path.name}")


def entries_of(settings: Settings) -> tuple[Entry, ...]:
    """Every document of an index, by id; () while there is none. Raises IndexUnavailable."""
    if not record_path(settings).exists():
        return ()
    library = Library(record_path(settings))
    try:
        return library.entries() if library.revision != "empty" else ()
    finally:
        library.close()


def _note(report: Report, source_id: str) -> str:
    """What of a document that went in is not used."""
    said = told(report.planted.get(source_id, 0))
    return f" {said}." if said else ""
