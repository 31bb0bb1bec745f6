"""Files and folders -> the index. Each file goes in whole or not at all; a bad one does not stop the rest."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.domain import Authority, Kind, Page, Passage, Source
from assistant.errors import UnreadableFile
from assistant.library import Entry, Library, Manifest
from assistant.models import Embedder
from assistant.planted import planted_in
from assistant.settings import Settings
from assistant.store import VectorStore
from ingest import chunk
from ingest.blocks import RawPage
from ingest.catalogue import read_catalogue
from ingest.clean import tidy
from ingest.copies import Copies
from ingest.files import UNREAD, list_folder
from ingest.outcome import Failure, Report, failure
from ingest.questions import install_questions
from ingest.readers import Limits, check, read
from ingest.titles import title_of
from ingest.vectors import BATCH, Progress, embed, embedding_text, mend, restore

__all__ = ["Failure", "Report", "Tell", "digest", "embedding_text", "ingest"]


Tell = Callable[[str, str, int], None]
"""Called when a document is begun ("reading", its file's name, 0) and when it is in the index ("indexed", its title, its passages)."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A file that should be in the index. `source` is None for what is not in the catalogue."""

    path: Path
    source: Source | None = None


def ingest(settings: Settings, paths: Sequence[Path], library: Library, store: VectorStore,
           embedder: Callable[[], Embedder], dimension: int | None = None, *, rebuild: bool = False,
           progress: Progress = lambda *_: None, tell: Tell = lambda *_: None, again: Sequence[str] = (), mark: str = "") -> Report:
    """Brings the index in line with the shipped corpus (no paths) or with the given files and folders.

    `embedder` is called only if there is something to embed, so that a run with nothing to do is quick. A file
    under a given folder that was ingested before and is gone now is taken out of the index, and so is a given
    path that is gone. Nothing is lost when a run is cut off: each file's change is committed at its end. Vectors that
    are missing or damaged are made again from the record first. `again` are origins to read besides what is given. `mark` ends each new id
    of a document that is not in the catalogue, for an index that is read beside another.

    Raises:
        IndexMismatch: the index was built another way and rebuild is False.
        CorpusError: the shipped corpus is not what its catalogue says.
    """
    report = Report()
    manifest = Manifest(settings.embedding_model, dimension or _dimension(library, settings, embedder), chunk.VERSION)
    if not rebuild:
        library.expect(manifest)
    known = {entry.origin: entry for entry in library.entries()}
    limits = Limits(settings.max_file_mb * 1024 * 1024, settings.max_file_pages)
    wanted, gone = _wanted(settings, paths, known, report)
    given = {item.path for item in wanted}
    wanted += [_Wanted(path) for path in map(Path, again) if path.is_file() and path not in given]
    lost, said = mend(library, store, thoroughly=rebuild)
    report.mended += [said] if said else []
    if not rebuild:
        restore(lost, store, embedder, progress)
    if rebuild:
        wanted += _others(wanted, gone, known, settings)
        if library.manifest != manifest:
            _empty(library, store, {_origin(file.path, settings) for file in wanted}, gone)
    kept = library.copies
    copies = Copies(known.values(), kept, lambda origin: _path(origin, settings))
    for entry in gone:
        store.delete(library.remove(entry.source.id))
        report.removed.append(entry.source.id)
        _add(wanted, copies.left(entry))
    taken = {entry.source.id for entry in library.entries()}
    pending: list[_Read] = []
    embedded = 0
    for number, file in enumerate(wanted, 1):
        origin = _origin(file.path, settings)
        before = known.get(origin)
        try:
            check(file.path, limits)
            covers = digest(file.path, file.source)
            if before and before.digest == covers and not rebuild:
                report.unchanged.append(before.source.id)
                continue
            twin = copies.twin(covers, origin) if file.source is None and not (before and before.digest == covers) else None
            if before and before.digest != covers:
                _add(wanted, copies.left(before))
            if twin and copies.is_there(twin[1]):
                report.duplicates.append(failure(file.path, "duplicate", f"{file.path.name} has the same content as {_path(twin[1], settings)}, which is {twin[0]}: kept once"))
                copies.kept[origin] = twin[0]
                if before:
                    store.delete(library.remove(before.source.id))
                    report.removed.append(before.source.id)
                continue
            if twin and before is None:  # the same document in another place: it keeps its id
                before = known.get(twin[1])
            source = file.source or _describe(file.path, before, taken, mark)
            taken.add(source.id)
            tell("reading", file.path.name, 0)
            pending.append(_read(file, source, origin, covers, limits, replaces=before is not None))
            copies.read(covers, source.id, origin)
        except UnreadableFile as error:
            report.failed.append(failure(file.path, error.outcome, str(error)))
        except OSError as error:
            report.failed.append(failure(file.path, "cannot be read", f"{file.path}: {error.strerror or error}"))
        if (now := sum(len(p.passages) for p in pending)) >= BATCH:
            _commit(pending, library, store, embedder, manifest, report, _of_all(progress, embedded, now, number / len(wanted)), tell)
            embedded += now
    _commit(pending, library, store, embedder, manifest, report, _of_all(progress, embedded, sum(len(p.passages) for p in pending), 1), tell)
    if rebuild:  # what could not be read again stays as it was read, with new vectors too
        done = {*report.added, *report.replaced}
        restore([p for p in library.all_passages() if p.source_id not in done], store, embedder, progress)
    if copies.kept != kept:
        library.keep_copies(copies.kept)
    if not paths:
        install_questions(settings, library)
    report.passages = library.count()
    return report


def _add(wanted: list[_Wanted], paths: Iterable[Path]) -> None:
    """Puts files to the end of those to read, each once."""
    wanted += [_Wanted(path) for path in paths if path not in {item.path for item in wanted}]


def _of_all(progress: Progress, done: int, now: int, share: float) -> Progress:
    """Progress over the whole run: what is to come is taken to be like the share of the files that is read."""
    return lambda title, part, _: progress(title, done + part, round((done + now) / share))


@dataclass(frozen=True, slots=True)
class _Read:
    """A file read and chunked, waiting for its vectors."""

    entry: Entry
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    replaces: bool


def _read(file: _Wanted, source: Source, origin: str, covers: str, limits: Limits, *, replaces: bool) -> _Read:
    raw = read(file.path, limits)
    source = source if file.source else _titled(source, raw)
    pages, passages = chunk.chunk(source.id, raw, source.title)
    if not passages:
        raise UnreadableFile("no text", f"{file.path.name} has no text to index; give a file with text in it")
    return _Read(Entry(source, origin, covers, file.source is not None), pages, passages, replaces)


def _commit(pending: list[_Read], library: Library, store: VectorStore, embedder: Callable[[], Embedder],
            manifest: Manifest, report: Report, progress: Progress, tell: Tell) -> None:
    """Embeds what is pending in one go, then puts each file in: vectors, record, then the old vectors out."""
    passages = [p for item in pending for p in item.passages]
    if not passages:
        pending.clear()
        return
    store.add([p.id for p in passages], embed(passages, embedder(), pending[0].entry.source.title, progress))
    gone: list[str] = []
    for item in pending:
        gone += library.replace(item.entry, item.pages, item.passages, manifest)
        if not item.entry.shipped and (count := planted_in(item.passages)):
            report.planted[item.entry.source.id] = count
        (report.replaced if item.replaces else report.added).append(item.entry.source.id)
        tell("indexed", item.entry.source.title, len(item.passages))
    store.delete(gone)
    pending.clear()


def _dimension(library: Library, settings: Settings, embedder: Callable[[], Embedder]) -> int:
    """The embedder's dimension, from the record where the same embedder built it: loading a model takes seconds."""
    built = library.manifest
    return built.dimension if built and built.embedder == settings.embedding_model else embedder().dimension


# --- which files -----------------------------------------------------------------------------------------

def _wanted(settings: Settings, paths: Sequence[Path], known: dict[str, Entry], report: Report
            ) -> tuple[list[_Wanted], list[Entry]]:
    """The files to have in the index, and the entries to take out of it."""
    if not paths:
        listed = read_catalogue(settings.corpus_dir)
        keep = {_origin(item.path, settings) for item in listed}
        return ([_Wanted(item.path, item.source) for item in listed],
                [e for e in known.values() if e.shipped and e.origin not in keep])
    wanted: list[_Wanted] = []
    gone: list[Entry] = []
    for path in dict.fromkeys(_resolved(p) for p in paths):
        if os.path.isdir(path):  # not Path.is_dir, which raises where a name is too long
            listed = list_folder(path)
            wanted.extend(_Wanted(file) for file in listed.files)
            report.skipped += [failure(file, "skipped", f"{file.name} is {UNREAD}") for file in listed.others]
            report.failed += [failure(closed, "no permission", f"{closed} cannot be opened ({why}); let this user read it, or leave it out")
                              for closed, why in listed.closed]
            held = {_origin(file, settings) for file in listed.files}
            inside, *shut = (_origin(place, settings).rstrip("/") + "/" for place in (path, *(place for place, _ in listed.closed)))
            # What cannot be looked at is not gone.
            gone.extend(e for o, e in known.items()
                        if o.startswith(inside) and not o.startswith(tuple(shut)) and o not in held and not e.shipped)
        elif os.path.lexists(path):
            wanted.append(_Wanted(path))
        elif _origin(path, settings) in known:
            gone.append(known[_origin(path, settings)])
        else:
            under = sum(o.startswith(_origin(path, settings).rstrip("/") + "/") for o in known)
            report.failed.append(failure(path, "missing", f"{path} is not there; " + (
                f"the index still has {under} document{'s' if under > 1 else ''} from it: `social-value ingest --forget {shlex.quote(str(path))}` takes "
                f"{'them' if under > 1 else 'it'} out" if under else "check the name")))
    inside = any(item.path.is_relative_to(settings.corpus_dir) for item in wanted)
    listed = {item.path: item.source for item in read_catalogue(settings.corpus_dir)} if inside else {}
    # Once each, also where a folder and a file in it are given; a shipped document keeps its catalogue entry.
    return ([_Wanted(path, listed.get(path)) for path in dict.fromkeys(item.path for item in wanted)],
            list({entry.origin: entry for entry in gone}.values()))


def _others(wanted: Sequence[_Wanted], gone: Sequence[Entry], known: dict[str, Entry], settings: Settings) -> list[_Wanted]:
    """What else the index holds and is still there to read: a rebuild makes everything anew, not only what is given."""
    done = {*(_origin(item.path, settings) for item in wanted), *(entry.origin for entry in gone)}
    shipped = {item.path: item.source for item in read_catalogue(settings.corpus_dir)} \
        if any(entry.shipped for origin, entry in known.items() if origin not in done) else {}
    paths = [_path(origin, settings) for origin in known if origin not in done]
    return [_Wanted(path, shipped.get(path)) for path in paths if path.exists()]


def _empty(library: Library, store: VectorStore, kept: Collection[str], gone: list[Entry]) -> None:
    """Takes everything out, before it is put in another way; adds to `gone` what will not come back."""
    before = {entry.origin for entry in gone}
    for entry in library.entries():
        library.remove(entry.source.id)
        if entry.origin not in kept and entry.origin not in before:
            gone.append(entry)
    store.clear()


def _resolved(path: Path) -> Path:
    """The path itself, links followed; a loop of links stays as it is given, to fail when it is read."""
    try:
        return path.expanduser().resolve()
    except (RuntimeError, OSError):  # no home, a loop of links, a name that is too long
        return path.absolute()


def _origin(path: Path, settings: Settings) -> str:
    """How a file is remembered: inside the shipped corpus by its place there, else by its full path."""
    try:
        return "corpus:" + path.relative_to(settings.corpus_dir).as_posix()
    except ValueError:
        return path.as_posix()


def _path(origin: str, settings: Settings) -> Path:
    """The file that an origin stands for."""
    return settings.corpus_dir / origin.removeprefix("corpus:") if origin.startswith("corpus:") else Path(origin)


def digest(path: Path, source: Source | None = None) -> str:
    """Covers the bytes, the catalogue's words about them and the way of chunking: any change means ingest anew."""
    sha = hashlib.sha256(f"{chunk.VERSION}{source!r}".encode())
    with path.open("rb") as stream:
        while part := stream.read(1 << 20):
            sha.update(part)
    return sha.hexdigest()


def upload_id(path: Path) -> str:
    """The source id of a document that is not in the catalogue, from its file's name; a second one of that id gets a suffix."""
    return "upload-" + (re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40] or "document")


def _describe(path: Path, before: Entry | None, taken: Iterable[str], mark: str = "") -> Source:
    """A source for a file that has no catalogue entry: the same id as before if it was here, else a new one."""
    if before:
        name = before.source.id
    else:
        name = f"{upload_id(path)}-{mark}" if mark else upload_id(path)
        if name in set(taken):
            name += "-" + hashlib.sha256(str(path).encode()).hexdigest()[:8]
    return Source(name, tidy(path.name) or name, "your own document", "", Kind.UPLOAD, Authority.USER)


def _titled(source: Source, raw: Sequence[RawPage]) -> Source:
    """The source under its document's own title, where it has one."""
    return replace(source, title=title_of(raw) or source.title)
