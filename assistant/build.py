"""The composition root: Settings -> Assistant. The only place that decides which part is used for what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from assistant.assistant import Assistant
from assistant.bodies import Bodies
from assistant.charts.charts import Ground, read_charts
from assistant.charts.values import Chart
from assistant.chat_model import ChatModel, load_chat_model
from assistant.currency import Currency
from assistant.domain import Authority, Source
from assistant.drafting.clauses import read_clauses
from assistant.drafting.policy import Materials
from assistant.drafting.talk import PolicyTalk
from assistant.errors import IndexMismatch, IndexMissing, IndexUnavailable, ModelUnavailable
from assistant.events import read_events
from assistant.extract import Extractor
from assistant.generate import Writer
from assistant.glossary import glossary
from assistant.intents import Intent
from assistant.keyword import Idf, KeywordIndex
from assistant.law_asks import LawAsks
from assistant.library import Library
from assistant.models import Embedder, model_folder
from assistant.parts import parts, question_index
from assistant.people import LOCAL
from assistant.practice.bank import Bank, Material, make_bank
from assistant.practice.facts import read_facts, read_sorts
from assistant.provenance import Provenance
from assistant.question_index import QuestionIndex
from assistant.record import has_documents, open_both, open_library
from assistant.retrieval import Retriever
from assistant.settings import PEOPLE, Settings, load_settings
from assistant.spelling import mended
from assistant.store import COLLECTION, BothStores, VectorStore
from assistant.table_rows import Rows
from assistant.tables import Tables
from assistant.tender.buyer import TenderMaterials, read_materials
from assistant.then_and_now import ThenAndNow
from assistant.timeline import Change, read_timeline

_LOOKED_FOR = 32
"""How many of the record's passages are looked for in the vector store before it is searched."""
OPENERS = (
    "What does the Social Value Act ask commissioners to do?",
    "How many CCGs made highly committed use of the Act?",
    "What weighting for social value was common?",
    "Which STP footprint is NHS Swindon CCG in, and does its plan mention social value?",
)


def build_assistant(settings: Settings | None = None, embedder: Embedder | None = None, chat: ChatModel | None = None, *,
                    owner: str = LOCAL) -> Assistant:
    """An assistant over the index that the settings name; the embedder and the chat model are loaded at the first question.

    For somebody who signed in (`owner`), over their own documents too. Those are an index of their own, which no other assistant opens: that is
    what keeps one person's documents out of another's answers.

    Raises:
        IndexMissing, IndexMismatch, IndexUnavailable, ModelUnavailable, SettingsError: with what to run.
    """
    settings = settings or load_settings()
    own = settings.of(owner)
    has_own = own is not settings and has_documents(own)
    shared = open_library(settings)
    library = open_both(settings, own) if has_own else shared
    shares = parts(settings)
    get = (lambda: embedder) if embedder else shares.embedder
    keyword = KeywordIndex.open((own if has_own else settings).index_dir, library.revision, library.all_passages())
    index = question_index(settings.index_dir) if settings.question_index else QuestionIndex.empty()
    store = open_store(settings, lambda: shared.ids(most=_LOOKED_FOR))
    if has_own:
        store = BothStores(store, open_store(own, lambda: _ids(own)))
    sources = [entry.source for entry in library.entries()]
    # what somebody adds must not change how the index of questions, which is of the shipped documents, is read
    theirs = frozenset(s.id for s in sources if s.authority is Authority.USER)
    idf = Idf.of(p for p in library.all_passages() if p.source_id not in theirs) if theirs else keyword.idf
    retriever = Retriever(library, store, keyword, index, shares.encoder, idf, settings.dense_weight)
    tables = Tables.load(settings.corpus_dir / "tables") if settings.tables and (settings.corpus_dir / "tables").exists() else None
    extractor = Extractor(library, idf, shares.reader, sources, OPENERS, tables.places if tables else lambda _: (), keyword.idf)
    law = settings.corpus_dir / "law"
    currency = Currency.load(law) if settings.notices and law.exists() else None
    bodies = Bodies.load(law, currency.briefing) if currency else None
    changes = ThenAndNow.load(law, currency.briefing) if currency else None
    asks = LawAsks.load(law, currency.briefing) if currency else None
    chat = chat or load_chat_model(settings)
    writer = Writer(chat, {s.id: s for s in sources}, extractor.sources.kind, library.page_text, settings.evidence_tokens) if chat else None
    doors = {Intent.DRAFT_POLICY: PolicyTalk(cache(lambda: drafting_materials(settings, library)))} if currency else {}
    chains = settings.corpus_dir / "provenance"
    provenance = cache(lambda: Provenance.load(chains)) if chains.exists() else None
    return Assistant(settings, library, retriever, extractor, get, tables, _mender(settings, keyword), currency, bodies, writer, doors, changes, provenance, asks)


def drafting_materials(settings: Settings | None = None, library: Library | None = None) -> Materials:
    """What a draft is made of, every quote held against its page; no model is loaded.

    Raises:
        IndexMissing, IndexMismatch, IndexUnavailable, CorpusError: with what to run.
    """
    settings = settings or load_settings()
    library = library or open_library(settings)
    law, tables = settings.corpus_dir / "law", settings.corpus_dir / "tables"
    currency = Currency.load(law)
    return Materials(read_clauses(currency.briefing), Bodies.load(law, currency.briefing), currency, Tables.load(tables) if tables.exists() else None,
                     {entry.source.id: entry.source for entry in library.entries()}, cache(library.page_text)).check()


def tender_materials(settings: Settings | None = None) -> TenderMaterials:
    """The corpus's part in a tender answer, every quote held against its page; no model is loaded. Raises as drafting_materials does."""
    settings = settings or load_settings()
    library = open_library(settings)
    briefing = Currency.load(settings.corpus_dir / "law").briefing
    return read_materials(briefing, {entry.source.id: entry.source for entry in library.entries()}, cache(library.page_text))


def practice_bank(settings: Settings | None = None, today: date | None = None, seed: int = 0) -> Bank:
    """Every item to practise on, each proved against its page; no model is loaded. Raises as drafting_materials does."""
    settings = settings or load_settings()
    library, law = open_library(settings), settings.corpus_dir / "law"
    briefing, page_text = Currency.load(law).briefing, cache(library.page_text)
    shipped = {entry.source.id for entry in library.entries() if entry.shipped}
    material = Material(read_facts(page_text, briefing), read_sorts(page_text), read_events(page_text, briefing), Rows.load(settings.corpus_dir / "tables"),
                        tuple(page for page in library.pages() if page.source_id in shipped))
    library.close()
    return make_bank(material, today or date.today(), seed)


def changes(today: date, settings: Settings | None = None) -> tuple[Change, ...]:
    """What has changed, the earliest first; without what only the documents tell, where they are not in the index. Raises CorpusError."""
    settings = settings or load_settings()
    currency = Currency.load(settings.corpus_dir / "law", lambda: today)
    try:
        library = open_library(settings)
    except (IndexMissing, IndexMismatch, IndexUnavailable):
        return read_timeline(currency.briefing, currency.rules, (), {}, today)
    try:
        entries = library.entries()
        events = read_events(library.page_text, currency.briefing) if any(entry.shipped for entry in entries) else ()
        return read_timeline(currency.briefing, currency.rules, events, {entry.source.id: entry.source.title for entry in entries}, today)
    finally:
        library.close()


def open_charts(settings: Settings | None = None) -> tuple[Chart, ...]:
    """The findings as pictures, every figure held against its quote; no model is loaded. Raises as drafting_materials does."""
    settings = settings or load_settings()
    library, law = open_library(settings), settings.corpus_dir / "law"
    briefing, page_text = Currency.load(law).briefing, cache(library.page_text)
    titles = {entry.source.id: entry.source.title for entry in library.entries()}
    charts = read_charts(Ground(page_text, Rows.load(settings.corpus_dir / "tables"), read_events(page_text, briefing), briefing, titles))
    library.close()
    return charts


def known_sources(settings: Settings | None = None) -> tuple[Source, ...]:
    """Every document in the index, by id, without opening anything else of it; none when there is no index."""
    try:
        library = open_library(settings or load_settings())
    except (IndexMissing, IndexMismatch, IndexUnavailable):
        return ()
    sources = tuple(entry.source for entry in library.entries())
    library.close()
    return sources


def open_store(settings: Settings, expects: Callable[[], Sequence[str]] = tuple) -> VectorStore:
    """The vector store the settings name, opened at first use; `expects` gives ids that a search needs to be there."""
    owner = settings.data_dir.name if settings.data_dir.parent.name == PEOPLE else ""
    return VectorStore(settings.index_dir / "chroma", settings.chroma_url, expects, f"{COLLECTION}-{owner}" if owner else COLLECTION)


def _ids(settings: Settings) -> list[str]:
    library = open_library(settings)
    try:
        return library.ids(most=_LOOKED_FOR)
    finally:
        library.close()


def _mender(settings: Settings, keyword: KeywordIndex) -> Callable[[str], str]:
    """Spelling help from the index's own words; English words are those that the embedder's vocabulary has whole."""
    english = _vocabulary(settings)

    def mend(text: str) -> str:
        return mended(text, keyword.spelt, lambda word: word in english(), [term.short for term in glossary().terms if term.short.isupper()])

    return mend


def _vocabulary(settings: Settings) -> Callable[[], frozenset[str]]:
    @cache
    def load() -> frozenset[str]:
        try:
            folder = model_folder(settings.embedding_model) or model_folder("all-MiniLM-L6-v2")
        except ModelUnavailable:
            return frozenset()
        path = (folder / "vocab.txt") if folder else None
        return frozenset(path.read_text(encoding="utf-8").split("\n")) if path and path.exists() else frozenset()

    return load
