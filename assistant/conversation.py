"""Conversations as they are kept: a SQLite file by default, any other database by its SQLAlchemy URL. Nothing is sent anywhere else.

A question is written before it is answered and the answer after it, each in a short transaction of its own: whatever stops the
program in between, the question is there when the conversation is opened again, and can be asked again.
"""

from __future__ import annotations

import copy
import json
import os
import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from assistant.domain import Answer, Role
from assistant.errors import ConversationMissing, ConversationsUnavailable, SettingsError
from assistant.people import LOCAL
from assistant.plain import answer_from_text, answer_to_text
from assistant.settings import Settings
from assistant.text import printable
from assistant.turns import Conversation, Summary, Turn, folded, title_of

SCHEMA = 3
"""Of the tables: 2 knows whose a conversation is, 3 whether an answer helped. An earlier one is brought up to it, with all that is in it; a later one is refused, since this
product could spoil it."""
IN_MEMORY = "sqlite://"
"""The URL of a store that is gone when it is closed."""
SHORTEST_ID = 4
"""Characters of an id that may stand for the whole of it."""
LONGEST_REASON = 1000
"""Characters of what a user says about an answer; the rest is left out."""
_WAIT_SECONDS = 30
_UNREADABLE = "This answer cannot be read ({}). Ask the question again."
_DRIVERS = {"postgresql": "psycopg[binary]", "mysql": "pymysql", "mariadb": "pymysql", "mssql": "pyodbc", "oracle": "oracledb"}

_metadata = sa.MetaData()
_long = sa.Text().with_variant(mysql.LONGTEXT(), "mysql", "mariadb")
_about = sa.Table("social_value_about", _metadata, sa.Column("name", sa.String(40), primary_key=True), sa.Column("value", sa.String(200), nullable=False))
_conversations = sa.Table(
    "social_value_conversations", _metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("sought", sa.Text, nullable=False),  # the title, folded
    sa.Column("role", sa.String(20)),
    sa.Column("created", sa.String(32), nullable=False),  # UTC in ISO form, which sorts, and is the same in every database
    sa.Column("updated", sa.String(32), nullable=False, index=True),
    sa.Column("owner", sa.String(64), nullable=False, server_default=LOCAL, index=True),
)
_turns = sa.Table(
    "social_value_turns", _metadata,
    sa.Column("conversation_id", sa.String(16), sa.ForeignKey(_conversations.c.id), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("question", _long, nullable=False),  # as JSON: any character, in any database
    sa.Column("role", sa.String(20)),
    sa.Column("asked", sa.String(32), nullable=False),
    sa.Column("answer", _long),  # as JSON of assistant/plain.py; NULL while it waits
    sa.Column("problem", sa.Text, nullable=False),
    sa.Column("settled", sa.String(32)),
    sa.Column("sought", _long, nullable=False),  # question and answer, folded
    sa.Column("rating", sa.String(10), nullable=False, server_default=""),  # what the user thinks of the answer: up, down or nothing
    sa.Column("reason", sa.String(LONGEST_REASON), nullable=False, server_default=""),
)


def open_conversations(settings: Settings) -> Conversations:
    """The store that the settings name, with what is older than the retention removed. Raises ConversationsUnavailable with what to do."""
    return Conversations(settings.database_url or default_url(settings.data_dir), retention_days=settings.retention_days)


def default_url(data_dir: Path) -> str:
    """The SQLite file in a data folder, as a URL."""
    return sa.URL.create("sqlite", database=str(default_path(data_dir))).render_as_string()


def default_path(data_dir: Path) -> Path:
    """Where that file is."""
    return data_dir / "conversations.sqlite"


class Conversations:
    """The store, as one owner sees it: nobody else's conversations are listed, found, opened or changed. Safe for several processes and threads at once."""

    def __init__(self, url: str, *, retention_days: int = 0, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Opens the store, making its tables where there are none.

        Raises:
            ConversationsUnavailable: it cannot be opened or read, is not ours, or was made by a later version of the product.
            SettingsError: the URL is of no kind that can be used here.
        """
        self._clock, self._owner = clock, LOCAL
        self._engine, self._url = _engine(url)
        try:
            self._prepare()
            if retention_days:
                self._expire(retention_days)
        except BaseException:
            self.close()
            raise

    def of(self, owner: str) -> Conversations:
        """The same store as another owner sees it."""
        theirs = copy.copy(self)
        theirs._owner = owner
        return theirs

    def close(self) -> None:
        """Closes every connection, whoever uses it."""
        self._engine.dispose()

    @property
    def owner(self) -> str:
        """Whose conversations are seen here."""
        return self._owner

    def beside(self, tables: sa.MetaData) -> Callable[..., AbstractContextManager[sa.Connection]]:
        """The way to other tables of the same database, which are made where they are missing: a transaction, with `writes=True` for one that writes."""
        with self._transaction() as db:
            missing = {table.name for table in tables.sorted_tables} - set(sa.inspect(db).get_table_names())
        if missing:
            with self._transaction(writes=True) as db:
                tables.create_all(db)
        return self._transaction

    @property
    def place(self) -> str:
        """Where the conversations are, without a password: a path, or a URL."""
        return self._url.database if self._is_file else self._url.render_as_string(hide_password=True)

    def verify(self) -> None:
        """Reads the whole of a file, and sees that it can be written. Raises ConversationsUnavailable."""
        with self._transaction(writes=True) as db:
            if self._engine.dialect.name == "sqlite" and (found := db.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()) != "ok":
                raise self._damaged(found)
            db.execute(sa.update(_about).where(_about.c.name == "schema").values(value=str(SCHEMA)))

    # --- asking ------------------------------------------------------------------------------------------

    def put(self, question: str, role: Role | None = None, conversation_id: str = "") -> tuple[str, Turn]:
        """Writes a question down, before it is answered: in a conversation, or in a new one if none is named.

        Returns the conversation's id and the turn. Raises ConversationMissing when it was deleted meanwhile.
        """
        now = _written(self._clock())
        with self._transaction(writes=True) as db:
            name = conversation_id or secrets.token_hex(8)
            if conversation_id:
                if not db.execute(_ASKED_IN, {"name": name, "whose": self._owner, "now": now, "by": role and role.value}).rowcount:
                    raise _missing(name)
            else:
                title = title_of(question)
                db.execute(sa.insert(_conversations).values(id=name, title=title, sought=folded(title), role=role and role.value, created=now, updated=now,
                                                           owner=self._owner))
            number = 1 + (db.execute(_LAST_NUMBER, {"name": name}).scalar() or 0)
            db.execute(_TURN, {"conversation_id": name, "number": number, "question": json.dumps(question), "role": role and role.value, "asked": now,
                               "problem": "", "sought": folded(question)})
        return name, Turn(number, question, role, _read_time(now))

    def settle(self, conversation_id: str, number: int, answer: Answer) -> None:
        """Writes the answer to a question down, in place of any problem there was. Raises ConversationMissing."""
        self._end(conversation_id, number, _ANSWERED, given=answer_to_text(answer), words=folded(f"{answer.question}\n{answer.answer}"))

    def fail(self, conversation_id: str, number: int, problem: str) -> None:
        """Writes down why a question got no answer. Raises ConversationMissing."""
        self._end(conversation_id, number, _FAILED, said=printable(problem))

    def rate(self, conversation_id: str, number: int, rating: str, reason: str = "") -> None:
        """Writes down what the user thinks of an answer ("up", "down", or "" to take it back) and why. Raises ConversationMissing."""
        this = self._mine & (_conversations.c.id == conversation_id)
        rated = sa.update(_turns).where(_turns.c.conversation_id.in_(sa.select(_conversations.c.id).where(this)), _turns.c.number == number)
        with self._transaction(writes=True) as db:
            if not db.execute(rated.values(rating=rating, reason=" ".join(printable(reason).split())[:LONGEST_REASON])).rowcount:
                raise _missing(conversation_id)

    def withdraw(self, conversation_id: str, number: int) -> None:
        """Takes a question back that cannot be asked at all, and the conversation too if it was its only one."""
        this = self._mine & (_conversations.c.id == conversation_id)
        with self._transaction(writes=True) as db:
            db.execute(sa.delete(_turns).where(_turns.c.conversation_id.in_(sa.select(_conversations.c.id).where(this)), _turns.c.number == number))
            if not db.execute(sa.select(sa.func.count()).select_from(_turns).where(_turns.c.conversation_id == conversation_id)).scalar():
                db.execute(sa.delete(_conversations).where(this))

    def _end(self, conversation_id: str, number: int, statement: sa.Update, **values: str) -> None:
        now = _written(self._clock())
        with self._transaction(writes=True) as db:
            if not db.execute(_USED, {"name": conversation_id, "whose": self._owner, "now": now}).rowcount or \
                    not db.execute(statement, {"name": conversation_id, "at": number, "now": now, **values}).rowcount:
                raise _missing(conversation_id)

    # --- finding and opening -----------------------------------------------------------------------------

    def list(self, limit: int = 20, offset: int = 0) -> tuple[Summary, ...]:
        """Conversations, those used last first."""
        return self._summaries(self._mine, limit, offset)

    def search(self, text: str, limit: int = 20, offset: int = 0) -> tuple[Summary, ...]:
        """Conversations with these words, as they stand, in the title, a question or an answer; capitals do not matter."""
        return self._summaries(self._mine & _has(text), limit, offset)

    def count(self, text: str = "") -> int:
        """How many conversations there are; with these words in them, if any are given."""
        with self._transaction() as db:
            return db.execute(sa.select(sa.func.count()).select_from(_conversations).where(self._mine & _has(text))).scalar_one()

    def open(self, name: str) -> Conversation:
        """A conversation by its id, or by the beginning of it if no other begins so. Raises ConversationMissing."""
        with self._transaction() as db:
            found = self._resolve(db, name)
            about = db.execute(_SUMMARIES.where(_conversations.c.id == found)).one()
            rows = db.execute(sa.select(_turns).where(_turns.c.conversation_id == found).order_by(_turns.c.number)).all()
        return Conversation(_summary(about), tuple(_turn(row) for row in rows))

    # --- changing and deleting ---------------------------------------------------------------------------

    def rename(self, name: str, title: str) -> str:
        """Gives a conversation another title, and returns it as kept: one line. Raises ConversationMissing, or SettingsError for an empty one."""
        kept = " ".join(printable(title).split())[:1000]
        if not kept:
            raise SettingsError("the title is empty; give a few words")
        with self._transaction(writes=True) as db:
            db.execute(sa.update(_conversations).where(_conversations.c.id == self._resolve(db, name)).values(title=kept, sought=folded(kept)))
        return kept

    def delete(self, name: str) -> None:
        """Deletes a conversation for good. Raises ConversationMissing."""
        with self._transaction(writes=True) as db:
            _remove(db, _conversations.c.id == self._resolve(db, name))
        self._tidy()

    def delete_all(self) -> int:
        """Deletes every conversation of this owner for good; returns how many there were."""
        with self._transaction(writes=True) as db:
            gone = _remove(db, self._mine)
        self._tidy()
        return gone

    def _expire(self, days: int) -> None:
        oldest = _written(self._clock() - timedelta(days=days))
        with self._transaction() as db:
            due = db.execute(sa.select(sa.func.count()).select_from(_conversations).where(_conversations.c.updated < oldest)).scalar()
        if due:
            with self._transaction(writes=True) as db:
                _remove(db, _conversations.c.updated < oldest)
            self._tidy()

    def _tidy(self) -> None:
        """Empties the write-ahead log of a file, so that what was deleted does not live on in it."""
        if self._is_file:
            with suppress(sa.exc.SQLAlchemyError, sqlite3.Error), closing(self._engine.raw_connection()) as raw:
                raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- the database ------------------------------------------------------------------------------------

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return _conversations.c.owner == self._owner

    @property
    def _is_file(self) -> bool:
        return self._engine.dialect.name == "sqlite" and not _in_memory(self._url)

    def _prepare(self) -> None:
        made = self._made() or self._make()
        if made < SCHEMA:
            made = self._bring_up()
        if made > SCHEMA:
            raise ConversationsUnavailable(f"the conversations in {self.place} were made by a later version of this product (schema {made}; this one "
                                           f"knows {SCHEMA}); update it, or set SOCIAL_VALUE_DATABASE_URL to another place; nothing was changed")
        if self._is_file:
            self._keep_a_log()

    def _keep_a_log(self) -> None:
        """Lets others read a file while one writes. Only a store known as ours is changed to that, and it stays so."""
        with closing(self._engine.raw_connection()) as raw:
            for _ in range(100):  # this does not wait for others by itself
                try:
                    raw.driver_connection.execute("PRAGMA journal_mode = WAL")
                    return
                except sqlite3.Error as error:
                    if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                        return  # it may be read, not written; a write will tell
                    time.sleep(0.02)

    def _made(self) -> int | None:
        with self._transaction() as db:
            return self._schema(db)

    def _make(self) -> int:
        """Makes the tables, and returns their schema. Another process may do so at the same moment."""
        try:
            with self._transaction(writes=True) as db:
                if made := self._schema(db):
                    return made
                _metadata.create_all(db)
                db.execute(sa.insert(_about).values(name="schema", value=str(SCHEMA)))
                return SCHEMA
        except ConversationsUnavailable:
            if made := self._made():
                return made
            raise

    def _bring_up(self) -> int:
        """Adds what an earlier schema had not, in one transaction, and returns the schema. Another process may do so at the same moment."""
        try:
            with self._transaction(writes=True) as db:
                if (made := self._schema(db)) >= SCHEMA:
                    return made
                for table in _metadata.tables.values():
                    there = {column["name"] for column in sa.inspect(db).get_columns(table.name)}
                    new = [column for column in table.columns if column.name not in there]
                    for column in new:
                        db.exec_driver_sql(f"ALTER TABLE {table.name} ADD {sa.schema.CreateColumn(column).compile(dialect=self._engine.dialect)}")
                    for index in table.indexes:
                        if set(new) & set(index.columns.values()):
                            index.create(db)
                db.execute(sa.update(_about).where(_about.c.name == "schema").values(value=str(SCHEMA)))
                return SCHEMA
        except ConversationsUnavailable:
            if (made := self._made()) >= SCHEMA:
                return made
            raise

    def _schema(self, db: sa.Connection) -> int | None:
        """The schema of our tables; None when there are none yet."""
        tables = set(sa.inspect(db).get_table_names())
        if _about.name in tables:
            return int(db.execute(sa.select(_about.c.value).where(_about.c.name == "schema")).scalar_one())
        if tables and self._is_file:
            raise ConversationsUnavailable(f"{self.place} is another program's database (it has a table {min(tables)}); set SOCIAL_VALUE_DATABASE_URL "
                                           "to another place, or unset it; nothing was changed")
        return None

    def _resolve(self, db: sa.Connection, name: str) -> str:
        """The whole id that a name stands for."""
        if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST_ID},16}}", name.strip().lower()):
            raise _missing(name)
        wanted = name.strip().lower()
        found = db.execute(sa.select(_conversations.c.id).where(self._mine, _conversations.c.id.startswith(wanted)).limit(2)).scalars().all()
        if len(found) > 1:
            raise ConversationMissing(f"more than one conversation begins with {wanted}; give more of its id")
        if not found:
            raise _missing(name)
        return found[0]

    def _summaries(self, where: sa.ColumnElement[bool], limit: int, offset: int) -> tuple[Summary, ...]:
        newest = _SUMMARIES.where(where).order_by(_conversations.c.updated.desc(), _conversations.c.id).limit(limit).offset(offset)
        with self._transaction() as db:
            return tuple(_summary(row) for row in db.execute(newest))

    @contextmanager
    def _transaction(self, *, writes: bool = False) -> Iterator[sa.Connection]:
        """A transaction; one that writes takes its turn at once, so that it never finds half-way that another was quicker."""
        try:
            with self._engine.connect() as db:
                db = db.execution_options(social_value_writes=writes)
                with db.begin():
                    yield db
        except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError, ValueError) as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> ConversationsUnavailable:
        said = _said(error, self._url)
        code = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) & 0xFF
        if self._engine.dialect.name != "sqlite":
            return ConversationsUnavailable(f"the database of conversations {self.place} cannot be used ({said}); check that its server runs and that "
                                            "SOCIAL_VALUE_DATABASE_URL is right, then try again")
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR) or isinstance(error, ValueError):
            return self._damaged(said)
        if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            return ConversationsUnavailable(f"the conversations in {self.place} cannot be written ({said}); free some space on the disk, then try "
                                            "again; what was kept before is still there")
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return ConversationsUnavailable(f"the conversations in {self.place} have been held by another program for {_WAIT_SECONDS} seconds; close it, "
                                            "then try again; what was kept before is still there")
        return ConversationsUnavailable(f"the conversations in {self.place} cannot be opened or written ({said}); give yourself the right to write there, "
                                        "or set SOCIAL_VALUE_DATA_DIR to a folder you own")

    def _damaged(self, said: str) -> ConversationsUnavailable:
        return ConversationsUnavailable(f"{self.place} is damaged or not a store of conversations ({said[:160]}); move it to another place (it was not "
                                        "changed), and a new one is made at the next start; `sqlite3 FILE .recover` may save what is in it")


# --- statements made once, since making one takes longer than running it --------------------------------

_THIS = (_conversations.c.id == sa.bindparam("name")) & (_conversations.c.owner == sa.bindparam("whose"))
_THIS_TURN = (_turns.c.conversation_id == sa.bindparam("name")) & (_turns.c.number == sa.bindparam("at"))
_ASKED_IN = sa.update(_conversations).where(_THIS).values(updated=sa.bindparam("now"), role=sa.bindparam("by"))
_USED = sa.update(_conversations).where(_THIS).values(updated=sa.bindparam("now"))
_LAST_NUMBER = sa.select(sa.func.max(_turns.c.number)).where(_turns.c.conversation_id == sa.bindparam("name"))
_TURN = sa.insert(_turns)
_ANSWERED = sa.update(_turns).where(_THIS_TURN).values(settled=sa.bindparam("now"), answer=sa.bindparam("given"), problem="", sought=sa.bindparam("words"))
_FAILED = sa.update(_turns).where(_THIS_TURN).values(settled=sa.bindparam("now"), problem=sa.bindparam("said"))


# --- pure parts ------------------------------------------------------------------------------------------

_SUMMARIES = sa.select(
    _conversations,
    sa.select(sa.func.count()).select_from(_turns).where(_turns.c.conversation_id == _conversations.c.id).scalar_subquery().label("turns"),
)


def _has(text: str) -> sa.ColumnElement[bool]:
    wanted = folded(text)[:1000]
    if not wanted:
        return sa.true()
    inside = sa.select(_turns.c.number).where(_turns.c.conversation_id == _conversations.c.id, _turns.c.sought.contains(wanted, autoescape=True))
    return _conversations.c.sought.contains(wanted, autoescape=True) | inside.exists()


def _remove(db: sa.Connection, where: sa.ColumnElement[bool]) -> int:
    db.execute(sa.delete(_turns).where(_turns.c.conversation_id.in_(sa.select(_conversations.c.id).where(where))))
    return db.execute(sa.delete(_conversations).where(where)).rowcount


def _missing(name: str) -> ConversationMissing:
    return ConversationMissing(f"there is no conversation {' '.join(printable(name).split())[:40]!r}, or it was deleted; `social-value conversations list` shows them all")


def _summary(row: Any) -> Summary:
    return Summary(row.id, row.title, Role(row.role) if row.role else None, _read_time(row.created), _read_time(row.updated), row.turns)


def _turn(row: Any) -> Turn:
    answer, problem = None, row.problem
    if row.answer is not None:
        try:
            answer = answer_from_text(row.answer)
        except ValueError as error:  # one bad row is no reason to lose the rest of the conversation
            problem = _UNREADABLE.format(error)
    return Turn(row.number, json.loads(row.question), Role(row.role) if row.role else None, _read_time(row.asked), answer, problem,
                _read_time(row.settled) if row.settled else None, row.rating, row.reason)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _read_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _said(error: Exception, url: sa.URL) -> str:
    """The database's own words on one line, without the password."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    return said.replace(str(url.password), "***") if url.password else said


# --- making an engine ------------------------------------------------------------------------------------


def _engine(url: str) -> tuple[sa.Engine, sa.URL]:
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return sa.create_engine(parsed, pool_pre_ping=True), parsed
        # One connection serves a store in memory, which lives as long as its connection does.
        few = {"poolclass": sa.QueuePool, "pool_size": 1, "max_overflow": 0} if _in_memory(parsed) else {}
        engine = sa.create_engine(parsed, connect_args={"timeout": _WAIT_SECONDS, "check_same_thread": False}, **few)
    except ImportError as error:
        kind = url.split(":")[0].split("+")[0]
        raise SettingsError(f"the driver of {kind} is not installed ({error}); run `pip install \"{_DRIVERS.get(kind, kind)}\"`, or unset "
                            "SOCIAL_VALUE_DATABASE_URL") from error
    except sa.exc.ArgumentError as error:
        raise SettingsError(f"SOCIAL_VALUE_DATABASE_URL is no database URL ({' '.join(str(error).split())[:120]}); correct or unset it") from error
    sa.event.listen(engine, "connect", _set_up)
    sa.event.listen(engine, "begin", _begin)
    if not _in_memory(parsed) and "uri" not in parsed.query:
        _touch(Path(parsed.database))
    return engine, parsed


def _in_memory(url: sa.URL) -> bool:
    return url.database in (None, "", ":memory:")


def _touch(path: Path) -> None:
    """Makes an empty file that only its owner may read, unless there is one. What goes wrong is told when it is opened."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # _begin says how transactions begin
    # NORMAL: what is written outlives the program whatever becomes of it; a power cut may take the last turns, never what is before them.
    for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("social_value_writes") else "BEGIN")
