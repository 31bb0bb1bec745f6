"""The database that conversations are kept in: opened, brought up to date, written in short transactions, and every failure of it told with its remedy."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from assistant.conversation_tables import SCHEMA, about, metadata
from assistant.errors import ConversationsUnavailable, SettingsError

IN_MEMORY = "sqlite://"
"""The URL of a database that is gone when it is closed."""
_WAIT_SECONDS = 30
_DRIVERS = {"postgresql": "psycopg[binary]", "mysql": "pymysql", "mariadb": "pymysql", "mssql": "pyodbc", "oracle": "oracledb"}


class Database:
    """A database by its URL, with the tables of conversations in it. Safe for several processes and threads at once."""

    def __init__(self, url: str) -> None:
        """Opens it, making its tables where there are none.

        Raises:
            ConversationsUnavailable: it cannot be opened or read, is not ours, or was made by a later version of the product.
            SettingsError: the URL is of no kind that can be used here.
        """
        self._engine, self._url = _engine(url)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Closes every connection, whoever uses it."""
        self._engine.dispose()

    @property
    def place(self) -> str:
        """Where the conversations are, without a password: a path, or a URL."""
        return self._url.database if self._is_file else self._url.render_as_string(hide_password=True)

    def verify(self) -> None:
        """Reads the whole of a file, and sees that it can be written. Raises ConversationsUnavailable."""
        with self.transaction(writes=True) as db:
            if self._engine.dialect.name == "sqlite" and (found := db.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()) != "ok":
                raise self._damaged(found)
            db.execute(sa.update(about).where(about.c.name == "schema").values(value=str(SCHEMA)))

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[sa.Connection]:
        """A transaction; one that writes takes its turn at once, so that it never finds half-way that another was quicker."""
        try:
            with self._engine.connect() as db:
                db = db.execution_options(social_value_writes=writes)
                with db.begin():
                    yield db
        except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError, ValueError) as error:
            raise self._failed(error) from error

    def make(self, tables: sa.MetaData) -> None:
        """Makes other tables beside those of the conversations, where they are missing."""
        with self.transaction() as db:
            missing = {table.name for table in tables.sorted_tables} - set(sa.inspect(db).get_table_names())
        if missing:
            with self.transaction(writes=True) as db:
                tables.create_all(db)

    def tidy(self) -> None:
        """Empties the write-ahead log of a file, so that what was deleted does not live on in it."""
        if self._is_file:
            with suppress(sa.exc.SQLAlchemyError, sqlite3.Error), closing(self._engine.raw_connection()) as raw:
                raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- its schema --------------------------------------------------------------------------------------

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
        with self.transaction() as db:
            return self._schema(db)

    def _make(self) -> int:
        """Makes the tables, and returns their schema. Another process may do so at the same moment."""
        try:
            with self.transaction(writes=True) as db:
                if made := self._schema(db):
                    return made
                metadata.create_all(db)
                db.execute(sa.insert(about).values(name="schema", value=str(SCHEMA)))
                return SCHEMA
        except ConversationsUnavailable:
            if made := self._made():
                return made
            raise

    def _bring_up(self) -> int:
        """Adds what an earlier schema had not, in one transaction, and returns the schema. Another process may do so at the same moment."""
        try:
            with self.transaction(writes=True) as db:
                if (made := self._schema(db)) >= SCHEMA:
                    return made
                for table in metadata.tables.values():
                    there = {column["name"] for column in sa.inspect(db).get_columns(table.name)}
                    new = [column for column in table.columns if column.name not in there]
                    for column in new:
                        db.exec_driver_sql(f"ALTER TABLE {table.name} ADD {sa.schema.CreateColumn(column).compile(dialect=self._engine.dialect)}")
                    for index in table.indexes:
                        if set(new) & set(index.columns.values()):
                            index.create(db)
                db.execute(sa.update(about).where(about.c.name == "schema").values(value=str(SCHEMA)))
                return SCHEMA
        except ConversationsUnavailable:
            if (made := self._made()) >= SCHEMA:
                return made
            raise

    def _schema(self, db: sa.Connection) -> int | None:
        """The schema of our tables; None when there are none yet."""
        tables = set(sa.inspect(db).get_table_names())
        if about.name in tables:
            return int(db.execute(sa.select(about.c.value).where(about.c.name == "schema")).scalar_one())
        if tables and self._is_file:
            raise ConversationsUnavailable(f"{self.place} is another program's database (it has a table {min(tables)}); set SOCIAL_VALUE_DATABASE_URL "
                                           "to another place, or unset it; nothing was changed")
        return None

    # --- what can go wrong -------------------------------------------------------------------------------

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


def _said(error: Exception, url: sa.URL) -> str:
    """The database's own words on one line, without the password."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    return said.replace(str(url.password), "***") if url.password else said


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
